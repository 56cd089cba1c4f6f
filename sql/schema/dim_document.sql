create table dim_document (
    document_key bigint not null,
    document_id varchar not null,
    district_key bigint not null,
    title varchar,
    publisher varchar,
    published_on date,
    url varchar,
    report_kind varchar not null,
    report_year bigint,
    source_tier varchar not null,
    text varchar not null,
    fictional boolean not null,
    duplicate_of varchar
);

comment on table dim_document is 'One row a report; copies of the same text are one document with several files.';
comment on column dim_document.document_key is 'Key: hash of document_id.';
comment on column dim_document.document_id is 'Hash of the report''s body without page chrome.';
comment on column dim_document.district_key is 'The district that reports: dim_district.';
comment on column dim_document.title is 'Title.';
comment on column dim_document.publisher is 'Who published it.';
comment on column dim_document.published_on is 'Date of publication.';
comment on column dim_document.url is 'Address it was published at.';
comment on column dim_document.report_kind is 'annual, half_year, quarter, plan, term (several years) or other.';
comment on column dim_document.report_year is 'Year the report looks back on (the year planned, for a plan alone).';
comment on column dim_document.source_tier is 'official, repost, template or unknown.';
comment on column dim_document.text is 'The decoded text; every offset points into it.';
comment on column dim_document.fictional is 'Whether it is invented.';
comment on column dim_document.duplicate_of is 'document_id of the report that this one repeats.';
