"""Topics in text and figures, ranks, provenance, and what v_fact adds to a fact."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from asking import Ask, told, warehouse
from builders import report


def test_the_share_of_a_topic_in_the_text(ask: Ask) -> None:
    # 10 and 20 characters of two topics, 10 of both, and 10 without a figure in a section that speaks of the economy most.
    order = {"topic": "order"}
    text = "新增高企共计二十家。" + "全年接报刑事警情总数为三百二十一宗比去年少。" + "高企2家警情3宗共五。" + "企业服务更加有温度。"
    both = told(
        text,
        ("二十家", "高企", {"value": Decimal(20), "unit": "家", "value_text": "二十"}),
        ("三百二十一宗", "刑事警情", {**order, "value": Decimal(321), "unit": "宗", "value_text": "三百二十一"}),
        ("2家", "高企", {}),
        ("3宗", "刑事警情", order),
    )
    lengths = [len(sentence) + 1 for sentence in text.split("。")[:-1]]
    tail = len("甲街道2022")
    economy = lengths[0] + lengths[2] / 2 + lengths[3] + tail
    other = lengths[1] + lengths[2] / 2
    found = ask("select topic, facts, share, characters, text_share from v_topic_profile order by topic", both)
    assert found == [
        ("economy", 2, 0.5, int(economy + 0.5), pytest.approx(economy / (economy + other), abs=1e-4)),
        ("order", 2, 0.5, int(other + 0.5), pytest.approx(other / (economy + other), abs=1e-4)),
    ]


def test_who_was_first_in_what(ask: Ask) -> None:
    rank: dict[str, Any] = {"measure": "rank", "rank_scope": "全区", "rank_basis": "growth"}
    one = told("固定资产投资增速居全区第一。", ("第一", "固定资产投资", {**rank, "value": Decimal(1), "unit": "名次", "value_text": "一"}))
    found = ask("select district, indicator, rank_stated, rank_scope, rank_basis, quote, sentence from v_rank", one)
    assert found == [("甲街道", "固定资产投资", 1, "全区", "growth", "第一", "固定资产投资增速居全区第一。")]


def test_where_a_fact_comes_from(ask: Ask) -> None:
    one = report("甲街道", {"高企": "20家"})
    found = ask("select quote, path, files, sha256, district_resolved_by, corrected, run_id from v_provenance", one)
    document = one.extraction.document
    assert found == [("20家", document.path, 1, document.sha256, "sidecar", False, None)]


NUMBERS: list[tuple[str, dict[str, Any], float | None, float | None, float]] = [
    ("12.6万平方米", {"value": Decimal(126000), "unit": "平方米", "value_text": "12.6万"}, 126000.0, 126000.0, 500.0),
    ("12万平方米", {"value": Decimal(120000), "unit": "平方米", "value_text": "12万"}, 120000.0, 120000.0, 5000.0),
    ("2,865.4万元", {"value": Decimal(28654000), "unit": "元", "value_text": "2,865.4万"}, 28654000.0, 28654000.0, 500.0),
    ("３１．６%", {"value": Decimal("31.6"), "unit": "%", "value_text": "３１．６", "measure": "rate"}, 31.6, 31.6, 0.05),
    (
        "百分之九十二点六",
        {"value": Decimal("92.6"), "unit": "%", "value_text": "百分之九十二点六", "measure": "rate"},
        92.6,
        92.6,
        0.05,
    ),
    ("五成", {"value": Decimal(50), "unit": "%", "value_text": "五", "measure": "rate"}, 50.0, 50.0, 5.0),
    ("四点六万家", {"value": Decimal(46000), "unit": "家", "value_text": "四点六万"}, 46000.0, 46000.0, 500.0),
    ("500余家", {"value": Decimal(500), "unit": "家", "value_text": "500余", "bound": "lower"}, 500.0, 600.0, 0.0),
    ("2400多家", {"value": Decimal(2400), "unit": "家", "value_text": "2400多", "bound": "lower"}, 2400.0, 2500.0, 0.0),
    ("超500家", {"value": Decimal(500), "unit": "家", "value_text": "500", "bound": "lower"}, 500.0, None, 0.0),
    ("不足500家", {"value": Decimal(500), "unit": "家", "value_text": "500", "bound": "upper"}, None, 500.0, 0.0),
    ("约600家", {"value": Decimal(600), "unit": "家", "value_text": "600", "bound": "approx"}, 550.0, 650.0, 0.0),
    ("5-8家", {"value": Decimal(5), "value_max": Decimal(8), "unit": "家", "value_text": "5-8"}, 5.0, 8.0, 0.0),
    ("321家", {"value": Decimal(321), "unit": "家", "value_text": "321"}, 321.0, 321.0, 0.0),
]


def test_what_a_number_leaves_open(ask: Ask) -> None:
    reports = [told(f"工作完成{quote}。", (quote, "工作", fields)) for quote, fields, *_ in NUMBERS]
    found = {quote: tuple(ends) for quote, *ends in ask("select quote, low, high, rounding from v_fact", *reports)}
    assert found == {quote: (low, high, pytest.approx(rounding)) for quote, _, low, high, rounding in NUMBERS}


def test_every_view_says_what_it_and_its_columns_are(ask: Ask) -> None:
    with warehouse() as con:
        assert con.execute("select view_name from duckdb_views() where not internal and comment is null").fetchall() == []
        unsaid = "comment is null and not internal and schema_name = 'main'"
        assert con.execute(f"select table_name, column_name from duckdb_columns() where {unsaid}").fetchall() == []
        views = [name for (name,) in con.execute("select view_name from duckdb_views() where not internal").fetchall()]
        assert {"v_fact", "v_panel", "v_cross_district", "v_growth", "v_rank", "v_plan_actual", "v_topic_profile"} < set(views)
        assert all(con.execute(f"from {view}").fetchall() == [] for view in views), "an empty warehouse is asked without an error"
