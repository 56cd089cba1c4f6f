"""The records that flow between the stages, as plain Python objects.

One document at a time goes from ingest to extract as these records; frames begin where
documents are batched (:mod:`etl.contracts.tables` lists every table). A field that is annotated with a
Column is a column of that name too, and what is said of it here is said nowhere else.

Offsets are code points into :attr:`Document.text`, half open: ``text[start:end]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, NamedTuple

from etl.contracts import codes
from etl.contracts.columns import Column

FIRST_YEAR, LAST_YEAR = 1949, 2100
"""Of reports."""
OLDEST_YEAR = 1600
"""Of figures: reports tell of history too."""
ID = r"^[0-9a-f]{16}$"
"""A hash, as documents and facts have it for their id."""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What ``report.txt.toml`` says of the report beside it; it outranks what the text says."""

    district: str | None = None
    """Name or division code of the reporting district."""
    year: int | None = None
    kind: str | None = None
    url: str | None = None
    published: date | None = None
    fictional: bool = False


class Placed(NamedTuple):
    """Where a stretch of a text, from `start` to the next one, stands in its file."""

    start: int
    page: int
    """From 1."""
    confidence: float | None = None
    """Of text recognition, from 0 to 1; None where the file holds the text as such."""


@dataclass(frozen=True, slots=True)
class Document:
    """One report as ingested: its decoded text and what is known of it."""

    document_id: str
    """Hash of the body without page chrome (16 hex digits)."""
    text: str
    """The decoded text, page chrome included: byte-order mark dropped, line ends kept."""
    title: Annotated[str | None, Column("Title of the report.", zh="标题")]
    publisher: Annotated[str | None, Column("Publisher of the report.", zh="发布者")]
    published_on: Annotated[date | None, Column("Date the report was published.", zh="发布日期")]
    url: Annotated[str | None, Column("Address of the report.", zh="网址")]
    report_kind: Annotated[
        str, Column("annual, half_year, quarter, plan, term (several years) or other.", zh="报告种类", codes=codes.REPORT_KINDS)
    ]
    report_year: Annotated[
        int | None,
        Column("Year the report looks back on (the year planned, for a plan alone).", zh="报告年度", least=FIRST_YEAR, most=LAST_YEAR),
    ]
    year_how: Annotated[str, Column("The evidence for report_year, in words.", empty=True)] = ""
    year_confidence: Annotated[float, Column("How sure report_year is, from 0 (nothing tells) to 1.", least=0, most=1)] = 0.0
    spoken_year: int | None = None
    """The year in which the report was given, where it says so: what it means by 今年."""
    chrome: tuple[tuple[int, int], ...] = ()
    """Spans of page chrome (menus, publication data, footers): ascending, not overlapping."""
    sidecar: Sidecar = field(default_factory=Sidecar)
    path: str = ""
    """Path below the inbox, with ``!member`` for a file in an archive."""
    sha256: str = ""
    """Of the file's bytes."""
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    placed: tuple[Placed, ...] = ()
    """Its lines by page, ascending; empty where the file has no pages."""

    @property
    def body(self) -> str:
        """The text without page chrome."""
        return without(self.text, self.chrome)


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text without some stretches of it, which are in order and apart."""
    return "".join(text[end:start] for end, start in zip((0, *(e for _, e in spans)), (*(s for s, _ in spans), len(text)), strict=True))


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that could not be read as a report."""

    path: Annotated[str, Column("Path below the inbox.")]
    reason: Annotated[str, Column("Why: empty, no_report, encrypted, …", codes=codes.QUARANTINE)]
    detail: Annotated[str, Column("What is wrong, and what to do about it.")]
    sha256: Annotated[str, Column("Of the file's bytes; empty where they could not be read.", empty=True)] = ""

    def __post_init__(self) -> None:
        """Raises ValueError for a reason that is none of :data:`etl.contracts.codes.QUARANTINE`."""
        if self.reason not in codes.QUARANTINE:
            raise ValueError(f"{self.reason} is no reason of quarantine")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the report under one heading."""

    ordinal: Annotated[int, Column("Place in the document, from 0.", least=0)]
    level: Annotated[int, Column("0 before any heading, 1 for a chapter (一、), 2 for (一), and so on.", least=0)]
    heading: Annotated[str, Column("Heading without its list marker.", empty=True)]
    start: Annotated[int, Column("Offset of its first character.", unit="code points", least=0)]
    end: Annotated[int, Column("Offset after its last character.", unit="code points", least=0)]
    part: Annotated[str, Column("actual, plan or problems.", codes=codes.PARTS)]
    year: Annotated[int | None, Column("Year its figures are about unless they say otherwise.", least=FIRST_YEAR, most=LAST_YEAR)]


class Sentence(NamedTuple):
    """Every character of a report is in exactly one sentence or in page chrome."""

    ordinal: Annotated[int, Column("Place in the document, from 0.", least=0)]
    start: Annotated[int, Column("Offset of its first character.", unit="code points", least=0)]
    end: Annotated[int, Column("Offset after its last character.", unit="code points", least=1)]
    section: Annotated[int, Column("Ordinal of its section; -1 for page chrome.", least=-1)]
    kind: Annotated[str, Column("body, heading or chrome.", codes=codes.SENTENCE_KINDS)]


@dataclass(slots=True)
class Mention:
    """One value of one indicator as the grammar read it; the grain of ``fact_indicator``."""

    value: Annotated[
        Decimal,
        Column("The number with 万 and 亿 applied, exactly; the lower end of a range.", unit="unit", zh="数值"),
    ]
    value_max: Annotated[Decimal | None, Column("Upper end of a range (10-20家); null for a single value.", unit="unit", zh="上限值")]
    value_text: Annotated[str, Column("The number as written; its last digit gives the rounding interval.", zh="数字原文")]
    bound: Annotated[str, Column("exact, approx (约, 近), lower (余, 超过) or upper (不足).", zh="界限", codes=codes.BOUNDS)]
    measure: Annotated[
        str,
        Column("level (count or amount), rate (a share), growth (change against a baseline) or rank.", zh="度量", codes=codes.MEASURES),
    ]
    aspect: Annotated[
        str,
        Column(
            "flow in the period, stock at its end, cumulative since an earlier date, commitment (signed or planned) or target.",
            zh="口径",
            codes=codes.ASPECTS,
        ),
    ]
    subset: Annotated[
        str | None,
        Column(
            "What narrows the indicator, in normal form (国家级) or as written (注册资金1000万以上); null for the whole.",
            zh="仅指",
        ),
    ]
    status: Annotated[str, Column("actual, estimate (预计) or plan.", zh="实际或预计", codes=codes.STATUSES)]
    period: Annotated[str | None, Column("Period as written, where it is narrower than the year (上半年, 1-9月).", zh="期间")]
    period_start: Annotated[date | None, Column("First day of the period.")]
    period_end: Annotated[date | None, Column("Last day of the period.")]
    period_basis: Annotated[
        str,
        Column(
            "How the period is known: written in the sentence, carried from an earlier one, or the report year.",
            codes=codes.PERIOD_BASES,
        ),
    ]
    place: Annotated[
        str | None,
        Column("Part of the area, or another place, that the value is about; null for the whole district.", zh="地点"),
    ]
    rank_scope: Annotated[str | None, Column("Among whom a rank is (全区, 全市); ranks only.", zh="范围")]
    rank_basis: Annotated[
        str | None,
        Column("What is ranked: level, growth, completion or score; ranks only.", zh="排名依据", codes=codes.RANK_BASES),
    ]
    growth_kind: Annotated[
        str | None,
        Column("Unit of the change: %, 个百分点, amount, 倍 or ratio (是上年的2倍); growth only.", zh="增长种类", codes=codes.GROWTH_KINDS),
    ]
    baseline: Annotated[str | None, Column("What the change is against: 同比, or another base as written; growth only.", zh="基期")]
    baseline_stated: Annotated[bool | None, Column("Whether the report names the baseline; growth only.", zh="写明基期")]
    indicator_text: Annotated[str, Column("The indicator in the report's own words.", zh="指标原文")]
    quote: Annotated[
        str,
        Column("The shortest stretch of the report that holds the number, its bound words and its unit.", zh="引文"),
    ]
    anchor: Annotated[int, Column("Offset of the numeral's first character in the text, from 0.", unit="code points", least=0)]
    quote_start: Annotated[int, Column("Offset of the quote's first character.", unit="code points", least=0)]
    quote_end: Annotated[int, Column("Offset after the quote's last character.", unit="code points", least=1)]
    sentence_start: Annotated[int, Column("Offset of the sentence's first character.", unit="code points", least=0)]
    sentence_end: Annotated[int, Column("Offset after the sentence's last character.", unit="code points", least=1)]
    low: Annotated[float | None, Column("Least that the value can be by its bound; null where the bound sets no end.", unit="base_unit")]
    high: Annotated[
        float | None, Column("Most that the value can be by its bound; null where the bound sets no end (超过500).", unit="base_unit")
    ]
    rounding: Annotated[
        float,
        Column(
            "Half of the last written place: 12.6万平方米 is right within 500 square metres; 0 for a count written in full.",
            unit="base_unit",
            finite=True,
            least=0,
        ),
    ]
    rule: Annotated[str, Column("Rule of the grammar that read it, and after a slash how it was named.", zh="规则")]
    whole: int | None
    """Which of the document's mentions it is a part of (其中, in brackets), counted from 0."""
    sentence: int
    """Ordinal of its sentence."""
    numeral_ordinal: int
    """Ordinal of the numeral in its sentence."""
    unit: str
    topic: str
    year: int | None
    page: Annotated[int | None, Column("Page of the file, from 1; null where the file has no pages.", zh="页码", least=1)] = None
    confidence: Annotated[
        float | None,
        Column(
            "How sure text recognition is of the characters, from 0 to 1; null where the file holds them as text.",
            zh="识别置信度",
            least=0,
            most=1,
        ),
    ] = None


