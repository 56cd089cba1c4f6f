-- 谁在什么方面、在多大范围内得了第一?
-- Who was first in what, and among whom?
select year, fictional, rank_scope, district, indicator, rank_basis, period, place, quote, sentence
from v_rank
where rank_stated = 1 and bound = 'exact' and status <> 'plan'
order by year desc, fictional, rank_scope, district, indicator
