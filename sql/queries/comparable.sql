-- 哪些指标有两个以上街道可比?
-- Which indicators can be compared between districts, and how many of them state it?
select year, fictional, district_level, topic, indicator, with_value, reports, not_comparable, not_mentioned, no_report
from v_coverage
where with_value > 1
order by year desc, fictional, with_value desc, topic, indicator
