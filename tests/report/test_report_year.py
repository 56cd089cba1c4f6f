"""Which year a report is about where its title alone does not say."""

from __future__ import annotations

import pytest

from etl.report.ingest import read_text


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("青禾乡2011年工作报告\n\n税收完成980万元,比2010年增长15%。", 2011),
        ("青禾乡2011年工作报告\n\n税收完成980万元,是2010年的1.2倍。", 2011),
        ("青禾乡2011年工作报告\n\n2010年税收完成980万元。2010年修路9公里。", 2010),
        ("青禾镇政府工作报告(2012年1月)\n\n一年来,新修村道26公里。", 2011),
        ("青禾镇政府工作报告(2012年12月)\n\n一年来,新修村道26公里。", 2012),
        ("临河市2022年政府工作报告\n\n一年来,我们稳中求进。新建公路74公里。", 2021),
        ("临河市2022年政府工作报告\n\n新建公路74公里。", 2022),
        ("乡政府工作汇报\n\n时间:2022-08-15 08:00:00\n\n截止2010年底,财政收入完成512万元。", 2010),
        ("乡政府工作汇报\n\n时间:2022-08-15 08:00:00\n\n财政收入完成512万元。", 2022),
    ],
)
def test_year_reviewed(text: str, year: int) -> None:
    assert read_text(text).report_year == year
