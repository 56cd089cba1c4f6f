"""Finding what is counted: objects and indicators by Chinese words, pinyin or English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import duckdb
from pypinyin import lazy_pinyin

from etl.conform.concepts.words import normal
from etl.reference import concepts

_STATED = """
    select
        object, indicator_code, indicator, count(*) as facts, count(distinct district_key) as districts, min(year) as first_year,
        max(year) as last_year
    from v_statement
    where list_contains($objects, object) and duplicate_of is null
    group by all
    order by districts desc, facts desc, indicator_code
    limit $top
"""


@dataclass(frozen=True, slots=True)
class Found:
    """An indicator of an object that the words name."""

    object: str
    indicator_code: str
    indicator: str
    facts: int
    districts: int
    first_year: int | None
    last_year: int | None

    @property
    def query(self) -> str:
        """The query that sets its districts side by side."""
        return f"from v_cross_district where indicator_code = '{self.indicator_code}'"


def objects_of(words: str) -> list[str]:
    """Codes of the objects that `words` name: a part of a Chinese name, of its pinyin without tones (zhandao), or of its English."""
    wanted = normal(words).lower()
    return [code for code, readings in texts().items() if any(wanted in reading for reading in readings)] if wanted else []


def find(con: duckdb.DuckDBPyConnection, words: str, top: int = 20) -> list[Found]:
    """The `top` indicators of a warehouse whose object `words` name, those that most districts state first."""
    return [Found(*row) for row in con.execute(_STATED, {"objects": objects_of(words), "top": top}).fetchall()]


@lru_cache(maxsize=1)
def texts() -> dict[str, tuple[str, ...]]:
    """By object what its names read like: Chinese, pinyin and English, in small letters without blanks."""
    found: dict[str, list[str]] = {code: [code, normal(o.name_en).lower()] for code, o in concepts.objects().items()}
    for name in concepts.names():
        found[name.object] += readings(name.name.split("+"))
    return {code: tuple(dict.fromkeys(read)) for code, read in found.items()}


def readings(names: Iterable[str]) -> list[str]:
    """What some names read like: as they are and in pinyin without tones, in small letters without blanks."""
    return [reading for name in names for reading in (normal(name).lower(), "".join(lazy_pinyin(name)).lower())]
