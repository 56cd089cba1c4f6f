"""The code of what a phrase counts: that of its key, or one of its own where the tables do not know enough."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from etl.conform.concepts.phrase import Reading
from etl.reference import concepts


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

    An object that says too little alone (项目, 活动) with words that no table knows, or a statistic that is narrowed, has a code of its own:
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
        return Key("x_" + blake2b(told.encode(), digest_size=6).hexdigest(), *key, curated=False)
    code = concepts.key_codes().get(key) or ".".join(part for part in key if part)
    if splits:
        code += "".join("." + word for _, word in splits)
    return Key(code, *key, splits)
