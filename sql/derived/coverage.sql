-- How many cells of v_panel are filled, by indicator, level and year, for v_coverage.
select
    indicator_key, district_level, fictional, year_key,
    count(*) filter (where state <> 'not comparable') as with_value,
    count(*) filter (where state = 'stated zero') as stated_zero,
    count(*) filter (where state = 'not comparable') as not_comparable,
    count(*) filter (where not reported) as unreported
from derived.cell
group by all
order by indicator_key, district_level, fictional, year_key
