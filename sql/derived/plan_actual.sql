-- The rows of v_plan_actual.
with whole as (
    select
        * exclude (whole),
        -- 新增养老床位 is no target for 养老床位, of which there are more.
        coalesce(stock_flow, 'either') in ('stock', 'either') and addition as increase
    from temp.statement
    where place is null and year is not null and measure <> 'rank' and base_value is not null
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
        partition by indicator_key, district_key, year, measure, subset, unit_family, growth_kind, increase
        order by bound = 'approx', source_tier <> 'official', report_year is distinct from year - 1, published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
actuals as (
    select *
    from whole
    semi join plans using (indicator_key, district_key, year_key)
    where status <> 'plan' and span = '全年' and aspect not in ('target', 'cumulative')
    qualify row_number() over (
        partition by indicator_key, district_key, year, measure, subset, unit_family, growth_kind, increase
        order by
            status <> 'actual', bound <> 'exact', source_tier <> 'official', report_year is distinct from year,
            case when measure = 'level' then base_value end desc nulls last,
            published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
completions as (
    -- A rate of what is no share, and read as the share of a target.
    select whole.*
    from whole
    where
        whole.rule = 'share of a target'
        and whole.measure = 'rate'
        and whole.status <> 'plan'
        and whole.indicator_curated
        and whole.indicator_dimension <> 'share'
    qualify row_number() over (
        partition by whole.district_key, whole.indicator_key, whole.year, whole.subset
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
            partition by indicator_key, district_key, year, measure, subset, unit_family, growth_kind, increase
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
    window same_thing as (partition by indicator_key, district_key, year, subset, of_level)
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
where is_plan or not is_planned
order by indicator_key, year_key, district_key
