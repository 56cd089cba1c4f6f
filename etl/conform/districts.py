"""Districts: which division a report is about.

Two questions, in this order. What name does the report give its district? Every place that may say so (title, publisher, signature,
opening, page chrome) votes with a weight of its own; the city that every report mentions has no vote there. Which of the divisions of
that name is it? A name written directly before it decides; else the counties, cities and provinces that the text names, and the
neighbours that it mentions. What that leaves open stays open, with the candidates.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from etl.conform.placenames import (
    LowerName,
    Mask,
    UpperName,
    ending,
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
from etl.reference.places import Divisions, divisions


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
    """What named it: sidecar, title, publisher, signature, opening, chrome, text or nothing."""
    how: str = ""
    """The evidence, in words."""
    score: float = 0.0
    """From 0 (undecided) to 1."""
    candidates: tuple[str, ...] = ()
    """Codes of the divisions that it may be, where that stays open."""


TITLE, PUBLISHER, SIGNATURE, OPENING, CHROME, SIDECAR = "title", "publisher", "signature", "opening", "chrome", "sidecar"
_WEIGHT = {TITLE: 8.0, PUBLISHER: 6.0, SIGNATURE: 6.0, OPENING: 4.0, CHROME: 3.0, SIDECAR: 8.0}
_CERTAIN = 8.0
"""Weight at which nothing more has to speak for a name: that of a title."""
_OPENING_LENGTH = 400
_SIGNATURE_LINES, _SIGNATURE_LENGTH = 4, 40
_MOST_REPEATS, _REPEAT_WEIGHT = 8, 0.4
_MENU = 2
"""A line of page chrome that names more districts is a menu."""
_MARGIN, _RATIO = 1.0, 1.3
"""What the best candidate must be ahead of the second: by so much, and by so many times."""
_LISTED = 12
"""Candidates that are recorded at most."""
_RANKS = ("街道", "镇", "乡")
"""Townships become towns, towns become sub-districts, and they keep their names."""

_STATE = "中华人民共和国"
_SUBJECT_BEFORE = re.compile(r"(?:^|[^一-鿿]|[年来在是由将现请表着])$")
_REPRESENTING = re.compile(r"代表(?:中共)?(?P<who>[^,，。、;；\n]{2,24}?)(?:人民政府|委员会|政府|[,，])")
_UPPER_SUBJECT = re.compile("坚持|认真|紧紧|深入|全面|上下|围绕|团结|以|在|实现|全力|始终|主动|聚焦|地区生产总值")
_AFTER_UPPER = re.compile(
    r"(?:人民)?政府|委|人大|政协|[^一-鿿]|$|年|[一二]?[〇零一二三四五六七八九十]{2,4}年|第|关于|工作|经济|国民|统计|[一-鿿]{2,12}[局办]"
)

_SIGNS = {
    sign: row[:2]
    for row in re.split(
        " ",
        "11京 12津 13冀 14晋 15蒙 21辽 22吉 23黑 31沪 32苏 33浙 34皖 35闽 36赣 37鲁 41豫 42鄂 43湘 44粤 45桂 46琼 "
        "50渝 51川蜀 52贵黔 53云滇 54藏 61陕秦 62甘陇 63青 64宁 65新",
    )
    for sign in row[2:]
}
_SIGN = re.compile(rf"([{''.join(_SIGNS)}])(?:ICP|公网安备|(?:府办?|政办?|委办?)[发函规]?[〔\[（(])")
_PARTY_OF = {"区": "区委", "县": "县委", "旗": "旗委"}
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
    best = _best(_units(places, table))
    if best is None or best.kind != "lower" or best.weight < _WEIGHT[PUBLISHER]:
        for origin, text in (*places.strong, (OPENING, places.opening), ("text", places.body)):
            if mask := masked_name(text, table):
                return _of_masked(mask, origin, _Evidence(places, table), document)
    if best is None:
        named = _Evidence(places, table).uppers()[:3]
        how = "undecided: no part of the document names a district"
        how += f"; it mentions {_names([code for code, _ in named], table)}" if named else ""
        return _nowhere(f"unknown:{document.document_id}", None, None, "nothing", how, [code for code, _ in named])
    return _of_unit(best, _Evidence(places, table, best.name), document)


# --- which name ---------------------------------------------------------------------------------------


def _places(document: Document) -> _Places:
    text = document.text
    body, away, position = [], [], 0
    for start, end in (*document.chrome, (len(text), len(text))):
        body.append(text[position:start])
        away.append(text[start:end])
        position = end
    inside = _closed("".join(body))
    # A signature stands on lines of its own, or behind the last full stop where the lines were lost.
    last = [re.split("[。；;]", line)[-1] for line in inside[-400:].split("\n")[-_SIGNATURE_LINES:]]
    strong = [(TITLE, _closed(document.title or "")), (PUBLISHER, _closed(document.publisher or ""))]
    strong += [(SIGNATURE, line) for line in last if len(line) <= _SIGNATURE_LENGTH]
    strong += [(CHROME, line) for line in re.sub(r"[^\S\n]+", " ", "\n".join(away)).split("\n")]
    return _Places(tuple((origin, line) for origin, line in strong if line.strip()), inside)


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
        names = [name for name in lower_names(text, table) if name.bounded]
        if origin == CHROME:
            if len({name.name for name in names}) <= _MENU:
                yield from ((origin, _WEIGHT[origin], _lower(name)) for name in names)
        elif names:
            yield origin, _WEIGHT[origin], _lower(names[0])
        else:
            yield from ((origin, _WEIGHT[origin], unit) for unit in _others(text, table))
    yield from ((OPENING, weight, unit) for weight, unit in _opening_votes(places.opening, table))


def _opening_votes(opening: str, table: Divisions) -> Iterator[tuple[float, _Unit]]:
    """A name that is the subject of a clause, or on whose behalf someone speaks, weighs more than one that is mentioned."""
    weight = _WEIGHT[OPENING]
    names = [name for name in lower_names(opening, table) if name.bounded]
    for name in names:
        before = without_upper(opening[: name.start][-32:], table)
        yield weight if _SUBJECT_BEFORE.search(before) else weight / 2, _lower(name)
    if not names:
        yield from (
            (weight / 2, _Unit(name, "lower", (), parent=ending(opening[:start], table))) for start, name, _ in unknown_lower(opening)
        )
    for match in _REPRESENTING.finditer(opening):
        if "国务院" in match.group():
            yield _WEIGHT[TITLE], _Unit(_STATE, "state")
        elif not any(lower_names(match["who"], table)):
            yield from ((weight + 2, _upper(who, table)) for who in upper_names(match["who"], table) if who.end == len(match["who"]))
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
        first = next(upper_names(zone, table), None)
        yield _Unit(zone, "zone", (), parent=first.codes if first and first.start == 0 else ())
    elif named := next((name for name in uppers if _AFTER_UPPER.match(text, name.end)), None):
        yield _upper(named, table)
    elif county := unknown_upper(text):
        yield _Unit(county, "upper")


def _lower(name: LowerName) -> _Unit:
    return _Unit(name.name, "lower", name.codes, frozenset(name.linked), name.parent)


def _upper(name: UpperName, table: Divisions) -> _Unit:
    return _Unit(name.written.text, "upper", name.codes, former=name.written.text in table.former)


def _best(units: list[_Unit]) -> _Unit | None:
    ranked = sorted(units, key=lambda unit: -unit.weight)
    if not ranked:
        return None
    best = ranked[0]
    if best.kind == "upper" and TITLE not in best.origins:
        # The site of a county publishes the reports of its towns: a unit inside it speaks, if the report itself names it.
        for unit in ranked[1:]:
            inside = any(code.startswith(above) for code in unit.codes for above in best.codes)
            if unit.kind == "lower" and inside and unit.weight >= _WEIGHT[OPENING]:
                return unit
    return best


# --- which division of that name ------------------------------------------------------------------------


class _Evidence:
    """What a text says of where it is from; `name` is the district's own, whose parts are no evidence (光明街道 is no sign of 光明区)."""

    def __init__(self, places: _Places, table: Divisions, name: str = "") -> None:
        self.table = table
        self.text = places.everything
        self.elsewhere = self.text.replace(name, "\n") if name else self.text
        self.strong = "\n".join(text for _, text in places.strong)
        # Code: how often its name stands there in full and in short.
        self.named: dict[str, tuple[float, float, str]] = {}
        self.signs = {_SIGNS[sign] for sign in _SIGN.findall(self.text)}
        self._neighbours: dict[str, tuple[str, ...]] | None = None
        for written, times in table.named_in(self.elsewhere):
            if written.ordinary or (not written.full and written.text in name):
                continue
            for code in written.codes:
                full, short, text = self.named.get(code, (0.0, 0.0, written.text))
                if written.full:
                    self.named[code] = (full + times, short, written.text)
                else:
                    self.named[code] = (full, short + times, text)

    @property
    def neighbours(self) -> dict[str, tuple[str, ...]]:
        """The other units below the county that the text names."""
        if self._neighbours is None:
            self._neighbours = {found.name: found.codes for found in lower_names(self.elsewhere, self.table)}
        return self._neighbours

    def rank(self, codes: Iterable[str]) -> list[tuple[str, float, list[str]]]:
        """The candidates with their support and its reasons, the best first."""
        return sorted(((code, *self._support(code)) for code in codes), key=lambda found: (-found[1], found[0]))

    def _support(self, code: str) -> tuple[float, list[str]]:
        total, reasons = 0.0, []
        for above in self.table.above(code):
            full, short, text = self.named.get(above, (0, 0, ""))
            if full or short:
                total += _FULL[len(above)] * min(full, _MOST_MENTIONS) + _SHORT[len(above)] * min(short, _MOST_MENTIONS)
                reasons.append(f"{text} {full + short:g}×")
        if code[:2] in self.signs:
            total += 2
            reasons.append("its province's sign in a record or document number")
        near = [(name, self._nearness(code, codes)) for name, codes in self.neighbours.items()]
        near = [(name, much) for name, much in near if much]
        sisters = [
            (text, much) for other, (full, short, text) in self.named.items() if (much := self._sisterhood(code, other, full, short))
        ]
        # Those that weigh alike in the order of their characters, so that every run tells the same.
        beside = sorted((*near, *sisters), key=lambda found: (-found[1], found[0]))
        if beside:
            total += sum(much for _, much in beside[:6])
            reasons.append("its neighbours " + "、".join(name for name, _ in beside[:3]))
        return total, reasons

    def _nearness(self, code: str, codes: tuple[str, ...]) -> float:
        """What the name of another unit below the county says for a candidate: the rarer the name, the more."""
        if code in codes:
            return 0.0
        county = code[:6] if self.table.has(code[:6]) else code[:4]
        if any(other.startswith(county) for other in codes):
            return 1.5 / math.sqrt(len(codes))
        return 0.5 / len(codes) if len(code) > 4 and any(other.startswith(code[:4]) for other in codes) else 0.0

    def _sisterhood(self, code: str, other: str, full: float, short: float) -> float:
        """What the name of another county of the same city (or of the same municipality) says for a candidate."""
        city = code[:2] if code.startswith(_MUNICIPALITIES) else code[:4]
        if len(other) != 6 or code.startswith(other) or not other.startswith(city) or len(code) <= len(city):
            return 0.0
        return min(full, 2) * 0.7 + min(short, 2) * 0.4

    def uppers(self) -> list[tuple[str, float]]:
        """The counties, cities and provinces that the text names, by weight."""
        weights = {code: (3 * full + short) * self._fits_party(code) for code, (full, short, _) in self.named.items()}
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
        ranked = [(code, weight) for code, weight in self.uppers() if self.named[code][0] or not in_full]
        for digits in (6, 4, 2):
            level = [(code, weight) for code, weight in ranked if len(code) == digits]
            if level and level[0][1] >= 3:
                second = level[1][1] if len(level) > 1 else 0.0
                if level[0][1] >= 1.5 * second:
                    full, short, text = self.named[level[0][0]]
                    return level[0][0], f"{text} {full + short:g}×", level[0][1] / (level[0][1] + second)
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
        return _of_zone(unit, evidence, how)
    codes = tuple(sorted(unit.linked)) or unit.codes
    if unit.kind == "lower" and unit.parent and not unit.linked:
        codes = ()  # another county is written before the name than those of its namesakes
    if unit.kind == "lower" and not codes:
        codes, today = _renamed(unit, evidence)
        how += today
    if not codes:
        return _not_in_table(unit, evidence, how)
    (best, most, reasons), *rest = evidence.rank(codes)
    second = rest[0][1] if rest else 0.0
    if not rest and best not in unit.linked and most <= 0 and (foreign := evidence.foreign(best)):
        how = f"undecided: {how}; the one division of that name lies in {_path(best, table)}, the report names {_names([foreign], table)}"
        return _nowhere(f"undecided:{document.document_id}", unit.name, level_of(unit.name), unit.origin, how, codes)
    if rest and (most < second + _MARGIN or most < second * _RATIO):
        how = f"undecided: {how}; {len(codes)} divisions bear that name and the text does not tell them apart"
        ahead = [code for code, *_ in ((best, most, reasons), *rest)]
        return _nowhere(f"undecided:{document.document_id}", unit.name, level_of(unit.name, best), unit.origin, how, ahead)
    if best in unit.linked:
        how += f" beside {_names(unit.parent, table)}"
    if reasons and (len(unit.codes) > 1 or best not in unit.linked):
        how += "; text names " + ", ".join(reasons)
    how += f" ({len(unit.codes)} divisions bear that name)" if len(unit.codes) > 1 else ""
    found = table.division(best)
    how += f"; {unit.name} is {found.name} today" if unit.former else ""
    share = most / (most + second) if rest else 1.0
    score = round(unit.strength * share, 2)
    code = _six(best)
    place = (found.county, found.city, found.province)
    return District(code, found.name, level_of(found.name, best), code, *place, False, False, unit.origin, how, score)


