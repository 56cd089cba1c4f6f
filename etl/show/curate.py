"""What an analyst may settle next, and the line that settles it, ready to be pasted into the file that it belongs to."""

from __future__ import annotations

import csv
import html
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb
import polars as pl

from etl import reference
from etl.conform import corrections
from etl.conform.concepts.indicators import code_of
from etl.conform.concepts.phrase import noun, read_as
from etl.conform.facts import unit_of
from etl.contracts.written import digits
from etl.errors import JiedaoError
from etl.reference import concepts
from etl.show.unmapped import Unmapped, rank_unmapped

NAMES, OBJECTS, CORRECTIONS = "etl/reference/object_names.csv", "etl/reference/objects.csv", "raw/corrections.csv"
"""The files that the lines are for."""

HEADER = ",".join((*corrections.COLUMNS, *corrections.MORE))
"""First line of a new file of corrections."""

OPEN = "?"
"""Stands in a line where only a person can decide. A run refuses the line, or lists it as invalid, while it has one where a code is due."""

_COLUMNS = (
    *("code", "name_zh", "name_en", "broader", "topic", "dimensions", "class", "polarity", "general", "stage", "implies", "splits"),
    *("definition_zh", "definition_en"),
)

_GAINED = """
    with candidates as (
        select unnest($codes) as indicator_code, unnest($candidates) as candidate
    ),
    mine as (
        select fact_id, indicator_code, candidate, district_key, measure, unit_family, year, status, fictional
        from v_statement
        join candidates using (indicator_code)
        where duplicate_of is null
    ),
    others as (
        select distinct indicator_code as candidate, district_key, measure, unit_family, year, status, fictional
        from v_statement
        where duplicate_of is null and indicator_code in (select candidate from candidates)
    )
    select indicator_code, mine.candidate, count(distinct fact_id)
    from mine
    join others
        on others.candidate = mine.candidate
        and others.district_key <> mine.district_key
        and others.measure = mine.measure
        and (mine.measure <> 'level' or others.unit_family = mine.unit_family)
        and others.year = mine.year
        and others.status = mine.status
        and others.fictional = mine.fictional
    group by all
"""

_EXAMPLE = """
    select indicator_code, topic_zh, quote, sentence, title
    from v_fact
    where indicator_code in (select unnest($codes)) and duplicate_of is null
    qualify row_number() over (partition by indicator_code order by fact_id) = 1
"""


def next_phrases(con: duckdb.DuckDBPyConnection, top: int = 30) -> pl.DataFrame:
    """The `top` phrases without a known object, as :func:`etl.show.unmapped.rank_unmapped` orders them, with what naming each would give.

    One row a phrase: number (from 1), indicator_code, phrase, facts, districts, units; topic, quote, sentence and title of one of its
    facts; nearest, the code of the object with the name most like it (empty where none is); gained, how many of the facts would stand
    beside another district's of the same year if the phrase meant the best of its candidates; candidates, these with their codes and
    what each would gain, the nearest first.
    """
    rows = rank_unmapped(con, top)
    meant = {(row.indicator_code, candidate): would_be(row, candidate) for row in rows for candidate in row.candidates}
    pairs = [(code, meant[code, candidate]) for code, candidate in meant]
    found = con.execute(_GAINED, {"codes": [code for code, _ in pairs], "candidates": [key for _, key in pairs]}).fetchall()
    by_key = {(code, key): facts for code, key, facts in found}
    gained = {pair: by_key.get((pair[0], key), 0) for pair, key in meant.items()}
    examples = {row[0]: row[1:] for row in con.execute(_EXAMPLE, {"codes": [row.indicator_code for row in rows]}).fetchall()}
    listed = [
        (
            *(number, row.indicator_code, row.indicator, row.facts, row.districts, row.units),
            *examples[row.indicator_code],
            row.candidates[0] if row.candidates else "",
            max((gained[row.indicator_code, candidate] for candidate in row.candidates), default=0),
            " · ".join(_named(candidate, gained[row.indicator_code, candidate]) for candidate in row.candidates),
        )
        for number, row in enumerate(rows, 1)
    ]
    texts = ("indicator_code", "phrase", "units", "topic", "quote", "sentence", "title", "nearest", "candidates")
    columns = ("number", *texts[:2], "facts", "districts", *texts[2:8], "gained", texts[8])
    schema = {column: pl.String() if column in texts else pl.Int64() for column in columns}
    return pl.DataFrame(listed, schema=schema, orient="row")


