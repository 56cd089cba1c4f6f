"""Whether a quantity states a change where it stands (the words of change are read in :mod:`etl.grammar.change`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from etl.grammar import phrases
from etl.grammar.change import MEAN, Change, change_of, change_right
from etl.grammar.clauses import Clauses
from etl.grammar.lexicon import DIMENSION_OF, any_of, chars_of, words_of
from etl.grammar.quantities import Quantity
from etl.grammar.statements import Draft, Told

__all__ = ["Change", "change_at", "moved", "moves_places"]

_REACHING = re.compile(rf"^(?:{any_of('reaching')}|、|，)*$")
_BASE_CLAUSE = re.compile(f"^{any_of('base clause: against')}(?P<what>[^，。；]{{2,16}}?){any_of('base clause: ends')}$")
_MOVES = frozenset(words_of("move"))
_EACH = re.compile(f"{any_of('income of each')}[年月]?增收[^，。；]{{0,4}}$")
_ADDS = frozenset(words_of("adds"))
_MEAN_BEFORE = re.compile(f"{any_of('mean: before')}*(?:年均|年平均)$")
_AIM_BEFORE = re.compile(f"{any_of('aim: before')}*$")
_WORKED_ON = frozenset({"length", "area", "facility", "count", "length_piece", "item"})
_VERB_FIRST = re.compile(any_of("growth: verb first"))
_MEASURE_END = re.compile(f"[{chars_of('measure: last sign')}]$")
"""What a change by so many metres is a change of: 里程, 水位, 面积."""
_KINDS = {"percent": "%", "points": "个百分点", "multiple": "倍", "doubling": "%"}
_NO_CHANGE = chars_of("no change of its own")
_IMPROVED = frozenset(words_of("improved"))


@dataclass(frozen=True, slots=True)
class _Found:
    """A change as its words tell it, and where it was found."""

    change: Change
    told: Told
    quantity: Quantity
    left: str
    right: str

    @property
    def subject(self) -> str:
        return phrases.strip_lead(self.left[: self.change.subject_end]).strip()


def change_at(told: Told, clauses: Clauses, q: Quantity, left: str, right: str) -> Change | None:
    """The change that a quantity states, or None where it states a level."""
    if q.kind == "doubling":
        found = change_of(left.rstrip(_NO_CHANGE) + "增长", "percent")
        return Change(found.subject_end, 1, found.baseline, found.stated, "翻") if found else None
    signed = q.kind in {"percent", "points"} and (clauses.s[q.anchor - 1 : q.anchor] == "+" or (q.value < 0 and clauses.s[q.start] == "-"))
    if signed:
        left = left.removesuffix("+")
    found = change_of(left, q.kind)
    if found is None and signed and not phrases.RATE_END.search(left):
        return Change(len(left), 1, "同比", False, "") if left.strip(" ，、（") or told.statements else None
    if found is None and q.kind == "percent":
        return _verb_first(left) or _carried_on(told, q, left, right)
    if found is None:
        return None
    counted = q.kind == "count" and found.word and not found.stated and not moves_places(found, q)
    if counted and any(is_level(_Found(found, told, q, left, right)) for is_level in _LEVELS):
        return None
    return found if found.stated else _with_base(found, clauses, q)


def _verb_first(left: str) -> Change | None:
    """减少碳排放3.1%: the word of change stands before what changes; of a rate it would say where it stands (提高覆盖率到30%)."""
    words = phrases.strip_lead(phrases.strip_tail(left))
    found = _VERB_FIRST.match(words)
    if found is None or phrases.RATE_END.search(words) or len(words) - found.end() < 2:
        return None
    sign = change_of(found[0], "percent")
    return Change(len(left), sign.sign, "同比", False, found[0]) if sign else None


def _carried_on(told: Told, q: Quantity, left: str, right: str) -> Change | None:
    """增长8%，力争9%: another figure of the same change; 22%的增长目标: the words of change stand right."""
    previous = told.previous()
    if previous is not None and previous.measure == "growth" and previous.quantity.kind == q.kind and _REACHING.match(left.strip()):
        return Change(0, 1 if previous.value >= 0 else -1, previous.baseline or "同比", bool(previous.baseline_stated), "")
    sign = change_right(right)
    if not sign:
        return None
    mean = _MEAN_BEFORE.search(left)  # 保持年均10%以上的增速
    subject_end = mean.start() if mean else len(_AIM_BEFORE.sub("", left))
    return Change(subject_end, sign, MEAN if mean else "同比", mean is not None, "增长")


def _with_base(change: Change, clauses: Clauses, q: Quantity) -> Change:
    """与2019年同期相比，增长5%: the clause before names the base."""
    base = _BASE_CLAUSE.match(clauses.clause_before(clauses.break_before(q.start)).strip())
    return replace(change, baseline=base["what"].removesuffix("同期"), stated=True) if base else change


def moves_places(change: Change, q: Quantity) -> bool:
    """排名提升2位: places in an order, no people."""
    return change.word in _MOVES and q.unit_text == "位"


def _new_ones(found: _Found) -> bool:
    """新注册企业增加300家 counts the new ones."""
    return found.subject.startswith("新") and found.change.word == "增加"


def _of_each(found: _Found) -> bool:
    """户均增收3200元."""
    return found.change.word == "增收" and _EACH.search(found.left) is not None


def _done(found: _Found) -> bool:
    """背街小巷整治提升9条."""
    return found.change.word == "提升" and phrases.ends_with_verb(found.subject)


def _improved(found: _Found) -> bool:
    """道路养护和路况改善提升640公里: how much of something was worked on."""
    works = found.change.word in _IMPROVED and DIMENSION_OF.get(found.quantity.unit) in _WORKED_ON
    return works and not _MEASURE_END.search(found.subject)


def _net(found: _Found) -> bool:
    """退库5家，净增12家: how many more there are, a count of its own."""
    return found.change.word == "净增" and not found.subject


def _object_right(found: _Found) -> bool:
    """增加300个学位."""
    return found.change.word in _ADDS and bool(found.right) and not found.right.isspace()


def _of_nothing(found: _Found) -> bool:
    """Nothing was told that could change, or not in that unit."""
    told = found.told.statements
    return not found.subject and not told


_LEVELS = (_new_ones, _of_each, _done, _improved, _net, _object_right, _of_nothing)
"""Words of change before a count that state no change."""


def moved(q: Quantity, name: str, change: Change, sign: int | None = None) -> Draft:
    """The draft of a change; a figure with a sign of its own keeps it."""
    if moves_places(change, q):
        q = replace(q, unit="名次")  # 比上年前移两位
    return Draft(
        q,
        "growth",
        name,
        sign=(change.sign if sign is None else sign) if q.value >= 0 else 1,
        growth_kind=_KINDS.get(q.kind, "amount"),
        baseline=change.baseline,
        baseline_stated=change.stated,
        span=change.span,
    )
