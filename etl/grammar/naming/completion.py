"""The last look at a name: what its last verb lacks, and what to call a figure that no words name."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.clauses import Clauses
from etl.grammar.lexicon import DIMENSION_OF, becomes, words_of
from etl.grammar.quantities import Quantity
from etl.grammar.statements import Told

NAMELESS = "未名指标"
"""The name of a figure whose sentence does not say what it counts."""
_REACHES = words_of("reaches")
"""惠及, 涉及: verbs whose object is those that the figure counts."""
_REACHED = frozenset(words_of("reached alone"))
_TWICE = re.compile("([\u4e00-\u9fff]{2,4})\\1")
"""投资投资: a noun that two clauses gave."""
_COUNTS = frozenset({"count", "person", "household", "facility", "entity", "case", "item", "category", "document", "plant", "dwelling"})
_COUNTED = becomes("unit: name of its count")

#: (name, unit) → the name that stands in a table
EXAMPLES: tuple[tuple[tuple[str, str], str], ...] = (
    (("老旧小区惠及", "户"), "老旧小区惠及户数"),
    (("低保金惠及", "人次"), "低保金惠及人次"),
    (("纠纷涉及", "元"), "纠纷"),
    (("惠及", "元"), "惠及"),
    (("村", "个"), "村数"),
    (("村", "元"), "村"),
    (("村", "%"), "村占比"),
    (("走访企业", "家"), "走访企业"),
    (("数据普及", "人"), "数据普及"),
)
_NO_FIRST = frozenset(words_of("no name: first sign"))


def completed(name: str, unit: str) -> str:
    """The name with what its last verb lacks (惠及户数), and of one character with 数 (村数)."""
    if name.endswith(_REACHES):
        stem = next(name.removesuffix(verb) for verb in _REACHES if name.endswith(verb))
        return name + _COUNTED[unit] if unit in _COUNTED else name if phrases.says_nothing(stem) else stem
    if len(name) == 1 and DIMENSION_OF.get(unit, "") in _COUNTS:
        return f"{name}数"
    if len(name) == 1 and unit == "%":
        return f"{name}占比"
    return name


def named_or_not(name: str, q: Quantity, told: Told, clauses: Clauses, own: tuple[str, ...] = ()) -> str:
    """A name that could stand alone; where the rule found none, one of the words around, else :data:`NAMELESS`."""
    name = _TWICE.sub(r"\1", phrases.clean(name))
    of_place = next((place for place in own if name.startswith(place)), "")
    rest = name.removeprefix(of_place)
    name = name if rest in _NO_FIRST else rest
    bare = q.kind == "count" and name in _REACHED and told.previous() is not None  # 财政收入3亿元。2011年完成4亿元
    if bare or phrases.says_nothing(name):
        name = next((found for found in _around(q, told, clauses) if not phrases.says_nothing(found)), "")
    return completed(name, q.unit) if name else NAMELESS


def _around(q: Quantity, told: Told, clauses: Clauses) -> list[str]:
    """What may name a figure without words of its own: the noun right of it or of its list, what was told before, the clause before."""
    near = [value for value in clauses.quantities if value.start >= q.start]
    ends = [clauses.s[value.end : clauses.next_break(value.end)] for value in near[:4]]
    right = next((words for words in (_noun(end) for end in ends) if words), "")
    previous = told.previous()
    return [
        previous.indicator if previous is not None and previous.indicator != NAMELESS else "",
        right,
        phrases.clean(phrases.strip_lead(clauses.clause_before(clauses.break_before(q.start)))),
        told.subject_before,
    ]


def _noun(words: str) -> str:
    """The words right of a number as a name."""
    stretch = words.lstrip("的 ")
    for at, char in enumerate(stretch):
        if char.isdigit():
            stretch = stretch[:at]
            break
    name = phrases.clean(phrases.shorten_right(phrases.strip_tail(phrases.strip_lead(stretch))))
    return name if len(name) > 1 else ""
