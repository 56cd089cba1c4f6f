create view v_fact as
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
    indicator.polarity,
    unit.unit,
    unit.dimension as unit_dimension,
    unit.base_unit,
    unit.family as unit_family,
    -- A product of two decimals needs more digits than there are; most units are their own base.
    case
        when unit.factor = 1 then f.value
        else try_cast(round(f.value::double * unit.factor::double, 8) as decimal(28, 8))
    end as base_value,
    document.document_id,
    document.title,
    document.url,
    document.publisher,
    document.published_on,
    document.report_kind,
    document.report_year,
    document.source_tier,
    document.duplicate_of,
    sentence.text as sentence
from fact_indicator as f
join dim_district as district using (district_key)
join dim_year using (year_key)
join dim_topic as topic using (topic_key)
join dim_indicator as indicator using (indicator_key)
join dim_unit as unit using (unit_key)
join dim_document as document on document.document_key = f.document_key
join sentence on sentence.document_key = f.document_key and sentence."start" = f.sentence_start;

comment on view v_fact is 'Every fact with the names of all its dimensions, its report and its sentence.';
comment on column v_fact.fact_id is 'Key: hash of the document, the sentence, the numeral''s place in it and the measure; the same in every version of the warehouse.';
comment on column v_fact.district_key is 'The district that reports: dim_district.';
comment on column v_fact.topic_key is 'What is measured: dim_topic.';
comment on column v_fact.year_key is 'The year the value is about: dim_year.';
comment on column v_fact.indicator_key is 'The conformed indicator: dim_indicator.';
comment on column v_fact.unit_key is 'The unit as written: dim_unit.';
comment on column v_fact.document_key is 'The report: dim_document.';
comment on column v_fact.value is 'The number with 万 and 亿 applied, exactly, in the unit as written; the lower end of a range.';
comment on column v_fact.value_max is 'Upper end of a range (10-20家); null for a single value.';
comment on column v_fact.value_text is 'The number as written; its last digit gives the rounding interval.';
comment on column v_fact.bound is 'exact, approx (约, 近), lower (余, 超过) or upper (不足).';
comment on column v_fact.measure is 'level (count or amount), rate (a share), growth (change against a baseline) or rank.';
comment on column v_fact.aspect is 'flow in the period, stock at its end, cumulative since an earlier date, commitment (signed or planned) or target.';
comment on column v_fact.subset is 'What narrows the indicator, as written (注册资金1000万以上); null for the whole indicator.';
comment on column v_fact.status is 'actual, estimate (预计) or plan.';
comment on column v_fact.period is 'Period as written, where it is narrower than the year (上半年, 1-9月).';
comment on column v_fact.period_start is 'First day of the period.';
comment on column v_fact.period_end is 'Last day of the period.';
comment on column v_fact.period_basis is 'How the period is known: written in the sentence, carried from an earlier one, or the report year.';
comment on column v_fact.place is 'Part of the area, or another place, that the value is about; null for the whole district.';
comment on column v_fact.rank_scope is 'Among whom a rank is (全区, 全市); ranks only.';
comment on column v_fact.rank_basis is 'What is ranked: level, growth, completion or score; ranks only.';
comment on column v_fact.growth_kind is 'Unit of the change: %, 个百分点, amount or 倍; growth only.';
comment on column v_fact.baseline is 'What the change is against: 同比, or another base as written; growth only.';
comment on column v_fact.baseline_stated is 'Whether the report names the baseline; growth only.';
comment on column v_fact.indicator_text is 'The indicator in the report''s own words.';
comment on column v_fact.quote is 'The shortest stretch of the report that holds the number, its bound words and its unit.';
comment on column v_fact.anchor is 'Offset of the numeral''s first character in the document''s text (code points, from 0).';
comment on column v_fact.quote_start is 'Offset of the quote''s first character.';
comment on column v_fact.quote_end is 'Offset after the quote''s last character.';
comment on column v_fact.sentence_start is 'Offset of the sentence''s first character.';
comment on column v_fact.sentence_end is 'Offset after the sentence''s last character.';
comment on column v_fact.corrected is 'Whether an analyst''s correction changed the fact.';
comment on column v_fact.district is 'Name of the district that reports; null where no part of its report names one.';
comment on column v_fact.district_code is 'Division code (9 digits, or 6).';
comment on column v_fact.district_level is 'sub-district, town or township.';
comment on column v_fact.county is 'County, district or county-level city above it.';
comment on column v_fact.city is 'Prefecture-level city above it.';
comment on column v_fact.province is 'Province above it.';
comment on column v_fact.anonymised is 'Whether the publisher masked the district''s name.';
comment on column v_fact.fictional is 'Whether the district is invented.';
comment on column v_fact.year is 'Year the value is about.';
comment on column v_fact.five_year_plan is 'Five-year plan that the year belongs to.';
comment on column v_fact.topic is 'Code of the topic.';
comment on column v_fact.topic_zh is 'Chinese name of the topic.';
comment on column v_fact.indicator is 'Name of the conformed indicator.';
comment on column v_fact.indicator_code is 'Code of the conformed indicator; x_… where it is not curated.';
comment on column v_fact.indicator_curated is 'Whether the indicator is in the reference table.';
comment on column v_fact.polarity is 'up where more is better, down where less is, effort where more is more work.';
comment on column v_fact.unit is 'Unit of value, as written without 万 and 亿.';
comment on column v_fact.unit_dimension is 'What the unit measures.';
comment on column v_fact.base_unit is 'Unit of base_value.';
comment on column v_fact.unit_family is 'What values have in common that may stand side by side: 家, 个 and 宗 are counts alike; each currency stands alone.';
comment on column v_fact.base_value is 'value in base_unit, for comparison; null beyond the range of DECIMAL(28,8).';
comment on column v_fact.document_id is 'Hash of the report''s body.';
comment on column v_fact.title is 'Title of the report.';
comment on column v_fact.url is 'Address of the report.';
comment on column v_fact.publisher is 'Publisher of the report.';
comment on column v_fact.published_on is 'Date the report was published.';
comment on column v_fact.report_kind is 'annual, half_year, quarter, plan, term or other.';
comment on column v_fact.report_year is 'Year the report looks back on.';
comment on column v_fact.source_tier is 'official, repost, template or unknown.';
comment on column v_fact.duplicate_of is 'Document that the report repeats.';
comment on column v_fact.sentence is 'The sentence that states the fact.';
