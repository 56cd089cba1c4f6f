create view v_object as
with named as (
    select
        indicator.*,
        case
            -- The phrase of an indicator that is not curated says what narrows its object; so does what is behind the code of the whole.
            when not indicator.curated then indicator.name_zh
            when whole.code is not null then replace(indicator.code, whole.code || '.', '')
        end as words
    from dim_indicator as indicator
    left join dim_indicator as whole
        on whole.code = indicator.broader
        and whole.object = indicator.object
        and whole.action is not distinct from indicator.action
        and whole.attribute is not distinct from indicator.attribute
    where indicator.object is not null
)
select
    object.family, object.code as object, object.name_zh as object_zh, object.name_en as object_en, object.broader,
    comparison.district_level, comparison.fictional, district.name as district, district.code as district_code, county, city, province, year,
    topic.code as topic, action, attribute, named.code as indicator_code, named.name_zh as indicator, measure, growth_kind, baseline,
    subset, comparison.place, words is null and subset is null and comparison.place is null as exact,
    nullif(concat_ws('、', case when object.code <> object.family then object.name_zh end, words, subset, comparison.place), '') as narrower,
    value, value_max, unit, bound, base_value, base_unit, status, aspect, span, period, apart, apart_zh, statements, values_stated,
    named.polarity, named.additive, source_tier, title, url, quote, fact_id, district_key
from derived.comparison as comparison
join named using (indicator_key)
join derived.object as object on object.code = named.object
join dim_year using (year_key)
join dim_district as district using (district_key)
join dim_topic as topic using (topic_key)
join dim_unit as unit using (unit_key)
join dim_document as document on document.document_key = comparison.document_key;

comment on view v_object is 'What is said of a thing that is counted, whatever was done to it and however it is narrowed: one row a district, year, object, action and attribute, and each kind, place and period of it. All stages of hazards, one below the other: where family = ''hazards'' and year = 2023 order by district, action; side by side: any_value(base_value) filter (where action = ''find'' and attribute = ''count'') as found, of narrower is null and apart is null and measure = ''level'', grouped by district_key and year. The values are those of v_cross_district, chosen by the same rule, so a statement is here once. Do not add rows up: a part stands beside its whole, and cases that were found are not others than those that were rectified. Compare only rows of equal fictional, district_level, indicator_code, measure and narrower whose apart is null.';
comment on column v_object.family is 'Code of the widest object that this one is a kind of (hazards, for fire hazards); the object itself where it is of no other.';
comment on column v_object.object is 'Code of what is counted.';
comment on column v_object.object_zh is 'Chinese name of the object.';
comment on column v_object.object_en is 'English name of the object.';
comment on column v_object.broader is 'Code of the object that this one is a kind of; null where it is of none.';
comment on column v_object.measure is 'level (a count or an amount), rate (a share) or growth (change against baseline).';
comment on column v_object.exact is 'Whether no word and no place narrows the object: the value is about all of it.';
comment on column v_object.narrower is 'What makes it less than its whole family: the name of the narrower object, the words that narrow it, the place; null for the whole.';
comment on column v_object.value is 'The number as stated, in unit; the lower end of a range.';
comment on column v_object.unit is 'Unit as stated.';
comment on column v_object.status is 'actual or estimate (预计); plans are in v_plan_actual.';
comment on column v_object.aspect is 'Aspect as the report states it: flow, stock, cumulative or commitment.';
comment on column v_object.apart is 'Why the value does not stand beside those of other districts (1-9月, not 全年); null where it does.';
comment on column v_object.apart_zh is 'apart in Chinese; null where the value stands beside them.';
comment on column v_object.statements is 'How many facts of the report the value was chosen from.';
comment on column v_object.values_stated is 'How many different values they are: above 1 the report states several, and the exact and largest was taken.';
comment on column v_object.quote is 'The stretch of the report that holds the number.';
comment on column v_object.title is 'Title of the report that states it.';
