"""The pages of the site: what each one shows, handed to its template. Templates escape everything they print."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import polars as pl
from markupsafe import Markup

from etl.contracts import written
from etl.show.site import audit, charts, data, labels
from etl.show.site.data import Data, Report, Row, by

if TYPE_CHECKING:
    import duckdb

_HERE = Path(__file__).parent / "templates"

NAVIGATION = (
    ("index.html", "概览", "Overview"),
    ("districts.html", "街道", "Districts"),
    ("indicators.html", "指标", "Indicators"),
    ("topics.html", "主题", "Topics"),
    ("reports.html", "报告", "Reports"),
    ("findings.html", "出入", "Disagreements"),
    ("facts.html", "事实表", "Facts"),
    ("dictionary.html", "数据字典", "Dictionary"),
)
GROUPS = ((False, "真实街道", "Real districts"), (True, "虚构街道", "Fictional districts"))
"""Real and invented districts: two groups that never share a table or a chart."""
MOST_FINDINGS = 100
"""Disagreements that a list shows: more than anyone reads through."""


def pages(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, Iterable[str]]]:
    """Every page of the site of a warehouse that `con` is connected to: its path in the site, and the pieces of its HTML."""
    shared = data.read(con)
    draw = _Pages(shared)
    yield draw.overview()
    yield draw.page("districts.html", groups=[(*group, shared.group(fictional=group[0])) for group in GROUPS])
    yield draw.page("topics.html", topics=[(topic, draw.topic_counts(code)) for code, topic in shared.topics.items()])
    yield draw.page("indicators.html", by_topic=_by_topic(shared))
    yield draw.page("reports.html")
    yield draw.findings()
    yield draw.facts(data.facts(con, draw.documents_in_order()))
    yield draw.page("dictionary.html")
    for key, beside in data.beside(con, "district_key", {key: row["facts"] for key, row in shared.districts.items()}):
        yield draw.district(shared.districts[key], **beside)
    shown = {code: row["facts"] for code, row in shared.indicators.items() if row["page"]}
    for code, beside in data.beside(con, "indicator_code", shown):
        yield draw.indicator(code, **beside)
    for code in shared.topics:
        yield draw.topic(code, data.profiles(con, code))
    for report in data.reports(con, shared.documents, shared.topics):
        yield draw.report(report)


def alone(report: Report) -> str:
    """One report's text and facts as a page without the site around it, to be held in another page's frame."""
    environment = _environment()
    environment.globals |= {"data": report, "hues": labels.hues(report.topics), "alone": True}
    return environment.get_template("alone.html").render(**_told(report))


def _told(report: Report) -> Row:
    """What the template of a report's text shows: its facts, and the text in blocks with every numeral marked."""
    marks = audit.marks(report.facts, report.numerals)
    return {
        "document": report.document,
        "facts": report.facts,
        "blocks": audit.blocks(report.document["text"], report.sentences, report.numerals, marks),
        "topic_counts": Counter(fact["topic"] for fact in report.facts),
    }


