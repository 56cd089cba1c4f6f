"""From what was read to the star schema: all documents are conformed, and the fact table and its dimensions made of them, set-wise.

Rows stay in the database, which writes to disk what does not fit into its memory. Python decides on distinct values alone: a phrase, a
unit, a district, a key. What it decides stands in tables of the catalog ``work`` beside the readings (:func:`etl.pipeline.cache.attach`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import duckdb
import polars as pl

from etl import reference
from etl.conform import facts
from etl.conform.batches import batches, insert
from etl.conform.comparable import Comparable, comparable
from etl.conform.concepts import indicators
from etl.conform.concepts.key import around
from etl.conform.corrections import Correction, apply_corrections, correction_rows
from etl.conform.duplicates import duplicates
from etl.conform.plans import five_year_plan
from etl.contracts import schemas
from etl.reference import concepts
from etl.warehouse.keep import BY_DOCUMENT, keep, touch

BATCH = 100_000
"""Distinct values that are decided on at a time."""
# Always rebuilt as a whole.
_SMALL = ("dim_district", "dim_topic", "dim_year", "dim_unit", "dim_indicator", "document_file", "correction")


def star(
    con: duckdb.DuckDBPyConnection,
    first_seen: Mapping[str, datetime],
    now: datetime,
    corrections: Sequence[Correction] = (),
    renewed: Collection[str] = (),
) -> list[Correction]:
    """Make the tables of the star schema what the readings say, but for those that tell of the run alone.

    The tables are empty, or hold what this very software made of earlier readings; then `renewed` names the documents whose files have
    changed since, and the rows of a document that stands as it did are left alone (:mod:`etl.warehouse.keep`). Returns the corrections with
    what became of each. `first_seen` says when a path was seen first, `now` when it was seen last; `corrections` are what analysts say of
    the facts. Keys are hashes of natural keys, so their order and number do not depend on what else is loaded. Raises ContractError where
    a row of the small tables breaks its contract, duckdb.ConstraintException where a fact finds no row of a dimension.
    """
    _key_documents(con)
    _conform(con)
    corrected = apply_corrections(con, corrections)
    # As the reports state it, not as analysts mended it: a mended copy is still a copy.
    duplicates(con)
    for table in _SMALL:
        con.execute(f"create table work.{table} as from {table} limit 0")
    insert(con, "work.dim_district", _districts(con))
    insert(con, "work.dim_topic", _topics())
    insert(con, "work.dim_year", _years(con))
    insert(con, "work.dim_unit", _units(con))
    insert(con, "work.dim_indicator", _known_indicators(con))
    _insert_own_indicators(con)
    insert(con, "work.document_file", _files(con, first_seen, now))
    insert(con, "work.correction", schemas.frame("correction", correction_rows(corrected)))
    keep(con, renewed)
    _compare(con)
    for table in _SMALL:
        con.execute(f"delete from {table}")
        con.execute(f"insert into {table} from work.{table}")
    for table in BY_DOCUMENT:
        con.execute(f"insert into {table} by name {_TABLES[table]}")
    con.execute("delete from copy_difference")
    con.execute(f"insert into copy_difference by name {_COPY_DIFFERENCE}")
    touch(con)
    return corrected


def _columns(table: str, alias: str) -> str:
    """The columns of a table that are no keys and not told apart from it, as those of `alias`."""
    apart = ("whole_fact_id", *Comparable._fields)
    return ", ".join(f'{alias}."{name}"' for name in schemas.polars_schema(table) if not name.endswith("_key") and name not in apart)


# What a fact is compared by, as comparable() takes it; stock_flow is the indicator's.
_COMPARED_BY = ("measure", "aspect", "period", "period_start", "period_end", "baseline", "year")


def _agree(with_alias: str, *columns: tuple[str, str]) -> str:
    """The condition that columns agree with those of the same names; nulls do."""
    return " and ".join(f"{with_alias}.{name} is not distinct from {alias}.{name}" for alias, name in columns)


# --- the large tables -----------------------------------------------------------------------------

# The rows of a document lie together, but for facts: those of an indicator do. Among three million facts those of one indicator are then
# read 59 times as fast, those of one document 32 times as slowly (45 ms), in 14 % more space.
# Documents have no order: texts are too long to be sorted in little memory.
# Where a join finds nothing the key is null, which no table takes: a row is never lost in silence.
_TABLES = {
    "dim_document": """
        select
            k.document_key, k.district_key, d.document_id, d.title, d.publisher, d.published_on, d.url, d.report_kind, d.report_year,
            d.year_how, d.year_confidence, d.place_how, d.place_score, d.source_tier, d.text,
            d.district_fictional as fictional, r.duplicate_of
        from (from work.documents anti join work.kept using (document_id)) as d
        left join work.document as k using (document_id)
        left join work.repeat as r using (document_id)
    """,
    "section": f"""
        select k.document_key, {_columns("section", "s")}
        from (from work.sections anti join work.kept using (document_id)) as s
        left join work.document as k using (document_id)
        order by k.document_key, s.ordinal
    """,
    "sentence": f"""
        select k.document_key, {_columns("sentence", "s")}
        from (from work.sentences anti join work.kept using (document_id)) as s
        left join work.document as k using (document_id)
        order by k.document_key, s.ordinal
    """,
    "fact_indicator": f"""
        select
            k.document_key, k.district_key, topic.topic_key, dim_year.year_key, unit.unit_key, indicator.indicator_key,
            compared.aspect_compared, compared.span, compared.baseline_compared,
            case when f.whole_fact_id not in (select fact_id from work.dropped) then f.whole_fact_id end as whole_fact_id,
            {_columns("fact_indicator", "f")}
        from (from work.facts anti join work.kept using (document_id)) as f
        left join work.document as k using (document_id)
        left join dim_topic as topic on topic.code = f.topic
        left join dim_year on dim_year.year is not distinct from f.year
        left join dim_unit as unit on unit.unit = f.unit
        left join dim_indicator as indicator on indicator.code = f.indicator_code
        left join work.compared as compared on {_agree("compared", ("indicator", "stock_flow"), *(("f", name) for name in _COMPARED_BY))}
        order by indicator_key, year_key, district_key, f.fact_id
    """,
    # None of them a fact that analysts dropped.
    "fact_link": f"""
        select k.document_key, {_columns("fact_link", "l")}
        from (from work.links anti join work.kept using (document_id)) as l
        left join work.document as k using (document_id)
        anti join work.dropped on dropped.fact_id in (l.fact_id, l.other_fact_id)
        order by all
    """,
    "plan_year": f"""
        select k.document_key, {_columns("plan_year", "p")}
        from (from work.plan_years anti join work.kept using (document_id)) as p
        left join work.document as k using (document_id)
        order by k.document_key, p."start"
    """,
    # Without the facts that analysts dropped.
    "numeral_ledger": """
        select
            k.document_key, l.anchor, l.numeral,
            l.facts - coalesce(d.dropped, 0) as facts,
            case when d.dropped = l.facts then 'dropped' else l.outcome end as outcome
        from (from work.ledger anti join work.kept using (document_id)) as l
        left join work.document as k using (document_id)
        left join (select document_id, anchor, count(*) as dropped from work.dropped group by all) as d using (document_id, anchor)
        order by k.document_key, l.anchor
    """,
}
_COPY_DIFFERENCE = """
    select fact_id, other_fact_id
    from work.difference
    anti join work.dropped using (fact_id)
    anti join (select fact_id as other_fact_id from work.dropped) using (other_fact_id)
    order by all
