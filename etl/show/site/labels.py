"""What the site calls things, Chinese first, and how it writes a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

MEASURES = {"level": "数量 Level", "rate": "比率 Rate", "growth": "增速 Growth", "rank": "名次 Rank"}
STATUSES = {"actual": "实际 Actual", "estimate": "预计 Estimate", "plan": "计划 Plan"}
BOUNDS = {"exact": "确数 Exact", "approx": "约数 Approximate", "lower": "下限 At least", "upper": "上限 At most"}
ASPECTS = {
    "flow": "当期 In the period",
    "stock": "期末 At its end",
    "cumulative": "累计 Cumulative",
    "commitment": "签约或安排 Committed",
    "target": "目标 Target",
    "state": "状态 State",
}
RANK_BASES = {"level": "数量 Level", "growth": "增速 Growth", "completion": "完成率 Completion", "score": "得分 Score"}
REASONS = {
    "date": "日期 Date",
    "list": "序号 List marker",
    "name": "名称 Name",
    "part": "数的一部分 Part of a number",
    "admin": "页面信息 Page furniture",
    "vague": "无确数 No value",
    "masked": "隐去 Masked",
    "threshold": "门槛 Threshold",
    "idiom": "固定用语 Idiom",
    "dropped": "订正删去 Dropped",
}
"""Why a numeral is no fact."""
LEVELS = {
    "sub-district": "街道 Sub-district",
    "town": "镇 Town",
    "township": "乡 Township",
    "county": "县区 County",
    "city": "市 City",
    "province": "省 Province",
    "state": "国家 State",
    "zone": "功能区 Zone",
}
KINDS = {
    "annual": "年度 Annual",
    "half_year": "半年 Half-year",
    "quarter": "季度 Quarter",
    "plan": "计划 Plan",
    "term": "届期 Term",
    "other": "其他 Other",
}
TIERS = {"official": "官方 Official", "repost": "转载 Repost", "template": "范文 Template", "unknown": "来源不明 Unknown"}
RESOLVED_BY = {
    "sidecar": "附注 Sidecar",
    "title": "标题 Title",
    "publisher": "发布者 Publisher",
    "chrome": "页面 Page",
    "opening": "开头 Opening",
    "signature": "落款 Signature",
    "text": "正文 Text",
    "nothing": "未定 Undecided",
}
OUTCOMES = {"met": "达到 Met", "missed": "未达到 Missed", "open": "难定 Open"}
"""What became of a plan."""
DISAGREEMENTS = {
    "growth": ("写明的增速与两年的数值不符", "Stated growth against the values of two years"),
    "plan": ("写明的完成率与计划目标不符", "Stated share of a target against the target"),
    "part": ("部分大于总数", "A part above its total"),
    "parts": ("各部分之和大于总数", "Parts that add up to more than their total"),
    "fixed": ("整改多于发现", "More mended than found"),
    "percentage": ("没有整数能得出这个比率", "A percentage that no whole number can be of its count"),
    "ratio": ("写明的比率与两个数值不符", "Stated rate against its two counts"),
    "stated twice": ("同一报告前后两个数", "One report, two values"),
    "two reports": ("同年两份报告两个数", "Two reports of one year, two values"),
    "restated": ("后来的报告改了数", "Another value in a later report"),
    "five-year plan": ("五年规划与年份不符", "A five-year plan's name against the year"),
    "copy": ("转载与原文不同", "A copy with another figure"),
}
"""Kinds of disagreements, in the order in which they are shown."""
EXPLANATIONS = {
    "constant prices": ("该指标的增速按可比价计算，可能因此不符", "growth of this indicator is at constant prices, which may explain it"),
    "revised base": ("该指标的基数常有修订，可能因此不符", "the base of this indicator is often revised, which may explain it"),
}
LABELS: Mapping[str, Mapping[str, str]] = {
    "measure": MEASURES,
    "status": STATUSES,
    "bound": BOUNDS,
    "aspect": ASPECTS,
    "rank_basis": RANK_BASES,
    "outcome": REASONS,
    "level": LEVELS,
    "kind": KINDS,
    "tier": TIERS,
    "resolved_by": RESOLVED_BY,
    "outcome_of_plan": OUTCOMES,
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
