"""Derive: the tables that the views read in place of computing what one row takes from many.

A position among all districts cannot be told from the rows that a query asks for, so it is told once, when a version is loaded. Each
file of sql/derived/ is a query whose rows become a table of the schema ``derived``, apart from the star schema: its tables follow from
those of the star and are neither exported nor part of a version's content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import resources

if TYPE_CHECKING:
    import duckdb

SCHEMA = "derived"
"""The schema that holds the derived tables."""
SLICE = 1_500_000
"""Facts that are worked on at a time, so that memory does not grow with the warehouse."""

_ONCE_BEFORE = ("reporting",)
# The tables made of temp.statement, by the key whose facts have to be in one slice, each after those that it reads.
_SLICED = {"indicator_key": ("series", "cell", "comparison", "growth", "plan_actual"), "district_key": ("disagreement",)}
_ONCE_AFTER = ("coverage", "plan_name", "topic_profile", "quality")


def derive(con: duckdb.DuckDBPyConnection, at_a_time: int = SLICE) -> None:
    """Create every derived table of the star schema that `con` holds, of `at_a_time` facts at once; v_statement has to be there."""
    con.execute(f"create schema {SCHEMA}")
    for table in _ONCE_BEFORE:
        _add(con, table)
    counted = con.execute("select count(*) from fact_indicator").fetchone()
    slices = 1 + (counted[0] if counted else 0) // at_a_time
    for key, tables in _SLICED.items():
        for number in range(slices):
            # Of whole indicators, or whole districts.
            con.execute(f"create or replace temp table statement as {_query('statement')} and hash({key}) % {slices} = {number}")
            for table in tables:
                _add(con, table)
    con.execute("drop table temp.statement")
    for table in _ONCE_AFTER:
        _add(con, table)


def _add(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make a derived table of its query, or add the next slice to it."""
    name = f"{SCHEMA}.{table}"
    made = con.execute("select 1 from duckdb_tables() where schema_name = ? and table_name = ?", [SCHEMA, table]).fetchone()
    con.execute(f"insert into {name} by name {_query(table)}" if made else f"create table {name} as {_query(table)}")


def _query(table: str) -> str:
    return (resources.root() / "sql" / SCHEMA / f"{table}.sql").read_text(encoding="utf-8")
