"""Frames of some rows at a time, to and from the database: what Polars or Python has to look at never stands in memory as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import polars as pl


def batches(con: duckdb.DuckDBPyConnection, query: str, rows: int) -> Iterator[pl.DataFrame]:
    """The result of a query as frames of at most that many rows; `con` may be used meanwhile, its temporary tables are not seen."""
    with con.cursor() as reader:
        for batch in reader.sql(query).to_arrow_reader(rows):
            yield pl.DataFrame(batch)


def insert(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Add the rows of a frame to a table, by the names of its columns."""
    con.register("incoming", frame)
    con.execute(f"insert into {table} by name from incoming")
    con.unregister("incoming")


def replace(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Make the rows of a frame those of a table."""
    con.execute(f"delete from {table}")
    insert(con, table, frame)
