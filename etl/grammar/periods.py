"""Time: the year and the period that a figure is about, from the dates that stand before it."""

from __future__ import annotations

import re
from bisect import insort
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from etl.grammar.figures import DIGITS, FOUR, NINE, ONE_OR_TWO, TEN
from etl.grammar.lexicon import any_of, chars_of, words_of
from etl.grammar.numerals import number_value
from etl.grammar.terms import plan_years, terms_in

#: (sentence, year of the report, offset) → (year, period): what a figure at that offset is about.
EXAMPLES: tuple[tuple[str, int, int, tuple[int, str | None]], ...] = (
    ("新建公园3座", 2022, 4, (2022, None)),
    ("2021年新建公园3座", 2022, 9, (2021, None)),
    ("1-9月完成产值5亿元", 2022, 8, (2022, "1-9月")),
    ("截至10月底,排查120户", 2022, 9, (2022, "截至10月底")),
    ("上半年办件300件", 2022, 5, (2022, "上半年")),
    ("前三季度入库5亿元", 2022, 6, (2022, "前三季度")),
    ("警情同比2020年下降8%", 2021, 10, (2021, None)),
    ("案件较2018年减少30%", 2021, 9, (2021, None)),
    ("连续两个季度排名第一", 2022, 8, (2022, None)),
    ("去年完成30件", 2022, 4, (2021, None)),
    ("比去年增长30%", 2022, 5, (2022, None)),
    ("比 上年增长30%", 2022, 6, (2022, None)),
    ("到2025年建成30个", 2022, 9, (2025, None)),
    ("明年计划建设30个", 2022, 6, (2023, None)),
    ("1-9月办结5件,全年受理8件", 2022, 14, (2022, None)),
    ("对2000年前建成的30栋楼", 2022, 10, (2022, None)),
    ("覆盖率由2021年的60%提高到72%", 2022, 15, (2022, None)),
    ("面积从2021年底的3公顷增加到5公顷", 2022, 15, (2022, None)),
    ("收入是2021年的2.3倍,增长5%", 2022, 12, (2022, None)),
    ("恢复到2019年水平,收入增长5%", 2021, 14, (2021, None)),
    ("游客恢复至2019年同期的112%", 2020, 13, (2020, None)),
    ("1至3季度营业额下降12%", 2022, 10, (2022, "1至3季度")),
    ("第2、第3季度营业额下降12%", 2022, 13, (2022, "第2、第3季度")),
    ("第1、第3季度营业额下降12%", 2022, 13, (2022, None)),
    ("力争明年6月底前建成30个", 2022, 11, (2023, "6月底")),
    ("去年12月投产3个", 2022, 7, (2021, "12月")),
    ("从2021年开始实施,投入8万元", 2022, 14, (2021, None)),
    ("五年来,新建公园30座", 2022, 9, (2022, "五年来")),
    ("“十三五”期间新建公园30座,2021年新建9座", 2022, 12, (2020, "“十三五”期间")),
    ("“十三五”期间新建公园30座,2021年新建9座", 2022, 22, (2021, None)),
    ("三年共改造90户,今年改造30户", 2022, 6, (2022, "三年")),
    ("三年共改造90户,今年改造30户", 2022, 14, (2022, None)),
    ("2018-2020年累计改造90户", 2022, 14, (2020, "2018-2020年")),
    ("到“十五五”末建成90个", 2025, 9, (2030, None)),
    ("“九五”期末收入达90万元", 2003, 10, (2000, None)),
    ("收入90万元,是“九五”期末的2倍", 2003, 15, (2003, None)),
    ("1-9月完成30万元,占全年任务的90%", 2022, 18, (2022, "1-9月")),
    ("1-9月完成30万元,完成全年总目标任务的90%", 2022, 21, (2022, "1-9月")),
    ("前三季度入库30万元,达到全年目标任务的90%", 2022, 22, (2022, "前三季度")),
    ("原定5月底前开业,完成安装30个", 2022, 14, (2022, None)),
    ("原计划3月完工,实际安装30个", 2022, 12, (2022, None)),
    ("去年以来,新修渠道3800米", 2022, 9, (2022, None)),
)

