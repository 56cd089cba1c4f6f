"""Numbers as they are written for people, as the module's examples say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.contracts import written


@pytest.mark.parametrize(("value", "expected"), written.NUMBERS)
def test_a_number_is_short_where_that_is_exact(value: str, expected: str) -> None:
    assert written.number(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("value", "grouped", "expected"),
    [
        ("1500.50", False, "1500.5"),
        ("1500.50", True, "1,500.5"),
        ("1E+3", False, "1000"),
    ],
)
def test_digits_have_no_exponent_and_no_idle_zeros(value: str, grouped: bool, expected: str) -> None:
    assert written.digits(Decimal(value), grouped=grouped) == expected


@pytest.mark.parametrize(("measure", "value", "unit", "bound", "value_max", "expected"), written.READINGS)
def test_a_reading_says_its_bound_and_sign(measure: str, value: str, unit: str, bound: str, value_max: str | None, expected: str) -> None:
    most = Decimal(value_max) if value_max else None
    fact = {"measure": measure, "value": Decimal(value), "unit": unit, "bound": bound, "value_max": most}
    assert written.reading(fact) == expected
