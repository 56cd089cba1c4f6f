"""Segment: a document to sections and sentences. Nothing is thrown away: every character is in exactly one sentence.

Lines are joined to paragraphs first (a line that breaks off after ；, at the width of a wrapped text or in mid-clause goes on in the next),
then a paragraph is a heading by its list marker (第一部分, 一、, (一), 1.) or by being short and unpunctuated before prose.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from etl.contracts.records import Document, Section, Sentence
from etl.grammar.figures import BIG, COUNTING_FIGURES, DIGITS_AND_TEN, NOUGHT_OR_NINE, ONE_OR_TWO, TEN
from etl.grammar.fold import narrow
from etl.grammar.lexicon import UNITS, any_of, chars_of
from etl.report.outlook import OPENING, PartReader, announces_list
from etl.report.readers.chrome import PAGE_NUMBER
from etl.report.readers.lines import closed_up, split_lines

MAX_HEADING = 40
"""Characters of a heading after its marker."""
MAX_BARE_HEADING = 30
"""Characters of a heading that has no marker."""
MAX_TITLE = 60
"""Characters of a line of the title."""
MIN_WRAPPED = 16
"""Columns (of a Chinese character); shorter lines say nothing about the width at which a text was wrapped."""
MAX_WRAPPED = 80
"""Columns; longer lines are paragraphs."""
MIN_WRAPPED_LINES = 4
"""Fewer long lines say nothing either."""
WRAP_SLACK = 3
"""Columns by which lines that were wrapped at one width differ."""
MIN_WRAPPED_SHARE = 0.5
"""Share of the long lines that must have one width for a text to count as wrapped."""
RAGGED = 0
"""In place of a width: lines that break off in mid-sentence at any width go on in the next."""
MIN_RAGGED_SHARE = 0.6
MIN_CLOSED_SHARE = 0.6
"""Share of the paragraphs whose end is certain that must end a sentence for a text to close all its paragraphs."""

_CN = "一二三四五六七八九十"
_CN_VALUE = {c: n for n, c in enumerate(_CN, 1)}
_DIVISION = re.compile(rf"第(?P<n>[{_CN}]{{1,3}}|\d{{1,2}}){any_of('heading: division')}(?![\u4e00-\u9fff]{{0,3}}[的是])\s*[、:.]?\s*")
_MARKS = (
    _DIVISION,
    re.compile(rf"(?P<n>[{_CN}]{{1,3}})\s?[、.](?!\s?[{_CN}]{{1,2}}[、.是])\s*"),
    re.compile(rf"\(\s?(?P<n>[{_CN}]{{1,3}})\s?\)\s*[、.]?\s*"),
    re.compile(rf"(?P<n>\d{{1,2}})\s?(?:、(?!\d{{1,3}}[、{chars_of('no mark')}])|\.(?!\d{{1,3}}(?!\d)))\s*"),
    re.compile(r"(?:\(\s?(?P<n>\d{1,2})\s?\)|\d{1,2}\))\s*[、.]?\s*"),
    re.compile(r"(?P<n>[①-⑳])\s*|(?P<zero>0\d)[ \u3000]{1,3}(?=[\d\u4e00-\u9fff])"),
)
_ITEM_MARKS = _MARKS[3:]
_SENTENCE_END = re.compile("[。!?]+[”’」』》)\\]】〕]*\\s*")
_ENDS_SENTENCE = re.compile("[。!?][”’」』》)\\]】〕\"']*$")
_GOES_ON = re.compile("[,、;(“‘《]$")
_CANNOT_START = re.compile("[,。;、:)”’》!?%]")
_STOP = re.compile("[。;!?]")
_BREAK = re.compile(r"\s*[\r\n]\s*")
_HEADING_STOP = re.compile("[。;!?:]")
_UNFINISHED = re.compile("[,、;:。!?(“]$")
_INNER_STOP = re.compile("[,;。.]")
_CLAUSE_STOP = re.compile(r"[,;。!?]|\.(?!\d)")
_LEADS_ON = re.compile(f"{any_of('leads on to an amount')}$")
_AMOUNT = re.compile(rf"[\d.,]*\d\s?[{BIG}]?[{chars_of('more')}]?\s?")
# A predicate of an amount has its subject in the line before (全乡发展生猪养殖 | 超过4万头).
_TELLS_AMOUNT = re.compile(rf"(?:已|均)?{any_of('tells an amount')}[^,。;:]{{0,8}}?\d")
_AMOUNT_ENDS = re.compile(f"{any_of('amount: ends')}?(?:[,。;、:)]|$)")
_CALENDAR = frozenset(chars_of("calendar"))
_ENDS_WITH_AMOUNT = re.compile(rf"[\d%][{BIG}]?[{chars_of('more')}]?[\u4e00-\u9fff]{{0,3}}{any_of('bound behind an amount')}?$")
_LINE_END = re.compile("[。!?;:.][”’」』》)\\]】〕\"']*$")
_BULLET = re.compile("[-—–•·●◆■▪○*※→☆★]")
_HAN = re.compile("[\u4e00-\u9fff]")
_DATE = re.compile(
    rf"(?:(?:19|20)\d\d|[{ONE_OR_TWO}][{NOUGHT_OR_NINE}]\S{{2}})\s?年度?(?:\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?日)?)?|"
    r"\d{1,2}[-—]\d{1,2}月"
)
_FIGURE = re.compile(
    rf"\d|[{COUNTING_FIGURES}]+\s?{any_of('more: word')}?(?:[{chars_of('figure: unit of one sign')}]|"
    f"{any_of('figure: unit')})|{any_of('figure: word')}"
)
_N = rf"[\d{TEN}]{{1,3}}"
_DATE_ONLY = re.compile(rf"\(?[\d{DIGITS_AND_TEN}]{{4}}\s?[-年/.]\s?{_N}\s?[-月/.]\s?{_N}\s?日?\)?$")
_TABLE = re.compile(r"\|")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What of a line is no chrome."""

    start: int
    end: int
    content: str
    """Folded."""
    apart: bool
    """A blank line or chrome stands before it."""
    after_chrome: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    level: int
    ordinal: int
    length: int
    is_item: bool
    """Of a kind that numbers list items as often as headings (1.)."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading that opens a section; `ordinal` is 0 without a list marker."""

    level: int
    ordinal: int
    text: str
    is_sentence: bool
    """It is a sentence of its own and states no figure."""


