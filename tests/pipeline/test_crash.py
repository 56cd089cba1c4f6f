"""Whatever ends a run, the live warehouse stays as it was, and the next run completes as if nothing had happened."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import crash
import pytest

import etl
from etl.pipeline.nightly import run
from etl.warehouse import publish
from etl.warehouse.content import content_hash

pytestmark = pytest.mark.slow

REPORTS = 200
DISTRICTS = ("柳桥街道", "白石镇", "新安街道")


@dataclass
class Nightly:
    """An inbox of small reports with two states, and a warehouse of the first."""

    folder: Path
    state: str
    hashes: dict[str, str]

    @property
    def raw(self) -> Path:
        """The inbox."""
        return self.folder / "raw"

    @property
    def warehouse(self) -> Path:
        """The warehouse."""
        return self.folder / "wh"

    def turn(self) -> None:
        """Give the inbox its other state, in which every report differs."""
        self.raw.rename(self.folder / self.state)
        self.state = other(self.state)
        (self.folder / self.state).rename(self.raw)

    def content(self) -> str:
        """What a reader who comes now finds."""
        with etl.connect(self.warehouse) as con:
            return content_hash(con)


def other(state: str) -> str:
    return "second" if state == "first" else "first"


def write(folder: Path, reports: int, more: int) -> None:
    for n in range(reports):
        text = f"{DISTRICTS[n % 3]}第{n}社区2022年工作总结\n全年新增注册企业{n + more}家,同比增长{n % 30}.5%。\n"
        file = folder / f"{n % 7}" / f"{n}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def make(folder: Path, reports: int, alike: int = 0) -> Nightly:
    """Reports of which some are `alike` in both states: with many of these a run updates a version in place of building one."""
    made = Nightly(folder, "second", {})
    write(made.folder / "first", reports, 0)
    write(made.raw, reports, 0)
    write(made.raw, reports - alike, 1000)
    for state, read in (("second", reports), ("first", reports - alike)):
        assert run(made.raw, made.warehouse, workers=1).read == read
        made.hashes[state] = made.content()
        made.turn()
    assert len(set(made.hashes.values())) == 2
    return made


def left_in_group(group: int) -> list[str]:
    """The processes of a group that are alive; a dead one stays in the table until somebody reaps it."""
    listed = subprocess.run(["ps", "-A", "-o", "pgid=,stat=,pid="], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if line.split()[0] == str(group) and not line.split()[1].startswith("Z")]


def test_a_run_killed_at_fifty_random_instants(tmp_path: Path) -> None:
    """Half of them with all its processes at once, half the parent alone, whose workers have to end by themselves."""
    nightly = make(tmp_path, REPORTS)
    chance = random.Random(20230101)
    whole = {workers: undisturbed(nightly, workers) for workers in (1, 2)}
    died = 0
    for n in range(50):
        before = nightly.state
        nightly.turn()
        workers = 1 + n % 2
        process = crash.start(crash.build, nightly.raw, nightly.warehouse, workers)
        process.join(chance.uniform(0, whole[workers]))
        assert process.pid
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid if workers > 1 else -process.pid, signal.SIGKILL)
        process.kill()
        process.join()
        died += process.exitcode == -signal.SIGKILL
        assert nightly.content() in (nightly.hashes[before], nightly.hashes[nightly.state])
        deadline = time.monotonic() + 60
        while (left := left_in_group(process.pid)) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert left == []
        assert run(nightly.raw, nightly.warehouse, workers=1).outcome in ("published", "unchanged")
        assert nightly.content() == nightly.hashes[nightly.state]
    # On a busy machine a run may take longer or shorter than the one that was measured.
    assert died >= 15
    assert not [entry for entry in (nightly.warehouse / "versions").iterdir() if entry.name.startswith(".")]
    assert len(publish.versions(nightly.warehouse)) == publish.KEEP


def undisturbed(nightly: Nightly, workers: int) -> float:
    """Seconds that a run takes in a process of its own."""
    nightly.turn()
    begun = time.monotonic()
    process = crash.start(crash.build, nightly.raw, nightly.warehouse, workers)
    process.join()
    assert process.exitcode == 0 and nightly.content() == nightly.hashes[nightly.state]
    return time.monotonic() - begun


@pytest.mark.parametrize(
    ("full_disk", "alike"),
    [(False, 0), (True, 0), (False, 57), (True, 57)],
    ids=["killed", "disk full", "killed updating", "disk full updating"],
)
def test_a_run_ended_at_every_step_it_takes(tmp_path: Path, full_disk: bool, alike: int) -> None:
    """At each folder it makes, each file it opens, each link and rename: killed there, or with a disk that is full from there on."""
    nightly = make(tmp_path, reports=3 + alike, alike=alike)
    nightly.turn()
    before, step, exitcode = other(nightly.state), 0, -1
    while exitcode != 0:
        # A disk that is full stops most runs late, when it has cost most.
        step += 2 if full_disk else 1
        process = crash.start(crash.build_until, nightly.raw, nightly.warehouse, step, full_disk)
        process.join()
        exitcode = process.exitcode or 0
        found = nightly.content()
        assert found in (nightly.hashes[before], nightly.hashes[nightly.state])
        if exitcode:
            assert exitcode == (1 if full_disk else -signal.SIGKILL)
            if full_disk:
                told = (nightly.folder / "error.txt").read_text(encoding="utf-8")
                assert re.search("(no room on the disk|No space left).* --warehouse DIR", told)
            if found == nightly.hashes[nightly.state]:
                before = nightly.state
                nightly.turn()
    # The last one, with what all the others left behind, has come to the end.
    assert step > 10 and found == nightly.hashes[nightly.state]


@pytest.mark.parametrize("size", [0, 50_000, 300_000, 1_000_000])
def test_a_file_that_cannot_grow_stops_the_run_and_nothing_else(tmp_path: Path, size: int) -> None:
    """The limit stands for a full disk: it meets what DuckDB writes too, the cache first, then the version."""
    nightly = make(tmp_path, reports=3)
    before = nightly.content()
    nightly.turn()
    nightly.turn()
    (nightly.raw / "large.txt").write_text("新安街道2022年工作总结\n" + "新增注册企业7家。\n" * 3000, encoding="utf-8")
    process = crash.start(crash.build_with_files_up_to, nightly.raw, nightly.warehouse, size)
    process.join()
    assert process.exitcode == 1
    assert re.search("no room on the disk|File too large", (nightly.folder / "error.txt").read_text(encoding="utf-8"))
    assert nightly.content() == before
    (nightly.raw / "large.txt").unlink()
    assert run(nightly.raw, nightly.warehouse, workers=1).outcome == "published"
    assert nightly.content() == nightly.hashes[nightly.state]
