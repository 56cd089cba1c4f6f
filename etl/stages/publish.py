"""Publish: a finished version becomes the current one; readers never see a half-built warehouse and never block a run.

    warehouse/
        versions/<run>/jiedao.duckdb     read-only once published
        current -> versions/<run>        the one link that is flipped
        jiedao.duckdb -> current/jiedao.duckdb
        runs.jsonl                       every run, those that published nothing too

Each version keeps a path of its own: DuckDB's client caches an open database by its real path, and a write-ahead log beside the old
file would make a new one of that name unreadable.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl import JiedaoError
from etl.warehouse import DATABASE

VERSIONS = "versions"
CURRENT = "current"
RUNS = "runs.jsonl"
KEEP = 5
"""Versions that are kept, the current one among them."""

_BUILDING = ".building-"


class Busy(JiedaoError):
    """Another run holds the warehouse."""

    exit_code = 75


@contextlib.contextmanager
def lock(warehouse: Path, started_at: str) -> Iterator[None]:
    """Hold the warehouse for one run. Raises Busy, which says who holds it; a holder that was killed holds nothing."""
    _writable(warehouse)
    with open(warehouse / ".lock", "a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            holder = handle.read().strip() or "a process that has just started"
            raise Busy(f"{warehouse}: another run is at work: {holder}. Wait until it ends, then try again.") from None
        handle.seek(0)
        handle.truncate()
        handle.write(f"process {os.getpid()} on {os.uname().nodename}, since {started_at}")
        handle.flush()
        yield


def _writable(warehouse: Path) -> None:
    try:
        (warehouse / VERSIONS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JiedaoError(f"{warehouse}: cannot be written ({error.strerror}). Name another folder with --warehouse DIR.") from None
    if not os.access(warehouse, os.W_OK):
        raise JiedaoError(f"{warehouse}: may not be written. Correct its permissions, or name another folder with --warehouse DIR.")


def new_version(warehouse: Path, stamp: str) -> tuple[str, Path]:
    """The name of the next version (its time, numbered where it is taken) and the empty folder to build it in.

    What runs that were killed left half built is removed: the caller holds the lock.
    """
    versions = warehouse / VERSIONS
    for left in versions.glob(_BUILDING + "*"):
        shutil.rmtree(left)
    name, number = stamp, 1
    while (versions / name).exists():
        number += 1
        name = f"{stamp}-{number}"
    building = versions / (_BUILDING + name)
    building.mkdir()
    return name, building


def publish(warehouse: Path, name: str, building: Path, keep: int = KEEP) -> Path:
    """Make what was built the current version, read-only and safe on disk, and drop the oldest beyond `keep`; returns its folder."""
    for file in building.rglob("*"):
        if file.is_file():
            file.chmod(0o444)
            _sync(file)
    _sync(building)
    version = warehouse / VERSIONS / name
    building.rename(version)
    _sync(version.parent)
    _link(warehouse / CURRENT, f"{VERSIONS}/{name}")
    _link(warehouse / DATABASE, f"{CURRENT}/{DATABASE}")
    _sync(warehouse)
    for old in versions(warehouse)[:-keep]:
        if old != name:
            shutil.rmtree(warehouse / VERSIONS / old)
    return version


def _link(link: Path, target: str) -> None:
    """Point `link` at `target`, in one step for whoever looks."""
    if link.is_symlink() and os.readlink(link) == target:
        return
    temporary = link.with_name(f".{link.name}.new")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target)
    temporary.replace(link)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def versions(warehouse: Path) -> list[str]:
    """The published versions, oldest first."""
    folder = warehouse / VERSIONS
    # By time, not by name: the tenth run of a second would sort before the second.
    found = [entry for entry in folder.iterdir() if not entry.name.startswith(".")] if folder.is_dir() else []
    return [entry.name for entry in sorted(found, key=lambda entry: ((entry / DATABASE).stat().st_mtime_ns, entry.name))]


def current(warehouse: Path) -> str | None:
    """Name of the current version; None where there is none."""
    link = warehouse / CURRENT
    return os.path.basename(os.readlink(link)) if link.is_symlink() and (link / DATABASE).is_file() else None


def record(warehouse: Path, entry: dict[str, Any]) -> None:
    """Add a run to runs.jsonl."""
    with open(warehouse / RUNS, "a", encoding="utf-8") as runs:
        runs.write(json.dumps(entry, ensure_ascii=False) + "\n")


def history(warehouse: Path) -> list[dict[str, Any]]:
    """The runs, oldest first; a line that a killed run left unfinished is passed over."""
    try:
        lines = (warehouse / RUNS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        with contextlib.suppress(ValueError):
            found.append(json.loads(line))
    return found
