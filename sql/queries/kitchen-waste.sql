-- 各街道厨余垃圾分出率是多少?
-- What share of the waste is sorted out as kitchen waste?
select year, fictional, position, n, m, district, base_value, base_unit, bound, order_open, median, share, apart, value, unit, quote
from v_cross_district
where indicator_code = 'city_kitchen_waste_share' and measure = 'rate'
order by year desc, fictional, district_level, apart is not null, position, district
