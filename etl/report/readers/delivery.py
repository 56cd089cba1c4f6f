"""The lines in which a report says who gave it, where and when.

——2031年1月12日在明州市第三届人民代表大会第五次会议上 · 明州市人民政府市长 某某 · 我代表明州市人民政府,向大会报告工作 ·
明州市人民政府关于印发…的通知.
What stands there is formal: these lines name the place and the day with more certainty than any other prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from etl.grammar.figures import TEN
from etl.grammar.fold import narrow
from etl.grammar.lexicon import any_of, becomes, chars_of, words_of
from etl.report.readers.lines import dates_in

ASSEMBLY, SPEAKER, REPRESENTED, ISSUER = "assembly", "speaker", "represented", "issuer"
_HEAD_LINES, _HEAD_LENGTH = 30, 1500
_LONGEST_LINE = 90
"""Characters of a line that is no prose."""
_MARKUP = re.compile(r"[*#>_`]+|<!--|-->")
_HAN = "[一-鿿]"
_ASSEMBLY = re.compile(
    f"(?P<who>{_HAN}{{1,18}}?)(?:第?[{TEN}]{{1,3}}届)?(?:{_HAN}{{2,6}}区)?{any_of('assembly')}(?:常务?委员?会?)?"
    rf"(?:第?[\d{TEN}]{{1,3}}次?)?(?:全体)?{any_of('assembly: meeting')}?(?:{any_of('assembly: verb')}|\)|$)"
)
_SPEAKER = re.compile(
    f"(?P<who>{_HAN}{{0,18}}?)(?:人民政府|政府)?(?:、?党[工组]?委?副?书记、?)?代?(?<!副)(?P<office>{any_of('office')}|(?<=区)代?主席)"
)
_REPRESENTED = re.compile(f"代表(?:中共)?(?P<who>{_HAN}{{0,24}}?)(?P<organ>{any_of('organ: represented')})")
_ISSUER = re.compile(f"^(?P<who>{_HAN}{{2,18}}?)(?:人民政府|办公[室厅])+(?:办公[{chars_of('office room')}])?(?:关于)?{any_of('issued')}")
_MEETING = re.compile(f"届.{{0,12}}{any_of('meeting')}")
_BEFORE_NAME = re.compile(f"^.*[{chars_of('before a name')}](?=.)")
_OFFICE_LEVELS = becomes("office: level")
_GENERIC = becomes("level alone")
_LOWER = re.compile(f"{any_of('lower level')}$")
_ZONE_ENDS = words_of("zone: end")


@dataclass(frozen=True, slots=True)
class Said:
    """What a formal line says: the words that name a place, and the level that its office or organ has."""

    by: str
    """assembly, speaker, represented or issuer."""
    who: str
    """As written: 明州市, 省, empty where the line says its office alone."""
    level: str | None
    """province, city, county, lower or zone, where the office or the organ tells."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """All formal lines at the head of a report."""

    said: tuple[Said, ...]
    day: date | None
    """Of the meeting that heard the report."""

    @property
    def heard(self) -> bool:
        """Whether the report was given to an assembly: at the start of a year about the one before, unless its day says otherwise."""
        return any(said.by in (ASSEMBLY, REPRESENTED) for said in self.said)


def delivery_of(text: str) -> Delivery:
    """The formal lines at the head of `text`, which may have Markdown and comments about it. Pure; linear in the head's length."""
    lines = list(_head(text))
    said = tuple(dict.fromkeys(_said(lines)))
    return Delivery(said, _day(lines))


def _head(text: str) -> Iterator[str]:
    """The first lines without markup and blanks; a line that breaks off before 人民代表大会 goes on with the next."""
    held = ""
    number = 0
    for raw in narrow(text[:_HEAD_LENGTH]).splitlines():
        line = "".join(_MARKUP.sub("", raw).split())
        if not line:
            continue
        number += 1
        if number > _HEAD_LINES:
            break
        if re.search("届$", line):
            held = line
            continue
        yield held + line
        held = ""


def _said(lines: Iterable[str]) -> Iterator[Said]:
    for line in lines:
        for spoken in _REPRESENTED.finditer(line):
            yield Said(REPRESENTED, spoken["who"], _level(spoken["who"], spoken["organ"]))
        if len(line) > _LONGEST_LINE or "。" in line[:-1]:
            continue
        if match := _ISSUER.search(line):
            yield Said(ISSUER, match["who"], _level(match["who"], "人民政府"))
        if match := _ASSEMBLY.search(line):
            who = _BEFORE_NAME.sub("", match["who"])
            yield Said(ASSEMBLY, who, _level(who, "人民政府"))
            line = line[match.end() :]
        if len(line) <= 40 and "," not in line and (match := _SPEAKER.search(line)):
            yield Said(SPEAKER, match["who"], _OFFICE_LEVELS[match["office"].removeprefix("代")])


def _level(who: str, organ: str) -> str | None:
    if organ in ("党工委", "办事处") or _LOWER.search(who):
        return "lower"
    if organ == "管委会" or who.endswith(_ZONE_ENDS):
        return "zone"
    return _GENERIC.get(who)


def _day(lines: Iterable[str]) -> date | None:
    """The day in a line that names the assembly, else the one that a line of its own gives within the head."""
    alone: date | None = None
    for line in lines:
        if len(line) > _LONGEST_LINE or not (found := dates_in(line)):
            continue
        if _ASSEMBLY.search(line) or _MEETING.search(line):
            return found[0]
        if alone is None and re.search(r"\(", line) and re.search("报告", line):
            alone = found[0]
    return alone
