"""Rows that pages load as they need them. A page that is opened from a folder may not fetch, but it may load a script of its own folder:
so each shard is a script that hands its rows to the page, under the name that the page asked for. Pure functions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from etl.contracts import written
from etl.show.site import labels

FOLDER = "data"
MOST_CHARACTERS = 300_000
"""Characters of JSON that one shard holds, about: under a megabyte, also where each takes three bytes."""


def dumps(value: Any) -> str:
    """Compact JSON; Chinese as it is, since escaped it takes twice the room."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def shard(name: str, value: Any) -> tuple[str, tuple[str]]:
    """A shard's path in the site and what stands in it."""
    return f"{FOLDER}/{name}.js", (f"jiedao({dumps(name)},{dumps(value)});\n",)


def packed(items: Iterable[Any], most: int = MOST_CHARACTERS) -> Iterator[list[Any]]:
    """Runs of items, in their order, of `most` characters of JSON each, or of one item; one empty run where there is no item."""
    held, size, any_yet = list[Any](), 0, False
    for item in items:
        own = len(dumps(item)) + 1
        if held and size + own > most:
            yield held
            held, size, any_yet = [], 0, True
        held.append(item)
        size += own
    if held or not any_yet:
        yield held


def readings(
    facts: Sequence[Mapping[str, Any]], topics: Mapping[str, Mapping[str, Any]], indicators: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """The facts of a report as its page and the table of facts show them; `indicators` knows which have a page.

    Names that many rows share stand once. A row is: fact_id, topic, year, indicator (its place among the indicators), the report's own
    words where they are others, measure, reading, value, unit, status, particulars, quote, and all digits where the reading rounds none
    away but is shorter.
    """
    codes = list(dict.fromkeys(fact["indicator_code"] for fact in facts))
    names = {fact["indicator_code"]: fact["indicator"] for fact in facts}
    places = {code: place for place, code in enumerate(codes)}
    used = {column: dict.fromkeys(fact[column] for fact in facts) for column in ("topic", "measure", "status")}
    return {
        "topics": {code: [topics[code]["name_zh"], topics[code]["name_en"]] for code in used["topic"]},
        "measures": {code: labels.label("measure", code) for code in used["measure"]},
        "statuses": {code: labels.label("status", code) for code in used["status"]},
        "indicators": [[code, names[code], bool(indicators.get(code, {}).get("page"))] for code in codes],
        "rows": [_reading(fact, places) for fact in facts],
    }


def _reading(fact: Mapping[str, Any], places: Mapping[str, int]) -> list[Any]:
    full = written.digits(fact["value"], grouped=True)
    return [
        fact["fact_id"],
        fact["topic"],
        fact["year"],
        places[fact["indicator_code"]],
        fact["indicator_text"] if fact["indicator_text"] != fact["indicator"] else "",
        fact["measure"],
        written.reading(fact),
        float(fact["value"]),
        fact["unit"],
        fact["status"],
        labels.particulars(fact),
        fact["quote"],
        f"{full} {fact['unit']}" if full != written.number(fact["value"]) else "",
    ]
