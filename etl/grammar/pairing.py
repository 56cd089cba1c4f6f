"""分别: members and values that pair in order (A、B分别完成5亿元、3亿元)."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.change import Change, change_of
from etl.grammar.growth import change_at, turn
from etl.grammar.lexicon import UNIT_OF
from etl.grammar.members import shared_members
from etl.grammar.state import State

_CHANGES = re.compile("[、，和与及]?(?:同比|环比)?(?:增长|下降|上升|提高|提升|降低|减少|增加)")
_GENERIC = frozenset({"总面积", "面积", "总量", "总数", "人数", "户数", "金额", "总额", "规模", "产量", "产值"})


def pair(state: State, i: int, left: str) -> int:
    """A、B分别完成5亿元、3亿元: the members and the values in order. Returns the next index, or 0 where nothing pairs."""
    run = _changes(state, state.clauses.run(i))
    at = left.rfind("分别")
    before, action = (left[:at], left[at + 2 :]) if at >= 0 else ("", left)
    at = max(at, 0)
    change = change_at(state, state.quantities[i], before + action, "")
    words = phrases.strip_tail(left[: min(at, change.subject_end)] if change is not None and change.subject_end < at else before)
    words = re.sub(r"(?:同比|环比|均|的)$", "", words)
    stripped = phrases.strip_lead(words).strip("，、 ")
    if not stripped:
        stripped = (
            phrases.strip_lead(phrases.strip_tail(state.clauses.clause_before(state.clauses.left(i)[0]))).strip("，、 ")
            if not state.out or not state.pairs
            else ""
        )
    members = shared_members(stripped) if stripped else []
    if stripped in _GENERIC and len(state.out) >= len(run) > 1:
        members = [st.core + stripped for st in state.out[-len(run) :]]  # 油茶2300亩、茶叶1500亩，总面积分别达…
    if len(members) < len(run):
        if not stripped and len(state.pairs) == len(run):
            members = state.pairs
        elif not stripped and len(state.out) >= len(run):
            members = [st.indicator for st in state.out[-len(run) :]]
        elif len(run) == 1 and members:
            members = members[-1:]
        else:
            members = [stripped or state.subject("", state.clauses.left(i)[0])] * len(run)
    elif len(members) > len(run):
        members = [stripped] if len(run) == 1 else members[-len(run) :]
    previous = state.previous()
    if previous is not None and all(member in UNIT_OF for member in members):
        members = [previous.core + member for member in members]  # 批次、人次分别下降
    head_verb = phrases.opening_verb(members[0])
    kind_tail = re.search(r"(?:增速|增幅|降幅|增长率)$", members[-1])
    if kind_tail:
        members = [re.sub(r"(?:增速|增幅|降幅|增长率)$", "", m) for m in members]
        change = change or Change(0, -1 if kind_tail[0] == "降幅" else 1, "同比", False, kind_tail[0])
    action_words = phrases.strip_tail(action)
    for k, member in zip(run, members, strict=True):
        q = state.quantities[k]
        if change is not None or q.kind in {"points", "doubling"}:
            found = change or Change(0, 1, "同比", False, "")
            kind = {"percent": "%", "points": "个百分点", "multiple": "倍", "doubling": "%"}.get(q.kind, "amount")
            st = state.add(q, "growth", member, growth_kind=kind, baseline=found.baseline, baseline_stated=found.stated, span=found.span)
            own = change_of(state.s[state.quantities[k - 1].end : q.start], q.kind) if k > i else None
            turn(st, (own or found).sign if q.value >= 0 else 1)
            continue
        label = state.clauses.label(q.start)
        name = member + label if label and len(member) <= 4 else member
        action_noun = phrases.clean(action_words)
        if action_noun and len(member) + len(action_noun) <= 20 and action_noun not in {"完成", "达到", "实现"}:
            name = member + action_noun
        if head_verb and not name.startswith(head_verb) and q.kind == "count":
            name = head_verb + name
        right = state.s[q.end : state.clauses.right_end(k)].strip()
        if q.kind == "count" and right and k == run[-1] and not phrases.opens_with_verb(right) and len(right) <= 8 and not action_noun:
            name = member + right
        state.add(q, "rate" if q.kind == "percent" else "level", name)
    state.pairs = members
    return run[-1] + 1


def _changes(state: State, run: list[int]) -> list[int]:
    """The run with those that another word of change separates (分别增长7.2%和下降3.5%)."""
    quantities = state.quantities
    while run[-1] + 1 < len(quantities):
        a, b = quantities[run[-1]], quantities[run[-1] + 1]
        if a.kind != b.kind or not _CHANGES.fullmatch(state.s, a.end, b.start):
            break
        run.append(run[-1] + 1)
    return run


def pairs_changes(state: State, i: int, words: str) -> bool:
    """Whether as many changes stand here as there are members, though no 分别 says so (甲、乙同比下降5%、3%)."""
    run = state.clauses.run(i)
    if len(run) < 2 or len({state.quantities[k].kind for k in run}) > 1:
        return False
    subject = phrases.strip_lead(phrases.strip_tail(words)).strip("，、 ")
    return len(shared_members(subject) if subject else state.pairs) == len(run)


def repeats_pairs(state: State, i: int, left: str) -> bool:
    """…分别增长8.5%、9.2%,达到33170元和16480元: as many values again, for the same members."""
    if phrases.strip_lead(phrases.strip_tail(left)).strip("，、 ") or len(state.clauses.run(i)) != len(state.pairs):
        return False
    return len(state.pairs) > 1 and state.s.find("；", state.out[-1].quantity.end, state.quantities[i].start) < 0
