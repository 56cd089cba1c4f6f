"""The stretches of a sentence: the words left and right of each quantity, and the quantities that stand together."""

from __future__ import annotations

import re

from etl.grammar.clauses import Clauses
from etl.grammar.figures import ORDERS
from etl.grammar.groups import attribute_before, is_inner
from etl.grammar.landmarks import LANDMARKS
from etl.grammar.lexicon import chars_of

_LANDMARKS = tuple(LANDMARKS)
_GRADE = re.compile(rf"的?[0-9]+(?:\.[0-9]+)?[{ORDERS}]*[\u4e00-\u9fff]{{1,3}}?级(?:及?以[{chars_of('above or below')}])?的?")
"""7万吨级以上集装箱泊位: the class of what is counted."""
_RUN = re.compile(rf"[、，\s{chars_of('joins figures of a run')}]{{1,3}}")
_RANK_RUN = re.compile(rf"[、，\s{chars_of('joins')}]{{1,2}}")


class Stretches:
    """The words around the quantities of one sentence, by index.

    `defining`: the quantities that only say which group is counted (:mod:`etl.grammar.groups`); the next one takes their words.
    """

    def __init__(self, clauses: Clauses, defining: frozenset[int]) -> None:
        self.s = clauses.s
        self.clauses = clauses
        self.quantities = clauses.quantities
        self.defining = defining
        self.handed: dict[int, tuple[int, str]] = {}
        """Quantity → where its words left begin, and those words, where a rule handed them on (由30%提高到35%)."""

    def left(self, i: int) -> tuple[int, str]:
        """Where the words left of a quantity begin, and those words."""
        if i in self.handed:
            return self.handed[i]
        q = self.quantities[i]
        lo = self.clauses.break_before(q.start)
        if i and i - 1 in self.defining and self.quantities[i - 1].start >= lo and not is_inner(self.clauses, i - 1):
            group = self.quantities[i - 1]
            noun = self.s[group.end : q.start]
            if noun.strip("的 "):  # 新签约过亿元项目7个: what stands before the threshold belongs to its noun
                lo, before = self.left(i - 1)
                before, noun = before.removesuffix(attribute_before(before)), noun.removeprefix("的")
                return lo, before if before.endswith(noun) else before + noun  # 村集体收入10万元以上的村
        if i:
            previous = self.quantities[i - 1].end
            if previous > lo:
                lo = previous
                mark = self.s.find("、", lo, q.start)
                if mark >= 0 and not self.clauses.in_quotes(mark):
                    # Only a comma list right after a quantity separates; what follows may hold 、 of its own.
                    lo = mark + 1
        return lo, self.s[lo : q.start]

    def right_end(self, i: int) -> int:
        """Where the words right of a quantity end: at the next quantity, comma or 、."""
        following = i + 2 if self._has_inner(i) else i + 1
        hi = self.clauses.next_break(self.right_start(i))
        if following < len(self.quantities):
            hi = min(hi, self.quantities[following].start)
        return hi

    def right_start(self, i: int) -> int:
        """Where the words right of a quantity begin: behind what only says which are counted (8个3万千瓦以上的储能电站)."""
        end = self.quantities[i + 1 if self._has_inner(i) else i].end
        grade = _GRADE.match(self.s, end)
        return grade.end() if grade else end

    def _has_inner(self, i: int) -> bool:
        return i + 1 in self.defining and is_inner(self.clauses, i + 1)

    def joint_right(self, i: int, end: int, always: bool) -> str:
        """A joint noun right of a number, over its 、 (8个村社、小区创建项目), where no quantity follows in the clause."""
        comma = self.clauses.break_after(end)
        if i + 1 < len(self.quantities) and self.quantities[i + 1].start < comma:
            if not always:
                return self.s[self.right_start(i) : end].strip()
            comma = self.quantities[i + 1].start
        return self.s[self.right_start(i) : comma].strip()

    def run(self, i: int) -> list[int]:
        """The quantities from `i` on that nothing but 、 or 和 separates."""
        run = [i]
        while run[-1] + 1 < len(self.quantities):
            a, b = self.quantities[run[-1]], self.quantities[run[-1] + 1]
            if not _RUN.fullmatch(self.s, a.end, b.start) or ("，" in self.s[a.end : b.start] and a.kind != b.kind):
                break
            run.append(run[-1] + 1)
        return run

    def rank_run(self, i: int) -> list[int]:
        """The ranks from `i` on that nothing but 、 and their own 第 separates (第11位、第9位)."""
        run = [i]
        while run[-1] + 1 < len(self.quantities):
            a, b = self.quantities[run[-1]], self.quantities[run[-1] + 1]
            if b.kind != "rank" or not _RANK_RUN.fullmatch(self.s, a.end, b.start):
                break
            run.append(run[-1] + 1)
        return run

    def last_stacked(self, i: int, spare: int = 0) -> int:
        """The last of the quantities stacked on `i` (306批413人次); `spare` are kept out at the sentence's end."""
        last = i
        while last + 1 + spare < len(self.quantities) and self.stacked(last):
            last += 1
        return last

    def stacked(self, i: int) -> bool:
        """Whether the next quantity stands right behind this one and counts the same thing in another unit."""
        a, b = self.quantities[i], self.quantities[i + 1]
        if a.kind != "count" or b.kind != "count" or i + 1 in self.defining or b.unit == a.unit:
            return False
        return self.s[a.end : b.start].strip() == "" and not self.s.startswith(_LANDMARKS, b.end)
