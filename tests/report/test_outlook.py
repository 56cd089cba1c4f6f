"""Which figures stand in a plan, by the heading or the line that they stand below."""

import pytest

from etl.report.extraction import extract
from etl.report.ingest import read_text

#: (text below the title, status of each figure)
EXAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("二、全年目标任务\n(一)主要指标。新增就业200人。", ("plan",)),
    ("二、年度目标任务完成情况\n新增就业200人。", ("actual",)),
    ("今年,我们要集中力量办好民生实事:\n\n1、修缮学校。维修校舍3栋。\n\n2、改善出行。硬化道路5公里。", ("plan", "plan")),
    ("今年,我们办好了民生实事:\n\n1、修缮学校。维修校舍3栋。", ("actual",)),
    ("必须把发展放在首位,优化环境,努力推动经济向好。\n\n做大工业。新增规上企业8家以上。", ("plan",)),
    ("我们深刻体会到,必须坚持实干,努力为民。\n\n一年来,新增规上企业8家。", ("actual",)),
)


@pytest.mark.parametrize(("text", "statuses"), EXAMPLES, ids=[text[:12] for text, _ in EXAMPLES])
def test_status_by_what_stands_above(text: str, statuses: tuple[str, ...]) -> None:
    mentions = extract(read_text(f"清溪县2022年政府工作报告\n\n{text}")).mentions
    assert tuple(mention.status for mention in mentions) == statuses


@pytest.mark.parametrize(("text", "place"), [("新增河西村26亩果园。", "河西村"), ("建设路社区5个车棚。", "建设路社区")])
def test_place_has_no_verb(text: str, place: str) -> None:
    assert [mention.place for mention in extract(read_text(f"清溪镇2022年工作总结\n\n{text}")).mentions] == [place]
