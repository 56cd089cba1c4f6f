create view v_finding as
select
    'copy with another figure' as finding,
    fact.district,
    fact.district_code,
    fact.year,
    fact.indicator,
    fact.indicator_code,
    fact.measure,
    fact.unit,
    fact.value,
    fact.quote,
    fact.sentence,
    fact.title,
    fact.url,
    fact.source_tier,
    fact.document_id,
    fact.fact_id,
    other.unit as other_unit,
    other.value as other_value,
    other.quote as other_quote,
    other.sentence as other_sentence,
    other.title as other_title,
    other.url as other_url,
    other.source_tier as other_source_tier,
    other.document_id as other_document_id,
    other.fact_id as other_fact_id
from copy_difference as pair
join v_fact as fact on fact.fact_id = pair.fact_id
join v_fact as other on other.fact_id = pair.other_fact_id;

comment on view v_finding is 'Figures that two copies of one report give differently, with both quotes; such copies are no duplicates, so both count until one is set right.';
comment on column v_finding.finding is 'What was found: copy with another figure.';
comment on column v_finding.district is 'Name of the district that the copy reports for.';
comment on column v_finding.unit is 'Unit in the copy.';
comment on column v_finding.value is 'Value in the copy.';
comment on column v_finding.quote is 'What the copy says.';
comment on column v_finding.sentence is 'The sentence of the copy.';
comment on column v_finding.title is 'Title of the copy.';
comment on column v_finding.url is 'Address of the copy.';
comment on column v_finding.source_tier is 'Source tier of the copy: official, repost, template or unknown.';
comment on column v_finding.document_id is 'The copy: dim_document.';
comment on column v_finding.fact_id is 'Fact of the copy.';
comment on column v_finding.other_unit is 'Unit in the report that is nearer to its author.';
comment on column v_finding.other_value is 'Value in that report.';
comment on column v_finding.other_quote is 'What that report says.';
comment on column v_finding.other_sentence is 'The sentence of that report.';
comment on column v_finding.other_title is 'Title of that report.';
comment on column v_finding.other_url is 'Address of that report.';
comment on column v_finding.other_source_tier is 'Source tier of that report.';
comment on column v_finding.other_document_id is 'That report: dim_document.';
comment on column v_finding.other_fact_id is 'Its fact.';