@dataclass(slots=True)
class _Under:
    """Whether the numbered chapters stand under a bare heading of a part (“十三五”主要成就, then 一、…), and so one level deeper.

    They do where they begin anew below it; those that go on counting (一、…, a bare heading, 二、…) stand beside it.
    """

    bare: bool = False
    """No chapter has come since the last bare heading of a part."""
    nested: bool = False

    def deeper(self, heading: _Heading) -> int:
        """By how many levels a heading, the next of its text, is deeper than its marker tells."""
        if not heading.ordinal:
            return 0
        if heading.level == 1 and self.bare:
            self.bare, self.nested = False, heading.ordinal == 1
        return int(self.nested)


def segment(document: Document) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
    """The sections and sentences of a document; the sentences are ascending, contiguous and cover its text.

    Pure, for any text at all, in time linear in its length. Blank space after a sentence belongs to it.
    """
    folded = narrow(document.text.replace("\t", "|"))  # a tab separates cells as a bar does
    if not folded:
        return (), ()
    pieces = _pieces(folded, document.chrome)
    reader = PartReader(document.report_kind, document.report_year, document.spoken_year)
    sections: list[Section] = []
    cuts: list[tuple[int, int, str]] = []
    joined: list[tuple[int, int]] = []

    def open_section(start: int, level: int, heading: str) -> None:
        sections.append(Section(len(sections), level, heading, start, start, reader.part.name, reader.part.year))

    shift = 0 if any(_DIVISION.match(piece.content) for piece in pieces) else 1
    width = _wrap_width(pieces)
    marks = [_mark(piece.content, shift) for piece in pieces]
    broken = _broken_off(pieces, marks, width)
    bare = _bare_headings(pieces, marks, broken, width)
    level = 0  # of the last heading with a marker
    under = _Under()
    in_front = True  # until the first prose or marked heading: title, salutation, date of delivery
    for first, last in _paragraphs(pieces, marks, bare, broken):
        start, end = pieces[first].start, pieces[last].end
        joined.append((start, end))
        text = folded[start : min(end, start + OPENING)]
        mark = marks[first]
        begins = [start, *(m.end() for m in _SENTENCE_END.finditer(folded, start, end) if m.end() < end)]
        in_front = in_front and not mark and _may_be_title(text) and not announces_list(text)
        heading = _marked_heading(text, mark, end - start) if mark else None
        if heading is None and bare[first] and not in_front:
            is_part = reader.names_a_part(text)
            heading = _Heading(1 if is_part else level + 1, 0, text, True)
            if is_part:
                under = _Under(bare=True)
        if heading:
            depth = heading.level + under.deeper(heading)
            level = depth if heading.ordinal else level
            open_section(start, depth, reader.heading(heading.text, heading.level, heading.ordinal))
            kind = "heading" if heading.is_sentence else "body"
        else:
            kind = "heading" if in_front and last + 1 < len(pieces) else "body"
            opening = text[mark.length :] if mark else text
            if (kind == "body" and reader.paragraph(opening)) or not sections:
                open_section(start, sections[-1].level if sections else 0, reader.announced_heading())
        cuts.append((start, len(sections) - 1, kind))
        for position in begins[1:]:
            if reader.sentence(folded[position : min(end, position + OPENING)]):
                open_section(position, sections[-1].level, reader.announced_heading())
            cuts.append((position, len(sections) - 1, "body"))
    cuts += [(start, -1, "chrome") for start in _between(document.chrome, joined)]
    if not cuts:
        open_section(0, 0, "")
        cuts.append((0, 0, "body"))
    sentences = _sentences(cuts, len(folded))
    ends = {sentence.section: sentence.end for sentence in sentences}
    starts = {sentence.section: sentence.start for sentence in reversed(sentences)}
    return tuple(replace(section, start=starts[section.ordinal], end=ends[section.ordinal]) for section in sections), sentences


