"""The command `jiedao`: one function a command, each as thin as it can be.

Only click is imported here; a command imports what it needs, so that `jiedao extract` and a run without changes start at once.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import click

import etl
from etl.contracts import escape
from etl.contracts.escape import file_name
from etl.contracts.written import digits
from etl.errors import Interrupted, JiedaoError
from etl.export.spreadsheet import disarmed
from etl.warehouse.opening import connect

_T = TypeVar("_T")

if TYPE_CHECKING:
    import duckdb

    from etl.conform.facts import Fact
    from etl.contracts.records import InboxFile, Rejected
    from etl.pipeline.checks import Check
    from etl.pipeline.nightly import RunReport


def _say(text: object, err: bool = False, nl: bool = True) -> None:
    """Print text, in which nothing that came from a file acts on the terminal."""
    click.echo(escape.lines(str(text)), err=err, nl=nl)


def _speaks_chinese() -> bool:
    try:
        "街".encode(sys.getfilesystemencoding())
    except UnicodeEncodeError:
        return False
    return True


class _Commands(click.Group):
    """Turns an error that the user can mend into one line and an exit code; anything else is a fault of ours and keeps its traceback."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:
        if args is None and not _speaks_chinese():
            # What a locale such as POSIX makes of names, arguments and output cannot be undone in a process that has started.
            os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return super().main(args, *more, **options)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except JiedaoError as error:
            _say(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            _say("Interrupted.", err=True)
            ctx.exit(Interrupted.exit_code)
        except ModuleNotFoundError as error:
            module = (error.name or "").partition(".")[0]
            if module not in _EXTRAS:
                raise
            _say(f"Error: {module} is not installed. Install it, in the checkout: pip install '.[{_EXTRAS[module]}]'", err=True)
            ctx.exit(JiedaoError.exit_code)


_EXTRAS = {
    **dict.fromkeys(("altair", "jinja2", "markupsafe", "vl_convert"), "site"),
    **dict.fromkeys(("pyreadstat", "xlsxwriter"), "exports"),
    "jupyterlab": "notebooks",
}
"""Modules that only some commands need, each with the extra that installs it."""


_WAREHOUSE = click.option(
    "--warehouse", type=click.Path(path_type=Path), metavar="DIR", help="The warehouse; default: JIEDAO_WAREHOUSE, else the checkout's."
)

_FORM = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="How rows are printed."
)


