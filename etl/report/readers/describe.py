"""What a report says of itself: title, publisher, dates, kind and the year it looks back on.

Everything works on folded text (:func:`etl.grammar.fold.narrow`). Each question asks several kinds of evidence in a
fixed order, the surest first, and the first that answers is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from etl.grammar.figures import DIGITS, FOUR, NOUGHT_OR_NINE, ONE_OR_TWO, TEN
from etl.grammar.lexicon import any_of, chars_of
from etl.report.readers.delivery import Delivery
from etl.report.readers.lines import YEAR, Line, dates_in, years_in
from etl.report.readers.reading import PageData

MAX_TITLE = 60
"""Characters of a title line."""
HEAD_LINES = 40
"""Non-blank lines in which a title is looked for."""
FOOT_LINES = 6
"""Non-blank lines at the end in which a signature is looked for."""

_REVIEW = any_of("title: review")
_PLAN = any_of("title: plan")
TITLE_END = re.compile(rf"(?:{_REVIEW}|{_PLAN}|{any_of('title: work')})(?:的?(?:报告|汇报))?(?:\([^)]{{1,20}}\)|\[[^\]]*\])?$")
_TITLE_PLAIN = re.compile(rf"{_REVIEW}|{_PLAN}")
_REVIEW_RE = re.compile(_REVIEW)
PLAN = re.compile(_PLAN)
_ORG_END = re.compile(f"{any_of('organ: end')}$")
_ORG_PREFIX = re.compile(
    rf"^(?:关于)?((?:中共)?[\u4e00-\u9fff*×xX某]{{1,24}}?(?:街道{any_of('organ of a street')}*|"
    rf"{any_of('organ: before a title')}))(?=[\d{chars_of('after an organ')}]|$)"
)
_ORG_LINE = re.compile(rf"^(?:中共|中国共产党)?[\u4e00-\u9fff*×某\s、]{{2,40}}{any_of('organ: line')}$")
_MARKER = re.compile(rf"^(?:第?[{TEN}]{{1,3}}(?:[、.]|部分)|\([\d{TEN}]{{1,3}}\)|\d{{1,2}}[、.])\s*")
_INTRO_TITLE = re.compile(
    rf"""{any_of("intro: before a title")}[《“\"]?([^,。!《》]{{0,60}}?"""
    rf"""{any_of("intro: paper")}[^,。!《》]{{0,30}}?)[》”\"]?(?:\(|,|。|!|$|{any_of("intro: after a title")})"""
)
_LABELLED_TITLE = re.compile(rf"{any_of('label: title')}\s*[:\s]\s*(\S.{{3,60}})")
_ISSUER_LABELS = any_of("label: issuer")
_SOURCE_LABELS = any_of("label: source")
_NO_PUBLISHER = re.compile(
    f"^(?:{any_of('no publisher')}|[本我]?{any_of('no publisher: of')}?[^{chars_of('no publisher: level')}]{{0,4}}"
    f"{any_of('no publisher: office')}|-+)?$"
)
_DATE_LABEL = re.compile(rf"({any_of('label: date')})\s*[:\s]\s*")
_SIGNED = re.compile(
    r"^\(?[^。;,]{0,40}?(?:19|20|二[〇零])\S{2}\s?年\S{1,2}\s?月\S{1,3}\s?日\)?$|^\(?(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}\)?$"
)
_URL = re.compile(r"https?://[\x21-\x7e]+")
RANGE = re.compile(
    rf"({YEAR}|(?<!\d)(?:19|20)\d\d)\s?年?\s?[-—–~至到]+\s?((?:19|20)\d\d|"
    rf"[{ONE_OR_TWO}][{NOUGHT_OR_NINE}][{DIGITS}]{{2}})(?=\s?年|[^\d年月]|$)"
)
_HALF = re.compile(rf"{any_of('half a year')}|半年(?:度)?(?:工作)?{any_of('half a year: paper')}|1\s?[-—~至]+\s?6月")
_QUARTER = re.compile(f"第?[1-4{FOUR}]季度|{any_of('three quarters')}")
_MONTHS = re.compile(r"年?\d{1,2}\s?(?:[-—~至]+\s?\d{1,2})?月(?:份)?(?!\d*日)")
_TERM = re.compile(
    f"五年(?:来)?(?:的)?(?:工作)?{any_of('five years: paper')}|十[一二三四五]五.{{0,10}}"
    f"{any_of('five-year plan: paper')}|本?届.{{0,8}}任期|{any_of('term: paper')}"
)
PERIOD_REVIEW = re.compile(rf"({YEAR})\s?年?{any_of('after the year')}?[^,。;\d]{{0,16}}?{any_of('year: review')}")
PERIOD_PLAN = re.compile(rf"({YEAR})\s?年?(?:度)?(?:(?!{YEAR}|总结|回顾)[^,。;\d]){{0,14}}?(?:{_PLAN}|{any_of('year: plan')})")
YEAR_OPENING = re.compile(
    rf"({YEAR})\s?年{any_of('after the year')}?(?=[,,是]|{any_of('year: opens')}|[^\d\s月]{{0,10}}"
    f"{any_of('year: who')})"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A folded text taken apart: lines of the report, and its chrome."""

    body: tuple[Line, ...]
    """Non-blank lines of the report."""
    chrome: tuple[str, ...]
    """Non-blank lines of page chrome, their labels closed up (来 源: → 来源:)."""


_SPACED_LABEL = re.compile(r"(?<!\S)[\u4e00-\u9fff](?:\s{1,6}[\u4e00-\u9fff]){1,5}(?=\s*:)")


def close_up(text: str) -> str:
    """A line of chrome with its labels closed up: 索 引 号: → 索引号:"""
    return _SPACED_LABEL.sub(lambda match: "".join(match.group().split()), text)


def title_of(parts: Parts, page: PageData) -> str | None:
    """The report's title: a heading line, else what the page or an introduction calls it, else the first chapter's name."""
    chapter: str | None = None
    previous = ""
    for line in parts.body[:HEAD_LINES]:
        text = line.content
        if len(text) > MAX_TITLE or re.search("[。;!?]", text):
            break
        marked = _MARKER.match(text)
        plain = _MARKER.sub("", text)
        if TITLE_END.search(plain) or (not marked and _TITLE_PLAIN.search(plain) and years_in(plain) and "," not in plain):
            if not marked:
                joined = previous + text if _ORG_END.search(previous) and not _ORG_PREFIX.match(text) and len(previous) <= 30 else text
                return joined
            chapter = chapter or plain
        previous = "" if marked else text
    if page.title and _TITLE_PLAIN.search(page.title):
        return page.title
    for text in parts.chrome:
        if (match := _LABELLED_TITLE.search(text)) and _TITLE_PLAIN.search(match[1]):
            return match[1].strip()
    for text in parts.chrome:
        if match := _INTRO_TITLE.search(text):
            return match[1].strip()
    return chapter or page.title


def published_on(parts: Parts, page: PageData) -> date | None:
    """The publication date: labelled in the chrome, else from the page, else the signature's at the end or below the title."""
    labelled = [
        (match[1], found[0])
        for text in parts.chrome
        for match in _DATE_LABEL.finditer(text)
        if (found := dates_in(text[match.end() : match.end() + 20]))
    ]
    for wanted in ("发布", "公开", ""):
        for label, day in labelled:
            if label.startswith(wanted):
                return day
    if page.published_on:
        return page.published_on
    signature = [line.content for line in parts.body[-FOOT_LINES:]]
    below_title = [line.content for line in parts.body[:FOOT_LINES]]
    for text in [*reversed(signature), *below_title, *parts.chrome]:
        if len(text) <= MAX_TITLE and _SIGNED.match(text) and (found := dates_in(text)):
            return found[-1]
    return None


def publisher_of(parts: Parts, title: str | None, page: PageData) -> str | None:
    """The publisher: labelled as issuer; else the signature; else the title's opening, the source, the page, the breadcrumb."""
    if issuer := _labelled(parts.chrome, _ISSUER_LABELS):
        return issuer
    for line in reversed(parts.body[-FOOT_LINES:]):
        if len(line.content) <= 40 and _ORG_LINE.match(line.content) and not _MARKER.match(line.content):
            return line.content.replace(" ", "")
    if title and (match := _ORG_PREFIX.match(title)):
        return match[1]
    if source := _labelled(parts.chrome, _SOURCE_LABELS):
        return source
    if page.publisher:
        return page.publisher
    for text in parts.chrome:
        crumbs: list[str] = [crumb.strip() for crumb in re.split("[>»›]", text)]
        if len(crumbs) > 2:
            for crumb in reversed(crumbs):
                if _ORG_LINE.match(crumb) and "(" not in crumb:
                    return crumb
    return None


def _labelled(chrome: Iterable[str], labels: str) -> str | None:
    pattern = re.compile(rf"(?:^|[\s\[【(|])(?:{labels})[\]】]?\s*[:\s]\s*([^\s:|\]】]{{2,40}})")
    names: list[str] = [match[1] for text in chrome for match in pattern.finditer(text)]
    named = [name for name in names if not _NO_PUBLISHER.match(name) and not name[0].isdigit()]
    return max(named, key=len, default=None)  # 某街道 and 某街道办事处: the fuller one


def url_of(parts: Parts, page: PageData) -> str | None:
    """The address that the chrome writes, else the page's own."""
    for text in parts.chrome:
        if match := _URL.search(text):
            return match.group().rstrip(").,;]")
    return page.url


def kind_of(title: str | None, parts: Parts, delivery: Delivery) -> str:
    """annual, half_year, quarter, plan, term or other, from the title, else from the delivery, the headings and the opening."""
    if title:
        if _HALF.search(title):
            return "half_year"
        if _QUARTER.search(title):
            return "quarter"
        if RANGE.search(title) or _TERM.search(title):
            return "term"
        if _MONTHS.search(title):
            return "other"
        if _REVIEW_RE.search(title):
            return "annual"
        if PLAN.search(title):
            return "plan"
    if delivery.heard:
        return "annual"  # what an assembly hears is a report, whatever it goes on to plan
    opening = "\n".join(line.content[:120] for line in parts.body[:3])
    if re.search("今年上半年|年上半年,", opening):
        return "half_year"
    headings = [line.content for line in parts.body if len(line.content) <= MAX_TITLE]
    if any(PERIOD_REVIEW.search(text) for text in headings):
        return "annual"
    if any(PERIOD_PLAN.search(text) for text in headings):
        return "plan"
    return "annual" if YEAR_OPENING.search(opening) and len(parts.body) > 3 else "other"
