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
-- The sentences that can hold what was found and mended, or a rate.
telling as (
    select document_key, "start" as sentence_start
    from sentence
    semi join temp.statement using (document_key)
    where kind <> 'chrome' and regexp_matches(text, '率|整改|办结|结案|化解|解决|消除|销号|排除')
),
levels as (
    select *, lag(fact_id) over sentence_order as fact_before
    from temp.statement
    semi join telling using (document_key, sentence_start)
    where measure = 'level' and status <> 'plan' and base_value is not null
    window sentence_order as (partition by document_key, sentence_start order by anchor, fact_id)
),
-- Two counts of one sentence, the latter right after the former, or after another part of it.
pairs as (
    select
        former.fact_id as former_id,
        latter.fact_id as latter_id,
        latter.fact_before,
        former.document_key,
        former.sentence_start,
        former.base_value::double as former_value,
        latter.base_value::double as latter_value,
        former.rounding as former_rounding,
        latter.rounding as latter_rounding,
        former.bound as former_bound,
        latter.bound as latter_bound,
        former.high as former_high,
        latter.low as latter_low,
        former.indicator_text as former_text,
        latter.indicator_text as latter_text,
        former.base_unit,
        former.subset is null and former.place is null and former.aspect <> 'commitment' as former_whole,
        former.unit_family,
        substring(sentence.text, former.quote_end - former.sentence_start + 1, latter.quote_start - former.quote_end) as between_text
    from levels as former
    join levels as latter
        on latter.document_key = former.document_key
        and latter.sentence_start = former.sentence_start
        and latter.unit_family = former.unit_family
        and latter.unit = former.unit
        and latter.quote_start >= former.quote_end
        and latter.quote_start - former.quote_end < 80
        and latter.span = former.span
    join sentence on sentence.document_key = former.document_key and sentence."start" = former.sentence_start
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
        latter.subset as latter_subset,
        latter.indicator_text as latter_text
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
    -- Parts by age, sex or merit overlap.
    where
        former_bound = 'exact' and latter_bound in ('exact', 'lower')
        and latter_subset is null and not regexp_matches(latter_text, '岁|女|男|学历|大专|本科|党员|少数民族|以上|以下')
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
fixed_found as (
    -- 整改 after 发现, in one clause chain and with nothing counted in between.
    select
        'fixed' as kind,
        latter_id as fact_id_a,
        former_id as fact_id_b,
        base_unit as unit,
        null::double as expected_low,
        former_value + former_rounding as expected_high,
        latter_value as stated
    from pairs
    where
        fact_before = former_id
        and former_whole
        and not regexp_matches(between_text, '其中|[；;。：:（(]')
        and regexp_matches(former_text || between_text, '发现|排查|查出|查找|摸排|受理|立案|接报|交办|收到|征集|检视|起底')
        and not regexp_matches(former_text, '整改|办结|结案|化解|解决|消除|销号|排除|整治')
        and regexp_matches(latter_text, '整改|办结|结案|化解|解决|消除|销号|排除')
        and not regexp_matches(latter_text, '发现|排查|查出|受理|立案|累计')
        and former_bound = 'exact' and latter_bound in ('exact', 'lower')
        and latter_value - latter_rounding > former_value + former_rounding + 1e-9
),
rates as (
    select
        rate.fact_id as rate_id,
        rate.value::double as rate_value,
        rate.rounding as rate_rounding,
        count_fact.fact_id as count_id,
        count_fact.base_value::double as count_value,
        count_fact.unit_family,
        count_fact.indicator_text as count_text,
        rate.indicator_text as rate_text,
        substring(sentence.text, count_fact.quote_end - rate.sentence_start + 1, rate.quote_start - count_fact.quote_end) as between_text,
        count_fact.fact_before
    from temp.statement as rate
    join levels as count_fact
        on count_fact.document_key = rate.document_key
        and count_fact.sentence_start = rate.sentence_start
        and count_fact.quote_end <= rate.quote_start
        and rate.quote_start - count_fact.quote_end < 30
    join sentence on sentence.document_key = rate.document_key and sentence."start" = rate.sentence_start
    where
        rate.measure = 'rate' and rate.status <> 'plan' and rate.bound = 'exact' and rate.value between 0 and 100
        and count_fact.bound = 'exact' and count_fact.rounding = 0 and count_fact.base_value >= 1 and count_fact.base_value = trunc(count_fact.base_value)
        -- Part of another count is not what the rate is of.
        and count_fact.whole_fact_id is null
    qualify row_number() over (partition by rate.fact_id order by count_fact.anchor desc, count_fact.fact_id) = 1
),
said_of as (
    select
        *,
        regexp_extract(rate_text, '^(.*?)(?:按期|按时|及时|总体|综合)?(成功|办结|办理|完成|整改|签约|化解|处置|处理|解决|合格|达标|查处|结案|破案|销号)率', ['noun', 'deed']) as named,
        coalesce(nullif(named['noun'], ''), named['deed']) as noun,
        (rate_value - rate_rounding) / 100 as rate_low,
        (rate_value + rate_rounding) / 100 as rate_high
    from rates
    where
        regexp_matches(rate_text, '率')
        and not regexp_matches(between_text, '[；;。]|其中|目标|任务|计划|指标|占|比重|覆盖')
        -- The rate is of what was counted: all that it names but the deed itself (调解成功率: 调解) is in the name of the count.
        and noun <> ''
        and len(list_filter(range(1, length(noun) + 1), lambda i: not contains(count_text, substring(noun, i, 1)))) = 0
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
    from said_of
    where
        ceil(rate_low * count_value - 1e-9) > floor(rate_high * count_value + 1e-9)
        and (rate_low <= 0 or ceil(count_value / rate_high - 1e-9) > floor(count_value / rate_low + 1e-9))
),
ratio_found as (
    -- 整改率 against 整改 of 发现, all in one sentence.
    select
        'ratio' as kind,
        said_of.rate_id as fact_id_a,
        pairs.latter_id as fact_id_b,
        '%' as unit,
        pairs.latter_value / pairs.former_value * 100 as expected_low,
        pairs.latter_value / pairs.former_value * 100 as expected_high,
        said_of.rate_value as stated
    from said_of
    join pairs on pairs.latter_id = said_of.count_id and pairs.former_id = said_of.fact_before
    where
        regexp_matches(said_of.rate_text, '(整改|办结|结案|化解|解决)率')
        and regexp_matches(pairs.latter_text, '整改|办结|结案|化解|解决')
        and not regexp_matches(pairs.former_text, '整改|办结|结案|化解|解决')
        and not regexp_matches(pairs.between_text, '其中|[；;。：:（(]')
        and not regexp_matches(said_of.rate_text, '按期|按时|及时')
        and pairs.former_bound = 'exact' and pairs.former_rounding = 0 and pairs.former_value >= pairs.latter_value
        and abs(expected_low - said_of.rate_value) > said_of.rate_rounding + 1e-9
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
