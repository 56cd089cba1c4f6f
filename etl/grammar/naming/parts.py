"""Parts: whether a quantity is a part of one before it (其中, in brackets, beyond a threshold), and what narrows it."""

from __future__ import annotations

import re
from typing import NamedTuple

from etl.grammar import phrases
from etl.grammar.figures import TEN
from etl.grammar.groups import attribute_before, is_inner
from etl.grammar.lexicon import chars_of, words_of
from etl.grammar.spot import Spot

_BEYOND_GRADE = re.compile(f"(?:其中)?[ ：，]*(?P<grade>[0-9A-E{TEN}]{{1,3}}[级类]及?以[{chars_of('above or below')}])的?")
_BEYOND = words_of("beyond: words")
_BEYOND_SIGNS = frozenset(words_of("beyond: sign"))


class Part(NamedTuple):
    """Whether a quantity is a part of one before it, and what narrows it."""

    parted: bool
    subset: str | None = None


def part_of(spot: Spot) -> Part:
    """The first of the ways to be a part that the quantity is one in."""
    for way in _WAYS:
        part = way(spot)
        if part is not None:
            return part
    return Part(False)


def _defined(spot: Spot) -> Part | None:
    """80岁以上的老人320人: the group that the number before defines."""
    s, i, clauses = spot.s, spot.index, spot.clauses
    q = spot.quantity
    if i - 1 not in spot.stretches.defining or spot.quantities[i - 1].start < clauses.break_before(q.start):
        return None
    if is_inner(clauses, i - 1):
        return None
    group = spot.quantities[i - 1]
    if s[group.end : q.start].strip("的 "):
        return Part(False, attribute_before(spot.stretches.left(i - 1)[1]) + s[group.start : group.end])
    start = max([clauses.break_before(group.start), *(before.end for before in spot.quantities[max(0, i - 2) : i - 1])])
    return Part(bool(spot.told.statements), phrases.strip_lead(s[start : q.start]).strip("的，、 ") or None)


def _beyond(spot: Spot) -> Part | None:
    """病人186人，其中3级以上23人."""
    s, start = spot.s, spot.quantity.start
    at = spot.clauses.break_before(start)
    if not spot.told.statements or s[start - 1 : start] not in _BEYOND_SIGNS:
        return None
    if s.endswith(_BEYOND, at, start):
        return Part(True, phrases.strip_lead(s[at:start]).strip("的，、 "))
    grade = _BEYOND_GRADE.fullmatch(s, at, start)
    return Part(True, grade["grade"]) if grade else None


def _among(spot: Spot) -> Part | None:
    """其中发明专利18件."""
    s, at = spot.s, spot.clauses.break_before(spot.quantity.start)
    found = s.startswith("其中", at) or s[max(0, at - 2) : at] == "其中" or s[max(0, at - 3) : at] in {"其中：", "其中，"}
    return Part(True) if found else None


def _bracketed(spot: Spot) -> Part | None:
    """低保户12户（甲类3户、乙类9户）."""
    start = spot.quantity.start
    opening = spot.s.rfind("（", 0, start)
    if opening <= spot.s.rfind("）", 0, start):
        return None
    return Part(True) if any(st.quantity.end <= opening for st in spot.told.statements) else None


def _next_part(spot: Spot) -> Part | None:
    """其中男12人、女9人: the part after a part, as long as its words are few."""
    s, lo, q, previous = spot.s, spot.lo, spot.quantity, spot.previous
    if previous is None or not previous.parted or s[lo - 1 : lo] not in {"、", "，"} or len(spot.s[lo : q.start]) > 10:
        return None
    if s[lo - 1 : lo] == "，" and previous.quantity.unit != q.unit:
        return None
    if s.rfind("其中", spot.clause, lo) < 0:
        return None
    return Part(not phrases.opening_verb(phrases.strip_lead(s[lo : q.start])))


_WAYS = (_defined, _beyond, _among, _bracketed, _next_part)
