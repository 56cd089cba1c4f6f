"""Reading on a Dask cluster: a scheduler and workers as processes of their own, on the loopback interface."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from distributed import Client
from processes import CHECKOUT, DEADLY, path_with

from etl.cli import main
from etl.errors import JiedaoError
from etl.pipeline import workers
from etl.pipeline.nightly import RunReport, run, shared_name

SECONDS = 60.0


class Cluster:
    """A scheduler and some workers."""

    def __init__(self, folder: Path, processes: ExitStack) -> None:
        self._folder = folder
        self._processes = processes
        self.workers: list[subprocess.Popen[bytes]] = []
        # Once a task has killed its worker it is not tried again: that is what has to be dealt with, not how often.
        self._start("scheduler", "--port", "0", "--no-dashboard", "--no-show", DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
        self.address = str(json.loads(until(lambda: self._file.read_text() if self._file.exists() else ""))["address"])

    @property
    def _file(self) -> Path:
        return self._folder / "scheduler.json"

    def _start(self, role: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{role}", "--scheduler-file", str(self._file), "--host", "127.0.0.1"]
        log = self._processes.enter_context((self._folder / "cluster.log").open("ab"))
        process = subprocess.Popen(
            [*command, *options], env=os.environ | {"PYTHONPATH": str(CHECKOUT)} | environment, stdout=log, stderr=log, cwd=self._folder
        )
        self._processes.callback(process.wait)
        self._processes.callback(process.terminate)
        return process

    def add_worker(self, *options: str, **environment: str) -> None:
        """Start a worker, and wait until it has joined."""
        before = self.size()
        self.workers.append(self._start("worker", "--nthreads", "1", "--no-dashboard", *options, **environment))
        until(lambda: self.size() > before)

    def size(self) -> int:
        with Client(self.address, set_as_default=False) as client:
            return len(client.nthreads())


def until(holds: Callable[[], Any]) -> Any:
    """What `holds` gives, once it is something."""
    deadline = time.monotonic() + SECONDS
    while not (found := holds()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


@contextmanager
def cluster_in(folder: Path) -> Iterator[Cluster]:
    folder.mkdir()
    with ExitStack() as processes:
        yield Cluster(folder, processes)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers."""
    with cluster_in(tmp_path / "cluster") as made:
        yield made


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Sixty small reports."""
    inbox = tmp_path / "raw"
    inbox.mkdir()
    for n in range(60):
        (inbox / f"{n:02d}.txt").write_text(
            f"柳桥街道第{n}社区2022年工作总结\n全年新增注册企业{n + 2}家,同比增长6.3%。\n", encoding="utf-8"
        )
    return inbox


def on(cluster: Cluster, raw: Path, **options: Any) -> RunReport:
    return run(raw, raw.with_name("wh"), scheduler=cluster.address, **options)


def locally(raw: Path) -> str:
    """The content that one process gives."""
    return run(raw, raw.with_name("local"), workers=1).content


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_changes_nothing(
    cluster: Cluster, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "BATCH_FILES", 4)
    for _ in range(2):
        cluster.add_worker("--no-nanny")
    killed: list[int] = []

    def listen(event: str, **said: Any) -> None:
        # Some are read, more are in flight.
        if event == "read" and not killed:
            killed.append(said["done"])
            cluster.workers[0].send_signal(signal.SIGKILL)

    left = tmp_path / "shared" / shared_name(raw.with_name("wh"))
    left.mkdir(parents=True)
    (left / "of-a-killed-run.parquet").touch()
    report = on(cluster, raw, shared=tmp_path / "shared", listen=listen)
    assert killed and cluster.workers[0].wait() == -signal.SIGKILL
    assert (report.outcome, report.read, report.quarantined) == ("published", 60, ())
    assert report.content == locally(raw)
    assert list((tmp_path / "shared").iterdir()) == [] and not list(report.warehouse.rglob("*.parquet"))


@pytest.mark.slow
def test_a_file_that_kills_its_worker_again_and_again_is_rejected_alone(cluster: Cluster, raw: Path, tmp_path: Path) -> None:
    for _ in range(2):
        cluster.add_worker(PYTHONPATH=path_with(DEADLY, tmp_path / f"site{len(cluster.workers)}"))
    (raw / "deadly.txt").write_text("柳桥街道2022年工作总结\n全年新增注册企业9家。\n", encoding="utf-8")
    report = on(cluster, raw)
    assert [(rejected.path, rejected.reason) for rejected in report.quarantined] == [("deadly.txt", "crashed")]
    assert report.documents == 60 and report.read == 61


def test_a_cluster_that_cannot_read_is_told(cluster: Cluster, raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.pipeline.cluster._JOIN_SECONDS", 1)
    with pytest.raises(JiedaoError, match=r"it has no workers\. Start it, or correct --scheduler ADDRESS"):
        on(cluster, raw)
    cluster.add_worker()
    monkeypatch.setattr("etl.warehouse.fingerprint.digest", lambda parts: "other")
    with pytest.raises(JiedaoError, match=r"the worker tcp://127\.0\.0\.1:\d+ has another version of this software"):
        on(cluster, raw)


BLIND = """
import pathlib
real = pathlib.Path.exists
pathlib.Path.exists = lambda path: {folder!r} not in str(path) and real(path)
"""
BLIND_LATER = """
import os, sys
def hook(event, said):
    if event == "open" and {folder!r} in str(said[0]):
        raise FileNotFoundError(2, "No such file or directory")
