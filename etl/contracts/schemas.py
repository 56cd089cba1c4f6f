"""The contract of every table: between the stages, and in the star schema.

`validate(name, frame)` is called on every frame in production, not in tests alone. It takes eager DataFrames only: on a LazyFrame
pandera checks no data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors

DECIMAL = pl.Decimal(28, 8)

REPORT_KINDS = ("annual", "half_year", "quarter", "plan", "term", "other")
PARTS = ("actual", "plan", "problems")
SENTENCE_KINDS = ("body", "heading", "chrome")
BOUNDS = ("exact", "approx", "lower", "upper")
MEASURES = ("level", "rate", "growth", "rank")
ASPECTS = ("flow", "stock", "cumulative", "commitment", "target")
STATUSES = ("actual", "estimate", "plan")
PERIOD_BASES = ("written", "carried", "report year")
RANK_BASES = ("level", "growth", "completion", "score")
GROWTH_KINDS = ("%", "个百分点", "amount", "倍", "ratio")
OUTCOMES = ("fact", "date", "list", "part", "name", "admin", "vague", "idiom", "threshold", "masked", "dropped")
CORRECTION_STATUSES = ("applied", "re-attached", "not needed", "orphaned", "invalid")
SOURCE_TIERS = ("official", "repost", "template", "unknown")
LEVELS = ("state", "province", "city", "county", "sub-district", "town", "township", "zone")

_YEARS = (1949, 2100)


class ContractError(Exception):
    """A frame broke its contract; the text names the table, the checks and the first rows at fault."""


# --- how a contract is written --------------------------------------------------------------------


def _text(*allowed: Sequence[str], null: bool = False, empty: bool = False, unique: bool = False, pattern: str | None = None) -> pa.Column:
    checks = [pa.Check.isin(list(values)) for values in allowed]
    if not empty:
        checks.append(pa.Check.str_length(min_value=1))
    if pattern:
        checks.append(pa.Check.str_matches(pattern))
    return pa.Column(pl.String, checks, nullable=null, unique=unique)


def _integer(low: int | None = None, high: int | None = None, *, null: bool = False, unique: bool = False) -> pa.Column:
    checks = [pa.Check.ge(low)] if low is not None else []
    checks += [pa.Check.le(high)] if high is not None else []
    return pa.Column(pl.Int64, checks, nullable=null, unique=unique)


def _key(unique: bool = False) -> pa.Column:
    return pa.Column(pl.Int64, unique=unique)


def _year() -> pa.Column:
    return _integer(*_YEARS, null=True)


def _flag(null: bool = False) -> pa.Column:
    return pa.Column(pl.Boolean, nullable=null)


def _date() -> pa.Column:
    return pa.Column(pl.Date, nullable=True)


def _moment(null: bool = False) -> pa.Column:
    return pa.Column(pl.Datetime("us"), nullable=null)


def _number(null: bool = False, above: int | None = None) -> pa.Column:
    return pa.Column(DECIMAL, [pa.Check.gt(above)] if above is not None else [], nullable=null)


def _seconds() -> pa.Column:
    # NaN passes ge(0).
    return pa.Column(pl.Float64, [pa.Check(lambda d: d.lazyframe.select(pl.col(d.key).is_finite() & (pl.col(d.key) >= 0)), name="finite")])


def _rule(name: str, holds: pl.Expr) -> pa.Check:
    """A check over the columns of a row; one that comes out null counts as broken."""

    def check(data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(holds.fill_null(False))

    return pa.Check(check, name=name, error=name)


def _only_for(measure: str, *columns: str) -> list[pa.Check]:
    return [_rule(f"{c} only for a {measure}", (pl.col("measure") == measure) | pl.col(c).is_null()) for c in columns]


_DOCUMENT_ID = r"^[0-9a-f]{16}$"
_ID = {"document_id": _text(pattern=_DOCUMENT_ID)}

# What the grammar read, under the same names among the mentions and in the fact table.
_READING: dict[str, pa.Column] = {
    "value": _number(),
    "value_max": _number(null=True),
    "value_text": _text(),
    "bound": _text(BOUNDS),
    "measure": _text(MEASURES),
    "aspect": _text(ASPECTS),
    "subset": _text(null=True),
    "status": _text(STATUSES),
    "period": _text(null=True),
    "period_start": _date(),
    "period_end": _date(),
    "period_basis": _text(PERIOD_BASES),
    "place": _text(null=True),
    "rank_scope": _text(null=True),
    "rank_basis": _text(RANK_BASES, null=True),
    "growth_kind": _text(GROWTH_KINDS, null=True),
    "baseline": _text(null=True),
    "baseline_stated": _flag(null=True),
    "indicator_text": _text(),
    "quote": _text(),
    "anchor": _integer(0),
    "quote_start": _integer(0),
    "quote_end": _integer(1),
    "sentence_start": _integer(0),
    "sentence_end": _integer(1),
}
_READING_RULES = [
    _rule("anchor lies in the quote", pl.col("anchor").is_between(pl.col("quote_start"), pl.col("quote_end") - 1)),
    _rule("quote is as long as its offsets say", pl.col("quote").str.len_chars() == pl.col("quote_end") - pl.col("quote_start")),
    _rule(
        "quote lies in its sentence",
        (pl.col("sentence_start") <= pl.col("quote_start")) & (pl.col("quote_end") <= pl.col("sentence_end")),
    ),
    _rule("value_max is above value", pl.col("value_max").is_null() | (pl.col("value_max") > pl.col("value"))),
    _rule(
        "period ends after it starts",
        pl.col("period_start").is_null() | pl.col("period_end").is_null() | (pl.col("period_start") <= pl.col("period_end")),
    ),
    *_only_for("rank", "rank_scope", "rank_basis"),
    *_only_for("growth", "growth_kind", "baseline", "baseline_stated"),
]
_DISTRICT: dict[str, pa.Column] = {
    "name": _text(null=True),
    "level": _text(LEVELS, null=True),
    "code": _text(null=True, pattern=r"^[0-9]{6}(?:[0-9]{3})?$"),
    "county": _text(null=True),
    "city": _text(null=True),
    "province": _text(null=True),
    "anonymised": _flag(),
    "fictional": _flag(),
    "resolved_by": _text(),
    "how": _text(),
    "score": pa.Column(pl.Float64, [pa.Check.ge(0), pa.Check.le(1)]),
    "candidates": _text(null=True, pattern=r"^[0-9]{6,9}(?: [0-9]{6,9})*$"),
}
_SPAN_RULE = _rule("start is before end", pl.col("start") < pl.col("end"))
_SECTION: dict[str, pa.Column] = {
    "ordinal": _integer(0),
    "level": _integer(0),
    "heading": _text(empty=True),
    "start": _integer(0),
    "end": _integer(0),
    "part": _text(PARTS),
    "year": _year(),
}
_SENTENCE: dict[str, pa.Column] = {
    "ordinal": _integer(0),
    "start": _integer(0),
    "end": _integer(1),
    "section": _integer(-1),
    "kind": _text(SENTENCE_KINDS),
    "text": _text(),
}
_SENTENCE_RULES = [
    _SPAN_RULE,
    _rule("text is as long as its offsets say", pl.col("text").str.len_chars() == pl.col("end") - pl.col("start")),
]
_LEDGER: dict[str, pa.Column] = {
    "anchor": _integer(0),
    "numeral": _text(),
    "outcome": _text(OUTCOMES),
    "facts": _integer(0),
}
_LEDGER_RULES = [_rule("facts are counted for the outcome fact, and for no other", (pl.col("outcome") == "fact") == (pl.col("facts") > 0))]
_DOCUMENT: dict[str, pa.Column] = {
    "title": _text(null=True),
    "publisher": _text(null=True),
    "published_on": _date(),
    "url": _text(null=True),
    "report_kind": _text(REPORT_KINDS),
    "report_year": _year(),
    "source_tier": _text(SOURCE_TIERS),
    "text": _text(),
}
_FILE: dict[str, pa.Column] = {
    "path": _text(unique=True),
    "sha256": _text(pattern=r"^[0-9a-f]{64}$"),
    "media_type": _text(),
    "encoding": _text(),
}


def _table(columns: Mapping[str, pa.Column], *, unique: list[str] | None = None, rules: Iterable[pa.Check] = ()) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(dict(columns), unique=unique, checks=list(rules), strict=True, ordered=False)


CONTRACTS: dict[str, pa.DataFrameSchema] = {
    # between the stages
    "documents": _table(
        {
            "document_id": _text(pattern=_DOCUMENT_ID, unique=True),
            **_DOCUMENT,
            "district": _text(),
            **{f"district_{name}": column for name, column in _DISTRICT.items()},
            "clauses": pa.Column(pl.List(pl.UInt64)),
        },
    ),
    "files": _table({**_ID, **_FILE}),
    "sections": _table(
        {**_ID, **_SECTION}, unique=["document_id", "ordinal"], rules=[_rule("start is not after end", pl.col("start") <= pl.col("end"))]
    ),
    "sentences": _table({**_ID, **_SENTENCE}, unique=["document_id", "ordinal"], rules=_SENTENCE_RULES),
    "mentions": _table(
        {
            **_ID,
            "fact_id": _text(pattern=_DOCUMENT_ID, unique=True),
            "numeral_ordinal": _integer(0),
            "unit": _text(empty=True),
            "topic": _text(),
            "year": _year(),
            **_READING,
        },
        rules=_READING_RULES,
    ),
    "ledger": _table({**_ID, **_LEDGER}, unique=["document_id", "anchor"], rules=_LEDGER_RULES),
    # the star schema
    "fact_indicator": _table(
        {
            "fact_id": _text(pattern=_DOCUMENT_ID, unique=True),
            "district_key": _key(),
            "topic_key": _key(),
            "year_key": _key(),
            "indicator_key": _key(),
            "unit_key": _key(),
            "document_key": _key(),
            **_READING,
            "corrected": _flag(),
        },
        rules=_READING_RULES,
    ),
    "dim_district": _table(
        {"district_key": _key(unique=True), "natural_key": _text(unique=True), **_DISTRICT},
        rules=[
            _rule("a fictional district has no code", pl.col("code").is_null() | ~pl.col("fictional")),
            _rule("a district with a code has no other candidates", pl.col("code").is_null() | pl.col("candidates").is_null()),
        ],
    ),
    "dim_topic": _table(
        {"topic_key": _key(unique=True), "code": _text(unique=True), "name_zh": _text(), "name_en": _text(), "parent": _text(null=True)},
    ),
    "dim_year": _table(
        {"year_key": _key(unique=True), "year": _integer(*_YEARS, null=True, unique=True), "five_year_plan": _text(null=True)},
    ),
    "dim_indicator": _table(
        {
            "indicator_key": _key(unique=True),
            "code": _text(unique=True),
            "name_zh": _text(),
            "name_en": _text(null=True),
            "unit_dimension": _text(null=True),
            "topic": _text(),
            "kind": _text(null=True),
            "stock_flow": _text(null=True),
            "polarity": _text(null=True),
            "additive": _text(null=True),
            "broader": _text(null=True),
            "definition": _text(null=True),
            "curated": _flag(),
        },
        rules=[_rule("a curated indicator is defined", ~pl.col("curated") | pl.col("definition").is_not_null())],
    ),
    "dim_unit": _table(
        {
            "unit_key": _key(unique=True),
            "unit": _text(empty=True, unique=True),
            "dimension": _text(),
            "base_unit": _text(empty=True),
            "factor": _number(above=0),
            "family": _text(),
            "curated": _flag(),
        },
    ),
    "dim_document": _table(
        {
            "document_key": _key(unique=True),
            "document_id": _text(pattern=_DOCUMENT_ID, unique=True),
            "district_key": _key(),
            **_DOCUMENT,
            "fictional": _flag(),
            "duplicate_of": _text(null=True, pattern=_DOCUMENT_ID),
        },
        rules=[
            _rule("no document duplicates itself", pl.col("duplicate_of").is_null() | (pl.col("duplicate_of") != pl.col("document_id")))
        ],
    ),
    "document_file": _table(
        {"document_key": _key(), **_FILE, "first_seen": _moment(), "last_seen": _moment()},
        rules=[_rule("first seen is not after last seen", pl.col("first_seen") <= pl.col("last_seen"))],
    ),
    "section": _table({"document_key": _key(), **_SECTION}, unique=["document_key", "ordinal"]),
    "sentence": _table({"document_key": _key(), **_SENTENCE}, unique=["document_key", "ordinal"], rules=_SENTENCE_RULES),
    "numeral_ledger": _table({"document_key": _key(), **_LEDGER}, unique=["document_key", "anchor"], rules=_LEDGER_RULES),
    "quarantine": _table({"path": _text(), "reason": _text(), "detail": _text(), "sha256": _text(empty=True)}),
    "correction": _table(
        {
            "line": _integer(1, unique=True),
            "fact_id": _text(empty=True),
            "field": _text(empty=True),
            "old_value": _text(null=True),
            "new_value": _text(null=True),
            "quote": _text(empty=True),
            "author": _text(empty=True),
            "corrected_on": _date(),
            "reason": _text(empty=True),
            "sentence": _text(null=True),
            "document": _text(null=True),
            "status": _text(CORRECTION_STATUSES),
            "detail": _text(null=True),
            "attached_to": _text(null=True, pattern=_DOCUMENT_ID),
        },
        rules=[
            _rule("what is applied has its fact", pl.col("status").is_in(["orphaned", "invalid"]) == pl.col("attached_to").is_null()),
            _rule("what is not applied says why", pl.col("attached_to").is_not_null() | pl.col("detail").is_not_null()),
        ],
    ),
    "copy_difference": _table(
        {"fact_id": _text(pattern=_DOCUMENT_ID), "other_fact_id": _text(pattern=_DOCUMENT_ID)}, unique=["fact_id", "other_fact_id"]
    ),
    "etl_run": _table(
        {
            "run_id": _text(unique=True),
            "started_at": _moment(),
            "software_version": _text(),
            "fingerprint": _text(),
            "files": _integer(0),
            "documents": _integer(0),
            "facts": _integer(0),
            "numerals": _integer(0),
            "quarantined": _integer(0),
            "seconds": _seconds(),
        },
    ),
}


# --- how it is used -------------------------------------------------------------------------------


def polars_schema(name: str) -> pl.Schema:
    """Column names and types of a table, in the contract's order."""
    return pl.Schema({column: cast(pl.DataType, contract.dtype.type) for column, contract in CONTRACTS[name].columns.items()})


