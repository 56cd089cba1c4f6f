create table correction (
    line bigint not null,
    fact_id varchar not null,
    field varchar not null,
    old_value varchar,
    new_value varchar,
    quote varchar not null,
    author varchar not null,
    corrected_on date,
    reason varchar not null,
    sentence varchar,
    document varchar,
    status varchar not null,
    detail varchar,
    attached_to varchar
);

comment on table correction is 'One row a line of corrections.csv, with what became of it.';
comment on column correction.line is 'Line of the file.';
comment on column correction.fact_id is 'The fact as the file names it.';
comment on column correction.field is 'Column that is corrected; fact, where the whole fact is dropped.';
comment on column correction.old_value is 'Value as extracted.';
comment on column correction.new_value is 'Value as corrected, or drop.';
comment on column correction.quote is 'The fact''s quote, by which the correction is found again.';
comment on column correction.author is 'Who corrected it.';
comment on column correction.corrected_on is 'When; null in a row that does not say it.';
comment on column correction.reason is 'Why.';
comment on column correction.sentence is 'The fact''s sentence, if the file has it.';
comment on column correction.document is 'document_id, title or address of the report, if the file has it.';
comment on column correction.status is 'applied, re-attached (to another fact, by its evidence), not needed (the fact is read so by itself), orphaned (its fact is gone) or invalid.';
comment on column correction.detail is 'What is wrong with the row and what to do, or what else is to know.';
comment on column correction.attached_to is 'The fact it was applied to: fact_indicator, unless it was dropped; null where it was not applied.';
