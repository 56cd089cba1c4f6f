create table etl_run (
    run_id varchar not null,
    started_at timestamp not null,
    software_version varchar not null,
    fingerprint varchar not null,
    files bigint not null,
    documents bigint not null,
    facts bigint not null,
    numerals bigint not null,
    quarantined bigint not null,
    seconds double not null
);

comment on table etl_run is 'One row: the run that built this version.';
comment on column etl_run.run_id is 'Name of the run and of the version.';
comment on column etl_run.started_at is 'When it started (UTC).';
comment on column etl_run.software_version is 'Version of the package.';
comment on column etl_run.fingerprint is 'Hash of the code and the reference tables that built it.';
comment on column etl_run.files is 'Files in the inbox.';
comment on column etl_run.documents is 'Documents loaded.';
comment on column etl_run.facts is 'Facts loaded.';
comment on column etl_run.numerals is 'Numerals accounted for.';
comment on column etl_run.quarantined is 'Files in quarantine.';
comment on column etl_run.seconds is 'Seconds from the start to the load.';
