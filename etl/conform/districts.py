"""Districts: which division a report is about.

Two questions, in this order. What name does the report give its district? Every place that may say so (title, the lines of its delivery,
publisher, signature, opening, page chrome) votes with a weight of its own; the city that every report mentions has no vote there, unless
someone speaks for a city and names none. Which of the divisions of that name is it? A name written directly before it decides; else the
counties, cities and provinces that the text names as its own, and the neighbours that it mentions; a place that is named as another
(支援…, …路) says nothing. What that leaves open, and what scores below :data:`DECIDED`, stays open, with the candidates.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from etl.conform.placenames import (
    LowerName,
    Mask,
    UpperName,
    ending,
    is_nameless,
    level_of,
    lower_names,
    masked_name,
    split,
    unknown_lower,
    unknown_upper,
    upper_names,
    without_upper,
    zone_name,
)
from etl.contracts.records import Document
from etl.grammar.figures import DIGITS_AND_TEN, ONE_OR_TWO
from etl.grammar.lexicon import any_of, becomes, chars_of, words_of
from etl.reference.places import Division, Divisions, Written, divisions, place_context
from etl.report.readers.delivery import ASSEMBLY, ISSUER, REPRESENTED, SPEAKER, Delivery, Said, delivery_of


@dataclass(frozen=True, slots=True)
class District:
    """The district that a document reports on; `natural_key` tells it from every other one."""

    natural_key: str
    name: str | None
    level: str | None
    """state, province, city, county, sub-district, town, township or zone (a farm or zone below the county, a division or not)."""
    code: str | None
    """Division code: nine digits, or six for a county and above. Of a masked name or a zone that is no division, what it lies in."""
    county: str | None
    city: str | None
    province: str | None
    anonymised: bool
    fictional: bool
    resolved_by: str
    """What named it: sidecar, title, assembly, represented, speaker, issuer, publisher, signature, opening, chrome, text or nothing."""
    how: str = ""
    """The evidence, in words."""
    score: float = 0.0
    """From 0 (undecided) to 1."""
    candidates: tuple[str, ...] = ()
    """Codes of the divisions that it may be, where that stays open."""


TITLE, PUBLISHER, SIGNATURE, OPENING, CHROME, SIDECAR = "title", "publisher", "signature", "opening", "chrome", "sidecar"
TEXT = "text"
_WEIGHT = {
    SIDECAR: 8.0,
    TITLE: 8.0,
    ASSEMBLY: 8.0,
    REPRESENTED: 6.0,
    SPEAKER: 6.0,
    ISSUER: 6.0,
    PUBLISHER: 6.0,
    SIGNATURE: 6.0,
    OPENING: 4.0,
    TEXT: 4.0,
    CHROME: 3.0,
}
DECIDED = 0.4
"""Score below which a district stays undecided: what page chrome alone names does."""
_AGREED = 0.66
"""Share of the weight that a place must have where formal lines name another as well."""
_NAMES_ITSELF = frozenset({SIDECAR, TITLE, ASSEMBLY})
"""Where a report names its own place: what it says elsewhere never overrides that."""
_SPEAKS = frozenset({TITLE, ASSEMBLY, REPRESENTED, SPEAKER, ISSUER})
_CERTAIN = 8.0
"""Weight at which nothing more has to speak for a name: that of a title."""
_OPENING_LENGTH = 400
_SIGNATURE_LINES, _SIGNATURE_LENGTH = 4, 40
_MOST_REPEATS, _REPEAT_WEIGHT = 8, 0.4
_MENU = 2
"""A line of page chrome that names more districts is a menu."""
_MARGIN, _RATIO = 1.0, 1.3
"""What the best candidate must be ahead of the second: by so much, and by so many times."""
_ENOUGH = 2.0
"""Support below which no namesake is chosen: one mention is no evidence."""
_MOST_NAMED, _TIMES_SECOND = 5, 2
"""How often a text without any formal name must mention its place, and how many times as often as the next of that level."""
_BESIDE = 10
"""Characters before and after a name that tell whose it is."""
_LISTED = 12
"""Candidates that are recorded at most."""
_RANKS = ("街道", "镇", "乡")
"""Townships become towns, towns become sub-districts, and they keep their names."""

_STATE = "中华人民共和国"
_BETWEEN = frozenset({"", "、", *words_of("place: between names of a list")})
"""What stands between names of a row or a list."""
_DIGITS = {
    "province": ((2,), words_of("office of a province: end")),
    "city": ((2, 4, 6), words_of("office of a city: end")),
    "county": ((6,), words_of("office of a county: end")),
}
"""Levels that an office has: the length of their codes, the ends of their names."""
_WE = re.compile(f"[我全]({any_of('we: level')})")
_WE_LEVELS = becomes("we: level that is clear")
_ONE_LEVEL = frozenset(_WE_LEVELS) - {"市"}
"""There are cities of three levels."""
"""我区 may be a county's, an autonomous region's and a zone's."""
_ORGAN = re.compile(any_of("organ"))
_SUBJECT_BEFORE = re.compile(f"(?:^|[^一-鿿]|{any_of('place: before a subject')})$")
_UPPER_SUBJECT = re.compile(any_of("upper place: does"))
_AFTER_UPPER = re.compile(f"{any_of('upper place: after')}|[^一-鿿]|$|[{ONE_OR_TWO}]?[{DIGITS_AND_TEN}]{{2,4}}年|[一-鿿]{{2,12}}[局办]")

