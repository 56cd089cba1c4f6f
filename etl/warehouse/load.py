"""Load: the star schema and its views in a new DuckDB file, and the assertions that it has to pass before anyone sees it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from etl.conform.batches import batches
from etl.contracts import schemas
from etl.contracts.tables import STAR
from etl.contracts.views import shown
from etl.warehouse import resources
from etl.warehouse.content import content_hash
from etl.warehouse.definition import definition, explain, in_sql
from etl.warehouse.derive import derive
from etl.warehouse.keep import BY_DOCUMENT

STORAGE_VERSION = "v1.0.0"
"""The oldest DuckDB whose file format a version is written in: that one and every later one can open it."""

MEMORY = "2GiB"
"""What the database keeps in memory while it is filled, however many reports there are; Python's share comes on top."""
_MOST_ROWS = 200_000
# A text is some thousand characters.
_ROWS = {"dim_document": 5_000}

SLICE = 20_000
"""Documents whose texts are put together at a time."""
# Each query returns the rows that break its rule; one with a {slice} is asked of one slice of the documents after the other.
_RULES = {
    "every quote is the text at its offsets": """
        select f.fact_id
        from (from fact_indicator where {slice}) as f
        left join sentence as s on s.document_key = f.document_key and s."start" = f.sentence_start and s."end" = f.sentence_end
        where substring(s.text, f.quote_start - f.sentence_start + 1, f.quote_end - f.quote_start) is distinct from f.quote
    """,
    "the sentences of a document are its text": """
        select d.document_id
        from dim_document as d
        left join (
            select document_key, string_agg(text, '' order by "start") as text from sentence where {slice} group by document_key
        ) as s using (document_key)
        where {slice} and s.text is distinct from d.text
    """,
    "the ledger counts the facts of every numeral": """
        select coalesce(l.document_key, f.document_key), coalesce(l.anchor, f.anchor)
        from (select document_key, anchor, facts from numeral_ledger where facts > 0 and {slice}) as l
        full join (select document_key, anchor, count(*) as facts from fact_indicator where {slice} group by all) as f
            using (document_key, anchor)
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


@contextmanager
def new(database: Path, former: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a new database with the tables of the star schema, empty, or as a `former` version has them; closed at the end.

    What does not fit into MEMORY is written to a folder beside the database for as long as it is open. Raises FileExistsError where
    `database` exists.
    """
    if database.exists():
        raise FileExistsError(database)
    if former:
        shutil.copyfile(former, database)
    spill = database.with_name("spill")
    con = duckdb.connect(
        database,
        config={"memory_limit": MEMORY, "temp_directory": str(spill), "storage_compatibility_version": STORAGE_VERSION},
    )
    try:
        # Where rows have an order it is written in the query.
        con.execute("set preserve_insertion_order = false")
        if not former:
            create_tables(con)
        yield con
    finally:
        con.close()
        shutil.rmtree(spill, ignore_errors=True)


def counts(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many documents, facts and numerals are loaded, under their names in etl_run."""
    tables = {"documents": "dim_document", "facts": "fact_indicator", "numerals": "numeral_ledger"}
    return {name: con.execute(f"select count(*) from {table}").fetchall()[0][0] for name, table in tables.items()}


def finish(con: duckdb.DuckDBPyConnection, *, update: bool = False) -> str:
    """Add the views to a filled star schema and assert that it keeps every rule; returns the hash of its content.

    With `update` the views are there, and the derived tables as well, of the star schema as it was: they are brought up to date, and the
    contracts asserted of the rows that are not kept (:mod:`etl.warehouse.keep`). Raises IntegrityError or ContractError where a rule is
    broken.
    """
    if update:
        derive(con, update=True)
    else:
        create_views(con)
    assert_contracts(con, "anti join work.kept using (document_key)" if update else "")
    assert_integrity(con, "document_key not in (select document_key from work.kept)" if update else "")
    con.execute("checkpoint")
    return content_hash(con)


def assert_contracts(con: duckdb.DuckDBPyConnection, of_documents: str = "") -> None:
    """Every row of every table keeps the contract of the table, looked at some rows at a time. Raises ContractError.

    `of_documents` is a join that leaves of the large tables the rows of some documents.
    What tells one row from all others is asserted by :func:`assert_integrity`.
    """
    for table in sorted(STAR):
        join = of_documents if table in BY_DOCUMENT else ""
        empty = True
        for batch in batches(con, f"from {table} {join}", _ROWS.get(table, _MOST_ROWS)):
            schemas.validate(table, batch)
            empty = False
        if empty:
            schemas.validate(table, con.sql(f"from {table} limit 0").pl())


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Create every table of the star schema, empty."""
    for name, table in STAR.items():
        con.execute(definition(name, table))


def create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Create every view of sql/views/, each after those that it reads, and the derived tables that they read."""
    views = _statements("views")
    con.execute(views.pop("v_statement"))
    derive(con)
    names = re.compile(r"\b(?:" + "|".join(map(re.escape, views)) + r")\b")
    reads = {view: set(names.findall(sql)) - {view} for view, sql in views.items()}
    for view in TopologicalSorter(dict(sorted(reads.items()))).static_order():
        con.execute(views[view])
    _explain_views(con)


def _explain_views(con: duckdb.DuckDBPyConnection) -> None:
    """Comment on each column of a view that its own file does not explain, as on other columns of that name."""
    unsaid = con.execute("""
        select view_name, column_name
        from duckdb_columns() as described
        join duckdb_views() as view on view.view_oid = described.table_oid and view.database_name = described.database_name
        where described.comment is null and described.database_name = current_database() and not view.internal
    """).fetchall()
    for view, name in unsaid:
        if told := shown(name):
            con.execute(explain(view, name, told))


def assert_integrity(con: duckdb.DuckDBPyConnection, of_documents: str = "") -> None:
    """Keys, grain, references, offsets and ledger. Raises IntegrityError with the rule and the first rows that break it.

    `of_documents` is a condition on document_key: the rows of all other documents kept every rule before these came, and are looked at
    only where a new row may break a rule with them.
    """
    rules: dict[str, str] = {}
    for name, table in STAR.items():
        for columns in table.keys:
            key = in_sql(columns)
            # What was unique before can only be met by a row that is new.
            new = f"where {key} in (select {key} from {name} where {of_documents})" if of_documents and name in BY_DOCUMENT else ""
            rules[f"{key} is unique in {name}"] = f"select {key} from {name} {new} group by {key} having count(*) > 1"
        for column, told in table.columns.items():
            if told.references:
                other, target = told.references
                rules[f"{column} of {name} is in {other}"] = (
                    f"select {column} from {name} as t anti join {other} as other on other.{target} = t.{column} where {column} is not null"
                )
    rules |= _RULES
    for rule, query in rules.items():
        for part in ([of_documents] if of_documents else _slices(con)) if "{slice}" in query else [""]:
            broken = con.execute(f"{query} limit 3".replace("{slice}", part)).fetchall()
            if broken:
                raise IntegrityError(f"not so: {rule} (for instance {', '.join(map(str, broken))})")


def _slices(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Conditions on document_key that part the documents into slices: ranges of keys, which are hashes and so spread evenly."""
    many = 1 + counts(con)["documents"] // SLICE
    edges = [2**64 * number // many - 2**63 for number in range(1, many)]
    lower = ["true", *(f"document_key >= {edge}" for edge in edges)]
    upper = [*(f"document_key < {edge}" for edge in edges), "true"]
    return [f"({low} and {high})" for low, high in zip(lower, upper, strict=True)]


def _statements(folder: str) -> dict[str, str]:
    """The SQL files of a folder of sql/, by the name of the table or view each creates."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted((resources.root() / "sql" / folder).glob("*.sql"))}
