create view v_cross_district as
with reporting as (
    select year_key, district_level, fictional, count(*) as m
    from derived.reporting
    group by all
)
select
    indicator.code as indicator_code, indicator.name_zh as indicator, indicator.curated as indicator_curated, topic.code as topic, year,
    measure, growth_kind, baseline, comparison.district_level, comparison.fictional,
    district.name as district, district.code as district_code, county, city, province,
    position,
    n,
    case when apart is null then greatest(coalesce(m, 0), n) end as m,
    case when apart is null then base_value end as base_value,
    base_unit, value, value_max, unit, bound,
    order_open,
    median,
    share,
    apart,
    apart_zh,
    status, aspect, subset, span, period, place,
    statements,
    values_stated,
    polarity, source_tier, title, url, quote, fact_id, district_key
from derived.comparison as comparison
join dim_indicator as indicator using (indicator_key)
join dim_year using (year_key)
join dim_district as district using (district_key)
join dim_topic as topic using (topic_key)
join dim_unit as unit using (unit_key)
join dim_document as document on document.document_key = comparison.document_key
left join reporting
    on reporting.year_key = comparison.year_key
    and reporting.district_level is not distinct from comparison.district_level
    and reporting.fictional = comparison.fictional;

comment on view v_cross_district is 'Districts side by side, one row a district in each indicator, year and measure: the value that counts, with its position, the median and its share; and near matches, which stand apart with the reason. Ranking: where apart is null order by position. Only like stands beside like: equal indicator, measure, subset, aspect, period, status and unit family, districts of one level, invented ones never beside real ones. Which district has the largest area of demolished illegal construction (哪个街道拆除违法建设面积最大): where indicator = ''拆除违法建设面积'' and measure = ''level'' and year = 2023 and position = 1; without the year, order by year.';
comment on column v_cross_district.year is 'Year the values are about; one comparison a year.';
comment on column v_cross_district.measure is 'level (a count or an amount), rate (a share) or growth (change against baseline): each is a comparison of its own.';
comment on column v_cross_district.fictional is 'Whether the district is invented; invented districts are compared with each other only.';
comment on column v_cross_district.position is 'Place among the n districts: 1 is the least of what should be low (警情), and the most of everything else; equal values share one. Null where the value stands apart.';
comment on column v_cross_district.n is 'Districts that stand side by side. Null where the value stands apart.';
comment on column v_cross_district.m is 'Districts of the level that have a report on the year (n of m state the value). Null where the value stands apart.';
comment on column v_cross_district.base_value is 'The value in base_unit: what is compared. Null where the value stands apart; value and unit show it as written.';
comment on column v_cross_district.base_unit is 'Unit of base_value: 平方米 for 公顷 and 亩, 米 for 公里.';
comment on column v_cross_district.value is 'The number as stated, in unit; the lower end of a range.';
comment on column v_cross_district.unit is 'Unit as stated.';
comment on column v_cross_district.order_open is 'Whether a bound leaves the order open between this district and another (500余 against 503). Null where the value stands apart.';
comment on column v_cross_district.median is 'Median of the n values, in base_unit.';
comment on column v_cross_district.share is 'Share (0 to 1) of the sum of the n values; only where values add up and n is above 1.';
comment on column v_cross_district.apart is 'Why the value does not stand beside the others (1-9月, not 全年; only 35岁以下; part of the district: …); null where it does.';
comment on column v_cross_district.apart_zh is 'apart in Chinese (1-9月，而非全年；仅限35岁以下；仅指其中的某社区); null where the value stands beside them.';
comment on column v_cross_district.status is 'actual or estimate (预计); an estimate stands apart from actual values.';
comment on column v_cross_district.aspect is 'Aspect as the report states it: flow, stock, cumulative or commitment.';
comment on column v_cross_district.statements is 'How many facts of the report the value was chosen from.';
comment on column v_cross_district.values_stated is 'How many different values they are: above 1 the report states several, and the exact and largest was taken.';
