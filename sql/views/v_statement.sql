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
        indicator.object,
        indicator.action,
        indicator.attribute,
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
    end as base_value
from named;

comment on view v_statement is 'Every fact with the names of all its dimensions and what decides whether it may stand beside another; without its sentence, so that it is fast: the base of all views that compare.';
