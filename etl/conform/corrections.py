"""What analysts say is wrong with facts: read from corrections.csv, applied on every run, found again by its evidence, never lost."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from etl import reference
from etl.conform.batches import batches
from etl.conform.results import exact
from etl.contracts import codes, schemas
from etl.grammar.rounding import interval

_BATCH = 100_000

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
    """applied, re-attached (to another fact_id, by its evidence), not needed, orphaned or invalid."""
    detail: str | None = None
    """What is wrong with the row, or what else is to know of it."""
    attached_to: str | None = None
    """The fact it was applied to."""


class _Invalid(Exception):
    """What is wrong with a row, and the remedy."""


def read(file: Path) -> list[Correction]:
    """The rows of a corrections file; none where there is no file.

    A row that breaks a rule comes back with status invalid and the remedy in its detail, so that the run goes on. A file that is no CSV
    in UTF-8, or lacks a column, is one invalid row.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                return [_invalid(file, 1, {}, f"column {', '.join(missing)} is missing. Its columns are: {', '.join((*COLUMNS, *MORE))}.")]
            return [_row(file, reader.line_num, cells) for cells in reader if any(cells.values())]
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return [_invalid(file, 1, {}, f"cannot be read ({error}). Save it as “CSV UTF-8”.")]


def _row(file: Path, line: int, cells: Mapping[Any, Any]) -> Correction:
    if None in cells or None in cells.values():
        return _invalid(file, line, cells, "the line has not as many cells as the header. Put a cell that holds a comma in double quotes.")
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
        return replace(made, status="invalid", detail=_told(file, line, str(error)))
    return made


def _invalid(file: Path, line: int, cells: Mapping[Any, Any], detail: str) -> Correction:
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
        detail=_told(file, line, detail),
    )


def _told(file: Path, line: int, detail: str) -> str:
    return f"{file.name}, line {line}: {detail}"


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
            return exact(Decimal(value))
        if field in _DATES:
            return date.fromisoformat(value)
        if field == "year":
            return int(value)
    except (ValueError, InvalidOperation):
        raise _Invalid(f"new_value “{value}” is no {field}. Write it as in v_fact, such as {_EXAMPLES[field]}.") from None
    if field == "indicator_code" and value not in reference.indicators() and not value.startswith("x_"):
        raise _Invalid(f"new_value “{value}” is no indicator. Write a code of dim_indicator.")
    return value


_EXAMPLES = {**dict.fromkeys(_NUMBERS, "126000 or 4.5"), **dict.fromkeys(_DATES, "2022-09-30"), "year": "2022"}


def _one_of(field: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise _Invalid(f"new_value “{value}” is no {field}. Write one of: {', '.join(allowed)}.")
    return value


def apply(con: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]) -> list[Correction]:
    """The corrections with what became of each; makes the view work.facts: the facts as corrected, with a column `corrected`.

    Reads the view work.conformed and the readings beside it, and of them only the facts that a correction names or may be about. Beside
    work.facts stand work.changed (the rows that differ), work.dropped and work.altered (the fact_id of either). A correction whose fact_id
    is gone goes to the one fact with its quote and its old value, in its sentence and its document where it names them; if that leaves none
    or several it is orphaned. One that would break the contract of facts is invalid and not applied. Of two rows for one field of a fact
    the later line holds.
    """
    valid = [c for c in corrections if c.status != "invalid"]
    known = set(_facts(con, {c.fact_id for c in valid})["fact_id"])
    like = _alike(con, [c for c in valid if c.fact_id not in known])
    found = [c if c.status == "invalid" else _attach(c, known, like) for c in corrections]
    facts = _facts(con, {c.attached_to for c in found if c.attached_to})
    rows = {row["fact_id"]: row | {"corrected": False} for row in facts.to_dicts()}
    told = [_applied(correction, rows, facts.schema) for correction in found]
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


