"""Shares of what something was at another time (恢复至2019年同期的112%): of what was stated before."""

from __future__ import annotations

import re

from etl.grammar.lexicon import any_of
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Draft, Example

_TIMES_OF = re.compile(
    rf"{any_of('times of: how')}?{any_of('times of: is')}(?:[0-9]{{4}}年|[上去前]一?年|上个?[\u4e00-\u9fff]{{2}}|"
    f"“[^“”]{{2,6}}”){any_of('times of: part of time')}?(?:水平)?的$"
)


def _claims(spot: Spot) -> bool:
    return spot.quantity.kind == "percent" and spot.previous is not None and bool(_TIMES_OF.match(spot.left.strip(" ，")))


def _reads(spot: Spot, _: object) -> Outcome:
    q, previous = spot.quantity, spot.previous
    assert previous is not None
    return Outcome(spot.index + 1, [Draft(q, "rate", previous.indicator)])


EXAMPLES: tuple[Example, ...] = (
    (
        "接待游客9万人次,恢复至2019年同期的112%。",
        (("9万", "90000", "人次", "level", "游客"), ("112", "112", "%", "rate", "游客")),
    ),
)
AGAINST: tuple[Example, ...] = (("恢复率达到112%。", (("112", "112", "%", "rate", "恢复率"),)),)

RULE = Rule("times", "the share of what it was at another time", _claims, _reads, EXAMPLES, AGAINST)
