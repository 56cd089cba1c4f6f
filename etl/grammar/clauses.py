"""The layout of a sentence: where its clauses break, and the stretch that each quantity stands in."""

from __future__ import annotations

import re
from bisect import bisect_left

from etl.grammar import phrases
from etl.grammar.fold import fold
from etl.grammar.lexicon import DIMENSION_OF
from etl.grammar.quantities import Quantity

_ASCII_COMMA = re.compile(r"(?<![0-9])[,]|,(?![0-9]{3}(?![0-9]))")
_GROUPED = re.compile("[0-9],[0-9]{3}(?![0-9])")
_ASCII_MARKS = re.compile("[;:!?](?:(?<=[;!?])|(?<![0-9]:)|(?![0-9]))")
_SLASH = re.compile(
    "(?<=[\u4e00-\u9fff%])[/／](?=[0-9]|[\u4e00-\u9fff]{2,8}[0-9])|(?<=[0-9])[/／](?=[0-9,.]+(?:[/／][0-9,.]+)*[万亿]*(?:元|人|户|个|吨"
    "|亩))"
)
_ASCII_STOP = re.compile(r"\.(?:(?<=[\u4e00-\u9fff）%]\.)|(?<=[\u4e00-\u9fff）%] \.))(?=[\s\u4e00-\u9fff（]|$)")
_ASIDE = re.compile(r"（[^（）]{1,12}）")
_MARK_OF = {";": "；", ":": "：", "!": "！", "?": "？"}
_RANGE_FROM = re.compile(
    r"(?:由|从)(?:原来|去年|上年|过去|年初|原先|之前|最初|当初|上半年|上季度|[0-9]{4}年)?(?:同期|底|末|初)?的?[^，。；、0-9]{0,6}$"
)
_RANGE_TO = re.compile(
    r"^[^，。；0-9一二三四五六七八九十百]{0,10}(?:到|至|为|成)(?:了|现在的|目前的|今年的|当前的|如今的|[年期季]末的?|年底的?)?(?:约|近|超过"
    r"|[0-9]{4}年的?)?[ ]?[0-9一二三四五六七八九十百]"
)
_TO_ZERO = re.compile("[^，。；]{0,6}(?:为|至|到)零")
_OF_BASE = re.compile(r"(?:较|比|与|同)(?:(?:上一?年|去年|前年|上期|[0-9]{4}年)(?:度|同期)?|同期)的?（?$")
_CHANGES = re.compile("）?[，]?(?:相比|同比)?(?:增|减|升|降|上升|下降|提高|提升|多|少|净增|压降)")
_GOES_TO = re.compile(
    r"^(?:提高|提升|增加|上升|下降|降低|降|减少|压缩|缩短|扩大|发展|增长|扩展|拓展|增|升)(?:到|至|为)(?:了)?(?:约|近"
    r"|超过)?[ ]?[0-9一二三四五六七八九十百]|^(?:→|->|—>)(?:[0-9]{4}年[末底]?)?[ ]?[0-9]"
)
_GOES = frozenset("提增上下降减压缩扩发拓升→-—")
_THRESHOLD_NOUN = re.compile(
    r"^(?:的)?(?:[\u4e00-\u9fff“”]{0,6})(?:项目|企业|工程|产业|单位|家庭|人群|工地|建筑|场所|公司|商户|群众|集群|村|社区|纳税大户|房屋"
    r"|道路|小区)"
)
_LABEL = re.compile(r"^[\s\-—•·●◆■▪○*]*(?:（?[一二三四五六七八九十0-9]{1,2}）?[、.．]?)?[\s\-—•·]*")
_ALL_OF = re.compile(
    r"^[^，。；]{0,12}?(?:全部|全面|全覆盖|均|基本|实现|严控|停止|禁止|限|逐户|逐一|逐个|一律|即|方可|必须|须|应当?|不得|可)"
)
_RULE = re.compile(r"^(?:对|凡|严禁|禁止|不得|针对|面向|将)")
_BREAK = re.compile("[，；。：！？（）…]")
_GROUP = re.compile("(?:行政)?村(?:股份)?(?:集体|经营|年|总)[\u4e00-\u9fff]{0,10}(?:收入|资产)")
_NO_LABEL = frozenset({"其中", "包括", "主要", "分别", "即"})
_MAKES = frozenset({"voltage", "power", "apparent_power", "mass", "volume", "duration"})
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


