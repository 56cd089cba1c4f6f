"""Publish: a finished version becomes the current one; readers never see a half-built warehouse and never block a run.

    warehouse/
        versions/<run>/jiedao.duckdb     read-only once published, as its folder is
        current -> versions/<run>        the one link that is flipped
        jiedao.duckdb -> current/jiedao.duckdb
        pinned                           after a rollback: the version that stays current until unpinned
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

from etl.errors import JiedaoError
from etl.warehouse.opening import DATABASE, strays

VERSIONS = "versions"
CURRENT = "current"
PINNED = "pinned"
RUNS = "runs.jsonl"
NUMBER = "number"
"""File in each version that says how many there were before it."""
KEEP = 5
"""Versions that are kept, the current one among them."""

_SEALED, _OPEN = 0o555, 0o755
"""Modes of a version's folder: as published, and while something is added to it or it is removed."""
_BUILDING = ".building-"
_REMOVING = ".removing-"


class Busy(JiedaoError):
    """Another run holds the warehouse."""

    exit_code = 75


@contextlib.contextmanager
def lock(warehouse: Path, started_at: str) -> Iterator[None]:
    """Hold the warehouse for one run. Raises Busy, which says who holds it; a holder that was killed holds nothing."""
    with _writing(warehouse):
        (warehouse / VERSIONS).mkdir(parents=True, exist_ok=True)
        handle = open(warehouse / ".lock", "a+", encoding="utf-8", errors="replace")  # noqa: SIM115
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            holder = handle.read().strip() or "a process that has just started"
            handle.close()
            raise Busy(f"{warehouse}: another run is at work: {holder}. Wait until it ends, then try again.") from None
        handle.seek(0)
        handle.truncate()
        handle.write(f"process {os.getpid()} on {os.uname().nodename}, since {started_at}")
        handle.flush()
    with handle:
        yield


@contextlib.contextmanager
def _writing(warehouse: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise JiedaoError(
            f"{warehouse}: cannot be written ({error.strerror}). Correct that, or name another folder with --warehouse DIR."
        ) from None


def new_version(warehouse: Path, stamp: str) -> tuple[str, Path]:
    """The name of the next version (its time, numbered where it is taken) and the empty folder to build it in.

    What runs that were killed left half built is removed: the caller holds the lock.
    """
    versions = warehouse / VERSIONS
    for left in (*versions.glob(_BUILDING + "*"), *versions.glob(_REMOVING + "*")):
        # What cannot be removed is in nobody's way.
        with contextlib.suppress(OSError):
            _delete(left)
    name, number = stamp, 1
    while (versions / name).exists():
        number += 1
        name = f"{stamp}-{number}"
    building = versions / (_BUILDING + name)
    while building.exists():
        number += 1
        name = f"{stamp}-{number}"
        building = versions / (_BUILDING + name)
    building.mkdir()
    return name, building


def publish(warehouse: Path, name: str, building: Path) -> Path:
    """Make what was built a version, read-only and safe on disk; returns its folder.

    It becomes the current one, unless another one is pinned. Where it cannot, nothing of it is left.
    """
    (building / NUMBER).write_text(str(1 + max((_number(warehouse / VERSIONS / known) for known in versions(warehouse)), default=0)))
    for file in building.rglob("*"):
        if file.is_file():
            file.chmod(0o444)
        _sync(file)
    _sync(building)
    version = warehouse / VERSIONS / name
    building.rename(version)
    try:
        version.chmod(_SEALED)
        _sync(version.parent)
        if pinned(warehouse) is None:
            _make_current(warehouse, name)
    except BaseException:
        if current(warehouse) != name:
            _remove(version)
        raise
    return version


def prune(warehouse: Path, name: str, keep: int = KEEP) -> None:
    """Drop the oldest versions beyond `keep`, but not `name` nor the current one. Raises OSError, after it has dropped what it could."""
    trouble: OSError | None = None
    for old in versions(warehouse)[:-keep]:
        if old not in (name, current(warehouse)):
            try:
                _remove(warehouse / VERSIONS / old)
            except OSError as error:
                trouble = error
    if trouble:
        raise trouble


def remove(warehouse: Path, name: str) -> None:
    """Drop a version that is not the current one. Raises OSError."""
    if name != current(warehouse) and (warehouse / VERSIONS / name).exists():
        _remove(warehouse / VERSIONS / name)


def mend(warehouse: Path) -> list[str]:
    """Put the links and the pin of a warehouse right, where they are damaged; returns what was done. The caller holds the lock."""
    done = []
    kept = versions(warehouse)
    pin = warehouse / PINNED
    if os.path.lexists(pin) and pinned(warehouse) is None:
        _put_aside(pin)
        done.append("put the pin aside, which named no version; runs publish")
    stands = {CURRENT: f"{VERSIONS}/{pinned(warehouse) or (kept[-1] if kept else '')}", DATABASE: f"{CURRENT}/{DATABASE}"}
    if not kept:
        stands = {}
    elif current(warehouse):
        del stands[CURRENT]
    for link, target in stands.items():
        path = warehouse / link
        if path.is_symlink() and os.readlink(path) == target:
            continue
        if os.path.lexists(path) and not path.is_symlink():
            _put_aside(path)
        _link(path, target)
        done.append(f"made the link {link} again, to {target}")
    return done


def _put_aside(path: Path) -> None:
    """Give what stands where it must not another name; nothing is lost of it."""
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.name}.damaged-{number}")):
        number += 1
    path.rename(aside)


