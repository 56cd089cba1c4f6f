"""The word lists of the grammar, compiled once from the reference tables into fast look-ups."""

from __future__ import annotations

import re
from collections.abc import Iterable

from etl import reference
from etl.grammar.fold import fold


class WordTrie:
    """Longest known word at a place, or ending at a place, of a text.

    Words are kept by their first (or last) two characters, longest first, which beats one large alternation by far.
    """

    __slots__ = ("_by_end", "_by_start", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        by_start: dict[str, list[str]] = {}
        by_end: dict[str, list[str]] = {}
        for word in sorted(self.words, key=lambda w: (-len(w), w)):
            by_start.setdefault(word[:2], []).append(word)
            by_end.setdefault(word[-2:], []).append(word)
        self._by_start = {key: tuple(found) for key, found in by_start.items()}
        self._by_end = {key: tuple(found) for key, found in by_end.items()}

    def at(self, text: str, start: int) -> str:
        """The longest word that begins at `start`, or ''."""
        for word in self._by_start.get(text[start : start + 2], ()):
            if text.startswith(word, start):
                return word
        single = text[start : start + 1]
        return single if single in self._by_start else ""

    def before(self, text: str, end: int) -> str:
        """The longest word that ends at `end`, or ''."""
        for word in self._by_end.get(text[max(0, end - 2) : end], ()):
            if text.endswith(word, 0, end):
                return word
        single = text[end - 1 : end] if end > 0 else ""
        return single if single in self._by_end else ""


END = "$"
"""What a table writes for the end of the text, beside which a word may stand or not."""


def any_of(*roles: str) -> str:
    """A pattern of the clause words of some roles, in the table's order; none matches before or after what it must not stand beside.

    Raises KeyError for a role that the table lacks.
    """
    words = [word for role in roles for word in reference.clause_words()[role]]
    return f"(?:{'|'.join(map(_guarded, words))})"


def _guarded(word: reference.ClauseWord) -> str:
    before = "".join(f"(?<!{re.escape(other)})" for other in word.not_after)
    after = f"(?!{'|'.join(map(_beside, word.not_before))})" if word.not_before else ""
    only = f"(?={'|'.join(map(_beside, word.before))})" if word.before else ""
    return before + re.escape(word.word) + only + after


def _beside(other: str) -> str:
    return "$" if other == END else re.escape(other)


def words_of(role: str) -> tuple[str, ...]:
    """The clause words of a role, in the table's order."""
    return tuple(word.word for word in reference.clause_words()[role])


def becomes(role: str) -> dict[str, str]:
    """For each clause word of a role, what the table says it becomes."""
    return {word.word: word.becomes[0] for word in reference.clause_words()[role]}


def chars_of(*roles: str) -> str:
    """The clause words of some roles, each of one character: the inside of a character class."""
    return "".join(word for role in roles for word in words_of(role))


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
