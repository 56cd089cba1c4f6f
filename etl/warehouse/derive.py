"""Derive: the tables that the views read in place of computing what one row takes from many.

A position among all districts cannot be told from the rows that a query asks for, so it is told once, when a version is loaded. Each
file of sql/derived/ is a query whose rows become a table of the schema ``derived``, apart from the star schema: its tables follow from
those of the star and are neither exported nor part of a version's content.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from etl import reference
from etl.contracts import codes
from etl.reference import concepts
from etl.warehouse import resources

if TYPE_CHECKING:
    import duckdb

SCHEMA = "derived"
"""The schema that holds the derived tables."""
SLICE = 1_500_000
"""Facts that are worked on at a time, so that memory does not grow with the warehouse."""

_OF_DISTRICT = ("suspect", "cell", "growth", "plan_actual", "disagreement")
"""Made of temp.statement, each after those that it reads; a district's rows follow from its facts, and from the two tables below."""
_OF_REPORTS = ("topic_profile", "quality")
"""Made of temp.document, some of the documents; a district's rows follow from its reports."""

# What of all other districts the rows of _OF_DISTRICT depend on, by the table that has it.
_SHARED = {
    "reporting": "district_level, fictional, year",
    "series": "indicator_key, district_level, fictional, measure, aspect, unit_family, base_unit, shown",
}


_NAMES = {**codes.MEASURES, **codes.ASPECTS_COMPARED, **codes.STATUSES, **codes.GROWTH_KINDS, **codes.BASES}
"""The codes that stand in the texts which say why values stand apart."""


def _map(values: Mapping[str, str]) -> str:
    return "map {" + ", ".join(f"'{code}': '{value}'" for code, value in values.items()) + "}"


def _make_macros(con: duckdb.DuckDBPyConnection) -> None:
    """Make the macros by which queries say why values stand apart, in the words of :mod:`etl.contracts.codes`."""
    named = f"coalesce({_map({code: name.zh for code, name in _NAMES.items()})}[code], code)"
    con.execute(f"create or replace temp macro named(code) as {named}")
    con.execute("""
        create or replace temp macro difference(why, this, usual) as
        {
            'why': why,
            'en': this, 'zh': case when why = 'unit' then this else named(this) end,
            'usual_en': usual, 'usual_zh': case when why = 'unit' then usual else named(usual) end
        }
    """)
    con.execute(_sql("macros", "apart"))
    for language, separator in (("en", "; "), ("zh", "；")):
        text = f"{_map({why: getattr(name, language) for why, name in codes.APART.items()})}[one.why]"
        for part, told in (("this", language), ("usual", f"usual_{language}")):
            text = f"replace({text}, '{{{part}}}', coalesce(one.{told}, ''))"
        con.execute(f"""
            create or replace temp macro apart_{language}(differences) as
            array_to_string(list_transform(differences, lambda one: {text}), '{separator}')
        """)


def derive(con: duckdb.DuckDBPyConnection, at_a_time: int = SLICE, *, update: bool = False) -> None:
    """Create every derived table of the star schema that `con` holds, of `at_a_time` facts at once; v_statement has to be there.

    With `update` the tables are there, of the star schema as it was, and only those rows are made anew that may differ for what
    :func:`etl.warehouse.keep.keep` touched: of whole districts, of whole indicators, or of whole comparisons.
    """
    _make_macros(con)
    districts = indicators = comparisons = "true"
    if update:
        for table in _SHARED:
            con.execute(f"create table work.former_{table} as from {SCHEMA}.{table}")
        districts = "district_key in (select district_key from work.touched)"
        indicators = "indicator_key in (select indicator_key from work.touched)"
        # A collision of hashes only recomputes more rows, with the same result.
        comparison = "hash(indicator_key, year_key, district_level, fictional)"
        comparisons = f"{indicators} and {comparison} in (select {comparison} from work.touched)"
    else:
        con.execute(f"create schema {SCHEMA}")
    _tell_plausible(con)
    _tell_objects(con)
    _make(con, "reporting")
    _make_of_statements(con, ("series",), "indicator_key", at_a_time, indicators)
    if update:
        _touch_all_that_share(con)
        con.execute(f"create table work.former_suspect as from {SCHEMA}.suspect")
    _make_of_statements(con, _OF_DISTRICT, "district_key", at_a_time, districts)
    if update:
        _touch_suspects(con)
    _make_of_statements(con, ("comparison",), "indicator_key", at_a_time, comparisons)
    _make(con, "coverage")
    con.execute(f"create temp view document as from dim_document where {districts}")
    for table in _OF_REPORTS:
        _make(con, table, districts)
    con.execute("drop view temp.document")
    con.execute("drop table temp.plausible")


