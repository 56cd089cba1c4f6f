"""Groups: numbers that only say which things are counted (亿元以上项目12个, 8吨洒水车2辆)."""

from __future__ import annotations

import re

from etl import reference
from etl.grammar import phrases
from etl.grammar.clauses import Clauses
from etl.grammar.landmarks import ROUND
from etl.grammar.lexicon import DIMENSION_OF, any_of, words_of
from etl.grammar.quantities import Quantity

_BARE_MULTIPLES = ROUND | {"百", "千", "万"}
_SUFFIXES = frozenset(words_of("bound after"))
_AT_MOST = frozenset(words_of("at most"))
_BREAK = re.compile("[，；。：！？（）…]")
_STRETCH_END = re.compile("[，；。：！？（）、…]")
_THRESHOLD_NOUN = re.compile(rf"^(?:的)?(?:[\u4e00-\u9fff“”]{{0,6}}){any_of('group noun')}")
_ALL_OF = re.compile(rf"^[^，。；]{{0,12}}?{any_of('all of a group')}")
_RULE = re.compile(rf"^{any_of('rule for a group')}")
_GROUP = re.compile(rf"(?:行政)?村(?:股份)?{any_of('village: whose')}[\u4e00-\u9fff]{{0,10}}{any_of('village: what')}")
_ATTRIBUTE = re.compile(f"(?:{'|'.join(map(re.escape, reference.number_words()['attribute']))})")
"""12个年产值5000万元以上的企业: what the number that defines them is of."""
_NOUN = re.compile("[\u4e00-\u9fff“”]{2,8}")
_ATTRIBUTE_END = re.compile(f"(?:(?:行政)?村级?)?{_ATTRIBUTE.pattern}(?:均|已|都)?$")
_JOINED_ATTRIBUTE = re.compile(f"(?<=..){any_of('joins things')}{_ATTRIBUTE.pattern}$")
_MAKES = frozenset({"voltage", "power", "apparent_power", "mass", "volume", "duration"})
_SIZES = _MAKES | {"area", "length", "money"}
_GROUP_BOUNDS = frozenset(words_of("group: bound"))


def defining(clauses: Clauses) -> frozenset[int]:
    """The quantities of a sentence that only define a group, by index."""
    return frozenset(i for i in range(len(clauses.quantities)) if any(defines(clauses, i) for defines in _WAYS))


def _share_of_group(clauses: Clauses, i: int) -> bool:
    """三成的村收入不足两万元: which share it is."""
    q, before = clauses.quantities[i], clauses.quantities[i - 1] if i else None
    if before is None or before.kind != "percent" or q.kind != "count" or q.bound not in {"lower", "upper"}:
        return False
    between = clauses.s[before.end : q.start]
    return between.startswith("的") and len(between) <= 16 and not _BREAK.search(between)


def _income_of_group(clauses: Clauses, i: int) -> bool:
    """7个村集体收入不足10万元: which villages they are."""
    q, before = clauses.quantities[i], clauses.quantities[i - 1] if i else None
    if before is None or before.kind != "count" or q.kind == "rank" or q.bound not in {"lower", "upper"} or q.start >= q.anchor:
        return False
    return _GROUP.fullmatch(clauses.s, before.end, q.start) is not None


def _bound_alone(clauses: Clauses, i: int) -> bool:
    """实现20户以上聚居点全部通硬化路: nothing else is counted, the number only says which."""
    s, q = clauses.s, clauses.quantities[i]
    if _next_in_clause(clauses, i) is not None or q.kind not in {"count", "percent"} or q.suffix not in _SUFFIXES:
        return False
    if q.kind == "percent" and not phrases.strip_lead(s[clauses.break_before(q.start) : q.start]).strip():
        return False  # 九成以上的村通水泥路: it says how many they are
    ends = _STRETCH_END.match(s, q.end) is not None or q.end >= len(s)
    if q.value_text in _BARE_MULTIPLES and not ends:
        return True  # 千亩以上基地不多
    small = q.suffix in _AT_MOST and DIMENSION_OF.get(q.unit) in _MAKES | {"money", "area"}
    if small and not ends and not phrases.opens_with_verb(s[q.end :]):
        return True  # 300元以下药品
    clause = s[clauses.break_before(q.start) : q.start]
    return bool(_ALL_OF.match(s[q.end : q.end + 20])) or bool(_RULE.match(clause))


