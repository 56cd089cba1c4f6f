-- 各街道发现和整改了多少安全隐患?
-- How many hazards were found, how many were fixed, and at what rate?
select
    year,
    fictional,
    district,
    any_value(base_value) filter (where indicator_code = 'safety_hazards_found') as found,
    any_value(base_value) filter (where indicator_code = 'safety_hazards_fixed') as fixed,
    any_value(base_value) filter (where indicator_code = 'safety_hazard_fix_share') as rate_stated,
    any_value(quote) filter (where indicator_code = 'safety_hazards_found') as found_quote,
    any_value(quote) filter (where indicator_code = 'safety_hazards_fixed') as fixed_quote,
    any_value(quote) filter (where indicator_code = 'safety_hazard_fix_share') as rate_quote
from v_panel
where
    indicator_code in ('safety_hazards_found', 'safety_hazards_fixed', 'safety_hazard_fix_share')
    and state in ('value', 'stated zero')
group by year, fictional, district, district_key
order by year desc, fictional, found desc nulls last, district
