"""Extract: the sentences of a document to mentions and the numeral ledger. Pure; the grammar does the reading."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import fields, replace

from etl.contracts.records import Document, Extraction, LedgerEntry, Mention, Placed, Section, Sentence
from etl.grammar import tables
from etl.grammar.clauses import normal_marks
from etl.grammar.fold import Plain, plain
from etl.grammar.lexicon import any_of
from etl.grammar.numerals import numerals
from etl.grammar.periods import Time, of_years
from etl.grammar.rounding import interval
from etl.grammar.sentence import in_original, read_normal, read_sentence
from etl.grammar.statements import Context, Reading, Statement
from etl.grammar.terms import terms_in
from etl.grammar.topics import Surroundings, topics_of
from etl.report.glossary import Glossary
from etl.report.segment import segment

LEAD_LENGTH = 30
"""Characters of the short sentence without figures that opens a passage and tells its topic (垃圾分类取得新突破。)."""


def extract(document: Document) -> Extraction:
    """Read every sentence of a document: all that it states in numbers, and what became of each numeral.

    Chrome yields no fact; its numerals are in the ledger as ``admin``. Nor does a glossary, which explains names.
    """
    read = plain(document.text)
    sections, sentences = segment(_as_read(document, read))
    mentions: list[Mention] = []
    ledger: list[LedgerEntry] = []
    text = read.text
    normal = normal_marks(text)
    lead, subject, section_before = "", "", -1
    table = tables.Table()
    carry, glossary = Carry(document.report_year), Glossary()
    own = own_names(document.title or "")
    for sentence in sentences:
        words = text[sentence.start : sentence.end]
        written = sentence._replace(start=read.original(sentence.start), end=read.original(sentence.end))
        original = document.text[written.start : written.end]
        outside = "admin" if sentence.kind == "chrome" else "name" if glossary.holds(words) else ""
        if outside:
            ledger += [LedgerEntry(written.start + n.start, original[n.start : n.end], outside, 0) for n in numerals(original)]
            continue
        section = sections[sentence.section]
        if sentence.section != section_before:
            section_before, subject = sentence.section, ""
        context = Context(
            section.year, document.report_year, section.part, carry.before(sentence, section), subject, own, document.spoken_year
        )
        reading = table.read(words, context, read_sentence) or read_normal(words, normal[sentence.start : sentence.end], context)
        subject = reading.statements[-1].indicator if reading.statements else ""
        if not reading.statements and len(stripped := words.strip()) <= LEAD_LENGTH and stripped != document.title:
            lead = stripped
        if original != words:
            reading = in_original(reading, _kept(read, sentence, written), original)
        if reading.statements:
            mentions += _of_chapter(_mentions(original, written, (lead, section.heading), reading, len(mentions)), carry.chapter)
        ledger += _ledger(original, written.start, reading)
        carry.after(sentence, section, words, reading.time, stated=bool(reading.statements))
    if document.placed:
        _place(mentions, document.placed)
    if read.kept is not None:
        sections = tuple(replace(s, start=read.original(s.start), end=read.original(s.end)) for s in sections)
        sentences = tuple(s._replace(start=read.original(s.start), end=read.original(s.end)) for s in sentences)
    return Extraction(document, sections, sentences, tuple(mentions), tuple(ledger))


def _as_read(document: Document, read: Plain) -> Document:
    """The document with the text that the rules read, and its chrome in that."""
    if read.text == document.text:
        return document
    return replace(document, text=read.text, chrome=tuple((read.boundary(start), read.boundary(end)) for start, end in document.chrome))


def _kept(read: Plain, sentence: Sentence, written: Sentence) -> Sequence[int]:
    """Where each character of a sentence stands in the sentence as it is written."""
    if read.kept is None:
        return range(sentence.end - sentence.start)
    return [at - written.start for at in read.kept[sentence.start : sentence.end]]


_LAST_YEAR = re.compile(f"{any_of('last year: words')}|(?<=的)一年|一年来")
_PLACE_PIECE = re.compile(rf"[\u4e00-\u9fff]{{1,7}}?{any_of('place in a sentence: end')}")


def own_names(title: str) -> tuple[str, ...]:
    """The names of the reporting place that its title opens with, the longest first (江城市清溪镇 → also 江城市 and 清溪镇)."""
    pieces, end = [], 0
    while found := _PLACE_PIECE.match(title, end):
        pieces.append(found[0])
        end = found.end()
    return tuple(sorted({title[:end], *pieces}, key=lambda name: (-len(name), name))) if pieces else ()


class Carry:
    """The term that unmarked figures are about: one that a heading names for its chapter, one in prose for its paragraph."""

    def __init__(self, report_year: int | None) -> None:
        self._report_year = report_year
        self._chapters: list[tuple[int, int, Time | None]] = []
        """Of the headings that are open: ordinal and level of the section, and the term that it names."""
        self._paragraph: Time | None = None
        self._opens, self._shared = True, False
        """Whether a paragraph begins, and whether the last heading names its term beside the year that the chapter ends with."""

    @property
    def chapter(self) -> Time | None:
        """The term that the chapter is about, by its heading."""
        time = self._chapters[-1][2] if self._chapters else None
        return replace(time, basis="carried") if time is not None and time.term else None

    def before(self, sentence: Sentence, section: Section) -> Time | None:
        """The term that reaches a sentence from before it; none reaches into a plan or a section about a year of its own."""
        while self._chapters and self._chapters[-1][0] != section.ordinal and self._chapters[-1][1] >= section.level:
            self._chapters.pop()
        found = self._paragraph or (self._chapters[-1][2] if self._chapters else None)
        past = found is not None and found.term and section.part != "plan" and (found.year or 0) <= (self._report_year or 0)
        return replace(found, basis="carried") if found is not None and past else None

    def after(self, sentence: Sentence, section: Section, words: str, time: Time | None, stated: bool = False) -> None:
        """Note what a sentence says of time: a date of its own ends a term for the rest of the paragraph.

        `stated` tells whether it has figures.
        """
        if sentence.kind == "heading" or (section.heading and sentence.start == section.start):
            term = self._term_beside_year(words, time)
            self._shared = term is not None
            if (found := term or time) is not None and section.heading:
                self._chapters.append((section.ordinal, section.level, found))
        elif self._shared and self._opens and not stated and self._chapters and self._turns_to_year(words, time):
            self._chapters[-1] = (*self._chapters[-1][:2], time)
            self._shared = False
        elif time is not None and not self._ends_with(time):
            self._paragraph = time
        self._opens = words.endswith(("\n", "\r"))
        if self._opens:
            self._paragraph = None

    def _term_beside_year(self, heading: str, time: Time | None) -> Time | None:
        """The term that a heading names before a year that is its last: 过去五年回顾及2021年工作."""
        if time is None or time.term or time.period is not None:
            return None
        term = next(iter(terms_in(heading, self._report_year)), None)
        return of_years(term.first, term.last, term.written) if term and term.last == time.year == self._report_year else None

    def _turns_to_year(self, words: str, time: Time | None) -> bool:
        """Whether a sentence opens the part of such a chapter that is about its last year alone: 2021年是…的一年."""
        if time is not None:
            return not time.term and time.period is None and time.year == self._report_year
        return _LAST_YEAR.search(words) is not None

    def _ends_with(self, time: Time) -> bool:
        """Whether a date is the last year of the paragraph's own term, which goes on after it: 五年来,… 2020年收入达5亿元. 新增…"""
        term = self._paragraph
        return term is not None and term.term and not time.term and time.period is None and time.year == term.year


