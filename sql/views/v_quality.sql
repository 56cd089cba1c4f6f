create view v_quality as
with numerals as (
    select
        document_key,
        count(*) as numerals,
        count(*) filter (where outcome = 'fact') as numerals_fact,
        count(*) filter (where outcome = 'date') as numerals_date,
        count(*) filter (where outcome = 'name') as numerals_name,
        count(*) filter (where outcome in ('vague', 'masked')) as numerals_vague
    from numeral_ledger
    group by document_key
),
facts as (
    select
        document_key,
        count(*) as facts,
        count(*) filter (where indicator_curated) as facts_curated,
        count(*) filter (where unit = '') as facts_without_unit,
        count(*) filter (where year is null) as facts_without_year,
        count(*) filter (where period_basis <> 'report year') as facts_period_written,
        count(distinct indicator_code) as indicators
    from v_fact
    group by document_key
)
select
    document.document_id,
    document.title,
    district.name as district,
    district.code as district_code,
    district.resolved_by as district_resolved_by,
    document.fictional,
    document.report_year,
    document.report_kind,
    document.source_tier,
    document.duplicate_of,
    length(document.text) as characters,
    coalesce(numerals.numerals, 0) as numerals,
    coalesce(numerals.numerals_fact, 0) as numerals_fact,
    coalesce(numerals.numerals_date, 0) as numerals_date,
    coalesce(numerals.numerals_name, 0) as numerals_name,
    coalesce(numerals.numerals_vague, 0) as numerals_vague,
    coalesce(facts.facts, 0) as facts,
    coalesce(facts.facts_curated, 0) as facts_curated,
    coalesce(facts.facts_without_unit, 0) as facts_without_unit,
    coalesce(facts.facts_without_year, 0) as facts_without_year,
    coalesce(facts.facts_period_written, 0) as facts_period_written,
    coalesce(facts.indicators, 0) as indicators
from dim_document as document
join dim_district as district using (district_key)
left join numerals using (document_key)
left join facts using (document_key);

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