_SIGNS = becomes("sign of a province")
_SIGN = re.compile(rf"([{''.join(_SIGNS)}])(?:ICP|公网安备|{any_of('sign: office')}[{chars_of('sign: paper')}]?[〔\[（(])")
_PARTY_OF = becomes("party of a county")
# How much a name above a candidate speaks for it, by the digits of its code: written in full, and in short.
_FULL, _SHORT = {6: 3.0, 4: 2.0, 2: 1.5}, {6: 1.5, 4: 1.0, 2: 0.7}
_MOST_MENTIONS = 3
_MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass(slots=True)
class _Unit:
    """A name that may be the reporting district's, with what speaks for it."""

    name: str
    kind: str
    """lower, upper, zone or state."""
    codes: tuple[str, ...] = ()
    linked: frozenset[str] = frozenset()
    parent: tuple[str, ...] = ()
    origins: dict[str, float] = field(default_factory=dict)
    seen: int = 0
    former: bool = False

    @property
    def weight(self) -> float:
        repeated = _REPEAT_WEIGHT * min(self.seen, _MOST_REPEATS) if self.seen > 1 else 0.0
        return sum(self.origins.values()) + repeated

    @property
    def origin(self) -> str:
        return max(self.origins, key=lambda origin: _WEIGHT[origin])

    @property
    def strength(self) -> float:
        return min(1.0, self.weight / _CERTAIN)


@dataclass(frozen=True, slots=True)
class _Places:
    """A document as the places that may name its district, without blank space within lines."""

    strong: tuple[tuple[str, str], ...]
    body: str
    delivery: Delivery

    @property
    def opening(self) -> str:
        return self.body[:_OPENING_LENGTH]

    @property
    def everything(self) -> str:
        """The whole text and the strong places once more, so that a name there counts twice."""
        return "\n".join((self.body, self.opening, *(text for _, text in self.strong)))


def resolve(document: Document, table: Divisions | None = None) -> District:
    """The district that a document reports on. What a sidecar says outranks all; an invented one is never looked up.

    `table` is the table of divisions, the shipped one if left out.
    """
    sidecar = document.sidecar
    if sidecar.fictional:
        return _fictional(sidecar.district, document)
    table = table or divisions()
    places = _places(document)
    if sidecar.district:
        return _of_sidecar(re.sub(r"\s", "", sidecar.district), places, document, table)
    best, rival = _best(_units(places, table), places, table)
    if best is None or (best.kind != "lower" and not best.origins.keys() & _SPEAKS) or best.weight < _WEIGHT[PUBLISHER]:
        # Where someone speaks for a place, prose that has a mark before 镇 is no mask.
        prose = () if best and best.origins.keys() & {TEXT, *_SPEAKS} else ((OPENING, places.opening), (TEXT, places.body))
        for origin, text in (*places.strong, *prose):
            if mask := masked_name(text, table):
                return _of_masked(mask, origin, _Evidence(places, table), document)
    if best is None:
        named = _Evidence(places, table).uppers()[:3]
        how = "undecided: no part of the document names a district"
        how += f"; it mentions {_names([code for code, _ in named], table)}" if named else ""
        return _nowhere(f"unknown:{document.document_id}", None, None, "nothing", how, [code for code, _ in named])
    found = _of_unit(best, _Evidence(places, table, best.name), document)
    return _weighed(found, best, rival, document)


