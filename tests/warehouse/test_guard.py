"""A query reads the version and nothing else: whatever it tries, the published values and the folder they lie in stay as they are."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

import etl
from etl.cli import main
from etl.errors import JiedaoError
from etl.pipeline.nightly import run
from etl.warehouse.opening import DATABASE, connect

VALUES = "select fact_id, value, quote from fact_indicator order by all"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of one report, with its inbox beside it."""
    raw = tmp_path_factory.mktemp("guard") / "raw"
    raw.mkdir()
    (raw / "1.txt").write_text("柳桥街道2022年工作总结\n全年开展消防演练40场,新增企业320家。\n", encoding="utf-8")
    return run(raw, raw.with_name("wh"), workers=1).warehouse


def call(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def tree(folder: Path) -> dict[str, Any]:
    """Everything below a folder: bytes, modes and links."""
    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("*")):
        info = path.lstat()
        data = os.readlink(path) if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[str(path.relative_to(folder))] = (stat.filemode(info.st_mode), data)
    return found


# A log of DuckDB's need not be valid to do harm: one that cannot be read keeps every reader out.
TARGETS = ("{db}", *("{db}" + added for added in (".wal", ".wal.checkpoint", ".wal.recovery", ".tmp", ".tmp/x")))
TARGETS += ("{link}", "{link}.wal", "{dir}/new", "/tmp/x")
WAYS = (
    "copy (select from_hex('00')::blob as b) to '{target}' (format blob)",
    "copy (select 1 as a) to '{target}' (format csv, use_tmp_file false)",
    "copy fact_indicator to '{target}' (format parquet)",
    "copy (select 1 as a) to '{target}' (format parquet, partition_by (a), overwrite_or_ignore)",
    "explain analyze copy (select 1 as a) to '{target}' (format json)",
    "select 1; copy (select 1) to '{target}'",
    "prepare p as copy (select 1) to '{target}'; execute p",
    "export database '{target}'",
    "attach '{target}' as other; create table other.t as select 1",
    "attach '{target}' as other (read_only)",
    "create persistent secret s in local_file (type http, bearer_token 'x')",
    "pragma enable_profiling = 'json'; pragma profiling_output = '{target}'",
    "set log_query_path = '{target}'",
    "call enable_logging(storage = 'file', storage_path = '{target}')",
    "call enable_logging(storage_path := '{dir}')",
    "set temp_directory = '{dir}'",
    "set disabled_filesystems = ''; copy (select 1) to '{target}'",
    "reset disabled_filesystems; copy (select 1) to '{target}'",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "reset lock_configuration",
    "set allowed_directories = ['/']",
    "set allowed_configs = ['disabled_filesystems']",
    "install httpfs",
    "load '{target}'",
    "import database '{dir}'",
    "copy from database jiedao to memory",
    "update fact_indicator set value = 666",
    "delete from fact_indicator",
    "drop table fact_indicator",
    "alter table fact_indicator rename to other",
    "create or replace view v_fact as select 1",
    "checkpoint",
    "force checkpoint",
    "vacuum",
    "detach jiedao",
)
RELATIONS: dict[str, Callable[[duckdb.DuckDBPyRelation, str], object]] = {
    "to_parquet": lambda relation, target: relation.to_parquet(target),
    "write_parquet": lambda relation, target: relation.write_parquet(target),
    "to_csv": lambda relation, target: relation.to_csv(target),
    "write_csv": lambda relation, target: relation.write_csv(target),
    "to_table": lambda relation, target: relation.to_table("planted"),
    "create": lambda relation, target: relation.create("planted"),
    "insert_into": lambda relation, target: relation.insert_into("fact_indicator"),
}