def _make(clauses: Clauses, i: int) -> bool:
    """8吨洒水车2辆, 110千伏变电站1座: the first number tells the make of what the second counts."""
    q, following = clauses.quantities[i], _next_in_clause(clauses, i)
    if following is None or q.bound != "exact" or q.kind != "count" or following.kind != "count":
        return False
    between = clauses.s[q.end : following.start]
    vehicle = DIMENSION_OF.get(following.unit) in {"vehicle", "device"}
    measured = _MAKES | {"length", "facility"} if vehicle else _MAKES
    if DIMENSION_OF.get(q.unit) not in measured and not (q.unit == "班" and following.unit == "所"):
        return False
    if DIMENSION_OF.get(following.unit) in _MAKES | {"money", "area", "person"} or not 2 <= len(between) <= 8:
        return False
    return all("一" <= c <= "\u9fff" for c in between) and not phrases.opens_with_verb(between)


def _bound_before_count(clauses: Clauses, i: int) -> bool:
    """注册资金1000万以上的200家, 亿元以上项目12个."""
    q, following = clauses.quantities[i], _next_in_clause(clauses, i)
    if following is None or q.kind == "rank":
        return False
    between = clauses.s[q.end : following.start]
    bounded = q.suffix in _SUFFIXES or (q.bound in {"lower", "upper"} and q.start < q.anchor) or q.value_text in ROUND
    if not bounded or "、" in between:
        return False
    if between in {"的", ""} or (between[0] == "的" and len(between) <= 12):
        return True
    if phrases.opens_with_verb(between):
        return False
    if q.value_text in ROUND and following.kind == "count" and DIMENSION_OF.get(following.unit) not in _MAKES | {"money", "area"}:
        return _NOUN.fullmatch(between) is not None  # 税收超亿元楼宇12栋
    return bool(_THRESHOLD_NOUN.match(between)) or (q.suffix in _GROUP_BOUNDS and 2 <= len(between) <= 10)


def _bound_behind_count(clauses: Clauses, i: int) -> bool:
    """4家超2000万元税收企业, 12处100平方米以上的口袋公园: which of them the number before counts."""
    q = clauses.quantities[i]
    if not is_inner(clauses, i) or q.kind not in {"count", "percent"}:
        return False
    attribute = clauses.s[clauses.quantities[i - 1].end : q.start].strip("的 ")  # 14家年耗能3000吨的企业
    sized = not q.value_text[0].isascii() and DIMENSION_OF.get(q.unit) in _SIZES  # 9个十亩果园
    if not attribute and not (sized or q.suffix in _SUFFIXES or q.start < q.anchor):
        return False
    noun = clauses.s[q.end : q.end + 8].removeprefix("的")
    return bool(noun) and "一" <= noun[0] <= "\u9fff" and not phrases.opens_with_verb(noun)


def joined_attribute(words: str) -> int:
    """Where the attribute of the next thing begins that a joint leads to (和 of 变电站和总投资), or -1."""
    found = _JOINED_ATTRIBUTE.search(words)
    return found.start() if found else -1


def attribute_before(words: str) -> str:
    """What a threshold is a threshold of, at the end of the words before it (税收 of 培育税收超亿元楼宇3栋), or ''."""
    found = _ATTRIBUTE_END.search(words)
    return found[0] if found else ""


def is_inner(clauses: Clauses, i: int) -> bool:
    """Whether a quantity stands right behind a count, so that what follows it is what that counts."""
    before = clauses.quantities[i - 1] if i else None
    if before is None or before.kind != "count":
        return False
    gap = clauses.s[before.end : clauses.quantities[i].start].strip("的 ")
    return not gap or _ATTRIBUTE.fullmatch(gap) is not None


def _voltage(clauses: Clauses, i: int) -> bool:
    """35千伏变电站: of what class it is, whatever is counted."""
    q = clauses.quantities[i]
    noun = clauses.s[q.end : q.end + 1]
    return DIMENSION_OF.get(q.unit) == "voltage" and "一" <= noun <= "\u9fff"


def _next_in_clause(clauses: Clauses, i: int) -> Quantity | None:
    """The next quantity, if it stands in the same comma clause."""
    following = clauses.quantities[i + 1] if i + 1 < len(clauses.quantities) else None
    return following if following is not None and following.start < clauses.break_after(clauses.quantities[i].end) else None


_WAYS = (_bound_behind_count, _voltage, _share_of_group, _income_of_group, _bound_alone, _make, _bound_before_count)
