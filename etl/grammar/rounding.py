"""What a number leaves open: between which values it lies by its bound words, and how far it is rounded.

约 leaves half of the last digit open that is not 0, 余 and 多 all of it; 12.6万 is rounded to 0.1万, a count written in full to nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from etl import reference
from etl.grammar.lexicon import chars_of


class Interval(NamedTuple):
    """All in the base unit, as values are compared."""

    low: float | None
    """None where the bound sets no end."""
    high: float | None
    rounding: float
    """Half of the last written place."""


#: (number as written, value, unit, bound, quote, interval) in units that are their own base.
EXAMPLES: tuple[tuple[str, str, str, str, str, Interval], ...] = (
    ("12.6万", "126000", "人", "exact", "12.6万人", Interval(126000, 126000, 500)),
    ("128", "128", "家", "exact", "128家", Interval(128, 128, 0)),
    ("128", "128", "平方米", "exact", "128平方米", Interval(128, 128, 0.5)),
    ("3千", "3000", "人", "exact", "3千人", Interval(3000, 3000, 500)),
    ("三万", "30000", "人", "exact", "三万人", Interval(30000, 30000, 5000)),
    ("十八点六亿", "1860000000", "元", "exact", "十八点六亿元", Interval(1.86e9, 1.86e9, 5e6)),
    ("六", "60", "%", "exact", "六成", Interval(60, 60, 5)),
    ("百分之六", "6", "%", "exact", "百分之六", Interval(6, 6, 0.5)),
    ("三分之一", "33.3333", "%", "exact", "三分之一", Interval(33.3333, 33.3333, 1)),
    ("1500", "1500", "人", "lower", "1500余人", Interval(1500, 1600, 0)),
    ("1500", "1500", "人", "lower", "超过1500人", Interval(1500, None, 0)),
    ("1500", "1500", "人", "upper", "不足1500人", Interval(None, 1500, 0)),
    ("1500", "1500", "人", "approx", "约1500人", Interval(1450, 1550, 0)),
    ("0", "0", "起", "exact", "0起", Interval(0, 0, 0)),
)

_MEASURED = frozenset(
    ["share", "percentage_point", "multiple", "area", "length", "mass", "volume", "concentration", "energy", "score", "duration"]
)
"""Dimensions in which a whole number is rounded too: there is no part of a firm, but there is one of a hectare."""
_TIMES = (("亿", 1e8), ("万", 1e4), ("千", 1e3))
_AFTER_POINT = re.compile(r"(?:点|[.．])([0-9０-９零〇一二三四五六七八九两]+)")
_DIGIT = re.compile("[0-9０-９]")
_SHORTENED = re.compile("[万亿千.．]")
_OPEN_ABOVE = re.compile(f"[{chars_of('more')}]")


def interval(value: Decimal, value_max: Decimal | None, bound: str, value_text: str, quote: str, unit: str) -> Interval:
    """Between which values a number lies, in the base unit of `unit`; `quote` holds its bound words."""
    known = reference.units().get(unit)
    # As dim_unit holds it.
    factor = float(round(known.factor, 8)) if known else 1.0
    least = float(value) * factor
    place = _last_place(value) * factor
    rounding = _written_place(value_text, unit, known.dimension if known else "") * factor
    low = None if bound == "upper" else least - place / 2 if bound == "approx" else least
    if value_max is not None:
        high: float | None = float(value_max) * factor
    elif bound == "lower":
        high = least + place if value > 0 and _OPEN_ABOVE.search(quote) else None
    else:
        high = least + place / 2 if bound == "approx" else least
    return Interval(low, high, rounding)


def _last_place(value: Decimal) -> float:
    """The place of the last digit that is not 0: 100 of 1500."""
    exponent = value.normalize().as_tuple().exponent
    return 10.0**exponent if value and isinstance(exponent, int) else 0.0


def _written_place(text: str, unit: str, dimension: str) -> float:
    """Half of the last written place, in the unit as written."""
    if "分之" in text and not text.startswith("百分之"):
        return 1.0
    after = _AFTER_POINT.search(text)
    half = 0.5 * 10.0 ** -(len(after[1]) if after else 0)
    if "点" in text:
        return half * _times(text, _TIMES[:2])
    if _DIGIT.search(text):
        return half * _times(text, _TIMES) if _SHORTENED.search(text) or dimension in _MEASURED else 0.0
    if text.endswith(("亿", "万")):
        return half * _times(text[-1], _TIMES)
    if unit == "%":
        return half if text.startswith("百分之") else 5.0
    return 0.0


def _times(text: str, words: tuple[tuple[str, float], ...]) -> float:
    return next((times for word, times in words if word in text), 1.0)
