"""From frames to the star schema: all documents are conformed, and the fact table and its dimensions made of them, set-wise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import polars as pl

from etl import reference, schemas
from etl.stages import conform
from etl.stages import corrections as analysts
from etl.stages.corrections import Correction
from etl.stages.duplicates import duplicates
from etl.stages.frames import BATCH_TABLES, Tables


def together(batches: Sequence[Tables], files: Sequence[Mapping[str, str]]) -> Tables:
    """The frames of all batches as one of each kind, and the files that the documents were read from."""
    whole = {name: pl.concat([tables[name] for tables in batches]) if batches else schemas.frame(name, []) for name in BATCH_TABLES}
    # Documents are unique within a batch; now they have to be so among all.
    schemas.validate("documents", whole["documents"])
    return {**whole, "files": schemas.frame("files", files)}


def star(
    tables: Mapping[str, pl.DataFrame], first_seen: Mapping[str, datetime], now: datetime, corrections: Sequence[Correction] = ()
) -> Tables:
    """The fact table, its dimensions and the tables beside it, each validated.

    `tables` are those of :func:`etl.stages.frames.batch` for all documents, and ``files``; `first_seen` says when a path was seen first,
    `now` when it was seen last; `corrections` are what analysts say of the facts. Keys are hashes of natural keys, so their order and
    number do not depend on what else is loaded.
    """
    documents = tables["documents"].with_columns(
        _keys("document", tables["documents"]["document_id"]).alias("document_key"),
        _keys("district", tables["documents"]["district"]).alias("district_key"),
    )
    of_document = documents.select("document_id", "document_key", "district_key")
    mentions = _conformed(tables["mentions"].join(of_document, on="document_id", how="left"))
    mentions, corrected = analysts.apply(mentions, tables["sentences"], documents, corrections)
    # As the reports state it, not as analysts mended it: a mended copy is still a copy.
    repeats, differences = duplicates(tables["documents"], tables["sentences"], tables["mentions"])
    differences = differences.join(mentions, on="fact_id", how="semi").join(
        mentions, left_on="other_fact_id", right_on="fact_id", how="semi"
    )
    made = {
        "fact_indicator": mentions.with_columns(
            _keys("topic", mentions["topic"]).alias("topic_key"),
            _keys("year", mentions["year"]).alias("year_key"),
            _keys("unit", mentions["unit"]).alias("unit_key"),
            _keys("indicator", mentions["indicator_code"]).alias("indicator_key"),
        ),
        "dim_district": _districts(documents),
        "dim_topic": _topics(),
        "dim_year": _years(pl.concat([mentions["year"], documents["report_year"]])),
        "dim_indicator": _indicators(mentions),
        "dim_unit": _units(mentions),
        "dim_document": documents.with_columns(pl.col("district_fictional").alias("fictional")).join(
            repeats, on="document_id", how="left", maintain_order="left"
        ),
        "document_file": tables["files"]
        .join(of_document, on="document_id", how="left")
        .with_columns(
            pl.Series("first_seen", [_first_seen(path, first_seen, now) for path in tables["files"]["path"]], dtype=pl.Datetime("us")),
            pl.lit(now, dtype=pl.Datetime("us")).alias("last_seen"),
        ),
        "section": tables["sections"].join(of_document, on="document_id", how="left"),
        "sentence": tables["sentences"].join(of_document, on="document_id", how="left"),
        "numeral_ledger": _ledger(tables, mentions).join(of_document, on="document_id", how="left"),
        "copy_difference": differences,
        "correction": schemas.frame("correction", analysts.rows(corrected)),
    }
    return {name: schemas.validate(name, table.select(list(schemas.polars_schema(name)))) for name, table in made.items()}


def _ledger(tables: Mapping[str, pl.DataFrame], facts: pl.DataFrame) -> pl.DataFrame:
    """The ledger without the facts that analysts dropped."""
    dropped = tables["mentions"].join(facts, on="fact_id", how="anti").group_by("document_id", "anchor").agg(pl.len().alias("dropped"))
    if dropped.is_empty():
        return tables["ledger"]
    left = pl.col("facts") - pl.col("dropped").fill_null(0).cast(pl.Int64)
    gone = pl.col("dropped").is_not_null() & (left == 0)
    both = tables["ledger"].join(dropped, on=["document_id", "anchor"], how="left", maintain_order="left")
    return both.with_columns(left.alias("facts"), pl.when(gone).then(pl.lit("dropped")).otherwise("outcome").alias("outcome"))


def _first_seen(path: str, first_seen: Mapping[str, datetime], now: datetime) -> datetime:
    # A member of an archive (reports.zip!a.txt) was seen when the archive was.
    return first_seen.get(path) or first_seen.get(path.partition("!")[0], now)


def _keys(dimension: str, natural: pl.Series) -> pl.Series:
    """The surrogate key of each natural key; each distinct one is hashed once."""
    distinct = natural.unique()
    keys = pl.DataFrame(
        {"natural": distinct, "key": pl.Series([conform.surrogate_key(dimension, value) for value in distinct], dtype=pl.Int64)}
    )
    return natural.to_frame("natural").join(keys, on="natural", how="left", nulls_equal=True, maintain_order="left")["key"]


def _conformed(mentions: pl.DataFrame) -> pl.DataFrame:
    """Mentions with the dimension of their unit and their conformed indicator."""
    units = mentions.select(pl.col("unit").unique())
    dimensions = units.with_columns(pl.Series("dimension", [conform.unit_of(unit).dimension for unit in units["unit"]], dtype=pl.String))
    mentions = mentions.join(dimensions, on="unit", how="left")
    # As conform.told_dimensions does for one document: a growth is that of the level beside it.
    place = ["document_id", "sentence_start", "indicator_text"]
    told = mentions.filter(measure="level").group_by(place).agg(pl.col("dimension").unique().alias("told"))
    told = told.filter(pl.col("told").list.len() == 1).with_columns(pl.col("told").list.first())
    mentions = mentions.join(told, on=place, how="left", maintain_order="left").with_columns(
        pl.when(pl.col("measure") == "level").then("dimension").otherwise(pl.coalesce("told", "dimension")).alias("dimension")
    )
    phrases = mentions.select("indicator_text", "measure", "dimension").unique()
    found = [conform.indicator_of(*phrase) for phrase in phrases.iter_rows()]
    keys = phrases.with_columns(
        pl.Series("indicator_code", [key.code for key in found], dtype=pl.String),
        pl.Series("curated", [key.curated for key in found], dtype=pl.Boolean),
    )
    return mentions.join(keys, on=["indicator_text", "measure", "dimension"], how="left")


def _districts(documents: pl.DataFrame) -> pl.DataFrame:
    names = {column: column.removeprefix("district_") for column in documents.columns if column.startswith("district_")}
    del names["district_key"]
    columns = [pl.col("district").alias("natural_key"), pl.col("district_key"), *(pl.col(c).alias(name) for c, name in names.items())]
    # Two documents may have found the same district by different parts; the one with the lower id speaks.
    return documents.sort("document_id").unique("district", keep="first", maintain_order=True).select(columns)


def _topics() -> pl.DataFrame:
    rows = [
        {
            "topic_key": conform.surrogate_key("topic", t.code),
            "code": t.code,
            "name_zh": t.name_zh,
            "name_en": t.name_en,
            "parent": t.parent,
        }
        for t in reference.topics().values()
    ]
    return schemas.frame("dim_topic", rows)


def _years(years: pl.Series) -> pl.DataFrame:
    """The years from the first to the last, without a gap, and the row for unknown."""
    known = years.drop_nulls().to_list()
    span: list[int | None] = [None, *(range(min(known), max(known) + 1) if known else ())]
    rows = [
        {
            "year_key": conform.surrogate_key("year", year),
            "year": year,
            "five_year_plan": None if year is None else conform.five_year_plan(year),
        }
        for year in span
    ]
    return schemas.frame("dim_year", rows)


def _units(mentions: pl.DataFrame) -> pl.DataFrame:
    curated = reference.units()
    rows = [
        {
            "unit_key": conform.surrogate_key("unit", name),
            "unit": name,
            "dimension": unit.dimension,
            "base_unit": unit.base_unit,
            "factor": unit.factor,
            "family": conform.unit_family(unit),
            "curated": name in curated,
        }
        for name in sorted({*curated, *mentions["unit"].unique()})
        for unit in (conform.unit_of(name),)
    ]
    return schemas.frame("dim_unit", rows)


def _indicators(mentions: pl.DataFrame) -> pl.DataFrame:
    """All curated indicators, and a row for every other phrase, named as reports put it most often."""
    curated = [
        {
            "indicator_key": conform.surrogate_key("indicator", i.code),
            "code": i.code,
            "name_zh": i.name_zh,
            "name_en": i.name_en,
            "unit_dimension": i.dimension,
            "topic": i.topic,
            "kind": i.kind,
            "stock_flow": i.stock_flow,
            "polarity": i.polarity,
            "additive": i.additive,
            "broader": i.broader,
            "definition": i.definition,
            "curated": True,
        }
        for i in reference.indicators().values()
    ]
    others = mentions.filter(~pl.col("curated")).group_by(pl.col("indicator_code").alias("code"))
    commonest = {c: pl.col(c).mode().sort().first().alias(name) for c, name in (("indicator_text", "name_zh"), ("topic", "topic"))}
    levels = pl.col("dimension").filter(pl.col("measure") == "level").unique().sort()
    own = others.agg(
        *commonest.values(),
        pl.when(levels.len() == 1).then(levels.first()).alias("unit_dimension"),
        pl.lit(False).alias("curated"),
    ).sort("code")
    own = own.with_columns(_keys("indicator", own["code"]).alias("indicator_key"))
    return pl.concat([schemas.frame("dim_indicator", curated), own], how="diagonal")
