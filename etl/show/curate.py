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
from etl.contracts.written import digits
from etl.errors import JiedaoError
from etl.show.unmapped import rank_unmapped

INDICATORS, CORRECTIONS = "etl/reference/indicators.csv", "raw/corrections.csv"
"""The files that the lines are for."""

HEADER = ",".join((*corrections.COLUMNS, *corrections.MORE))
"""First line of a new file of corrections."""

OPEN = "?"
"""Stands in a line where only a person can decide. A run refuses the line, or lists it as invalid, while it has one where a code is due."""

_COLUMNS = (
    *("code", "name_zh", "name_en", "topic", "dimension", "kind", "stock_flow", "polarity", "additive", "broader", "keep_apart"),
    *("definition", "phrases"),
)

_GAINED = """
    with candidates as (
        select unnest($codes) as indicator_code, unnest($candidates) as candidate
    ),
    allowed as (
        select unnest($of) as candidate, unnest($dimensions) as unit_dimension
    ),
    mine as (
        select fact_id, indicator_code, candidate, district_key, measure, unit_family, year, status, fictional
        from v_statement
        join candidates using (indicator_code)
        where
            duplicate_of is null
            and (measure <> 'level' or (candidate, unit_dimension) in (select (candidate, unit_dimension) from allowed))
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
    """The `top` phrases that nobody curated, as :func:`etl.show.unmapped.unmapped` orders them, with what curating each would give.

    One row a phrase: number (from 1), indicator_code, phrase, facts, districts, units; topic, quote, sentence and title of one of its
    facts; nearest, the code of the curated indicator most like it (empty where none is); gained, how many of the facts would stand
    beside another district's of the same year if the phrase meant the best of its candidates; candidates, these with their codes, their
    units' dimension and what each would gain, the nearest first.
    """
    rows = rank_unmapped(con, top)
    pairs = [(row.indicator_code, candidate) for row in rows for candidate in row.candidates]
    fitting = [(code, dimension) for code in sorted({candidate for _, candidate in pairs}) for dimension in _counted_in(code)]
    gained = {
        (code, candidate): facts
        for code, candidate, facts in con.execute(
            _GAINED,
            {
                "codes": [code for code, _ in pairs],
                "candidates": [candidate for _, candidate in pairs],
                "of": [code for code, _ in fitting],
                "dimensions": [dimension for _, dimension in fitting],
            },
        ).fetchall()
    }
    examples = {row[0]: row[1:] for row in con.execute(_EXAMPLE, {"codes": [row.indicator_code for row in rows]}).fetchall()}
    listed = [
        (
            *(number, row.indicator_code, row.indicator, row.facts, row.districts, row.units),
            *examples[row.indicator_code],
            row.candidates[0] if row.candidates else "",
            max((gained.get((row.indicator_code, candidate), 0) for candidate in row.candidates), default=0),
            " · ".join(_named(candidate, gained.get((row.indicator_code, candidate), 0)) for candidate in row.candidates),
        )
        for number, row in enumerate(rows, 1)
    ]
    texts = ("indicator_code", "phrase", "units", "topic", "quote", "sentence", "title", "nearest", "candidates")
    columns = ("number", *texts[:2], "facts", "districts", *texts[2:8], "gained", texts[8])
    schema = {column: pl.String() if column in texts else pl.Int64() for column in columns}
    return pl.DataFrame(listed, schema=schema, orient="row")


def _named(code: str, gained: int) -> str:
    indicator = reference.indicators()[code]
    return f"{indicator.name_zh}（{code}，{indicator.dimension}）+{gained}"


def _counted_in(code: str) -> list[str]:
    """The unit dimensions in which a level of the curated indicator may be counted."""
    own = reference.indicators()[code].dimension
    return [name for name, dimension in reference.dimensions().items() if name == own or own in dimension.meets]


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


def phrase_line(code: str, phrase: str) -> Line:
    """The row of a curated indicator with one phrase more, to replace the row that stands there. Raises JiedaoError for an unknown code."""
    with (reference.FOLDER / "indicators.csv").open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            if row["code"].strip() == code:
                row["phrases"] = "|".join(dict.fromkeys([*row["phrases"].split("|"), phrase]))
                what = f"若“{phrase}”就是{row['name_zh']} If it means {row['name_en']}"
                place = f"{INDICATORS}，替换第 {reader.line_num} 行 replace line {reader.line_num}"
                return Line(what, place, _csv([row[column] for column in reader.fieldnames or ()]))
    raise JiedaoError(f"{INDICATORS} has no indicator “{code}”. Name one of its codes.")


def indicator_line(con: duckdb.DuckDBPyConnection, indicator_code: str) -> Line:
    """A row for an indicator that nobody curated, to be appended: what its facts tell is filled in, OPEN stands for the rest."""
    facts = con.execute(
        "select indicator, topic, unit_dimension, aspect, measure from v_statement where indicator_code = ? and duplicate_of is null",
        [indicator_code],
    ).fetchall()
    if not facts:
        raise JiedaoError(f"No fact has the indicator “{indicator_code}”. See: jiedao unmapped")
    phrase, topic = facts[0][0], _commonest(row[1] for row in facts)
    levels = [row for row in facts if row[4] == "level"] or facts
    dimension, aspect = _commonest(row[2] for row in levels), _commonest(row[3] for row in levels)
    prefix = _commonest(i.code.partition("_")[0] for i in reference.indicators().values() if i.topic == topic) or topic
    told = {
        "code": f"{prefix}_{OPEN}",
        "name_zh": phrase,
        "topic": topic,
        "dimension": dimension if dimension in reference.dimensions() else OPEN,
        "stock_flow": aspect if aspect in reference.STOCK_FLOWS else OPEN,
        "broader": "",
        "keep_apart": "",
        "phrases": phrase,
    }
    return Line(
        f"若“{phrase}”是新指标 If it is an indicator of its own",
        f"{INDICATORS}，加在末尾 append",
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
