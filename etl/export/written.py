"""A value as a person would write it: with 万 and 亿 where they make it shorter, its bound and its unit."""

from __future__ import annotations

from decimal import Decimal

_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_BOUNDS = {"exact": "", "approx": "约", "lower": "≥", "upper": "≤"}


def written(value: Decimal | None, unit: str | None, bound: str | None = "exact", value_max: Decimal | None = None) -> str | None:
    """The value in its unit, exactly; None for no value.

    >>> written(Decimal(4760000000), "元")
    '47.6亿元'
    >>> written(Decimal(12345), "人", "lower")
    '≥12345人'
    >>> written(Decimal("6.3"), "%")
    '6.3%'
    >>> written(Decimal(10), "家", "exact", Decimal(20))
    '10–20家'
    >>> written(Decimal(2), "名次")
    '第2名'
    """
    if value is None:
        return None
    number = _number(value) if value_max is None else f"{_number(value)}–{_number(value_max)}"
    before = _BOUNDS[bound or "exact"]
    return f"{before}第{number}名" if unit == "名次" else f"{before}{number}{unit or ''}"


def _number(value: Decimal) -> str:
    """With the largest scale that is no longer than all digits."""
    plain = _digits(value)
    for scale, sign in _SCALES:
        scaled = _digits(value / scale) + sign
        if abs(value) >= scale and len(scaled) <= len(plain):
            return scaled
    return plain


def _digits(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
