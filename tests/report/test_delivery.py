"""The formal lines at a report's head, in invented reports."""

from __future__ import annotations

from datetime import date

import pytest

from etl.report.readers.delivery import Said, delivery_of

EXAMPLES = [
    ("——2031年1月12日在明州市第三届人民代表大会第五次会议上", ("assembly", "明州市"), date(2031, 1, 12)),
    ("(2031年1月12日在明州市十三届人大五次会议上)", ("assembly", "明州市"), date(2031, 1, 12)),
    ("**──在明州市第十二届**\n**人民代表大会第一次会议上**", ("assembly", "明州市"), None),
    ("——2031年1月12日明州市第十五届人民代表大会第六次会议通过", ("assembly", "明州市"), date(2031, 1, 12)),
    ("二〇三一年二月三日在石桥镇第四届人民代表大会第一次会议上", ("assembly", "石桥镇"), date(2031, 2, 3)),
    ("明州市人民政府代市长 甘 棠", ("speaker", "明州市"), None),
    ("<!-- 越东省省长甘棠作政府工作报告。 -->", ("speaker", "越东省"), None),
    ("现在,我代表明州市人民政府,向大会报告工作。", ("represented", "明州市"), None),
    ("> **明州市人民政府关于印发政府工作报告的通知**", ("issuer", "明州市"), None),
]


@pytest.mark.parametrize(("line", "said", "day"), EXAMPLES)
def test_a_formal_line_names_a_place(line: str, said: tuple[str, str], day: date | None) -> None:
    found = delivery_of(f"政府工作报告\n{line}\n各位代表:\n一年来,各项工作扎实推进。")
    assert said in [(one.by, one.who) for one in found.said]
    assert found.day == day


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("市长 甘棠", "city"),
        ("省人民政府省长 甘棠", "province"),
        ("自治区代主席 甘棠", "province"),
        ("我代表市人民政府,向大会报告工作。", "city"),
        ("我代表县人民政府向大会报告工作。", "county"),
        ("我代表镇人民政府向大会报告工作。", "lower"),
        ("我代表管委会作工作报告。", "zone"),
    ],
)
def test_a_line_without_a_place_tells_its_level(line: str, level: str) -> None:
    assert {said.level for said in delivery_of(line).said} == {level}


@pytest.mark.parametrize(
    "text",
    [
        "全年认真贯彻落实明州市第三届人民代表大会第五次会议精神,办理建议32件。",
        "副市长甘棠到街道调研。",
        "一年来,人大代表提出建议12件。",
        "全国人大代表3人。",
    ],
)
def test_prose_is_no_formal_line(text: str) -> None:
    assert not [said for said in delivery_of(text + "各项工作扎实推进。").said if said.who]


def test_what_an_assembly_hears_is_known_as_such() -> None:
    assert delivery_of("——2031年1月12日在明州市第三届人民代表大会第五次会议上").heard
    assert not delivery_of("柳塘街道2022年工作总结\n一年来,街道上下齐心。").heard
    assert delivery_of("").said == ()
    assert Said("speaker", "", "city") in delivery_of("市长 甘棠").said
