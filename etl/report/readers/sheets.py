"""Spreadsheets and CSV files: a line a row, its cells parted by bars, as the cells are shown.

openpyxl reads workbooks, for it knows how a number is shown (0.063 as 6.3%) and which rows are hidden; python-calamine is faster and
knows neither.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from etl.report.readers.archive import open_archive
from etl.report.readers.decode import decode
from etl.report.readers.reading import EMPTY_FILE, PageData, Reading, Unreadable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_ROWS = 20_000
MAX_COLUMNS = 60
"""A sheet with more is a database, no table of a report."""

_DECIMALS = re.compile(r"0(?:\.(0+))?(%?)")
_HAN = re.compile("[\u4e00-\u9fff]")
_BREAKS = re.compile(r"[\s|]+")


def read_workbook(data: bytes) -> Reading:
    """The rows of the sheets of an .xlsx file that are shown; raises Unreadable if it is damaged, locked, too large or empty."""
    import openpyxl

    if not data:
        raise Unreadable("empty", EMPTY_FILE)
    with open_archive(data):
        pass  # its limits hold for the parts of a workbook too
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        title = workbook.properties.title or None
        lines: list[str] = []
        for sheet in sheets:
            if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
                detail = f"A sheet has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns; keep the table of the report."
                raise Unreadable("oversize", detail)
            if len(sheets) > 1 and _HAN.search(sheet.title):
                lines.append(sheet.title)
            lines += _lines(_shown_rows(sheet))
            lines.append("")
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # the library lets many kinds through: KeyError, ValueError, ParseError
        raise Unreadable("corrupt", "The workbook is damaged or none; open it in Excel or WPS and save it again.") from error
    return Reading(_text(lines), MEDIA_TYPE, page=PageData(title=title))


def read_csv(data: bytes) -> Reading:
    """The rows of a CSV file, whatever parts its cells; raises Unreadable if it is no text or has too many rows or columns."""
    decoded = decode(data)
    # What stands in most lines parts the cells; the standard library's sniffer is led astray by a title.
    lines = decoded.text[:20_000].splitlines()
    delimiter = max(",\t;，", key=lambda mark: sum(mark in line for line in lines))
    try:
        rows = list(csv.reader(io.StringIO(decoded.text), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable("corrupt", f"The file is no CSV ({error}); save it again from the spreadsheet.") from error
    if len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS:
        raise Unreadable("oversize", f"The file has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns; keep the table of the report.")
    return Reading(_text(_lines([_plain(cell) for cell in row] for row in rows)), "text/csv", decoded.encoding)


def _text(lines: Iterable[str]) -> str:
    text = "\n".join(lines)
    if not text.strip():
        raise Unreadable("empty", "The tables hold nothing that is shown; fetch the file again or remove it from the inbox.")
    return text


def _lines(rows: Iterable[list[str]]) -> Iterator[str]:
    """Rows as lines; a row of one cell alone is a title or a note, and columns that no row fills are left out."""
    filled = [row for row in rows if any(row)]
    used = [at for at in range(max(map(len, filled), default=0)) if any(len(row) > at and row[at] for row in filled)]
    for row in filled:
        alone = [cell for cell in row if cell]
        yield alone[0] if len(alone) == 1 else " | ".join(row[at] if at < len(row) else "" for at in used).strip(" ")


def _shown_rows(sheet: Any) -> Iterator[list[str]]:
    hidden = {name for name, column in sheet.column_dimensions.items() if column.hidden}
    for row in sheet.iter_rows():
        if row and not sheet.row_dimensions[row[0].row].hidden:
            yield [_shown(cell) for cell in row if getattr(cell, "column_letter", "") not in hidden]


def _shown(cell: Any) -> str:
    """What a cell shows: a number as its format writes it, as far as decimals and per cent go."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime | date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    if not isinstance(value, int | float):
        return _plain(str(value))
    form = _DECIMALS.search((cell.number_format or "").split(";")[0])
    percent = form is not None and form[2] == "%"
    if form is not None and (percent or form[1]):
        return f"{value * 100 if percent else value:.{len(form[1] or '')}f}{form[2]}"
    return f"{value:.12f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _plain(text: str) -> str:
    """A cell in one line, with no bar of its own."""
    return _BREAKS.sub(" ", text).strip()
