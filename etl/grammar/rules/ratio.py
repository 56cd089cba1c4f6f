"""Ratios: how many times an amount is what it was before (是2015年的2.2倍, 相当于“十二五”时期的3倍)."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.change import YEAR_BEFORE
from etl.grammar.figures import NINE, SEVERAL
from etl.grammar.lexicon import any_of, chars_of
from etl.grammar.members import distributed
from etl.grammar.naming.subjects import subject
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Draft, Example

#: words left of a number of times → (subject, baseline), or None where they compare with no other time
RATIOS: tuple[tuple[str, tuple[str, str] | None], ...] = (
    ("是2015年的", ("", "2015年")),
    ("工业产值是2015年的", ("工业产值", "2015年")),
    ("是“九五”期末的", ("", "“九五”期末")),
    ("相当于“十二五”时期的", ("", "“十二五”时期")),
    ("约为五年前的", ("", "五年前")),
    ("达到上年同期的", ("", "同比")),
    ("财政收入达到去年的", ("财政收入", "同比")),
    ("分别是2018年的", ("", "2018年")),
    ("是“十五”期末的", ("", "“十五”期末")),
    ("是2015年末的", ("", "2015年末")),
    ("是前五年总和的", ("", "前五年总和")),
    ("是上一个五年的", ("", "上一个五年")),
    ("是全市平均水平的", None),
    ("是全省的", None),
    ("达到", None),
    ("增长", None),
)

_BASE = (
    f"[0-9]{{4}}年{any_of('ratio: part of the year')}?|(?:上一?年|去年|前年)"
    rf"""{any_of("ratio: part of the year before")}?|[“\"]?(?:十?[{NINE}]|十)五[”\"]?(?:规划)?"""
    f"{any_of('ratio: part of a plan')}?|[0-9{SEVERAL}]{{1,3}}年[{chars_of('before: as')}]?前|"
    f"前[0-9{SEVERAL}]{{1,3}}年{any_of('ratio: sum')}?|{any_of('ratio: base')}|建[国区县市镇][初前](?:期)?"
)
_RATIO = re.compile(
    f"(?P<subject>[^，。；：]{{0,30}}?){any_of('ratio: how')}*{any_of('ratio: is')}{any_of('about')}?(?P<base>{_BASE})(?:的?水平)?的$"
)


def ratio_of(left: str) -> tuple[str, str] | None:
    """The subject and the baseline of a ratio that the words left of its number tell, or None."""
    found = _RATIO.match(left.strip(" ，、"))
    if found is None:
        return None
    base: str = found["base"]
    return found["subject"], "同比" if YEAR_BEFORE.match(base) else base


def _claims(spot: Spot) -> tuple[str, str] | None:
    return ratio_of(spot.left) if spot.quantity.kind == "multiple" else None


def _reads(spot: Spot, found: tuple[str, str]) -> Outcome:
    written, baseline = found
    words = phrases.strip_lead(phrases.strip_tail(written)).strip("，、 ")
    run = [k for k in spot.stretches.run(spot.index) if spot.quantities[k].kind == "multiple"]
    levels = [st.indicator for st in spot.told.in_clause(spot.clause, "level")]
    names = distributed(spot.told, words, both=len(run) > 1) if words else levels[-len(run) :]
    if len(names) != len(run):
        names = [names[-1] if names else subject(spot, words)] * len(run)
    drafts = [
        Draft(spot.quantities[k], "growth", name, growth_kind="ratio", baseline=baseline, baseline_stated=True)
        for k, name in zip(run, names, strict=True)
    ]
    return Outcome(run[-1] + 1, drafts)


EXAMPLES: tuple[Example, ...] = (
    (
        "快递收入45亿元,是2021年的2.3倍。",
        (("45亿", "4500000000", "元", "level", "快递收入"), ("2.3", "2.3", "倍", "growth", "快递收入")),
    ),
    (
        "技改投资386亿元,是“十二五”的1.8倍,年均增长11.4%。",
        (
            ("386亿", "38600000000", "元", "level", "技改投资"),
            ("1.8", "1.8", "倍", "growth", "技改投资"),
            ("11.4", "11.4", "%", "growth", "技改投资"),
        ),
    ),
    ("投资、出口分别为上年的1.3倍、2.1倍。", (("1.3", "1.3", "倍", "growth", "投资"), ("2.1", "2.1", "倍", "growth", "出口"))),
)
AGAINST: tuple[Example, ...] = (
    ("是老城区的2.2倍。", (("2.2", "2.2", "倍", "level", ""),)),
    ("快递业务量增长2.3倍。", (("2.3", "2.3", "倍", "growth", "快递业务量"),)),
)

RULE = Rule("ratio", "how many times its level of another time something is", _claims, _reads, EXAMPLES, AGAINST)
