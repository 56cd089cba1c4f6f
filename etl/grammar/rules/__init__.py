"""The constructions that the grammar reads, each in a file of its own, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Iterator

from etl.grammar import unmeasured, written
from etl.grammar.naming.names import SIDES
from etl.grammar.rules import (
    base,
    count,
    each,
    figure,
    group,
    growth,
    landmark,
    old_value,
    pairs,
    per_step,
    ranking,
    ratio,
    same_again,
    share,
    target,
    target_share,
    times,
)
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Example

__all__ = ["RULES", "Outcome", "Rule", "Spot", "examples"]

RULES: tuple[Rule, ...] = (
    group.RULE,
    figure.RULE,
    old_value.RULE,
    base.RULE,
    per_step.RULE,
    ranking.RULE,
    ratio.RULE,
    pairs.RULE,
    growth.RULE,
    target_share.RULE,
    times.RULE,
    share.RULE,
    same_again.RULE,
    landmark.RULE,
    target.RULE,
    each.RULE,
    count.RULE,
)
"""The first rule that claims a quantity reads it. The last claims every one."""


def examples() -> Iterator[tuple[str, Example]]:
    """The sentences that the grammar is tested on, each with the rule, or the kind of numeral, that it is an example of."""
    for rule in RULES[:-1]:
        yield from ((rule.name, example) for example in (*rule.examples, *rule.against))
    for ways in SIDES:
        for way in ways:
            yield from ((f"{RULES[-1].name}/{way.name}", example) for example in way.examples)
    for table in (unmeasured.SENTENCES, written.SENTENCES):
        for kind, sentences in table.items():
            yield from ((kind, example) for example in sentences)
