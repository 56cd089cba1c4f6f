create table sentence (
    document_key bigint not null,
    ordinal bigint not null,
    "start" bigint not null,
    "end" bigint not null,
    section bigint not null,
    kind varchar not null,
    text varchar not null
);

comment on table sentence is 'One row a sentence, page chrome included: every character of a document is in one.';
comment on column sentence.document_key is 'The document: dim_document.';
comment on column sentence.ordinal is 'Place in the document, from 0.';
comment on column sentence."start" is 'Offset of its first character.';
comment on column sentence."end" is 'Offset after its last character.';
comment on column sentence.section is 'Ordinal of its section; -1 for page chrome.';
comment on column sentence.kind is 'body, heading or chrome.';
comment on column sentence.text is 'Its characters.';
