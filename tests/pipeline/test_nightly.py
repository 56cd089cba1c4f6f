"""A run that is left alone every night: what it reads again, what it refuses, and what it leaves behind."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import crash
import duckdb
import pytest
from click.testing import CliRunner, Result

import etl
from etl.cli import main
from etl.conform.results import DocumentResult
from etl.contracts.records import InboxFile, Rejected
from etl.errors import JiedaoError
from etl.pipeline import inputs, progress, reading, workers
from etl.pipeline.cache import FILE
from etl.pipeline.doctor import check_machine
from etl.pipeline.nightly import SHRINK, run
from etl.pipeline.verify import check_version
from etl.report.ingest import scan
from etl.warehouse import fingerprint, load, publish
from etl.warehouse.content import content_hash, table_hashes
from etl.warehouse.load import STORAGE_VERSION
from etl.warehouse.opening import DATABASE

PARTS = {
    "etl/pipeline/reading.py": "1",
    "etl/reference/units.csv": "1",
    "etl/reference/phrase_words.csv": "1",
    "sql/views/v_fact.sql": "1",
    "duckdb": "2",
}


def settle(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six small reports, one with a sidecar."""
    # The code may be edited while its tests run.
    monkeypatch.setattr(fingerprint, "parts", lambda: PARTS)
    inbox.mkdir()
    for n in range(6):
        write(inbox / f"{n}.txt", f"柳桥街道第{n}社区", n)
    (inbox / "0.txt.toml").write_text("year = 2021", encoding="utf-8")
    return inbox


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An inbox; its warehouse is beside it."""
    return settle(tmp_path / "raw", monkeypatch)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A warehouse that no test changes; its inbox is beside it."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        inbox = settle(tmp_path_factory.mktemp("built") / "raw", monkeypatch)
        yield nightly(inbox).warehouse


def write(file: Path, district: str, firms: int) -> None:
    file.write_text(f"{district}2022年工作总结\n全年新增注册企业{firms}家,同比增长6.3%。\n", encoding="utf-8")


def nightly(raw: Path, **options: Any) -> Any:
    return run(raw, raw.with_name("wh"), workers=1, **options)


def content(warehouse: Path) -> str:
    with etl.connect(warehouse) as con:
        return content_hash(con)


def fresh(raw: Path) -> str:
    """The content that a first run into another warehouse gives."""
    with tempfile.TemporaryDirectory() as folder:
        run(raw, folder, workers=1)
        return content(Path(folder))


def call(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


# --- what is read again


CHANGES: dict[str, tuple[Callable[[Path], object], int]] = {
    "a report": (lambda raw: write(raw / "3.txt", "白石镇", 99), 1),
    "a new report": (lambda raw: write(raw / "new.txt", "白石镇", 99), 1),
    "a sidecar": (lambda raw: (raw / "0.txt.toml").write_text("year = 2020", encoding="utf-8"), 1),
    "a sidecar that went": (lambda raw: (raw / "0.txt.toml").unlink(), 1),
    "a report that went": (lambda raw: (raw / "1.txt").unlink(), 0),
    "a copy that comes first": (lambda raw: shutil.copy(raw / "3.txt", raw / "!.txt"), 1),
}


@pytest.mark.parametrize("change", CHANGES)
def test_only_what_changed_is_read_again_and_the_content_is_that_of_a_first_run(raw: Path, change: str) -> None:
    assert nightly(raw).read == 6
    make, read = CHANGES[change]
    make(raw)
    report = nightly(raw)
    assert report.outcome == "published" and report.read == read
    assert f"{read} of {report.reports} reports were read" in report.why
    assert content(report.warehouse) == fresh(raw) == report.content


def test_of_copies_the_first_by_path_speaks_whatever_came_first(raw: Path) -> None:
    nightly(raw)
    (raw / "0.txt").rename(raw / "z.txt")
    (raw / "0.txt.toml").rename(raw / "z.txt.toml")
    shutil.copy(raw / "z.txt", raw / "y.txt")
    nightly(raw)
    with etl.connect(raw.with_name("wh")) as con:
        query = "select report_year, count(*) from dim_document join document_file using (document_key) where path >= 'y' group by 1"
        assert con.execute(query).fetchall() == [(2022, 2)]
    (raw / "y.txt").unlink()
    assert nightly(raw).read == 0 and content(raw.with_name("wh")) == fresh(raw)


@pytest.mark.parametrize(
    ("part", "read"),
    [
        ("sql/views/v_fact.sql", 0),
        ("etl/reference/phrase_words.csv", 0),
        ("duckdb", 0),
        ("etl/pipeline/reading.py", 6),
        ("etl/reference/units.csv", 6),
    ],
)
def test_other_software_reads_reports_again_only_where_reading_depends_on_it(
    raw: Path, monkeypatch: pytest.MonkeyPatch, part: str, read: int
) -> None:
    nightly(raw)
    monkeypatch.setattr(fingerprint, "parts", lambda: PARTS | {part: "other"})
    report = nightly(raw)
    assert (report.outcome, report.read, report.changes.software) == ("published", read, (part,))
    assert part in report.why


def in_a_process(code: str) -> Any:
    """What a Python process of its own prints as JSON."""
    # The sources, not machine code of them: what is imported is told by its source.
    path = {"PYTHONPATH": str(Path(etl.__file__).resolve().parent.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ | path)
    return json.loads(done.stdout)


READ_SAMPLES = """
import json, sys, tempfile
from pathlib import Path
opened = set()
sys.addaudithook(lambda event, said: opened.add(str(said[0])) if event == "open" else None)
from etl.report.ingest import scan
from etl.pipeline.reading import read_batch
with tempfile.TemporaryDirectory() as folder:
    read_batch(scan(Path({samples!r}))[0], Path(folder))
