"""Which period a report gives to its figures as a whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import document, extraction

from etl.conform.results import result_of
from etl.report.cutoff import EXAMPLES, cut_off

OCTOBER = (date(2022, 1, 1), date(2022, 10, 31))
YEAR = (date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(("text", "days"), EXAMPLES)
def test_examples(text: str, days: tuple[date, date] | None) -> None:
    assert cut_off(document(text)) == days
    if "。" not in text:
        assert cut_off(document("正文。", title=text)) == days
    assert cut_off(document(text, report_year=None)) is None


def test_a_note_in_the_page_around_the_report_says_nothing() -> None:
    text = "数据截至10月底\n2022年工作总结\n新建公园3座。"
    assert cut_off(document(text, chrome=((0, 9),))) is None


@pytest.mark.parametrize(
    ("sentence", "fields", "days", "basis"),
    [
        ("新建公园3座。", {}, OCTOBER, "carried"),
        ("全年新建公园3座。", {}, YEAR, "report year"),
        ("新建公园3座。", {"status": "plan"}, YEAR, "report year"),
        ("预计新建公园3座。", {"status": "estimate"}, YEAR, "report year"),
        ("新建公园3座。", {"year": 2021}, YEAR, "report year"),
        ("今年新建公园3座。", {"period_basis": "written"}, YEAR, "written"),
    ],
)
def test_the_cut_off_reaches_figures_without_a_period(sentence: str, fields: dict[str, Any], days: tuple[date, date], basis: str) -> None:
    read = extraction(document(f"以下数据截至10月底。{sentence}"), ("3座", "新建公园", fields))
    (mention,) = result_of(read).extraction.mentions
    assert ((mention.period_start, mention.period_end), mention.period_basis, mention.period) == (days, basis, None)
    assert result_of(read).extraction.mentions == (mention,), "a second time changes nothing"
