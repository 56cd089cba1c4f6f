"""Glossaries state no results."""

from __future__ import annotations

import pytest

from etl.report.extraction import extract
from etl.report.glossary import EXAMPLES, explains, opens
from etl.report.ingest import read_text


@pytest.mark.parametrize(("paragraph", "is_heading", "is_explanation"), EXAMPLES)
def test_examples(paragraph: str, is_heading: bool, is_explanation: bool) -> None:
    assert (opens(paragraph), explains(paragraph)) == (is_heading, is_explanation)


def quotes(body: str) -> list[str]:
    return [mention.quote for mention in extract(read_text(f"青禾街道2022年工作总结\n\n{body}")).mentions]


def test_a_glossary_reaches_to_the_end_or_to_another_annex() -> None:
    glossary = "名词解释\n\n“双网”：两张网，覆盖30个社区。\n\n养老驿站建设9处，由街道运营。\n\n"
    assert quotes(f"新建公园3座。\n\n{glossary}") == ["3座"]
    assert quotes(f"新建公园3座。\n\n{glossary}附件2：民生实事\n\n安装路灯60盏。\n") == ["3座", "60盏"]


def test_a_paragraph_that_explains_a_term_states_nothing() -> None:
    body = "新建公园3座。\n\n①“五个一”工程：指每村建成1个广场。每村投入20万元。\n\n安装路灯60盏。\n"
    assert quotes(body) == ["3座", "60盏"]


def test_every_numeral_of_a_glossary_has_an_outcome() -> None:
    extraction = extract(read_text("青禾街道2022年工作总结\n\n名词解释\n\n“双网”：覆盖30个社区。"))
    assert [(entry.numeral, entry.outcome) for entry in extraction.ledger if entry.numeral == "30"] == [("30", "name")]
