"""Ranks: what is ranked (the rank itself is read in :mod:`etl.grammar.ranks`)."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.figures import TEN
from etl.grammar.lexicon import any_of, words_of
from etl.grammar.members import BOTH, distributed, members, shared_members
from etl.grammar.naming.subjects import subject, with_object
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Draft, Example

_SCORE_NAME = re.compile(rf"{any_of('score: of all')}{any_of('score: what')}|{any_of('score alone')}")
_GROWTH = re.compile(rf"{any_of('ranked growth')}$")
_GROWN = re.compile(rf"{any_of('ranked change')}$")
_GROWN_HOW = re.compile(f"{any_of('ranked: grown how')}$")
_IN_ORDER = re.compile(f"分{any_of('ranked: behind 分')}")
_COMPLETION = re.compile(rf"{any_of('ranked completion')}$")
_SCORE = re.compile(rf"{any_of('ranked score')}")
_INDICATORS = re.compile(f"{any_of('ranked: kind of indicator')}*{any_of('ranked: indicator')}")
_IN = re.compile(r"^(?:在|于)")
_FROM_RANK = re.compile(f"{any_of('from')}[^，。；第]{{0,6}}第[0-9{TEN}]+.*$")
"""排名由第8位升至第3位: the rank before is no part of what is ranked."""
_AMID = re.compile(f"(?:的?(?:综合)?{any_of('ranked: contest')}?(?:活动)?中|当中)$")
_UNITS_SUMMED = frozenset(words_of("ranked: unit"))


def _claims(spot: Spot) -> bool:
    return spot.quantity.kind == "rank"


def _reads(spot: Spot, _: object) -> Outcome:
    q, s, told = spot.quantity, spot.s, spot.told
    words = _ranked_words(spot)
    in_order = _in_order(spot, words)
    if in_order is not None:
        return in_order
    both = bool(BOTH.search(s[max(spot.lo, q.subject_end) : q.anchor])) or bool(BOTH.search(words[-2:]))
    basis, subject_words = _basis(words)
    goes_on, generic = not subject_words, phrases.GENERIC.fullmatch(subject_words)
    subject_words = phrases.GENERIC.sub("", subject_words)
    levels = told.in_clause(spot.clause, "level")
    if generic and levels:
        subject_words = levels[-1].indicator  # 收入12亿元，税比91%，总量居全市第二
    names = _summed_up(spot, words) or (distributed(told, subject_words, both) if subject_words else [])
    if not names and both:
        names = [st.indicator for st in told.in_clause(spot.clause, "level", "rate")][-4:]
    if not names:
        names = [subject(spot, "")]
    elif len(names) == 1:
        names = [with_object(spot, names[0])]
    scope = q.scope or (spot.previous.scope if spot.previous is not None and goes_on else None)  # 列全市第5，首次进入前十
    return Outcome(spot.index + 1, [Draft(q, "rank", name, scope=scope or None, rank_basis=basis) for name in names])


def _summed_up(spot: Spot, words: str) -> list[str]:
    """甲、乙、丙3项指标增速排名全市前五: each of what the number sums up is ranked."""
    if not spot.index or not _INDICATORS.match(words.strip()):
        return []
    count = spot.quantities[spot.index - 1]
    if count.end != spot.lo or count.unit not in _UNITS_SUMMED:
        return []
    _, left = spot.stretches.left(spot.index - 1)
    start = spot.clauses.break_before(count.start)
    names = members(phrases.strip_lead(phrases.strip_tail(spot.s[start : count.start].removesuffix("等"))).strip("，、 ")) if left else []
    return names if len(names) == count.value else []


def _ranked_words(spot: Spot) -> str:
    """The words before the rank's own, '' where they only name its scope."""
    q, s, lo = spot.quantity, spot.s, spot.lo
    words = s[lo : max(lo, q.subject_end)]
    if not words.strip():
        named = _SCORE_NAME.match(phrases.strip_lead(s[lo : q.anchor]))
        words = named[0] if named else ""
    return "" if q.scope and words.strip() == q.scope else words


def _in_order(spot: Spot, words: str) -> Outcome | None:
    """总量和增速分别居全区第二、第一: as many ranks as there are members."""
    run = spot.stretches.rank_run(spot.index)
    named = _subject(_IN_ORDER.sub("", words))
    if len(run) < 2 or (named and not _IN_ORDER.search(spot.s, spot.lo, spot.quantity.anchor)):
        return None
    before = spot.told.in_clause(spot.clause, "level", "rate", "growth")
    members = shared_members(named) if named else [st.indicator for st in before if st.measure == before[-1].measure][-len(run) :]
    if len(members) != len(run):
        return None
    drafts = []
    for k, member in zip(run, members, strict=True):
        q = spot.quantities[k]
        name = phrases.GENERIC.sub("", member) or subject(spot, "")
        basis = "growth" if _GROWTH.search(member) else "level"
        drafts.append(Draft(q, "rank", name, scope=q.scope or spot.quantity.scope or None, rank_basis=basis))
    return Outcome(run[-1] + 1, drafts)


def _basis(words: str) -> tuple[str, str]:
    """What the order is by, and what is ranked."""
    grown = _GROWN.search(words)
    if grown:
        words = _GROWN_HOW.sub("", words[: grown.start()])
    found = _subject(words)
    if _COMPLETION.search(found):
        return "completion", found
    if _SCORE.search(found):
        return "score", found
    return "growth" if grown else "level", found


