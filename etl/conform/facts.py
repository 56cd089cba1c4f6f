"""Conform: mentions become facts that can be compared — the same indicator, unit, topic and district under the same key.

Every decision is a pure function of one record, so that `etl.extract(text)` and the warehouse agree to the letter.
:mod:`etl.warehouse.star` applies them set-wise: each distinct combination is decided once and joined back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b

from etl import reference
from etl.conform.concepts.indicators import own_code
from etl.conform.concepts.key import Key, around, conceive
from etl.conform.concepts.phrase import Reading, is_open, read, unknown
from etl.conform.districts import District
from etl.conform.results import LONGEST_NAME, exact, result_of
from etl.contracts.records import Document, Extraction, Mention

# --- identity -----------------------------------------------------------------------------------


def surrogate_key(dimension: str, *natural: str | int | None) -> int:
    """A signed 64-bit key that is the same in every version: a hash of the dimension's name and its natural key."""
    text = "\x1f".join("\x00" if part is None else str(part) for part in (dimension, *natural))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


# --- indicator ----------------------------------------------------------------------------------

_DROPPED = str.maketrans("", "", " \t\r\n\u3000“”\"'‘’「」《》·、,,()()")


@dataclass(frozen=True, slots=True)
class IndicatorKey:
    """The conformed indicator of a phrase."""

    code: str
    curated: bool
    object: str | None = None
    """Code of what is counted; None where no table knows it."""
    action: str | None = None
    attribute: str | None = None
    narrowed: str | None = None
    """What the phrase says that narrows the indicator, and is no part of its code."""
    standing: bool = False
    """Whether the phrase names a thing alone, without a verb: 充电桩, not 新建充电桩."""
    bare: bool = False
    """Whether the phrase does not say of what it is: 满意率, 项目."""

    def code_in(self, document_id: str) -> str:
        """The code of a fact of that document: what a bare phrase is about, its own report alone may tell."""
        return f"{self.code}_{document_id}" if self.bare else self.code

    def aspect(self, read: str) -> str:
        """The aspect of a fact that was read as `read`: 充电桩86个 are all there are, so what stands is no flow."""
        return "stock" if self.standing and read == "flow" else read

    def subset(self, stated: str | None) -> str | None:
        """What narrows a fact: what the grammar found stated, and what else its phrase says."""
        if self.narrowed is None or stated is None or self.narrowed in stated:
            return stated or self.narrowed
        return f"{stated}、{self.narrowed}"


@lru_cache(maxsize=65536)
def normal_phrase(phrase: str) -> str:
    """The phrase as it is compared: full width folded, white space, quotes and brackets dropped, Latin letters in capitals."""
    return unicodedata.normalize("NFKC", phrase).translate(_DROPPED).upper()


@lru_cache(maxsize=65536)
def core_phrase(phrase: str) -> str:
    """The normal phrase without the words that say nothing of what is measured, and with its verb in front.

    开展文艺演出, 文艺演出举办 and 文艺演出 are one; so are 化解信访积案 and 信访积案化解. Verbs that are events (新增, 办结, 排查) stay.
    What a subject and its rate both say is said once: 居民医保参保, 参保率 is the 居民医保参保率.
    """
    words = reference.phrase_words()
    text = _TWICE.sub(r"\1", normal_phrase(phrase))
    text = _fold_pattern().sub(lambda found: words["fold"][found[0]], text)
    text = _lead_pattern().sub("", text)
    text = _tail_pattern().sub("", text)
    verb = _last_verb_pattern().search(text)
    if verb and verb.start() > 1 and not _first_verb_pattern().match(text):
        text = verb[0] + text[: verb.start()]
    return text or normal_phrase(phrase)


# Two to four Chinese characters, then the same again.
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,4}?)\1")


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, longest_first)) or r"(?!)"


@lru_cache(maxsize=1)
def _fold_pattern() -> re.Pattern[str]:
    return re.compile(_any_of(reference.phrase_words()["fold"]))


@lru_cache(maxsize=1)
def _lead_pattern() -> re.Pattern[str]:
    # Two characters have to be left; 完成率 is no 完成 of a 率.
    words = reference.phrase_words()
    return re.compile(rf"^(?:(?!{_any_of(words['shield'])})(?:{_any_of(words['lead'])})(?=..))+")


