"""The nightly run: which step after which, and nothing else."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.contracts.escape import file_name
from etl.contracts.records import Rejected
from etl.errors import JiedaoError
from etl.pipeline import inputs, steps
from etl.pipeline.inputs import Changes, Inputs, State
from etl.pipeline.progress import Listener, ignore_events
from etl.report.ingest import CORRECTIONS, SIDECAR_SUFFIX
from etl.warehouse import fingerprint, publish
from etl.warehouse.opening import DATABASE, in_utf8, inbox, locate

# Frames and the database are imported when something has changed, not before.
if TYPE_CHECKING:
    from etl.pipeline.workers import Engine

SHRINK = 0.3
"""Share of its reports that an inbox may lose from one run to the next: an unmounted disk is no deletion."""
_SHRINK_FEW = 5

UPDATE = 0.1
"""Share of the reports that may differ from those of the last version built in full, for a version to be brought up to date in place of
being built: a full build lays the rows in order again."""


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
    mended: tuple[str, ...] = ()
    """What was found damaged in the warehouse, and what was done about it."""
    troubles: tuple[str, ...] = ()
    """What went wrong once the version stood: a file beside it that could not be written, a version that could not be removed."""

    @property
    def why(self) -> str:
        """What was read again, and the reason, in one sentence."""
        changes, all_of_them = self.changes, self.read == self.reports
        if all_of_them:
            more = len(changes.reading) - 3
            cause = f": changed {', '.join(changes.reading[:3])}{f' and {more} more' if more > 0 else ''}" if changes.reading else ""
            if self.quarantined:
                return f"all {self.read} files were looked into, and {len(self.quarantined)} went to quarantine{cause}"
            return f"all {self.read} reports were read{cause}" if self.read != 1 else f"the one report was read{cause}"
        beside = f"; changed {', '.join(changes.software[:3])}, which reads no report" if changes.software and not changes.reading else ""
        return f"{self.read} of {self.reports} reports were read: the others are as they were{beside}"


@dataclass(frozen=True, slots=True)
class _Job:
    """What a run is asked to do; the arguments of :func:`run`, settled."""

    raw: Path
    warehouse: Path
    full: bool
    allow_shrink: bool
    workers: int | None
    scheduler: str | None
    shared: Path | None
    keep: int
    site: bool
    tell: Listener
    started: datetime
    begun: float
    """Monotonic time."""
    mended: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @contextmanager
    def afterwards(self, doing: str) -> Iterator[None]:
        """Do something that no version depends on any more: what goes wrong with it is noted and told."""
        try:
            yield
        except OSError as error:
            self.troubles.append(f"{doing} failed ({error.strerror or error})")
            self.tell("trouble", what=self.troubles[-1])

    def mend(self, what: str) -> None:
        """Note and tell what was mended."""
        self.mended.append(what)
        self.tell("mended", what=what)

    @property
    def seconds(self) -> float:
        """For how long it has run."""
        return round(time.monotonic() - self.begun, 3)


@dataclass(frozen=True, slots=True)
class _Result:
    """The version that stands for the inbox after a run, and what the run did for it."""

    state: State
    read: int = 0
    site: SiteReport | None = None


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
    job = _Job(
        raw=inbox(raw),
        warehouse=locate(warehouse),
        full=full,
        allow_shrink=allow_shrink,
        workers=workers,
        scheduler=scheduler,
        shared=in_utf8(Path(shared).expanduser().absolute()) if shared else None,
        keep=keep,
        site=site,
        tell=listen or ignore_events,
        started=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
        begun=time.monotonic(),
    )
    if dry_run:
        state, now = _look(job)
        changes = inputs.changes(state.inputs if state else None, now)
        return RunReport("dry run", publish.current(job.warehouse), job.raw, job.warehouse, changes)
    with publish.lock(job.warehouse, f"{job.started.isoformat()}Z"):
        job.tell("started", raw=file_name(job.raw), warehouse=file_name(job.warehouse), full=full)
        try:
            report = _run(job)
            with job.afterwards("recording the run"):
                publish.record(job.warehouse, _entry(job, report))
            report = replace(report, troubles=tuple(job.troubles))
        except BaseException as error:
            told = _failed(job, error)
            if told is error:
                raise
            raise told from error
        ended = {"run_id": report.version, "outcome": report.outcome, "seconds": report.seconds, "quarantined": len(report.quarantined)}
        job.tell("ended", **ended, why=report.why)
        return report


def _run(job: _Job) -> RunReport:
    """Look, and if anything has changed build a version and publish it."""
    if job.scheduler:
        from etl.pipeline import cluster

        # Who has a cluster wants to know that it is gone before the night on which there is something to read.
        cluster.ask(job.scheduler)
    for stray in publish.sweep(job.warehouse):
        job.mend(f"removed {stray.relative_to(job.warehouse)}, which lay beside a published database and would have changed what it says")
    for done in publish.mend(job.warehouse):
        job.mend(done)
    state, now = _look(job)
    damaged = ""
    if state and (damage := _damage(job.warehouse, state)):
        damaged = state.version
        job.mend(f"version {state.version} {damage}: a new one is built in full")
        state = replace(state, version="")
    elif state is None and publish.versions(job.warehouse) and (job.warehouse / inputs.STATE).exists():
        job.mend("the state of the last run does not tell the version that stands: a new one is built in full")
    changes = inputs.changes(state.inputs if state else None, now)
    _refuse_loss(job, changes)
    counts = {"new": len(changes.new), "changed": len(changes.changed), "gone": len(changes.gone)}
    job.tell("looked", reports=len(now.reports), **counts, software=changes.software)
    if state and state.version and not changes and not job.full:
        with job.afterwards("keeping what was seen"):
            inputs.keep_look(job.warehouse, state, now)
        site = _site_of(job.warehouse / publish.VERSIONS / state.version, job.tell) if job.site else None
        return _report(job, "unchanged", changes, len(now.reports), _Result(state, site=site))
    result = _build(job, now, _update(job, state, changes, len(now.reports)))
    if damaged:
        with job.afterwards("removing the damaged version"):
            publish.remove(job.warehouse, damaged)
    outcome = "published" if publish.current(job.warehouse) == result.state.version else "held back"
    return _report(job, outcome, changes, len(now.reports), result)


def _entry(job: _Job, report: RunReport | None = None) -> dict[str, Any]:
    """The run's line in runs.jsonl, but for the outcome where it has no report."""
    entry: dict[str, Any] = {"run_id": None, "started_at": job.started.isoformat(), "raw": file_name(job.raw)}
    if report:
        counts = {name: getattr(report, name) for name in ("documents", "facts", "numerals", "content", "read", "seconds")}
        entry |= {"run_id": report.version, "outcome": report.outcome, **counts, "quarantined": len(report.quarantined)}
        if report.site and report.site.failed:
            entry["site_failed"] = report.site.failed
    return entry | {name: told for name, told in (("mended", job.mended), ("troubles", job.troubles)) if told}


