"""Citations of a fact: its report, and the place in it, as GB/T 7714 and as BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from etl.errors import JiedaoError

_FACTS = "select * from v_provenance where starts_with(fact_id, ?) order by fact_id limit 2"
_ESCAPED = str.maketrans({char: f"\\{char}" for char in "{}%&#_$"} | {"\\": "\\textbackslash{}", "\n": " "})
_MISSING = "佚名"


@dataclass(frozen=True, slots=True)
class Citation:
    """How one fact is cited."""

    fact_id: str
    quote: str
    gbt: str
    bibtex: str


def cite(con: duckdb.DuckDBPyConnection, fact_id: str) -> Citation:
    """The citation of the fact whose id begins with `fact_id`. Raises JiedaoError where none does, or several."""
    result = con.execute(_FACTS, [fact_id.lower()])
    names = [column[0] for column in result.description or ()]
    found = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    if not found:
        raise JiedaoError(f'{fact_id}: no fact has this id. Find one with: jiedao sql "select fact_id, quote, indicator from v_fact"')
    if len(found) > 1:
        raise JiedaoError(f"{fact_id}: several facts begin with this. Write more of the id, such as {found[0]['fact_id']}.")
    fact = found[0]
    return Citation(fact["fact_id"], fact["quote"], _gbt(fact), _bibtex(fact))


def _day(moment: date | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _title(fact: dict[str, Any]) -> str:
    return fact["title"] or f"{fact['district'] or ''}{fact['year'] or ''}年工作报告"


def _where(fact: dict[str, Any]) -> str:
    """The characters of the text that state it, and the fact in the version that read it."""
    return f"第{fact['quote_start'] + 1}–{fact['quote_end']}字“{fact['quote']}”（事实 {fact['fact_id']}，版本 {fact['run_id']}）"


def _gbt(fact: dict[str, Any]) -> str:
    author = fact["publisher"] or fact["district"] or _MISSING
    published, seen = _day(fact["published_on"]), _day(fact["first_seen"])
    dates = (f"({published})" if published else "") + (f"[{seen}]" if seen else "")
    online = bool(fact["url"])
    parts = [f"{author}. {_title(fact)}[{'EB/OL' if online else 'R'}]", dates, fact["url"] if online else "", _where(fact)]
    return ". ".join(part for part in parts if part) + "."


def _bibtex(fact: dict[str, Any]) -> str:
    published, seen = _day(fact["published_on"]), _day(fact["first_seen"])
    fields = {
        "author": f"{{{(fact['publisher'] or fact['district'] or _MISSING).translate(_ESCAPED)}}}",
        "title": _title(fact).translate(_ESCAPED),
        "date": published and str(published),
        # An address stands as it is; what would end the field cannot be in one.
        "url": fact["url"] and re.sub(r"[{}\s]", "", fact["url"]),
        "urldate": seen and str(seen),
        "note": _where(fact).translate(_ESCAPED),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'online' if fact['url'] else 'techreport'}{{jiedao-{fact['fact_id']},\n{lines}}}"
