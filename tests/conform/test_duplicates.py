from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pytest
from builders import document, extraction, forget_other_reference

from etl.conform.districts import District
from etl.conform.duplicates import duplicates
from etl.conform.results import DocumentResult, fact_ids
from etl.contracts.records import Document
from etl.pipeline.frames import batch

TEXT = (
    "全年新增注册企业20家,同比有所增长,营商环境继续改善。城市面貌焕然一新,拆除违法建设3万平方米。"
    "民生底线越兜越牢,低保金发放到每一户。平安建设走深走实,接报警情512起,群众更有安全感。干部作风持续好转,基层减负落到实处。"
)


def result(doc: Document, tier: str = "unknown", *, fictional: bool = False, anonymised: bool = False) -> DocumentResult:
    """The document with every figure of its text as a fact, found at the tier given."""
    quotes = [found[0] for found in re.finditer(r"[0-9]+(?:万平方米|家|起)", doc.text)]
    made = extraction(doc, *((quote, "指标", {"value": Decimal(re.sub(r"\D", "", quote)), "value_text": quote[:1]}) for quote in quotes))
    district = District("k", None, None, None, None, None, None, anonymised, fictional, "nothing", how="No part names one.")
    return DocumentResult(made, district, tier, tuple(fact_ids(made)))


def found(*results: DocumentResult) -> tuple[dict[str, str], pl.DataFrame]:
    with duckdb.connect() as con:
        con.execute("attach ':memory:' as work")
        for name, frame in batch(results).items():
            con.register("incoming", frame)
            con.execute(f"create table work.{name} as from incoming")
        duplicates(con)
        return dict(con.execute("from work.repeat").fetchall()), con.sql("from work.difference order by all").pl()


@pytest.fixture(scope="module", autouse=True)
def _own_tables() -> None:
    forget_other_reference()


COPIES = {
    "another site's page around it": lambda text: "首页 导航 新闻 更多。" + text + "版权所有。",
    "watermark in some places": lambda text: text.replace("。城市", "。范文网水印。城市"),
    "blanks of character recognition": lambda text: text.replace("建设", "建 设").replace("营商", "营 商"),
    "other marks and widths": lambda text: text.replace(",", "，").replace("512", "５１２"),
    "lines broken in the middle": lambda text: text.replace("改善", "改\n善").replace("低保金", "低保\n金"),
    "a part is left out": lambda text: text.replace("干部作风持续好转,基层减负落到实处。", ""),
}


@pytest.mark.parametrize("how", COPIES)
def test_a_copy_is_found_and_the_nearest_to_its_author_stands_for_both(how: str) -> None:
    original, copy = document(TEXT), document(COPIES[how](TEXT))
    repeats, differences = found(result(copy, "template"), result(original, "official"))
    assert repeats == {copy.document_id: original.document_id}
    assert differences.is_empty()


def test_of_many_copies_one_stands_for_all() -> None:
    docs = [document(TEXT + f"附注{'甲乙丙丁戊'[n] * 3}。") for n in range(5)]
    repeats, _ = found(*(result(doc, "repost" if n == 3 else "template") for n, doc in enumerate(docs)))
    assert set(repeats) == {doc.document_id for n, doc in enumerate(docs) if n != 3}
    assert set(repeats.values()) == {docs[3].document_id}


def test_a_copy_with_another_figure_is_no_duplicate_but_a_difference() -> None:
    original, copy = result(document(TEXT), "official"), result(document(TEXT.replace("512起", "572起")), "repost")
    repeats, differences = found(copy, original)
    assert repeats == {}
    facts = {i: m.quote for r in (copy, original) for i, m in zip(r.fact_ids, r.extraction.mentions, strict=True)}
    assert [(facts[a], facts[b]) for a, b in differences.iter_rows()] == [("572起", "512起")]


def test_copies_of_a_copy_with_another_figure_are_each_others_duplicates() -> None:
    changed = TEXT.replace("512起", "572起")
    docs = [result(document(TEXT), "official"), result(document(changed), "repost"), result(document(changed + "附注甲乙丙。"), "template")]
    repeats, differences = found(*docs)
    assert repeats == {docs[2].extraction.document.document_id: docs[1].extraction.document.document_id}
    assert differences.height == 2


def test_a_difference_that_is_met_in_two_rounds_is_told_once() -> None:
    more = "公园绿道连片成网,家门口就能散步。书房夜里也亮灯,读书声不断。老街修旧如旧,手艺人回来了。集市重新开张,迎客8家。"
    first = result(document(TEXT), "official")
    second = result(document(TEXT.replace("512起", "572起") + more), "repost")
    third = result(document(more.replace("8家", "9家")), "template")
    repeats, differences = found(first, second, third)
    facts = {i: m.quote for r in (first, second, third) for i, m in zip(r.fact_ids, r.extraction.mentions, strict=True)}
    assert repeats == {}
    assert sorted((facts[a], facts[b]) for a, b in differences.iter_rows()) == [("572起", "512起"), ("9家", "8家")]


OTHERS: dict[str, dict[str, Any]] = {
    "the next year's report in the same words": {"report_year": 2023},
    "a half-year report": {"report_kind": "half_year"},
    "another text": {"text": "春风化雨润心田,文化惠民暖人心。书香满城人人读,舞台常新处处歌。社区课堂天天开,全年办班20家。"},
}


@pytest.mark.parametrize("how", OTHERS)
def test_what_is_no_copy_stays_apart(how: str) -> None:
    other = replace(document(TEXT + "另页。"), **OTHERS[how])
    repeats, differences = found(result(document(TEXT)), result(other))
    assert repeats == {} and differences.is_empty()


def test_the_same_words_of_another_district_are_no_copy() -> None:
    one, other = result(document(TEXT)), result(document(TEXT + "另页。"))
    named = [replace(r, district=replace(r.district, natural_key=n, name=n)) for r, n in ((one, "柳桥街道"), (other, "白石镇"))]
    assert found(*named)[0] == {}
    assert len(found(named[0], other)[0]) == 1


def test_an_invented_report_never_repeats_a_real_one() -> None:
    repeats, differences = found(result(document(TEXT)), result(document(TEXT + "另页。"), fictional=True))
    assert repeats == {} and differences.is_empty()


def test_phrases_that_every_report_has_make_no_copies() -> None:
    common = "坚持稳中求进工作总基调,统筹发展和安全。"
    docs = [document(common + f"第{a}街有自己的故事,{a}桥修好通车,{a}园建成开放,{a}校扩建完工。") for a in ("甲甲甲", "乙乙乙", "丙丙丙")]
    assert found(*map(result, docs))[0] == {}


def test_no_documents_no_duplicates() -> None:
    assert found()[0] == {}