def _subject(words: str) -> str:
    """What is ranked, of the words before a rank's own."""
    found = phrases.strip_lead(phrases.strip_tail(_FROM_RANK.sub("", words))).strip("，、 ")
    found = phrases.trim_joints(_AMID.sub(lambda m: m[0].rstrip("中").rstrip("当"), _IN.sub("", found)))
    return "" if phrases.says_nothing(found) else found


EXAMPLES: tuple[Example, ...] = (
    ("信访考核由第9位升至第2位。", (("2", "2", "名次", "rank", "信访考核"),)),
    ("综合考评列全区第三,较上年前移两位。", (("三", "3", "名次", "rank", "综合考评"), ("两", "2", "名次", "growth", "综合考评"))),
    (
        "技改投资6亿元，总量和增速分别居全县第四、第一。",
        (("6亿", "600000000", "元", "level", "技改投资"), ("四", "4", "名次", "rank", "技改投资"), ("一", "1", "名次", "rank", "技改投资")),
    ),
    ("平安建设考核位列全县第二。", (("二", "2", "名次", "rank", "平安建设"),)),
    ("招商引资工作跃居全市第3位。", (("3", "3", "名次", "rank", "招商引资"),)),
    ("综合得分在18个乡镇中排名第五。", (("五", "5", "名次", "rank", "综合得分"),)),
    ("人居环境整治排名由第12位上升至第4位。", (("4", "4", "名次", "rank", "人居环境整治"),)),
    ("河长制工作在季度评比中获得第一名。", (("一", "1", "名次", "rank", "河长制"),)),
    ("营商环境评价进入全省前10名。", (("10", "10", "名次", "rank", "营商环境评价"),)),
    ("垃圾分类考评获全市第六、全区第一。", (("六", "6", "名次", "rank", "垃圾分类"), ("一", "1", "名次", "rank", "垃圾分类"))),
    ("办件量、好评率分别位居全州第一、第三。", (("一", "1", "名次", "rank", "办件量"), ("三", "3", "名次", "rank", "好评率"))),
    ("农业总产值位居全旗第四,同比增长5.5%。", (("四", "4", "名次", "rank", "农业总产值"), ("5.5", "5.5", "%", "growth", "农业总产值"))),
    ("绩效考核排名从全县第9升至第2。", (("2", "2", "名次", "rank", "绩效考核"),)),
    (
        "实现地区生产总值58.3亿元,同比增长6.8%,增速居全区第三。",
        (
            ("58.3亿", "5830000000", "元", "level", "地区生产总值"),
            ("6.8", "6.8", "%", "growth", "地区生产总值"),
            ("三", "3", "名次", "rank", "地区生产总值"),
        ),
    ),
    ("绩效考核平均得分92.6分,列全市第3。", (("92.6", "92.6", "分", "level", "绩效考核"), ("3", "3", "名次", "rank", "绩效考核"))),
    ("入围全国综合实力千强镇,列第386位。", (("386", "386", "名次", "rank", "综合实力"),)),
    ("义务植树完成进度全县第1名。", (("1", "1", "名次", "rank", "进度"),)),
    ("平安指数连续三个月排名全市前三。", (("三", "3", "名次", "rank", "平安指数"),)),
    ("GDP和税收总量分别居全市第5和第8位。", (("5", "5", "名次", "rank", "GDP"), ("8", "8", "名次", "rank", "税收"))),
    ("营商环境满意度在全市排第7名。", (("7", "7", "名次", "rank", "满意度"),)),
    ("入驻率在全省同类园区中列第6位。", (("6", "6", "名次", "rank", "入驻率"),)),
    (
        "垃圾分类、控违拆违两项工作考核均列全区第一。",
        (("两", "2", "项", "level", "工作"), ("一", "1", "名次", "rank", "垃圾分类"), ("一", "1", "名次", "rank", "控违拆违")),
    ),
    (
        "接诉即办和物业治理两项考核均居全区第三。",
        (
            ("两", "2", "项", "level", "考核"),
            ("三", "3", "名次", "rank", "接诉即办"),
            ("三", "3", "名次", "rank", "物业治理"),
        ),
    ),
    (
        "工业增加值、用电量、投资3项指标增速排名全市前五。",
        (
            ("3", "3", "项", "level", "指标"),
            ("五", "5", "名次", "rank", "工业增加值"),
            ("五", "5", "名次", "rank", "用电量"),
            ("五", "5", "名次", "rank", "投资"),
        ),
    ),
    ("2021年考核居全县第二,2022年升至第一。", (("二", "2", "名次", "rank", "考核"), ("一", "1", "名次", "rank", "考核"))),
)
AGAINST: tuple[Example, ...] = (
    ("第二批主题教育顺利收官。", ()),
    ("第三产业加快发展。", ()),
    ("召开第四届职工代表大会。", ()),
    ("创建第一批特色小镇。", ()),
    ("书记是安全生产第一责任人。", ()),
    ("坚持把民生放在第一位。", ()),
    ("垃圾分类工作稳居全区第一方阵。", ()),
    ("乡村振兴考核进入第一梯队。", ()),
    ("召开第三十七次主任会议。", ()),
    ("担当防汛第一线的排头兵。", ()),
)

RULE = Rule("rank", "a place in an order", _claims, _reads, EXAMPLES, AGAINST)
