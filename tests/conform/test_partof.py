"""Which part of its area a figure is about."""

from __future__ import annotations

import pytest
from builders import forget_reference

from etl.conform.districts import District
from etl.conform.partof import EXAMPLES, part_of
from etl.conform.results import result_of
from etl.reference.places import divisions
from etl.report.extract import extract
from etl.report.ingest import read_text


@pytest.fixture(autouse=True, scope="module")
def shipped_tables() -> None:
    """Tests of other modules may have left small tables in the cache."""
    forget_reference()


@pytest.mark.parametrize(("clause", "code", "name", "part"), EXAMPLES)
def test_parts(clause: str, code: str, name: str, part: str | None) -> None:
    district = District(code, name, "city", code, None, None, None, False, False, "title")
    assert part_of(clause, district, divisions()) == part


def test_a_figure_of_a_part_is_told_so_and_one_of_the_whole_is_not() -> None:
    text = "金华市2022年政府工作报告\n全年实现地区生产总值5562亿元。义乌市实现地区生产总值1835亿元,增长5%。"
    result = result_of(extract(read_text(text)))
    assert [(int(m.value), m.place) for m in result.extraction.mentions] == [(556200000000, None), (183500000000, "义乌市"), (5, "义乌市")]


def test_an_example_of_what_is_counted_is_no_place() -> None:
    text = "金华市2022年政府工作报告\n一年来,各项工作扎实推进。\n完成柳岸小区等21个小区改造。"
    assert [(m.quote, m.place) for m in result_of(extract(read_text(text))).extraction.mentions] == [("21个", None)]


def test_what_several_all_reach_is_no_figure_of_the_whole() -> None:
    text = (
        "金华市2022年政府工作报告\n全市财政收入达到820亿元。"
        "6个县市区地区生产总值、固定资产投资都超过百亿元,财政收入都超过20亿元,全市税收收入达到610亿元。财政收入均超过预期,达到830亿元。"
    )
    mentions = result_of(extract(read_text(text))).extraction.mentions
    assert [(m.quote, m.place) for m in mentions if m.unit == "元"] == [
        ("820亿元", None), ("超过百亿元", "6个县市区"), ("超过20亿元", "6个县市区"), ("610亿元", None), ("830亿元", None),
    ]  # fmt: skip
