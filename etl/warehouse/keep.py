"""Keep: which documents of a star schema that an earlier run filled stand as they are; the rows of all others are rebuilt.

An empty star schema keeps nothing, so a full build and a run that brings a version up to date go the same way.
"""

from __future__ import annotations

from collections.abc import Collection

import duckdb
import polars as pl

BY_DOCUMENT = ("dim_document", "section", "sentence", "numeral_ledger", "fact_indicator", "fact_link", "plan_year")
"""The tables whose rows follow from the reading of one document and from what :func:`keep` compares."""

# A fact knows its document, its district and its indicator: where a row of these differs, so does what is told of the fact.
_ALTERED = """
    select document_id from work.renewed
    union all
    -- The first path of a document says which of its readings speaks.
    select document_id
    from (select document_id, path from dim_document join document_file using (document_key)) as former
    full join (select document_id, path from work.files) as latter using (document_id, path)
    where former.path is null or latter.path is null
    union all
    select document_id
    from dim_document as document
    left join work.repeat as repeat using (document_id)
    where document.duplicate_of is distinct from repeat.duplicate_of
    union all
    select document_id from dim_document semi join (from dim_district except from work.dim_district) using (district_key)
    union all
    select document_id
    from dim_document
    semi join (
        from fact_indicator semi join (from dim_indicator except from work.dim_indicator) using (indicator_key)
    ) using (document_key)
    union all
    select document_id
    from work.mentions
    where fact_id in (select attached_to from correction union all select attached_to from work.correction)
"""

_TOUCHED = """
    with document as (from dim_document anti join work.kept using (document_id))
    select district_key, district.level as district_level, district.fictional, year_key, indicator_key
    from (
        select district_key, year_key, indicator_key from fact_indicator semi join document using (document_key)
        union
        -- A report that states nothing is counted among those of its district.
        select district_key, null, null from document
    )
    join dim_district as district using (district_key)
"""


def keep(con: duckdb.DuckDBPyConnection, renewed: Collection[str] = ()) -> None:
    """Make work.kept, the documents that stand as they are in the star schema, and delete the rows of all others.

    Takes the readings, work.repeat and the small tables as they are to be, beside the tables of the star schema as they were. `renewed`
    names the documents (document_id) whose files differ from those that the star schema was filled from. Makes work.touched as well: the
    districts, years and indicators that what is deleted is about, to which :func:`touch` adds those of what is inserted.
    """
    con.register("incoming", pl.DataFrame({"document_id": list(renewed)}, schema={"document_id": pl.String}))
    con.execute("create table work.renewed as from incoming")
    con.unregister("incoming")
    con.execute(f"""
        create table work.kept as
        select document_id, document_key
        from dim_document
        semi join work.documents using (document_id)
        anti join ({_ALTERED}) using (document_id)
    """)
    con.execute(f"create table work.touched as {_TOUCHED}")
    for table in reversed(BY_DOCUMENT):
        con.execute(f"delete from {table} where document_key not in (select document_key from work.kept)")


def touch(con: duckdb.DuckDBPyConnection) -> None:
    """Add to work.touched the districts, years and indicators that what was inserted is about."""
    con.execute(f"insert into work.touched {_TOUCHED}")
