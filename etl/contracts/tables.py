"""Every table: those between the stages, and those of the star schema.

The columns of records stand in :mod:`etl.contracts.records`; here stand the others. Nothing else in the project lists columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from etl.contracts import codes
from etl.contracts.columns import Column, Columns, columns_of
from etl.contracts.records import ID, LAST_YEAR, OLDEST_YEAR, Document, LedgerEntry, Link, Mention, PlanYear, Rejected, Section, Sentence


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a natural key of one column is told by the column, one of several here."""

    comment: str
    columns: Columns
    together: tuple[tuple[str, ...], ...] = ()
    """Groups of columns of which no two rows share all."""

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """What no two rows share; the first is the primary key."""
        return (*((name,) for name, column in self.columns.items() if column.unique), *self.together)


def _key(of: str) -> Column:
    return Column(f"Key: hash of {of}.", type=int, unique=True)


def _year(comment: str, *, unique: bool = False) -> Column:
    return Column(comment, type=int, null=True, unique=unique, least=OLDEST_YEAR, most=LAST_YEAR)


def _count(comment: str) -> Column:
    return Column(comment, type=int, least=0)


_OF_DOCUMENT = {"document_key": Column("The document: dim_document.", type=int, references=("dim_document", "document_key"))}
_DISTRICT_KEY = Column("The district that reports: dim_district.", type=int, references=("dim_district", "district_key"))
_DOCUMENT_ID = Column("Hash of the report's body without page chrome.", pattern=ID)
_BY_DOCUMENT_ID = {"document_id": _DOCUMENT_ID}
_FACT_ID = Column(
    "Key: hash of the document, the sentence, the numeral's place in it and the measure; the same in every version of the warehouse.",
    zh="事实编号",
    unique=True,
    pattern=ID,
)
_WHOLE = {
    "whole_fact_id": Column(
        "Fact of the whole that it is a part of (其中, in brackets), in the same sentence; null where it is no part.",
        null=True,
        pattern=ID,
        references=("fact_indicator", "fact_id"),
    )
}
_ADDITION = {"addition": Column("Whether its words tell what has come to a stock (新增养老床位), not all there is of it.", type=bool)}
_COMPARED = {
    "aspect_compared": Column(
        "Aspect under which the value is compared: that of the indicator where it is a flow, a stock or a commitment alone; state for "
        "shares and ranks; as read otherwise.",
        zh="口径",
        codes=codes.ASPECTS_COMPARED,
    ),
    "span": Column(
        "Period in one form: 全年, 1-9月 (as are 前三季度 and 截至9月底), 12月; as written where its dates are not known. A stock at the "
        "end of December is of 全年.",
        zh="期间",
    ),
    "baseline_compared": Column("baseline with the year before as 同比; growth only.", null=True),
}
_TEXT = {"text": Column("The decoded text; every offset points into it.")}
_SOURCE_TIER = {"source_tier": Column("official, repost, template or unknown.", zh="来源", codes=codes.SOURCE_TIERS)}
_PLACE = {
    "place_how": Column("The evidence for its district, in words."),
    "place_score": Column("How sure its district is, from 0 (undecided) to 1.", type=float, least=0, most=1),
}
_DOCUMENT = {**columns_of(Document), **_PLACE, **_SOURCE_TIER, **_TEXT}
_SENTENCE = {**columns_of(Sentence), "text": Column("Its characters.")}
_FILE = {
    "path": Column("Path below the inbox, with !member in an archive.", unique=True),
    "sha256": Column("Of the file's bytes.", pattern=r"^[0-9a-f]{64}$"),
    "media_type": Column("Media type it was read as."),
    "encoding": Column("Character encoding it was read with."),
}
_DISTRICT = {
    "name": Column(
        "Name of the division; as reported where the table of divisions has none such, masked where it is masked; null where no part of "
        "the document names one.",
        null=True,
    ),
    "level": Column(
        "state, province, city, county, sub-district, town, township or zone (a farm or zone, a division or not).",
        null=True,
        codes=codes.LEVELS,
    ),
    "code": Column(
        "Division code (9 digits, or 6 for a county and above); of a masked name or a zone that is no division, what it lies in; null "
        "where undecided.",
        null=True,
        pattern=r"^[0-9]{6}(?:[0-9]{3})?$",
    ),
    "county": Column("County, district or county-level city that it is or lies in.", zh="县（市、区）", null=True),
    "city": Column("Prefecture-level city that it is or lies in.", zh="市（地、州）", null=True),
    "province": Column("Province that it is or lies in.", zh="省", null=True),
    "anonymised": Column("Whether the publisher masked the name.", type=bool),
    "fictional": Column("Whether the district is invented; such documents never stand beside real ones.", zh="是否虚构", type=bool),
    "resolved_by": Column(
        "Which part of the document named it: sidecar, title, assembly (the meeting that heard it), represented (who speaks for whom), "
        "speaker, issuer, publisher, chrome, opening, signature, text or nothing.",
        codes=codes.RESOLVED_BY,
    ),
    "how": Column("The evidence for the district, in words; begins with undecided where it does not suffice."),
    "score": Column("How sure the district is, from 0 (undecided) to 1.", type=float, least=0, most=1),
    "candidates": Column(
        "Codes of the divisions that it may be, parted by spaces, where undecided; a sidecar settles it.",
        null=True,
        pattern=r"^[0-9]{6,9}(?: [0-9]{6,9})*$",
    ),
}

