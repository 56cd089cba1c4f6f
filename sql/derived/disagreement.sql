-- Where reports disagree with themselves or with each other beyond rounding; one row a disagreement of two facts, for v_consistency.
-- A slice holds all reports of its districts; what derived.growth and derived.plan_actual have of others falls out in the last join.
with growth as (
    -- Stated growth against the growth of the levels of two years, each within its rounding.
    select
        *,
        case growth_kind
            when '%' then ((base_value - rounding) / (value_before + rounding_before) - 1) * 100
            when '倍' then (base_value - rounding) / (value_before + rounding_before) - 1
            when 'ratio' then (base_value - rounding) / (value_before + rounding_before)
            else base_value - rounding - value_before - rounding_before
        end as expected_low,
        case growth_kind
            when '%' then ((base_value + rounding) / nullif(value_before - rounding_before, 0) - 1) * 100
            when '倍' then (base_value + rounding) / nullif(value_before - rounding_before, 0) - 1
            when 'ratio' then (base_value + rounding) / nullif(value_before - rounding_before, 0)
            else base_value + rounding - value_before + rounding_before
        end as expected_high
    from derived.growth
    where computed_growth is not null and stated_bound = 'exact' and both_exact and value_before > 0
),
growth_found as (
    select
        'growth' as kind,
        stated_fact_id as fact_id_a,
        fact_id_before as fact_id_b,
        case growth_kind when 'amount' then base_unit else growth_kind end as unit,
        expected_low,
        expected_high,
        -- In the base unit, as the levels are.
        stated_low as stated
    from growth
    where stated_low + stated_rounding < expected_low - 1e-9 or stated_low - stated_rounding > expected_high + 1e-9
),
completion_found as (
    -- What a report says of its target against the target of the plan.
    select
        'plan' as kind,
        completion_fact_id as fact_id_a,
        planned_fact_id as fact_id_b,
        '%' as unit,
        (actual - actual_rounding) / (planned + planned_rounding) * 100 as expected_low,
        (actual + actual_rounding) / (planned - planned_rounding) * 100 as expected_high,
        completion_stated::double as stated
    from derived.plan_actual
    where
        completion_stated is not null and actual is not null and planned > planned_rounding
        and actual_bound = 'exact' and planned_bound in ('exact', 'lower')
        and (completion_stated + completion_rounding < expected_low - 1e-9 or completion_stated - completion_rounding > expected_high + 1e-9)
),
parts as (
    select
        former.fact_id as former_id,
        latter.fact_id as latter_id,
        former.base_value::double as former_value,
        latter.base_value::double as latter_value,
        former.rounding as former_rounding,
        latter.rounding as latter_rounding,
        former.bound as former_bound,
        latter.bound as latter_bound,
        former.base_unit,
        latter.quote_start as latter_start,
        latter.subset as latter_subset
    from temp.statement as latter
    join temp.statement as former on former.fact_id = latter.whole_fact_id
    where
        former.measure = 'level' and former.status <> 'plan' and former.base_value is not null
        and latter.measure = 'level' and latter.status <> 'plan' and latter.base_value is not null
        and latter.unit = former.unit and latter.span = former.span and latter.aspect_compared = former.aspect_compared
),
part_found as (
    select
        'part' as kind,
        latter_id as fact_id_a,
        former_id as fact_id_b,
        base_unit as unit,
        null::double as expected_low,
        former_value + former_rounding as expected_high,
        latter_value as stated
    from parts
    where
        former_bound = 'exact' and latter_bound in ('exact', 'lower')
        and latter_value - latter_rounding > former_value + former_rounding + 1e-9
),
sums as (
    select
        former_id,
        any_value(base_unit) as base_unit,
        any_value(former_value) as total,
        any_value(former_rounding) as total_rounding,
        sum(latter_value) as parts_sum,
        sum(latter_rounding) as parts_rounding,
        arg_min(latter_id, latter_start) as first_part,
        max(latter_value - latter_rounding) as largest_part
    from parts
    semi join fact_link on link = 'addend' and fact_link.fact_id = latter_id
    where former_bound = 'exact' and latter_bound in ('exact', 'lower') and latter_subset is null
    group by former_id
    having count(*) > 1
),
sum_found as (
    select
        'parts' as kind,
        first_part as fact_id_a,
        former_id as fact_id_b,
        base_unit as unit,
        null::double as expected_low,
        total + total_rounding as expected_high,
        parts_sum as stated
    from sums
    where parts_sum - parts_rounding > total + total_rounding + 1e-9 and largest_part <= total + total_rounding
),
-- Two counts of one thing in one sentence, the latter what was done of the former.
counted as (
    select
        link,
        latter.fact_id as latter_id,
        former.fact_id as former_id,
        latter.base_value::double as latter_value,
        former.base_value::double as former_value,
        latter.rounding as latter_rounding,
        former.rounding as former_rounding,
        latter.bound as latter_bound,
        former.bound as former_bound,
        former.base_unit,
        former.subset is null and former.place is null and former.aspect <> 'commitment' as former_whole
    from fact_link
    join temp.statement as latter on latter.fact_id = fact_link.fact_id
    join temp.statement as former on former.fact_id = fact_link.other_fact_id
    where link in ('mended', 'done') and latter.span = former.span and latter.base_value is not null and former.base_value is not null
),
fixed_found as (
    select
        'fixed' as kind,
        latter_id as fact_id_a,
        former_id as fact_id_b,
        base_unit as unit,
        null::double as expected_low,
        former_value + former_rounding as expected_high,
        latter_value as stated
    from counted
    where
        link = 'mended'
        and former_whole
        and former_bound = 'exact' and latter_bound in ('exact', 'lower')
        and latter_value - latter_rounding > former_value + former_rounding + 1e-9
),
rates as (
    select
        link,
        rate.fact_id as rate_id,
        rate.value::double as rate_value,
        rate.rounding as rate_rounding,
        (rate.value::double - rate.rounding) / 100 as rate_low,
        (rate.value::double + rate.rounding) / 100 as rate_high,
        count_fact.fact_id as count_id,
        count_fact.base_value::double as count_value
    from fact_link
    join temp.statement as rate on rate.fact_id = fact_link.fact_id
    join temp.statement as count_fact on count_fact.fact_id = fact_link.other_fact_id
    where
        link in ('rate', 'rate done')
        and rate.status <> 'plan' and rate.bound = 'exact' and rate.value between 0 and 100
        and count_fact.bound = 'exact' and count_fact.rounding = 0 and count_fact.base_value >= 1 and count_fact.base_value = trunc(count_fact.base_value)
),
rate_found as (
    -- A percentage that no whole number can be of the count, nor the count of any whole number.
    select
        'percentage' as kind,
        rate_id as fact_id_a,
        count_id as fact_id_b,
        '%' as unit,
        floor(rate_low * count_value + 1e-9) / count_value * 100 as expected_low,
        ceil(rate_high * count_value - 1e-9) / count_value * 100 as expected_high,
        rate_value as stated
    from rates
    where
        link = 'rate'
        and ceil(rate_low * count_value - 1e-9) > floor(rate_high * count_value + 1e-9)
        and (rate_low <= 0 or ceil(count_value / rate_high - 1e-9) > floor(count_value / rate_low + 1e-9))
),
ratio_found as (
    -- 整改率 against 整改 of 发现, all in one sentence.
    select
        'ratio' as kind,
        rates.rate_id as fact_id_a,
        counted.latter_id as fact_id_b,
        '%' as unit,
        counted.latter_value / counted.former_value * 100 as expected_low,
        counted.latter_value / counted.former_value * 100 as expected_high,
        rates.rate_value as stated
    from rates
    join counted on counted.latter_id = rates.count_id
    where
        rates.link = 'rate done' and counted.link = 'done'
        and counted.former_bound = 'exact' and counted.former_rounding = 0 and counted.former_value >= counted.latter_value
        and abs(expected_low - rates.rate_value) > rates.rate_rounding + 1e-9
),
-- The same words, of the same time and the same whole, with another number.
repeated as (
    select
        *,
        first_value(fact_id) over same_thing as first_id,
        first_value(base_value) over same_thing::double as first_value,
        first_value(rounding) over same_thing as first_rounding,
        first_value(document_key) over same_thing as first_document,
        first_value(sentence_start) over same_thing as first_sentence,
        first_value(report_year) over same_thing as first_report_year
    from temp.statement
    where
        measure in ('level', 'rate') and status = 'actual' and bound = 'exact' and base_value is not null
        and place is null and subset is null and span = '全年' and year is not null
        and indicator_curated and (measure = 'rate') = (indicator_dimension = 'share')
    window same_thing as (
        partition by district_key, indicator_key, indicator_text, measure, aspect_compared, unit_family, unit, year
        order by report_year is distinct from year, published_on nulls last, document_id, anchor, fact_id
    )
),
repeat_found as (
    select
        case when document_key = first_document then 'stated twice' when report_year = first_report_year then 'two reports' else 'restated' end as kind,
        fact_id as fact_id_a,
        first_id as fact_id_b,
        base_unit as unit,
        first_value - first_rounding as expected_low,
        first_value + first_rounding as expected_high,
        base_value::double as stated
    from repeated
    where
        (document_key <> first_document or sentence_start <> first_sentence)
        and abs(base_value::double - first_value) > rounding + first_rounding + 1e-9
),
found as (
    select * from growth_found
    union all by name select * from completion_found
    union all by name select * from part_found
    union all by name select * from sum_found
    union all by name select * from fixed_found
    union all by name select * from rate_found
    union all by name select * from ratio_found
    union all by name select * from repeat_found
)
select
    found.kind,
    a.district_key, a.district, a.district_code, a.district_level, a.fictional, a.year, a.topic, a.indicator, a.indicator_code,
    found.stated,
    found.expected_low,
    found.expected_high,
    found.unit,
    case
        when found.kind in ('growth', 'restated') or (found.kind = 'two reports' and a_indicator.growth_caveat = 'constant prices')
            then a_indicator.growth_caveat
    end as explanation,
    a.quote as quote_a,
    b.quote as quote_b,
    a.document_key as document_key_a,
    a.sentence_start as sentence_start_a,
    b.document_key as document_key_b,
    b.sentence_start as sentence_start_b,
    a.title as title_a,
    b.title as title_b,
    a.fact_id as fact_id_a,
    b.fact_id as fact_id_b
from found
join temp.statement as a on a.fact_id = found.fact_id_a
join temp.statement as b on b.fact_id = found.fact_id_b
join dim_indicator as a_indicator on a_indicator.indicator_key = a.indicator_key
order by a.indicator_key, a.year_key, a.district_key
