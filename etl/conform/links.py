"""Which figures of a sentence bear on each other: what was mended of what was found, the rate of a count, parts that add up.

Words decide here; whether the numbers agree is for sql/derived/disagreement.sql to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from operator import attrgetter

from etl import reference
from etl.contracts.records import Link, Mention
from etl.grammar.lexicon import any_of

_ADDITION = re.compile(any_of("addition"))
_FOUND = re.compile(any_of("link: found"))
_FOUND_AGAIN = re.compile(any_of("link: found again"))
_MENDED = re.compile(any_of("link: mended"))
_TREATED = re.compile(any_of("link: mended", "link: treated"))
_DONE = re.compile(any_of("link: done"))
_OVERLAPS = re.compile(any_of("link: overlaps"))
_IN_TIME = re.compile(any_of("link: in time"))
_RATE = re.compile(f"^(?P<noun>.*?)(?:{any_of('link: in time', 'link: overall')})?(?P<deed>{any_of('link: deed')})率")
_RATE_OF_DONE = re.compile(f"{any_of('link: done')}率")
_RATE_OF_ANOTHER = re.compile(any_of("link: rate of another"))
_OTHER_CLAUSE = re.compile("其中|[；;。：:（(]")
_OTHER_SENTENCE = re.compile("[；;。]")
_COUNTS_APART, _RATE_APART = 80, 30
"""Characters between two figures that bear on each other, at most."""


def is_addition(phrase: str) -> bool:
    """Whether a phrase tells what has come to a stock (新增养老床位), not all there is of it."""
    return bool(_ADDITION.search(phrase))


def links_of(text: str, mentions: Sequence[Mention], fact_ids: Sequence[str]) -> list[Link]:
    """How figures of one sentence bear on each other; offsets point into `text`, and `fact_ids` go with the mentions.

    Only figures that follow one another are compared, and plans not at all.
    """
    of = {id(mention): fact_id for mention, fact_id in zip(mentions, fact_ids, strict=True)}
    links = [
        Link(of[id(part)], fact_ids[part.whole], "addend")
        for part in mentions
        if part.whole is not None and not _OVERLAPS.search(part.indicator_text)
    ]
    told = sorted((m for m in mentions if m.status != "plan"), key=lambda m: (m.sentence_start, m.anchor, of[id(m)]))
    for _, sentence in groupby(told, key=attrgetter("sentence_start")):
        links += [Link(of[id(a)], of[id(b)], kind) for kind, a, b in _in_sentence(text, list(sentence))]
    return links


def _in_sentence(text: str, told: Sequence[Mention]) -> Iterator[tuple[str, Mention, Mention]]:
    levels = [m for m in told if m.measure == "level"]
    done: dict[int, Mention] = {}
    for former, latter in pairwise(levels):
        between = text[former.quote_end : latter.quote_start]
        if not _alike(former, latter) or _OTHER_CLAUSE.search(between):
            continue
        if _is_mended(former.indicator_text, between, latter.indicator_text):
            yield "mended", latter, former
        if _DONE.search(latter.indicator_text) and not _DONE.search(former.indicator_text):
            done[id(latter)] = former
            yield "done", latter, former
    for rate in told:
        count = _counted_before(rate, levels) if rate.measure == "rate" else None
        if count is None or not _is_rate_of(rate.indicator_text, count.indicator_text, text[count.quote_end : rate.quote_start]):
            continue
        yield "rate", rate, count
        if id(count) in done and _RATE_OF_DONE.search(rate.indicator_text) and not _IN_TIME.search(rate.indicator_text):
            yield "rate done", rate, count


def _alike(former: Mention, latter: Mention) -> bool:
    return latter.unit == former.unit and 0 <= latter.quote_start - former.quote_end < _COUNTS_APART


def _is_mended(former: str, between: str, latter: str) -> bool:
    """Whether what the latter figure counts was mended of what the former found (查出隐患40处，整改39处)."""
    found = _FOUND.search(former + between) and not _TREATED.search(former)
    return bool(found and _MENDED.search(latter) and not _FOUND_AGAIN.search(latter))


def _counted_before(rate: Mention, levels: Sequence[Mention]) -> Mention | None:
    """The nearest count before a rate that it can be tried on: whole, exact and part of no other."""
    for count in reversed(levels):
        if 0 <= rate.quote_start - count.quote_end < _RATE_APART and count.bound == "exact" and count.rounding == 0 and count.whole is None:
            unit = reference.units().get(count.unit)
            value = count.value * (unit.factor if unit else Decimal(1))
            if value >= 1 and value == value.to_integral_value():
                return count
    return None


def _is_rate_of(rate: str, count: str, between: str) -> bool:
    """Whether a rate is of what was counted: all that it names but the deed itself (调解成功率: 调解) is in the name of the count."""
    named = _RATE.search(rate)
    if not named or _OTHER_SENTENCE.search(between) or _RATE_OF_ANOTHER.search(between):
        return False
    return set(named["noun"] or named["deed"]) <= set(count)
