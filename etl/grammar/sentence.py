"""A sentence: every numeral of it read as a fact or skipped for a reason.

The flow of :func:`read_sentence`: sort the numerals into quantities and skips; cut the sentence into the stretch that each
quantity stands in; then read the quantities from left to right, each in the light of those before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from decimal import Decimal

from etl.grammar import phrases, skips
from etl.grammar.aspects import aspect_of
from etl.grammar.change import Change, change_of, change_right
from etl.grammar.lexicon import DIMENSION_OF, LONG_VERBS, VERB_SENSE
from etl.grammar.numerals import Numeral, fold, numerals
from etl.grammar.periods import Time, Timeline
from etl.grammar.quantities import Quantity, read_quantity
from etl.grammar.ranks import read_rank
from etl.grammar.status import status_of


@dataclass(frozen=True, slots=True)
class Context:
    """What the surroundings of a sentence say about its figures."""

    year: int | None
    """The year that unmarked figures are about."""
    report_year: int | None
    part: str = "actual"
    """actual, plan or problems."""
    time: Time | None = None
    """A period that reaches the sentence from before it."""


@dataclass(slots=True)
class Statement:
    """One fact as read in one sentence; offsets are within the sentence."""

    quantity: Quantity
    value: Decimal
    value_max: Decimal | None
    measure: str
    indicator: str
    core: str
    """The noun of the indicator, without its verb."""
    verb: str
    status: str
    aspect: str
    time: Time
    subset: str | None = None
    place: str | None = None
    scope: str | None = None
    rank_basis: str | None = None
    growth_kind: str | None = None
    baseline: str | None = None
    baseline_stated: bool | None = None
    parted: bool = False
    """Whether it is a part of a statement before it (其中, brackets)."""
    clause: int = 0
    """Start of the ；-clause it stands in."""
    left_bound: bool = False
    """Whether what it counts stands left of it (走访企业30家)."""


@dataclass(slots=True)
class Reading:
    """How a sentence was read."""

    statements: list[Statement] = field(default_factory=list)
    ledger: list[tuple[Numeral, str]] = field(default_factory=list)
    """Every numeral with ``fact`` or the reason why it is none."""
    time: Time | None = None
    """The last period that the sentence names."""


_ASCII_COMMA = re.compile(r"(?<![0-9])[,]|,(?![0-9]{3}(?![0-9]))")
_ASCII_MARKS = re.compile(r";|(?<![0-9]):|:(?![0-9])|[!?]")
_ASCII_STOP = re.compile(r"(?<=[\u4e00-\u9fff）%])[ ]?\.(?=[\s\u4e00-\u9fff（]|$)")
_ASIDE = re.compile(r"（[^（）]{1,12}）")
_MARK_OF = {";": "；", ":": "：", "!": "！", "?": "？"}
_BREAK = re.compile(r"[，；。：！？（）]|(?=其中)|(?<=其中)")
_COMMA_BLANK = re.compile(r"[\s\u3000]+")
_RANGE_FROM = re.compile(r"(?:由|从)(?:原来|去年|上年|过去|年初|原先|之前|最初|当初|[0-9]{4}年)?(?:同期|底|末|初)?的?[^，。；、0-9]{0,6}$")
_RANGE_TO = re.compile(r"^[^，。；0-9一二三四五六七八九十百]{0,10}(?:到|至|为|成)(?:了|现在的|目前的|今年的|当前的|如今的)?(?:约|近|超过|[0-9]{4}年的?)?[ ]?[0-9一二三四五六七八九十百]")
_GOES_TO = re.compile(r"^(?:提高|提升|增加|上升|下降|降低|降|减少|压缩|缩短|扩大|发展|增长|扩展|拓展|增|升)(?:到|至|为)(?:了)?(?:约|近|超过)?[ ]?[0-9一二三四五六七八九十百]")
_LIST_SPLIT = re.compile(r"[、，]|(?<=[率度量额值数价资入业产])(?:和|与|及(?!时)|以及)|(?:以及|和(?!谐)|与|及(?!时))(?=[\u4e00-\u9fff“]{2,})")
_RATE_END = re.compile(r"(?:率|比例|比重|占比|覆盖面|度|指数|系数)[”）]?$")
_BOTH = re.compile(r"(?:均|都|双双|皆)")
_SHORT_RATE = re.compile(r"^(?:群众|总体|综合|累计|平均|及时|整体|“?好差评”?|服务|企业|居民|市民|社会|办事|按期|按时|初次|实际)?(?P<stem>[\u4e00-\u9fff]{1,4})(?:率|度|占比|比重|比例|面)$|^占比$|^完成量$")
_RATE_STEMS = frozenset({"满意", "合格", "达标", "优良", "好评", "知晓", "成功", "有效", "回复", "响应", "上线", "到位", "优秀", "参与", "在线", "正常", "稳定", "及时", "综合", "接通", "到课", "巩固", "通过", "升学", "投保", "参保", "清零", "面商", "按期", "完好", "入住", "使用", "空置", "复发", "破案", "结案", "执行", "调解"})
_NEEDS_OBJECT = re.compile(r"^(?:总数|总量|支出|花费|耗资|补助|资金|兑现|满意|基本满意|不满意|同意|惠及|服务|规模|覆盖|受益|参与|带动|涉及|吸引|参加|受众|累计服务|涵盖|辐射|影响|受惠|受助|救助|资助|解决|争取|涉案|总投资|投资|投入|总面积|面积|建筑面积|金额|总金额|涉及金额|占地|占地面积|总长|全长|里程|长度|成交额|成交价)")
_MONEY = frozenset({"money"})
_MEASURED = frozenset({"money", "area", "length", "volume", "mass", "energy", "power"})
_TARGET_RIGHT = re.compile(r"^(?:的)?[^，。；、]{0,8}?(?:目标任务|总量目标|目标|任务数|任务指标|指标任务)(?![完率])")
_DONE_WORDS = re.compile(r"(?:完成|达成|实现|超额)")
_OF_TARGET = re.compile(r"(?:半年|全年|累计|已|共)*(?:完成|达到|占|为|达|实现|超额完成)?(?:了)?(?:全年|年度|年初|今年|市级|区级|上级|年|市|区|县|省)?(?:下达)?(?:的)?(?:预期|既定|考核|总|计划|工作)?(?:目标任务|目标|任务|计划|预算|指标)(?:数|值|总量)?(?:的|进度)?$")
_THRESHOLD_NOUN = re.compile(r"^(?:的)?(?:[\u4e00-\u9fff“”]{0,6})(?:项目|企业|工程|产业|单位|家庭|人群|工地|建筑|场所|公司|商户|群众|集群|村|社区|纳税大户|房屋|道路|小区)")
_CHINESE_STRONG = re.compile(r"[两二三四五六七八九]")
_BARE_MULTIPLE = re.compile(r"[十百千万亿]+(?:余|多)?")
_DISTINCT_VERB = frozenset({"build", "award", "add", "find", "recruit", "make", "handle", "fix"})
_FRONT_NAME = re.compile(r"[名位强列甲]")
_AMONG = re.compile(r"(?:个|家|条)?(?:街乡镇|乡镇街道|镇街|街镇|乡镇|街道|镇|县区|区县|县市区|社区|村|单位|部门|城市)(?:中|里|当中)?(?:综合)?(?:排名|排|位列|名列|位居|列|居|排在|中)*")
_ADVERBIAL = re.compile(r"^(?:按|同口径|扣除|剔除|受|由于|因|除|不含|含|其中|较|比|与|虽|面对)|(?:计算|因素|口径)$")
_BOTH_OF = {"二者": 2, "两者": 2, "两项": 2, "三者": 3, "三项": 3}
_GENERIC = re.compile(r"^(?:总量|增速|增幅|降幅|数量|总数|规模|得分|成绩|总额|增长率)(?=占|$)")
_SHARE_OF = re.compile(r"^(?:分别|总量|数量|总数|规模|总额)?占(?!道|地)")
_CONNECTIVE = re.compile(r"^(?:共计|总计|合计|累计|共|计|约|达|共有|总|，)*$")
_REACHING = re.compile(r"^(?:力争|确保|争取|达到|达|突破|超过|冲刺|到|实现|保|且|至少|和|、|，|约|为|奋力|奋斗目标)*$")
_MONEY_LEAD = re.compile(r"^(?:总投资|计划(?:总)?投资|投资|投入(?:资金|经费)?|筹资|筹措资金|争取资金|安排资金|拨付|筹集资金|总投入|累计投入|共投入|自筹资金|斥资|出资)$")
_LABEL = re.compile(r"^[\s\-—•·●◆■▪○*]*(?:（?[一二三四五六七八九十0-9]{1,2}）?[、.．]?)?[\s\-—•·]*")
_LARGE = re.compile("[万亿余多千]")
_PEOPLE = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:人员|人口|居民|学生|群众|患者|农民|职工|党员|干部|老人|老年人|儿童|市民|牧民|游客|劳动力|毕业生|工人|志愿者|村民|劳动者|师生|军人|贫困户)"
)
_PER_HEAD = frozenset({"户均", "人均", "亩均", "年均", "月均", "日均", "平均", "件均", "校均", "村均"})
_BEYOND = re.compile(r"(?:以上|以下|以内)的$")
_ALL_OF = re.compile(r"^[^，。；]{2,12}?(?:全部|全面|全覆盖|均|基本|实现)")


def _normal_marks(s: str) -> str:
    """Full-width commas and stops for ASCII ones, except within numbers; blanks for line ends. Offsets hold."""
    if "," in s:
        s = _ASCII_COMMA.sub("，", s)
    if "." in s:
        s = _ASCII_STOP.sub("。", s)
    if any(c in s for c in ";:!?"):
        s = _ASCII_MARKS.sub(lambda m: _MARK_OF[m[0]], s)
    return s.replace("\n", " ").replace("\r", " ").replace("\t", " ")


def read_sentence(text: str, context: Context) -> Reading:
    """Read one sentence. Pure; any text at all gives a reading whose ledger holds each numeral of `text` once."""
    found = numerals(text)
    if not found:
        return Reading()
    return _Reader(text, _normal_marks(fold(text)), found, context).read()


class _Reader:
    """The state of reading one sentence from left to right."""

    def __init__(self, text: str, s: str, found: list[Numeral], context: Context) -> None:
        self.text = text
        self.s = s
        self.numerals = found
        self.context = context
        self.reason: list[str] = [""] * len(found)
        self.quotes = skips.quoted(s)
        self.quantities: list[Quantity] = []
        self.out: list[Statement] = []
        self.pairs: list[str] = []
        """The members that the last 分别 paired."""
        self.timeline = Timeline(s, context.year, context.report_year, context.time)
        self.from_left: dict[int, tuple[int, str]] = {}
        """Quantity index → the words before the old value (由X提高到) and where they begin."""
        self.thresholds: set[int] = set()

    # -- sorting ---------------------------------------------------------------------------------------------

    def read(self) -> Reading:
        self._sort()
        self._stretches()
        at = 0
        while at < len(self.quantities):
            at = self._statement(at)
        by_numeral = {st.quantity.first for st in self.out}
        ledger = []
        for i, numeral in enumerate(self.numerals):
            ledger.append((numeral, "fact" if i in by_numeral else self.reason[i] or skips.default_reason(self.s, numeral)))
        return Reading(self.out, ledger, self.timeline.last)

    def _in_quotes(self, start: int) -> bool:
        return any(a <= start < b for a, b in self.quotes)

    def _sort(self) -> None:
        """Sort the numerals into quantities and skips."""
        s, found = self.s, self.numerals
        markers = skips.list_markers(s)
        index, done, why = 0, 0, "part"
        while index < len(found):
            numeral = found[index]
            start = numeral.start
            if start < done:
                self.reason[index] = why
                index += 1
                continue
            if any(a <= start < b for a, b in markers):
                self.reason[index] = "list"
                index += 1
                continue
            if self._in_quotes(start):
                self.reason[index] = "name"
                index += 1
                continue
            reason = skips.skip_reason(s, numeral)
            if reason:
                self.reason[index], done = reason
                why = reason[0]
                if why == "date":
                    self.timeline.add(start, done)
                index += 1
                continue
            floor = self.quantities[-1].end if self.quantities else 0
            before = s[:start].rstrip(" ")[-1:]
            if s[start - 1 : start] == " " and before.isdigit() and s[start].isdigit():
                self.reason[index] = "part"  # 4 0 %: scanning tore one number apart
                index += 1
                continue
            quantity = None
            if before in {"第", "前"}:
                last = self.quantities[-1] if self.quantities else None
                among = last is not None and _AMONG.fullmatch(s[last.number_end : start - 1])
                if among:
                    floor = self.quantities[-2].end if len(self.quantities) > 1 else 0
                quantity = read_rank(s, found, index, floor)
                if quantity is None and (before == "第" or _FRONT_NAME.match(s, numeral.end)):
                    self.reason[index] = "name"
                    index += 1
                    continue
                if quantity is not None and last is not None and among:
                    self.quantities.pop()  # 全市333个乡镇中排名第56: the number of those ranked
                    self.reason[last.first : last.last] = ["name"] * (last.last - last.first)
            if quantity is None:
                quantity = read_quantity(s, found, index, floor)
                if quantity is not None and not self._measures(quantity):
                    quantity = None
            if quantity is None:
                index += 1
                continue
            for part in range(quantity.first + 1, quantity.last):
                self.reason[part] = "part"
            self.quantities.append(quantity)
            index = quantity.last
            done, why = quantity.end, "part"

    def _measures(self, q: Quantity) -> bool:
        """Whether a number that could be a quantity is one here."""
        s = self.s
        if q.kind != "count":
            return True
        arabic = q.value_text[0].isdigit() and q.value_text[0].isascii()
        left_code = arabic and skips.left_is_code(s, q.anchor)
        after = s[q.end : q.end + 1]
        if not q.unit_text and q.unit == "":
            if not arabic or left_code or self._in_quotes(q.anchor):
                return False
            if q.value == 0 and after and "\u4e00" <= after <= "\u9fff":
                return True
            if _LARGE.search(q.value_text) and _PEOPLE.match(s, q.end):
                return True  # 1837万农村居民
            if after and after not in "，。；、！） ":
                return False
            left = s[max(0, q.start - 1) : q.start]
            return bool(left) and "\u4e00" <= left <= "\u9fff" and left not in "第年月日号路"
        if left_code:
            return len(q.unit_text) > 0 and bool(re.search(r"[A-Za-z]{2,}$", s[max(0, q.anchor - 6) : q.anchor])) and q.unit_text not in {"线", "号", "层", "年", "级"}
        return arabic or self._chinese_measures(q)

    def _chinese_measures(self, q: Quantity) -> bool:
        """Chinese numerals are words more often than counts: what must hold for them to count."""
        s, text = self.s, q.value_text
        hi = self._next_break(q.end)
        right = s[q.end : hi].strip()
        dimension = DIMENSION_OF.get(q.unit, "")
        if (dimension == "duration" and not skips.counts_duration(s, q.start)) or (q.unit_text in {"期", "届", "级", "班", "组", "度", "方", "面", "道", "路", "层", "门", "线", "口", "对", "队", "头", "手"} and right and len(text) == 1):
            return False
        if text == "二" and right or q.unit_text in {"管", "包", "类", "种", "体", "网"} and len(text) == 1 and right:
            return False
        if text[0] in "百千万亿" and len(text.rstrip("余多")) == len(_BARE_MULTIPLE.match(text)[0].rstrip("余多")):  # type: ignore[index]
            return q.bound != "exact" and (q.bound != "lower" or not q.suffix or dimension != "money" or not right)
        if text == "一":
            left = s[max(0, q.start - 8) : q.start]
            if left[-1:] in set("每月周日年季户村人企园店镇街同单唯之不第万统任进另某这那哪") or left.endswith(("其中", "最后")):
                return False
            if q.unit_text in {"批", "次", "种", "定", "片", "面", "类", "层", "场", "期", "段", "轮", "批次", "口", "把"} and right:
                return False
            verb = LONG_VERBS.before(s, q.start)
            if not right:
                return bool(left) and "\u4e00" <= left[-1] <= "\u9fff"
            return bool(verb) and VERB_SENSE.get(verb) in {"build", "award", "recruit"} and verb not in {"打造", "建设", "推进"}
        if len(text) == 2 and all(c in "一二三四五六七八九" for c in text):
            return False
        return True

    # -- stretches -------------------------------------------------------------------------------------------

    def _stretches(self) -> None:
        """Find the breaks of the sentence, outside quotation marks."""
        quotes = self.quotes
        marks = [m.start() for m in _BREAK.finditer(self.s) if not (quotes and any(a <= m.start() < b for a, b in quotes))]
        self.breaks = self._without_asides(marks)
        for i, q in enumerate(self.quantities):
            if self._is_threshold(i, q):
                self.thresholds.add(i)

    def _without_asides(self, marks: list[int]) -> list[int]:
        """The breaks without those of short brackets that hold no quantity: 村（社区）30个 is one stretch."""
        if "（" not in self.s:
            return marks
        anchors = [q.anchor for q in self.quantities]
        dropped: set[int] = set()
        for found in _ASIDE.finditer(self.s):
            at = bisect_left(anchors, found.start())
            if at == len(anchors) or anchors[at] >= found.end():
                dropped.update(m for m in marks if found.start() <= m < found.end())
        return [m for m in marks if m not in dropped]

    def _next_break(self, start: int) -> int:
        found = re.compile(r"[，；。：！？（）、]").search(self.s, start)
        return found.start() if found else len(self.s)

    def _break_before(self, start: int) -> int:
        """Where the comma clause of `start` begins."""
        at = bisect_left(self.breaks, start)
        if at == 0:
            return 0
        mark = self.breaks[at - 1]
        return mark + (1 if self.s[mark] in "，；。：！？（）" else 0)

    def _break_after(self, start: int) -> int:
        at = bisect_left(self.breaks, start)
        return self.breaks[at] if at < len(self.breaks) else len(self.s)

    def _is_threshold(self, i: int, q: Quantity) -> bool:
        """注册资金1000万以上的200家, 亿元以上项目12个: the first number only defines the group."""
        if q.kind == "rank":
            return False
        if i + 1 >= len(self.quantities) or self.quantities[i + 1].start >= self._break_after(q.end):
            # 实现20户以上聚居点全部通硬化路: nothing else is counted, the number only says which.
            return q.suffix in {"以上", "及以上"} and q.kind == "count" and bool(_ALL_OF.match(self.s[q.end : q.end + 20]))
        between = self.s[q.end : self.quantities[i + 1].start]
        bounded = q.suffix in {"以上", "及以上", "以下", "及以下", "以内"} or (q.bound == "lower" and q.start < q.anchor) or q.value_text in {"亿", "千万", "百亿", "千亿", "百万"}
        if not bounded or "、" in between:
            return False
        if between in {"的", ""}:
            return True
        if phrases.opens_with_verb(between):
            return False
        return bool(_THRESHOLD_NOUN.match(between)) or (q.suffix in {"以上", "及以上", "以下"} and 2 <= len(between) <= 10)

    # -- statements ------------------------------------------------------------------------------------------

    def _statement(self, i: int) -> int:
        """Read the quantity at `i` (and those that stand or pair with it); return the index of the next to read."""
        q = self.quantities[i]
        if i in self.thresholds:
            for part in range(q.first, q.last):
                self.reason[part] = "threshold"
            return i + 1
        lo, left = self._left(i)
        if self._is_old_value(i, q):
            last = i
            while last + 2 < len(self.quantities) and self._stacked(last):
                last += 1
            for part in range(q.first, self.quantities[last].last):
                self.reason[part] = "part"
            if last + 1 < len(self.quantities):
                self.from_left[last + 1] = (lo, left)
            return last + 1
        if q.kind == "rank":
            return self._rank(i, lo)
        if "分别" in left or (self.pairs and self._repeats_pairs(i, left)):
            done = self._pair(i, left)
            if done:
                return done
        right_end = self._right_end(i)
        change = self._change(q, left, self.s[q.end : right_end])
        if change is not None:
            self._growth(q, left, change, lo)
            return i + 1
        if q.kind in {"percent", "multiple", "points"}:
            self._rate(i, lo, left, right_end)
            return i + 1
        return self._level(i, lo, left)

    def _repeats_pairs(self, i: int, left: str) -> bool:
        """…分别增长8.5%、9.2%,达到33170元和16480元: as many values again, for the same members."""
        if phrases.strip_lead(phrases.strip_tail(left)).strip("，、 ") or len(self._run(i)) != len(self.pairs):
            return False
        return len(self.pairs) > 1 and self.s.find("；", self.out[-1].quantity.end, self.quantities[i].start) < 0

    def _run(self, i: int) -> list[int]:
        """The quantities from `i` on that nothing but 、 or 和 separates."""
        run = [i]
        while run[-1] + 1 < len(self.quantities):
            a, b = self.quantities[run[-1]], self.quantities[run[-1] + 1]
            if not re.fullmatch(r"[、，和与及以\s]{1,3}", self.s[a.end : b.start]):
                break
            run.append(run[-1] + 1)
        return run

    def _left(self, i: int) -> tuple[int, str]:
        """Where the words left of a quantity begin, and those words."""
        if i in self.from_left:
            lo, head = self.from_left[i]
            found = _RANGE_FROM.search(head)
            return lo, head[: found.start()] if found else head
        q = self.quantities[i]
        lo = self._break_before(q.start)
        if i:
            previous = self.quantities[i - 1].end
            if previous > lo:
                lo = previous
                mark = self.s.find("、", lo, q.start)
                if mark >= 0 and not self._in_quotes(mark):
                    # Only a comma list right after a quantity separates; what follows may hold 、 of its own.
                    lo = mark + 1
        return lo, self.s[lo : q.start]

    def _right_end(self, i: int) -> int:
        """Where the words right of a quantity end: at the next quantity, comma or 、."""
        q = self.quantities[i]
        hi = self._next_break(q.end)
        if i + 1 < len(self.quantities):
            hi = min(hi, self.quantities[i + 1].start)
        return hi

    def _is_old_value(self, i: int, q: Quantity) -> bool:
        """The 30% of 由30%提高到35%."""
        if q.kind == "rank":
            return False
        if i + 1 >= len(self.quantities) or self.quantities[i + 1].start > q.end + 24:
            zero = re.match(r"^[^，。；]{0,6}(?:为|至|到)零", self.s[q.end : q.end + 10])
            return bool(zero and _RANGE_FROM.search(self.s[self._break_before(q.start) : q.start]))
        last = i
        while last + 2 < len(self.quantities) and self._stacked(last):
            last += 1
        after = self.s[self.quantities[last].end : self.quantities[last + 1].start + 2].replace("，", "", 1)
        left = self.s[self._break_before(q.start) : q.start]
        if _RANGE_FROM.search(left):
            return bool(_RANGE_TO.match(after))
        return bool(_GOES_TO.match(after)) and self.quantities[i + 1].kind == q.kind

    def _change(self, q: Quantity, left: str, right: str) -> Change | None:
        if q.kind == "doubling":
            found = change_of(left.rstrip("翻了实现将") + "增长", "percent")
            return Change(found.subject_end, 1, found.baseline, found.stated, "翻") if found else None
        found = change_of(left, q.kind)
        if found is not None and q.kind == "count" and found.word:
            subject = phrases.strip_lead(left[: found.subject_end]).strip()
            if not found.stated and found.word in {"增加", "提高", "提升", "扩大", "减少", "降低", "压减", "压缩", "缩短", "增收", "上升"} and right and not right.isspace():
                return None
            if not found.stated and not subject and (not self.out or found.word == "净增" and self.out[-1].quantity.unit != q.unit):
                return None
            if DIMENSION_OF.get(q.unit) == "duration" and found.word in {"提高", "增加"}:
                return None
        if found is None and q.kind == "percent" and left.strip(" ，、（") in {"", "+", "-"} and self.s[q.anchor - 1 : q.anchor] in {"+", "-"} and self.out:
            return Change(0, 1, "同比", False, "")
        previous = self._previous()
        if found is None and q.kind == "percent" and previous is not None and previous.measure == "growth" and previous.quantity.kind == q.kind and _REACHING.match(left.strip()):
            return Change(0, 1 if previous.value >= 0 else -1, previous.baseline or "同比", bool(previous.baseline_stated), "")
        if found is None and q.kind == "percent":
            sign = change_right(right)
            if sign:
                return Change(len(re.sub(r"(?:年度|全年|完成|超额完成|实现|达到)*$", "", left)), sign, "同比", False, "增长")
        return found

    # -- subjects --------------------------------------------------------------------------------------------

    def _previous(self) -> Statement | None:
        return self.out[-1] if self.out else None

    def _clause_before(self, lo: int) -> str:
        """The comma clause before `lo` that holds no quantity, '' if there is none in the sentence."""
        end = lo
        while end > 0 and self.s[end - 1] in "，：、 （":
            end -= 1
        if end <= 0 or self.s[end - 1] in "。；！？）":
            return ""
        start = self._break_before(end)
        last = max((q.end for q in self.quantities if q.end <= end), default=0)
        if last > start:
            start = last
        return self.s[start:end]

    def _subject(self, words: str, lo: int) -> str:
        """The name that the words give; where they are empty, what the clause before or the fact before gives."""
        name = phrases.clean(phrases.strip_lead(phrases.strip_tail(words)).strip())
        if name:
            return name
        previous = self._previous()
        near = self._clause_before(lo)
        if near and not (previous and previous.quantity.end > lo - 2):
            name = phrases.clean(phrases.strip_lead(phrases.strip_tail(near)).strip())
            if len(name) >= 3 and (previous is None or len(name) <= 16) and not (previous and _ADVERBIAL.search(near.strip())):
                return name
        return previous.indicator if previous else phrases.clean(phrases.strip_lead(near))

    def _members(self, words: str) -> list[str]:
        """The members of a joint subject (办理率和满意率 → two), at least one."""
        parts = [p.strip() for p in _LIST_SPLIT.split(words) if p and p.strip()]
        return parts or [words]

    def _shared_members(self, words: str) -> list[str]:
        """The members of a joint subject that 分别 or 均 divides: those that only share a noun get it each."""
        parts = self._members(words)
        if len(parts) > 1 and len({len(p) for p in parts[:-1]}) == 1 and len(parts[0]) <= 4 and len(parts[-1]) >= len(parts[0]) + 4:
            shared = parts[-1][len(parts[0]) :]  # 城镇、农村居民人均可支配收入
            parts = [p + shared for p in parts[:-1]] + parts[-1:]
        return parts or [words]

    def _distributed(self, words: str, both: bool) -> list[str]:
        """The names a shared value belongs to: each of 率…率, each member with 均; else the words as one."""
        if words in _BOTH_OF and len(self.out) >= _BOTH_OF[words]:
            return [st.indicator for st in self.out[-_BOTH_OF[words] :]]
        parts = self._shared_members(words) if both else self._members(words)
        if len(parts) < 2:
            return [words]
        if all(_RATE_END.search(p) for p in parts):
            return parts
        if both and len(parts) <= 6 and all(2 <= len(p) <= 14 for p in parts) and not words.endswith("等"):
            tail = re.search(r"(?:增速|增幅|降幅|增长率|率|比例|指数)$", parts[-1])
            if tail and not all(p.endswith(tail[0]) for p in parts):
                parts = [p if p.endswith(tail[0]) else p + tail[0] for p in parts]
            return parts
        return [words]

    # -- kinds of statement ----------------------------------------------------------------------------------

    def _add(self, q: Quantity, measure: str, name: str, *, verb: str = "", core: str = "", words: str = "", **more: object) -> Statement:
        """Append one statement; `words` are those around the quantity, for status and aspect."""
        time = self.timeline.at(q.start)
        name = phrases.clean(name) or "未名指标"
        status, year = status_of(self.s, q, self.context.part, time.year, self.context.report_year, words)
        if year != time.year:
            time = replace(time, year=year)
        verb = verb or phrases.opening_verb(name)
        statement = Statement(
            quantity=q, value=q.value, value_max=q.value_max, measure=measure, indicator=name,
            core=core or phrases.clean(name[len(verb) :]) or name, verb=verb, status=status,
            aspect=aspect_of(name, self.s[max(0, q.start - 24) : q.start], status), time=time, clause=self._semi_before(q.start),
        )  # fmt: skip
        for key, value in more.items():
            setattr(statement, key, value)
        parent = self._parent() if statement.parted else None
        if parent is not None and parent.status == "plan" and parent.clause == statement.clause:
            statement.status, statement.aspect = "plan", "target"
        self.out.append(statement)
        return statement

    def _semi_before(self, start: int) -> int:
        return max(self.s.rfind("；", 0, start), self.s.rfind("。", 0, start)) + 1

    def _growth(self, q: Quantity, left: str, change: Change, lo: int) -> None:
        words = left[: change.subject_end]
        both = bool(_BOTH.search(left[change.subject_end :])) or bool(_BOTH.search(words[-3:]))
        words = phrases.strip_tail(words)
        words = re.sub(r"(?:的)?(?:增幅|降幅|增速|增长率|幅度)$", "", words)
        stripped = phrases.strip_lead(words).strip("，、 ")
        names = self._distributed(stripped, both) if stripped else []
        if not names and both:
            names = [st.indicator for st in self.out if st.clause == self._semi_before(q.start) and st.measure != "growth"][-3:]
        if len(names) < 2:
            names = [self._subject(words, lo)]
        flip = change.sign if q.value >= 0 else 1
        kind = {"percent": "%", "points": "个百分点", "multiple": "倍", "doubling": "%"}.get(q.kind, "amount")
        for name in names:
            st = self._add(q, "growth", name, words=left, growth_kind=kind, baseline=change.baseline, baseline_stated=change.stated)
            st.value = q.value * flip
            st.value_max = q.value_max * flip if q.value_max is not None else None

    def _rank(self, i: int, lo: int) -> int:
        q = self.quantities[i]
        lo, _ = self._left(i)
        words = self.s[lo : max(lo, q.subject_end)]
        both = bool(_BOTH.search(self.s[max(lo, q.subject_end) : q.anchor])) or bool(_BOTH.search(words[-2:]))
        if q.scope and words.strip() == q.scope:
            words = ""
        basis = "level"
        grown = re.search(r"(?:增速|增幅|降幅|增长率|增长|涨幅|提升幅度|下降幅度|改善幅度)$", words)
        if grown:
            basis, words = "growth", words[: grown.start()]
        subject = phrases.strip_lead(phrases.strip_tail(words)).strip("，、 ")
        subject = re.sub(r"^(?:在|于)", "", subject)
        subject = re.sub(r"(?:的?(?:综合)?(?:评比|评价|考核|测评|考评)?(?:活动)?中|当中)$", lambda m: m[0].rstrip("中").rstrip("当"), subject)
        if re.search(r"(?:完成率|完成量|进度)$", subject):
            basis = "completion"
        elif re.search(r"(?:考核|测评|考评|评比|评价|评估|得分|成绩|指数)", subject):
            basis = "score"
        run = self._rank_run(i)
        if len(run) > 1 and "分别" in self.s[lo : q.anchor]:
            members = self._shared_members(subject)
            if len(members) == len(run):
                for k, member in zip(run, members, strict=True):
                    basis = "growth" if re.search(r"(?:增速|增幅|降幅|增长率)$", member) else "level"
                    name = _GENERIC.sub("", member) or self._subject("", lo)
                    self._add(self.quantities[k], "rank", name, words=self.s[lo : q.end], scope=self.quantities[k].scope or q.scope or None, rank_basis=basis)
                return run[-1] + 1
        subject = _GENERIC.sub("", subject)
        names = self._distributed(subject, both) if subject else []
        if not names and both:
            names = [st.indicator for st in self.out if st.clause == self._semi_before(q.start) and st.measure in {"level", "rate"}][-4:]
        if not names:
            names = [self._subject("", lo)]
        elif len(names) == 1:
            names = [self._with_object(names[0], i)]
        for name in names:
            self._add(q, "rank", name, words=self.s[lo : q.end], scope=q.scope or None, rank_basis=basis)
        return i + 1

    def _rank_run(self, i: int) -> list[int]:
        """The ranks from `i` on that nothing but 、 and their own 第 separates (第11位、第9位)."""
        run = [i]
        while run[-1] + 1 < len(self.quantities):
            a, b = self.quantities[run[-1]], self.quantities[run[-1] + 1]
            if b.kind != "rank" or not re.fullmatch(r"[、，和与及\s]{1,2}", self.s[a.end : b.start]):
                break
            run.append(run[-1] + 1)
        return run

    def _rate(self, i: int, lo: int, left: str, right_end: int) -> None:
        q = self.quantities[i]
        right = self.s[q.end : right_end].strip()
        words = phrases.strip_tail(left)
        of_target = _OF_TARGET.search(words) if q.kind == "percent" else None
        both = bool(_BOTH.search(left[-4:]))
        if of_target and i not in self.from_left:
            words = words[: of_target.start()]
            subject = self._subject(phrases.strip_tail(words), lo)
            self._add(q, "rate", subject, words=left)
            return
        subject = phrases.strip_lead(words).strip("，、 “”")
        previous = self._previous()
        if previous is not None and _SHARE_OF.match(subject):
            joined = previous.indicator + _GENERIC.sub("", subject)
            self._add(q, "rate", joined if len(joined) <= phrases.MAX_NAME else previous.indicator + "占比", words=left)
            return
        if subject in {"的", ""} and i and left.strip() == "的" and previous is not None:
            self._add(q, "rate", previous.indicator, words=left)
            return
        names = self._distributed(subject, both) if subject else []
        if len(names) > 1:
            for name in names:
                self._add(q, "rate", name, words=left)
            return
        if subject and not phrases.is_preposition(subject):
            name = self._with_object(subject, i)
            if right and not right.startswith(("的", "以")) and len(right) <= 8 and (phrases.opens_with_verb(right) or ends_in_noun(subject)) and not _RATE_END.search(subject):
                name += phrases.shorten_right(right, 8)
            elif right.startswith("的") and not _RATE_END.search(subject):
                name = right[1:] if len(subject) < 3 else name + right[1:9]
        elif right:
            previous = self._previous()
            right = right.lstrip("的")
            name = (previous.core if previous and phrases.opens_with_verb(right) and previous.clause == self._semi_before(q.start) else "") + phrases.shorten_right(right, 14)
        else:
            name = self._subject("", lo)
        if q.kind == "points":
            self._add(q, "growth", name, words=left, growth_kind="个百分点", baseline="同比", baseline_stated=False)
        elif q.kind == "multiple":
            self._add(q, "level", name, words=left)
        else:
            self._add(q, "rate", name, words=left)

    def _with_object(self, name: str, i: int) -> str:
        """办结率 after 受理信访案件 → 信访案件办结率: a short rate or a bare verb needs the noun before it."""
        previous = self._previous()
        if previous is None or len(name) > 8 or self.s.rfind("。", previous.quantity.end, self.quantities[i].start) >= 0:
            return name
        short = _SHORT_RATE.match(name)
        if not short or (short["stem"] and not (LONG_VERBS.at(short["stem"], 0) or short["stem"] in _RATE_STEMS or short["stem"][0] == "全")):
            return name
        core = previous.core
        if previous.measure == "rate" and _RATE_END.search(core):
            core = re.sub(r"[\u4e00-\u9fff]{2}(?:率|度)$", "", core)
        joined = core + name
        return joined if core and core not in name and len(phrases.clean(joined)) <= phrases.MAX_NAME and len(core) <= 14 else name

    # -- levels ----------------------------------------------------------------------------------------------

    def _level(self, i: int, lo: int, left: str) -> int:
        """A count or an amount, with those stacked on it (306批413人次)."""
        last = i
        while last + 1 < len(self.quantities) and self._stacked(last):
            last += 1
        right_end = self._right_end(last)
        right = self.s[self.quantities[last].end : right_end].strip(" ")
        if _CONNECTIVE.match(right) or right in {"大关", "关口", "门槛", "台阶", "目标"}:
            right = ""
        elif right and phrases.is_preposition(left.strip()) and self.s[right_end : right_end + 1] == "、":
            limit = self.quantities[last + 1].start if last + 1 < len(self.quantities) else len(self.s)
            right = self.s[self.quantities[last].end : min(limit, self._break_after(right_end))].strip()
        elif right and self.s[right_end : right_end + 1] == "、":
            right = self._joint_right(last, right_end, always=len(right) <= 2)
        q = self.quantities[i]
        previous = self._previous()
        if previous is not None and previous.left_bound and not left.strip() and self.s[previous.quantity.end : q.start].strip() == "、":
            # 贫困户26户、74人稳定增收: another count of the same thing.
            for k in range(i, last + 1):
                self._add(self.quantities[k], "level", previous.indicator, verb=previous.verb, core=previous.core, words=left, place=previous.place,
                          parted=previous.parted, left_bound=True)  # fmt: skip
            return last + 1
        target = _OF_TARGET.search(phrases.strip_tail(left))
        if target and last + 1 < len(self.quantities) and right == "的" and self.quantities[last + 1].kind == "percent":
            self._add(q, "level", self._subject(left[: target.start()], lo), words=left)
            return last + 1
        name, verb, core, place, parted, subset = self._level_name(i, lo, left, right, q, last)
        words = left + "\0" + right
        for k in range(i, last + 1):
            self._add(self.quantities[k], "level", name, verb=verb, core=core, words=words, place=place, parted=parted, subset=subset,
                      left_bound=not right or name.startswith(verb + core))  # fmt: skip
        return last + 1

    def _joint_right(self, i: int, end: int, always: bool) -> str:
        """A joint noun right of a number, over its 、 (8个村社、小区创建项目), where no quantity follows in the clause."""
        comma = self._break_after(end)
        if i + 1 < len(self.quantities) and self.quantities[i + 1].start < comma:
            if not always:
                return self.s[self.quantities[i].end : end].strip()
            comma = self.quantities[i + 1].start
        return self.s[self.quantities[i].end : comma].strip()

    def _label(self, start: int) -> str:
        """The label before a colon that holds for what follows it up to ； (加装电梯：竣工4台，在建3台)."""
        colon = self.s.rfind("：", self._semi_before(start), start)
        if colon < 0:
            return ""
        label = self.s[max(self._break_before(colon), self._semi_before(start)) : colon]
        return _LABEL.sub("", label).strip() if not any(c.isdigit() for c in label) else ""

    def _stacked(self, i: int) -> bool:
        a, b = self.quantities[i], self.quantities[i + 1]
        if a.kind != "count" or b.kind != "count" or i + 1 in self.thresholds or b.unit == a.unit:
            return False
        return self.s[a.end : b.start].strip() == ""

    def _level_name(self, i: int, lo: int, left: str, right: str, q: Quantity, last: int) -> tuple[str, str, str, str | None, bool, str | None]:
        """Name, verb, core noun, place, whether it is a part, and the subset."""
        parted, subset = self._part_of(lo, i)
        phrase = phrases.left_phrase(left)
        etc = phrases.strip_tail(left).rstrip().endswith(("等", "等共"))
        if etc:
            phrase = phrases.left_phrase(phrases.strip_tail(left).rstrip("共 ").removesuffix("等"))
        parent = self._parent() if parted else None
        previous = self._previous()
        dimension = DIMENSION_OF.get(q.unit, "")
        place = None
        measured = dimension in _MEASURED

        if right.startswith("的") and not re.match("的(?:目标|任务)", right):
            right = right[1:].strip()
            if phrase.rest and measured:
                name = phrase.text + phrases.shorten_right(right)
                return name, phrase.verb, "", place, parted, subset
        shared = last + 1 < len(self.quantities) and self._right_end(last) == self.quantities[last + 1].start
        takes_right = bool(right) and self._takes_right(phrase, right, etc, dimension, shared)
        if takes_right:
            noun = right
            if shared:
                noun = phrases.strip_tail(noun) or noun
            noun = phrases.shorten_right(noun)
            place = phrases.place_in(phrase.text)
            if phrases.opens_with_verb(noun) and (not phrase.text or phrase.bare) and measured and phrase.text:
                verb_right = phrases.opening_verb(noun)
                rest = noun[len(verb_right) :]
                name = (rest + phrase.text) if len(rest) >= 2 and not phrase.text.startswith(("投入", "发放", "拨付", "安排")) else phrase.text + noun
                return name, phrase.verb, rest, place, parted, subset
            if phrases.opens_with_verb(noun) and not phrase.text and previous is not None:
                return previous.core + noun, "", previous.core, place, parted, subset
            verb = phrase.verb or (LONG_VERBS.before(phrase.text, len(phrase.text)) if phrase.text else "")
            if not phrase.text and previous is not None and self.s[lo - 1 : lo] == "、":
                verb = previous.verb
            name = verb + noun
            if not verb and phrase.text and not phrases.is_preposition(phrase.text) and not phrases.is_place(phrase.text) and not etc and len(phrase.text) <= 6 and not measured:
                name = noun
            core = noun[: noun.find("的") if 0 < noun.find("的") else None]
            return name, verb, _noun_only(core), place, parted, subset

        label = self._label(q.start)
        if _MONEY_LEAD.match(phrase.text) and dimension == "money" and not (previous and self._semi_before(q.start) == previous.clause):
            found = phrases.left_phrase(re.split(r"[0-9，。；：（]", self.s[self._break_after(q.end) + 1 :], maxsplit=1)[0])
            noun = phrases.shorten_right(found.rest if len(found.rest) >= 2 else found.text)
            if len(noun) >= 2:
                return noun + phrase.text, "", noun, place, parted, subset
        if not phrase.text:
            if parent is not None:
                return parent.indicator, parent.verb, parent.core, place, True, subset
            near = self._clause_before(lo)
            if near and not (previous and previous.quantity.end >= lo - 1):
                found = phrases.left_phrase(near)
                if found.text and not (previous and _ADVERBIAL.search(near.strip())):
                    return found.text, found.verb, found.rest, place, parted, subset
            if previous is not None:
                return previous.indicator, previous.verb, previous.core, place, parted, subset
            if right:
                return phrases.shorten_right(right), "", _noun_only(right), place, parted, subset
            return phrases.clean(left) or phrases.clean(near), "", "", place, parted, subset
        text = phrases.drop_examples(phrase.text, phrase.verb)
        if parent is not None and subset:
            return parent.indicator, parent.verb, parent.core, place, True, subset
        if text in _PER_HEAD and previous is not None:
            return text + previous.core, "", previous.core, place, parted, subset
        if parent is not None and len(text) <= 8:
            return *self._part_name(text, phrase, parent), place, True, subset
        if label and (phrase.bare or len(text) <= 4) and label not in text and len(label) + len(text) <= 22:
            return label + text, "", label, place, parted, subset
        if phrase.bare and previous is not None and dimension in _MEASURED and text in {"完成", "实现", "达到", "可完成"}:
            return previous.indicator, previous.verb, previous.core, place, parted, subset
        if phrase.bare and previous is not None and self._same_sentence(previous, q):
            core = previous.core
            name = core + text if core and len(core) + len(text) <= phrases.MAX_NAME and core not in text else text
            return name, "", core, place, parted, subset
        if previous is not None and _NEEDS_OBJECT.match(text) and len(text) <= 7 and self._same_sentence(previous, q):
            core = previous.core
            if core and core not in text and len(core) + len(text) <= 20:
                return core + text, "", core, place, parted, subset
        if not phrase.verb and previous is not None and previous.verb and self.s[lo - 1 : lo] == "、" and not _RATE_END.search(text):
            return previous.verb + text, previous.verb, text, place, parted, subset
        return text, phrase.verb, "", place, parted, subset

    def _takes_right(self, phrase: phrases.Phrase, right: str, etc: bool, dimension: str, shared: bool) -> bool:
        """Whether the number counts what stands right of it (建成5个街心公园) and not what stands left (走访企业521家)."""
        verbish = phrases.opens_with_verb(right)
        if not phrase.text:
            return True
        if phrase.bare or etc or phrases.is_preposition(phrase.text) or (dimension == "money" and _MONEY_LEAD.match(phrase.text)):
            return True
        if verbish:
            return phrases.takes_object(phrase, right)
        if phrases.ends_with_verb(phrase.text) or phrases.is_place(phrase.text):
            return True
        return not (shared and dimension in _MEASURED)

    def _same_sentence(self, previous: Statement, q: Quantity) -> bool:
        return self.s.find("。", previous.quantity.end, q.start) < 0

    def _part_of(self, lo: int, i: int) -> tuple[bool, str | None]:
        """Whether the quantity is a part of one before it (其中, in brackets, after a threshold), and what narrows it."""
        s = self.s
        subset = None
        if i and i - 1 in self.thresholds and self.quantities[i - 1].start >= self._break_before(self.quantities[i].start):
            start = self._break_before(self.quantities[i - 1].start)
            subset = phrases.strip_lead(s[start : self.quantities[i].start]).strip("的，、 ") or None
            return bool(self.out), subset
        at = self._break_before(self.quantities[i].start)
        if self.out and _BEYOND.search(s[at : self.quantities[i].start]):
            return True, phrases.strip_lead(s[at : self.quantities[i].start]).strip("的，、 ")
        if s.startswith("其中", at) or s[max(0, at - 2) : at] == "其中" or s[max(0, at - 3) : at] in {"其中：", "其中，"}:
            return True, None
        opening = s.rfind("（", 0, self.quantities[i].start)
        if opening > s.rfind("）", 0, self.quantities[i].start) and any(st.quantity.end <= opening for st in self.out):
            return True, None
        if self.out and self.out[-1].parted and s[lo - 1 : lo] in {"、", "，"} and s.rfind("其中", self._semi_before(self.quantities[i].start), lo) >= 0 and len(s[lo : self.quantities[i].start]) <= 10:
            return not phrases.opening_verb(phrases.strip_lead(s[lo : self.quantities[i].start])), None
        return False, subset

    def _parent(self) -> Statement | None:
        for statement in reversed(self.out):
            if not statement.parted and statement.measure == "level":
                return statement
        return self.out[-1] if self.out else None

    def _part_name(self, text: str, phrase: phrases.Phrase, parent: Statement) -> tuple[str, str, str]:
        """甲类 of 低保户 → 甲类低保户; a part with a noun of its own keeps it."""
        core = parent.core
        if phrase.bare:
            return core + text, "", core
        if not core or core in text or (text[-1] == core[-1] and len(text) > 2) or len(text) + len(core) > 20:
            return (parent.verb + text if not phrase.verb and len(parent.verb + text) <= 14 else text), parent.verb, text
        return text + core, "", text + core

    # -- pairing ---------------------------------------------------------------------------------------------

    def _pair(self, i: int, left: str) -> int:
        """A、B分别完成5亿元、3亿元: the members and the values in order. Returns the next index, or 0 where nothing pairs."""
        run = self._run(i)
        at = left.rfind("分别")
        before, action = (left[:at], left[at + 2 :]) if at >= 0 else ("", left)
        at = max(at, 0)
        change = self._change(self.quantities[i], before + action, "")
        words = phrases.strip_tail(left[: min(at, change.subject_end)] if change is not None and change.subject_end < at else before)
        words = re.sub(r"(?:同比|环比|均|的)$", "", words)
        stripped = phrases.strip_lead(words).strip("，、 ")
        if not stripped:
            stripped = phrases.strip_lead(phrases.strip_tail(self._clause_before(self._left(i)[0]))).strip("，、 ") if not self.out or not self.pairs else ""
        members = self._shared_members(stripped) if stripped else []
        if len(members) < len(run):
            if not stripped and len(self.pairs) == len(run):
                members = self.pairs
            elif not stripped and len(self.out) >= len(run):
                members = [st.indicator for st in self.out[-len(run) :]]
            elif len(run) == 1 and members:
                members = members[-1:]
            else:
                members = [stripped or self._subject("", self._left(i)[0])] * len(run)
        elif len(members) > len(run):
            if len(run) == 1:
                members = [stripped]
            else:
                members = members[-len(run) :]
        head_verb = phrases.opening_verb(members[0])
        kind_tail = re.search(r"(?:增速|增幅|降幅|增长率)$", members[-1])
        if kind_tail:
            members = [re.sub(r"(?:增速|增幅|降幅|增长率)$", "", m) for m in members]
            change = change or Change(0, -1 if kind_tail[0] == "降幅" else 1, "同比", False, kind_tail[0])
        action_words = phrases.strip_tail(action)
        for k, member in zip(run, members, strict=True):
            q = self.quantities[k]
            if change is not None or q.kind in {"points", "doubling"}:
                found = change or Change(0, 1, "同比", False, "")
                kind = {"percent": "%", "points": "个百分点", "multiple": "倍", "doubling": "%"}.get(q.kind, "amount")
                st = self._add(q, "growth", member, words=left, growth_kind=kind, baseline=found.baseline, baseline_stated=found.stated)
                st.value = q.value * (found.sign if q.value >= 0 else 1)
                continue
            name = member
            action_noun = phrases.clean(action_words)
            if action_noun and len(member) + len(action_noun) <= 20 and action_noun not in {"完成", "达到", "实现"}:
                name = member + action_noun
            if head_verb and not name.startswith(head_verb) and q.kind == "count":
                name = head_verb + name
            right = self.s[q.end : self._right_end(k)].strip()
            if q.kind == "count" and right and k == run[-1] and not phrases.opens_with_verb(right) and len(right) <= 8 and not action_noun:
                name = member + right
            self._add(q, "rate" if q.kind == "percent" else "level", name, words=left)
        self.pairs = members
        return run[-1] + 1


def ends_in_noun(text: str) -> bool:
    """Whether the last word is no verb."""
    return not phrases.ends_with_verb(text)


def _noun_only(text: str) -> str:
    """The noun that a stretch opens with: what stands before its first verb (居民用户完成… → 居民用户)."""
    for at in range(2, min(len(text), 14)):
        if LONG_VERBS.at(text, at):
            return text[:at]
    return text[:14]
