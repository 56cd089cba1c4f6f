create view v_panel as
with mentions as (
    select
        *,
        -- Of an indicator that is a share its rate counts, of every other one its level: a rate of it is the part of a target.
        place is null
        and subset is null
        and span = '全年'
        and base_value is not null
        and measure in ('level', 'rate')
        and (not indicator_curated or (measure = 'rate') = (indicator_dimension = 'share')) as whole
    from v_statement
    where status <> 'plan' and duplicate_of is null and year is not null
),
series as (
    select
        indicator_code, indicator, indicator_curated, topic, polarity, additive, district_level, fictional,
        measure, aspect_compared, unit_family, base_unit,
        count(distinct district_key) as districts
    from mentions
    where whole
    group by indicator_code, indicator, indicator_curated, topic, polarity, additive, district_level, fictional, measure, aspect_compared, unit_family, base_unit
    -- One series an indicator: what most districts state.
    qualify row_number() over (
        partition by indicator_code, indicator, district_level, fictional
        order by
            -- The aspect that defines the indicator; what has accumulated over years only where nothing else is stated.
            case when aspect_compared = any_value(stock_flow) then 0 when aspect_compared in ('flow', 'stock', 'state') then 1 else 2 end,
            count(distinct district_key) desc, bool_or(unit_dimension = indicator_dimension) desc, measure, aspect_compared, unit_family, base_unit
    ) = 1
),
stated as (
    select
        mentions.*,
        series.indicator_code is not null as comparable
    from mentions
    left join series
        on mentions.whole
        and series.indicator_code = mentions.indicator_code
        and series.district_level is not distinct from mentions.district_level
        and series.fictional = mentions.fictional
        and series.measure = mentions.measure
        and series.aspect_compared = mentions.aspect_compared
        and series.unit_family = mentions.unit_family
),
cells as (
    select
        *,
        count(*) filter (where comparable) over cell as statements,
        count(distinct case when comparable then base_value end) over cell as values_stated
    from stated
    window cell as (partition by indicator_code, indicator, district_key, year)
    qualify row_number() over (
        cell
        order by
            not comparable, status <> 'actual', bound <> 'exact', source_tier <> 'official', report_year is distinct from year,
            -- Of several counts of one thing the largest is the likelier whole.
            case when measure = 'level' then base_value end desc nulls last,
            published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
reports as (
    select distinct district.district_key, district.level, district.fictional, document.report_year as year
    from dim_document as document
    join dim_district as district using (district_key)
    where document.duplicate_of is null and document.report_kind <> 'plan' and document.report_year is not null
),
years as (
    select distinct level, fictional, year from reports
),
districts as (
    select distinct district_key, level, fictional from reports
),
grid as (
    select series.*, districts.district_key, years.year
    from series
    join districts on districts.level is not distinct from series.district_level and districts.fictional = series.fictional
    join years on years.level is not distinct from series.district_level and years.fictional = series.fictional
    where series.indicator_curated or series.districts > 1
)
select
    grid.indicator_code,
    grid.indicator,
    grid.indicator_curated,
    grid.topic,
    grid.district_level,
    grid.fictional,
    district.name as district,
    district.code as district_code,
    district.county,
    district.city,
    district.province,
    grid.year,
    case
        when cells.comparable and cells.base_value = 0 and cells.bound = 'exact' then 'stated zero'
        when cells.comparable then 'value'
        when cells.fact_id is not null then 'not comparable'
        when reports.year is null then 'no report'
        else 'not mentioned'
    end as state,
    case when cells.comparable then cells.base_value end as base_value,
    grid.base_unit,
    case when cells.comparable then cells.value end as value,
    case when cells.comparable then cells.value_max end as value_max,
    case when cells.comparable then cells.unit end as unit,
    case when cells.comparable then cells.bound end as bound,
    case when cells.comparable then cells.status end as status,
    grid.measure,
    grid.aspect_compared as aspect,
    case
        when cells.fact_id is null or cells.comparable then null
        else concat_ws(
            '; ',
            case when cells.place is not null then 'part of the district: ' || cells.place end,
            case when cells.subset is not null then 'only ' || cells.subset end,
            case when cells.span <> '全年' then cells.span || ', not 全年' end,
            case
                when cells.measure <> grid.measure then cells.measure || ', not ' || grid.measure
                when cells.aspect_compared <> grid.aspect_compared then cells.aspect_compared || ', not ' || grid.aspect_compared
                when cells.unit_family <> grid.unit_family then 'in ' || cells.base_unit || ', not ' || grid.base_unit
            end,
            case when cells.base_value is null then 'too large' end
        )
    end as reason,
    coalesce(cells.statements, 0) as statements,
    coalesce(cells.values_stated, 0) as values_stated,
    grid.polarity,
    grid.additive,
    cells.source_tier,
    cells.title,
    cells.url,
    cells.quote,
    cells.fact_id,
    grid.district_key
from grid
join dim_district as district using (district_key)
left join reports on reports.district_key = grid.district_key and reports.year = grid.year
left join cells
    on cells.indicator_code = grid.indicator_code
    and cells.district_key = grid.district_key
    and cells.year = grid.year;

comment on view v_panel is 'Indicator by district by year, one row a cell, empty cells included with the reason why they are empty. The value of a cell is about the whole district and the whole year, actual before estimate, exact before bounded, from an official source before a repost, from the report on that year before a later one, and never from a duplicate. All curated indicators that a district of the level states, and others that two districts state. Compare only rows of equal fictional and district_level.';
comment on column v_panel.indicator_code is 'Code of the conformed indicator; x_… where it is not curated.';
comment on column v_panel.indicator is 'Name of the conformed indicator.';
comment on column v_panel.indicator_curated is 'Whether the indicator is in the reference table.';
comment on column v_panel.topic is 'Code of the topic.';
comment on column v_panel.district_level is 'sub-district, town or township.';
comment on column v_panel.fictional is 'Whether the district is invented.';
comment on column v_panel.district is 'Name of the district that reports; null where no part of its report names one.';
comment on column v_panel.district_code is 'Division code (9 digits, or 6).';
comment on column v_panel.county is 'County, district or county-level city above it.';
comment on column v_panel.city is 'Prefecture-level city above it.';
comment on column v_panel.province is 'Province above it.';
comment on column v_panel.year is 'Year of the cell.';
comment on column v_panel.state is 'value; stated zero; not mentioned (a report is there and is silent: that is no zero); no report; not comparable (see reason).';
comment on column v_panel.base_value is 'The value in base_unit; null where state is neither value nor stated zero.';
comment on column v_panel.base_unit is 'Unit of base_value, one for the whole indicator.';
comment on column v_panel.value is 'The number as stated, in unit.';
comment on column v_panel.value_max is 'Upper end of a range (10-20家); null for a single value.';
comment on column v_panel.unit is 'Unit as stated.';
comment on column v_panel.bound is 'exact, approx (约, 近), lower (余, 超过) or upper (不足).';
comment on column v_panel.status is 'actual or estimate (预计).';
comment on column v_panel.measure is 'rate for an indicator that is a share, level for every other one.';
comment on column v_panel.aspect is 'The one aspect that the indicator has in the panel: flow, stock, cumulative, commitment, or state for a share.';
comment on column v_panel.reason is 'Why what the report states is not comparable: 1-9月, not 全年; growth, not level; only a subset or a part of the district.';
comment on column v_panel.statements is 'How many comparable facts the value was chosen from.';
comment on column v_panel.values_stated is 'How many different values they are: above 1 the reports state several, and the exact and largest was taken.';
comment on column v_panel.polarity is 'up where more is better, down where less is, effort where more is more work.';
comment on column v_panel.additive is 'Whether values add up: yes, no, or no over years.';
comment on column v_panel.source_tier is 'official, repost, template or unknown.';
comment on column v_panel.title is 'Title of the report that states it.';
comment on column v_panel.url is 'Address of the report.';
comment on column v_panel.quote is 'The stretch of the report that holds the number; of the near match where the cell is not comparable.';
comment on column v_panel.fact_id is 'Fact that the cell shows, or that is not comparable; null for an empty cell.';
comment on column v_panel.district_key is 'The district that reports: dim_district.';
