-- Which value stands for a district in a comparison, beside which others, and where: v_cross_district without the names of its dimensions.
-- What it shows of a fact is copied, for to join all facts again takes longer than everything else that the view does.
with candidates as (
    -- Ranks are in v_rank; plans and the share of a target that is done are in v_plan_actual.
    select
        *,
        -- What two values have to agree in to stand side by side.
        hash(subset, span, aspect_compared, status, unit_family, growth_kind, baseline_compared, place) as scope
    from temp.statement
    left join (select fact_id, reason as suspect, reason_zh as suspect_zh from derived.suspect) using (fact_id)
    -- A report whose place could not be told stands beside no other.
    semi join (
        from dim_district where score > 0 or fictional or province is not null or resolved_by = 'sidecar'
    ) using (district_key)
    where
        status <> 'plan'
        and measure <> 'rank'
        and not (measure = 'rate' and indicator_curated and indicator_dimension <> 'share')
        and base_value is not null
        and year is not null
),
contested as (
    select indicator_key, year_key, district_key, measure, scope, count(*) as statements
    from candidates
    group by all
    having statements > 1
),
cells as (
    select *, 1 as statements, 1 as values_stated
    from candidates
    anti join contested using (indicator_key, year_key, district_key, measure, scope)
    union all by name
    -- Windows cost; few values are stated more than once.
    select *, count(distinct base_value) over same_district as values_stated
    from candidates
    join contested using (indicator_key, year_key, district_key, measure, scope)
    window same_district as (partition by indicator_key, year_key, district_key, measure, scope)
    qualify row_number() over (
        same_district
        order by
            suspect is not null, bound <> 'exact', source_tier <> 'official', report_year is distinct from year,
            -- Of several counts of one thing the largest is the likelier whole.
            case when measure = 'level' then base_value end desc,
            published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
scopes as (
    select
        indicator_key, year_key, measure, district_level, fictional, scope,
        any_value(place) as place,
        any_value(subset) as subset,
        any_value(span) as span,
        any_value(aspect_compared) as aspect,
        any_value(status) as status,
        any_value(unit_family) as family,
        any_value(growth_kind) as kind,
        any_value(baseline_compared) as baseline,
        any_value(stock_flow) as stock_flow,
        count(*) as alike,
        bool_and(unit_dimension is distinct from indicator_dimension) as other_dimension,
        min_by(base_unit, (unit_dimension is distinct from indicator_dimension, base_unit)) as unit
    from cells
    group by all
),
usual as (
    -- What most districts state of the whole, and for the whole year, is what the others are held against.
    select *
    from scopes
    qualify row_number() over (
        partition by indicator_key, year_key, measure, district_level, fictional
        order by
            place is not null, subset is not null, span <> '全年', status <> 'actual', baseline is distinct from '同比',
            case when aspect = stock_flow then 0 when aspect in ('flow', 'stock', 'state') then 1 else 2 end, alike desc,
            other_dimension, aspect, family, kind, span, place, subset, baseline
    ) = 1
),
placed as (
    select cells.*, usual as usual, cells.scope = usual.scope and cells.place is null and cells.suspect is null as beside
    from cells
    join usual
        on usual.indicator_key = cells.indicator_key
        and usual.year_key = cells.year_key
        and usual.measure = cells.measure
        and usual.district_level is not distinct from cells.district_level
        and usual.fictional = cells.fictional
),
middle as (
    select indicator_key, year_key, district_level, fictional, others, median(base_value)::double as middle, count(*) as districts
    from placed
    join temp.plausible using (indicator_code)
    where beside and measure = 'level' and others is not null
    group by all
    -- The middle of fewer tells little.
    having districts >= 5
),
judged as (
    select
        placed.*,
        case when beside and base_value::double not between middle / others and middle * others then round(base_value::double / middle, 2) end as times,
        quote || ' in ' || year || ', which is ' || times || ' times the median of ' || districts || ' districts' as strange,
        year || '年为' || quote || '，是' || districts || '个地区中位数的' || times || '倍' as strange_zh
    from placed
    left join middle
        on middle.indicator_key = placed.indicator_key
        and middle.year_key = placed.year_key
        and placed.measure = 'level'
        and middle.district_level is not distinct from placed.district_level
        and middle.fictional = placed.fictional
),
held as (
    -- What no other district comes near is suspect too: only here all of them are seen.
    select
        * replace (
            coalesce(suspect, strange) as suspect, coalesce(suspect_zh, strange_zh) as suspect_zh, beside and strange is null as beside
        )
    from judged
),
groups as (
    select
        indicator_key, year_key, measure, district_level, fictional,
        count(*) as n,
        median(base_value) as median,
        sum(base_value) as total,
        min(base_value) as least
    from held
    where beside
    group by all
),
beside as (
    select held.*, n, median, total, least
    from held
    join groups
        on groups.indicator_key = held.indicator_key
        and groups.year_key = held.year_key
        and groups.measure = held.measure
        and groups.district_level is not distinct from held.district_level
        and groups.fictional = held.fictional
    where beside
),
ordered as (
    select *, 1 as position, false as order_open
    from beside
    where n = 1
    union all by name
    select
        *,
        -- Position 1 is the least of what should be low, and the most of everything else.
        rank() over (alike order by case when polarity = 'down' then base_value else -base_value end) as position,
        -- Two values whose ranges meet have no order.
        coalesce(max(coalesce(high, 'infinity'::double)) over (in_order rows between unbounded preceding and 1 preceding) > coalesce(low, '-infinity'::double), false)
        or coalesce(lead(coalesce(low, '-infinity'::double)) over in_order < coalesce(high, 'infinity'::double), false) as order_open
    from beside
    where n > 1
    window
        alike as (partition by indicator_key, year_key, measure, district_level, fictional),
        in_order as (
            partition by indicator_key, year_key, measure, district_level, fictional
            order by coalesce(low, '-infinity'::double), coalesce(high, 'infinity'::double), fact_id
        )
),
explained as (
    select
        *,
        differences(
            {
                'suspect': suspect, 'suspect_zh': suspect_zh, 'place': place, 'subset': subset, 'span': span, 'measure': measure, 'aspect': aspect_compared,
                'status': status, 'family': unit_family, 'unit': base_unit, 'kind': growth_kind, 'baseline': baseline_compared, 'value': base_value
            },
            {
                'subset': usual.subset, 'span': usual.span, 'measure': measure, 'aspect': usual.aspect, 'status': usual.status,
                'family': usual.family, 'unit': usual.unit, 'kind': usual.kind, 'baseline': usual.baseline
            }
        ) as differences
    from held
    where not beside
)
select
    indicator_key, year_key, district_key, district_level, fictional, fact_id, statements, values_stated,
    topic_key, unit_key, document_key, measure, growth_kind, baseline, base_value, value, value_max, bound, status, aspect, subset, span, period, place, quote,
    position,
    n,
    order_open,
    median,
    case
        when n > 1 and measure = 'level' and additive in ('yes', 'no over years') and least >= 0 and total > 0
            then round(base_value::double / total::double, 4)
    end as share,
    null::varchar as apart,
    null::varchar as apart_zh,
    null::varchar as strange,
    null::varchar as strange_zh
from ordered
union all by name
select
    indicator_key, year_key, district_key, district_level, fictional, fact_id, statements, values_stated,
    topic_key, unit_key, document_key, measure, growth_kind, baseline, base_value, value, value_max, bound, status, aspect, subset, span, period, place, quote,
    apart_en(differences) as apart,
    apart_zh(differences) as apart_zh,
    strange,
    strange_zh
from explained
order by indicator_key, year_key, district_key, fact_id
