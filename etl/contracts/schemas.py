"""The contract of every table: between the stages, and in the star schema.

`validate(name, frame)` is called on every frame in production, not in tests alone. It takes eager DataFrames only: on a LazyFrame
pandera checks no data.

pandera looks at one check of one column after the other, which for a small frame takes as long as to read a report. So all checks are
asked in one query first, and pandera says what is wrong where one of them does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, cast

import pandera.polars as pa
import polars as pl
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors

from etl.contracts.columns import Column
from etl.contracts.tables import STAGES, STAR, Table

DECIMAL = pl.Decimal(28, 8)


class ContractError(Exception):
    """A frame broke its contract; the text names the table, the checks and the first rows at fault."""


# --- what follows from what is said of a column -----------------------------------------------------

_TYPES: dict[Any, Any] = {
    str: pl.String,
    int: pl.Int64,
    float: pl.Float64,
    bool: pl.Boolean,
    Decimal: DECIMAL,
    date: pl.Date,
    datetime: pl.Datetime("us"),
    list[int]: pl.List(pl.UInt64),
}


def _contract(column: Column) -> pa.Column:
    checks = []
    if column.codes is not None:
        checks.append(pa.Check.isin(list(column.codes)))
    if column.type is str and not column.empty:
        checks.append(pa.Check.str_length(min_value=1))
    if column.pattern is not None:
        checks.append(pa.Check.str_matches(column.pattern))
    if column.finite:
        # NaN passes ge(0).
        finite = pa.Check(lambda d: d.lazyframe.select(pl.col(d.key).is_finite() & (pl.col(d.key) >= (column.least or 0))), name="finite")
        return pa.Column(_TYPES[column.type], [finite], nullable=column.null, unique=column.unique)
    for limit, check in ((column.least, pa.Check.ge), (column.most, pa.Check.le), (column.above, pa.Check.gt)):
        if limit is not None:
            checks.append(check(limit))
    return pa.Column(_TYPES[column.type], checks, nullable=column.null, unique=column.unique)


# --- what holds between the columns of a row --------------------------------------------------------


class Rule(NamedTuple):
    """What holds between the columns of a row; where it comes out null it is broken."""

    name: str
    holds: pl.Expr

    @property
    def check(self) -> pa.Check:
        """The rule as pandera checks it."""
        return pa.Check(lambda data: data.lazyframe.select(self.holds.fill_null(False)), name=self.name, error=self.name)


def _only_for(measure: str, *columns: str) -> list[Rule]:
    return [Rule(f"{c} only for a {measure}", (pl.col("measure") == measure) | pl.col(c).is_null()) for c in columns]


_READING_RULES = [
    Rule("anchor lies in the quote", pl.col("anchor").is_between(pl.col("quote_start"), pl.col("quote_end") - 1)),
    Rule("quote is as long as its offsets say", pl.col("quote").str.len_chars() == pl.col("quote_end") - pl.col("quote_start")),
    Rule(
        "quote lies in its sentence",
        (pl.col("sentence_start") <= pl.col("quote_start")) & (pl.col("quote_end") <= pl.col("sentence_end")),
    ),
    Rule("value_max is above value", pl.col("value_max").is_null() | (pl.col("value_max") > pl.col("value"))),
    Rule(
        "period ends after it starts",
        pl.col("period_start").is_null() | pl.col("period_end").is_null() | (pl.col("period_start") <= pl.col("period_end")),
    ),
    *_only_for("rank", "rank_scope", "rank_basis"),
    *_only_for("growth", "growth_kind", "baseline", "baseline_stated"),
]
_SENTENCE_RULES = [
    Rule("start is before end", pl.col("start") < pl.col("end")),
    Rule("text is as long as its offsets say", pl.col("text").str.len_chars() == pl.col("end") - pl.col("start")),
]
_LEDGER_RULES = [Rule("facts are counted for the outcome fact, and for no other", (pl.col("outcome") == "fact") == (pl.col("facts") > 0))]
_RULES: Mapping[str, Sequence[Rule]] = {
    "sections": [Rule("start is not after end", pl.col("start") <= pl.col("end"))],
    "sentences": _SENTENCE_RULES,
    "sentence": _SENTENCE_RULES,
    "mentions": _READING_RULES,
    "fact_indicator": _READING_RULES,
    "ledger": _LEDGER_RULES,
    "numeral_ledger": _LEDGER_RULES,
    "dim_district": [
        Rule("a fictional district has no code", pl.col("code").is_null() | ~pl.col("fictional")),
        Rule("a district with a code has no other candidates", pl.col("code").is_null() | pl.col("candidates").is_null()),
    ],
    "dim_indicator": [Rule("a curated indicator is defined", ~pl.col("curated") | pl.col("definition").is_not_null())],
    "dim_document": [
        Rule("no document duplicates itself", pl.col("duplicate_of").is_null() | (pl.col("duplicate_of") != pl.col("document_id")))
    ],
    "document_file": [Rule("first seen is not after last seen", pl.col("first_seen") <= pl.col("last_seen"))],
    "correction": [
        Rule(
            "what is applied has its fact", pl.col("status").is_in(["conflict", "orphaned", "invalid"]) == pl.col("attached_to").is_null()
        ),
        Rule("what is not applied says why", pl.col("attached_to").is_not_null() | pl.col("detail").is_not_null()),
    ],
}


def _schema(name: str, table: Table) -> pa.DataFrameSchema:
    columns = {column: _contract(told) for column, told in table.columns.items()}
    unique = list(table.together[0]) if table.together else None
    return pa.DataFrameSchema(columns, unique=unique, checks=[rule.check for rule in _RULES.get(name, ())], strict=True, ordered=False)


CONTRACTS: dict[str, pa.DataFrameSchema] = {name: _schema(name, table) for name, table in {**STAGES, **STAR}.items()}
"""The contract of each table of :mod:`etl.contracts.tables`."""


# --- all of it in one query -------------------------------------------------------------------------


def _holds(column: str, told: Column) -> Iterator[pl.Expr]:
    """What :func:`_contract` checks of a column, each as one truth value; nulls count for nothing but what forbids them."""
    values = pl.col(column)
    if not told.null:
        yield values.null_count() == 0
    if told.unique:
        yield values.is_unique().all()
    if told.codes is not None:
        yield values.is_in(list(told.codes)).all()
    if told.type is str and not told.empty:
        yield (values.str.len_chars() >= 1).all()
    if told.pattern is not None:
        yield values.str.contains(told.pattern).all()
    if told.finite:
        yield (values.is_finite() & (values >= (told.least or 0))).all()
    else:
        if told.least is not None:
            yield (values >= told.least).all()
        if told.most is not None:
            yield (values <= told.most).all()
    if told.above is not None:
        yield (values > told.above).all()


@cache
def _conditions(name: str) -> list[pl.Expr]:
    table = {**STAGES, **STAR}[name]
    found = [held for column, told in table.columns.items() for held in _holds(column, told)]
    found += [pl.struct(group).is_unique().all() for group in table.together[:1]]
    found += [rule.holds.fill_null(False).all() for rule in _RULES.get(name, ())]
    return [held.alias(str(number)) for number, held in enumerate(found)]


def _is_kept(name: str, table: pl.DataFrame) -> bool:
    """Whether a frame keeps its contract beyond doubt; where this says no, pandera decides."""
    if dict(table.schema) != dict(polars_schema(name)):
        return False
    return table.is_empty() or all(table.select(_conditions(name)).row(0))


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
    if _is_kept(name, table):
        return table.select(list(CONTRACTS[name].columns))
    try:
        # Whatever the environment says: validation is on, of the data too.
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            CONTRACTS[name].validate(table, lazy=True)
    except SchemaErrors as error:
        raise ContractError(f"{name}: {_digest(error.failure_cases)}") from error
    return table.select(list(CONTRACTS[name].columns))


def faults(name: str, table: pl.DataFrame) -> dict[int, str]:
    """What the rows of a table break of its contract: number of the row → the checks, or every row where the table as a whole breaks it."""
    try:
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            CONTRACTS[name].validate(table, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        found: dict[int, str] = {}
        for case in cases.to_dicts():
            for row in range(table.height) if case["index"] is None else (int(case["index"]),):
                found.setdefault(row, _digest(pl.DataFrame([case], schema=cases.schema)))
        return found
    return {}


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
