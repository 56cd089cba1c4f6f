"""The one fold: what is read in place of what is written, with the offsets of what is written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.grammar.fold import EXAMPLES, fold, narrow, plain
from etl.grammar.numerals import numerals
from etl.report.extraction import extract
from etl.report.ingest import read_text

HEAD = "柳岸街道2023年工作总结\n\n"


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_examples(text: str, expected: str) -> None:
    assert plain(text).text == expected


@given(st.text(st.one_of(st.characters(), st.sampled_from("0123亿億萬元家3\u200b\u00ad\ufeff⼯⻓總\n，\ue000"))))
def test_every_character_keeps_its_place(text: str) -> None:
    read = plain(text)
    kept = range(len(text)) if read.kept is None else read.kept
    assert len(kept) == len(read.text) and list(kept) == sorted(set(kept))
    assert len(fold(read.text)) == len(narrow(read.text)) == len(read.text)
    assert plain(read.text).text == read.text
    bounds = [read.original(at) for at in range(len(read.text) + 1)]
    assert bounds == sorted(bounds) and bounds[-1] == (len(text) if read.text else bounds[-1])


def test_what_is_dropped_belongs_to_what_stands_beside_it() -> None:
    read = plain("\u200b公园\u200b3个\u200b")
    assert [read.original(at) for at in range(5)] == [0, 2, 4, 5, 7]


@given(st.text(st.sampled_from("0123亿億萬元家3\u200b\u00ad⼯⼀全年新增企業企业總\n，。\ue000壹佰"), max_size=60))
def test_every_numeral_as_written_has_an_outcome(text: str) -> None:
    extraction = extract(read_text(HEAD + text))
    anchors = [entry.anchor for entry in extraction.ledger]
    assert anchors == sorted(set(anchors))
    assert {n.start for n in numerals(HEAD + text)} <= set(anchors)
    assert all(extraction.document.text.startswith(entry.numeral, entry.anchor) for entry in extraction.ledger)
    assert extraction.sentences[0].start == 0 and extraction.sentences[-1].end == len(HEAD + text)
    assert all(a.end == b.start for a, b in zip(extraction.sentences, extraction.sentences[1:], strict=False))
    assert all(m.quote == (HEAD + text)[m.quote_start : m.quote_end] for m in extraction.mentions)


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        (
            "全年新增企业3\u200b20\u200b家。群众满\u00ad意率98.5\ufeff%。",
            [("320", "家", "新增企业", "3\u200b20\u200b家"), ("98.5", "%", "群众满意率", "98.5\ufeff%")],
        ),
        ("全年完成投资5亿\u2060元。", [("500000000", "元", "完成投资", "5亿\u2060元")]),
        ("改造道路5.2公⾥，税收同⽐增⻓12.5%。", [("5.2", "公里", "改造道路", "5.2公⾥"), ("12.5", "%", "税收", "12.5%")]),
        ("糧食總產量達1.6萬噸，比上年增長2.8%。", [("16000", "吨", "粮食总产量", "1.6萬噸"), ("2.8", "%", "粮食总产量", "2.8%")]),
        ("全年走訪群眾１.２萬人次。", [("12000", "人次", "走访群众", "１.２萬人次")]),
        ("全年新增企业3\ue00120家。", []),
    ],
)
def test_facts_quote_what_is_written(sentence: str, facts: list[tuple[str, str, str, str]]) -> None:
    found = extract(read_text(HEAD + sentence)).mentions
    assert [(f"{m.value.normalize():f}", m.unit, m.indicator_text, m.quote) for m in found] == facts
    assert all((HEAD + sentence)[m.quote_start : m.quote_end] == m.quote for m in found)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("改造道路*5*条", "改造道路5条"),
        ("*全年*新增企业320家", "全年新增企业320家"),
        ("新增企业~~280~~320家", "新增企业320家"),
        ("长5*宽3*高2米", "长5*宽3*高2米"),
        ("新增**家，改造*条", "新增**家，改造*条"),
        ("走访1~3次", "走访1~3次"),
    ],
)
def test_stress_and_what_is_struck_out_in_markdown(line: str, read: str) -> None:
    assert plain(f"# 工作总结\n\n{line}\n").text.splitlines()[-1] == read
    assert plain(f"工作总结\n\n{line}\n").text.splitlines()[-1] == line


def test_time_is_linear() -> None:
    began = time.perf_counter()
    for text in ("3\u200b" * 100_000, "總" * 200_000, "⼯" * 200_000, ("總1\u00ad\n" * 50_000)):
        plain(text)
    assert time.perf_counter() - began < 5
