-- 各街道PM2.5平均浓度是多少?
-- What was the mean concentration of PM2.5?
select year, fictional, position, n, m, district, base_value, base_unit, bound, order_open, median, share, apart, value, unit, quote
from v_cross_district
where indicator_code = 'eco_pm25' and measure = 'level'
order by year desc, fictional, district_level, apart is not null, position, district
