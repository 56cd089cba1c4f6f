"""Conform: mentions become facts that can be compared — the same indicator, unit, topic and district under the same key.

Every decision is a pure function of one record, so that `etl.extract(text)` and the warehouse agree to the letter.
:mod:`etl.warehouse.star` applies them set-wise: each distinct combination is decided once and joined back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b

from etl import reference
from etl.conform.districts import District, resolve
from etl.conform.results import LONGEST_NAME, exact, fact_ids
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
    name: str
    curated: bool
    standing: bool = False
    """Whether the phrase names a thing alone, of which the indicator tells new ones and all: 充电桩, not 新建充电桩."""
    bare: bool = False
    """Whether the phrase does not say of what it is: 满意率, 项目."""

    def code_in(self, document_id: str) -> str:
        """The code of a fact of that document: what a bare phrase is about, its own report alone may tell."""
        return f"{self.code}_{document_id}" if self.bare else self.code

    def aspect(self, read: str) -> str:
        """The aspect of a fact that was read as `read`: 充电桩86个 are all there are, so what stands is no flow."""
        return "stock" if self.standing and read == "flow" else read


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
def _new_pattern() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_any_of(reference.phrase_words()['new'])})(?=..)")


@lru_cache(maxsize=1)
def _first_verb_pattern() -> re.Pattern[str]:
    return re.compile(_any_of(verb for verb in reference.verbs() if len(verb) > 1))


@lru_cache(maxsize=1)
def _last_verb_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{_first_verb_pattern().pattern})$")


def _tells_event(text: str) -> bool:
    """Whether a normal phrase begins or ends with a verb: 新建公园 and 公园改造 do, 公园 does not."""
    return bool(_new_pattern().match(text) or _first_verb_pattern().match(text) or _last_verb_pattern().search(text))


Owners = dict[str, tuple[reference.Indicator, ...]]


@lru_cache(maxsize=1)
def _phrases() -> Owners:
    """The indicators of each curated phrase as it is written."""
    return _owners(normal_phrase)


@lru_cache(maxsize=1)
def _core_phrases() -> Owners:
    """The indicators of each curated phrase by its core."""
    return _owners(core_phrase)


def _owners(reduced: Callable[[str], str]) -> Owners:
    found: dict[str, dict[str, reference.Indicator]] = {}
    for indicator in reference.indicators().values():
        for phrase in (indicator.name_zh, *indicator.phrases):
            found.setdefault(reduced(phrase), {})[indicator.code] = indicator
    return {phrase: tuple(owners.values()) for phrase, owners in found.items()}


@lru_cache(maxsize=65536)
def indicator_of(phrase: str, measure: str, dimension: str) -> IndicatorKey:
    """The curated indicator that `phrase` names, or one of its own.

    `dimension` is the unit dimension of the value; for a rate, a growth or a rank that of the level it belongs to, where that is known.
    The dimension of a level must be the indicator's or meet it; the unit of a rate, a growth or a rank says nothing of what is rated, so
    there the phrase has to name one indicator alone. The phrase as it is written goes before its core. What is left of the core without
    the word that says that it is new names an indicator only if its aspect says so too. An own code is stable: ``x_`` and a hash of the
    core phrase, and of the family of its units where these are no plain counts and the phrase does not say itself what it is a quantity
    of: 贫困户 by homes and by people are two, while the growth of an 产值 needs no 元 to meet its level.
    """
    text, core = normal_phrase(phrase), core_phrase(phrase)
    for owners in (
        _phrases().get(text, ()),
        _core_phrases().get(core, ()),
        _core_phrases().get(_ORDINAL.sub("", core), ()),
        tuple(i for i in _core_phrases().get(_new_pattern().sub("", core), ()) if i.stock_flow == "either"),
    ):
        apart = [i for i in owners if not any(normal_phrase(look_alike) in text for look_alike in i.keep_apart)]
        # An indicator of the unit's own dimension goes first: 拆除违建 in 平方米 is the area, in 处 the number.
        fitting = [i for i in apart if i.dimension == dimension] or [
            i for i in apart if measure != "level" or i.dimension in _meets(dimension)
        ]
        if len(fitting) == 1:
            standing = fitting[0].stock_flow == "either" and not _tells_event(text)
            return IndicatorKey(fitting[0].code, fitting[0].name_zh, curated=True, standing=standing)
    family = unit_family_of(dimension)
    untold = family in _UNTOLD or core.endswith(tuple(reference.phrase_words()["quantity"]))
    counted = core if untold else f"{core}\x1f{family}"
    bare = core in reference.phrase_words()["bare"]
    return IndicatorKey("x_" + blake2b(counted.encode(), digest_size=6).hexdigest(), phrase, curated=False, bare=bare)


# Families of units that do not tell what is measured: a plain count, and the units of rates, growth and ranks.
_UNTOLD = frozenset({"count", "share", "percentage_point", "multiple", "rank"})
# A chapter's number that a phrase begins with where a line was lost: 三PM2.5年均浓度.
_ORDINAL = re.compile("^[一二三四五六七八九十](?=..)")


def unit_family_of(dimension: str) -> str:
    """The family of a unit dimension; one that is not in the table is its own."""
    known = reference.dimensions().get(dimension)
    return known.family if known else dimension


def told_dimensions(rows: Iterable[tuple[object, str, str, str]]) -> dict[tuple[object, str], str]:
    """By (sentence, phrase) the dimension of the level that states the phrase there, where it is one alone.

    `rows` are (sentence, phrase, measure, dimension). With it the growth in 拆除违建3万平方米,增长5% is known to be that of an area.
    """
    told: dict[tuple[object, str], set[str]] = {}
    for sentence, phrase, measure, dimension in rows:
        if measure == "level":
            told.setdefault((sentence, phrase), set()).add(dimension)
    return {place: next(iter(dimensions)) for place, dimensions in told.items() if len(dimensions) == 1}


def _meets(dimension: str) -> tuple[str, ...]:
    known = reference.dimensions().get(dimension)
    return known.meets if known else ()


# --- unit, topic, year --------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def unit_of(unit: str) -> reference.Unit:
    """The unit's row of the reference table; one that is not in it is its own base, in a dimension of its own. No unit is a bare count."""
    return reference.units().get(unit) or reference.Unit(unit, unit or "count", unit, Decimal(1), ())


