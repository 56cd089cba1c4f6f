"""Export: the tables of the current version and `v_fact` as files that other programs read."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl

from etl import JiedaoError
from etl.spreadsheet import FORMULA_SIGNS
from etl.warehouse import connect

FORMATS = ("parquet", "csv", "xlsx")
_XLSX_ROWS, _XLSX_CHARACTERS = 1_048_575, 32_767


def export(folder: str | os.PathLike[str], form: str = "parquet", warehouse: str | os.PathLike[str] | None = None) -> list[Path]:
    """Write every table and `v_fact` of the current version into `folder`, one file each; returns the files.

    Parquet keeps every type and value as it is. In CSV and XLSX a text that begins like a formula gets an apostrophe before it, since
    text from a report must never run in a spreadsheet; in XLSX a text is cut at what a cell holds.
    Raises JiedaoError where the folder cannot be written, or a table has more rows than a sheet.
    """
    into = Path(folder).expanduser()
    written = []
    try:
        into.mkdir(parents=True, exist_ok=True)
        with connect(warehouse) as con:
            tables = [name for (name,) in con.execute("select table_name from duckdb_tables() where not internal order by 1").fetchall()]
            for name in ("v_fact", *tables):
                file = into / f"{name}.{form}"
                _write(con.sql(f"from {name} order by all").pl(), file, form)
                written.append(file)
    except OSError as error:
        raise JiedaoError(f"{into}: cannot be written ({error.strerror}). Name another folder.") from error
    return written


def _write(table: pl.DataFrame, file: Path, form: str) -> None:
    """Write beside the file and then into its place: whoever reads it sees all or nothing of the new one."""
    new = file.with_name(f".{file.stem}.new.{form}")
    if form == "parquet":
        table.write_parquet(new)
    elif form == "csv":
        _disarmed_texts(table).write_csv(new)
    else:
        if table.height > _XLSX_ROWS:
            raise JiedaoError(f"{file.stem}: {table.height:,} rows are more than a sheet holds. Export it as parquet or csv.")
        texts = _disarmed_texts(table).with_columns(pl.col(pl.String).str.slice(0, _XLSX_CHARACTERS))
        # Polars writes a text that looks like a formula or an address as text, if the workbook is told so.
        import xlsxwriter

        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with xlsxwriter.Workbook(new, options) as workbook:
            texts.write_excel(workbook, worksheet=file.stem[:31], autofit=False)
    new.replace(file)


def _disarmed_texts(table: pl.DataFrame) -> pl.DataFrame:
    texts = pl.col(pl.String)
    return table.with_columns(pl.when(texts.str.slice(0, 1).is_in(list(FORMULA_SIGNS))).then("'" + texts).otherwise(texts).name.keep())
