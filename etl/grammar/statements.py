"""What reading a sentence takes and gives: its context, the drafts of its rules, its statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from etl.grammar.numerals import Numeral
from etl.grammar.periods import Time
from etl.grammar.quantities import Quantity

Fact: TypeAlias = tuple[str, str, str, str, str]
"""A fact in an example: its number as written from the anchor on, its value, its unit, its measure, and a noun that its name holds."""
Example: TypeAlias = tuple[str, tuple[Fact, ...]]
"""A sentence that looks back on 2022, and its facts in the order of their numerals."""


@dataclass(slots=True)
class Context:
    """What the surroundings of a sentence say about its figures."""

    year: int | None
    """The year that unmarked figures are about."""
    report_year: int | None
    part: str = "actual"
    """actual, plan or problems."""
    time: Time | None = None
    """A period that reaches the sentence from before it."""
    subject: str = ""
    """The indicator that the sentence before ended on: what 同比增长5% alone is about."""
    own: tuple[str, ...] = ()
    """The names of the place that reports, which are no part of what it counts (清溪镇财政收入)."""
    spoken_year: int | None = None
    """The year in which the report was given, where that is told: its 今年."""


@dataclass(slots=True)
class Draft:
    """What a rule states of one quantity; status, time and aspect are told from its surroundings afterwards."""

    quantity: Quantity
    measure: str
    indicator: str
    verb: str = ""
    core: str = ""
    """The noun of the indicator, without its verb; '' where it is to be told from the indicator."""
    sign: int = 1
    """-1 where it is a fall by that much."""
    subset: str | None = None
    place: str | None = None
    scope: str | None = None
    rank_basis: str | None = None
    growth_kind: str | None = None
    baseline: str | None = None
    baseline_stated: bool | None = None
    span: str = ""
    """How long a change took, as written, where that is more than the year."""
    parted: bool = False
    left_bound: bool = False
    is_total: bool = False
    """Whether it is what there is in all, of which the statement before told what was added."""
    told_at: int | None = None
    """Where the time that it is about is told, if not before its quantity (上半年、下半年分别增长3%、5%)."""
    how: str = ""
    """How it was named, where a rule has several ways."""


@dataclass(slots=True)
class Statement:
    """One fact as read in one sentence; offsets are within the sentence."""

    quantity: Quantity
    value: Decimal
    value_max: Decimal | None
    measure: str
    indicator: str
    core: str
    """The noun of the indicator, without its verb."""
    verb: str
    status: str
    aspect: str
    time: Time
    subset: str | None = None
    place: str | None = None
    scope: str | None = None
    rank_basis: str | None = None
    growth_kind: str | None = None
    baseline: str | None = None
    baseline_stated: bool | None = None
    parted: bool = False
    """Whether it is a part of a statement before it (其中, brackets)."""
    clause: int = 0
    """Start of the ；-clause it stands in."""
    left_bound: bool = False
    """Whether what it counts stands left of it (走访企业30家)."""
    whole: Statement | None = None
    """What it is a part of, where both count the same kind of thing."""
    rule: str = ""
    """The rule that read it, and after a slash how it was named."""


@dataclass(slots=True)
class Reading:
    """How a sentence was read."""

    statements: list[Statement] = field(default_factory=list)
    ledger: list[tuple[Numeral, str]] = field(default_factory=list)
    """Every numeral with ``fact`` or the reason why it is none."""
    time: Time | None = None
    """The last period that the sentence names."""
    spoke: list[str] = field(default_factory=list)
    """The rule that read each quantity, in their order; those stacked or paired with one are read with it."""


class Told:
    """The statements of a sentence so far, and what those after them may take up."""

    __slots__ = ("pairs", "s", "statements", "subject_before")

    def __init__(self, s: str, subject_before: str = "") -> None:
        self.s = s
        self.statements: list[Statement] = []
        self.subject_before = subject_before
        """The indicator that the sentence before ended on."""
        self.pairs: tuple[str, ...] = ()
        """The members that the last 分别 paired."""

    def previous(self) -> Statement | None:
        """The statement before, if any."""
        return self.statements[-1] if self.statements else None

    def is_closed(self, statement: Statement, at: int) -> bool:
        """Whether a statement is a part in a bracket that has ended before `at`."""
        return statement.parted and "）" in self.s[statement.quantity.end : at]

    def before(self, at: int) -> Statement | None:
        """The statement before `at`; after a bracket the one whose parts it tells."""
        previous = self.previous()
        return self.parent() if previous is not None and self.is_closed(previous, at) else previous

    def parent(self) -> Statement | None:
        """The whole that a part (其中, brackets) is of: the last level that is no part itself."""
        for statement in reversed(self.statements):
            if not statement.parted and statement.measure == "level":
                return statement
        return self.statements[-1] if self.statements else None

    def in_clause(self, clause: int, *measures: str) -> list[Statement]:
        """The statements of the ；-clause that begins at `clause`, of the given measures."""
        return [st for st in self.statements if st.clause == clause and st.measure in measures]
