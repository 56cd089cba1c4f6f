from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from etl.errors import JiedaoError
from etl.warehouse import publish
from etl.warehouse.opening import DATABASE, connect
from etl.warehouse.publish import Busy


def build(warehouse: Path, stamp: str, number: int, keep: int = 5) -> Path:
    with publish.lock(warehouse, "now"):
        name, building = publish.new_version(warehouse, stamp)
        with duckdb.connect(building / DATABASE) as con:
            con.execute(f"create table t as select {number} as n")
        version = publish.publish(warehouse, name, building)
        publish.prune(warehouse, name, keep)
        return version


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


def test_a_clock_that_is_set_back_hides_no_version(tmp_path: Path) -> None:
    names = []
    for number, year in enumerate((2030, 2031, 2023)):
        version = build(tmp_path, f"{year}0101T000000Z", number, keep=2)
        then = datetime(year, 1, 1).timestamp()
        os.utime(version / DATABASE, (then, then))
        names.append(version.name)
    assert publish.versions(tmp_path) == names[1:] and publish.newest(tmp_path) == names[2] == publish.current(tmp_path)
    with publish.lock(tmp_path, "now"):
        assert publish.rollback(tmp_path) == names[1] and publish.unpin(tmp_path) == names[2]


@pytest.mark.parametrize("link", ["current", DATABASE, "pinned"])
@pytest.mark.parametrize("how", ["gone", "dangling", "a folder", "a file", "a loop"])
def test_a_damaged_link_or_pin_is_mended(tmp_path: Path, link: str, how: str) -> None:
    build(tmp_path, "20230101T000000Z", 1)
    path = tmp_path / link
    path.unlink(missing_ok=True)
    if how in ("dangling", "a loop"):
        path.symlink_to("nowhere" if how == "dangling" else link)
    elif how == "a folder":
        path.mkdir()
    elif how == "a file":
        path.write_bytes(b"\xff\x00")
    done = publish.mend(tmp_path)
    assert bool(done) == (how != "gone" or link != "pinned")
    assert answer(connect(tmp_path)) == 1 and publish.pinned(tmp_path) is None
    assert publish.mend(tmp_path) == []


def test_a_damaged_log_hides_no_run(tmp_path: Path) -> None:
    good = b'{"outcome": "published"}\n'
    (tmp_path / "runs.jsonl").write_bytes(b"\xff\xfe\n[1]\n5\n{}\n" + b"[" * 100_000 + b"\n" + good)
    assert [entry["outcome"] for entry in publish.history(tmp_path)] == ["published"]
    (tmp_path / "runs.jsonl").unlink()
    (tmp_path / "runs.jsonl").mkdir()
    with pytest.raises(JiedaoError, match="Move it away"):
        publish.history(tmp_path)
