"""What is no report is told as such, and a sidecar may say otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.contracts.records import Document, Rejected
from etl.report.ingest import ingest, scan
from etl.report.readers.genre import EXAMPLES, other_paper


@pytest.mark.parametrize(("lines", "kind", "paper"), EXAMPLES)
def test_examples(lines: tuple[str, ...], kind: str, paper: str | None) -> None:
    assert other_paper(lines, kind) == paper


def test_a_notice_goes_to_quarantine_unless_a_sidecar_calls_it_a_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("关于召开工作总结会议的通知\n会议时间:1月5日9时。\n会议地点:三楼,请30人准时参会。\n", encoding="utf-8")
    (found,) = (result for file in scan(tmp_path)[0] for result in ingest(file))
    assert isinstance(found, Rejected) and found.reason == "no_report" and "a notice" in found.detail
    (tmp_path / "a.txt.toml").write_text('kind = "annual"\n')
    (found,) = (result for file in scan(tmp_path)[0] for result in ingest(file))
    assert isinstance(found, Document) and found.report_kind == "annual"
