"""Which part of its area, or which other place, a figure is about: that which its clause has as its subject.

高新区完成投资3亿元; 全国粮食产量…; 东河机械公司实现产值…; 其中石塘村300亩; 7个县区生产总值均超百亿元.
The grammar tells parts by their words alone (社区, 村); this knows the divisions, and the district that reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from etl.conform.districts import District
from etl.contracts.records import Extraction, Mention
from etl.grammar.figures import TEN
from etl.grammar.lexicon import DIMENSION_OF, LONG_VERBS, TWO_CHARACTER_NOUNS, any_of, chars_of
from etl.grammar.phrases import NOUN_AFTER_VERB
from etl.reference.places import Divisions

#: (clause before the figure, code of the district that reports, its name, the part)
EXAMPLES: tuple[tuple[str, str, str, str | None], ...] = (
    ("义乌市实现地区生产总值", "330700", "金华市", "义乌市"),
    ("义乌市实现地区生产总值", "330782", "义乌市", None),
    ("义乌新增规上企业", "330700", "金华市", "义乌"),
    ("金华市完成财政收入", "330782", "义乌市", "金华市"),
    ("高新区完成工业投资", "330700", "金华市", "高新区"),
    ("金义新区实现财政收入", "330700", "金华市", "金义新区"),
    ("合肥高新区实现财政收入", "340100", "合肥高新区", None),
    ("7个县市区生产总值都超过", "330700", "金华市", "7个县市区"),
    ("7个县市区生产总值、固定资产投资都超过", "330700", "金华市", "7个县市区"),
    ("义乌市地区生产总值、固定资产投资分别达到", "330700", "金华市", "义乌市"),
    ("义乌市完成税收3亿元、完成固定资产投资", "330700", "金华市", None),
    ("义乌市财政收入、全市固定资产投资达到", "330700", "金华市", None),
    ("义乌市财政收入、东阳市固定资产投资达到", "330700", "金华市", "东阳市"),
    ("三个乡镇财政收入均突破", "330782", "义乌市", "三个乡镇"),
    ("义乌市场成交额达到", "330700", "金华市", None),
    ("高新区建设投入资金", "330700", "金华市", None),
    ("新增3个乡镇卫生院", "330700", "金华市", None),
    ("全市完成财政收入", "330700", "金华市", None),
    ("全市完成财政收入", "330782", "义乌市", None),
    ("全县完成财政收入", "330723", "武义县", None),
    ("全市完成财政收入", "330723", "武义县", "全市"),
    ("全省粮食产量达到", "330700", "金华市", "全省"),
    ("我国粮食产量达到", "330700", "金华市", "我国"),
    ("全省重点项目完成投资", "330700", "金华市", None),
    ("在全省率先完成", "330700", "金华市", None),
    ("全区完成投资", "450100", "南宁市", "全区"),
    ("全区完成投资", "450000", "广西壮族自治区", None),
    ("确保高新区完成工业投资", "330700", "金华市", "高新区"),
    ("其中武义县新增规上企业", "330700", "金华市", "武义县"),
    ("石塘社区新增停车位", "330703", "金东区", "石塘社区"),
    ("在石塘村新建停车位", "330703", "金东区", "石塘村"),
    ("行政村通硬化路", "330703", "金东区", None),
    ("东河机械公司实现产值", "330703", "金东区", "东河机械公司"),
    ("上市公司实现营业收入", "330703", "金东区", None),
    ("引进东河机械公司投资", "330703", "金东区", None),
    ("实现地区生产总值", "330700", "金华市", None),
)

_HOW = any_of("told of an area: how")
_AREA = any_of("told of an area")
_TOLD_OF = rf"{_HOW}*{_AREA}"
"""What is told of an area as a whole, right after its name."""
_MEASURED = re.compile(_TOLD_OF)
_CHANGES = re.compile(rf"{_HOW}*{any_of('told of a change')}")
_OF_FIRM = re.compile(rf"{_HOW}*{any_of('told of a firm')}")
_ZONE = re.compile(rf"(?P<stem>[一-鿿]{{0,7}}?){any_of('zone end')}")
_NO_STEM = re.compile(f"{any_of('leads to an object', 'manner', 'furthers a part')}|.*[{chars_of('part: no stem')}]")
"""Words before a name that are none of it: 围绕高新区, 全国唯一的开发区."""
_VILLAGE = re.compile(r"(?P<stem>[一-鿿]{2,4}?)(?:社区|村(?![民级庄集组干]))")
_NO_VILLAGE = re.compile(rf"{any_of('no name of a place')}$")
_TOWN = re.compile("[一-鿿]{2,6}?(?:街道|[镇乡])")
_FIRM = re.compile(rf"“?(?P<stem>[一-鿿A-Za-z]{{2,12}}?)”?{any_of('firm end')}")
_NO_FIRM = re.compile(rf"{any_of('no name of a firm')}$")
_SCOPE = re.compile(f"[全我本](?P<of>[{chars_of('part: level')}])道?")
_SCOPES = {"国": 0, "省": 1, "市": 2, "州": 2, "盟": 2, "县": 3, "区": 3, "旗": 3}
"""How near to the ground what is called so lies; below the county nothing is wider than what reports."""
_LEVELS = {"state": 0, "province": 1, "city": 2, "county": 3}
_MEMBERS = re.compile(f"[0-9两二三四五六七八九十]{{1,3}}个?(?:县[(（]?市[、,]?区[)）]?|{any_of('part: members')})")
_SEVERAL = re.compile(rf"(?P<several>{_MEMBERS.pattern})(?={_TOLD_OF}).{{0,20}}?[都均]")
_ALL_OF_THEM = re.compile(rf"{_TOLD_OF}.{{0,20}}?[都均]")
"""What goes on to tell of the same several: …,财政收入都超过10亿元."""
_OPENING = 2
"""Clauses of a sentence up to the figure that its opening clause may be about."""
_LISTED = 6
"""Things of a list that may have one subject; longer ones are of projects or firms."""
_DIGIT = re.compile("[0-9]")
_LEAD = re.compile(f"(?:[(（]?[0-9{TEN}]{{1,2}}(?:[)）、.]|是)|[0-9]{{4}}年(?:前|全年)?|{any_of('lead to a part')})+[,，]?")
_AT = re.compile("[在为]")
_COUNTS = ("count", "entity")
"""Dimensions in which zones, villages and firms are themselves counted."""
_BREAK = re.compile("[，,；;。：:]")
_LONGEST_CLAUSE = 1_000
"""Characters; a longer one names no place."""
_STOP = re.compile("[；;。()（）]")


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a clause is about."""

    place: str
    end: int
    """Where it ends in the clause."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a district, and what is wider than it."""

    district: District
    table: Divisions

    def named(self, clause: str, start: int) -> Iterator[_Subject]:
        """What may be the name of a part or of another place at `start` of a clause, the surest first; the reader looks at what follows."""
        yield from self._divisions(clause, start)
        if (found := _ZONE.match(clause, start)) and self._is_other(found[0]) and not _NO_STEM.match(found["stem"]):
            yield _Subject(found[0], found.end())
        if (found := _VILLAGE.match(clause, start)) and self._is_other(found[0]) and is_name(found["stem"]):
            yield _Subject(found[0], found.end())
        if (found := _TOWN.match(clause, start)) and self._is_near(found[0]):
            yield _Subject(found[0], found.end())

    def _divisions(self, clause: str, start: int) -> Iterator[_Subject]:
        if (code := self.district.code) is None:
            return
        for written in self.table.beginning(clause, start):
            inside = any(found.startswith(_bare(code)) for found in written.codes)
            if not written.ordinary and (written.full or inside) and not any(_six(found) == code for found in written.codes):
                yield _Subject(written.text, start + len(written.text))

    def _is_other(self, name: str) -> bool:
        own = self.district.name
        return not own or (not own.endswith(name) and own not in name)

    def _is_near(self, name: str) -> bool:
        """Whether a town of that name lies in the county or the city that reports, or beside the town that does."""
        code = self.district.code
        own = self.district.name or ""
        return code is not None and name != own and any(found.startswith(_bare(code)[:6]) for found in self.table.below_county(name))

    def wider(self, clause: str) -> str | None:
        """The word at the start of a clause for an area that what reports is but a part of (全国, 全省)."""
        if not (found := _SCOPE.match(clause)):
            return None
        level, name = self.district.level, self.district.name or ""
        scope = _SCOPES.get(found["of"])
        if level is None or scope is None or name.endswith(found["of"]):
            return None
        if found["of"] == "区" and level in ("city", "county"):
            # Neither has a 区 above it but an autonomous region.
            return found[0] if (self.district.province or "").endswith("自治区") else None
        return found[0] if scope < _LEVELS.get(level, 4) else None


