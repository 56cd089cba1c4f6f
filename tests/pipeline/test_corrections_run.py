"""The file of corrections over several runs: what is in force, whatever becomes of the file."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import etl
from etl.cli import main
from etl.conform.corrections import COLUMNS
from etl.pipeline.nightly import run
from etl.pipeline.verify import check_version
from etl.report.ingest import scan
from etl.warehouse import fingerprint


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An inbox with a report and a correction of it, which have been read into the warehouse beside it."""
    monkeypatch.setattr(fingerprint, "parts", lambda: {"this": "1"})
    inbox = tmp_path / "raw"
    inbox.mkdir()
    (inbox / "a.txt").write_text("柳桥街道2022年工作总结\n全年新增注册企业20家。\n", encoding="utf-8")
    run(inbox, tmp_path / "wh", workers=1)
    with etl.connect(tmp_path / "wh") as con:
        ((fact_id,),) = con.execute("select fact_id from fact_indicator").fetchall()
    header = ",".join(COLUMNS)
    (inbox / "corrections.csv").write_text(f"{header}\n{fact_id},20家,value,20,21,李明,2023-05-31,原文有误\n", encoding="utf-8")
    run(inbox, tmp_path / "wh", workers=1)
    assert values(tmp_path / "wh") == [21]
    return inbox


def values(warehouse: Path) -> list[Decimal]:
    with etl.connect(warehouse) as con:
        return [value for (value,) in con.execute("select value from fact_indicator").fetchall()]


def replaced(make: Callable[[Path], object]) -> Callable[[Path], object]:
    def change(file: Path) -> None:
        file.unlink()
        make(file)

    return change


BREAKS: dict[str, Callable[[Path], object]] = {
    "a quotation mark": lambda file: file.write_text(file.read_text("utf-8") + '"oops,\n', "utf-8"),
    "another encoding": lambda file: file.write_bytes(file.read_text("utf-8").encode("gb18030")),
    "emptied": lambda file: file.write_bytes(b""),
    "no header": lambda file: file.write_text(file.read_text("utf-8").split("\n", 1)[1], "utf-8"),
    "a pipe": replaced(os.mkfifo),
    "a link out of the inbox": replaced(lambda file: file.symlink_to("/dev/zero")),
    "a dangling link": replaced(lambda file: file.symlink_to("nowhere")),
    "a folder": replaced(Path.mkdir),
}


@pytest.mark.slow
@pytest.mark.parametrize("how", BREAKS)
def test_a_broken_file_undoes_no_correction_and_is_told(raw: Path, how: str) -> None:
    wh = raw.with_name("wh")
    BREAKS[how](raw / "corrections.csv")
    result = CliRunner().invoke(main, ["run", "--strict", "--raw", str(raw), "--warehouse", str(wh)])
    assert result.exit_code == 1, result.output
    assert "corrections.csv [corrections]" in result.stdout and "the 1 of the last good file stay in force" in result.stdout
    assert values(wh) == [21]
    assert [check.wrong for check in check_version(raw, wh)] == [""] * 6
    assert run(raw, wh, workers=1, full=True).quarantined[0].reason == "corrections" and values(wh) == [21]


def test_without_the_file_no_correction_is_in_force(raw: Path) -> None:
    (raw / "corrections.csv").unlink()
    assert run(raw, raw.with_name("wh"), workers=1).quarantined == () and values(raw.with_name("wh")) == [20]


@pytest.mark.parametrize("how", [how for how in BREAKS if how.startswith("a ") and how != "a quotation mark"])
def test_a_sidecar_is_vetted_before_it_is_opened(raw: Path, how: str) -> None:
    sidecar = raw / "a.txt.toml"
    sidecar.write_text("year = 2020", encoding="utf-8")
    BREAKS[how](sidecar)
    files, rejected = scan(raw)
    assert files == [] and [(one.path, one.reason) for one in rejected] == [("a.txt", "sidecar")]
