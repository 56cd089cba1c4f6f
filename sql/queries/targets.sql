-- 上一年定下的目标完成了没有?
-- Which targets set the year before were met, missed or left open?
select year, fictional, district, outcome, indicator, measure, planned, planned_bound, actual, actual_bound, base_unit, completion, completion_stated, planned_quote, actual_quote
from v_plan_actual
where outcome is not null
order by year desc, fictional, district, outcome, indicator, measure
