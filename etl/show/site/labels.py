"""What the site calls things, Chinese first, and how it writes a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from etl.contracts import codes


def _both(of: codes.Codes) -> dict[str, str]:
    return {code: str(name) for code, name in of.items()}


MEASURES = _both(codes.MEASURES)
STATUSES = _both(codes.STATUSES)
BOUNDS = _both(codes.BOUNDS)
ASPECTS = _both(codes.ASPECTS_COMPARED)
REASONS = _both({code: name for code, name in codes.OUTCOMES.items() if code != "fact"})
"""Why a numeral is no fact."""
KINDS = _both(codes.REPORT_KINDS)
TIERS = _both(codes.SOURCE_TIERS)
RESOLVED_BY = _both(codes.RESOLVED_BY)
DISAGREEMENTS = codes.DISAGREEMENTS
EXPLANATIONS = codes.EXPLANATIONS
LABELS: Mapping[str, Mapping[str, str]] = {
    "measure": MEASURES,
    "status": STATUSES,
    "bound": BOUNDS,
    "aspect": ASPECTS,
    "rank_basis": _both(codes.RANK_BASES),
    "outcome": REASONS,
    "level": _both(codes.LEVELS),
    "kind": KINDS,
    "tier": TIERS,
    "resolved_by": RESOLVED_BY,
    "outcome_of_plan": _both(codes.PLAN_OUTCOMES),
}

_BOUND_SIGNS = {"exact": "", "approx": "约", "lower": "超", "upper": "不超"}


def label(of: str, code: str | None) -> str:
    """What a code of a column is called; the code itself where it has no name."""
    return LABELS[of].get(code, code) if code else ""


def number(value: Decimal) -> str:
    """The number in full, or in 万 or 亿 where that is exact and shorter to read."""
    for power, word, places in ((8, "亿", 4), (4, "万", 2)):
        if abs(value) >= Decimal(10) ** (power + (power == 4)):
            short = value.scaleb(-power).normalize()
            if short == round(short, places):
                return f"{short:,f}{word}"
    return plain(value)


def plain(value: Decimal) -> str:
    """All digits, in groups of three; no exponent, no trailing zeros."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def reading(fact: Mapping[str, Any]) -> str:
    """The value of a fact as a person would write it: 约28.8亿元, +6.3%, 前3."""
    value, unit, bound = fact["value"], fact["unit"], fact["bound"]
    if fact["measure"] == "rank":
        return f"{'前' if bound == 'upper' else '第'}{plain(value)}"
    sign = "+" if fact["measure"] == "growth" and value > 0 else ""
    if fact["measure"] == "growth" and bound != "exact" and value:
        # 降超6%: a bound on a fall is about its size.
        sign, value = "", abs(value)
        bound_sign = ("增" if fact["value"] > 0 else "降") + _BOUND_SIGNS[bound]
    else:
        bound_sign = _BOUND_SIGNS[bound]
    upper = f"–{number(fact['value_max'])}" if fact["value_max"] is not None else ""
    return f"{bound_sign}{sign}{number(value)}{upper}{unit}"


def particulars(fact: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What else was read of a fact: name and value of what is not as usual, for a line of small print."""
    found: Iterable[tuple[str, object]] = (
        ("界 Bound", label("bound", fact["bound"]) if fact["bound"] != "exact" else None),
        ("口径 Aspect", label("aspect", fact["aspect"])),
        ("仅指 Subset", fact["subset"]),
        ("地点 Place", fact["place"]),
        ("期间 Period", fact["period"]),
        ("范围 Among", fact["rank_scope"]),
        ("排名依据 Ranked by", label("rank_basis", fact["rank_basis"])),
        ("基期 Baseline", f"{fact['baseline']}{'' if fact['baseline_stated'] else '（推定 assumed）'}" if fact["baseline"] else None),
        ("订正 Corrected", "是 yes" if fact["corrected"] else None),
    )
    return [(name, str(value)) for name, value in found if value]


def expected(finding: Mapping[str, Any]) -> str:
    """What the other side of a disagreement lets expect: 96–100%, at most ≤ 3,120家次."""
    low, high, unit = finding["expected_low"], finding["expected_high"], finding["unit"]
    if low is None:
        return f"≤ {amount(high, unit)}"
    least, most = amount(low, unit), amount(high, unit)
    if least == most:
        return least
    return f"{amount(low, '')} … {most}" if finding["kind"] != "percentage" else f"{amount(low, '')} 或 or {most}"


def amount(value: float, unit: str) -> str:
    """A computed number, to two digits after the point, or to four below one; a year stays as it is."""
    return f"{value:.0f}{unit}" if unit == "年" else f"{number(Decimal(repr(round(value, 2 if abs(value) >= 1 else 4))))}{unit}"


def hues(topics: Iterable[str]) -> dict[str, int]:
    """A hue in degrees for each topic; neighbours in the list lie far apart on the wheel."""
    return {topic: round(position * 137.508) % 360 for position, topic in enumerate(topics)}
