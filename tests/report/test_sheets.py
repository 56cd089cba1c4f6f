"""Spreadsheets and CSV files of figures."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl.contracts.records import Document
from etl.report.extraction import extract
from etl.report.ingest import ingest, scan
from etl.report.readers.reading import Unreadable
from etl.report.readers.sheets import MAX_COLUMNS, read_csv, read_workbook

Row = tuple[Any, ...]
ROWS: tuple[Row, ...] = (
    ("柳岸街道2023年主要指标完成情况",),
    ("指标", "单位", "数值", "同比"),
    ("固定资产投资", "亿元", 10.5, 0.063),
    ("户籍人口", "人", 35210, -0.02),
)


def workbook(*rows: Row, formats: dict[str, str] | None = None) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for cell, form in (formats or {}).items():
        book.active[cell].number_format = form
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def facts(folder: Path, name: str, data: bytes) -> list[tuple[str, str, str, str]]:
    (folder / name).write_bytes(data)
    (found,) = (result for file in scan(folder)[0] for result in ingest(file))
    assert isinstance(found, Document)
    return [(m.indicator_text, f"{m.value.normalize():f}", m.unit, m.measure) for m in extract(found).mentions]


STATED = [
    ("固定资产投资", "1050000000", "元", "level"),
    ("固定资产投资", "6.3", "%", "growth"),
    ("户籍人口", "35210", "人", "level"),
    ("户籍人口", "-2", "%", "growth"),
]


def test_a_workbook_of_figures(tmp_path: Path) -> None:
    assert facts(tmp_path, "a.xlsx", saved(workbook(*ROWS, formats={"D3": "0.0%", "D4": "0.0%"}))) == STATED


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-8", "\t"), ("utf-8", ";")])
def test_a_csv_of_figures(tmp_path: Path, encoding: str, mark: str) -> None:
    rows = [ROWS[0], ROWS[1], ("固定资产投资", "亿元", "10.5", "6.3%"), ("户籍人口", "人", "35210", "-2.0%")]
    assert facts(tmp_path, "a.csv", "\r\n".join(mark.join(map(str, row)) for row in rows).encode(encoding)) == STATED


def test_quoted_cells_of_a_csv() -> None:
    assert read_csv('指标,数值\r\n"税收\n（万元）","3,500"\r\n'.encode()).text == "指标 | 数值\n税收 （万元） | 3,500"


def test_what_a_workbook_shows() -> None:
    head: tuple[Row, ...] = (("项目", None, "2023年", None), (None, None, "总量", "增速"))
    book = workbook(*head, ("税收", None, 26.1, "x"), ("旧", None, 9, None), ("年", None, 1.0, 3))
    sheet = book.active
    assert sheet is not None
    sheet.merge_cells("C1:D1")
    sheet.row_dimensions[4].hidden = True
    sheet["C3"].number_format = "#,##0.00"
    secret = book.create_sheet("底稿")
    secret.append(("税收", 999))
    secret.sheet_state = "hidden"
    assert read_workbook(saved(book)).text.strip().split("\n") == ["项目 | 2023年 |", "| 总量 | 增速", "税收 | 26.10 | x", "年 | 1 | 3"]


def test_sheets_have_their_names_above_them() -> None:
    book = workbook(("税收（万元）", 3500))
    book.worksheets[0].title = "经济"
    book.create_sheet("民生").append(("就业（人）", 312))
    assert read_workbook(saved(book)).text.split() == ["经济", "税收（万元）", "|", "3500", "民生", "就业（人）", "|", "312"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", saved(workbook()), saved(workbook(("x",) * (MAX_COLUMNS + 1)))])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_workbook(data)
