-- Values that cannot be, each with the reason and the value that it is held against: they are kept and shown, and top nothing.
with stated as (
    select
        fact_id, indicator_key, year_key, district_key, year, unit_family, aspect_compared, quote, base_unit,
        base_value::double as amount, ratio, least, most
    from temp.statement
    join temp.plausible using (indicator_code)
    where whole and measure = 'level' and status <> 'plan' and year is not null and base_value > 0
),
held as (
    select
        stated.*,
        other.fact_id as other_fact_id,
        other.year as other_year,
        other.quote as other_quote,
        greatest(stated.amount / other.amount, other.amount / stated.amount) as times,
        abs(stated.year - other.year) as apart
    from stated
    join stated as other
        on other.indicator_key = stated.indicator_key
        and other.district_key = stated.district_key
        and other.unit_family = stated.unit_family
        and other.aspect_compared = stated.aspect_compared
        -- Further apart they tell little of each other.
        and abs(other.year - stated.year) between 1 and 3
),
against as (
    -- One year near it that it goes with clears a value: of two that contradict each other the one that stands alone is at fault.
    select fact_id, arg_min(other_fact_id, (times, other_fact_id)) as other_fact_id
    from held
    group by fact_id
    having not bool_or(times <= pow(ratio, apart))
),
found as (
    select
        fact_id, indicator_key, year_key, district_key,
        'neighbour' as rule,
        other_fact_id,
        other_quote,
        quote || ' in ' || year || ', but ' || other_quote || ' in ' || other_year as reason,
        year || '年为' || quote || '，而' || other_year || '年为' || other_quote as reason_zh
    from held
    semi join against using (fact_id, other_fact_id)
    union all by name
    select
        fact_id, indicator_key, year_key, district_key,
        'bounds' as rule,
        quote || ' in ' || year || ', which is ' || case when amount < least then 'below ' || least else 'above ' || most end || ' ' || base_unit as reason,
        year || '年为' || quote || '，超出合理范围' as reason_zh
    from stated
    where amount < least or amount > most
)
select *
from found
qualify row_number() over (partition by fact_id order by rule) = 1
order by indicator_key, year_key, district_key, fact_id
