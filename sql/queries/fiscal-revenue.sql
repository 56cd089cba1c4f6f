-- 一般公共预算收入增长多少?
-- How much did budget revenue grow, as stated and as computed from two years?
select year, fictional, district, stated_growth, computed_growth, growth_unit, base_value, value_before, base_unit, stated_quote, quote, quote_before
from v_growth
where indicator_code = 'econ_budget_revenue' and growth_kind = '%'
order by year desc, fictional, coalesce(stated_growth, computed_growth) desc, district
