"""Lines of a text with their offsets, and the dates in them. Rules are matched on :func:`~etl.grammar.fold.narrow`-ed text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from etl.grammar.figures import NOUGHT_OR_NINE, ONE_OR_TWO, TEN

_CN_DIGITS = "〇零一二三四五六七八九"
_CN_VALUE = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

MIN_YEAR, MAX_YEAR = 1949, 2100
"""Years outside are no report years."""
YEAR = (
    rf"[12{ONE_OR_TWO}](?<!\d[12{ONE_OR_TWO}])(?:(?<=1)9\d\d|(?<=2)0\d\d|"
    rf"(?<=[{ONE_OR_TWO}])[{NOUGHT_OR_NINE}][{_CN_DIGITS}]{{2}})(?=\s?年)"
)
"""A calendar year before 年, in Arabic or Chinese digits (matched on folded text)."""

_YEAR = re.compile(YEAR)
_DATE = re.compile(
    rf"(?<![\d.])((?:19|20)\d\d|[{ONE_OR_TWO}][{NOUGHT_OR_NINE}][{_CN_DIGITS}]{{2}})\s?([-年/.])\s?(\d{{1,2}}|"
    rf"[{TEN}]{{1,2}})\s?[-月/.]\s?(\d{{1,2}}|[{TEN}]{{1,3}})(?!\d)\s?日?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: `text[start:end]` is its content without outer whitespace, `stop` the start of the next line."""

    begin: int
    start: int
    end: int
    stop: int
    content: str
    """Folded."""


_SPACED_OUT = re.compile(r"(?<!\S)\S(?:\s{1,6}\S(?!\S)){3,}")


def closed_up(content: str) -> str:
    """A line without its blanks where it is spaced out (二 〇 二 二 年 工 作 总 结), as titles are; any other as it is."""
    return "".join(content.split()) if _SPACED_OUT.search(content) else content


_LINE = re.compile(r"[^\r\n\u2028\u2029\x85]*(?:\r\n|[\r\n\u2028\u2029\x85]|\Z)")


def split_lines(folded: str, begin: int = 0) -> list[Line]:
    """All lines of a folded text from `begin` on, blank ones included (their `content` is empty); together they cover it."""
    lines: list[Line] = []
    for match in _LINE.finditer(folded, begin):
        begin, stop = match.span()
        if begin == stop:
            break
        raw = match.group()
        content = raw.strip()
        start = begin + (len(raw) - len(raw.lstrip())) if content else stop
        lines.append(Line(begin, start, start + len(content), stop, content))
    return lines


def year_number(digits: str) -> int:
    """The year that four Arabic or Chinese digits spell."""
    return int("".join(str(_CN_VALUE.get(c, c)) for c in digits))


def years_in(folded: str) -> list[int]:
    """Every calendar year written before 年, in order."""
    return [year_number(m.group()) for m in _YEAR.finditer(folded)]


def _small_number(digits: str) -> int:
    """1 to 99 in Arabic digits or in Chinese (十二, 二十一)."""
    if digits[0].isdigit() and digits.isascii():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return _CN_VALUE[digits] if len(digits) == 1 else 0
    return (_CN_VALUE.get(tens, 1 if not tens else 10)) * 10 + (_CN_VALUE.get(ones, 0) if ones else 0)


def dates_in(folded: str) -> list[date]:
    """Every full date (2023-02-16, 2023年2月16日, 二〇二三年二月十六日), in order; impossible ones are left out."""
    found: list[date] = []
    for match in _DATE.finditer(folded):
        try:
            found.append(date(year_number(match[1]), _small_number(match[3]), _small_number(match[4])))
        except ValueError:
            continue
    return found
