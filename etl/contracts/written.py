"""How a number is written for people: its digits, or 万 and 亿 where they are exact and shorter to read, its bound and its unit."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

#: (value, as it is written)
NUMBERS: tuple[tuple[str, str], ...] = (
    ("2880000000", "28.8亿"),
    ("4760000000", "47.6亿"),
    ("11596200", "1,159.62万"),
    ("123456789", "123,456,789"),
    ("9800", "9,800"),
    ("12300", "12,300"),
    ("0.50000000", "0.5"),
    ("-127000000", "-1.27亿"),
    ("0E-8", "0"),
    ("0", "0"),
)
#: (measure, value, unit, bound, value_max, as it is written)
READINGS: tuple[tuple[str, str, str, str, str | None, str], ...] = (
    ("level", "4760000000", "元", "approx", None, "约47.6亿元"),
    ("level", "12345", "人", "lower", None, "超12,345人"),
    ("level", "10000", "人", "upper", None, "不超10,000人"),
    ("level", "10", "家", "exact", "20", "10–20家"),
    ("rate", "98.5", "%", "exact", None, "98.5%"),
    ("growth", "6.30000000", "%", "exact", None, "+6.3%"),
    ("growth", "6", "%", "lower", None, "增超6%"),
    ("growth", "-6", "%", "approx", None, "降约6%"),
    ("growth", "-6", "%", "exact", None, "-6%"),
    ("rank", "3", "名次", "upper", None, "前3"),
    ("rank", "3", "名次", "exact", None, "第3"),
)

_BOUNDS = {"exact": "", "approx": "约", "lower": "超", "upper": "不超"}


def digits(value: Decimal, *, grouped: bool = False) -> str:
    """All digits, `grouped` in threes; no exponent, no zeros that say nothing."""
    text = f"{value:,f}" if grouped else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Decimal) -> str:
    """The number in full, or in 万 or 亿 where that is exact and shorter to read."""
    for power, word, places in ((8, "亿", 4), (4, "万", 2)):
        if abs(value) >= Decimal(10) ** (power + (power == 4)):
            short = value.scaleb(-power).normalize()
            if short == round(short, places):
                return f"{short:,f}{word}"
    return digits(value, grouped=True)


def reading(fact: Mapping[str, Any]) -> str:
    """The value of a fact as a person would write it: 约28.8亿元, +6.3%, 前3.

    `fact` has measure, value, value_max, unit and bound, as the columns have it.
    """
    value, unit, bound = fact["value"], fact["unit"], fact["bound"]
    if fact["measure"] == "rank":
        return f"{'前' if bound == 'upper' else '第'}{digits(value, grouped=True)}"
    sign = "+" if fact["measure"] == "growth" and value > 0 else ""
    if fact["measure"] == "growth" and bound != "exact" and value:
        # 降超6%: a bound on a fall is about its size.
        sign, value = "", abs(value)
        bound_sign = ("增" if fact["value"] > 0 else "降") + _BOUNDS[bound]
    else:
        bound_sign = _BOUNDS[bound]
    upper = f"–{number(fact['value_max'])}" if fact["value_max"] is not None else ""
    return f"{bound_sign}{sign}{number(value)}{upper}{unit}"