class _Pages:
    """The templates, filled from one warehouse."""

    def __init__(self, shared: Data) -> None:
        self.data = shared
        self.environment = _environment()
        self.documents_by_district = by(shared.documents.values(), "district_key")
        self.indicators_by_topic = by(shared.indicators.values(), "topic")
        self.topic_places = {code: place for place, code in enumerate(shared.topics)}
        disputed = shared.findings.filter(pl.col("kind") == "growth")["fact_id_a"]
        self.environment.globals |= {
            "data": shared,
            "disputed": set(disputed),
            "most_findings": MOST_FINDINGS,
            "navigation": NAVIGATION,
            "hues": labels.hues(shared.topics),
        }

    def page(self, name: str, *, template: str = "", **shown: Any) -> tuple[str, Iterable[str]]:
        """One page: its path, and the pieces of its HTML."""
        root = "../" * name.count("/")
        return name, self.environment.get_template(template or name).generate(root=root, name=name, **shown)

    def overview(self) -> tuple[str, Iterable[str]]:
        """What the warehouse holds, in figures and charts."""
        documents = self.data.documents.values()
        outcomes: Counter[str] = sum((document["outcomes"] for document in documents), Counter())
        groups = [
            (*group, charts.overview(self.data, fictional=group[0]), self.data.group(fictional=group[0]))
            for group in GROUPS
            if self.data.group(fictional=group[0])
        ]
        return self.page("index.html", groups=groups, outcomes=outcomes)

    def topic_counts(self, code: str) -> Row:
        """Facts, and indicators, of a topic."""
        indicators = self.indicators_by_topic[code]
        return {
            "facts": sum(n for (_, topic), n in self.data.emphasis.items() if topic == code),
            "indicators": len(indicators),
            "comparable": sum(indicator["comparable"] > 1 for indicator in indicators),
        }

    def district(
        self, district: Row, *, compared: list[Row], ranks: list[Row], plans: list[Row], growth: list[Row], profiles: list[Row]
    ) -> tuple[str, Iterable[str]]:
        """One district: its reports, its topics, where it stands, its ranks and what became of its plans."""
        key = district["district_key"]
        return self.page(
            district["page"],
            template="district.html",
            district=district,
            reports=self.documents_by_district[key],
            profiles=_grouped(profiles, "year"),
            standing=_grouped(sorted((row for row in compared if (row["n"] or 0) > 1), key=self._topic_order), "topic"),
            ranks=ranks,
            plans=plans,
            growth=growth,
            findings=self._findings(pl.col("district_key") == key),
        )

    def findings(self) -> tuple[str, Iterable[str]]:
        """Where reports disagree with themselves or with each other, by kind."""
        groups = []
        for fictional, zh, en in GROUPS:
            mine = self.data.findings.filter(pl.col("fictional") == fictional)
            by_kind = by(mine.head(MOST_FINDINGS).to_dicts(), "kind")
            kinds = [(labels.DISAGREEMENTS[kind], by_kind[kind]) for kind in labels.DISAGREEMENTS if by_kind[kind]]
            groups.append((fictional, zh, en, kinds, len(mine)))
        return self.page("findings.html", groups=groups)

    def _findings(self, which: pl.Expr) -> list[Row]:
        return self.data.findings.filter(which).to_dicts()

    def _topic_order(self, row: Row) -> tuple[int, str, int]:
        return self.topic_places[row["topic"]], row["indicator"], -row["year"]

    def indicator(
        self, code: str, *, compared: list[Row], ranks: list[Row], plans: list[Row], growth: list[Row]
    ) -> tuple[str, Iterable[str]]:
        """One indicator: its districts side by side, and what stands apart, by group, year and measure."""
        tables = []
        for fictional, zh, en in GROUPS:
            mine = [row for row in compared if row["fictional"] == fictional]
            mine.sort(key=lambda row: (row["district_level"] or "", -row["year"], row["measure"], row["apart"] is not None))
            for (level, year, measure), group in groupby(mine, key=lambda row: (row["district_level"], row["year"], row["measure"])):
                alike = list(group)
                ranked = [row for row in alike if row["apart"] is None]
                most = max((abs(row["base_value"]) for row in ranked), default=0)
                tables.append(
                    {
                        "fictional": fictional,
                        "group": f"{zh} {en}",
                        "level": level,
                        "year": year,
                        "measure": measure,
                        "ranked": ranked,
                        "apart": [row for row in alike if row["apart"] is not None],
                        "most": most,
                    }
                )
        found = self._findings((pl.col("indicator_code") == code) & pl.col("fact_id_a").is_not_null())
        beside = [
            (*group, *([row for row in rows if row["fictional"] == group[0]] for rows in (found, growth, plans, ranks))) for group in GROUPS
        ]
        indicator = self.data.indicators[code]
        return self.page(indicator["page"], template="indicator.html", indicator=indicator, tables=tables, beside=beside)

    def topic(self, code: str, profiles: list[Row]) -> tuple[str, Iterable[str]]:
        """One topic: how much of each report it takes, and its indicators."""
        groups = []
        for fictional, zh, en in GROUPS:
            groups.append((fictional, zh, en, [profile for profile in profiles if profile["fictional"] == fictional]))
        indicators = self.indicators_by_topic[code]
        return self.page(f"topics/{code}.html", template="topic.html", topic=self.data.topics[code], groups=groups, indicators=indicators)

    def report(self, report: Report) -> tuple[str, Iterable[str]]:
        """One report, to be checked: its text with every numeral marked, and its facts."""
        key = report.document["document_key"]
        return self.page(
            report.document["page"],
            template="report.html",
            district=self.data.districts[report.document["district_key"]],
            findings=self._findings((pl.col("document_key_a") == key) | (pl.col("document_key_b") == key)),
            **_told(report),
        )

    def documents_in_order(self) -> list[Row]:
        """The reports in the order in which the table of facts shows theirs."""
        districts = self.data.districts
        return sorted(
            self.data.documents.values(), key=lambda row: (row["fictional"], districts[row["district_key"]]["label"], row["label"])
        )

    def facts(self, by_report: Iterable[list[Row]]) -> tuple[str, Iterable[str]]:
        """The table of all facts: rows of numbers and texts, which the page's script filters, sorts and shows a page at a time."""
        shared = self.data
        districts, documents, topics, indicators = (
            list(shared.districts),
            list(shared.documents),
            list(shared.topics),
            list(shared.indicators),
        )
        places: dict[str, dict[Any, int]] = {
            "district": {key: position for position, key in enumerate(districts)},
            "document": {key: position for position, key in enumerate(documents)},
            "topic": {key: position for position, key in enumerate(topics)},
            "indicator": {key: position for position, key in enumerate(indicators)},
        }
        rows = (
            [
                [
                    fact["fact_id"],
                    places["district"][fact["district_key"]],
                    fact["year"],
                    places["topic"][fact["topic"]],
                    places["indicator"][fact["indicator_code"]],
                    fact["indicator_text"],
                    fact["measure"],
                    written.reading(fact),
                    float(fact["value"]),
                    fact["unit"],
                    fact["status"],
                    " · ".join(value for value in (fact["period"], fact["place"], fact["subset"], fact["rank_scope"]) if value),
                    fact["quote"],
                    places["document"][fact["document_key"]],
                ]
                for fact in facts
            ]
            for facts in by_report
            if facts
        )
        held = {
            "districts": [
                [shared.districts[key]["label"], shared.districts[key]["page"], shared.districts[key]["fictional"]] for key in districts
            ],
            "reports": [[shared.documents[key]["label"], shared.documents[key]["page"]] for key in documents],
            "topics": [[shared.topics[code]["name_zh"], shared.topics[code]["name_en"], code] for code in topics],
            "indicators": [[shared.indicators[code]["name_zh"], shared.indicators[code]["page"], code] for code in indicators],
            "measures": labels.MEASURES,
            "statuses": labels.STATUSES,
        }
        return self.page("facts.html", held=held, rows=rows)


