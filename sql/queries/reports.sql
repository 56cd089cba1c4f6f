-- 读到了哪些报告,读出多少?
-- Which reports were read, and what was found in them?
select report_year, fictional, district, district_code, report_kind, source_tier, numerals, numerals_fact, facts, facts_curated, indicators, duplicate_of, title
from v_quality
order by report_year desc, fictional, district, title
