"""What numbers leave open, and what parts are parts of, as their modules' examples say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.grammar import rounding, wholes
from etl.grammar.rounding import Interval, interval
from etl.grammar.sentence import read_sentence
from etl.grammar.statements import Context


@pytest.mark.parametrize(("written", "value", "unit", "bound", "quote", "expected"), rounding.EXAMPLES)
def test_between_which_values_a_number_lies(written: str, value: str, unit: str, bound: str, quote: str, expected: Interval) -> None:
    assert interval(Decimal(value), None, bound, written, quote, unit) == pytest.approx(expected)


def test_a_range_ends_at_its_upper_end_and_all_is_in_the_base_unit() -> None:
    assert interval(Decimal("1.5"), Decimal(2), "exact", "1.5", "1.5-2公里", "公里") == pytest.approx((1500, 2000, 50))


@pytest.mark.parametrize(("sentence", "expected"), wholes.EXAMPLES)
def test_what_a_part_is_a_part_of(sentence: str, expected: tuple[tuple[str, str | None], ...]) -> None:
    statements = read_sentence(sentence, Context(2022, 2022)).statements
    assert [(str(st.value), str(st.whole.value) if st.whole else None) for st in statements] == list(expected)
