"""A sentence: every numeral of it read as a fact or skipped for a reason.

The flow: sort the numerals into quantities and skips (:mod:`~etl.grammar.sorting`); lay out the clauses and the stretches that the
quantities stand in (:mod:`~etl.grammar.clauses`, :mod:`~etl.grammar.stretches`); then ask the :mod:`~etl.grammar.rules` in order about
each quantity from left to right. The first that claims one reads it, and those that stand or pair with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.grammar import phrases, skips
from etl.grammar.aspects import aspect_of, sums_up
from etl.grammar.change import MEAN
from etl.grammar.clauses import Clauses, normal_marks
from etl.grammar.figures import TEN
from etl.grammar.fold import plain
from etl.grammar.groups import defining
from etl.grammar.naming.completion import named_or_not
from etl.grammar.numerals import Numeral, numerals
from etl.grammar.periods import Time, Timeline, over, year_of
from etl.grammar.rules import RULES, Outcome, Rule, Spot
from etl.grammar.settings import age_of
from etl.grammar.sorting import sort_numerals
from etl.grammar.statements import Context, Draft, Reading, Statement, Told
from etl.grammar.status import status_of
from etl.grammar.stretches import Stretches
from etl.grammar.terms import term_of
from etl.grammar.wholes import whole_of

MAX_SENTENCE = 1500
"""Characters read at once. Prose never comes near; what is longer is cut at a mark, so that time stays linear in any text."""

# A line end within a clause (新建公 | 园3个), or the end of a page with its number; not before a list marker, nor between digits,
# which may be two numbers.
_LINE_END = re.compile(
    r"(?<!\s)[ \u3000]*[\r\n]\s*(?:[-—–][ ]?[0-9]{1,3}[ ]?[-—–]|第[ ]?[0-9]{1,3}[ ]?页)[ \u3000]*[\r\n]\s*|"
    rf"(?<=[\u4e00-\u9fff%])[ \u3000]*[\r\n]\s*(?=[\u4e00-\u9fff0-9])(?![{TEN}]{{1,2}}[是、.要]|[0-9]{{1,2}}[、.．)）]"
    r"(?![0-9]))|(?<=[0-9])[ \u3000]*[\r\n]\s*(?=[\u4e00-\u9fff%])"
)


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
    timeline = Timeline(s, context.year, context.report_year, context.time, context.spoken_year)
    result = sort_numerals(s, found, quotes, timeline)
    clauses = Clauses(s, quotes, result.quantities)
    stretches, told, reasons = Stretches(clauses, defining(clauses)), Told(s, context.subject), result.reasons
    spoke: list[str] = []
    at = 0
    while at < len(result.quantities):
        rule, outcome = _read_at(stretches, told, at)
        spoke.append(rule.name)
        if outcome.skipped:
            for skipped in range(result.quantities[at].first, result.quantities[outcome.next - 1].last):
                reasons[skipped] = outcome.skipped
        if outcome.handed is not None:
            stretches.handed[outcome.next] = outcome.handed
        for draft in outcome.drafts:
            told.statements.append(_complete(draft, rule, told, clauses, timeline, context))
            if len(outcome.drafts) == 1 and draft.subset is None:
                told.statements[-1].subset = age_of(clauses, draft.quantity)
        told.pairs = outcome.pairs or told.pairs
        at = outcome.next
    facts = {statement.quantity.first for statement in told.statements}
    ledger = [(numeral, "fact" if i in facts else reasons[i] or skips.default_reason(s, numeral)) for i, numeral in enumerate(found)]
    return Reading(told.statements, ledger, timeline.last, spoke)


def _read_at(stretches: Stretches, told: Told, at: int) -> tuple[Rule, Outcome]:
    """What the first rule that claims the quantity `at` reads."""
    spot = Spot(stretches, told, at)
    if _is_zero_rate(spot):
        stretches.quantities[at] = replace(spot.quantity, unit="%", kind="percent")
        spot = Spot(stretches, told, at)
    for rule in RULES:
        finding = rule.claims(spot)
        if finding:
            return rule, rule.reads(spot, finding)
    raise AssertionError("the last rule claims every quantity")


def _is_zero_rate(spot: Spot) -> bool:
    """重新犯罪率为0."""
    q = spot.quantity
    return not q.unit and q.value == 0 and q.kind == "count" and bool(phrases.RATE_END.search(phrases.strip_tail(spot.left)))


def _complete(draft: Draft, rule: Rule, told: Told, clauses: Clauses, timeline: Timeline, context: Context) -> Statement:
    """The statement that a draft makes where it stands: with its time, its status and its aspect."""
    q, s, baseline, baseline_stated = draft.quantity, clauses.s, draft.baseline, draft.baseline_stated
    time = timeline.at(q.start if draft.told_at is None else draft.told_at)
    name = named_or_not(draft.indicator, q, told, clauses, context.own)
    verb = draft.verb or phrases.opening_verb(name)
    status, year = status_of(s, q, context.part, time.year, context.report_year)
    if year != time.year:
        time = replace(time, year=year)
    clause, parent = clauses.semi_before(q.start), told.parent() if draft.parted else None
    before = s[max(0, q.start - 24) : q.start]
    aspect = aspect_of(name, before, status)
    if draft.span and baseline == MEAN:
        time = over(draft.span, time)
    if time.term and draft.measure == "growth" and baseline == "同比" and not baseline_stated:
        baseline, baseline_stated = term_of(time.period or ""), True  # 五年来…增长36%: against what was before them
    if time.term:
        summed = _sums_up(draft, verb, name, before, time, aspect, parent)
        if summed and status != "plan":
            aspect = "cumulative"
        if not summed and baseline != MEAN:
            time = year_of(time)
    if parent is not None and parent.status == "plan" and parent.clause == clause:
        status, aspect = "plan", "target"
    if draft.is_total and status != "plan":
        aspect = "stock"
    # A fall by 8% to 10% lies between -10 and -8.
    ends = [q.value * draft.sign, *([] if q.value_max is None else [q.value_max * draft.sign])]
    return Statement(
        q,
        min(ends),
        max(ends) if len(ends) > 1 else None,
        draft.measure,
        name,
        draft.core or phrases.clean(name[len(verb) :]) or name,
        verb,
        status,
        aspect,
        time,
        subset=draft.subset,
        place=draft.place,
        scope=draft.scope,
        rank_basis=draft.rank_basis,
        growth_kind=draft.growth_kind,
        baseline=baseline,
        baseline_stated=baseline_stated,
        parted=draft.parted,
        clause=clause,
        left_bound=draft.left_bound,
        whole=whole_of(s, q, draft.measure, name, parent),
        rule=f"{rule.name}/{draft.how}" if draft.how else rule.name,
    )


def _sums_up(draft: Draft, verb: str, name: str, before: str, time: Time, aspect: str, parent: Statement | None) -> bool:
    """Whether a level in a term of several years is the sum over them."""
    if draft.measure != "level" or aspect not in {"flow", "cumulative", "target"}:
        return False
    if parent is not None and parent.aspect == "cumulative" and parent.time.term:
        return True
    return sums_up(verb, name, before, time.basis == "carried")


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
    whole.spoke += piece.spoke


def _read_broken(text: str, s: str, context: Context, ends: list[tuple[int, int]]) -> Reading:
    """Read a text as it was before its clauses were broken at the line ends `ends`, which are ascending."""
    kept: list[int] = []
    start = 0
    for end, then in [*ends, (len(text), len(text))]:
        kept += range(start, end)
        start = then
    reading = read_normal("".join([text[at] for at in kept]), "".join([s[at] for at in kept]), context)
    reading = in_original(reading, kept, text)
    # What stands in a line end is the number of a page.
    pages = {start + numeral.start for start, end in ends for numeral in numerals(text[start:end])}
    reading.ledger = [(numeral, "admin" if numeral.start in pages else outcome) for numeral, outcome in reading.ledger]
    return reading


def in_original(reading: Reading, kept: Sequence[int], text: str) -> Reading:
    """A reading of those characters of `text` that stand at the offsets `kept` (or of what they are read as), with the offsets of `text`.

    Its ledger holds what was read as a numeral and every numeral of `text` as it stands; those that make one number are parts of it.
    What was read from the midst of a numeral (0 and 三 in 0⏎万三) is told of that numeral.
    """
    own = numerals(text)
    whole = {at: numeral.start for numeral in own for at in range(numeral.start, numeral.end)}
    for statement in reading.statements:
        q, first = statement.quantity, kept[statement.quantity.anchor]
        anchor = whole.get(first, first)
        statement.quantity = replace(
            q, anchor=anchor, start=min(kept[q.start], anchor), end=kept[q.end - 1] + 1, number_end=kept[q.number_end - 1] + 1
        )
    ledger: dict[int, tuple[Numeral, str]] = {}
    for numeral, outcome in reading.ledger:
        first = kept[numeral.start]
        start = whole.get(first, first)
        if start not in ledger or outcome == "fact":
            ledger[start] = Numeral(start, kept[numeral.end - 1] + 1), outcome
    for numeral in own:
        ledger[numeral.start] = (numeral, ledger[numeral.start][1] if numeral.start in ledger else "part")
    reading.ledger = [ledger[start] for start in sorted(ledger)]
    return reading
