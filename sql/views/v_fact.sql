create view v_fact as
select statement.*, sentence.text as sentence
from v_statement as statement
join sentence on sentence.document_key = statement.document_key and sentence."start" = statement.sentence_start;

comment on view v_fact is 'Every fact with the names of all its dimensions, its report and its sentence.';
