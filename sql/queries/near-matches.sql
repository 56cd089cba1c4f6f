-- 哪些数字不能并列,为什么?
-- Which values stand apart from a comparison, and which word makes the difference?
with standing as (
    from v_object
    where apart is null and measure in ('level', 'rate')
),
usual as (
    -- What the others are held against: of a thing in one year the whole of it, at the stage that most districts tell.
    select
        family, attribute, measure, year, district_level, fictional, action, indicator,
        count(distinct district_key) as districts,
        any_value(district_key) as first_district
    from standing
    where narrower is null
    group by family, attribute, measure, year, district_level, fictional, action, indicator
    qualify row_number() over (
        partition by family, attribute, measure, year, district_level, fictional
        order by districts desc, action nulls first, indicator
    ) = 1
),
near as (
    select
        standing.* exclude (apart),
        usual.indicator as beside,
        concat_ws(
            '; ',
            case
                when usual.action is distinct from standing.action
                    then coalesce(standing.action, 'no stage') || ', not ' || coalesce(usual.action, 'no stage')
            end,
            'only ' || narrower
        ) as apart
    from standing
    join usual
        on usual.family = standing.family
        and usual.attribute is not distinct from standing.attribute
        and usual.measure = standing.measure
        and usual.year = standing.year
        and usual.district_level is not distinct from standing.district_level
        and usual.fictional = standing.fictional
    where
        (usual.action is distinct from standing.action or narrower is not null)
        -- Its own district's whole is no near match.
        and (usual.districts > 1 or usual.first_district <> standing.district_key)
)
select year, fictional, indicator, measure, district, value, unit, indicator as beside, apart, quote
from v_cross_district
where apart is not null
union all
select year, fictional, indicator, measure, district, value, unit, beside, apart, quote
from near
order by year desc, fictional, indicator, measure, district, value, quote