def _bare(code: str) -> str:
    """A code without the zeros that stand for the levels below."""
    while code.endswith("00"):
        code = code[:-2]
    return code


def _six(code: str) -> str:
    return code.ljust(6, "0")


@lru_cache(maxsize=65536)
def is_name(stem: str) -> bool:
    """Whether what stands before 村 or 社区 may be its name, and neither a sort of them nor a verb."""
    return not (_NO_VILLAGE.search(stem) or LONG_VERBS.at(stem, 0) or stem in TWO_CHARACTER_NOUNS)


@lru_cache(maxsize=65536)
def _tells(rest: str, amount: bool = False) -> bool:
    """Whether what follows a name makes it the subject: a core figure, or a verb that is no noun (高新区建设投入, 社区覆盖率).

    An `amount`, or a change, may stand right behind the name (全省达到5万元); a count there is of its own kind (开发区达到5个).
    """
    if _MEASURED.match(rest) or (amount and _CHANGES.match(rest)):
        return True
    verb = LONG_VERBS.at(rest, 0)
    return bool(verb) and rest != verb and not LONG_VERBS.at(rest, len(verb)) and rest[len(verb)] not in NOUN_AFTER_VERB


def part_of(clause: str, district: District, table: Divisions, amount: bool = False) -> str | None:
    """The part of the area, or the other place, that is the subject of a clause (the words before a figure); None for the whole.

    What is listed by 、 without a figure or a place of its own is told of the subject that the list begins with.
    """
    parts = _Parts(district, table)
    listed = clause.split("、")[-_LISTED:]
    for at in range(len(listed) - 1, -1, -1):
        rest = "、".join(listed[at:])
        if found := _subject(rest, parts, amount):
            return None if at < len(listed) - 1 and _DIGIT.search(rest, rest.index(found) + len(found)) else found
        if _SCOPE.match(listed[at]) or _DIGIT.search(listed[at]):
            return None
    return None


