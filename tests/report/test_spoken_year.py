"""What 今年 and 去年 mean in a report given early in the year after the one it reviews, and in one written within its year."""

from __future__ import annotations

import pytest

from etl.report.extraction import extract
from etl.report.ingest import read_text

GIVEN = "明州市2023年政府工作报告\n——2023年1月5日在明州市第三届人民代表大会第二次会议上\n各位代表:\n一、工作回顾\n"
WRITTEN = "柳塘街道2022年工作总结\n一、工作回顾\n"


@pytest.mark.parametrize(
    ("head", "sentence", "year", "status"),
    [
        (GIVEN, "去年,完成投资8亿元。", 2022, "actual"),
        (GIVEN, "完成投资8亿元。", 2022, "actual"),
        (GIVEN, "全年完成投资8亿元。", 2022, "actual"),
        (GIVEN, "今年,完成投资8亿元。", 2023, "plan"),
        (GIVEN, "到2025年完成投资8亿元。", 2025, "plan"),
        (GIVEN, "二、2023年工作安排\n去年,完成投资8亿元。", 2022, "actual"),
        (GIVEN, "二、2023年工作安排\n完成年度投资8亿元。", 2023, "plan"),
        (GIVEN, "二、2023年工作安排\n目前已完成投资8亿元。", 2022, "actual"),
        (GIVEN, "二、“十五五”主要目标\n完成投资8亿元。", 2030, "plan"),
        (WRITTEN, "去年,完成投资8亿元。", 2021, "actual"),
        (WRITTEN, "今年,完成投资8亿元。", 2022, "actual"),
        (WRITTEN, "二、明年工作打算\n完成投资8亿元。", 2023, "plan"),
    ],
)
def test_this_year_and_last_year(head: str, sentence: str, year: int, status: str) -> None:
    mention = extract(read_text(head + sentence)).mentions[-1]
    assert (mention.year, mention.status) == (year, status)


@pytest.mark.parametrize(
    ("prose", "period", "aspect"),
    [
        ("五年来,民生改善。城镇新增就业17万人。", "五年来", "cumulative"),
        ("五年来,民生改善。2022年收入是2017年的1.7倍。城镇新增就业17万人。", "五年来", "cumulative"),
        ("五年来,民生改善。2021年收入是2017年的1.7倍。城镇新增就业17万人。", None, "flow"),
        ("这是民生改善、家园变美的五年。城镇新增就业17万人。", "五年", "cumulative"),
        ("这是攻坚的一年。城镇新增就业17万人。", None, "flow"),
        ("五年来,民生改善。\n城镇新增就业17万人。", None, "flow"),
    ],
)
def test_a_paragraph_on_a_term_goes_on_after_the_terms_last_year(prose: str, period: str | None, aspect: str) -> None:
    mention = extract(read_text(GIVEN + prose)).mentions[-1]
    assert (mention.period, mention.aspect) == (period, aspect)


def test_a_sum_without_years_in_a_chapter_on_a_term_is_of_that_term() -> None:
    text = GIVEN.replace("一、工作回顾", "一、过去五年工作回顾") + "2022年收入8亿元。累计新增就业17万人。"
    mention = extract(read_text(text)).mentions[-1]
    assert (mention.period, mention.aspect, mention.period_basis) == ("过去五年", "cumulative", "carried")


def test_a_chapter_under_a_bare_heading_on_a_term_is_of_that_term() -> None:
    chapters = "请予审议。\n过去五年主要成就\n一、民生改善\n新建学校9所。\n2023年主要工作\n一、抓产业\n新建学校2所。"
    mentions = extract(read_text(GIVEN.replace("一、工作回顾\n", chapters))).mentions
    assert [(m.quote, m.period, m.aspect) for m in mentions] == [("9所", "过去五年", "cumulative"), ("2所", None, "target")]


@pytest.mark.parametrize("turn", ["2022年是不平凡的一年。", "过去一年,困难很多。", "刚刚过去的一年,我们迎难而上。"])
def test_a_chapter_on_a_term_and_its_last_year_turns_to_the_year_where_a_paragraph_does(turn: str) -> None:
    chapter = f"一、过去五年回顾及2022年工作\n新建学校9所。\n2022年收入8亿元。\n新增就业7万人。\n{turn}\n新建学校2所。"
    mentions = extract(read_text(GIVEN.replace("一、工作回顾\n", chapter))).mentions
    assert [(m.quote, m.period) for m in mentions] == [("9所", "过去五年"), ("8亿元", None), ("7万人", "过去五年"), ("2所", None)]