_LINK_KEY = (("fact_id", "other_fact_id", "link"),)

STAGES: Mapping[str, Table] = {
    "documents": Table(
        "One row a document as it was read.",
        {
            "document_id": replace(_DOCUMENT_ID, unique=True),
            **_DOCUMENT,
            "district": Column("Natural key of the district that reports."),
            **{f"district_{name}": column for name, column in _DISTRICT.items()},
            "clauses": Column("Hashes of its clauses, by which copies are found.", type=list[int]),
        },
    ),
    "files": Table("One row a file that a document was read from.", {**_BY_DOCUMENT_ID, **_FILE}),
    "sections": Table("One row a section.", {**_BY_DOCUMENT_ID, **columns_of(Section)}, (("document_id", "ordinal"),)),
    "sentences": Table("One row a sentence.", {**_BY_DOCUMENT_ID, **_SENTENCE}, (("document_id", "ordinal"),)),
    "mentions": Table(
        "One row a value as the grammar read it.",
        {
            **_BY_DOCUMENT_ID,
            "fact_id": _FACT_ID,
            "numeral_ordinal": Column("Ordinal of the numeral in its sentence.", type=int, least=0),
            "unit": Column("Unit as written, without 万 and 亿.", empty=True),
            "topic": Column("Code of the topic."),
            "year": _year("Year the value is about."),
            **columns_of(Mention),
            **_WHOLE,
            **_ADDITION,
        },
    ),
    "links": Table("One row a fact that bears on another of its sentence.", {**_BY_DOCUMENT_ID, **columns_of(Link)}, _LINK_KEY),
    "plan_years": Table(
        "One row a year that a sentence gives a five-year plan.", {**_BY_DOCUMENT_ID, **columns_of(PlanYear)}, (("document_id", "start"),)
    ),
    "ledger": Table("One row a numeral.", {**_BY_DOCUMENT_ID, **columns_of(LedgerEntry)}, (("document_id", "anchor"),)),
}
"""What the stages hand on."""

