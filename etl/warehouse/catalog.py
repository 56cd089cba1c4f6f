"""Catalog: the tables and views of a warehouse with their columns, comments and keys, as the schema tells them."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from etl.contracts.tables import STAR
from etl.warehouse.load import create_tables, create_views


@dataclass(frozen=True, slots=True)
class Column:
    """A column with DuckDB's name of its type and the comment that stands at it."""

    name: str
    type: str
    required: bool
    comment: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view; `references` gives for a column the table and column that it refers to."""

    name: str
    is_view: bool
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[tuple[str, str, str], ...]


# What a view has one row of; a view that is not named here has no key.
_VIEW_KEYS = {"v_fact": ("fact_id",), "v_statement": ("fact_id",), "v_panel": ("indicator_code", "district_key", "year")}


def catalog(con: duckdb.DuckDBPyConnection | None = None) -> dict[str, Relation]:
    """Every table, then every view, by name, in alphabetical order; of an empty warehouse where no connection is given."""
    if con is None:
        with duckdb.connect() as empty:
            create_tables(empty)
            create_views(empty)
            return catalog(empty)
    named = con.execute("""
        select table_name, false as is_view, comment from duckdb_tables() where not internal and schema_name = 'main'
        union all
        select view_name, true, comment from duckdb_views() where not internal
        order by is_view, table_name
    """).fetchall()
    described = con.execute("""
        select table_name, column_name, data_type, not is_nullable, coalesce(comment, '')
        from duckdb_columns()
        where not internal and schema_name = 'main'
        order by table_name, column_index
    """).fetchall()
    columns: dict[str, list[Column]] = {}
    for relation, name, kind, required, comment in described:
        columns.setdefault(relation, []).append(Column(name, kind, required, comment))
    found = {}
    for name, is_view, comment in named:
        found[name] = Relation(name, is_view, comment or "", tuple(columns[name]), _key(name), _references(name))
    return found


def _key(relation: str) -> tuple[str, ...]:
    keys = STAR[relation].keys if relation in STAR else ()
    return keys[0] if keys else _VIEW_KEYS.get(relation, ())


def _references(relation: str) -> tuple[tuple[str, str, str], ...]:
    columns = STAR[relation].columns if relation in STAR else {}
    return tuple((name, *column.references) for name, column in columns.items() if column.references)