class LedgerEntry(NamedTuple):
    """What became of one numeral: every numeral of a text has exactly one."""

    anchor: Annotated[int, Column("Offset of its first character.", unit="code points", least=0)]
    numeral: Annotated[str, Column("As written.")]
    outcome: Annotated[
        str,
        Column(
            "fact, or the reason why it is none: date, list, part, name, admin, vague, idiom, threshold or masked.", codes=codes.OUTCOMES
        ),
    ]
    facts: Annotated[int, Column("How many facts are anchored at it.", least=0)]
    """0 unless `outcome` is fact."""


class Link(NamedTuple):
    """How one fact bears on another of the same sentence."""

    fact_id: Annotated[str, Column("The fact.", pattern=ID, references=("fact_indicator", "fact_id"))]
    other_fact_id: Annotated[str, Column("The fact that it bears on.", pattern=ID, references=("fact_indicator", "fact_id"))]
    link: Annotated[
        str,
        Column(
            "addend: a part that shares nothing with the other parts; mended: what was mended of what the other found; done: what was done "
            "of what the other counts; rate: a rate of the count; rate done: a rate of what was done of another count.",
            codes=codes.LINKS,
        ),
    ]


class PlanYear(NamedTuple):
    """What a sentence says of a year and a five-year plan (2021年是“十四五”开局之年), whether it is right or not."""

    start: Annotated[int, Column("Offset of the quote's first character.", unit="code points", least=0)]
    sentence_start: Annotated[int, Column("Offset of the sentence's first character.", unit="code points", least=0)]
    quote: Annotated[str, Column("Its words.")]
    plan: Annotated[str, Column("The plan, such as 十四五.")]
    year: Annotated[int, Column("The year, 今年 and 明年 by the report's.", least=FIRST_YEAR, most=LAST_YEAR + 1)]
    first_year: Annotated[int, Column("First year of the plan.")]
    last_year: Annotated[int, Column("Last year of the plan.")]
    least: Annotated[int, Column("First year of the plan of which the words can be true (its last, for 收官之年).")]
    most: Annotated[int, Column("Last year of the plan of which the words can be true (its first, for 开局之年).")]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that the grammar made of one document."""

    document: Document
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    ledger: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file found in the inbox, before it is read."""

    path: Path
    """Where it is."""
    name: str
    """Its path below the inbox, with forward slashes, as :func:`etl.contracts.escape.file_name` writes it: no other file has it."""
    size: int
    mtime_ns: int
    sidecar: str = ""
    """Name of what stands beside it as its sidecar; empty where nothing does."""
    ctime_ns: int = 0
    """When the system last changed it, which nobody can set."""
    inode: int = 0

    @property
    def beside(self) -> Path | None:
        """Where its sidecar is."""
        return self.path.with_name(self.sidecar) if self.sidecar else None
