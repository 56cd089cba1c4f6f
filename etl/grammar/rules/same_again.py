"""Another count of the same thing (贫困户26户、74人稳定增收)."""

from __future__ import annotations

from dataclasses import replace

from etl.grammar.lexicon import words_of
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Draft, Example

_JOINTS = frozenset(words_of("joins one more"))


def _claims(spot: Spot) -> bool:
    previous = spot.previous
    if previous is None or not previous.left_bound:
        return False
    return spot.s[previous.quantity.end : spot.quantity.start].strip() in _JOINTS


def _reads(spot: Spot, _: object) -> Outcome:
    same = spot.previous
    assert same is not None
    again = Draft(spot.quantity, "level", same.indicator, same.verb, same.core, place=same.place, parted=same.parted, left_bound=True)
    drafts = [replace(again, quantity=spot.quantities[k]) for k in range(spot.index, spot.last + 1)]
    return Outcome(spot.last + 1, drafts)


EXAMPLES: tuple[Example, ...] = (
    ("电采暖改造460户、18.7万平方米。", (("460", "460", "户", "level", "电采暖"), ("18.7万", "187000", "平方米", "level", "电采暖"))),
    (
        "年内共接待省内外考察团队62批次、1800余人次。",
        (("62", "62", "批次", "level", "考察团队"), ("1800", "1800", "人次", "level", "考察团队")),
    ),
)
AGAINST: tuple[Example, ...] = (("走访企业26家、商户74户。", (("26", "26", "家", "level", "企业"), ("74", "74", "户", "level", "商户"))),)

RULE = Rule("same again", "another count of the same thing", _claims, _reads, EXAMPLES, AGAINST)
