from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from builders import database, report, star_of, use_reference

from etl.contracts import schemas
from etl.contracts.records import Rejected
from etl.contracts.schemas import ContractError
from etl.contracts.tables import STAR
from etl.contracts.views import shown
from etl.pipeline.frames import Tables
from etl.warehouse import load
from etl.warehouse.load import IntegrityError, assert_contracts, assert_integrity


@pytest.fixture(autouse=True)
def _reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "reference", monkeypatch)


@pytest.fixture
def star(tmp_path: Path) -> Tables:
    """The tables of the warehouse at a.duckdb."""
    reports = (report("柳桥街道", {"新增注册企业": "1159.62家"}), report("白石镇", {"慰问老人": "5人"}))
    database(tmp_path / "a.duckdb", *reports, rejected=[Rejected("a", "empty", "why")])
    return star_of(*reports)


def test_what_is_loaded_is_what_was_conformed(tmp_path: Path, star: Tables) -> None:
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
    with duckdb.connect(tmp_path / "a.duckdb", read_only=True) as con:
        for (name,) in con.execute("select table_name from duckdb_tables() where not internal and schema_name = 'main'").fetchall():
            described = {row[0]: row[2] == "YES" for row in con.execute(f"describe {name}").fetchall()}
            assert described == {column: contract.nullable for column, contract in schemas.CONTRACTS[name].columns.items()}, name
        unsaid = "comment is null and not internal and schema_name = 'main'"
        assert con.execute(f"select table_name, column_name from duckdb_columns() where {unsaid}").fetchall() == []
        assert con.execute(f"select table_name from duckdb_tables() where {unsaid}").fetchall() == []
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
    with duckdb.connect(tmp_path / "a.duckdb") as con:
        assert_integrity(con)
        for statement in BROKEN[rule]:
            con.execute(statement)
        with pytest.raises(IntegrityError, match=rule):
            assert_integrity(con)


def test_texts_are_compared_slice_by_slice(tmp_path: Path, star: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "SLICE", 1)
    with duckdb.connect(tmp_path / "a.duckdb") as con:
        assert_integrity(con)
        for document in star["dim_document"]["document_id"]:
            con.begin()
            con.execute("update dim_document set text = text || '。' where document_id = ?", [document])
            with pytest.raises(IntegrityError, match=document):
                assert_integrity(con)
            con.rollback()


def test_a_row_that_breaks_its_contract_is_caught(tmp_path: Path, star: Tables) -> None:
    with duckdb.connect(tmp_path / "a.duckdb") as con:
        assert_contracts(con)
        con.execute("update fact_indicator set bound = 'etwa' where quote = '5人'")
        with pytest.raises(ContractError, match=r"fact_indicator: .*\(bound\): etwa"):
            assert_contracts(con)


def test_a_fact_without_a_row_of_a_dimension_is_never_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.warehouse.star._topics", lambda: schemas.frame("dim_topic", []))
    with pytest.raises(duckdb.ConstraintException, match="topic_key"):
        star_of(report("白石镇", {"慰问老人": "5人"}))


def test_what_is_unique_in_a_contract_is_unique_in_the_whole_table() -> None:
    assert STAR["sentence"].keys == (("document_key", "ordinal"), ("document_key", "start"))
    assert STAR["dim_district"].keys == (("district_key",), ("natural_key",))
    assert {name for name, table in STAR.items() if not table.keys} == {"quarantine"}


def test_a_view_says_itself_only_what_is_not_said_of_its_columns_already(project: Path) -> None:
    copies = []
    said = re.compile(r"^comment on column \w+\.(\w+) is '((?:[^']|'')*)';", re.MULTILINE)
    for file in sorted((project / "sql" / "views").glob("*.sql")):
        for column, comment in said.findall(file.read_text("utf-8")):
            told = shown(column)
            if told and told.description == comment.replace("''", "'"):
                copies.append(f"{file.stem}.{column}")
    assert copies == []


def test_nothing_is_left_beside_a_version_and_none_is_written_over(tmp_path: Path, star: Tables) -> None:
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.duckdb", "reference"]
    with pytest.raises(FileExistsError), load.new(tmp_path / "a.duckdb"):
        pass
