"""SQL that defines tables, and the comments on tables, views and their columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from etl.contracts.columns import Column
from etl.contracts.tables import Table

_TYPES: dict[Any, str] = {
    str: "varchar",
    int: "bigint",
    float: "double",
    bool: "boolean",
    Decimal: "decimal(28, 8)",
    date: "date",
    datetime: "timestamp",
}


def definition(name: str, table: Table) -> str:
    """The statements that make a table, empty, with its comments."""
    columns = ",\n".join(f'    "{column}" {_TYPES[told.type]}{"" if told.null else " not null"}' for column, told in table.columns.items())
    comments = [f"comment on table {name} is {_literal(table.comment)};"]
    comments += [explain(name, column, told) for column, told in table.columns.items()]
    return "\n".join((f"create table {name} (\n{columns}\n);", *comments))


def explain(relation: str, column: str, told: Column) -> str:
    """The statement that comments on a column."""
    return f'comment on column {relation}."{column}" is {_literal(told.description)};'


def in_sql(key: Sequence[str]) -> str:
    """A key as an expression: a column, or several in brackets."""
    names = [f'"{name}"' if name in _RESERVED else name for name in key]
    return names[0] if len(names) == 1 else f"({', '.join(names)})"


_RESERVED = ("start", "end")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
