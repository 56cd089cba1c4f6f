create view v_panel as
with filled as (
    select
        indicator_key, cell.district_level, cell.fictional, district_key, year_key,
        cell.state,
        cell.state <> 'not comparable' as comparable,
        case when comparable then statement.base_value end as base_value,
        case when comparable then statement.value end as value,
        case when comparable then statement.value_max end as value_max,
        case when comparable then statement.unit end as unit,
        case when comparable then statement.bound end as bound,
        case when comparable then statement.status end as status,
        cell.reason,
        cell.reason_zh,
        cell.statements,
        cell.values_stated,
        statement.source_tier, statement.title, statement.url, statement.quote, statement.fact_id
    from derived.cell as cell
    -- The keys let a filter on the indicator, the year or the district reach both tables.
    join v_statement as statement using (indicator_key, year_key, district_key, fact_id)
),
-- Cells without a fact come in two parts, each of one state: a filter on state leaves out whole parts, and most cells are empty.
silent as (
    select series.indicator_key, series.district_level, series.fictional, reporting.district_key, reporting.year_key, 'not mentioned' as state
    from derived.series as series
    join derived.reporting as reporting
        on reporting.district_level is not distinct from series.district_level and reporting.fictional = series.fictional
    anti join derived.cell as cell
        on cell.indicator_key = series.indicator_key
        and cell.district_key = reporting.district_key
        and cell.year_key = reporting.year_key
),
unreported as (
    select districts.district_key, years.district_level, years.fictional, years.year_key
    from (select distinct district_key, district_level, fictional from derived.reporting) as districts
    join (select distinct district_level, fictional, year_key from derived.reporting) as years
        on years.district_level is not distinct from districts.district_level and years.fictional = districts.fictional
    anti join derived.reporting as reporting on reporting.district_key = districts.district_key and reporting.year_key = years.year_key
),
missing as (
    select series.indicator_key, series.district_level, series.fictional, unreported.district_key, unreported.year_key, 'no report' as state
    from derived.series as series
    join unreported on unreported.district_level is not distinct from series.district_level and unreported.fictional = series.fictional
    anti join derived.cell as cell
        on cell.indicator_key = series.indicator_key
        and cell.district_key = unreported.district_key
        and cell.year_key = unreported.year_key
),
cells as (
    select * from filled
    union all by name
    select *, 0 as statements, 0 as values_stated from silent
    union all by name
    select *, 0 as statements, 0 as values_stated from missing
)
select
    indicator.code as indicator_code,
    indicator.name_zh as indicator,
    indicator.curated as indicator_curated,
    series.topic,
    cells.district_level,
    cells.fictional,
    district.name as district,
    district.code as district_code,
    district.county,
    district.city,
    district.province,
    dim_year.year,
    cells.state,
    cells.base_value,
    series.base_unit,
    cells.value,
    cells.value_max,
    cells.unit,
    cells.bound,
    cells.status,
    series.measure,
    series.aspect,
    cells.reason,
    cells.reason_zh,
    cells.statements,
    cells.values_stated,
    indicator.polarity,
    indicator.additive,
    cells.source_tier,
    cells.title,
    cells.url,
    cells.quote,
    cells.fact_id,
    cells.district_key
from cells
join derived.series as series
    on series.indicator_key = cells.indicator_key
    and series.district_level is not distinct from cells.district_level
    and series.fictional = cells.fictional
join dim_indicator as indicator on indicator.indicator_key = cells.indicator_key
join dim_district as district on district.district_key = cells.district_key
join dim_year on dim_year.year_key = cells.year_key
where series.shown;

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
comment on column v_panel.reason_zh is 'reason in Chinese (1-9月，而非全年; 增速，而非数量).';
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
