"""What stands side by side in the views, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from builders import report, star_of, use_reference

from etl import resources
from etl.stages.conform import DocumentResult
from etl.stages.load import create_views
from etl.stages.star import Tables

Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask a query of a warehouse made of some reports."""
    use_reference(tmp_path / "reference", monkeypatch)

    def answer(query: str, *reports: DocumentResult) -> list[tuple[Any, ...]]:
        con = duckdb.connect()
        star: Tables = star_of(*reports)
        for name, frame in star.items():
            con.execute((resources.root() / "sql" / "schema" / f"{name}.sql").read_text(encoding="utf-8"))
            con.register("incoming", frame)
            con.execute(f"insert into {name} by name select * from incoming")
        create_views(con)
        return con.execute(query).fetchall()

    return answer


CELL = "select district, value, position, n, m, position_open from v_cross_district order by position, district"


def test_districts_stand_side_by_side_with_their_positions(ask: Ask) -> None:
    found = ask(
        CELL,
        report("甲街道", {"新增注册企业": "20家"}),
        report("乙街道", {"全年新增注册企业": "30家"}),
        report("丙街道", {"新注册企业": "20家"}),
        report("丁街道", {"高企": "4家"}),
    )
    assert [row[:5] for row in found if row[3] > 1] == [("乙街道", 30, 1, 3, 4), ("丙街道", 20, 2, 3, 4), ("甲街道", 20, 2, 3, 4)]
    assert not any(row[5] for row in found)


UNLIKE: dict[str, dict[str, Any]] = {
    "measure": {"measure": "rate"},
    "aspect": {"aspect": "stock"},
    "subset": {"subset": "千万元以上"},
    "status": {"status": "plan"},
    "period": {"period": "上半年"},
    "year": {"year": 2021},
    "growth kind": {"measure": "growth", "growth_kind": "amount", "baseline": "同比"},
    "rank scope": {"measure": "rank", "rank_scope": "全市", "rank_basis": "level"},
    "place": {"place": "柳桥社区"},
    "currency": {"unit": "美元"},
}


@pytest.mark.parametrize("difference", UNLIKE)
def test_unlike_things_never_share_a_cell(ask: Ask, difference: str) -> None:
    found = ask(CELL, report("甲街道", {"固定资产投资": "20元"}), report("乙街道", {"固定资产投资": "30元"}, **UNLIKE[difference]))
    assert all(row[3] == 1 for row in found) and ("甲街道", Decimal(20), 1, 1) in [row[:4] for row in found]


def test_fictional_districts_and_other_levels_stand_apart(ask: Ask) -> None:
    found = ask(
        CELL,
        report("甲街道", {"高企": "20家"}),
        report("乙街道", {"高企": "30家"}, fictional=True),
        report("丙镇", {"高企": "40家"}),
    )
    assert sorted(row[:5] for row in found) == [("丙镇", 40, 1, 1, 1), ("乙街道", 30, 1, 1, 1), ("甲街道", 20, 1, 1, 1)]


def test_units_are_converted_for_comparison_and_counts_are_alike(ask: Ask) -> None:
    area = ask(CELL, report("甲街道", {"拆违": "2亩"}), report("乙街道", {"拆违": "1000平方米"}))
    assert [row[:3] for row in area] == [("甲街道", 2, 1), ("乙街道", 1000, 2)]
    counts = ask(CELL, report("甲街道", {"刑事警情": "9家"}), report("乙街道", {"刑事警情": "12宗"}))
    assert [row[:3] for row in counts] == [("甲街道", 9, 1), ("乙街道", 12, 2)], "fewer cases are better"


def test_one_value_a_district_and_what_it_was_chosen_from(ask: Ask) -> None:
    query = "select district, value, bound, n, statements, values_stated from v_cross_district order by district"
    found = ask(query, report("甲街道", {"高企": "20家", "全街高企": "21家"}), report("乙街道", {"高企": "5家"}))
    assert found == [("乙街道", 5, "exact", 2, 1, 1), ("甲街道", 20, "exact", 2, 2, 2)]
    mixed = ask(query, report("甲街道", {"高企": "20家"}, bound="lower"), report("甲街道", {"共高企": "23家"}))
    assert mixed == [("甲街道", 23, "exact", 1, 2, 2)]


