"""What a run depends on, and whether it has changed since the version that is current was built.

Standard library only: the run that finds nothing changed must not wait for anything to be imported.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from etl.contracts.codes import PASSING
from etl.contracts.records import InboxFile, Rejected
from etl.report.ingest import CORRECTIONS, SAMPLES, SIDECAR_SUFFIX, corrections_file, scan
from etl.report.readers.reading import Unreadable
from etl.warehouse import fingerprint

STATE = "state.json"
SUMMARY = ("documents", "facts", "numerals", "content", "quarantined", "database")
"""What the summary of a state tells of its version."""

# A file changed within this time of the last look may have changed again in the same tick of its file system's clock.
_SUSPECT_NS = 2_000_000_000
# File systems (of memory cards, or reached through a program) that keep no time of change: there the bytes are asked every time.
_TELL_NOTHING = (b"vfat", b"msdos", b"exfat", b"fuse", b"cifs", b"smb")
# What goes wrong between the look and the reading is gone at the next look.


class FileState(NamedTuple):
    """A file of the inbox (a report, a sidecar, the corrections) as it was last seen."""

    size: int
    mtime_ns: int
    sha256: str
    """Empty where it cannot be read."""
    first_seen: str
    """ISO time (UTC)."""
    ctime_ns: int = 0
    inode: int = 0

    def is_as(self, file: InboxFile, settled_ns: int) -> bool:
        """Whether a file is the one that was seen, with the bytes it had; it was last changed before `settled_ns`."""
        seen = (self.size, self.mtime_ns, self.ctime_ns, self.inode)
        # Anybody may set the time of modification; the system alone sets the time of change, in ticks of its own.
        return seen == (file.size, file.mtime_ns, file.ctime_ns, file.inode) and self.ctime_ns < settled_ns


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a version is built from."""

    software: dict[str, str]
    """The code, the reference tables, the SQL and the libraries: name → hash or version."""
    looked_ns: int
    files: dict[str, FileState]
    reports: tuple[InboxFile, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def key(self, name: str) -> str:
        """The bytes of a report and of its sidecar; empty where they cannot be read."""
        hashes = [file.sha256 for part in (name, name + SIDECAR_SUFFIX) if (file := self.files.get(part))]
        return "+".join(hashes) if all(hashes) else ""


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of the files that differ between two states of the inputs."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    software: tuple[str, ...] = ()
    """The code, reference tables, SQL and libraries that differ."""
    lost: int = 0
    """Reports that are gone, and their text with them: not moved, and no samples that gave way to reports."""
    before: int = 0
    """Reports that there were."""

    @property
    def reading(self) -> tuple[str, ...]:
        """Of the software that differs, what decides how a report is read: if there is any, all are read again."""
        return tuple(name for name in self.software if fingerprint.reads(name))

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.software)


@dataclass(frozen=True, slots=True)
class State:
    """What the last run that published left behind: its version, its inputs and its summary."""

    version: str
    inputs: Inputs
    summary: dict[str, Any] = field(default_factory=dict)


def look(inbox: Path, before: Inputs | None, now: str) -> Inputs:
    """The inputs as they are. A file that is as it was `before`, by its size, times and inode, is not hashed again, where these tell."""
    with _no_collection():
        looked_ns = time.time_ns()
        if before and not _tells_changes(inbox):
            before = replace(before, looked_ns=0)
        reports, rejected = scan(inbox)
        known = before.files if before else {}
        settled_ns = (before.looked_ns if before else 0) - _SUSPECT_NS
        files: dict[str, FileState] = {}
        for file in reports:
            state = known.get(file.name)
            if state and state.is_as(file, settled_ns):
                files[file.name] = state
            else:
                files[file.name] = _hashed(file.path, state, now)
            if file.beside:
                name = file.name + SIDECAR_SUFFIX
                files[name] = _file_state(file.beside, known.get(name), settled_ns, now)
        try:
            corrections = corrections_file(inbox)
        except Unreadable as error:
            rejected.append(Rejected(CORRECTIONS, error.reason, error.detail))
        else:
            if corrections:
                files[CORRECTIONS] = _file_state(corrections, known.get(CORRECTIONS), settled_ns, now)
        return Inputs(fingerprint.parts(), looked_ns, files, tuple(reports), tuple(rejected))


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Without the collector of cycles, of which there are none here: it would go through a hundred thousand objects time and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _tells_changes(folder: Path) -> bool:
    """Whether the file system of a folder keeps a time of change beside the time of modification, which anybody may set."""
    mounted = Path("/proc/self/mounts")
    try:
        lines = mounted.read_bytes().splitlines()
        place = os.fsencode(folder.resolve())
    except OSError:
        return True
    kinds: dict[bytes, bytes] = {}
    for line in lines:
        _, point, kind, *_ = line.split(b" ")
        kinds[re.sub(rb"\\([0-7]{3})", lambda code: bytes([int(code[1], 8) & 255]), point)] = kind
    while place not in kinds and place != b"/":
        place = os.path.dirname(place)
    return not kinds.get(place, b"").startswith(_TELL_NOTHING)