sys.addaudithook(hook)
"""


@pytest.mark.parametrize(
    ("blind", "folder", "told"),
    [
        (BLIND, "/raw/", r"the worker tcp:\S+ does not see the inbox"),
        (BLIND, "/shared/", r"the worker tcp:\S+ does not see the shared folder .* --shared DIR"),
        (BLIND_LATER, "/raw/", "a worker does not see the inbox"),
    ],
)
def test_a_worker_that_does_not_see_a_folder_is_told(
    cluster: Cluster, raw: Path, tmp_path: Path, blind: str, folder: str, told: str
) -> None:
    cluster.add_worker(PYTHONPATH=path_with(blind.format(folder=folder), tmp_path / "site"))
    with pytest.raises(JiedaoError, match=told):
        on(cluster, raw, shared=tmp_path / "shared")
    assert not list(tmp_path.rglob("*.parquet"))


@pytest.fixture
def silent() -> Iterator[str]:
    """An address where something listens, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scheduler", "why"),
    [
        ("tcp://127.0.0.1:9", r" \(\S+ \d+\S Connection refused\)"),
        ("127.0.0.1", r" \(missing port number .*\)"),
        ("tls://127.0.0.1:9", r" \(TLS expects .*\)"),
        ("", ""),
    ],
)
def test_a_scheduler_that_does_not_answer_is_told_before_anything_is_looked_at(
    raw: Path, silent: str, monkeypatch: pytest.MonkeyPatch, scheduler: str, why: str
) -> None:
    assert run(raw, raw.with_name("wh"), workers=1).outcome == "published"
    monkeypatch.setattr("etl.pipeline.cluster._ANSWER_SECONDS", 3)
    address = scheduler or silent
    said: list[str] = []
    begun = time.monotonic()
    told = rf"^{re.escape(address)}: no scheduler answers{why}\. Start it, or correct --scheduler ADDRESS\.$"
    with pytest.raises(JiedaoError, match=told):
        run(raw, raw.with_name("wh"), scheduler=address, listen=lambda event, **_: said.append(event))
    assert said == ["started", "failed"] and time.monotonic() < begun + SECONDS / 2


def test_without_dask_the_extra_is_named(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(JiedaoError, match=r"pip install '\.\[dask\]'"):
        run(raw, raw.with_name("wh"), scheduler="tcp://127.0.0.1:9")


@pytest.mark.parametrize("options", [("--engine", "dask"), ("--scheduler", "x"), ("--shared", "x")])
def test_options_that_belong_together_are_asked_for(options: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, ["run", *options])
    assert result.exit_code == 2 and "--engine dask" in result.output
