"""One place over the years: how its indicators went, where it stands among others, and what it has ceased to say. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from etl.contracts import written
from etl.show.site import drawing, labels
from etl.show.site.data import Row, by


def over_years(panel: Iterable[Row], compared: Iterable[Row], reported: Collection[int]) -> list[Row]:
    """Each indicator of a place with its values over the years as a small chart, its newest value, and where that stands among others.

    `panel` are its cells that a report fills (v_panel), `compared` its rows of v_cross_district, `reported` the years it has a report on.
    """
    standing = {
        (row["indicator_code"], row["year"], row["measure"]): row for row in compared if row["apart"] is None and (row["n"] or 0) > 1
    }
    panel = list(panel)
    cells = by((row for row in panel if row["base_value"] is not None), "indicator_code")
    near = by((row for row in panel if row["base_value"] is None), "indicator_code")
    years = {*reported, *(row["year"] for row in panel)}
    found = []
    for code, rows in cells.items():
        rows.sort(key=lambda row: row["year"])
        newest = rows[-1]
        _, factor = labels.usual_unit(rows)
        points = {row["year"]: drawing.Point(float(row["base_value"]) / factor, written.reading(row), bool(row["suspect"])) for row in rows}
        others = {row["year"] for row in near[code]}
        beside = standing.get((code, newest["year"], newest["measure"]))
        found.append(
            {
                "indicator_code": code,
                "indicator": newest["indicator"],
                "topic": newest["topic"],
                "years": len(rows),
                "newest": newest,
                "silent_since": [year for year in sorted(reported) if year > max(newest["year"], *others, 0)],
                "change": _change(rows),
                "spark": drawing.spark(points, reported, min(years), max(years), from_zero=newest["measure"] != "rate", near=others)
                if len(rows) > 1
                else "",
                "beside": beside and beside | {"median_told": _median(beside)},
            }
        )
    return found


def _median(row: Row) -> str:
    unit, factor = labels.usual_unit([row])
    return labels.rounded(float(row["median"]) / factor, unit)


def _change(rows: list[Row]) -> str:
    """The change from the year before to the newest one, as percent or, of a share, in points; empty where either is missing or bounded."""
    if len(rows) < 2:
        return ""
    before, now = rows[-2:]
    alike = before["year"] == now["year"] - 1 and not before["suspect"] and not now["suspect"]
    if not alike or before["bound"] != "exact" or now["bound"] != "exact" or before["status"] != now["status"]:
        return ""
    difference = float(now["base_value"] - before["base_value"])
    if now["measure"] == "rate":
        return f"{difference:+.4g} 个百分点"
    return f"{difference / float(before['base_value']):+.1%}" if before["base_value"] > 0 else ""


def ceased(found: Iterable[Row]) -> list[Row]:
    """Of :func:`over_years` what two years or more stated and the newest report does not, what went silent last first."""
    return sorted(
        (row for row in found if row["years"] > 1 and row["silent_since"]),
        key=lambda row: (len(row["silent_since"]), -row["years"], row["indicator_code"]),
    )


def outcomes(plans: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many targets were met, missed, left open, or never spoken of again."""
    counted = dict.fromkeys(("met", "missed", "open", "silent"), 0)
    for row in plans:
        counted[row["outcome"] or "silent"] += 1
    return counted
