"""A round number that was passed (产值1.53亿元，首次突破亿元大关) is no fact beside the value itself."""

from __future__ import annotations

from etl.grammar.landmarks import LANDMARKS, ROUND
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Example


def _claims(spot: Spot) -> bool:
    q, previous = spot.quantity, spot.previous
    if previous is None or previous.quantity.unit != q.unit or previous.value < q.value:
        return False
    return q.value_text in ROUND and spot.s.startswith(tuple(LANDMARKS), q.end)


def _reads(spot: Spot, _: object) -> Outcome:
    return Outcome(spot.last + 1, skipped="threshold")


EXAMPLES: tuple[Example, ...] = (("零售额8.6亿元,首次突破亿元大关。", (("8.6亿", "860000000", "元", "level", "零售额"),)),)
AGAINST: tuple[Example, ...] = (("零售额首次突破亿元大关。", (("亿", "100000000", "元", "level", "零售额"),)),)

RULE = Rule("landmark", "a round number that was passed", _claims, _reads, EXAMPLES, AGAINST)
