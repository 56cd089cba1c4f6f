create table quarantine (
    path varchar not null,
    reason varchar not null,
    detail varchar not null,
    sha256 varchar not null
);

comment on table quarantine is 'One row a file that could not be read as a report.';
comment on column quarantine.path is 'Path below the inbox.';
comment on column quarantine.reason is 'Short code: empty, binary, truncated, …';
comment on column quarantine.detail is 'What is wrong, and what to do about it.';
comment on column quarantine.sha256 is 'Of the file''s bytes; empty where they could not be read.';