def _failed(job: _Job, error: BaseException) -> BaseException:
    """Tell and record that the run failed; returns the error as something that the user can mend, if it is."""
    mendable = _mendable(error, job.warehouse)
    if isinstance(error, KeyboardInterrupt):
        told = f"interrupted; the current version is {publish.current(job.warehouse) or 'none'}"
    else:
        told = str(mendable) if mendable else f"{type(error).__name__}: {error}"
    job.tell("failed", error=told)
    with suppress(OSError):
        publish.record(job.warehouse, _entry(job) | {"outcome": "failed", "error": told, "seconds": job.seconds})
    return mendable or error


def _look(job: _Job) -> tuple[State | None, Inputs]:
    """The state of the current version, if that is the one the last run left, and the inputs of now."""
    state = inputs.read_state(job.warehouse)
    now = inputs.look(job.raw, state.inputs if state else None, job.started.isoformat())
    if not now.reports and not now.rejected:
        raise JiedaoError(
            f"{file_name(job.raw)}: holds no reports. Put .txt, .html, .docx, .xlsx or .pdf files into it, "
            "or name another folder with --raw DIR."
        )
    if state and state.version != (publish.newest(job.warehouse) if publish.pinned(job.warehouse) else publish.current(job.warehouse)):
        state = None
    return state, now


