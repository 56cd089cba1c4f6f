"""A count to be named: its words left and right, and what was stated before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.grammar import phrases
from etl.grammar.figures import ORDERS
from etl.grammar.groups import joined_attribute
from etl.grammar.landmarks import LANDMARKS
from etl.grammar.lexicon import DIMENSION_OF, any_of
from etl.grammar.naming.parts import part_of
from etl.grammar.quantities import Quantity
from etl.grammar.settings import opening_place
from etl.grammar.spot import Spot
from etl.grammar.statements import Statement

_SIZE = re.compile(f"[{ORDERS}]+{any_of('size of a count: unit')}级?")
_NUMBERED = re.compile("^的?(?:[一两三四五][个大])?")
_CONNECTIVE = re.compile(rf"^(?:{any_of('sum before')}|，)*$")
MEASURED = frozenset({"money", "area", "length", "volume", "mass", "energy", "power"})
_OPENS_LIST = re.compile("^[^，。；：（）]{4,40}等(?:共|各)?$")
NEXT_LIST = re.compile(f"{any_of('next list: joins')}[^和与及]{{2,12}}$")
"""The first member of the list that another count closes."""
_EACH = re.compile(any_of("each person and month"))
_TARGET_RIGHT = re.compile(f"的{any_of('target or task')}")
_CIRCUMSTANCE = re.compile(f"的{any_of('circumstance')}[下上]")


@dataclass(slots=True)
class Count:
    """A count to be named: its words left and right, and what was stated before it."""

    spot: Spot
    quantity: Quantity
    words_right: str
    """The words right of it as they stand."""
    right: str
    """The same without 的 before them."""
    phrase: phrases.Phrase
    """The words left, trimmed."""
    etc: bool
    """Whether 等 stands before the number (甲社区、乙社区等5个…)."""
    shared: bool
    """Whether the words right of it are those left of the next quantity."""
    previous: Statement | None
    """The statement before it; after a bracket the one whose parts it told."""
    parted: bool
    subset: str | None
    parent: Statement | None
    """The whole that it is a part of (其中, brackets)."""
    place: str
    """The part of the area that the words left open with, which is no part of them then."""
    text: str
    """The words left, without the examples that 等 closes."""

    @property
    def left(self) -> str:
        """The words left of it as they stand."""
        return self.spot.left

    @property
    def dimension(self) -> str:
        """Dimension of its unit."""
        return DIMENSION_OF.get(self.quantity.unit, "")

    @property
    def measured(self) -> bool:
        """Whether it is an amount rather than a number of things."""
        return self.dimension in MEASURED

    @property
    def mark(self) -> str:
        """The mark before its words."""
        return "、" if self.left.startswith("、") else self.spot.s[self.spot.lo - 1 : self.spot.lo]  # 甲9家（新增2家）、乙3家

    @property
    def before(self) -> Statement | None:
        """The statement before it, if no full stop stands between."""
        previous = self.previous
        if previous is None or not self.spot.clauses.same_sentence(previous.quantity.end, self.quantity.start):
            return None
        return previous

    @property
    def lenders(self) -> list[Statement]:
        """The statements of its ；-clause that have a noun to lend; after a bracket its parts have none."""
        told, start, clause = self.spot.told, self.quantity.start, self.spot.clause
        return [st for st in told.statements if st.clause == clause and phrases.of_rate(st.core) and not told.is_closed(st, start)]


def count_at(spot: Spot) -> Count:
    """The count that stands at `spot`."""
    q, left, last = spot.quantity, spot.left, spot.last
    if q.unit.startswith("元/人"):
        left = _EACH.sub("", left)  # 特困人员21人，每人每月补助1008元
    if (joint := joined_attribute(left)) > 0:
        left = left[joint + 1 :]
    trimmed = phrases.strip_tail(left).rstrip()
    etc = trimmed.endswith(("等", "等共"))
    phrase = phrases.left_phrase(trimmed.rstrip("共 ").removesuffix("等") if etc else left)
    (place, end), previous = opening_place(phrase.text), spot.told.before(q.start)
    if place:
        phrase = phrases.left_phrase(phrase.text[end:])
    elif previous is not None and previous.place and spot.clauses.break_before(q.start) <= previous.quantity.start:
        place = previous.place
    words_right = right = _right_of(spot)
    if _CIRCUMSTANCE.match(right):
        words_right = right = ""  # 在成灾面积6400亩的情况下
    if right.startswith("的") and not _TARGET_RIGHT.match(right):
        right = right[1:].strip()
    following = spot.quantities[last + 1] if last + 1 < len(spot.quantities) else None
    parted, subset = part_of(spot)
    return Count(
        spot=spot,
        quantity=q,
        words_right=words_right,
        right=right,
        phrase=phrase,
        etc=etc,
        shared=following is not None and spot.stretches.right_end(last) == following.start,
        previous=previous,
        parted=parted,
        subset=subset,
        parent=spot.told.parent() if parted else None,
        place=place,
        text=phrases.drop_examples(phrase.text, phrase.verb),
    )


def _right_of(spot: Spot) -> str:
    """The words right of a count: up to the next mark, over 、 where the noun is a joint one."""
    s, last, quantities = spot.s, spot.last, spot.quantities
    start, end = spot.stretches.right_start(last), spot.stretches.right_end(last)
    if last + 1 < len(quantities) and quantities[last + 1].kind == "rank" and start < quantities[last + 1].subject_end < end:
        end = quantities[last + 1].subject_end  # 3项指标增幅位居全县第二
    right = phrases.without_unit(s[start:end]).strip(" ")
    if s[end : end + 1] == "、" and last + 1 < len(quantities) and _SIZE.fullmatch(right):  # 1个万亩、6个千亩油茶基地
        right = _SIZE.sub("", s[quantities[last + 1].end : spot.stretches.right_end(last + 1)].strip(), count=1)
    if _CONNECTIVE.match(right) or _TARGET_RIGHT.match(right) or _NUMBERED.sub("", right) in LANDMARKS:
        return ""
    if last + 1 < len(quantities) and end == quantities[last + 1].start and (joint := joined_attribute(right)) > 0:
        return right[:joint]  # 总投资7000万元的变电站和总投资3000万元的水厂
    if not right:
        return right
    if last + 1 < len(quantities) and _OPENS_LIST.search(s[start : quantities[last + 1].start]):
        return NEXT_LIST.sub("", right)  # 4家物流企业和宏图、瑞安等2家检测机构
    if s[end : end + 1] != "、":
        return right
    if phrases.is_preposition(spot.left.strip()):  # 为1903名失能、高龄老人发放补贴
        limit = quantities[last + 1].start if last + 1 < len(quantities) else len(s)
        return s[start : min(limit, spot.clauses.break_after(end))].strip()
    return spot.stretches.joint_right(last, end, always=len(right) <= 2)
