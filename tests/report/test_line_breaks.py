"""Clauses that go on in the next line, or on the next page."""

from __future__ import annotations

import pytest

from etl.report.extraction import extract
from etl.report.ingest import read_text


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("全乡林果业总\n产值2300万元。", [("23000000", "元", "林果业总产值")]),
        ("全乡发展生猪养殖\n超过4万头。", [("40000", "头", "发展生猪养殖")]),
        ("农民人均\n纯收入2640元。", [("2640", "元", "农民人均纯收入")]),
        ("总投资达1940\n- 5 -\n万元。", [("19400000", "元", "总投资")]),
        ("总投资达1940\n\n— 5 —\n\n万元。", [("19400000", "元", "总投资")]),
        ("巡查96次,化解矛\n第 6 页\n盾纠纷320件。", [("96", "次", "巡查"), ("320", "件", "化解矛盾纠纷")]),
    ],
)
def test_a_clause_goes_on(text: str, facts: list[tuple[str, str, str]]) -> None:
    extraction = extract(read_text(f"云岭乡2011年工作报告\n\n{text}"))
    assert [(f"{m.value.normalize():f}", m.unit, m.indicator_text) for m in extraction.mentions] == facts
    assert all(entry.outcome == "admin" for entry in extraction.ledger if entry.numeral in ("5", "6"))


@pytest.mark.parametrize("page", ["- 5 -", "— 12 —", "第 6 页", "第6页 共12页"])
def test_a_page_ends_between_paragraphs_too(page: str) -> None:
    text = f"云岭乡2011年工作报告\n\n一、农业\n全年新修村道26公里。\n{page}\n二、工业\n企业320家。"
    extraction = extract(read_text(text))
    assert [s.heading for s in extraction.sections if s.heading] == ["农业", "工业"]
    assert [text[start:end].strip() for start, end in extraction.document.chrome] == [page]
    assert [s.kind for s in extraction.sentences if text.startswith(page, s.start)] == ["chrome"]
