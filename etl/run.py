"""The nightly run: which stage after which, and nothing else."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from etl import JiedaoError, inputs, software
from etl.inputs import Changes, Inputs, State
from etl.model import InboxFile, Rejected
from etl.stages import publish
from etl.stages.ingest import CORRECTIONS, SIDECAR_SUFFIX
from etl.warehouse import DATABASE, inbox, locate

# Frames and the database are imported when something has changed, not before.
if TYPE_CHECKING:
    from etl.cache import Cache
    from etl.workers import Engine

SHRINK = 0.3
"""Share of its reports that an inbox may lose from one run to the next: an unmounted disk is no deletion."""
_SHRINK_FEW = 5

UPDATE = 0.1
"""Share of the reports that may differ from those of the last version built in full, for a version to be brought up to date in place of
being built: a full build lays the rows in order again."""

_ADD_SECONDS = 30.0
"""What was read longer ago survives a crash of the run."""

Listener = Callable[..., None]
"""Is told what happens: the event's name, and what there is to say of it as keyword arguments that JSON can hold."""


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What became of the site that a run was asked for."""

    pages: int = 0
    """Pages that were written; 0 where the site stood as it should."""
    failed: str = ""
    """What went wrong; the version stands all the same."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did."""

    outcome: str
    """published, held back (built, but the warehouse is pinned to another version), unchanged or dry run."""
    version: str | None
    """The version that stands for the inbox after the run: the current one, unless it is held back."""
    raw: Path
    warehouse: Path
    changes: Changes
    documents: int = 0
    facts: int = 0
    numerals: int = 0
    quarantined: tuple[Rejected, ...] = ()
    read: int = 0
    """Reports that were read; what is known of the others was kept."""
    reports: int = 0
    content: str = ""
    """Hash of what the version holds; the same raw files give the same."""
    seconds: float = 0.0
    site: SiteReport | None = None
    """None where none was asked for."""

    @property
    def why(self) -> str:
        """What was read again, and the reason, in one sentence."""
        changes, all_of_them = self.changes, self.read == self.reports
        if all_of_them and changes.reading:
            more = len(changes.reading) - 3
            return f"all {self.read} reports were read: changed {', '.join(changes.reading[:3])}{f' and {more} more' if more > 0 else ''}"
        if all_of_them:
            return f"all {self.read} reports were read" if self.read != 1 else "the one report was read"
        beside = f"; changed {', '.join(changes.software[:3])}, which reads no report" if changes.software and not changes.reading else ""
        return f"{self.read} of {self.reports} reports were read: the others are as they were{beside}"


@dataclass(frozen=True, slots=True)
class _Update:
    """A version that is to be brought up to date."""

    former: Path
    """Its database."""
    names: frozenset[str]
    """The reports that are not as they were."""
    since: int
    """How many have differed since the last version that was built in full."""


