"""The words of a phrase: one automaton over the tables, the longest word first, so that each character belongs to one word at most."""

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
        self.automaton = AhoCorasick(list(meanings), matchkind=MatchKind.LeftmostLongest)
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
    """The words of a normal text in their order, the unknown stretches between them included."""
    tables = _tables()
    words = []
    at = 0
    for number, start, end in tables.automaton.find_matches_as_indexes(text):
        if start > at:
            words.append(Word(at, start, text[at:start], UNKNOWN))
        words.append(Word(start, end, text[start:end], tables.meanings[number]))
        at = end
    if at < len(text):
        words.append(Word(at, len(text), text[at:], UNKNOWN))
    return words


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
