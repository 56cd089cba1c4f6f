create view v_topic_profile as
select *
from derived.topic_profile;

comment on view v_topic_profile is 'Per report year what the reports of a district speak of: for each topic its share of the text and of the facts, and the facts by measure.';
comment on column v_topic_profile.year is 'Year the reports look back on.';
comment on column v_topic_profile.facts is 'Facts of the topic, plans included.';
comment on column v_topic_profile.indicators is 'Distinct indicators.';
comment on column v_topic_profile.levels is 'Facts that are a count or an amount.';
comment on column v_topic_profile.rates is 'Facts that are a share.';
comment on column v_topic_profile.growths is 'Facts that are a change.';
comment on column v_topic_profile.ranks is 'Facts that are a rank.';
comment on column v_topic_profile.plans is 'Facts that are planned.';
comment on column v_topic_profile.share is 'Share of the facts (0 to 1).';
comment on column v_topic_profile.characters is 'Characters of text on the topic: a sentence belongs to the topics of its facts in equal parts, one without facts to the topic that most facts of its section have.';
comment on column v_topic_profile.text_share is 'Share of all characters that belong to a topic (0 to 1).';
