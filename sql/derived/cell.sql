-- The cells of v_panel that are not empty, with what the view shows of the fact of each, or of the one near it; those that an own report leaves empty are not here.
with mentions as (
    select *
    from temp.statement
    left join (select fact_id, reason as suspect from derived.suspect) using (fact_id)
    -- Within the grid of v_panel: districts that have any report, in years on which one of their level has.
    semi join derived.reporting using (district_key)
    semi join derived.reporting as reporting
        on reporting.district_level is not distinct from statement.district_level
        and reporting.fictional = statement.fictional
        and reporting.year = statement.year
    where status <> 'plan'
),
stated as (
    select
        mentions.*,
        series as series,
        mentions.whole
        and series.measure = mentions.measure
        and series.aspect = mentions.aspect_compared
        and series.unit_family = mentions.unit_family as comparable
    from mentions
    join derived.series as series
        on series.indicator_key = mentions.indicator_key
        and series.district_level is not distinct from mentions.district_level
        and series.fictional = mentions.fictional
    where series.shown
),
contested as (
    select indicator_key, year_key, district_key
    from stated
    group by all
    having count(*) > 1
),
cells as (
    select *, comparable::bigint as statements, comparable::bigint as values_stated
    from stated
    anti join contested using (indicator_key, year_key, district_key)
    union all by name
    -- Windows cost; few cells are stated more than once.
    select
        *,
        count(*) filter (where comparable) over cell as statements,
        count(distinct case when comparable then base_value end) over cell as values_stated
    from stated
    semi join contested using (indicator_key, year_key, district_key)
    window cell as (partition by indicator_key, year_key, district_key)
    qualify row_number() over (
        cell
        order by
            not comparable, suspect is not null, status <> 'actual', bound <> 'exact', source_tier <> 'official', report_year is distinct from year,
            -- Of several counts of one thing the largest is the likelier whole.
            case when measure = 'level' then base_value end desc nulls last,
            published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
explained as (
    select
        *,
        differences(
            {
                'suspect': null::varchar, 'suspect_zh': null::varchar, 'place': place, 'subset': subset, 'span': span, 'measure': measure,
                'aspect': aspect_compared, 'status': status, 'family': unit_family, 'unit': base_unit, 'kind': growth_kind,
                'baseline': baseline_compared, 'value': base_value
            },
            {
                'subset': null::varchar, 'span': '全年', 'measure': series.measure, 'aspect': series.aspect, 'status': status,
                'family': series.unit_family, 'unit': series.base_unit, 'kind': growth_kind, 'baseline': baseline_compared
            }
        ) as differences
    from cells
)
select
    indicator_key, year_key, district_key, cells.district_level, cells.fictional, fact_id,
    case when not comparable then 'not comparable' when base_value = 0 and bound = 'exact' then 'stated zero' else 'value' end as state,
    reporting.year is not null as reported,
    statements,
    values_stated,
    case when comparable then base_value end as base_value,
    case when comparable then value end as value,
    case when comparable then value_max end as value_max,
    case when comparable then bound end as bound,
    case when comparable then status end as status,
    case when comparable then suspect end as suspect,
    unit_key,
    document_key,
    quote,
    case when not comparable then apart_en(differences) end as reason,
    case when not comparable then apart_zh(differences) end as reason_zh
from explained as cells
left join derived.reporting as reporting using (district_key, year_key)
order by indicator_key, year_key, district_key
