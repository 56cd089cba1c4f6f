"""Which figures of a sentence bear on each other, by their words."""

from __future__ import annotations

from typing import Any

import pytest
from builders import document, extraction

from etl.conform.links import is_addition, links_of

RATE: dict[str, Any] = {"measure": "rate", "unit": "%"}
PART: dict[str, Any] = {"whole": 0}
Told = tuple[str, str, dict[str, Any]]

#: (sentence, its facts, links as quote, other quote, kind)
CASES: list[tuple[str, list[Told], list[tuple[str, str, str]]]] = [
    (
        "查出缺陷30处，整改缺陷28处。",
        [("30处", "查出缺陷", {}), ("28处", "整改缺陷", {})],
        [("28处", "30处", "mended"), ("28处", "30处", "done")],
    ),
    ("收到来信30件，消除缺陷28件。", [("30件", "收到来信", {}), ("28件", "消除缺陷", {})], [("28件", "30件", "mended")]),
    ("查出缺陷30处；整改缺陷28处。", [("30处", "查出缺陷", {}), ("28处", "整改缺陷", {})], []),
    ("查出缺陷30处，其中整改28处。", [("30处", "查出缺陷", {}), ("28处", "整改缺陷", {})], []),
    ("查出缺陷30处，整改28家。", [("30处", "查出缺陷", {}), ("28家", "整改", {})], []),
    ("查出缺陷30处，力争整改缺陷28处。", [("30处", "查出缺陷", {}), ("28处", "整改缺陷", {"status": "plan"})], []),
    ("整治缺陷30处，发现并消除缺陷8处。", [("30处", "整治缺陷", {}), ("8处", "消除缺陷", {})], []),
    ("查出缺陷30处，发现并消除缺陷8处。", [("30处", "查出缺陷", {}), ("8处", "发现并消除缺陷", {})], []),
    ("整改缺陷30处，查出缺陷32处。", [("30处", "整改缺陷", {}), ("32处", "查出缺陷", {})], []),
    ("开放窗口30个，办结事项28个。", [("30个", "开放窗口", {}), ("28个", "办结事项", {})], [("28个", "30个", "done")]),
    ("化解纠纷30件，办结来信28件。", [("30件", "化解纠纷", {}), ("28件", "办结来信", {})], []),
    ("查出缺陷30处。整改缺陷28处。", [("30处", "查出缺陷", {}), ("28处", "整改缺陷", {})], []),
    ("调处纠纷50件，调处成功率98%。", [("50件", "调处纠纷", {}), ("98%", "调处成功率", RATE)], [("98%", "50件", "rate")]),
    ("办结来信50件，按期办结率98%。", [("50件", "办结来信", {}), ("98%", "按期办结率", RATE)], [("98%", "50件", "rate")]),
    ("调处纠纷约50件，调处成功率98%。", [("约50件", "调处纠纷", {"bound": "approx", "unit": "件"}), ("98%", "调处成功率", RATE)], []),
    ("调处纠纷50件，案件查处率98%。", [("50件", "调处纠纷", {}), ("98%", "案件查处率", RATE)], []),
    ("调处纠纷50件，居民满意率98%。", [("50件", "调处纠纷", {}), ("98%", "居民满意率", RATE)], []),
    ("调处纠纷50件；调处成功率98%。", [("50件", "调处纠纷", {}), ("98%", "调处成功率", RATE)], []),
    ("调处纠纷50件，占调处成功率目标的98%。", [("50件", "调处纠纷", {}), ("98%", "调处成功率", RATE)], []),
    ("调处成功率98%，调处纠纷50件。", [("98%", "调处成功率", RATE), ("50件", "调处纠纷", {})], []),
    (
        "查出缺陷30处，整改缺陷27处，缺陷整改率90%。",
        [("30处", "查出缺陷", {}), ("27处", "整改缺陷", {}), ("90%", "缺陷整改率", RATE)],
        [("27处", "30处", "mended"), ("27处", "30处", "done"), ("90%", "27处", "rate"), ("90%", "27处", "rate done")],
    ),
    (
        "查出缺陷30处，整改缺陷27处，按时整改率90%。",
        [("30处", "查出缺陷", {}), ("27处", "整改缺陷", {}), ("90%", "按时整改率", RATE)],
        [("27处", "30处", "mended"), ("27处", "30处", "done"), ("90%", "27处", "rate")],
    ),
    (
        "走访商户30家（饭店12家、超市18家）。",
        [("30家", "走访商户", {}), ("12家", "走访饭店", PART), ("18家", "走访超市", PART)],
        [("12家", "30家", "addend"), ("18家", "30家", "addend")],
    ),
    ("发展会员30人，其中女性12人。", [("30人", "发展会员", {}), ("12人", "女性会员", PART)], []),
]


@pytest.mark.parametrize(("text", "facts", "links"), CASES)
def test_links_of_a_sentence(text: str, facts: list[Told], links: list[tuple[str, str, str]]) -> None:
    mentions = extraction(document(text), *facts).mentions
    ids = [mention.quote for mention in mentions]
    assert sorted(tuple(link) for link in links_of(text, mentions, ids)) == sorted(links)


def test_far_figures_do_not_bear_on_each_other() -> None:
    def kinds(between: str, *facts: Told) -> set[str]:
        text = f"查出缺陷30处{between}。"
        mentions = extraction(document(text), ("30处", "查出缺陷", {}), *facts).mentions
        return {link.link for link in links_of(text, mentions, [m.quote for m in mentions])}

    mended: Told = ("28处", "整改缺陷", {})
    assert kinds(f"，{'甲' * 75}整改28处", mended) == {"mended", "done"}
    assert kinds(f"，{'甲' * 77}整改28处", mended) == set()
    rate: Told = ("90%", "缺陷整改率", RATE)
    text = "查出缺陷整改30处，{}90%。"
    for apart, expected in ((28, {"rate"}), (29, set())):
        said = text.format("甲" * apart)
        mentions = extraction(document(said), ("30处", "缺陷整改", {}), rate).mentions
        assert {link.link for link in links_of(said, mentions, [m.quote for m in mentions])} == expected


@pytest.mark.parametrize(
    ("phrase", "added"), [("新增托位", True), ("净增托位", True), ("托位", False), ("改造托位", False), ("新建托位", True)]
)
def test_what_has_come_to_a_stock(phrase: str, added: bool) -> None:
    assert is_addition(phrase) is added
