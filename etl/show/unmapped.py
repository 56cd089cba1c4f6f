"""What to curate next: the indicators that no row of the reference table names, the commonest first, with the nearest curated ones."""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import duckdb

from etl import reference
from etl.conform.facts import core_phrase

CANDIDATES = 3
"""Curated indicators that are named for each."""
NEAR = 0.35
"""Likeness below which a curated indicator is no candidate."""

UNSEEN = 8.0
"""Weight of a word that no curated phrase has: that of one in three thousand."""

_RANKED = """
    select
        indicator_code,
        indicator,
        count(*) as facts,
        count(distinct district_key) as districts,
        string_agg(distinct unit, '|' order by unit) as units,
        arg_min(quote, fact_id) as quote
    from v_fact
    where not indicator_curated and duplicate_of is null
    group by all
    order by districts desc, facts desc, indicator, indicator_code
    limit ?
"""


@dataclass(frozen=True, slots=True)
class Unmapped:
    """An indicator that nobody curated."""

    indicator_code: str
    indicator: str
    facts: int
    districts: int
    units: str
    """Its units, separated by |."""
    quote: str
    """One of its quotes."""
    candidates: tuple[str, ...]
    """Codes of the nearest curated indicators, the nearest first."""


def rank_unmapped(con: duckdb.DuckDBPyConnection, top: int) -> list[Unmapped]:
    """The `top` indicators of a warehouse that are not curated, those of the most districts and facts first; duplicates do not count."""
    rows = con.execute(_RANKED, [top]).fetchall()
    return [Unmapped(code, name, facts, districts, units, quote, nearest(name)) for code, name, facts, districts, units, quote in rows]


def nearest(phrase: str) -> tuple[str, ...]:
    """Codes of the curated indicators of which a phrase is most like `phrase`.

    Half of the likeness is the pairs of characters that both have, half the words (cut by jieba), the rarer the heavier. Of 500
    curated phrases taken out of the table, 92% find their own indicator among the three so, 91% by pairs alone, 88% by words alone.
    """
    ours = _features(core_phrase(phrase))
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
    """The phrases of every curated indicator, and the weight of their words: the logarithm of how rare they are."""
    phrases = [(i.code, core_phrase(phrase)) for i in reference.indicators().values() for phrase in (i.name_zh, *i.phrases)]
    curated = [(code, _features(phrase)) for code, phrase in dict.fromkeys(phrases)]
    seen = Counter(word for _, features in curated for word in features.words)
    return curated, {word: math.log(len(curated) / count) for word, count in seen.items()}
