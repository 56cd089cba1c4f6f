"""What was planned against what was done."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from asking import Ask, told

PLAN: dict[str, Any] = {"status": "plan", "aspect": "target", "year": 2022}
GROWTH: dict[str, Any] = {"measure": "growth", "unit": "%", "growth_kind": "%", "baseline": "同比"}
RATE: dict[str, Any] = {"measure": "rate", "unit": "%"}
OF_TARGET: dict[str, Any] = {**RATE, "rule": "share of a target"}

OUTCOMES: list[tuple[str, str, tuple[str, dict[str, Any]], tuple[str, dict[str, Any]], str]] = [
    ("met", "固定资产投资", ("20元", {}), ("20元", {}), "met"),
    ("missed", "固定资产投资", ("20元", {}), ("19元", {}), "missed"),
    ("at least, by its bound", "固定资产投资", ("20元", {"bound": "lower"}), ("19元", {}), "missed"),
    ("actual above a bound", "固定资产投资", ("20元", {}), ("20元", {"bound": "lower"}), "met"),
    ("actual open above", "固定资产投资", ("20元", {}), ("15元", {"bound": "lower"}), "open"),
    ("actual about", "固定资产投资", ("20元", {}), ("20元", {"bound": "approx"}), "open"),
    ("about planned, within", "固定资产投资", ("21元", {"bound": "approx", "value_text": "21"}), ("20.8元", {}), "open"),
    ("about planned, beyond", "固定资产投资", ("21元", {"bound": "approx"}), ("19元", {}), "missed"),
    ("estimate", "固定资产投资", ("20元", {}), ("25元", {"status": "estimate"}), "open"),
    ("less is better", "刑事警情", ("20宗", {}), ("19宗", {}), "met"),
    ("less is better, and it is more", "刑事警情", ("20宗", {}), ("21宗", {}), "missed"),
    ("at most", "固定资产投资", ("20元", {"bound": "upper"}), ("21元", {}), "missed"),
    ("growth", "固定资产投资", ("8%", GROWTH), ("9%", GROWTH), "met"),
    ("a planned fall", "刑事警情", ("5%", {**GROWTH, "value": Decimal(-5)}), ("7%", {**GROWTH, "value": Decimal(-7)}), "met"),
    ("a fall that was less", "刑事警情", ("5%", {**GROWTH, "value": Decimal(-5)}), ("3%", {**GROWTH, "value": Decimal(-3)}), "missed"),
]


def test_outcome(ask: Ask) -> None:
    reports = []
    for ordinal, (_, indicator, plan, done, _) in enumerate(OUTCOMES):
        before = told(f"明年{indicator}{plan[0]}。", (plan[0], indicator, {**PLAN, **plan[1]}), district=f"{ordinal}号街道", year=2021)
        after = told(f"{indicator}{done[0]}。", (done[0], indicator, {"year": 2022, **done[1]}), district=f"{ordinal}号街道")
        reports += [before, after]
    found = {district: (year, outcome) for district, year, outcome in ask("select district, year, outcome from v_plan_actual", *reports)}
    for ordinal, (case, *_, outcome) in enumerate(OUTCOMES):
        assert found[f"{ordinal}号街道"] == (2022, outcome), case


def test_what_differs_does_not_meet(ask: Ask) -> None:
    before = told("明年固定资产投资20元。", ("20元", "固定资产投资", PLAN), year=2021)
    others: list[dict[str, Any]] = [{"subset": "民间"}, {"unit": "美元"}, {"place": "柳桥社区"}, {"aspect": "cumulative"}, {"year": 2021}]
    for other in others:
        after = told("固定资产投资30元。", ("30元", "固定资产投资", other))
        assert ask("select planned, actual, outcome from v_plan_actual", before, after) == [(20, None, None)], other


def test_more_of_a_stock_is_not_the_stock(ask: Ask) -> None:
    before = told("明年新增养老床位40张。", ("40张", "新增养老床位", PLAN), year=2021)
    after = told("养老床位300张，新增养老床位45张。", ("300张", "养老床位", {"aspect": "stock"}))
    assert ask("select planned, actual from v_plan_actual", before, after) == [(40, None)]
    added = told("新增养老床位45张。", ("45张", "新增养老床位", {}))
    assert ask("select planned, actual, outcome from v_plan_actual", before, added) == [(40, 45, "met")]


def test_a_report_may_say_itself_how_much_of_a_target_is_done(ask: Ask) -> None:
    query = "select planned, actual, outcome, completion, completion_stated, completion_quote from v_plan_actual"
    before = told("明年固定资产投资25元。", ("25元", "固定资产投资", PLAN), year=2021)
    text = "固定资产投资20元，完成年度目标的80%。"
    after = told(text, ("20元", "固定资产投资", {}), ("80%", "固定资产投资", OF_TARGET))
    assert ask(query, before, after) == [(25, 20, "missed", 80.0, 80, "80%")]
    assert ask(query, after) == [(None, None, "missed", None, 80, "80%")]
    share = told("固定资产投资20元，占全区的80%。", ("20元", "固定资产投资", {}), ("80%", "固定资产投资", RATE))
    assert ask(query, share) == []
