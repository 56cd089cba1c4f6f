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
comment on column v_statement.fact_id is 'Key: hash of the document, the sentence, the numeral''s place in it and the measure; the same in every version of the warehouse.';
comment on column v_statement.district_key is 'The district that reports: dim_district.';
comment on column v_statement.topic_key is 'What is measured: dim_topic.';
comment on column v_statement.year_key is 'The year the value is about: dim_year.';
comment on column v_statement.indicator_key is 'The conformed indicator: dim_indicator.';
comment on column v_statement.unit_key is 'The unit as written: dim_unit.';
comment on column v_statement.document_key is 'The report: dim_document.';
comment on column v_statement.value is 'The number with 万 and 亿 applied, exactly, in the unit as written; the lower end of a range.';
comment on column v_statement.value_max is 'Upper end of a range (10-20家); null for a single value.';
comment on column v_statement.value_text is 'The number as written; its last digit gives the rounding interval.';
comment on column v_statement.bound is 'exact, approx (约, 近), lower (余, 超过) or upper (不足).';
comment on column v_statement.measure is 'level (count or amount), rate (a share), growth (change against a baseline) or rank.';
comment on column v_statement.aspect is 'flow in the period, stock at its end, cumulative since an earlier date, commitment (signed or planned) or target.';
comment on column v_statement.subset is 'What narrows the indicator, as written (注册资金1000万以上); null for the whole indicator.';
comment on column v_statement.status is 'actual, estimate (预计) or plan.';
comment on column v_statement.period is 'Period as written, where it is narrower than the year (上半年, 1-9月).';
comment on column v_statement.period_start is 'First day of the period.';
comment on column v_statement.period_end is 'Last day of the period.';
comment on column v_statement.period_basis is 'How the period is known: written in the sentence, carried from an earlier one, or the report year.';
comment on column v_statement.place is 'Part of the area, or another place, that the value is about; null for the whole district.';
comment on column v_statement.rank_scope is 'Among whom a rank is (全区, 全市); ranks only.';
comment on column v_statement.rank_basis is 'What is ranked: level, growth, completion or score; ranks only.';
comment on column v_statement.growth_kind is 'Unit of the change: %, 个百分点, amount, 倍 or ratio (是上年的2倍); growth only.';
comment on column v_statement.baseline is 'What the change is against: 同比, or another base as written; growth only.';
comment on column v_statement.baseline_stated is 'Whether the report names the baseline; growth only.';
comment on column v_statement.indicator_text is 'The indicator in the report''s own words.';
comment on column v_statement.quote is 'The shortest stretch of the report that holds the number, its bound words and its unit.';
comment on column v_statement.anchor is 'Offset of the numeral''s first character in the document''s text (code points, from 0).';
comment on column v_statement.quote_start is 'Offset of the quote''s first character.';
comment on column v_statement.quote_end is 'Offset after the quote''s last character.';
comment on column v_statement.sentence_start is 'Offset of the sentence''s first character.';
comment on column v_statement.sentence_end is 'Offset after the sentence''s last character.';
comment on column v_statement.corrected is 'Whether an analyst''s correction changed the fact.';
comment on column v_statement.district is 'Name of the district that reports; null where no part of its report names one.';
comment on column v_statement.district_code is 'Division code (9 digits, or 6).';
comment on column v_statement.district_level is 'sub-district, town or township.';
comment on column v_statement.county is 'County, district or county-level city above it.';
comment on column v_statement.city is 'Prefecture-level city above it.';
comment on column v_statement.province is 'Province above it.';
comment on column v_statement.anonymised is 'Whether the publisher masked the district''s name.';
comment on column v_statement.fictional is 'Whether the district is invented.';
comment on column v_statement.year is 'Year the value is about.';
comment on column v_statement.five_year_plan is 'Five-year plan that the year belongs to.';
comment on column v_statement.topic is 'Code of the topic.';
comment on column v_statement.topic_zh is 'Chinese name of the topic.';
comment on column v_statement.indicator is 'Name of the conformed indicator.';
comment on column v_statement.indicator_code is 'Code of the conformed indicator; x_… where it is not curated.';
comment on column v_statement.indicator_curated is 'Whether the indicator is in the reference table.';
comment on column v_statement.indicator_dimension is 'Unit dimension of the indicator: share for one that is a percentage by itself; null where its values have several.';
comment on column v_statement.stock_flow is 'flow, stock, state, commitment or either: what the indicator is.';
comment on column v_statement.polarity is 'up where more is better, down where less is, effort where more is more work.';
comment on column v_statement.additive is 'Whether values add up: yes, no, or no over years.';
comment on column v_statement.unit is 'Unit of value, as written without 万 and 亿.';
comment on column v_statement.unit_dimension is 'What the unit measures.';
comment on column v_statement.base_unit is 'Unit of base_value.';
comment on column v_statement.unit_family is 'What values have in common that may stand side by side: 家, 个 and 宗 are counts alike; each currency stands alone.';
comment on column v_statement.document_id is 'Hash of the report''s body.';
comment on column v_statement.title is 'Title of the report.';
comment on column v_statement.url is 'Address of the report.';
comment on column v_statement.publisher is 'Publisher of the report.';
comment on column v_statement.published_on is 'Date the report was published.';
comment on column v_statement.report_kind is 'annual, half_year, quarter, plan, term or other.';
comment on column v_statement.report_year is 'Year the report looks back on.';
comment on column v_statement.source_tier is 'official, repost, template or unknown.';
comment on column v_statement.duplicate_of is 'Document that the report repeats.';
comment on column v_statement.base_value is 'value in base_unit, for comparison; null beyond the range of DECIMAL(28,8).';
comment on column v_statement.aspect_compared is 'Aspect under which the value is compared: that of the indicator where it is a flow, a stock or a commitment alone; state for shares and ranks; as read otherwise.';
comment on column v_statement.span is 'Period in one form: 全年, 1-9月 (as are 前三季度 and 截至9月底), 12月; as written where its dates are not known. A stock at the end of December is of 全年.';
comment on column v_statement.baseline_compared is 'baseline with the year before as 同比; growth only.';
comment on column v_statement.place_value is 'Place of the last digit of the value that is not 0, in base_unit: what 余 and 多 leave open.';
comment on column v_statement.low is 'Least that the value can be by its bound, in base_unit; null where the bound sets no end.';
comment on column v_statement.high is 'Most that the value can be by its bound, in base_unit; null where the bound sets no end (超过500).';
comment on column v_statement.rounding is 'Half of the last written place, in base_unit: 12.6万平方米 is right within 500 square metres; 0 for a count written in full.';
