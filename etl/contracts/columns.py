"""What is said of a column, once: in the record that it is a field of, or in the table that it stands in.

The contract that pandera checks, the table in the database with its comments, the data dictionary and the labels of site, exports and
notebooks all follow from it.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from etl.contracts.codes import Codes


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; among the fields of a record the field's own type tells `type` and `null`."""

    comment: str
    type: Any = str
    """str, int, float, bool, Decimal, date, datetime, or list[int] for hashes."""
    unit: str = ""
    """What its numbers are in: a unit, or the column of the row that tells it; empty for what has none."""
    zh: str = ""
    """Chinese title, where it is shown under one."""
    codes: Codes | None = None
    """What may stand there, and what each is called."""
    null: bool = False
    empty: bool = False
    """Whether a text may be empty."""
    unique: bool = False
    pattern: str | None = None
    """Regular expression that a text matches."""
    least: int | None = None
    most: int | None = None
    above: int | None = None
    """Greater than this."""
    finite: bool = False
    references: tuple[str, str] | None = None
    """Table and column that it refers to."""

    @property
    def description(self) -> str:
        """What is said of it where it is shown: the comment, and what its numbers are in."""
        return f"{self.comment} In {self.unit}." if self.unit else self.comment


Columns = Mapping[str, Column]


@cache
def columns_of(record: type) -> Columns:
    """The columns of a record: its fields that are annotated with what is said of them, in their order."""
    found = {}
    for name, hint in get_type_hints(record, include_extras=True).items():
        if get_origin(hint) is Annotated:
            plain, told = get_args(hint)[:2]
            # `A | None` is a types.UnionType, Optional[A] a Union.
            options = get_args(plain) if get_origin(plain) in (types.UnionType, Union) else (plain,)
            (kind,) = (option for option in options if option is not type(None))
            found[name] = replace(told, type=kind, null=len(options) > 1)
    return found
