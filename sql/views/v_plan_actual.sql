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
        partition by whole.district_key, whole.indicator_code, whole.indicator, whole.year, whole.subset
        order by whole.bound <> 'exact', whole.source_tier <> 'official', whole.document_id, whole.anchor, whole.fact_id
    ) = 1
),
-- Plans, actual values and completions meet in windows, not in joins: so a filter on the indicator or the district reaches the facts.
plans_and_actuals as (
    select * from plans
    union all by name
    select
        *,
        {
            'amount': base_value, 'bound': bound, 'status': status, 'low': low, 'high': high, 'rounding': rounding,
            'quote': quote, 'title': title, 'fact_id': fact_id
        } as actual
    from actuals
),
planned as (
    select * replace (
        first_value(actual) over (
            partition by district_key, indicator_code, indicator, year, measure, subset, unit_family, growth_kind, increase
            order by status = 'plan', fact_id
        ) as actual
    )
    from plans_and_actuals
    qualify status = 'plan'
),
planned_and_completed as (
    select *, measure = 'level' as of_level from planned
    union all by name
    select
        *,
        true as of_level,
        {'rate': value, 'bound': bound, 'high': high, 'rounding': rounding, 'quote': quote, 'title': title, 'fact_id': fact_id} as completed
    from completions
),
paired as (
    select
        * replace (case when of_level then first_value(completed) over (same_thing order by status = 'plan', fact_id) end as completed),
        status = 'plan' as is_plan,
        bool_or(status = 'plan') over same_thing as is_planned
    from planned_and_completed
    window same_thing as (partition by district_key, indicator_code, indicator, year, subset, of_level)
)
select
    district_key, district, district_code, district_level, fictional, year, topic, indicator, indicator_code, subset,
    case when is_plan then measure else 'level' end as measure,
    growth_kind,
    case when is_plan then base_value end as planned,
    case when is_plan then bound end as planned_bound,
    sense,
    actual.amount as actual,
    actual.bound as actual_bound,
    actual.status as actual_status,
    case when is_plan then base_unit end as base_unit,
    case
        when actual is null then
            case when completed.rate >= 100 and completed.bound <> 'approx' then 'met' when completed.high < 100 then 'missed' end
        when actual.status = 'estimate' then 'open'
        when sense = 'at least' and coalesce(actual.low, '-infinity'::double) >= base_value then 'met'
        when sense = 'at most' and coalesce(actual.high, 'infinity'::double) <= base_value then 'met'
        -- 5%左右 is missed only beyond what 左右 leaves open.
        when sense = 'at least' and coalesce(actual.high, 'infinity'::double) < least(base_value, low) then 'missed'
        when sense = 'at most' and coalesce(actual.low, '-infinity'::double) > greatest(base_value, high) then 'missed'
        else 'open'
    end as outcome,
    case
        when is_plan and measure = 'level' and base_value > 0 then round(actual.amount::double / base_value::double * 100, 4)
    end as completion,
    completed.rate as completion_stated,
    case when is_plan then quote end as planned_quote,
    actual.quote as actual_quote,
    completed.quote as completion_quote,
    case when is_plan then title end as planned_title,
    coalesce(actual.title, completed.title) as actual_title,
    case when is_plan then fact_id end as planned_fact_id,
    actual.fact_id as actual_fact_id,
    completed.fact_id as completion_fact_id,
    case when is_plan then rounding end as planned_rounding,
    actual.rounding as actual_rounding,
    completed.rounding as completion_rounding
from paired
where is_plan or not is_planned;

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
