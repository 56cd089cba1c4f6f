"""What the site calls things, Chinese first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from etl.contracts import codes
from etl.contracts.written import number


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
    "quarantine": _both(codes.QUARANTINE),
}


def label(of: str, code: str | None) -> str:
    """What a code of a column is called; the code itself where it has no name."""
    return LABELS[of].get(code, code) if code else ""


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


def rounded(value: float, unit: str) -> str:
    """A number to four digits with 万 or 亿, as a person would say it; for what is computed or set in another unit.

    >>> [rounded(260000, "亩"), rounded(11234567.8, "米"), rounded(0.04567, "公里"), rounded(-2.5, "%"), rounded(1999999, "元")]
    ['26万亩', '1,123万米', '0.04567公里', '-2.5%', '200万元']
    """
    size = f"{abs(value):.4g}"
    for power, word in ((1e8, "亿"), (1e4, "万")):
        if float(size) >= power:
            return f"{_short(value / power)}{word}{unit}"
    return f"{_short(value)}{unit}"


def _short(value: float) -> str:
    return number(Decimal(f"{value:.4g}"))


def usual_unit(rows: Iterable[Mapping[str, Any]]) -> tuple[str, float]:
    """The unit in which most of some values of one dimension are stated, and how many base units it is.

    `rows` have base_value, base_unit, value and unit. Of units that are as usual it is that of the first row; where none tells the factor,
    the base unit is meant.
    """
    rows = list(rows)
    units = Counter(row["unit"] for row in rows if row["value"] and row["base_value"])
    if not units:
        return (rows[0]["base_unit"] or rows[0]["unit"], 1.0) if rows else ("", 1.0)
    unit = max(units, key=units.__getitem__)
    row = next(row for row in rows if row["unit"] == unit and row["value"] and row["base_value"])
    return unit, float(row["base_value"]) / float(row["value"])
