"""Front matter: what stands between two lines of dashes says what the page is, and is no part of the report."""

from __future__ import annotations

from datetime import date

import pytest

from etl.report.extraction import extract
from etl.report.ingest import read_text
from etl.report.readers.frontmatter import front_matter
from etl.report.readers.reading import PageData

BODY = "一年来,街道各项工作取得新的进展。\n全年新增企业320家,改造道路5.2公里。\n"
URL = "https://www.example.org/a/1.html"


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (
            f"title: 柳岸街道2023年工作总结\ndate: 2024-01-05\nsource: {URL}\n",
            PageData("柳岸街道2023年工作总结", None, date(2024, 1, 5), URL),
        ),
        (f"url: {URL}\nsource: 柳岸发布\n", PageData(None, "柳岸发布", None, URL)),
        ("Title: '工作总结：成效'\npublished: 2024-01-05T08:00:00Z\n", PageData("工作总结：成效", None, date(2024, 1, 5))),
        ("标题: 工作总结\n发布日期: 2024年1月5日\n来源: 柳岸街道办事处\n", PageData("工作总结", "柳岸街道办事处", date(2024, 1, 5))),
        ("title: 工作总结: 成效\ntags: [a\n", PageData("工作总结: 成效")),
        ("title: 柳岸街道总结柳岸街道总结\n", PageData("柳岸街道总结")),
        ("tags: [a, b]\ndraft: true\n", PageData()),
    ],
)
def test_front_matter_says_what_a_page_is(block: str, said: PageData) -> None:
    assert front_matter(f"---\n{block}---\n\n{BODY}") == (len(block) + 8, said)


@pytest.mark.parametrize(
    "text", [BODY, f"---\n{BODY}---\n", f"---\ntitle: x\n{BODY}", "----\ntitle: x\n---\n", f"{BODY}---\ntitle: x\n---\n"]
)
def test_no_front_matter(text: str) -> None:
    assert front_matter(text) == (0, PageData())


def test_a_document_keeps_its_front_matter_as_chrome() -> None:
    text = f"---\r\ntitle: 柳岸街道2023年工作总结\r\ndate: 2024-01-05\r\nurl: {URL}\r\npages: 320\r\n---\r\n{BODY}"
    document = read_text(text)
    assert (document.title, document.published_on, document.url) == ("柳岸街道2023年工作总结", date(2024, 1, 5), URL)
    assert document.report_year == 2023 and document.text == text
    extraction = extract(document)
    assert [(str(m.value), text[m.quote_start : m.quote_end]) for m in extraction.mentions] == [("320", "320家"), ("5.2", "5.2公里")]
    assert {entry.outcome for entry in extraction.ledger if entry.anchor < text.index(BODY)} == {"admin"}
