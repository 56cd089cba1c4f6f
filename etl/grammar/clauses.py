"""The layout of a sentence: where its clauses break."""

from __future__ import annotations

import re
from bisect import bisect_left

from etl.grammar.figures import BIG, TEN
from etl.grammar.fold import fold
from etl.grammar.landmarks import LANDMARKS
from etl.grammar.lexicon import any_of, words_of
from etl.grammar.quantities import Quantity

_ASCII_COMMA = re.compile(r"(?<![0-9])[,]|,(?![0-9]{3}(?![0-9]))")
_GROUPED = re.compile("[0-9],[0-9]{3}(?![0-9])")
_ASCII_MARKS = re.compile("[;:!?](?:(?<=[;!?])|(?<![0-9]:)|(?![0-9]))")
_SLASH = re.compile(
    r"(?<=[\u4e00-\u9fff%])[/／](?=[0-9]|[\u4e00-\u9fff]{2,8}[0-9])|(?<=[0-9])[/／](?=[0-9,.]{1,20}"
    # Bounded, lest each of many slashes looks to the end of them all.
    f"(?:[/／][0-9,.]{{1,20}}){{0,9}}[{BIG}]{{0,3}}{any_of('slash: unit')})"
)
_ASCII_STOP = re.compile(r"\.(?:(?<=[\u4e00-\u9fff）%]\.)|(?<=[\u4e00-\u9fff）%] \.))(?=[\s\u4e00-\u9fff（]|$)")
_ASIDE = re.compile(r"（[^（）]{1,12}）")
_MARK_OF = {";": "；", ":": "：", "!": "！", "?": "？"}
_LABEL = re.compile(rf"^[\s\-—•·●◆■▪○*]*(?:（?[0-9{TEN}]{{1,2}}）?[、.．]?)?[\s\-—•·]*")
_BREAK = re.compile("[，；。：！？（）…]")
_NO_LABEL = frozenset(words_of("no label"))
_STRETCH_END = re.compile("[，；。：！？（）、…]")


def normal_marks(text: str) -> str:
    """Folded text with full-width commas and stops for ASCII ones, except within numbers; blanks for line ends. Offsets hold."""
    s = fold(text)
    if "," in s:
        s = _ASCII_COMMA.sub("，", s) if _GROUPED.search(s) else s.replace(",", "，")
    if "." in s:
        s = _ASCII_STOP.sub("。", s)
    if "/" in s or "／" in s:
        s = _SLASH.sub("、", s)  # 1486户/4037人; 1250/860/300万元
    if ";" in s or ":" in s or "!" in s or "?" in s:
        s = _ASCII_MARKS.sub(lambda m: _MARK_OF[m[0]], s)
    return s if s.isprintable() else s.replace("\n", " ").replace("\r", " ").replace("\t", " ")


class Clauses:
    """The clauses of one folded sentence and the quantities in them, by index."""

    def __init__(self, s: str, quotes: list[tuple[int, int]], quantities: list[Quantity]) -> None:
        self.s = s
        self.quotes = quotes
        self.quantities = quantities
        self.asides: set[int] = set()
        """Offsets of brackets (and of marks in them) that hold no quantity."""
        marks = [m.start() for m in _BREAK.finditer(s)]
        if "其中" in s:
            among = [m.start() for m in re.finditer("其中", s)]
            marks = sorted({*marks, *among, *(start + 2 for start in among)})
        self.breaks = self.without_asides([mark for mark in marks if not self.in_quotes(mark)] if quotes else marks)
        """Offsets of the marks that end a comma clause, outside quotation marks."""

    def in_quotes(self, start: int) -> bool:
        """Whether an offset lies within short quotation marks."""
        return any(a <= start < b for a, b in self.quotes)

    def without_asides(self, marks: list[int]) -> list[int]:
        """The breaks without those of short brackets that hold no quantity: 村（社区）30个 is one stretch."""
        if "（" not in self.s:
            return marks
        anchors = [q.anchor for q in self.quantities]
        for found in _ASIDE.finditer(self.s):
            at = bisect_left(anchors, found.start())
            if at == len(anchors) or anchors[at] >= found.end():
                self.asides.update(range(found.start(), found.end()))
        return [m for m in marks if m not in self.asides]

    def next_break(self, start: int) -> int:
        """The next mark that ends a stretch, 、 included."""
        found = _STRETCH_END.search(self.s, start)
        while found and found.start() in self.asides:
            found = _STRETCH_END.search(self.s, found.end())
        return found.start() if found else len(self.s)

    def break_before(self, start: int) -> int:
        """Where the comma clause of `start` begins."""
        at = bisect_left(self.breaks, start)
        if at == 0:
            return 0
        mark = self.breaks[at - 1]
        return mark + (1 if self.s[mark] in "，；。：！？（）…" else 0)

    def break_after(self, start: int) -> int:
        """Where the comma clause of `start` ends."""
        at = bisect_left(self.breaks, start)
        return self.breaks[at] if at < len(self.breaks) else len(self.s)

    def semi_before(self, start: int) -> int:
        """Where the ；-clause of `start` begins."""
        return max(self.s.rfind("；", 0, start), self.s.rfind("。", 0, start)) + 1

    def clause_before(self, lo: int) -> str:
        """The comma clause before `lo` that holds no quantity, '' if there is none in the sentence."""
        end = lo
        while end > 0 and self.s[end - 1] in "，：、 （":
            end -= 1
        if end <= 0 or self.s[end - 1] in "。；！？）":
            return ""
        start = self.break_before(end)
        last = max((q.end for q in self.quantities if q.end <= end), default=0)
        if last > start:
            start = last
        words = self.s[start:end]
        return "" if words.strip() in LANDMARKS else words

    def same_sentence(self, start: int, end: int) -> bool:
        """Whether no full stop stands between two offsets."""
        return self.s.find("。", start, end) < 0

    def label(self, start: int) -> str:
        """The label before a colon that holds for what follows it up to ； (加装电梯：竣工4台，在建3台)."""
        colon = self.s.rfind("：", self.semi_before(start), start)
        if colon < 0:
            return ""
        label = self.s[max(self.break_before(colon), self.semi_before(start)) : colon]
        if any(c.isdigit() for c in label):
            return ""
        label = _LABEL.sub("", label).strip()
        return "" if label in _NO_LABEL else label
