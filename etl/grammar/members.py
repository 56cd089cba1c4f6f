"""Joint subjects: the members of 办理率和满意率, 城镇、农村居民人均可支配收入, and when a value belongs to each."""

from __future__ import annotations

import re

from etl import reference
from etl.grammar import phrases
from etl.grammar.figures import FOUR
from etl.grammar.lexicon import any_of, chars_of, words_of
from etl.grammar.statements import Told

#: (words, members that 分别 or 均 divides them into)
EXAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("办理率和满意率", ("办理率", "满意率")),
    ("城镇、农村居民人均可支配收入", ("城镇居民人均可支配收入", "农村居民人均可支配收入")),
    ("立案数、结案数", ("立案数", "结案数")),
    ("固定资产投资", ("固定资产投资",)),
    ("初次信访及时受理率、按期办结率", ("初次信访及时受理率", "按期办结率")),
    ("社会和谐稳定", ("社会和谐稳定",)),
    ("化肥和农药使用量", ("化肥使用量", "农药使用量")),
    ("固定资产投资、社会消费品零售额", ("固定资产投资", "社会消费品零售额")),
    ("刑事立案和“两抢一盗”案件", ("刑事立案", "“两抢一盗”案件")),
    ("税收、非税收入", ("税收", "非税收入")),
    ("盗窃、抢劫、诈骗警情", ("盗窃警情", "抢劫警情", "诈骗警情")),
    ("刑事案件、治安案件", ("刑事案件", "治安案件")),
    ("一、二、三产业", ("第一产业", "第二产业", "第三产业")),
    ("第一、二、三产业增加值占比", ("第一产业增加值占比", "第二产业增加值占比", "第三产业增加值占比")),
    ("第一、第二、第三产业增加值", ("第一产业增加值", "第二产业增加值", "第三产业增加值")),
    ("二、三产业投资", ("第二产业投资", "第三产业投资")),
    ("二、三产增加值", ("二产增加值", "三产增加值")),
    ("二三产业投资", ("第二产业投资", "第三产业投资")),
    ("全县一、二季度产值", ("全县一季度产值", "全县二季度产值")),
)

_LIST_SPLIT = re.compile(
    f"[、，/]|(?<=[{chars_of('measure: last sign in a list')}]){any_of('joins measures')}|{any_of('joins things')}"
    r"(?=[\u4e00-\u9fff“]{2,})"
)


BOTH = re.compile(any_of("both"))
"""What gives one value to each member of a joint subject; no part of 年均, 户均."""
_SHARED_NOUN = re.compile(f"{any_of('rate: shared noun')}$")
_RATE_TAIL = re.compile(rf"{any_of('rate: how, shared')}?[\u4e00-\u9fff]{{2}}率$")
_MEASURE = re.compile(f"{any_of('shared measure')}$")
_STATISTIC = re.compile(f"[额值量数率度入]$|{any_of('statistic')}$|[A-Za-z0-9]$")
_EVENTS = frozenset(words_of("event noun"))
_BOTH_OF = {"二者": 2, "两者": 2, "两项": 2, "三者": 3, "三项": 3}


_ORDINAL = re.compile(f"[{FOUR}]")
_NUMBERED = re.compile(
    f"(?P<lead>[^第一二三四、]{{0,8}})(?P<list>第?[{FOUR}](?:[、{chars_of('joins')}]?第?[{FOUR}]){{1,3}})次?(?P<of>(?:产业?|季度).*)"
)
"""第一、二、三产业: members that are told apart by their number."""


def members(words: str) -> list[str]:
    """The members of a joint subject (办理率和满意率 → two), at least one."""
    parts = [p.strip() for p in _LIST_SPLIT.split(words) if p and p.strip()]
    return parts or [words]


def shared_members(words: str) -> list[str]:
    """The members of a joint subject that 分别 or 均 divides: those that only share a noun get it each."""
    numbered = _NUMBERED.fullmatch(words)
    if numbered:
        mark = "第" if numbered["of"].startswith("产业") else ""
        return [numbered["lead"] + mark + ordinal + numbered["of"] for ordinal in _ORDINAL.findall(numbered["list"])]
    parts = members(words)
    if len(parts) < 2:
        return parts or [words]
    rate = _RATE_TAIL.search(parts[-1])
    if rate and rate.start() > 1 and not any(phrases.RATE_END.search(p) for p in parts[:-1]):
        return [p + rate[0] for p in parts[:-1]] + parts[-1:]  # 社保、医保征缴率
    measure = _MEASURE.search(parts[-1])
    if measure and measure.start() > 1 and not any(_STATISTIC.search(p) for p in parts[:-1]):
        return [p + measure[0] for p in parts[:-1]] + parts[-1:]  # 化肥和农药使用量
    if len(shared := parts[-1][len(parts[0]) :]) == 2 and shared in _EVENTS and not parts[0].endswith(shared):
        return [p if p.endswith(shared) else p + shared for p in parts]  # 盗窃、抢劫、诈骗警情
    if len({len(p) for p in parts[:-1]}) == 1 and len(parts[0]) <= 4 and len(parts[-1]) >= len(parts[0]) + (4 if len(parts[0]) > 1 else 2):
        shared = parts[-1][len(parts[0]) :]  # 城镇、农村居民人均可支配收入
        parts = [p + shared for p in parts[:-1]] + parts[-1:] if "”" not in shared else parts
    return parts or [words]


def joint_members(words: str) -> list[str]:
    """The members that one word joins (存贷款余额 → 存款余额, 贷款余额); the words alone where none does."""
    for joint in reference.clause_words()["joint"]:
        if joint.word in words:
            return [words.replace(joint.word, member, 1) for member in joint.becomes]
    return [words]


def distributed(told: Told, words: str, both: bool) -> list[str]:
    """The names a shared value belongs to: each of 率…率, each member with 均; else the words as one."""
    if words in _BOTH_OF and len(told.statements) >= _BOTH_OF[words]:
        return [st.indicator for st in told.statements[-_BOTH_OF[words] :]]
    parts = shared_members(words) if both else members(words)
    if len(parts) < 2:
        return [words]
    if all(phrases.RATE_END.search(p) for p in parts):
        return parts
    if both and len(parts) <= 6 and all(2 <= len(p) <= 14 for p in parts) and not words.endswith("等"):
        tail = _SHARED_NOUN.search(parts[-1])
        if tail:
            parts = [p if p.endswith(tail[0]) else p + tail[0] for p in parts]
        return parts
    return [words]