_YEAR = re.compile(
    f"(?P<first>(?:19|20)[0-9]{{2}})(?:[ ]?年?(?:-|~|{any_of('up to')}|、)(?P<last>(?:19|20)?[0-9]{{2}}))?|"
    f"(?P<cn>[{ONE_OR_TWO}][{DIGITS}]{{3}})(?:[-至](?P<cnlast>[{ONE_OR_TWO}][{DIGITS}]{{3}}))?"
)
_MONTHS = re.compile(
    f"(?P<a>[0-9]{{1,2}}|[{TEN}]{{1,2}})[ ]?月?[ ]?(?:-|~|{any_of('up to')}|—)[ ]?(?P<b>[0-9]{{1,2}}|"
    f"[{TEN}]{{1,2}})[ ]?月|(?<![0-9])(?P<one>[0-9]{{1,2}}|[{TEN}]{{1,2}})[ ]?月(?:份)?"
    f"(?P<day>[0-9{TEN}]+[{chars_of('day of a month')}])?"
)
_BASELINE_BEFORE = re.compile(f"{any_of('baseline: before')}$")
_BASELINE_NEAR = re.compile(f"{any_of('against')}[^，。；：、0-9]{{1,8}}的$")
_GROUP_AFTER = re.compile(f"^(?:年)?{any_of('end of a time')}?{any_of('class of a year')}")
_WORDS = re.compile(
    rf"(?:(?<![^\s，。；：、！？（])(?P<away>{any_of('year: away')})|(?<![{chars_of('year: no year after')}])"
    f"(?P<word>今年|本年度?|全年(?!{any_of('whole year: of a target')})))(?!{any_of('year: not before')})"
)
_COMPARED = frozenset(chars_of("year: no year after"))
_ANY_WORD = re.compile(f"[{chars_of('year: sign before')}]年")
_GOES_TO = re.compile(f"[^，。；]{{0,16}}?{any_of('year goes to: change')}[了]?{any_of('gets to')}")
_LEVEL_OF = re.compile(f"{any_of('time of last year')}?的?水平")
"""恢复到2019年水平: what figures of another year are held against."""
_TIMES_OF = re.compile(
    f"{any_of('time of last year')}?(?:的?水平)?的{any_of('times: bound')}?[0-9.一二两三四五六七八九十百]{{1,6}}[{chars_of('more')}]?[倍%]"
)
_QUARTERS = re.compile(f"([1-4{FOUR}])(?:-|~|{any_of('up to')}|(?P<joint>、|{any_of('and')}))第?([1-4{FOUR}])个?季度")
_WORD_BEFORE = re.compile(f"({any_of('year: away, short')})的?$")
_MISSED = re.compile(f"原{any_of('missed: planned')}{any_of('missed: for')}?$")
"""原定5月底前开业: when something was to be, which says nothing of when it was."""
_PLAN_END = re.compile(f"""[“"]?(?P<ordinal>十?[{NINE}]|十)五[”"]?(?:规划)?{any_of("end of a plan")}""")
_CUT_OFF = re.compile(f"{any_of('cut off')}(?:目前)?$")
_BEFORE_WORD = "，。；、：！（ " + chars_of("before a word of time")
_THIS_YEAR = words_of("this year")
_PARTS = words_of("part of a month or year")
_FIRST = frozenset(words_of("first months"))
_FROM_WORDS = words_of("from: words")


@dataclass(frozen=True, slots=True)
class Time:
    """What a figure is about: a year, and a period where that is narrower."""

    year: int | None
    period: str | None = None
    start: date | None = None
    end: date | None = None
    basis: str = "report year"
    """written, carried or report year."""
    term: bool = False
    """Whether the period is a stretch of several years (五年来), over which amounts are sums."""


