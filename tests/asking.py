"""A warehouse of a few hand-made reports, to ask of it what its views should say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
from builders import TABLES, document, extraction, fill

from etl.conform.results import DocumentResult, result_of
from etl.contracts.records import Sidecar
from etl.warehouse.load import create_tables, create_views

Ask = Callable[..., list[tuple[Any, ...]]]

MORE_TABLES = {
    "growth_caveats": TABLES["growth_caveats.csv"].splitlines()[0] + "\necon_va,constant prices\n",
    "units": TABLES["units.csv"] + "个百分点,percentage_point,个百分点,1,\n张,bed,张,1,\n",
    "dimensions": TABLES["dimensions.csv"] + "percentage_point,百分点,个百分点,percentage_point,\nbed,床位,张,bed,\n",
    "plausibility": TABLES["plausibility.csv"] + "econ_fai,2,,1000,9,\n",
    "indicators": TABLES["indicators.csv"]
    + """econ_va,工业增加值,Value added,economy,money,outcome,flow,up,yes,,Value added.
hazards_found,发现隐患,Hazards found,order,case,activity,flow,effort,yes,,Found.
hazards_fixed,整改隐患,Hazards fixed,order,case,output,flow,effort,yes,,Fixed.
hazard_share,隐患整改率,Share fixed,order,share,outcome,state,up,no,,Share.
care_beds,养老床位,Care beds,welfare,bed,output,stock,up,no over years,,Beds.
""",
    "objects": TABLES["objects.csv"]
    + """va,工业增加值,Value added,,economy,money,stat,up,no,,,,,Value added.
hazards,隐患,Hazards,,order,case,hazard,down,no,,,,,Hazards.
beds,养老床位,Care beds,,welfare,bed,facility,neutral,no,=have,,,,Beds.
""",
    "object_names": TABLES["object_names.csv"] + "工增,va,,\n整改率,hazards,rectify,rate\n",
    "actions": TABLES["actions.csv"] + "find,发现,find\nrectify,整改,rectify\n",
    "action_verbs": TABLES["action_verbs.csv"] + "发现,find,hazard\n查出,find,hazard\n整改,rectify,hazard\n",
    "attributes": TABLES["attributes.csv"].replace("entity|case", "entity|case|bed") + "rate,办成率,share done,,率,yes\n",
    "key_codes": TABLES["key_codes.csv"]
    + """econ_va,va,,amount
hazards_found,hazards,find,count
hazards_fixed,hazards,rectify,count
hazard_share,hazards,rectify,rate
care_beds,beds,have,count
""",
}


def warehouse(*reports: DocumentResult) -> duckdb.DuckDBPyConnection:
    """The star schema of `reports` in memory, with its views; what only a run knows is empty."""
    con = duckdb.connect()
    create_tables(con)
    fill(con, *reports)
    create_views(con)
    return con


def told(
    text: str, *facts: tuple[str, str, dict[str, Any]], district: str = "甲街道", year: int = 2022, fictional: bool = False
) -> DocumentResult:
    """A report that says `text`, in which each fact is (quote, indicator text, fields that differ)."""
    # The last line makes it a document of its own.
    doc = document(
        f"{text}{district}{year}", report_year=year, title=f"{district}{year}", sidecar=Sidecar(district=district, fictional=fictional)
    )
    days = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    return result_of(extraction(doc, *((quote, indicator, {**days, **fields}) for quote, indicator, fields in facts)))
