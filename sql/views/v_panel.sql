create view v_panel as
-- A filter reaches what is joined within each part, not what is joined to all of them: so each part joins its own names.
with series as (
    select series.*, indicator.code, indicator.name_zh, indicator.curated, indicator.polarity, indicator.additive
    from derived.series
    join dim_indicator as indicator using (indicator_key)
    where shown
),
districts as (
    select district_key, district.level, district.fictional, district.name, district.code, county, city, province
    from dim_district as district
    semi join derived.reporting using (district_key)
),
years as (
    select distinct district_level as level, fictional, year_key, year
    from derived.reporting
),
filled as (
    select
        series.*, cell.district_key, district.name, district.code as district_code, district.county, district.city, district.province,
        dim_year.year, cell.state, cell.reason, cell.reason_zh, cell.statements, cell.values_stated,
        cell.base_value, cell.value, cell.value_max, case when cell.state <> 'not comparable' then unit.unit end as unit, cell.bound, cell.status, cell.suspect,
        document.source_tier, document.title, document.url, cell.quote, cell.fact_id
    from derived.cell as cell
    join dim_year using (year_key)
    join dim_district as district using (district_key)
    join dim_document as document on document.document_key = cell.document_key
    join dim_unit as unit using (unit_key)
    join series
        on series.indicator_key = cell.indicator_key
        and series.district_level is not distinct from cell.district_level
        and series.fictional = cell.fictional
),
-- Cells without a fact come in two parts, each of one state: a filter on state leaves out whole parts, and most cells are empty.
silent as (
    select series.*, districts.* exclude (level, fictional, code), districts.code as district_code, reporting.year, 'not mentioned' as state
    from series
    join derived.reporting as reporting
        on reporting.district_level is not distinct from series.district_level and reporting.fictional = series.fictional
    join districts on districts.district_key = reporting.district_key
    anti join derived.cell as cell
        on cell.indicator_key = series.indicator_key
        and cell.district_key = reporting.district_key
        and cell.year_key = reporting.year_key
),
missing as (
    select series.*, districts.* exclude (level, fictional, code), districts.code as district_code, years.year, 'no report' as state
    from series
    join districts on districts.level is not distinct from series.district_level and districts.fictional = series.fictional
    join years on years.level is not distinct from series.district_level and years.fictional = series.fictional
    anti join derived.reporting as reporting on reporting.district_key = districts.district_key and reporting.year_key = years.year_key
    anti join derived.cell as cell
        on cell.indicator_key = series.indicator_key
        and cell.district_key = districts.district_key
        and cell.year_key = years.year_key
),
cells as (
    select * from filled
    union all by name
    select *, 0 as statements, 0 as values_stated from silent
    union all by name
    select *, 0 as statements, 0 as values_stated from missing
)
select
    code as indicator_code,
    name_zh as indicator,
    curated as indicator_curated,
    topic, district_level, fictional,
    name as district,
    district_code, county, city, province, year, state, base_value, base_unit, value, value_max, unit, bound, status, suspect, measure, aspect, reason,
    reason_zh, statements, values_stated, polarity, additive, source_tier, title, url, quote, fact_id, district_key
from cells;

comment on view v_panel is 'Indicator by district by year, one row a cell, empty cells included with the reason why they are empty. The value of a cell is about the whole district and the whole year, actual before estimate, exact before bounded, from an official source before a repost, from the report on that year before a later one, and never from a duplicate. All curated indicators that a district of the level states, and others that two districts state. Compare only rows of equal fictional and district_level.';
comment on column v_panel.year is 'Year of the cell.';
comment on column v_panel.base_value is 'The value in base_unit; null where state is neither value nor stated zero.';
comment on column v_panel.base_unit is 'Unit of base_value, one for the whole indicator.';
comment on column v_panel.value is 'The number as stated, in unit.';
comment on column v_panel.unit is 'Unit as stated.';
comment on column v_panel.status is 'actual or estimate (预计).';
comment on column v_panel.suspect is 'Why the value cannot be, by the years beside it or by bounds; null where nothing speaks against it.';
comment on column v_panel.measure is 'rate for an indicator that is a share, level for every other one.';
comment on column v_panel.aspect is 'The one aspect that the indicator has in the panel: flow, stock, cumulative, commitment, or state for a share.';
comment on column v_panel.reason_zh is 'reason in Chinese (1-9月，而非全年; 增速，而非数量).';
comment on column v_panel.statements is 'How many comparable facts the value was chosen from.';
comment on column v_panel.title is 'Title of the report that states it.';
comment on column v_panel.quote is 'The stretch of the report that holds the number; of the near match where the cell is not comparable.';
comment on column v_panel.fact_id is 'Fact that the cell shows, or that is not comparable; null for an empty cell.';
