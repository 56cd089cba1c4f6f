create view v_quality as
select * exclude (district_key)
from derived.quality;

comment on view v_quality is 'Per report what was read of it, and what is still missing.';
comment on column v_quality.district_resolved_by is 'Which part of the report named the district; nothing where none did.';
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