def _refuse_loss(job: _Job, changes: Changes) -> None:
    lost, before = changes.lost, changes.before
    if not job.allow_shrink and lost > SHRINK * before and (lost >= _SHRINK_FEW or lost == before):
        raise JiedaoError(
            f"{file_name(job.raw)}: {lost} of {before} reports are gone, more than {SHRINK:.0%}; the current version stays. "
            "Is a disk not mounted? If they are meant to go: jiedao run --allow-shrink"
        )


def _update(job: _Job, state: State | None, changes: Changes, reports: int) -> steps.Update | None:
    """How to update the version that `state` describes; None if too much differs, so that one is built in full."""
    if job.full or state is None or not state.version or changes.software:
        return None
    former = job.warehouse / publish.VERSIONS / state.version / DATABASE
    names = frozenset(name.removesuffix(SIDECAR_SUFFIX) for name in (*changes.new, *changes.changed, *changes.gone))
    since = int(state.summary.get("updated", 0)) + len(names)
    return steps.Update(former, names, since) if since <= UPDATE * reports and former.exists() else None


def _report(job: _Job, outcome: str, changes: Changes, reports: int, result: _Result) -> RunReport:
    summary = result.state.summary
    return RunReport(
        outcome,
        result.state.version,
        job.raw,
        job.warehouse,
        changes,
        documents=int(summary["documents"]),
        facts=int(summary["facts"]),
        numerals=int(summary["numerals"]),
        quarantined=tuple(Rejected(**row) for row in summary["quarantined"]),
        read=result.read,
        reports=reports,
        content=summary["content"],
        seconds=job.seconds,
        site=result.site,
        mended=tuple(job.mended),
    )


def _damage(warehouse: Path, state: State) -> str:
    """What is wrong with the database of the version that a state tells of; empty where nothing is."""
    database = warehouse / publish.VERSIONS / state.version / DATABASE
    known = state.summary["database"]
    try:
        stamp = inputs.stamp(database)
        if stamp["seen"] == known["seen"]:
            return ""
        if inputs.stamp(database, whole=True)["sha256"] != known["sha256"]:
            return "is damaged"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    # It was copied, with all the warehouse perhaps.
    known["seen"] = stamp["seen"]
    with suppress(OSError):
        inputs.write_state(warehouse, state)
    return ""


def _build(job: _Job, now: Inputs, update: steps.Update | None) -> _Result:
    """Build a version and publish it; where what earlier runs kept is damaged, once more without it."""
    import duckdb

    from etl.contracts import schemas
    from etl.pipeline import cache
    from etl.warehouse import load

    faults = (schemas.ContractError, load.IntegrityError, duckdb.Error)
    try:
        try:
            return _build_once(job, now, update)
        except faults as error:
            kept_nothing = job.full or not (job.warehouse / cache.FILE).exists()
            if kept_nothing or not (update or isinstance(error, duckdb.Error)) or _is_full(error):
                raise
            job.mend(f"forgot what earlier runs had read, with which no version could be built ({error}): all reports are read again")
            cache.delete(job.warehouse / cache.FILE)
            return _build_once(job, now, None)
    except (schemas.ContractError, load.IntegrityError, duckdb.ConstraintException) as error:
        raise JiedaoError(
            f"The run was stopped before it published, and the current version stays: {error}. Please report this."
        ) from error