"""


def test_whatever_a_worker_imports_or_opens_is_known_to_decide_how_reports_are_read(samples: Path) -> None:
    found = in_a_process(
        READ_SAMPLES.format(samples=str(samples))
        + "modules = [m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == 'etl']\nprint(json.dumps([modules, sorted(opened)]))"
    )
    top = Path(etl.__file__).resolve().parent.parent
    modules, opened = ({str(Path(file).relative_to(top)) for file in files if Path(file).is_relative_to(top / "etl")} for files in found)
    used = modules | {file for file in opened if file.startswith("etl/reference/") and file.endswith(".csv")}
    assert {"etl/grammar/sentence.py", "etl/reference/units.csv"} <= used
    assert all(map(fingerprint.reads, used))
    assert used <= fingerprint.parts().keys()
    conform = [f"etl/conform/{name}.py" for name in ("facts", "corrections", "duplicates")]
    after = [*conform, "etl/warehouse/load.py", "etl/warehouse/publish.py", "etl/warehouse/star.py"]
    assert [part for part in ("etl/cli.py", "sql/views/v_fact.sql", *after) if fingerprint.reads(part)] == []


def test_a_file_beside_the_modules_of_a_run_is_part_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "etl"
    shutil.copytree(fingerprint.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "PACKAGE", package)
    before = fingerprint.parts()
    (package / "grammar" / "words.json").write_text("[]", encoding="utf-8")
    with (package / "warehouse" / "load.py").open("a", encoding="utf-8") as module:
        module.write("# more\n")
    after = fingerprint.parts()
    assert {name for name, _ in before.items() ^ after.items()} == {"etl/grammar/words.json", "etl/warehouse/load.py"}
    assert fingerprint.reads("etl/grammar/words.json") and not fingerprint.reads("etl/warehouse/load.py")


def test_a_worker_does_not_import_the_database(samples: Path) -> None:
    found = in_a_process(
        READ_SAMPLES.format(samples=str(samples)) + "print(json.dumps([m for m in ('duckdb', 'polars') if m in sys.modules]))"
    )
    assert found == ["polars"]


def test_a_run_without_changes_imports_nothing_heavy(raw: Path) -> None:
    libraries = ("polars", "duckdb", "pandera", "pyarrow", "rich", "lxml", "trafilatura")
    heavy = (*libraries, "etl.grammar.sentence", "etl.pipeline.frames", "etl.warehouse.star")
    report = nightly(raw)
    found = in_a_process(
        "import json, sys\n"
        "from etl.warehouse import fingerprint\n"
        "from etl.cli import main\n"
        f"fingerprint.parts = lambda: {PARTS!r}\n"
        "sys.stdout, out = sys.stderr, sys.stdout\n"
        f"main(['run', '--raw', {str(raw)!r}, '--warehouse', {str(report.warehouse)!r}], standalone_mode=False)\n"
        f"print(json.dumps([name for name in {heavy!r} if name in sys.modules]), file=out)"
    )
    assert found == [] and publish.history(report.warehouse)[-1]["outcome"] == "unchanged"


def test_full_reads_everything_again(raw: Path) -> None:
    nightly(raw)
    assert nightly(raw, full=True).read == 6


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"", b"no database", b"\0" * 50_000])
def test_a_damaged_cache_is_begun_anew(raw: Path, damage: bytes) -> None:
    nightly(raw)
    (raw.with_name("wh") / FILE).write_bytes(damage)
    write(raw / "3.txt", "白石镇", 99)
    assert nightly(raw).read == 6 and content(raw.with_name("wh")) == fresh(raw)


def test_a_report_that_brought_its_worker_down_is_read_again_by_the_next_run_that_builds(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading.read_file
    monkeypatch.setattr(
        reading, "read_file", lambda file: [Rejected(file.name, "crashed", "No memory; free some.")] if file.name == "1.txt" else real(file)
    )
    assert [r.path for r in nightly(raw).quarantined] == ["1.txt"]
    monkeypatch.undo()
    monkeypatch.setattr(fingerprint, "parts", lambda: PARTS)
    write(raw / "3.txt", "白石镇", 99)
    report = nightly(raw)
    assert report.quarantined == () and report.read == 2


def test_a_quarantined_report_is_read_again_when_it_changes_and_not_before(raw: Path) -> None:
    (raw / "1.txt").write_bytes(b"")
    report = nightly(raw)
    assert [(r.path, r.reason) for r in report.quarantined] == [("1.txt", "empty")]
    shown = call("quarantine", "--warehouse", str(report.warehouse)).stdout
    assert "1.txt [empty]" in shown and report.quarantined[0].detail in shown
    write(raw / "3.txt", "白石镇", 99)
    assert nightly(raw).read == 1
    write(raw / "1.txt", "白石镇", 98)
    report = nightly(raw)
    assert report.read == 1 and report.quarantined == ()


# --- what is refused


def test_an_inbox_that_lost_much_is_refused_unless_told(raw: Path) -> None:
    for n in range(6, 20):
        write(raw / f"{n}.txt", f"柳桥街道第{n}社区", n)
    first = nightly(raw)
    for n in range(6):
        (raw / f"{n}.txt").rename(raw / f"moved-{n}.txt")
    assert nightly(raw).changes.lost == 0
    for n in range(10, 17):
        (raw / f"{n}.txt").unlink()
    with pytest.raises(JiedaoError, match=r"7 of 20 reports are gone, more than 30%; the current version stays.*--allow-shrink"):
        nightly(raw)
    assert publish.history(first.warehouse)[-1]["outcome"] == "failed"
    result = call("run", "--raw", str(raw), "--warehouse", str(first.warehouse), "--allow-shrink")
    assert result.exit_code == 0
    with etl.connect(first.warehouse) as con:
        assert con.execute("select count(*) from dim_document").fetchall() == [(13,)]


def test_samples_give_way_to_reports_but_do_not_stand_in_for_lost_ones(raw: Path) -> None:
    (raw / "samples").mkdir()
    for n in range(6):
        (raw / f"{n}.txt").rename(raw / "samples" / f"{n}.txt")
    nightly(raw)
    write(raw / "own.txt", "白石镇", 7)
    assert nightly(raw).documents == 1
    (raw / "own.txt").unlink()
    with pytest.raises(JiedaoError, match="1 of 1 reports are gone"):
        nightly(raw)


# --- what goes wrong around it


def test_a_file_that_is_written_while_it_is_read_waits_for_the_next_run(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = reading.read_file

    def read(file: InboxFile) -> Iterable[DocumentResult | Rejected]:
        results = real(file)
        if file.name == "2.txt":
            with file.path.open("a", encoding="utf-8") as handle:
                handle.write("新增投资3亿元。")
        return results

    monkeypatch.setattr(reading, "read_file", read)
    report = nightly(raw)
    assert [(r.path, r.reason) for r in report.quarantined] == [("2.txt", "changing")] and "the next run reads it" in report.quarantined[
        0
    ].detail
    monkeypatch.setattr(reading, "read_file", real)
    report = nightly(raw)
    assert (report.outcome, report.read, report.quarantined) == ("published", 1, ())
    assert content(report.warehouse) == fresh(raw)


def test_a_slow_writer_is_noticed_when_all_others_have_been_read(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = reading.read_file

    def read(file: InboxFile) -> Iterable[DocumentResult | Rejected]:
        if file.name == "5.txt":
            os.utime(raw / "1.txt", (0, 0))
        return real(file)

    monkeypatch.setattr(reading, "read_file", read)
    assert [(r.path, r.reason) for r in nightly(raw).quarantined] == [("1.txt", "changing")]
    monkeypatch.setattr(reading, "read_file", real)
    # Its bytes are those that were looked at, and yet it is read.
    report = nightly(raw)
    assert report.quarantined == () and content(report.warehouse) == fresh(raw)


def test_a_file_that_vanishes_before_it_is_read_is_told(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = reading.read_file

    def read(file: InboxFile) -> Iterable[DocumentResult | Rejected]:
        if file.name == "4.txt":
            file.path.unlink()
        return real(file)

    monkeypatch.setattr(reading, "read_file", read)
    report = nightly(raw)
    assert [(r.path, r.reason) for r in report.quarantined] == [("4.txt", "vanished")] and "put it back" in report.quarantined[0].detail
    monkeypatch.setattr(reading, "read_file", real)
    assert nightly(raw).quarantined == () and content(report.warehouse) == fresh(raw)


@pytest.mark.parametrize("cut", [200, 2000, -1])
def test_a_half_written_document_is_quarantined_and_read_when_it_is_whole(raw: Path, samples: Path, cut: int) -> None:
    whole = (samples / "songbu-2022.docx").read_bytes()
    (raw / "a.docx").write_bytes(whole[:cut])
    (rejected,) = nightly(raw).quarantined
    assert rejected.path == "a.docx" and rejected.reason in ("truncated", "corrupt")
    (raw / "a.docx").write_bytes(whole)
    assert nightly(raw).quarantined == ()


def replace_at(part: str, monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    """Have a part of the software replaced as soon as the report `name` is read; returns the names of the reports read, as they are."""
    real, read = reading.read_file, list[str]()

    def reading_it(file: InboxFile) -> Iterable[DocumentResult | Rejected]:
        read.append(file.name)
        if file.name == name:
            monkeypatch.setattr(fingerprint, "parts", lambda: PARTS | {part: "other"})
        return real(file)

    monkeypatch.setattr(reading, "read_file", reading_it)
    return read


@pytest.mark.parametrize(
    ("part", "left", "again"), [("sql/views/v_fact.sql", "read so far is kept", 2), ("etl/pipeline/reading.py", "by the new", 6)]
)
def test_software_replaced_while_a_run_reads_stops_it_before_the_next_batch_is_kept(
    raw: Path, monkeypatch: pytest.MonkeyPatch, part: str, left: str, again: int
) -> None:
    monkeypatch.setattr(workers, "BATCH_BYTES", 1)
    monkeypatch.setattr("etl.pipeline.cache.TOGETHER", 1)
    read = replace_at(part, monkeypatch, "3.txt")
    with pytest.raises(JiedaoError, match=rf"software changed .* \({part}\), so it was stopped; the current .* Run again, .*{left}"):
        nightly(raw)
    assert read == [f"{n}.txt" for n in range(4)] and publish.versions(raw.with_name("wh")) == []
    assert publish.history(raw.with_name("wh"))[-1]["outcome"] == "failed"
    report = nightly(raw)
    # What a worker had in hand when the software changed may be read again.
    assert again <= report.read <= again + 1 and content(report.warehouse) == fresh(raw)


@pytest.mark.slow
@pytest.mark.parametrize("error", [None, ImportError("cannot import name 'x'"), JiedaoError("Worker processes cannot start.")])
def test_software_replaced_while_a_run_builds_is_told_in_place_of_what_came_of_it(
    raw: Path, monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    first = nightly(raw)
    real = load.finish

    def finish(con: duckdb.DuckDBPyConnection, *, update: bool) -> str:
        monkeypatch.setattr(fingerprint, "parts", lambda: PARTS | {"sql/views/v_fact.sql": "other", "duckdb": "3"})
        if error:
            raise error
        return real(con, update=update)

    monkeypatch.setattr(load, "finish", finish)
    with pytest.raises(JiedaoError, match=r"software changed .* \(duckdb, sql/views/v_fact\.sql\).* is kept") as raised:
        nightly(raw, full=True)
    assert raised.value.__cause__ is error
    assert publish.current(first.warehouse) == first.version and [*first.warehouse.rglob(".building*")] == []
    monkeypatch.setattr(load, "finish", real)
    assert nightly(raw).read == 0


def test_software_that_is_just_being_replaced_is_told(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def parts() -> dict[str, str]:
        raise FileNotFoundError(2, "No such file or directory", "/srv/jiedao/sql/views/v_fact.sql")

    real = inputs.look
    monkeypatch.setattr(inputs, "look", lambda *args: (real(*args), monkeypatch.setattr(fingerprint, "parts", parts))[0])
    with pytest.raises(JiedaoError, match=r"software changed .* \(v_fact\.sql\)"):
        nightly(raw)


@contextlib.contextmanager
def unprivileged() -> Iterator[None]:
    """As a user whom permissions bind."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_target_is_told_with_the_remedy(raw: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        shutil.copytree(raw, Path(folder) / "raw")
        target = Path(folder) / "wh"
        run(Path(folder) / "raw", target, workers=1)
        before = content(target)
        for path in (target / "versions", target):
            path.chmod(0o555)
        try:
            with unprivileged(), pytest.raises(JiedaoError, match=r"wh: cannot be written \(Permission denied\).*--warehouse DIR"):
                run(Path(folder) / "raw", target, workers=1, full=True)
            with unprivileged(), pytest.raises(JiedaoError, match=r"new: cannot be written .*--warehouse DIR"):
                run(Path(folder) / "raw", target / "new", workers=1)
            assert content(target) == before
        finally:
            for path in (target, target / "versions"):
                path.chmod(0o755)


