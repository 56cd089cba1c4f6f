"""Topic: which of the reference table's topics an indicator belongs to, judged by what is measured."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from ahocorasick_rs import AhoCorasick, MatchKind

from etl import reference

INDICATOR, CLAUSE, SENTENCE, LEAD, HEADING, NEIGHBOUR = 3.0, 1.0, 0.5, 1.5, 1.0, 2.0
"""Weight of a topic word by where it stands: in the indicator's name, its clause, its sentence, the short sentence that opens the
passage, the section's heading; and of the topic of the fact before it in the sentence."""


def _table() -> tuple[AhoCorasick, list[Votes]]:
    """The topic words, and by their number the topics that each speaks for."""
    speak: dict[str, list[tuple[str, float]]] = {}
    for topic in reference.topics().values():
        for entry in topic.words:
            word, _, weight = entry.partition(":")
            speak.setdefault(word, []).append((topic.code, float(weight or 1)))
    return AhoCorasick(speak, matchkind=MatchKind.LeftmostLongest), [tuple(found) for found in speak.values()]


Votes = tuple[tuple[str, float], ...]
_WORDS, _SPEAK = _table()
_ORDER = {code: place for place, code in enumerate(reference.topics())}


@lru_cache(maxsize=16384)
def votes(text: str) -> Votes:
    """The topics that the words of `text` speak for, with the sum of their weights; longest words first, no overlap."""
    found: dict[str, float] = {}
    for number, _, _ in _WORDS.find_matches_as_indexes(text):
        for code, weight in _SPEAK[number]:
            found[code] = found.get(code, 0.0) + weight
    return tuple(found.items())


def around(sentence: str, lead: str = "", heading: str = "") -> dict[str, float]:
    """What speaks for a topic around all figures of a sentence.

    `lead` is the short sentence that opens the passage (垃圾分类取得新突破。).
    """
    total: dict[str, float] = {}
    for text, weight in ((sentence, SENTENCE), (lead, LEAD), (heading, HEADING)):
        _add(total, text, weight)
    return total


def topic_of(indicator: str, clause: str, surroundings: Mapping[str, float] = MappingProxyType({}), neighbour: str = "") -> str:
    """The topic code with the most votes; governance, the widest, where nothing speaks at all.

    `surroundings` are those of :func:`around`, `neighbour` is the topic of the fact before.
    """
    total = dict(surroundings)
    if neighbour:
        total[neighbour] = total.get(neighbour, 0.0) + NEIGHBOUR
    _add(total, indicator, INDICATOR)
    _add(total, clause, CLAUSE)
    if not total:
        return "governance"
    most = max(total.values())
    return min((code for code, vote in total.items() if vote == most), key=_ORDER.__getitem__)


def _add(total: dict[str, float], text: str, weight: float) -> None:
    for code, vote in votes(text):
        total[code] = total.get(code, 0.0) + weight * vote
