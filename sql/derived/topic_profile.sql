-- The rows of v_topic_profile.
with reports as (
    select document_key, report_year as year
    from temp.document
    where duplicate_of is null and report_year is not null
),
facts as (
    select
        fact.document_key,
        fact.sentence_start,
        reports.year,
        fact.district_key,
        topic.code as topic,
        fact.measure,
        fact.status,
        fact.indicator_key
    from fact_indicator as fact
    join reports using (document_key)
    join dim_topic as topic using (topic_key)
),
counts as (
    select
        district_key, year, topic,
        count(*) as facts,
        count(distinct indicator_key) as indicators,
        count(*) filter (where measure = 'level') as levels,
        count(*) filter (where measure = 'rate') as rates,
        count(*) filter (where measure = 'growth') as growths,
        count(*) filter (where measure = 'rank') as ranks,
        count(*) filter (where status = 'plan') as plans
    from facts
    group by all
),
weights as (
    select document_key, sentence_start, topic, count(*) / sum(count(*)) over (partition by document_key, sentence_start) as weight
    from facts
    group by document_key, sentence_start, topic
),
sentences as (
    select sentence.document_key, sentence.section, sentence."start" as sentence_start, length(sentence.text) as characters
    from sentence
    join reports using (document_key)
    where sentence.kind <> 'chrome'
),
section_topics as (
    select sentences.document_key, sentences.section, weights.topic
    from weights
    join sentences using (document_key, sentence_start)
    group by sentences.document_key, sentences.section, weights.topic
    qualify row_number() over (
        partition by sentences.document_key, sentences.section order by round(sum(weights.weight), 6) desc, weights.topic
    ) = 1
),
texts as (
    select document.district_key, document.report_year as year, coalesce(weights.topic, section_topics.topic) as topic,
        -- Rounded: a sum depends in its last digits on the order of its parts.
        round(sum(sentences.characters * coalesce(weights.weight, 1)), 6) as characters
    from sentences
    join temp.document as document using (document_key)
    left join weights using (document_key, sentence_start)
    left join section_topics on section_topics.document_key = sentences.document_key and section_topics.section = sentences.section
    where coalesce(weights.topic, section_topics.topic) is not null
    group by all
),
profile as (
    select *
    from counts
    left join texts using (district_key, year, topic)
)
select
    profile.district_key, district.name as district, district.code as district_code, district.level as district_level, district.fictional,
    profile.year, profile.topic, topic.name_zh as topic_zh,
    profile.facts, profile.indicators, profile.levels, profile.rates, profile.growths, profile.ranks, profile.plans,
    round(profile.facts / sum(profile.facts) over report, 4) as share,
    round(profile.characters)::bigint as characters,
    round(profile.characters / round(sum(profile.characters) over report, 6), 4) as text_share
from profile
join dim_district as district using (district_key)
join dim_topic as topic on topic.code = profile.topic
window report as (partition by profile.district_key, profile.year)
