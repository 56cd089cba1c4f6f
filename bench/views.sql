-- The facts of the database `base` repeated over districts and years: see bench/views.py, which fills in what stands in braces.
create macro key(x) as (hash(x) >> 1)::bigint;
create macro chance(x) as (hash(x) >> 11) / 9007199254740992.0;
create temp table place as
select row_number() over (order by hash(place.code)) - 1 as ordinal, place.code, place.name, county.name as county, city.name as city, province.name as province
from '{divisions}' as place
left join '{divisions}' as county on county.code = left(place.code, 6)
left join '{divisions}' as city on city.code = left(place.code, 4)
left join '{divisions}' as province on province.code = left(place.code, 2)
where length(place.code) = 9
qualify ordinal < {districts};
insert into dim_district
select
    key(code), code, name, case when ends_with(name, '街道') then 'sub-district' when ends_with(name, '镇') then 'town' else 'township' end,
    code, county, city, province, false, false, 'title', 'generated', 1, null
from place;
insert into dim_topic from base.dim_topic;
insert into dim_unit from base.dim_unit;
insert into dim_year select key(year::varchar), year, null from range({first} - 3, {last} + 3) as years (year) union all select key('none'), null, null;
insert into etl_run from base.etl_run;

-- Ten reports a district, all made of one report that was read.
create temp table report as
with read as (
    select *, row_number() over (order by document_id) - 1 as ordinal, count(*) over () as reports
    from base.dim_document
    where report_year is not null
)
select
    place.ordinal as district, key(code) as district_key, name || year || '年工作总结' as title, year, key(code || year) as document_key,
    read.document_key as read_key, year - report_year as later, publisher, report_kind
from place
join read on read.ordinal = place.ordinal % reports
cross join range({first}, {last}) as years (year);
insert into dim_document
select
    document_key, printf('%016x', document_key), district_key, title, publisher, make_date(year::integer + 1, 1, 20), null,
    case report_kind when 'plan' then 'plan' else 'annual' end, year, 'official', '…', false, null
from report;
insert into document_file select document_key, document_id, document_id, 'text/plain', 'utf-8', now()::timestamp, now()::timestamp from dim_document;
insert into sentence
select report.document_key, ordinal, "start", "end", section, kind, text || title
from base.sentence join report on report.read_key = sentence.document_key
order by report.document_key, ordinal;
insert into numeral_ledger
select report.document_key, anchor, numeral, outcome, facts
from base.numeral_ledger join report on report.read_key = numeral_ledger.document_key
order by report.document_key, anchor;

-- A curated indicator becomes another of its dimension, one of few more often than one of many; any other one of {others}.
insert into dim_indicator from base.dim_indicator where curated;
create temp table other as select *, row_number() over (order by code) - 1 as ordinal, count(*) over () as others from base.dim_indicator where not curated;
insert into dim_indicator by name
select key('x' || number) as indicator_key, 'x_' || printf('%016x', number) as code, name_zh || number as name_zh, topic, unit_dimension, false as curated
from range({others}) as made (number) join other on other.ordinal = number % others;
create temp table curated as
select
    indicator_key, unit_dimension, row_number() over (partition by unit_dimension order by hash(code)) - 1 as ordinal,
    count(*) over (partition by unit_dimension) as indicators
from base.dim_indicator
where curated;
insert into fact_indicator by name
with fact as (
    select
        fact.*, report.district, report.year as reported, report.later, report.document_key as made_key, report.district_key as made_district,
        curated, unit_dimension, dim_year.year,
        -- A district says three of ten things every year, the others once.
        hash(indicator_text, report.district, case when hash(fact_id, report.district) % 10 < 3 then 0 else report.year end) as pick
    from base.fact_indicator as fact
    join report on report.read_key = fact.document_key
    join base.dim_indicator using (indicator_key)
    join base.dim_year using (year_key)
)
select
    printf('%016x', hash(fact_id, made_key)) as fact_id,
    made_district as district_key,
    topic_key,
    key(coalesce((case when year + later between {first} - 3 and {last} + 2 then year + later end)::varchar, 'none')) as year_key,
    coalesce(curated.indicator_key, key('x' || floor({others} * pow(chance(pick), 3))::bigint)) as indicator_key,
    unit_key,
    made_key as document_key,
    case when value > 1e12 then value else round(value * (0.5 + chance(hash(pick, reported))::decimal(10, 6)), 2) end as value,
    value_max, value_text, bound, measure, aspect, subset, status, period,
    period_start + to_years(later::integer) as period_start, period_end + to_years(later::integer) as period_end,
    period_basis, place, rank_scope, rank_basis, growth_kind, baseline, baseline_stated, indicator_text, quote || pick % 1000 as quote,
    anchor, quote_start, quote_end, sentence_start, sentence_end, corrected
from fact
left join curated
    on fact.curated
    and curated.unit_dimension is not distinct from fact.unit_dimension
    and curated.ordinal = floor(curated.indicators * pow(chance(pick), 1.5))::bigint
order by indicator_key, year_key, district_key, fact_id
;
