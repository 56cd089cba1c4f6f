"""The pages of the site: what each one shows, handed to its template. Templates escape everything they print."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import polars as pl
from markupsafe import Markup

from etl.contracts import written
from etl.reference import concepts
from etl.show.site import audit, charts, data, front, labels, place, ranking, search, shards
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
MOST_BESIDE = 200
"""Rows of a table on the page of a place or an indicator; the newest."""
MOST_OF_TOPIC = 60
"""Indicators of a topic that the list of all topics shows."""
_MOST_INLINE = 40_000
"""Characters of an indicator's comparisons that stand in its page; more stand in shards."""
MOST_ROWS = 500
"""Rows of a list that stand on one page; the rest stand on pages behind it."""

File = tuple[str, Iterable[str]]
"""A file of the site: its path in it, and the pieces of its text."""


def pages(con: duckdb.DuckDBPyConnection) -> Iterator[File]:
    """Every file of the site of a warehouse that `con` is connected to: pages, the shards that they load, their style and their script."""
    shared = data.read(con)
    draw = _Pages(shared)
    yield from _assets().files()
    yield draw.overview([front.read(con, fictional=fictional) for fictional, _, _ in GROUPS])
    yield from draw.listed("districts.html", list(shared.districts.values()), groups=GROUPS)
    yield draw.page("topics.html", topics=[(topic, draw.topic_counts(code)) for code, topic in shared.topics.items()])
    yield draw.page("indicators.html", by_topic=_by_topic(shared))
    yield from draw.listed("reports.html", list(shared.documents.values()))
    yield draw.findings()
    yield draw.page("facts.html", codes=draw.codes())
    yield from draw.catalogue()
    yield from _in_shards("search", search.entries(shared.districts.values(), shared.objects.values(), shared.indicators.values()))
    yield draw.page("dictionary.html")
    for key, beside in data.beside(con, "district_key", {key: row["facts"] for key, row in shared.districts.items()}):
        yield draw.district(shared.districts[key], **beside)
    shown = {code: row["facts"] for code, row in shared.indicators.items() if row["page"]}
    for code, beside in data.beside(con, "indicator_code", shown):
        yield from draw.indicator(code, **beside)
    for row in shared.objects.values():
        yield draw.object(row)
    for code in shared.topics:
        yield from draw.topic(code, data.profiles(con, code))
    for report in data.reports(con, shared.documents, shared.topics):
        yield draw.report(report)
        yield shards.shard(f"reports/{report.document['document_id']}", shards.readings(report.facts, shared.topics, shared.indicators))


def alone(report: Report) -> str:
    """One report's text and facts as a page without the site around it, to be held in another page's frame."""
    environment = _environment()
    environment.globals |= {"data": report, "hues": labels.hues(report.topics), "alone": True}
    held = shards.readings(report.facts, report.topics, {})
    return environment.get_template("alone.html").render(held=held, **_told(report))


def _told(report: Report) -> Row:
    """What the template of a report's text shows: its facts, and the text in blocks with every numeral marked."""
    marks = audit.marks(report.facts, report.numerals)
    return {
        "document": report.document,
        "facts": report.facts,
        "text": audit.markup(audit.blocks(report.document["text"], report.sentences, report.numerals, marks)),
        "topic_counts": Counter(fact["topic"] for fact in report.facts),
    }