def _file_state(path: Path, known: FileState | None, settled_ns: int, now: str) -> FileState:
    """The state of a file; one that is as it is `known` is not read."""
    if known:
        with contextlib.suppress(OSError):
            info = path.stat()
            file = InboxFile(path, "", info.st_size, info.st_mtime_ns, "", info.st_ctime_ns, info.st_ino)
            if known.is_as(file, settled_ns):
                return known
    return _hashed(path, known, now)


def _hashed(path: Path, known: FileState | None, now: str) -> FileState:
    first_seen = known.first_seen if known else now
    try:
        # Not blocking: a sidecar may be a pipe.
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as handle:
            info = os.fstat(handle.fileno())
            sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
            return FileState(info.st_size, info.st_mtime_ns, sha256, first_seen, info.st_ctime_ns, info.st_ino)
    except OSError:
        return FileState(0, 0, "", first_seen)


def settled(file: InboxFile, now: Inputs) -> bool:
    """Whether a report and its sidecar are still what they were when they were looked at."""
    for name, path in ((file.name, file.path), (file.name + SIDECAR_SUFFIX, file.beside)):
        if path and (known := now.files.get(name)) and known.sha256:
            try:
                info = path.stat()
            except OSError:
                return False
            if (info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino) != (*known[:2], *known[4:]):
                return False
    return True


def changes(before: Inputs | None, now: Inputs) -> Changes:
    """What differs between the inputs of the current version (None: there is none) and those of now."""
    if before is None:
        return Changes(new=tuple(sorted(now.files)))
    if (before.software, before.files, before.rejected) == (now.software, now.files, now.rejected):
        return Changes()
    old = {name: file.sha256 for name, file in before.files.items()} | {r.path: r.reason for r in before.rejected}
    new = {name: file.sha256 for name, file in now.files.items()} | {r.path: r.reason for r in now.rejected}
    gone = old.keys() - new.keys()
    reports = {name for name in old if name != CORRECTIONS and not name.endswith(SIDECAR_SUFFIX)}
    if any(not _sample(name) for name in new):
        reports = {name for name in reports if not _sample(name)}
    still = set(new.values())
    return Changes(
        new=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(name for name in new.keys() & old.keys() if new[name] != old[name])),
        gone=tuple(sorted(gone)),
        software=fingerprint.differing(before.software, now.software),
        lost=sum(old[name] not in still for name in gone & reports),
        before=len(reports),
    )


def _sample(name: str) -> bool:
    return name.startswith(SAMPLES + "/") or name == CORRECTIONS


def read_state(warehouse: Path) -> State | None:
    """The state that the last publishing run left; None where there is none that can be read."""
    try:
        with _no_collection():
            stored = json.loads((warehouse / STATE).read_bytes())
            columns = stored["files"]
            inputs = Inputs(
                software=stored["software"],
                looked_ns=stored["looked_ns"],
                files=dict(zip(columns["name"], map(FileState, *(columns[name] for name in FileState._fields)), strict=True)),
                rejected=tuple(Rejected(*values) for values in stored["rejected"]),
            )
            summary = stored["summary"]
            if not isinstance(stored["version"], str) or not all(name in summary for name in SUMMARY):
                return None
            for row in summary["quarantined"]:
                Rejected(**row)
        return State(stored["version"], inputs, summary)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def stamp(database: Path, *, whole: bool = False) -> dict[str, Any]:
    """By what a published database is known again: what the system says of it and, where the `whole` is read, its hash. Raises OSError."""
    info = database.stat()
    told: dict[str, Any] = {"seen": [info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino]}
    if whole:
        with database.open("rb") as handle:
            told["sha256"] = hashlib.file_digest(handle, "sha256").hexdigest()
    return told


def keep_look(warehouse: Path, state: State, now: Inputs) -> None:
    """Keep the times just seen, where nothing else has changed: what was touched need not be hashed again."""
    if any(file is not state.inputs.files.get(name) for name, file in now.files.items()):
        write_state(warehouse, State(state.version, now, state.summary))


def write_state(warehouse: Path, state: State) -> None:
    """Keep the state for the next run; a reader sees the old one or the new one.

    A report that could not be read for a reason that passes is to be found changed by the next look.
    """
    inputs = state.inputs
    again = {row["path"] for row in state.summary.get("quarantined", ()) if row["reason"] in PASSING}
    files = inputs.files | {name: inputs.files[name]._replace(size=-1, sha256="") for name in again & inputs.files.keys()}
    # By column: half the size, and a hundred thousand files are read in a moment.
    columns = dict(zip(FileState._fields, zip(*files.values(), strict=True) if files else ((),) * len(FileState._fields), strict=True))
    stored = {
        "version": state.version,
        "software": inputs.software,
        "looked_ns": inputs.looked_ns,
        "files": {"name": list(files), **columns},
        "rejected": [[r.path, r.reason, r.detail, r.sha256] for r in inputs.rejected],
        "summary": state.summary,
    }
    temporary = warehouse / (STATE + ".new")
    temporary.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
    os.replace(temporary, warehouse / STATE)
