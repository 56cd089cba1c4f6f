-- 各街道有多少起电信网络诈骗警情?
-- How many cases of telecom fraud were reported?
select year, fictional, position, n, m, district, base_value, base_unit, bound, order_open, median, share, apart, value, unit, quote
from v_cross_district
where indicator_code = 'order_fraud_cases' and measure = 'level'
order by year desc, fictional, district_level, apart is not null, position, district