def unit_family(unit: reference.Unit) -> str:
    """What units have in common whose values may stand side by side: the family of their dimension; each currency stands alone."""
    dimension = reference.dimensions().get(unit.dimension)
    if dimension is None:
        return unit.dimension
    alike = unit.base_unit in ("", dimension.base_unit)
    return dimension.family if alike else f"{dimension.family} {unit.base_unit}"


def five_year_plan(year: int) -> str | None:
    """The five-year plan a year belongs to, such as 十四五; None for the years without one (before 1953, 1963 to 1965)."""
    if year < 1953 or 1963 <= year <= 1965:
        return None
    number = (year - 1953) // 5 + 1 if year < 1963 else (year - 1951) // 5
    digits = "一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else ("十" if tens == 1 else digits[tens - 1] + "十")) + (digits[ones - 1] if ones else "") + "五"


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
    """The conformed facts of one document, in the order of its mentions."""
    if not extraction.mentions:
        return []
    document = extraction.document
    district = resolve(document)
    told = told_dimensions(
        (m.sentence_start, m.indicator_text[:LONGEST_NAME], m.measure, unit_of(m.unit).dimension) for m in extraction.mentions
    )
    return [
        _fact(mention, fact_id, district, document, told)
        for mention, fact_id in zip(extraction.mentions, fact_ids(extraction), strict=True)
    ]


def _fact(m: Mention, fact_id: str, district: District, document: Document, told: dict[tuple[object, str], str]) -> Fact:
    phrase, dimension = m.indicator_text[:LONGEST_NAME], unit_of(m.unit).dimension
    if m.measure != "level":
        dimension = told.get((m.sentence_start, phrase), dimension)
    indicator = indicator_of(phrase, m.measure, dimension)
    conformed = {
        "value": exact(m.value),
        "value_max": None if m.value_max is None else exact(m.value_max),
        "aspect": indicator.aspect(m.aspect),
    }
    return Fact(
        **{name: getattr(m, name) for name in _PASSED} | conformed,
        fact_id=fact_id,
        indicator=phrase,
        indicator_code=indicator.code_in(document.document_id),
        scope=m.rank_scope,
        district_code=district.code,
        source=document.path,
    )


_PASSED = tuple(field.name for field in fields(Fact) if field.name in {field.name for field in fields(Mention)})
"""What a fact has under the name that it has among the columns."""
