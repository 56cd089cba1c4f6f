-- 哪些数字自相矛盾?
-- Which figures disagree with each other?
select kind, fictional, district, year, indicator, stated, expected_low, expected_high, unit, explanation, quote_a, quote_b, sentence_a, sentence_b
from v_consistency
order by fictional, district, year, kind, indicator
