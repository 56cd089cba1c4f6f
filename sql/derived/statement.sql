-- What the other derived tables read of every fact: v_statement, computed once a slice; gone when they are made.
select
    fact_id, whole_fact_id, topic_key, unit_key, document_key, document_id, sentence_start, anchor, quote_start, quote_end, quote, title,
    indicator_key, indicator_code, indicator, indicator_curated, indicator_dimension, indicator_text, topic, stock_flow, polarity, additive,
    district_key, district, district_code, district_level, fictional, year_key, year, report_year, source_tier, published_on,
    rule, measure, subset, place, span, period, aspect, aspect_compared, status, bound, growth_kind, baseline, baseline_stated, baseline_compared,
    addition, value, value_max, unit, unit_dimension, unit_family, base_unit, base_value, low, high, rounding,
    -- What may be the value of a cell of v_panel: of an indicator that is a share its rate counts, of every other one its level.
    place is null
    and subset is null
    and span = '全年'
    and base_value is not null
    and measure in ('level', 'rate')
    and (not indicator_curated or (measure = 'rate') = (indicator_dimension = 'share')) as whole
from v_statement
where duplicate_of is null