def _subject(clause: str, parts: _Parts, amount: bool) -> str | None:
    """The part or other place that a clause begins with."""
    clause = _led(clause)
    if found := _SEVERAL.match(clause):
        return found["several"]
    if wider := parts.wider(clause):
        return wider if _tells(clause[len(wider) :], amount) else None
    if found := _AT.match(clause):
        return next((named.place for named in parts.named(clause, 1) if _tells(clause[named.end :], amount)), None)
    if LONG_VERBS.at(clause, 0) or _NO_STEM.match(clause[:1]):
        return None
    if named := next((named for named in parts.named(clause, 0) if _tells(clause[named.end :], amount)), None):
        return named.place
    firm = _FIRM.match(clause)
    tells = firm and (_OF_FIRM.match(clause, firm.end()) or _tells(clause[firm.end() :], amount))
    return firm[0] if firm and tells and _is_firm(firm["stem"]) else None


def _is_firm(stem: str) -> bool:
    """Whether what stands before 公司 may be its name: neither a sort of firms, nor what is done with one (启动建设东河集团投资的…)."""
    return not (_verb_within(stem) or _NO_FIRM.search(stem) or _NO_STEM.match(stem))


def _verb_within(words: str) -> bool:
    """Whether a verb stands in front of the end of what should be a name."""
    return any((verb := LONG_VERBS.at(words, at)) and at + len(verb) < len(words) for at in range(len(words) - 1))


def _led(clause: str) -> str:
    return clause[found.end() :] if (found := _LEAD.match(clause)) else clause


