"""Sorting: which numerals of a sentence measure something, and why the others do not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from etl.grammar import phrases, skips
from etl.grammar.figures import ORDERS
from etl.grammar.lexicon import DIMENSION_OF, LONG_VERBS, VERB_SENSE, any_of, chars_of, words_of
from etl.grammar.numerals import Numeral
from etl.grammar.periods import Timeline
from etl.grammar.quantities import BEFORE_BOUND, Quantity, read_quantity
from etl.grammar.ranks import read_rank

_BARE_MULTIPLE = re.compile(f"[{ORDERS}]+{any_of('more: word')}?")
_FRONT_NAME = re.compile(f"[{chars_of('rank among the first: sign')}]")
_REACHED = re.compile(rf"{any_of('rank reached')}(?:全[省市区县]|[{chars_of('level of a rank')}]家?级[\u4e00-\u9fff]{{2,6}}区)?")
"""在全市测评中两次进入前十: how often a rank was reached."""
_AMONG = re.compile(
    rf"{any_of('among: unit')}?{any_of('among: members')}(?:（[\u4e00-\u9fff、]{{1,6}}）)?{any_of('among: in')}?"
    f"(?:综合)?{any_of('among: ranked')}*"
)
_FOREMOST = re.compile(rf"{any_of('foremost: unit')}(?!{any_of('foremost: no unit')})[\u4e00-\u9fff]{{2}}")
_CLAUSE_START = re.compile(f"(?:^|[，。；：、（{chars_of('clause start')}])$")
_FIRST_OF = re.compile(any_of("first or last of"))
_AMONG_FIRST = re.compile(f"{_AMONG.pattern}(?:{_FIRST_OF.pattern})")
_LARGE = re.compile(f"[{chars_of('large: sign')}]")
_PEOPLE = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?{any_of('people: kinds')}")
_NAMED_BY_NUMBER = re.compile("[^\\W计共约达为有近超总各和及0-9A-Za-z][^\\W计共约达为有近超总各和及0-9A-Za-z]?[0-9]")
_GLUED_YEAR = re.compile(r"[0-9]{1,2}\.?(?P<year>(?:19|20)[0-9]{2}年)")
_SCORE = re.compile(f"{any_of('score: before')}[^，。；]{{0,6}}$")
_STRETCH_END = re.compile("[，；。：！？（）、]")
_COUNTED_GROUP = re.compile("(?:的)?[^0-9]{1,10}[0-9]")


_FAR_BOUND = re.compile(f"(?P<word>{'|'.join(map(re.escape, sorted(BEFORE_BOUND, key=len, reverse=True)))})占[^，。；：、0-9]{{0,16}}$")
_LISTED = re.compile(f"[、，{chars_of('list: sign')}]{{1,2}}")
_EACH_BOUND = re.compile(f"{any_of('each of them')}$")
_PASSED = re.compile(f"{any_of('passed: verb')}[^，。；]{{2,60}}?{any_of('passed: mark')}")
_FIGURES = frozenset("一二三四五六七八九十百千万亿零〇")
_ORDERED = frozenset(words_of("ordered: unit"))
"""What two neighbouring figures number rather than count: 三四线城市, 五六年级."""
MAX_NUMERAL = 24
"""Characters; a longer run of digits is an account or a serial number."""
MAX_VALUE = Decimal(10) ** 18
"""No report counts that far; the warehouse's values are DECIMAL(28, 8)."""
_LIST_WORDS = frozenset(words_of("list: word"))
_GRADES = frozenset(words_of("grade: unit"))
_NO_CODE = chars_of("ordered: before a letter")
_ORDERED_DIGITS = frozenset(words_of("ordered: unit after digits"))
_NO_CHINESE_MEASURE = frozenset(words_of("no measure in Chinese figures"))
_NO_TWO = frozenset(words_of("no measure: two"))
_NO_ONE = chars_of("no measure: before one")
_AFTER_ALL = words_of("measure after all")
_NO_ONE_OF = frozenset(words_of("no measure: one"))
_DEEDS = frozenset(words_of("no measure: planned deed"))


@dataclass(slots=True)
class Sorted:
    """The numerals of a sentence, sorted."""

    quantities: list[Quantity] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    """Why each numeral is no fact; '' where nothing is certain."""


def sort_numerals(s: str, found: list[Numeral], quotes: list[tuple[int, int]], timeline: Timeline) -> Sorted:
    """Sort the numerals of the folded sentence `s`; its dates are noted on `timeline`."""
    return _Sorter(s, found, quotes, timeline).sort()


