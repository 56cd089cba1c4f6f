-- 各街道立案、处分了多少人、多少件?
-- How many discipline cases were opened, and how many people were punished?
select year, fictional, indicator, position, n, m, district, base_value, base_unit, bound, order_open, apart, quote
from v_cross_district
where indicator_code in ('party_discipline_cases', 'party_discipline_people', 'party_members_discipline') and measure = 'level'
order by year desc, fictional, indicator, district_level, apart is not null, position, district
