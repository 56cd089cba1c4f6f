"""Ratios: how many times an amount is what it was before (是2015年的2.2倍, 相当于“十二五”时期的3倍)."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.change import YEAR_BEFORE
from etl.grammar.members import distributed
from etl.grammar.state import State

#: words left of a number of times → (subject, baseline), or None where they compare with no other time
EXAMPLES: tuple[tuple[str, tuple[str, str] | None], ...] = (
    ("是2015年的", ("", "2015年")),
    ("工业产值是2015年的", ("工业产值", "2015年")),
    ("是“九五”期末的", ("", "“九五”期末")),
    ("相当于“十二五”时期的", ("", "“十二五”时期")),
    ("约为五年前的", ("", "五年前")),
    ("达到上年同期的", ("", "同比")),
    ("财政收入达到去年的", ("财政收入", "同比")),
    ("分别是2018年的", ("", "2018年")),
    ("是2015年末的", ("", "2015年末")),
    ("是前五年总和的", ("", "前五年总和")),
    ("是上一个五年的", ("", "上一个五年")),
    ("是全市平均水平的", None),
    ("是全省的", None),
    ("达到", None),
    ("增长", None),
)

_BASE = (
    r"[0-9]{4}年(?:度|同期|末|底|初|年末|年底|全年|水平)?|(?:上一?年|去年|前年)(?:度|同期|末|底|全年)?|[“\"]?十?[一二三四五六七八九]五[”\"]?(?:规划)?(?:时期|期间|期末|末期|末|期初|初)?"
    r"|[两三四五六七八九十0-9]{1,3}年[之以]?前|前[两三四五六七八九十0-9]{1,3}年(?:总和|之和|总量|合计)?|上一?个?[五5]年|改革开放(?:初期|之初|前|初)"
    r"|建[国区县市镇][初前](?:期)?|建[国区县市镇]之初|上届(?:政府)?(?:任期|期末|期间|末)?"
)
_RATIO = re.compile(
    rf"(?P<subject>[^，。；：]{{0,30}}?)(?:大约|约|已|就|也|均|都|分别)*(?:是|为|达到?了?|相当于|增至|增加到|发展到|扩大到)(?:约|近)?(?P<base>{_BASE})(?:的?水平)?的$"
)


def ratio_of(left: str) -> tuple[str, str] | None:
    """The subject and the baseline of a ratio that the words left of its number tell, or None."""
    found = _RATIO.match(left.strip(" ，、"))
    if found is None:
        return None
    base: str = found["base"]
    return found["subject"], "同比" if YEAR_BEFORE.match(base) else base


def ratio(state: State, i: int, lo: int, subject: str, baseline: str) -> int:
    """State how many times its baseline something is, for each member of a joint subject; return the index of the next quantity."""
    words = phrases.strip_lead(phrases.strip_tail(subject)).strip("，、 ")
    run = [k for k in state.clauses.run(i) if state.quantities[k].kind == "multiple"]
    here = state.clauses.semi_before(state.quantities[i].start)
    levels = [st.indicator for st in state.out if st.measure == "level" and st.clause == here]
    names = distributed(state, words, both=len(run) > 1) if words else levels[-len(run) :]
    if len(names) != len(run):
        names = [names[-1] if names else state.subject(words, lo)] * len(run)
    for k, name in zip(run, names, strict=True):
        state.add(state.quantities[k], "growth", name, growth_kind="ratio", baseline=baseline, baseline_stated=True)
    return run[-1] + 1
