"""What a run depends on, and whether it has changed since the version that is current was built.

Standard library only: the run that finds nothing changed must not wait for anything to be imported.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from etl import resources
from etl.model import InboxFile, Rejected
from etl.stages.ingest import CORRECTIONS, SIDECAR_SUFFIX, scan

STATE = "state.json"

# A file changed within this time of the last look may have changed again in the same tick of its file system's clock.
_SUSPECT_NS = 2_000_000_000
# Libraries whose version decides what a report reads like or how it is stored.
_LIBRARIES = ("duckdb", "jieba", "polars", "pyarrow", "pypdf", "python-docx", "trafilatura")


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of the inbox (a report, a sidecar, the corrections) as it was last seen."""

    size: int
    mtime_ns: int
    sha256: str
    """Empty where it cannot be read."""
    first_seen: str
    """ISO time (UTC)."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a version is built from."""

    fingerprint: str
    """Of the code, the reference tables, the SQL and the libraries."""
    looked_ns: int
    files: dict[str, FileState]
    reports: tuple[InboxFile, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of the files that differ between two states of the inputs."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    software: bool = False
    """Whether the code, the reference tables, the SQL or a library differ."""

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.software)


@dataclass(frozen=True, slots=True)
class State:
    """What the last run that published left behind: its version, its inputs and its summary."""

    version: str
    inputs: Inputs
    summary: dict[str, Any] = field(default_factory=dict)


def look(inbox: Path, before: Inputs | None, now: str) -> Inputs:
    """The inputs as they are. Files whose size and time are those of `before` are not read again."""
    looked_ns = time.time_ns()
    reports, rejected = scan(inbox)
    found: dict[str, Path] = {file.name: file.path for file in reports}
    for file in reports:
        sidecar = file.path.with_name(file.path.name + SIDECAR_SUFFIX)
        if os.path.lexists(sidecar):
            found[file.name + SIDECAR_SUFFIX] = sidecar
    if (inbox / CORRECTIONS).exists():
        found[CORRECTIONS] = inbox / CORRECTIONS
    known = before.files if before else {}
    files = {name: _file_state(path, known.get(name), before.looked_ns if before else 0, now) for name, path in sorted(found.items())}
    return Inputs(fingerprint(), looked_ns, files, tuple(reports), tuple(rejected))


def _file_state(path: Path, known: FileState | None, looked_ns: int, now: str) -> FileState:
    first_seen = known.first_seen if known else now
    try:
        info = path.stat()
        if known and (info.st_size, info.st_mtime_ns) == (known.size, known.mtime_ns) and info.st_mtime_ns < looked_ns - _SUSPECT_NS:
            return known
        # Not blocking: a sidecar may be a pipe.
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as handle:
            return FileState(info.st_size, info.st_mtime_ns, hashlib.file_digest(handle, "sha256").hexdigest(), first_seen)
    except OSError:
        return FileState(0, 0, "", first_seen)


def changes(before: Inputs | None, now: Inputs) -> Changes:
    """What differs between the inputs of the current version (None: there is none) and those of now."""
    if before is None:
        return Changes(new=tuple(now.files), software=True)
    old = {name: file.sha256 for name, file in before.files.items()} | {r.path: r.reason for r in before.rejected}
    new = {name: file.sha256 for name, file in now.files.items()} | {r.path: r.reason for r in now.rejected}
    return Changes(
        new=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(name for name in new.keys() & old.keys() if new[name] != old[name])),
        gone=tuple(sorted(old.keys() - new.keys())),
        software=before.fingerprint != now.fingerprint,
    )


def fingerprint() -> str:
    """Hash of everything beside the inbox that a version depends on."""
    digest = hashlib.blake2b(digest_size=8)
    package = Path(__file__).resolve().parent
    sources = [*package.rglob("*.py"), *(package / "reference").glob("*.[cp]*"), *(resources.root() / "sql").rglob("*.sql")]
    for file in sorted(set(sources)):
        digest.update(file.name.encode() + b"\0" + hashlib.blake2b(file.read_bytes()).digest())
    versions = [f"{library} {_version(library)}" for library in _LIBRARIES]
    digest.update(repr((sys.version_info[:2], versions)).encode())
    return digest.hexdigest()


def _version(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def read_state(warehouse: Path) -> State | None:
    """The state that the last publishing run left; None where there is none that can be read."""
    try:
        stored = json.loads((warehouse / STATE).read_text(encoding="utf-8"))
        inputs = Inputs(
            fingerprint=stored["fingerprint"],
            looked_ns=stored["looked_ns"],
            files={name: FileState(*values) for name, values in stored["files"].items()},
            rejected=tuple(Rejected(*values) for values in stored["rejected"]),
        )
        return State(stored["version"], inputs, stored["summary"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_state(warehouse: Path, state: State) -> None:
    """Keep the state for the next run; a reader sees the old one or the new one."""
    inputs = state.inputs
    stored = {
        "version": state.version,
        "fingerprint": inputs.fingerprint,
        "looked_ns": inputs.looked_ns,
        "files": {name: [f.size, f.mtime_ns, f.sha256, f.first_seen] for name, f in inputs.files.items()},
        "rejected": [[r.path, r.reason, r.detail, r.sha256] for r in inputs.rejected],
        "summary": state.summary,
    }
    temporary = warehouse / (STATE + ".new")
    temporary.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
    os.replace(temporary, warehouse / STATE)