STAR: Mapping[str, Table] = {
    "fact_indicator": Table(
        "Grain: one value of one indicator stated by one report.",
        {
            "fact_id": _FACT_ID,
            "district_key": _DISTRICT_KEY,
            "topic_key": Column("What is measured: dim_topic.", type=int, references=("dim_topic", "topic_key")),
            "year_key": Column("The year the value is about: dim_year.", type=int, references=("dim_year", "year_key")),
            "indicator_key": Column("The conformed indicator: dim_indicator.", type=int, references=("dim_indicator", "indicator_key")),
            "unit_key": Column("The unit as written: dim_unit.", type=int, references=("dim_unit", "unit_key")),
            "document_key": Column("The report: dim_document.", type=int, references=("dim_document", "document_key")),
            **columns_of(Mention),
            **_WHOLE,
            **_ADDITION,
            **_COMPARED,
            "corrected": Column("Whether an analyst's correction changed the fact.", zh="订正", type=bool),
        },
    ),
    "dim_district": Table(
        "One row a reporting district of any level; masked, unnamed and undecided ones have a row for each document.",
        {
            "district_key": _key("natural_key"),
            "natural_key": Column("Division code, or the name where there is none.", unique=True),
            **_DISTRICT,
        },
    ),
    "dim_topic": Table(
        "One row a topic.",
        {
            "topic_key": _key("code"),
            "code": Column("Code, such as economy.", unique=True),
            "name_zh": Column("Chinese name."),
            "name_en": Column("English name."),
        },
    ),
    "dim_year": Table(
        "One row a year, and one for values of no known year.",
        {
            "year_key": _key("year"),
            "year": _year("Calendar year; null in the row for unknown.", unique=True),
            "five_year_plan": Column("Five-year plan that the year belongs to, such as 十四五.", null=True),
        },
    ),
    "dim_indicator": Table(
        "One row an indicator: the curated ones, and one for every other phrase that reports use.",
        {
            "indicator_key": _key("code"),
            "code": Column("Code; x_… where it is not curated, behind the code of what it narrows where that is known.", unique=True),
            "name_zh": Column("Chinese name; the commonest phrase for one that is not curated."),
            "name_en": Column("English name; curated indicators only.", null=True),
            "unit_dimension": Column("Dimension of its unit; null where its values have several.", null=True),
            "topic": Column("Code of its topic."),
            "kind": Column("input, activity, output, outcome or context.", null=True),
            "stock_flow": Column("flow, stock, state, commitment or either: what the indicator is.", null=True),
            "polarity": Column(
                "up where more is better, down where less is, effort where more is more work; neutral or ambiguous otherwise.",
                zh="方向",
                null=True,
            ),
            "additive": Column("Whether values add up: yes, no, or no over years.", null=True),
            "broader": Column("Code of the indicator that includes it.", null=True),
            "definition": Column("What is counted, and how.", null=True),
            "growth_caveat": Column(
                "Why its stated growth may differ from that of its levels: constant prices, or a base that is often revised.",
                null=True,
                codes=codes.EXPLANATIONS,
            ),
            "curated": Column("Whether the tables of concepts tell it; the values of others are comparable by phrase alone.", type=bool),
            "object": Column("Code of what is counted; null where no table knows it.", zh="对象", null=True),
            "action": Column("Code of the stage of work that is counted; null for the thing itself.", zh="动作", null=True),
            "attribute": Column("Code of what is measured of it.", zh="属性", null=True),
        },
    ),
    "dim_unit": Table(
        "One row a unit.",
        {
            "unit_key": _key("unit"),
            "unit": Column(
                "Unit as stored with a value (元, 平方米, 人次); empty where none is written.", zh="单位", unique=True, empty=True
            ),
            "dimension": Column("What it measures (money, area, …)."),
            "base_unit": Column("Unit that values are converted to for comparison.", empty=True),
            "factor": Column("value * factor is the value in base_unit.", type=Decimal, unit="base_unit per unit", above=0),
            "family": Column(
                "What values have in common that may stand side by side: 家, 个 and 宗 are counts alike; each currency stands alone."
            ),
            "curated": Column("Whether it is in the reference table.", type=bool),
        },
    ),
    "dim_document": Table(
        "One row a report; copies of the same text are one document with several files.",
        {
            "document_key": _key("document_id"),
            "document_id": replace(_DOCUMENT_ID, unique=True),
            "district_key": _DISTRICT_KEY,
            **_DOCUMENT,
            "fictional": Column("Whether it is invented.", type=bool),
            "duplicate_of": Column("document_id of the report that this one repeats.", null=True, pattern=ID),
        },
    ),
    "document_file": Table(
        "One row a file that holds a document.",
        {
            **_OF_DOCUMENT,
            **_FILE,
            "first_seen": Column("Run (UTC) that saw the file first.", type=datetime),
            "last_seen": Column("Run (UTC) that saw it last.", type=datetime),
        },
    ),
    "section": Table(
        "One row a stretch of a report under one heading.", {**_OF_DOCUMENT, **columns_of(Section)}, (("document_key", "ordinal"),)
    ),
    "sentence": Table(
        "One row a sentence, page chrome included: every character of a document is in one.",
        {**_OF_DOCUMENT, **_SENTENCE},
        (("document_key", "ordinal"), ("document_key", "start")),
    ),
    "numeral_ledger": Table(
        "One row a numeral of a document: what became of it.",
        {**_OF_DOCUMENT, **columns_of(LedgerEntry)},
        (("document_key", "anchor"),),
    ),
    "fact_link": Table(
        "One row a fact that bears on another of its sentence, as their words tell.", {**_OF_DOCUMENT, **columns_of(Link)}, _LINK_KEY
    ),
    "plan_year": Table(
        "One row a year that a sentence gives a five-year plan (2021年是“十四五”开局之年), rightly or not.",
        {**_OF_DOCUMENT, **columns_of(PlanYear)},
        (("document_key", "start"),),
    ),
    "quarantine": Table("One row a file that could not be read as a report.", columns_of(Rejected)),
    "correction": Table(
        "One row a line of corrections.csv, with what became of it.",
        {
            "line": Column("Line of the file.", type=int, unique=True, least=1),
            "fact_id": Column("The fact as the file names it.", empty=True),
            "field": Column("Column that is corrected; fact, where the whole fact is dropped.", empty=True),
            "old_value": Column("Value as extracted.", null=True),
            "new_value": Column("Value as corrected, or drop.", null=True),
            "quote": Column("The fact's quote, by which the correction is found again.", empty=True),
            "author": Column("Who corrected it.", empty=True),
            "corrected_on": Column("When; null in a row that does not say it.", type=date, null=True),
            "reason": Column("Why.", empty=True),
            "sentence": Column("The fact's sentence, if the file has it.", null=True),
            "document": Column("document_id, title or address of the report, if the file has it.", null=True),
            "status": Column(
                "applied, re-attached (to another fact, by its evidence), not needed (the fact is read so by itself), conflict "
                "(the fact has another quote, or is read as another old value), orphaned (its fact is gone) or invalid.",
                codes=codes.CORRECTION_STATUSES,
            ),
            "detail": Column("What is wrong with the row and what to do, or what else is to know.", null=True),
            "attached_to": Column(
                "The fact it was applied to: fact_indicator, unless it was dropped; null where it was not applied.", null=True, pattern=ID
            ),
        },
    ),
    "copy_difference": Table(
        "One row a fact that a copy of its report states in the same words with another figure; neither report counts as the other's "
        "duplicate.",
        {
            "fact_id": Column("Fact of the copy: fact_indicator.", pattern=ID, references=("fact_indicator", "fact_id")),
            "other_fact_id": Column(
                "Fact of the report that is nearer to its author: fact_indicator.", pattern=ID, references=("fact_indicator", "fact_id")
            ),
        },
        (("fact_id", "other_fact_id"),),
    ),
    "etl_run": Table(
        "One row: the run that built this version.",
        {
            "run_id": Column("Name of the run and of the version.", unique=True),
            "started_at": Column("When it started (UTC).", type=datetime),
            "software_version": Column("Version of the package."),
            "fingerprint": Column("Hash of the code and the reference tables that built it."),
            "files": _count("Files in the inbox."),
            "documents": _count("Documents loaded."),
            "facts": _count("Facts loaded."),
            "numerals": _count("Numerals accounted for."),
            "quarantined": _count("Files in quarantine."),
            "seconds": Column("From the start to the load.", type=float, unit="seconds", finite=True, least=0),
        },
    ),
}
"""What the warehouse holds."""