def _weighed(found: District, best: _Unit, rival: _Unit | None, document: Document) -> District:
    """The district with what speaks for another taken off its score; undecided where that leaves too little."""
    if not found.code or best.kind == "state":
        return found
    share = best.weight / (best.weight + rival.weight) if rival else 1.0
    score = round(found.score * share, 2)
    how = found.how + (f"; but {_said(rival)}" if rival else "")
    if score >= DECIDED and share >= _AGREED:
        return replace(found, how=how, score=score)
    candidates = list(dict.fromkeys((found.code, *(rival.codes if rival else ()))))
    how = f"undecided: {how} (score {score})"
    return _nowhere(f"undecided:{document.document_id}", best.name, found.level, best.origin, how, candidates)


# --- which name ---------------------------------------------------------------------------------------


def _places(document: Document) -> _Places:
    text = document.text
    away = [text[start:end] for start, end in document.chrome]
    inside = _closed(document.body)
    # A signature stands on lines of its own, or behind the last full stop where the lines were lost.
    last = [re.split("[。；;]", line)[-1] for line in inside[-400:].split("\n")[-_SIGNATURE_LINES:]]
    strong = [(TITLE, _closed(document.title or "")), (PUBLISHER, _closed(document.publisher or ""))]
    strong += [(SIGNATURE, line) for line in last if len(line) <= _SIGNATURE_LENGTH]
    strong += [(CHROME, line) for line in re.sub(r"[^\S\n]+", " ", "\n".join(away)).split("\n")]
    return _Places(tuple((origin, line) for origin, line in strong if line.strip()), inside, delivery_of(text))


def _closed(text: str) -> str:
    """The text without blank space within lines: scans and pages space names out (石 槽 镇)."""
    return "\n".join(filter(None, ("".join(line.split()) for line in text.splitlines())))


def _units(places: _Places, table: Divisions) -> list[_Unit]:
    """The names that may be the reporting district's, each with the weight of the places that name it."""
    units: dict[tuple[str, str], _Unit] = {}
    for origin, weight, unit in _votes(places, table):
        known = units.setdefault((unit.kind, unit.name), unit)
        known.codes = known.codes or unit.codes
        known.linked |= unit.linked
        known.parent = known.parent or unit.parent
        known.origins[origin] = max(weight, known.origins.get(origin, 0.0))
    for unit in units.values():
        if unit.kind == "lower":
            unit.seen = places.body.count(unit.name.removesuffix("道") if unit.name.endswith("街道") else unit.name)
    return list(units.values())


def _votes(places: _Places, table: Divisions) -> Iterator[tuple[str, float, _Unit]]:
    for origin, text in places.strong:
        zone = zone_name(text) or ""
        names = [name for name in lower_names(text, table) if name.bounded and (name.linked or not _is_end(name.name, zone))]
        if origin == CHROME:
            if len({name.name for name in names}) <= _MENU:
                yield from ((origin, _WEIGHT[origin], _lower(name)) for name in names)
        elif names:
            yield origin, _WEIGHT[origin], _lower(names[0])
        else:
            yield from ((origin, _WEIGHT[origin], unit) for unit in _others(text, table))
    for said in places.delivery.said:
        if unit := _speaks(said, table):
            yield said.by, _WEIGHT[said.by], unit
    yield from ((OPENING, weight, unit) for weight, unit in _opening_votes(places.opening, table))


def _is_end(name: str, zone: str) -> bool:
    """Whether a name is the end of a zone's longer one (经济开发区 of 明州经济开发区)."""
    return len(name) < len(zone) and zone.endswith(name)


def _speaks(said: Said, table: Divisions) -> _Unit | None:
    """The place that a formal line names at its end; nothing where it says its level alone (我代表市人民政府)."""
    if lower := [name for name in lower_names(said.who, table) if name.end == len(said.who) and name.bounded]:
        return _lower(lower[-1])
    if said.level == "lower" and (unknown := next(unknown_lower(said.who), None)):
        return _Unit(unknown[1], "lower", parent=ending(said.who[: unknown[0]], table))
    if upper := [name for name in upper_names(said.who, table) if name.end == len(said.who) and name.start != name.end]:
        return _upper(upper[-1], table)
    if said.level == "zone" and (zone := zone_name(said.who)):
        return _zone(zone, table)
    return None


def _opening_votes(opening: str, table: Divisions) -> Iterator[tuple[float, _Unit]]:
    """A name that is the subject of a clause, or on whose behalf someone speaks, weighs more than one that is mentioned."""
    weight = _WEIGHT[OPENING]
    names = [name for name in lower_names(opening, table) if name.bounded]
    for name in names:
        before = without_upper(opening[: name.start][-32:], table)
        yield weight if _SUBJECT_BEFORE.search(before) else weight / 2, _lower(name)
    if not names:
        for start, unknown, end in unknown_lower(opening):
            # Prose has words that end like names (返乡): an unknown one needs an organ of its own, or what it lies in before it.
            parent = ending(opening[:start], table)
            if parent or _ORGAN.match(opening, end):
                yield weight / 2, _Unit(unknown, "lower", (), parent=parent)
    if "国务院" in opening and re.search("代表国务院", opening):
        yield _WEIGHT[TITLE], _Unit(_STATE, "state")
    for place in upper_names(opening, table):
        if place.written.full and _SUBJECT_BEFORE.search(opening[: place.start]) and _UPPER_SUBJECT.match(opening, place.end):
            yield weight / 2, _upper(place, table)


