-- Sentences that name a five-year plan and give it a year that is not of it, for v_consistency.
with plan_names as (
    -- 2021年是“十四五”开局之年: the plan's name against the year.
    select
        document.district_key,
        sentence.document_key,
        sentence."start" as sentence_start,
        sentence.text as sentence,
        document.report_year,
        unnest(regexp_extract_all(
            sentence.text,
            '(?:(?:19|20)\d\d年|今年|明年|本年度?)[，,]?(?:既|也|正)?是[^。；;，,]{0,12}[一二]?十?[一二三四五六七八九]五[”"’」]?(?:规划|时期|计划)?(?:实施|发展)?的?(?:开局|起步|首|第一|收官|最后一|末|中期|关键|攻坚|承上启下|重要)[^。；;，,]{0,2}'
        )) as claim
    from sentence
    join temp.document as document using (document_key)
    where document.duplicate_of is null and sentence.kind <> 'chrome' and contains(sentence.text, '五')
),
plan_years as (
    select
        *,
        case
            when starts_with(claim, '今年') or starts_with(claim, '本年') then report_year
            when starts_with(claim, '明年') then report_year + 1
            else regexp_extract(claim, '\d{4}')::integer
        end as claimed_year,
        regexp_extract(claim, '([一二]?十?[一二三四五六七八九]五)[”"’」]?(?:规划|时期|计划)?(?:实施|发展)?的?(?:开局|起步|首|第一|收官|最后一|末|中期|关键|攻坚|承上启下|重要)', 1) as plan_name
    from plan_names
),
plan_spans as (
    select
        plan_years.*,
        spans.first_year,
        spans.last_year
    from plan_years
    join (
        -- From 六五 on the plans follow each other without a gap.
        select five_year_plan, number, 1981 + 5 * (number - 6) as first_year, 1985 + 5 * (number - 6) as last_year
        from (
            select
                number,
                case when number < 10 then '' when number < 20 then '十' else '二十' end
                || case when number % 10 = 0 then '' else substring('一二三四五六七八九', number % 10, 1) end || '五' as five_year_plan
            from range(6, 30) as plan (number)
        )
    ) as spans on spans.five_year_plan = plan_years.plan_name
),
plan_found as (
    select *
    from plan_spans
    where
        claimed_year not between first_year and last_year
        or (regexp_matches(claim, '开局|起步|首|第一') and claimed_year <> first_year)
        or (regexp_matches(claim, '收官|最后一|末') and claimed_year <> last_year)
)
select district_key, document_key, sentence_start, claim, plan_name, claimed_year, first_year, last_year
from plan_found
