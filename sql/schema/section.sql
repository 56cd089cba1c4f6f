create table section (
    document_key bigint not null,
    ordinal bigint not null,
    level bigint not null,
    heading varchar not null,
    "start" bigint not null,
    "end" bigint not null,
    part varchar not null,
    year bigint
);

comment on table section is 'One row a stretch of a report under one heading.';
comment on column section.document_key is 'The document: dim_document.';
comment on column section.ordinal is 'Place in the document, from 0.';
comment on column section.level is '0 before any heading, 1 for a chapter (一、), 2 for (一), and so on.';
comment on column section.heading is 'Heading without its list marker.';
comment on column section."start" is 'Offset of its first character.';
comment on column section."end" is 'Offset after its last character.';
comment on column section.part is 'actual, plan or problems.';
comment on column section.year is 'Year its figures are about unless they say otherwise.';