def _renamed(unit: _Unit, evidence: _Evidence) -> tuple[tuple[str, ...], str]:
    """Divisions of the unit's name at another rank in a place that the text names: a 镇 that is a 街道 today."""
    suffix = next((suffix for suffix in _RANKS if unit.name.endswith(suffix)), "")
    stem = unit.name.removesuffix(suffix)
    for other in _RANKS if suffix and len(stem) > 1 else ():
        codes = evidence.table.below_county(stem + other) if other != suffix else ()
        if unit.parent:
            inside = [code for code in codes if any(code.startswith(above) for above in unit.parent)]
        else:
            inside = [code for code, support, _ in evidence.rank(codes) if support >= 2]
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


def _of_zone(unit: _Unit, evidence: _Evidence, how: str) -> District:
    """A zone that is no division: the county or city with which its name begins or that the text names."""
    how += ", no division"
    parent = evidence.rank(unit.parent)[0][0] if unit.parent else None
    certain = evidence.certain()
    if certain and (parent is None or certain[0].startswith(parent)):
        parent = certain[0]
        how += f"; text names {certain[1]}"
    elif parent:
        how += f"; its name begins with {_names([parent], evidence.table)}"
    if parent is None:
        return _nowhere(f"name:{unit.name}", unit.name, "zone", unit.origin, f"undecided: {how}", ())
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
            return _nowhere(f"code:{said}", None, None, SIDECAR, f"undecided: {how}, which is no division's code", ())
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
