create view v_cross_district as
with candidates as (
    -- The whole district only, and no report that repeats another.
    select *
    from v_fact
    where place is null and duplicate_of is null and base_value is not null and year is not null
),
cells as (
    select
        *,
        count(*) over same_district as statements,
        count(distinct base_value) over same_district as values_stated
    from candidates
    window same_district as (partition by indicator_code, subset, year, period, measure, aspect, status, unit_family, growth_kind, baseline, rank_scope, rank_basis, district_level, fictional, district_key)
    qualify row_number() over (
        same_district
        order by bound <> 'exact', source_tier <> 'official', published_on desc nulls last, document_id, anchor, fact_id
    ) = 1
),
reporting as (
    select year, status, district_level, fictional, count(distinct district_key) as m
    from v_fact
    where duplicate_of is null
    group by all
),
ordered as (
    select
        cells.*,
        reporting.m,
        -- Position 1 is the best rank, the least of what should be low, and the most of everything else.
        case when measure = 'rank' or polarity = 'down' then base_value else -base_value end as sort_value,
        bound = 'approx' or value_max is not null as vague
    from cells
    join reporting
        on reporting.year = cells.year
        and reporting.status = cells.status
        and reporting.district_level is not distinct from cells.district_level
        and reporting.fictional = cells.fictional
),
compared as (
    select
        *,
        count(*) over cell as n,
        rank() over (cell order by sort_value) as position,
        -- Others whose true value may lie on the other side of this one.
        count(*) filter (where bound = 'lower') over (cell order by base_value range between unbounded preceding and current row)
            - (bound = 'lower')::integer as lower_at_or_below,
        count(*) filter (where bound = 'upper') over (cell order by base_value desc range between unbounded preceding and current row)
            - (bound = 'upper')::integer as upper_at_or_above,
        count(*) over (cell order by base_value desc range between unbounded preceding and current row) - 1 as others_at_or_above,
        count(*) over (cell order by base_value range between unbounded preceding and current row) - 1 as others_at_or_below,
        coalesce(lag(vague) over (cell order by base_value, fact_id), false)
            or coalesce(lead(vague) over (cell order by base_value, fact_id), false) as vague_beside
    from ordered
    window cell as (partition by indicator_code, subset, year, period, measure, aspect, status, unit_family, growth_kind, baseline, rank_scope, rank_basis, district_level, fictional)
)
select
    indicator_code, subset, year, period, measure, aspect, status, unit_family, growth_kind, baseline, rank_scope, rank_basis,
    district_level,
    fictional,
    indicator,
    indicator_curated,
    topic,
    district,
    district_code,
    county,
    city,
    province,
    value,
    value_max,
    unit,
    base_value,
    base_unit,
    bound,
    position,
    n,
    m,
    lower_at_or_below > 0
        or upper_at_or_above > 0
        or (bound = 'lower' and others_at_or_above > 0)
        or (bound = 'upper' and others_at_or_below > 0)
        or (vague and n > 1)
        or vague_beside as position_open,
    statements,
    values_stated,
    source_tier,
    title,
    quote,
    sentence,
    fact_id,
    district_key
from compared;

comment on view v_cross_district is 'Per indicator and year the districts side by side, like with like only: one value a district in each cell of equal indicator, subset, year, period, measure, aspect, status, unit family, growth kind, baseline, rank scope and basis, and districts of one level; invented districts apart from real ones.';
comment on column v_cross_district.indicator_code is 'Code of the conformed indicator; x_… where it is not curated.';
comment on column v_cross_district.subset is 'What narrows the indicator, as written (注册资金1000万以上); null for the whole indicator.';
comment on column v_cross_district.year is 'Year the value is about.';
comment on column v_cross_district.period is 'Period as written, where it is narrower than the year (上半年, 1-9月).';
comment on column v_cross_district.measure is 'level (count or amount), rate (a share), growth (change against a baseline) or rank.';
comment on column v_cross_district.aspect is 'flow in the period, stock at its end, cumulative since an earlier date, commitment (signed or planned) or target.';
comment on column v_cross_district.status is 'actual, estimate (预计) or plan.';
comment on column v_cross_district.unit_family is 'What values have in common that may stand side by side: 家, 个 and 宗 are counts alike; each currency stands alone.';
comment on column v_cross_district.growth_kind is 'Unit of the change: %, 个百分点, amount or 倍; growth only.';
comment on column v_cross_district.baseline is 'What the change is against: 同比, or another base as written; growth only.';
comment on column v_cross_district.rank_scope is 'Among whom a rank is (全区, 全市); ranks only.';
comment on column v_cross_district.rank_basis is 'What is ranked: level, growth, completion or score; ranks only.';
comment on column v_cross_district.district_level is 'sub-district, town or township.';
comment on column v_cross_district.fictional is 'Whether the district is invented.';
comment on column v_cross_district.indicator is 'Name of the conformed indicator.';
comment on column v_cross_district.indicator_curated is 'Whether the indicator is in the reference table.';
comment on column v_cross_district.topic is 'Code of the topic.';
comment on column v_cross_district.district is 'Name of the district that reports; null where no part of its report names one.';
comment on column v_cross_district.district_code is 'Division code (9 digits, or 6).';
comment on column v_cross_district.county is 'County, district or county-level city above it.';
comment on column v_cross_district.city is 'Prefecture-level city above it.';
comment on column v_cross_district.province is 'Province above it.';
comment on column v_cross_district.value is 'The number with 万 and 亿 applied, exactly, in the unit as written; the lower end of a range.';
comment on column v_cross_district.value_max is 'Upper end of a range (10-20家); null for a single value.';
comment on column v_cross_district.unit is 'Unit of value, as written without 万 and 亿.';
comment on column v_cross_district.base_value is 'value in base_unit, for comparison; null beyond the range of DECIMAL(28,8).';
comment on column v_cross_district.base_unit is 'Unit of base_value.';
comment on column v_cross_district.bound is 'exact, approx (约, 近), lower (余, 超过) or upper (不足).';
comment on column v_cross_district.position is 'Position in the cell: 1 is the best rank, the least where less is better, the most otherwise; ties share one.';
comment on column v_cross_district.n is 'Districts in the cell.';
comment on column v_cross_district.m is 'Districts of that level with any fact of that status about that year.';
comment on column v_cross_district.position_open is 'Whether bounds (500余 against 503) leave the position open.';
comment on column v_cross_district.statements is 'Facts of this district in this cell; the value shown is the exact, official, latest one.';
comment on column v_cross_district.values_stated is 'Distinct values among them: above 1 its reports disagree.';
comment on column v_cross_district.source_tier is 'official, repost, template or unknown.';
comment on column v_cross_district.title is 'Title of the report.';
comment on column v_cross_district.quote is 'The shortest stretch of the report that holds the number, its bound words and its unit.';
comment on column v_cross_district.sentence is 'The sentence that states the fact.';
comment on column v_cross_district.fact_id is 'Key: hash of the document, the sentence, the numeral''s place in it and the measure; the same in every version of the warehouse.';
comment on column v_cross_district.district_key is 'The district that reports: dim_district.';