def _applied(correction: Correction, rows: dict[str, dict[str, Any]], schema: pl.Schema) -> Correction:
    """What becomes of a correction; the row of its fact in `rows` is changed."""
    if correction.attached_to is None or correction.field == FACT:
        return correction
    row = rows[correction.attached_to]
    value = converted(correction.field, correction.new_value)
    if row[correction.field] == value and not row["corrected"]:
        return replace(correction, status="not needed", detail="The fact is read so by itself.")
    named = {"curated": value in reference.indicators()} if correction.field == "indicator_code" else {}
    after = row | {correction.field: value, "corrected": True} | named
    if correction.field in ("value", "value_max", "bound", "unit"):
        lies = interval(*(after[name] for name in ("value", "value_max", "bound", "value_text", "quote", "unit")))
        after |= lies._asdict()
    fault = _fault(after, schema)
    if fault:
        return replace(correction, status="invalid", attached_to=None, detail=f"line {correction.line}: not applied; {fault}")
    rows[correction.attached_to] = after
    return replace(correction, detail=correction.detail or _note(correction, row[correction.field]))


def _alike(con: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]) -> pl.DataFrame:
    """The facts with the quote of one of the corrections, their sentence and what names their document."""
    wanted = sorted({_bare_text(c.quote) for c in corrections})
    quotes: list[str] = []
    # Blanks and widths count nothing in a quote, and only Polars folds them; it is not asked where nothing is wanted.
    for batch in batches(con, "select distinct quote from work.mentions", _BATCH) if wanted else ():
        quotes.extend(batch.filter(_bare(pl.col("quote")).is_in(wanted))["quote"])
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


def _attach(correction: Correction, known: set[str], facts: pl.DataFrame) -> Correction:
    if correction.fact_id in known:
        return replace(correction, attached_to=correction.fact_id)
    like = facts.filter(_bare(pl.col("quote")) == _bare_text(correction.quote))
    if correction.field != FACT and correction.old_value is not None:
        like = like.filter(_as_written(like, correction.field) == _plain(correction.field, correction.old_value))
    if correction.document:
        like = like.filter(pl.any_horizontal(pl.col(c) == correction.document for c in ("document_id", "_title", "_url")))
    if correction.sentence:
        like = like.filter(_bare(pl.col("_sentence")) == _bare_text(correction.sentence))
    if like.height == 1:
        return replace(
            correction, status="re-attached", attached_to=like["fact_id"][0], detail="The fact_id is gone; found by its evidence."
        )
    why = "no fact has its evidence" if like.is_empty() else f"{like.height} facts have its evidence"
    remedy = "Copy the fact_id anew from v_fact, add the columns sentence and document, or delete the row if it is settled."
    return replace(correction, status="orphaned", detail=f"The fact_id is gone, and {why}. {remedy}")


def _bare(text: pl.Expr) -> pl.Expr:
    return text.str.normalize("NFKC").str.replace_all(r"\s+", "")


def _bare_text(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _as_written(facts: pl.DataFrame, field: str) -> pl.Series:
    return pl.Series([None if value is None else _plain(field, str(value)) for value in facts[field]], dtype=pl.String)


def _plain(field: str, value: str) -> str:
    """A value in one form, so that 126000 and 126000.00000000 are the same."""
    if field in _NUMBERS:
        try:
            return f"{Decimal(value).normalize():f}"
        except InvalidOperation:
            return value
    return value


def _fault(row: Mapping[str, Any], schema: pl.Schema) -> str | None:
    """What the contract of facts has against a corrected row."""
    mention = schemas.polars_schema("mentions")
    try:
        schemas.validate("mentions", pl.DataFrame([dict(row)], schema=schema).select(list(mention)))
    except (schemas.ContractError, pl.exceptions.PolarsError, TypeError, OverflowError) as error:
        return f"the fact would break its contract ({error}). Correct the other fields it depends on first."
    return None


def _note(correction: Correction, was: Any) -> str | None:
    if correction.old_value is None or was is None:
        return None
    if _plain(correction.field, str(was)) != _plain(correction.field, correction.old_value):
        return f"By itself it is read as {was} now, not as {correction.old_value}; look whether the correction still holds."
    return None


def rows(corrections: Sequence[Correction]) -> list[dict[str, Any]]:
    """Rows of the table `correction`."""
    return [{name: getattr(correction, name) for name in schemas.polars_schema("correction")} for correction in corrections]