def test_the_second_of_two_runs_says_who_is_at_work_and_ends_with_75(raw: Path) -> None:
    warehouse = raw.with_name("wh")
    with publish.lock(warehouse, "2023-01-01T00:00:00Z"):
        process = crash.start(crash.build, raw, warehouse)
        process.join()
    assert process.exitcode == 75
    assert f"another run is at work: process {os.getpid()} on {os.uname().nodename}, since 2023" in raw.with_name("error.txt").read_text(
        "utf-8"
    )
    assert nightly(raw).outcome == "published"


@pytest.mark.slow
def test_a_reader_sees_its_version_through_ten_runs_and_no_run_waits(raw: Path) -> None:
    nightly(raw)
    query = "select count(*), sum(value) from fact_indicator"
    with etl.connect(raw.with_name("wh")) as reader:
        before = reader.execute(query).fetchall()
        for n in range(10):
            write(raw / "new.txt", "白石镇", 1000 + n)
            # One that waited for the reader would wait for ever.
            assert nightly(raw, keep=2).outcome == "published"
            assert reader.execute(query).fetchall() == before
            with etl.connect(raw.with_name("wh")) as newest:
                assert newest.execute("select count(*) from v_fact where value = ?", [1000 + n]).fetchall() == [(1,)]
        assert reader.execute("select count(*) from sentence where text like '%家%'").fetchall() == [(6,)]


