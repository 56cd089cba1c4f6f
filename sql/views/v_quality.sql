create view v_quality as
select * exclude (district_key)
from derived.quality;

comment on view v_quality is 'Per report what was read of it, and what is still missing.';
comment on column v_quality.document_id is 'Hash of the report''s body.';
comment on column v_quality.title is 'Title of the report.';
comment on column v_quality.district is 'Name of the district that reports; null where no part of its report names one.';
comment on column v_quality.district_code is 'Division code (9 digits, or 6).';
comment on column v_quality.district_resolved_by is 'Which part of the report named the district; nothing where none did.';
comment on column v_quality.fictional is 'Whether the district is invented.';
comment on column v_quality.report_year is 'Year the report looks back on.';
comment on column v_quality.report_kind is 'annual, half_year, quarter, plan, term or other.';
comment on column v_quality.source_tier is 'official, repost, template or unknown.';
comment on column v_quality.duplicate_of is 'Document that the report repeats.';
comment on column v_quality.characters is 'Characters of its text.';
comment on column v_quality.numerals is 'Numerals in its text, each accounted for.';
comment on column v_quality.numerals_fact is 'Numerals that anchor facts.';
comment on column v_quality.numerals_date is 'Numerals of dates and periods.';
comment on column v_quality.numerals_name is 'Numerals inside names and slogans.';
comment on column v_quality.numerals_vague is 'Numerals without a value: vague or masked.';
comment on column v_quality.facts is 'Facts read from it.';
comment on column v_quality.facts_curated is 'Facts of a curated indicator.';
comment on column v_quality.facts_without_unit is 'Facts that are bare counts.';
comment on column v_quality.facts_without_year is 'Facts of no known year.';
comment on column v_quality.facts_period_written is 'Facts whose period is written or carried, not the report year.';
comment on column v_quality.indicators is 'Distinct indicators.';
