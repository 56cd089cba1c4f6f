"""Names of districts in a text: where they stand, and which divisions they may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.grammar.figures import DIGITS_AND_TEN, ONE_OR_TWO
from etl.grammar.lexicon import any_of, becomes, chars_of, words_of
from etl.reference.places import Divisions, Written

LEVELS = becomes("level of a name")
"""Level of a unit below the county by the end of its name."""
_UPPER_LEVELS = {2: "province", 4: "city", 6: "county"}
_LONGEST = 14

_SUFFIX = re.compile(rf"{any_of('place: suffix')}|[{chars_of('place: suffix of a zone')}]\w{{1,2}}区")
_CONNECTORS = re.compile(rf"(?:{any_of('place: organ between')}|[\s>»›·\-—/|:：])+$")
_BOUNDARY = re.compile(f"(?:^|[^一-鿿]|[{chars_of('place: begins after a sign')}]|{any_of('place: begins after')})$")
_MASK = r"(?:[*＊×○●□△]{1,4}|[XxＸｘ]{1,4}|某某?)"
_MASKED = re.compile(f"(?<![A-Za-z0-9]){_MASK}(?P<suffix>{any_of('masked place: suffix')})")
_UNKNOWN = re.compile(
    f"(?P<stem>[一-鿿]{{1,20}}?)(?P<suffix>{any_of('unknown place: suffix')})(?={any_of('place: ends before')}|"
    f"[^一-鿿]|$|[{ONE_OR_TWO}]?[{DIGITS_AND_TEN}])"
)
_NO_NAME = re.compile(f".*(?:{any_of('place: no name in')}|[,，])|{any_of('place: no name')}")
_BEFORE_NAME = re.compile(f"^.*{any_of('place: before a name')}(?=..)")
_ABOVE = re.compile(f".*{any_of('place: above')}(?=.{{2}})")
_ZONE_SORTS = any_of("zone: sort")
_ZONE_KIND = f"(?:{_ZONE_SORTS})区|{any_of('zone: park')}"
_ZONE = re.compile(
    f"(?:(?P<name>[一-鿿]{{2,20}}?(?:{_ZONE_KIND}))|(?<![一-鿿])(?P<kind>{any_of('zone')}))"
    f"(?={any_of('zone: ends before')}|[^一-鿿]|$|[一二]?[〇零])"
)
_UNKNOWN_UPPER = re.compile(
    rf"(?P<name>[一-鿿]{{2,10}}?{any_of('upper place: suffix')})(?={any_of('upper place: ends before')}|[12]\d{{3}}年)"
)
_SPLIT = re.compile(
    f"(?P<province>.{{2,}}?{any_of('province: end')})?(?P<city>.{{2,}}?{any_of('city: end')})?(?P<county>.+?"
    f"{any_of('county: end')})?(?:人民政府)?$"
)
_SHORT_STREET = frozenset(words_of("street: short"))
_UPPER_ENDS = words_of("county or city: end")
_BARE_ZONES = frozenset(words_of("zone"))
_ORGAN_END = re.compile(f"{any_of('place: organ at the end')}$")


@dataclass(frozen=True, slots=True)
class LowerName:
    """The name of a unit below the county as it stands in a text."""

    start: int
    end: int
    name: str
    """As the table has it: 市桥街道 for 市桥街."""
    codes: tuple[str, ...]
    linked: tuple[str, ...]
    """Those of the codes whose county, city or province is written directly before the name."""
    parent: tuple[str, ...]
    """Codes that the county, city or province written directly before the name may mean."""
    bounded: bool
    """Whether a name can begin there: 石桥街道 in 青石桥街道 is not one."""


@dataclass(frozen=True, slots=True)
class UpperName:
    """The name of a county, a city or a province as it stands in a text, with what is written above it (广东省中山市)."""

    start: int
    """Where the first of the names begins."""
    end: int
    written: Written
    """The last of the names."""
    codes: tuple[str, ...]
    """Its codes, those that lie in the names before it."""


@dataclass(frozen=True, slots=True)
class Mask:
    """A name of which its publisher left the level only: *街道."""

    text: str
    level: str
    parent: tuple[str, ...]


def level_of(name: str, code: str | None = None) -> str:
    """The level of a division, from the length of its code or the end of its name; farms and zones below the county are `zone`."""
    if code and len(code) in _UPPER_LEVELS:
        return _UPPER_LEVELS[len(code)]
    if code is None and name.endswith(_UPPER_ENDS):
        return "county"
    return next((level for suffix, level in LEVELS.items() if name.endswith(suffix)), "zone")


def lower_names(text: str, table: Divisions) -> Iterator[LowerName]:
    """The names of sub-districts, towns and townships of the table that stand in `text`, in order."""
    for match in _SUFFIX.finditer(text):
        found: LowerName | None = None
        suffix = match.group()
        zone = suffix.endswith(("区", "城"))
        for start in range(max(0, match.end() - _LONGEST), match.start()):
            if zone and any(start + len(written.text) == match.end() for written in table.beginning(text, start)):
                break  # a county by its whole name, such as 浦东新区
            if suffix != "办事处" and not table.may_begin_below_county(text, start):
                continue
            name = _full(text[start : match.start()], suffix)
            codes = table.below_county(name)
            if not codes or (len(name) == 2 and re.match("[一-鿿]", text[start - 1 : start])):
                continue
            before = text[max(0, start - _LONGEST) : start]
            parent = ending(before, table)
            linked = tuple(code for code in codes if any(code.startswith(above) for above in parent))
            # The longest name is meant, unless only a shorter one goes with what stands before it.
            if found is None or (linked and not found.linked):
                bounded = bool(parent or _BOUNDARY.search(before))
                found = LowerName(start, match.end(), name, codes, linked, parent, bounded)
        if found:
            yield found


def _full(stem: str, suffix: str) -> str:
    return stem + ("街道" if suffix in _SHORT_STREET else suffix)


def ending(before: str, table: Divisions) -> tuple[str, ...]:
    """Codes of the county, city or province whose name ends `before` (番禺区人民政府, 深圳市), its own parents taken into account."""
    before = _CONNECTORS.sub("", before)
    for start in range(max(0, len(before) - _LONGEST), len(before) - 1):
        for written in table.beginning(before, start):
            if start + len(written.text) == len(before):
                above = ending(before[:start], table) if start else ()
                inside = tuple(code for code in written.codes if any(code.startswith(upper) for upper in above))
                return inside or written.codes
    return ()


def without_upper(before: str, table: Divisions) -> str:
    """`before` without the names of counties, cities and provinces that end it."""
    rest = _CONNECTORS.sub("", before)
    for start in range(max(0, len(rest) - _LONGEST), len(rest) - 1):
        if any(start + len(written.text) == len(rest) for written in table.beginning(rest, start)):
            return without_upper(rest[:start], table)
    return before


def upper_names(text: str, table: Divisions) -> Iterator[UpperName]:
    """The names of counties, cities and provinces in `text`; names in a row (广东省中山市) are one, of the last.

    Ordinary words are passed over unless a name stands before them.
    """
    done = 0
    for at in table.starts(text):
        row: UpperName | None = None
        if at < done:
            continue
        while True:
            written = next((w for w in table.beginning(text, at) if row or not w.ordinary), None)
            if written is None:
                break
            inside = tuple(code for code in written.codes if row and any(code.startswith(upper) for upper in row.codes))
            if row and not inside:
                break
            row = UpperName(row.start if row else at, at + len(written.text), written, inside or written.codes)
            at = row.end
            if text.startswith("人民政府", at):
                at += 4
        if row:
            yield row
            done = row.end


def masked_name(text: str, table: Divisions) -> Mask | None:
    """The first masked name of a unit below the county in `text`."""
    match = _MASKED.search(text)
    if not match:
        return None
    return Mask(
        match.group(), LEVELS.get(match["suffix"], "sub-district"), ending(text[max(0, match.start() - _LONGEST) : match.start()], table)
    )


def unknown_lower(text: str) -> Iterator[tuple[int, str, int]]:
    """What looks like the name of a unit below the county, in the table or not: where it begins, the name, where it ends."""
    for match in _UNKNOWN.finditer(text):
        stem = _BEFORE_NAME.sub("", _ABOVE.sub("", match["stem"]))
        if 1 < len(stem) <= 6 and not _NO_NAME.fullmatch(stem):
            yield match.end("stem") - len(stem), _full(stem, match["suffix"]), match.end()


def unknown_upper(text: str) -> str | None:
    """What looks like the name of a county or a city with a government of its own, in the table or not."""
    match = _UNKNOWN_UPPER.search(text)
    return re.sub(r"^.*年", "", match["name"]) if match else None


def zone_name(text: str) -> str | None:
    """The name of a development zone or the like in `text`; its kind alone (经开区) where it has no more name than that."""
    match = _ZONE.search(text)
    return re.sub(r"^.*(?:年|中共)(?=..)", "", match["name"] or match["kind"]) if match else None


def is_nameless(zone: str) -> bool:
    """Whether what a zone is called says its kind alone (经开区)."""
    return zone in _BARE_ZONES


def split(said: str) -> tuple[str | None, str | None, str | None, str]:
    """County, city, province and name of a full name (澜宁市南漪区云汀街道), by its parts alone."""
    said = _ORGAN_END.sub("", said)
    said = f"{said}道" if said.endswith("街") else said
    suffix = next((suffix for suffix in LEVELS if said.endswith(suffix)), "")
    name = _ABOVE.sub("", said.removesuffix(suffix)) + suffix if suffix else ""
    above = _SPLIT.match(said.removesuffix(name))
    province, city, county = above.group("province", "city", "county") if above else (None, None, None)
    return county, city, province, name or county or city or province or said
