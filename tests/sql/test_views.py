"""What stands side by side in the views, and what does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from asking import Ask
from builders import report

CELL = "select district, value, position, n, m, order_open, apart from v_cross_district order by position nulls last, district"


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


NINE_MONTHS: dict[str, Any] = {"period": "1-9月", "period_start": date(2022, 1, 1), "period_end": date(2022, 9, 30)}
GROWTH: dict[str, Any] = {"measure": "growth", "growth_kind": "%", "unit": "%", "baseline": "同比"}
# What each fact states, what the third district's does not share with the others', and how that is told.
NEAR: dict[str, tuple[dict[str, Any], dict[str, Any], str, str]] = {
    "aspect": ({}, {"aspect": "cumulative"}, "cumulative, not flow", "累计，而非当期"),
    "subset": ({}, {"subset": "千万元以上"}, "only 千万元以上", "仅限千万元以上"),
    "no subset": (
        {"subset": "民间"},
        {"subset": None, "place": "柳桥社区"},
        "part of the district: 柳桥社区; not only 民间",
        "仅指其中的柳桥社区；不限于民间",
    ),
    "status": ({}, {"status": "estimate"}, "estimate, not actual", "预计，而非实际"),
    "period": ({}, NINE_MONTHS, "1-9月, not 全年", "1-9月，而非全年"),
    "place": ({}, {"place": "柳桥社区"}, "part of the district: 柳桥社区", "仅指其中的柳桥社区"),
    "currency": ({}, {"unit": "美元"}, "in 美元, not 元", "单位为美元，而非元"),
    "baseline": (GROWTH, {"baseline": "环比"}, "against 环比, not 同比", "对比基期为环比，而非同比"),
    "both": ({}, {**NINE_MONTHS, "subset": "民间"}, "only 民间; 1-9月, not 全年", "仅限民间；1-9月，而非全年"),
}


@pytest.mark.parametrize("difference", NEAR)
def test_near_matches_stand_apart_with_the_reason(ask: Ask, difference: str) -> None:
    shared, fields, english, chinese = NEAR[difference]
    usual = [report(f"{name}街道", {"固定资产投资": "20元"}, **shared) for name in "甲乙"]
    found = ask(
        "select district, value, base_value, position, n, m, apart, apart_zh from v_cross_district order by district",
        *usual,
        report("丙街道", {"固定资产投资": "30元"}, **shared | fields),
    )
    assert found[0] == ("丙街道", 30, None, None, None, None, english, chinese)
    assert found[1:] == [("乙街道", 20, 20, 1, 2, 3, None, None), ("甲街道", 20, 20, 1, 2, 3, None, None)]


def test_a_cell_that_is_not_comparable_says_why(ask: Ask) -> None:
    usual = [report(f"{name}街道", {"固定资产投资": "20元"}) for name in "甲乙"]
    near = report("丙街道", {"固定资产投资": "30元"}, **NINE_MONTHS, subset="民间", aspect="cumulative")
    assert ask("select reason, reason_zh from v_panel where state = 'not comparable'", *usual, near) == [
        ("only 民间; 1-9月, not 全年; cumulative, not flow", "仅限民间；1-9月，而非全年；累计，而非当期")
    ]


UNLIKE: dict[str, dict[str, Any]] = {
    "measure": GROWTH,
    "year": {"year": 2021, "period_start": date(2021, 1, 1), "period_end": date(2021, 12, 31)},
}


@pytest.mark.parametrize("difference", UNLIKE)
def test_other_measures_and_years_are_comparisons_of_their_own(ask: Ask, difference: str) -> None:
    found = ask(CELL, report("甲街道", {"固定资产投资": "20元"}), report("乙街道", {"固定资产投资": "30元"}, **UNLIKE[difference]))
    assert [(row[2], row[3], row[6]) for row in found] == [(1, 1, None)] * 2


@pytest.mark.parametrize(
    "fields", [{"status": "plan", "aspect": "target"}, {"measure": "rank", "unit": "名次"}, {"measure": "rate", "unit": "%"}]
)
def test_plans_ranks_and_shares_of_a_target_are_not_compared(ask: Ask, fields: dict[str, Any]) -> None:
    assert [
        row[0] for row in ask(CELL, report("甲街道", {"固定资产投资": "20元"}), report("乙街道", {"固定资产投资": "30元"}, **fields))
    ] == ["甲街道"]


def test_a_period_is_the_same_however_it_is_written(ask: Ask) -> None:
    reports = [
        report(f"{name}街道", {"固定资产投资": "20元"}, **{**NINE_MONTHS, "period": period})
        for name, period in zip("甲乙丙", ("1-9月", "前三季度", "截至9月底"), strict=True)
    ]
    assert [row[2:4] for row in ask(CELL, *reports)] == [(1, 3)] * 3
    assert ask("select distinct span from v_fact", *reports) == [("1-9月",)]
    year_end = report("甲街道", {"高企": "20家"}, aspect="stock", period="12月底", period_start=date(2022, 12, 1))
    assert ask("select span from v_fact", year_end) == [("全年",)]


def test_one_aspect_where_the_indicator_has_one(ask: Ask) -> None:
    """达30元 reads as a stock; an investment is a flow whatever the verb."""
    found = ask(CELL, report("甲街道", {"固定资产投资": "20元"}), report("乙街道", {"固定资产投资": "30元"}, aspect="stock"))
    assert [row[:4] for row in found] == [("乙街道", 30, 1, 2), ("甲街道", 20, 2, 2)]
    # What is there and what is new are two indicators.
    apart = ask("select distinct indicator_code from v_fact", report("甲街道", {"新增高企": "20家"}), report("乙街道", {"高企": "30家"}))
    assert len(apart) == 2


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
    found = ask(query, report("甲街道", {"高企": "20家", "高新技术企业": "21家"}), report("乙街道", {"高企": "5家"}))
    assert found == [("乙街道", 5, "exact", 2, 1, 1), ("甲街道", 21, "exact", 2, 2, 2)], "the largest of two counts is the likelier whole"
    mixed = ask(query, report("甲街道", {"高企": "30家"}, bound="lower"), report("甲街道", {"高新技术企业": "23家"}))
    assert mixed == [("甲街道", 23, "exact", 1, 2, 2)], "exact before bounded"


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
    unlikes: list[dict[str, Any]] = [NINE_MONTHS, {"status": "plan"}, {"aspect": "commitment"}, {"subset": "民间"}]
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