ASK: tuple[Callable[[duckdb.DuckDBPyConnection, str], object], ...] = (
    lambda con, statement: con.execute(statement).fetchall(),
    lambda con, statement: con.sql(statement).fetchall(),
    lambda con, statement: con.query(statement),
    lambda con, statement: con.executemany(statement, [[]]),
    lambda con, statement: con.cursor().execute(statement).fetchall(),
    lambda con, statement: [con.execute(one) for one in con.extract_statements(statement)],
)


def each_way(warehouse: Path) -> list[str]:
    names = {"db": (warehouse / DATABASE).resolve(), "link": warehouse / DATABASE, "dir": (warehouse / DATABASE).resolve().parent}
    targets = [target.format(**names) for target in TARGETS]
    return [way.format(target=target, **names) for way in WAYS for target in (targets if "{target}" in way else [""])]


@pytest.mark.slow
@pytest.mark.parametrize("spill", ["0B", "1GB"])
def test_no_statement_changes_what_is_published(warehouse: Path, spill: str) -> None:
    before = tree(warehouse)
    with etl.connect(warehouse) as con:
        values = con.execute(VALUES).fetchall()
    home = tree(Path.home() / ".duckdb")
    for number, statement in enumerate(each_way(warehouse)):
        with etl.connect(warehouse, spill=spill) as con, contextlib.suppress(duckdb.Error, RuntimeError):
            ASK[number % len(ASK)](con, statement)
        assert tree(warehouse) == before, statement
    for name, write in RELATIONS.items():
        for target in TARGETS:
            target = target.format(db=(warehouse / DATABASE).resolve(), link=warehouse / DATABASE, dir=warehouse)
            with etl.connect(warehouse, spill=spill) as con, contextlib.suppress(duckdb.Error):
                write(con.sql("from fact_indicator"), target)
            assert tree(warehouse) == before, (name, target)
    assert not Path("/tmp/x").exists() and tree(Path.home() / ".duckdb") == home
    with etl.connect(warehouse) as con:
        assert con.execute(VALUES).fetchall() == values


def test_the_command_line_changes_nothing_either(warehouse: Path) -> None:
    before = tree(warehouse)
    for statement in each_way(warehouse)[:45]:
        assert call("sql", statement, "--warehouse", str(warehouse)).exit_code in (0, 1)
        assert tree(warehouse) == before, statement


def test_every_write_to_a_file_is_refused_and_says_so(warehouse: Path) -> None:
    database = (warehouse / DATABASE).resolve()
    for target in (database, f"{database}.wal", f"{database}.tmp/x"):
        result = call("sql", f"copy (select 1) to '{target}'", "--warehouse", str(warehouse))
        assert result.exit_code == 1 and "disabled by configuration" in result.output
    for read in (f"from read_text('{database}.wal')", f"from read_blob('{database}')", "from glob('/*')"):
        assert call("sql", read, "--warehouse", str(warehouse)).exit_code == 1


def test_the_folder_of_a_version_is_read_only(warehouse: Path) -> None:
    version = (warehouse / DATABASE).resolve().parent
    assert stat.S_IMODE(version.stat().st_mode) == 0o555 and stat.S_IMODE((version / DATABASE).stat().st_mode) == 0o444


def planted(warehouse: Path) -> Path:
    """A log beside the current version, by which its values read as 666; made by DuckDB itself on a copy."""
    database = (warehouse / DATABASE).resolve()
    database.parent.chmod(0o755)
    make = """
import os, shutil, sys, duckdb
shutil.copyfile(sys.argv[1], sys.argv[2])
con = duckdb.connect(sys.argv[2])
con.execute("update fact_indicator set value = 666")
os._exit(0)
"""
    copy = warehouse.with_name("copy.duckdb")
    subprocess.run([sys.executable, "-c", make, str(database), str(copy)], check=True)
    log = database.with_name(database.name + ".wal")
    copy.with_name(copy.name + ".wal").rename(log)
    copy.unlink()
    with duckdb.connect(database, read_only=True) as con:
        assert con.execute("select distinct value from fact_indicator").fetchall() == [(666,)]
    return log


