"""Figures of speech (统筹发展和安全两件大事, 守住两条底线) count nothing."""

from __future__ import annotations

import re

from etl.grammar.lexicon import any_of
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Example

_FIGURE = re.compile(f"(?:关键|重大)?{any_of('figure of speech')}")
_SIDES = re.compile(f"{any_of('side')}(?!积极性)")
_NUMBERS = frozenset("一两二三四五六七八九十半")


def _claims(spot: Spot) -> bool:
    q = spot.quantity
    if q.kind != "count":
        return False
    return _SIDES.match(spot.s, q.end) is not None or (q.value_text in _NUMBERS and _FIGURE.match(spot.s, q.end) is not None)


def _reads(spot: Spot, _: object) -> Outcome:
    return Outcome(spot.index + 1, skipped="idiom")


EXAMPLES: tuple[Example, ...] = (
    ("统筹好发展和安全两件大事。", ()),
    ("做好拆迁后半篇文章。", ()),
    ("从10个方面推动转型。", ()),
    (
        "财政收入20亿元、工业产值180亿元两个台阶。",
        (("20亿", "2000000000", "元", "level", "财政收入"), ("180亿", "18000000000", "元", "level", "工业产值")),
    ),
)
AGAINST: tuple[Example, ...] = (("办好两件民生实事。", ()), ("完成两个项目。", (("两", "2", "个", "level", "项目"),)))

RULE = Rule("figure of speech", "a number in a figure of speech", _claims, _reads, EXAMPLES, AGAINST)
