"""The house style of the notebooks: how a chart is drawn, what the warehouse hands to it, and what stands where there is nothing to draw.

Altair's own default loads its scripts from the internet, and JupyterLab's own Vega is a version too old for Altair's charts. So every chart
brings the scripts along, in its HTML; it draws in JupyterLab, in VS Code and in an exported page, with or without a network.
"""

from __future__ import annotations

import html
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import altair as alt
import duckdb
import jinja2
import polars as pl
import vl_convert

from etl.contracts import codes
from etl.show.districts import label_in_sql, labels
from etl.warehouse.opening import connect

AnyChart: TypeAlias = alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart | alt.FacetChart

FONT = "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
"""Fonts with Chinese glyphs: of Linux, macOS and Windows."""

INK, FAINT, ACCENT, WARM, ALERT = "#1f2933", "#9aa5b1", "#1b6f8a", "#d9822b", "#c0392b"
"""Text, what steps back, what is meant, its opposite, and what is wrong."""

NAMES = {
    code: str(name)
    for of in (codes.OUTCOMES, codes.PLAN_OUTCOMES, codes.LEVELS, codes.STATUSES, codes.RANK_BASES, codes.MEASURES)
    for code, name in of.items()
}
"""What the warehouse's codes of measures, statuses, rank bases, outcomes and levels are called in a chart."""

TITLES = {
    "district": "街道 District",
    "indicator": "指标 Indicator",
    "year": "年份 Year",
    "topic": "领域 Topic",
    "position": "位次 Position",
    "certainty": "先后 Order",
    "why": "缘由 Reason",
    "quote": "原文 Quote",
    "sentence": "原句 Sentence",
    "title": "报告 Report",
    "facts": "事实数 Facts",
    "indicators": "指标数 Indicators",
}
"""What the columns that many charts show are called in a tooltip."""

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
            # Labels of another choice may be wider.
            "autosize": {"type": "pad", "resize": True},
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
    # A chart's query bounds its rows, at more than Altair's own five thousand.
    alt.data_transformers.disable_max_rows()


def open_warehouse(
    warehouse: str | os.PathLike[str] | None = None, *, where: str = "true", districts: int = 30
) -> duckdb.DuckDBPyConnection:
    """A read-only connection as of :func:`etl.connect`, with the districts that the charts are to show, and the house style set.

    The connection has a table ``shown``: district_key, label, fictional and place_in_list of those `districts` of the most facts for
    which `where` holds, a condition on the columns of ``dim_district``. A label tells its district from all others: with the county
    where two have one name, and marked where the district is invented.

    It has macros too: ``named(code)`` (see NAMES); ``scale_of(largest)``, 1, 万 or 亿 as a number, for the axis on which `largest` is the
    largest value; ``scaled_unit(largest, unit)``, that axis's unit; ``written(amount, unit)``, an amount in words: 12.6万平方米;
    ``label_of(name, fictional)``, what a district is called that stands alone; and ``among(fictional, level)``, who may stand side by
    side, empty for real sub-districts.

    Raises JiedaoError where no warehouse is built.
    """
    enable()
    con = connect(warehouse)
    names = ", ".join(f"'{code}': '{name}'" for code, name in NAMES.items())
    con.execute(f"create temp macro named(code) as coalesce(map {{{names}}}[code], code)")
    con.execute("create temp macro scale_of(largest) as case when largest >= 1e8 then 1e8 when largest >= 1e6 then 1e4 else 1 end")
    con.execute(
        """
        create temp macro scaled_unit(largest, unit) as
            case scale_of(largest) when 1e8 then '亿' when 1e4 then '万' else '' end || coalesce(unit, '')
        """
    )
    con.execute(
        """
        create temp macro written(amount, unit) as
            format('{:,.10g}', round(amount::double / scale_of(abs(amount)), 4)) || scaled_unit(abs(amount), unit)
        """
    )
    con.execute(
        """
        create temp macro among(fictional, level) as
            nullif(concat_ws(' · ', if(fictional, '虚构 Invented', null), if(level = 'sub-district', null, named(level))), '')
        """
    )
    con.execute(f"create temp macro label_of(name, fictional) as {label_in_sql('name', 'fictional')}")
    called = labels(con.sql(f"from dim_district where {where}").pl().to_dicts())
    con.register("called", pl.DataFrame(list(called.items()), schema={"district_key": pl.Int64, "label": pl.String}, orient="row"))
    con.execute(
        f"""
        create temp table shown as
        with counted as (
            select district.*, (select count(*) from fact_indicator as f where f.district_key = district.district_key) as facts
            from dim_district as district
            where {where}
        )
        select
            district_key,
            called.label,
            fictional,
            row_number() over (order by fictional, facts desc, district_key) as place_in_list
        from counted
        join called using (district_key)
        qualify row_number() over (order by facts desc, district_key) <= ?
        """,
        [districts],
    )
    con.unregister("called")
    return con


