"""The value that a change is against (较去年同期的24起下降三成) is no fact; its words belong to the change."""

from __future__ import annotations

import re

from etl.grammar.lexicon import any_of
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Example

_OF_BASE = re.compile(rf"{any_of('base: against')}(?:(?:{any_of('base: when')}|[0-9]{{4}}年)(?:度|同期)?|同期)的?（?$")
_CHANGES = re.compile(rf"）?[，]?(?:相比|同比)?{any_of('base: changes')}")


def _claims(spot: Spot) -> bool:
    s, q = spot.s, spot.quantity
    if spot.following is None or _CHANGES.match(s, q.end) is None:
        return False
    return _OF_BASE.search(s, max(0, q.start - 14), q.start) is not None


def _reads(spot: Spot, _: object) -> Outcome:
    change_words = spot.s[spot.quantity.end : spot.quantities[spot.index + 1].start].removeprefix("）")
    return Outcome(spot.index + 1, skipped="part", handed=(spot.lo, spot.left.rstrip("的（") + change_words))


EXAMPLES: tuple[Example, ...] = (
    ("接访120批，较2022年的150批减少30批。", (("120", "120", "批", "level", "接访"), ("30", "-30", "批", "growth", "接访"))),
    ("工业投资比去年的12亿元增加3亿元。", (("3亿", "300000000", "元", "growth", "工业投资"),)),
    (
        "盗窃发案46起，比上年同期（61起）下降24.6%。",
        (("46", "46", "起", "level", "盗窃发案"), ("24.6", "-24.6", "%", "growth", "盗窃发案")),
    ),
)
AGAINST: tuple[Example, ...] = (
    ("2020年底前完成,2021年验收,2022年销号。", ()),
    ("较去年同期下降三成。", (("三", "-30", "%", "growth", ""),)),
    ("接访去年同期的24批群众。", (("24", "24", "批", "level", "群众"),)),
)

RULE = Rule("base", "what a change is against", _claims, _reads, EXAMPLES, AGAINST)
