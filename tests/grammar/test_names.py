"""What the name of a figure may not hold: it stands alone in a table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.grammar import phrases
from etl.grammar.naming.completion import NAMELESS
from etl.grammar.sentence import read_sentence
from etl.grammar.statements import Context
from etl.report.extraction import extract, own_names
from etl.report.ingest import read_text

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("[0-9]*.txt"))
JOINT = re.compile(
    "^(?:和(?!谐|平|睦|解|美|气|田)|与(?!会)|及(?!时|格)|以及|、|，)|(?:、|，|以及|(?<![总饱缓共温祥])和|(?<!参)与|(?<![普惠涉波危顾])及)$"
)
CUT = re.compile("^(?:使(?![用命馆者])|等(?![级待次候]))|(?:预|最|分别|连续|正在|(?<![理自缘事来])由)$")
FIGURE = re.compile("[0-9]{2,}(?:[.,][0-9]+)?(?:%|元|人|个|万|亿)")
MARKUP = re.compile(r"[<>|#]|&\w+;|\bbr\b|第[0-9]+页")

SUBJECTS = st.sampled_from([
    "财政总收入和税收收入", "存贷款余额", "城乡居民人均可支配收入", "高新技术企业", "发放救助金", "走访企业", "调处矛盾纠纷", "新建公园",
    "粮食总产量预计",     "人均公园绿地面积", "拆除违法建设", "村集体经济收入", "惠及", "涉及", "办结率和满意率", "投资完成率和增幅",
    "单位数、个体户数分",
    "累计", "连续", "又",
])  # fmt: skip
LEADS = st.sampled_from(
    [
        "",
        "力争使",
        "对老街进行改造，",
        "在柳桥社区",
        "系列",
        "全镇",
        "全旗",
        "预计",
        "五年来",
        "其中",
        "和",
        "以及",
        "对",
        "截至年底",
        "高标准",
        "清溪镇",
    ]
)
VERBS = st.sampled_from(
    [
        "",
        "达到",
        "分别达到",
        "完成",
        "预计完成",
        "增长",
        "同比增长",
        "分别增长",
        "创下",
        "突破",
        "连续三年突破",
        "提高到",
        "分别由",
        "每人每月",
    ]
)
VALUES = st.sampled_from(
    ["5亿元", "5亿元和3亿元", "8%", "8%和6%", "120户", "90起、60起", "3.2万人次", "7个", "7个村", "7个村和3个社区", "6亿元大关"]
)
TAILS = st.sampled_from(["", "的新纪录", "的项目正在建设", "等政策", "的情况下", "的目标", "全部完工", "和", "等"])
CLAUSES = st.builds("".join, st.tuples(LEADS, SUBJECTS, VERBS, VALUES, TAILS))
SENTENCES = st.lists(CLAUSES, min_size=1, max_size=4).map(lambda clauses: "，".join(clauses) + "。")


def flaws(name: str) -> list[str]:
    """What is wrong with a name."""
    patterns = {"joint": JOINT, "cut": CUT, "figure": FIGURE, "markup": MARKUP}
    found = [flaw for flaw, pattern in patterns.items() if pattern.search(name)]
    return found + (["says nothing"] if name != NAMELESS and phrases.says_nothing(name) else []) + (["long"] if len(name) > 27 else [])


@settings(max_examples=500, derandomize=True)
@given(SENTENCES)
def test_a_name_could_stand_alone(sentence: str) -> None:
    for statement in read_sentence(sentence, Context(2022, 2022, own=("清溪镇",))).statements:
        assert not flaws(statement.indicator), (sentence, statement.indicator)
        assert not statement.indicator.startswith(("清溪镇", "全镇", "全旗"))


@pytest.mark.parametrize("report", CORPUS, ids=lambda path: path.stem)
def test_names_of_whole_reports_could_stand_alone(report: Path) -> None:
    mentions = extract(read_text(report.read_bytes().decode("utf-8-sig"))).mentions
    assert [(m.quote, m.indicator_text) for m in mentions if flaws(m.indicator_text)] == []
    assert sum(m.indicator_text == NAMELESS for m in mentions) <= len(mentions) / 200


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("江城市清溪镇2022年工作总结", ("江城市清溪镇", "江城市", "清溪镇")),
        ("望江街道工作报告", ("望江街道",)),
        ("工作总结", ()),
    ],
)
def test_the_names_of_the_place_that_reports(title: str, names: tuple[str, ...]) -> None:
    assert own_names(title) == names


#: (sentence, indicator of each figure)
KEPT_APART: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("共投入资金900万元,其中社会资金200万元。", ("投入资金", "投入社会资金")),
    ("开展检查70次,其中夜查20次,联合检查12次。", ("开展检查", "夜查", "联合检查")),
    ("新增企业210家,群众满意率97.5%。", ("新增企业", "群众满意率")),
    ("综合考核由第9位升至第2位。", ("综合考核",)),
    ("税收任务60万,完成75万。", ("税收", "税收")),
)


@pytest.mark.parametrize(("sentence", "names"), KEPT_APART, ids=[sentence for sentence, _ in KEPT_APART])
def test_name_takes_nothing_that_is_not_its_own(sentence: str, names: tuple[str, ...]) -> None:
    mentions = extract(read_text(f"清溪镇2022年工作总结\n\n{sentence}")).mentions
    assert tuple(mention.indicator_text for mention in mentions) == names
