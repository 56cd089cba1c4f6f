-- 哪个街道拆除违法建设面积最大?
-- Which district removed most illegal construction, by area?
select year, fictional, position, n, m, district, base_value, base_unit, bound, order_open, median, share, apart, value, unit, quote
from v_cross_district
where indicator_code = 'city_illegal_demolished_area' and measure = 'level'
order by year desc, fictional, district_level, apart is not null, position, district