def _others(text: str, table: Divisions) -> Iterator[_Unit]:
    """The unit that a title, a publisher or a signature names, where it names none of the table below the county: at most one."""
    if "国务院" in text:
        yield _Unit(_STATE, "state")
        return
    if unknown := next(unknown_lower(text), None):
        yield _Unit(unknown[1], "lower", (), parent=ending(text[: unknown[0]], table))
        return
    uppers = list(upper_names(text, table))
    zone = zone_name(text)
    if zone and not any(text[: name.end].endswith(zone) for name in uppers):
        yield _zone(zone, table)
    elif named := next((name for name in uppers if _AFTER_UPPER.match(text, name.end)), None):
        yield _upper(named, table)
    elif county := unknown_upper(text):
        yield _Unit(county, "upper")


def _lower(name: LowerName) -> _Unit:
    return _Unit(name.name, "lower", name.codes, frozenset(name.linked), name.parent)


def _upper(name: UpperName, table: Divisions) -> _Unit:
    return _Unit(name.written.text, "upper", name.codes, former=name.written.text in table.former)


def _zone(zone: str, table: Divisions) -> _Unit:
    first = next(upper_names(zone, table), None)
    return _Unit(zone, "zone", (), parent=first.codes if first and first.start == 0 else ())


def _best(units: list[_Unit], places: _Places, table: Divisions) -> tuple[_Unit | None, _Unit | None]:
    """The unit that most speaks for, and the strongest that speaks for another place.

    Where the report names its own place (title, assembly), what names another elsewhere is a rival only if someone speaks for it.
    """
    ranked = sorted(units, key=lambda unit: -unit.weight)
    if not any(unit.origins.keys() & _SPEAKS for unit in ranked) and (spoken := _spoken_for(places, table)):
        ranked = [spoken]
    if not ranked:
        return None, None
    own = [unit for unit in ranked if unit.origins.keys() & _NAMES_ITSELF]
    best = (own or ranked)[0]
    if best.kind == "upper" and not best.origins.keys() & _SPEAKS:
        # The site of a county publishes the reports of its towns: a unit inside it speaks, if the report itself names it.
        for unit in ranked[1:]:
            if unit.kind == "lower" and _inside(unit, best) and unit.weight >= _WEIGHT[OPENING]:
                return unit, None
    rivals = (unit for unit in ranked if unit is not best and unit.origins.keys() & _SPEAKS and unit.codes and best.codes)
    return best, next((unit for unit in rivals if not _inside(unit, best) and not _inside(best, unit)), None)


def _inside(unit: _Unit, other: _Unit) -> bool:
    return any(code.startswith(above) for code in unit.codes for above in other.codes)


def _spoken_for(places: _Places, table: Divisions) -> _Unit | None:
    """The place of the level that the text speaks for and that it mentions far more often than any other of that level.

    The level is that of the speaker (省长, 我代表市人民政府), else the one of which the text says we (我市, 全市).
    """
    levels = {said.level for said in places.delivery.said if said.level in _DIGITS}
    if len(levels) > 1:
        return None
    own = levels.pop() if levels else _own_level(places.body)
    if own is None:
        return None
    counts: Counter[str] = Counter()
    digits, suffixes = _DIGITS[own]
    for relation, meanings in _mentions(places.body, table):
        for written in meanings if relation != "other" else ():
            if written.ordinary:
                continue
            for code in written.codes:
                if len(code) in digits and table.division(code).name.endswith(suffixes):
                    counts[code] += 2 if written.full else 1
    (code, most), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    if most < _MOST_NAMED or most < _TIMES_SECOND * second:
        return None
    return _Unit(table.division(code).name, "upper", (code,), origins={TEXT: _WEIGHT[TEXT]})


def _we(body: str) -> str | None:
    """省, 市, 州 or the like, where a text says we of it (全州) far more often than of anything else."""
    counts = Counter(match[1] for match in _WE.finditer(body))
    (own, most), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return own if most >= _MOST_NAMED and most >= _TIMES_SECOND * second else None


