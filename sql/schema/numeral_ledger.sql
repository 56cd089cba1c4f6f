create table numeral_ledger (
    document_key bigint not null,
    anchor bigint not null,
    numeral varchar not null,
    outcome varchar not null,
    facts bigint not null
);

comment on table numeral_ledger is 'One row a numeral of a document: what became of it.';
comment on column numeral_ledger.document_key is 'The document: dim_document.';
comment on column numeral_ledger.anchor is 'Offset of its first character.';
comment on column numeral_ledger.numeral is 'As written.';
comment on column numeral_ledger.outcome is 'fact, or the reason why it is none: date, list, part, name, admin, vague, idiom, threshold or masked.';
comment on column numeral_ledger.facts is 'How many facts are anchored at it.';
