"""Disagreements on the site: which sentences are shown, what in them is marked, and how figures are written."""

from __future__ import annotations

from typing import Any

import pytest

from etl.show.site import labels, pages

PART = {
    "kind": "part",
    "stated": 130.0,
    "expected_low": None,
    "expected_high": 120.0,
    "unit": "家",
    "sentence_a": "检查120家,其中130家。",
    "sentence_b": "检查120家,其中130家。",
    "quote_a": "130家",
    "quote_b": "120家",
    "quote_at_a": 9,
    "quote_at_b": 2,
    "fact_id_a": "aa",
    "fact_id_b": "bb",
    "document_key_a": 1,
    "document_key_b": 1,
}


def shown(finding: dict[str, Any]) -> list[tuple[list[tuple[str, str | None]], int | None]]:
    return [([(text, fact) for text, is_quote, fact in side["pieces"] if is_quote], side["document_key"]) for side in pages.sides(finding)]


def test_two_quotes_of_one_sentence_are_marked_in_it() -> None:
    assert shown(PART) == [([("120家", "bb"), ("130家", "aa")], 1)]
    assert "".join(text for text, _, _ in pages.sides(PART)[0]["pieces"]) == PART["sentence_a"]


def test_sentences_of_two_reports_stand_side_by_side() -> None:
    assert shown(PART | {"document_key_b": 2}) == [([("130家", "aa")], 1), ([("120家", "bb")], 2)]


def test_quotes_that_overlap_stand_side_by_side() -> None:
    assert shown(PART | {"quote_b": "中130", "quote_at_b": 8}) == [([("130家", "aa")], 1), ([("中130", "bb")], 1)]


def test_a_plan_is_marked_though_it_is_no_fact() -> None:
    plan = PART | {"quote_at_a": None, "fact_id_a": None, "sentence_b": None, "quote_b": "十四五: 2021-2025", "fact_id_b": None}
    assert shown(plan) == [([("130家", None)], 1), ([], None)]


@pytest.mark.parametrize(
    ("finding", "written"),
    [
        (PART, "≤ 120家"),
        (PART | {"expected_low": 118.5, "expected_high": 121.5}, "118.5 … 121.5家"),
        (PART | {"kind": "percentage", "expected_low": 96.0, "expected_high": 100.0, "unit": "%"}, "96 或 or 100%"),
        (PART | {"expected_low": -16.993464, "expected_high": -16.993464, "unit": "%"}, "-16.99%"),
        (PART | {"expected_low": 2021.0, "expected_high": 2021.0, "unit": "年"}, "2021年"),
        (PART | {"expected_high": 2880000000.0, "unit": "元"}, "≤ 28.8亿元"),
    ],
)
def test_what_is_expected_is_written_as_a_person_would(finding: dict[str, Any], written: str) -> None:
    assert labels.expected(finding) == written
