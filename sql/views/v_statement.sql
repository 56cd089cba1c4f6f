create view v_statement as
with named as (
    select
        f.*,
        district.name as district,
        district.code as district_code,
        district.level as district_level,
        district.county,
        district.city,
        district.province,
        district.anonymised,
        district.fictional,
        dim_year.year,
        dim_year.five_year_plan,
        topic.code as topic,
        topic.name_zh as topic_zh,
        indicator.name_zh as indicator,
        indicator.code as indicator_code,
        indicator.curated as indicator_curated,
        indicator.unit_dimension as indicator_dimension,
        indicator.stock_flow,
        indicator.polarity,
        indicator.additive,
        unit.unit,
        unit.dimension as unit_dimension,
        unit.base_unit,
        unit.family as unit_family,
        unit.factor,
        document.document_id,
        document.title,
        document.url,
        document.publisher,
        document.published_on,
        document.report_kind,
        document.report_year,
        document.source_tier,
        document.duplicate_of
    from fact_indicator as f
    join dim_district as district using (district_key)
    join dim_year using (year_key)
    join dim_topic as topic using (topic_key)
    join dim_indicator as indicator using (indicator_key)
    join dim_unit as unit using (unit_key)
    join dim_document as document on document.document_key = f.document_key
)
select
    * exclude (factor),
    -- A product of two decimals needs more digits than there are; most units are their own base.
    case
        when factor = 1 then value
        else try_cast(round(value::double * factor::double, 8) as decimal(28, 8))
    end as base_value,
    -- A share is a state at any time; and where an indicator is a stock or a flow alone, 有, 达 or 共 before the number make no other of it.
    case
        when aspect = 'target' then 'target'
        when measure in ('rate', 'rank') then 'state'
        when stock_flow in ('flow', 'stock', 'state') and aspect in ('flow', 'stock') then stock_flow
        when stock_flow in ('stock', 'state') and aspect = 'cumulative' then stock_flow
        when stock_flow = 'commitment' and aspect in ('flow', 'stock') then 'commitment'
        else aspect
    end as aspect_compared,
    -- 1-9月, 前三季度 and 截至9月底 are one span; without dates only equal words agree.
    case
        when aspect_compared in ('stock', 'state', 'cumulative') and month(period_end) = 12 and day(period_end) = 31 then '全年'
        when period_start is null or period_end is null then coalesce(period, '全年')
        when month(period_start) = 1 and day(period_start) = 1 and month(period_end) = 12 and day(period_end) = 31
            then case when year(period_start) = year(period_end) then '全年' else year(period_start) || '-' || year(period_end) || '年' end
        when day(period_start) = 1 and period_end = last_day(period_end) and year(period_start) = year(period_end)
            then case when month(period_start) < month(period_end) then month(period_start) || '-' else '' end || month(period_end) || '月'
        else period_start || '/' || period_end
    end as span,
    -- 较2021年 in a figure of 2022 is 同比.
    case when try_cast(regexp_extract(baseline, '^(\d{4})年?$', 1) as integer) = year - 1 then '同比' else baseline end as baseline_compared,
    -- The place of the last digit that is not 0: 余 and 多 leave what is below it open, 约 half of it.
    case
        when value = 0 then 0
        when value = trunc(value) then pow(10, length(regexp_extract(trunc(value)::decimal(28, 0)::varchar, '0*$')))
        else pow(10, -length(rtrim(split_part(value::varchar, '.', 2), '0')))
    end * factor::double as place_value,
    case bound
        when 'lower' then value::double * factor::double
        when 'upper' then null
        when 'approx' then value::double * factor::double - place_value / 2
        else value::double * factor::double
    end as low,
    case
        when value_max is not null then value_max::double * factor::double
        when bound = 'lower' then case when regexp_matches(quote, '[余多]') and value > 0 then value::double * factor::double + place_value end
        when bound = 'approx' then value::double * factor::double + place_value / 2
        else value::double * factor::double
    end as high,
    -- Half of the last written place: 12.6万 is rounded to 0.1万, a count written in full to nothing.
    case
        when regexp_matches(value_text, '分之') and not starts_with(value_text, '百分之') then 1.0
        when regexp_matches(value_text, '点') then 0.5 * pow(10, -length(regexp_extract(value_text, '点([零〇一二三四五六七八九两]+)', 1)))
            * case when value_text ~ '.*亿.*' then 1e8 when value_text ~ '.*万.*' then 1e4 else 1 end
        when regexp_matches(value_text, '[0-9０-９]') then
            0.5 * pow(10, -length(regexp_extract(translate(value_text, '．', '.'), '\.([0-9０-９]+)', 1)))
            * case when value_text ~ '.*亿.*' then 1e8 when value_text ~ '.*万.*' then 1e4 when value_text ~ '.*千.*' then 1e3 else 1 end
            -- A count that is written in full is exact.
            * case
                when regexp_matches(value_text, '[万亿千.．]') or unit_family in ('share', 'percentage_point', 'multiple', 'area', 'length', 'mass', 'volume', 'concentration', 'energy', 'score', 'duration') then 1
                else 0
            end
        when ends_with(value_text, '亿') then 0.5e8
        when ends_with(value_text, '万') then 0.5e4
        when unit = '%' and not starts_with(value_text, '百分之') then 5
        when unit = '%' then 0.5
        else 0
    end * factor::double as rounding
from named;

comment on view v_statement is 'Every fact with the names of all its dimensions and what decides whether it may stand beside another; without its sentence, so that it is fast: the base of all views that compare.';
