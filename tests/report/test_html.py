"""HTML pages: what is shown is read, in the columns that it stands in, whatever the page says of its bytes."""

from __future__ import annotations

import pytest

from etl.report.readers.html import read_html
from etl.report.readers.reading import Unreadable

PROSE = "一年来,街道党工委团结带领广大干部群众,各项工作取得新的进展,现将情况总结如下。"


def page(body: str, charset: str = "utf-8", head: str = "") -> str:
    return (
        f'<html><head><meta charset="{charset}">{head}<title>柳岸街道2023年工作总结</title></head><body><p>{PROSE}</p>{body}</body></html>'
    )


def lines(body: str) -> list[str]:
    return [line for line in read_html(page(body).encode()).text.split("\n")[1:] if line and line != PROSE]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>新增企业<del>280</del><ins>320</ins>家。</p>", ["新增企业320家。"]),
        ("<p>新增企业<s>280</s><strike>281</strike>320家。</p>", ["新增企业320家。"]),
        ("<p>新增<span style='text-decoration: underline line-through'>280</span>320家。</p>", ["新增320家。"]),
        ("<p>企业320家。</p><div style='display : none'><p>企业999家。</p></div>", ["企业320家。"]),
        ("<p>企业320家<span style='VISIBILITY:hidden'>、9家</span>。</p><p hidden>草稿88条。</p>", ["企业320家。"]),
        ("<p>企业320<sup>1</sup>家,绿地8m<sup>2</sup>,PM<sub>2.5</sub>达标。</p>", ["企业320家,绿地8m²,PM2.5达标。"]),
        ("<p>企业320<sup><a href='#n'>[1]</a></sup>家。</p>", ["企业320家。"]),
    ],
)
def test_what_a_page_shows(body: str, shown: list[str]) -> None:
    assert lines(body) == shown


def test_what_a_style_sheet_hides() -> None:
    sheet = "<style>/* .p{display:none} */ .draft, #old { display: none } @media print { .p { display:none } } .x .p{display:none}</style>"
    body = "<p class='p'>企业320家。</p><p class='a draft'>草稿999家。</p><div id='old'><p>旧稿88条。</p></div>"
    text = read_html(page(body, head=sheet).encode()).text
    assert "320家" in text and "999" not in text and "88" not in text


def test_what_a_script_shows_is_read() -> None:
    hidden = "".join(f"<p>第{n}项:全年新增注册企业320家,比上年同期有了较大幅度的提高。</p>" for n in range(5))
    assert "320家" in read_html(page(f"<div style='display:none'>{hidden}</div>").encode()).text


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        (
            "<tr><th>项目<th>投资<th>进度<tr><td>公园<td rowspan=3>5亿元<td>80%<tr><td>道路<td>60%<tr><td>学校<td>40%",
            ["项目 | 投资 | 进度", "公园 | 5亿元 | 80%", "道路 | | 60%", "学校 | | 40%"],
        ),
        (
            "<tr><th rowspan=2>指标<th colspan=2>2023年<tr><th>总量<th>增速<tr><td>税收<td>26.1<td>-2.1",
            ["指标 | 2023年 |", "| 总量 | 增速", "税收 | 26.1 | -2.1"],
        ),
        (
            "<caption>主要指标(单位:亿元)</caption><tr><td>税收<td>26.1<tr><td rowspan='x'>投资<td colspan='-1'>10.5",
            ["主要指标(单位:亿元)", "税收 | 26.1", "投资 | 10.5"],
        ),
    ],
)
def test_tables_keep_their_columns(table: str, shown: list[str]) -> None:
    assert [" ".join(line.split()) for line in lines(f"<table>{table}</table>")] == shown


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    text = read_html(page(f"<table><tr><td>菜单<td><p>{PROSE * 3}</p><p>企业320家。</p></table>").encode()).text
    assert PROSE * 3 in text and "企业320家。" in text


@pytest.mark.parametrize("huge", ["99999", "1000000000000"])
def test_spans_without_end_cost_nothing(huge: str) -> None:
    table = f"<table><tr><td colspan={huge} rowspan={huge}>甲<td>3</td>" + "<tr><td>乙<td>5" * 50 + "</table>"
    assert len(read_html(page(table).encode()).text) < 10_000


BODY = "<p>全年新增企业320家,改造道路5条,群众满意率达到98.5%以上。</p>"


@pytest.mark.parametrize(
    "charset", ["gb2312", "windows-1252", "iso-8859-1", "utf-8", "undefined", "unicode-escape", "rot13", "x-none", "big5", "hz"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_charset_is_believed_if_it_can_be_true(charset: str, encoding: str) -> None:
    reading = read_html(page(BODY, charset).encode(encoding))
    assert "全年新增企业320家" in reading.text and reading.encoding == encoding


@pytest.mark.slow
@pytest.mark.parametrize("tags", ["<div>", "<b>", "<font>", "<ul><li>", "<table><tr><td>"])
def test_what_stands_hundreds_of_elements_deep_is_read(tags: str) -> None:
    found = read_html(f"<html><body><p>柳岸街道2023年工作总结</p>{tags * 600}全年新增企业320家。</body></html>".encode())
    assert "全年新增企业320家。" in found.text


def test_a_page_of_which_a_part_is_too_deep_is_refused_whole() -> None:
    for tags in ("<div>", "<table><tr><td>"):
        with pytest.raises(Unreadable, match="deeper") as refused:
            read_html(f"<html><body><p>柳岸街道2023年工作总结</p>{tags * 5000}全年新增企业320家。</body></html>".encode())
        assert refused.value.reason == "too_deep"


def test_the_pattern_of_a_script_is_not_read() -> None:
    assert lines("<p>新增企业320家。</p><template><p>改造道路99条。</p></template>") == ["新增企业320家。"]
