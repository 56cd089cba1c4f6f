from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from processes import CHECKOUT, DEADLY, path_with, python, runs

from etl.contracts.records import InboxFile
from etl.pipeline import limits, workers
from etl.pipeline.frames import BATCH_TABLES
from etl.pipeline.reading import BatchRead, part_file
from etl.pipeline.workers import Local, batches, read_all


def reports(folder: Path, *names: str) -> list[InboxFile]:
    folder.mkdir()
    found = []
    for n, name in enumerate(names):
        file = folder / name
        file.write_text(f"柳桥街道第{n}社区2022年工作总结\n全年新增注册企业{n + 2}家。\n", encoding="utf-8")
        found.append(InboxFile(file, name, file.stat().st_size, 0))
    return found


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    """An empty folder for what is read."""
    folder = tmp_path / "parts"
    folder.mkdir()
    return folder


def outcomes(read: Iterator[BatchRead]) -> dict[str, list[str]]:
    """By file the paths of its documents, or the reasons why it has none."""
    found = [file for batch in read for file in batch.files]
    assert len({file.name for file in found}) == len(found)
    return {file.name: [row["path"] for row in file.documents] + [rejected.reason for rejected in file.rejected] for file in found}


@pytest.mark.parametrize("processes", [1, 2])
def test_every_file_is_read_in_one_batch_and_its_frames_are_in_the_folder(tmp_path: Path, parts: Path, processes: int) -> None:
    files = reports(tmp_path / "raw", *(f"{n}.txt" for n in range(9)))
    (tmp_path / "raw" / "4.txt").write_bytes(b"")
    read = list(read_all(files, parts, Local(processes)))
    assert outcomes(iter(read)) == {file.name: ["empty" if file.name == "4.txt" else file.name] for file in files}
    written = {part_file(part, table) for batch in read for part in batch.parts for table in BATCH_TABLES}
    assert set(parts.iterdir()) == written


def test_batches_are_bounded_by_number_and_by_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = [10, 10, 10, 10, 95, 200, 10, 95]
    files = [InboxFile(tmp_path, str(n), size, 0) for n, size in enumerate(sizes)]
    monkeypatch.setattr(workers, "BATCH_BYTES", 100)
    assert [[file.size for file in batch] for batch in batches(files, 3)] == [[10, 10, 10], [10], [95], [200], [10], [95]]


@pytest.mark.slow
def test_a_file_that_kills_its_process_is_rejected_alone(tmp_path: Path, parts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{n}.txt" for n in range(30)]
    files = reports(tmp_path / "raw", *names[:10], "deadly.txt", *names[10:])
    monkeypatch.setenv("PYTHONPATH", path_with(DEADLY, tmp_path / "site"))
    assert outcomes(read_all(files, parts, Local(2))) == {name: [name] for name in names} | {"deadly.txt": ["crashed"]}


@pytest.mark.slow
def test_a_killed_parent_leaves_no_worker(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, time\n"
        "from etl.pipeline.workers import start\n"
        "if __name__ == '__main__':\n"
        "    pool = start(2)\n"
        "    [pool.submit(time.sleep, 60) for _ in range(2)]\n"
        "    time.sleep(0.5)\n"
        "    print(*pool._processes, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n",
        encoding="utf-8",
    )
    found = python(str(script))
    pids = [int(pid) for pid in found.stdout.split()]
    assert pids
    deadline = time.monotonic() + 60
    while any(runs(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(runs(pid) for pid in pids)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["script", "stdin", "-c"])
def test_a_script_needs_no_guard(tmp_path: Path, how: str) -> None:
    reports(tmp_path / "raw", "1.txt")
    code = f"import etl\nprint(etl.run({str(tmp_path / 'raw')!r}, {str(tmp_path / 'wh')!r}, workers=2).documents)\n"
    script = tmp_path / "bare.py"
    script.write_text(code, encoding="utf-8")
    if how == "stdin":
        with script.open("rb") as lines:
            found = subprocess.run([sys.executable, "-"], stdin=lines, capture_output=True, text=True, cwd=CHECKOUT, check=False)
    else:
        found = python(*([str(script)] if how == "script" else ["-c", code]))
    assert (found.returncode, found.stdout) == (0, "1\n"), found.stderr


# --- what one file may take


HUNGRY = """
import sys
if "spawn_main" in " ".join(sys.orig_argv):
    import etl.report.ingest as ingest
    import etl.pipeline.limits as limits
    limits.SECONDS, limits.MEMORY = 0.5, 300_000_000
    real = ingest.read_text
    def read_text(text, *, path="", **more):
        if path == "slow.txt":
            while True:
                pass
        if path == "deaf.txt":
            sum(range(10**12))
        if path == "swallowed.txt":
            while True:
                try:
                    [n for n in range(1000)]
                except Exception:
                    pass
        if path == "large.txt":
            bytearray(10**9)
        if path == "grows.txt":
            kept = []
            while True:
                kept.append(bytes(10**6))
        return real(text, path=path, **more)
    ingest.read_text = read_text
"""


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2])
def test_a_file_that_takes_too_much_is_rejected_alone(tmp_path: Path, parts: Path, monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    bad = {"slow.txt": "too_slow", "deaf.txt": "crashed", "swallowed.txt": "too_slow", "large.txt": "too_large", "grows.txt": "too_large"}
    names = [f"{n}.txt" for n in range(4)]
    files = reports(tmp_path / "raw", *names[:2], *bad, *names[2:])
    monkeypatch.setenv("PYTHONPATH", path_with(HUNGRY, tmp_path / "site"))
    found = outcomes(read_all(files, parts, Local(processes)))
    assert found == {name: [name] for name in names} | {name: [reason] for name, reason in bad.items()}


def test_the_time_a_document_may_take_grows_with_its_size() -> None:
    assert limits.allowed(0) == limits.SECONDS
    assert limits.allowed(2_000_000) == limits.SECONDS + 2 * limits.SECONDS_PER_MB