def _make_current(warehouse: Path, name: str) -> None:
    _link(warehouse / CURRENT, f"{VERSIONS}/{name}")
    _link(warehouse / DATABASE, f"{CURRENT}/{DATABASE}")
    _sync(warehouse)


def _remove(version: Path) -> None:
    """Remove a version; one that is half removed is no version any more."""
    going = version.with_name(_REMOVING + version.name)
    version.rename(going)
    _delete(going)


def _delete(version: Path) -> None:
    version.chmod(_OPEN)
    shutil.rmtree(version)


@contextlib.contextmanager
def unsealed(version: Path) -> Iterator[None]:
    """Let something be added to the folder of a version, which else takes nothing: a log beside the database would change what it says."""
    version.chmod(_OPEN)
    try:
        yield
    finally:
        version.chmod(_SEALED)


def sweep(warehouse: Path) -> list[Path]:
    """Remove what lies beside the databases of versions, which no run leaves; returns it. The caller holds the lock."""
    swept = []
    for name in versions(warehouse):
        version = warehouse / VERSIONS / name
        for stray in strays(version / DATABASE):
            with unsealed(version):
                if stray.is_dir() and not stray.is_symlink():
                    shutil.rmtree(stray)
                else:
                    stray.unlink()
            swept.append(stray)
    return swept


def rollback(warehouse: Path, version: str | None = None) -> str:
    """Make an earlier version current (default: the one before the current) and pin it: runs go on building, but it stays until unpinned.

    Raises JiedaoError where there is no such version. The caller holds the lock.
    """
    kept = versions(warehouse)
    now = current(warehouse)
    if version is None:
        earlier = kept[: kept.index(now)] if now in kept else []
        if not earlier:
            raise JiedaoError(f"{warehouse}: no earlier version is kept to go back to. See: jiedao status --history")
        version = earlier[-1]
    if version not in kept:
        raise JiedaoError(f"{version}: no such version; kept are {', '.join(kept) or 'none'}.")
    _make_current(warehouse, version)
    temporary = warehouse / (PINNED + ".new")
    temporary.write_text(version, encoding="utf-8")
    temporary.replace(warehouse / PINNED)
    return version


def unpin(warehouse: Path) -> str:
    """Make the newest version current again, and let runs publish; returns its name. Raises JiedaoError where nothing is pinned."""
    newest_version = newest(warehouse)
    if pinned(warehouse) is None or newest_version is None:
        raise JiedaoError(f"{warehouse}: no version is pinned; every run publishes.")
    _make_current(warehouse, newest_version)
    (warehouse / PINNED).unlink()
    return newest_version


def pinned(warehouse: Path) -> str | None:
    """Name of the version that was rolled back to and stays current; None where runs publish."""
    try:
        name = (warehouse / PINNED).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return name if name in versions(warehouse) else None


def _link(link: Path, target: str) -> None:
    """Point `link` at `target`, atomically."""
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
    # By number: a clock may be set back, and by name the tenth run of a second would sort before the second.
    found = []
    for database in (warehouse / VERSIONS).glob(f"*/{DATABASE}"):
        if not database.parent.name.startswith(".") and database.is_file():
            found.append((_number(database.parent), database.stat().st_mtime_ns, database.parent.name))
    return [name for *_, name in sorted(found)]


def _number(version: Path) -> int:
    """Which version of its warehouse it is; 0 for one that does not say it, which is older than those that do."""
    try:
        return int((version / NUMBER).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def newest(warehouse: Path) -> str | None:
    """Name of the version that was built last; None where there is none."""
    return versions(warehouse)[-1] if versions(warehouse) else None


def current(warehouse: Path) -> str | None:
    """Name of the current version; None where there is none."""
    link = warehouse / CURRENT
    try:
        return os.path.basename(os.readlink(link)) if link.is_symlink() and (link / DATABASE).is_file() else None
    except OSError:
        # A link to itself.
        return None


def record(warehouse: Path, entry: dict[str, Any]) -> None:
    """Add a run to runs.jsonl."""
    # An error may name a file in bytes that are no UTF-8.
    line = json.dumps(entry, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    with open(warehouse / RUNS, "ab+") as runs:
        # A line that a killed run left unfinished is not to swallow this one.
        if runs.tell() and os.pread(runs.fileno(), 1, runs.tell() - 1) != b"\n":
            line = b"\n" + line
        runs.write(line)


def history(warehouse: Path) -> list[dict[str, Any]]:
    """The runs, oldest first; a line that a killed run left unfinished is passed over."""
    try:
        lines = (warehouse / RUNS).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise JiedaoError(f"{warehouse / RUNS}: cannot be read ({error.strerror}). Move it away; the next run begins a new one.") from None
    found = []
    for line in lines:
        with contextlib.suppress(ValueError, RecursionError):
            entry = json.loads(line)
            if isinstance(entry, dict) and isinstance(entry.get("outcome"), str):
                found.append(entry)
    return found
