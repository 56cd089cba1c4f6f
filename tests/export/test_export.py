from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pyreadstat
import pytest
from click.testing import CliRunner, Result

from etl.cli import main
from etl.errors import JiedaoError
from etl.export.stata import _variables
from etl.export.tables import export_version, for_spreadsheet
from etl.warehouse.catalog import catalog

# A title that begins like a formula, a zero, nine months, a lower bound, and a year without a report.
REPORTS = {
    ("松埠街道", 2023): "=松埠街道2023年工作总结\n\n一、经济发展\n固定资产投资47.60亿元，同比增长12%。新增注册企业0家。\n",
    ("砚屏街道", 2023): "砚屏街道2023年工作总结\n\n一、经济发展\n新增注册企业15300家。\n",
    ("松埠街道", 2022): "松埠街道2022年工作总结\n\n一、经济发展\n1-9月，固定资产投资30亿元。新增注册企业20多家。\n",
}


@pytest.fixture(scope="module")
def warehouse(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run, in a process of its own, makes of REPORTS."""
    folder = tmp_path_factory.mktemp("export")
    (folder / "raw").mkdir()
    for number, ((district, year), text) in enumerate(REPORTS.items()):
        (folder / "raw" / f"{number}.txt").write_text(text, encoding="utf-8")
        sidecar = f'district = "{district}"\nyear = {year}\nfictional = true\npublished = {year + 1}-01-12\n'
        (folder / "raw" / f"{number}.txt.toml").write_text(sidecar, encoding="utf-8")
    command = [sys.executable, "-m", "etl.cli", "run", "--raw", str(folder / "raw"), "--warehouse", str(folder / "warehouse")]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    return folder / "warehouse"


def call(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_parquet_holds_every_table_as_it_is(warehouse: Path, tmp_path: Path) -> None:
    files = export_version(tmp_path, "parquet", warehouse)
    tables = [name for name, relation in catalog().items() if not relation.is_view]
    assert [file.name for file in files] == [*(f"{name}.parquet" for name in ("v_fact", "v_panel", *tables)), "datapackage.json"]
    assert sorted(tmp_path.iterdir()) == sorted(files)
    fact = pl.read_parquet(tmp_path / "v_fact.parquet").filter(pl.col("quote") == "47.60亿元")
    assert fact["value"].to_list() == [Decimal("4760000000.00000000")]
    assert fact["published_on"].to_list() == [date(2024, 1, 12)]
    assert pl.read_parquet(tmp_path / "dim_document.parquet").filter(pl.col("title").str.starts_with("="))["text"].to_list() == [
        REPORTS["松埠街道", 2023]
    ]


def test_csv_opens_right_in_a_spreadsheet(warehouse: Path, tmp_path: Path) -> None:
    export_version(tmp_path, "csv", warehouse)
    assert all(file.read_bytes().startswith(b"\xef\xbb\xbf") for file in tmp_path.glob("*.csv"))
    facts = {row["quote"]: row for row in rows_of(tmp_path / "v_fact.csv")}
    assert facts["47.60亿元"]["value"] == "4760000000" and facts["0家"]["value"] == "0"
    assert facts["47.60亿元"]["title"] == "'=松埠街道2023年工作总结"
    documents = rows_of(tmp_path / "dim_document.csv")
    assert "text" not in documents[0] and {row["published_on"] for row in documents} == {"2024-01-12", "2023-01-12"}
    # The text that is left out there is here.
    assert "固定资产投资47.60亿元" in "".join(row["text"] for row in rows_of(tmp_path / "sentence.csv"))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_that_begins_like_a_formula_is_disarmed(sign: str) -> None:
    table = for_spreadsheet(pl.DataFrame({"a": [f"{sign}1+1", f"1{sign}1", f"企业{sign}", None]}))
    assert table["a"].to_list() == [f"'{sign}1+1", f"1{sign}1", f"企业{sign}", None]


def test_a_decimal_has_no_idle_zeros() -> None:
    values = [Decimal("100.00000000"), Decimal("-5.40000000"), Decimal("0E-8"), None]
    table = for_spreadsheet(pl.DataFrame({"value": pl.Series(values, dtype=pl.Decimal(28, 8))}))
    assert table["value"].to_list() == ["100", "-5.4", "0", None]


def test_the_workbook_reads_like_a_person_would_write_it(warehouse: Path, tmp_path: Path) -> None:
    (file,) = export_version(tmp_path, "xlsx", warehouse)
    book = openpyxl.load_workbook(file)
    tables = [name for name, relation in catalog().items() if not relation.is_view]
    assert book.sheetnames == ["columns", "v_fact", "v_panel", *tables]
    for sheet in book:
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    sheet = book["v_fact"]
    header, *rows = sheet.iter_rows(values_only=True)
    assert header[:6] == ("district", "year", "indicator", "value", "written", "quote")
    facts = {row[5]: dict(zip(header, row, strict=True)) for row in rows}
    assert [row["written"] for row in facts.values()].count(None) == 0
    assert (facts["47.60亿元"]["value"], facts["47.60亿元"]["written"]) == (4_760_000_000, "47.6亿元")
    assert (facts["15300家"]["written"], facts["20多家"]["written"]) == ("15,300家", "超20家")
    assert facts["47.60亿元"]["title"] == "'=松埠街道2023年工作总结"
    assert facts["47.60亿元"]["published_on"] == datetime(2024, 1, 12)
    # Wide enough for the longest quote, and a Chinese character takes two columns.
    assert sheet.column_dimensions["F"].width == pytest.approx(11, abs=1)
    # A key of 19 digits is no number that a spreadsheet could hold.
    keys = {row[0].value for row in book["dim_document"].iter_rows(min_row=2)}
    (documents,) = [file for file in export_version(tmp_path, "parquet", warehouse, ["dim_document"]) if file.suffix == ".parquet"]
    assert keys == {str(key) for key in pl.read_parquet(documents)["document_key"]}
    described = {row[:2]: row[2] for row in book["columns"].iter_rows(min_row=2, values_only=True)}
    assert described["v_panel", "state"] and all(described[name, column] for name in ("v_fact",) for column in header)


def test_stata_says_why_a_cell_is_empty(warehouse: Path, tmp_path: Path) -> None:
    wide, long = export_version(tmp_path, "dta", warehouse)
    assert (wide.name, long.name) == ("panel.dta", "panel_long.dta")
    panel, about = pyreadstat.read_dta(str(wide), user_missing=True, output_format="polars")
    cells = {
        (row["district"], int(row["year"])): (row["econ_fixed_investment"], row["econ_firms_registered_new"])
        for row in panel.iter_rows(named=True)
    }
    assert cells == {
        ("松埠街道", 2022): ("c", 20.0),
        ("松埠街道", 2023): (4_760_000_000.0, 0.0),
        ("砚屏街道", 2022): ("b", "b"),
        ("砚屏街道", 2023): ("a", 15300.0),
    }
    assert about.column_names_to_labels["econ_fixed_investment"] == "固定资产投资（元）"
    assert about.column_names_to_labels["district"] == "地区"
    assert "".join(map(str, about.variable_value_labels["econ_fixed_investment"])) == "abcd"
    # Whoever asks for plain numbers gets missing values, never zeros.
    plain, _ = pyreadstat.read_dta(str(wide), output_format="polars")
    assert plain["econ_fixed_investment"].null_count() == 3
    rows, about = pyreadstat.read_dta(str(long), user_missing=True, output_format="polars")
    assert rows.filter(pl.col("quote") == "30亿元").select("base_value", "state", "reason").rows() == [
        ("c", "not comparable", "1-9月, not 全年")
    ]
    assert rows.height == 8 and about.column_names_to_labels["quote"] == "引文"


def test_names_that_stata_takes_stay_apart() -> None:
    long = "epidemic_vaccination_booster_share"
    assert _variables(["econ_gdp", long, f"{long}_2", f"{long}_3", "econ_gdp"]) == [
        *("econ_gdp", long[:28], f"{long[:26]}_2", f"{long[:26]}_3", "econ_gdp_2"),
    ]


def test_codes_of_objects_have_names_that_stata_takes(tmp_path: Path) -> None:
    names = _variables(["fire_drills.hold.count", "fire_drills_hold.count", "villages_sewage.complete_works.rate"])
    assert names == ["fire_drills_hold_count", "fire_drills_hold_count_2", "villages_sewage_complete_wor"]
    pyreadstat.write_dta(pl.DataFrame({name: [1.0] for name in names}), tmp_path / "panel.dta")
    read, _ = pyreadstat.read_dta(str(tmp_path / "panel.dta"), output_format="polars")
    assert read.columns == names


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_the_data_package_describes_the_files(warehouse: Path, tmp_path: Path, form: str) -> None:
    export_version(tmp_path, form, warehouse)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert {resource["path"] for resource in resources.values()} == {file.name for file in tmp_path.glob(f"*.{form}")}
    frames = {}
    for name, resource in resources.items():
        file, fields = tmp_path / resource["path"], resource["schema"]["fields"]
        assert resource["description"] and all(field["description"] for field in fields)
        frame = pl.read_parquet(file) if form == "parquet" else pl.read_csv(file, infer_schema=False)
        assert frame.columns == [field["name"] for field in fields]
        for field in fields:
            required = field.get("constraints", {}).get("required", False)
            assert not (required and frame[field["name"]].null_count()), (name, field["name"])
            if form == "parquet":
                assert _type(frame.schema[field["name"]]) == field["type"], (name, field["name"])
        if key := resource["schema"].get("primaryKey"):
            assert frame.select(key).is_unique().all(), name
        frames[name] = frame
    checked = 0
    for name, resource in resources.items():
        for key in resource["schema"].get("foreignKeys", []):
            (column,), (target,) = key["fields"], key["reference"]["fields"]
            other = frames[key["reference"]["resource"]]
            assert set(frames[name][column]) - {None} <= set(other[target]), (name, column)
            checked += 1
    assert checked >= 11 and resources["fact_indicator"]["schema"]["primaryKey"] == ["fact_id"]
    assert resources["numeral_ledger"]["schema"]["primaryKey"] == ["document_key", "anchor"]


def _type(kind: pl.DataType) -> str:
    if kind.is_integer():
        return "integer"
    if kind.is_numeric():
        return "number"
    return {pl.String: "string", pl.Boolean: "boolean", pl.Date: "date", pl.Datetime: "datetime"}[kind.base_type()]


def test_single_tables_are_exported_by_name(warehouse: Path, tmp_path: Path) -> None:
    done = call("export", tmp_path, "--warehouse", warehouse, "--format", "csv", "--table", "v_growth", "--table", "numeral_ledger")
    assert done.exit_code == 0, done.output
    assert [Path(line).name for line in done.output.splitlines()] == ["v_growth.csv", "numeral_ledger.csv", "datapackage.json"]
    # A reference to a table that is not here is not promised.
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert [resource["schema"].get("foreignKeys") for resource in package["resources"]] == [None, None]


def test_what_cannot_be_exported_says_so(warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = call("export", tmp_path / "file", "--warehouse", warehouse)
    assert done.exit_code == 1 and "cannot be written" in done.stderr
    done = call("export", tmp_path / "out", "--warehouse", warehouse, "--table", "v_nothing")
    assert done.exit_code == 1 and "v_nothing: no such table or view" in done.stderr
    assert call("export", tmp_path / "out", "--warehouse", warehouse, "--format", "dta", "--table", "v_panel").exit_code == 2
    monkeypatch.setattr("etl.export.workbook._ROWS", 2)
    with pytest.raises(JiedaoError, match="more than a sheet holds"):
        export_version(tmp_path / "out", "xlsx", warehouse)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(("form", "first"), [("parquet", "v_fact"), ("csv", "v_fact"), ("xlsx", "jiedao"), ("dta", "panel")])
def test_a_file_that_cannot_be_written_is_an_error_with_a_remedy(warehouse: Path, tmp_path: Path, form: str, first: str) -> None:
    (tmp_path / f".{first}.new.{form}").mkdir()
    with pytest.raises(JiedaoError, match=r"cannot be written \(.+\)\. Name another folder"):
        export_version(tmp_path, form, warehouse)