def _between(chrome: tuple[tuple[int, int], ...], paragraphs: list[tuple[int, int]]) -> Iterator[int]:
    """Where chrome begins, but for the page numbers that stand within a paragraph: those are its sentences'."""
    for start, end in chrome:
        at = bisect_right(paragraphs, start, key=itemgetter(0)) - 1
        if start < end and (at < 0 or start >= paragraphs[at][1]):
            yield start


def _sentences(cuts: list[tuple[int, int, str]], length: int) -> tuple[Sentence, ...]:
    cuts = sorted(cuts)
    begins = [0, *(start for start, _, _ in cuts[1:]), length]
    return tuple(Sentence(n, begins[n], begins[n + 1], section, kind) for n, (_, section, kind) in enumerate(cuts))


def _pieces(folded: str, chrome: tuple[tuple[int, int], ...]) -> list[_Piece]:
    """The non-blank stretches of lines outside chrome."""
    pieces: list[_Piece] = []
    spans = [span for span in chrome if span[0] < span[1]]
    position = 0
    apart, after_chrome = True, False
    for line in split_lines(folded):
        if not line.content:
            apart = True
            continue
        start = line.start
        while start < line.end:
            while position < len(spans) and spans[position][1] <= start:
                if PAGE_NUMBER.fullmatch(folded[spans[position][0] : spans[position][1]].strip()):
                    apart = after_chrome  # a page ends anywhere
                else:
                    apart = after_chrome = True
                position += 1
            if position < len(spans) and spans[position][0] <= start:
                start = spans[position][1]
                continue
            stop = min(line.end, spans[position][0]) if position < len(spans) else line.end
            content = folded[start:stop]
            if stripped := content.strip():
                begin = start + len(content) - len(content.lstrip())
                pieces.append(_Piece(begin, begin + len(stripped), stripped, apart, after_chrome))
                apart = after_chrome = False
            start = stop
    return pieces


def _mark(content: str, shift: int) -> _Mark | None:
    """The list marker that a line begins with; `shift` is 1 where no 第一部分 stands above 一、."""
    for level, pattern in enumerate(_MARKS, 1):
        if match := pattern.match(content):
            digits = match["n"] or match.group().strip("() 、.")
            return _Mark(max(1, level - shift), _ordinal(digits), match.end(), pattern in _ITEM_MARKS)
    return None


def _ordinal(digits: str) -> int:
    """1 to 99 as a list marker writes it (12, 十二, ⑫)."""
    if digits[0] in _CN_VALUE:
        tens, ten, ones = digits.rpartition("十")
        return (_CN_VALUE.get(tens, 1) * 10 if ten else 0) + _CN_VALUE.get(ones, 0)
    return int(digits) if digits.isdecimal() else ord(digits[0]) - ord("①") + 1


def _columns(content: str) -> int:
    """Width in columns of a Chinese character."""
    narrow = len(content.encode("latin-1", "ignore"))
    return len(content) - narrow // 2


