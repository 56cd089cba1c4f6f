create view v_provenance as
with files as (
    select
        document_key,
        count(*) as files,
        arg_min(path, path) as path,
        arg_min(sha256, path) as sha256,
        arg_min(media_type, path) as media_type,
        arg_min(encoding, path) as encoding,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen
    from document_file
    group by document_key
)
select
    fact.fact_id,
    district.name as district,
    district.code as district_code,
    district.resolved_by as district_resolved_by,
    dim_year.year,
    indicator.name_zh as indicator,
    indicator.code as indicator_code,
    fact.indicator_text,
    fact.value,
    unit.unit,
    fact.quote,
    fact.quote_start,
    fact.quote_end,
    fact.sentence_start,
    fact.sentence_end,
    fact.corrected,
    document.document_id,
    document.title,
    document.publisher,
    document.published_on,
    document.url,
    document.source_tier,
    document.duplicate_of,
    files.path,
    files.files,
    files.sha256,
    files.media_type,
    files.encoding,
    files.first_seen,
    files.last_seen,
    etl_run.run_id,
    etl_run.software_version,
    etl_run.fingerprint
from fact_indicator as fact
join dim_district as district using (district_key)
join dim_year using (year_key)
join dim_indicator as indicator using (indicator_key)
join dim_unit as unit using (unit_key)
join dim_document as document on document.document_key = fact.document_key
left join files on files.document_key = fact.document_key
-- One row: the run that built this version.
left join etl_run on true;

comment on view v_provenance is 'Per fact where it comes from: the report and its files, the stretch of text, the run that built this version, and whether an analyst corrected it.';
comment on column v_provenance.path is 'File it was read from, below the inbox; the first by name where several hold the report.';
comment on column v_provenance.files is 'How many files hold the report.';
comment on column v_provenance.sha256 is 'Hash of that file''s bytes.';
comment on column v_provenance.run_id is 'Run that built this version of the warehouse.';
comment on column v_provenance.software_version is 'Version of the package that built it.';
