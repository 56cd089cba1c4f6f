from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from etl.warehouse import publish
from etl.warehouse.opening import DATABASE, connect
from etl.warehouse.publish import Busy


def build(warehouse: Path, stamp: str, number: int, keep: int = 5) -> Path:
    with publish.lock(warehouse, "now"):
        name, building = publish.new_version(warehouse, stamp)
        with duckdb.connect(building / DATABASE) as con:
            con.execute(f"create table t as select {number} as n")
        return publish.publish(warehouse, name, building, keep)


def answer(con: duckdb.DuckDBPyConnection) -> int:
    row = con.execute("select n from t").fetchone()
    assert row
    return int(row[0])


def test_a_version_is_read_only_and_found_through_relative_links(tmp_path: Path) -> None:
    version = build(tmp_path, "20230101T000000Z", 1)
    assert os.readlink(tmp_path / "current") == "versions/20230101T000000Z"
    assert os.readlink(tmp_path / DATABASE) == "current/jiedao.duckdb"
    assert stat.S_IMODE((version / DATABASE).stat().st_mode) == 0o444
    moved = tmp_path.rename(tmp_path.with_name("moved"))
    assert answer(connect(moved)) == 1 and publish.current(moved) == "20230101T000000Z"


def test_a_reader_keeps_its_version_and_the_next_one_sees_the_new(tmp_path: Path) -> None:
    build(tmp_path, "20230101T000000Z", 1)
    old = connect(tmp_path)
    build(tmp_path, "20230102T000000Z", 2)
    assert (answer(old), answer(connect(tmp_path))) == (1, 2)
    assert publish.current(tmp_path) == "20230102T000000Z"


def test_the_last_versions_are_kept_those_of_one_second_too(tmp_path: Path) -> None:
    for number in range(4):
        build(tmp_path, "20230101T000000Z", number, keep=2)
    assert len(publish.versions(tmp_path)) == 2 and publish.versions(tmp_path)[-1] == publish.current(tmp_path)
    assert answer(connect(tmp_path)) == 3


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    build(tmp_path, "20230101T000000Z", 1)
    left = tmp_path / "versions" / ".building-20230102T000000Z"
    left.mkdir()
    (left / DATABASE).write_text("half")
    assert publish.versions(tmp_path) == ["20230101T000000Z"]
    build(tmp_path, "20230103T000000Z", 2)
    assert not left.exists()


def test_a_second_run_is_told_who_holds_the_warehouse(tmp_path: Path) -> None:
    with publish.lock(tmp_path, "2023-01-01T00:00:00Z"):
        with pytest.raises(Busy, match=rf"process {os.getpid()} on .*since 2023-01-01") as caught, publish.lock(tmp_path, "later"):
            pass
        assert caught.value.exit_code == 75
    with publish.lock(tmp_path, "later"):
        assert "since later" in (tmp_path / ".lock").read_text()


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    hold = "with publish.lock(Path(sys.argv[1]), 'x'): os.kill(os.getpid(), 9)"
    code = f"import os, sys; from pathlib import Path; from etl.warehouse import publish\n{hold}"
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == -9
    with publish.lock(tmp_path, "later"):
        pass


def test_runs_are_recorded_and_half_a_line_is_passed_over(tmp_path: Path) -> None:
    assert publish.history(tmp_path) == []
    publish.record(tmp_path, {"outcome": "published", "reason": "中文"})
    with (tmp_path / "runs.jsonl").open("a") as runs:
        runs.write(json.dumps({"outcome": "failed"})[:5])
    assert publish.history(tmp_path) == [{"outcome": "published", "reason": "中文"}]
