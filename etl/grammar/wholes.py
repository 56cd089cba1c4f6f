"""Which statement a part (其中, in brackets) is a part of."""

from __future__ import annotations

import re

from etl.grammar.lexicon import DIMENSION_OF, any_of
from etl.grammar.quantities import Quantity
from etl.grammar.statements import Statement

#: (sentence, value of each statement, and the value of its whole or None)
EXAMPLES: tuple[tuple[str, tuple[tuple[str, str | None], ...]], ...] = (
    ("新增企业40家，其中商贸企业12家、餐饮企业9家。", (("40", None), ("12", "40"), ("9", "40"))),
    ("排查出租屋320户（甲类80户、乙类240户）。", (("320", None), ("80", "320"), ("240", "320"))),
    ("举办招聘会12场，其中参会群众3000人次。", (("12", None), ("3000", None))),
    ("收治病人186人，其中平均住院9人。", (("186", None), ("9", None))),
    ("新建公园3座，修复道路8公里。", (("3", None), ("8", None))),
)

_NO_PART = re.compile(any_of("no part"))
"""What has accumulated, an average and a maximum are no parts."""


def whole_of(s: str, q: Quantity, measure: str, name: str, parent: Statement | None) -> Statement | None:
    """`parent`, which a quantity is said to be a part of, if it counts the same kind of thing."""
    if parent is None or measure != "level" or parent.measure != "level" or parent.quantity.end > q.start:
        return None
    kinds = {DIMENSION_OF.get(unit, unit) for unit in (q.unit, parent.quantity.unit)}
    if len(kinds) > 1 or _NO_PART.search(name) or _NO_PART.search(s, parent.quantity.end, q.start):
        return None
    return parent
