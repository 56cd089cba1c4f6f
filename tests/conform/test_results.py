from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import document, extraction, use_reference

from etl.conform.districts import District, resolve
from etl.conform.results import exact, fact_ids, source_tier
from etl.contracts.records import Sentence, Sidecar


@pytest.fixture(autouse=True)
def _reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "reference", monkeypatch)


def test_fact_ids_survive_a_better_name_and_another_layout() -> None:
    doc = document("新增注册企业20家。\n其中高企5家。")
    facts: list[tuple[str, str, dict[str, Any]]] = [("20家", "新增注册企业", {}), ("5家", "高企", {})]
    ids = fact_ids(extraction(doc, *facts))
    assert len(set(ids)) == 2 and all(len(fact_id) == 16 for fact_id in ids)
    renamed = [(quote, "别的名称", {"topic": "order"}) for quote, _, _ in facts]
    assert fact_ids(extraction(doc, *renamed)) == ids
    wrapped = replace(doc, text="新增注册\n企业20家。其中高企5家。")
    assert fact_ids(extraction(wrapped, *facts)) == ids


def test_fact_ids_tell_sentences_numerals_and_measures_apart() -> None:
    doc = document("高企5家。")
    twice = extraction(doc, ("5家", "高企", {}), ("5家", "新注册企业", {}), ("5家", "高企", {"measure": "rate"}))
    assert len(set(fact_ids(twice))) == 3
    repeated = document("高企5家。高企5家。")
    first = extraction(repeated, ("5家", "高企", {}))
    second = replace(first.mentions[0], anchor=7, quote_start=7, quote_end=9, sentence=1, sentence_start=5, sentence_end=10)
    assert len(set(fact_ids(replace(first, mentions=(first.mentions[0], second))))) == 2
    other = extraction(replace(doc, document_id="0" * 16), ("5家", "高企", {}))
    assert fact_ids(other)[0] not in fact_ids(twice)


def test_chrome_changes_no_fact_id() -> None:
    doc = document("高企5家。高企5家。")
    one = extraction(doc, ("5家", "高企", {}))
    body = replace(one.mentions[0], anchor=7, quote_start=7, quote_end=9, sentence=1, sentence_start=5, sentence_end=10)
    chromed = replace(one, mentions=(body,), sentences=(Sentence(0, 0, 5, -1, "chrome"), Sentence(1, 5, 10, 0, "body")))
    alone = extraction(replace(doc, text="高企5家。"), ("5家", "高企", {}))
    assert fact_ids(chromed) == fact_ids(alone)


@pytest.mark.parametrize(
    ("value", "stored"),
    [("1159.62", "1159.62"), ("33.333333333333", "33.33333333"), ("1E+8", "1E+8"), ("-12.7", "-12.7"), ("0.123456785", "0.12345678")],
)
def test_values_are_kept_at_eight_decimals(value: str, stored: str) -> None:
    assert exact(Decimal(value)) == Decimal(stored)


def test_no_value_that_is_not_finite() -> None:
    with pytest.raises(ValueError, match="no finite number"):
        exact(Decimal("NaN"))


@pytest.mark.parametrize(
    ("fields", "name", "code", "by"),
    [
        ({"title": "柳桥街道2022年工作总结"}, "柳桥街道", "330101001", "title"),
        ({"title": "2022年工作总结", "publisher": "东湖区人民政府柳桥街道办事处"}, "柳桥街道", "330101001", "publisher"),
        ({"title": "2022年工作总结", "text": "一年来,柳桥街道办事处履职尽责。"}, "柳桥街道", "330101001", "opening"),
        (
            {"title": "2022年工作总结", "text": "一年来" + "履职尽责。" * 200 + "柳桥街道办事处\n2023年1月"},
            "柳桥街道",
            "330101001",
            "signature",
        ),
        ({"title": "新安街道2022年工作总结"}, "新安街道", None, "title"),
        ({"title": "新安街道工作总结", "publisher": "珠岛市新安街道办事处"}, "新安街道", "440202001", "title"),
        ({"title": "白石镇2022年工作总结"}, "白石镇", None, "title"),
        ({"sidecar": Sidecar(district="越东省明州市东湖区柳桥街道"), "title": "白石镇工作总结"}, "柳桥街道", "330101001", "sidecar"),
        ({"sidecar": Sidecar(district="330102001")}, "新安街道", "330102001", "sidecar"),
        ({"title": "街道工作总结", "text": "东湖区*街道认真落实各项部署。"}, "东湖区*街道", "330101", "opening"),
        ({"title": "工作总结", "text": "我街道认真落实。"}, None, None, "nothing"),
    ],
)
def test_the_district_is_found(fields: dict[str, object], name: str | None, code: str | None, by: str) -> None:
    found = resolve(document(str(fields.get("text", "正文。")), **{k: v for k, v in fields.items() if k != "text"}))
    assert (found.name, found.code, found.resolved_by) == (name, code, by)
    assert found.anonymised == ("*" in str(name))


def test_fictional_districts_have_no_code_and_masked_ones_no_namesake() -> None:
    fictional = resolve(document("正文。", sidecar=Sidecar(district="明州市东湖区柳桥街道", fictional=True)))
    real = resolve(document("正文。", sidecar=Sidecar(district="明州市东湖区柳桥街道")))
    assert (fictional.code, fictional.fictional, fictional.county, fictional.city) == (None, True, "东湖区", "明州市")
    assert real.code == "330101001" and real.natural_key != fictional.natural_key
    masked = {resolve(document(f"*街道{n}。")).natural_key for n in range(2)}
    assert len(masked) == 2


@pytest.mark.parametrize(
    ("fields", "anonymised", "tier"),
    [
        ({"url": "http://www.xx.gov.cn/a.html"}, False, "official"),
        ({"publisher": "柳桥街道办事处"}, False, "official"),
        ({"url": "https://example.com/?from=gov.cn"}, False, "repost"),
        ({}, False, "unknown"),
        ({"url": "http://www.xx.gov.cn/a.html"}, True, "template"),
        ({"url": "https://www.fanwen.example/a", "publisher": "柳桥街道办事处"}, False, "repost"),
        ({"url": "https://www.fanwen.example/a", "text": "小编为大家整理了本文。"}, False, "template"),
        ({"publisher": "柳桥街道办事处", "text": "以下报告供大家参考。"}, False, "template"),
        ({"text": "完成投资××亿元,增长12.%,税收.5亿元,新增*家。"}, False, "template"),
        ({"url": "http://www.xx.gov.cn/a.html", "text": "产值增长12.%,税收.5亿元,新增*家。"}, False, "official"),
    ],
)
def test_source_tiers(fields: dict[str, str], anonymised: bool, tier: str) -> None:
    district = District("k", None, None, None, None, None, None, anonymised, False, "nothing")
    assert source_tier(document(fields.pop("text", "正文。"), **fields), district) == tier
