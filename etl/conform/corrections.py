"""What analysts say is wrong with facts: read from corrections.csv, applied on every run, found again by its evidence, never lost."""

from __future__ import annotations

import csv
import io
import itertools
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

import duckdb
import polars as pl

from etl import reference
from etl.conform.batches import batches
from etl.conform.concepts import indicators
from etl.conform.results import exact
from etl.contracts import codes, schemas
from etl.grammar.rounding import interval

_BATCH = 100_000
_DIGITS = 28
"""Before the decimal point; the database holds no more."""

COLUMNS = ("fact_id", "quote", "field", "old_value", "new_value", "author", "date", "reason")
"""Columns that the file has; it may have those of MORE as well."""
MORE = ("sentence", "document")

FACT = "fact"
"""The field of a row that drops a whole fact."""
DROP = "drop"

_CHOICES: Mapping[str, Sequence[str]] = {
    "bound": tuple(codes.BOUNDS),
    "measure": tuple(codes.MEASURES),
    "aspect": tuple(codes.ASPECTS),
    "status": tuple(codes.STATUSES),
    "growth_kind": tuple(codes.GROWTH_KINDS),
    "rank_basis": tuple(codes.RANK_BASES),
}
_NUMBERS = ("value", "value_max")
_DATES = ("period_start", "period_end")
_TEXTS = ("unit", "subset", "period", "place", "rank_scope", "baseline")
_MAY_BE_EMPTY = ("value_max", "year", *_DATES, *_TEXTS, "growth_kind", "rank_basis")
FIELDS = (FACT, "indicator_code", "topic", "year", *_CHOICES, *_NUMBERS, *_DATES, *_TEXTS)


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of corrections.csv, and what became of it."""

    line: int
    fact_id: str
    quote: str
    field: str
    old_value: str | None
    new_value: str | None
    author: str
    corrected_on: date | None
    reason: str
    sentence: str | None = None
    document: str | None = None
    status: str = "applied"
    """applied, re-attached (to another fact_id, by its evidence), not needed, conflict, orphaned or invalid."""
    detail: str | None = None
    """What is wrong with the row, or what else is to know of it."""
    attached_to: str | None = None
    """The fact it was applied to."""


class _Invalid(Exception):
    """What is wrong with a row, and the remedy."""


class Illegible(Exception):
    """What is wrong with a whole file, and the remedy."""


def parse(data: bytes) -> list[Correction]:
    """The rows of a corrections file. Raises Illegible where it is no CSV in UTF-8 or lacks a column: then no row of it can be trusted.

    A row that breaks a rule comes back with status invalid and the remedy in its detail, so that the run goes on.
    """
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise Illegible(f"Column {', '.join(missing)} is missing; its columns are {', '.join((*COLUMNS, *MORE))}.")
        return [_row(reader.line_num, cells) for cells in reader if any(cells.values())]
    except UnicodeDecodeError:
        raise Illegible("It is not in UTF-8; save it as “CSV UTF-8”.") from None
    except csv.Error as error:
        raise Illegible(f"It is no CSV ({error}, at line {reader.line_num}); look for a quotation mark without its fellow.") from None


def _row(line: int, cells: Mapping[Any, Any]) -> Correction:
    if None in cells or None in cells.values():
        return _invalid(line, cells, "the line has not as many cells as the header. Put a cell that holds a comma in double quotes.")
    texts = {column: str(cell).strip() for column, cell in cells.items()}
    made = Correction(
        line=line,
        fact_id=texts["fact_id"].lower(),
        quote=texts["quote"],
        field=texts["field"],
        old_value=texts["old_value"] or None,
        new_value=texts["new_value"] or None,
        author=texts["author"],
        corrected_on=None,
        reason=texts["reason"],
        sentence=texts.get("sentence") or None,
        document=texts.get("document") or None,
    )
    try:
        for column in ("fact_id", "quote", "field", "author", "reason"):
            if not texts[column]:
                raise _Invalid(f"{column} is empty. Write it: without it nobody can check the correction.")
        if len(made.fact_id) != 16 or any(c not in "0123456789abcdef" for c in made.fact_id):
            raise _Invalid(f"fact_id “{texts['fact_id']}” is none. Copy all 16 characters from v_fact or jiedao show.")
        try:
            made = replace(made, corrected_on=date.fromisoformat(texts["date"]))
        except ValueError:
            raise _Invalid(f"date “{texts['date']}” is none. Write it as 2023-05-31.") from None
        converted(made.field, made.new_value)
    except _Invalid as error:
        return replace(made, status="invalid", detail=_told(line, str(error)))
    return made


def _invalid(line: int, cells: Mapping[Any, Any], detail: str) -> Correction:
    told = {column: str(cells.get(column) or "") for column in COLUMNS}
    return Correction(
        line,
        told["fact_id"],
        told["quote"],
        told["field"],
        told["old_value"] or None,
        told["new_value"] or None,
        told["author"],
        None,
        told["reason"],
        status="invalid",
        detail=_told(line, detail),
    )


def _told(line: int, detail: str) -> str:
    return f"corrections.csv, line {line}: {detail}"


def converted(field: str, value: str | None) -> Any:
    """`value` as the type of a fact's `field`. Raises an error that says what may stand there."""
    if field not in FIELDS:
        raise _Invalid(f"field “{field}” is none that can be corrected. Write one of: {', '.join(FIELDS)}.")
    if field == FACT:
        if value != DROP:
            raise _Invalid(f"new_value of field {FACT} is “{value or ''}”. Write {DROP}, or name the field that is wrong.")
        return value
    if value is None:
        if field in _MAY_BE_EMPTY:
            return None
        raise _Invalid(f"new_value is empty, which {field} never is. Write the right value.")
    if field in _CHOICES:
        return _one_of(field, value, _CHOICES[field])
    if field == "topic":
        return _one_of(field, value, tuple(reference.topics()))
    try:
        if field in _NUMBERS:
            number = exact(Decimal(value))
            if number.adjusted() >= _DIGITS:
                raise ValueError
            return number
        if field in _DATES:
            return date.fromisoformat(value)
        if field == "year":
            return int(value)
    except (ValueError, InvalidOperation):
        raise _Invalid(f"new_value “{value}” is no {field}. Write it as in v_fact, such as {_EXAMPLES[field]}.") from None
    if field == "indicator_code":
        if not indicators.is_code(value):
            raise _Invalid(f"new_value “{value}” is no indicator. Write a code of dim_indicator.")
        return indicators.current_code(value)
    return value


