"""Subjects: what a figure without words of its own is about, and the noun that a short rate lacks."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.lexicon import LONG_VERBS, VERB_SENSE, any_of, words_of
from etl.grammar.settings import branch_before
from etl.grammar.spot import Spot

_UNMASKED = re.compile("^[^xX×*＊Ｘｘ□]*$")
_SHORT_RATE = re.compile(
    rf"^(?:{any_of('rate: of what kind')}|{any_of('rate: of service')})?(?P<stem>[\u4e00-\u9fff]{{1,4}})"
    f"{any_of('rate: end')}$|^占比$|^完成量$"
)
_RATE_STEMS = frozenset(words_of("rate stem"))
_OWN_RATES = words_of("rate of its own")
_OF_PEOPLE = re.compile(f"{any_of('satisfied: who')}满意[率度]")
_GAINS = frozenset({"add", "build", "recruit"})
_SPENT = re.compile(rf"(?:总|共)?{any_of('spent')}")


def subject(spot: Spot, words: str) -> str:
    """The name that the words give; where they are empty, what the clause before or the fact before gives."""
    told, lo = spot.told, spot.lo
    name = named(words)
    if name:
        return branch_before(spot.clauses, lo, name) + name
    previous = told.before(lo)  # a bracket is over: its whole is the subject again
    near = spot.clauses.clause_before(lo)
    if near and spot.s[lo - 1 : lo] == "：" and not any(c.isdigit() for c in near):
        return phrases.clean(phrases.strip_lead(near))  # GDP：增长7%
    if near and not (previous and previous.quantity.end > lo - 2):
        name = named(near)
        if (
            len(name) >= (3 if _UNMASKED.search(near) else 2)
            and (previous is None or len(name) <= 16)
            and not (previous and phrases.ADVERBIAL.search(near.strip()))
        ):
            return name
    return previous.indicator if previous else phrases.clean(phrases.strip_lead(near)) or told.subject_before


def named(words: str) -> str:
    """The words as a name, '' where they say nothing of what is counted."""
    name = phrases.clean(phrases.strip_lead(phrases.strip_tail(words)).strip())
    return "" if phrases.says_nothing(name) else name


def with_object(spot: Spot, name: str) -> str:
    """办结率 after 受理信访案件 → 信访案件办结率: a short rate or a bare verb needs the noun before it."""
    previous, start = spot.previous, spot.quantity.start
    if previous is None or len(name) > 8 or not spot.clauses.same_sentence(previous.quantity.end, start):
        return name
    if _OF_PEOPLE.match(name) and VERB_SENSE.get(previous.verb) in _GAINS:
        return name  # 新增企业320家，群众满意率98.5%: nobody was asked about what came to be
    short = _SHORT_RATE.match(name)
    if not short or not _is_short(short["stem"]):
        return name
    if spot.told.is_closed(previous, start):
        previous = spot.told.parent() or previous  # 问题126个（立改98个），整改率100%
    core, stem = phrases.of_rate(previous.core), short["stem"] or ""
    if not core or core in name or _SPENT.fullmatch(core) or (stem and stem in core[:-2]):
        return name  # 优良天数312天，优良率85%
    joined = core + (name.removeprefix(stem) if stem and core.endswith(stem) else name)  # 动迁签约812户，签约率98%
    return joined if len(phrases.clean(joined)) <= phrases.MAX_NAME and len(core) <= 14 else name


def _is_short(stem: str | None) -> bool:
    """Whether a rate does not say of what it is: its stem is a verb or a state, and no statistic of its own (登记失业率)."""
    if stem and stem.endswith(_OWN_RATES):
        return False
    return not stem or bool(LONG_VERBS.at(stem, 0)) or stem in _RATE_STEMS or stem[0] == "全"
