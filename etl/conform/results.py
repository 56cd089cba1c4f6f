"""What reading makes of one document: its extraction, and what is decided for the document as a whole.

Nothing here looks at an indicator: how phrases are conformed may change without a report being read again.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from hashlib import blake2b

from etl.conform.districts import District, resolve
from etl.conform.links import links_of
from etl.conform.partof import tell_parts
from etl.conform.plans import plan_years
from etl.contracts.records import Document, Extraction, Link, PlanYear
from etl.grammar.figures import BIG, TEN
from etl.grammar.lexicon import any_of, chars_of
from etl.reference.places import divisions
from etl.report.cutoff import carried

SCALE = Decimal("1e-8")
"""Resolution of every value: the warehouse stores DECIMAL(28,8)."""

LONGEST_NAME = 25
"""Characters that an indicator's readable name has at most."""


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """An extraction with what is decided for its document as a whole; what a worker hands back."""

    extraction: Extraction
    district: District
    source_tier: str
    fact_ids: tuple[str, ...]
    links: tuple[Link, ...] = ()
    plan_years: tuple[PlanYear, ...] = ()


def result_of(extraction: Extraction) -> DocumentResult:
    """The extraction, its document's cut-off on its figures, with what is decided for its document as a whole."""
    extraction = carried(extraction)
    district = resolve(extraction.document)
    tell_parts(extraction, district, divisions())
    document, ids = extraction.document, fact_ids(extraction)
    return DocumentResult(
        extraction,
        district,
        source_tier(document, district),
        tuple(ids),
        tuple(links_of(document.text, extraction.mentions, ids)),
        tuple(plan_years(document, extraction.sentences)),
    )


def fact_ids(extraction: Extraction) -> list[str]:
    """One id a mention, in their order: 16 hex digits that neither a better grammar nor another mapping changes.

    It rests on the document, the sentence's characters (and which occurrence of that sentence), the numeral's ordinal, the measure, and
    the ordinal among the numeral's facts of that measure; never on an indicator's name.
    """
    document = extraction.document
    # As in document_id, neither chrome nor white space nor character width counts: a re-crawl states the same facts.
    body = (s for s in extraction.sentences if s.kind != "chrome")
    texts = {s.start: "".join(unicodedata.normalize("NFKC", document.text[s.start : s.end]).split()) for s in body}
    occurrence: dict[int, int] = {}
    seen: Counter[str] = Counter()
    for start, text in sorted(texts.items()):
        occurrence[start] = seen[text]
        seen[text] += 1
    of_measure: Counter[tuple[int, int, str]] = Counter()
    ids = []
    of, hashed = -1, blake2b()
    for mention in extraction.mentions:
        start = mention.sentence_start
        if start != of:
            # Once a sentence, which may be long and full of figures.
            of, hashed = start, blake2b(f"{document.document_id}\x1f{texts[start]}\x1f{occurrence[start]}\x1f".encode(), digest_size=8)
        place = (start, mention.numeral_ordinal, mention.measure)
        own = hashed.copy()
        own.update(f"{mention.numeral_ordinal}\x1f{mention.measure}\x1f{of_measure[place]}".encode())
        of_measure[place] += 1
        ids.append(own.hexdigest())
    return ids


def exact(value: Decimal) -> Decimal:
    """The value at the warehouse's resolution (8 decimals); a number that has no more than that is returned as it is."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is no finite number")
    if exponent >= -8:
        return value
    with localcontext() as context:
        context.prec = len(value.as_tuple().digits) + 9
        return value.quantize(SCALE, rounding=ROUND_HALF_EVEN)


def source_tier(document: Document, district: District) -> str:
    """official, repost, template or unknown: how near to its author the document was found.

    A government's address is official; another address is a repost, whoever it names as publisher. A site that offers reports as patterns
    to write by shows in the text: it masks the name, greets its readers, or has lost digits.
    """
    if district.anonymised:
        return "template"
    host = re.sub(r"^[a-z]+://|[/:?#].*$", "", (document.url or "").lower())
    if re.search(r"(^|\.)gov\.cn$", host) and not district.fictional:
        return "official"
    text = document.text
    around = " ".join((document.title or "", *(text[start:end] for start, end in document.chrome), text[:_AROUND], text[-_AROUND:]))
    if _TEMPLATE.search(around) or len(_LOST_DIGITS.findall(text)) >= _MANY_LOST:
        return "template"
    if district.fictional:
        return "unknown"
    if host:
        return "repost"
    return "official" if _OFFICIAL.search(document.publisher or "") else "unknown"


_AROUND = 400
"""Characters at either end of a text where a site speaks to its readers."""
_OFFICIAL = re.compile(f"{any_of('publisher: official')}$")
_TEMPLATE = re.compile(f"{any_of('template')}|精选[0-9{TEN}]+篇|篇[一二三1-3]:")
# 12.%, 增长.5%, ××家: what is left where a site broke a decimal or masked a figure.
_LOST_DIGITS = re.compile(rf"[0-9]\.\s*(?=[%{BIG}])|(?<![0-9.])\.[0-9]+(?=%|亿|万)|[XxＸ×*＊]{{1,4}}(?=[%{chars_of('lost digits: unit')}])")
_MANY_LOST = 3
