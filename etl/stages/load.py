"""Load: the star schema and its views in a new DuckDB file, and the assertions that it has to pass before anyone sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import polars as pl

from etl import resources
from etl.content import content_hash
from etl.stages.derive import derive

STORAGE_VERSION = "v1.0.0"
"""The oldest DuckDB whose file format a version is written in: that one and every later one can open it."""

UNIQUE = {
    "fact_indicator": ("fact_id",),
    "dim_district": ("district_key", "natural_key"),
    "dim_topic": ("topic_key", "code"),
    "dim_year": ("year_key", "year"),
    "dim_indicator": ("indicator_key", "code"),
    "dim_unit": ("unit_key", "unit"),
    "dim_document": ("document_key", "document_id"),
    "document_file": ("path",),
    "numeral_ledger": ("(document_key, anchor)",),
    "section": ("(document_key, ordinal)",),
    "sentence": ("(document_key, ordinal)", '(document_key, "start")'),
    "etl_run": ("run_id",),
    "correction": ("line",),
}
"""Keys by table, each a column or `(column, column)`: no two rows may share one. The first is the primary key; a natural key may follow."""
REFERENCES = {
    "fact_indicator": ("district_key", "topic_key", "year_key", "indicator_key", "unit_key", "document_key"),
    "dim_document": ("district_key",),
    "document_file": ("document_key",),
    "section": ("document_key",),
    "sentence": ("document_key",),
    "numeral_ledger": ("document_key",),
}
"""Columns by table that refer to the dimension they are named after."""
# Each query returns the rows that break its rule.
_RULES = {
    "every quote is the text at its offsets": """
        select f.fact_id
        from fact_indicator as f
        left join sentence as s on s.document_key = f.document_key and s."start" = f.sentence_start and s."end" = f.sentence_end
        where substring(s.text, f.quote_start - f.sentence_start + 1, f.quote_end - f.quote_start) is distinct from f.quote
    """,
    "the sentences of a document are its text": """
        select d.document_id
        from dim_document as d
        left join (
            select document_key, string_agg(text, '' order by "start") as text from sentence group by document_key
        ) as s using (document_key)
        where s.text is distinct from d.text
    """,
    "the ledger counts the facts of every numeral": """
        select coalesce(l.document_key, f.document_key), coalesce(l.anchor, f.anchor)
        from (select document_key, anchor, facts from numeral_ledger where facts > 0) as l
        full join (select document_key, anchor, count(*) as facts from fact_indicator group by all) as f using (document_key, anchor)
        where l.facts is distinct from f.facts
    """,
    "a fact's district is its document's": """
        select f.fact_id
        from fact_indicator as f
        join dim_document as d using (document_key)
        where f.district_key <> d.district_key
    """,
    "the run counts what is loaded": """
        select run_id
        from etl_run
        where documents <> (select count(*) from dim_document)
            or facts <> (select count(*) from fact_indicator)
            or numerals <> (select count(*) from numeral_ledger)
            or quarantined <> (select count(*) from quarantine)
    """,
    "v_fact shows every fact once": """
        select 1 where (select count(*) from v_fact) <> (select count(*) from fact_indicator)
    """,
}


class IntegrityError(Exception):
    """The loaded warehouse breaks a rule of the star schema; the version is not published."""


def load(database: Path, star: Mapping[str, pl.DataFrame]) -> str:
    """Write `star` (one frame a table of sql/schema/) to a new database with its views, assert its integrity and close it.

    Returns the hash of its content. Raises IntegrityError where a rule is broken, FileExistsError where `database` exists.
    """
    if database.exists():
        raise FileExistsError(database)
    con = duckdb.connect(database, config={"storage_compatibility_version": STORAGE_VERSION})
    try:
        create_tables(con)
        for table in sorted(_statements("schema")):
            con.register("incoming", star[table])
            con.execute(f"insert into {table} by name select * from incoming")
            con.unregister("incoming")
        create_views(con)
        assert_integrity(con)
        con.execute("checkpoint")
        return content_hash(con)
    finally:
        con.close()


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Create every table of sql/schema/, empty."""
    for _, ddl in sorted(_statements("schema").items()):
        con.execute(ddl)


def create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Create every view of sql/views/, each after those that it reads, and the derived tables that they read."""
    views = _statements("views")
    con.execute(views.pop("v_statement"))
    derive(con)
    names = re.compile(r"\b(?:" + "|".join(map(re.escape, views)) + r")\b")
    reads = {view: set(names.findall(sql)) - {view} for view, sql in views.items()}
    for view in TopologicalSorter(dict(sorted(reads.items()))).static_order():
        con.execute(views[view])


def assert_integrity(con: duckdb.DuckDBPyConnection) -> None:
    """Keys, grain, references, offsets and ledger. Raises IntegrityError with the rule and the first rows that break it."""
    rules: dict[str, str] = {}
    for table, keys in UNIQUE.items():
        for key in keys:
            rules[f"{key} is unique in {table}"] = f"select {key} from {table} group by {key} having count(*) > 1"
    for table, keys in REFERENCES.items():
        for key in keys:
            dimension = "dim_" + key.removesuffix("_key")
            rules[f"{key} of {table} is in {dimension}"] = f"select {key} from {table} anti join {dimension} using ({key})"
    rules |= _RULES
    for rule, query in rules.items():
        broken = con.execute(f"{query} limit 3").fetchall()
        if broken:
            raise IntegrityError(f"not so: {rule} (for instance {', '.join(map(str, broken))})")


def _statements(folder: str) -> dict[str, str]:
    """The SQL files of a folder of sql/, by the name of the table or view each creates."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted((resources.root() / "sql" / folder).glob("*.sql"))}