def run(
    raw: str | os.PathLike[str] | None = None,
    warehouse: str | os.PathLike[str] | None = None,
    *,
    full: bool = False,
    dry_run: bool = False,
    allow_shrink: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    shared: str | os.PathLike[str] | None = None,
    keep: int = publish.KEEP,
    site: bool = False,
    listen: Listener | None = None,
) -> RunReport:
    """Bring the warehouse up to date with the inbox and publish a new version, if anything has changed or `full` is set.

    Reports that are as they were are not read again, unless `full` is set or what reading depends on has changed. `dry_run` looks and
    writes nothing. An inbox that lost more than SHRINK of its reports is refused, unless `allow_shrink` is set. `workers` is the number of
    processes that read reports (default: as many as pay off). With the address of a Dask `scheduler`, which has to answer even where there
    is nothing to read, the workers of its cluster read them, and what they read passes through the folder `shared` (default: below the
    warehouse), which they all see, as they see the inbox.
    `keep` is the number of versions kept, and `listen` is told what happens.
    With `site` the version that stands after the run has a static site beside its database, as this software writes it; a site that
    fails fails no run.
    Raises JiedaoError (Busy where another run is at work); then the current version stays.
    """
    begun = time.monotonic()
    tell = listen or _tell_nobody
    source, folder = inbox(raw), locate(warehouse)
    through = Path(shared).expanduser().absolute() if shared else None
    started = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    if dry_run:
        state, now = _look(source, folder, started)
        return RunReport("dry run", publish.current(folder), source, folder, inputs.changes(state.inputs if state else None, now))
    with publish.lock(folder, f"{started.isoformat()}Z"):
        entry: dict[str, Any] = {"run_id": None, "started_at": started.isoformat(), "raw": str(source)}
        tell("started", raw=str(source), warehouse=str(folder), full=full)
        try:
            if scheduler:
                from etl import cluster

                # Who has a cluster wants to know that it is gone before the night on which there is something to read.
                cluster.ask(scheduler)
            state, now = _look(source, folder, started)
            changes = inputs.changes(state.inputs if state else None, now)
            _refuse_loss(source, changes, allow_shrink)
            tell(
                "looked",
                reports=len(now.reports),
                new=len(changes.new),
                changed=len(changes.changed),
                gone=len(changes.gone),
                software=changes.software,
            )
            if state and not changes and not full:
                inputs.keep_look(folder, state, now)
                outcome, read = "unchanged", 0
                shown = _site(folder / publish.VERSIONS / state.version, tell) if site else None
            else:
                update = None if full else _what_differs(folder, state, changes, len(now.reports))
                state, read, shown = _build(
                    source, folder, now, started, full, update, workers, scheduler, through, keep, site, begun, tell
                )
                outcome = "published" if publish.current(folder) == state.version else "held back"
            report = _report(outcome, state, source, folder, changes, read, len(now.reports), _since(begun), shown)
            counts = {name: getattr(report, name) for name in ("documents", "facts", "numerals", "content", "read", "seconds")}
            entry |= {"run_id": report.version, "outcome": report.outcome, **counts, "quarantined": len(report.quarantined)}
            if shown and shown.failed:
                entry["site_failed"] = shown.failed
            publish.record(folder, entry)
        except BaseException as error:
            mendable = _mendable(error, folder)
            told = str(mendable) if mendable else f"{type(error).__name__}: {error}"
            tell("failed", error=told)
            with suppress(OSError):
                publish.record(folder, entry | {"outcome": "failed", "error": told, "seconds": _since(begun)})
            if mendable and mendable is not error:
                raise mendable from error
            raise
        tell("ended", **{name: entry[name] for name in ("run_id", "outcome", "seconds", "quarantined")}, why=report.why)
        return report


def _tell_nobody(event: str, **said: Any) -> None:
    """The listener of who does not listen."""


def _look(source: Path, folder: Path, started: datetime) -> tuple[State | None, Inputs]:
    """The state of the current version, if that is the one the last run left, and the inputs of now."""
    state = inputs.read_state(folder)
    now = inputs.look(source, state.inputs if state else None, started.isoformat())
    if not now.reports and not now.rejected:
        raise JiedaoError(
            f"{source}: holds no reports. Put .txt, .html, .docx or .pdf files into it, or name another folder with --raw DIR."
        )
    if state and state.version != (publish.newest(folder) if publish.pinned(folder) else publish.current(folder)):
        state = None
    return state, now


def _refuse_loss(source: Path, changes: Changes, allow_shrink: bool) -> None:
    lost, before = changes.lost, changes.before
    if not allow_shrink and lost > SHRINK * before and (lost >= _SHRINK_FEW or lost == before):
        raise JiedaoError(
            f"{source}: {lost} of {before} reports are gone, more than {SHRINK:.0%}; the current version stays. "
            "Is a disk not mounted? If they are meant to go: jiedao run --allow-shrink"
        )


def _what_differs(folder: Path, state: State | None, changes: Changes, reports: int) -> _Update | None:
    """What differs from the version that `state` tells of; None where too much does, and one is to be built in full."""
    if state is None or changes.software:
        return None
    former = folder / publish.VERSIONS / state.version / DATABASE
    names = frozenset(name.removesuffix(SIDECAR_SUFFIX) for name in (*changes.new, *changes.changed, *changes.gone))
    since = int(state.summary.get("updated", 0)) + len(names)
    return _Update(former, names, since) if since <= UPDATE * reports and former.exists() else None


def _report(
    outcome: str,
    state: State,
    source: Path,
    folder: Path,
    changes: Changes,
    read: int,
    reports: int,
    seconds: float,
    site: SiteReport | None,
) -> RunReport:
    counts = {name: int(state.summary[name]) for name in ("documents", "facts", "numerals")}
    quarantined = tuple(Rejected(**row) for row in state.summary["quarantined"])
    return RunReport(
        outcome,
        state.version,
        source,
        folder,
        changes,
        **counts,
        quarantined=quarantined,
        read=read,
        reports=reports,
        content=state.summary["content"],
        seconds=seconds,
        site=site,
    )