def frame(name: str, rows: Sequence[Mapping[str, Any]] | Mapping[str, Sequence[Any]]) -> pl.DataFrame:
    """A frame of a table from rows or columns of Python values, validated. Raises ContractError."""
    try:
        built = pl.DataFrame(rows, schema=polars_schema(name), strict=True)
    except (pl.exceptions.PolarsError, TypeError, ValueError, OverflowError, RuntimeError) as error:
        # A number beyond 128 bits is a RuntimeError.
        raise ContractError(f"{name}: {error}") from error
    return validate(name, built)


def validate(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """The frame itself, its columns in the contract's order. Raises ContractError that names the checks and the first rows at fault."""
    if not isinstance(table, pl.DataFrame):
        raise TypeError(f"{name}: only eager frames are validated, not {type(table).__name__}")
    try:
        # Whatever the environment says: validation is on, of the data too.
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            CONTRACTS[name].validate(table, lazy=True)
    except SchemaErrors as error:
        raise ContractError(f"{name}: {_digest(error.failure_cases)}") from error
    return table.select(list(CONTRACTS[name].columns))


def _digest(cases: pl.DataFrame) -> str:
    lines = [
        f"{case['check']}{f' ({column})' if (column := case['column']) else ''}: {case['failure_case']}"
        for case in cases.head(3).to_dicts()
    ]
    more = cases.height - len(lines)
    return "; ".join(lines) + (f"; and {more} more" if more else "")


def validate_batch(tables: Mapping[str, pl.DataFrame]) -> None:
    """What holds between the tables of a batch of documents, once each is valid by itself. Raises ContractError.

    The sentences of a document are its text, every quote is the text at its offsets, every mention lies in a sentence of its document,
    and the ledger counts the facts of each numeral right.
    """
    joined = tables["sentences"].sort("document_id", "start").group_by("document_id").agg(pl.col("text").str.join().alias("joined"))
    documents = tables["documents"].select("document_id", "text", pl.lit(0).alias("anchor")).join(joined, on="document_id", how="left")
    _none_left("sentences: together they are not the text", documents.filter(~(pl.col("text") == pl.col("joined")).fill_null(False)))
    sentences = tables["sentences"].select("document_id", pl.col("start").alias("sentence_start"), "end", "text")
    placed = tables["mentions"].join(sentences, on=["document_id", "sentence_start"], how="left")
    _none_left("mentions: quote is not the text at its offsets", placed.filter(~_quoted().fill_null(False)))
    counted = tables["mentions"].group_by("document_id", "anchor").agg(pl.len().cast(pl.Int64).alias("counted"))
    both = tables["ledger"].filter(pl.col("facts") > 0).join(counted, on=["document_id", "anchor"], how="full", coalesce=True)
    _none_left("ledger: its facts are not those anchored at the numeral", both.filter(~pl.col("facts").eq_missing(pl.col("counted"))))


def _quoted() -> pl.Expr:
    length = pl.col("quote_end") - pl.col("quote_start")
    return (pl.col("sentence_end") == pl.col("end")) & (
        pl.col("text").str.slice(pl.col("quote_start") - pl.col("sentence_start"), length) == pl.col("quote")
    )


def _none_left(rule: str, broken: pl.DataFrame) -> None:
    if broken.height:
        first = broken.row(0, named=True)
        raise ContractError(f"{rule}: document {first['document_id']}, character {first['anchor']} ({broken.height} rows)")
