from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from asking import warehouse
from builders import TABLES, fill, report, use_reference

from etl.show import unmapped as module
from etl.show.unmapped import nearest, rank_unmapped, rank_words
from etl.warehouse import load


@pytest.fixture(autouse=True)
def _reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "reference", monkeypatch, objects=TABLES["objects.csv"].replace("firms,注册企业", "firms,注册企业数"))
    module._curated.cache_clear()


def test_indicators_of_more_districts_then_of_more_facts_go_first() -> None:
    reports = [
        report("柳桥街道", {"新增注册企业": "20家", "修缮古井": "3宗"}),
        report("白石镇", {"新增注册企业": "5家", "固投": "7元", "整修山道": "4宗"}),
        report("红石镇", {"整修山道": "6宗", "整修山道又": "8宗"}),
    ]
    repeated = report("白石镇", {"修缮古井": "9宗"})
    with duckdb.connect() as con:
        load.create_tables(con)
        fill(con, *reports, replace(repeated, source_tier="repost"))
        copy = repeated.extraction.document.document_id
        con.execute("update dim_document set duplicate_of = case when document_id = ? then 'f' end", [copy])
        load.create_views(con)
        found = rank_unmapped(con, 3)
    assert [(row.indicator, row.districts, row.facts) for row in found] == [("整修山道", 2, 2), ("新增注册企业", 2, 2), ("修缮古井", 1, 1)]
    assert found[1].candidates == ("firms",) and found[1].units == "家" and found[1].quote in ("20家", "5家")
    assert found[0].indicator_code.startswith("x_") and found[0].candidates == ()


def test_the_nearest_curated_indicator_is_told_by_its_words() -> None:
    assert nearest("新注册的企业")[0] == "firms"
    assert nearest("各类固定资产投资总额")[0] == "fai"
    assert nearest("栽种行道树") == ()


def test_no_cache_is_loaded_for_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lies in the folder for temporary files: nobody's cache becomes words of ours."""

    def load(file: object) -> None:
        raise AssertionError(f"{file} was loaded")

    monkeypatch.setattr("marshal.load", load)
    module._cutter.cache_clear()
    module._curated.cache_clear()
    assert "".join(module._cutter()("固定资产投资")) == "固定资产投资"


def test_words_beside_known_objects_that_no_table_knows() -> None:
    reports = [
        report("柳桥街道", {"新增沿河高企": "20家", "修缮古井": "3宗", "新增高企": "9家"}),
        report("白石镇", {"新增沿河高企": "5家", "新增跨境高企": "7家", "转诊高企": "2家"}),
    ]
    with warehouse(*reports) as con:
        found = rank_words(con, 5)
        assert rank_words(con, 1) == found[:1]
    told = [(one.word, one.table, one.districts, one.facts) for one in found]
    assert told == [("沿河", "qualifiers.csv", 2, 2), ("跨境", "qualifiers.csv", 1, 1), ("转诊", "action_verbs.csv", 1, 1)]
    assert found[1].phrase == "新增跨境高企" and found[1].quote == "7家" and len(found[1].objects) == 1
