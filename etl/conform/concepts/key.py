"""The code of what a phrase counts: that of its key, or one of its own where the tables do not know enough."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from etl.conform.concepts.indicators import code_of, own_code
from etl.conform.concepts.phrase import END, Reading, is_open, read, read_in_context
from etl.reference import concepts

LONGEST = 120
"""Characters of a sentence on either side of a quote that may tell what it counts."""


@dataclass(frozen=True, slots=True)
class Key:
    """An indicator as facts carry it."""

    code: str
    object: str
    action: str
    attribute: str
    splits: tuple[tuple[str, str], ...] = ()
    """Qualifiers that are part of the code."""
    curated: bool = True


@lru_cache(maxsize=131072)
def key_of(reading: Reading) -> Key | None:
    """The key of a reading; None where no object is known, or one that says too little alone and nothing else is known of it.

    An object that says too little alone (项目, 活动) with words before it, or a statistic that is narrowed, has a code of its own: it is
    another statistic, not a part of this one.
    """
    if not reading.object:
        return None
    concept = concepts.objects()[reading.object]
    splits = tuple(pair for pair in reading.qualifiers if pair[0] in concept.splits)
    key = (reading.object, reading.action, reading.attribute)
    if concept.general == "yes" and not reading.qualifiers:
        return None
    if (concept.general != "no" or concept.kind == "stat") and set(reading.qualifiers) - set(splits):
        told = "\x1f".join((*key, *(f"{facet}:{word}" for facet, word in reading.qualifiers)))
        return Key(own_code(told, code_of(*key)), *key, curated=False)
    code = code_of(*key)
    if splits:
        code += "".join("." + word for _, word in splits)
    return Key(code, *key, splits)


def conceive(phrase: str, dimension: str, measure: str, aspect: str, before: str = "", after: str = "") -> tuple[Reading, Key | None]:
    """What a phrase counts and its key, read in its sentence where the phrase alone leaves something open.

    `before` is the sentence up to the quote, `after` the rest of the clause behind it.
    """
    reading = read(phrase, dimension, measure, aspect)
    if before and is_open(reading):
        reading = read_in_context(phrase, dimension, measure, aspect, before, after)
    return reading, key_of(reading)


def around(text: str, start: int, quote_start: int, quote_end: int, end: int) -> tuple[str, str]:
    """What stands before a quote in its sentence ``text[start:end]``, and after it in its clause."""
    behind = text[quote_end:end]
    stop = END.search(behind)
    return text[start:quote_start][-LONGEST:], behind[: stop.start()] if stop else behind[:LONGEST]
