create view v_cross_district as
with candidates as (
    -- Code and name of an indicator go together; both are partitioned by, so that a filter on either reaches the facts.
    -- Ranks are in v_rank; plans and the share of a target that is done are in v_plan_actual.
    select *
    from v_statement
    where
        status <> 'plan'
        and measure <> 'rank'
        and not (measure = 'rate' and indicator_curated and indicator_dimension <> 'share')
        and duplicate_of is null
        and base_value is not null
        and year is not null
),
cells as (
    select
        *,
        count(*) over same_district as statements,
        count(distinct base_value) over same_district as values_stated
    from candidates
    window same_district as (
        partition by
            indicator_code, indicator, year, measure, district_level, fictional, district_key,
            subset, span, aspect_compared, status, unit_family, growth_kind, baseline_compared, place
    )
    qualify row_number() over (
        same_district
        order by
            bound <> 'exact', source_tier <> 'official', report_year is distinct from year,
            -- Of several counts of one thing the largest is the likelier whole.
            case when measure = 'level' then base_value end desc,
            published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
reporting as (
    select document.report_year as reported, district.level, district.fictional as invented, count(distinct district_key) as m
    from dim_document as document
    join dim_district as district using (district_key)
    where document.duplicate_of is null and document.report_kind <> 'plan'
    group by all
),
counted as (
    select *, count(*) over alike as alike
    from cells
    window alike as (
        partition by
            indicator_code, indicator, year, measure, district_level, fictional,
            subset, span, aspect_compared, status, unit_family, growth_kind, baseline_compared, place
    )
),
judged as (
    select
        *,
        -- What most districts state of the whole, and for the whole year, is what the others are held against.
        first_value({
            'place': place, 'subset': subset, 'span': span, 'aspect': aspect_compared, 'status': status,
            'family': unit_family, 'unit': base_unit, 'kind': growth_kind, 'baseline': baseline_compared
        }) over (
            partition by indicator_code, indicator, year, measure, district_level, fictional
            order by
                place is not null, subset is not null, span <> '全年', status <> 'actual', baseline_compared is distinct from '同比',
                case when aspect_compared = stock_flow then 0 when aspect_compared in ('flow', 'stock', 'state') then 1 else 2 end, alike desc,
                unit_dimension is distinct from indicator_dimension, aspect_compared, unit_family, growth_kind, span, place, subset, baseline_compared
        ) as usual
    from counted
),
reasoned as (
    select
        *,
        nullif(concat_ws(
            '; ',
            case when place is not null then 'part of the district: ' || place end,
            case
                when subset is distinct from usual.subset then case when subset is null then 'not only ' || usual.subset else 'only ' || subset end
            end,
            case when span <> usual.span then span || ', not ' || usual.span end,
            case when aspect_compared <> usual.aspect then aspect_compared || ', not ' || usual.aspect end,
            case when status <> usual.status then status || ', not ' || usual.status end,
            case when unit_family <> usual.family then 'in ' || base_unit || ', not ' || usual.unit end,
            case when growth_kind <> usual.kind and unit_family = usual.family then growth_kind || ', not ' || usual.kind end,
            case
                when baseline_compared is distinct from usual.baseline
                    then 'against ' || coalesce(baseline_compared, 'no stated base') || ', not ' || coalesce(usual.baseline, 'no stated base')
            end
        ), '') as apart
    from judged
),
compared as (
    select
        *,
        -- Position 1 is the least of what should be low, and the most of everything else.
        case when polarity = 'down' then base_value else -base_value end as sort_value,
        count(*) over cell as n,
        median(base_value) over cell as median,
        sum(base_value) over cell as total,
        min(base_value) over cell as least,
        -- Two values whose ranges meet have no order.
        coalesce(high, 'infinity'::double) as upper_end,
        coalesce(low, '-infinity'::double) as lower_end
    from reasoned
    window cell as (partition by indicator_code, indicator, year, measure, district_level, fictional, apart is null)
),
ordered as (
    select
        *,
        rank() over (cell order by sort_value) as place_in_order,
        max(upper_end) over (cell order by lower_end, upper_end, fact_id rows between unbounded preceding and 1 preceding) as end_before,
        lead(lower_end) over (cell order by lower_end, upper_end, fact_id) as start_after
    from compared
    window cell as (partition by indicator_code, indicator, year, measure, district_level, fictional, apart is null)
)
select
    indicator_code, indicator, indicator_curated, topic, year, measure, growth_kind, baseline, district_level, fictional,
    district, district_code, county, city, province,
    case when apart is null then place_in_order end as position,
    case when apart is null then n end as n,
    case when apart is null then greatest(coalesce(m, 0), n) end as m,
    case when apart is null then base_value end as base_value,
    base_unit,
    value, value_max, unit, bound,
    case when apart is null then coalesce(end_before > lower_end, false) or coalesce(start_after < upper_end, false) end as order_open,
    case when apart is null then median end as median,
    case
        when apart is null and n > 1 and measure = 'level' and additive in ('yes', 'no over years') and least >= 0 and total > 0
            then round(base_value::double / total::double, 4)
    end as share,
    apart,
    status, aspect, subset, span, period, place,
    statements,
    values_stated,
    polarity,
    source_tier, title, url, quote, fact_id, district_key
from ordered
left join reporting
    on reporting.reported = ordered.year
    and reporting.level is not distinct from ordered.district_level
    and reporting.invented = ordered.fictional;

comment on view v_cross_district is 'Districts side by side, one row a district in each indicator, year and measure: the value that counts, with its position, the median and its share; and near matches, which stand apart with the reason. Ranking: where apart is null order by position. Only like stands beside like: equal indicator, measure, subset, aspect, period, status and unit family, districts of one level, invented ones never beside real ones.';
comment on column v_cross_district.indicator_code is 'Code of the conformed indicator; x_… where it is not curated.';
comment on column v_cross_district.indicator is 'Name of the conformed indicator.';
comment on column v_cross_district.indicator_curated is 'Whether the indicator is in the reference table.';
comment on column v_cross_district.topic is 'Code of the topic.';
comment on column v_cross_district.year is 'Year the values are about; one comparison a year.';
comment on column v_cross_district.measure is 'level (a count or an amount), rate (a share) or growth (change against baseline): each is a comparison of its own.';
comment on column v_cross_district.growth_kind is 'Unit of the change: %, 个百分点, amount or 倍; growth only.';
comment on column v_cross_district.baseline is 'What the change is against: 同比, or another base as written; growth only.';
comment on column v_cross_district.district_level is 'sub-district, town or township.';
comment on column v_cross_district.fictional is 'Whether the district is invented; invented districts are compared with each other only.';
comment on column v_cross_district.district is 'Name of the district that reports; null where no part of its report names one.';
comment on column v_cross_district.district_code is 'Division code (9 digits, or 6).';
comment on column v_cross_district.county is 'County, district or county-level city above it.';
comment on column v_cross_district.city is 'Prefecture-level city above it.';
comment on column v_cross_district.province is 'Province above it.';
comment on column v_cross_district.position is 'Place among the n districts: 1 is the least of what should be low (警情), and the most of everything else; equal values share one. Null where the value stands apart.';
comment on column v_cross_district.n is 'Districts that stand side by side. Null where the value stands apart.';
comment on column v_cross_district.m is 'Districts of the level that have a report on the year (n of m state the value). Null where the value stands apart.';
comment on column v_cross_district.base_value is 'The value in base_unit: what is compared. Null where the value stands apart; value and unit show it as written.';
comment on column v_cross_district.base_unit is 'Unit of base_value: 平方米 for 公顷 and 亩, 米 for 公里.';
comment on column v_cross_district.value is 'The number as stated, in unit; the lower end of a range.';
comment on column v_cross_district.value_max is 'Upper end of a range (10-20家); null for a single value.';
comment on column v_cross_district.unit is 'Unit as stated.';
comment on column v_cross_district.bound is 'exact, approx (约, 近), lower (余, 超过) or upper (不足).';
comment on column v_cross_district.order_open is 'Whether a bound leaves the order open between this district and another (500余 against 503). Null where the value stands apart.';
comment on column v_cross_district.median is 'Median of the n values, in base_unit.';
comment on column v_cross_district.share is 'Share (0 to 1) of the sum of the n values; only where values add up and n is above 1.';
comment on column v_cross_district.apart is 'Why the value does not stand beside the others (1-9月, not 全年; only 35岁以下; part of the district: …); null where it does.';
comment on column v_cross_district.status is 'actual or estimate (预计); an estimate stands apart from actual values.';
comment on column v_cross_district.aspect is 'Aspect as the report states it: flow, stock, cumulative or commitment.';
comment on column v_cross_district.subset is 'What narrows the indicator, as written (注册资金1000万以上); null for the whole indicator.';
comment on column v_cross_district.span is 'Period in one form: 全年, 1-9月 (as are 前三季度 and 截至9月底), 12月; as written where its dates are not known. A stock at the end of December is of 全年.';
comment on column v_cross_district.period is 'Period as written, where it is narrower than the year (上半年, 1-9月).';
comment on column v_cross_district.place is 'Part of the area, or another place, that the value is about; null for the whole district.';
comment on column v_cross_district.statements is 'How many facts of the report the value was chosen from.';
comment on column v_cross_district.values_stated is 'How many different values they are: above 1 the report states several, and the exact and largest was taken.';
comment on column v_cross_district.polarity is 'up where more is better, down where less is, effort where more is more work.';
comment on column v_cross_district.source_tier is 'official, repost, template or unknown.';
comment on column v_cross_district.title is 'Title of the report.';
comment on column v_cross_district.url is 'Address of the report.';
comment on column v_cross_district.quote is 'The shortest stretch of the report that holds the number, its bound words and its unit.';
comment on column v_cross_district.fact_id is 'Key: hash of the document, the sentence, the numeral''s place in it and the measure; the same in every version of the warehouse.';
comment on column v_cross_district.district_key is 'The district that reports: dim_district.';
