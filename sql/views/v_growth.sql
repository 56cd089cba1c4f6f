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
        partition by district_key, indicator_code, subset, aspect_compared, year, growth_kind, baseline_compared
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
        partition by district_key, indicator_code, subset, aspect_compared, year, measure, unit_family
        order by
            status <> 'actual', bound <> 'exact', source_tier <> 'official', report_year is distinct from year,
            case when measure = 'level' then base_value end desc nulls last,
            published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
computed as (
    select
        latter.*,
        former.base_value as value_before,
        former.fact_id as fact_id_before,
        former.quote as quote_before,
        former.title as title_before,
        former.low as low_before,
        former.high as high_before,
        former.rounding as rounding_before,
        latter.bound = 'exact' and former.bound = 'exact' as both_exact,
        case when former.base_value > 0 then round((latter.base_value::double / former.base_value::double - 1) * 100, 4) end as percent,
        (latter.base_value - former.base_value)::double as difference
    from levels as latter
    join levels as former
        on former.district_key = latter.district_key
        and former.indicator_code = latter.indicator_code
        and former.subset is not distinct from latter.subset
        and former.aspect_compared = latter.aspect_compared
        and former.measure = latter.measure
        and former.unit_family = latter.unit_family
        and former.year = latter.year - 1
),
-- A stated change meets the levels that it is the change of: percent those of a count or an amount, percentage points those of a share.
matched as (
    select
        stated.*,
        computed.fact_id as level_fact_id
    from stated
    left join computed
        on stated.baseline_compared = '同比'
        and computed.district_key = stated.district_key
        and computed.indicator_code = stated.indicator_code
        and computed.subset is not distinct from stated.subset
        and computed.aspect_compared = stated.aspect_compared
        and computed.year = stated.year
        and case stated.growth_kind
            when '个百分点' then computed.measure = 'rate'
            when 'amount' then computed.measure = 'level' and computed.unit_family = stated.unit_family
            else computed.measure = 'level'
        end
    qualify row_number() over (partition by stated.fact_id order by computed.unit_family = stated.unit_family desc, computed.unit_family, computed.fact_id) = 1
)
select
    coalesce(matched.district_key, computed.district_key) as district_key,
    coalesce(matched.district, computed.district) as district,
    coalesce(matched.district_code, computed.district_code) as district_code,
    coalesce(matched.district_level, computed.district_level) as district_level,
    coalesce(matched.fictional, computed.fictional) as fictional,
    coalesce(matched.year, computed.year) as year,
    coalesce(matched.topic, computed.topic) as topic,
    coalesce(matched.indicator, computed.indicator) as indicator,
    coalesce(matched.indicator_code, computed.indicator_code) as indicator_code,
    coalesce(matched.subset, computed.subset) as subset,
    coalesce(matched.aspect_compared, computed.aspect_compared) as aspect,
    coalesce(matched.polarity, computed.polarity) as polarity,
    matched.value as stated_growth,
    matched.bound as stated_bound,
    coalesce(matched.growth_kind, case computed.measure when 'rate' then '个百分点' else '%' end) as growth_kind,
    coalesce(matched.unit, case computed.measure when 'rate' then '个百分点' else '%' end) as growth_unit,
    coalesce(matched.status, computed.status) as status,
    matched.baseline,
    matched.baseline_stated,
    case coalesce(matched.growth_kind, case computed.measure when 'rate' then '个百分点' else '%' end)
        when '%' then computed.percent
        when '倍' then computed.percent / 100
        else computed.difference
    end as computed_growth,
    computed.both_exact,
    computed.base_value,
    computed.value_before,
    computed.base_unit,
    matched.quote as stated_quote,
    computed.quote,
    computed.quote_before,
    matched.title as stated_title,
    computed.title,
    computed.title_before,
    matched.fact_id as stated_fact_id,
    computed.fact_id,
    computed.fact_id_before,
    matched.low as stated_low,
    matched.high as stated_high,
    matched.rounding as stated_rounding,
    computed.low,
    computed.high,
    computed.rounding,
    computed.low_before,
    computed.high_before,
    computed.rounding_before
from matched
full join computed on computed.fact_id = matched.level_fact_id;

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
comment on column v_growth.growth_unit is 'Unit of stated_growth and computed_growth; an amount is computed in base_unit.';
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
comment on column v_growth.stated_low is 'Least that the stated change can be by its bound.';
comment on column v_growth.stated_high is 'Most that it can be by its bound.';
comment on column v_growth.stated_rounding is 'Half of its last written place.';
comment on column v_growth.low is 'Least that the level can be by its bound.';
comment on column v_growth.high is 'Most that it can be by its bound.';
comment on column v_growth.rounding is 'Half of its last written place.';
comment on column v_growth.low_before is 'Least that the level of the year before can be.';
comment on column v_growth.high_before is 'Most that it can be.';
comment on column v_growth.rounding_before is 'Half of its last written place.';
