"""What stands beside a figure and narrows it: the branch of the clause before, the place of a deed, the age of people."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.clauses import Clauses
from etl.grammar.lexicon import LONG_VERBS, TWO_CHARACTER_NOUNS, any_of, words_of
from etl.grammar.quantities import Quantity

#: sentence → the place that its figure is about
PLACES: tuple[tuple[str, str | None], ...] = (
    ("在柳桥社区、河东社区新建公园3个。", "柳桥社区、河东社区"),
    ("新修杨庄村3座漫水桥。", "杨庄村"),
    ("在老旧小区新建充电桩3个。", None),
    ("在全镇各村新建公园3个。", None),
)

#: sentence → what narrows each of its figures
NARROWED: tuple[tuple[str, tuple[str | None, ...]], ...] = (
    ("走访80岁以上老人320人、残疾人30人。", ("80岁以上", None)),
    ("为320名80岁以上老人体检。", ("80岁以上",)),
    ("走访老人320人,其中80岁以上45人。", (None, "80岁以上")),
    ("3-6岁幼儿入园率98%,小学入学率100%。", ("3-6岁", None)),
    ("年产值2000万元以上企业增至34家。", ("年产值2000万元以上",)),
    ("培育税收超亿元楼宇3栋、税收超千万元楼宇9栋。", ("税收超亿元", "税收超千万元")),
    ("平均年龄41.3岁,党员36人。", (None, None)),
    ("就业率每提高1个百分点带动就业200人。", ("每提高1个百分点",)),
)

_OF_BRANCH = frozenset(words_of("of a branch"))
_FARES = any_of("fares")
_BRANCH = re.compile(rf"(?P<branch>[\u4e00-\u9fff]{{0,8}}?{any_of('branch')})(?:[\u4e00-\u9fff]{{0,6}}?){_FARES}")
_PART = rf"[\u4e00-\u9fff]{{2,5}}?{any_of('part of the area')}"
_AT = re.compile(rf"[在于](?P<places>{_PART}(?:[、和及与]{_PART}){{0,3}})(?:等地|境内|内|里)?")
_JOINT = re.compile("[、和及与]")
_KIND = re.compile(f"{any_of('part of the area')}$")
_AGES = re.compile("[0-9]{1,3}(?:周岁|岁)(?:及|（含）)?以[上下]|[0-9]{1,3}(?:-|~|至|到)[0-9]{1,3}(?:周岁|岁)")


def branch_before(clauses: Clauses, lo: int, name: str) -> str:
    """The branch that the clause before tells of (服务业发展势头良好，预计实现增加值64亿元), '' where `name` needs none."""
    if name not in _OF_BRANCH:
        return ""
    found = _BRANCH.match(phrases.strip_lead(clauses.clause_before(lo)).strip())
    return found["branch"] if found else ""


def opening_place(text: str) -> tuple[str, int]:
    """The named parts of the area where what the words tell was done (在柳桥社区新建公园, 红旗村硬化道路), and where they end."""
    found = _AT.match(text)
    parts = _JOINT.split(found["places"]) if found is not None and LONG_VERBS.at(text, found.end()) else []
    if found is not None and parts and all(_names(_KIND.sub("", part)) for part in parts):
        return found["places"], found.end()
    place = phrases.leading_place(text)
    return place, len(place)


def age_of(clauses: Clauses, q: Quantity) -> str | None:
    """The age of those that a figure is about (走访80岁以上老人320人), in the words left of it or right of it."""
    if "岁" not in clauses.s:
        return None
    start, end = clauses.break_before(q.start), clauses.next_break(q.end)
    for other in clauses.quantities:
        if start < other.end <= q.start:
            start = other.end
        elif q.end <= other.start < end:
            end = other.start
    mark = clauses.s.rfind("、", start, q.start)
    found = _AGES.search(clauses.s, max(start, mark), q.start) or _AGES.search(clauses.s, q.end, end)
    return found[0].rstrip("的") if found else None


def _names(stem: str) -> bool:
    """Whether what stands before 新区 or 社区 names one."""
    return stem not in TWO_CHARACTER_NOUNS and stem[-2:] not in TWO_CHARACTER_NOUNS and not phrases.NO_NAME.search(stem)
