-- 哪些数字不能并列,为什么?
-- Which values stand apart from a comparison, and why?
select year, fictional, indicator, measure, district, value, unit, apart, quote
from v_cross_district
where apart is not null
order by year desc, fictional, indicator, measure, district
