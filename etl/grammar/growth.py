"""Growth statements: what changes, by how much, against what (the words of change are read in :mod:`etl.grammar.change`)."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.grammar import phrases
from etl.grammar.change import Change, change_of, change_right
from etl.grammar.members import BOTH, distributed
from etl.grammar.quantities import Quantity
from etl.grammar.state import State, Statement

_REACHING = re.compile(r"^(?:力争|确保|争取|达到|达|突破|超过|冲刺|到|实现|保|且|至少|和|、|，|约|为|奋力|奋斗目标)*$")


_BASE_CLAUSE = re.compile(r"^(?:与|和|同|较|比)(?P<what>[^，。；]{2,16}?)(?:相比|比较|比)$")
_HOW = re.compile("(?:剔除|扣除|还原|考虑)[^，]*(?:后|因素)|按?(?:同|可比|自然)口径(?:计算)?|每[亩户人]|[亩户人]均")
_GENERIC = frozenset({"人数", "户数", "件数", "总数", "数量", "金额", "面积", "规模"})
_MOVES = frozenset({"前移", "前进", "上升", "提升", "跃升", "后移", "后退", "下滑", "下降"})
_EACH = re.compile("(?:[户人村亩]均|每[户人村亩])[年月]?增收[^，。；]{0,4}$")
_RATE_OF_CHANGE = frozenset({"增速", "增幅", "降幅", "涨幅", "增长率"})


def change_at(state: State, q: Quantity, left: str, right: str) -> Change | None:
    """The change that a quantity states, or None where it states a level."""
    if q.kind == "doubling":
        found = change_of(left.rstrip("翻了实现将") + "增长", "percent")
        return Change(found.subject_end, 1, found.baseline, found.stated, "翻") if found else None
    signed = q.kind in {"percent", "points"} and (state.s[q.anchor - 1 : q.anchor] == "+" or (q.value < 0 and state.s[q.start] == "-"))
    if signed:
        left = left.removesuffix("+")
    found = change_of(left, q.kind)
    if found is None and signed and not phrases.RATE_END.search(left):
        return Change(len(left), 1, "同比", False, "") if left.strip(" ，、（") or state.out else None
    if found is not None and found.word in _MOVES and q.unit_text == "位":
        q.unit = "名次"  # 比上年前移两位
    if found is not None and q.kind == "count" and found.word:
        subject = phrases.strip_lead(left[: found.subject_end]).strip()
        if not found.stated and subject.startswith("新") and found.word == "增加":
            return None  # 新注册企业增加300家 counts the new ones
        if not found.stated and found.word == "增收" and _EACH.search(left):
            return None  # 户均增收3200元
        if not found.stated and found.word == "提升" and phrases.ends_with_verb(subject):
            return None  # 背街小巷整治提升9条
        if (
            not found.stated
            and found.word in {"增加", "提高", "提升", "扩大", "减少", "降低", "压减", "压缩", "缩短", "增收", "上升"}
            and right
            and not right.isspace()
        ):
            return None
        if not found.stated and not subject and (not state.out or (found.word == "净增" and state.out[-1].quantity.unit != q.unit)):
            return None
    if found is not None and not found.stated:
        base = _BASE_CLAUSE.match(state.clauses.clause_before(state.clauses.break_before(q.start)).strip())
        if base:  # 与2019年同期相比，增长5%
            found = replace(found, baseline=base["what"].removesuffix("同期"), stated=True)
    previous = state.previous()
    if (
        found is None
        and q.kind == "percent"
        and previous is not None
        and previous.measure == "growth"
        and previous.quantity.kind == q.kind
        and _REACHING.match(left.strip())
    ):
        return Change(0, 1 if previous.value >= 0 else -1, previous.baseline or "同比", bool(previous.baseline_stated), "")
    if found is None and q.kind == "percent":
        sign = change_right(right)
        if sign:
            return Change(len(re.sub(r"(?:年度|全年|完成|超额完成|实现|达到)*$", "", left)), sign, "同比", False, "增长")
    return found


def growth(state: State, q: Quantity, left: str, change: Change, lo: int) -> None:
    """State how much something changed, for each member of a joint subject."""
    words = left[: change.subject_end]
    both = bool(BOTH.search(left[change.subject_end :])) or bool(BOTH.search(words[-3:]))
    words = phrases.strip_tail(words)
    if q.kind != "points":  # 增速回落1.5个百分点 is about the rate itself
        words = re.sub(r"(?:的)?(?:增幅|降幅|增速|增长率|幅度)$", "", words)
    stripped = phrases.strip_lead(words).strip("，、 ")
    previous = state.previous()
    if previous is not None and _HOW.fullmatch(stripped):
        stripped = words = ""  # 税收3亿元，剔除留抵退税因素后增长1.8%; 单产428公斤，每亩增产15公斤
    if previous is not None and stripped in _GENERIC:
        stripped = words = previous.core + stripped  # 低保户864户，人数较上年减少两成
    if stripped in _RATE_OF_CHANGE and previous is not None:
        stripped = words = previous.indicator + stripped
    names = distributed(state, stripped, both) if stripped else []
    if not names and both:
        names = [st.indicator for st in state.out if st.clause == state.clauses.semi_before(q.start) and st.measure != "growth"][-3:]
    if len(names) < 2:
        # 项目7个、投资36亿元，较上年多3个: more of what was counted in that unit; after a bracket, of what is no part.
        counts = [st for st in state.out if st.measure == "level" and st.quantity.unit == q.unit] if q.kind == "count" else []
        alike = [st for st in counts if not state.is_closed(st, q.start)] if not stripped else []
        names = [alike[-1].indicator if alike else state.subject(words, lo)]
    flip = change.sign if q.value >= 0 else 1
    kind = {"percent": "%", "points": "个百分点", "multiple": "倍", "doubling": "%"}.get(q.kind, "amount")
    for name in names:
        st = state.add(q, "growth", name, growth_kind=kind, baseline=change.baseline, baseline_stated=change.stated, span=change.span)
        turn(st, flip)


def turn(st: Statement, sign: int) -> None:
    """Give a growth its sign. A fall by 8% to 10% lies between -10 and -8."""
    q = st.quantity
    low, high = q.value * sign, None if q.value_max is None else q.value_max * sign
    st.value, st.value_max = (high, low) if high is not None and high < low else (low, high)
