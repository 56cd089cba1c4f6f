-- 各街道加装了多少部电梯?
-- How many elevators were added to existing buildings?
select year, fictional, position, n, m, district, base_value, base_unit, bound, order_open, median, share, apart, value, unit, quote
from v_cross_district
where indicator_code = 'urban_elevators_added' and measure = 'level'
order by year desc, fictional, district_level, apart is not null, position, district
