"""What to curate next: the indicators that no row of the reference table names, the commonest first, with the nearest curated ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import duckdb

from etl import reference
from etl.stages.conform import core_phrase

CANDIDATES = 3
"""Curated indicators that are named for each."""
NEAR = 0.35
"""Likeness below which a curated indicator is no candidate."""

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


def unmapped(con: duckdb.DuckDBPyConnection, top: int) -> list[Unmapped]:
    """The `top` indicators of a warehouse that are not curated, those of the most districts and facts first; duplicates do not count."""
    rows = con.execute(_RANKED, [top]).fetchall()
    return [Unmapped(code, name, facts, districts, units, quote, nearest(name)) for code, name, facts, districts, units, quote in rows]


def nearest(phrase: str) -> tuple[str, ...]:
    """Codes of the curated indicators of which a phrase is most like `phrase`, by the pairs of characters that both have."""
    ours = _pairs(core_phrase(phrase))
    likeness: dict[str, float] = {}
    for code, pairs in _curated():
        alike = 2 * len(ours & pairs) / (len(ours) + len(pairs))
        likeness[code] = max(likeness.get(code, 0.0), alike)
    best = sorted(likeness.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]
    return tuple(code for code, alike in best if alike >= NEAR)


@lru_cache(maxsize=1)
def _curated() -> list[tuple[str, frozenset[str]]]:
    return [(i.code, _pairs(core_phrase(phrase))) for i in reference.indicators().values() for phrase in (i.name_zh, *i.phrases)]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1)) or frozenset({text})
