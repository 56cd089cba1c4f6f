"""Time what analysts ask of the views on a warehouse of many generated facts, and say which answer within a second.

usage: python -m bench.views [FACTS]        default 10,000,000

The reports of raw/samples/ and tests/corpus/ are read once; their facts are then repeated in SQL over real sub-districts and
towns, ten years each, over all curated indicators and many others. Memory is bounded: DuckDB gets 6 GB.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from bench.figures import Figure
from etl import reference
from etl.pipeline.nightly import run
from etl.show.questions import questions
from etl.warehouse import resources
from etl.warehouse.load import create_tables, create_views
from etl.warehouse.opening import DATABASE

FACTS = 10_000_000
BAR = 1.0
"""Seconds within which an answer has to come."""
LIMITS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "6GB"}
_REPEATED = Path(__file__).with_suffix(".sql")
_FIRST, _LAST = 2015, 2025


def make(folder: Path, facts: int) -> Path:
    """A database of about `facts` facts below `folder`, with its views."""
    top = resources.checkout()
    if top is None:
        raise FileNotFoundError("The package runs from no checkout, so there are no reports to repeat.")
    for reports in (top / "raw" / "samples", top / "tests" / "corpus"):
        shutil.copytree(reports, folder / "raw" / reports.name, ignore=shutil.ignore_patterns("*.jsonl", "*.md"))
    run(folder / "raw", folder / "read")
    target = folder / DATABASE
    with duckdb.connect(target, config=LIMITS) as con:
        create_tables(con)
        con.execute(f"attach '{(folder / 'read' / DATABASE).resolve()}' as base (read_only)")
        counted = con.execute(
            "select (select count(*) from base.fact_indicator) / count(*) from base.dim_document where report_year is not null"
        ).fetchone()
        assert counted is not None
        districts = max(1, round(facts / counted[0] / (_LAST - _FIRST)))
        con.execute(
            _REPEATED.read_text(encoding="utf-8").format(
                divisions=reference.FOLDER / "divisions.parquet",
                districts=districts,
                others=max(100, facts // 30),
                first=_FIRST,
                last=_LAST,
            )
        )
        con.execute("detach base")
        create_views(con)
        lost = con.execute("select (select count(*) from fact_indicator) - (select count(*) from v_fact)").fetchone()
        assert lost == (0,), f"{lost} facts find no row of a dimension"
        con.execute("checkpoint")
    return target


def asked(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What is timed: every view by indicator, by district and by year, as a whole, and every ready question."""
    ((often, _),) = con.execute("""
        select any_value(code), count(*) from fact_indicator join dim_indicator using (indicator_key)
        where curated and measure = 'level' group by indicator_key order by 2 desc limit 1
    """).fetchall()
    ((place,),) = con.execute("select code from dim_district order by code limit 1").fetchall()
    ((fact,),) = con.execute("select max(fact_id) from fact_indicator").fetchall()
    queries = {}
    for view in ("v_cross_district", "v_panel", "v_growth", "v_plan_actual", "v_consistency", "v_rank", "v_fact"):
        queries[f"{view}: an indicator in a year"] = f"from {view} where indicator_code = '{often}' and year = 2020"
        queries[f"{view}: an indicator"] = f"from {view} where indicator_code = '{often}'"
        queries[f"{view}: a district"] = f"from {view} where district_code = '{place}'"
        # The empty cells of all indicators are more than can be counted; those with a value are what is asked for.
        stated = " and state = 'value'" if view == "v_panel" else ""
        queries[f"{view}: a year, by topic"] = f"select topic, count(*) from {view} where year = 2020{stated} group by topic"
        queries[f"{view}: rows"] = f"select count(*) from {view} where true{stated}"
    for view in ("v_coverage", "v_topic_profile"):
        queries[f"{view}: a year"] = f"from {view} where year = 2020"
        queries[f"{view}: rows"] = f"select count(*) from {view}"
    queries["v_quality: a year"] = "from v_quality where report_year = 2020"
    queries["v_provenance: a fact"] = f"from v_provenance where fact_id = '{fact}'"
    queries["v_fact: a fact"] = f"from v_fact where fact_id = '{fact}'"
    queries["v_finding"] = "from v_finding"
    queries["the first ten of every indicator in a year"] = (
        "select indicator, district, position, base_value from v_cross_district where year = 2020 and measure = 'level' and position <= 10"
    )
    return queries | {f"ask {name}": question.sql for name, question in questions().items()}


def seconds(con: duckdb.DuckDBPyConnection, query: str) -> float:
    """Seconds until all rows of the answer are there, the best of three; of one where that is far beyond the bar."""
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        con.sql(query).to_arrow_table()
        best = min(best, time.perf_counter() - begun)
        if best > 5 * BAR:
            break
    return best


def measure(folder: Path, facts: int) -> Iterator[Figure]:
    """The seconds of every question on `facts` facts, in a database made below `folder`."""
    begun = time.perf_counter()
    database = make(folder, facts)
    with duckdb.connect(database, read_only=True, config=LIMITS) as con:
        counted = con.execute("select count(*), count(distinct indicator_key), count(distinct district_key) from fact_indicator").fetchone()
        assert counted is not None
        note = "{:,} facts, {:,} indicators, {:,} districts".format(*counted) + f", {database.stat().st_size / 2**20:,.0f} MiB"
        yield Figure("the database is made", time.perf_counter() - begun, "s", note=note)
        for name, query in asked(con).items():
            yield Figure(name, seconds(con, query), "s", BAR, most=True)
    yield Figure("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, "GiB")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as below:
        for figure in measure(Path(below), int(sys.argv[1]) if len(sys.argv) > 1 else FACTS):
            print(figure, flush=True)
