-- Values that cannot be, each with the reason and the value that it is held against, and those that may have been misread from a picture: they
-- are kept and shown, and top nothing.
with stated as (
    select
        fact_id, indicator_key, year_key, district_key, year, unit_family, aspect_compared, quote, base_unit,
        base_value::double as amount, rounding, ratio, least, most
    from temp.statement
    join temp.plausible using (indicator_code)
    where whole and measure = 'level' and status <> 'plan' and year is not null and base_value > 0
),
grown as (
    select
        fact_id as growth_fact_id, indicator_key, district_key, year, aspect_compared, quote as growth_quote, 1 + base_value::double / 100 as growth
    from temp.statement
    where
        place is null and subset is null and span = '全年' and measure = 'growth' and growth_kind = '%' and baseline_compared = '同比'
        and status <> 'plan' and base_value > -100
),
pair as (
    select
        stated.*,
        other.fact_id as other_fact_id,
        other.year as other_year,
        other.quote as other_quote,
        case when other.year < stated.year then stated.amount / other.amount else other.amount / stated.amount end as rise,
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
held as (
    -- Beside the year before, a value has grown by what the reports themselves state.
    select
        pair.*,
        grown.growth_fact_id,
        grown.growth_quote,
        greatest(rise / coalesce(growth, 1), coalesce(growth, 1) / rise) as times
    from pair
    left join grown
        on grown.indicator_key = pair.indicator_key
        and grown.district_key = pair.district_key
        and grown.aspect_compared = pair.aspect_compared
        and grown.year = greatest(pair.year, pair.other_year)
        and pair.apart = 1
),
told as (
    select
        *,
        times <= pow(ratio, apart) as agrees,
        bool_or(growth_quote is not null and times > ratio) over (partition by fact_id) as contradicted
    from held
),
against as (
    -- One year near it that it goes with clears a value: of two that contradict each other the one that stands alone is at fault.
    -- Against a stated growth only the years right beside it count.
    select fact_id, arg_min(struct_pack(other_fact_id, growth_fact_id), (apart > 1, times, other_fact_id, growth_fact_id)) as nearest
    from told
    group by fact_id
    having not bool_or(agrees and (apart = 1 or not contradicted))
),
found as (
    select
        fact_id, indicator_key, year_key, district_key,
        case when growth_quote is null then 'neighbour' else 'growth' end as rule,
        other_fact_id,
        other_quote,
        quote || ' in ' || year || ', but ' || other_quote || ' in ' || other_year
        || coalesce(' and growth of ' || growth_quote || ' in ' || greatest(year, other_year), '') as reason,
        year || '年为' || quote || '，而' || other_year || '年为' || other_quote
        || coalesce('，且' || greatest(year, other_year) || '年增长' || growth_quote, '') as reason_zh
    from told
    join against using (fact_id)
    where other_fact_id = nearest.other_fact_id and growth_fact_id is not distinct from nearest.growth_fact_id
    union all by name
    select
        fact_id, indicator_key, year_key, district_key,
        'bounds' as rule,
        quote || ' in ' || year || ', which is ' || case when amount < least then 'below ' || least else 'above ' || most end || ' ' || base_unit as reason,
        year || '年为' || quote || '，超出合理范围' as reason_zh
    from stated
    where amount < least or amount > most
    union all by name
    -- No part is more than its whole, nor are the parts of places, which never overlap, in all.
    select
        stated.fact_id, stated.indicator_key, stated.year_key, stated.district_key,
        'parts' as rule,
        arg_max(part.fact_id, part.base_value) as other_fact_id,
        arg_max(part.quote, part.base_value) as other_quote,
        stated.quote || ' in ' || stated.year || ', of which ' || string_agg(part.quote, ', ' order by part.anchor) as reason,
        stated.year || '年为' || stated.quote || '，而其中' || string_agg(part.quote, '、' order by part.anchor) as reason_zh
    from stated
    join temp.statement as part
        on part.whole_fact_id = stated.fact_id
        and part.indicator_key = stated.indicator_key
        and part.unit_family = stated.unit_family
    where part.measure = 'level' and part.status <> 'plan' and part.bound in ('exact', 'lower')
    group by
        stated.fact_id, stated.indicator_key, stated.year_key, stated.district_key, stated.quote, stated.year, stated.amount, stated.rounding
    having greatest(max(part.base_value - part.rounding), sum(part.base_value - part.rounding) filter (where part.place is not null))
        > stated.amount + stated.rounding
    union all by name
    -- Of a hundred lines that text recognition is as sure of as this, several have a wrong digit.
    select
        fact_id, statement.indicator_key, statement.year_key, statement.district_key,
        'recognition' as rule,
        statement.quote || ' in ' || year || ', recognised in a picture with a confidence of only ' || round(confidence, 2) as reason,
        year || '年为' || statement.quote || '，由图片识别，置信度仅' || round(confidence, 2) as reason_zh
    from temp.statement as statement
    join fact_indicator as fact using (fact_id)
    where whole and statement.status <> 'plan' and year is not null and confidence < 0.9 and not corrected
)
select *
from found
qualify row_number() over (partition by fact_id order by rule) = 1
order by indicator_key, year_key, district_key, fact_id
