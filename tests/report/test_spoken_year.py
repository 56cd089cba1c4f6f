"""What 今年 and 去年 mean in a report given early in the year after the one it reviews, and in one written within its year."""

from __future__ import annotations

import pytest

from etl.report.extract import extract
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