def _wrap_width(pieces: list[_Piece]) -> int | None:
    """The width at which a text was wrapped, if it was: most of its long lines have it."""
    widths = Counter(w for piece in pieces if len(piece.content) <= 2 * MAX_WRAPPED and (w := _columns(piece.content)) >= MIN_WRAPPED)
    long_lines = sum(1 for piece in pieces if len(piece.content) >= MIN_WRAPPED)
    near = {width: sum(widths[w] for w in range(width - WRAP_SLACK, width + 1)) for width in widths if width <= MAX_WRAPPED}
    width = max(near, key=lambda w: (near[w], w), default=None)
    if width is None or near[width] < max(MIN_WRAPPED_LINES, MIN_WRAPPED_SHARE * long_lines):
        return RAGGED if _is_ragged(pieces) else None
    return width


def _is_ragged(pieces: list[_Piece]) -> bool:
    """Whether a text was broken into lines at no one width, as scanning does: most of its long lines end in mid-sentence."""
    long_lines = [piece.content for piece in pieces if _columns(piece.content[: 4 * MAX_WRAPPED]) >= MIN_WRAPPED]
    if len(long_lines) < MIN_WRAPPED_LINES or any(_columns(line[: 4 * MAX_WRAPPED]) > MAX_WRAPPED for line in long_lines):
        return False
    broken = sum(1 for line in long_lines if _INNER_STOP.search(line) and not _LINE_END.search(line))
    return broken >= MIN_RAGGED_SHARE * len(long_lines)


def _is_wrapped(piece: _Piece, width: int | None) -> bool:
    if width == RAGGED:
        return _columns(piece.content) >= MIN_WRAPPED and not _LINE_END.search(piece.content)
    return width is not None and len(piece.content) <= 2 * MAX_WRAPPED and width - WRAP_SLACK <= _columns(piece.content) <= width + 1


def _begins_with_amount(content: str) -> bool:
    """Whether a line begins with an amount and nothing that it counts (1.2万平方米,…), which stands in the line before then."""
    found = _AMOUNT.match(content)
    if found is None:
        return False
    end = found.end()
    unit = "%" if content.startswith("%", end) else UNITS.at(content, end)
    return bool(unit) and content[end] not in _CALENDAR and _AMOUNT_ENDS.match(content, end + len(unit)) is not None


def _closes_paragraphs(pieces: list[_Piece], marks: list[_Mark | None]) -> bool:
    """Whether the paragraphs of a text end in a full stop, as far as it is certain where they end: before a blank line or a marker."""
    closed = certain = 0
    for i, piece in enumerate(pieces):
        last = i + 1 == len(pieces) or pieces[i + 1].apart or marks[i + 1] is not None
        mark = marks[i]
        if last and _CLAUSE_STOP.search(piece.content, mark.length if mark else 0):
            certain += 1
            closed += _LINE_END.search(piece.content[-8:]) is not None
    return certain > 0 and closed >= MIN_CLOSED_SHARE * certain


def _broken_off(pieces: list[_Piece], marks: list[_Mark | None], width: int | None) -> list[bool]:
    """For each piece whether it goes on in the next, in mid-sentence, by what both say.

    No blank line is between them, or an amount alone stands below it.
    """
    closes = _closes_paragraphs(pieces, marks)
    return [
        i + 1 < len(pieces)
        and marks[i + 1] is None
        and (not pieces[i + 1].apart or _begins_with_amount(pieces[i + 1].content[:40]))
        and _is_broken_off(piece, mark.length if mark else 0, pieces[i + 1].content, width, closes)
        for i, (piece, mark) in enumerate(zip(pieces, marks, strict=True))
    ]


def _is_broken_off(piece: _Piece, begin: int, then: str, width: int | None, closes: bool) -> bool:
    """Whether a line, whose words begin at `begin` after its list marker, goes on in the line `then` right below it."""
    text = piece.content[begin:]
    end = text[-8:]
    if _ENDS_SENTENCE.search(end) or _TABLE.search(text[-200:]) or _BULLET.match(then) or _DATE_ONLY.match(then):
        return False
    # 全年开展巡查,清理乱堆 | 乱放300处。 Where paragraphs end in a full stop, prose that does not has not ended.
    is_prose = _STOP.search(text) is not None or (_CLAUSE_STOP.search(text) is not None and _states_much(text))
    wrapped = _is_wrapped(piece, width) and (width != RAGGED or begin == 0 or is_prose)
    if wrapped or (text[-1:].isdigit() and _HAN.match(then) is not None):
        return True
    if _LINE_END.search(end):
        return False
    if _begins_with_amount(then[:40]) or _TELLS_AMOUNT.match(then[:20]) or _LEADS_ON.search(end):
        return True
    if not closes or (_ENDS_WITH_AMOUNT.search(end) and not _LINE_END.search(then[-8:])):
        return False
    return is_prose and _CLAUSE_STOP.search(then) is not None


