-- 哪里的警情下降最多?
-- Whose crime reports fell most?
select year, fictional, indicator, position, n, m, district, base_value as growth, base_unit as unit, baseline, order_open, apart, quote
from v_cross_district
where indicator_code in ('order_crime_alarms', 'order_alarms_all', 'order_criminal_cases') and measure = 'growth'
order by year desc, fictional, indicator, district_level, apart is not null, position, district
