"""What the first page says of the newest year."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from asking import MORE_TABLES, told, warehouse
from builders import use_reference

from etl.conform.results import DocumentResult
from etl.show.site import front

PLAN: dict[str, Any] = {"status": "plan", "aspect": "target", "year": 2022}
FIRST: dict[str, Any] = {"measure": "rank", "rank_scope": "全区", "value": Decimal(1), "unit": "名次", "value_text": "一"}
TOPIC = "固定资产投资"


@pytest.fixture(autouse=True)
def _reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "reference", monkeypatch, **MORE_TABLES)


def read(*reports: DocumentResult, fictional: bool = False) -> front.Front:
    with warehouse(*reports) as con:
        found = front.read(con, fictional=fictional)
    assert found is not None
    return found


def invested(amount: str, district: str, year: int = 2022, **fields: Any) -> DocumentResult:
    return told(f"完成{TOPIC}{amount}。", (amount, TOPIC, {"year": year, **fields}), district=district, year=year)


def test_the_newest_year_is_one_on_which_enough_districts_report() -> None:
    assert front.newest([(2025, 1), (2024, 3), (2023, 9)]) == 2024
    assert front.newest([]) is None


def test_the_widest_comparisons_come_with_their_districts_in_order() -> None:
    found = read(invested("500元", "甲街道"), invested("900元", "乙街道"), invested("700元", "丙街道"), invested("9元", "丁街道", 2021))
    (one,) = found.comparisons
    assert (found.year, one.measure, [row["quote"] for row in one.ranked]) == (2022, "level", ["900元", "700元", "500元"])
    assert found.compared == {"beside": 3, "alone": 1, "apart": 0} and found.trust["reports"] == 4


def test_the_largest_change_is_of_two_exact_values() -> None:
    reports = [invested("200元", "甲街道", 2021), invested("300元", "甲街道")]
    reports += [invested("200元", "乙街道", 2021), invested("900元", "乙街道", bound="lower")]
    reports += [invested("20元", "丙街道", 2021), invested("90元", "丙街道")]
    found = read(*reports)
    assert [(row["district"], row["computed_growth"], row["quote_before"], row["quote"]) for row in found.changes] == [
        ("甲街道", 50.0, "200元", "300元")
    ]


def test_a_change_that_the_report_denies_is_none() -> None:
    growth: dict[str, Any] = {"measure": "growth", "unit": "%", "growth_kind": "%", "baseline": "同比", "year": 2022}
    now = told(f"{TOPIC}300元，增长8%。", ("300元", TOPIC, {"year": 2022}), ("8%", TOPIC, growth), district="甲街道")
    assert read(invested("200元", "甲街道", 2021), now).changes == []


def test_missed_targets_are_counted_and_listed() -> None:
    plans = [
        told(f"明年{TOPIC}{goal}。", (goal, TOPIC, PLAN), district=name, year=2021)
        for goal, name in (("200元", "甲街道"), ("300元", "乙街道"))
    ]
    found = read(*plans, invested("190元", "甲街道"), invested("310元", "乙街道"))
    assert found.outcomes == {"met": 1, "missed": 1, "open": 0}
    assert [(row["district"], row["planned_quote"], row["actual_quote"]) for row in found.missed] == [("甲街道", "200元", "190元")]


def test_invented_districts_are_told_apart() -> None:
    sample = told(f"{TOPIC}800元。", ("800元", TOPIC, {"year": 2022}), district="云汀街道", fictional=True)
    reports = [invested("500元", "甲街道"), invested("900元", "乙街道"), sample]
    assert [row["quote"] for row in read(*reports).comparisons[0].rows] == ["900元", "500元"]
    assert read(*reports, fictional=True).comparisons == []


def test_a_first_place_is_claimed_by_several_only_within_one_area() -> None:
    one = told(f"{TOPIC}全区第一。", ("第一", TOPIC, FIRST), district="甲街道")
    other = told(f"{TOPIC}居全区第一。", ("第一", TOPIC, FIRST), district="乙街道")
    found = read(one, other)
    # Neither says which 区 it lies in.
    assert (found.firsts, found.conflicting) == (2, [])
    claim = dict.fromkeys(("subset", "rank_basis", "period"))
    claim |= {"among": "东湖区", "rank_scope": "全区", "indicator_code": "a", "district_level": "sub-district", "claimants": 2}
    claims = [claim | {"district": "甲街道"}, claim | {"district": "乙街道"}, claim | {"district": "丙街道", "among": None}]
    assert [
        [row["district"] for row in rows] for rows in front.conflicting([*claims, claim | {"claimants": 1, "indicator_code": "b"}])
    ] == [["甲街道", "乙街道"]]
