-- Which districts have a report on which year: the grid of v_panel. A report whose place could not be told is of none.
select distinct district_key, district.level as district_level, district.fictional, year_key, dim_year.year
from dim_document as document
join dim_district as district using (district_key)
join dim_year on dim_year.year = document.report_year
where document.duplicate_of is null and document.report_kind <> 'plan' and document.report_year is not null
    and (district.score > 0 or district.fictional or district.province is not null or district.resolved_by = 'sidecar')
order by year, district_key
