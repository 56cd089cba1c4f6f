"""The derived tables: the same however many facts are worked on at a time, and apart from the star schema."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pytest
from asking import MORE_TABLES, told, warehouse
from builders import report, use_reference

from etl.warehouse.content import table_hashes
from etl.warehouse.derive import SCHEMA, derive


def rows(con: duckdb.DuckDBPyConnection) -> dict[str, Counter[str]]:
    names = con.execute("select table_name from duckdb_tables() where schema_name = ?", [SCHEMA]).fetchall()
    return {name: Counter(map(repr, con.execute(f"from {SCHEMA}.{name}").fetchall())) for (name,) in names}


def test_slices_make_what_the_whole_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "reference", monkeypatch, **MORE_TABLES)
    growth = {"measure": "growth", "unit": "%", "growth_kind": "%", "baseline": "同比"}
    plan = {"status": "plan", "aspect": "target"}
    reports = [
        *(report(f"{name}街道", {"新增注册企业": f"{number}家", "高企": "4家"}) for number, name in enumerate("甲乙丙丁", 20)),
        report("甲街道", {"新增注册企业": "10家"}, year=2021),
        told("新增注册企业增长3%。", ("3%", "新增注册企业", growth)),
        told("计划新增注册企业30家。", ("30家", "新增注册企业", plan), district="乙街道"),
    ]
    with warehouse(*reports) as con:
        whole = rows(con)
        assert all(whole[name] for name in ("cell", "comparison", "coverage", "disagreement", "growth", "plan_actual", "series"))
        before = table_hashes(con)
        con.execute(f"drop schema {SCHEMA} cascade")
        derive(con, at_a_time=3)
        assert rows(con) == whole
        assert table_hashes(con) == before and "cell" not in before
        assert con.execute("select table_name from duckdb_tables() where temporary").fetchall() == []
