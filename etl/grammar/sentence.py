"""A sentence: every numeral of it read as a fact or skipped for a reason.

The flow: sort the numerals into quantities and skips (:mod:`~etl.grammar.sorting`); lay out the clauses that the quantities
stand in (:mod:`~etl.grammar.clauses`); then read the quantities from left to right, each by the construction it is part of:
:mod:`~etl.grammar.pairing` (分别), :mod:`~etl.grammar.ranking`, :mod:`~etl.grammar.growth`, :mod:`~etl.grammar.rates` or
:mod:`~etl.grammar.levels`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.grammar import phrases, skips
from etl.grammar.clauses import Clauses, normal_marks
from etl.grammar.fold import plain
from etl.grammar.growth import change_at, growth
from etl.grammar.levels import level
from etl.grammar.numerals import Numeral, numerals
from etl.grammar.pairing import pair, pairs_changes, repeats_pairs
from etl.grammar.periods import Timeline
from etl.grammar.ranking import rank
from etl.grammar.rates import rate
from etl.grammar.ratios import ratio, ratio_of
from etl.grammar.sorting import sort_numerals
from etl.grammar.state import Context, Reading, State, Statement

MAX_SENTENCE = 1500
"""Characters read at once. Prose never comes near; what is longer is cut at a mark, so that time stays linear in any text."""

# A line end within a clause (新建公 | 园3个); not before a list marker, nor between digits, which may be two numbers.
_LINE_END = re.compile(
    r"(?<=[\u4e00-\u9fff%])[ \u3000]*[\r\n]\s*(?=[\u4e00-\u9fff0-9])(?![一二三四五六七八九十]{1,2}[是、.要]|[0-9]{1,2}[、.．)）](?![0-9]))"
    r"|(?<=[0-9])[ \u3000]*[\r\n]\s*(?=[\u4e00-\u9fff%])"
)

__all__ = ["Context", "Reading", "Statement", "in_original", "read_normal", "read_sentence"]


def read_sentence(text: str, context: Context) -> Reading:
    """Read one sentence. Pure; any text at all gives a reading whose ledger holds each numeral of `text` once."""
    read = plain(text)
    reading = read_normal(read.text, normal_marks(read.text), context)
    return reading if read.text == text else in_original(reading, read.kept or range(len(text)), text)


def read_normal(text: str, s: str, context: Context) -> Reading:
    """Read one sentence whose marks and figures are normal already (:func:`~etl.grammar.clauses.normal_marks`) in `s`."""
    if len(text) > MAX_SENTENCE:
        return _read_long(text, s, context)
    # Most sentences with a line end are the last of their line.
    if -1 < text.find("\n") < len(text) - 1 or "\r" in text:
        ends = [found.span() for found in _LINE_END.finditer(text)]
        if ends:
            return _read_broken(text, s, context, ends)
    found = numerals(text)
    if not found:
        return Reading()
    quotes = skips.quoted(s)
    timeline = Timeline(s, context.year, context.report_year, context.time)
    result = sort_numerals(s, found, quotes, timeline)
    state = State(s, context, Clauses(s, quotes, result.quantities), timeline, result.reasons)
    at = 0
    while at < len(result.quantities):
        at = _statement(state, at)
    facts = {statement.quantity.first for statement in state.out}
    ledger = [(numeral, "fact" if i in facts else state.reason[i] or skips.default_reason(s, numeral)) for i, numeral in enumerate(found)]
    return Reading(state.out, ledger, timeline.last)


def _read_long(text: str, s: str, context: Context) -> Reading:
    """Read a text piece by piece; no numeral is cut, though one may be longer than a piece."""
    whole = Reading()
    start = 0
    for numeral in [*numerals(text), Numeral(len(text), len(text))]:
        if numeral.end - start <= MAX_SENTENCE and numeral.start < len(text):
            continue
        while numeral.start - start > 0:
            end = _cut_before(text, start, min(numeral.start, start + MAX_SENTENCE))
            _append(whole, read_normal(text[start:end], s[start:end], context), start)
            start = end
        if numeral.end - start > MAX_SENTENCE:
            whole.ledger.append((numeral, "admin"))
            start = numeral.end
    return whole


def _cut_before(text: str, start: int, end: int) -> int:
    """The last mark in the second half of ``start:end``, so that a piece ends where a clause does, else `end`."""
    if end == len(text):
        return end
    at = max((text.rfind(mark, (start + end) // 2, end) for mark in "，。；：！？、,;:!?\n"), default=-1)
    return at + 1 if at > start and not text[at : at + 2].strip(",:").isdigit() else end


def _append(whole: Reading, piece: Reading, shift: int) -> None:
    """Add the reading of a piece that begins at `shift`."""
    numerals_before = len(whole.ledger)
    for statement in piece.statements:
        q = statement.quantity
        statement.quantity = replace(
            q,
            anchor=q.anchor + shift,
            start=q.start + shift,
            end=q.end + shift,
            number_end=q.number_end + shift,
            first=q.first + numerals_before,
            last=q.last + numerals_before,
        )
        whole.statements.append(statement)
    whole.ledger += [(Numeral(n.start + shift, n.end + shift), outcome) for n, outcome in piece.ledger]
    whole.time = piece.time or whole.time


def _read_broken(text: str, s: str, context: Context, ends: list[tuple[int, int]]) -> Reading:
    """Read a text as it was before its clauses were broken at the line ends `ends`, which are ascending."""
    kept: list[int] = []
    start = 0
    for end, then in [*ends, (len(text), len(text))]:
        kept += range(start, end)
        start = then
    reading = read_normal("".join([text[at] for at in kept]), "".join([s[at] for at in kept]), context)
    return in_original(reading, kept, text)


def in_original(reading: Reading, kept: Sequence[int], text: str) -> Reading:
    """A reading of those characters of `text` that stand at the offsets `kept` (or of what they are read as), with the offsets of `text`.

    Its ledger holds what was read as a numeral and every numeral of `text` as it stands; those that make one number are parts of it.
    """
    for statement in reading.statements:
        q = statement.quantity
        statement.quantity = replace(
            q, anchor=kept[q.anchor], start=kept[q.start], end=kept[q.end - 1] + 1, number_end=kept[q.number_end - 1] + 1
        )
    ledger = {kept[n.start]: (Numeral(kept[n.start], kept[n.end - 1] + 1), outcome) for n, outcome in reading.ledger}
    for numeral in numerals(text):
        ledger[numeral.start] = (numeral, ledger[numeral.start][1] if numeral.start in ledger else "part")
    reading.ledger = [ledger[start] for start in sorted(ledger)]
    return reading


def _statement(state: State, i: int) -> int:
    """Read the quantity at `i`, and those that stand or pair with it; return the index of the next to read."""
    clauses, q = state.clauses, state.quantities[i]
    if i in clauses.thresholds:
        state.skip(i, i, "threshold")
        return i + 1
    lo, left = clauses.left(i)
    if clauses.is_old_value(i, q):
        last = clauses.last_stacked(i, spare=1)
        state.skip(i, last, "part")
        if last + 1 < len(state.quantities):
            clauses.from_left[last + 1] = (lo, left)
        return last + 1
    if i + 1 < len(state.quantities) and clauses.is_base(q):
        state.skip(i, i, "part")
        change_words = state.s[q.end : state.quantities[i + 1].start].removeprefix("）")
        clauses.from_left[i + 1] = (lo, left.rstrip("的（") + change_words)
        return i + 1
    if q.kind == "rank":
        return rank(state, i, lo)
    times = ratio_of(left) if q.kind == "multiple" else None
    if times:
        return ratio(state, i, lo, *times)
    if "分别" in left or (state.pairs and repeats_pairs(state, i, left)):
        return pair(state, i, left)
    if not q.unit and q.value == 0 and q.kind == "count" and phrases.RATE_END.search(phrases.strip_tail(left)):
        q.unit, q.kind = "%", "percent"  # 重新犯罪率为0
    right_end = clauses.right_end(i)
    change = change_at(state, q, left, state.s[q.end : right_end])
    if change is not None and pairs_changes(state, i, left[: change.subject_end]):
        return pair(state, i, f"{left[: change.subject_end]}分别{left[change.subject_end :]}")
    if change is not None:
        growth(state, q, left, change, lo)
        return i + 1
    if q.kind in {"percent", "multiple", "points"}:
        return rate(state, i, lo, left, right_end)
    return level(state, i, lo, left)
