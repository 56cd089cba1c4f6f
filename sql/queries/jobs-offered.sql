-- 各街道提供多少就业岗位?
-- How many job posts did each district offer?
select year, fictional, position, n, m, district, base_value, base_unit, bound, order_open, median, share, apart, value, unit, quote
from v_cross_district
where indicator_code = 'emp_jobs_offered' and measure = 'level'
order by year desc, fictional, district_level, apart is not null, position, district
