-- The rows of v_growth.
with whole as (
    -- The whole district and the whole year.
    select
        fact_id, document_id, anchor, report_year, published_on, source_tier, indicator_key, indicator_curated, indicator_dimension,
        district_key, year, measure, subset, aspect_compared, status, bound, growth_kind, baseline_compared, unit_family, base_unit, base_value
    from temp.statement
    where place is null and span = '全年' and status <> 'plan' and year is not null and measure <> 'rank'
),
stated as (
    select *
    from whole
    where measure = 'growth'
    qualify row_number() over (
        partition by district_key, indicator_key, subset, aspect_compared, year, growth_kind, baseline_compared
        order by
            status <> 'actual', bound <> 'exact', source_tier <> 'official', report_year is distinct from year,
            published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
comparable as (
    select *, hash(subset, aspect_compared, measure, unit_family) as scope
    from whole
    where
        measure in ('level', 'rate')
        and base_value is not null
        -- A rate of what is no share is the part of a target.
        and not (measure = 'rate' and indicator_curated and indicator_dimension <> 'share')
),
contested as (
    select indicator_key, district_key, year, scope
    from comparable
    group by all
    having count(*) > 1
),
levels as (
    select * from comparable anti join contested using (indicator_key, district_key, year, scope)
    union all by name
    -- Windows cost; few levels are stated more than once.
    select *
    from comparable
    semi join contested using (indicator_key, district_key, year, scope)
    qualify row_number() over (
        partition by indicator_key, district_key, year, scope
        order by
            status <> 'actual', bound <> 'exact', source_tier <> 'official', report_year is distinct from year,
            case when measure = 'level' then base_value end desc nulls last,
            published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
-- A stated change meets the levels that it is the change of: percent those of a count or an amount, percentage points those of a share.
either as (
    select
        level.* exclude (scope),
        level.measure as of_measure,
        {
            'fact_id': level.fact_id, 'amount': level.base_value, 'unit': level.base_unit, 'family': level.unit_family, 'bound': level.bound,
            'former': {'amount': former.base_value, 'fact_id': former.fact_id, 'bound': former.bound}
        } as levels
    from levels as level
    join levels as former
        on former.indicator_key = level.indicator_key
        and former.district_key = level.district_key
        and former.scope = level.scope
        and former.year = level.year - 1
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
    window same_thing as (partition by district_key, indicator_key, subset, aspect_compared, year, of_measure)
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
    own.indicator_key, own.district_key, own.district, own.district_code, own.district_level, own.fictional, own.year, own.topic, own.indicator,
    own.indicator_code, own.subset,
    own.aspect_compared as aspect,
    own.polarity,
    case when says then own.value end as stated_growth,
    case when says then own.bound end as stated_bound,
    kinds.growth_kind,
    case when says then own.unit else kinds.growth_kind end as growth_unit,
    own.status,
    own.baseline,
    own.baseline_stated,
    case
        when kinds.growth_kind = 'amount'
            then round((pair.amount - former.amount)::double * coalesce(own.value / nullif(own.base_value, 0), 1)::double, 8)
        when kinds.growth_kind = '个百分点' then (pair.amount - former.amount)::double
        when kinds.growth_kind = 'ratio' and former.amount > 0 then round(pair.amount::double / former.amount::double, 4)
        when former.amount > 0 then
            round((pair.amount::double / former.amount::double - 1) * case kinds.growth_kind when '倍' then 1 else 100 end, 4)
    end as computed_growth,
    pair.bound = 'exact' and former.bound = 'exact' as both_exact,
    pair.amount as base_value,
    former.amount as value_before,
    pair.unit as base_unit,
    case when says then own.quote end as stated_quote,
    level.quote as quote,
    before.quote as quote_before,
    case when says then own.title end as stated_title,
    level.title as title,
    before.title as title_before,
    case when says then own.fact_id end as stated_fact_id,
    level.fact_id,
    before.fact_id as fact_id_before,
    case when says then own.low end as stated_low,
    case when says then own.high end as stated_high,
    case when says then own.rounding end as stated_rounding,
    level.low,
    level.high,
    level.rounding,
    before.low as low_before,
    before.high as high_before,
    before.rounding as rounding_before
from kinds
join temp.statement as own on own.fact_id = kinds.fact_id
left join temp.statement as level on level.fact_id = pair.fact_id
left join temp.statement as before on before.fact_id = former.fact_id
order by own.indicator_key, own.year_key, own.district_key