@lru_cache(maxsize=1)
def _tail_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<=..)(?:{_any_of(reference.phrase_words()['tail'])})+$")


@lru_cache(maxsize=1)
def _first_verb_pattern() -> re.Pattern[str]:
    return re.compile(_any_of(verb for verb in reference.verbs() if len(verb) > 1))


@lru_cache(maxsize=1)
def _last_verb_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{_first_verb_pattern().pattern})$")


@lru_cache(maxsize=131072)
def indicator_of(phrase: str, measure: str, dimension: str, aspect: str = "flow") -> IndicatorKey:
    """The indicator that `phrase` names by itself, or one of its own.

    `dimension` is the dimension of the value as :func:`counted_in` tells it; for a rate, a growth or a rank that of the level it belongs
    to, where that is known.
    """
    return _conceived(phrase, dimension, measure, aspect)


def may_say_more(phrase: str, measure: str, dimension: str, aspect: str) -> bool:
    """Whether the sentence of a phrase may tell more of what it counts than the phrase alone."""
    return is_open(read(phrase, dimension.partition(" ")[0], measure, aspect))


def indicator_in(phrase: str, measure: str, dimension: str, aspect: str, before: str, after: str) -> IndicatorKey:
    """The indicator that `phrase` names in its sentence: `before` stands in front of its number, `after` behind it in its clause."""
    return _conceived(phrase, dimension, measure, aspect, before, after)


def _conceived(phrase: str, dimension: str, measure: str, aspect: str, *words: str) -> IndicatorKey:
    kind, _, currency = dimension.partition(" ")
    found = _indicator(phrase, kind, *conceive(phrase, kind, measure, aspect, *words))
    series = reference.of_currency().get((found.code, currency)) if currency else None
    return replace(found, code=series) if series else found


def _indicator(phrase: str, dimension: str, reading: Reading, key: Key | None) -> IndicatorKey:
    if key is None or (not key.curated and core_phrase(phrase) in reference.phrase_words()["bare"]):
        return own_indicator(phrase, dimension, reading)
    splits = {word for _, word in key.splits}
    narrowed = "、".join(dict.fromkeys(word for _, word in reading.qualifiers if word not in splits)) or None
    standing = reading.standing and key.action == "have"
    if not key.curated:
        narrowed = None
    return IndicatorKey(key.code, key.curated, key.object, key.action or None, key.attribute, narrowed, standing)


def own_indicator(phrase: str, dimension: str, reading: Reading) -> IndicatorKey:
    """The indicator of a phrase whose object no table knows, or that says too little.

    Its code is stable, a hash of its stage, noun and measure (of the core phrase, where it has no noun), and of the family
    of its units where these are no plain counts and the phrase does not say itself what it is a quantity of: 贫困户 by homes and by
    people are two, while the growth of an 产值 needs no 元 to meet its level.
    """
    core = core_phrase(phrase)
    family = unit_family_of(dimension)
    untold = family in _UNTOLD or core.endswith(tuple(reference.phrase_words()["quantity"]))
    told = "\x1f".join(unknown(phrase) or (core,))
    counted = told if untold else f"{told}\x1f\x1f{family}"
    bare = core in reference.phrase_words()["bare"] or bool(reading.object)
    return IndicatorKey(own_code(counted), curated=False, bare=bare)


# Families of units that do not tell what is measured: a plain count, and the units of rates, growth and ranks.
_UNTOLD = frozenset({"count", "share", "percentage_point", "multiple", "rank"})


def unit_family_of(dimension: str) -> str:
    """The family of a unit dimension; one that is not in the table is its own."""
    known = reference.dimensions().get(dimension)
    return known.family if known else dimension


def levels_beside(rows: Iterable[tuple[object, str, str, str]]) -> dict[tuple[object, str], set[str]]:
    """By (sentence, phrase) the dimensions of the levels that state the phrase there; `rows` are (sentence, phrase, measure, dimension)."""
    beside: dict[tuple[object, str], set[str]] = {}
    for sentence, phrase, measure, dimension in rows:
        if measure == "level":
            beside.setdefault((sentence, phrase), set()).add(dimension)
    return beside


