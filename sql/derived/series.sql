-- What v_panel shows of an indicator among the districts of one level: one measure, aspect and unit, those that most districts state.
select
    indicator_key, district_level, fictional, topic,
    measure, aspect_compared as aspect, unit_family, base_unit,
    count(distinct district_key) as districts,
    any_value(indicator_curated) or districts > 1 as shown
from temp.statement
where whole and status <> 'plan' and year is not null
group by indicator_key, district_level, fictional, topic, measure, aspect_compared, unit_family, base_unit
qualify row_number() over (
    partition by indicator_key, district_level, fictional
    order by
        -- The aspect that defines the indicator; what has accumulated over years only where nothing else is stated.
        case when aspect_compared = any_value(stock_flow) then 0 when aspect_compared in ('flow', 'stock', 'state') then 1 else 2 end,
        count(distinct district_key) desc, bool_or(unit_dimension = indicator_dimension) desc, measure, aspect_compared, unit_family, base_unit, topic
) = 1
order by indicator_key, district_level, fictional
