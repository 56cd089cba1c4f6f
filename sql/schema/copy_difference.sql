create table copy_difference (
    fact_id varchar not null,
    other_fact_id varchar not null
);

comment on table copy_difference is 'One row a fact that a copy of its report states in the same words with another figure; neither report counts as the other''s duplicate.';
comment on column copy_difference.fact_id is 'Fact of the copy: fact_indicator.';
comment on column copy_difference.other_fact_id is 'Fact of the report that is nearer to its author: fact_indicator.';
