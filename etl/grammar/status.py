"""Status: whether a figure is reported, expected or planned."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.grammar.lexicon import any_of, chars_of, words_of
from etl.grammar.quantities import Quantity

#: (sentence, part of the report, offset of the figure, status)
EXAMPLES: tuple[tuple[str, str, int, str], ...] = (
    ("新建公园3座", "actual", 4, "actual"),
    ("预计完成产值5亿元,税收3亿元;修路2条", "actual", 6, "estimate"),
    ("预计完成产值5亿元,税收3亿元;修路2条", "actual", 12, "estimate"),
    ("预计完成产值5亿元,税收3亿元;修路2条", "actual", 18, "actual"),
    ("力争新增企业30家", "actual", 6, "plan"),
    ("完成税收任务380万元", "actual", 6, "actual"),
    ("完成国、地两税任务120万元", "actual", 9, "actual"),
    ("完成全年任务1800人的75%", "actual", 6, "plan"),
    ("争取到上级资金300万元", "actual", 7, "actual"),
    ("争取到2025年建成3个", "actual", 10, "plan"),
    ("超额完成任务2600万元", "actual", 6, "actual"),
    ("人均预期寿命81.2岁", "actual", 6, "actual"),
    ("计划建设单元800个,已建成52个", "actual", 6, "plan"),
    ("年初排定的25件实事办成24件", "actual", 5, "plan"),
    ("年初排定的25件实事办成24件", "actual", 12, "actual"),
    ("计划建设单元800个,已建成52个", "actual", 14, "actual"),
    ("新建公园3座", "plan", 4, "plan"),
    ("围绕征收任务70万平方米攻坚", "actual", 6, "plan"),
    ("将建成驿站8个", "actual", 5, "plan"),
    ("将30件事项下放", "actual", 1, "actual"),
    ("目前已有驿站8个", "plan", 6, "actual"),
    ("完成全年任务（9亿元）的76%", "actual", 7, "plan"),
    ("完成年度投资8亿元", "plan", 6, "plan"),
    ("去年完成投资8亿元", "plan", 6, "actual"),
    ("投资比去年增长8%", "plan", 7, "plan"),
    ("财政收入年初预算8650万元", "actual", 8, "plan"),
    ("一般公共预算收入8650万元", "actual", 8, "actual"),
    ("预计到账内资3亿元,完成年度任务的126%", "actual", 17, "estimate"),
    ("预计产量将达到2万吨,收入将突破3万元", "actual", 7, "estimate"),
    ("预计产量将达到2万吨,收入将突破3万元", "actual", 16, "estimate"),
    ("上交税金726万元,占全年任务104%", "actual", 15, "actual"),
    ("完成计划的92%", "actual", 5, "actual"),
    ("按照发展茶园800亩、改造果园350亩的目标抓落实", "actual", 6, "plan"),
    ("按照发展茶园800亩、改造果园350亩的目标抓落实", "actual", 15, "plan"),
    ("完成年度投资90亿元以上", "plan", 6, "plan"),
    ("按照新建校舍3栋、招聘教师40名的安排推进", "actual", 13, "plan"),
    ("出口9亿元,达到全年预期目标的75%", "actual", 15, "actual"),
    ("当年计划投资3亿元,实际到位2亿元", "actual", 14, "actual"),
    ("围绕新建车位900个、改造管网12公里的任务攻坚", "actual", 15, "plan"),
    ("年度计划投资7亿元,实际完成投资8亿元", "actual", 6, "plan"),
    ("年度计划投资7亿元,实际完成投资8亿元", "actual", 16, "actual"),
    ("今年计划投资7亿元", "actual", 6, "plan"),
)

_ESTIMATE = re.compile(rf"{any_of('estimate')}")
_PLAN = re.compile(
    f"{any_of('plan')}|争取(?={any_of('plan: strive to')}|到[0-9明后年])|计划(?={any_of('plan: plan to')})|拟(?="
    f"{any_of('plan: intend to')})|将{any_of('plan: will')}|确保(?={any_of('plan: make sure of')})|(?<!完成)"
    f"{any_of('plan: year')}计划(?:完成)?(?:总)?投资|规划(?={any_of('plan: layout of')})"
)
_DONE = re.compile(rf"{any_of('done')}|已(?!经?确定)")
_DONE_AHEAD = re.compile(any_of("done: ahead of a plan"))
"""What says within a plan that something is done: 完成年度投资3亿元 is what is planned there."""
_LAST_YEAR = re.compile(f"(?<![{chars_of('last year: not after')}]){any_of('last year: words')}(?!{any_of('last year: not before')})")
_TARGET_LEFT = re.compile(rf"{any_of('target: before it')}{any_of('target: is')}?{any_of('target: about')}?（?$")
_TARGET_RIGHT = re.compile(rf"^的?[^，。；、（）0-9]{{0,8}}{any_of('target: after it')}")
#: Most sentences only report: without one of these, nothing in a sentence makes its figures more or less than that.
_ANY = re.compile(rf"{any_of('plan or estimate')}")
_BEYOND_TARGET = words_of("target: passed")
_MET = re.compile("完成(?:[^，。；]{1,6}、)?[^，。；、]{0,6}任务$")
_SHARE_OF_TARGET = re.compile(
    f"{any_of('share of a target: verb')}[^，。；0-9]{{0,8}}{any_of('share of a target: of')}{any_of('figure of')}?的?"
    f"{any_of('share of a target: noun')}?(?:达到?|为)?$"
)
"""占全年任务104%: the share is done, whatever its target."""
_GUIDED_BY = re.compile(f"{any_of('guided by')}[^。；]*$")
_TARGET_LIST = re.compile(f"(?:、[^，。；、]{{1,14}}){{0,6}}的(?:[^，。；、0-9]{{0,4}})?{any_of('target or task', 'what guides')}")
_HANDED = words_of("target: handed down")
"""完成区里下达20个的目标: the number is the target's, done or not."""
_DONE_TARGET = re.compile(f"{any_of('target: reached')}[^，。；]{{0,8}}$")


