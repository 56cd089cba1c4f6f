"""The word lists of the grammar, compiled once from the reference tables into fast look-ups."""

from __future__ import annotations

from collections.abc import Iterable

from etl import reference
from etl.grammar.numerals import fold


class WordTrie:
    """Longest known word at a place, or ending at a place, of a text.

    Words are kept by their first (or last) character, longest first, which beats one large alternation by far.
    """

    __slots__ = ("_by_first", "_by_last", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        by_first: dict[str, list[str]] = {}
        by_last: dict[str, list[str]] = {}
        for word in sorted(self.words, key=lambda w: (-len(w), w)):
            by_first.setdefault(word[0], []).append(word)
            by_last.setdefault(word[-1], []).append(word)
        self._by_first = by_first
        self._by_last = by_last

    def at(self, text: str, start: int) -> str:
        """The longest word that begins at `start`, or ''."""
        if start < len(text):
            for word in self._by_first.get(text[start], ()):
                if text.startswith(word, start):
                    return word
        return ""

    def before(self, text: str, end: int) -> str:
        """The longest word that ends at `end`, or ''."""
        if end > 0:
            for word in self._by_last.get(text[end - 1], ()):
                if end >= len(word) and text.startswith(word, end - len(word)):
                    return word
        return ""


UNIT_OF: dict[str, str] = {}
"""Unit as written (folded) → canonical unit."""
DIMENSION_OF: dict[str, str] = {}
"""Canonical unit → dimension."""

for _unit in reference.units().values():
    DIMENSION_OF[_unit.unit] = _unit.dimension
    for _written in (_unit.unit, *_unit.aliases):
        UNIT_OF[fold(_written)] = _unit.unit

UNITS = WordTrie(UNIT_OF)
UNIT_GUARDS: dict[str, tuple[str, ...]] = {fold(unit): guards for unit, guards in reference.unit_guards().items()}

VERBS = WordTrie(reference.verbs())
VERB_SENSE: dict[str, str] = reference.verbs()
TWO_CHARACTER_NOUNS: frozenset[str] = reference.nouns()
"""企业, 公园: such a word alone is a thing counted, no state of the thing counted before (入住, 空置)."""
LONG_VERBS = WordTrie(w for w in VERB_SENSE if len(w) > 1)
