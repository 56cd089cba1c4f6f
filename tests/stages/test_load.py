from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from builders import report, star_of, use_reference

from etl import schemas
from etl.model import Rejected
from etl.stages.frames import Tables
from etl.stages.load import IntegrityError, assert_integrity, load


@pytest.fixture(autouse=True)
def _reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "reference", monkeypatch)


def whole(star: Tables, *rejected: Rejected) -> Tables:
    """The star with the tables that a run adds."""
    counts = {"documents": star["dim_document"].height, "facts": star["fact_indicator"].height, "numerals": star["numeral_ledger"].height}
    run: dict[str, Any] = {"run_id": "r", "started_at": datetime(2023, 1, 1), "software_version": "1", "fingerprint": "f", "seconds": 0.5}
    return star | {
        "quarantine": schemas.frame("quarantine", [asdict(r) for r in rejected]),
        "etl_run": schemas.frame("etl_run", [run | counts | {"files": 2, "quarantined": len(rejected)}]),
    }


@pytest.fixture
def star() -> Tables:
    return whole(
        star_of(report("柳桥街道", {"新增注册企业": "1159.62家"}), report("白石镇", {"慰问老人": "5人"})), Rejected("a", "empty", "why")
    )


def test_what_is_loaded_is_what_was_conformed(tmp_path: Path, star: Tables) -> None:
    load(tmp_path / "a.duckdb", star)
    with duckdb.connect(tmp_path / "a.duckdb", read_only=True) as con:
        for name, frame in star.items():
            assert con.execute(f"from {name}").fetchall() == frame.rows(), name
        row = con.execute(
            "select district, district_code, city, year, five_year_plan, topic, indicator, indicator_code, value, unit, sentence "
            "from v_fact where district = '柳桥街道'"
        ).fetchone()
    assert row == (
        *("柳桥街道", "330101001", "明州市", 2022, "十四五", "economy", "新增市场主体", "econ_firms_new"),
        *(Decimal("1159.62000000"), "家", "新增注册企业1159.62家。"),
    )


def test_tables_are_those_of_the_contracts_and_everything_is_explained(tmp_path: Path, star: Tables) -> None:
    load(tmp_path / "a.duckdb", star)
    with duckdb.connect(tmp_path / "a.duckdb", read_only=True) as con:
        for name in star:
            described = {row[0]: row[2] == "YES" for row in con.execute(f"describe {name}").fetchall()}
            assert described == {column: contract.nullable for column, contract in schemas.CONTRACTS[name].columns.items()}, name
        assert con.execute("select table_name, column_name from duckdb_columns() where comment is null and not internal").fetchall() == []
        assert con.execute("select table_name from duckdb_tables() where comment is null and not internal").fetchall() == []
        views = con.execute("select view_name, comment is not null from duckdb_views() where not internal").fetchall()
    expected = {"v_fact", "v_cross_district", "v_topic_profile", "v_growth", "v_rank", "v_quality"}
    assert expected <= {name for name, _ in views} and all(commented for _, commented in views)


def test_keys_do_not_depend_on_what_else_is_loaded(star: Tables) -> None:
    alone = star_of(report("白石镇", {"慰问老人": "5人"}))["fact_indicator"]
    assert star["fact_indicator"].filter(pl.col("quote") == "5人").equals(alone)


BROKEN = {
    "fact_id is unique in fact_indicator": ("insert into fact_indicator from fact_indicator limit 1",),
    "district_key is unique in dim_district": ("insert into dim_district from dim_district limit 1",),
    "natural_key is unique": ("update dim_district set natural_key = 'same'",),
    "code is unique in dim_indicator": ("update dim_indicator set code = 'same'",),
    "unit_key of fact_indicator is in dim_unit": ("delete from dim_unit where unit = '家'",),
    "document_key of numeral_ledger is in dim_document": ("update numeral_ledger set document_key = 1",),
    "district_key of dim_document is in dim_district": ("update dim_document set district_key = 1",),
    "every quote is the text at its offsets": ("update fact_indicator set quote = '别的'",),
    "sentences of a document are its text": ("update dim_document set text = text || '。'",),
    "ledger counts the facts": ("update numeral_ledger set facts = facts + 1",),
    "ledger counts the facts of every numeral": ("delete from numeral_ledger",),
    "a fact's district is its document's": (
        "update fact_indicator set district_key = (select min(district_key) from dim_district)",
        "update dim_document set district_key = (select max(district_key) from dim_district)",
    ),
    "the run counts what is loaded": ("delete from quarantine",),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_warehouse_is_caught(tmp_path: Path, star: Tables, rule: str) -> None:
    load(tmp_path / "a.duckdb", star)
    with duckdb.connect(tmp_path / "a.duckdb") as con:
        assert_integrity(con)
        for statement in BROKEN[rule]:
            con.execute(statement)
        with pytest.raises(IntegrityError, match=rule):
            assert_integrity(con)


def test_a_version_is_never_written_over(tmp_path: Path, star: Tables) -> None:
    load(tmp_path / "a.duckdb", star)
    with pytest.raises(FileExistsError):
        load(tmp_path / "a.duckdb", star)
