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
comment on column v_rank.district_key is 'The district that reports: dim_district.';
comment on column v_rank.district is 'Name of the district that reports; null where no part of its report names one.';
comment on column v_rank.district_code is 'Division code (9 digits, or 6).';
comment on column v_rank.district_level is 'sub-district, town or township.';
comment on column v_rank.county is 'County, district or county-level city above it.';
comment on column v_rank.city is 'Prefecture-level city above it.';
comment on column v_rank.province is 'Province above it.';
comment on column v_rank.fictional is 'Whether the district is invented.';
comment on column v_rank.year is 'Year the value is about.';
comment on column v_rank.period is 'Period as written, where it is narrower than the year (上半年, 1-9月).';
comment on column v_rank.status is 'actual, estimate (预计) or plan.';
comment on column v_rank.topic is 'Code of the topic.';
comment on column v_rank.indicator is 'Name of the conformed indicator.';
comment on column v_rank.indicator_code is 'Code of the conformed indicator; x_… where it is not curated.';
comment on column v_rank.indicator_text is 'The indicator in the report''s own words.';
comment on column v_rank.subset is 'What narrows the indicator, as written (注册资金1000万以上); null for the whole indicator.';
comment on column v_rank.place is 'Part of the area, or another place, that the value is about; null for the whole district.';
comment on column v_rank.rank_stated is 'The place: 1 is the first.';
comment on column v_rank.bound is 'exact, or upper for 前20 and its like.';
comment on column v_rank.rank_scope is 'Among whom a rank is (全区, 全市); ranks only.';
comment on column v_rank.rank_basis is 'What is ranked: level, growth, completion or score; ranks only.';
comment on column v_rank.quote is 'The shortest stretch of the report that holds the number, its bound words and its unit.';
comment on column v_rank.sentence is 'The sentence that states the fact.';
comment on column v_rank.title is 'Title of the report.';
comment on column v_rank.url is 'Address of the report.';
comment on column v_rank.source_tier is 'official, repost, template or unknown.';
comment on column v_rank.fact_id is 'Key: hash of the document, the sentence, the numeral''s place in it and the measure; the same in every version of the warehouse.';