def _own_level(body: str) -> str | None:
    """The level of which a text says we, if it is one of _DIGITS."""
    return _WE_LEVELS.get(_we(body) or "")


# --- which division of that name ------------------------------------------------------------------------


@dataclass(slots=True)
class _Named:
    """How often a text names a division, in full and in short; as its own (番禺区委), or so that it may be (another's are not counted)."""

    text: str
    own_full: int = 0
    own_short: int = 0
    other_full: int = 0
    other_short: int = 0

    def count(self, full: bool, own: bool) -> None:
        if own:
            self.own_full += full
            self.own_short += not full
        else:
            self.other_full += full
            self.other_short += not full

    @property
    def fulls(self) -> int:
        return self.own_full + self.other_full

    @property
    def shorts(self) -> int:
        return self.own_short + self.other_short

    @property
    def times(self) -> int:
        return self.fulls + self.shorts

    @property
    def full(self) -> float:
        return self.own_full + self.other_full / 2

    @property
    def short(self) -> float:
        return self.own_short + self.other_short / 2

    @property
    def tells(self) -> bool:
        """Whether it alone may tell namesakes apart: named as the report's own, or in full more than once."""
        return self.own_full + self.own_short > 0 or self.other_full > 2


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A division that bears the name, with what the text says for it."""

    code: str
    support: float
    reasons: tuple[str, ...]
    told: bool
    """Whether that is enough to choose it among namesakes."""


def _mentions(text: str, table: Divisions) -> Iterator[tuple[str, tuple[Written, ...]]]:
    """Every name of a county, a city or a province in `text` with its relation to the report (own, other or neutral).

    Names in a row or a list (支援湖北武汉; 赴贵州省、云南省) share what stands before the first.
    """
    context = place_context()
    lead, last = "", -1
    for start, end, meanings in table.occurrences(text):
        if last < 0 or text[last:start] not in _BETWEEN:
            lead = re.split(r"[,，。;；:：\n]", text[max(0, start - _BESIDE) : start])[-1]
        yield context.relation(lead, text[end : end + _BESIDE]), meanings
        last = end


class _Evidence:
    """What a text says of where it is from; `name` is the district's own, whose parts are no evidence (光明街道 is no sign of 光明区)."""

    def __init__(self, places: _Places, table: Divisions, name: str = "") -> None:
        self.table = table
        self.text = places.everything
        self.body = places.body
        self.elsewhere = self.text.replace(name, "\n") if name else self.text
        self.strong = "\n".join(text for _, text in places.strong)
        self.named: dict[str, _Named] = {}
        self.beside: dict[str, _Named] = {}
        """Counties, those of which it is told as of others too: neighbours help and visit each other."""
        self.signs = {_SIGNS[sign] for sign in _SIGN.findall(self.text)}
        self._neighbours: dict[str, tuple[str, ...]] | None = None
        for relation, meanings in _mentions(self.elsewhere, table):
            for written in meanings:
                if written.ordinary or (not written.full and written.text in name):
                    continue
                for code in written.codes:
                    if len(code) == 6:
                        self.beside.setdefault(code, _Named(written.text)).count(written.full, own=True)
                    if relation != "other":
                        self.named.setdefault(code, _Named(written.text)).count(written.full, relation == "own")

    @property
    def neighbours(self) -> dict[str, tuple[str, ...]]:
        """The other units below the county that the text names."""
        if self._neighbours is None:
            self._neighbours = {found.name: found.codes for found in lower_names(self.elsewhere, self.table)}
        return self._neighbours

    def rank(self, codes: Iterable[str]) -> list[_Candidate]:
        """The candidates with what speaks for them, the best first."""
        return sorted((self._support(code) for code in codes), key=lambda found: (-found.support, found.code))

    def _support(self, code: str) -> _Candidate:
        total, reasons, told = 0.0, [], False
        for above in self.table.above(code):
            if named := self.named.get(above):
                total += _FULL[len(above)] * min(named.full, _MOST_MENTIONS) + _SHORT[len(above)] * min(named.short, _MOST_MENTIONS)
                reasons.append(f"{named.text} {named.times}×")
                told |= named.tells
        if code[:2] in self.signs:
            total += 2
            reasons.append("its province's sign in a record or document number")
            told = True
        near = [(name, self._nearness(code, codes)) for name, codes in self.neighbours.items()]
        near = [(name, much) for name, much in near if much]
        sisters = [(named.text, much) for other, named in self.beside.items() if (much := self._sisterhood(code, other, named))]
        # Those that weigh alike in the order of their characters, so that every run tells the same.
        beside = sorted((*near, *sisters), key=lambda found: (-found[1], found[0]))
        if beside:
            total += sum(much for _, much in beside[:6])
            reasons.append("its neighbours " + "、".join(name for name, _ in beside[:3]))
            told |= len(beside) > 1 or beside[0][1] >= 1
        return _Candidate(code, total, tuple(reasons), told and total >= _ENOUGH)

    def _nearness(self, code: str, codes: tuple[str, ...]) -> float:
        """What the name of another unit below the county says for a candidate: the rarer the name, the more."""
        if code in codes:
            return 0.0
        county = code[:6] if self.table.has(code[:6]) else code[:4]
        if any(other.startswith(county) for other in codes):
            return 1.5 / math.sqrt(len(codes))
        return 0.5 / len(codes) if len(code) > 4 and any(other.startswith(code[:4]) for other in codes) else 0.0

    def _sisterhood(self, code: str, other: str, named: _Named) -> float:
        """What the name of another county of the same city (or of the same municipality) says for a candidate."""
        city = code[:2] if code.startswith(_MUNICIPALITIES) else code[:4]
        if len(other) != 6 or code.startswith(other) or not other.startswith(city) or len(code) <= len(city):
            return 0.0
        return min(named.full, 2) * 0.7 + min(named.short, 2) * 0.4

    def uppers(self) -> list[tuple[str, float]]:
        """The counties, cities and provinces that the text names, by weight."""
        weights = {code: (3 * named.fulls + named.shorts) * self._fits_party(code) for code, named in self.named.items()}
        return sorted(weights.items(), key=lambda found: (-found[1], found[0]))

    def _fits_party(self, code: str) -> float:
        """区委 in the text speaks for a 区 and against a 县."""
        own = _PARTY_OF.get(self.table.division(code).name[-1]) if len(code) == 6 else None
        said = [party for party in _PARTY_OF.values() if party in self.text]
        return 1.0 if not own or not said or own in said else 0.3

    def certain(self, in_full: bool = True) -> tuple[str, str, float] | None:
        """The county that the text names far more than any other, else the city, else the province: code, reason, share.

        `in_full` asks that it be named in full at least once: short forms also stand inside other words.
        """
        ranked = [(code, weight) for code, weight in self.uppers() if self.named[code].fulls or not in_full]
        for digits in (6, 4, 2):
            level = [(code, weight) for code, weight in ranked if len(code) == digits]
            if level and level[0][1] >= 3:
                second = level[1][1] if len(level) > 1 else 0.0
                if level[0][1] >= 1.5 * second:
                    named = self.named[level[0][0]]
                    return level[0][0], f"{named.text} {named.times}×", level[0][1] / (level[0][1] + second)
        return None

    def foreign(self, code: str) -> str | None:
        """A county or city that title, publisher, signature or chrome names in full, in another province than `code`."""
        for name in upper_names(self.strong, self.table):
            if name.written.full and all(other[:2] != code[:2] for other in name.codes):
                return name.codes[0]
        return None