def _mentions(words: str, sentence: Sentence, above: tuple[str, str], reading: Reading, before: int) -> list[Mention]:
    """The statements of a sentence with their topics; `above` are the short sentence and the heading that it stands under.

    `before` is how many mentions there are before them.
    """
    places = {id(st): before + at for at, st in enumerate(reading.statements)}
    ordinal_of = {numeral.start: ordinal for ordinal, (numeral, _) in enumerate(reading.ledger)}
    topics = topics_of(((st.indicator, st.quantity.end) for st in reading.statements), Surroundings(words, *above))
    found = []
    for st, topic in zip(reading.statements, topics, strict=True):
        whole = places.get(id(st.whole))
        found.append(_mention(st, topic, whole, words, sentence, ordinal_of[st.quantity.anchor]))
    return found


def _of_chapter(mentions: list[Mention], term: Time | None) -> list[Mention]:
    """The mentions; a sum without years of its own (累计新增5万人) in a chapter on a term is of that term."""
    for mention in mentions if term else ():
        if mention.aspect == "cumulative" and mention.period is None and mention.period_basis != "written" and term is not None:
            mention.year, mention.period, mention.period_basis = term.year, term.period, term.basis
            mention.period_start, mention.period_end = term.start, term.end
    return mentions


def _place(mentions: Sequence[Mention], placed: Sequence[Placed]) -> None:
    """Tell the page of each mention, and how sure text recognition is of the line, or of the worst of the lines, that hold its quote."""
    starts = [line.start for line in placed]
    for mention in mentions:
        first = max(0, bisect_right(starts, mention.quote_start) - 1)
        lines = placed[first : max(first + 1, bisect_left(starts, mention.quote_end))]
        mention.page = lines[0].page
        mention.confidence = min((line.confidence for line in lines if line.confidence is not None), default=None)


def _ledger(words: str, base: int, reading: Reading) -> list[LedgerEntry]:
    facts: dict[int, int] = {}
    for st in reading.statements:
        facts[st.quantity.anchor] = facts.get(st.quantity.anchor, 0) + 1
    return [
        LedgerEntry(base + start, words[start:end], outcome, facts.get(start, 0) if facts else 0)
        for (start, end), outcome in reading.ledger
    ]


def _mention(st: Statement, topic: str, whole: int | None, words: str, sentence: Sentence, ordinal: int) -> Mention:
    q, base, time = st.quantity, sentence.start, st.time
    quote, written = words[q.start : q.end], words[q.anchor : q.number_end]
    low, high, rounding = interval(st.value, st.value_max, q.bound, written, quote, q.unit)
    return Mention(
        value_text=written, low=low, high=high, rounding=rounding, whole=whole, bound=q.bound, unit=q.unit,
        topic=topic, indicator_text=st.indicator, rank_scope=st.scope,
        year=time.year, period=time.period, period_start=time.start, period_end=time.end, period_basis=time.basis,
        quote=quote, anchor=base + q.anchor, quote_start=base + q.start, quote_end=base + q.end,
        sentence_start=sentence.start, sentence_end=sentence.end, sentence=sentence.ordinal, numeral_ordinal=ordinal,
        **{name: getattr(st, name) for name in _PASSED},
    )  # fmt: skip


_PASSED = tuple(sorted({field.name for field in fields(Statement)} & {field.name for field in fields(Mention)} - {"whole"}))
"""What a statement hands on under the name that it has among the columns."""
