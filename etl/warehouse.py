"""Where the warehouse is, and how it is opened for reading."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from etl import JiedaoError, resources

if TYPE_CHECKING:
    import duckdb

DATABASE = "jiedao.duckdb"
"""Name of the database: a fixed link at the top of a warehouse, a file in each version."""


def locate(warehouse: str | os.PathLike[str] | None = None) -> Path:
    """The warehouse's folder, built or not: `warehouse`, else JIEDAO_WAREHOUSE, else the checkout's ``warehouse/``."""
    named = warehouse or os.environ.get("JIEDAO_WAREHOUSE")
    return Path(named).expanduser().absolute() if named else _in_checkout("warehouse", "--warehouse DIR or JIEDAO_WAREHOUSE")


def inbox(raw: str | os.PathLike[str] | None = None) -> Path:
    """The folder of raw reports: `raw`, else the checkout's ``raw/``. Raises JiedaoError where it is no folder."""
    folder = Path(raw).expanduser().absolute() if raw else _in_checkout("raw", "--raw DIR")
    if not folder.is_dir():
        raise JiedaoError(f"{folder}: no such folder of reports. Create it, or name another one with --raw DIR.")
    return folder


def connect(warehouse: str | os.PathLike[str] | None = None) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the current version, with external access off and the configuration locked.

    Read-only alone would still let a statement read other files and attach other databases.
    """
    import duckdb

    folder = locate(warehouse)
    database = folder / DATABASE
    if not database.exists():
        raise JiedaoError(f"{folder}: no warehouse has been built here. Build it with: jiedao run --warehouse {folder}")
    # The version's own path, not the link: DuckDB keys its cache of open databases by the path given.
    try:
        return duckdb.connect(database.resolve(), read_only=True, config={"enable_external_access": "false", "lock_configuration": "true"})
    except duckdb.Error as error:
        raise JiedaoError(f"{database}: cannot be opened ({error}). Rebuild it with: jiedao run --full --warehouse {folder}") from error


def _in_checkout(folder: str, remedy: str) -> Path:
    top = resources.checkout()
    if top is None:
        raise JiedaoError(f"Which {folder}? The package runs from no checkout, so name the folder with {remedy}.")
    return top / folder
