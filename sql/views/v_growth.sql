create view v_growth as
with whole as (
    -- The whole district and the whole year.
    select *
    from v_fact
    where place is null and period is null and duplicate_of is null and status = 'actual' and year is not null
),
stated as (
    select *
    from whole
    where measure = 'growth'
    qualify row_number() over (
        partition by district_key, indicator_key, subset, aspect, year, growth_kind, baseline
        order by bound <> 'exact', source_tier <> 'official', published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
levels as (
    select *
    from whole
    where measure = 'level' and base_value is not null
    qualify row_number() over (
        partition by district_key, indicator_key, subset, aspect, year, unit_family
        order by bound <> 'exact', source_tier <> 'official', published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
computed as (
    select
        latter.*,
        former.base_value as value_before,
        former.fact_id as fact_id_before,
        latter.bound = 'exact' and former.bound = 'exact' as both_exact,
        case
            when former.base_value > 0 then round((latter.base_value::double / former.base_value::double - 1) * 100, 4)
        end as computed_growth
    from levels as latter
    join levels as former
        on former.district_key = latter.district_key
        and former.indicator_key = latter.indicator_key
        and former.subset is not distinct from latter.subset
        and former.aspect = latter.aspect
        and former.unit_family = latter.unit_family
        and former.year = latter.year - 1
)
select
    coalesce(stated.district_key, computed.district_key) as district_key,
    coalesce(stated.district, computed.district) as district,
    coalesce(stated.district_code, computed.district_code) as district_code,
    coalesce(stated.district_level, computed.district_level) as district_level,
    coalesce(stated.fictional, computed.fictional) as fictional,
    coalesce(stated.year, computed.year) as year,
    coalesce(stated.topic, computed.topic) as topic,
    coalesce(stated.indicator, computed.indicator) as indicator,
    coalesce(stated.indicator_code, computed.indicator_code) as indicator_code,
    coalesce(stated.subset, computed.subset) as subset,
    coalesce(stated.aspect, computed.aspect) as aspect,
    stated.value as stated_growth,
    stated.bound as stated_bound,
    stated.growth_kind,
    stated.unit as growth_unit,
    stated.baseline,
    stated.baseline_stated,
    stated.fact_id as stated_fact_id,
    computed.base_value,
    computed.value_before,
    computed.base_unit,
    computed.computed_growth,
    computed.both_exact,
    computed.fact_id,
    computed.fact_id_before
from stated
full join computed
    on stated.growth_kind = '%'
    and stated.baseline = '同比'
    and stated.district_key = computed.district_key
    and stated.indicator_key = computed.indicator_key
    and stated.subset is not distinct from computed.subset
    and stated.aspect = computed.aspect
    and stated.year = computed.year;

comment on view v_growth is 'Change of an indicator in one district: as its reports state it, and as two successive years give it.';
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
comment on column v_growth.aspect is 'flow in the period, stock at its end, cumulative since an earlier date, commitment (signed or planned) or target.';
comment on column v_growth.stated_growth is 'Change as a report states it, in growth_unit.';
comment on column v_growth.stated_bound is 'Bound of the stated change.';
comment on column v_growth.growth_kind is 'Unit of the change: %, 个百分点, amount or 倍; growth only.';
comment on column v_growth.growth_unit is 'Unit of the stated change.';
comment on column v_growth.baseline is 'What the change is against: 同比, or another base as written; growth only.';
comment on column v_growth.baseline_stated is 'Whether the report names the baseline; growth only.';
comment on column v_growth.stated_fact_id is 'Fact that states the change.';
comment on column v_growth.base_value is 'Level of the year, in base_unit.';
comment on column v_growth.value_before is 'Level of the year before, in base_unit.';
comment on column v_growth.base_unit is 'Unit of base_value.';
comment on column v_growth.computed_growth is 'Change from the year before in percent; null where that level is not above 0.';
comment on column v_growth.both_exact is 'Whether both levels are exact; otherwise the computed change is approximate.';
comment on column v_growth.fact_id is 'Fact that states the level of the year.';
comment on column v_growth.fact_id_before is 'Fact that states the level of the year before.';
