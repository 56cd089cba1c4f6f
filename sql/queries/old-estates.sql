-- 各街道改造了多少老旧小区?
-- How many old estates were renewed?
select year, fictional, position, n, m, district, base_value, base_unit, bound, order_open, median, share, apart, value, unit, quote
from v_cross_district
where indicator_code = 'urban_old_estates_renewed' and measure = 'level'
order by year desc, fictional, district_level, apart is not null, position, district