class _Sorter:
    """The numerals of a sentence while they are sorted, from left to right."""

    def __init__(self, s: str, found: list[Numeral], quotes: list[tuple[int, int]], timeline: Timeline) -> None:
        self.s, self.found, self.quotes, self.timeline = s, found, quotes, timeline
        self.markers = skips.list_markers(s)
        self.foremost = _FIRST_OF.search(s) is not None
        self.result = Sorted(reasons=[""] * len(found))
        self.done, self.why = 0, "part"
        """Where what the last numeral belongs to ends, and what the numerals in it are."""

    def sort(self) -> Sorted:
        """All numerals, each a quantity's or with its reason."""
        quantities, reasons, index = self.result.quantities, self.result.reasons, 0
        while index < len(self.found):
            reasons[index] = self._certain(index)
            quantity = None if reasons[index] else self._quantity(index)
            if quantity is None:
                index += 1
                continue
            reasons[quantity.first + 1 : quantity.last] = ["part"] * (quantity.last - quantity.first - 1)
            quantities.append(quantity)
            index, self.done, self.why = quantity.last, quantity.end, "part"
        _spread_bounds(self.s, quantities)
        return self.result

    def _certain(self, index: int) -> str:
        """Why a numeral is certainly no fact, or ''."""
        numeral = self.found[index]
        start = numeral.start
        if start < self.done:
            return self.why
        if self.markers and any(a <= start < b for a, b in self.markers):
            self._glued_year(start)
            return "list"
        if self.quotes and _quoted(start, self.quotes):
            return "name"
        if numeral.end - start > MAX_NUMERAL:
            return "admin"
        reason = skips.skip_reason(self.s, _whole(self.s, self.found, index))
        if reason:
            self.why, self.done = reason
            if self.why == "list":
                self._glued_year(start)
            if self.why == "date":
                self.timeline.add(start, self.done)
            return self.why
        torn = self.s[start - 1 : start] == " " and self.s[start].isdigit() and self._before(start).isdigit()
        return "part" if torn else ""  # 4 0 %: scanning tore one number apart

    def _glued_year(self, start: int) -> None:
        """3.2023年, 42021年: a list number and a year in one numeral."""
        glued = _GLUED_YEAR.match(self.s, start)
        if glued:
            self.timeline.add(glued.start("year"), glued.end())

    def _before(self, start: int) -> str:
        """The character before a numeral, over blanks."""
        before = self.s[start - 1 : start]
        return self.s[:start].rstrip(" ")[-1:] if before == " " else before

    def _quantity(self, index: int) -> Quantity | None:
        """The quantity that a numeral writes, or None; its reason is noted where that is certain then."""
        numeral, s = self.found[index], self.s
        before = self._before(numeral.start)
        if before in {"第", "前"}:
            rank = self._rank(index)
            if rank is not None:
                return rank
            if before == "第" or _FRONT_NAME.match(s, numeral.end) or self._foremost_of(numeral):
                self.result.reasons[index] = "name"  # 第五批, 前五名, 前五户企业税收占比58%
                return None
        quantities = self.result.quantities
        quantity = read_quantity(s, self.found, index, quantities[-1].end if quantities else 0)
        if quantity is None or abs(quantity.value) >= MAX_VALUE or not _measures(s, quantity):
            return None
        if self.foremost and quantity.kind == "count" and _AMONG_FIRST.match(s, quantity.number_end):
            return None  # 位居14个镇街首位: the number of those ranked
        return quantity

    def _foremost_of(self, numeral: Numeral) -> bool:
        start = numeral.start
        opens = _CLAUSE_START.search(self.s, max(0, start - 3), start - 1)
        return self._before(start) == "前" and bool(opens and _FOREMOST.match(self.s, numeral.end))

    def _rank(self, index: int) -> Quantity | None:
        """The rank that a numeral behind 第 or 前 writes, or None; the number of those ranked is none of its own."""
        s, start, quantities = self.s, self.found[index].start, self.result.quantities
        last = quantities[-1] if quantities else None
        if last is None:
            return read_rank(s, self.found, index, 0)
        among = _AMONG.fullmatch(s[last.number_end : start - 1]) is not None
        again = last.unit == "次" and _REACHED.fullmatch(s, last.end, start - 1) is not None
        floor = last.end if not (among or again) else quantities[-2].end if len(quantities) > 1 else 0
        follows = last.kind == "rank" and s[last.end : start - 1].strip() in _LIST_WORDS
        rank = read_rank(s, self.found, index, floor, last.scope if follows else None, last.start if among else None)
        if rank is not None and among:
            quantities.pop()  # 全市333个乡镇中排名第56: the number of those ranked
            self.result.reasons[last.first : last.last] = ["name"] * (last.last - last.first)
        return rank


