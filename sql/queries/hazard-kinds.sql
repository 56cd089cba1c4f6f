-- 各街道各类安全隐患发现多少、整改多少?
-- How many hazards of which kind were found and fixed, stage by stage?
select year, fictional, district, narrower, action, attribute, base_value, base_unit, exact, apart, quote
from v_object
where family = 'hazards' and measure in ('level', 'rate')
order by year desc, fictional, district, narrower nulls first, action, attribute, base_value desc, fact_id
