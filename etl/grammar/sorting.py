"""Sorting: which numerals of a sentence measure something, and why the others do not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from etl.grammar import phrases, skips
from etl.grammar.lexicon import DIMENSION_OF, LONG_VERBS, VERB_SENSE
from etl.grammar.numerals import Numeral
from etl.grammar.periods import Timeline
from etl.grammar.quantities import BEFORE_BOUND, Quantity, read_quantity
from etl.grammar.ranks import read_rank

_BARE_MULTIPLE = re.compile(r"[十百千万亿]+(?:余|多)?")
_FRONT_NAME = re.compile(r"[名位强列甲]")
_REACHED = re.compile("(?:荣获|获得?|进入|夺得|取得|排名|位列|位居|名列|跻身)(?:全[省市区县]|[国省市]家?级[\u4e00-\u9fff]{2,6}区)?")
"""在全市测评中两次进入前十: how often a rank was reached."""
_AMONG = re.compile(
    r"(?:个|家|条)?(?:街乡镇|乡镇街道|镇街|街镇|乡镇|街道|镇|县区|区县|县市区|社区|村|单位|部门|城市)(?:（[\u4e00-\u9fff、]{1,6}）)?(?:中|里|当中)?(?:综合)?(?:排名|排"
    r"|位列|名列|位居|列|居|排在|中)*"
)
_FOREMOST = re.compile("(?:家|户|个|位|名|大)(?!月|季|年)[\u4e00-\u9fff]{2}")
_CLAUSE_START = re.compile("(?:^|[，。；：、（的对])$")
_FIRST_OF = re.compile("首位|榜首|之首|前列|上游|末位")
_AMONG_FIRST = re.compile(f"{_AMONG.pattern}(?:{_FIRST_OF.pattern})")
_LARGE = re.compile("[万亿余多千]")
_PEOPLE = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:人员|人口|居民|学生|群众|患者|农民|职工|党员|干部|老人|老年人|儿童|市民|牧民|游客|劳动力|毕业生|工人|志愿者"
    r"|村民|劳动者|师生|军人|贫困户)"
)
_NAMED_BY_NUMBER = re.compile("[^\\W计共约达为有近超总各和及0-9A-Za-z][^\\W计共约达为有近超总各和及0-9A-Za-z]?[0-9]")
_GLUED_YEAR = re.compile(r"[0-9]{1,2}\.?(?P<year>(?:19|20)[0-9]{2}年)")
_SCORE = re.compile("(?:得分|评分|考核|分数|成绩|测评|考评|指数|满意度|总分|均分)[^，。；]{0,6}$")
_STRETCH_END = re.compile("[，；。：！？（）、]")
_COUNTED_GROUP = re.compile("(?:的)?[^0-9]{1,10}[0-9]")


_FAR_BOUND = re.compile(f"(?P<word>{'|'.join(map(re.escape, sorted(BEFORE_BOUND, key=len, reverse=True)))})占[^，。；：、0-9]{{0,16}}$")
_LISTED = re.compile("[、和与及，]{1,2}")
_EACH_BOUND = re.compile("(?:分别|均|都|双双)$")
_PASSED = re.compile("(?:突破|跨越|迈过|跨过|站上|超过)[^，。；]{2,60}?(?:关口|大关)")
_FIGURES = frozenset("一二三四五六七八九十百千万亿零〇")
_ORDERED = frozenset({"期", "届", "级", "班", "组", "层", "线", "号", "楼", "代", "区", "路", "类", "等", "年级", "产", "批", "轮"})
"""What two neighbouring figures number rather than count: 三四线城市, 五六年级."""
MAX_NUMERAL = 24
"""Characters; a longer run of digits is an account or a serial number."""
MAX_VALUE = Decimal(10) ** 18
"""No report counts that far; the warehouse's values are DECIMAL(28, 8)."""


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
        follows = last.kind == "rank" and s[last.end : start - 1].strip() in {"、", "，", "和"}
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
    if q.unit_text and s[q.end : q.end + 1] in {"级", "制", "式", "型", "版"}:
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
        return bool(left) and "一" <= left <= "\u9fff" and left not in "第年月日号路之"
    if left_code:
        return (
            len(q.unit_text) > 0
            and bool(re.search(r"[A-Za-z]{2,}$", s[max(0, q.anchor - 6) : q.anchor]))
            and q.unit_text not in {"线", "号", "层", "年", "级"}
        )
    return arabic or _chinese_measures(s, q)


def _chinese_measures(s: str, q: Quantity) -> bool:
    """Chinese numerals are words more often than counts: what must hold for them to count."""
    text = q.value_text
    found = _STRETCH_END.search(s, q.end)
    right = s[q.end : found.start() if found else len(s)].strip()
    dimension = DIMENSION_OF.get(q.unit, "")
    if (dimension in {"duration", "duration_month"} and not skips.counts_duration(s, q.start)) or (
        q.unit_text in {"期", "届", "级", "班", "组", "度", "方", "面", "道", "路", "层", "门", "线", "口", "对", "队", "头", "手"}
        and right
        and len(text) == 1
    ):
        return False
    if len(text) == 1 and text in "三四五六七八九" and _NAMED_BY_NUMBER.match(s, q.end):
        return False  # 三轮车14辆
    if (text == "二" and right) or (q.unit_text in {"管", "包", "类", "种", "体", "网"} and len(text) == 1 and right):
        return False
    if q.unit == "分" and not _SCORE.search(s, max(0, q.start - 12), q.start):
        return False  # 三分建、七分管
    if text[0] in "百千万亿" and len(text.rstrip("余多")) == len(_BARE_MULTIPLE.match(text)[0].rstrip("余多")):  # type: ignore[index]
        if q.suffix and _COUNTED_GROUP.match(right) and not phrases.opens_with_verb(right):
            return True  # 亿元以上项目8个: what the 8 are of, a threshold
        return q.bound != "exact" and (q.bound != "lower" or not q.suffix or dimension != "money" or not right)
    if text == "一":
        left = s[max(0, q.start - 8) : q.start]
        if (
            "每" in left
            or left[-1:] in set("上下每月周日年季户村人企园店镇街同单唯之不第万统任进另某这那哪")
            or left.endswith(("其中", "最后"))
        ):
            return False
        if q.unit_text in {"批", "次", "种", "定", "片", "面", "类", "层", "场", "期", "段", "轮", "批次", "口", "把"} and right:
            return False
        verb = LONG_VERBS.before(s, q.start)
        if not right or right[0].isdigit():
            return bool(left) and "一" <= left[-1] <= "\u9fff"
        return bool(verb) and VERB_SENSE.get(verb) in {"build", "award", "recruit"} and verb not in {"打造", "建设", "推进"}
    if q.value_max is not None:
        return bool(q.unit_text) and (len(text) > 2 or q.unit_text not in _ORDERED)
    return not (len(text) == 2 and all(c in "一二三四五六七八九" for c in text))
