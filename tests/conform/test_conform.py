from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from builders import document, extraction, use_reference

from etl.conform import facts as conforming
from etl.conform.concepts.indicators import is_own, key_of_code
from etl.conform.facts import facts_of, indicator_of, surrogate_key, unit_of


@pytest.fixture(autouse=True)
def _reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "reference", monkeypatch)


@pytest.mark.parametrize(
    ("phrase", "measure", "dimension", "code"),
    [
        ("新增注册企业", "level", "entity", "econ_firms_new"),
        ("新增“注册”企业", "level", "entity", "econ_firms_new"),
        ("全年新增注册企业", "level", "entity", "econ_firms_new"),
        ("完成固定资产投资额", "level", "money", "econ_fai"),
        ("固定资产投资", "growth", "share", "econ_fai"),
        ("固定资产投资", "rank", "rank", "econ_fai"),
        ("拆除违建", "level", "area", "demolished_area"),
        ("拆除违建", "level", "case", "demolished_count"),
        ("刑事警情", "level", "entity", "order_cases"),
    ],
)
def test_curated_indicators_are_found(phrase: str, measure: str, dimension: str, code: str) -> None:
    found = indicator_of(phrase, measure, dimension)
    assert (found.code, found.curated) == (code, True)


@pytest.mark.parametrize(
    ("phrase", "measure", "dimension", "why"),
    [
        ("净增注册企业", "level", "entity", "what is left when closures are taken off"),
        ("新增注册企业", "level", "money", "money is not a count of firms"),
        ("申报高新技术企业", "level", "entity", "who applied is not who was recognised"),
        ("人均固定资产投资", "level", "money", "per head is another indicator"),
        ("餐饮业固定资产投资", "level", "money", "a part of a statistic is another one"),
        ("慰问老党员", "level", "person", "nobody curated it"),
    ],
)
def test_what_is_not_quite_a_curated_indicator_keeps_a_code_of_its_own(phrase: str, measure: str, dimension: str, why: str) -> None:
    found = indicator_of(phrase, measure, dimension)
    assert found.code not in ("econ_firms_new", "econ_hitech", "econ_fai"), why
    assert is_own(found.code) is not found.curated


def test_a_known_thing_that_words_narrow_keeps_its_own_code_behind_that_of_the_thing() -> None:
    found = indicator_of("餐饮业固定资产投资", "level", "money")
    assert found.object == "fai" and found.code.startswith("econ_fai.x_") and not found.curated
    assert key_of_code(found.code) == key_of_code("econ_fai")


def test_an_own_code_rests_on_the_core_phrase_and_on_what_is_counted() -> None:
    assert indicator_of("慰问“老党员”", "level", "person").code == indicator_of("慰问 老党员", "growth", "person").code
    assert indicator_of("慰问老党员", "level", "person").code != indicator_of("慰问党员", "level", "person").code
    assert indicator_of("慰问老党员", "level", "person").code != indicator_of("慰问老党员", "level", "money").code
    assert indicator_of("花卉产值", "level", "money").code == indicator_of("花卉产值", "growth", "share").code
    assert indicator_of("慰问老党员", "level", "entity").code == "x_4d46d2273700"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("开展灯谜会", "灯谜会开展"),
        ("全年开展各类灯谜会", "灯谜会"),
        ("信访积案化解", "化解信访积案"),
        ("办理居住证", "全年办理居住证"),
    ],
)
def test_words_without_a_meaning_of_their_own_leave_the_core(one: str, other: str) -> None:
    assert conforming.core_phrase(one) == conforming.core_phrase(other)


def test_what_is_new_and_what_is_there_are_two() -> None:
    new, there = indicator_of("新增高企", "level", "entity"), indicator_of("全年高企", "level", "entity")
    assert (new.code, there.code) == ("hitech.add.count", "econ_hitech")
    assert (new.aspect("flow"), there.aspect("flow"), there.aspect("target")) == ("flow", "stock", "target")


def test_what_makes_an_indicator_stays_in_the_core() -> None:
    assert conforming.core_phrase("完成率") == "完成率"
    assert conforming.core_phrase("开展") == "开展"
    assert conforming.core_phrase("办理居住证") == "办理居住证"


def test_a_growth_is_that_of_the_level_beside_it() -> None:
    rows = [
        (0, "拆除违建", "level", "area"),
        (0, "拆除违建", "growth", "share"),
        (1, "拆除违建", "level", "area"),
        (1, "拆除违建", "level", "case"),
    ]
    beside = conforming.levels_beside(rows)
    assert beside == {(0, "拆除违建"): {"area"}, (1, "拆除违建"): {"area", "case"}}
    assert conforming.dimension_of("growth", "share", beside[0, "拆除违建"]) == "area"
    assert conforming.dimension_of("growth", "share", beside[1, "拆除违建"]) == "share"
    assert conforming.dimension_of("growth", "share", ()) == "share"
    assert conforming.dimension_of("level", "case", beside[0, "拆除违建"]) == "case"
    assert indicator_of("拆除违建", "growth", "area").code == "demolished_area"


def test_surrogate_keys_are_signed_64_bit_stable_and_apart() -> None:
    assert surrogate_key("unit", "元") == 5573351515156803610
    assert surrogate_key("unit", None) != surrogate_key("unit", "") != surrogate_key("topic", "")
    assert all(-(2**63) <= surrogate_key("year", year) < 2**63 for year in range(2000, 2030))


def test_a_unit_that_nobody_curated_is_its_own_base() -> None:
    assert unit_of("亩").base_unit == "平方米"
    assert (unit_of("艘").dimension, unit_of("艘").base_unit, unit_of("艘").factor) == ("艘", "艘", Decimal(1))
    assert unit_of("").dimension == "count"


def test_currencies_stand_apart_and_counts_together() -> None:
    families = {unit: conforming.unit_family(unit_of(unit)) for unit in ("元", "美元", "家", "宗", "平方米", "亩", "艘")}
    assert families == {"元": "money", "美元": "money 美元", "家": "count", "宗": "count", "平方米": "area", "亩": "area", "艘": "艘"}


def test_facts_are_conformed_and_quote_the_text() -> None:
    doc = document("新增注册企业20家,增长5%。", title="柳桥街道2022年工作总结")
    growth = {"measure": "growth", "baseline": "同比", "growth_kind": "%", "baseline_stated": False, "value": Decimal(5)}
    facts = facts_of(extraction(doc, ("20家", "新增注册企业", {}), ("5%", "新增注册企业", growth)))
    assert [(f.indicator_code, f.value, f.unit, f.measure) for f in facts] == [
        ("econ_firms_new", Decimal(20), "家", "level"),
        ("econ_firms_new", Decimal(5), "%", "growth"),
    ]
    assert all(doc.text[f.quote_start : f.quote_end] == f.quote and f.district_code == "330101001" for f in facts)
    assert facts_of(extraction(doc)) == []