def _build(
    source: Path,
    folder: Path,
    now: Inputs,
    started: datetime,
    full: bool,
    update: _Update | None,
    workers: int | None,
    scheduler: str | None,
    shared: Path | None,
    keep: int,
    site: bool,
    begun: float,
    tell: Listener,
) -> tuple[State, int, SiteReport | None]:
    """Build a version and publish it; returns the state for the next run, how many reports were read, and what became of the site."""
    import duckdb

    from etl import cache, schemas
    from etl.cluster import Dask
    from etl.stages import load
    from etl.workers import Local

    name, building = publish.new_version(folder, started.strftime("%Y%m%dT%H%M%SZ"))
    try:
        with _of_one_software(now):
            with cache.Cache(folder / cache.FILE, software.fingerprint(software.of_reading(now.software)), fresh=full) as store:
                with _parts(shared / shared_name(folder) if shared else building / "parts") as parts:
                    engine: Engine | None = Local(workers) if workers else None
                    if scheduler:
                        engine = Dask(scheduler, software.fingerprint(software.of_reading(now.software)), source, parts)
                    read = read_reports(store, now, parts, engine, tell)
                rejected = quarantined(now, store)
            run_row = {
                "run_id": name,
                "started_at": started,
                "software_version": _software_version(),
                "fingerprint": software.fingerprint(now.software),
                "files": len(now.reports) + len(now.rejected),
            }
            summary = build(building / DATABASE, folder / cache.FILE, now, source, rejected, run_row, begun, tell, update)
            shown = _site(building, tell) if site else None
        publish.publish(folder, name, building, keep)
    except BaseException as error:
        shutil.rmtree(building, ignore_errors=True)
        if isinstance(error, (schemas.ContractError, load.IntegrityError, duckdb.ConstraintException)):
            raise JiedaoError(
                f"The run was stopped before it published, and the current version stays: {error}. Please report this."
            ) from error
        raise
    updated = update.since if update else 0
    state = State(name, now, {**summary, "quarantined": [asdict(file) for file in rejected], "updated": updated})
    inputs.write_state(folder, state)
    return state, read, shown


class Replaced(JiedaoError):
    """The software is no longer what a run began with: half of it is loaded, the rest would be another's."""


def _refuse_mixture(names: Sequence[str], cause: Exception | None = None) -> None:
    """Raise Replaced if any parts of the software have been replaced, because of `cause` if that is how it came out."""
    if names:
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        left = "all reports are read by the new one" if any(map(software.reads, names)) else "what was read so far is kept"
        raise Replaced(
            f"The software changed while the run was under way ({', '.join(names[:3])}{more}), so it was stopped; "
            f"the current version stays. Run again, once nobody changes it any more: {left}."
        ) from cause


@contextmanager
def _of_one_software(now: Inputs) -> Iterator[None]:
    """Whatever is done within is done by the software that was looked at, or Replaced is raised at its end."""
    try:
        yield
    except Replaced:
        raise
    except Exception as error:
        # Parts that do not go together fail in ways that tell nobody why.
        _refuse_mixture(software.replaced(now.software), error)
        raise
    _refuse_mixture(software.replaced(now.software))


def shared_name(warehouse: Path) -> str:
    """The name of a warehouse's folder on shared storage, where other warehouses may have theirs."""
    return "jiedao-" + hashlib.blake2b(f"{os.uname().nodename}:{warehouse}".encode(), digest_size=8).hexdigest()


