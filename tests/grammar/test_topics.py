"""The topics of figures in sentences of several themes."""

import pytest

from etl.report.extraction import extract
from etl.report.ingest import read_text

#: (sentence, topic of each figure)
EXAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("围绕脱贫目标,全镇财政收入突破480万元。", ("economy",)),
    ("老旧小区更新提速,今年改了6个小区、2万平方米,惠及居民410户。", ("urban", "urban", "urban")),
    ("对32个小区、5所学校、18家企业开展疫情防控督查。", ("epidemic", "epidemic", "epidemic")),
    ("新建5所学校、2个小区。", ("education", "education")),
    ("东环路完成征地14亩、签约11户。", ("urban", "urban")),
    ("招商引资项目9个,签约7家。", ("economy", "economy")),
    ("发行基金,募集资金2亿元。", ("economy",)),
    ("慈善募捐活动募集善款30万元。", ("welfare",)),
    ("整治湖岸,清除围网3000米、网箱900平方米,报废渔船12艘。", ("ecology", "ecology", "ecology")),
    ("发展网箱养鱼600箱。", ("rural",)),
)


@pytest.mark.parametrize(("sentence", "topics"), EXAMPLES, ids=[sentence for sentence, _ in EXAMPLES])
def test_topic_is_of_what_is_measured(sentence: str, topics: tuple[str, ...]) -> None:
    mentions = extract(read_text(f"清溪镇2022年工作总结\n\n{sentence}")).mentions
    assert tuple(mention.topic for mention in mentions) == topics


def test_title_gives_no_figure_its_topic() -> None:
    mentions = extract(read_text("清溪镇2022年脱贫工作汇报\n\n财政收入完成480万元。")).mentions
    assert [mention.topic for mention in mentions] == ["economy"]
