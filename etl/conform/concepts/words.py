"""The words of a phrase: one automaton over the tables, and the cut that leaves the least unknown, each character in one word at most."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from etl.reference import concepts
from etl.reference.concepts import Name, Qualifier, Verb

_DROPPED = str.maketrans("", "", " \t\r\n\u3000“”\"'‘’「」《》·、,,()()〔〕【】")


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """The text as it is compared: full width folded, white space, quotes, brackets and enumeration commas dropped, Latin in capitals."""
    return unicodedata.normalize("NFKC", text).translate(_DROPPED).upper()


class Meaning(NamedTuple):
    """What the tables know of a word; it may be several things."""

    name: Name | None = None
    verbs: tuple[Verb, ...] = ()
    attribute: str = ""
    qualifier: Qualifier | None = None


UNKNOWN = Meaning()


class Word(NamedTuple):
    """A word of a normal text, ``text[start:end]``; a stretch that no table knows is one too."""

    start: int
    end: int
    text: str
    means: Meaning


class _Tables:
    """The tables as automata."""

    def __init__(self, more: tuple[Name, ...]) -> None:
        meanings: dict[str, Meaning] = {}
        self.composites: list[tuple[tuple[str, ...], Name]] = []
        for name in (*concepts.names(), *more):
            parts = tuple(normal(part) for part in name.name.split("+"))
            if len(parts) > 1:
                self.composites.append((parts, name))
            else:
                meanings[parts[0]] = Meaning(name=name)
        for verb, ways in concepts.action_verbs().items():
            meanings[normal(verb)] = meanings.get(normal(verb), UNKNOWN)._replace(verbs=ways)
        for attribute in concepts.attributes().values():
            for word in attribute.words:
                meanings[normal(word)] = meanings.get(normal(word), UNKNOWN)._replace(attribute=attribute.code)
        for qualifier in concepts.qualifiers().values():
            word = normal(qualifier.word)
            meanings[word] = meanings.get(word, UNKNOWN)._replace(qualifier=qualifier)
        self.meanings = list(meanings.values())
        self.automaton = AhoCorasick(list(meanings), matchkind=MatchKind.Standard)
        # A composite is looked for only where its longest part stands.
        rarest: dict[str, list[int]] = {}
        for number, (parts, _) in enumerate(self.composites):
            rarest.setdefault(max(parts, key=len), []).append(number)
        self.by_part = list(rarest.values())
        self.parts = AhoCorasick(list(rarest)) if rarest else None


_TRIED: ContextVar[tuple[Name, ...]] = ContextVar("tried", default=())


@contextmanager
def tried(name: Name) -> Iterator[None]:
    """While it lasts, words are cut as if object_names.csv had this name too; what was read before keeps its reading."""
    token = _TRIED.set((name,))
    try:
        yield
    finally:
        _TRIED.reset(token)


@lru_cache(maxsize=2)
def _tables_with(more: tuple[Name, ...]) -> _Tables:
    return _Tables(more)


def _tables() -> _Tables:
    return _tables_with(_TRIED.get())


def cut(text: str) -> list[Word]:
    """The words of a normal text in their order, the unknown stretches between them included.

    Of all ways to cut it the one that leaves the fewest characters unknown, then the one of the fewest words, then the one whose first
    words are the longest: 文明实践 and 志愿服务队, though 文明实践志愿服务 is a word too.
    """
    tables = _tables()
    beginning: dict[int, list[tuple[int, int]]] = {}
    for number, start, end in tables.automaton.find_matches_as_indexes(text, overlapping=True):
        beginning.setdefault(start, []).append((end, number))
    # From each place on: characters unknown, words, and the word that begins there (its end and number; None for an unknown character).
    best: list[tuple[int, int, int, int | None]] = [(0, 0, len(text), None)] * (len(text) + 1)
    for at in range(len(text) - 1, -1, -1):
        unknown, words, _, _ = best[at + 1]
        ways: list[tuple[int, int, int, int | None]] = [(unknown + 1, words, -(at + 1), None)]
        ways += [(best[end][0], best[end][1] + 1, -end, number) for end, number in beginning.get(at, ())]
        fewest = min(ways, key=lambda way: way[:3])
        best[at] = (fewest[0], fewest[1], -fewest[2], fewest[3])
    return list(_along(text, best, tables.meanings))


def _along(text: str, best: list[tuple[int, int, int, int | None]], meanings: list[Meaning]) -> Iterator[Word]:
    """The words of the best cut; characters that no word has are one stretch together."""
    at = unknown = 0
    while at < len(text):
        _, _, end, number = best[at]
        if number is not None:
            if unknown < at:
                yield Word(unknown, at, text[unknown:at], UNKNOWN)
            yield Word(at, end, text[at:end], meanings[number])
            unknown = end
        at = end
    if unknown < at:
        yield Word(unknown, at, text[unknown:at], UNKNOWN)


class Composite(NamedTuple):
    """A name of several parts as it stands in a text."""

    name: Name
    spans: tuple[tuple[int, int], ...]

    @property
    def weight(self) -> int:
        """Characters of the text that it accounts for."""
        return sum(end - start for start, end in self.spans)


def composites(text: str) -> list[Composite]:
    """The names of several parts in a normal text: the one that accounts for most of it first, of two the one that ends later."""
    tables = _tables()
    if tables.parts is None:
        return []
    numbers = {number for part, _, _ in tables.parts.find_matches_as_indexes(text, overlapping=True) for number in tables.by_part[part]}
    found = [
        Composite(tables.composites[number][1], spans) for number in numbers if (spans := _in_order(text, tables.composites[number][0]))
    ]
    return sorted(found, key=lambda one: (-one.weight, -one.spans[-1][1], one.spans, one.name.name))


def _in_order(text: str, parts: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where the parts stand one after the other, the last one as far right as it can; empty where they do not."""
    spans = []
    limit = len(text)
    for part in reversed(parts):
        start = text.rfind(part, 0, limit)
        if start < 0:
            return ()
        spans.append((start, start + len(part)))
        limit = start
    return tuple(reversed(spans))
