"""What a line of object_names.csv would change before it is accepted: the facts that it moves, and whom they would meet."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import duckdb

from etl.conform.concepts.indicators import described
from etl.conform.concepts.key import Key, around, key_of
from etl.conform.concepts.phrase import is_open, read, read_in_context
from etl.conform.concepts.words import normal, tried
from etl.conform.facts import dimension_of, levels_beside
from etl.conform.results import LONGEST_NAME
from etl.errors import JiedaoError
from etl.reference import concepts
from etl.reference.concepts import Name

_TOLD = """
    select
        indicator_code, indicator, district_key, indicator_text, measure, aspect, unit_dimension, sentence, quote,
        quote_start - sentence_start as quote_start, quote_end - sentence_start as quote_end, document_id || sentence_start as spot
    from v_fact
    where duplicate_of is null
    order by fact_id
"""

_STATED = (
    "select distinct indicator_code, district_key from v_statement where duplicate_of is null and list_contains($codes, indicator_code)"
)


@dataclass(frozen=True, slots=True)
class Move:
    """Facts of one indicator that would have another."""

    indicator_code: str
    indicator: str
    becomes: str
    """The code that they would have; empty where the phrase would say too little."""
    becomes_name: str
    facts: int
    districts: int
    others: int
    """How many other districts state that indicator already."""
    quote: str
    """One of their quotes."""


def name_of(line: str) -> Name:
    """The name that a line ``name,object[,action,attribute]`` gives. Raises JiedaoError where it would be no line of object_names.csv."""
    cells = [cell.strip() for cell in next(csv.reader([line]), [])]
    if not 2 <= len(cells) <= 4 or not all(cells[0].split("+")):
        raise JiedaoError(f"“{line}” is no line of object_names.csv. Write name,object[,action,attribute].")
    name, object_, action, attribute = (*cells, "", "")[:4]
    for code, known, file in (
        (object_, concepts.objects(), "objects.csv"),
        (action, concepts.actions(), "actions.csv"),
        (attribute, concepts.attributes(), "attributes.csv"),
    ):
        if code not in known and (code or file == "objects.csv"):
            raise JiedaoError(f"{file} has no “{code}”. Name one of its codes.")
    return Name(name, object_, action, attribute)


@dataclass(frozen=True, slots=True)
class _Told:
    """A fact with what its reading depends on."""

    code: str
    indicator: str
    district: int
    phrase: str
    measure: str
    aspect: str
    dimension: str
    before: str
    after: str
    quote: str

    def key(self) -> Key | None:
        """Its key by the tables as they are now: nothing is kept, for a line may be on trial."""
        asked = self.phrase, self.dimension, self.measure, self.aspect
        reading = read.__wrapped__(*asked)
        if self.before and is_open(reading):
            reading = read_in_context(*asked, self.before, self.after)
        return key_of(reading)


def moves(con: duckdb.DuckDBPyConnection, name: Name) -> list[Move]:
    """The facts of a warehouse that a name would give another indicator, those of the most districts first; nothing is written."""
    told = _told(con, [normal(part) for part in name.name.split("+")])
    now = [fact.key() for fact in told]
    with tried(name):
        then = [fact.key() for fact in told]
    moved: dict[tuple[str, str], list[_Told]] = {}
    keys: dict[str, Key] = {}
    for fact, before, after in zip(told, now, then, strict=True):
        if before != after:
            code = after.code if after else ""
            moved.setdefault((fact.code, code), []).append(fact)
            if after:
                keys[code] = after
    stated: dict[str, set[int]] = {}
    for code, district in con.execute(_STATED, {"codes": list(keys)}).fetchall():
        stated.setdefault(code, set()).add(district)
    found = []
    for (code, becomes), facts in moved.items():
        districts = {fact.district for fact in facts}
        others = len(stated.get(becomes, set()) - districts)
        named = _name(keys[becomes], facts[0].phrase) if becomes else ""
        found.append(Move(code, facts[0].indicator, becomes, named, len(facts), len(districts), others, facts[0].quote))
    return sorted(found, key=lambda move: (-move.districts, -move.facts, move.indicator_code, move.becomes))


def _name(key: Key, phrase: str) -> str:
    return described(key.code, key.object, key.action, key.attribute).name_zh if key.curated else phrase


def _told(con: duckdb.DuckDBPyConnection, parts: list[str]) -> list[_Told]:
    """The facts whose sentence has every part of a name: no other can be read otherwise for it."""
    rows = [row for row in con.execute(_TOLD).fetchall() if all(part in normal(row[7]) for part in parts)]
    beside = levels_beside((row[11], row[3][:LONGEST_NAME], row[4], row[6]) for row in rows)
    found = []
    for code, indicator, district, text, measure, aspect, dimension, sentence, quote, start, end, spot in rows:
        phrase = text[:LONGEST_NAME]
        level = dimension_of(measure, dimension, beside.get((spot, phrase), ()))
        before, after = around(sentence, 0, start, end, len(sentence))
        found.append(_Told(code, indicator, district, phrase, measure, aspect, level, before, after, quote))
    return found
