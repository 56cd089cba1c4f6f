"""Names of counts: what a count is of, told by the words right of it, left of it, or by what was stated before.

Each side is an ordered list of named ways; the first that has a name gives it.
"""

from __future__ import annotations

from etl.grammar.naming.after import AFTER
from etl.grammar.naming.before import BEFORE
from etl.grammar.naming.counts import Count
from etl.grammar.naming.left import LEFT
from etl.grammar.naming.name import Name, Ways
from etl.grammar.naming.right import RIGHT

SIDES: tuple[Ways, ...] = (RIGHT, AFTER, LEFT, BEFORE)


def name_of(count: Count) -> tuple[str, Name]:
    """How the count is named, and what it is of."""
    for ways in (RIGHT, AFTER, LEFT if count.phrase.text else BEFORE):
        for way in ways:
            name = way.gives(count)
            if name is not None:
                return way.name, name
    raise AssertionError("the last way of each side names every count")
