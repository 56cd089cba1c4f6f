create table dim_topic (
    topic_key bigint not null,
    code varchar not null,
    name_zh varchar not null,
    name_en varchar not null,
    parent varchar
);

comment on table dim_topic is 'One row a topic.';
comment on column dim_topic.topic_key is 'Key: hash of code.';
comment on column dim_topic.code is 'Code, such as economy.';
comment on column dim_topic.name_zh is 'Chinese name.';
comment on column dim_topic.name_en is 'English name.';
comment on column dim_topic.parent is 'Code of the broader topic.';
