"""One quantity in its sentence, as the rules and the ways to name it see it."""

from __future__ import annotations

from functools import cached_property

from etl.grammar.clauses import Clauses
from etl.grammar.movement import Change, change_at
from etl.grammar.quantities import Quantity
from etl.grammar.statements import Statement, Told
from etl.grammar.stretches import Stretches


class Spot:
    """One quantity in its sentence: its words, its neighbours, and what was stated before it."""

    def __init__(self, stretches: Stretches, told: Told, index: int) -> None:
        self.stretches = stretches
        self.told = told
        self.index = index
        self.quantity: Quantity = stretches.quantities[index]
        self.lo, self.left = stretches.left(index)

    @property
    def s(self) -> str:
        """The folded sentence."""
        return self.stretches.s

    @property
    def clauses(self) -> Clauses:
        """The clauses of the sentence."""
        return self.stretches.clauses

    @property
    def quantities(self) -> list[Quantity]:
        """All quantities of the sentence."""
        return self.stretches.quantities

    @property
    def previous(self) -> Statement | None:
        """The statement before, if any."""
        return self.told.previous()

    @property
    def following(self) -> Quantity | None:
        """The quantity after this one."""
        return self.quantities[self.index + 1] if self.index + 1 < len(self.quantities) else None

    @property
    def clause(self) -> int:
        """Where its ；-clause begins."""
        return self.clauses.semi_before(self.quantity.start)

    @property
    def is_handed(self) -> bool:
        """Whether its words left were handed on by a quantity before it."""
        return self.index in self.stretches.handed

    @cached_property
    def right_end(self) -> int:
        """Where the words right of it end."""
        return self.stretches.right_end(self.index)

    @cached_property
    def words_right(self) -> str:
        """The words right of it."""
        return self.s[self.stretches.right_start(self.index) : self.right_end]

    @cached_property
    def last(self) -> int:
        """The last of the quantities stacked on it (306批413人次)."""
        return self.stretches.last_stacked(self.index)

    @cached_property
    def change(self) -> Change | None:
        """The change that it states, or None where it states a level."""
        return change_at(self.told, self.clauses, self.quantity, self.left, self.words_right)
