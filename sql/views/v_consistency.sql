create view v_consistency as
select
    disagreement.* exclude (document_key_a, sentence_start_a, document_key_b, sentence_start_b, title_a, title_b, fact_id_a, fact_id_b),
    sentence_a.text as sentence_a,
    sentence_b.text as sentence_b,
    title_a, title_b, fact_id_a, fact_id_b
from derived.disagreement
join sentence as sentence_a on sentence_a.document_key = document_key_a and sentence_a."start" = sentence_start_a
join sentence as sentence_b on sentence_b.document_key = document_key_b and sentence_b."start" = sentence_start_b
union all by name
select
    'five-year plan' as kind,
    district.district_key, district.name as district, district.code as district_code, district.level as district_level, district.fictional,
    plan_year.year,
    plan_year.year::double as stated,
    plan_year.least::double as expected_low,
    plan_year.most::double as expected_high,
    '年' as unit,
    plan_year.quote as quote_a,
    plan_year.plan || ': ' || first_year || '-' || last_year as quote_b,
    sentence.text as sentence_a,
    document.title as title_a
from plan_year
join sentence on sentence.document_key = plan_year.document_key and sentence."start" = plan_year.sentence_start
join dim_document as document on document.document_key = plan_year.document_key
join dim_district as district on district.district_key = document.district_key
where plan_year.year not between plan_year.least and plan_year.most and document.duplicate_of is null;

comment on view v_consistency is 'Where reports disagree with themselves or with each other beyond rounding: one row a disagreement with both quotes. An analyst''s list to look at, not a list of errors: explanation says where the indicator''s definition explains it.';
comment on column v_consistency.kind is 'growth: stated growth against the levels of two years; plan: stated share of a target against the target; part: a part above its total; parts: parts that add up to more than their total; fixed: more mended than found; percentage: one that no whole number can be of the count it is said of; ratio: stated rate against its two counts; stated twice: one report, one name, two values; two reports: two reports of one year; restated: another value in a later report; five-year plan: a plan''s name against the year.';
comment on column v_consistency.stated is 'The value that quote_a states, in unit.';
comment on column v_consistency.expected_low is 'Least that it could be by quote_b; null where there is no least.';
comment on column v_consistency.expected_high is 'Most that it could be by quote_b.';
comment on column v_consistency.unit is 'Unit of stated and expected.';
comment on column v_consistency.explanation is 'What may explain it by what the indicator is: constant prices, or a revised base; null otherwise.';
comment on column v_consistency.quote_a is 'What is stated.';
comment on column v_consistency.quote_b is 'What it disagrees with.';
comment on column v_consistency.sentence_a is 'Sentence of quote_a.';
comment on column v_consistency.sentence_b is 'Sentence of quote_b.';
comment on column v_consistency.title_a is 'Report of quote_a.';
comment on column v_consistency.title_b is 'Report of quote_b.';
comment on column v_consistency.fact_id_a is 'Fact of quote_a; null for a five-year plan.';
comment on column v_consistency.fact_id_b is 'Fact of quote_b; null for a five-year plan.';