ROUND = frozenset({"亿", "千万", "百亿", "千亿", "百万"})
"""A number that is nothing but a multiple and defines a group of things by their amount: 亿元项目, 千万元企业."""
_BARE_MULTIPLES = ROUND | {"百", "千", "万"}
LANDMARKS = frozenset({"大关", "关口", "门槛", "台阶", "目标", "跃升", "飞跃", "跨越", "转变", "突破", "增长"})
"""What a number is said to have passed (突破200亿元大关) or done (由5家到8家的跃升); nothing is counted by it."""


class Clauses:
    """The clauses of one folded sentence and the quantities in them, by index."""

    def __init__(self, s: str, quotes: list[tuple[int, int]], quantities: list[Quantity]) -> None:
        self.s = s
        self.quotes = quotes
        self.quantities = quantities
        self.from_left: dict[int, tuple[int, str]] = {}
        """Quantity → where the words before its old value (由X提高到) begin, and those words."""
        self.asides: set[int] = set()
        """Offsets of brackets (and of marks in them) that hold no quantity."""
        marks = [m.start() for m in _BREAK.finditer(s)]
        if "其中" in s:
            among = [m.start() for m in re.finditer("其中", s)]
            marks = sorted({*marks, *among, *(start + 2 for start in among)})
        self.breaks = self.without_asides([mark for mark in marks if not self.in_quotes(mark)] if quotes else marks)
        """Offsets of the marks that end a comma clause, outside quotation marks."""
        self.thresholds = {i for i, q in enumerate(quantities) if self.is_threshold(i, q)}
        """Quantities that only define a group (亿元以上项目12个)."""

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

    def left(self, i: int) -> tuple[int, str]:
        """Where the words left of a quantity begin, and those words."""
        if i in self.from_left:
            lo, head = self.from_left[i]
            found = _RANGE_FROM.search(head)
            return lo, head[: found.start()] if found else head
        q = self.quantities[i]
        lo = self.break_before(q.start)
        if i and i - 1 in self.thresholds and self.quantities[i - 1].start >= lo:
            threshold = self.quantities[i - 1]
            noun = self.s[threshold.end : q.start]
            if noun.strip("的 "):  # 新签约过亿元项目7个: what stands before the threshold belongs to its noun
                lo, before = self.left(i - 1)
                return lo, before + noun.removeprefix("的")
        if i:
            previous = self.quantities[i - 1].end
            if previous > lo:
                lo = previous
                mark = self.s.find("、", lo, q.start)
                if mark >= 0 and not self.in_quotes(mark):
                    # Only a comma list right after a quantity separates; what follows may hold 、 of its own.
                    lo = mark + 1
        return lo, self.s[lo : q.start]

    def right_end(self, i: int) -> int:
        """Where the words right of a quantity end: at the next quantity, comma or 、."""
        q = self.quantities[i]
        hi = self.next_break(q.end)
        if i + 1 < len(self.quantities):
            hi = min(hi, self.quantities[i + 1].start)
        return hi

    def joint_right(self, i: int, end: int, always: bool) -> str:
        """A joint noun right of a number, over its 、 (8个村社、小区创建项目), where no quantity follows in the clause."""
        comma = self.break_after(end)
        if i + 1 < len(self.quantities) and self.quantities[i + 1].start < comma:
            if not always:
                return self.s[self.quantities[i].end : end].strip()
            comma = self.quantities[i + 1].start
        return self.s[self.quantities[i].end : comma].strip()

    def run(self, i: int) -> list[int]:
        """The quantities from `i` on that nothing but 、 or 和 separates."""
        run = [i]
        while run[-1] + 1 < len(self.quantities):
            a, b = self.quantities[run[-1]], self.quantities[run[-1] + 1]
            if not re.fullmatch(r"[、，和与及以\s]{1,3}", self.s[a.end : b.start]):
                break
            run.append(run[-1] + 1)
        return run

    def rank_run(self, i: int) -> list[int]:
        """The ranks from `i` on that nothing but 、 and their own 第 separates (第11位、第9位)."""
        run = [i]
        while run[-1] + 1 < len(self.quantities):
            a, b = self.quantities[run[-1]], self.quantities[run[-1] + 1]
            if b.kind != "rank" or not re.fullmatch(r"[、，和与及\s]{1,2}", self.s[a.end : b.start]):
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
        if a.kind != "count" or b.kind != "count" or i + 1 in self.thresholds or b.unit == a.unit:
            return False
        return self.s[a.end : b.start].strip() == ""

    def is_threshold(self, i: int, q: Quantity) -> bool:
        """注册资金1000万以上的200家, 亿元以上项目12个: the first number only defines the group."""
        if q.kind == "rank":
            return False
        before = self.quantities[i - 1] if i else None
        if before is not None and before.kind == "percent" and q.kind == "count" and q.bound in {"lower", "upper"}:
            between = self.s[before.end : q.start]
            if between.startswith("的") and len(between) <= 16 and not _BREAK.search(between):
                return True  # 三成的村收入不足两万元: which share it is
        bounded_before = q.bound in {"lower", "upper"} and q.start < q.anchor
        if before is not None and before.kind == "count" and bounded_before and _GROUP.fullmatch(self.s, before.end, q.start):
            return True  # 7个村集体收入不足10万元: which villages they are
        if i + 1 >= len(self.quantities) or self.quantities[i + 1].start >= self.break_after(q.end):
            # 实现20户以上聚居点全部通硬化路: nothing else is counted, the number only says which.
            if q.kind not in {"count", "percent"} or q.suffix not in {"以上", "及以上", "以下", "及以下", "以内"}:
                return False
            clause = self.s[self.break_before(q.start) : q.start]
            if q.suffix and q.value_text in _BARE_MULTIPLES and not _STRETCH_END.match(self.s, q.end) and q.end < len(self.s):
                return True  # 千亩以上基地不多
            small = q.suffix in {"以下", "及以下", "以内"} and DIMENSION_OF.get(q.unit) in _MAKES | {"money", "area"}
            if small and not _STRETCH_END.match(self.s, q.end) and q.end < len(self.s) and not phrases.opens_with_verb(self.s[q.end :]):
                return True  # 300元以下药品
            return bool(_ALL_OF.match(self.s[q.end : q.end + 20])) or bool(_RULE.match(clause))
        between = self.s[q.end : self.quantities[i + 1].start]
        if self._is_make(q, self.quantities[i + 1], between):
            return True
        bounded = (
            q.suffix in {"以上", "及以上", "以下", "及以下", "以内"}
            or (q.bound in {"lower", "upper"} and q.start < q.anchor)
            or q.value_text in ROUND
        )
        if not bounded or "、" in between:
            return False
        if between in {"的", ""} or (between[0] == "的" and len(between) <= 12):
            return True
        if phrases.opens_with_verb(between):
            return False
        return bool(_THRESHOLD_NOUN.match(between)) or (q.suffix in {"以上", "及以上", "以下"} and 2 <= len(between) <= 10)

    def _is_make(self, q: Quantity, following: Quantity, between: str) -> bool:
        """8吨洒水车2辆, 110千伏变电站1座: the first number tells the make of what the second counts."""
        if q.bound != "exact" or q.kind != "count" or following.kind != "count":
            return False
        vehicle = DIMENSION_OF.get(following.unit) in {"vehicle", "device"}
        measured = _MAKES | {"length", "facility"} if vehicle else _MAKES
        if DIMENSION_OF.get(q.unit) not in measured and not (q.unit == "班" and following.unit == "所"):
            return False
        if DIMENSION_OF.get(following.unit) in _MAKES | {"money", "area", "person"} or not 2 <= len(between) <= 8:
            return False
        return all("\u4e00" <= c <= "\u9fff" for c in between) and not phrases.opens_with_verb(between)

    def is_old_value(self, i: int, q: Quantity) -> bool:
        """The 30% of 由30%提高到35%."""
        if q.kind == "rank":
            return False
        if i + 1 >= len(self.quantities) or self.quantities[i + 1].start > q.end + 24:
            zero = self.s.find("零", q.end, q.end + 10) > 0 and _TO_ZERO.match(self.s[q.end : q.end + 10])
            return bool(zero and _RANGE_FROM.search(self.s[self.break_before(q.start) : q.start]))
        last = self.last_stacked(i, spare=1)
        after = self.s[self.quantities[last].end : self.quantities[last + 1].start + 2].replace("，", "", 1)
        left = self.s[self.break_before(q.start) : q.start]
        if ("由" in left or "从" in left) and _RANGE_FROM.search(left):
            return bool(_RANGE_TO.match(after))
        return self.quantities[i + 1].kind == q.kind and after[:1] in _GOES and bool(_GOES_TO.match(after))

    def is_base(self, q: Quantity) -> bool:
        """The 24起 of 较去年同期的24起下降三成."""
        return _CHANGES.match(self.s, q.end) is not None and _OF_BASE.search(self.s, max(0, q.start - 14), q.start) is not None