def _states_much(text: str) -> bool:
    """Whether a line is too long or too full of figures to be a heading."""
    return len(text) > MAX_BARE_HEADING or _FIGURE.search(_DATE.sub("", text)) is not None


def _bare_headings(pieces: list[_Piece], marks: list[_Mark | None], broken: list[bool], width: int | None) -> list[bool]:
    """For each piece whether it is a short line without marker and punctuation, in its own right and before something longer."""
    bare = [False] * len(pieces)
    follows = False  # what stands below is prose, or a heading above prose
    for i in range(len(pieces) - 1, -1, -1):
        text = pieces[i].content
        before = pieces[i - 1].content if i and not pieces[i].after_chrome else ""
        short = (
            marks[i] is None
            and len(text) <= MAX_BARE_HEADING
            and not _STOP.search(text)
            and not _UNFINISHED.search(text)
            and not _CANNOT_START.match(text)
            and _HAN.search(text) is not None
            and not _FIGURE.search(_DATE.sub("", text))
            and not _DATE_ONLY.match(text)
            and not _TABLE.search(text)
        )
        alone = not _GOES_ON.search(before) and not (i > 0 and broken[i - 1])
        bare[i] = short and alone and follows and not broken[i] and not _is_wrapped(pieces[i], width)
        prose = len(text) > MAX_BARE_HEADING or (_STOP.search(text) is not None and _HAN.search(text) is not None)
        follows = bare[i] or marks[i] is not None or prose
    return bare


def _paragraphs(pieces: list[_Piece], marks: list[_Mark | None], bare: list[bool], broken: list[bool]) -> list[tuple[int, int]]:
    """First and last piece of every paragraph: lines that break off in mid-sentence are joined to the next."""
    paragraphs: list[tuple[int, int]] = []
    for i, piece in enumerate(pieces):
        if (
            i
            and not (piece.after_chrome or bare[i] or bare[i - 1])
            and (broken[i - 1] or _goes_on(pieces[i - 1].content, piece.content, marks[i]))
        ):
            paragraphs[-1] = (paragraphs[-1][0], i)
        else:
            paragraphs.append((i, i))
    return paragraphs


def _goes_on(before: str, then: str, mark: _Mark | None) -> bool:
    """Whether the marks at the end of a line and at the beginning of the next alone join them."""
    if _CANNOT_START.match(then):
        return True
    if mark or _BULLET.match(then) or _DATE_ONLY.match(then) or _TABLE.search(before[-200:]) or _ENDS_SENTENCE.search(before[-8:]):
        return False
    return _GOES_ON.search(before[-1:]) is not None


def _may_be_title(text: str) -> bool:
    """Whether a line before all prose belongs to the title: name, deliverer and date of the report, or a salutation."""
    text = closed_up(text)
    return len(text) <= MAX_TITLE and not _STOP.search(text) and not _FIGURE.search(_DATE.sub("", text))


def _marked_heading(text: str, mark: _Mark, length: int) -> _Heading | None:
    """The heading of a paragraph (its first characters `text`, its whole `length`) that begins with a list marker."""
    rest = closed_up(_BREAK.sub("", text[mark.length :]))
    stop = _HEADING_STOP.search(rest)
    heading = (rest[: stop.start()] if stop else rest).strip()
    has_figure = _FIGURE.search(_DATE.sub("", heading)) is not None
    fits = len(heading) <= MAX_HEADING and (stop is not None or length == len(text)) and not _UNFINISHED.search(heading)
    if fits and not has_figure:
        ends = stop is None or stop.group() in "。!?" or (stop.group() == ":" and mark.length + stop.end() == length)
        return _Heading(mark.level, mark.ordinal, heading, ends)
    if mark.is_item:
        return None
    return _Heading(mark.level, mark.ordinal, re.split("[,;:。]", heading)[0][:MAX_HEADING], False)