_EXAMPLES = {**dict.fromkeys(_NUMBERS, "126000 or 4.5"), **dict.fromkeys(_DATES, "2022-09-30"), "year": "2022"}


def _one_of(field: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise _Invalid(f"new_value “{value}” is no {field}. Write one of: {', '.join(allowed)}.")
    return value


def apply_corrections(con: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]) -> list[Correction]:
    """The corrections with what became of each; makes the view work.facts: the facts as corrected, with a column `corrected`.

    Reads the view work.conformed and the readings beside it, and of them only the facts that a correction names or may be about. Beside
    work.facts stand work.changed (the rows that differ), work.dropped and work.altered (the fact_id of either). A correction whose fact_id
    is gone goes to the one fact with its quote and its old value, in its sentence and its document where it names them; if that leaves none
    or several it is orphaned. One with the fact_id of a fact but another quote, or another old value, is a conflict and not applied; one
    that would break the contract of facts is invalid and not applied. Of two rows for one field of a fact
    the later line holds.
    """
    valid = [c for c in corrections if c.status != "invalid"]
    known = {row["fact_id"]: row for row in _facts(con, {c.fact_id for c in valid}).to_dicts()}
    alike: dict[str, list[dict[str, Any]]] = {}
    for row in _alike(con, [c for c in valid if c.fact_id not in known]).to_dicts():
        alike.setdefault(_bare(row["quote"]), []).append(row)
    found = [c if c.status == "invalid" else _attach(c, known, alike) for c in corrections]
    facts = _facts(con, {c.attached_to for c in found if c.attached_to})
    rows = {row["fact_id"]: row | {"corrected": False} for row in facts.to_dicts()}
    told = _apply_all(found, rows, facts.schema)
    dropped = {c.attached_to for c in told if c.attached_to and c.field == FACT}
    changed = [row for fact_id, row in rows.items() if row["corrected"] and fact_id not in dropped]
    con.register("incoming", pl.DataFrame(changed, schema={**facts.schema, "corrected": pl.Boolean}))
    con.execute("create table work.changed as from incoming")
    con.register("incoming", facts.filter(pl.col("fact_id").is_in(sorted(dropped))).select("fact_id", "document_id", "anchor"))
    con.execute("create table work.dropped as from incoming")
    con.unregister("incoming")
    con.execute("create view work.altered as select fact_id from work.changed union all select fact_id from work.dropped")
    con.execute("""
        create view work.facts as
        select *, false as corrected from work.conformed anti join work.altered using (fact_id)
        union all by name
        from work.changed
    """)
    return told