def sides(finding: Row) -> list[Row]:
    """The sentences of a disagreement, one where both quotes stand in it: pieces (text, whether a quote, its fact) and document_key."""
    found: list[Row] = []
    for side in "ab":
        sentence, quote, at = (finding[f"{name}_{side}"] for name in ("sentence", "quote", "quote_at"))
        if not sentence:
            # A plan's years stand in no report.
            found.append({"pieces": [(quote or "", False, None)], "document_key": None})
            continue
        start = sentence.find(quote) if at is None else at
        marked = (start, start + len(quote), finding[f"fact_id_{side}"])
        place = (finding[f"document_key_{side}"], sentence)
        if found and found[-1]["place"] == place and not _overlap(found[-1]["marked"][0], marked):
            found[-1]["marked"].append(marked)
        else:
            found.append({"place": place, "document_key": place[0], "marked": [marked]})
    return [side if "pieces" in side else side | {"pieces": _pieces(side["place"][1], sorted(side["marked"]))} for side in found]


def _overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _pieces(sentence: str, marked: list[tuple[int, int, str]]) -> list[tuple[str, bool, str | None]]:
    pieces: list[tuple[str, bool, str | None]] = []
    before = 0
    for start, end, fact_id in marked:
        pieces += [(sentence[before:start], False, None), (sentence[start:end], True, fact_id)]
        before = end
    return [*pieces, (sentence[before:], False, None)]


def _grouped(rows: Sequence[Row], column: str) -> list[tuple[Any, list[Row]]]:
    """Runs of rows that agree in a column."""
    return [(value, list(group)) for value, group in groupby(rows, key=lambda row: row[column])]


def _by_topic(shared: Data) -> list[tuple[Row, list[Row], int]]:
    """Topic, its indicators with a page, and how many have none."""
    by_topic = by(shared.indicators.values(), "topic")
    return [
        (topic, [row for row in by_topic[code] if row["page"]], sum(not row["page"] for row in by_topic[code]))
        for code, topic in shared.topics.items()
        if by_topic[code]
    ]


@lru_cache(maxsize=1)
def _assets() -> tuple[Markup, Markup, str]:
    """Style, script, and the script's hash as the pages' security policy names it."""
    style, script = (_HERE / "site.css").read_text("utf-8"), (_HERE / "site.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return Markup(style), Markup(script), f"sha256-{digest}"


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Chinese as it is: escaped it takes twice the room.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    style, script, digest = _assets()
    environment.globals |= {"style": style, "script": script, "script_digest": digest, "reasons": labels.REASONS, "alone": False}
    environment.globals |= {"disagreements": labels.DISAGREEMENTS, "explanations": labels.EXPLANATIONS}
    environment.filters |= {
        "label": lambda code, of: labels.label(of, code),
        "reading": written.reading,
        "particulars": labels.particulars,
        "amount": labels.amount,
        "expected": labels.expected,
        "sides": sides,
        "number": written.number,
        "plain": lambda value: written.digits(value, grouped=True),
        "percent": lambda share: "" if share is None else f"{share:.1%}",
        "moment": lambda at: at.strftime("%Y-%m-%d %H:%M UTC") if isinstance(at, datetime) else at,
        "svg": Markup,
    }
    return environment