def test_a_log_beside_a_version_is_refused_told_and_removed(tmp_path: Path) -> None:
    raw, wh = tmp_path / "raw", tmp_path / "wh"
    raw.mkdir()
    (raw / "1.txt").write_text("柳桥街道2022年工作总结\n全年开展消防演练40场。\n", encoding="utf-8")
    run(raw, wh, workers=1)
    log = planted(wh)
    with pytest.raises(JiedaoError, match=r"jiedao\.duckdb\.wal: lies beside .* removes it: jiedao run --warehouse"):
        etl.connect(wh)
    for command in ("status", "quarantine", "ask", "verify"):
        arguments = ["ask", "reports"] if command == "ask" else [command]
        result = call(*arguments, "--warehouse", str(wh))
        assert result.exit_code == 1 and "lies beside the published database" in result.output, command
    report = run(raw, wh, workers=1)
    assert report.outcome == "unchanged" and len(report.mended) == 1 and not log.exists()
    with etl.connect(wh) as con:
        assert con.execute("select value from fact_indicator").fetchall() == [(40,)]
    assert "Mended: removed" in (planted(wh), call("run", "--raw", str(raw), "--warehouse", str(wh)))[1].stdout
    assert call("status", "--warehouse", str(wh)).exit_code == 0


# --- what a query may take


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        ({"memory": "lots"}, "is no amount of memory"),
        ({"memory": "-5GB"}, "is no amount of memory"),
        ({"memory": "0%"}, "is no amount of memory"),
        ({"spill": "90%"}, "is no amount of disk"),
        ({"seconds": -1}, "is no time that a query may take"),
        ({"seconds": float("nan")}, "is no time that a query may take"),
    ],
)
def test_a_limit_that_is_none_is_refused(warehouse: Path, limits: dict[str, Any], says: str) -> None:
    with pytest.raises(JiedaoError, match=says):
        connect(warehouse, **limits)


ENDLESS = "select count(*) from range(10000000) as a(i), range(10000000) as b(j) where a.i + b.j = 7"
LARGE = "select count(distinct s) from (select i::varchar || repeat('x', 200) as s from range(3000000) as t(i))"


def test_a_query_ends_where_its_time_is_up(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = call("sql", ENDLESS, "--seconds", "0.2", "--warehouse", str(warehouse))
    assert result.exit_code == 1 and "took longer than it may" in result.output and "--seconds" in result.output
    monkeypatch.setenv("JIEDAO_SECONDS", "0.2")
    with etl.connect(warehouse) as con, pytest.raises(duckdb.InterruptException):
        con.cursor().execute(ENDLESS)


def test_a_query_takes_no_more_memory_than_it_may_and_no_disk_unless_it_is_given(warehouse: Path) -> None:
    wh = ("--warehouse", str(warehouse))
    result = call("sql", LARGE, "--memory", "100MB", *wh)
    assert result.exit_code == 1 and "more memory than it may take" in result.output and "--spill" in result.output
    result = call("sql", LARGE, "--memory", "100MB", "--spill", "2GB", *wh)
    assert result.exit_code == 0 and "3000000" in result.stdout
    result = call("sql", LARGE, "--memory", "100MB", "--spill", "1MB", *wh)
    assert result.exit_code == 1 and "more memory than it may take" in result.output


def test_what_is_spilled_goes_with_the_connection(warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    con = etl.connect(warehouse, spill="1GB")
    assert con.execute("select count(*) from fact_indicator").fetchall() == [(2,)] and len(list(tmp_path.iterdir())) == 1
    con.close()
    del con
    assert list(tmp_path.iterdir()) == []


def test_other_limits_in_one_process_are_told(warehouse: Path) -> None:
    with etl.connect(warehouse), pytest.raises(JiedaoError, match="is open in this process with other settings"):
        etl.connect(warehouse, memory="1GB")
