"""Which part of its area a figure is about."""

from __future__ import annotations

import pytest
from builders import forget_other_reference

import etl
from etl.conform.districts import District
from etl.conform.partof import EXAMPLES, part_of
from etl.conform.results import result_of
from etl.reference.places import divisions
from etl.report.extraction import extract
from etl.report.ingest import read_text


@pytest.fixture(autouse=True, scope="module")
def shipped_tables() -> None:
    """Tests of other modules may have left small tables in the cache."""
    forget_other_reference()


@pytest.mark.parametrize(("clause", "code", "name", "part"), EXAMPLES)
def test_parts(clause: str, code: str, name: str, part: str | None) -> None:
    digits = len(code.rstrip("0")) if code.endswith("00") else len(code)
    province = divisions().division(code[:2]).name
    district = District(code, name, {2: "province", 4: "city"}.get(digits, "county"), code, None, None, province, False, False, "title")
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


#: (title, sentence after it, places of its figures)
TOLD: tuple[tuple[str, str, tuple[str | None, ...]], ...] = (
    (CITY := "金华市2022年政府工作报告", "全国GDP增长5%,全省增长6%,我市增长7%。", ("全国", "全省", None)),
    (CITY, "高新区完成投资30亿元,实现税收5亿元,增长4%;全市完成税收90亿元。", ("高新区", "高新区", "高新区", None)),
    (CITY, "婺城区、金东区分别完成投资20亿元、30亿元。", ("婺城区", "金东区")),
    (CITY, "规上工业增加值增长8%,其中高新区增长12%,义乌市增长9%。", (None, "高新区", "义乌市")),
    (CITY, "全市完成投资500亿元,其中义乌市120亿元、东阳市80亿元。", (None, "义乌市", "东阳市")),
    (CITY, "固定资产投资增长10%,高于全省平均3个百分点。", (None, None)),
    (CITY, "完成固定资产投资500亿元,在全省率先实现增长10%。", (None, None)),
    (CITY, "全国文明村达到5个。", (None,)),
    (CITY, "杭州路改造完成投资3亿元。", (None,)),
    (CITY, "国有企业实现利润20亿元。", (None,)),
    (CITY, "省级以上开发区达到6家。", (None,)),
    (CITY, "儿童友好社区覆盖率达到50%。", (None,)),
    (CITY, "加快启动建设东河集团投资5亿元的机床项目。", (None,)),
    (CITY, "金西开发区建设提速,新建标准厂房6万平方米。", ("金西开发区",)),
    (CITY, "加快金西开发区建设,新建标准厂房6万平方米。", (None,)),
    (TOWN := "金华市金东区曹宅镇2022年工作总结", "流转土地3000亩,其中柳桥村500亩、石塘村300亩。", (None, "柳桥村", "石塘村")),
    (TOWN, "柳桥村流转土地500亩,新建大棚30座。", ("柳桥村", "柳桥村")),
    (TOWN, "东河机械公司实现产值5亿元,上缴税金300万元。", ("东河机械公司", "东河机械公司")),
    (TOWN, "全区完成投资50亿元。", ("全区",)),
    (TOWN, "全镇完成投资5亿元。", (None,)),
    (TOWN, "示范村新建停车位100个。", (None,)),
    ("广西壮族自治区2022年政府工作报告", "全区完成投资500亿元。", (None,)),
    ("广西壮族自治区2022年政府工作报告", "全国完成投资500亿元。", ("全国",)),
)


@pytest.mark.parametrize(("title", "sentence", "places"), TOLD)
def test_places_of_a_sentence(title: str, sentence: str, places: tuple[str | None, ...]) -> None:
    result = result_of(extract(read_text(f"{title}\n一年来,各项工作扎实推进,成效明显。\n{sentence}\n")))
    assert tuple(m.place for m in result.extraction.mentions) == places


def test_the_name_of_a_place_is_none_of_the_indicator() -> None:
    text = f"{CITY}\n一年来,各项工作扎实推进,成效明显。\n规上工业增加值增长8%,其中高新区增长12%。高新区完成投资30亿元。\n"
    told = [(m.indicator_text, m.place) for m in result_of(extract(read_text(text))).extraction.mentions]
    assert told == [("规上工业增加值", None), ("规上工业增加值", "高新区"), ("完成投资", "高新区")]


def test_extract_tells_places_as_the_warehouse_does() -> None:
    (fact,) = etl.extract(f"{CITY}\n一年来,各项工作扎实推进,成效明显。\n高新区完成投资30亿元。\n")
    assert (fact.place, fact.indicator) == ("高新区", "完成投资")
