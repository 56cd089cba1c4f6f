"""What disagrees is found, and what agrees within its rounding is not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from asking import Ask, told
from builders import forget_other_reference

import etl

QUERY = "select kind, stated, expected_low, expected_high, quote_a, quote_b from v_consistency"
GROWTH: dict[str, Any] = {"measure": "growth", "unit": "%", "growth_kind": "%", "baseline": "同比"}
RATE: dict[str, Any] = {"measure": "rate", "unit": "%"}
PART: dict[str, Any] = {"whole": 0}
"""A part of the first figure."""


def money(text: str) -> dict[str, Any]:
    """Fields of an amount as it is written, such as 10.55亿."""
    return {"value": Decimal(text.rstrip("亿")) * 10**8, "unit": "元", "value_text": text}


@pytest.mark.parametrize(
    ("before", "now", "stated", "found"),
    [
        ("9.86亿", "10.55亿", "7.0", False),
        ("9.86亿", "10.55亿", "7.1", False),  # from 9.855 to 10.555 it is 7.1
        ("9.86亿", "10.55亿", "7.2", True),
        ("9.9亿", "10.6亿", "6.6", False),
        ("9.9亿", "10.6亿", "5.9", True),
    ],
)
def test_growth_within_rounding(ask: Ask, before: str, now: str, stated: str, found: bool) -> None:
    former = told(f"固定资产投资{before}元。", (f"{before}元", "固定资产投资", money(before)), year=2021)
    latter = told(
        f"固定资产投资{now}元，同比增长{stated}%。",
        (f"{now}元", "固定资产投资", money(now)),
        (f"{stated}%", "固定资产投资", {**GROWTH, "value": Decimal(stated), "value_text": stated}),
    )
    rows = ask("select kind, quote_a, quote_b, explanation from v_consistency", former, latter)
    assert rows == ([("growth", f"{stated}%", f"{before}元", None)] if found else [])


def test_constant_prices_explain_a_growth(ask: Ask) -> None:
    former = told("工业增加值200元。", ("200元", "工业增加值", {}), year=2021)
    latter = told("工业增加值250元，增长9%。", ("250元", "工业增加值", {}), ("9%", "工业增加值", GROWTH))
    assert ask("select kind, stated, expected_low, explanation from v_consistency", former, latter) == [
        ("growth", 9.0, 25.0, "constant prices")
    ]


@pytest.mark.parametrize(("completion", "found"), [("80%", False), ("85%", True)])
def test_the_share_of_a_target_against_the_target(ask: Ask, completion: str, found: bool) -> None:
    plan = {"status": "plan", "aspect": "target", "year": 2022}
    before = told("明年高企25家。", ("25家", "高企", plan), year=2021)
    after = told(
        f"高企20家，完成年度目标的{completion}。", ("20家", "高企", {}), (completion, "高企", {**RATE, "rule": "share of a target"})
    )
    assert ask(QUERY, before, after) == ([("plan", 85.0, 80.0, 80.0, "85%", "25家")] if found else [])


Fact = tuple[str, str, dict[str, Any]]
SENTENCES: list[tuple[str, list[Fact], list[tuple[str, float, str, str]]]] = [
    ("检查企业310家，其中餐饮企业330家。", [("310家", "检查企业", {}), ("330家", "餐饮企业", PART)], [("part", 330.0, "330家", "310家")]),
    ("检查企业310家，其中餐饮企业30家。", [("310家", "检查企业", {}), ("30家", "餐饮企业", PART)], []),
    ("检查企业310余家，其中餐饮企业330家。", [("310余家", "检查企业", {"unit": "家", "bound": "lower"}), ("330家", "餐饮企业", PART)], []),
    ("检查企业310家；其中餐饮罚款330元。", [("310家", "检查企业", {}), ("330元", "餐饮罚款", PART)], []),
    ("检查企业310家，宣传其中亮点，又检查学校330家。", [("310家", "检查企业", {}), ("330家", "检查学校", {})], []),
    (
        "新增企业20家(一产11家、二产12家)。",
        [("20家", "新增企业", {}), ("11家", "一产企业", PART), ("12家", "二产企业", PART)],
        [("parts", 23.0, "11家", "20家")],
    ),
    ("新增企业20家(一产8家、二产12家)。", [("20家", "新增企业", {}), ("8家", "一产企业", PART), ("12家", "二产企业", PART)], []),
    (
        "发展会员20家，其中女性13家、35岁以下12家。",
        [("20家", "发展会员", {}), ("13家", "女性会员", PART), ("12家", "35岁以下会员", PART)],
        [],
    ),
    ("认定企业17家(累计46家)。", [("17家", "认定企业", {}), ("46家", "认定企业", {"aspect": "cumulative"})], []),
    ("招引项目8家，其中大项目3家，在谈项目13家。", [("8家", "招引项目", {}), ("3家", "大项目", PART), ("13家", "在谈项目", {})], []),
    ("改造社区7家，社区居委会直选率60%。", [("7家", "改造社区", {}), ("60%", "社区居委会直选率", RATE)], []),
    ("破获刑事案件28宗，治安案件查处率91%。", [("28宗", "破获刑事案件", {}), ("91%", "治安案件查处率", RATE)], []),
    ("查出隐患40宗，整改隐患45宗。", [("40宗", "查出隐患", {}), ("45宗", "整改隐患", {})], [("fixed", 45.0, "45宗", "40宗")]),
    ("查出隐患40宗，整改隐患39宗。", [("40宗", "查出隐患", {}), ("39宗", "整改隐患", {})], []),
    ("查出隐患40宗；全年整改隐患45宗。", [("40宗", "查出隐患", {}), ("45宗", "整改隐患", {})], []),
    ("调解纠纷25宗，调解成功率98%。", [("25宗", "调解纠纷", {}), ("98%", "调解成功率", RATE)], [("percentage", 98.0, "98%", "25宗")]),
    ("调解纠纷25宗，调解成功率96%。", [("25宗", "调解纠纷", {}), ("96%", "调解成功率", RATE)], []),
    ("调解纠纷250宗，调解成功率98%。", [("250宗", "调解纠纷", {}), ("98%", "调解成功率", RATE)], []),
    ("调解纠纷25宗，满意率98%。", [("25宗", "调解纠纷", {}), ("98%", "满意率", RATE)], []),
    ("签约企业23家，完成签约率目标的98%。", [("23家", "签约企业", {}), ("98%", "签约率", RATE)], []),
    ("签约商户49家，签约率98%。", [("49家", "签约商户", {}), ("98%", "签约率", RATE)], []),
    (
        "查出隐患40宗，整改隐患39宗，隐患整改率90%。",
        [("40宗", "查出隐患", {}), ("39宗", "整改隐患", {}), ("90%", "隐患整改率", RATE)],
        [("ratio", 90.0, "90%", "39宗")],
    ),
    ("查出隐患40宗，整改隐患39宗，隐患整改率98%。", [("40宗", "查出隐患", {}), ("39宗", "整改隐患", {}), ("98%", "隐患整改率", RATE)], []),
    ("高企20家。年末高企22家。", [("20家", "高企", {}), ("22家", "高企", {})], [("stated twice", 22.0, "22家", "20家")]),
    ("高企20家。年末高企20家。", [("20家", "高企", {})], []),
    ("高企20家。民营高企22家。", [("20家", "高企", {}), ("22家", "高企", {"subset": "民营"})], []),
]


def test_within_a_report(ask: Ask) -> None:
    reports = [told(text, *facts, district=f"{ordinal}号街道") for ordinal, (text, facts, _) in enumerate(SENTENCES)]
    rows = ask("select district, kind, stated, quote_a, quote_b from v_consistency", *reports)
    for ordinal, (text, _, expected) in enumerate(SENTENCES):
        assert [row[1:] for row in rows if row[0] == f"{ordinal}号街道"] == expected, text


def test_two_reports_of_a_year_and_a_later_one(ask: Ask) -> None:
    first = told("高企20家。", ("20家", "高企", {}))
    other = told("全街高企。高企23家。", ("23家", "高企", {}))
    later = told("去年高企21家。", ("21家", "高企", {"year": 2022}), year=2023)
    kinds = [row[0] for row in ask("select kind from v_consistency order by kind", first, other, later)]
    assert kinds == ["restated", "two reports"]
    assert ask("select kind from v_consistency", first, told("又一份。高企20家。", ("20家", "高企", {}))) == []


PLAN_NAMES: list[tuple[str, list[tuple[float, float, float]]]] = [
    ("2021年是“十四五”开局之年。", []),
    ("2025年是“十四五”规划收官之年。", []),
    ("2023年是“十四五”规划承上启下的关键之年。", []),
    ("2022年是“十四五”开局之年。", [(2022.0, 2021.0, 2021.0)]),
    ("今年是“十三五”规划的收官之年。", [(2022.0, 2020.0, 2020.0)]),
    ("明年是十四五规划关键之年。", []),
    ("2020年编制“十四五”规划。", []),
    ("2016年是十三五起步之年。", []),
]


def test_the_name_of_a_five_year_plan_against_the_year(ask: Ask) -> None:
    reports = [told(text, district=f"{ordinal}号街道") for ordinal, (text, _) in enumerate(PLAN_NAMES)]
    rows = ask("select district, stated, expected_low, expected_high from v_consistency where kind = 'five-year plan'", *reports)
    for ordinal, (text, found) in enumerate(PLAN_NAMES):
        assert [row[1:] for row in rows if row[0] == f"{ordinal}号街道"] == found, text


def test_the_samples_hold_the_two_planted_disagreements_and_no_other(samples: Path, tmp_path: Path) -> None:
    forget_other_reference()
    etl.run(samples, tmp_path / "wh")
    con: duckdb.DuckDBPyConnection = etl.connect(tmp_path / "wh")
    with con:
        rows = con.execute("select kind, district, quote_a, quote_b from v_consistency where fictional order by kind").fetchall()
        real = con.execute("select kind, stated, quote_b from v_consistency where not fictional").fetchall()
    assert rows == [("growth", "云汀街道", "27.0%", "612起"), ("part", "松埠街道", "3310家次", "3120家次")]
    # Of 25 disputes no whole number is 98 %: so says the report that this sample restates.
    assert real == [("percentage", 98.0, "25起")]
