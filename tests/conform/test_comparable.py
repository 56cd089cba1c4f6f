"""The forms under which facts are compared, as the module's examples say."""

from __future__ import annotations

from datetime import date

import pytest

from etl.conform import comparable


@pytest.mark.parametrize(("measure", "aspect", "stock_flow", "expected"), comparable.ASPECTS)
def test_the_aspect_compared(measure: str, aspect: str, stock_flow: str | None, expected: str) -> None:
    assert comparable.aspect_compared(measure, aspect, stock_flow) == expected


@pytest.mark.parametrize(("compared", "period", "start", "end", "expected"), comparable.SPANS)
def test_the_span(compared: str, period: str | None, start: date | None, end: date | None, expected: str) -> None:
    assert comparable.span(compared, period, start, end) == expected


@pytest.mark.parametrize(("baseline", "year", "expected"), comparable.BASELINES)
def test_the_baseline_compared(baseline: str | None, year: int | None, expected: str | None) -> None:
    assert comparable.baseline_compared(baseline, year) == expected
