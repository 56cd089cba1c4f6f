"""What the notebooks share: lists of text, tooltips, and the note for a name that no indicator has."""

from __future__ import annotations

import altair as alt
import duckdb
import polars as pl

from etl.show import charts


def test_a_list_counts_what_it_leaves_out_and_says_where_there_is_none() -> None:
    rows = pl.DataFrame({"choice": ["a"] * 4 + ["b"], "said": ["1", "2", "3", "4", "5"]})
    listed = charts.listing(rows, ["a", "b", "c"], alt.Title("list"), "true", charts.tips("quote"), most=3)
    assert isinstance(listed.data, pl.DataFrame)
    assert sorted(listed.data.select("choice", "line", "said").rows()) == [
        ("a", 0, "1"),
        ("a", 1, "2"),
        ("a", 2, "3"),
        ("a", 3, "另有 1 条 And 1 more"),
        ("b", 0, "5"),
        ("c", 0, "无 None"),
    ]


def test_a_list_of_nothing() -> None:
    rows = pl.DataFrame(schema={"choice": pl.String, "said": pl.String})
    listed = charts.listing(rows, ["a"], alt.Title("list"), "true", [])
    assert isinstance(listed.data, pl.DataFrame)
    assert listed.data.rows(named=True) == [{"choice": "a", "said": "无 None", "line": 0}]


def test_tooltips_have_titles_and_formats() -> None:
    told = [line.to_dict() for line in charts.tips("quote", share="占比 Share|.1%", state="情形 State")]
    assert told == [
        {"field": "quote", "title": "原文 Quote", "type": "nominal"},
        {"field": "share", "format": ".1%", "title": "占比 Share", "type": "quantitative"},
        {"field": "state", "title": "情形 State", "type": "nominal"},
    ]


def test_a_name_that_no_indicator_has_is_answered_with_those_like_it() -> None:
    con = duckdb.connect()
    con.execute("create table dim_indicator as select unnest(['固定资产投资', '工业投资', '养老床位']) as name_zh")
    assert charts.no_indicator(con, None, "empty") == "empty"
    assert charts.no_indicator(con, "资产投资", "empty") == "empty"
    told = charts.no_indicator(con, "投资总额", "empty")
    assert "“投资总额”" in told and "工业投资" in told and "养老床位" not in told