def _spread_bounds(s: str, quantities: list[Quantity]) -> None:
    """Give a figure the bound that is written further off: 约占…的四成, 分别超过3万件、2万件, 突破…900亿元、…300亿元两个关口."""
    for i, q in enumerate(quantities):
        if q.bound != "exact" or q.kind == "rank":
            continue
        before = quantities[i - 1] if i else None
        far = _FAR_BOUND.search(s, max(before.end if before else 0, q.start - 22), q.start) if "占" in s else None
        if far:
            q.bound = BEFORE_BOUND[far["word"]]
        elif before and before.start < before.anchor and before.bound != "exact" and _LISTED.fullmatch(s, before.end, q.start):
            spread = before.kind == q.kind and before.unit == q.unit and _EACH_BOUND.search(s, max(0, before.start - 3), before.start)
            q.bound = before.bound if spread else q.bound
    if "关口" in s or "大关" in s:
        for passed in _PASSED.finditer(s):
            for q in quantities:
                if passed.start() < q.start < passed.end() and q.bound == "exact":
                    q.bound = "lower"


def _whole(s: str, found: list[Numeral], index: int) -> Numeral:
    """The numeral with those right behind it, which it is written apart from in the ledger alone (壹万贰仟)."""
    last = index
    while last + 1 < len(found) and found[last + 1].start == found[last].end and s[found[last].start] in _FIGURES:
        last += 1
    return found[index] if last == index else Numeral(found[index].start, found[last].end)


def _quoted(start: int, quotes: list[tuple[int, int]]) -> bool:
    return any(a <= start < b for a, b in quotes)


def _measures(s: str, q: Quantity) -> bool:
    """Whether a number that could be a quantity is one here."""
    if q.kind != "count":
        return True
    if (s.startswith("时", q.end) and q.start < q.anchor) or s[max(0, q.start - 2) : q.start] == "限速":
        return False  # 气温低于5摄氏度时
    if q.unit_text and s[q.end : q.end + 1] in _GRADES:
        return False  # 500吨级泊位, 24班制小学
    arabic = q.value_text[0].isdigit() and q.value_text[0].isascii()
    left_code = arabic and skips.left_is_code(s, q.anchor)
    after = s[q.end : q.end + 1]
    if not q.unit_text and q.unit == "":
        if not arabic or left_code:
            return False
        if q.value == 0 and after and "一" <= after <= "\u9fff":
            return True
        if _LARGE.search(q.value_text) and _PEOPLE.match(s, q.end):
            return True  # 1837万农村居民
        if after and after not in "，。；、！）（ ":
            return False
        left = s[max(0, q.start - 1) : q.start]
        return bool(left) and "一" <= left <= "\u9fff" and left not in _NO_CODE
    if left_code:
        return bool(re.search(r"[A-Za-z]{2,}$", s[max(0, q.anchor - 6) : q.anchor])) and q.unit_text not in _ORDERED_DIGITS
    return arabic or _chinese_measures(s, q)


def _chinese_measures(s: str, q: Quantity) -> bool:
    """Chinese numerals are words more often than counts: what must hold for them to count."""
    text = q.value_text
    found = _STRETCH_END.search(s, q.end)
    right = s[q.end : found.start() if found else len(s)].strip()
    dimension = DIMENSION_OF.get(q.unit, "")
    if (dimension in {"duration", "duration_month"} and not skips.counts_duration(s, q.start)) or (
        q.unit_text in _NO_CHINESE_MEASURE and right and len(text) == 1
    ):
        return False
    if len(text) == 1 and text in "三四五六七八九" and _NAMED_BY_NUMBER.match(s, q.end):
        return False  # 三轮车14辆
    if (text == "二" and right and q.unit_text not in {"个", "座", "所", "家"}) or (q.unit_text in _NO_TWO and len(text) == 1 and right):
        return False
    if q.unit == "分" and not _SCORE.search(s, max(0, q.start - 12), q.start):
        return False  # 三分建、七分管
    if text[0] in "百千万亿" and len(text.rstrip("余多")) == len(_BARE_MULTIPLE.match(text)[0].rstrip("余多")):  # type: ignore[index]
        if q.suffix and _COUNTED_GROUP.match(right) and not phrases.opens_with_verb(right):
            return True  # 亿元以上项目8个: what the 8 are of, a threshold
        return q.bound != "exact" and (q.bound != "lower" or not q.suffix or dimension != "money" or not right)
    if text == "一":
        left = s[max(0, q.start - 8) : q.start]
        if "每" in left or left[-1:] in set(_NO_ONE) or left.endswith(_AFTER_ALL):
            return False
        if q.unit_text in _NO_ONE_OF and right:
            return False
        verb = LONG_VERBS.before(s, q.start)
        if not right or right[0].isdigit():
            return bool(left) and "一" <= left[-1] <= "\u9fff"
        return bool(verb) and VERB_SENSE.get(verb) in {"build", "award", "recruit"} and verb not in _DEEDS
    if q.value_max is not None:
        return bool(q.unit_text) and (len(text) > 2 or q.unit_text not in _ORDERED)
    return not (len(text) == 2 and all(c in "一二三四五六七八九" for c in text))