def _facts(con: duckdb.DuckDBPyConnection, fact_ids: Collection[str]) -> pl.DataFrame:
    con.register("named", pl.DataFrame({"fact_id": sorted(fact_ids)}, schema={"fact_id": pl.String}))
    query = "from work.conformed semi join named using (fact_id)" if fact_ids else "from work.conformed limit 0"
    found: pl.DataFrame = con.sql(query).pl()
    con.unregister("named")
    return found


def _apply_all(corrections: Sequence[Correction], rows: dict[str, dict[str, Any]], schema: pl.Schema) -> list[Correction]:
    """What becomes of the corrections; the rows of their facts in `rows` are changed.

    All facts are held against their contract at once. Of one that would break it the corrections are applied one after the other, those
    of all such facts side by side, and one with which it breaks is left out.
    """
    before = dict(rows)
    original = {fact_id: dict(row) for fact_id, row in rows.items()}
    told = [_applied(correction, rows, original) for correction in corrections]
    broken = _faults([row for row in rows.values() if row["corrected"]], schema)
    if not broken:
        return told
    rows |= {fact_id: before[fact_id] for fact_id in broken}
    waiting: dict[str, list[int]] = {}
    for place, correction in enumerate(corrections):
        if correction.attached_to in broken:
            waiting.setdefault(str(correction.attached_to), []).append(place)
    for turn in itertools.zip_longest(*waiting.values()):
        places = [place for place in turn if place is not None]
        before = {str(corrections[place].attached_to): rows[str(corrections[place].attached_to)] for place in places}
        for place in places:
            told[place] = _applied(corrections[place], rows, original)
        faults = _faults([rows[fact_id] for fact_id in before if rows[fact_id]["corrected"]], schema)
        for place in places:
            fact_id = str(corrections[place].attached_to)
            if fact_id in faults:
                rows[fact_id] = before[fact_id]
                detail = (
                    f"not applied; the fact would break its contract ({faults[fact_id]}). Correct the other fields it depends on first."
                )
                told[place] = replace(corrections[place], status="invalid", attached_to=None, detail=_told(corrections[place].line, detail))
    return told


def _applied(correction: Correction, rows: dict[str, dict[str, Any]], original: Mapping[str, Mapping[str, Any]]) -> Correction:
    """What becomes of a correction, whatever the contract says; the row of its fact in `rows` is changed. `original` is as it was read."""
    if correction.attached_to is None or correction.field == FACT:
        return correction
    row = rows[correction.attached_to]
    value = converted(correction.field, correction.new_value)
    if row[correction.field] == value and not row["corrected"]:
        return replace(correction, status="not needed", detail="The fact is read so by itself.")
    by_itself = original[correction.attached_to][correction.field]
    old = correction.old_value
    readings = {_plain(correction.field, _text(now)) for now in (by_itself, row[correction.field])}
    if old is not None and _plain(correction.field, old) not in readings:
        detail = f"not applied; by itself it is read as {_text(by_itself)}, not as {old}. Write that as old_value if the row still holds."
        return replace(correction, status="conflict", attached_to=None, detail=_told(correction.line, detail))
    named = _named(value) if correction.field == "indicator_code" else {}
    after = row | {correction.field: value, "corrected": True} | named
    if correction.field in ("value", "value_max", "bound", "unit"):
        lies = interval(*(after[name] for name in ("value", "value_max", "bound", "value_text", "quote", "unit")))
        after |= lies._asdict()
    rows[correction.attached_to] = after
    return correction


