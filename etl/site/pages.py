"""The pages of the site: what each one shows, handed to its template. Templates escape everything they print."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from etl.site import audit, charts, labels
from etl.site.data import Data, Report, Row

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


def pages(data: Data) -> Iterator[tuple[str, str]]:
    """Every page of the site: its path in the site, and its HTML."""
    draw = _Pages(data)
    yield draw.overview()
    yield draw.page("districts.html", groups=[(*group, data.group(fictional=group[0])) for group in GROUPS])
    yield draw.page("topics.html", topics=[(topic, draw.topic_counts(code)) for code, topic in data.topics.items()])
    yield draw.page("indicators.html", by_topic=_by_topic(data))
    yield draw.page("reports.html")
    yield draw.findings()
    yield draw.facts()
    yield draw.page("dictionary.html")
    for district in data.districts.values():
        yield draw.district(district)
    for code, indicator in data.indicators.items():
        if indicator["page"]:
            yield draw.indicator(code, indicator)
    for code in data.topics:
        yield draw.topic(code)
    for document in data.documents.values():
        yield draw.report(document)


def alone(report: Report) -> str:
    """One report's text and facts as a page without the site around it, to be held in another page's frame."""
    environment = _environment()
    environment.globals |= {"data": report, "hues": labels.hues(report.topics), "alone": True}
    shown = _told(report.document["text"], report.facts, report.numerals, report.sentences)
    return environment.get_template("alone.html").render(document=report.document, **shown)


def _told(text: str, facts: list[Row], numerals: list[audit.Numeral], sentences: list[tuple[int, int, str]]) -> Row:
    """What the template of a report's text shows: its facts, and the text in blocks with every numeral told."""
    return {
        "facts": facts,
        "blocks": audit.blocks(text, sentences, numerals, audit.marks(facts, numerals)),
        "topic_counts": Counter(fact["topic"] for fact in facts),
    }