def tell_parts(extraction: Extraction, district: District, table: Divisions) -> None:
    """Fill the place of every mention whose clause names a part of the area, or another place, as its subject.

    A place that is but an example of what is counted (柳岸小区等21个小区) is taken away, and the name of a place leaves that of the
    indicator.
    """
    text = extraction.document.text
    parts = _Parts(district, table)
    before: _Told | None = None
    renamed: dict[str, str] = {}
    for mention in extraction.mentions:
        if before is not None and before.mention.sentence_start != mention.sentence_start:
            before, renamed = None, {}
        # All that stands before it would be read again for every figure of a sentence.
        start = mention.sentence_start if before is None else max(mention.sentence_start, mention.quote_start - _LONGEST_CLAUSE)
        words = text[start : mention.quote_start].lstrip()
        carried = False
        if mention.place and words.endswith(f"{mention.place}等"):
            mention.place = None  # an example of what is counted: 柳岸小区等21个小区
        elif mention.place is None and mention.measure != "rank":
            whole = extraction.mentions[mention.whole] if mention.whole is not None else None
            *others, clause = _BREAK.split(words)
            mention.place = _place(mention, clause if others or start == mention.sentence_start else "", parts, whole, before)
            if mention.place is None and before is None:
                mention.place = _opened(words, parts)
            elif mention.place is None and before is not None and _goes_on(mention, before, text):
                mention.place, carried = before.mention.place, True
        told = _Told(mention, mention.indicator_text, carried)
        _rename(mention, before, renamed)
        before = told


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure, the name of its indicator as it was read, and whether its place is that of the figure before it."""

    mention: Mention
    words: str
    carried: bool


def _place(mention: Mention, clause: str, parts: _Parts, whole: Mention | None, before: _Told | None) -> str | None:
    """The place that the words of a figure name, which is its subject or all that stands before it."""
    amount = mention.measure == "growth" or DIMENSION_OF.get(mention.unit) not in _COUNTS
    words = mention.indicator_text
    if "分别" in clause and (own := next((named for named in parts.named(words, 0) if _tells(words[named.end :])), None)):
        return own.place  # 甲县、乙县分别完成投资2亿元、3亿元
    if found := part_of(clause, parts.district, parts.table, amount):
        return found
    last = _led(clause.split("、")[-1])
    is_part = whole is not None and mention.unit == whole.unit and not _VILLAGE.search(whole.indicator_text)
    after_another = amount and before is not None and before.mention.place is not None and before.mention.unit == mention.unit
    if is_part or after_another:
        return next((named.place for named in parts.named(last, 0) if named.end == len(last)), None)  # 其中石塘村300亩
    return None


def _opened(words: str, parts: _Parts) -> str | None:
    """The part that the clause before the first figure of a sentence is about: 柳港新区开发顺利推进,基础设施投资….

    What every area tells of itself stays the whole's.
    """
    if _STOP.search(words) or len(clauses := _BREAK.split(words)) != _OPENING or _SCOPE.match(clauses[1]) or _MEASURED.match(clauses[1]):
        return None
    opening = _led(clauses[0])
    named = next((n for n in parts.named(opening, 0) if n.end > len("新区")), None)
    return named.place if named and _ZONE.fullmatch(named.place) and not _verb_within(named.place) else None


def _goes_on(mention: Mention, before: _Told, text: str) -> bool:
    """Whether a figure without a subject of its own is about the place of the one before it."""
    if before.mention.place is None:
        return False
    between = text[before.mention.quote_end : mention.quote_start]
    clause = _BREAK.split(between)[-1]
    if _MEMBERS.fullmatch(before.mention.place):
        return _ALL_OF_THEM.match(clause) is not None
    if _SCOPE.match(_led(clause)):
        return False
    if mention.measure in ("growth", "rate") and mention.indicator_text in (before.words, before.mention.indicator_text):
        return True  # 义乌市完成税收3亿元,增长5%
    if _STOP.search(between) or _BREAK.split(between, maxsplit=1)[-1] != clause:
        return False
    if _FIRM.fullmatch(before.mention.place):
        return bool(_OF_FIRM.match(clause)) or _tells(clause)
    # A noun may be a subject of its own: it goes on in a list, and in the clause right behind.
    other = _LEAD.match(clause) or _DIGIT.match(clause)
    return _tells(clause) or (not other and (clause == between or not before.carried))


def _rename(mention: Mention, before: _Told | None, renamed: dict[str, str]) -> None:
    """Take the name of the place off the name of the indicator: 高新区完成投资 is 完成投资, of which the place is another matter."""
    words = mention.indicator_text
    bare = words.removeprefix("在")
    if mention.place and bare.startswith(mention.place):
        rest = bare.removeprefix(mention.place)
        if len(rest) < 2 and before is not None:
            rest = before.mention.indicator_text
        if len(rest) >= 2:
            mention.indicator_text = renamed[words] = rest
    elif words in renamed:
        mention.indicator_text = renamed[words]