def status_of(s: str, q: Quantity, part: str, year: int | None, report_year: int | None) -> tuple[str, int | None]:
    """Status of a figure of the folded sentence `s`, and the year it is about.

    预计 and plan words reach to the end of their ；-clause, unless a word says that it is done. A target is a plan
    wherever it stands, also one that was met (超额完成22%的增长目标).
    """
    ahead = year is not None and report_year is not None and year > report_year
    if part != "plan" and not ahead and not _speaks(s):
        return "actual", year
    start = max(s.rfind("；", 0, q.start), s.rfind("。", 0, q.start)) + 1
    before = s[start : q.start]
    after = s[q.end : q.end + 16]
    if part == "plan":
        done_now = _LAST_YEAR.search(before) or _DONE_AHEAD.search(_last_clause(before))
        if done_now and "力争" not in before and "确保" not in before:
            return "actual", report_year if ahead else year
        return "plan", year
    if ahead:
        return "plan", year
    share = q.kind == "percent" and _SHARE_OF_TARGET.search(before)
    if (
        q.kind != "rank"
        and not share
        and not before.endswith(_BEYOND_TARGET)
        and (_TARGET_LEFT.search(before) or _TARGET_RIGHT.match(after))
    ):
        full = before[-10:]
        met = _MET.search(full) and q.kind == "count" and not after.lstrip("）").startswith("的")
        if not met and not (
            _TARGET_RIGHT.match(after)
            and ((_DONE_TARGET.search(full) and not full.endswith(_HANDED) and q.kind == "count") or "实现" in before)
        ):
            return "plan", year
    if share:
        return "estimate" if _ESTIMATE.search(before) else "actual", year
    if q.kind == "count" and _TARGET_LIST.match(s, q.end) and _GUIDED_BY.search(before):
        return "plan", year  # 按照发展茶园800亩、改造果园350亩的目标
    planned, expected, done = _last(_PLAN, before), _last(_ESTIMATE, before), _last(_DONE, before)
    if expected >= 0 and before.startswith("将", max(planned, 0)):
        return "estimate", year  # 预计产量将达到2万吨
    if planned > max(done, expected):
        return "plan", year
    if expected > done:
        return "estimate", year
    return "actual", year


@lru_cache(256)
def _speaks(s: str) -> bool:
    return _ANY.search(s) is not None


def _last_clause(before: str) -> str:
    return before[max(before.rfind("，"), before.rfind("；")) + 1 :]


def _last(pattern: re.Pattern[str], text: str) -> int:
    at = -1
    for found in pattern.finditer(text):
        at = found.start()
    return at