class Timeline:
    """The dates of one sentence, in order; :meth:`at` tells what a figure at an offset is about."""

    def __init__(self, s: str, year: int | None, report_year: int | None, carried: Time | None, spoken_year: int | None = None) -> None:
        self._s = s
        self._year = year
        self._now = spoken_year or report_year
        """The year that 今年 means: a work report is given early in the year after the one it reviews."""
        self._given = spoken_year is not None
        self._events: list[tuple[int, Time]] = []
        self._words: list[tuple[int, str]] | None = None
        self._first = carried or _whole(year, "report year")
        terms = terms_in(s, year, report_year)
        self._terms = [(term.start, term.end) for term in terms]
        self._events += [(term.start, of_years(term.first, term.last, term.written)) for term in terms]
        for end in _PLAN_END.finditer(s) if "五" in s else ():
            years = plan_years(end["ordinal"])
            before = s[max(0, end.start() - 4) : end.start()]
            if years and not _BASELINE_BEFORE.search(before) and not before.endswith(_FROM_WORDS):
                insort(self._events, (end.start(), _whole(years[1], "written")), key=_offset)

    @property
    def last(self) -> Time | None:
        """The last date that the sentence is about, if it names any."""
        return self._events[-1][1] if self._events else None

    def add(self, start: int, end: int) -> None:
        """Note the date that stands at ``start:end``."""
        s = self._s
        written = s[start:end]
        before = s[max(0, start - 6) : start]
        if _TIMES_OF.match(s, end) or _LEVEL_OF.match(s, end) or _MISSED.search(before) or any(a <= start < b for a, b in self._terms):
            return
        if _BASELINE_BEFORE.search(before) or _BASELINE_NEAR.search(s, max(0, start - 10), start):
            return
        if before.endswith(("由", "从")) and _GOES_TO.match(s, end):
            return  # of the value that was before
        word = _WORD_BEFORE.search(before)
        year, basis = (self._word_year(word[1]), "written") if word else (self._at(start).year, "report year")
        found = _YEAR.match(written)
        if found:
            stated = self._stated_year(found)
            since = before.endswith(("自", "从")) and s.startswith(("以来", "起"), end)
            if stated is None or _GROUP_AFTER.match(s[end : end + 6]) or since:
                return
            if self._year is not None and stated < self._year - 1 and before[-1:] not in _BEFORE_WORD and before:
                return
            year, basis = stated, "written"
        time = self._months(written, before, year, end) or self._half(written, before, year)
        if time is None:
            if not found:
                return
            time = _whole(year, basis)
        insort(self._events, (start, time), key=_offset)

    def at(self, offset: int) -> Time:
        """The time of a figure at `offset`."""
        if self._words is None:
            self._words = [(m.start(), m["word"] or m["away"]) for m in _WORDS.finditer(self._s)] if _ANY_WORD.search(self._s) else []
            for start, word in self._words:
                if self._s[:start].rstrip()[-1:] in _COMPARED:
                    continue  # 比 上年增加300户
                year = self._word_year(word)
                if word != "全年" or self._first.term or any(t.period for p, t in self._events if p < start):
                    insort(self._events, (start, _whole(year, "written")), key=_offset)
        return self._at(offset)

    def _at(self, offset: int) -> Time:
        now = self._first
        for start, time in self._events:
            if start > offset:
                break
            now = time
        return now

    def _word_year(self, word: str) -> int | None:
        shift = {"去年": -1, "上年": -1, "上一年": -1, "明年": 1, "来年": 1}.get(word, 0)
        own = shift == 0 and not (self._given and word in _THIS_YEAR)
        return self._year if own or self._now is None else self._now + shift

    @staticmethod
    def _stated_year(found: re.Match[str]) -> int | None:
        last = found["last"] or found["first"]
        if last:
            return int(last) if len(last) == 4 else int((found["first"] or "2000")[:2] + last)
        value = number_value(found["cnlast"] or found["cn"])
        return int(value) if value is not None and 1900 <= value <= 2100 else None

    def _months(self, written: str, before: str, year: int | None, end: int) -> Time | None:
        found = _MONTHS.search(written)
        if not found or found["day"] or "个月" in written:
            return None
        first, last = (found["a"], found["b"]) if found["a"] else (found["one"], found["one"])
        a, b = _month(first), _month(last)
        if a is None or b is None:
            return None
        text = written[found.start() :]
        cut = _CUT_OFF.search(before)
        s = self._s
        for tail in _PARTS:
            if s.startswith(tail, end):
                text += tail
                break
        if cut:
            text, a = cut[0] + text, 1
        return _span(year, a, b, text)

    def _half(self, written: str, before: str, year: int | None) -> Time | None:
        mark = before[-1:]
        if written.startswith("半年") and mark in {"上", "下"}:
            return _span(year, 1 if mark == "上" else 7, 6 if mark == "上" else 12, mark + "半年")
        quarters = _QUARTERS.match(written)
        if quarters:
            first, last = (int(number_value(quarters[n]) or 0) for n in (1, 3))
            one_span = first + 1 == last if quarters["joint"] else first < last
            return _span(year, 3 * first - 2, 3 * last, ("第" if mark == "第" else "") + written) if one_span else None
        if "季度" in written:
            number = number_value(re.sub(r"[个季度]", "", written))
            if number is None or not 1 <= number <= 4:
                return None
            n = int(number)
            if "个" in written and mark not in _FIRST:
                return None  # 连续两个季度 is no second quarter
            if mark in {"前", "头"}:
                return _span(year, 1, 3 * n, f"{mark}{written}")
            return _span(year, 3 * n - 2, 3 * n, ("第" if mark == "第" else "") + written)
        if "个月" in written and mark in {"前", "头"}:
            number = number_value(written.replace("个月", "").strip())
            return _span(year, 1, int(number), mark + written) if number is not None and 1 <= number <= 12 else None
        return None


def _offset(event: tuple[int, Time]) -> int:
    return event[0]


def _month(written: str) -> int | None:
    value = number_value(written)
    return int(value) if value is not None and 1 <= value <= 12 else None


@lru_cache(256)
def _whole(year: int | None, basis: str) -> Time:
    if year is None or not 1 <= year <= 9999:
        return Time(None, basis=basis)
    return Time(year, None, date(year, 1, 1), date(year, 12, 31), basis)


def over(span: str, time: Time) -> Time:
    """The term that ends where `time` does and took as long as is written (五年, “十三五”期间)."""
    found = terms_in(f"{span}累计", time.year)
    return of_years(found[0].first, found[0].last, span) if found else time


def year_of(time: Time) -> Time:
    """The whole year that a time ends in."""
    return _whole(time.year, time.basis)


def of_years(first: int | None, last: int, written: str) -> Time:
    """The time of figures that are about a stretch of years, written so."""
    if not 1 <= (first or last) <= last <= 9999:
        return Time(None, written, None, None, "written", True)
    return Time(last, written, date(first, 1, 1) if first else None, date(last, 12, 31), "written", True)


def _span(year: int | None, first: int, last: int, text: str) -> Time:
    if year is None or not 1 <= year <= 9999 or first > last:
        return Time(year, text, None, None, "written")
    return Time(year, text, date(year, first, 1), date(year, last, monthrange(year, last)[1]), "written")
