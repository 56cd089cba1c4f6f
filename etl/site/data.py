"""What the site shows, read from a warehouse once: every table that a page needs, with names that tell districts and reports apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from etl import evidence
from etl.catalog import Relation, catalog
from etl.site.audit import Numeral

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]

_FACT = """
    fact_id, document_key, district_key, district, fictional, topic, year, indicator_code, indicator, indicator_text, measure,
    value, value_max, unit, bound, status, aspect, subset, place, period, rank_scope, rank_basis, baseline, baseline_stated, corrected,
    quote, anchor, quote_start, quote_end, sentence_start
"""
_COMPARED = """
    indicator_code, indicator, topic, fictional, district_level, year, measure, apart, apart_zh, position, n, m, median,
    base_value, base_unit, order_open, value, value_max, unit, bound, status, aspect, subset, span, place, values_stated,
    district_key, fact_id, quote
"""
"""What pages show: all columns of all facts would take twice the memory."""
_AT_ONCE = 10_000
_KEY_MASK = (1 << 64) - 1


@dataclass(frozen=True)
class Data:
    """The rows of a warehouse, by what they belong to."""

    run: Row
    topics: dict[str, Row]
    districts: dict[int, Row]
    """district_key → its row with label, page and facts."""
    documents: dict[int, Row]
    """document_key → its row with label, page, outcomes (Counter) and paths."""
    facts: list[Row]
    """In the order of district, report and text."""
    indicators: dict[str, Row]
    """Code → its row, of the indicators that a report states; page is None where one district alone states one that is not curated."""
    compared: list[Row]
    """v_cross_district, ranked rows first."""
    ranks: list[Row]
    profiles: list[Row]
    plans: list[Row]
    """v_plan_actual: targets, what became of them, and the shares of targets that reports state."""
    growth: list[Row]
    """v_growth, where two years' levels give a change; whether a report states it too or not."""
    findings: list[Row]
    """Disagreements (v_consistency, v_finding): kind, district_key, fictional, year, indicator, stated, expected_low, expected_high, unit,
    explanation, and for both sides a and b fact_id, quote, sentence, title and document_key."""
    numerals: dict[int, list[Numeral]] = field(repr=False)
    sentences: dict[int, list[tuple[int, int, str]]] = field(repr=False)
    dictionary: list[Relation] = field(repr=False)
    """Tables, then views, with their comments, keys and columns."""
    quarantine: list[Row]

    def group(self, *, fictional: bool) -> list[Row]:
        """The real districts, or the invented ones; never both."""
        return [district for district in self.districts.values() if district["fictional"] == fictional]


def read(con: duckdb.DuckDBPyConnection) -> Data:
    """Everything that the site shows of a warehouse; `con` is a connection to it."""
    topics = _topics(con)
    order = {code: position for position, code in enumerate(topics)}
    districts = _districts(con)
    documents = _documents(con, districts)
    facts = _rows(con, f"select {_FACT} from v_fact")
    facts.sort(key=lambda f: (f["fictional"], districts[f["district_key"]]["label"], documents[f["document_key"]]["label"], f["anchor"]))
    compared = _rows(
        con,
        f"select {_COMPARED} from v_cross_district order by fictional, year desc, measure, apart is not null, position, district, fact_id",
    )
    indicators = _indicators(con, facts, compared, order)
    for fact in facts:
        districts[fact["district_key"]]["facts"] += 1
        documents[fact["document_key"]]["facts"] += 1
    findings = evidence.disagreements(con).to_dicts()
    for finding in findings:
        districts[finding["district_key"]]["findings"] += 1
    numerals = _numerals(con)
    for key, document in documents.items():
        document["outcomes"] = Counter(numeral.outcome for numeral in numerals[key])
    return Data(
        run=_rows(con, "from etl_run")[0],
        topics=topics,
        districts=districts,
        documents=documents,
        facts=facts,
        indicators=indicators,
        compared=compared,
        ranks=_rows(con, "from v_rank order by fictional, year desc, rank_stated, district, fact_id"),
        profiles=_rows(con, "from v_topic_profile order by year desc, share desc"),
        plans=_rows(
            con,
            """
            from v_plan_actual
            order by fictional, outcome is null, year desc, topic, indicator, district, planned_fact_id, completion_fact_id
            """,
        ),
        growth=_rows(
            con,
            "from v_growth where computed_growth is not null order by fictional, year desc, topic, indicator, district, subset, fact_id",
        ),
        findings=findings,
        numerals=numerals,
        sentences=_sentences(con),
        dictionary=list(catalog(con).values()),
        quarantine=_rows(con, "from quarantine order by path"),
    )