# --- versions


@pytest.mark.slow
def test_a_rollback_holds_until_it_is_unpinned(raw: Path) -> None:
    first = nightly(raw)
    write(raw / "new.txt", "白石镇", 7)
    second = nightly(raw)
    wh = ("--warehouse", str(first.warehouse))
    assert call("rollback", *wh).stdout.startswith(f"Current version: {first.version}, pinned")
    write(raw / "new.txt", "白石镇", 8)
    for _ in range(3):
        third = nightly(raw, full=True, keep=1)
    assert third.outcome == "held back" and publish.current(first.warehouse) == first.version
    assert content(first.warehouse) == first.content != third.content
    assert nightly(raw).outcome == "unchanged"
    assert "pinned to" in call("status", *wh).stdout
    assert set(publish.versions(first.warehouse)) == {first.version, third.version}
    assert call("rollback", "--unpin", *wh).stdout == f"Current version: {third.version}\n"
    assert content(first.warehouse) == third.content and nightly(raw).outcome == "unchanged"
    assert "no version is pinned" in call("rollback", "--unpin", *wh).output
    assert f"{second.version}: no such version" in call("rollback", str(second.version), *wh).output
    assert [e["outcome"] for e in publish.history(first.warehouse)][-3:] == ["unchanged", "unpinned", "unchanged"]
    shown = call("status", "--history", *wh).stdout
    assert "rolled back" in shown and f"Versions kept: {first.version}, {third.version} (DuckDB {STORAGE_VERSION} and later" in shown


