"""In what a fact has to agree with another to stand beside it, each in one form."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

WHOLE_YEAR = "全年"


class Comparable(NamedTuple):
    """The forms under which a fact is compared."""

    aspect_compared: str
    span: str
    baseline_compared: str | None


#: (measure, aspect, stock_flow of the indicator, aspect compared)
ASPECTS: tuple[tuple[str, str, str | None, str], ...] = (
    ("rate", "flow", None, "state"),
    ("rank", "stock", "flow", "state"),
    ("rate", "target", None, "target"),
    ("level", "stock", "flow", "flow"),
    ("level", "flow", "stock", "stock"),
    ("level", "cumulative", "stock", "stock"),
    ("level", "cumulative", "flow", "cumulative"),
    ("level", "flow", "commitment", "commitment"),
    ("level", "flow", "either", "flow"),
    ("growth", "stock", None, "stock"),
)
#: (aspect compared, period as written, first day, last day, span)
SPANS: tuple[tuple[str, str | None, date | None, date | None, str], ...] = (
    ("flow", None, date(2022, 1, 1), date(2022, 12, 31), "全年"),
    ("flow", "前三季度", date(2022, 1, 1), date(2022, 9, 30), "1-9月"),
    ("flow", "截至9月底", date(2022, 1, 1), date(2022, 9, 30), "1-9月"),
    ("flow", "12月", date(2022, 12, 1), date(2022, 12, 31), "12月"),
    ("stock", "12月", date(2022, 12, 1), date(2022, 12, 31), "全年"),
    ("flow", "五年来", date(2018, 1, 1), date(2022, 12, 31), "2018-2022年"),
    ("flow", "国庆期间", date(2022, 10, 1), date(2022, 10, 7), "2022-10-01/2022-10-07"),
    ("flow", "汛期", None, None, "汛期"),
    ("flow", None, None, None, "全年"),
)
#: (baseline as written, year of the figure, baseline compared)
BASELINES: tuple[tuple[str | None, int | None, str | None], ...] = (
    ("2021年", 2022, "同比"),
    ("2021", 2022, "同比"),
    ("2019年", 2022, "2019年"),
    ("同比", 2022, "同比"),
    ("2021年", None, "2021年"),
    (None, 2022, None),
)

_YEAR = re.compile("([0-9]{4})年?")


@lru_cache(maxsize=65536)
def comparable(
    measure: str,
    aspect: str,
    stock_flow: str | None,
    period: str | None,
    period_start: date | None,
    period_end: date | None,
    baseline: str | None,
    year: int | None,
) -> Comparable:
    """The forms under which a fact is compared; `stock_flow` is that of its indicator, None where nobody curated it."""
    compared = aspect_compared(measure, aspect, stock_flow)
    return Comparable(compared, span(compared, period, period_start, period_end), baseline_compared(baseline, year))


def aspect_compared(measure: str, aspect: str, stock_flow: str | None) -> str:
    """A share is a state at any time; where an indicator is a stock or a flow alone, 有, 达 or 共 before the number make no other of it."""
    if aspect == "target":
        return aspect
    if measure in ("rate", "rank"):
        return "state"
    if stock_flow in ("flow", "stock", "state") and aspect in ("flow", "stock"):
        return stock_flow
    if stock_flow in ("stock", "state") and aspect == "cumulative":
        return stock_flow
    if stock_flow == "commitment" and aspect in ("flow", "stock"):
        return stock_flow
    return aspect


def span(compared: str, period: str | None, start: date | None, end: date | None) -> str:
    """The period in one form: 1-9月, 前三季度 and 截至9月底 are one; without dates only equal words agree."""
    closes = end is not None and (end.month, end.day) == (12, 31)
    if compared in ("stock", "state", "cumulative") and closes:
        return WHOLE_YEAR
    if start is None or end is None:
        return period or WHOLE_YEAR
    if (start.month, start.day) == (1, 1) and closes:
        return WHOLE_YEAR if start.year == end.year else f"{start.year}-{end.year}年"
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1] and start.year == end.year:
        return f"{start.month}-{end.month}月" if start.month < end.month else f"{end.month}月"
    return f"{start}/{end}"


def baseline_compared(baseline: str | None, year: int | None) -> str | None:
    """The baseline with the year before as 同比: 较2021年 in a figure of 2022."""
    named = _YEAR.fullmatch(baseline or "")
    return "同比" if named and year is not None and int(named[1]) == year - 1 else baseline
