"""Pages of a PDF: their text without what stands at the edge of every page."""

from __future__ import annotations

import pytest

from etl.report.readers import pdf
from etl.report.readers.reading import Line

TEXT = (
    "柳岸街道2023年工作总结\n全年新增企业320家,改造道路",
    "5.2公里。\n二、民生\n培训人员300人次,改造",
    "3500户。\n完成老旧小区改造6个。",
)


def without_furniture(pages: list[str]) -> list[str]:
    kept = pdf.without_furniture([[Line(line.strip()) for line in page.split("\n") if line.strip()] for page in pages])
    return ["\n".join(line.text for line in lines) for lines in kept]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("", "- {} -"),
        ("", "{}"),
        ("", "第{}页 共3页"),
        ("", "{}/3"),
        ("柳岸街道办事处文件", "— {} —"),
        ("2024/1/5 10:20 柳岸街道2023年工作总结", "https://www.example.org/a/1.html {}/3"),
        ("24-1-5 下午3:20", "file:///C:/report.html"),
    ],
)
def test_heads_feet_and_numbers_go(head: str, foot: str) -> None:
    pages = [f"{head}\n{text}\n{foot.format(number)}\n" for number, text in enumerate(TEXT, 1)]
    first, *others = without_furniture(pages)
    assert first.endswith(TEXT[0]) and others == list(TEXT[1:])


def test_a_title_that_runs_through_all_pages_is_told_once() -> None:
    title = "柳岸街道2023年工作总结"
    pages = [f"{title}\n一年来。", f"{title}\n企业320家。", f"{title}\n道路5条。"]
    assert without_furniture(pages) == [pages[0], "企业320家。", "道路5条。"]


def test_what_stands_on_few_pages_is_text() -> None:
    for pages in (["企业320家", "道路5条", "企业3家", "2023年"], ["企业320家。", "企业321家。"]):
        assert without_furniture(pages) == pages
    assert without_furniture(["总投资达1940\n万元"]) == ["总投资达1940\n万元"]


def test_blanks_within_words_go() -> None:
    assert without_furniture(["全年 新增企业 320 家,改造 道路 5 条 。"]) == ["全年新增企业 320 家,改造道路 5 条。"]
