"""Which part of its area a figure is about, where the clause names one as its subject (高新区完成投资3亿元; 7个县区生产总值均超百亿元).

The grammar tells parts by their words alone (社区, 村); this knows the divisions, and the district that reports.
"""

from __future__ import annotations

import re

from etl.conform.districts import District
from etl.contracts.records import Extraction, Mention
from etl.reference.places import Divisions

#: (clause before the figure, code of the district that reports, its name, the part)
EXAMPLES: tuple[tuple[str, str, str, str | None], ...] = (
    ("义乌市实现地区生产总值", "330700", "金华市", "义乌市"),
    ("义乌市实现地区生产总值", "330782", "义乌市", None),
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
    ("确保高新区完成工业投资", "330700", "金华市", "高新区"),
    ("实现地区生产总值", "330700", "金华市", None),
)

_TOLD_OF = (
    r"(?:预计|全年|累计|共|年度)*(?:实现|完成|地区生产总值|生产总值|GDP|规模以上|规上|工业(?:总产值|增加值|投资)|财政(?:总?收入|支出)|税收|一般公共预算|固定资产投资"
    r"|进出口|社会消费品|城镇新增就业|(?:城镇|农村)(?:常住)?居民人均)"
)
"""What is told of an area as a whole, right after its name."""
_MEASURED = re.compile(_TOLD_OF)
_ZONE = re.compile(rf"(?P<zone>[一-鿿]{{0,6}}?(?:高新区|经开区|开发区|新区|保税区|自贸区|示范区|园区|工业园))(?={_TOLD_OF})")
_MEMBERS = re.compile("[0-9两二三四五六七八九十]{1,3}个?(?:县[(（]?市[、,]?区[)）]?|县区|县市|乡镇|镇街|街道|镇|乡|社区|村|开发区|园区)")
_SEVERAL = re.compile(rf"(?P<several>{_MEMBERS.pattern})(?={_TOLD_OF}).{{0,20}}?[都均]")
_ALL_OF_THEM = re.compile(rf"{_TOLD_OF}.{{0,20}}?[都均]")
"""What goes on to tell of the same several: …,财政收入都超过10亿元."""
_OF_ANOTHER = re.compile("[全本]")
_LISTED = 6
"""Things of a list that may have one subject; longer ones are of projects or firms."""
_DIGIT = re.compile("[0-9]")
_LEAD = re.compile("(?:其中|特别是|[0-9]{4}年|去年|全年|预计|力争|确保|推动|促进|争取|支持)+")
_BREAK = re.compile("[，,；;。：:]")


def part_of(clause: str, district: District, table: Divisions) -> str | None:
    """The part of the area, or the other place, that is the subject of a clause (the words before a figure); None for the whole.

    What is listed by 、 without a figure or a place of its own is told of the subject that the list begins with.
    """
    listed = clause.split("、")[-_LISTED:]
    for at in range(len(listed) - 1, -1, -1):
        rest = "、".join(listed[at:])
        if found := _subject(rest, district, table):
            return None if at < len(listed) - 1 and _DIGIT.search(rest, rest.index(found) + len(found)) else found
        if _OF_ANOTHER.match(listed[at]) or _DIGIT.search(listed[at]):
            return None
    return None


def _subject(clause: str, district: District, table: Divisions) -> str | None:
    """The part or other place that a clause begins with."""
    clause = clause[found.end() :] if (found := _LEAD.match(clause)) else clause
    own = district.name or ""
    if found := _SEVERAL.match(clause):
        return found["several"]
    for written in table.beginning(clause, 0):
        if written.full and not written.ordinary and _MEASURED.match(clause, len(written.text)):
            return None if district.code is None or _is(written.codes, district.code) else written.text
    if (found := _ZONE.match(clause)) and not own.endswith(found["zone"]) and own not in found["zone"]:
        return found["zone"]
    return None


def _is(codes: tuple[str, ...], code: str) -> bool:
    return any(found.ljust(6, "0") == code for found in codes)


def tell_parts(extraction: Extraction, district: District, table: Divisions) -> None:
    """Fill the place of every mention whose clause names a part of the area, or another place, as its subject.

    A place that is but an example of what is counted (柳岸小区等21个小区) is taken away.
    """
    text = extraction.document.text
    previous: Mention | None = None
    for mention in extraction.mentions:
        before = text[mention.sentence_start : mention.quote_start].lstrip()
        if mention.place and before.endswith(f"{mention.place}等"):
            mention.place = None  # an example of what is counted: 柳岸小区等21个小区
        elif mention.place is None and mention.measure != "rank":
            clause = _BREAK.split(before)[-1]
            mention.place = part_of(clause, district, table)
            if mention.place is None and previous is not None and _of_the_same(clause, mention, previous):
                mention.place = previous.place
            if mention.place is None and mention.measure == "growth" and previous is not None and _goes_with(mention, previous):
                mention.place = previous.place  # 义乌市完成税收3亿元,增长5%
        previous = mention


def _of_the_same(clause: str, mention: Mention, previous: Mention) -> bool:
    """Whether a clause goes on to tell of the several that the one before is about."""
    several = previous.place is not None and _MEMBERS.fullmatch(previous.place) is not None
    return several and mention.sentence == previous.sentence and _ALL_OF_THEM.match(clause) is not None


def _goes_with(growth: Mention, level: Mention) -> bool:
    return growth.sentence == level.sentence and growth.indicator_text == level.indicator_text
