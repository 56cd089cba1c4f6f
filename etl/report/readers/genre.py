"""What is no report: a notice, a price list, a login page. Told only where a text says so and nothing in it says that it is a report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl import reference
from etl.report.readers.describe import TITLE_END

#: (lines, the kind of report that they are taken for, what they are if they are no report)
EXAMPLES: tuple[tuple[tuple[str, ...], str, str | None], ...] = (
    (("关于召开2023年度工作总结会议的通知", "会议时间:1月5日上午9时", "会议地点:三楼", "联系人:小王。"), "annual", "a notice"),
    (("关于停水的通知", "因管道检修,1月5日8时至18时停水,请居民提前储水。", "联系电话:85550123"), "other", "a notice"),
    (("关于元旦放假的通知", "元旦放假3天,请做好值班工作。"), "other", "a notice"),
    (("农贸市场价目表", "白菜 2.5元/斤", "猪肉 15元/斤", "会员价另计"), "other", "a price list"),
    (("用户登录", "用户名:", "密码:", "验证码:", "忘记密码 立即注册"), "other", "a login page"),
    (("街道综合服务中心采购公告", "采购人:某街道办事处", "预算金额:35万元", "开标时间:1月5日"), "other", "a call for tenders"),
    (("物业服务合同", "甲方:某街道", "乙方:某公司", "本合同金额35万元,违约责任按约定。"), "other", "a contract"),
    (("流动人口管理办法", "第一条 为加强管理,制定本办法。", "第二条 本办法自发布之日起施行。"), "other", "a rule"),
    (("柳岸街道2023年工作总结", "全年新增企业320家。", "联系人:小王,联系电话:85550123"), "annual", None),
    (("关于印发2023年工作总结的通知", "现印发给你们。", "柳岸街道2023年工作总结", "全年新增企业320家。联系人:小王"), "annual", None),
    (("2023年,街道新增企业320家。", "联系电话:85550123,联系人:小王"), "other", None),
    (("全年新增企业320家。",), "other", None),
    (("政府工作报告", "制定了管理办法,印发了通知。"), "annual", None),
)

HEAD_LINES = 3
"""Lines in which a paper says what it is."""
MAX_TITLE = 60
MAX_TEXT = 3_000
"""Characters; a longer text that does not say in its title what it is may be a report, whatever words are in it."""
SHORT = 300
"""Characters; a text no longer than this is what its title says, with no other word for it."""
MIN_WORDS = 3
"""Of one kind of paper, that tell it without a title."""

_TAIL = re.compile(r"[\s\d()\[\]《》“”\"、.,:!?—-]+$")


def other_paper(lines: Sequence[str], kind: str) -> str | None:
    """What a text is, given as its lines without page chrome, if it is no report; `kind` is the kind of report that it was taken for.

    A title that says so decides where the text does too, or where nothing speaks for a report; without one, several words of a short text.
    """
    titles = [_TAIL.sub("", line) for line in lines[:HEAD_LINES] if len(line) <= MAX_TITLE]
    if any(TITLE_END.search(line) for line in lines if len(line) <= MAX_TITLE):
        return None
    text = "\n".join(lines)
    papers: dict[str, tuple[bool, int]] = {}
    for (paper, where), words in reference.other_papers().items():
        titled, said = papers.get(paper, (False, 0))
        if where == "title":
            papers[paper] = (any(title.endswith(words) for title in titles), said)
        else:
            papers[paper] = (titled, sum(word in text for word in words))
    for paper, (titled, said) in sorted(papers.items(), key=lambda found: -found[1][1]):
        # 关于…的通知 may carry a report: its own words must say that it is one.
        if titled and (said >= (1 if kind == "other" else 2) or (kind == "other" and len(text) <= SHORT)):
            return paper
        if kind == "other" and said >= MIN_WORDS and len(text) <= MAX_TEXT:
            return paper
    return None
