"""The records that flow between the stages, as plain Python objects.

One document at a time goes from ingest to extract as these records; frames begin where
documents are batched (:mod:`etl.contracts.schemas` holds the contract of every table).

Offsets are code points into :attr:`Document.text`, half open: ``text[start:end]``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple


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


@dataclass(frozen=True, slots=True)
class Document:
    """One report as ingested: its decoded text and what is known of it."""

    document_id: str
    """Hash of the body without page chrome (16 hex digits)."""
    text: str
    """The decoded text, page chrome included: byte-order mark dropped, line ends kept."""
    title: str | None
    publisher: str | None
    published_on: date | None
    url: str | None
    report_kind: str
    """annual, half_year, quarter, plan, term (several years) or other."""
    report_year: int | None
    """The year that the report looks back on (the year planned, for a plan alone)."""
    year_how: str = ""
    """The evidence for that year, in words."""
    year_confidence: float = 0.0
    """How sure the year is, from 0 (nothing tells) to 1."""
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


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that could not be read as a report."""

    path: str
    reason: str
    """Short code: empty, binary, truncated, …"""
    detail: str
    """One sentence: what is wrong and what to do about it."""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the report under one heading."""

    ordinal: int
    level: int
    """0 before any heading, 1 chapter (一、), 2 (一), 3 (1.) …"""
    heading: str
    """Heading text without its list marker; empty where there is none."""
    start: int
    end: int
    part: str
    """actual, plan or problems."""
    year: int | None
    """The year that its figures are about unless they say otherwise."""


class Sentence(NamedTuple):
    """Every character of a report is in exactly one sentence or in page chrome."""

    ordinal: int
    start: int
    end: int
    section: int
    """Ordinal of its section; -1 for page chrome."""
    kind: str
    """body, heading or chrome."""


@dataclass(slots=True)
class Mention:
    """One value of one indicator as the grammar read it; the grain of ``fact_indicator``."""

    anchor: int
    """Offset of the numeral's first character."""
    numeral_ordinal: int
    """Ordinal of the numeral in its sentence."""
    quote_start: int
    quote_end: int
    quote: str
    value: Decimal
    value_max: Decimal | None
    value_text: str
    """The number as written, without unit and bound words."""
    unit: str
    bound: str
    """exact, approx, lower or upper."""
    measure: str
    """level, rate, growth or rank."""
    aspect: str
    """flow, stock, cumulative, commitment or target."""
    subset: str | None
    status: str
    """actual, estimate or plan."""
    year: int | None
    period: str | None
    """As written, only where narrower than the year, or the several years that an amount sums up (五年来)."""
    period_start: date | None
    period_end: date | None
    period_basis: str
    """written, carried or report year."""
    place: str | None
    rank_scope: str | None
    rank_basis: str | None
    """level, growth, completion or score; ranks only."""
    growth_kind: str | None
    """%, 个百分点, amount, 倍 or ratio (是2015年的2.2倍); growth only."""
    baseline: str | None
    baseline_stated: bool | None
    indicator_text: str
    """The readable name, from the report's own words."""
    topic: str
    sentence: int
    """Ordinal of its sentence."""
    sentence_start: int
    sentence_end: int
    rule: str = ""
    """The rule of the grammar that read it, and after a slash how it was named."""


class LedgerEntry(NamedTuple):
    """What became of one numeral: every numeral of a text has exactly one."""

    anchor: int
    numeral: str
    outcome: str
    """fact, or the reason why it is none: date list part name admin vague idiom threshold masked."""
    facts: int
    """How many facts are anchored here (0 unless ``outcome`` is fact)."""


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

    @property
    def beside(self) -> Path | None:
        """Where its sidecar is."""
        return self.path.with_name(self.sidecar) if self.sidecar else None
