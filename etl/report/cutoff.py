"""A report's own cut-off: the period that its title, or a note on its data, gives to every figure without a period of its own.

A summary that says 数据截至10月底 has no figure of a whole year, however its sentences read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from etl.contracts.records import Document, Extraction, Mention
from etl.grammar.figures import FOUR
from etl.grammar.lexicon import any_of, chars_of
from etl.grammar.numerals import number_value

#: (text, first and last day of the figures of a report on 2022 that says so, or None)
EXAMPLES: tuple[tuple[str, tuple[date, date] | None], ...] = (
    ("柳桥街道2022年上半年工作总结及下半年工作计划", (date(2022, 1, 1), date(2022, 6, 30))),
    ("柳桥街道2022年前三季度工作情况汇报", (date(2022, 1, 1), date(2022, 9, 30))),
    ("2022年第一季度工作小结", (date(2022, 1, 1), date(2022, 3, 31))),
    ("柳桥街道2022年1-10月工作总结", (date(2022, 1, 1), date(2022, 10, 31))),
    ("2022年工作总结(截至10月底)", (date(2022, 1, 1), date(2022, 10, 31))),
    ("以下数据截至2022年11月20日。新建公园3座。", (date(2022, 1, 1), date(2022, 11, 20))),
    ("新建公园3座。注:文中数据统计截止到十月底。", (date(2022, 1, 1), date(2022, 10, 31))),
    ("柳桥街道2022年工作总结和2023年上半年工作计划", None),
    ("2022年工作总结(截至12月底)", None),
    ("截至10月底,排查120户。", None),
    ("以下数据截至2021年10月底。", None),
    ("柳桥街道2022年工作总结", None),
)

_MONTH = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_UNTIL = (
    rf"截[至止]到?(?:(?P<year>20\d\d)年)?(?P<month>{_MONTH})月(?:(?P<day>[0-3]?\d)[{chars_of('day of a month')}]|"
    f"{any_of('cut off: end of')})?"
)
# In a title, the span is of the report that looks back on it, not of the plan beside it.
_SPAN = re.compile(
    f"(?:(?P<half>[{chars_of('above or below')}])半年|前(?P<quarters>[1-4{FOUR}])个?季度|第?"
    f"(?P<quarter>[1-4{FOUR}])季度|(?P<first>{_MONTH})月?(?:-|—|–|~|～|{any_of('up to')})(?P<last>{_MONTH})月份?|前"
    f"(?P<months>{_MONTH})个月)[^、，,0-9{chars_of('cut off: no span over')}]{{0,10}}{any_of('cut off: paper')}"
)
_IN_TITLE = re.compile(_UNTIL)
_IN_NOTE = re.compile(rf"{any_of('cut off: note')}[^。；;，,\n]{{0,8}}{_UNTIL}")
_TITLE = 60


def carried(extraction: Extraction) -> Extraction:
    """The extraction, its document's cut-off now on every actual figure that has no period of its own; doing so twice changes nothing.

    The mentions themselves are changed: copying thousands of records of thirty fields cost a tenth of reading.
    """
    days = cut_off(extraction.document)
    if days is None:
        return extraction
    text = extraction.document.text

    def own(mention: Mention) -> bool:
        whole = mention.period is None and mention.period_basis == "report year" and mention.year == days[0].year
        return whole and mention.status == "actual" and "全年" not in text[mention.sentence_start : mention.sentence_end]

    for mention in extraction.mentions:
        if own(mention):
            mention.period_start, mention.period_end = days
            mention.period_basis = "carried"
    return extraction


def cut_off(document: Document) -> tuple[date, date] | None:
    """First and last day of the figures of a report that are less than its year, by its title or by a note on its data."""
    year = document.report_year
    if year is None:
        return None
    body = document.body.lstrip("\ufeff \t\r\n\u3000")
    # A first line that is a sentence is no title.
    titles = [title for title in (document.title or "", body[:_TITLE].partition("\n")[0]) if not re.search("[。；;，,]", title)]
    for title in titles:
        span = _SPAN.search(title)
        if span:
            return _days(year, *_months(span))
        until = _IN_TITLE.search(title)
        if until:
            return _until(year, until)
    note = _IN_NOTE.search(body)
    return _until(year, note) if note else None


def _months(span: re.Match[str]) -> tuple[int, int]:
    if span["half"]:
        return (1, 6) if span["half"] == "上" else (7, 12)
    if span["quarters"]:
        return 1, 3 * _number(span["quarters"])
    if span["quarter"]:
        return 3 * _number(span["quarter"]) - 2, 3 * _number(span["quarter"])
    if span["months"]:
        return 1, _number(span["months"])
    return _number(span["first"]), _number(span["last"])


def _until(year: int, found: re.Match[str]) -> tuple[date, date] | None:
    if found["year"] and int(found["year"]) != year:
        return None
    month = _number(found["month"])
    last = monthrange(year, month)[1]
    day = min(int(found["day"]), last) if found["day"] else last
    return None if (month, day) == (12, 31) or day < 1 else (date(year, 1, 1), date(year, month, day))


def _days(year: int, first: int, last: int) -> tuple[date, date] | None:
    if first > last or (first, last) == (1, 12):
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _number(written: str) -> int:
    value = number_value(written)
    if value is None:
        raise ValueError(f"{written} is no number")
    return int(value)
