"""Where the warehouse is, and how it is opened for reading."""

from __future__ import annotations

import glob
import os
import re
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from etl.contracts.escape import file_name
from etl.errors import JiedaoError
from etl.warehouse import resources

if TYPE_CHECKING:
    import duckdb

DATABASE = "jiedao.duckdb"
"""Name of the database: a fixed link at the top of a warehouse, a file in each version."""

_AMOUNT = r"\d{1,6}(\.\d{1,3})?\s?([KMGT]i?)?B"
_MOST_SECONDS = 10_000_000


def locate(warehouse: str | os.PathLike[str] | None = None) -> Path:
    """The warehouse's folder, built or not: `warehouse`, else JIEDAO_WAREHOUSE, else the checkout's ``warehouse/``."""
    named = warehouse or os.environ.get("JIEDAO_WAREHOUSE")
    return in_utf8(Path(named).expanduser().absolute() if named else _in_checkout("warehouse", "--warehouse DIR or JIEDAO_WAREHOUSE"))


def in_utf8(folder: Path) -> Path:
    """The folder, which DuckDB is to open files in. Raises JiedaoError where its name is no UTF-8, or the locale takes it for none."""
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        raise JiedaoError(
            f"{file_name(folder)}: DuckDB opens no file in a folder whose name is not in UTF-8. Rename it, or name another folder; "
            "if it is in UTF-8, set LC_ALL=C.UTF-8."
        ) from None
    return folder


def inbox(raw: str | os.PathLike[str] | None = None) -> Path:
    """The folder of raw reports: `raw`, else the checkout's ``raw/``. Raises JiedaoError where it is no folder."""
    folder = Path(raw).expanduser().absolute() if raw else _in_checkout("raw", "--raw DIR")
    if not folder.is_dir():
        raise JiedaoError(f"{file_name(folder)}: no such folder of reports. Create it, or name another one with --raw DIR.")
    return folder


class Limits(NamedTuple):
    """What one query may take of the machine."""

    memory: str
    """An amount (4GB) or a share of the memory there is (50%)."""
    spill: str
    """Room on the disk for what does not fit into memory; 0B for none, which is the default."""
    seconds: float
    """Time."""


def limits(memory: str | None = None, spill: str | None = None, seconds: float | str | None = None) -> Limits:
    """The limits of a query: those that are named, else JIEDAO_MEMORY, JIEDAO_SPILL and JIEDAO_SECONDS, else 50%, 0B and 600.

    Raises JiedaoError for what is no amount.
    """
    memory = memory or os.environ.get("JIEDAO_MEMORY") or "50%"
    spill = spill or os.environ.get("JIEDAO_SPILL") or "0B"
    seconds = seconds if seconds is not None else os.environ.get("JIEDAO_SECONDS") or 600
    if not (re.fullmatch(_AMOUNT, memory) or re.fullmatch(r"[1-9]\d?%", memory)):
        raise JiedaoError(f"{memory}: is no amount of memory. Write it like 4GB or 50% (--memory, JIEDAO_MEMORY).")
    if not re.fullmatch(_AMOUNT, spill):
        raise JiedaoError(f"{spill}: is no amount of disk. Write it like 20GB, or 0B for none (--spill, JIEDAO_SPILL).")
    try:
        time = float(seconds)
        if not 0.001 <= time <= _MOST_SECONDS:
            raise ValueError
    except ValueError:
        raise JiedaoError(
            f"{seconds}: is no time that a query may take. Write it in seconds, like 600 (--seconds, JIEDAO_SECONDS)."
        ) from None
    return Limits(memory, spill, time)


def connect(
    warehouse: str | os.PathLike[str] | None = None,
    *,
    memory: str | None = None,
    spill: str | None = None,
    seconds: float | str | None = None,
) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the current version, whose statements reach no file; see :func:`limits` for what they may take.

    Raises JiedaoError where there is no version, or where it cannot be trusted.
    """
    within = limits(memory, spill, seconds)
    folder = locate(warehouse)
    database = folder / DATABASE
    if not database.exists():
        raise JiedaoError(f"{folder}: no warehouse has been built here. Build it with: jiedao run --warehouse {folder}")
    # The version's own path, not the link: DuckDB keys its cache of open databases by the path given.
    version = database.resolve()
    if found := strays(version):
        raise JiedaoError(
            f"{found[0]}: lies beside the published database, which no run leaves and which would change what it says. "
            f"The next run removes it: jiedao run --warehouse {folder}"
        )
    import duckdb

    try:
        return open_version(version, within)
    except duckdb.ConnectionException as error:
        raise JiedaoError(f"{database}: is open in this process with other settings. Close that connection first. ({error})") from error
    except (duckdb.Error, OSError) as error:
        raise JiedaoError(f"{database}: cannot be opened ({error}). Rebuild it with: jiedao run --full --warehouse {folder}") from error


def open_version(database: Path, within: Limits | None = None) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the database of a version, whose statements can read and write no file at all.

    Read-only and without external access, DuckDB would still let a statement write the log beside the database (which the next
    reader takes for changes to it), its folder of temporary files and, where the user may, the database itself. So its file system
    is switched off once the database is open, for spilling too; who is granted room to spill gets a private copy of the database, in a
    folder that goes with the connection. Raises duckdb.Error or OSError.
    """
    import duckdb

    within = within or limits()
    spills = float(re.split(r"[A-Za-z]", within.spill)[0]) > 0
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        "memory_limit": within.memory,
        "max_execution_time": str(round(within.seconds * 1000)),
    }
    if spills:
        private = Path(tempfile.mkdtemp(prefix="jiedao-"))
        try:
            database = Path(shutil.copyfile(database, private / DATABASE))
            con = duckdb.connect(database, read_only=True, config=config | {"temp_directory": str(private / "spill")})
        except BaseException:
            shutil.rmtree(private, ignore_errors=True)
            raise
        weakref.finalize(con, shutil.rmtree, private, ignore_errors=True)
    else:
        con = duckdb.connect(database, read_only=True, config=config | {"temp_directory": ""})
    # Connections of one process to one database share their settings, and the first one has locked them.
    if not con.execute("select current_setting('lock_configuration')").fetchall()[0][0]:
        # DuckDB 2.0 forgets the size where it is given at opening.
        con.execute(f"set max_temp_directory_size = '{within.spill}'" if spills else "set disabled_filesystems = 'LocalFileSystem'")
        con.execute("set lock_configuration = true")
    return con


def strays(database: Path) -> list[Path]:
    """What lies beside a published database under its name with something added: a log that every reader would take for changes to it."""
    return sorted(file for file in database.parent.glob(glob.escape(database.name) + ".*"))


def _in_checkout(folder: str, remedy: str) -> Path:
    top = resources.checkout()
    if top is None:
        raise JiedaoError(f"Which {folder}? The package runs from no checkout, so name the folder with {remedy}.")
    return top / folder
