"""A report's text in runs, for its audit page: every numeral belongs to a fact's quote, or says why it is no fact. Pure functions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from markupsafe import Markup, escape

from etl.show.site import labels


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of the ledger. Offsets are code points into the text."""

    start: int
    end: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that states facts: the quote about one numeral."""

    start: int
    end: int
    facts: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is all of one kind: a numeral, or what stands between numerals."""

    text: str
    numeral: Numeral | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Runs that belong to one mark, or to none."""

    mark: Mark | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A sentence, or text that belongs to none; `kind` is body, heading or chrome."""

    kind: str
    stretches: tuple[Stretch, ...]


def marks(facts: Iterable[Mapping[str, Any]], numerals: Sequence[Numeral]) -> list[Mark]:
    """The marks of a text, in its order and without overlap.

    A quote gives way to the next fact's numeral, and neither begins nor ends within a numeral. `facts` need anchor, quote_start and
    quote_end; `numerals` stand in the text's order.
    """
    in_order = sorted(facts, key=lambda fact: fact["anchor"])
    by_anchor = [(anchor, tuple(group)) for anchor, group in groupby(in_order, key=lambda fact: fact["anchor"])]
    starts = [numeral.start for numeral in numerals]

    def out_of_numerals(offset: int) -> int:
        """The offset, or the end of the numeral that it lies within."""
        before = bisect_left(starts, offset) - 1
        return max(offset, numerals[before].end) if before >= 0 else offset

    found: list[Mark] = []
    for position, (anchor, group) in enumerate(by_anchor):
        start = out_of_numerals(min(anchor, *(fact["quote_start"] for fact in group)))
        end = out_of_numerals(max(anchor + 1, *(fact["quote_end"] for fact in group)))
        limit = by_anchor[position + 1][0] if position + 1 < len(by_anchor) else end
        found.append(Mark(max(start, found[-1].end if found else 0), min(end, limit), group))
    return found


def blocks(text: str, sentences: Iterable[tuple[int, int, str]], numerals: Sequence[Numeral], found: Sequence[Mark]) -> list[Block]:
    """The whole text, cut into sentences (start, end, kind), marks and numerals; joined again it is the text, character by character."""
    cuts = {0, len(text)}
    owners: dict[int, tuple[int, str]] = {}
    for start, end, kind in sentences:
        cuts |= {start, end}
        owners[start] = (end, kind)
    mark_at, numeral_at = {mark.start: mark for mark in found}, {numeral.start: numeral for numeral in numerals}
    for mark in found:
        cuts |= {mark.start, mark.end}
    for numeral in numerals:
        cuts |= {numeral.start, numeral.end}
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    sentence: tuple[int, int, str] = (0, 0, "chrome")
    within: Mark | None = None
    part_of: Numeral | None = None
    pieces: list[tuple[tuple[int, int, str], Mark | None, Run]] = []
    for start, end in pairwise(edges):
        if start in owners:
            sentence = (start, *owners[start])
        elif start >= sentence[1]:
            sentence = (start, end, "chrome")
        within = mark_at.get(start, within if within and start < within.end else None)
        part_of = numeral_at.get(start, part_of if part_of and start < part_of.end else None)
        pieces.append((sentence, within, Run(text[start:end], part_of)))
    return [
        Block(
            owner[2],
            tuple(Stretch(owned, tuple(run for _, _, run in runs)) for owned, runs in groupby(of_sentence, key=lambda piece: piece[1])),
        )
        for owner, of_sentence in groupby(pieces, key=lambda piece: piece[0])
    ]


def markup(found: Iterable[Block]) -> Markup:
    """The text of blocks as HTML: marks are links to their facts' readings, numerals without a fact say why.

    It is written here and not in a template, for it is most of what a site has to write.
    """
    return Markup("".join(f'<span class="s {block.kind}">{"".join(map(_stretch, block.stretches))}</span>' for block in found))


def _stretch(stretch: Stretch) -> str:
    mark = stretch.mark
    if mark is None:
        return "".join(_run(run, ' tabindex="-1"') for run in stretch.runs)
    fact, ids = mark.facts[0], [fact["fact_id"] for fact in mark.facts]
    others = "".join(f'<span id="m-{other}"></span>' for other in ids[1:])
    return (
        f'<a class="fact t-{fact["topic"]} {fact["status"]}" id="m-{ids[0]}" href="#f-{ids[0]}" data-facts="{" ".join(ids)}">'
        f"{others}{''.join(_run(run) for run in stretch.runs)}</a>"
    )


def _run(run: Run, focus: str = "") -> str:
    text = escape(run.text)
    if run.numeral is None:
        return text
    if run.numeral.outcome == "fact" and not focus:
        return f'<b class="n">{text}</b>'
    reason = labels.label("outcome", run.numeral.outcome)
    return f'<span class="n none r-{run.numeral.outcome}"{focus} title="{escape(reason)}">{text}</span>'
