"""A place over the years: its change, what it ceased to say, and what became of its targets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from etl.show.site import place


def cell(year: int, value: str, code: str = "a", **changed: Any) -> dict[str, Any]:
    """A row of v_panel."""
    return {
        "indicator_code": code,
        "indicator": "新增就业",
        "topic": "employment",
        "year": year,
        "measure": "level",
        "base_value": Decimal(value),
        "base_unit": "人",
        "value": Decimal(value),
        "value_max": None,
        "unit": "人",
        "bound": "exact",
        "status": "actual",
        "suspect": None,
    } | changed


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        (cell(2021, "200"), cell(2022, "230"), "+15.0%"),
        (cell(2021, "200"), cell(2022, "150"), "-25.0%"),
        (cell(2020, "200"), cell(2022, "230"), ""),
        (cell(2021, "200", bound="lower"), cell(2022, "230"), ""),
        (cell(2021, "200"), cell(2022, "230", status="estimate"), ""),
        (cell(2021, "200"), cell(2022, "230", suspect="too large"), ""),
        (cell(2021, "0"), cell(2022, "230"), ""),
        (cell(2021, "95.5", measure="rate"), cell(2022, "97", measure="rate"), "+1.5 个百分点"),
    ],
)
def test_a_change_is_of_two_exact_values_of_neighbouring_years(before: dict[str, Any], now: dict[str, Any], change: str) -> None:
    (row,) = place.over_years([now, before], [], [2020, 2021, 2022])
    assert (row["change"], row["newest"]["year"], row["years"]) == (change, 2022, 2)


def test_what_two_years_state_and_the_newest_report_does_not_is_listed() -> None:
    cells = [cell(2019, "1"), cell(2020, "2"), cell(2020, "5", "once"), cell(2020, "3", "still"), cell(2022, "4", "still")]
    found = place.over_years(cells, [], [2019, 2020, 2021, 2022])
    assert [(row["indicator_code"], row["silent_since"]) for row in place.ceased(found)] == [("a", [2021, 2022])]


def test_what_is_said_in_another_way_has_not_ceased() -> None:
    cells = [cell(2019, "1"), cell(2020, "2"), cell(2022, "3", base_value=None)]
    (row,) = place.over_years(cells, [], [2019, 2020, 2021, 2022])
    assert (row["newest"]["year"], row["silent_since"], place.ceased([row])) == (2020, [], [])
    assert "2022 口径不同" in row["spark"] and "2021 未提到" in row["spark"]


def test_without_a_later_report_nothing_has_ceased() -> None:
    assert place.ceased(place.over_years([cell(2019, "1"), cell(2020, "2")], [], [2019, 2020])) == []


def test_the_newest_value_stands_among_those_of_its_year_and_measure_alone() -> None:
    like = {"indicator_code": "a", "year": 2022, "measure": "level", "apart": None, "n": 4, "position": 2, "median": Decimal(9)}
    like |= {"value": Decimal(4), "base_value": Decimal(4), "unit": "人", "base_unit": "人"}
    others = [like | {"year": 2021}, like | {"measure": "growth"}, like | {"apart": "only women"}, like | {"n": 1}]
    (row,) = place.over_years([cell(2022, "4")], others, [2022])
    assert row["beside"] is None
    (row,) = place.over_years([cell(2022, "4")], [*others, like], [2022])
    assert (row["beside"]["position"], row["beside"]["median_told"]) == (2, "9人")


def test_targets_that_nobody_speaks_of_again_are_counted_too() -> None:
    assert place.outcomes([{"outcome": "met"}, {"outcome": None}, {"outcome": None}]) == {"met": 1, "missed": 0, "open": 0, "silent": 2}