def _of_unit(unit: _Unit, evidence: _Evidence, document: Document) -> District:
    """The division of the unit's name that the document leaves, or the name alone."""
    table = evidence.table
    how = _said(unit)
    if unit.kind == "state":
        return District("state", _STATE, "state", "000000", None, None, None, False, False, unit.origin, how, round(unit.strength, 2))
    if unit.kind == "zone":
        return _of_zone(unit, evidence, how, document)
    codes = tuple(sorted(unit.linked)) or unit.codes
    # A city and the one county in it that bears its name are one place to their report: the city's.
    codes = tuple(code for code in codes if not any(code != other and code.startswith(other) for other in codes))
    if unit.kind == "lower" and unit.parent and not unit.linked:
        codes = ()  # another county is written before the name than those of its namesakes
    if unit.kind == "lower" and not codes:
        codes, today = _renamed(unit, evidence)
        how += today
    if not codes:
        return _not_in_table(unit, evidence, how)
    first, *rest = evidence.rank(codes)
    best, most, reasons = first.code, first.support, first.reasons
    second = rest[0].support if rest else 0.0
    if not rest and best not in unit.linked and most <= 0 and (foreign := evidence.foreign(best)):
        how = f"undecided: {how}; the one division of that name lies in {_path(best, table)}, the report names {_names([foreign], table)}"
        return _nowhere(f"undecided:{document.document_id}", unit.name, level_of(unit.name), unit.origin, how, codes)
    if rest and (not first.told or most < second + _MARGIN or most < second * _RATIO):
        how = f"undecided: {how}; {len(codes)} divisions bear that name and the text does not tell them apart"
        return _nowhere(
            f"undecided:{document.document_id}",
            unit.name,
            level_of(unit.name, best),
            unit.origin,
            how,
            [found.code for found in (first, *rest)],
        )
    own = _we(evidence.body) if unit.kind == "upper" else None
    if own in _ONE_LEVEL and own != (unit.name if unit.former else table.division(best).name)[-1]:
        how = f"undecided: {how}, which may be {table.division(best).name}; but the text speaks for a {own}"
        return _nowhere(f"undecided:{document.document_id}", unit.name, level_of(unit.name, best), unit.origin, how, [best])
    if best in unit.linked:
        how += f" beside {_names(unit.parent, table)}"
    if reasons and (len(unit.codes) > 1 or best not in unit.linked):
        how += "; text names " + ", ".join(reasons)
    how += f" ({len(unit.codes)} divisions bear that name)" if len(unit.codes) > 1 else ""
    found = table.division(best)
    share = most / (most + second) if rest else 1.0
    score = round(unit.strength * share, 2)
    code = _six(best)
    if unit.name in table.merged:
        how += f"; {unit.name} was merged into {found.name}, whose figures are others"
        return _merged(unit, code, level_of(found.name, best), found, how, score)
    how += f"; {unit.name} is {found.name} today" if unit.former else ""
    place = (found.county, found.city, found.province)
    return District(code, found.name, level_of(found.name, best), code, *place, False, False, unit.origin, how, score)


