"""Topic: which of the reference table's topics an indicator belongs to, judged by what is measured."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from etl import reference
from etl.grammar.lexicon import any_of, chars_of

INDICATOR, CLAUSE, SENTENCE, LEAD, HEADING, NEIGHBOUR, LISTED, OPENING = 3.0, 1.0, 0.5, 1.5, 1.0, 2.0, 5.0, 0.75
"""Weight of a topic word by where it stands: in the indicator's name, its clause, its sentence, the short sentence that opens the
passage, the section's heading; of the topic of the fact before it in the sentence, and in its list (征地9亩、签约7户); and of a word
in the clause without a figure that opens the sentence (老旧小区焕新加快，…), beside what it counts in its sentence."""

_OPENING = re.compile("[^，；。0-9]{4,24}，")
_AIM = re.compile(any_of("aim: before a topic"))
_TOWARDS = frozenset(chars_of("towards"))
_DEED = re.compile(rf"{any_of('deed')}了?(?=[\u4e00-\u9fff])")
"""对11所学校开展防疫督导: the deed says what the figures of the list before it are about."""
_MARKS = "，；。！？"
PAST = 12
"""Characters past a figure that are still about it."""


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
        self._sentence = sentence.replace(",", "，").replace(";", "；")
        opening = _OPENING.match(self._sentence)
        if opening is not None and not _AIM.match(self._sentence):
            _add(self._total, votes(opening.group()), OPENING)

    def topic(self, indicator: str, start: int, end: int, neighbour: str = "") -> str:
        """The code of the topic with the most votes for a figure; governance, the widest, where nothing speaks at all.

        ``start:end`` is the stretch of the sentence that is about it, `neighbour` the topic of the fact before.
        """
        total = self._total.copy()
        if neighbour:
            listed = self._sentence.startswith("、", start)
            total[neighbour] = total.get(neighbour, 0.0) + (LISTED if listed else NEIGHBOUR)
        deed = self._deed(end - PAST)
        _add(total, votes(indicator), CLAUSE if deed else INDICATOR)
        _add(total, votes(deed), INDICATOR)
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

    def _deed(self, at: int) -> str:
        """What is done to those that a clause counts (对11所学校、40家企业开展防疫督导), '' in any other clause than such a one."""
        words = self._sentence
        start = max(words.rfind(mark, 0, at) for mark in _MARKS) + 1
        if words[start : start + 1] not in _TOWARDS:
            return ""
        end = min((found for mark in _MARKS if (found := words.find(mark, at)) >= 0), default=len(words))
        deed = _DEED.search(words, at, end)
        return words[deed.end() : end] if deed else ""


def topics_of(figures: Iterable[tuple[str, int]], surroundings: Surroundings) -> list[str]:
    """The topic of each figure of a sentence in their order; of each its indicator and where it ends.

    The stretch that is about a figure reaches from the end of those before it to :data:`PAST` characters past its own.
    """
    topic, end, found = "", 0, []
    for indicator, last in figures:
        topic = surroundings.topic(indicator, end, last + PAST, topic)
        end = max(end, last)
        found.append(topic)
    return found


def _add(total: dict[str, float], speaks: Votes, weight: float) -> None:
    for code, vote in speaks:
        total[code] = total.get(code, 0.0) + weight * vote
