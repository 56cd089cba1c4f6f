"""Topic: which of the reference table's topics an indicator belongs to, judged by what is measured."""

from __future__ import annotations

from functools import lru_cache

from etl import reference
from etl.grammar.lexicon import WordTrie

INDICATOR, CLAUSE, SENTENCE, LEAD, HEADING, NEIGHBOUR = 3.0, 1.0, 0.5, 1.5, 1.0, 2.0
"""Weight of a topic word by where it stands: in the indicator's name, its clause, its sentence, the short sentence that opens the
passage, the section's heading; and of the topic of the fact before it in the sentence."""


def _table() -> tuple[WordTrie, dict[str, tuple[tuple[str, float], ...]], tuple[str, ...]]:
    speak: dict[str, list[tuple[str, float]]] = {}
    codes = tuple(reference.topics())
    for topic in reference.topics().values():
        for entry in topic.words:
            word, _, weight = entry.partition(":")
            speak.setdefault(word, []).append((topic.code, float(weight or 1)))
    return WordTrie(speak), {word: tuple(found) for word, found in speak.items()}, codes


_WORDS, _SPEAK, _CODES = _table()


@lru_cache(maxsize=16384)
def votes(text: str) -> tuple[tuple[str, float], ...]:
    """The topics that the words of `text` speak for, with the sum of their weights; longest words first, no overlap."""
    found: dict[str, float] = {}
    at = 0
    while at < len(text):
        word = _WORDS.at(text, at)
        if word:
            for code, weight in _SPEAK[word]:
                found[code] = found.get(code, 0.0) + weight
            at += len(word)
        else:
            at += 1
    return tuple(found.items())


def topic_of(indicator: str, clause: str, sentence: str, lead: str = "", heading: str = "", neighbour: str = "") -> str:
    """The topic code with the most votes; governance, the widest, where nothing speaks at all.

    `lead` is the short sentence that opens the passage (垃圾分类取得新突破。), `neighbour` the topic of the fact before.
    """
    total: dict[str, float] = {neighbour: NEIGHBOUR} if neighbour else {}
    for text, weight in ((indicator, INDICATOR), (clause, CLAUSE), (sentence, SENTENCE), (lead, LEAD), (heading, HEADING)):
        for code, vote in votes(text):
            total[code] = total.get(code, 0.0) + weight * vote
    if not total:
        return "governance"
    return max(_CODES, key=lambda code: total.get(code, 0.0))
