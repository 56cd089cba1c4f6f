create view v_rank as
select
    district_key, district, district_code, district_level, county, city, province, fictional,
    year, period, status, topic, indicator, indicator_code, indicator_text, subset, place,
    value as rank_stated,
    bound,
    rank_scope,
    rank_basis,
    quote,
    sentence,
    title,
    url,
    source_tier,
    fact_id
from v_fact
where measure = 'rank' and duplicate_of is null;

comment on view v_rank is 'Every rank that a report states: which place, among whom, and in what. Ranks of different scopes do not compare: the first of a 区 is not the first of a 市.';
comment on column v_rank.rank_stated is 'The place: 1 is the first.';
comment on column v_rank.bound is 'exact, or upper for 前20 and its like.';