def _faults(rows: Sequence[Mapping[str, Any]], schema: pl.Schema) -> dict[str, str]:
    """What the contract of facts has against some corrected rows, by fact_id."""
    if not rows:
        return {}
    try:
        frame = pl.DataFrame([dict(row) for row in rows], schema=schema)
    except (pl.exceptions.PolarsError, TypeError, OverflowError, RuntimeError) as error:
        if len(rows) == 1:
            return {rows[0]["fact_id"]: str(error)}
        half = len(rows) // 2
        return _faults(rows[:half], schema) | _faults(rows[half:], schema)
    faults = schemas.faults("mentions", frame.select(list(schemas.polars_schema("mentions"))))
    return {rows[place]["fact_id"]: fault for place, fault in faults.items()}


def _named(code: str) -> dict[str, Any]:
    key = indicators.key_of_code(code)
    parts = {"object": key[0], "action": key[1] or None, "attribute": key[2]} if key else dict.fromkeys(("object", "action", "attribute"))
    return {"curated": key is not None and not indicators.is_own(code), **parts}


def _alike(con: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]) -> pl.DataFrame:
    """The facts with the quote of one of the corrections, their sentence and what names their document."""
    wanted = sorted({_bare(c.quote) for c in corrections})
    quotes: list[str] = []
    # Blanks and widths count nothing in a quote, and only Polars folds them; it is not asked where nothing is wanted.
    for batch in batches(con, "select distinct quote from work.mentions", _BATCH) if wanted else ():
        quotes.extend(batch.filter(_bare_column(pl.col("quote")).is_in(wanted))["quote"])
    con.register("named", pl.DataFrame({"quote": quotes}, schema={"quote": pl.String}))
    like = "from work.conformed semi join named using (quote)" if quotes else "from work.conformed limit 0"
    found: pl.DataFrame = con.sql(f"""
        select f.*, s.text as _sentence, d.title as _title, d.url as _url
        from ({like}) as f
        join work.sentences as s on s.document_id = f.document_id and s."start" = f.sentence_start
        join work.documents as d on d.document_id = f.document_id
    """).pl()
    con.unregister("named")
    return found


def _attach(correction: Correction, known: Mapping[str, Mapping[str, Any]], alike: Mapping[str, Sequence[dict[str, Any]]]) -> Correction:
    """A correction with the fact it is about: that of its fact_id, else the one fact with its evidence among those with its quote."""
    quote = _bare(correction.quote)
    if fact := known.get(correction.fact_id):
        if _bare(fact["quote"]) == quote:
            return replace(correction, attached_to=correction.fact_id)
        detail = f"not applied; the fact of this fact_id has the quote “{fact['quote']}”. Copy fact_id and quote from one fact."
        return replace(correction, status="conflict", detail=_told(correction.line, detail))
    like = alike.get(quote, [])
    if correction.field != FACT and correction.old_value is not None:
        old = _plain(correction.field, correction.old_value)
        like = [row for row in like if row[correction.field] is not None and _plain(correction.field, _text(row[correction.field])) == old]
    if correction.document:
        like = [row for row in like if correction.document in (row["document_id"], row["_title"], row["_url"])]
    if correction.sentence:
        sentence = _bare(correction.sentence)
        like = [row for row in like if _bare(row["_sentence"]) == sentence]
    if len(like) == 1:
        return replace(
            correction, status="re-attached", attached_to=like[0]["fact_id"], detail="The fact_id is gone; found by its evidence."
        )
    why = f"{len(like)} facts have its evidence" if like else "no fact has its evidence"
    remedy = "Copy the fact_id anew from v_fact, add the columns sentence and document, or delete the row if it is settled."
    return replace(correction, status="orphaned", detail=f"The fact_id is gone, and {why}. {remedy}")


def _bare_column(text: pl.Expr) -> pl.Expr:
    return text.str.normalize("NFKC").str.replace_all(r"\s+", "")


@lru_cache(maxsize=10_000)
def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _plain(field: str, value: str) -> str:
    """A value in one form, so that 126000 and 126000.00000000 are the same."""
    if field in _NUMBERS:
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        return f"{number.normalize():f}" if number.is_finite() and abs(number.adjusted()) < _DIGITS else value
    return _bare(value)


def correction_rows(corrections: Sequence[Correction]) -> list[dict[str, Any]]:
    """Rows of the table `correction`."""
    return [{name: getattr(correction, name) for name in schemas.polars_schema("correction")} for correction in corrections]
