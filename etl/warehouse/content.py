"""The content of a version as one hash a table: two versions of one inbox have the same, whatever order their rows were built in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# Describes the run, not the reports.
_APART = {"etl_run": None, "document_file": ("first_seen", "last_seen")}


def table_hashes(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """A hash of every table's rows, as a multiset; without the run's own row and the times at which files were seen.

    It is made of the database's own hash of a row, which another version of the database may compute otherwise.
    """
    query = """
        select table_name, list(column_name order by column_name)
        from duckdb_columns()
        semi join duckdb_tables() as tables using (database_name, schema_name, table_name)
        where not internal and database_name = current_database() and schema_name = 'main'
        group by table_name
        order by table_name
    """
    made = {}
    for table, columns in con.execute(query).fetchall():
        apart = _APART.get(table, ())
        if apart is None:
            continue
        cells = ", ".join(f'"{column}"' for column in columns if column not in apart)
        query = f"select count(*), sum(hash({cells})::hugeint) from {table}"
        made[table] = hashlib.blake2b(repr((columns, con.execute(query).fetchall())).encode(), digest_size=8).hexdigest()
    return made


def content_hash(con: duckdb.DuckDBPyConnection) -> str:
    """One hash of all that :func:`table_hashes` covers."""
    return hashlib.blake2b(repr(sorted(table_hashes(con).items())).encode(), digest_size=8).hexdigest()