@pytest.mark.parametrize(
    ("first", "second", "is_open"),
    [
        (("500", "lower"), ("503", "exact"), {True}),
        (("500", "lower"), ("499", "exact"), {False}),
        (("500", "upper"), ("499", "exact"), {True}),
        (("500", "upper"), ("501", "exact"), {False}),
        (("500", "approx"), ("503", "exact"), {True}),
        (("500", "exact"), ("500", "exact"), {False}),
        (("500", "lower"), ("600", "lower"), {True}),
        (("500", "lower"), ("400", "upper"), {False}),
    ],
)
def test_what_a_bound_leaves_open_is_said_to_be_open(ask: Ask, first: tuple[str, str], second: tuple[str, str], is_open: set[bool]) -> None:
    (a, bound_a), (b, bound_b) = first, second
    found = ask(CELL, report("甲街道", {"高企": f"{a}家"}, bound=bound_a), report("乙街道", {"高企": f"{b}家"}, bound=bound_b))
    assert {row[5] for row in found} == is_open


def test_ranks_are_ordered_from_the_first(ask: Ask) -> None:
    rank: dict[str, Any] = {"measure": "rank", "rank_scope": "全区", "rank_basis": "level"}
    reports = [report("甲街道", {"固定资产投资": "3名次"}, **rank), report("乙街道", {"固定资产投资": "1名次"}, **rank)]
    assert [row[:3] for row in ask(CELL, *reports)] == [("乙街道", 1, 1), ("甲街道", 3, 2)]
    assert ask("select district, rank_stated, rank_scope from v_rank order by 2", *reports) == [
        ("乙街道", 1, "全区"),
        ("甲街道", 3, "全区"),
    ]


def test_growth_stated_and_growth_computed_meet(ask: Ask) -> None:
    growth: dict[str, Any] = {"measure": "growth", "growth_kind": "%", "baseline": "同比", "baseline_stated": True}
    found = ask(
        "select year, stated_growth, computed_growth, base_value, value_before, both_exact from v_growth order by year",
        report("甲街道", {"固定资产投资": "200元"}, year=2021),
        report("甲街道", {"固定资产投资": "250元"}),
        report("甲街道", {"固投": "24%"}, **growth),
        report("乙街道", {"固定资产投资": "900元"}, year=2021),
    )
    assert found == [(2022, 24, 25.0, 250, 200, True)]


def test_growth_is_not_computed_over_a_part_of_the_year_or_from_a_plan(ask: Ask) -> None:
    before = report("甲街道", {"固定资产投资": "200元"}, year=2021)
    unlikes: list[dict[str, Any]] = [{"period": "上半年"}, {"status": "plan"}, {"aspect": "commitment"}, {"subset": "民间"}]
    for unlike in unlikes:
        assert ask("from v_growth", before, report("甲街道", {"固定资产投资": "250元"}, **unlike)) == []


def test_topic_profile_counts_facts_and_shares(ask: Ask) -> None:
    found = ask(
        "select topic, facts, indicators, levels, share from v_topic_profile order by topic",
        report("甲街道", {"高企": "20家", "新增注册企业": "5家", "固投": "7元"}),
        report("甲街道", {"刑事警情": "9宗"}, topic="order"),
    )
    assert found == [("economy", 3, 3, 3, 0.75), ("order", 1, 1, 1, 0.25)]


def test_quality_accounts_for_each_report(ask: Ask) -> None:
    query = "select district, numerals, facts, facts_curated, facts_without_unit, district_resolved_by from v_quality order by district"
    found = ask(query, report("甲街道", {"高企": "20家", "再访": "3"}), report("乙街道", {}))
    assert found == [("乙街道", 0, 0, 0, 0, "sidecar"), ("甲街道", 2, 2, 1, 1, "sidecar")]


def test_every_view_has_a_file_of_its_name(project: Path) -> None:
    for file in (project / "sql" / "views").glob("*.sql"):
        sql = file.read_text(encoding="utf-8")
        assert sql.startswith(f"create view {file.stem} as\n") and f"comment on view {file.stem} is" in sql
        assert sql.count("create view") == 1