def _tell_plausible(con: duckdb.DuckDBPyConnection) -> None:
    """Make temp.plausible of the reference table."""
    con.execute("create temp table plausible (indicator_code varchar, ratio double, least double, most double, others double)")
    rows = [
        [code, float(row.ratio), *(None if bound is None else float(bound) for bound in (row.least, row.most, row.others))]
        for code, row in reference.plausibility().items()
    ]
    if rows:
        con.executemany("insert into plausible values (?, ?, ?, ?, ?)", rows)


def _tell_objects(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table of objects, with the widest that each is a kind of, of the reference table."""
    known = concepts.objects()
    columns = {
        "code": list(known),
        "name_zh": [one.name_zh for one in known.values()],
        "name_en": [one.name_en for one in known.values()],
        "broader": [one.broader for one in known.values()],
        "family": [concepts.family_of(code) for code in known],
    }
    told = ", ".join(f"unnest(${name}::varchar[]) as {name}" for name in columns)
    con.execute(f"create or replace table {SCHEMA}.object as select {told}", columns)


def _touch_suspects(con: duckdb.DuckDBPyConnection) -> None:
    """Add to work.touched the comparisons in which a value has come under suspicion, or out of it."""
    former, latter = "select fact_id, reason from work.former_suspect", f"select fact_id, reason from {SCHEMA}.suspect"
    con.execute(f"""
        insert into work.touched by name
        with differs as (({former} except {latter}) union ({latter} except {former})),
        named as (from work.former_suspect union by name from {SCHEMA}.suspect)
        select distinct district_key, district.level as district_level, district.fictional, year_key, indicator_key
        from named
        semi join differs using (fact_id)
        join dim_district as district using (district_key)
    """)


def _touch_all_that_share(con: duckdb.DuckDBPyConnection) -> None:
    """Add to work.touched the districts that see a difference in the tables of _SHARED."""
    for table, columns in _SHARED.items():
        former, latter = f"select {columns} from work.former_{table}", f"select {columns} from {SCHEMA}.{table}"
        con.execute(f"create table work.differs_{table} as ({former} except {latter}) union all ({latter} except {former})")
    con.execute("""
        insert into work.touched by name
        select district_key
        from dim_district
        where hash(level, fictional) in (select hash(district_level, fictional) from work.differs_reporting)
        union
        select district_key
        from fact_indicator
        join dim_district as district using (district_key)
        where hash(indicator_key, level, fictional) in (select hash(indicator_key, district_level, fictional) from work.differs_series)
    """)


def _make_of_statements(con: duckdb.DuckDBPyConnection, tables: Sequence[str], key: str, at_a_time: int, where: str = "true") -> None:
    """Make the rows of some tables for which `where` holds, of temp.statement, slice by slice of whole values of `key`."""
    for table in tables:
        _clear(con, table, where)
    # Ranges, for the facts lie in the order of indicators: a range of these is read without the others.
    query = f"select count(*), coalesce(min({key}), 0), coalesce(max({key}), 0) from v_statement where {where}"
    counted, least, most = con.execute(query).fetchall()[0]
    slices = 1 + counted // at_a_time
    # What one table alone reads need not be kept.
    kind = "table" if len(tables) > 1 else "view"
    for number in range(slices):
        first, end = (least + (most + 1 - least) * n // slices for n in (number, number + 1))
        within = f"{where} and {key} between {first} and {end - 1}"
        con.execute(f"create or replace temp {kind} statement as {_query('statement')} and {within}")
        for table in tables:
            _add(con, table)
    con.execute(f"drop {kind} temp.statement")


def _make(con: duckdb.DuckDBPyConnection, table: str, where: str = "true") -> None:
    """Make the rows of a derived table for which `where` holds."""
    _clear(con, table, where)
    _add(con, table)


def _clear(con: duckdb.DuckDBPyConnection, table: str, where: str) -> None:
    if _is_made(con, table):
        con.execute(f"delete from {SCHEMA}.{table} where {where}")


def _add(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make a derived table of its query, or add to it."""
    name = f"{SCHEMA}.{table}"
    start = f"insert into {name} by name" if _is_made(con, table) else f"create table {name} as"
    con.execute(f"{start} {_query(table)}")


def _is_made(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    query = "select 1 from duckdb_tables() where database_name = current_database() and schema_name = ? and table_name = ?"
    return bool(con.execute(query, [SCHEMA, table]).fetchall())


def _query(table: str) -> str:
    return _sql(SCHEMA, table)


def _sql(folder: str, name: str) -> str:
    return (resources.root() / "sql" / folder / f"{name}.sql").read_text(encoding="utf-8")