class _Pages:
    """The templates, filled from one warehouse."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.environment = _environment()
        self.fact_pages = {fact["fact_id"]: data.documents[fact["document_key"]]["page"] for fact in data.facts}
        self.by_district = _by(data.facts, "district_key")
        self.by_document = _by(data.facts, "document_key")
        self.compared_by_indicator = _by(data.compared, "indicator_code")
        self.compared_by_district = _by(data.compared, "district_key")
        self.plans_by_indicator, self.plans_by_district = _by(data.plans, "indicator_code"), _by(data.plans, "district_key")
        self.growth_by_indicator, self.growth_by_district = _by(data.growth, "indicator_code"), _by(data.growth, "district_key")
        self.ranks_by_indicator, self.ranks_by_district = _by(data.ranks, "indicator_code"), _by(data.ranks, "district_key")
        self.findings_by_district = _by(data.findings, "district_key")
        self.findings_by_indicator = _by([row for row in data.findings if row["fact_id_a"]], "indicator_code")
        self.findings_by_document: defaultdict[int, list[Row]] = defaultdict(list)
        for row in data.findings:
            for key in {row["document_key_a"], row["document_key_b"]} - {None}:
                self.findings_by_document[key].append(row)
        self.beside_by_indicator = (self.findings_by_indicator, self.growth_by_indicator, self.plans_by_indicator, self.ranks_by_indicator)
        self.documents_by_district = _by(list(data.documents.values()), "district_key")
        self.indicators_by_topic = _by(list(data.indicators.values()), "topic")
        self.topic_places = {code: place for place, code in enumerate(data.topics)}
        self.disputed = {row["fact_id_a"] for row in data.findings if row["kind"] == "growth"}
        self.profiles_by_topic = _by(data.profiles, "topic")
        self.profiles_by_district = _by(data.profiles, "district_key")
        self.environment.globals |= {
            "data": data,
            "disputed": self.disputed,
            "most_findings": MOST_FINDINGS,
            "fact_pages": self.fact_pages,
            "navigation": NAVIGATION,
            "hues": labels.hues(data.topics),
        }

    def page(self, name: str, *, template: str = "", **shown: Any) -> tuple[str, str]:
        """One page: its path, and its HTML."""
        root = "../" * name.count("/")
        return name, self.environment.get_template(template or name).render(root=root, name=name, **shown)

    def overview(self) -> tuple[str, str]:
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
            "facts": sum(profile["facts"] for profile in self.profiles_by_topic[code]),
            "indicators": len(indicators),
            "comparable": sum(indicator["comparable"] > 1 for indicator in indicators),
        }

    def district(self, district: Row) -> tuple[str, str]:
        """One district: its reports, its topics, where it stands, its ranks and what became of its plans."""
        key = district["district_key"]
        mine = self.compared_by_district[key]
        return self.page(
            district["page"],
            template="district.html",
            district=district,
            reports=self.documents_by_district[key],
            profiles=_grouped(self.profiles_by_district[key], "year"),
            standing=_grouped(sorted((row for row in mine if (row["n"] or 0) > 1), key=self._topic_order), "topic"),
            ranks=self.ranks_by_district[key],
            plans=self.plans_by_district[key],
            growth=self.growth_by_district[key],
            findings=self.findings_by_district[key],
        )

    def findings(self) -> tuple[str, str]:
        """Where reports disagree with themselves or with each other, by kind."""
        groups = []
        for fictional, zh, en in GROUPS:
            mine = [row for row in self.data.findings if row["fictional"] == fictional]
            by_kind = _by(mine[:MOST_FINDINGS], "kind")
            kinds = [(labels.DISAGREEMENTS[kind], by_kind[kind]) for kind in labels.DISAGREEMENTS if by_kind[kind]]
            groups.append((fictional, zh, en, kinds, len(mine)))
        return self.page("findings.html", groups=groups)

    def _topic_order(self, row: Row) -> tuple[int, str, int]:
        return self.topic_places[row["topic"]], row["indicator"], -row["year"]

    def indicator(self, code: str, indicator: Row) -> tuple[str, str]:
        """One indicator: its districts side by side, and what stands apart, by group, year and measure."""
        rows = self.compared_by_indicator[code]
        tables = []
        for fictional, zh, en in GROUPS:
            mine = [row for row in rows if row["fictional"] == fictional]
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
        beside = [
            (fictional, zh, en, *([row for row in found[code] if row["fictional"] == fictional] for found in self.beside_by_indicator))
            for fictional, zh, en in GROUPS
        ]
        return self.page(indicator["page"], template="indicator.html", indicator=indicator, tables=tables, beside=beside)

    def topic(self, code: str) -> tuple[str, str]:
        """One topic: how much of each report it takes, and its indicators."""
        groups = []
        for fictional, zh, en in GROUPS:
            mine = [profile for profile in self.profiles_by_topic[code] if profile["fictional"] == fictional]
            groups.append((fictional, zh, en, sorted(mine, key=lambda row: (-row["year"], -row["share"]))))
        indicators = self.indicators_by_topic[code]
        return self.page(f"topics/{code}.html", template="topic.html", topic=self.data.topics[code], groups=groups, indicators=indicators)

    def report(self, document: Row) -> tuple[str, str]:
        """One report, to be checked: its text with every numeral told, and its facts."""
        key = document["document_key"]
        return self.page(
            document["page"],
            template="report.html",
            document=document,
            district=self.data.districts[document["district_key"]],
            findings=self.findings_by_document[key],
            **_told(document["text"], self.by_document[key], self.data.numerals[key], self.data.sentences[key]),
        )

    def facts(self) -> tuple[str, str]:
        """The table of all facts: rows of numbers and texts, which the page's script filters, sorts and shows a page at a time."""
        data = self.data
        districts, documents, topics, indicators = list(data.districts), list(data.documents), list(data.topics), list(data.indicators)
        places: dict[str, dict[Any, int]] = {
            "district": {key: position for position, key in enumerate(districts)},
            "document": {key: position for position, key in enumerate(documents)},
            "topic": {key: position for position, key in enumerate(topics)},
            "indicator": {key: position for position, key in enumerate(indicators)},
        }
        rows = [
            [
                fact["fact_id"],
                places["district"][fact["district_key"]],
                fact["year"],
                places["topic"][fact["topic"]],
                places["indicator"][fact["indicator_code"]],
                fact["indicator_text"],
                fact["measure"],
                labels.reading(fact),
                float(fact["value"]),
                fact["unit"],
                fact["status"],
                " · ".join(value for value in (fact["period"], fact["place"], fact["subset"], fact["rank_scope"]) if value),
                fact["quote"],
                places["document"][fact["document_key"]],
            ]
            for fact in data.facts
        ]
        held = {
            "districts": [
                [data.districts[key]["label"], data.districts[key]["page"], data.districts[key]["fictional"]] for key in districts
            ],
            "reports": [[data.documents[key]["label"], data.documents[key]["page"]] for key in documents],
            "topics": [[data.topics[code]["name_zh"], data.topics[code]["name_en"], code] for code in topics],
            "indicators": [[data.indicators[code]["name_zh"], data.indicators[code]["page"], code] for code in indicators],
            "measures": labels.MEASURES,
            "statuses": labels.STATUSES,
            "rows": rows,
        }
        return self.page("facts.html", held=held)


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


def _by(rows: Sequence[Row], column: str) -> defaultdict[Any, list[Row]]:
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def _grouped(rows: Sequence[Row], column: str) -> list[tuple[Any, list[Row]]]:
    """Runs of rows that agree in a column."""
    return [(value, list(group)) for value, group in groupby(rows, key=lambda row: row[column])]


def _by_topic(data: Data) -> list[tuple[Row, list[Row], int]]:
    """Topic, its indicators with a page, and how many have none."""
    by_topic = _by(list(data.indicators.values()), "topic")
    return [
        (topic, [row for row in by_topic[code] if row["page"]], sum(not row["page"] for row in by_topic[code]))
        for code, topic in data.topics.items()
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
        "reading": labels.reading,
        "particulars": labels.particulars,
        "amount": labels.amount,
        "expected": labels.expected,
        "sides": sides,
        "number": labels.number,
        "plain": labels.plain,
        "percent": lambda share: "" if share is None else f"{share:.1%}",
        "moment": lambda at: at.strftime("%Y-%m-%d %H:%M UTC") if isinstance(at, datetime) else at,
        "svg": Markup,
    }
    return environment