def _merged(unit: _Unit, code: str, level: str, today: Division, how: str, score: float) -> District:
    """A place that is but a part of a division of today: its figures stand under its own name."""
    county, city = (unit.name, today.city) if level == "county" else (None, unit.name)
    key = f"former:{code}:{unit.name}"
    return District(key, unit.name, level, None, county, city, today.province, False, False, unit.origin, how, score)


def _renamed(unit: _Unit, evidence: _Evidence) -> tuple[tuple[str, ...], str]:
    """Divisions of the unit's name at another rank in a place that the text names: a 镇 that is a 街道 today."""
    suffix = next((suffix for suffix in _RANKS if unit.name.endswith(suffix)), "")
    stem = unit.name.removesuffix(suffix)
    for other in _RANKS if suffix and len(stem) > 1 else ():
        codes = evidence.table.below_county(stem + other) if other != suffix else ()
        if unit.parent:
            inside = [code for code in codes if any(code.startswith(above) for above in unit.parent)]
        else:
            inside = [found.code for found in evidence.rank(codes) if found.support >= _ENOUGH]
        if inside:
            return tuple(inside), f"; it is {stem + other} today"
    return (), ""


def _not_in_table(unit: _Unit, evidence: _Evidence, how: str) -> District:
    """A name that the table has not: new, abolished or invented. What lies above it is what stands beside it, else what the text names."""
    parent = unit.parent[0] if len(unit.parent) == 1 else None
    how += f"; the table has none{' in ' + _names(unit.parent, evidence.table) if unit.parent else ''}"
    if parent is None and (certain := evidence.certain()):
        parent, reason, _ = certain
        how += f"; text names {reason}"
    name, level = unit.name, level_of(unit.name)
    if parent is None:
        return _nowhere(f"name:{name}", name, level, unit.origin, f"undecided: {how}", ())
    above = evidence.table.division(parent)
    place = (above.county, above.city, above.province)
    return District(f"name:{_six(parent)}:{name}", name, level, None, *place, False, False, unit.origin, f"undecided: {how}")


def _of_zone(unit: _Unit, evidence: _Evidence, how: str, document: Document) -> District:
    """A zone that is no division: the county or city with which its name begins or that the text names."""
    how += ", no division"
    parent = evidence.rank(unit.parent)[0].code if unit.parent else None
    certain = evidence.certain()
    # A zone is seldom named after a place elsewhere, yet 滨江新区 need not lie in 滨江区: what the text calls its own decides.
    if certain and (parent is None or certain[0].startswith(parent) or evidence.named[certain[0]].tells):
        parent = certain[0]
        how += f"; text names {certain[1]}"
    elif parent:
        how += f"; its name begins with {_names([parent], evidence.table)}"
    if parent is None:
        key = f"undecided:{document.document_id}" if is_nameless(unit.name) else f"name:{unit.name}"
        return _nowhere(key, unit.name, "zone", unit.origin, f"undecided: {how}", ())
    above = evidence.table.division(parent)
    code = _six(parent)
    place = (above.county, above.city, above.province)
    score = round(unit.strength / 2, 2)
    return District(f"zone:{code}:{unit.name}", unit.name, "zone", code, *place, False, False, unit.origin, how, score)