class _Pages:
    """The templates, filled from one warehouse."""

    def __init__(self, shared: Data) -> None:
        self.data = shared
        self.environment = _environment()
        self.documents_by_district = by(shared.documents.values(), "district_key")
        self.indicators_by_topic = by(shared.indicators.values(), "topic")
        self.names = defaultdict[str, list[str]](list)
        for name in concepts.names():
            self.names[name.object].append(name.name.replace("+", ""))
        self.topic_places = {code: place for place, code in enumerate(shared.topics)}
        self.findings_by = _by_each(shared.findings.to_dicts(), ("district_key", "indicator_code", "document_key_a", "document_key_b"))
        self.environment.globals |= {
            "data": shared,
            "disputed": set(shared.findings.filter(pl.col("kind") == "growth")["fact_id_a"]),
            "most_findings": MOST_FINDINGS,
            "navigation": NAVIGATION,
            "hues": labels.hues(shared.topics),
        }

    def page(self, name: str, *, template: str = "", **shown: Any) -> File:
        """One page: its path, and the pieces of its HTML."""
        root = "../" * name.count("/")
        return name, self.environment.get_template(template or name).generate(root=root, name=name, **shown)

    def listed(self, name: str, rows: Sequence[Row], *, template: str = "", **shown: Any) -> Iterator[File]:
        """A list on as many pages as it takes: name.html, name-2.html …"""
        runs = [rows[start : start + MOST_ROWS] for start in range(0, len(rows), MOST_ROWS)] or [rows]
        names = [name, *(f"{name.removesuffix('.html')}-{at}.html" for at in range(2, len(runs) + 1))]
        for at, run in enumerate(runs):
            yield self.page(names[at], template=template or name, rows=run, leaves=names, leaf=at, total=len(rows), **shown)

    def overview(self, told: Sequence[front.Front | None]) -> File:
        """What the warehouse holds, what its newest year says, and how far to trust it."""
        documents = self.data.documents.values()
        outcomes: Counter[str] = sum((document["outcomes"] for document in documents), Counter())
        districts = self.data.districts
        groups = []
        for (fictional, zh, en), found in zip(GROUPS, told, strict=True):
            if not (mine := self.data.group(fictional=fictional)):
                continue
            comparisons = [(one, ranking.summary(one, districts, root="")) for one in found.comparisons] if found else []
            groups.append((fictional, zh, en, charts.overview(self.data, fictional=fictional), mine, found, comparisons))
        return self.page("index.html", groups=groups, outcomes=outcomes, most=front.MOST)

    def topic_counts(self, code: str) -> Row:
        """Facts, and indicators, of a topic."""
        indicators = self.indicators_by_topic[code]
        return {
            "facts": sum(n for (_, topic), n in self.data.emphasis.items() if topic == code),
            "indicators": len(indicators),
            "comparable": sum(indicator["comparable"] > 1 for indicator in indicators),
        }

    def district(
        self,
        district: Row,
        *,
        panel: list[Row],
        compared: list[Row],
        ranks: list[Row],
        plans: list[Row],
        growth: list[Row],
        profiles: list[Row],
    ) -> File:
        """One place: its indicators over the years and among its peers, its ranks, what became of its plans, and what it ceased to say."""
        key = district["district_key"]
        found = place.over_years(panel, compared, district["reported"])
        lasting = [row for row in found if row["years"] > 1]
        rest = [row for row in found if row["years"] == 1 and row["beside"]]
        told = [row for row in plans if row["outcome"] or row["completion_fact_id"]]
        return self.page(
            district["page"],
            template="district.html",
            district=district,
            reports=self.documents_by_district[key],
            profiles=_grouped(profiles, "year"),
            lasting=_grouped(sorted(lasting, key=self._topic_order), "topic"),
            standing=sorted(rest, key=lambda row: (-row["newest"]["year"], *self._topic_order(row)))[:MOST_BESIDE],
            ceased=place.ceased(lasting)[:MOST_BESIDE],
            ranks=ranks[:MOST_BESIDE],
            plans=told[:MOST_BESIDE],
            outcomes=place.outcomes(plans),
            growth=growth[:MOST_BESIDE],
            findings=self.findings_by["district_key"][key],
        )

    def findings(self) -> File:
        """Where reports disagree with themselves or with each other, by kind."""
        groups = []
        for fictional, zh, en in GROUPS:
            mine = self.data.findings.filter(pl.col("fictional") == fictional)
            by_kind = by(mine.head(MOST_FINDINGS).to_dicts(), "kind")
            kinds = [(labels.DISAGREEMENTS[kind], by_kind[kind]) for kind in labels.DISAGREEMENTS if by_kind[kind]]
            groups.append((fictional, zh, en, kinds, len(mine)))
        return self.page("findings.html", groups=groups, suspects=self.data.suspects[:MOST_FINDINGS], suspected=len(self.data.suspects))

    def _topic_order(self, row: Row) -> tuple[int, int, str]:
        return self.topic_places[row["topic"]], -row["years"], row["indicator_code"]

    def indicator(self, code: str, *, compared: list[Row], ranks: list[Row], plans: list[Row], growth: list[Row]) -> Iterator[File]:
        """One indicator: its districts side by side over the years, and what stands beside the comparison."""
        indicator, districts = self.data.indicators[code], self.data.districts
        found = ranking.comparisons(compared)
        first = ranking.chosen(found) if found else None
        pieces = [piece for one in found for piece in ranking.held(one, districts, self.data.fact_pages)]
        # What is small stands in the page: a file less.
        inline = len(shards.dumps(pieces)) < _MOST_INLINE
        if not inline:
            yield from _in_shards(f"indicators/{code}", pieces)
        disagreeing = [row for row in self.findings_by["indicator_code"][code] if row["fact_id_a"] is not None]
        told = [row for row in plans if row["outcome"] or row["completion_fact_id"]]
        beside = [
            (*group, *([row for row in rows if row["fictional"] == group[0]][:MOST_BESIDE] for rows in (disagreeing, growth, told, ranks)))
            for group in GROUPS
        ]
        yield self.page(
            indicator["page"],
            template="indicator.html",
            indicator=indicator,
            told=concepts.objects().get(indicator["object"] or ""),
            first=first,
            summary=ranking.summary(first, districts) if first else None,
            course=ranking.course(found, first) if first else None,
            held=pieces if inline else None,
            beside=beside,
            most_beside=MOST_BESIDE,
        )

    def topic(self, code: str, profiles: list[Row]) -> Iterator[File]:
        """One topic: its indicators, and how much of each report it takes."""
        groups = [
            (fictional, zh, en, [profile for profile in profiles if profile["fictional"] == fictional][:MOST_FINDINGS])
            for fictional, zh, en in GROUPS
        ]
        indicators = self.indicators_by_topic[code]
        paged = [row for row in indicators if row["page"]]
        others = len(indicators) - len(paged)
        yield from self.listed(
            f"topics/{code}.html",
            paged,
            template="topic.html",
            topic=self.data.topics[code],
            groups=groups,
            others=others,
            reports=len(profiles),
        )

    def object(self, row: Row) -> File:
        """What is counted: what it is, what it is a kind of, and the indicators that measure it."""
        objects = self.data.objects
        kinds = [other for other in objects.values() if other["broader"] == row["code"]]
        return self.page(
            row["page"],
            template="object.html",
            object=row,
            told=concepts.objects().get(row["code"]),
            broader=objects.get(row["broader"]),
            kinds=sorted(kinds, key=lambda other: -other["facts"]),
            names=self.names[row["code"]],
        )

    def report(self, report: Report) -> File:
        """One report, to be checked: its text with every numeral marked, and its facts."""
        key = report.document["document_key"]
        found = self.findings_by["document_key_a"][key]
        return self.page(
            report.document["page"],
            template="report.html",
            district=self.data.districts[report.document["district_key"]],
            findings=found + [row for row in self.findings_by["document_key_b"][key] if row["document_key_a"] != key],
            **_told(report),
        )

    def codes(self) -> Row:
        """What the table of facts calls topics, measures and statuses."""
        topics = [[code, f"{topic['name_zh']} {topic['name_en']}"] for code, topic in self.data.topics.items()]
        years = sorted({year for row in self.data.documents.values() for year in row["years"] if year is not None}, reverse=True)
        return {"topics": topics, "measures": list(labels.MEASURES.items()), "statuses": list(labels.STATUSES.items()), "years": years}

    def catalogue(self) -> Iterator[File]:
        """Which reports there are, with what tells whether one can hold what is looked for, in shards: catalogue-0, catalogue-1 …

        A row is: document_id, label, label and page of its district, whether that is invented, number of facts, their years and topics.
        """
        documents = sorted(self.data.documents.values(), key=lambda row: (row["fictional"], row["label"]))
        rows = (
            [
                document["document_id"],
                document["label"],
                (district := self.data.districts[document["district_key"]])["label"],
                district["page"],
                district["fictional"],
                document["facts"],
                document["years"],
                document["topics"],
            ]
            for document in documents
            if document["facts"]
        )
        yield from _in_shards("catalogue", rows)


