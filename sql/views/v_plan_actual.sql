create view v_plan_actual as
with whole as (
    select
        *,
        -- 新增养老床位 is no target for 养老床位, of which there are more.
        regexp_matches(indicator_text, '新增|新建|净增|增加|新改') and coalesce(stock_flow, 'either') in ('stock', 'either') as increase
    from v_statement
    where place is null and duplicate_of is null and year is not null and measure <> 'rank' and base_value is not null
),
plans as (
    select
        *,
        -- What meets the plan: no more than it, or no less.
        case
            when bound = 'upper' or (bound <> 'lower' and (polarity = 'down' or (measure = 'growth' and value < 0))) then 'at most'
            else 'at least'
        end as sense
    from whole
    where status = 'plan' and span = '全年'
    qualify row_number() over (
        partition by district_key, indicator_code, indicator, year, measure, subset, unit_family, growth_kind, increase
        order by bound = 'approx', source_tier <> 'official', report_year is distinct from year - 1, published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
actuals as (
    select *
    from whole
    where status <> 'plan' and span = '全年' and aspect not in ('target', 'cumulative')
    qualify row_number() over (
        partition by district_key, indicator_code, indicator, year, measure, subset, unit_family, growth_kind, increase
        order by
            status <> 'actual', bound <> 'exact', source_tier <> 'official', report_year is distinct from year,
            case when measure = 'level' then base_value end desc nulls last,
            published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
completions as (
    -- A rate of what is no share, and of what a report calls its target.
    select whole.*
    from whole
    join sentence on sentence.document_key = whole.document_key and sentence."start" = whole.sentence_start
    where
        whole.measure = 'rate'
        and whole.status <> 'plan'
        and whole.indicator_curated
        and whole.indicator_dimension <> 'share'
        and regexp_matches(
            substring(sentence.text, greatest(whole.quote_start - whole.sentence_start - 15, 0) + 1, least(whole.quote_start - whole.sentence_start, 15)),
            '(?:目标|任务|计划|指标|预期)[^，,；;。]*$'
        )
    qualify row_number() over (
        partition by whole.district_key, whole.indicator_code, whole.year, whole.subset
        order by whole.bound <> 'exact', whole.source_tier <> 'official', whole.document_id, whole.anchor, whole.fact_id
    ) = 1
),
paired as (
    select
        plans.district_key, plans.district, plans.district_code, plans.district_level, plans.fictional, plans.year, plans.topic,
        plans.indicator, plans.indicator_code, plans.subset, plans.measure, plans.growth_kind, plans.base_unit, plans.sense,
        plans.base_value as planned,
        plans.bound as planned_bound,
        plans.low as planned_low,
        plans.high as planned_high,
        plans.rounding as planned_rounding,
        plans.quote as planned_quote,
        plans.title as planned_title,
        plans.fact_id as planned_fact_id,
        plans.document_key as planned_document_key,
        actuals.base_value as actual,
        actuals.bound as actual_bound,
        actuals.status as actual_status,
        coalesce(actuals.low, '-infinity'::double) as actual_low,
        coalesce(actuals.high, 'infinity'::double) as actual_high,
        actuals.rounding as actual_rounding,
        actuals.quote as actual_quote,
        actuals.title as actual_title,
        actuals.fact_id as actual_fact_id
    from plans
    left join actuals
        on actuals.district_key = plans.district_key
        and actuals.indicator_code = plans.indicator_code
        and actuals.year = plans.year
        and actuals.measure = plans.measure
        and actuals.subset is not distinct from plans.subset
        and actuals.unit_family = plans.unit_family
        and actuals.growth_kind is not distinct from plans.growth_kind
        and actuals.increase = plans.increase
)
select
    coalesce(paired.district_key, completions.district_key) as district_key,
    coalesce(paired.district, completions.district) as district,
    coalesce(paired.district_code, completions.district_code) as district_code,
    coalesce(paired.district_level, completions.district_level) as district_level,
    coalesce(paired.fictional, completions.fictional) as fictional,
    coalesce(paired.year, completions.year) as year,
    coalesce(paired.topic, completions.topic) as topic,
    coalesce(paired.indicator, completions.indicator) as indicator,
    coalesce(paired.indicator_code, completions.indicator_code) as indicator_code,
    coalesce(paired.subset, completions.subset) as subset,
    coalesce(paired.measure, 'level') as measure,
    paired.growth_kind,
    paired.planned,
    paired.planned_bound,
    paired.sense,
    paired.actual,
    paired.actual_bound,
    paired.actual_status,
    paired.base_unit,
    case
        when paired.actual is null then
            case when completions.value >= 100 and completions.bound <> 'approx' then 'met' when completions.high < 100 then 'missed' end
        when paired.actual_status = 'estimate' then 'open'
        when paired.sense = 'at least' and paired.actual_low >= paired.planned then 'met'
        when paired.sense = 'at most' and paired.actual_high <= paired.planned then 'met'
        -- 5%左右 is missed only beyond what 左右 leaves open.
        when paired.sense = 'at least' and paired.actual_high < least(paired.planned, paired.planned_low) then 'missed'
        when paired.sense = 'at most' and paired.actual_low > greatest(paired.planned, paired.planned_high) then 'missed'
        else 'open'
    end as outcome,
    case
        when paired.measure = 'level' and paired.planned > 0 then round(paired.actual::double / paired.planned::double * 100, 4)
    end as completion,
    completions.value as completion_stated,
    paired.planned_quote,
    paired.actual_quote,
    completions.quote as completion_quote,
    paired.planned_title,
    coalesce(paired.actual_title, completions.title) as actual_title,
    paired.planned_fact_id,
    paired.actual_fact_id,
    completions.fact_id as completion_fact_id,
    paired.planned_rounding,
    paired.actual_rounding,
    completions.rounding as completion_rounding
from paired
full join completions
    on paired.measure = 'level'
    and completions.district_key = paired.district_key
    and completions.indicator_code = paired.indicator_code
    and completions.year = paired.year
    and completions.subset is not distinct from paired.subset;

comment on view v_plan_actual is 'What was planned for a year against what was done in it: the target that a report sets (as a rule the report of the year before), the actual value, and the share of the target that the district itself says it reached. The whole district and the whole year only.';
comment on column v_plan_actual.district_key is 'The district that reports: dim_district.';
comment on column v_plan_actual.district is 'Name of the district that reports; null where no part of its report names one.';
comment on column v_plan_actual.district_code is 'Division code (9 digits, or 6).';
comment on column v_plan_actual.district_level is 'sub-district, town or township.';
comment on column v_plan_actual.fictional is 'Whether the district is invented.';
comment on column v_plan_actual.year is 'Year that was planned.';
comment on column v_plan_actual.topic is 'Code of the topic.';
comment on column v_plan_actual.indicator is 'Name of the conformed indicator.';
comment on column v_plan_actual.indicator_code is 'Code of the conformed indicator; x_… where it is not curated.';
comment on column v_plan_actual.subset is 'What narrows the indicator, as written (注册资金1000万以上); null for the whole indicator.';
comment on column v_plan_actual.measure is 'level, rate or growth: what the target is about.';
comment on column v_plan_actual.growth_kind is 'Unit of the change: %, 个百分点, amount or 倍; growth only.';
comment on column v_plan_actual.planned is 'Target, in base_unit; the lower end of a range. Null where only the share of a target is stated.';
comment on column v_plan_actual.planned_bound is 'exact, approx (左右), lower (以上, 不少于) or upper (不高于).';
comment on column v_plan_actual.sense is 'at least, or at most: on which side of the target it is met; at most for 不高于, for what should be low, and for a planned fall.';
comment on column v_plan_actual.actual is 'Actual value of the year, in base_unit; null where no report states it.';
comment on column v_plan_actual.actual_bound is 'Bound of the actual value.';
comment on column v_plan_actual.actual_status is 'actual or estimate (预计).';
comment on column v_plan_actual.base_unit is 'Unit of planned and actual.';
comment on column v_plan_actual.outcome is 'met; missed; open where a bound, 左右 or an estimate leaves it open; null where no actual value and no share of the target is stated.';
comment on column v_plan_actual.completion is 'actual in percent of planned; levels only.';
comment on column v_plan_actual.completion_stated is 'Percent of the target that a report says it reached (完成年度目标的92%).';
comment on column v_plan_actual.planned_quote is 'Quote of the target.';
comment on column v_plan_actual.actual_quote is 'Quote of the actual value.';
comment on column v_plan_actual.completion_quote is 'Quote of the stated share of the target.';
comment on column v_plan_actual.planned_title is 'Report that sets the target.';
comment on column v_plan_actual.actual_title is 'Report that states the actual value.';
comment on column v_plan_actual.planned_fact_id is 'Fact of the target.';
comment on column v_plan_actual.actual_fact_id is 'Fact of the actual value.';
comment on column v_plan_actual.completion_fact_id is 'Fact of the stated share of the target.';
comment on column v_plan_actual.planned_rounding is 'Half of the last written place of the target.';
comment on column v_plan_actual.actual_rounding is 'Half of the last written place of the actual value.';
comment on column v_plan_actual.completion_rounding is 'Half of the last written place of the stated share.';
