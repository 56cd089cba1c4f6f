-- 各街道的报告把笔墨和数字放在哪里?
-- What do the reports of each district dwell on, in text and in figures?
select
    year, fictional, district, topic_zh, text_share, share as fact_share, facts, plans,
    rank() over (partition by district_key, year order by text_share desc) as position
from v_topic_profile
qualify position <= 5
order by year desc, fictional, district, position, topic_zh