def _limited(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that say what a query may take."""
    for name, metavar, told in (
        ("--seconds", "N", "Time that the query may take; default: JIEDAO_SECONDS, else 600."),
        ("--spill", "AMOUNT", "Disk that the query may use where memory is short, such as 20GB; default: JIEDAO_SPILL, else none."),
        ("--memory", "AMOUNT", "Memory that the query may take, such as 4GB or 50%; default: JIEDAO_MEMORY, else half of it."),
    ):
        command = click.option(name, metavar=metavar, help=told)(command)
    return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jiedao-warehouse", prog_name="jiedao")
def main() -> None:
    """What Chinese sub-districts (街道) and towns say, in numbers, in their annual work reports.

    \b
    Start with:
      jiedao run                           read raw/ into the warehouse
      jiedao ask                           ready questions across districts
      jiedao sql "from v_fact limit 5"     any question
      jiedao extract report.txt            the facts of one file, no warehouse needed
    """


@main.command()
@click.option("--raw", type=click.Path(path_type=Path), metavar="DIR", help="The inbox of reports; default: the checkout's raw/.")
@_WAREHOUSE
@click.option("--full", is_flag=True, help="Read every report again and build a new version, whatever has changed.")
@click.option("--strict", is_flag=True, help="Exit with 1 if any file is in quarantine, or the site could not be written.")
@click.option("--dry-run", is_flag=True, help="Say what has changed; write nothing.")
@click.option("--allow-shrink", is_flag=True, help="Go on though the inbox lost more than 30 % of its reports.")
@click.option("--keep", type=click.IntRange(min=1), default=5, show_default=True, metavar="N", help="Versions that are kept.")
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="What reads reports: the processors of this machine, or a Dask cluster that is running.",
)
@click.option("--scheduler", metavar="ADDRESS", help="With --engine dask: its scheduler, such as tcp://10.0.0.5:8786.")
@click.option(
    "--shared",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="With --engine dask: a folder that all workers see, for what they read to pass through; default: below the warehouse.",
)
@click.option("--site", is_flag=True, help="Give the version a static site, site/ beside its database, if it has none that is up to date.")
@click.option(
    "--log",
    "log_form",
    type=click.Choice(["auto", "json"]),
    default="auto",
    show_default=True,
    help="What goes to standard error: a progress bar on a terminal (else JSON), or one line of JSON an event.",
)
def run(
    raw: Path | None,
    warehouse: Path | None,
    full: bool,
    strict: bool,
    dry_run: bool,
    allow_shrink: bool,
    keep: int,
    engine: str,
    scheduler: str | None,
    shared: Path | None,
    site: bool,
    log_form: str,
) -> None:
    """Bring the warehouse up to date with the inbox and publish a new version.

    Reports that are as they were are not read again. A file that is no readable report goes to quarantine with the reason, and the run
    goes on. Where nothing has changed since the current version, nothing is done. Readers keep the version they opened.

    \b
    Examples:
      jiedao run
      jiedao run --raw ~/reports --warehouse ~/warehouse
      jiedao run --dry-run
      jiedao run --strict || echo "look at: jiedao quarantine"
      jiedao run --log json 2>> run.log
      jiedao run --engine dask --scheduler tcp://10.0.0.5:8786 --shared /mnt/jiedao/parts

    Exits with 75 while another run is at work.
    """
    from etl.pipeline import nightly
    from etl.pipeline.progress import listener

    if engine == "dask" and not scheduler:
        raise click.UsageError("--engine dask needs --scheduler ADDRESS.")
    if engine == "local" and (scheduler or shared):
        raise click.UsageError("--scheduler and --shared go with --engine dask.")

    # As from the keyboard: workers are ended, and what was half built is removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with listener(log_form, sys.stderr) as listen:
        report = nightly.run(
            raw,
            warehouse,
            full=full,
            dry_run=dry_run,
            allow_shrink=allow_shrink,
            scheduler=scheduler,
            shared=shared,
            keep=keep,
            site=site,
            listen=listen,
        )
    _print_report(report)
    if strict and (report.quarantined or report.troubles or (report.site and report.site.failed)):
        sys.exit(1)


def _print_report(report: RunReport) -> None:
    changes = report.changes
    if report.outcome == "dry run":
        for label, names in (("new", changes.new), ("changed", changes.changed), ("gone", changes.gone)):
            for name in names:
                _say(f"{label:8} {name}")
        for name in changes.software:
            _say(f"{'software':8} {name}")
        _say("A run would build a new version." if changes else "Nothing has changed; a run would do nothing.")
        return
    if report.outcome == "unchanged":
        _say(f"Nothing has changed since version {report.version} ({report.seconds:.2f} s).")
    else:
        rows = [
            ("documents", f"{report.documents:,}"),
            ("facts", f"{report.facts:,}"),
            ("numerals accounted for", f"{report.numerals:,}"),
            ("quarantined", f"{len(report.quarantined):,}"),
            ("seconds", f"{report.seconds:.1f}"),
        ]
        _print_table(("", f"version {report.version}"), rows, right=(1,))
        _say(report.why)
        if report.outcome == "held back":
            _say("The version is held back: another one is pinned. Make it current: jiedao rollback --unpin")
    for what in report.mended:
        _say(f"Mended: {what}.")
    for what in report.troubles:
        _say(f"The version stands, but {what}.")
    _print_quarantine(report.quarantined)
    if report.site and report.site.failed:
        _say(f"The version stands without an up-to-date site ({report.site.failed}). Look at it alone: jiedao site")
    elif report.site and report.site.pages:
        _say(f"Site: {report.site.pages:,} pages in versions/{report.version}/site/")


def _print_quarantine(quarantined: Sequence[Rejected]) -> None:
    if quarantined:
        _say(f"In quarantine: {len(quarantined)}")
    for rejected in quarantined:
        _say(escape.line(f"  {rejected.path} [{rejected.reason}] {rejected.detail}"))


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "table"]),
    default="table",
    show_default=True,
    help="One JSON object a fact, or a table.",
)
def extract(files: tuple[Path, ...], form: str) -> None:
    """The facts of report files, conformed; no warehouse is needed or touched.

    A sidecar (report.txt.toml) beside a file is read too. Numbers in the JSON lines are exact; offsets count the characters of the text.
    With `-` a text in UTF-8 is read from standard input.

    \b
    Examples:
      jiedao extract report.txt
      jiedao extract raw/samples/*.txt --format jsonl > facts.jsonl
      pbpaste | jiedao extract - --format jsonl

    Exits with 1 if a file could not be read.
    """
    from etl.contracts.records import Rejected

    facts: list[Fact] = []
    failed = False
    for file in files:
        for result in _facts_of_file(file):
            if isinstance(result, Rejected):
                _say(escape.line(f"{result.path} [{result.reason}] {result.detail}"), err=True)
                failed = True
            elif form == "jsonl":
                click.echo(escape.json_text(fact_line(result)))
            else:
                facts.append(result)
    if form == "table":
        head = ("value", "unit", "indicator", "measure", "year", "status", "quote", "code")
        rows = [
            (digits(f.value), f.unit, f.indicator, f.measure, str(f.year or ""), f.status, " ".join(f.quote.split()), f.indicator_code)
            for f in facts
        ]
        _print_table(head, rows, right=(0,))
    if failed:
        sys.exit(1)


def _facts_of_file(file: Path) -> Iterator[Fact | Rejected]:
    from etl.conform.facts import facts_of
    from etl.contracts.records import Rejected
    from etl.report import extraction, ingest

    if str(file) == "-":
        yield from etl.extract(sys.stdin.buffer.read().decode("utf-8-sig", errors="replace"), path="-")
        return
    for document in ingest.ingest(_inbox_file(file)):
        if isinstance(document, Rejected):
            yield document
        else:
            try:
                yield from facts_of(extraction.extract(document))
            except JiedaoError:
                raise
            except Exception as error:
                detail = f"Reading it failed ({type(error).__name__}: {error}); please report this with the file."
                yield Rejected(document.path, "extract_failed", detail, document.sha256)


def _inbox_file(file: Path) -> InboxFile:
    from etl.report.ingest import inbox_file

    try:
        found = inbox_file(file)
    except (OSError, ValueError) as error:
        raise JiedaoError(f"{file_name(file)}: cannot be read ({getattr(error, 'strerror', error)}). Check the path.") from None
    if file.is_dir():
        raise JiedaoError(f"{file_name(file)}: is a folder. Name its files, or read it into a warehouse with: jiedao run --raw DIR")
    return found


def fact_line(fact: Fact) -> str:
    """A fact as one line of JSON with its fields under their own names; numbers are exact decimal literals."""
    cells = (f"{json.dumps(field.name)}: {_json(getattr(fact, field.name))}" for field in fields(fact))
    return "{" + ", ".join(cells) + "}"


def _json(value: Any) -> str:
    # json would make a float of a Decimal, and lose what is exact in it.
    return digits(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False, default=str)


@main.command()
@click.argument("query")
@_WAREHOUSE
@_limited
@_FORM
def sql(query: str, warehouse: Path | None, memory: str | None, spill: str | None, seconds: str | None, form: str) -> None:
    """Ask the current version, read-only, in DuckDB's SQL. A query reaches no file, and may take so much and no more.

    \b
    Examples:
      jiedao sql "select view_name, comment from duckdb_views() where not internal"
      jiedao sql "select district, year, indicator, value, unit from v_fact where topic = 'economy'"
      jiedao sql "from v_cross_district where n > 1 order by indicator, year, position" --format csv > ranking.csv
    """
    with _ask(warehouse, query, own=False, within={"memory": memory, "spill": spill, "seconds": seconds}) as (names, rows):
        _print_rows(names, rows, form)


@main.command()
@click.argument("question", required=False)
@_WAREHOUSE
@click.option("--sql", "only_sql", is_flag=True, help="Print the query instead of its answer.")
@_FORM
def ask(question: str | None, warehouse: Path | None, only_sql: bool, form: str) -> None:
    """Ask one of the ready questions across districts; without a name, list them.

    Each is a file of sql/queries/ that reads the views alone: a start for questions of your own.

    \b
    Examples:
      jiedao ask
      jiedao ask illegal-construction
      jiedao ask targets --format csv > targets.csv
      jiedao ask crime-fall --sql
    """
    from etl.show import questions

    if question is None:
        _print_table(("question", "", ""), [(q.name, q.zh, q.en) for q in questions.questions().values()])
        return
    asked = questions.question(question)
    if only_sql:
        _say(asked.sql, nl=False)
        return
    with _ask(warehouse, asked.sql) as (names, rows):
        _print_rows(names, rows, form)


def _print_rows(names: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    if form == "table":
        _print_table(names, [[_shown(value) for value in row] for row in rows])
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(
            [
                digits(value) if isinstance(value, Decimal) else disarmed(escape.lines(value) if isinstance(value, str) else value)
                for value in row
            ]
            for row in rows
        )
    else:
        for row in rows:
            cells = (f"{json.dumps(n, ensure_ascii=False)}: {_json(v)}" for n, v in zip(names, row, strict=True))
            click.echo(escape.json_text("{" + ", ".join(cells) + "}"))


@contextlib.contextmanager
def _ask(
    warehouse: Path | None, query: str, *parameters: object, own: bool = True, within: Mapping[str, str | None] = MappingProxyType({})
) -> Iterator[tuple[list[str], list[tuple[Any, ...]]]]:
    """Column names and rows of a query on the current version, which may take what is said of it `within`; `own` where it is no user's."""
    import duckdb

    con: duckdb.DuckDBPyConnection
    with connect(warehouse, **within) as con:
        try:
            yield _interruptible(con, lambda: _answer(con, query, parameters))
        except duckdb.InterruptException:
            raise JiedaoError("The query took longer than it may. Narrow it, or give it more: --seconds N or JIEDAO_SECONDS.") from None
        except duckdb.OutOfMemoryException:
            raise JiedaoError(
                "The query needs more memory than it may take. Narrow it, or give it more: --memory 8GB, or --spill 20GB of the disk "
                "(JIEDAO_MEMORY, JIEDAO_SPILL)."
            ) from None
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            if own:
                raise _Outdated(_OUTDATED) from None
            raise _refused(error) from None
        except duckdb.Error as error:
            raise _refused(error) from None


_OUTDATED = "The current version was built by another release, and lacks what this one tells. Build it anew: jiedao run"


class _Outdated(JiedaoError):
    """The current version has not the columns that a question of ours asks for."""


def _refused(error: Exception) -> JiedaoError:
    return JiedaoError(f'{error}\nThe tables and views: jiedao sql "select view_name, comment from duckdb_views() where not internal"')


def _answer(con: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[object]) -> tuple[list[str], list[tuple[Any, ...]]]:
    result = con.execute(query, parameters) if parameters else con.execute(query)
    return [column[0] for column in result.description or ()], result.fetchall()


def _interruptible(con: duckdb.DuckDBPyConnection, ask: Callable[[], _T]) -> _T:
    """What `ask` gives, which asks `con` in a thread: DuckDB itself hears no interrupt from the keyboard."""
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(ask)
        try:
            return asked.result()
        except KeyboardInterrupt:
            con.interrupt()
            raise


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return digits(value) if isinstance(value, Decimal) else str(value)


@main.command()
@_WAREHOUSE
@click.option("--history", is_flag=True, help="Every run, those that published nothing too.")
def status(warehouse: Path | None, history: bool) -> None:
    """The current version, and how the last run ended; with --history every run, and the versions to go back to.

    \b
    Examples:
      jiedao status
      jiedao status --history
    """
    from etl.warehouse import publish
    from etl.warehouse.opening import locate

    folder = locate(warehouse)
    runs = publish.history(folder)
    if not runs:
        raise JiedaoError(f"{folder}: no run has been here. Build the warehouse with: jiedao run --warehouse {folder}")
    names = ("started_at", "outcome", "run_id", "documents", "facts", "numerals", "quarantined", "read", "content", "seconds")
    shown = runs if history else runs[-1:]
    if not history:
        _say(f"warehouse {folder}, current version: {publish.current(folder) or 'none'}; the last run:")
    if pinned := publish.pinned(folder):
        _say(f"pinned to {pinned}: runs build but do not publish. Let them again: jiedao rollback --unpin")
    _print_table(names, [[_shown(entry.get(name)) for name in names] for entry in shown])
    for entry in shown:
        if entry["outcome"] == "failed":
            _say(f"{entry.get('started_at')} failed: {entry.get('error')}")
        if "site_failed" in entry:
            _say(f"{entry.get('started_at')} its site could not be written: {entry['site_failed']}. Look at it alone: jiedao site")
    if not history and publish.current(folder):
        try:
            _print_doubts(warehouse)
            _print_no_reports(warehouse)
            _print_copies(warehouse)
            _print_corrections(warehouse)
        except _Outdated as error:
            _say(str(error))
    if history:
        from etl.warehouse.load import STORAGE_VERSION

        _say(f"Versions kept: {', '.join(publish.versions(folder))} (DuckDB {STORAGE_VERSION} and later can open them)")


def _print_doubts(warehouse: Path | None) -> None:
    """The reports whose place, year or plans are in doubt, and the values that cannot be, each with the evidence and the remedy."""
    for heading, query in _DOUBTS.items():
        with _ask(warehouse, query) as (_, rows):
            if rows:
                _say(f"{heading.format(n=len(rows))}")
            for path, told, more in rows[:_MOST_DOUBTS]:
                _say(escape.line(f"  {path}: {told}{f' ({more})' if more else ''}"))
            if len(rows) > _MOST_DOUBTS:
                _say(f"  … and {len(rows) - _MOST_DOUBTS} more")


_MOST_DOUBTS = 30
_DOUBTS = {
    "District not told: {n}. Settle each in a sidecar beside it (FILE.toml), by a line with its name, such as "
    'district = "柳桥区白石街道", or with one of the division codes that are shown:': """
        select min(file.path), any_value(document.place_how), any_value(district.candidates)
        from dim_document as document
        join dim_district as district using (district_key)
        join document_file as file using (document_key)
        where document.duplicate_of is null and document.place_score = 0 and not document.fictional
        group by document.document_key
        order by 1
    """,
    "District in doubt: {n}. Settle each in the same way, if it is wrong:": """
        select min(file.path), any_value(coalesce(district.name, '') || ', ' || document.place_how),
            any_value('score ' || document.place_score)
        from dim_document as document
        join dim_district as district using (district_key)
        join document_file as file using (document_key)
        where document.duplicate_of is null and document.place_score between 0.0001 and 0.4999
            and not document.fictional and not district.anonymised
        group by document.document_key
        order by 1
    """,
    "Year in doubt: {n}. Settle each with a line year = YEAR in its sidecar:": """
        select min(file.path), any_value(coalesce(document.report_year::varchar, 'none') || ' by ' || document.year_how),
            any_value('confidence ' || document.year_confidence)
        from dim_document as document
        join document_file as file using (document_key)
        where document.duplicate_of is null and document.year_confidence < 0.6
        group by document.document_key
        order by 1
    """,
    "Plans in doubt: {n}. These announce work of the coming year, and hardly a figure of theirs is a plan:": """
        select min(file.path), any_value(section.heading), any_value(plans || ' of ' || facts || ' facts are plans')
        from dim_document as document
        join document_file as file using (document_key)
        join (
            select document_key, count(*) as facts, count(*) filter (where status = 'plan') as plans
            from fact_indicator
            group by document_key
        ) using (document_key)
        join section on section.document_key = document.document_key and section.level <= 1 and section.part = 'plan'
        where document.duplicate_of is null and facts >= 20 and plans < 0.02 * facts
        group by document.document_key
        order by 1
    """,
    "Values that cannot be: {n}. Look at each with jiedao show FACT_ID, and write what is wrong into corrections.csv:": """
        select fact_id, concat_ws(' ', district, indicator) || ': ' || suspect, null
        from v_suspect
        order by district, indicator, year, fact_id
    """,
}
"""What to say above a list of doubts, by the query of path, what is told, and more."""


def _print_no_reports(warehouse: Path | None) -> None:
    """The files that are something else than a report, each with what it is."""
    with _ask(warehouse, "select path, detail from quarantine where reason = 'no_report' order by path") as (_, rows):
        if rows:
            _say(f"No reports, left out: {len(rows)}")
        for path, detail in rows:
            _say(f"  {path}: {detail}")


def _print_copies(warehouse: Path | None) -> None:
    """The reports that lie in the inbox more than once; each counts once."""
    query = """
        select list(path order by path)
        from document_file
        group by document_key
        having count(*) > 1
        order by min(path)
    """
    with _ask(warehouse, query) as (_, rows):
        if rows:
            _say(f"Reports with copies, which count once: {len(rows)}")
        for (paths,) in rows:
            _say(f"  {paths[0]}: {len(paths) - 1} more ({', '.join(paths[1:4])}{', …' if len(paths) > 4 else ''})")


def _print_corrections(warehouse: Path | None) -> None:
    """What became of the corrections, and each that was not applied."""
    with _ask(warehouse, "select status, count(*) from correction group by status order by status") as (_, counted):
        if counted:
            _say(f"Corrections: {', '.join(f'{count} {status}' for status, count in counted)}")
    query = "select line, fact_id, field, status, detail from correction where attached_to is null order by line"
    with _ask(warehouse, query) as (_, rows):
        for line, fact_id, field, status, detail in rows:
            _say(f"  line {line} ({fact_id} {field}) [{status}] {detail}")


@main.command()
@click.argument("version", required=False)
@_WAREHOUSE
@click.option("--unpin", is_flag=True, help="Make the newest version current again, and let runs publish.")
def rollback(version: str | None, warehouse: Path | None, unpin: bool) -> None:
    """Make an earlier version current (default: the one before), and pin it.

    Runs go on building new versions, but the pinned one stays current until it is unpinned. Readers keep the version they opened.

    \b
    Examples:
      jiedao rollback
      jiedao rollback 20260102T030405Z
      jiedao rollback --unpin

    Exits with 75 while a run is at work.
    """
    from datetime import UTC, datetime

    from etl.warehouse import publish
    from etl.warehouse.opening import locate

    if unpin and version:
        raise click.UsageError("--unpin goes to the newest version; name no other.")
    folder = locate(warehouse)
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat()
    with publish.lock(folder, f"{now}Z"):
        name = publish.unpin(folder) if unpin else publish.rollback(folder, version)
        publish.record(folder, {"run_id": name, "started_at": now, "outcome": "unpinned" if unpin else "rolled back"})
    _say(f"Current version: {name}" + ("" if unpin else ", pinned until: jiedao rollback --unpin"))


@main.command()
@click.option("--raw", type=click.Path(path_type=Path), metavar="DIR", help="The inbox of reports; default: the checkout's raw/.")
@_WAREHOUSE
def verify(raw: Path | None, warehouse: Path | None) -> None:
    """Compute the current version anew from the inbox and compare; check keys, grain, quotes, ledger, views and queries.

    \b
    Examples:
      jiedao verify
      jiedao verify --raw ~/reports --warehouse ~/warehouse

    Exits with 1 if anything is not as it should be.
    """
    from etl.pipeline.verify import check_version

    _print_checks(check_version(raw, warehouse))


@main.command()
@click.option("--raw", type=click.Path(path_type=Path), metavar="DIR", help="The inbox of reports; default: the checkout's raw/.")
@_WAREHOUSE
def doctor(raw: Path | None, warehouse: Path | None) -> None:
    """Check that this machine, the inbox and the warehouse's folder have what a run needs.

    \b
    Example:
      jiedao doctor

    Exits with 1 if anything is missing.
    """
    from etl.pipeline.doctor import check_machine

    _print_checks(check_machine(raw, warehouse))


def _print_checks(checks: Iterable[Check]) -> None:
    failed = False
    for check in checks:
        failed = failed or bool(check.wrong)
        said = check.wrong or check.found
        _say(f"{'wrong' if check.wrong else 'ok':6} {check.name}{f': {said}' if said else ''}")
    if failed:
        sys.exit(1)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@_WAREHOUSE
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "csv", "xlsx", "dta"]),
    default="parquet",
    show_default=True,
    help="Kind of files; dta is Stata's.",
)
@click.option("--table", "names", multiple=True, metavar="NAME", help="A table or view; may be repeated. Default: all that is named here.")
def export(folder: Path, warehouse: Path | None, form: str, names: tuple[str, ...]) -> None:
    """Write the current version as files that other programs read.

    parquet and csv: a file each for v_fact, v_panel and every table, described by a datapackage.json. xlsx: one workbook with a sheet each,
    values also as a person writes them (47.6亿元). In csv and xlsx a text that begins like a formula gets an apostrophe before it.

    dta: the panel, as panel.dta (a row a district and year, a variable a curated indicator) and panel_long.dta (a row a cell). The missing
    values say why: .a not mentioned, .b no report, .c not comparable, .d no such series among districts of that level.

    \b
    Examples:
      jiedao export out
      jiedao export out --format csv --table v_panel --table dim_indicator
      jiedao export out --format xlsx
      jiedao export out --format dta
    """
    from etl.export.tables import export_version

    if form == "dta" and names:
        raise click.UsageError("--format dta writes the panel; it takes no --table.")
    for file in export_version(folder, form, warehouse, names):
        _say(file)


@main.command()
@_WAREHOUSE
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The site's folder, new or empty or a site; default: site/ in the warehouse.",
)
def site(warehouse: Path | None, out: Path | None) -> None:
    """Write the current version as a static site: pages for a browser, which need no server and no network.

    It holds a page for each district, indicator, object, topic and report, with every numeral of the report marked, and the table of all
    facts.

    \b
    Examples:
      jiedao site
      jiedao site --out ~/public/jiedao
    """
    from etl.show.site import publish

    folder, pages = publish(warehouse, out)
    _say(f"{pages} pages: {folder / 'index.html'}")


@main.command()
@click.argument("sentence", required=False)
@click.option("--year", type=int, default=None, help="The year that the report looks back on; default: last year.")
@click.option("--part", type=click.Choice(["actual", "plan", "problems"]), default="actual", show_default=True, help="Part of the report.")
@click.option("--examples", is_flag=True, help="List the examples that the grammar is tested on; SENTENCE then filters by construction.")
def explain(sentence: str | None, year: int | None, part: str, examples: bool) -> None:
    """How a sentence is read: its numerals, its facts, and why a numeral is none.

    \b
    Examples:
      jiedao explain "全年新增企业320家,同比增长6.3%,居全市第二。"
      jiedao explain --part plan "力争新建公园5个"
      jiedao explain --examples 分别
    """
    from datetime import date

    from etl.show.explain import example_rows, fact_rows, ledger_rows, read

    if examples:
        _print_table(("construction", "sentence", "read as"), example_rows(sentence))
        return
    if not sentence:
        raise click.UsageError("Give a sentence in quotation marks, or --examples.")
    reading = read(sentence, year or date.today().year - 1, part)
    _print_table(("numeral", "outcome", "meaning"), ledger_rows(sentence, reading))
    if not reading.statements:
        _say("No fact.")
        return
    heads = ("quote", "value", "unit", "measure", "indicator", "topic", "year", "status", "rule", "more")
    _print_table(heads, fact_rows(sentence, reading), right=(1,))


@main.command()
@click.argument("fact_id")
@_WAREHOUSE
def show(fact_id: str, warehouse: Path | None) -> None:
    """One fact: its sentence with the quote highlighted, its report, and all its fields.

    The first characters of the id will do, as long as one fact alone begins with them.

    \b
    Example:
      jiedao show 4f1c2a90
    """
    with _ask(warehouse, "from v_fact where starts_with(fact_id, ?) order by fact_id limit 2", fact_id.lower()) as (names, rows):
        found = [dict(zip(names, row, strict=True)) for row in rows]
    if not found:
        query = "select quote, author, corrected_on, reason from correction where field = 'fact' and starts_with(attached_to, ?)"
        with _ask(warehouse, query, fact_id.lower()) as (_, dropped):
            if len(dropped) == 1:
                quote, author, day, reason = dropped[0]
                raise JiedaoError(f"{fact_id}: {author} dropped this fact ({quote}) on {day}: {reason}. It stands in corrections.csv.")
        raise JiedaoError(f'{fact_id}: no fact has this id. Find one with: jiedao sql "select fact_id, quote, indicator from v_fact"')
    if len(found) > 1:
        raise JiedaoError(f"{fact_id}: several facts begin with this. Write more of the id, such as {found[0]['fact_id']}.")
    fact = found[0]
    start, end = fact["quote_start"] - fact["sentence_start"], fact["quote_end"] - fact["sentence_start"]
    _print_highlighted(fact["sentence"], start, end)
    hidden = ("sentence", "quote")
    _print_table(
        ("field", "value"), [(name, _shown(value)) for name, value in fact.items() if name not in hidden and not name.endswith("_key")]
    )
    query = "select field, old_value, new_value, author, corrected_on, reason, status from correction where attached_to = ? order by line"
    with _ask(warehouse, query, fact["fact_id"]) as (names, rows):
        if rows:
            _say("Corrections:")
            _print_table(names, [[_shown(value) for value in row] for row in rows])


@main.command()
@click.argument("fact_id")
@_WAREHOUSE
@click.option("--format", "form", type=click.Choice(["gbt", "bibtex", "both"]), default="both", show_default=True, help="Which style.")
def cite(fact_id: str, warehouse: Path | None, form: str) -> None:
    """How to cite one fact: its report and where in it, by GB/T 7714 and as BibTeX.

    The first characters of the id will do, as long as one fact alone begins with them.

    \b
    Examples:
      jiedao cite 4f1c2a90
      jiedao cite 4f1c2a90 --format bibtex >> quoted.bib
    """
    from etl.show.cite import cite as cited

    with connect(warehouse) as con:
        found = cited(con, fact_id)
    click.echo("\n\n".join(text for style, text in (("gbt", found.gbt), ("bibtex", found.bibtex)) if form in (style, "both")))


@main.command()
@_WAREHOUSE
@click.option("--top", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="How many.")
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True, help="How rows are printed.")
@click.argument("words")
def find(warehouse: Path | None, top: int, form: str, words: str) -> None:
    """What is counted, by Chinese words, pinyin or English: its indicators, who states them, and the query that compares them.

    \b
    Examples:
      jiedao find 占道
      jiedao find zhandao
      jiedao find "street vending"
    """
    from etl.show import search

    names = ("object", "indicator_code", "indicator", "facts", "districts", "first_year", "last_year", "query")
    with connect(warehouse) as con:
        found = search.find(con, words, top)
    if not found:
        raise JiedaoError(f"No district states anything of what “{words}” names. See: jiedao unmapped")
    _print_rows(names, [[getattr(row, name) for name in names] for row in found], form)


@main.command()
@_WAREHOUSE
@click.option("--top", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="How many.")
@click.option("--words", is_flag=True, help="List instead the words beside known objects that no table knows: verbs, and what narrows.")
@click.option("--try", "line", metavar="LINE", help="Show what a line of object_names.csv would join: name,object[,action,attribute].")
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True, help="How rows are printed.")
def unmapped(warehouse: Path | None, top: int, words: bool, line: str | None, form: str) -> None:
    """What to curate next: phrases whose object no table names, those of the most districts first, and the nearest objects.

    With --try it lists, and changes nothing, the facts that a line would move: where to, and how many other districts state that already.

    \b
    Examples:
      jiedao unmapped
      jiedao unmapped --top 200 --format csv > next.csv
      jiedao unmapped --words
      jiedao unmapped --try 流动摊点,street_vending
    """
    from etl.show.trial import moves, name_of
    from etl.show.unmapped import rank_unmapped, rank_words

    if words and line is not None:
        raise click.UsageError("--words and --try ask two things: say one of them.")
    if words:
        with connect(warehouse) as con:
            unknown = rank_words(con, top)
        rows = [[one.word, one.table, one.facts, one.districts, "|".join(one.objects), one.phrase, one.quote] for one in unknown]
        _print_rows(("word", "table", "facts", "districts", "objects", "phrase", "quote"), rows, form)
        return

    if line is not None:
        name = name_of(line)
        with connect(warehouse) as con:
            moved = moves(con, name)
        if not moved:
            _say(f"No fact would be read otherwise with the line {line}")
            return
        told = ("indicator_code", "indicator", "becomes", "becomes_name", "facts", "districts", "others", "quote")
        _print_rows(told, [[getattr(row, column) for column in told] for row in moved[:top]], form)
        return
    names = ("indicator_code", "indicator", "facts", "districts", "units", "quote", "candidates")
    with connect(warehouse) as con:
        found = rank_unmapped(con, top)
    _print_rows(names, [[*(getattr(row, name) for name in names[:-1]), "|".join(row.candidates)] for row in found], form)


@main.command()
@_WAREHOUSE
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Work on copies in this folder; default: the checkout's notebooks/, without one jiedao-notebooks/.",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[-- JUPYTER-OPTIONS]")
def notebook(warehouse: Path | None, folder: Path | None, arguments: tuple[str, ...]) -> None:
    """Open the notebooks in JupyterLab, on the current version; no network is needed.

    A notebook that is in the folder already is left as it is. What follows -- goes to JupyterLab.

    \b
    Examples:
      jiedao notebook
      jiedao notebook --folder ~/charts
      jiedao notebook -- --no-browser --port 8899
    """
    from etl.show.notebook import start

    start(warehouse, folder, arguments)


@main.command()
@_WAREHOUSE
def quarantine(warehouse: Path | None) -> None:
    """The files that could not be read as reports: why, and what to do.

    \b
    Example:
      jiedao quarantine
    """
    from etl.contracts.records import Rejected

    with _ask(warehouse, "select path, reason, detail, sha256 from quarantine order by path") as (_, rows):
        if not rows:
            _say("Nothing is in quarantine.")
        _print_quarantine([Rejected(*row) for row in rows])


def _print_highlighted(sentence: str, start: int, end: int) -> None:
    """The sentence with a stretch of it in reverse video, or between »« where the output is piped."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    quote = Text(sentence[start:end], style="reverse") if console.is_terminal else Text(f"»{sentence[start:end]}«")
    console.print(Text.assemble(sentence[:start].lstrip(), quote, sentence[end:].rstrip(), "\n"))


def _print_table(names: Sequence[str], rows: Iterable[Sequence[str]], right: tuple[int, ...] = ()) -> None:
    """A table that fits a terminal; where the output is piped, every cell in full, one row a line."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        # As wide as the widest row: nothing is cut or wrapped.
        console.width = 1_000_000
    table = Table(box=box.SIMPLE_HEAD if console.is_terminal else None, pad_edge=False, show_header=any(names))
    for position, name in enumerate(names):
        table.add_column(name, justify="right" if position in right else "left")
    for row in rows:
        # Text, not str: a bracket in a quote is no markup. White space in a cell would break the row.
        table.add_row(*(Text(escape.line(" ".join(cell.split()))) for cell in row))
    console.print(table)


if __name__ == "__main__":
    main()
