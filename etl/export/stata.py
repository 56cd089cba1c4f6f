"""The panel for Stata: Chinese labels, and a missing value that says why it is missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyreadstat

from etl.contracts.views import shown
from etl.export.files import replacing

MISSING = {"not mentioned": "a", "no report": "b", "not comparable": "c", "no such series": "d"}
"""Stata's extended missing value for each kind of empty cell; the last one: districts of this level have no such series."""
_LABELS: dict[Any, str] = {
    "a": "报告未提及（不等于零）",
    "b": "没有该年的报告",
    "c": "有表述，但口径不可比",
    "d": "同级地区均无此指标",
}
# A variable's name may have 32 characters; that of its value labels is the same with the variable's position behind it.
_NAME, _LABEL, _TEXT = 28, 80, 511


def _titles(*columns: str) -> dict[str, str]:
    return {name: column.zh for name in columns if (column := shown(name))}


_DISTRICT = _titles("district", "district_code", "district_level", "county", "city", "province", "fictional", "year")
_CELL = {
    **_titles("indicator_code", "indicator"),
    **_DISTRICT,
    **_titles("base_value", "base_unit", "state", "bound", "status", "measure", "aspect", "reason", "values_stated"),
    **_titles("polarity", "quote", "fact_id", "url"),
}


def write_panel(con: duckdb.DuckDBPyConnection, folder: Path) -> list[Path]:
    """Write panel.dta (a row a district and year, a variable a curated indicator) and panel_long.dta (a row a cell); returns both.

    Values are in the base unit that the variable's label names. An empty cell is .a to .d by MISSING.
    """
    cells = con.sql("from v_panel order by indicator_code, district_key, year").pl()
    return [
        _write(*_wide(cells), folder / "panel.dta", "街道与乡镇年度工作报告：每行一个地区一年，每列一个指标"),
        _write(*_long(cells), folder / "panel_long.dta", "街道与乡镇年度工作报告：每行一个指标一个地区一年"),
    ]


def _value(value: float | None, state: str) -> float | str:
    return MISSING[state] if value is None else float(value)


def _long(cells: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, str], list[str]]:
    values = [_value(*cell) for cell in cells.select("base_value", "state").iter_rows()]
    table = cells.select(*_CELL).with_columns(pl.Series("base_value", values, dtype=pl.Object))
    return table, _CELL, ["base_value"]


def _wide(cells: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, str], list[str]]:
    curated = cells.filter("indicator_curated")
    rows = cells.select("district_key", *_DISTRICT).unique().sort("district_code", "district_key", "year", nulls_last=True)
    # Levels of districts may count one indicator in different units: a variable each.
    series = curated.select("indicator_code", "indicator", "base_unit").unique().sort("indicator_code", "base_unit")
    labels = dict(_DISTRICT)
    columns = []
    for name, (code, indicator, unit) in zip(_variables(series["indicator_code"].to_list()), series.iter_rows(), strict=True):
        stated = curated.filter(indicator_code=code, base_unit=unit).select("district_key", "year", "base_value", "state")
        cell = {(district, year): _value(value, state) for district, year, value, state in stated.iter_rows()}
        values = [cell.get(row, MISSING["no such series"]) for row in rows.select("district_key", "year").iter_rows()]
        columns.append(pl.Series(name, values, dtype=pl.Object))
        labels[name] = f"{indicator}（{unit}）"
    return rows.drop("district_key").with_columns(columns), labels, [column.name for column in columns]


def _variables(codes: Sequence[str]) -> list[str]:
    """A name that Stata takes for each code: its first 28 characters, dots as _, numbered where several begin alike."""
    names: list[str] = []
    for plain in (code.replace(".", "_") for code in codes):
        name, number = plain[:_NAME], 1
        while name in names:
            number += 1
            name = f"{plain[: _NAME - 1 - len(str(number))]}_{number}"
        names.append(name)
    return names


def _write(table: pl.DataFrame, labels: dict[str, str], values: list[str], file: Path, title: str) -> Path:
    texts = pl.col(pl.String).fill_null("").str.slice(0, _TEXT)
    with replacing(file, pyreadstat.PyreadstatError, pyreadstat.ReadstatError) as new:
        pyreadstat.write_dta(
            table.with_columns(texts, pl.col(pl.Boolean).cast(pl.Int8)),
            new,
            file_label=title,
            column_labels={name: label[:_LABEL] for name, label in labels.items()},
            variable_value_labels=dict.fromkeys(values, _LABELS),
            missing_user_values={name: list(_LABELS) for name in values},
            variable_format=dict.fromkeys(values, "%14.0g"),
        )
    return file