def _in_shards(name: str, rows: Iterable[Any]) -> Iterator[File]:
    """Rows in numbered shards, each of which says whether another follows."""
    runs = list(shards.packed(rows))
    for at, run in enumerate(runs):
        yield shards.shard(f"{name}-{at}", {"rows": run, "more": at + 1 < len(runs)})


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
    """Topic, those of its indicators that most districts state alike, and how many have a page."""
    by_topic = by((row for row in shared.indicators.values() if row["page"]), "topic")
    found = []
    for code, topic in shared.topics.items():
        most = sorted(by_topic[code], key=lambda row: (-row["comparable"], -row["comparable_invented"], -row["facts"], row["code"]))
        if most:
            found.append((topic, most[:MOST_OF_TOPIC], len(most)))
    return found


def _by_each(rows: Iterable[Row], columns: Sequence[str]) -> dict[str, defaultdict[Any, list[Row]]]:
    """Rows by what they have in each of some columns."""
    rows = list(rows)
    return {column: by(rows, column) for column in columns}


@dataclass(frozen=True)
class _Assets:
    """Style and script of all pages. Their names tell one text from another: a browser keeps neither for pages of a later version."""

    style: str
    script: str

    @property
    def style_name(self) -> str:
        return f"site-{_digest(self.style)}.css"

    @property
    def script_name(self) -> str:
        return f"site-{_digest(self.script)}.js"

    def files(self) -> Iterator[File]:
        yield self.style_name, (self.style,)
        yield self.script_name, (self.script,)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@lru_cache(maxsize=1)
def _assets() -> _Assets:
    return _Assets((_HERE / "site.css").read_text("utf-8"), (_HERE / "site.js").read_text("utf-8"))


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
    assets = _assets()
    digest = base64.b64encode(hashlib.sha256(assets.script.encode()).digest()).decode()
    environment.globals |= {"style": Markup(assets.style), "script": Markup(assets.script), "script_digest": f"sha256-{digest}"}
    environment.globals |= {"assets": assets, "reasons": labels.REASONS, "alone": False}
    environment.globals |= {"measures": dict(labels.MEASURES), "levels": dict(labels.LABELS["level"])}
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
