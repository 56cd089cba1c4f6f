"""What the notebooks share: words for codes, lists of text, and the note for a name that no indicator has."""

from __future__ import annotations

import altair as alt
import duckdb
import polars as pl
import pytest

from etl import charts


@pytest.mark.parametrize(
    ("reason", "chinese"),
    [
        ("cumulative, not flow", "累计数，而非当期数"),
        ("1-9月, not 全年; in 人, not 人次", "1-9月，而非全年；单位为人，而非人次"),
        ("only 35岁以下", "仅限35岁以下"),
        ("not only 规模以上", "不限于规模以上"),
        ("part of the district: 东片区", "仅指其中的东片区"),
        ("against no stated base, not 同比", "对比基期为未说明，而非同比"),
        ("estimate, not actual", "预计数，而非实际数"),
    ],
)
def test_reasons_in_chinese(reason: str, chinese: str) -> None:
    assert charts.in_chinese(reason) == chinese


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
