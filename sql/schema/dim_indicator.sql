create table dim_indicator (
    indicator_key bigint not null,
    code varchar not null,
    name_zh varchar not null,
    name_en varchar,
    unit_dimension varchar,
    topic varchar not null,
    kind varchar,
    stock_flow varchar,
    polarity varchar,
    additive varchar,
    broader varchar,
    definition varchar,
    curated boolean not null
);

comment on table dim_indicator is 'One row an indicator: the curated ones, and one for every other phrase that reports use.';
comment on column dim_indicator.indicator_key is 'Key: hash of code.';
comment on column dim_indicator.code is 'Code; x_… for an indicator that is not curated.';
comment on column dim_indicator.name_zh is 'Chinese name; the commonest phrase for one that is not curated.';
comment on column dim_indicator.name_en is 'English name; curated indicators only.';
comment on column dim_indicator.unit_dimension is 'Dimension of its unit; null where its values have several.';
comment on column dim_indicator.topic is 'Code of its topic.';
comment on column dim_indicator.kind is 'input, activity, output, outcome or context.';
comment on column dim_indicator.stock_flow is 'flow, stock, state, commitment or either.';
comment on column dim_indicator.polarity is 'up where more is better, down where less is, effort where more is more work; neutral or ambiguous otherwise.';
comment on column dim_indicator.additive is 'Whether values add up: yes, no, or no over years.';
comment on column dim_indicator.broader is 'Code of the indicator that includes it.';
comment on column dim_indicator.definition is 'What is counted, and how.';
comment on column dim_indicator.curated is 'Whether it is in the reference table; the values of others are comparable by phrase alone.';
