"""The nightly run: which stage after which, and nothing else."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from etl import JiedaoError, inputs
from etl.inputs import Changes, Inputs, State
from etl.model import Rejected
from etl.stages import publish
from etl.warehouse import DATABASE, inbox, locate

# Frames and the database are imported when something has changed, not before.
if TYPE_CHECKING:
    from etl.stages.conform import DocumentResult
    from etl.stages.star import Tables

BATCH = 200
"""Documents that are made into frames and validated together."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did."""

    outcome: str
    """published, unchanged or dry run."""
    version: str | None
    """The current version after the run."""
    raw: Path
    warehouse: Path
    changes: Changes
    documents: int = 0
    facts: int = 0
    numerals: int = 0
    quarantined: tuple[Rejected, ...] = ()
    seconds: float = 0.0


@dataclass(slots=True)
class _Gathered:
    """The documents of a run so far."""

    tables: list[Tables] = field(default_factory=list)
    files: list[dict[str, str]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def run(
    raw: str | os.PathLike[str] | None = None,
    warehouse: str | os.PathLike[str] | None = None,
    *,
    full: bool = False,
    dry_run: bool = False,
    workers: int | None = None,
    keep: int = publish.KEEP,
) -> RunReport:
    """Bring the warehouse up to date with the inbox and publish a new version, if anything has changed or `full` is set.

    `dry_run` looks and writes nothing. `workers` is the number of processes that read reports (default: as many as pay off), `keep` the
    number of versions kept. Raises JiedaoError (Busy where another run is at work); then the current version stays.
    """
    begun = time.monotonic()
    source, folder = inbox(raw), locate(warehouse)
    started = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    if dry_run:
        state, now = _look(source, folder, started)
        return RunReport("dry run", publish.current(folder), source, folder, inputs.changes(state.inputs if state else None, now))
    with publish.lock(folder, f"{started.isoformat()}Z"):
        state, now = _look(source, folder, started)
        changes = inputs.changes(state.inputs if state else None, now)
        entry: dict[str, Any] = {"run_id": None, "started_at": started.isoformat(), "raw": str(source)}
        try:
            if state and not changes and not full:
                # Keep the times just seen: what was touched need not be hashed again.
                inputs.write_state(folder, State(state.version, now, state.summary))
                report = _report("unchanged", state, source, folder, changes, time.monotonic() - begun)
            else:
                state = _build(folder, now, started, workers, keep, begun)
                report = _report("published", state, source, folder, changes, time.monotonic() - begun)
        except BaseException as error:
            publish.record(folder, entry | {"outcome": "failed", "error": f"{type(error).__name__}: {error}", "seconds": _since(begun)})
            raise
        counts = {name: getattr(report, name) for name in ("documents", "facts", "numerals")}
        entry |= {"run_id": report.version, "outcome": report.outcome, **counts, "quarantined": len(report.quarantined)}
        publish.record(folder, entry | {"seconds": _since(begun)})
        return report


def _look(source: Path, folder: Path, started: datetime) -> tuple[State | None, Inputs]:
    """The state of the current version, if that is the one the last run left, and the inputs of now."""
    state = inputs.read_state(folder)
    if state and state.version != publish.current(folder):
        state = None
    now = inputs.look(source, state.inputs if state else None, started.isoformat())
    if not now.reports and not now.rejected:
        raise JiedaoError(
            f"{source}: holds no reports. Put .txt, .html, .docx or .pdf files into it, or name another folder with --raw DIR."
        )
    return state, now


def _report(outcome: str, state: State, source: Path, folder: Path, changes: Changes, seconds: float) -> RunReport:
    counts = {name: int(state.summary[name]) for name in ("documents", "facts", "numerals")}
    quarantined = tuple(Rejected(**row) for row in state.summary["quarantined"])
    return RunReport(outcome, state.version, source, folder, changes, **counts, quarantined=quarantined, seconds=seconds)


def _build(folder: Path, now: Inputs, started: datetime, workers: int | None, keep: int, begun: float) -> State:
    """Build a version from all reports and publish it; returns the state for the next run."""
    from etl import schemas
    from etl.stages import load, star
    from etl.workers import map_files

    name, building = publish.new_version(folder, started.strftime("%Y%m%dT%H%M%SZ"))
    gathered = _gather(result for results in map_files(now.reports, workers) for result in results)
    quarantined = sorted([*now.rejected, *gathered.rejected], key=lambda rejected: (rejected.path, rejected.reason))
    try:
        tables = star.together(gathered.tables, gathered.files)
        first_seen = {path: datetime.fromisoformat(file.first_seen) for path, file in now.files.items()}
        made = star.star(tables, first_seen, started)
        counts = {
            "documents": made["dim_document"].height,
            "facts": made["fact_indicator"].height,
            "numerals": made["numeral_ledger"].height,
        }
        made["quarantine"] = schemas.frame("quarantine", [asdict(rejected) for rejected in quarantined])
        made["correction"] = schemas.frame("correction", [])
        run_row = {
            "run_id": name,
            "started_at": started,
            "software_version": _software_version(),
            "fingerprint": now.fingerprint,
            "files": len(now.reports) + len(now.rejected),
            **counts,
            "quarantined": len(quarantined),
            "seconds": _since(begun),
        }
        made["etl_run"] = schemas.frame("etl_run", [run_row])
        load.load(building / DATABASE, made)
    except (schemas.ContractError, load.IntegrityError) as error:
        raise JiedaoError(
            f"The run was stopped before it published, and the current version stays: {error}. Please report this."
        ) from error
    publish.publish(folder, name, building, keep)
    state = State(name, now, {**counts, "quarantined": [asdict(rejected) for rejected in quarantined]})
    inputs.write_state(folder, state)
    return state


def _gather(results: Iterable[DocumentResult | Rejected]) -> _Gathered:
    """Frames of all documents, batch by batch; a text that several files hold is one document with several files."""
    from etl.stages import star

    gathered = _Gathered()
    seen: set[str] = set()

    def documents() -> Iterator[DocumentResult]:
        for result in results:
            if isinstance(result, Rejected):
                gathered.rejected.append(result)
                continue
            document = result.extraction.document
            gathered.files.append(star.file_row(document))
            if document.document_id not in seen:
                seen.add(document.document_id)
                yield result

    waiting: list[DocumentResult] = []
    for result in documents():
        waiting.append(result)
        if len(waiting) == BATCH:
            _add(waiting, gathered)
            waiting = []
    _add(waiting, gathered)
    return gathered


def _add(results: list[DocumentResult], gathered: _Gathered) -> None:
    """Add the frames of a batch; one that breaks its contract is halved until the document at fault stands alone, and is rejected."""
    from etl import schemas
    from etl.stages import star

    if not results:
        return
    try:
        gathered.tables.append(star.batch(results))
    except schemas.ContractError as error:
        if len(results) > 1:
            half = len(results) // 2
            _add(results[:half], gathered)
            _add(results[half:], gathered)
            return
        document = results[0].extraction.document
        gathered.files = [row for row in gathered.files if row["document_id"] != document.document_id]
        detail = f"What was read of it breaks the contract ({error}); please report this with the file."
        gathered.rejected.append(Rejected(document.path, "contract", detail, document.sha256))


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