@contextmanager
def _parts(folder: Path) -> Iterator[Path]:
    """A folder for what is read to pass through; what a run that was killed left in it is removed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _site(version: Path, tell: Listener) -> SiteReport:
    """Give a version its site, unless it stands there as this software writes it."""
    from etl import site

    try:
        shown = SiteReport(pages=site.beside(version / DATABASE))
    except Exception as error:
        # Whatever befalls the pages, the figures are worth publishing.
        shown = SiteReport(failed=f"{type(error).__name__}: {error}")
        tell("site failed", error=shown.failed)
    if shown.pages:
        tell("site", pages=shown.pages)
    return shown


def read_reports(store: Cache, now: Inputs, folder: Path, engine: Engine | None = None, tell: Listener = _tell_nobody) -> int:
    """Read into `store` the reports that it does not hold as they are now, and forget those that are gone; returns how many were read.

    What `engine` reads (default: as many processes as pay off) passes through `folder`, which is left empty. Raises Replaced where the
    software is replaced meanwhile; what it read before is kept.
    """
    from etl.cache import TOGETHER
    from etl.reading import BatchRead, FileRead
    from etl.workers import read_all

    keys = {file.name: now.key(file.name) for file in now.reports}
    kept = store.keep(keys)
    todo = {file.name: file for file in now.reports if file.name not in kept}
    tell("reading", reports=len(todo), kept=len(kept))
    done = 0
    waiting: list[BatchRead] = []
    added = time.monotonic()

    def keep() -> None:
        """Keep what waits, unless it may have been read by other software."""
        replaced = software.replaced(now.software)
        if not any(map(software.reads, replaced)):
            store.add(waiting, keys)
            waiting.clear()
        _refuse_mixture(replaced)

    for batch in read_all(list(todo.values()), folder, engine):
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


def quarantined(now: Inputs, store: Cache) -> list[Rejected]:
    """The files of the inbox that could not be read, in the order of their paths."""
    return sorted([*now.rejected, *store.rejected()], key=lambda rejected: (rejected.path, rejected.reason))


def build(
    database: Path,
    readings: Path,
    now: Inputs,
    source: Path,
    rejected: Sequence[Rejected],
    run_row: Mapping[str, Any],
    begun: float,
    tell: Listener = _tell_nobody,
    update: _Update | None = None,
) -> dict[str, Any]:
    """Write what was read from the inbox `source`, as analysts corrected it, to a new database with its views, and close it.

    With an `update` the new database begins as a copy of the former, and only what differs is written.
    `readings` is the file of the cache, which nobody has open; `run_row` the row of etl_run but for what is counted and timed here (from
    `begun`). Returns how many documents, facts and numerals there are, and the hash of the content. Raises ContractError or IntegrityError
    where a rule is broken.
    """
    from etl import cache, schemas
    from etl.stages import corrections, load, star
    from etl.stages.batches import replace

    first_seen = {path: datetime.fromisoformat(file.first_seen) for path, file in now.files.items()}
    with load.new(database, update.former if update else None) as con:
        cache.attach(con, readings)
        renewed = cache.documents(con, update.names) if update else ()
        told = star.star(con, first_seen, run_row["started_at"], corrections.read(source / CORRECTIONS), renewed)
        for correction in told:
            if correction.attached_to is None:
                tell("correction", line=correction.line, status=correction.status, detail=correction.detail)
        counts = load.counts(con)
        tell("conformed", **counts, quarantined=len(rejected))
        replace(con, "quarantine", schemas.frame("quarantine", [asdict(file) for file in rejected]))
        run_row = {**run_row, **counts, "quarantined": len(rejected), "seconds": _since(begun)}
        replace(con, "etl_run", schemas.frame("etl_run", [run_row]))
        return {**counts, "content": load.finish(con, update=bool(update))}


def _mendable(error: BaseException, folder: Path) -> JiedaoError | None:
    """The error as something that the user can mend, if it is."""
    if isinstance(error, JiedaoError):
        return error
    # DuckDB tells of the system's errors in words alone.
    told = str(error)
    number = error.errno if isinstance(error, OSError) else None
    is_database = type(error).__module__.split(".")[0] in ("duckdb", "_duckdb")
    if not is_database and number is None:
        return None
    full = {code: os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)}
    if number in full or (is_database and any(words in told for words in full.values())):
        return JiedaoError(
            f"{folder}: no room on the disk; the current version stays. Free some space, or name another folder with --warehouse DIR."
        )
    if is_database and not told.startswith(("IO Error", "Serialization Error", "TransactionContext Error", "Fatal", "FATAL")):
        return None
    return JiedaoError(
        f"{folder}: cannot be written ({told}); the current version stays. Check the folder, or build everything anew: jiedao run --full"
    )


def _software_version() -> str:
    try:
        return metadata.version("jiedao-warehouse")
    except metadata.PackageNotFoundError:
        return "not installed"


def _since(begun: float) -> float:
    return round(time.monotonic() - begun, 3)


class _CallableModule(ModuleType):
    """Importing this module sets `etl.run` to it, over the function of that name; so the module itself answers the call."""

    def __call__(self, *args: Any, **kwargs: Any) -> RunReport:
        return run(*args, **kwargs)


sys.modules[__name__].__class__ = _CallableModule
