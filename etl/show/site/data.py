"""What the site shows, read from a warehouse: what all pages share once, and what one page alone shows a slice of pages at a time.

Names in it tell districts and reports apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from etl.show import evidence
from etl.show.districts import labels
from etl.show.site.audit import Numeral
from etl.warehouse.catalog import Relation, catalog

if TYPE_CHECKING:
    import duckdb
    import polars as pl

Row = dict[str, Any]

# What pages show: all columns of all facts would take twice the memory.
_FACT = """
    fact_id, document_key, topic, year, indicator_code, indicator, indicator_text, measure,
    value, value_max, unit, bound, status, aspect, subset, place, period, rank_scope, rank_basis, baseline, baseline_stated, corrected,
    quote, anchor, quote_start, quote_end, sentence_start
"""
COMPARED = """
    indicator_code, indicator, topic, fictional, district_level, year, measure, apart, apart_zh, position, n, m, median,
    base_value, base_unit, order_open, value, value_max, unit, bound, status, aspect, subset, span, place, values_stated,
    district_key, fact_id, quote
"""
# By what pages show of them; {only} is the condition of a slice.
_OF_REPORT = {
    "facts": f"select {_FACT} from v_statement {{only}} order by anchor, fact_id",
    "texts": "select document_key, text from dim_document {only}",
    "numerals": "from numeral_ledger {only} order by anchor",
    "sentences": 'select document_key, "start", "end", kind from sentence {only} order by "start"',
}
_BESIDE = {
    "compared": f"""
        select {COMPARED}
        from v_cross_district
        {{only}}
        order by fictional, year desc, measure, apart is not null, position, district, fact_id
    """,
    "ranks": "from v_rank {only} order by fictional, year desc, rank_stated, district, fact_id",
    "plans": """
        from v_plan_actual
        {only}
        order by fictional, outcome is null, year desc, topic, indicator, district, planned_fact_id, completion_fact_id
    """,
    "growth": """
        from (from v_growth where computed_growth is not null)
        {only}
        order by fictional, year desc, topic, indicator, district, subset, fact_id
    """,
}
# A place's own: its topics, and its cells that a report fills.
_OF_DISTRICT = {
    "panel": """
        select
            indicator_code, indicator, topic, year, measure, base_value, base_unit, value, value_max, unit, bound, status, suspect,
            fact_id, quote, district_key
        from v_panel
        {only} and state in ('value', 'stated zero', 'not comparable')
        order by topic, indicator, indicator_code, year
    """,
}
_PROFILES = "from v_topic_profile {only} order by year desc, share desc, district, topic, district_key"

_AT_ONCE = 30_000
"""Facts or numerals, about, whose rows are in memory at the same time: some kilobytes each."""
_KEY_MASK = (1 << 64) - 1


@dataclass(frozen=True)
class Data:
    """What all pages share. What one page alone shows is read for it, see :func:`reports` and :func:`beside`."""

    run: Row
    topics: dict[str, Row]
    districts: dict[int, Row]
    """district_key → its row with label, page, the number of its facts, and the years that it has reports on."""
    documents: dict[int, Row]
    """document_key → its row without the text, with label, page, paths, outcomes (Counter), the number of its facts, and their years and
    topics."""
    indicators: dict[str, Row]
    """Code → its row, of the indicators that a report states; page is None where no two districts state one alike that is not curated."""
    objects: dict[str, Row]
    """Code → its row, of the objects that a report counts: with page, its indicators, and how many facts and real districts those have."""
    emphasis: dict[tuple[int, str], int]
    """District_key and topic → facts."""
    ranks: list[Row]
    """How many results claim a rank: district_key, rank_stated, bound, n."""
    findings: pl.DataFrame = field(repr=False)
    """:func:`etl.show.evidence.disagreements`."""
    suspects: list[Row]
    """Rows of v_suspect: the list to work off."""
    fact_pages: dict[str, str] = field(repr=False)
    """fact_id → page of its report."""
    dictionary: list[Relation] = field(repr=False)
    """Tables, then views, with their comments, keys and columns."""
    quarantine: list[Row]

    def group(self, *, fictional: bool) -> list[Row]:
        """The real districts, or the invented ones; never both."""
        return [district for district in self.districts.values() if district["fictional"] == fictional]


def read(con: duckdb.DuckDBPyConnection) -> Data:
    """What all pages share of a warehouse; `con` is a connection to it."""
    topics = _topics(con)
    districts = _districts(con)
    documents = _documents(con, districts)
    profiles = con.execute("select district_key, topic, sum(facts)::int from v_topic_profile group by all order by all").fetchall()
    facts = con.execute("select fact_id, document_key from fact_indicator").fetchall()
    indicators = _indicators(con, list(topics))
    return Data(
        run=_rows(con, "from etl_run")[0],
        topics=topics,
        districts=districts,
        documents=documents,
        indicators=indicators,
        objects=_objects(con, indicators),
        emphasis={(district, topic): n for district, topic, n in profiles},
        ranks=_rows(
            con, "select district_key, rank_stated, bound, count(*) as n from v_rank where status <> 'plan' group by all order by all"
        ),
        findings=evidence.disagreements(con),
        suspects=_rows(con, "from v_suspect order by district, year, indicator_code, fact_id"),
        fact_pages={fact_id: documents[key]["page"] for fact_id, key in facts},
        dictionary=list(catalog(con).values()),
        quarantine=_rows(con, "from quarantine order by path"),
    )


@dataclass(frozen=True)
class Report:
    """The rows of one report."""

    topics: dict[str, Row]
    document: Row
    """Its row with text and outcomes (Counter)."""
    facts: list[Row]
    """In the order of the text."""
    numerals: list[Numeral] = field(repr=False)
    sentences: list[tuple[int, int, str]] = field(repr=False)


def reports(con: duckdb.DuckDBPyConnection, documents: Mapping[int, Row], topics: dict[str, Row]) -> Iterator[Report]:
    """What the pages of some reports show, whose rows with outcomes are given by document_key."""
    weights = {key: document["outcomes"].total() for key, document in documents.items()}
    for key, found in _sliced(con, "document_key", weights, _OF_REPORT):
        yield Report(
            topics=topics,
            document=documents[key] | {"text": found["texts"][0]["text"]},
            facts=found["facts"],
            numerals=[Numeral(row["anchor"], row["anchor"] + len(row["numeral"]), row["outcome"]) for row in found["numerals"]],
            sentences=[(row["start"], row["end"], row["kind"]) for row in found["sentences"]],
        )


def read_report(con: duckdb.DuckDBPyConnection, document_key: int) -> Report:
    """What the page of one report shows, without the rest of the warehouse."""
    only = f"where document_key = {document_key}"
    (document,) = _rows(con, f"select * exclude (text) from dim_document {only}")
    outcomes = _outcomes(con, only)[document_key]
    (report,) = reports(con, {document_key: document | {"outcomes": outcomes}}, _topics(con))
    return report


def beside(con: duckdb.DuckDBPyConnection, column: str, weights: Mapping[Any, int]) -> Iterator[tuple[Any, dict[str, list[Row]]]]:
    """For each district_key or indicator_code, by the `column`, the rows that show it beside others; of a district its profiles and panel.

    They are compared (v_cross_district, ranked rows first), ranks, plans (targets, what became of them, and the shares of targets that
    reports state) and growth (where two years' levels give a change, whether a report states it too or not). `weights` are the numbers of
    facts of all that is asked for.
    """
    yield from _sliced(con, column, weights, _BESIDE | (_OF_DISTRICT | {"profiles": _PROFILES} if column == "district_key" else {}))


def profiles(con: duckdb.DuckDBPyConnection, topic: str) -> list[Row]:
    """How much of each report a topic takes, of the latest year and the greatest share first."""
    return _rows(con, _PROFILES.format(only="where topic = ?"), [topic])


def _sliced(
    con: duckdb.DuckDBPyConnection, column: str, weights: Mapping[Any, int], queries: Mapping[str, str]
) -> Iterator[tuple[Any, dict[str, list[Row]]]]:
    """For each key of `weights` the rows of each query that have it in their `column`, asked for as many at a time as weigh _AT_ONCE."""
    waiting, weight = list[Any](), 0
    for key, own in weights.items():
        if waiting and weight + own > _AT_ONCE:
            yield from _asked(con, column, waiting, queries)
            waiting, weight = [], 0
        waiting.append(key)
        weight += own
    if waiting:
        yield from _asked(con, column, waiting, queries)


def _asked(
    con: duckdb.DuckDBPyConnection, column: str, keys: list[Any], queries: Mapping[str, str]
) -> Iterator[tuple[Any, dict[str, list[Row]]]]:
    only = f"where {column} in ({', '.join('?' * len(keys))})"
    found = {name: by(_rows(con, query.format(only=only), keys), column) for name, query in queries.items()}
    for key in keys:
        yield key, {name: rows[key] for name, rows in found.items()}


def asked(con: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, Any]) -> list[Row]:
    """The rows of a query with named parameters."""
    result = con.execute(query, dict(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def by(rows: Iterable[Row], column: str) -> defaultdict[Any, list[Row]]:
    """Rows by what they have in a column."""
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def _topics(con: duckdb.DuckDBPyConnection) -> dict[str, Row]:
    return {row["code"]: row for row in _rows(con, "from dim_topic")}


def _outcomes(con: duckdb.DuckDBPyConnection, only: str = "") -> dict[int, Counter[str]]:
    """By document how many numerals came to what; `only` is a condition on their table."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for key, outcome, n in con.execute(f"select document_key, outcome, count(*) from numeral_ledger {only} group by all").fetchall():
        found[key][outcome] = n
    return found


def _rows(con: duckdb.DuckDBPyConnection, query: str, values: Collection[Any] = ()) -> list[Row]:
    result = con.execute(query, list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _page(folder: str, key: int) -> str:
    return f"{folder}/{key & _KEY_MASK:016x}.html"


def _districts(con: duckdb.DuckDBPyConnection) -> dict[int, Row]:
    """Districts with a label each: the name, with the county where two share it, and a number where that does not tell them apart."""
    rows = _rows(con, "from dim_district order by fictional, name, natural_key")
    facts = dict(con.execute("select district_key, count(*) from fact_indicator group by all").fetchall())
    reported = dict(con.execute("select district_key, list(year order by year) from derived.reporting group by all").fetchall())
    called = labels(rows)
    for row in rows:
        row["label"] = called[row["district_key"]]
        row["reported"] = reported.get(row["district_key"], [])
        row |= {"page": _page("districts", row["district_key"]), "facts": facts.get(row["district_key"], 0)}
    return {row["district_key"]: row for row in rows}


def _documents(con: duckdb.DuckDBPyConnection, districts: dict[int, Row]) -> dict[int, Row]:
    rows = _rows(con, "select * exclude (text) from dim_document order by report_year desc nulls last, document_id")
    stating = "select document_key, count(*), list_sort(list(distinct year)), list(distinct topic) from v_statement group by all"
    stated = {key: told for key, *told in con.execute(stating).fetchall()}
    outcomes = _outcomes(con)
    paths: dict[int, list[str]] = defaultdict(list)
    for row in _rows(con, "from document_file order by path"):
        paths[row["document_key"]].append(row["path"])
    for row in rows:
        row["label"] = f"{districts[row['district_key']]['label']} {row['report_year'] or ''}".strip()
    _number(rows)
    rows.sort(key=lambda row: (row["fictional"], row["label"]))
    by_id = {row["document_id"]: row for row in rows}
    for row in rows:
        row |= {
            "page": f"reports/{row['document_id']}.html",
            "paths": paths[row["document_key"]],
            **dict(zip(("facts", "years", "topics"), stated.get(row["document_key"], (0, [], [])), strict=True)),
            "outcomes": outcomes[row["document_key"]],
            "original": by_id.get(row["duplicate_of"]),
        }
        # Whatever stands in a sidecar, only an address of the web becomes a link.
        row["link"] = row["url"] if str(row["url"] or "").startswith(("http://", "https://")) else None
    return {row["document_key"]: row for row in rows}


def _number(rows: Iterable[Row]) -> None:
    """Number those rows whose label another row has too."""
    alike: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        alike[row["label"]].append(row)
    for several in alike.values():
        if len(several) > 1:
            for number, row in enumerate(several, 1):
                row["label"] += f" #{number}"


def _indicators(con: duckdb.DuckDBPyConnection, topics: Sequence[str]) -> dict[str, Row]:
    """The indicators that a report states, in the order of their topics, the curated ones first, then the most stated."""
    known = {row["code"]: row for row in _rows(con, "from dim_indicator")}
    counts: Counter[str] = Counter()
    districts: Counter[tuple[str, bool]] = Counter()
    counting = "select indicator_code, fictional, count(*), count(distinct district_key) from v_statement group by all"
    for code, fictional, facts, stating in con.execute(counting).fetchall():
        counts[code] += facts
        districts[code, fictional] = stating
    most = con.execute("select indicator_code, fictional, max(n) from v_cross_district group by all").fetchall()
    side_by_side = {(code, fictional): n or 0 for code, fictional, n in most}
    places = {code: place for place, code in enumerate(topics)}
    found = {}
    for code in sorted(counts, key=lambda c: (places[known[c]["topic"]], not known[c]["curated"], -counts[c], known[c]["name_zh"], c)):
        row = known[code]
        real, invented = districts[code, False], districts[code, True]
        row |= {
            "facts": counts[code],
            "districts": real,
            "invented": invented,
            "comparable": side_by_side.get((code, False), 0),
            "comparable_invented": side_by_side.get((code, True), 0),
        }
        row |= {
            "page": f"indicators/{code}.html" if row["curated"] or max(row["comparable"], row["comparable_invented"]) > 1 else None,
        }
        found[code] = row
    return found


def _objects(con: duckdb.DuckDBPyConnection, indicators: Mapping[str, Row]) -> dict[str, Row]:
    known = {row["code"]: row for row in _rows(con, "from derived.object order by code")}
    found = {}
    for code, mine in by((row for row in indicators.values() if row["object"] in known), "object").items():
        found[code] = known[code] | {
            "page": f"objects/{code}.html",
            "indicators": sorted(mine, key=lambda row: (-row["comparable"], -row["facts"], row["code"])),
            "facts": sum(row["facts"] for row in mine),
            "districts": max(row["districts"] for row in mine),
        }
    return found
