-- 各街道有多少微网格?
-- How many micro-grids has each district?
select year, fictional, position, n, m, district, base_value, base_unit, bound, order_open, median, share, apart, value, unit, quote
from v_cross_district
where indicator_code = 'gov_microgrids' and measure = 'level'
order by year desc, fictional, district_level, apart is not null, position, district
