create table fact_indicator (
    fact_id varchar not null,
    district_key bigint not null,
    topic_key bigint not null,
    year_key bigint not null,
    indicator_key bigint not null,
    unit_key bigint not null,
    document_key bigint not null,
    value decimal(28, 8) not null,
    value_max decimal(28, 8),
    value_text varchar not null,
    bound varchar not null,
    measure varchar not null,
    aspect varchar not null,
    subset varchar,
    status varchar not null,
    period varchar,
    period_start date,
    period_end date,
    period_basis varchar not null,
    place varchar,
    rank_scope varchar,
    rank_basis varchar,
    growth_kind varchar,
    baseline varchar,
    baseline_stated boolean,
    indicator_text varchar not null,
    quote varchar not null,
    anchor bigint not null,
    quote_start bigint not null,
    quote_end bigint not null,
    sentence_start bigint not null,
    sentence_end bigint not null,
    corrected boolean not null
);

comment on table fact_indicator is 'Grain: one value of one indicator stated by one report.';
comment on column fact_indicator.fact_id is 'Key: hash of the document, the sentence, the numeral''s place in it and the measure; the same in every version of the warehouse.';
comment on column fact_indicator.district_key is 'The district that reports: dim_district.';
comment on column fact_indicator.topic_key is 'What is measured: dim_topic.';
comment on column fact_indicator.year_key is 'The year the value is about: dim_year.';
comment on column fact_indicator.indicator_key is 'The conformed indicator: dim_indicator.';
comment on column fact_indicator.unit_key is 'The unit as written: dim_unit.';
comment on column fact_indicator.document_key is 'The report: dim_document.';
comment on column fact_indicator.value is 'The number with 万 and 亿 applied, exactly, in the unit as written; the lower end of a range.';
comment on column fact_indicator.value_max is 'Upper end of a range (10-20家); null for a single value.';
comment on column fact_indicator.value_text is 'The number as written; its last digit gives the rounding interval.';
comment on column fact_indicator.bound is 'exact, approx (约, 近), lower (余, 超过) or upper (不足).';
comment on column fact_indicator.measure is 'level (count or amount), rate (a share), growth (change against a baseline) or rank.';
comment on column fact_indicator.aspect is 'flow in the period, stock at its end, cumulative since an earlier date, commitment (signed or planned) or target.';
comment on column fact_indicator.subset is 'What narrows the indicator, as written (注册资金1000万以上); null for the whole indicator.';
comment on column fact_indicator.status is 'actual, estimate (预计) or plan.';
comment on column fact_indicator.period is 'Period as written, where it is narrower than the year (上半年, 1-9月).';
comment on column fact_indicator.period_start is 'First day of the period.';
comment on column fact_indicator.period_end is 'Last day of the period.';
comment on column fact_indicator.period_basis is 'How the period is known: written in the sentence, carried from an earlier one, or the report year.';
comment on column fact_indicator.place is 'Part of the area, or another place, that the value is about; null for the whole district.';
comment on column fact_indicator.rank_scope is 'Among whom a rank is (全区, 全市); ranks only.';
comment on column fact_indicator.rank_basis is 'What is ranked: level, growth, completion or score; ranks only.';
comment on column fact_indicator.growth_kind is 'Unit of the change: %, 个百分点, amount, 倍 or ratio (是上年的2倍); growth only.';
comment on column fact_indicator.baseline is 'What the change is against: 同比, or another base as written; growth only.';
comment on column fact_indicator.baseline_stated is 'Whether the report names the baseline; growth only.';
comment on column fact_indicator.indicator_text is 'The indicator in the report''s own words.';
comment on column fact_indicator.quote is 'The shortest stretch of the report that holds the number, its bound words and its unit.';
comment on column fact_indicator.anchor is 'Offset of the numeral''s first character in the document''s text (code points, from 0).';
comment on column fact_indicator.quote_start is 'Offset of the quote''s first character.';
comment on column fact_indicator.quote_end is 'Offset after the quote''s last character.';
comment on column fact_indicator.sentence_start is 'Offset of the sentence''s first character.';
comment on column fact_indicator.sentence_end is 'Offset after the sentence''s last character.';
comment on column fact_indicator.corrected is 'Whether an analyst''s correction changed the fact.';