"""


# --- what is decided once for each distinct value -------------------------------------------------


def _key_documents(con: duckdb.DuckDBPyConnection) -> None:
    """Make work.document: the keys of every document and its district."""
    rows = con.execute("select document_id, district from work.documents").fetchall()
    schema = {"document_id": pl.String, "document_key": pl.Int64, "district_key": pl.Int64}
    keys = [(name, facts.surrogate_key("document", name), facts.surrogate_key("district", district)) for name, district in rows]
    _make(con, "document", pl.DataFrame(keys, schema=schema, orient="row"))


def _conform(con: duckdb.DuckDBPyConnection) -> None:
    """Make the view work.conformed: mentions with the dimension of their unit and their conformed indicator."""
    units = _one_column(con, "select distinct unit from work.mentions")
    dimensions = [(unit, facts.counted_in(unit)) for unit in units]
    _make(con, "unit", pl.DataFrame(dimensions, schema={"unit": pl.String, "dimension": pl.String}, orient="row"))
    con.execute("""
        create table work.beside as
        select document_id, sentence_start, indicator_text, list_sort(list(distinct unit.dimension)) as beside
        from work.mentions
        join work.unit using (unit)
        semi join (select document_id, sentence_start, indicator_text from work.mentions where measure <> 'level')
            using (document_id, sentence_start, indicator_text)
        where measure = 'level'
        group by document_id, sentence_start, indicator_text
    """)
    con.execute("""
        create view work.in_sentence as
        select m.*, unit.dimension as own_dimension, coalesce(beside, []) as beside
        from work.mentions as m
        left join work.unit as unit using (unit)
        left join work.beside using (document_id, sentence_start, indicator_text)
    """)
    _decide(con, "dimension", "select distinct measure, own_dimension, beside from work.in_sentence", facts.dimension_of)
    con.execute("""
        create view work.measured as
        select m.* exclude (own_dimension, beside), decided.dimension
        from work.in_sentence as m
        left join work.dimension as decided using (measure, own_dimension, beside)
    """)
    _code_phrases(con)
    _code_in_sentences(con)
    con.execute("""
        create view work.keyed as
        select m.fact_id, m.document_id, m.subset, coalesce(spoken.key, phrase.key) as key
        from work.measured as m
        left join work.phrase as phrase using (indicator_text, measure, dimension, aspect)
        left join work.spoken as spoken using (fact_id)
    """)
    # What is decided of the others is what they have.
    bare = "select distinct key.indicator_code as code, document_id from work.keyed where key.bare"
    _decide(con, "own_code", bare, lambda code, document_id: facts.IndicatorKey(code, False, bare=True).code_in(document_id))
    narrowed = "select distinct key.narrowed as narrowed, subset from work.keyed where key.narrowed is not null"
    _decide(con, "narrower", narrowed, lambda words, subset: facts.IndicatorKey("", True, narrowed=words).subset(subset))
    con.execute("""
        create table work.coded as
        select
            keyed.fact_id,
            coalesce(own_code.own_code, key.indicator_code) as indicator_code,
            key.* exclude (indicator_code, bare, narrowed),
            coalesce(narrower.narrower, keyed.subset) as subset
        from work.keyed
        left join work.own_code on key.bare and own_code.code = key.indicator_code and own_code.document_id = keyed.document_id
        left join work.narrower on narrower.narrowed = key.narrowed and narrower.subset is not distinct from keyed.subset
    """)
    con.execute("""
        create view work.conformed as
        select
            m.* replace (coded.aspect as aspect, coded.subset as subset),
            coded.indicator_code, coded.curated, coded.object, coded.action, coded.attribute
        from work.measured as m
        left join work.coded as coded using (fact_id)
    """)


def _decide(con: duckdb.DuckDBPyConnection, name: str, query: str, decide: Callable[..., str | None]) -> None:
    """Make work.{name}: the rows of a query, with what is decided of each in a column of that name."""
    con.execute(f"create table work.{name} as select *, '' as {name} from ({query}) limit 0")
    for found in batches(con, query, BATCH):
        decided = pl.Series(name, [decide(*row) for row in found.iter_rows()], dtype=pl.String)
        insert(con, f"work.{name}", found.with_columns(decided))


def _compare(con: duckdb.DuckDBPyConnection) -> None:
    """Make work.compared: the forms under which facts are compared, for each combination of what they follow from."""
    columns = ", ".join(f"f.{name}" for name in _COMPARED_BY)
    query = f"""
        select distinct indicator.stock_flow, {columns}
        from (from work.facts anti join work.kept using (document_id)) as f
        left join work.dim_indicator as indicator on indicator.code = f.indicator_code
    """
    con.execute(
        f"create table work.compared as from ({query}), (select '' as aspect_compared, '' as span, '' as baseline_compared) limit 0"
    )
    for combinations in batches(con, query, BATCH):
        rows = [comparable(**row) for row in combinations.iter_rows(named=True)]
        made = [pl.Series(name, values, dtype=pl.String) for name, values in zip(Comparable._fields, zip(*rows, strict=True), strict=True)]
        insert(con, "work.compared", combinations.with_columns(made))


def _code_phrases(con: duckdb.DuckDBPyConnection) -> None:
    """Make work.phrase: what each distinct phrase counts by itself, and whether its sentence may tell more."""
    con.execute(
        f"create table work.phrase (indicator_text varchar, measure varchar, dimension varchar, aspect varchar, open boolean, key {_KEY})"
    )
    for phrases in batches(con, "select distinct indicator_text, measure, dimension, aspect from work.measured", BATCH):
        rows = list(phrases.iter_rows())
        keys = [_key(facts.indicator_of(*row), row[-1]) for row in rows]
        opened = pl.Series("open", [facts.may_say_more(*row) for row in rows], dtype=pl.Boolean)
        insert(con, "work.phrase", phrases.with_columns(opened, pl.Series("key", keys, dtype=_KEY_TYPE)))


def _code_in_sentences(con: duckdb.DuckDBPyConnection) -> None:
    """Make work.spoken: what the phrases count that are read in their sentence, fact by fact."""
    con.execute(f"create table work.spoken (fact_id varchar, key {_KEY})")
    query = """
        select
            m.fact_id, m.indicator_text, m.measure, m.dimension, m.aspect, s.text,
            m.quote_start - m.sentence_start as quote_start, m.quote_end - m.sentence_start as quote_end
        from work.measured as m
        join work.phrase as phrase using (indicator_text, measure, dimension, aspect)
        join work.sentences as s on s.document_id = m.document_id and s."start" = m.sentence_start
        where phrase.open
    """
    for mentions in batches(con, query, BATCH):
        keys = [
            _key(facts.indicator_in(phrase, measure, dimension, aspect, *around(text, 0, start, end, len(text))), aspect)
            for _, phrase, measure, dimension, aspect, text, start, end in mentions.iter_rows()
        ]
        insert(con, "work.spoken", mentions.select("fact_id").with_columns(pl.Series("key", keys, dtype=_KEY_TYPE)))


_KEY_FLAGS = ("curated", "bare")
_PLAIN = ("object", "action", "attribute", "narrowed", *_KEY_FLAGS)
_KEY_COLUMNS = ("indicator_code", "aspect", *_PLAIN)
_KEY_TYPE = pl.Struct({column: pl.Boolean if column in _KEY_FLAGS else pl.String for column in _KEY_COLUMNS})
_KEY = f"struct({', '.join(f'{column} ' + ('boolean' if column in _KEY_FLAGS else 'varchar') for column in _KEY_COLUMNS)})"


def _key(key: facts.IndicatorKey, read: str) -> dict[str, str | bool | None]:
    """What is kept of the key of a phrase whose aspect was read as `read`."""
    plain = {column: getattr(key, column) for column in _PLAIN}
    return plain | {"indicator_code": key.code, "aspect": key.aspect(read)}


def _make(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    con.register("incoming", frame)
    con.execute(f"create table work.{table} as from incoming")
    con.unregister("incoming")


def _one_column(con: duckdb.DuckDBPyConnection, query: str) -> list[Any]:
    return [value for (value,) in con.execute(query).fetchall()]


# --- the small tables -----------------------------------------------------------------------------


def _districts(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    # Two documents may have found the same district by different parts; the one with the lower id speaks.
    names = [name for name in schemas.polars_schema("dim_district") if name not in ("district_key", "natural_key")]
    columns = ", ".join(f'arg_min({{"value": d.district_{name}}}, d.document_id).value as "{name}"' for name in names)
    query = f"""
        select any_value(k.district_key) as district_key, d.district as natural_key, {columns}
        from work.documents as d
        join work.document as k using (document_id)
        group by d.district
        order by d.district
    """
    return schemas.validate("dim_district", con.sql(query).pl())


def _topics() -> pl.DataFrame:
    rows = [
        {
            "topic_key": facts.surrogate_key("topic", t.code),
            "code": t.code,
            "name_zh": t.name_zh,
            "name_en": t.name_en,
        }
        for t in reference.topics().values()
    ]
    return schemas.frame("dim_topic", rows)


def _of_facts(column: str) -> str:
    """The query for the distinct values of a column among the facts as corrected."""
    return f"""
        select {column} from work.mentions anti join work.altered using (fact_id)
        union
        select {column} from work.changed
    """


def _years(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The years from the first to the last, without a gap, and the row for unknown."""
    known = [year for year in _one_column(con, f"{_of_facts('year')} union select report_year from work.documents") if year is not None]
    span: list[int | None] = [None, *(range(min(known), max(known) + 1) if known else ())]
    rows = [
        {
            "year_key": facts.surrogate_key("year", year),
            "year": year,
            "five_year_plan": None if year is None else five_year_plan(year),
        }
        for year in span
    ]
    return schemas.frame("dim_year", rows)