def _build_once(job: _Job, now: Inputs, update: steps.Update | None) -> _Result:
    """Read what is to be read, build a version and publish it; if any of that fails, nothing of the version is left."""
    name, building = publish.new_version(job.warehouse, job.started.strftime("%Y%m%dT%H%M%SZ"))
    try:
        with fingerprint.unmixed(now.software):
            readings = _read(job, now, building)
            summary = steps.build(building / DATABASE, readings, _run_row(job, now, name), job.begun, update=update, tell=job.tell)
            site = _site(building, job.tell) if job.site else None
        version = publish.publish(job.warehouse, name, building)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    summary |= {"quarantined": [asdict(file) for file in readings.rejected], "updated": update.since if update else 0}
    summary["database"] = inputs.stamp(version / DATABASE, whole=True)
    state = State(name, now, summary)
    # From here on the version stands, whatever happens.
    with job.afterwards("keeping the corrections"):
        _keep_corrections(job.warehouse / CORRECTIONS, readings.corrections)
    with job.afterwards("writing the state, without which the next run builds all anew,"):
        inputs.write_state(job.warehouse, state)
    with job.afterwards("removing old versions"):
        publish.prune(job.warehouse, name, job.keep)
    return _Result(state, readings.read, site)


def _keep_corrections(kept: Path, in_force: steps.InForce) -> None:
    """Keep the corrections of the version, for when the inbox's file is none any more."""
    if in_force.good is not None:
        new = kept.with_name(kept.name + ".new")
        new.write_bytes(in_force.good)
        new.replace(kept)
    elif not in_force.rejected:
        kept.unlink(missing_ok=True)


def _read(job: _Job, now: Inputs, building: Path) -> steps.Readings:
    from etl.pipeline import cache

    with _parts(job.shared / shared_name(job.warehouse) if job.shared else building / "parts") as parts:
        engine = _engine(job, now, parts)
        kept = job.warehouse / CORRECTIONS
        return steps.read(job.raw, now, job.warehouse / cache.FILE, parts, kept=kept, engine=engine, fresh=job.full, tell=job.tell)


def _engine(job: _Job, now: Inputs, parts: Path) -> Engine | None:
    """What the run is asked to read with; None where that is left to the reading."""
    from etl.pipeline.cluster import Dask
    from etl.pipeline.workers import Local

    if job.scheduler:
        return Dask(job.scheduler, fingerprint.of_reading(now.software), job.raw, parts)
    return Local(job.workers) if job.workers else None


def _run_row(job: _Job, now: Inputs, name: str) -> dict[str, Any]:
    """The row of etl_run, but for what the building counts."""
    return {
        "run_id": name,
        "started_at": job.started,
        "software_version": _software_version(),
        "fingerprint": fingerprint.digest(now.software),
        "files": len(now.reports) + len(now.rejected),
    }


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
    from etl.show import site

    try:
        shown = SiteReport(pages=site.beside(version / DATABASE))
    except Exception as error:
        # If the pages fail, the figures are still worth publishing.
        shown = SiteReport(failed=f"{type(error).__name__}: {error}")
        tell("site failed", error=shown.failed)
    if shown.pages:
        tell("site", pages=shown.pages)
    return shown


def _site_of(version: Path, tell: Listener) -> SiteReport:
    """The same for a version that is published."""
    with publish.unsealed(version):
        return _site(version, tell)


def _is_full(error: BaseException) -> bool:
    """Whether an error tells of a full disk; DuckDB tells of the system's errors in words alone."""
    full = {code: os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)}
    return getattr(error, "errno", None) in full or any(words in str(error) for words in full.values())


def _mendable(error: BaseException, folder: Path) -> JiedaoError | None:
    """The error as something that the user can mend, if it is."""
    if isinstance(error, JiedaoError):
        return error
    told = str(error)
    number = error.errno if isinstance(error, OSError) else None
    is_database = type(error).__module__.split(".")[0] in ("duckdb", "_duckdb")
    if not is_database and number is None:
        return None
    if _is_full(error):
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
