"""What to curate next: the phrases whose object no table names, with the nearest objects, and the words that no table knows."""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import duckdb

from etl import reference
from etl.conform.concepts.phrase import noun, read, strange_verbs
from etl.conform.results import LONGEST_NAME
from etl.reference import concepts

CANDIDATES = 3
"""Objects that are named for each."""
NEAR = 0.35
"""Likeness below which an object is no candidate."""

UNSEEN = 8.0
"""Weight of a word that no name has: that of one in three thousand."""

_RANKED = """
    select
        indicator_code,
        indicator,
        count(*) as facts,
        count(distinct district_key) as districts,
        string_agg(distinct unit, '|' order by unit) as units,
        arg_min(quote, fact_id) as quote
    from v_fact
    where object is null and duplicate_of is null
    group by all
    order by districts desc, facts desc, indicator, indicator_code
    limit ?
"""


_NARROWED = """
    select indicator_text, unit_dimension, measure, aspect, object, district_key, quote
    from v_statement
    where object is not null and duplicate_of is null
    order by fact_id
"""


@dataclass(frozen=True, slots=True)
class Word:
    """A word beside a known object that no table knows: a verb, or one that narrows."""

    word: str
    table: str
    """action_verbs.csv for a verb, qualifiers.csv for what narrows: where a line for it would stand."""
    facts: int
    districts: int
    objects: tuple[str, ...]
    """Codes of the objects that it stands beside, the commonest first."""
    phrase: str
    """One of the phrases that have it."""
    quote: str


@dataclass(frozen=True, slots=True)
class Unmapped:
    """An indicator whose object no table knows."""

    indicator_code: str
    indicator: str
    facts: int
    districts: int
    units: str
    """Its units, separated by |."""
    quote: str
    """One of its quotes."""
    candidates: tuple[str, ...]
    """Codes of the objects whose names are nearest, the nearest first."""


def rank_unmapped(con: duckdb.DuckDBPyConnection, top: int) -> list[Unmapped]:
    """The `top` indicators of a warehouse without a known object, those of the most districts and facts first; duplicates do not count."""
    rows = con.execute(_RANKED, [top]).fetchall()
    return [Unmapped(code, name, facts, districts, units, quote, nearest(name)) for code, name, facts, districts, units, quote in rows]


def rank_words(con: duckdb.DuckDBPyConnection, top: int) -> list[Word]:
    """The `top` words that no table knows in phrases whose object is known, those of the most districts and facts first."""
    facts: dict[str, list[tuple[str, str, int, str]]] = {}
    for text, dimension, measure, aspect, object_, district, quote in con.execute(_NARROWED).fetchall():
        phrase = text[:LONGEST_NAME]
        narrowing = {word for facet, word in read(phrase, dimension, measure, aspect).qualifiers if facet == "other"}
        for word in sorted(narrowing.union(strange_verbs(phrase))):
            facts.setdefault(word, []).append((phrase, object_, district, quote))
    found = [
        Word(
            *(word, "action_verbs.csv" if word in reference.verbs() else "qualifiers.csv"),
            *(len(told), len({district for _, _, district, _ in told})),
            tuple(code for code, _ in Counter(object_ for _, object_, _, _ in told).most_common(CANDIDATES)),
            *(told[0][0], told[0][3]),
        )
        for word, told in facts.items()
    ]
    return sorted(found, key=lambda one: (-one.districts, -one.facts, one.word))[:top]


def nearest(phrase: str) -> tuple[str, ...]:
    """Codes of the objects that have a name most like what `phrase` names.

    Half of the likeness is the pairs of characters that both have, half the words (cut by jieba), the rarer the heavier.
    """
    ours = _features(noun(phrase))
    curated, weight = _curated()
    likeness: dict[str, float] = {}
    for code, theirs in curated:
        likeness[code] = max(likeness.get(code, 0.0), _alike(ours, theirs, weight))
    best = sorted(likeness.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]
    return tuple(code for code, alike in best if alike >= NEAR)


@dataclass(frozen=True, slots=True)
class _Features:
    pairs: frozenset[str]
    words: frozenset[str]


def _alike(ours: _Features, theirs: _Features, weight: dict[str, float]) -> float:
    """How much of two phrases is the same, from 0 to 1."""
    pairs = 2 * len(ours.pairs & theirs.pairs) / (len(ours.pairs) + len(theirs.pairs))

    def heavy(words: frozenset[str]) -> float:
        return sum(weight.get(word, UNSEEN) for word in words)

    whole = heavy(ours.words) + heavy(theirs.words)
    return (pairs + (2 * heavy(ours.words & theirs.words) / whole if whole else 0.0)) / 2


def _features(text: str) -> _Features:
    pairs = frozenset(text[n : n + 2] for n in range(len(text) - 1)) or frozenset({text})
    return _Features(pairs, frozenset(_cutter()(text)))


@lru_cache(maxsize=1)
def _cutter() -> Callable[[str], list[str]]:
    import jieba

    jieba.setLogLevel("WARNING")
    cutter = jieba.Tokenizer()
    # Its cache would be read from the folder for temporary files, where anybody may put one.
    with tempfile.TemporaryDirectory() as folder:
        cutter.tmp_dir = folder
        cutter.initialize()
    cut: Callable[[str], list[str]] = cutter.lcut
    return cut


@lru_cache(maxsize=1)
def _curated() -> tuple[list[tuple[str, _Features]], dict[str, float]]:
    """The names of every object, and the weight of their words: the logarithm of how rare they are."""
    named = dict.fromkeys((name.object, name.name) for name in concepts.names() if "+" not in name.name)
    curated = [(code, _features(name)) for code, name in named]
    seen = Counter(word for _, features in curated for word in features.words)
    return curated, {word: math.log(len(curated) / count) for word, count in seen.items()}
