"""The house style of the notebooks: how a chart is drawn, what the warehouse hands to it, and what stands where there is nothing to draw.

Altair's own default loads its scripts from the internet, and JupyterLab's own Vega is a version too old for Altair's charts. So every chart
brings the scripts along, in its HTML; it draws in JupyterLab, in VS Code and in an exported page, with or without a network.
"""

from __future__ import annotations

import html
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import altair as alt
import duckdb
import jinja2
import polars as pl
import vl_convert

from etl import connect

AnyChart: TypeAlias = alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart | alt.FacetChart

FONT = "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
"""Fonts with Chinese glyphs: of Linux, macOS and Windows."""

INK, FAINT, ACCENT, WARM, ALERT = "#1f2933", "#9aa5b1", "#1b6f8a", "#d9822b", "#c0392b"
"""Text, what steps back, what is meant, its opposite, and what is wrong."""

NAMES = {
    "level": "数量 Level",
    "rate": "比率 Rate",
    "growth": "增速 Growth",
    "rank": "名次 Rank",
    "actual": "实际 Actual",
    "estimate": "预计 Estimate",
    "plan": "计划 Plan",
    "score": "得分 Score",
    "completion": "完成率 Completion",
    "fact": "事实 Fact",
    "name": "名称 Name",
    "date": "日期 Date",
    "list": "序号 List marker",
    "admin": "页面信息 Page furniture",
    "part": "数的一部分 Part of a number",
    "threshold": "门槛 Threshold",
    "vague": "约数 Vague",
    "masked": "隐去 Masked",
    "idiom": "固定用语 Idiom",
}
"""What the warehouse's codes of measures, statuses, rank bases and numeral outcomes are called in a chart."""

# Each script in a scope of its own: JupyterLab runs all of them in one page. The bundle is run once a page.
_TEMPLATE = """
<div id="{{ output_div }}" class="jiedao-chart"></div>
<script type="text/javascript">
(() => {
  if (!window.jiedaoVegaEmbed) {
    {{ bundle }}
  }
  const target = document.getElementById("{{ output_div }}");
  window.jiedaoVegaEmbed(target, {{ spec | replace("<", "\\\\u003c") }}, {{ embed_options }})
    .catch(error => { target.textContent = "图表未能绘制 This chart could not be drawn: " + error.message; console.error(error); });
})();
</script>
"""


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    bundle = vl_convert.javascript_bundle("window.jiedaoVegaEmbed = vegaEmbed;", alt.SCHEMA_VERSION.lstrip("v").rsplit(".", 1)[0])
    return jinja2.Environment().from_string(_TEMPLATE, globals={"bundle": bundle})


@alt.theme.register("jiedao", enable=False)
def _theme() -> alt.theme.ThemeConfig:
    return {
        "config": {
            "font": FONT,
            "background": "white",
            "view": {"stroke": None},
            "title": {"anchor": "start", "fontSize": 15, "color": INK, "subtitleColor": "#52606d", "subtitleFontSize": 12, "offset": 14},
            "axis": {
                "labelFontSize": 12,
                "labelLimit": 420,
                "labelColor": INK,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "titleColor": "#52606d",
                "domain": False,
                "ticks": False,
                "labelPadding": 6,
                "gridColor": "#e4e7eb",
            },
            "header": {"labelFontSize": 12, "labelColor": INK},
            "legend": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 260, "orient": "bottom"},
            "text": {"fontSize": 12, "color": INK},
            "range": {"category": [ACCENT, WARM, "#6b8e4e", "#8e6c8a", "#c2a83e", "#5b7db1", "#a05d56", "#7b8794"]},
        }
    }


def enable() -> None:
    """Set, for all of Altair, the renderer that needs no network and the theme with Chinese fonts."""
    alt.renderers.enable(
        "html",
        template=_template(),
        # The editor is a web site, so no link to it.
        embed_options={"renderer": "svg", "actions": {"export": True, "source": False, "compiled": False, "editor": False}},
    )
    alt.theme.enable("jiedao")


def open_warehouse(
    warehouse: str | os.PathLike[str] | None = None, *, where: str = "true", districts: int = 30
) -> duckdb.DuckDBPyConnection:
    """A read-only connection as of :func:`etl.connect`, with the districts that the charts are to show, and the house style set.

    The connection has a macro of its own, ``named(code)`` (see NAMES), and a table ``shown``: district_key, label, fictional and
    place_in_list of those `districts` of the most facts for which `where` holds, a condition on the columns of ``dim_district``.
    A label tells its district from all others: with the county where two have one name, and marked where the district is invented.

    Raises JiedaoError where no warehouse is built.
    """
    enable()
    con = connect(warehouse)
    names = ", ".join(f"'{code}': '{name}'" for code, name in NAMES.items())
    con.execute(f"create temp macro named(code) as coalesce(map {{{names}}}[code], code)")
    con.execute(
        f"""
        create temp table shown as
        with counted as (
            select district.*, (select count(*) from fact_indicator as f where f.district_key = district.district_key) as facts
            from dim_district as district
            where {where}
        ),
        widened as (
            select
                *,
                coalesce(name, '未具名 Unnamed')
                    || case when count(*) over (partition by name) > 1 then coalesce('·' || coalesce(county, code), '') else '' end as wide
            from counted
        )
        select
            district_key,
            wide
                || case when count(*) over same_name > 1 then ' #' || row_number() over (same_name order by district_key) else '' end
                || if(fictional, '（虚构）', '') as label,
            fictional,
            row_number() over (order by fictional, facts desc, district_key) as place_in_list
        from widened
        window same_name as (partition by wide)
        qualify row_number() over (order by facts desc, district_key) <= ?
        """,
        [districts],
    )
    return con


def ask(con: duckdb.DuckDBPyConnection, query: str) -> pl.DataFrame:
    """The rows of a query, for a chart: exact decimals become floats, since a chart's JSON knows no decimals."""
    rows: pl.DataFrame = con.sql(query).pl()
    return rows.with_columns(pl.selectors.decimal().cast(pl.Float64))


@dataclass(frozen=True)
class Note:
    """A line that stands where a chart would be empty; shows as text in a console and as HTML in a notebook."""

    text: str

    def _repr_html_(self) -> str:
        return f'<div class="jiedao-note" style="padding:1em;border-left:4px solid {FAINT};color:#52606d">{html.escape(self.text)}</div>'


@dataclass(frozen=True)
class Table:
    """Rows as they are, every cell in full: text as text, numbers without noise."""

    rows: pl.DataFrame

    def _repr_html_(self) -> str:
        cells = [[html.escape("" if value is None else str(value)) for value in row] for row in self.rows.iter_rows()]
        body = "".join("<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in row) + "</tr>" for row in cells)
        head = "".join(f'<th style="text-align:left">{html.escape(name)}</th>' for name in self.rows.columns)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def draw(rows: pl.DataFrame, chart: Callable[[pl.DataFrame], AnyChart], empty: str) -> AnyChart | Note:
    """`chart` of the rows; where there are none, a note that says `empty`."""
    return Note(empty) if rows.is_empty() else chart(rows)
