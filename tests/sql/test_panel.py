"""The panel: one value a cell, and why a cell is empty."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from asking import Ask, told
from builders import report

PANEL = """
    select district, year, state, base_value, reason from v_panel
    where indicator_code = 'econ_fai' and not fictional order by district, year
"""
RATE: dict[str, Any] = {"measure": "rate", "unit": "%"}
GROWTH: dict[str, Any] = {"measure": "growth", "unit": "%", "growth_kind": "%", "baseline": "同比"}


def test_an_empty_cell_knows_why(ask: Ask) -> None:
    found = ask(
        PANEL,
        told("固定资产投资20元。", ("20元", "固定资产投资", {}), district="甲街道"),
        told("固定资产投资0元。", ("0元", "固定资产投资", {}), district="乙街道"),
        told("高企5家。", ("5家", "高企", {}), district="丙街道"),
        told("固定资产投资30元。", ("30元", "固定资产投资", {}), district="丙街道", year=2021),
        told("固定资产投资增长3%。", ("3%", "固定资产投资", GROWTH), district="丁街道"),
    )
    assert found == [
        ("丁街道", 2021, "no report", None, None),
        ("丁街道", 2022, "not comparable", None, "growth, not level"),
        ("丙街道", 2021, "value", 30, None),
        ("丙街道", 2022, "not mentioned", None, None),
        ("乙街道", 2021, "no report", None, None),
        ("乙街道", 2022, "stated zero", 0, None),
        ("甲街道", 2021, "no report", None, None),
        ("甲街道", 2022, "value", 20, None),
    ]


NEAR: list[tuple[dict[str, Any], str]] = [
    ({"period": "1-9月", "period_end": date(2022, 9, 30)}, "1-9月, not 全年"),
    ({"subset": "民间"}, "only 民间"),
    ({"place": "柳桥社区"}, "part of the district: 柳桥社区"),
    ({"aspect": "cumulative"}, "cumulative, not flow"),
    ({"unit": "美元"}, "in 美元, not 元"),
    (RATE, "rate, not level"),
]


@pytest.mark.parametrize(("fields", "reason"), NEAR)
def test_what_almost_agrees_is_no_value(ask: Ask, fields: dict[str, Any], reason: str) -> None:
    usual = [told("固定资产投资20元。", ("20元", "固定资产投资", {}), district=f"{name}街道") for name in "甲乙"]
    found = ask(PANEL, *usual, told("固定资产投资90元。", ("90元", "固定资产投资", fields), district="丙街道"))
    assert found[0] == ("丙街道", 2022, "not comparable", None, reason)


def test_a_plan_fills_no_cell(ask: Ask) -> None:
    plan = told("固定资产投资90元。", ("90元", "固定资产投资", {"status": "plan", "aspect": "target"}), district="乙街道")
    assert ask(PANEL, told("固定资产投资20元。", ("20元", "固定资产投资", {})), plan)[0][:3] == ("乙街道", 2022, "not mentioned")


BETTER: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "actual before estimate": ({}, {"status": "estimate"}),
    "actual though bounded": ({"bound": "lower"}, {"status": "estimate"}),
    "exact before bounded": ({}, {"bound": "approx"}),
}


@pytest.mark.parametrize("rule", BETTER)
def test_one_value_a_cell(ask: Ask, rule: str) -> None:
    better, worse = BETTER[rule]
    text = "固定资产投资90元。固定资产投资20元。"
    both = told(text, ("90元", "固定资产投资", worse), ("20元", "固定资产投资", better))
    assert ask("select base_value, statements, values_stated from v_panel where indicator_code = 'econ_fai'", both) == [(20, 2, 2)]


def test_the_report_on_the_year_goes_before_a_later_one(ask: Ask) -> None:
    own = told("固定资产投资20元。", ("20元", "固定资产投资", {}), year=2021)
    later = told("去年固定资产投资21元。", ("21元", "固定资产投资", {"year": 2021}))
    assert [row[1:4] for row in ask(PANEL, later, own)] == [(2021, "value", 20), (2022, "not mentioned", None)]


def test_an_indicator_has_one_measure(ask: Ask) -> None:
    """Of a share the rate counts; of an amount the level, never the part of its target that is done."""
    text = "隐患整改率98%。固定资产投资20元，完成目标的90%。"
    both = told(text, ("98%", "隐患整改率", RATE), ("20元", "固定资产投资", {}), ("90%", "固定资产投资", RATE))
    assert ask("select indicator_code, base_value, base_unit, measure from v_panel order by 1", both) == [
        ("econ_fai", 20, "元", "level"),
        ("hazard_share", 98, "%", "rate"),
    ]


def test_areas_are_in_one_unit(ask: Ask) -> None:
    found = ask(
        "select district, base_value, base_unit, value, unit from v_panel order by district",
        told("拆违2亩。", ("2亩", "拆违", {}), district="甲街道"),
        told("拆违900平方米。", ("900平方米", "拆违", {}), district="乙街道"),
    )
    assert found == [("乙街道", 900, "平方米", 900, "平方米"), ("甲街道", Decimal("1333.33333334"), "平方米", 2, "亩")]


def test_what_one_district_alone_calls_so_is_in_no_panel(ask: Ask) -> None:
    assert ask("select indicator from v_panel", told("拍摄短视频3家。", ("3家", "拍摄短视频", {}))) == []
    two = [told("拍摄短视频3家。", ("3家", "拍摄短视频", {}), district=f"{name}街道") for name in "甲乙"]
    assert ask("select indicator, district, base_value from v_panel order by 2", *two) == [
        ("拍摄短视频", "乙街道", 3),
        ("拍摄短视频", "甲街道", 3),
    ]


def test_grain(ask: Ask) -> None:
    reports = [
        told(
            "固定资产投资20元。固定资产投资25元。高企9家。",
            ("20元", "固定资产投资", {}),
            ("25元", "固定资产投资", {}),
            ("9家", "高企", {"aspect": "stock"}),
            district=name,
            year=year,
            fictional=fictional,
        )
        for name, fictional in (("甲街道", False), ("乙镇", False), ("丙街道", True))
        for year in (2021, 2022)
    ]
    assert ask("select count(*), count(distinct (indicator_code, district_key, year)) from v_panel", *reports) == [(12, 12)]
    assert ask("select distinct fictional, district_level, reports, with_value, share from v_coverage order by 1, 2", *reports) == [
        (False, "sub-district", 1, 1, 1.0),
        (False, "town", 1, 1, 1.0),
        (True, "sub-district", 1, 1, 1.0),
    ]


def test_coverage_counts_the_cells(ask: Ask) -> None:
    found = ask(
        "select year, districts, reports, with_value, stated_zero, not_comparable, not_mentioned, no_report, share from v_coverage "
        "where indicator_code = 'econ_fai' order by year",
        told("固定资产投资20元。", ("20元", "固定资产投资", {}), district="甲街道"),
        told("固定资产投资0元。", ("0元", "固定资产投资", {}), district="乙街道"),
        report("丙街道", {"高企": "5家"}),
        told("固定资产投资增长3%。", ("3%", "固定资产投资", GROWTH), district="丁街道", year=2021),
    )
    assert found == [(2021, 4, 1, 0, 0, 1, 0, 3, 0.0), (2022, 4, 3, 2, 1, 0, 1, 1, 0.6667)]
