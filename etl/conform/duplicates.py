"""Which documents are the same report twice, and where a copy states another figure.

A copy may come from another site, in another format, with a watermark, or with blanks that character recognition put in. So texts are
compared by their clauses (:mod:`etl.conform.clauses`), without white space, marks and figures; the figures are compared by themselves.
Set-based and near-linear: a document is compared only with the best document that shares one of its clauses.
"""

from __future__ import annotations

import duckdb
import polars as pl

from etl.conform.batches import batches, insert
from etl.conform.clauses import MARKS

CONTAINED = 0.8
"""Share of the clauses of the shorter text that the longer one has, from which on it is a copy."""
SKETCH = 64
"""Clauses of a document (those of the lowest hashes) by which documents that may be copies meet."""
ROUNDS = 10
"""Versions of a report with other figures that are told apart; beyond them the words are a form that many fill in, not a report."""
_FEWEST = 3
_CONTEXT = 14
"""Characters before a figure by which it is found again in a copy."""
_BATCH = 100_000

_TIERS = ("official", "repost", "unknown", "template")


def duplicates(con: duckdb.DuckDBPyConnection) -> None:
    """Make work.repeat, the documents that repeat another, and work.difference, the facts that a copy gives otherwise.

    Takes the readings (:func:`etl.pipeline.cache.attach`). Only reports of one year and kind are compared, none of districts with different
    names, and no invented one with a real one. Of several copies the nearest to its author stands for all. A copy with another figure is
    no duplicate: both documents count, and the figures are told as differences.
    """
    _rank(con)
    _take_clauses(con)
    con.execute("create table work.repeat_rank (rank integer, other_rank integer)")
    con.execute("create table work.different (fact_id varchar, other_fact_id varchar)")
    con.execute("create table work.open as select rank from work.ranked")
    # Copies of a copy with another figure meet in the next round, where the document that parted them is out.
    for version in range(ROUNDS):
        con.execute(_COPIES)
        if not con.execute("select count(*) from work.copy").fetchall()[0][0]:
            break
        if version == 0:
            _take_figures(con)
        for statement in _PARTED:
            con.execute(statement)
    con.execute("""
        create table work.repeat as
        select d.document_id, other.document_id as duplicate_of
        from work.repeat_rank as r
        join work.ranked as d on d.rank = r.rank
        join work.ranked as other on other.rank = r.other_rank
    """)
    con.execute("create table work.difference as select distinct fact_id, other_fact_id from work.different")


def _rank(con: duckdb.DuckDBPyConnection) -> None:
    """Make work.ranked: the document that speaks for its copies before them: nearest to its author, not masked, longest.

    `family` is what a document may be compared within. A copy may have lost the title that says annual; that of a half-year it would not
    be.
    """
    con.execute(f"""
        create table work.ranked as
        with document as materialized (
            select
                document_id, report_year, district_fictional, district_anonymised, length(text) as length,
                list_position({list(_TIERS)}, source_tier) as tier,
                case when report_kind = 'other' then 'annual' else report_kind end as kind,
                case when not district_anonymised then district_name end as named
            from work.documents
        )
        select
            document_id,
            row_number() over (order by tier, district_anonymised, length desc, document_id)::integer as rank,
            dense_rank() over (order by report_year, kind, district_fictional)::integer as family,
            named
        from document
    """)


def _take_clauses(con: duckdb.DuckDBPyConnection) -> None:
    """Make work.clause, the clauses of each document as hashes, and work.sketch, the lowest of each."""
    con.execute(
        "create table work.clause as select rank, unnest(clauses) as clause from work.documents join work.ranked using (document_id)"
    )
    con.execute(f"""
        create table work.sketch as
        select rank, family, unnest(clauses[:{SKETCH}]) as clause from work.documents join work.ranked using (document_id)
    """)


# Pairs of a document and the better one that it is a copy of: one row a document.
_COPIES = f"""
    create or replace table work.copy as
    with sketch as (from work.sketch semi join work.open using (rank)),
    -- Each clause brings its documents together with the best of them alone: that is linear, where all pairs are not.
    best as (select family, clause, min(rank) as other_rank from sketch group by family, clause),
    met as (
        select rank, other_rank
        from sketch
        join best using (family, clause)
        where rank > other_rank
        group by rank, other_rank
        having count(*) >= {_FEWEST}
    ),
    pair as (
        select met.rank, met.other_rank
        from met
        join work.ranked as d on d.rank = met.rank
        join work.ranked as other on other.rank = met.other_rank
        where d.named is null or other.named is null or d.named = other.named
    ),
    size as (
        select rank, count(*) as clauses
        from work.clause
        where rank in (select rank from pair union select other_rank from pair)
        group by rank
    ),
    shared as (
        select pair.rank, pair.other_rank, count(*) as clauses
        from pair
        join work.clause as own on own.rank = pair.rank
        join work.clause as other on other.rank = pair.other_rank and other.clause = own.clause
        group by pair.rank, pair.other_rank
    )
    select shared.rank, min(shared.other_rank) as other_rank
    from shared
    join size on size.rank = shared.rank
    join size as other_size on other_size.rank = shared.other_rank
    where shared.clauses >= {CONTAINED}::double * least(size.clauses, other_size.clauses)
    group by shared.rank
"""

_PARTED = (
    # The facts of the pairs that stand in the same words with another figure.
    """
        create or replace table work.parted as
        select copy.rank, copy.other_rank, own.fact_id, other.fact_id as other_fact_id
        from work.copy as copy
        join work.figure as own on own.rank = copy.rank
        join work.figure as other on other.rank = copy.other_rank and other.place = own.place
        where own.value <> other.value or own.value_max is distinct from other.value_max or own.unit <> other.unit
    """,
    "insert into work.repeat_rank from work.copy anti join work.parted using (rank)",
    "insert into work.different select fact_id, other_fact_id from work.parted",
    "create or replace table work.open as select distinct rank from work.parted",
)


def _take_figures(con: duckdb.DuckDBPyConnection) -> None:
    """Make work.figure: the facts of the documents in work.copy, each with the hash of the words before it, its measure and its number."""
    con.execute(
        "create table work.figure_read (rank integer, fact_id varchar, anchor bigint, measure varchar,"
        " value decimal(28, 8), value_max decimal(28, 8), unit varchar, words varchar)"
    )
    con.execute("create table work.concerned as select rank from work.copy union select other_rank from work.copy")
    query = """
        select
            r.rank, m.fact_id, m.anchor, m.measure, m.value, m.value_max, m.unit,
            substring(s.text, 1, m.quote_end - m.sentence_start) as words
        from work.mentions as m
        join (from work.ranked semi join work.concerned using (rank)) as r using (document_id)
        join work.sentences as s on s.document_id = m.document_id and s."start" = m.sentence_start
    """
    words = pl.col("words").str.normalize("NFKC").str.replace_all(MARKS, "").str.tail(_CONTEXT)
    for facts in batches(con, query, _BATCH):
        insert(con, "work.figure_read", facts.with_columns(words))
    con.execute("""
        create table work.figure as
        select
            rank, fact_id, value, value_max, unit,
            hash(words, measure, row_number() over (partition by rank, words, measure order by anchor, value, fact_id)) as place
        from work.figure_read
    """)
    con.execute("drop table work.figure_read")