def dimension_of(measure: str, dimension: str, beside: Collection[str]) -> str:
    """The unit dimension of what a value measures, where `dimension` is that of its own unit.

    A rate, a growth or a rank is of the level that its sentence states of the same phrase, where `beside` has the dimension of one alone:
    the growth in 拆除违建3万平方米,增长5% is that of an area.
    """
    return next(iter(beside)) if measure != "level" and len(beside) == 1 else dimension


# --- unit --------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def unit_of(unit: str) -> reference.Unit:
    """The unit's row of the reference table; one that is not in it is its own base, in a dimension of its own. No unit is a bare count."""
    return reference.units().get(unit) or reference.Unit(unit, unit or "count", unit, Decimal(1), ())


def counted_in(unit: str) -> str:
    """The dimension of a unit, and behind a blank the currency where it is a foreign one: some indicators are other series in dollars."""
    known = unit_of(unit)
    dimension = reference.dimensions().get(known.dimension)
    return (
        f"{known.dimension} {unit}"
        if dimension and dimension.family == "money" and known.base_unit != dimension.base_unit
        else known.dimension
    )


def unit_family(unit: reference.Unit) -> str:
    """What units have in common whose values may stand side by side: the family of their dimension; each currency stands alone."""
    dimension = reference.dimensions().get(unit.dimension)
    if dimension is None:
        return unit.dimension
    alike = unit.base_unit in ("", dimension.base_unit)
    return dimension.family if alike else f"{dimension.family} {unit.base_unit}"


# --- one document ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """One conformed fact, as `etl.extract` returns it and `jiedao extract --format jsonl` prints it."""

    fact_id: str
    anchor: int
    quote: str
    quote_start: int
    quote_end: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: str
    measure: str
    aspect: str
    subset: str | None
    indicator: str
    """The readable name, from the report's own words."""
    indicator_code: str
    object: str | None
    action: str | None
    attribute: str | None
    topic: str
    year: int | None
    period: str | None
    status: str
    place: str | None
    scope: str | None
    growth_kind: str | None
    baseline: str | None
    baseline_stated: bool | None
    rule: str
    """The rule of the grammar that read it, and after a slash how it was named."""
    district_code: str | None
    source: str


def facts_of(extraction: Extraction) -> list[Fact]:
    """The conformed facts of one document, in the order of its mentions, as the warehouse has them."""
    result = result_of(extraction)
    extraction, district = result.extraction, result.district
    document = extraction.document
    beside = levels_beside((m.sentence_start, m.indicator_text[:LONGEST_NAME], m.measure, counted_in(m.unit)) for m in extraction.mentions)
    return [
        _fact(mention, fact_id, district, document, beside) for mention, fact_id in zip(extraction.mentions, result.fact_ids, strict=True)
    ]


def _fact(m: Mention, fact_id: str, district: District, document: Document, beside: dict[tuple[object, str], set[str]]) -> Fact:
    phrase = m.indicator_text[:LONGEST_NAME]
    dimension = dimension_of(m.measure, counted_in(m.unit), beside.get((m.sentence_start, phrase), ()))
    indicator = indicator_of(phrase, m.measure, dimension, m.aspect)
    if may_say_more(phrase, m.measure, dimension, m.aspect):
        before, after = around(document.text, m.sentence_start, m.quote_start, m.quote_end, m.sentence_end)
        indicator = indicator_in(phrase, m.measure, dimension, m.aspect, before, after)
    conformed = {
        "value": exact(m.value),
        "value_max": None if m.value_max is None else exact(m.value_max),
        "aspect": indicator.aspect(m.aspect),
        "subset": indicator.subset(m.subset),
    }
    return Fact(
        **{name: getattr(m, name) for name in _PASSED} | conformed,
        fact_id=fact_id,
        indicator=phrase,
        indicator_code=indicator.code_in(document.document_id),
        object=indicator.object,
        action=indicator.action,
        attribute=indicator.attribute,
        scope=m.rank_scope,
        district_code=district.code,
        source=document.path,
    )


_PASSED = tuple(field.name for field in fields(Fact) if field.name in {field.name for field in fields(Mention)})
"""What a fact has under the name that it has among the columns."""