def _units(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    curated = reference.units()
    rows = [
        {
            "unit_key": facts.surrogate_key("unit", name),
            "unit": name,
            "dimension": unit.dimension,
            "base_unit": unit.base_unit,
            "factor": unit.factor,
            "family": facts.unit_family(unit),
            "curated": name in curated,
        }
        for name in sorted({*curated, *_one_column(con, _of_facts("unit"))})
        for unit in (facts.unit_of(name),)
    ]
    return schemas.frame("dim_unit", rows)


def _known_indicators(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """A row for every code of key_codes.csv and for every other key that a fact has, and for those that include them."""
    found = {code: key for key, code in concepts.key_codes().items()}
    query = """
        select distinct indicator_code, object, action, attribute
        from work.coded anti join work.altered using (fact_id)
        where object is not null
        union
        select distinct indicator_code, null, null, null from work.changed where curated
    """
    for code, thing, action, attribute in con.execute(query).fetchall():
        key = (thing, action or "", attribute) if thing else indicators.key_of_code(code)
        if key and not indicators.is_own(code):
            found.setdefault(code, key)
        elif key:
            found.setdefault(indicators.code_of(*key), key)
    rows: dict[str, indicators.Described] = {}
    for code, key in found.items():
        row = rows.setdefault(code, indicators.described(code, *key))
        while row.broader and row.broader not in rows:
            above = indicators.key_of_code(row.broader)
            if above is None:
                break
            row = rows.setdefault(row.broader, indicators.described(row.broader, *above))
    described = [
        {
            "indicator_key": facts.surrogate_key("indicator", row.code),
            **{field.name: getattr(row, field.name) or None for field in fields(row)},
            "broader": row.broader if row.broader in rows else None,
            "growth_caveat": reference.growth_caveats().get(row.code),
            "curated": True,
        }
        for row in rows.values()
    ]
    return schemas.frame("dim_indicator", described)


def _insert_own_indicators(con: duckdb.DuckDBPyConnection) -> None:
    """A row for every phrase that has an indicator of its own, named as reports put it most often; of equals the first in order."""
    con.execute("""
        create table work.own as
        with used as (
            select
                indicator_code, indicator_text, measure, split_part(dimension, ' ', 1) as dimension, topic, object, action, attribute,
                count(*) as n
            from work.facts
            where not curated
            group by all
        ),
        names as (select indicator_code, indicator_text, sum(n) as n from used group by all),
        topics as (select indicator_code, topic, sum(n) as n from used group by all)
        select
            indicator_code as code, name_zh, topic, unit_dimension, false as curated, object, action, attribute
        from (select indicator_code, min_by(indicator_text, {'n': -n, 'name': indicator_text}) as name_zh from names group by all)
        join (select indicator_code, min_by(topic, {'n': -n, 'name': topic}) as topic from topics group by all) using (indicator_code)
        join (
            select indicator_code, min(object) as object, min(action) as action, min(attribute) as attribute from used group by all
        ) using (indicator_code)
        left join (
            select indicator_code, case when min(dimension) = max(dimension) then min(dimension) end as unit_dimension
            from used
            where measure = 'level'
            group by all
        ) using (indicator_code)
        order by code
    """)
    for own in batches(con, "from work.own", BATCH):
        keys = [facts.surrogate_key("indicator", code) for code in own["code"]]
        parts = own.select("object", "action", "attribute").iter_rows()
        above = [indicators.code_of(thing, action or "", attribute or "") if thing else None for thing, action, attribute in parts]
        told = (pl.Series("indicator_key", keys, dtype=pl.Int64), pl.Series("broader", above, dtype=pl.String))
        insert(con, "work.dim_indicator", own.with_columns(*told))


def _files(con: duckdb.DuckDBPyConnection, first_seen: Mapping[str, datetime], now: datetime) -> pl.DataFrame:
    query = "select document_key, f.* exclude (document_id) from work.files as f left join work.document using (document_id) order by path"
    found = con.sql(query).pl()
    seen = [_first_seen(path, first_seen, now) for path in found["path"]]
    columns = (pl.Series("first_seen", seen, dtype=pl.Datetime("us")), pl.lit(now, dtype=pl.Datetime("us")).alias("last_seen"))
    return schemas.validate("document_file", found.with_columns(*columns))


def _first_seen(path: str, first_seen: Mapping[str, datetime], now: datetime) -> datetime:
    # A member of an archive (reports.zip!a.txt) was seen when the archive was.
    return first_seen.get(path) or first_seen.get(path.partition("!")[0], now)
