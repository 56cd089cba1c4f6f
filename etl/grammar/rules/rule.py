"""What a rule is: one construction, with when it claims a quantity, what it reads, and its examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from etl.grammar.spot import Spot
from etl.grammar.statements import Draft, Example

__all__ = ["Outcome", "Rule", "Spot"]


@dataclass(slots=True)
class Outcome:
    """What a rule read."""

    next: int
    """The index of the quantity to read next."""
    drafts: list[Draft] = field(default_factory=list)
    skipped: str = ""
    """Why the quantities before `next` are no facts, where the rule states none."""
    handed: tuple[int, str] | None = None
    """The words left of `next`: where they begin, and what they are, where they are not the ones that stand there."""
    pairs: tuple[str, ...] | None = None
    """The members that the values after these may pair with again."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One construction."""

    name: str
    about: str
    """What it reads, in a line."""
    claims: Callable[[Spot], Any]
    """A truthy finding where the construction stands here, which `reads` is given."""
    reads: Callable[[Spot, Any], Outcome]
    examples: tuple[Example, ...]
    """Sentences in which it speaks."""
    against: tuple[Example, ...] = ()
    """Sentences that look like it, in which it does not speak."""
