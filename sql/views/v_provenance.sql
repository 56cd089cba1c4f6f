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
comment on column v_provenance.fact_id is 'Key: hash of the document, the sentence, the numeral''s place in it and the measure; the same in every version of the warehouse.';
comment on column v_provenance.district is 'Name of the district that reports; null where no part of its report names one.';
comment on column v_provenance.district_code is 'Division code (9 digits, or 6).';
comment on column v_provenance.district_resolved_by is 'Which part of the report named the district.';
comment on column v_provenance.year is 'Year the value is about.';
comment on column v_provenance.indicator is 'Name of the conformed indicator.';
comment on column v_provenance.indicator_code is 'Code of the conformed indicator; x_… where it is not curated.';
comment on column v_provenance.indicator_text is 'The indicator in the report''s own words.';
comment on column v_provenance.value is 'The number with 万 and 亿 applied, exactly, in the unit as written; the lower end of a range.';
comment on column v_provenance.unit is 'Unit of value, as written without 万 and 亿.';
comment on column v_provenance.quote is 'The shortest stretch of the report that holds the number, its bound words and its unit.';
comment on column v_provenance.quote_start is 'Offset of the quote''s first character.';
comment on column v_provenance.quote_end is 'Offset after the quote''s last character.';
comment on column v_provenance.sentence_start is 'Offset of the sentence''s first character.';
comment on column v_provenance.sentence_end is 'Offset after the sentence''s last character.';
comment on column v_provenance.corrected is 'Whether an analyst''s correction changed the fact.';
comment on column v_provenance.document_id is 'Hash of the report''s body.';
comment on column v_provenance.title is 'Title of the report.';
comment on column v_provenance.publisher is 'Publisher of the report.';
comment on column v_provenance.published_on is 'Date the report was published.';
comment on column v_provenance.url is 'Address of the report.';
comment on column v_provenance.source_tier is 'official, repost, template or unknown.';
comment on column v_provenance.duplicate_of is 'Document that the report repeats.';
comment on column v_provenance.path is 'File it was read from, below the inbox; the first by name where several hold the report.';
comment on column v_provenance.files is 'How many files hold the report.';
comment on column v_provenance.sha256 is 'Hash of that file''s bytes.';
comment on column v_provenance.media_type is 'Media type it was read as.';
comment on column v_provenance.encoding is 'Character encoding it was read with.';
comment on column v_provenance.first_seen is 'Run (UTC) that saw the file first.';
comment on column v_provenance.last_seen is 'Run (UTC) that saw it last.';
comment on column v_provenance.run_id is 'Run that built this version of the warehouse.';
comment on column v_provenance.software_version is 'Version of the package that built it.';
comment on column v_provenance.fingerprint is 'Hash of the code and the reference tables that built it.';
