"""Five-year plans, and what reports say of a year and a plan."""

from __future__ import annotations

import pytest
from builders import document, extraction

from etl.conform.plans import five_year_plan, plan_years


@pytest.mark.parametrize(
    ("year", "plan"),
    [(1952, None), (1957, "一五"), (1964, None), (1966, "三五"), (2003, "十五"), (2021, "十四五"), (2049, "十九五"), (2051, "二十五")],
)
def test_five_year_plans(year: int, plan: str | None) -> None:
    assert five_year_plan(year) == plan


#: (sentence in a report of 2022, [(plan, year, least and most that the words allow)])
SAID: list[tuple[str, list[tuple[str, int, int, int]]]] = [
    ("2021年是“十四五”开局之年。", [("十四五", 2021, 2021, 2021)]),
    ("2022年是“十四五”开局之年。", [("十四五", 2022, 2021, 2021)]),
    ("今年是十三五规划收官之年。", [("十三五", 2022, 2020, 2020)]),
    ("明年既是换届之年，也是“十四五”的关键之年。", []),
    ("明年是“十四五”规划承上启下之年。", [("十四五", 2023, 2021, 2025)]),
    ("本年度是“十五五”的首年。", [("十五五", 2022, 2026, 2026)]),
    ("2013年是十二五计划实施的中期。", [("十二五", 2013, 2011, 2015)]),
    ("2055年是“二十四五”的末年。", [("二十四五", 2055, 2075, 2075)]),
    ("1995年是“八五”的末年。", [("八五", 1995, 1995, 1995)]),
    ("今年是建街十五重要之年。", []),
    ("2020年编制“十四五”规划。", []),
    ("今年是三五好友相聚之年。", []),
    ("1966年是“三五”开局之年。", []),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_a_sentence_says_of_a_plan(text: str, expected: list[tuple[str, int, int, int]]) -> None:
    found = plan_years(document(text), extraction(document(text)).sentences)
    assert [(said.plan, said.year, said.least, said.most) for said in found] == expected
    assert all(text[said.start : said.start + len(said.quote)] == said.quote for said in found)


def test_a_report_of_no_known_year_says_nothing_of_this_year() -> None:
    doc = document("今年是“十四五”开局之年，2021年是“十四五”开局之年。", report_year=None)
    assert [said.year for said in plan_years(doc, extraction(doc).sentences)] == [2021]


@pytest.mark.parametrize(
    ("text", "report_year", "spoken_year", "year"),
    [
        ("今年是“十四五”开局之年。", 2020, 2021, 2021),
        ("今年是“十四五”开局之年。", 2020, None, 2021),
        ("今年是“十四五”开局之年。", 2021, None, 2021),
        ("今年是“十四五”开局之年。", 2021, 2022, 2022),
        ("今年是“十四五”开局之年。", 2022, None, 2022),
        ("明年是“十四五”开局之年。", 2019, 2020, 2021),
        ("2020年是“十四五”开局之年。", 2020, None, 2020),
    ],
)
def test_this_year_is_the_one_in_which_a_report_was_given(text: str, report_year: int, spoken_year: int | None, year: int) -> None:
    doc = document(text, report_year=report_year, spoken_year=spoken_year)
    assert [said.year for said in plan_years(doc, extraction(doc).sentences)] == [year]
