"""One indicator, district by district: its comparisons, what is said of them in words, and their charts. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isclose
from typing import Any

from markupsafe import Markup

from etl.contracts import written
from etl.show.site import drawing, labels
from etl.show.site.data import Row

_AT_ONCE = 1000
"""Rows of one comparison that stand together in a shard."""


@dataclass(frozen=True)
class Comparison:
    """Districts of one level side by side, in one year and measure, and what stands apart from them."""

    fictional: bool
    level: str | None
    year: int
    measure: str
    rows: list[Row] = field(repr=False)
    """Rows of v_cross_district, the ranked ones first."""

    @property
    def ranked(self) -> list[Row]:
        """The rows that stand side by side, the first one first."""
        return [row for row in self.rows if row["apart"] is None]

    @property
    def key(self) -> str:
        """What the page's address calls it."""
        return "/".join(("fictional" if self.fictional else "real", self.level or "", str(self.year), self.measure))


def comparisons(compared: Iterable[Row]) -> list[Comparison]:
    """The comparisons of an indicator: real districts first, then the newest year."""
    found: defaultdict[tuple[bool, str | None, int, str], list[Row]] = defaultdict(list)
    for row in compared:
        found[row["fictional"], row["district_level"], row["year"], row["measure"]].append(row)
    return [
        Comparison(*key, sorted(rows, key=lambda row: (row["apart"] is not None, row["position"] or 0)))
        for key, rows in sorted(found.items(), key=lambda item: (item[0][0], -item[0][2], item[0][1] or "", item[0][3]))
    ]


def chosen(found: Sequence[Comparison]) -> Comparison:
    """The one that a page opens with: of real districts where there are any, the newest with nearly as many side by side as any has."""
    mine = [one for one in found if one.fictional == found[0].fictional]
    most = max(len(one.ranked) for one in mine)
    return max((one for one in mine if 2 * len(one.ranked) >= most), key=lambda one: (one.year, len(one.ranked), one.measure == "level"))


def held(one: Comparison, districts: Mapping[int, Row], fact_pages: Mapping[str, str]) -> list[list[Any]]:
    """A comparison as a page's shard holds it, in pieces: its key, year, measure, level, whether invented, n, m, median, unit, and rows.

    A row is: label and page of the district, reading, reading in the common unit where it is another one, value in the common unit,
    position (null where it stands apart), whether the order is open, particulars, why it stands apart in Chinese and in English, fact_id,
    page of its report, quote.
    """
    ranked = one.ranked
    unit, factor = labels.usual_unit(ranked or one.rows)
    m, median = (ranked[0]["m"], labels.rounded(float(ranked[0]["median"]) / factor, unit)) if ranked else (0, "")
    head = [one.key, one.year, one.measure, one.level, one.fictional, len(ranked), m, median, unit]
    rows = [_row(row, unit, factor, districts[row["district_key"]], fact_pages[row["fact_id"]]) for row in one.rows]
    return [[*head, rows[start : start + _AT_ONCE]] for start in range(0, len(rows), _AT_ONCE)]


def _row(row: Row, unit: str, factor: float, district: Row, page: str) -> list[Any]:
    beside = row["apart"] is None
    value = float(row["base_value"]) / factor if beside else None
    told = [labels.label("status", row["status"]), labels.label("aspect", row["aspect"]), row["span"], row["place"] or ""]
    if row["subset"]:
        told.append(f"仅指 {row['subset']}")
    if row["values_stated"] > 1:
        told.append(f"报告内有 {row['values_stated']} 个不同的值 different values stated")
    return [
        district["label"],
        district["page"],
        written.reading(row),
        labels.rounded(value, unit) if value is not None and not isclose(value, row["value"]) else "",
        None if value is None else float(f"{value:.12g}"),
        row["position"],
        bool(row["order_open"]),
        " · ".join(text for text in told if text),
        row["apart_zh"] or "",
        row["apart"] or "",
        row["fact_id"],
        page,
        row["quote"],
    ]


def summary(one: Comparison, districts: Mapping[int, Row], root: str = "../") -> Row | None:
    """What a comparison of two or more says, for a sentence: who is first and last, the median, and how many of how many."""
    ranked = one.ranked
    if len(ranked) < 2:
        return None
    unit, factor = labels.usual_unit(ranked)
    first, last = ranked[0], ranked[-1]
    return {
        "n": len(ranked),
        "m": first["m"],
        "median": labels.rounded(float(first["median"]) / factor, unit),
        "first": (first["district_key"], written.reading(first), sum(row["position"] == 1 for row in ranked)),
        "last": (last["district_key"], written.reading(last)),
        "open": first["order_open"],
        "strip": drawing.strip(
            [_dot(row, districts[row["district_key"]], root) for row in ranked],
            float(first["median"]),
            labels.rounded(float(first["median"]) / factor, unit),
        ),
    }


def _dot(row: Row, district: Row, root: str) -> drawing.Dot:
    return drawing.Dot(float(row["base_value"]), f"{district['label']} {written.reading(row)}", f"{root}{district['page']}")


def course(found: Iterable[Comparison], like: Comparison) -> Markup | None:
    """The years of the comparisons that are like one of them, as a chart; None where fewer than two have two districts."""
    mine = [one for one in found if (one.fictional, one.level, one.measure) == (like.fictional, like.level, like.measure)]
    # What is compared in another unit family or of other aspects in another year is no course.
    kinds = {one.year: {(row["base_unit"], row["aspect"]) for row in one.ranked[:1]} for one in mine}
    alike = sorted((one for one in mine if len(one.ranked) > 1 and kinds[one.year] == kinds[like.year]), key=lambda one: one.year)
    if len(alike) < 2:
        return None
    unit, factor = labels.usual_unit(row for one in alike for row in one.ranked)
    years = [drawing.Year(one.year, tuple(float(row["base_value"]) / factor for row in one.ranked)) for one in alike]
    ticks = drawing.ticks(value for year in years for value in year.values)
    return drawing.course(years, {tick: labels.rounded(tick, unit) for tick in ticks})
