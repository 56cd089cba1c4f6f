-- 哪些目标没有完成,差多少?
-- Which targets were missed, and by how much?
select year, fictional, district, indicator, planned, actual, actual - planned as difference, base_unit, completion, completion_stated, planned_quote, actual_quote, completion_quote
from v_plan_actual
where outcome = 'missed'
order by year desc, fictional, district, indicator
