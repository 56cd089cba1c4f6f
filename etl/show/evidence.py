"""What is checked of a report: that nothing in it is lost, and what in it does not agree."""

from __future__ import annotations

import duckdb
import polars as pl

from etl.errors import JiedaoError
from etl.grammar.numerals import numerals
from etl.show.districts import label_in_sql

_REPORTS = f"""
    select
        document_key,
        {label_in_sql("district.name", "document.fictional")} as "街道 District",
        report_year as "年度 Year",
        document.title as "报告 Report",
        files.path as "文件 File",
        (select count(*) from fact_indicator as fact where fact.document_key = document.document_key) as "事实 Facts",
        if(duplicate_of is null, '', '重复 Duplicate') as "备注 Note",
        concat_ws(' ', district.name, county, code, report_year, document.title, document_id, files.path) as words
    from dim_document as document
    join dim_district as district using (district_key)
    left join (select document_key, string_agg(path, ' ' order by path) as path from document_file group by document_key) as files
        using (document_key)
    order by (duplicate_of is not null), "事实 Facts" desc, document_id
"""

_DISAGREEMENTS = """
    with told as (
        select
            kind, district_key, district, fictional, year, topic, indicator, indicator_code,
            stated, expected_low, expected_high, unit, explanation,
            quote_a, quote_b, sentence_a, sentence_b, title_a, title_b, fact_id_a, fact_id_b
        from v_consistency
        union all by name
        select
            'copy' as kind, fact.district_key, fact.district, fact.fictional, fact.year, fact.topic, fact.indicator, fact.indicator_code,
            finding.value::double as stated, other_value::double as expected_low, other_value::double as expected_high, finding.unit,
            finding.quote as quote_a, other_quote as quote_b, finding.sentence as sentence_a, other_sentence as sentence_b,
            finding.title as title_a, other_title as title_b, finding.fact_id as fact_id_a, other_fact_id as fact_id_b
        from v_finding as finding
        join v_statement as fact on fact.fact_id = finding.fact_id
    ),
    placed as (
        select
            told.*,
            -- A five-year plan is no fact: its sentence tells the report.
            coalesce(a.document_key, (
                select min(document_key)
                from sentence
                join dim_document as document using (document_key)
                where sentence.text = sentence_a and document.district_key = told.district_key and title is not distinct from title_a
            )) as document_key_a,
            b.document_key as document_key_b,
            a.quote_start - a.sentence_start as quote_at_a,
            b.quote_start - b.sentence_start as quote_at_b
        from told
        left join fact_indicator as a on a.fact_id = fact_id_a
        left join fact_indicator as b on b.fact_id = fact_id_b
    )
    from placed
    where $document_key is null or $document_key in (document_key_a, document_key_b)
    order by fictional, kind, district nulls first, year desc, sentence_a, quote_a, fact_id_a
"""


def reports(con: duckdb.DuckDBPyConnection, words: str = "", most: int = 20) -> pl.DataFrame:
    """The `most` reports of the most facts that have all of `words` in their district, county, code, year, title, id or path.

    Columns: document_key, and what a reader is to see. Duplicates come last.
    """
    rows: pl.DataFrame = con.sql(_REPORTS).pl()
    for word in words.lower().split():
        rows = rows.filter(pl.col("words").str.to_lowercase().str.contains(word, literal=True))
    return rows.drop("words").head(most)


def choose(con: duckdb.DuckDBPyConnection, words: str = "") -> int:
    """The document_key of the first of :func:`reports`. Raises JiedaoError where no report has all of `words`."""
    found = reports(con, words, 1)
    if found.is_empty():
        raise JiedaoError(f"No report has “{words}” in its district, county, code, year, title or path. See: jiedao ask reports")
    return int(found["document_key"][0])


def unaccounted(con: duckdb.DuckDBPyConnection, document_key: int | None = None) -> list[tuple[int, str]]:
    """The numerals that are in the text or in the ledger alone, of one report or of all: offset and characters.

    The numerals of the text are counted again, as the grammar defines a numeral.
    """
    only = "where $key is null or document_key = $key"
    told = con.execute(f"select document_key, anchor, numeral from numeral_ledger {only}", {"key": document_key}).fetchall()
    sentences = con.execute(f'select document_key, "start", text from sentence {only}', {"key": document_key}).fetchall()
    there = {(key, start + n.start, text[n.start : n.end]) for key, start, text in sentences for n in numerals(text)}
    return [(anchor, numeral) for _, anchor, numeral in sorted(there ^ set(told))]


def misquoted(con: duckdb.DuckDBPyConnection, document_key: int | None = None) -> list[str]:
    """The fact_ids whose quote is not in the text where they say, of one report or of all."""
    only = "where $key is null or document_key = $key"
    texts = dict(con.execute(f"select document_key, text from dim_document {only}", {"key": document_key}).fetchall())
    quotes = con.execute(
        f"select fact_id, quote, quote_start, quote_end, document_key from fact_indicator {only} order by document_key, anchor",
        {"key": document_key},
    ).fetchall()
    return [fact_id for fact_id, quote, start, end, key in quotes if texts[key][start:end] != quote]


def disagreements(con: duckdb.DuckDBPyConnection, document_key: int | None = None) -> pl.DataFrame:
    """Where reports disagree with themselves, with each other or with a copy: v_consistency and v_finding, of one report or of all.

    One row a disagreement: kind (of v_consistency, or copy), what is stated and what the other quote lets expect, both quotes with their
    sentences, offsets in these, titles, fact_ids and document_keys.
    """
    rows: pl.DataFrame = con.sql(_DISAGREEMENTS, params={"document_key": document_key}).pl()
    return rows
