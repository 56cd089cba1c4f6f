"""What is known while a sentence is read from left to right: its clauses, its dates and the statements so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from etl.grammar import phrases
from etl.grammar.aspects import aspect_of, sums_up
from etl.grammar.change import MEAN
from etl.grammar.clauses import Clauses
from etl.grammar.lexicon import LONG_VERBS
from etl.grammar.numerals import Numeral
from etl.grammar.periods import Time, Timeline, over, year_of
from etl.grammar.quantities import Quantity
from etl.grammar.status import status_of
from etl.grammar.terms import term_of

_SHORT_RATE = re.compile(
    r"^(?:群众|总体|综合|累计|平均|及时|整体|“?好差评”?|服务|企业|居民|市民|社会|办事|按期|按时|初次"
    r"|实际)?(?P<stem>[\u4e00-\u9fff]{1,4})(?:率|度|占比|比重|比例|面)$|^占比$|^完成量$"
)
_RATE_STEMS = frozenset(
    [
        "满意",
        "合格",
        "达标",
        "优良",
        "好评",
        "知晓",
        "成功",
        "有效",
        "回复",
        "响应",
        "上线",
        "到位",
        "优秀",
        "参与",
        "在线",
        "正常",
        "稳定",
        "及时",
        "综合",
        "接通",
        "到课",
        "巩固",
        "通过",
        "升学",
        "投保",
        "参保",
        "清零",
        "面商",
        "按期",
        "完好",
        "入住",
        "使用",
        "空置",
        "复发",
        "破案",
        "结案",
        "执行",
        "调解",
    ]
)
_SPENT = re.compile("(?:总|共)?(?:投入|投资|支出|资金|金额)")
_BEYOND_GRADE = re.compile("(?:其中)?[ ：，]*(?P<grade>[0-9一二三四五六七八九十A-E]{1,3}[级类]及?以[上下])的?")
_BEYOND = ("以上的", "以下的", "以内的")


@dataclass(slots=True)
class Context:
    """What the surroundings of a sentence say about its figures."""

    year: int | None
    """The year that unmarked figures are about."""
    report_year: int | None
    part: str = "actual"
    """actual, plan or problems."""
    time: Time | None = None
    """A period that reaches the sentence from before it."""
    subject: str = ""
    """The indicator that the sentence before ended on: what 同比增长5% alone is about."""

    # Written out, as a generated one would not be compiled.
    def __init__(
        self, year: int | None, report_year: int | None, part: str = "actual", time: Time | None = None, subject: str = ""
    ) -> None:
        self.year = year
        self.report_year = report_year
        self.part = part
        self.time = time
        self.subject = subject


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

    # Written out, as a generated one would not be compiled.
    def __init__(
        self,
        quantity: Quantity,
        value: Decimal,
        value_max: Decimal | None,
        measure: str,
        indicator: str,
        core: str,
        verb: str,
        status: str,
        aspect: str,
        time: Time,
        subset: str | None = None,
        place: str | None = None,
        scope: str | None = None,
        rank_basis: str | None = None,
        growth_kind: str | None = None,
        baseline: str | None = None,
        baseline_stated: bool | None = None,
        parted: bool = False,
        clause: int = 0,
        left_bound: bool = False,
    ) -> None:
        self.quantity = quantity
        self.value = value
        self.value_max = value_max
        self.measure = measure
        self.indicator = indicator
        self.core = core
        self.verb = verb
        self.status = status
        self.aspect = aspect
        self.time = time
        self.subset = subset
        self.place = place
        self.scope = scope
        self.rank_basis = rank_basis
        self.growth_kind = growth_kind
        self.baseline = baseline
        self.baseline_stated = baseline_stated
        self.parted = parted
        self.clause = clause
        self.left_bound = left_bound


@dataclass(slots=True)
class Reading:
    """How a sentence was read."""

    statements: list[Statement] = field(default_factory=list)
    ledger: list[tuple[Numeral, str]] = field(default_factory=list)
    """Every numeral with ``fact`` or the reason why it is none."""
    time: Time | None = None
    """The last period that the sentence names."""


class State:
    """The state of reading one sentence."""

    def __init__(self, s: str, context: Context, clauses: Clauses, timeline: Timeline, reasons: list[str]) -> None:
        self.s = s
        self.context = context
        self.clauses = clauses
        self.quantities = clauses.quantities
        self.timeline = timeline
        self.reason = reasons
        self.out: list[Statement] = []
        self.pairs: list[str] = []
        """The members that the last 分别 paired."""

    def skip(self, first: int, last: int, reason: str) -> None:
        """Note why the numerals of the quantities `first` to `last` are no facts."""
        for at in range(self.quantities[first].first, self.quantities[last].last):
            self.reason[at] = reason

    def previous(self) -> Statement | None:
        """The statement before, if any."""
        return self.out[-1] if self.out else None

    def is_closed(self, statement: Statement, at: int) -> bool:
        """Whether a statement is a part in a bracket that has ended before `at`."""
        return statement.parted and "）" in self.s[statement.quantity.end : at]

    def before(self, at: int) -> Statement | None:
        """The statement before `at`; after a bracket the one whose parts it tells."""
        previous = self.previous()
        return self.parent() if previous is not None and self.is_closed(previous, at) else previous

    def parent(self) -> Statement | None:
        """The whole that a part (其中, brackets) is of: the last level that is no part itself."""
        for statement in reversed(self.out):
            if not statement.parted and statement.measure == "level":
                return statement
        return self.out[-1] if self.out else None

    def subject(self, words: str, lo: int) -> str:
        """The name that the words give; where they are empty, what the clause before or the fact before gives."""
        name = phrases.clean(phrases.strip_lead(phrases.strip_tail(words)).strip())
        if name:
            return name
        previous = self.before(lo)  # a bracket is over: its whole is the subject again
        near = self.clauses.clause_before(lo)
        if near and self.s[lo - 1 : lo] == "：" and not any(c.isdigit() for c in near):
            return phrases.clean(phrases.strip_lead(near))  # GDP：增长7%
        if near and not (previous and previous.quantity.end > lo - 2):
            name = phrases.clean(phrases.strip_lead(phrases.strip_tail(near)).strip())
            if len(name) >= 3 and (previous is None or len(name) <= 16) and not (previous and phrases.ADVERBIAL.search(near.strip())):
                return name
        return previous.indicator if previous else phrases.clean(phrases.strip_lead(near)) or self.context.subject

    def with_object(self, name: str, i: int) -> str:
        """办结率 after 受理信访案件 → 信访案件办结率: a short rate or a bare verb needs the noun before it."""
        previous = self.previous()
        if previous is None or len(name) > 8 or self.s.rfind("。", previous.quantity.end, self.quantities[i].start) >= 0:
            return name
        short = _SHORT_RATE.match(name)
        if not short or (
            short["stem"] and not (LONG_VERBS.at(short["stem"], 0) or short["stem"] in _RATE_STEMS or short["stem"][0] == "全")
        ):
            return name
        if self.is_closed(previous, self.quantities[i].start):
            previous = self.parent() or previous  # 问题126个（立改98个），整改率100%
        core = phrases.of_rate(previous.core)
        if _SPENT.fullmatch(core):
            return name
        stem = short["stem"] or ""
        if stem and stem in core[:-2]:
            return name  # 优良天数312天，优良率85%
        joined = core + (name.removeprefix(stem) if stem and core.endswith(stem) else name)  # 动迁签约812户，签约率98%
        return joined if core and core not in name and len(phrases.clean(joined)) <= phrases.MAX_NAME and len(core) <= 14 else name

    def part_of(self, lo: int, i: int) -> tuple[bool, str | None]:
        """Whether the quantity is a part of one before it (其中, in brackets, after a threshold), and what narrows it."""
        s = self.s
        subset = None
        if i and i - 1 in self.clauses.thresholds and self.quantities[i - 1].start >= self.clauses.break_before(self.quantities[i].start):
            noun = s[self.quantities[i - 1].end : self.quantities[i].start].strip("的 ")
            if noun:
                return False, s[self.quantities[i - 1].start : self.quantities[i - 1].end]
            start = max([self.clauses.break_before(self.quantities[i - 1].start), *(q.end for q in self.quantities[max(0, i - 2) : i - 1])])
            subset = phrases.strip_lead(s[start : self.quantities[i].start]).strip("的，、 ") or None
            return bool(self.out), subset
        at = self.clauses.break_before(self.quantities[i].start)
        if self.out and s.endswith(_BEYOND, at, self.quantities[i].start):
            return True, phrases.strip_lead(s[at : self.quantities[i].start]).strip("的，、 ")
        beyond = _BEYOND_GRADE.fullmatch(s, at, self.quantities[i].start) if s[self.quantities[i].start - 1] in "上下的" else None
        if self.out and beyond:
            return True, beyond["grade"]  # 病人186人，其中3级以上23人
        if s.startswith("其中", at) or s[max(0, at - 2) : at] == "其中" or s[max(0, at - 3) : at] in {"其中：", "其中，"}:
            return True, None
        opening = s.rfind("（", 0, self.quantities[i].start)
        if opening > s.rfind("）", 0, self.quantities[i].start) and any(st.quantity.end <= opening for st in self.out):
            return True, None
        if (
            self.out
            and self.out[-1].parted
            and (s[lo - 1 : lo] == "、" or self.out[-1].quantity.unit == self.quantities[i].unit)
            and s[lo - 1 : lo] in {"、", "，"}
            and s.rfind("其中", self.clauses.semi_before(self.quantities[i].start), lo) >= 0
            and len(s[lo : self.quantities[i].start]) <= 10
        ):
            return not phrases.opening_verb(phrases.strip_lead(s[lo : self.quantities[i].start])), None
        return False, subset

    def add(
        self,
        q: Quantity,
        measure: str,
        name: str,
        *,
        verb: str = "",
        core: str = "",
        subset: str | None = None,
        scope: str | None = None,
        rank_basis: str | None = None,
        growth_kind: str | None = None,
        baseline: str | None = None,
        baseline_stated: bool | None = None,
        parted: bool = False,
        span: str = "",
    ) -> Statement:
        """Append one statement; `span` is how long a change took, as written, where that is more than the year."""
        time = self.timeline.at(q.start)
        name = phrases.clean(name) or "未名指标"
        status, year = status_of(self.s, q, self.context.part, time.year, self.context.report_year)
        if year != time.year:
            time = replace(time, year=year)
        verb = verb or phrases.opening_verb(name)
        before = self.s[max(0, q.start - 24) : q.start]
        aspect = aspect_of(name, before, status)
        parent = self.parent() if parted else None
        if span and baseline == MEAN:
            time = over(span, time)
        if time.term and measure == "growth" and baseline == "同比" and not baseline_stated:
            baseline, baseline_stated = term_of(time.period or ""), True  # 五年来…增长36%: against what was before them
        summed = time.term and measure == "level" and aspect in {"flow", "cumulative", "target"}
        if summed and not (parent is not None and parent.aspect == "cumulative" and parent.time.term):
            summed = sums_up(verb, name, before, time.basis == "carried")
        if summed and status != "plan":
            aspect = "cumulative"
        if time.term and not summed and baseline != MEAN:
            time = year_of(time)
        statement = Statement(
            q, q.value, q.value_max, measure, name, core or phrases.clean(name[len(verb) :]) or name, verb, status,
            aspect, time, subset, None, scope, rank_basis, growth_kind, baseline,
            baseline_stated, parted, self.clauses.semi_before(q.start),
        )  # fmt: skip
        if parent is not None and parent.status == "plan" and parent.clause == statement.clause:
            statement.status, statement.aspect = "plan", "target"
        self.out.append(statement)
        return statement
