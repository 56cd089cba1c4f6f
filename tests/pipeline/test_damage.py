"""What is damaged in a warehouse is mended by the next run, and what fails once a version stands is told as that."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import etl
from etl.pipeline.cache import FILE
from etl.pipeline.nightly import run
from etl.warehouse import fingerprint
from etl.warehouse.opening import DATABASE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inbox and its warehouse of two versions, to be copied."""
    folder = tmp_path_factory.mktemp("damage")
    (folder / "raw").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fingerprint, "parts", lambda: {"this": "1"})
        for n in range(2):
            (folder / "raw" / "a.txt").write_text(f"柳桥街道2022年工作总结\n全年新增注册企业{n + 20}家。\n", encoding="utf-8")
            run(folder / "raw", folder / "wh", workers=1)
    return folder


@pytest.fixture
def copy(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of `built`, copied."""
    monkeypatch.setattr(fingerprint, "parts", lambda: {"this": "1"})
    return Path(shutil.copytree(built, tmp_path / "copy", symlinks=True))


def values(folder: Path) -> list[int]:
    with etl.connect(folder / "wh") as con:
        return [int(value) for (value,) in con.execute("select value from fact_indicator").fetchall()]


def garbled(file: Path) -> None:
    file.chmod(0o644)
    data = bytearray(file.read_bytes())
    data[len(data) // 3 : len(data) // 3 * 2] = b"\xa5" * (len(data) // 3 * 2 - len(data) // 3)
    file.write_bytes(data)


def opened(warehouse: Path) -> Path:
    database = (warehouse / DATABASE).resolve()
    database.parent.chmod(0o755)
    database.chmod(0o644)
    return database


def to_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "the database is garbled": lambda wh: garbled(opened(wh)),
    "the database is cut short": lambda wh: os.truncate(opened(wh), 5_000),
    "the database is gone": lambda wh: opened(wh).unlink(),
    "the state is garbled": lambda wh: (wh / "state.json").write_bytes(b"\xff{["),
    "the state is a list": lambda wh: (wh / "state.json").write_text("[]"),
    "the state lacks its summary": lambda wh: (wh / "state.json").write_text((wh / "state.json").read_text().replace("facts", "fakts")),
    "the cache is garbled": lambda wh: garbled(wh / FILE),
    "the cache is a folder": lambda wh: to_folder(wh / FILE),
    "the current link is gone": lambda wh: (wh / "current").unlink(),
    "the log is garbled": lambda wh: (wh / "runs.jsonl").write_bytes(b"\xff\n\x00"),
    "the pin is garbled": lambda wh: (wh / "pinned").write_bytes(b"\xff"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_mended_by_the_next_run(copy: Path, damage: str) -> None:
    DAMAGES[damage](copy / "wh")
    report = run(copy / "raw", copy / "wh", workers=1)
    assert values(copy) == [21]
    if "log" not in damage and "cache" not in damage:
        assert report.mended, report
    (copy / "raw" / "b.txt").write_text("白石镇2022年工作总结\n全年新增注册企业30家。\n", encoding="utf-8")
    run(copy / "raw", copy / "wh", workers=1)
    assert sorted(values(copy)) == [21, 30]
    assert run(copy / "raw", copy / "wh", workers=1).outcome == "unchanged"


def test_a_copied_warehouse_is_not_damaged(copy: Path) -> None:
    report = run(copy / "raw", copy / "wh", workers=1)
    assert (report.outcome, report.mended) == ("unchanged", ())


@pytest.mark.parametrize("what", ["state", "log", "old version"])
def test_what_fails_once_the_version_stands_is_told_as_that(copy: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    if what == "state":
        shutil.rmtree(copy / "wh" / "state.json.new", ignore_errors=True)
        (copy / "wh" / "state.json.new").mkdir()
    elif what == "log":
        (copy / "wh" / "runs.jsonl").unlink()
        (copy / "wh" / "runs.jsonl").mkdir()
    else:
        real = shutil.rmtree
        monkeypatch.setattr(shutil, "rmtree", lambda path, **more: real(path, **more) if more else os.rmdir(path))
    told: list[str] = []
    for n in range(2):
        (copy / "raw" / "a.txt").write_text(f"柳桥街道2022年工作总结\n全年新增注册企业{n + 40}家。\n", encoding="utf-8")
        report = run(copy / "raw", copy / "wh", workers=1, keep=1, listen=lambda event, **more: told.append(event))
        assert report.outcome == "published" and len(report.troubles) == 1 and values(copy) == [n + 40]
    assert told.count("trouble") == 2 and "failed" not in told
