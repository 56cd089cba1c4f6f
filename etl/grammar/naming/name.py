"""What a count is of, and the ways to tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from etl.grammar.lexicon import LONG_VERBS
from etl.grammar.naming.counts import Count
from etl.grammar.statements import Example


class Name(NamedTuple):
    """What a count is of."""

    indicator: str
    verb: str = ""
    core: str = ""
    """The noun without its verb; '' where it is to be told from the indicator."""
    is_total: bool = False
    """Whether it is what there is in all, of which the statement before told what was added."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to name a count, with sentences in which it does."""

    name: str
    gives: Callable[[Count], Name | None]
    examples: tuple[Example, ...] = ()


Ways: TypeAlias = tuple[Way, ...]


def noun_only(text: str) -> str:
    """The noun that a stretch opens with: what stands before its first verb (居民用户完成… → 居民用户)."""
    for at in range(2, min(len(text), 14)):
        if LONG_VERBS.at(text, at):
            return text[:at]
    return text[:14]