def would_be(row: Unmapped, object_: str) -> str:
    """The indicator code that a phrase would have, in the first of its units, if what it names were that object."""
    dimension = unit_of(row.units.split("|")[0]).dimension
    reading = read_as(row.indicator, object_, dimension, "rate" if dimension == "share" else "level")
    return code_of(reading.object, reading.action, reading.attribute)


def _named(code: str, gained: int) -> str:
    return f"{concepts.objects()[code].name_zh}（{code}）+{gained}"


@dataclass(frozen=True)
class Line:
    """A line for a file; shows in a notebook as a box that one click selects as a whole."""

    what: str
    file: str
    """Where it goes, and where in it."""
    text: str

    def _repr_html_(self) -> str:
        return (
            f'<div class="jiedao-line" style="margin:.6em 0"><b>{html.escape(self.what)}</b> → <code>{html.escape(self.file)}</code>'
            '<pre style="user-select:all;white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f6f8;border-left:4px solid #1b6f8a;'
            f'padding:.6em;margin:.3em 0">{html.escape(self.text)}</pre></div>'
        )


@dataclass(frozen=True)
class Lines:
    """Lines one below the other."""

    lines: Sequence[Line]

    def _repr_html_(self) -> str:
        return "".join(line._repr_html_() for line in self.lines) or "<p>没有要写的行。No line to write.</p>"


def phrase_line(object_: str, phrase: str) -> Line:
    """A name for an object: what the phrase says without its verbs, to be appended. Raises JiedaoError for an unknown object."""
    concept = concepts.objects().get(object_)
    if concept is None:
        raise JiedaoError(f"{OBJECTS} has no object “{object_}”. Name one of its codes.")
    what = f"若“{noun(phrase)}”就是{concept.name_zh} If it means {concept.name_en}"
    return Line(what, f"{NAMES}，加在末尾 append", _csv([noun(phrase), object_, "", ""]))


def indicator_line(con: duckdb.DuckDBPyConnection, indicator_code: str) -> Line:
    """A row for an object that nobody named, to be appended: what its facts tell is filled in, OPEN stands for the rest."""
    facts = con.execute(
        "select indicator, topic, unit_dimension, measure from v_statement where indicator_code = ? and duplicate_of is null",
        [indicator_code],
    ).fetchall()
    if not facts:
        raise JiedaoError(f"No fact has the indicator “{indicator_code}”. See: jiedao unmapped")
    phrase, topic = facts[0][0], _commonest(row[1] for row in facts)
    levels = [row for row in facts if row[3] == "level"] or facts
    dimension = _commonest(row[2] for row in levels)
    told = {
        **dict.fromkeys(("broader", "stage", "implies", "splits", "definition_zh"), ""),
        "name_zh": noun(phrase),
        "topic": topic,
        "dimensions": dimension if dimension in reference.dimensions() else OPEN,
        "general": "no",
    }
    return Line(
        f"若“{noun(phrase)}”是新对象 If it is an object of its own",
        f"{OBJECTS}，加在末尾 append",
        _csv([told.get(column, OPEN) for column in _COLUMNS]),
    )


def correction_line(con: duckdb.DuckDBPyConnection, fact_id: str, field: str, new_value: str = OPEN, reason: str = OPEN) -> Line:
    """A row of corrections for one field of a fact, dated today, to be appended. Raises JiedaoError for an unknown fact or field."""
    if field not in corrections.FIELDS:
        raise JiedaoError(f"“{field}” is no field that can be corrected. Name one of: {', '.join(corrections.FIELDS)}.")
    column = "null" if field == corrections.FACT else field
    found = con.execute(f"select quote, sentence, document_id, indicator, {column} from v_fact where fact_id = ?", [fact_id]).fetchall()
    if not found:
        raise JiedaoError(f"No fact has the id “{fact_id}”.")
    ((quote, sentence, document, indicator, old),) = found
    old = digits(old) if isinstance(old, Decimal) else "" if old is None else str(old)
    cells = [fact_id, quote, field, old, new_value, OPEN, date.today().isoformat(), reason, " ".join(sentence.split()), document]
    return Line(f"若读错了 If this was misread: {indicator} {quote}", f"{CORRECTIONS}，加在末尾 append", _csv(cells))


def _commonest(values: Iterable[str]) -> str:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else ""


def _csv(cells: Sequence[str]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="").writerow(cells)
    return held.getvalue()
