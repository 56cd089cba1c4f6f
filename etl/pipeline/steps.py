"""The two long steps of a run, which `jiedao verify` takes too: to read an inbox, and to build the database of what was read."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.contracts.records import InboxFile, Rejected
from etl.pipeline import inputs
from etl.pipeline.inputs import Inputs
from etl.pipeline.progress import Listener, ignore_events
from etl.report.ingest import CORRECTIONS, corrections_file, read_bytes
from etl.report.readers.reading import Unreadable
from etl.warehouse import fingerprint

# Frames and the database are imported by the step that needs them.
if TYPE_CHECKING:
    from etl.conform.corrections import Correction
    from etl.pipeline.cache import Cache
    from etl.pipeline.workers import Engine

_ADD_SECONDS = 30.0
"""What was read longer ago survives a crash of the run."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The analysts' corrections that hold."""

    rows: Sequence[Correction] = ()
    good: bytes | None = None
    """The file that they stand in, if it is the inbox's own."""
    rejected: Rejected | None = None
    """What is wrong with the inbox's file."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What is known of the reports of an inbox, whether this run read them or an earlier one."""

    inbox: Path
    inputs: Inputs
    cache: Path
    """File of the cache, which nobody has open."""
    rejected: list[Rejected]
    """The files that could not be read, in the order of their paths."""
    read: int
    """Reports that were read for it."""
    corrections: InForce


@dataclass(frozen=True, slots=True)
class Update:
    """What a version is brought up to date from, in place of being built in full."""

    former: Path
    """Database of the version that it begins as a copy of."""
    names: frozenset[str]
    """The reports that are not as they were."""
    since: int
    """How many have differed since the last version that was built in full."""


def read(
    inbox: Path,
    now: Inputs,
    cache: Path,
    parts: Path,
    *,
    kept: Path,
    engine: Engine | None = None,
    fresh: bool = False,
    tell: Listener = ignore_events,
) -> Readings:
    """Read the reports that the `cache` does not hold as they are `now` (`fresh`: all of them), and forget those that are gone.

    `kept` is the last good file of corrections, for where the one in the inbox is none.
    What `engine` reads (default: as many processes as pay off) passes through the folder `parts`, which is left empty. Raises
    fingerprint.Replaced where the software is replaced meanwhile; what it read before is kept.
    """
    from etl.pipeline.cache import Cache

    with Cache(cache, fingerprint.of_reading(now.software), fresh=fresh) as store:
        count = _read_into(store, now, parts, engine, tell)
        rejected = [*(file for file in now.rejected if file.path != CORRECTIONS), *store.rejected()]
    corrections = in_force(inbox, kept)
    if corrections.rejected:
        rejected.append(corrections.rejected)
        tell("quarantined", path=CORRECTIONS, reason=corrections.rejected.reason, detail=corrections.rejected.detail)
    return Readings(inbox, now, cache, sorted(rejected, key=lambda file: (file.path, file.reason)), count, corrections)


def in_force(inbox: Path, kept: Path) -> InForce:
    """The corrections of an inbox; where its file is none, those of the last good one, which is `kept`."""
    from etl.conform.corrections import Illegible, parse

    try:
        file = corrections_file(inbox)
        if file is None:
            return InForce()
        data = read_bytes(file)
        return InForce(parse(data), data)
    except (Unreadable, Illegible) as error:
        wrong = str(error)
    try:
        rows = parse(kept.read_bytes())
        told = f"the {len(rows)} of the last good file stay in force"
    except (OSError, Illegible):
        rows, told = [], "no correction is in force"
    return InForce(rows, rejected=Rejected(CORRECTIONS, "corrections", f"{wrong} Until then {told}."))


def _read_into(store: Cache, now: Inputs, parts: Path, engine: Engine | None, tell: Listener) -> int:
    """Bring the cache up to date; returns how many reports were read."""
    from etl.pipeline.cache import TOGETHER
    from etl.pipeline.reading import BatchRead, FileRead
    from etl.pipeline.workers import read_all

    keys = {file.name: now.key(file.name) for file in now.reports}
    kept = store.keep(keys)
    todo = {file.name: file for file in now.reports if file.name not in kept}
    tell("reading", reports=len(todo), kept=len(kept))
    done = 0
    waiting: list[BatchRead] = []
    added = time.monotonic()

    def keep() -> None:
        """Keep what waits, unless it may have been read by other software."""
        replaced = fingerprint.replaced(now.software)
        if not any(map(fingerprint.reads, replaced)):
            store.add(waiting, keys)
            waiting.clear()
        fingerprint.refuse(replaced)

    for batch in read_all(list(todo.values()), parts, engine):
        files = tuple(
            read if inputs.settled(todo[read.name], now) else FileRead(read.name, rejected=(_unsettled(todo[read.name]),))
            for read in batch.files
        )
        waiting.append(BatchRead(files, batch.parts))
        if sum(len(read.documents) for one in waiting for read in one.files) >= TOGETHER or time.monotonic() > added + _ADD_SECONDS:
            keep()
            added = time.monotonic()
        for read in files:
            done += 1
            for rejected in read.rejected:
                tell("quarantined", path=rejected.path, reason=rejected.reason, detail=rejected.detail)
            tell("read", path=read.name, done=done, reports=len(todo))
    # Who writes slowly is still at it when all others have been read.
    late = [FileRead(file.name, rejected=(_unsettled(file),)) for file in todo.values() if not inputs.settled(file, now)]
    keep()
    store.forget({read.name for read in late})
    store.add([BatchRead(tuple(late))], keys)
    return len(todo)


def _unsettled(file: InboxFile) -> Rejected:
    if file.path.exists():
        return Rejected(file.name, "changing", "It was written while the run read it; nothing to do, the next run reads it.")
    return Rejected(file.name, "vanished", "The file was gone when it was to be read; put it back or ignore this.")


def build(
    database: Path,
    readings: Readings,
    run_row: Mapping[str, Any],
    begun: float,
    *,
    update: Update | None = None,
    tell: Listener = ignore_events,
) -> dict[str, Any]:
    """Write what was read, as analysts corrected it, to a new database with its views, and close it.

    With an `update` the new database begins as a copy of the former, and only what differs is written. `run_row` is the row of etl_run but
    for what is counted and timed here (from `begun`, a monotonic time). Returns how many documents, facts and numerals there are, and the
    hash of the content. Raises ContractError or IntegrityError where a rule is broken.
    """
    from etl.conform.batches import replace
    from etl.contracts import schemas
    from etl.pipeline import cache
    from etl.warehouse import load, star

    first_seen = {path: datetime.fromisoformat(file.first_seen) for path, file in readings.inputs.files.items()}
    with load.new(database, update.former if update else None) as con:
        cache.attach(con, readings.cache)
        renewed = cache.documents(con, update.names) if update else ()
        told = star.star(con, first_seen, run_row["started_at"], readings.corrections.rows, renewed)
        for correction in told:
            if correction.attached_to is None:
                tell("correction", line=correction.line, status=correction.status, detail=correction.detail)
        counts = load.counts(con)
        tell("conformed", **counts, quarantined=len(readings.rejected))
        replace(con, "quarantine", schemas.frame("quarantine", [asdict(file) for file in readings.rejected]))
        seconds = round(time.monotonic() - begun, 3)
        run_row = {**run_row, **counts, "quarantined": len(readings.rejected), "seconds": seconds}
        replace(con, "etl_run", schemas.frame("etl_run", [run_row]))
        return {**counts, "content": load.finish(con, update=bool(update))}
