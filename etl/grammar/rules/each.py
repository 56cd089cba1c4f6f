"""各: what each member of a list has as many of (举办讲座、义诊各24场)."""

from __future__ import annotations

import re

from etl.grammar.lexicon import LONG_VERBS, any_of
from etl.grammar.members import members
from etl.grammar.naming.counts import Count, count_at
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Draft, Example

_EACH = re.compile(f"各{any_of('each has')}?[ ]*$")


def _claims(spot: Spot) -> Count | None:
    if spot.last != spot.index or "各" not in spot.left or not _EACH.search(spot.left):
        return None
    count = count_at(spot)
    return count if not count.words_right and len(members(_listed(count))) > 1 else None


def _listed(count: Count) -> str:
    verb, text = count.phrase.verb, count.phrase.text
    return text[len(verb) :] if len(verb) < len(text) else text


def _reads(spot: Spot, count: Count) -> Outcome:
    parts, verb = members(_listed(count)), count.phrase.verb
    action = LONG_VERBS.before(parts[0], len(parts[0]))
    if action and len(action) < len(parts[0]) and all(LONG_VERBS.at(part, 0) == part for part in parts[1:]):
        noun = parts[0][: -len(action)]  # 项目开工、竣工各5个
        names = [(verb + noun + did, noun) for did in (action, *parts[1:])]
    else:
        names = [(verb + part, part) for part in parts]
    return Outcome(
        spot.index + 1,
        [Draft(spot.quantity, "level", name, verb=verb, core=core, parted=count.parted, subset=count.subset) for name, core in names],
    )


EXAMPLES: tuple[Example, ...] = (("举办书画展、读书会各8场。", (("8", "8", "场", "level", "书画展"), ("8", "8", "场", "level", "读书会"))),)
AGAINST: tuple[Example, ...] = (
    ("持续开展护苗、净网、秋风等专项行动。", ()),
    ("各类讲座24场。", (("24", "24", "场", "level", "讲座"),)),
)

RULE = Rule("each", "as many of each member of a list", _claims, _reads, EXAMPLES, AGAINST)