def ask(con: duckdb.DuckDBPyConnection, query: str, **parameters: object) -> pl.DataFrame:
    """The rows of a query, for a chart: exact decimals become floats, since a chart's JSON knows no decimals.

    Each of `parameters` is a ``$name`` in the query.
    """
    rows: pl.DataFrame = con.sql(query, params=parameters).pl()
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


def dropdown(name: str, choices: Sequence[str], label: str) -> alt.Parameter:
    """A choice below a chart, which begins with the first of `choices`; an expression of the chart calls it `name`."""
    return alt.param(name=name, value=choices[0], bind=alt.binding_select(options=list(choices), name=f"{label}  "))


def tips(*columns: str, **formats: str) -> list[alt.Tooltip]:
    """The lines of a tooltip, one a column of TITLES or of ``column="title"``, with a format after a bar: ``share="占比 Share|.1%"``."""
    named = [alt.Tooltip(f"{column}:N", title=TITLES[column]) for column in columns]
    for column, told in formats.items():
        title, _, pattern = told.partition("|")
        named.append(alt.Tooltip(f"{column}:Q", title=title, format=pattern) if pattern else alt.Tooltip(f"{column}:N", title=title))
    return named


def legible(text: alt.Chart) -> alt.LayerChart:
    """The text on a white rim, so that dots and rules behind it leave it readable."""
    rim = text.copy()
    rim.mark.stroke, rim.mark.strokeWidth = "white", 4
    return alt.LayerChart(layer=[rim, text])


def listing(
    rows: pl.DataFrame, choices: Sequence[str], title: alt.Title, condition: str, tooltip: Sequence[alt.Tooltip], most: int = 15
) -> alt.Chart:
    """Lines of text below or beside a chart: the column ``said`` of the rows whose ``choice`` is chosen, as `condition` (Vega) tells.

    Of each choice `most` lines, then one that counts the rest; where a choice has no row, a line says so.
    """
    said = rows.with_columns(pl.int_range(pl.len()).over("choice").alias("line")) if rows.height else rows.with_columns(line=pl.lit(0))
    rest = said.group_by("choice", maintain_order=True).len().filter(pl.col("len") > most)
    filler = [{"choice": choice, "said": f"另有 {n - most} 条 And {n - most} more", "line": most} for choice, n in rest.iter_rows()]
    filler += [{"choice": choice, "said": "无 None", "line": 0} for choice in choices if choice not in set(rows["choice"])]
    lines = pl.concat([said.filter(pl.col("line") < most), pl.DataFrame(filler, infer_schema_length=None)], how="diagonal_relaxed")
    chart: alt.Chart = (
        alt.Chart(lines, title=title)
        .transform_filter(condition)
        .mark_text(align="left")
        .encode(x=alt.value(0), y=alt.Y("line:O", axis=None), text="said:N", tooltip=list(tooltip))
        .properties(height=alt.Step(22))
    )
    return chart


def no_indicator(con: duckdb.DuckDBPyConnection, name: str | None, empty: str) -> str:
    """`empty`; where an indicator was asked for by a name that none has, that instead, with those most like it."""
    if name is None or con.execute("select 1 from dim_indicator where contains(name_zh, ?) limit 1", [name]).fetchall():
        return empty
    like = con.execute(
        """
        select name_zh
        from (select name_zh, len(list_intersect(string_split(name_zh, ''), string_split($1, ''))) as shared from dim_indicator)
        where shared > 1
        order by shared / greatest(length(name_zh), length($1)) desc, name_zh
        limit 5
        """,
        [name],
    ).fetchall()
    near = "、".join(found for (found,) in like)
    return f"没有名称含“{name}”的指标。No indicator's name holds “{name}”." + (f" 相近的有 Near it: {near}" if near else "")
