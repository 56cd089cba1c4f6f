create view v_topic_profile as
with facts as (
    select * from v_fact where duplicate_of is null
),
profile as (
    select
        district_key, district, district_code, district_level, fictional, year, topic, topic_zh,
        count(*) as facts,
        count(distinct indicator_code) as indicators,
        count(*) filter (where measure = 'level') as levels,
        count(*) filter (where measure = 'rate') as rates,
        count(*) filter (where measure = 'growth') as growths,
        count(*) filter (where measure = 'rank') as ranks,
        count(*) filter (where status = 'plan') as plans
    from facts
    group by all
)
select *, round(facts / sum(facts) over (partition by district_key, year), 4) as share
from profile;

comment on view v_topic_profile is 'Per district, year and topic what its reports state: how much of each measure, and the topic''s share.';
comment on column v_topic_profile.district_key is 'The district that reports: dim_district.';
comment on column v_topic_profile.district is 'Name of the district that reports; null where no part of its report names one.';
comment on column v_topic_profile.district_code is 'Division code (9 digits, or 6).';
comment on column v_topic_profile.district_level is 'sub-district, town or township.';
comment on column v_topic_profile.fictional is 'Whether the district is invented.';
comment on column v_topic_profile.year is 'Year the value is about.';
comment on column v_topic_profile.topic is 'Code of the topic.';
comment on column v_topic_profile.topic_zh is 'Chinese name of the topic.';
comment on column v_topic_profile.facts is 'Facts of the topic.';
comment on column v_topic_profile.indicators is 'Distinct indicators among them.';
comment on column v_topic_profile.levels is 'Facts that are a count or an amount.';
comment on column v_topic_profile.rates is 'Facts that are a share.';
comment on column v_topic_profile.growths is 'Facts that are a change.';
comment on column v_topic_profile.ranks is 'Facts that are a rank.';
comment on column v_topic_profile.plans is 'Facts that are planned.';
comment on column v_topic_profile.share is 'Share of the district''s facts about that year.';
