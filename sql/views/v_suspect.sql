create view v_suspect as
with suspect as (
    from derived.suspect
    union all by name
    select fact_id, indicator_key, year_key, district_key, 'others' as rule, strange as reason, strange_zh as reason_zh
    from derived.comparison
    where strange is not null
)
select
    indicator.code as indicator_code, indicator.name_zh as indicator,
    district.name as district, district.code as district_code, district.level as district_level,
    year,
    suspect.rule as suspicion,
    suspect.reason as suspect,
    suspect.reason_zh as suspect_zh,
    fact.quote,
    suspect.other_quote,
    document.title, document.url,
    suspect.fact_id,
    suspect.other_fact_id,
    suspect.district_key
from suspect
join fact_indicator as fact using (fact_id)
join dim_indicator as indicator on indicator.indicator_key = suspect.indicator_key
join dim_district as district on district.district_key = suspect.district_key
join dim_year on dim_year.year_key = suspect.year_key
join dim_document as document on document.document_key = fact.document_key;

comment on view v_suspect is 'Values of whole districts and years that cannot be, by the rules of plausibility.csv: too far from the same district''s values of the years beside them, against the growth that its reports state, out of all bounds, far from what other districts state, or recognised in a picture with little confidence. They are kept, stand apart where districts are compared and are marked in the panel; a correction settles each.';
comment on column v_suspect.suspicion is 'neighbour (too far from the values of the years beside it), growth (too far from what the stated growth makes of them), bounds (less or more than any district can have), others (far from the median of five or more districts of its level), parts (less than what it is said to hold) or recognition (of a picture, with a confidence below 0.9).';
comment on column v_suspect.suspect is 'What cannot be, with both quotes.';
comment on column v_suspect.suspect_zh is 'suspect in Chinese.';
comment on column v_suspect.other_quote is 'The stretch of the report that states the value beside it; null where bounds or recognition tell.';
comment on column v_suspect.title is 'Title of the report that states it.';
comment on column v_suspect.fact_id is 'The fact that cannot be.';
comment on column v_suspect.other_fact_id is 'The fact that it is held against.';