def test_nothing_to_go_back_to_is_told(built: Path) -> None:
    assert "no earlier version is kept" in call("rollback", "--warehouse", str(built)).output


def test_the_file_format_is_the_one_that_is_told(built: Path) -> None:
    with etl.connect(built) as con:
        told = con.execute("select tags['storage_version'] from duckdb_databases() where not internal").fetchall()
    assert told == [(f"{STORAGE_VERSION}+",)]


# --- the same files give the same star


@pytest.mark.slow
def test_neither_the_order_of_files_nor_of_runs_nor_the_workers_matter(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(raw / "2.txt", raw / "copy.txt")
    expected = nightly(raw)
    with etl.connect(expected.warehouse) as con:
        rows = {table: con.execute(f"from {table} order by all").fetchall() for table in table_hashes(con) if table != "document_file"}
    real = scan
    backwards = raw.with_name("backwards")
    monkeypatch.setattr(inputs, "scan", lambda inbox: tuple(found[::-1] for found in real(inbox)))
    run(raw, backwards, workers=3)
    monkeypatch.undo()
    monkeypatch.setattr(fingerprint, "parts", lambda: PARTS)
    piecemeal = raw.with_name("piecemeal")
    kept = raw.with_name("kept")
    kept.mkdir()
    for names in (("copy.txt", "5.txt", "0.txt"), ("2.txt", "0.txt.toml", "1.txt"), ("4.txt", "3.txt")):
        for name in names:
            shutil.copy(raw / name, kept / name)
        run(kept, piecemeal, workers=1)
    for warehouse in (backwards, piecemeal):
        with etl.connect(warehouse) as con:
            assert {table: con.execute(f"from {table} order by all").fetchall() for table in rows} == rows
        assert content(warehouse) == expected.content


def tampered(warehouse: Path, statement: str) -> dict[str, str]:
    """What verify finds wrong in a warehouse whose current version someone has changed."""
    database = (warehouse / DATABASE).resolve()
    database.chmod(0o644)
    with duckdb.connect(database) as con:
        con.execute(statement)
    database.chmod(0o444)
    return {check.name: check.wrong for check in check_version(warehouse.with_name("raw"), warehouse) if check.wrong}


def test_verify_finds_all_well_and_reads_nothing_that_was_kept(raw: Path) -> None:
    report = nightly(raw)
    (report.warehouse / FILE).write_bytes(b"")
    assert [check.wrong for check in check_version(raw, report.warehouse)] == [""] * 6
    result = call("verify", "--raw", str(raw), "--warehouse", str(report.warehouse))
    assert result.exit_code == 0 and len(result.stdout.splitlines()) == 6


@pytest.mark.parametrize(
    ("statement", "finds"),
    [
        ("update fact_indicator set value = value + 1", ["the raw files give this version"]),
        ("delete from numeral_ledger where outcome <> 'fact'", ["the raw files give this version", "every numeral is in the ledger"]),
        ("update fact_indicator set quote = 'x' || substring(quote, 2)", ["keys, grain", "the raw files", "every quote"]),
        ("insert into fact_indicator from fact_indicator limit 1", ["keys, grain", "the raw files", "every table"]),
        ("create or replace view v_rank as select error('broken') as x", ["every view and ready query answers"]),
    ],
)
def test_verify_finds_what_was_changed(built: Path, tmp_path: Path, statement: str, finds: list[str]) -> None:
    shutil.copytree(built.parent, tmp_path / "copy", symlinks=True)
    found = tampered(tmp_path / "copy" / built.name, statement)
    assert all(any(name.startswith(begin) for name in found) for begin in finds), found


def test_verify_says_when_the_inbox_has_moved_on(raw: Path) -> None:
    report = nightly(raw)
    write(raw / "new.txt", "白石镇", 7)
    result = call("verify", "--raw", str(raw), "--warehouse", str(report.warehouse))
    assert result.exit_code == 1 and "1 inputs have changed since (new.txt" in result.stdout and "first: jiedao run" in result.stdout


# --- security


@pytest.mark.parametrize(
    "statement",
    [
        "from read_text('{file}')",
        "from read_csv('{file}')",
        "from read_blob('{file}')",
        "from '{file}'",
        "from glob('/*')",
        "attach '{file}.duckdb' as other",
        "attach ':memory:' as other",
        "copy (select 1) to '{file}.out'",
        "export database '{file}.out'",
        "install httpfs",
        "load httpfs",
        "load '{file}'",
        "from read_text('https://example.org')",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "create secret s (type s3)",
        "create table t as select 1",
        "update dim_year set year = 1",
        "pragma database_list; attach '{file}.duckdb'",
    ],
)
def test_a_connection_reads_the_version_and_nothing_else(built: Path, statement: str) -> None:
    raw = built.with_name("raw")
    secret = raw / "1.txt"
    with etl.connect(built) as con:
        with pytest.raises(duckdb.Error):
            con.execute(statement.format(file=secret)).fetchall()
        assert con.execute("select count(*) from v_fact").fetchall() == [(12,)]
    assert not list(raw.glob("*.out")) and not list(raw.glob("*.duckdb"))


def test_sql_prints_no_csv_that_a_spreadsheet_would_run(built: Path) -> None:
    query = """select '=HYPERLINK("x")' as a, '@x' as b, '＋x' as c, -3 as d, '-3%' as e, 'a=b' as f"""
    shown = call("sql", query, "--format", "csv", "--warehouse", str(built)).stdout
    assert shown.splitlines()[1] == '"\'=HYPERLINK(""x"")",\'@x,\'＋x,-3,\'-3%,a=b'


# --- operations


def test_a_run_is_told_as_lines_of_json(raw: Path) -> None:
    (raw / "bad.txt").write_bytes(b"")
    result = call("run", "--raw", str(raw), "--warehouse", str(raw.with_name("wh")), "--log", "json")
    events = [json.loads(line) for line in result.stderr.splitlines()]
    assert [event["event"] for event in events] == ["started", "looked", "reading", "quarantined", "read", "conformed", "ended"]
    assert (
        events[-1]["outcome"] == "published" and events[3]["path"] == "bad.txt" and all(event["at"].endswith("+00:00") for event in events)
    )
    with pytest.raises(json.JSONDecodeError):
        json.loads(result.stdout.splitlines()[0])


def test_a_failed_run_is_told_too(raw: Path) -> None:
    said: list[tuple[str, dict[str, Any]]] = []
    shutil.rmtree(raw)
    raw.mkdir()
    with pytest.raises(JiedaoError):
        nightly(raw, listen=lambda event, **more: said.append((event, more)))
    assert [event for event, _ in said] == ["started", "failed"] and "holds no reports" in said[1][1]["error"]


def test_a_terminal_gets_a_bar_and_no_json(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    with progress.listener("auto", stream) as listen:
        assert nightly(raw, listen=listen).outcome == "published"
    assert stream.getvalue() == "" and "{" not in capsys.readouterr().err
    with progress.listener("json", stream) as listen:
        nightly(raw, listen=listen)
    assert json.loads(stream.getvalue().splitlines()[-1])["outcome"] == "unchanged"


def test_a_long_run_is_told_in_few_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    clock = iter(range(0, 10_000, 1))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    with progress.listener("json", stream) as listen:
        for done in range(1, 101):
            listen("read", path="x", done=done, reports=100)
    assert [json.loads(line)["done"] for line in stream.getvalue().splitlines()][-1] == 100
    assert 2 <= len(stream.getvalue().splitlines()) <= 10


def test_the_doctor_finds_this_machine_well_and_an_empty_inbox_not(raw: Path, tmp_path: Path) -> None:
    wh = tmp_path / "wh"
    checks = list(check_machine(raw, wh))
    assert [check.name for check in checks if check.wrong] == [] and {"current version"} < {check.name for check in checks}
    assert not wh.exists()
    nightly(raw)
    assert f"opens with DuckDB {STORAGE_VERSION}+" in next(c.found for c in check_machine(raw, wh) if c.name == "current version")
    (tmp_path / "empty").mkdir()
    result = call("doctor", "--raw", str(tmp_path / "empty"), "--warehouse", str(wh))
    assert result.exit_code == 1 and "wrong  inbox: " in result.stdout and "--raw DIR" in result.stdout


def test_the_page_on_operations_tells_every_exit_code_and_event(project: Path) -> None:
    page = (project / "docs" / "operations.md").read_text("utf-8")
    errors: list[type[JiedaoError]] = [JiedaoError, *JiedaoError.__subclasses__()]
    codes = {error.exit_code for error in errors} | {0, 2}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", page, flags=re.MULTILINE)} == codes
    sources = [(project / "etl" / "pipeline" / f"{name}.py").read_text("utf-8") for name in ("nightly", "steps")]
    said = re.findall(r'\b(?:tell|listen)\(\s*"(\w+)"', "".join(sources))
    assert len(said) > 7 and [event for event in said if f"`{event}`" not in page] == []
    assert f"{SHRINK:.0%}".replace("%", " %") in page and f"DuckDB {STORAGE_VERSION.removeprefix('v')}:" in page
