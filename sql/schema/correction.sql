create table correction (
    fact_id varchar not null,
    field varchar not null,
    old_value varchar,
    new_value varchar,
    quote varchar not null,
    author varchar not null,
    corrected_on date not null,
    reason varchar not null
);

comment on table correction is 'One row a field of a fact that an analyst corrected.';
comment on column correction.fact_id is 'The fact: fact_indicator.';
comment on column correction.field is 'Column that is corrected.';
comment on column correction.old_value is 'Value as extracted.';
comment on column correction.new_value is 'Value as corrected.';
comment on column correction.quote is 'The fact''s quote, by which the correction is found again.';
comment on column correction.author is 'Who corrected it.';
comment on column correction.corrected_on is 'When.';
comment on column correction.reason is 'Why.';
