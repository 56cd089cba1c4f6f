"""A report's text in runs: nothing is lost, nothing overlaps, every numeral is told."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from etl.show.site import audit
from etl.show.site.audit import Block, Mark, Numeral


def fact(anchor: int, start: int, end: int) -> Mapping[str, Any]:
    return {"anchor": anchor, "quote_start": start, "quote_end": end}


def told(blocks: list[Block]) -> str:
    return "".join(run.text for block in blocks for stretch in block.stretches for run in stretch.runs)


def test_a_quote_is_one_mark_and_holds_its_numeral() -> None:
    # 𠮷 is one code point and two units of UTF-16.
    text = "𠮷街走访12家企业,共3次。"
    numerals = [Numeral(4, 6, "fact"), Numeral(11, 12, "name")]
    found = audit.marks([fact(4, 4, 7)], numerals)
    (block,) = audit.blocks(text, [(0, len(text), "body")], numerals, found)
    shown = [("".join(run.text for run in stretch.runs), stretch.mark is not None) for stretch in block.stretches]
    assert shown == [("𠮷街走访", False), ("12家", True), ("企业,共3次。", False)]
    assert [run.text for stretch in block.stretches for run in stretch.runs if run.numeral] == ["12", "3"]


def test_facts_of_one_numeral_share_a_mark() -> None:
    (mark,) = audit.marks([fact(5, 3, 8), fact(5, 5, 9)], [Numeral(5, 7, "fact")])
    assert (mark.start, mark.end, len(mark.facts)) == (3, 9, 2)


def test_a_quote_gives_way_to_the_next_numeral() -> None:
    marks = audit.marks([fact(0, 0, 9), fact(4, 2, 7)], [Numeral(0, 2, "fact"), Numeral(4, 6, "fact")])
    assert [(mark.start, mark.end) for mark in marks] == [(0, 4), (4, 7)]


def test_a_mark_does_not_end_within_a_numeral() -> None:
    (mark,) = audit.marks([fact(0, 0, 4)], [Numeral(0, 2, "fact"), Numeral(3, 6, "part")])
    assert mark.end == 6


def test_text_of_no_sentence_is_page_chrome() -> None:
    blocks = audit.blocks("首页正文尾", [(2, 4, "body")], [], [])
    assert [(block.kind, told([block])) for block in blocks] == [("chrome", "首页"), ("body", "正文"), ("chrome", "尾")]


@given(st.data())
def test_the_runs_are_the_text_and_tell_every_numeral_once(data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=1, max_size=60))
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=14)))
    numerals = [Numeral(start, end, "fact") for start, end in zip(edges[::2], edges[1::2], strict=False)]
    facts = []
    for numeral in numerals:
        if data.draw(st.booleans()):
            start = data.draw(st.integers(0, numeral.start))
            facts.append(fact(numeral.start, start, data.draw(st.integers(numeral.end, len(text)))))
    found: list[Mark] = audit.marks(facts, numerals)
    assert all(before.end <= after.start for before, after in pairwise(found))
    blocks = audit.blocks(text, [(0, len(text), "body")], numerals, found)
    assert told(blocks) == text
    shown = [run for block in blocks for stretch in block.stretches for run in stretch.runs if run.numeral]
    assert [run.numeral for run in shown] == numerals
    assert [run.text for run in shown] == [text[numeral.start : numeral.end] for numeral in numerals]
