create view v_growth as
with whole as (
    -- The whole district and the whole year.
    select *
    from v_statement
    where place is null and span = '全年' and duplicate_of is null and status <> 'plan' and year is not null and measure <> 'rank'
),
stated as (
    select *
    from whole
    where measure = 'growth'
    qualify row_number() over (
        partition by district_key, indicator_code, indicator, subset, aspect_compared, year, growth_kind, baseline_compared
        order by
            status <> 'actual', bound <> 'exact', source_tier <> 'official', report_year is distinct from year,
            published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
levels as (
    select *
    from whole
    where
        measure in ('level', 'rate')
        and base_value is not null
        -- A rate of what is no share is the part of a target.
        and not (measure = 'rate' and indicator_curated and indicator_dimension <> 'share')
    qualify row_number() over (
        partition by district_key, indicator_code, indicator, subset, aspect_compared, year, measure, unit_family
        order by
            status <> 'actual', bound <> 'exact', source_tier <> 'official', report_year is distinct from year,
            case when measure = 'level' then base_value end desc nulls last,
            published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
successive as (
    select
        *,
        lag({
            'year': year, 'amount': base_value, 'fact_id': fact_id, 'quote': quote, 'title': title,
            'bound': bound, 'low': low, 'high': high, 'rounding': rounding
        }) over (
            partition by district_key, indicator_code, indicator, subset, aspect_compared, measure, unit_family order by year
        ) as former
    from levels
),
-- A stated change meets the levels that it is the change of: percent those of a count or an amount, percentage points those of a share.
-- They meet in a window, not in a join: so a filter on the indicator or the district reaches the facts.
either as (
    select
        * exclude (former),
        measure as of_measure,
        {
            'fact_id': fact_id, 'amount': base_value, 'unit': base_unit, 'family': unit_family, 'quote': quote, 'title': title,
            'bound': bound, 'low': low, 'high': high, 'rounding': rounding, 'former': former
        } as levels
    from successive
    where former['year'] = year - 1
    union all by name
    select *, case when growth_kind = '个百分点' then 'rate' else 'level' end as of_measure
    from stated
),
matched as (
    select
        *,
        first_value(levels) over (same_thing order by levels is null, unit_family, fact_id) as nearest,
        bool_or(measure = 'growth' and baseline_compared = '同比') over same_thing as is_stated
    from either
    window same_thing as (partition by district_key, indicator_code, indicator, subset, aspect_compared, year, of_measure)
),
paired as (
    select
        *,
        case
            when measure <> 'growth' then levels
            when baseline_compared = '同比' and (growth_kind <> 'amount' or nearest.family = unit_family) then nearest
        end as pair
    from matched
    where measure = 'growth' or not is_stated or fact_id <> nearest.fact_id
),
kinds as (
    select
        * exclude (growth_kind),
        coalesce(growth_kind, case of_measure when 'rate' then '个百分点' else '%' end) as growth_kind,
        measure = 'growth' as says,
        pair.former as former
    from paired
)
select
    district_key, district, district_code, district_level, fictional, year, topic, indicator, indicator_code, subset,
    aspect_compared as aspect,
    polarity,
    case when says then value end as stated_growth,
    case when says then bound end as stated_bound,
    growth_kind,
    case when says then unit else growth_kind end as growth_unit,
    status,
    baseline,
    baseline_stated,
    case
        when growth_kind = 'amount' then round((pair.amount - former.amount)::double * coalesce(value / nullif(base_value, 0), 1)::double, 8)
        when growth_kind = '个百分点' then (pair.amount - former.amount)::double
        when former.amount > 0 then
            round((pair.amount::double / former.amount::double - 1) * case growth_kind when '倍' then 1 else 100 end, 4)
    end as computed_growth,
    pair.bound = 'exact' and former.bound = 'exact' as both_exact,
    pair.amount as base_value,
    former.amount as value_before,
    pair.unit as base_unit,
    case when says then quote end as stated_quote,
    pair.quote as quote,
    former.quote as quote_before,
    case when says then title end as stated_title,
    pair.title as title,
    former.title as title_before,
    case when says then fact_id end as stated_fact_id,
    pair.fact_id as fact_id,
    former.fact_id as fact_id_before,
    case when says then low end as stated_low,
    case when says then high end as stated_high,
    case when says then rounding end as stated_rounding,
    pair.low as low,
    pair.high as high,
    pair.rounding as rounding,
    former.low as low_before,
    former.high as high_before,
    former.rounding as rounding_before
from kinds;

comment on view v_growth is 'Change of an indicator in one district: as its reports state it, and as the levels of two successive years give it. The whole district and the whole year only.';
comment on column v_growth.district_key is 'The district that reports: dim_district.';
comment on column v_growth.district is 'Name of the district that reports; null where no part of its report names one.';
comment on column v_growth.district_code is 'Division code (9 digits, or 6).';
comment on column v_growth.district_level is 'sub-district, town or township.';
comment on column v_growth.fictional is 'Whether the district is invented.';
comment on column v_growth.year is 'Year the value is about.';
comment on column v_growth.topic is 'Code of the topic.';
comment on column v_growth.indicator is 'Name of the conformed indicator.';
comment on column v_growth.indicator_code is 'Code of the conformed indicator; x_… where it is not curated.';
comment on column v_growth.subset is 'What narrows the indicator, as written (注册资金1000万以上); null for the whole indicator.';
comment on column v_growth.aspect is 'Aspect under which the levels are compared.';
comment on column v_growth.polarity is 'up where more is better, down where less is, effort where more is more work.';
comment on column v_growth.stated_growth is 'Change as a report states it, in growth_unit; falls are negative. Null where none is stated.';
comment on column v_growth.stated_bound is 'Bound of the stated change.';
comment on column v_growth.growth_kind is '%, 个百分点, amount or 倍.';
comment on column v_growth.growth_unit is 'Unit of stated_growth and computed_growth.';
comment on column v_growth.status is 'actual or estimate (预计).';
comment on column v_growth.baseline is 'What the change is against: 同比, or another base as written; growth only.';
comment on column v_growth.baseline_stated is 'Whether the report names the baseline; growth only.';
comment on column v_growth.computed_growth is 'Change from the level of the year before to that of the year, of the same kind as the stated one; null where a level is missing or the former is not above 0.';
comment on column v_growth.both_exact is 'Whether both levels are exact; otherwise the computed change is approximate.';
comment on column v_growth.base_value is 'Level of the year, in base_unit.';
comment on column v_growth.value_before is 'Level of the year before, in base_unit.';
comment on column v_growth.base_unit is 'Unit of base_value.';
comment on column v_growth.stated_quote is 'Quote of the stated change.';
comment on column v_growth.quote is 'Quote of the level of the year.';
comment on column v_growth.quote_before is 'Quote of the level of the year before.';
comment on column v_growth.stated_title is 'Report that states the change.';
comment on column v_growth.title is 'Report that states the level of the year.';
comment on column v_growth.title_before is 'Report that states the level of the year before.';
comment on column v_growth.stated_fact_id is 'Fact that states the change.';
comment on column v_growth.fact_id is 'Fact that states the level of the year.';
comment on column v_growth.fact_id_before is 'Fact that states the level of the year before.';
comment on column v_growth.stated_low is 'Least that the stated change can be by its bound, an amount in base_unit.';
comment on column v_growth.stated_high is 'Most that it can be by its bound, an amount in base_unit.';
comment on column v_growth.stated_rounding is 'Half of its last written place, an amount in base_unit.';
comment on column v_growth.low is 'Least that the level can be by its bound.';
comment on column v_growth.high is 'Most that it can be by its bound.';
comment on column v_growth.rounding is 'Half of its last written place.';
comment on column v_growth.low_before is 'Least that the level of the year before can be.';
comment on column v_growth.high_before is 'Most that it can be.';
comment on column v_growth.rounding_before is 'Half of its last written place.';
