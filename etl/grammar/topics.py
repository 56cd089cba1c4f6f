"""Topic: which of the reference table's topics an indicator belongs to, judged by what is measured."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from etl import reference

INDICATOR, CLAUSE, SENTENCE, LEAD, HEADING, NEIGHBOUR = 3.0, 1.0, 0.5, 1.5, 1.0, 2.0
"""Weight of a topic word by where it stands: in the indicator's name, its clause, its sentence, the short sentence that opens the
passage, the section's heading; and of the topic of the fact before it in the sentence."""


def _table() -> tuple[AhoCorasick, list[Votes]]:
    """The topic words, and by their number the topics that each speaks for."""
    speak: dict[str, list[tuple[str, float]]] = {}
    for topic in reference.topics().values():
        for word, weight in topic.words.items():
            speak.setdefault(word, []).append((topic.code, float(weight)))
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


class Surroundings:
    """What speaks for a topic around the figures of one sentence.

    `lead` is the short sentence that opens the passage (垃圾分类取得新突破。), `heading` that of the section.
    """

    def __init__(self, sentence: str, lead: str = "", heading: str = "") -> None:
        self._words = [(start, end, _SPEAK[number]) for number, start, end in _WORDS.find_matches_as_indexes(sentence)]
        self._starts = [start for start, _, _ in self._words]
        self._total: dict[str, float] = {}
        for _, _, speaks in self._words:
            _add(self._total, speaks, SENTENCE)
        _add(self._total, votes(lead), LEAD)
        _add(self._total, votes(heading), HEADING)

    def topic(self, indicator: str, start: int, end: int, neighbour: str = "") -> str:
        """The code of the topic with the most votes for a figure; governance, the widest, where nothing speaks at all.

        ``start:end`` is the stretch of the sentence that is about it, `neighbour` the topic of the fact before.
        """
        total = self._total.copy()
        if neighbour:
            total[neighbour] = total.get(neighbour, 0.0) + NEIGHBOUR
        _add(total, votes(indicator), INDICATOR)
        for at in range(bisect_left(self._starts, start), len(self._starts)):
            _, last, speaks = self._words[at]
            if last > end:
                break
            _add(total, speaks, CLAUSE)
        if not total:
            return "governance"
        most = max(total.values())
        leading = [code for code, vote in total.items() if vote == most]
        return leading[0] if len(leading) == 1 else min(leading, key=_ORDER.__getitem__)


def topics_of(figures: Iterable[tuple[str, int]], surroundings: Surroundings) -> list[str]:
    """The topic of each figure of a sentence in their order; of each its indicator and where it ends.

    The stretch that is about a figure reaches from the end of those before it to twelve characters past its own.
    """
    topic, end, found = "", 0, []
    for indicator, last in figures:
        topic = surroundings.topic(indicator, end, last + 12, topic)
        end = max(end, last)
        found.append(topic)
    return found


def _add(total: dict[str, float], speaks: Votes, weight: float) -> None:
    for code, vote in speaks:
        total[code] = total.get(code, 0.0) + weight * vote
