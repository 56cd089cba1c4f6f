"""The overview's charts, drawn beforehand as SVG: no script runs, no font or library is fetched, and they print."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import vl_convert

from etl.show.site.data import Data, Row
from etl.show.site.labels import REASONS

FONT = "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
MOST = 30
"""Districts or reports that a chart shows: those of the most facts."""
_WIDTH, _STEP = 400, 26
_ACCENT = "#2f8fb0"
MUTED = ("#ddcc77", "#332288", "#88ccee", "#cc6677", "#117733", "#aa4499", "#44aa99", "#882255", "#999933", "#dddddd")
"""Ten colours that are told apart by all eyes: the muted scheme of Paul Tol (SRON/EPS/TN/09-002), neighbours far apart."""


def overview(data: Data, *, fictional: bool) -> list[Row]:
    """Charts of the real districts, or of the invented ones: title, note and svg of each that has anything to show."""
    districts = {row["district_key"]: row for row in sorted(data.group(fictional=fictional), key=lambda r: -r["facts"])[:MOST]}
    reports = [row for row in data.documents.values() if row["district_key"] in districts]
    reports = sorted(sorted(reports, key=lambda row: -row["facts"])[:MOST], key=lambda row: str(row["label"]))
    drawn = (_coverage(reports), _comparable(data, fictional), _emphasis(data, districts), _ranks(data, districts))
    return [chart for chart in drawn if chart]


def _coverage(reports: Sequence[Row]) -> Row | None:
    names = {"fact": "事实 Fact"} | REASONS
    rows = [
        {"report": report["label"], "outcome": name, "order": order, "n": report["outcomes"][code], "href": report["page"]}
        for report in reports
        for order, (code, name) in enumerate(names.items())
        if report["outcomes"][code]
    ]
    chart = (
        alt.Chart(_inline(rows, "报告", "report", "outcome", "n"))
        # The rim tells dark colours from a dark page.
        .mark_bar(stroke="currentColor", strokeWidth=0.5, strokeOpacity=0.6)
        .encode(
            y=alt.Y("report:N", sort=None, title=None),
            x=alt.X("n:Q", title="数字个数 Numerals"),
            color=alt.Color("outcome:N", title=None, scale=alt.Scale(domain=list(names.values()), range=["currentColor", *MUTED])),
            order="order:Q",
            href="href:N",
            description="tip:N",
        )
    )
    return _chart(
        "每个数字都有交代",
        "Every numeral accounted for",
        "深色（深色页面上为浅色）为事实；彩色不是事实，各有原因。点击进入原文核对。",
        chart,
        rows,
    )


def _comparable(data: Data, fictional: bool) -> Row | None:
    column = "comparable_invented" if fictional else "comparable"
    counted: dict[tuple[str, str], int] = {}
    for indicator in data.indicators.values():
        if indicator[column] > 1:
            size = f"{indicator[column]} 家 districts" if indicator[column] < 4 else "4 家以上 or more"
            counted[indicator["topic"], size] = counted.get((indicator["topic"], size), 0) + 1
    rows = [
        {"topic": data.topics[topic]["name_zh"], "districts": size, "n": n, "href": f"topics/{topic}.html"}
        for (topic, size), n in sorted(counted.items(), key=lambda item: item[0][1])
    ]
    chart = (
        alt.Chart(_inline(rows, "主题", "topic", "districts", "n"))
        .mark_bar()
        .encode(
            y=alt.Y("topic:N", sort="-x", title=None),
            x=alt.X("n:Q", title="指标个数 Indicators", axis=_whole(counted)),
            color=alt.Color("districts:N", title="并列的街道 Side by side", scale=alt.Scale(range=["#a8d3e0", _ACCENT, "#14566d"])),
            order="districts:N",
            href="href:N",
            description="tip:N",
        )
    )
    note = "口径、时段、单位和状态都一致、可并列比较的指标。点击进入主题。"
    return _chart("可比指标", "Indicators that two or more districts state alike", note, chart, rows)


def _emphasis(data: Data, districts: Mapping[int, Row]) -> Row | None:
    totals = {key: n for key, n in data.emphasis.items() if key[0] in districts}
    sums: dict[int, int] = {}
    for (district, _), n in totals.items():
        sums[district] = sums.get(district, 0) + n
    rows = [
        {
            "district": districts[district]["label"],
            "topic": data.topics[topic]["name_zh"],
            "share": round(n / sums[district], 4),
            "percent": f"{n / sums[district]:.0%}",
            "href": districts[district]["page"],
        }
        for (district, topic), n in totals.items()
    ]
    chart = (
        alt.Chart(_inline(rows, "街道", "district", "topic", "percent"))
        .mark_rect(color=_ACCENT)
        .encode(
            x=alt.X(
                "district:N", sort=[row["label"] for row in districts.values()], title=None, axis=alt.Axis(labelAngle=-40, orient="top")
            ),
            y=alt.Y("topic:N", sort=[row["name_zh"] for row in data.topics.values()], title=None),
            # Opacity, not colour: nothing fades into the page, be it light or dark.
            opacity=alt.Opacity("share:Q", title="占事实的比重 Share of facts", legend=None, scale=alt.Scale(domainMin=0, range=[0.06, 1])),
            href="href:N",
            description="tip:N",
        )
    )
    return _chart("各街道说什么", "What each district speaks of", "颜色越深，该主题占该街道事实的比重越大。点击进入街道。", chart, rows)


def _ranks(data: Data, districts: Mapping[int, Row]) -> Row | None:
    names = ("第一 First", "第二、第三 Second or third", "其他 Other")
    counted: dict[tuple[int, str], int] = {}
    for rank in data.ranks:
        if rank["district_key"] in districts:
            first = rank["rank_stated"] == 1
            name = names[0] if first else names[1] if rank["rank_stated"] <= 3 and rank["bound"] == "exact" else names[2]
            counted[rank["district_key"], name] = counted.get((rank["district_key"], name), 0) + rank["n"]
    rows = [
        {
            "district": districts[district]["label"],
            "rank": name,
            "order": names.index(name),
            "n": n,
            "href": f"{districts[district]['page']}#ranks",
        }
        for (district, name), n in counted.items()
    ]
    chart = (
        alt.Chart(_inline(rows, "街道", "district", "rank", "n"))
        .mark_bar()
        .encode(
            y=alt.Y("district:N", sort="-x", title=None),
            x=alt.X("n:Q", title="名次个数 Ranks", axis=_whole(counted)),
            color=alt.Color("rank:N", title=None, scale=alt.Scale(domain=list(names), range=["#d9822b", "#e8b77f", "#9aa5b1"])),
            order="order:Q",
            href="href:N",
            description="tip:N",
        )
    )
    return _chart("自报名次", "Ranks that reports claim", "报告自己写出的名次；没有写的不等于没有。点击看原文。", chart, rows)


def _whole(counted: Mapping[tuple[Any, str], int]) -> alt.Axis:
    """An axis of whole numbers for counts by bar and part of a bar; of many the default has whole numbers alone."""
    stacked: dict[Any, int] = {}
    for key, n in counted.items():
        stacked[key[0]] = stacked.get(key[0], 0) + n
    most = max(stacked.values(), default=0)
    return alt.Axis(values=list(range(most + 1)), format="d") if most < 8 else alt.Axis()


def _inline(rows: Iterable[Row], *named: str) -> alt.InlineData:
    """Rows as a chart's data, each with what its mark says: the named columns, after a first word."""
    word, *columns = named
    for row in rows:
        row["tip"] = f"{word} " + " · ".join(str(row[column]) for column in columns)
    return alt.InlineData(values=list(rows))


def _chart(zh: str, en: str, note: str, chart: alt.Chart, rows: Sequence[Row]) -> Row | None:
    if not rows:
        return None
    spec: dict[str, Any] = json.loads(chart.properties(width=_WIDTH, height=alt.Step(_STEP)).to_json())
    if spec["encoding"]["x"]["type"] == "nominal":
        spec["width"] = {"step": 44}
    quiet = {"domain": False, "ticks": False, "labelFontSize": 12, "labelLimit": 260, "titleFontSize": 12, "titleFontWeight": "normal"}
    ink = {"labelColor": "currentColor", "titleColor": "currentColor", "gridColor": "currentColor", "gridOpacity": 0.15}
    # currentColor: the page's ink, in its light and in its dark dress.
    spec["config"] = {
        "font": FONT,
        "background": None,
        "view": {"stroke": None},
        "axis": quiet | ink | {"labelPadding": 6},
        "legend": {
            "labelColor": "currentColor",
            "titleColor": "currentColor",
            "orient": "bottom",
            "columns": 3,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelLimit": 220,
        },
    }
    return {"zh": zh, "en": en, "note": note, "svg": vl_convert.vegalite_to_svg(spec)}
