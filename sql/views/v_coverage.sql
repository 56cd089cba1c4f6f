create view v_coverage as
select
    indicator_code, indicator, indicator_curated, topic, district_level, fictional, year,
    count(*) as districts,
    count(*) filter (where state <> 'no report') as reports,
    count(*) filter (where state in ('value', 'stated zero')) as with_value,
    count(*) filter (where state = 'stated zero') as stated_zero,
    count(*) filter (where state = 'not comparable') as not_comparable,
    count(*) filter (where state = 'not mentioned') as not_mentioned,
    count(*) filter (where state = 'no report') as no_report,
    round(with_value / nullif(reports, 0), 4) as share
from v_panel
group by all;

comment on view v_coverage is 'Per indicator and year how many districts state it: the n of m behind every comparison, counted over the cells of v_panel.';
comment on column v_coverage.indicator_code is 'Code of the conformed indicator; x_… where it is not curated.';
comment on column v_coverage.indicator is 'Name of the conformed indicator.';
comment on column v_coverage.indicator_curated is 'Whether the indicator is in the reference table.';
comment on column v_coverage.topic is 'Code of the topic.';
comment on column v_coverage.district_level is 'sub-district, town or township.';
comment on column v_coverage.fictional is 'Whether the district is invented.';
comment on column v_coverage.year is 'Year.';
comment on column v_coverage.districts is 'Districts of the level that have any report.';
comment on column v_coverage.reports is 'Of them, those with a report on the year, or a value of it.';
comment on column v_coverage.with_value is 'Districts with a value, stated zeros included.';
comment on column v_coverage.stated_zero is 'Districts that state zero.';
comment on column v_coverage.not_comparable is 'Districts that state something near it only.';
comment on column v_coverage.not_mentioned is 'Districts whose report is silent on it.';
comment on column v_coverage.no_report is 'Districts without a report on the year.';
comment on column v_coverage.share is 'with_value among reports (0 to 1).';