@dataclass(frozen=True)
class Report:
    """The rows of one report."""

    topics: dict[str, Row]
    document: Row
    """Its row with outcomes (Counter)."""
    facts: list[Row]
    """In the order of the text."""
    numerals: list[Numeral] = field(repr=False)
    sentences: list[tuple[int, int, str]] = field(repr=False)


def read_report(con: duckdb.DuckDBPyConnection, document_key: int) -> Report:
    """What the page of one report shows, without the rest of the warehouse."""
    only = f"where document_key = {document_key}"
    (document,) = _rows(con, f"from dim_document {only}")
    numerals = _numerals(con, only)[document_key]
    return Report(
        topics=_topics(con),
        document=document | {"outcomes": Counter(numeral.outcome for numeral in numerals)},
        facts=_rows(con, f"select {_FACT} from v_fact {only} order by anchor, fact_id"),
        numerals=numerals,
        sentences=_sentences(con, only)[document_key],
    )


def _topics(con: duckdb.DuckDBPyConnection) -> dict[str, Row]:
    return {row["code"]: row for row in _rows(con, "from dim_topic")}


def _numerals(con: duckdb.DuckDBPyConnection, only: str = "") -> dict[int, list[Numeral]]:
    """By document its numerals, in the text's order; `only` is a condition on their table."""
    found: dict[int, list[Numeral]] = defaultdict(list)
    for row in _rows(con, f"from numeral_ledger {only} order by document_key, anchor"):
        found[row["document_key"]].append(Numeral(row["anchor"], row["anchor"] + len(row["numeral"]), row["outcome"]))
    return found


def _sentences(con: duckdb.DuckDBPyConnection, only: str = "") -> dict[int, list[tuple[int, int, str]]]:
    """By document start, end and kind of its sentences; `only` is a condition on their table."""
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for row in _rows(con, f'select document_key, "start", "end", kind from sentence {only} order by document_key, "start"'):
        found[row["document_key"]].append((row["start"], row["end"], row["kind"]))
    return found


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    result = con.execute(query)
    names = [column[0] for column in result.description or ()]
    rows: list[Row] = []
    while some := result.fetchmany(_AT_ONCE):
        rows += [dict(zip(names, row, strict=True)) for row in some]
    return rows


def _page(folder: str, key: int) -> str:
    return f"{folder}/{key & _KEY_MASK:016x}.html"


def _districts(con: duckdb.DuckDBPyConnection) -> dict[int, Row]:
    """Districts with a label each: the name, with the county where two share it, and a number where that does not tell them apart."""
    rows = _rows(con, "from dim_district order by fictional, name, natural_key")
    names = Counter(row["name"] for row in rows)
    for row in rows:
        around = row["county"] or row["city"] or row["code"]
        row["label"] = (row["name"] or "未具名 Unnamed") + (f"·{around}" if names[row["name"]] > 1 and around else "")
    _number(rows)
    for row in rows:
        row["label"] += "（虚构）" if row["fictional"] else ""
        row |= {"page": _page("districts", row["district_key"]), "facts": 0, "findings": 0}
    return {row["district_key"]: row for row in rows}


def _documents(con: duckdb.DuckDBPyConnection, districts: dict[int, Row]) -> dict[int, Row]:
    rows = _rows(con, "from dim_document order by report_year desc nulls last, document_id")
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
            "facts": 0,
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


def _indicators(con: duckdb.DuckDBPyConnection, facts: list[Row], compared: list[Row], order: dict[str, int]) -> dict[str, Row]:
    known = {row["code"]: row for row in _rows(con, "from dim_indicator")}
    stated: dict[str, set[tuple[bool, int]]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for fact in facts:
        stated[fact["indicator_code"]].add((fact["fictional"], fact["district_key"]))
        counts[fact["indicator_code"]] += 1
    side_by_side: dict[tuple[str, bool], int] = defaultdict(int)
    for row in compared:
        key = (row["indicator_code"], row["fictional"])
        side_by_side[key] = max(side_by_side[key], row["n"] or 0)
    found = {}
    for code in sorted(stated, key=lambda c: (order[known[c]["topic"]], not known[c]["curated"], -counts[c], known[c]["name_zh"])):
        row = known[code]
        per_group = Counter(fictional for fictional, _ in stated[code])
        row |= {
            "facts": counts[code],
            "districts": per_group[False],
            "invented": per_group[True],
            "comparable": side_by_side[code, False],
            "comparable_invented": side_by_side[code, True],
            "page": f"indicators/{code}.html" if row["curated"] or max(per_group.values()) > 1 else None,
        }
        found[code] = row
    return found
