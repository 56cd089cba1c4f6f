create table document_file (
    document_key bigint not null,
    path varchar not null,
    sha256 varchar not null,
    media_type varchar not null,
    encoding varchar not null,
    first_seen timestamp not null,
    last_seen timestamp not null
);

comment on table document_file is 'One row a file that holds a document.';
comment on column document_file.document_key is 'The document: dim_document.';
comment on column document_file.path is 'Path below the inbox, with !member in an archive.';
comment on column document_file.sha256 is 'Of the file''s bytes.';
comment on column document_file.media_type is 'Media type it was read as.';
comment on column document_file.encoding is 'Character encoding it was read with.';
comment on column document_file.first_seen is 'Run (UTC) that saw the file first.';
comment on column document_file.last_seen is 'Run (UTC) that saw it last.';
