"""Which year a report looks back on (a plan: which year it plans), how that was found, and how sure it is.

Every kind of evidence votes for a year with a weight of its own; the year with the most weight is taken. A page's publication date is weak
evidence, and so are the years that the text names most often: both decide only where nothing better speaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from etl.grammar.lexicon import any_of, chars_of
from etl.report.readers.delivery import Delivery
from etl.report.readers.describe import MAX_TITLE, PERIOD_PLAN, PERIOD_REVIEW, PLAN, RANGE, YEAR_OPENING, Parts
from etl.report.readers.lines import MAX_YEAR, MIN_YEAR, YEAR, year_number, years_in

SURE = 0.6
"""Confidence below which a year is doubtful, and listed so."""

_TITLE, _DELIVERY, _REVIEWS, _PLANS, _OPENING, _DATE, _COUNT = 8.0, 8.0, 6.0, 4.0, 4.0, 1.5, 1.0
_ENOUGH = 6.0
"""Weight at which nothing more has to speak for a year."""
_DAY_IN_TITLE = re.compile(r"\([^()]*年[^()]{1,8}日[^()]*\)")
_YEAR_ITSELF = re.compile(any_of("year: paper of it"))
_LATE = 10
"""A report heard from this month on is about the year of its day; one heard before, about the year before."""
_OPENING_ROOM = 600
_TERM = 5
"""Years of a term of office, and of a plan."""
_YEAR = re.compile(YEAR)
_BASE = re.compile(f"[{chars_of('year: base')}]$")
_CUT_OFF = re.compile("截[至止]到?[ ]?$")
_AIM = re.compile("[到至]$")
_LAST_YEAR = re.compile(any_of("year: last"))
"""What a report says of the year before the one in which it is given."""


_LOOKS_BACK = re.compile(f"{_LAST_YEAR.pattern}|(?<![{chars_of('no look back after')}])一年来")
_COMPARED = re.compile(f"[{chars_of('year: compared')}](?:{YEAR})")
"""比2010年增长: a year that figures are held against."""
_MONTH_IN_TITLE = re.compile(r"[(（]((?:19|20)\d\d)年(1[0-2]|0?[1-9])月[)）]")


@dataclass(frozen=True, slots=True)
class Year:
    """The year of a report with its evidence."""

    year: int | None
    how: str
    """The evidence, in words, the strongest first."""
    confidence: float
    """From 0 (nothing tells) to 1."""


def year_of(kind: str, title: str | None, published: date | None, parts: Parts, delivery: Delivery) -> Year:
    """The year that most of the evidence speaks for, with the weight of what speaks for another taken off its confidence."""
    votes: dict[int, dict[str, float]] = {}
    for year, weight, how in _votes(kind, title, published, parts, delivery):
        if MIN_YEAR <= year <= MAX_YEAR:
            votes.setdefault(year, {}).setdefault(how, weight)
    if not votes:
        return Year(None, "nothing tells the year", 0.0)
    weights = {year: sum(said.values()) for year, said in votes.items()}
    best = max(weights, key=lambda year: (weights[year], -year))
    how = ", ".join(votes[best])
    others = {year: weight for year, weight in weights.items() if year != best}
    if others:
        how += "; " + "; ".join(f"{year}: {', '.join(votes[year])}" for year in sorted(others, key=lambda year: -others[year]))
    confidence = min(1.0, weights[best] / _ENOUGH) * weights[best] / (weights[best] + max(others.values(), default=0.0))
    return Year(best, how, round(confidence, 2))


def spoken_in(delivery: Delivery, year: int | None) -> int | None:
    """The year in which a report on `year` was given, if it says so: that of its day, else the next for what an assembly hears."""
    if not delivery.heard or year is None:
        return None
    if delivery.day and delivery.day.year in (year, year + 1):
        return delivery.day.year
    return year + 1


def _votes(kind: str, title: str | None, published: date | None, parts: Parts, delivery: Delivery) -> Iterator[tuple[int, float, str]]:
    """Year, weight and name of each piece of evidence."""
    headings = list(_from_headings(kind, title, parts))
    if delivery.heard and delivery.day and kind == "annual":
        yield _reviewed_on(delivery.day), _DELIVERY, "delivery"
    yield from _from_title(kind, _DAY_IN_TITLE.sub("", title or ""), published, parts, delivery, headings)
    yield from headings
    if opening := _from_opening(parts):
        yield opening, _OPENING, "opening"
    if published is not None and kind != "other":
        early = kind == "annual" and published.month <= 6
        yield published.year - early, _DATE, "publication date"
    yield from _from_prose(parts, delivery)


def _from_prose(parts: Parts, delivery: Delivery) -> Iterator[tuple[int, float, str]]:
    """The year that the text names most often, but for what it starts from or aims at; those tell the year by the term between them."""
    named: Counter[int] = Counter()
    bases: Counter[int] = Counter()
    counted: set[int] = set()
    aims: Counter[int] = Counter()
    five = False
    for line in parts.body:
        text = line.content
        five |= "五年" in text
        for match in _YEAR.finditer(text):
            before = text[max(0, match.start() - 2) : match.start()]
            if _CUT_OFF.search(text, max(0, match.start() - 4), match.start()):
                counted.add(year_number(match.group()))
            aim = _AIM.search(before) and not text.startswith(("年底", "年末"), match.end())
            (bases if _BASE.search(before) else aims if aim else named)[year_number(match.group())] += 1
    if counted:
        yield max(counted), _COUNT, "the day up to which it counts"
    if named:
        yield max(named, key=lambda year: (named[year], -year)), _COUNT, "years named"
    if delivery.heard and five:
        if bases:
            yield max(bases, key=lambda year: (bases[year], year)) + _TERM, _COUNT + 1, "the year that its five years start from"
        if aims:
            yield min(aims, key=lambda year: (-aims[year], year)) - _TERM, _COUNT, "the year that its next five years lead to"


def _reviewed_on(day: date) -> int:
    return day.year if day.month >= _LATE else day.year - 1


def _from_title(
    kind: str, title: str, published: date | None, parts: Parts, delivery: Delivery, headings: list[tuple[int, float, str]]
) -> Iterator[tuple[int, float, str]]:
    if kind == "term" and (match := RANGE.search(title)):
        yield year_number(match[2]), _TITLE, "title"
        return
    years = years_in(title)
    if not years:
        return
    given = _MONTH_IN_TITLE.search(title) if "工作报告" in title else None
    if given and years == [year_number(given[1])]:
        yield _reviewed_on(date(years[0], int(given[2]), 1)), _TITLE, "month in the title"
        return
    if kind in ("half_year", "quarter", "plan", "term", "other"):
        yield years[-1] if kind == "term" else years[0], _TITLE, "title"
        return
    planned = [year_number(match[1]) for match in PERIOD_PLAN.finditer(title)]
    reviewed = [year for year in years if year not in planned]
    if not reviewed:  # 工作总结及2023年工作思路
        yield planned[0] - 1, _TITLE, "title"
    elif _YEAR_ITSELF.search(title):
        yield reviewed[0], _TITLE, "title"
    else:
        yield from _looked_back_on(reviewed[0], title, published, parts, delivery, headings)


def _looked_back_on(
    year: int, title: str, published: date | None, parts: Parts, delivery: Delivery, headings: list[tuple[int, float, str]]
) -> Iterator[tuple[int, float, str]]:
    """2023年(政府)工作报告 is given early in 2023 about 2022, or late about 2023: day, headings, date and the years named say which."""
    how = f"title of {year}"
    if delivery.heard and delivery.day:
        if _reviewed_on(delivery.day) in (year, year - 1):
            yield _reviewed_on(delivery.day), _TITLE, how
        return
    heading = next((found for found, *_ in headings if found in (year, year - 1)), None)
    if heading is not None:
        yield heading, _TITLE, how
    elif published is not None and published.year == year:
        yield year - (published.month <= 8), _TITLE, how
    elif published is not None and published.year == year + 1:
        yield year, _TITLE, how
    elif ("政府工作报告" in title or delivery.heard) and any(_LOOKS_BACK.search(line.content) for line in parts.body):
        yield year - 1, _TITLE, how
    else:
        named = Counter(y for line in parts.body if line.content != title for y in years_in(_COMPARED.sub("", line.content)))
        yield year - (named[year - 1] > named[year]), _TITLE, how


def _from_headings(kind: str, title: str | None, parts: Parts) -> Iterator[tuple[int, float, str]]:
    lines = (line.content for line in parts.body if len(line.content) <= MAX_TITLE and not re.search("[。;]", line.content))
    headings = [line for line in lines if line != title]
    for text in headings:
        if (match := PERIOD_REVIEW.search(text)) and not PLAN.search(match.group()):
            yield year_number(match[1]), _REVIEWS, "heading of the review"
            break
    for text in headings:
        if match := PERIOD_PLAN.search(text):
            yield year_number(match[1]) - (kind != "plan"), _PLANS, "heading of the plan"
            break


def _from_opening(parts: Parts) -> int | None:
    room = _OPENING_ROOM
    for line in parts.body:
        if room <= 0:
            break
        text = line.content[:room]
        room -= len(text)
        for match in YEAR_OPENING.finditer(text):
            if match.start() == 0 or text[match.start() - 1] in '。;,. "“':
                return year_number(match[1])
    return None
