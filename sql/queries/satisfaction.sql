-- 各街道的满意率(政务、热线、信访、警务、代表建议)是多少?
-- How satisfied are people with services, hotlines, petitions, the police and the handling of proposals?
select year, fictional, indicator, position, n, m, district, base_value, base_unit, bound, order_open, apart, quote
from v_cross_district
where
    indicator_code in ('services_satisfaction', 'gov_hotline_satisfaction', 'order_petition_satisfaction', 'order_police_satisfaction', 'congress_satisfaction')
    and measure = 'rate'
order by year desc, fictional, indicator, district_level, apart is not null, position, district
