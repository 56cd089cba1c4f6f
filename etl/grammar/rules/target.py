"""Targets of which a share is told (完成全年任务1800人的75%)."""

from __future__ import annotations

from etl.grammar import phrases
from etl.grammar.naming.subjects import subject
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Draft, Example


def _claims(spot: Spot) -> str | None:
    last, quantities = spot.last, spot.quantities
    if last + 1 >= len(quantities) or quantities[last + 1].kind != "percent":
        return None
    if spot.s[quantities[last].end : spot.stretches.right_end(last)].strip(" ") != "的":
        return None
    found = phrases.OF_TARGET.search(phrases.strip_tail(spot.left))
    return f"{spot.left[: found.start()]} " if found else None


def _reads(spot: Spot, words: str) -> Outcome:
    return Outcome(spot.last + 1, [Draft(spot.quantity, "level", subject(spot, words.removesuffix(" ")))])


EXAMPLES: tuple[Example, ...] = (
    ("完成人工造林任务5000亩的98%。", (("5000", "5000", "亩", "level", "造林"), ("98", "98", "%", "rate", "造林"))),
)
AGAINST: tuple[Example, ...] = (("全年任务1800人。", (("1800", "1800", "人", "level", ""),)),)

RULE = Rule("target", "a target of which a share is told", _claims, _reads, EXAMPLES, AGAINST)
