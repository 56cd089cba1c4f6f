-- 各街道走访企业多少家次?
-- How many visits to enterprises did each district make?
select year, fictional, position, n, m, district, base_value, base_unit, bound, order_open, median, share, apart, value, unit, quote
from v_cross_district
where indicator_code = 'econ_firm_visits' and measure = 'level'
order by year desc, fictional, district_level, apart is not null, position, district
