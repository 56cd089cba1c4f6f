create view v_coverage as
with years as (
    select district_level, fictional, year_key, year, count(*) as reporting
    from derived.reporting
    group by all
),
levels as (
    select district_level, fictional, count(distinct district_key) as districts
    from derived.reporting
    group by all
),
counted as (
    select
        series.indicator_key, series.topic, series.district_level, series.fictional, years.year, levels.districts,
        years.reporting + coalesce(coverage.unreported, 0) as reports,
        coalesce(coverage.with_value, 0) as with_value,
        coalesce(coverage.stated_zero, 0) as stated_zero,
        coalesce(coverage.not_comparable, 0) as not_comparable
    from derived.series as series
    join levels on levels.district_level is not distinct from series.district_level and levels.fictional = series.fictional
    join years on years.district_level is not distinct from series.district_level and years.fictional = series.fictional
    left join derived.coverage as coverage
        on coverage.indicator_key = series.indicator_key
        and coverage.district_level is not distinct from series.district_level
        and coverage.fictional = series.fictional
        and coverage.year_key = years.year_key
    where series.shown
)
select
    indicator.code as indicator_code, indicator.name_zh as indicator, indicator.curated as indicator_curated,
    counted.topic, district_level, fictional, year,
    districts, reports, with_value, stated_zero, not_comparable,
    reports - with_value - not_comparable as not_mentioned,
    districts - reports as no_report,
    round(with_value / nullif(reports, 0), 4) as share
from counted
join dim_indicator as indicator using (indicator_key);

comment on view v_coverage is 'Per indicator and year how many districts state it: the n of m behind every comparison, counted over the cells of v_panel.';
comment on column v_coverage.year is 'Year.';
comment on column v_coverage.districts is 'Districts of the level that have any report.';
comment on column v_coverage.reports is 'Of them, those with a report on the year, or a value of it.';
comment on column v_coverage.with_value is 'Districts with a value, stated zeros included.';
comment on column v_coverage.stated_zero is 'Districts that state zero.';
comment on column v_coverage.not_comparable is 'Districts that state something near it only.';
comment on column v_coverage.not_mentioned is 'Districts whose report is silent on it.';
comment on column v_coverage.no_report is 'Districts without a report on the year.';
comment on column v_coverage.share is 'with_value among reports (0 to 1).';
