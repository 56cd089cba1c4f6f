"""What one step of something brings (每提高1个百分点带动就业200人): the step is a threshold, and narrows what it brings."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.lexicon import LONG_VERBS, any_of
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Draft, Example

_BRINGS = re.compile(any_of("brings"))


def _claims(spot: Spot) -> tuple[str, str] | None:
    at = spot.left.rfind("每")
    following = spot.following
    if at < 0 or following is None or following.kind == "rank" or not LONG_VERBS.at(spot.left, at + 1):
        return None
    between = spot.s[spot.quantity.end : following.start]
    if "。" in between or "；" in between or "、" in between or between.count("，") > 1:
        return None
    brings = _BRINGS.search(between)
    if brings is None:
        return None
    thing = between[: brings.start()].rstrip("，可能将就 ")
    return spot.left[at:] + spot.s[spot.quantity.start : spot.quantity.end] + thing, between[brings.start() :]


def _reads(spot: Spot, found: tuple[str, str]) -> Outcome:
    step, words = found
    brought = phrases.left_phrase(words)
    following = spot.following
    assert following is not None
    measure = "rate" if following.kind == "percent" else "level"
    return Outcome(spot.index + 2, [Draft(following, measure, brought.text, brought.verb, brought.rest, subset=step)], skipped="threshold")


EXAMPLES: tuple[Example, ...] = (
    ("参保率每提高1个百分点带动就业200人。", (("200", "200", "人", "level", "带动就业"),)),
    ("每投入1万元财政资金,撬动社会投资8万元。", (("8万", "80000", "元", "level", "撬动社会投资"),)),
    ("每引进1家龙头企业可带动农户300户。", (("300", "300", "户", "level", "带动农户"),)),
    ("税收每增长1个百分点,可减少亏损企业5家。", (("5", "5", "家", "level", "减少亏损企业"),)),
)
AGAINST: tuple[Example, ...] = (
    ("每户补助500元。", (("500", "500", "元", "level", "补助"),)),
    ("每月走访企业3家,开展培训2场。", (("3", "3", "家", "level", "走访企业"), ("2", "2", "场", "level", "培训"))),
)

RULE = Rule("per step", "what one step of something brings", _claims, _reads, EXAMPLES, AGAINST)
