"""Export: what the current version holds, as files that other programs read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from etl.errors import JiedaoError
from etl.export.files import replacing
from etl.export.package import describe
from etl.export.spreadsheet import FORMULA_SIGNS, UNSEEN
from etl.warehouse.catalog import Relation, catalog
from etl.warehouse.opening import connect

FORMATS = ("parquet", "csv", "xlsx", "dta")
_VIEWS = ("v_fact", "v_panel")
"""What is exported beside the tables."""


def export_version(
    folder: str | os.PathLike[str],
    form: str = "parquet",
    warehouse: str | os.PathLike[str] | None = None,
    names: Iterable[str] = (),
) -> list[Path]:
    """Write the current version into `folder`; returns the files.

    - parquet: a file each for `v_fact`, `v_panel` and every table, types and values as they are; datapackage.json describes them.
    - csv: the same, with a byte-order mark, so that a spreadsheet knows the encoding. Numbers are exact.
    - xlsx: one workbook, a sheet each; a value is also shown as a person would write it (47.6亿元), and the quote stands beside it.
    - dta: for Stata the panel twice, one row a district and year (curated indicators, a variable each) and one row a cell.

    In CSV and XLSX a text that begins like a formula gets an apostrophe before it, since text from a report must never run in a
    spreadsheet, and the full text of a report is left out: no cell holds it, and `sentence` has all of it.
    `names` picks tables or views instead (not for dta). Raises JiedaoError where one of them does not exist, where the folder cannot
    be written, or where a table has more rows than a sheet.
    """
    if form not in FORMATS:
        raise JiedaoError(f"{form}: no such format. They are: {', '.join(FORMATS)}.")
    into = Path(folder).expanduser()
    try:
        into.mkdir(parents=True, exist_ok=True)
        with connect(warehouse) as con:
            relations = _picked(catalog(con), tuple(names))
            if form == "dta":
                from etl.export.stata import write_panel

                return write_panel(con, into)
            tables = ((relation, con.sql(f'from "{relation.name}" order by all').pl()) for relation in relations)
            if form == "xlsx":
                from etl.export.workbook import write_workbook

                return [write_workbook(tables, into / "jiedao.xlsx")]
            written = [_write(table, into / f"{relation.name}.{form}") for relation, table in tables]
            built = con.execute("select run_id, started_at from etl_run").fetchone()
            assert built is not None
            return [*written, describe(relations, into, form, *built)]
    except OSError as error:
        raise JiedaoError(f"{into}: cannot be written ({error.strerror or error}). Name another folder.") from error


def _picked(known: dict[str, Relation], names: tuple[str, ...]) -> list[Relation]:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise JiedaoError(f"{unknown[0]}: no such table or view. They are: {', '.join(known)}.")
    return [known[name] for name in names or (*_VIEWS, *(name for name, relation in known.items() if not relation.is_view))]


def _write(table: pl.DataFrame, file: Path) -> Path:
    with replacing(file) as new:
        if file.suffix == ".parquet":
            table.write_parquet(new)
        else:
            for_spreadsheet(table).write_csv(new, include_bom=True, line_terminator="\r\n")
    return file


def for_spreadsheet(table: pl.DataFrame) -> pl.DataFrame:
    """The table with formulas disarmed, decimals without trailing zeros, and without the full texts of reports."""
    texts = pl.col(pl.String)
    digits = pl.col(pl.Decimal).cast(pl.String).str.strip_chars_end("0").str.strip_suffix(".")
    if "document_id" in table.columns and "text" in table.columns:
        table = table.drop("text")
    return table.with_columns(pl.when(texts.str.contains(_FORMULA)).then("'" + texts).otherwise(texts).name.keep(), digits)


_FORMULA = f"^{UNSEEN}[" + "".join(f"\\x{{{ord(sign):x}}}" for sign in FORMULA_SIGNS) + "]"
