-- The rows of v_quality, of the documents in temp.document.
with numerals as (
    select
        document_key,
        count(*) as numerals,
        count(*) filter (where outcome = 'fact') as numerals_fact,
        count(*) filter (where outcome = 'date') as numerals_date,
        count(*) filter (where outcome = 'name') as numerals_name,
        count(*) filter (where outcome in ('vague', 'masked')) as numerals_vague
    from numeral_ledger
    semi join temp.document using (document_key)
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
    from v_statement
    semi join temp.document using (document_key)
    group by document_key
)
select
    document.district_key,
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
from temp.document as document
join dim_district as district using (district_key)
left join numerals using (document_key)
left join facts using (document_key)
