"""A workbook with a sheet a table, for readers of spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from etl.contracts.written import reading
from etl.errors import JiedaoError
from etl.export.files import replacing
from etl.export.spreadsheet import disarmed
from etl.warehouse.catalog import Relation

_ROWS, _CHARACTERS = 1_048_575, 32_767
_WIDEST, _SAFE_INTEGER = 60, 2**53
_READ = ("measure", "value", "value_max", "unit", "bound")
_WRITTEN = "The value with its bound and unit as a person would write it, with 万 and 亿; exact."

_Formats = dict[object, object]


def write_workbook(tables: Iterable[tuple[Relation, pl.DataFrame]], file: Path) -> Path:
    """Write each table as a sheet with frozen header, filter and column widths, after a first one that says what each column holds.

    A table with `value`, `unit` and `quote` gets the value as a person would write it and the quote right behind the value. Keys are
    text, since a spreadsheet holds no whole number above 2^53. Raises JiedaoError where a table has more rows than a sheet.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
    with replacing(file, FileCreateError) as new, xlsxwriter.Workbook(new, options) as workbook:
        header = workbook.add_format({"bold": True, "bottom": 1, "valign": "top"})
        patterns: dict[object, str] = {pl.Date: "yyyy-mm-dd", pl.Datetime: "yyyy-mm-dd hh:mm:ss"}
        formats: _Formats = {kind: workbook.add_format({"num_format": pattern}) for kind, pattern in patterns.items()}
        about = workbook.add_worksheet("columns")
        described: list[tuple[str, str, str]] = []
        for relation, table in tables:
            if table.height > _ROWS:
                raise JiedaoError(f"{relation.name}: {table.height:,} rows are more than a sheet holds. Export it as parquet or csv.")
            shown = _for_people(table)
            sheet = workbook.add_worksheet(relation.name[:31])
            _write(sheet, shown, header, formats)
            comments = {column.name: column.comment for column in relation.columns} | {"written": _WRITTEN}
            described.append((relation.name, "", relation.comment))
            described.extend((relation.name, name, comments[name]) for name in shown.columns)
        _write(about, pl.DataFrame(described, schema=["sheet", "column", "description"], orient="row"), header, formats)
    return file


def _for_people(table: pl.DataFrame) -> pl.DataFrame:
    if "document_id" in table.columns and "text" in table.columns:
        table = table.drop("text")
    if not {"quote", *_READ} <= set(table.columns):
        return table
    facts = table.select(_READ).iter_rows(named=True)
    words = [None if fact["value"] is None else reading(fact) for fact in facts]
    table = table.with_columns(pl.Series("written", words, dtype=pl.String))
    # What a reader looks for stands first: who, when, what, how much, in which words.
    first = [name for name in ("district", "year", "indicator", "value", "written", "quote", "status", "state") if name in table.columns]
    return table.select(*first, pl.exclude(first))


def _write(sheet: xlsxwriter.worksheet.Worksheet, table: pl.DataFrame, header: object, formats: _Formats) -> None:
    widths = [_width(name) for name in table.columns]
    dates = [formats.get(kind.base_type()) for kind in table.dtypes]
    for position, name in enumerate(table.columns):
        sheet.write_string(0, position, name, header)
    # Row by row, since that is how a workbook is written that does not stay in memory.
    for row, values in enumerate(table.iter_rows(), start=1):
        for position, value in enumerate(values):
            if value is None:
                continue
            if dates[position]:
                sheet.write_datetime(row, position, value, dates[position])
                width = len(str(value))
            elif isinstance(value, bool):
                sheet.write_boolean(row, position, value)
                width = 5
            elif isinstance(value, str) or abs(value) >= _SAFE_INTEGER:
                text = str(disarmed(value))[:_CHARACTERS]
                sheet.write_string(row, position, text)
                width = _width(text)
            else:
                sheet.write_number(row, position, float(value))
                width = len(f"{value:g}")
            widths[position] = max(widths[position], width)
    for position, width in enumerate(widths):
        sheet.set_column(position, position, min(width + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(table.height, 1), table.width - 1)


def _width(text: str) -> int:
    """Columns that a text takes on screen: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text[:_WIDEST])