def _of_masked(mask: Mask, origin: str, evidence: _Evidence, document: Document) -> District:
    """A name that its publisher masked: the county (or city) that the text names, and never more."""
    key, how = f"masked:{document.document_id}", f"name masked ({mask.text})"
    if len(mask.parent) == 1:
        parent, share = mask.parent[0], 1.0
        how += f" beside {_names(mask.parent, evidence.table)}"
    elif certain := evidence.certain(in_full=False):
        parent, reason, share = certain
        how += f"; text names {reason}"
    else:
        named = [_six(code) for code, _ in evidence.uppers()[:3]]
        how = f"undecided: {how}; no county or city stands out in the text"
        return District(key, mask.text, mask.level, None, None, None, None, True, False, origin, how, 0.0, tuple(named))
    above = evidence.table.division(parent)
    place = (above.county, above.city, above.province)
    return District(key, above.name + mask.text, mask.level, _six(parent), *place, True, False, origin, how, round(0.8 * share, 2))


def _of_sidecar(said: str, places: _Places, document: Document, table: Divisions) -> District:
    """What the sidecar names: a code, or a name with or without the names above it."""
    how = f"sidecar says {said}"
    places = replace(places, strong=(*places.strong, *[(SIDECAR, said)] * 3))
    unit: _Unit | None = None
    if said.isdigit():
        code = _code(said, table)
        if code is None:
            # What the document says by itself is worth a look, though it may not be what the sidecar means.
            alone = resolve(replace(document, sidecar=replace(document.sidecar, district=None)), table)
            how = f"undecided: {how}, which is no division's code; without it: {alone.how}"
            return _nowhere(f"code:{said}", alone.name, alone.level, SIDECAR, how, [alone.code] if alone.code else alone.candidates)
        unit = _Unit(said, "upper", (code,))
    elif mask := masked_name(said, table):
        return _of_masked(mask, SIDECAR, _Evidence(places, table), document)
    elif names := list(lower_names(said, table)):
        unit = _lower(names[0])
    else:
        unit = next(_others(said, table), None)
    county, city, province, name = split(said)
    if unit:
        unit.origins = {SIDECAR: _WEIGHT[SIDECAR]}
        found = _of_unit(unit, _Evidence(places, table, unit.name), document)
        if found.code or found.candidates:
            return found
        name, county, city, province = found.name or name, county or found.county, city or found.city, province or found.province
    level = level_of(name)
    return District(
        f"name:{said}", name, level, None, county, city, province, False, False, SIDECAR, f"{how}; the table has none of that name", 0.5
    )


def _fictional(said: str | None, document: Document) -> District:
    """An invented district: its full name taken apart."""
    if not said:
        return District(
            f"unknown:{document.document_id}", None, None, None, None, None, None, False, True, "nothing", "sidecar says fictional"
        )
    county, city, province, name = split(said)
    return District(
        f"fictional:{said}", name, level_of(name), None, county, city, province, False, True, SIDECAR, "sidecar says fictional", 1.0
    )


def _nowhere(key: str, name: str | None, level: str | None, origin: str, how: str, candidates: Iterable[str]) -> District:
    listed = tuple(map(_six, candidates))[:_LISTED]
    return District(key, name, level, None, None, None, None, False, False, origin, how, 0.0, listed)


def _code(digits: str, table: Divisions) -> str | None:
    """The division that a code of 2 to 12 digits means; zeros at its end stand for the levels below."""
    if len(digits) >= 9 and digits[6:9] != "000":
        return digits[:9] if table.has(digits[:9]) else None
    digits = digits[:6]
    while digits.endswith("00"):
        digits = digits[:-2]
    return digits if table.has(digits) else None


def _six(code: str) -> str:
    """The code as the standard writes it: six digits for a county and above."""
    return code.ljust(6, "0")


def _said(unit: _Unit) -> str:
    origins = sorted(unit.origins, key=lambda origin: -_WEIGHT[origin])
    how = f"{', '.join(origins)} {'names' if len(origins) == 1 else 'name'} {unit.name}"
    return how if unit.seen < 2 else f"{how} (text {unit.seen}×)"


def _names(codes: Iterable[str], table: Divisions) -> str:
    return "、".join(dict.fromkeys(table.division(code).name for code in codes))


def _path(code: str, table: Divisions) -> str:
    found = table.division(code)
    return "".join(dict.fromkeys(filter(None, (found.province, found.city, found.county))))
