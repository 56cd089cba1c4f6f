"""Verify: the current version is what the raw files give, and it keeps every rule that it was built by."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl.contracts import schemas
from etl.pipeline import inputs, steps
from etl.pipeline.cache import FILE
from etl.pipeline.checks import Check
from etl.report.ingest import CORRECTIONS
from etl.show import evidence
from etl.warehouse import load, publish, resources
from etl.warehouse.content import table_hashes
from etl.warehouse.opening import DATABASE, connect, inbox, locate


def check_version(raw: str | os.PathLike[str] | None = None, warehouse: str | os.PathLike[str] | None = None) -> Iterator[Check]:
    """Check the current version: recompute it from the inbox and compare, then its keys, grain, quotes, ledger, views and queries.

    The inbox is read anew, nothing that earlier runs kept is used. Raises JiedaoError where there is no version.
    """
    folder = locate(warehouse)
    with connect(folder) as con:
        checks: dict[str, Callable[[], str]] = {
            "the raw files give this version": lambda: _recomputed(con, inbox(raw), folder),
            "keys, grain, references and offsets": lambda: _integrity(con),
            "every table keeps its contract": lambda: _contracts(con),
            "every quote is in the text where it says": lambda: _quotes(con),
            "every numeral is in the ledger": lambda: _ledger(con),
            "every view and ready query answers": lambda: _answers(con),
        }
        for name, check in checks.items():
            yield Check(name, wrong=check())


def _recomputed(con: duckdb.DuckDBPyConnection, source: Path, folder: Path) -> str:
    state = inputs.read_state(folder)
    current = publish.current(folder)
    if state is None or state.version != current:
        return f"cannot be said: the current version {current} is not the one that the last run built; see: jiedao status"
    moment = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    now = inputs.look(source, None, moment.isoformat())
    changes = inputs.changes(state.inputs, now)
    if changes:
        names = [*changes.new, *changes.changed, *changes.gone, *changes.software]
        return f"cannot be said: {len(names)} inputs have changed since ({', '.join(names[:3])}, …); first: jiedao run"
    with tempfile.TemporaryDirectory(prefix="jiedao-") as scratch:
        readings = steps.read(source, now, Path(scratch) / FILE, Path(scratch), kept=folder / CORRECTIONS)
        anew = Path(scratch) / DATABASE
        run_row = con.sql("from etl_run").pl().to_dicts()[0] | {"started_at": moment}
        steps.build(anew, readings, run_row, time.monotonic())
        with duckdb.connect(anew, read_only=True) as other:
            ours, theirs = table_hashes(con), table_hashes(other)
    different = [table for table in sorted(ours | theirs) if ours.get(table) != theirs.get(table)]
    return f"other rows in {', '.join(different)}" if different else ""


def _integrity(con: duckdb.DuckDBPyConnection) -> str:
    try:
        load.assert_integrity(con)
    except load.IntegrityError as error:
        return str(error)
    return ""


def _contracts(con: duckdb.DuckDBPyConnection) -> str:
    try:
        load.assert_contracts(con)
    except schemas.ContractError as error:
        return str(error)
    return ""


def _quotes(con: duckdb.DuckDBPyConnection) -> str:
    wrong = evidence.misquoted(con)
    return f"not so for {len(wrong)} facts, such as {wrong[0]}" if wrong else ""


def _ledger(con: duckdb.DuckDBPyConnection) -> str:
    apart = evidence.unaccounted(con)
    return f"{len(apart)} numerals are in the text or in the ledger alone, such as {apart[0][1]} at {apart[0][0]}" if apart else ""


def _answers(con: duckdb.DuckDBPyConnection) -> str:
    views = con.execute("select view_name from duckdb_views() where not internal order by 1").fetchall()
    asked = {view: f"select sum(hash(v)) from {view} as v" for (view,) in views}
    asked |= {file.name: file.read_text(encoding="utf-8") for file in sorted((resources.root() / "sql" / "queries").glob("*.sql"))}
    for name, query in asked.items():
        try:
            con.execute(query).fetchall()
        except duckdb.Error as error:
            return f"{name}: {error}"
    return ""
