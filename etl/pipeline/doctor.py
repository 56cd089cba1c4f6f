"""Doctor: whether this machine, the inbox and the warehouse have what a run needs."""

from __future__ import annotations

import fcntl
import importlib
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from etl.contracts.escape import file_name
from etl.errors import JiedaoError
from etl.pipeline.checks import Check
from etl.warehouse import publish, resources
from etl.warehouse.opening import DATABASE, connect, inbox, locate

_LIBRARIES = (
    *("ahocorasick_rs", "click", "duckdb", "lxml", "opencc", "pandera.polars", "polars", "pyarrow", "pypdf", "rich", "trafilatura", "yaml"),
)
_LEAST_FREE = 500_000_000


def check_machine(raw: str | os.PathLike[str] | None = None, warehouse: str | os.PathLike[str] | None = None) -> Iterator[Check]:
    """Check the environment, each part by itself; what is wrong comes with the remedy. Builds and changes nothing."""
    checks: dict[str, Callable[[], str]] = {
        "Python": _python,
        "libraries": _libraries,
        "reference tables": _reference,
        "worker processes": _workers,
        "inbox": lambda: _inbox(raw),
        "warehouse folder": lambda: _folder(locate(warehouse)),
        "free space": lambda: _space(locate(warehouse)),
        "current version": lambda: _current(locate(warehouse)),
    }
    for name, check in checks.items():
        try:
            yield Check(name, found=check())
        except JiedaoError as error:
            yield Check(name, wrong=str(error))


def _python() -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _libraries() -> str:
    missing = []
    for library in _LIBRARIES:
        try:
            importlib.import_module(library)
        except ImportError as error:
            missing.append(f"{library} ({error})")
    if missing:
        remedy = "make clean run" if resources.checkout() else "pip install --force-reinstall jiedao-warehouse"
        raise JiedaoError(f"{', '.join(missing)} cannot be imported; install again: {remedy}")
    return f"{len(_LIBRARIES)} can be imported"


def _reference() -> str:
    from etl import reference

    return f"{len(reference.indicators())} indicators, {len(reference.units())} units, {len(reference.topics())} topics"


def _workers() -> str:
    from etl.pipeline.workers import start, worker_count

    with start(1):
        return f"start; {worker_count()} processors"


def _inbox(raw: str | os.PathLike[str] | None) -> str:
    from etl.report.ingest import scan

    folder = inbox(raw)
    files, rejected = scan(folder)
    if not files:
        raise JiedaoError(f"{file_name(folder)}: holds no reports. Put reports into it, or name another folder with --raw DIR.")
    return f"{file_name(folder)}: {len(files)} reports" + (
        f", {len(rejected)} entries that cannot be one (see jiedao quarantine)" if rejected else ""
    )


def _folder(folder: Path) -> str:
    """Whether the folder takes what publishing needs: files, locks, links and renames."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryDirectory(dir=there, prefix=".doctor-") as scratch:
            file, link = Path(scratch) / "file", Path(scratch) / "link"
            with file.open("w") as handle:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.fsync(handle.fileno())
            link.symlink_to("file")
            link.replace(Path(scratch) / "moved")
    except OSError as error:
        raise JiedaoError(
            f"{there}: takes no files, locks or links ({error.strerror}); correct its permissions, or use another with --warehouse DIR."
        ) from None
    pinned = publish.pinned(folder)
    return f"{folder}" + (f", pinned to {pinned}; let runs publish again: jiedao rollback --unpin" if pinned else "")


def _space(folder: Path) -> str:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    database = folder / DATABASE
    # A version, its write-ahead log and the cache stand beside the current one while a run builds.
    needed = max(_LEAST_FREE, 4 * database.stat().st_size if database.exists() else 0)
    if free < needed:
        raise JiedaoError(f"{there}: {free / 1e6:,.0f} MB free, a run may need {needed / 1e6:,.0f}; free some, or use --warehouse DIR.")
    return f"{free / 1e9:,.1f} GB"


def _current(folder: Path) -> str:
    if not (folder / DATABASE).exists():
        return f"none yet; build one: jiedao run --warehouse {folder}"
    with connect(folder) as con:
        facts = con.execute("select count(*) from v_fact").fetchone()
        tags = con.execute("select tags['storage_version'] from duckdb_databases() where not internal").fetchone()
    return f"{publish.current(folder)}: {facts[0] if facts else 0:,} facts; opens with DuckDB {tags[0] if tags else ''}"
