"""Small charts: what is joined, what is told, and round numbers on a scale."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl.show.site import charts, drawing, labels
from etl.show.site.drawing import Dot, Point, Year


def joined(chart: str) -> int:
    return len(re.findall(r'<path d="M', chart))


def test_a_line_joins_years_between_which_no_report_is_silent() -> None:
    points = {2018: Point(3, "3家"), 2019: Point(4, "4家"), 2021: Point(5, "5家"), 2023: Point(6, "6家")}
    # 2020 has no report at all, that of 2022 says nothing of it.
    chart = drawing.spark(points, [2018, 2019, 2021, 2022, 2023], 2018, 2023, from_zero=True)
    assert joined(chart) == 2
    assert re.findall(r'class="silent"[^>]*><title>(\d+)', chart) == ["2022"]
    assert 'aria-label="2018年 3家，2019年 4家，2021年 5家，2023年 6家"' in chart


def test_a_suspect_value_is_a_ring_that_no_line_reaches() -> None:
    points = {2018: Point(3, "3家"), 2019: Point(4000, "4000家", suspect=True), 2020: Point(5, "5家")}
    chart = drawing.spark(points, [2018, 2019, 2020], 2018, 2020, from_zero=True)
    assert chart.count('class="suspect"') == 1 and joined(chart) == 1


def test_what_a_report_says_stays_text() -> None:
    assert "<script" not in drawing.spark({2020: Point(1, "<script>")}, [2020], 2020, 2020, from_zero=True)
    assert "<script" not in drawing.strip([Dot(1, "<script>", '"><script>'), Dot(2, "b")], 1.5, "<script>")


def test_a_strip_has_a_dot_for_each_value_and_none_upon_another() -> None:
    chart = drawing.strip([Dot(1, "甲"), Dot(1, "乙"), Dot(9, "丙", "../districts/c.html")], 1, "1家")
    places = re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', chart)
    assert len(set(places)) == 3 and places[0][0] == places[1][0] != places[2][0]
    assert chart.count('<a href="../districts/c.html">') == 1 and "中位数 Median 1家" in chart


def test_years_of_a_course_stand_with_how_many_state_them() -> None:
    chart = drawing.course([Year(2019, (1.0, 2.0, 6.0)), Year(2021, (3.0, 5.0))], {0.0: "0家", 10.0: "10家"})
    assert re.findall(r"n=(\d)", chart) == ["2", "3"]
    assert [label in chart for label in ("2019", "2021", "0家", "10家")] == [True] * 4


@pytest.mark.parametrize(
    ("values", "ticks"),
    [([3, 97], [0, 50, 100]), ([95.1, 99.9], [94, 96, 98, 100]), ([-4, 9], [-5, 0, 5, 10]), ([0], [0]), ([-5, -1], [-6, -4, -2, 0])],
)
def test_ticks_are_round_and_hold_zero_unless_values_lie_far_from_it(values: list[float], ticks: list[float]) -> None:
    assert drawing.ticks(values) == ticks


@given(st.lists(st.floats(-1e12, 1e12, allow_subnormal=False).filter(lambda value: value == 0 or abs(value) > 1e-6), min_size=1))
@example([-999999999500.0])
def test_ticks_hold_all_values_and_are_few(values: list[float]) -> None:
    ticks = drawing.ticks(values)
    room = max(map(abs, ticks)) * 1e-6 + 1e-9
    assert ticks[0] <= min(values) + room and max(values) <= ticks[-1] + room and len(ticks) <= 7


def test_each_reason_has_a_colour_of_its_own() -> None:
    assert len(set(charts.MUTED)) == len(charts.MUTED) >= len(labels.REASONS)
