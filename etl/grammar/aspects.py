"""Aspect: whether a figure is a flow in its period, a stock at its end, a total since some time, a commitment or a target."""

from __future__ import annotations

import re
from functools import lru_cache

from etl import reference
from etl.grammar.lexicon import any_of
from etl.grammar.phrases import KNOWN, ends_with_verb

#: (indicator, words before the number, status, aspect)
EXAMPLES: tuple[tuple[str, str, str, str], ...] = (
    ("新增注册企业", "全年新增注册企业", "actual", "flow"),
    ("高新技术企业", "高新技术企业总数达", "actual", "stock"),
    ("高新技术企业", "高新技术企业达到", "actual", "stock"),
    ("财政总收入", "财政总收入达到", "actual", "flow"),
    ("存款余额", "存款余额达到", "actual", "stock"),
    ("现有法治广场", "现有", "actual", "stock"),
    ("拆除违建", "累计拆除违建", "actual", "cumulative"),
    ("拆除存量违建", "拆除存量违建", "actual", "flow"),
    ("市场主体", "市场主体总量", "actual", "stock"),
    ("签约项目", "签约项目", "actual", "commitment"),
    ("家庭医生签约率", "家庭医生签约率达", "actual", "flow"),
    ("家庭医生签约", "家庭医生签约", "actual", "flow"),
    ("总投资", "计划总投资", "actual", "commitment"),
    ("新建公园", "新建公园", "plan", "target"),
    ("公路里程", "全县公路里程达", "actual", "stock"),
    ("发电装机容量", "发电装机容量达到", "actual", "stock"),
    ("新增公路里程", "新增公路里程", "actual", "flow"),
    ("城镇常住居民人均可支配收入", "城镇常住居民人均可支配收入", "actual", "flow"),
    ("户籍人口", "户籍人口", "actual", "stock"),
    ("实际利用外资", "新批合同外资3.3亿美元、实际利用外资", "actual", "flow"),
    ("合同外资", "新批合同外资", "actual", "commitment"),
)

# What must not stand before a word is looked for after it: a pattern that begins with its words finds them faster.
_CUMULATIVE = re.compile(any_of("cumulative"))
_COMMITMENT = re.compile(
    f"签约(?<!医生签约)(?<!服务签约)(?!{any_of('commitment: no signing')})|{any_of('commitment')}|合同{any_of('commitment: planned')}"
)
_STOCK = re.compile(rf"{any_of('stock')}|存量(?<!拆除存量)(?<!消除存量)(?<!化解存量)(?<!整治存量)(?<!清理存量)|总量(?:达|$)")
_DONE = re.compile(any_of("commitment: done"))
_STANDS = re.compile(f"{any_of('stands')}$")
_STANDS_AT = re.compile(f"{any_of('stands at')}[^，]{{0,2}}$")
"""公路里程达1840公里: what stands there, not what was added."""
_SUM = re.compile("|".join(map(re.escape, reference.number_words()["sum"])))
_NO_SUM = re.compile(f"(?:{'|'.join(map(re.escape, reference.number_words()['reached']))})了?[^，]{{0,2}}$|{any_of('no sum')}")
_ADDED = re.compile(any_of("added"))
"""What is added is done, wherever its verb stands: 城镇新增就业."""
_REACHED = re.compile(f"{any_of('reached by growth')}|达到[^，]{{0,2}}$")
_FLOW = re.compile(rf"{any_of('flow')}$")
"""What is of a period, however its amount is told: 财政收入达到10亿元."""


def aspect_of(indicator: str, before: str, status: str) -> str:
    """The aspect that the indicator's name and the words before its number tell."""
    if status == "plan":
        return "target"
    if indicator.endswith("出栏"):
        return "flow"  # 生猪存栏4万头、出栏7万头
    committed, stock = _named(indicator)
    flows = _FLOW.search(indicator) is not None and "余额" not in indicator  # 常住居民可支配收入
    clause = before[max(before.rfind(mark) for mark in "，；。：）") + 1 :]
    if "、" in clause and _DONE.search(clause, clause.rfind("、")):
        clause = clause[clause.rfind("、") + 1 :]  # 合同外资3亿美元、实际利用外资2亿美元
    told = _told(clause)
    if told != "cumulative" and _STANDS.search(indicator) and _STANDS_AT.search(clause):
        return "stock"
    if committed or told == "commitment":
        return "commitment"
    if told == "cumulative":
        return "cumulative"
    stands = stock or told == "stock" or (told == "reached" and not _FLOW.search(indicator))
    return "stock" if stands and not flows else "flow"


def sums_up(verb: str, indicator: str, before: str, carried: bool) -> bool:
    """Whether an amount told of several years is their sum: something was done (新建道路), or words of a sum stand before it.

    What has come to an amount (财政收入达到5亿元) stands so at the end of those years and is none; nor is what nobody did,
    where the years were told in a sentence before (`carried`).
    """
    clause = before[max(before.rfind(mark) for mark in "，；。：、）") + 1 :]
    if "均" not in clause and _SUM.search(clause):
        return True
    return not _NO_SUM.search(clause) and bool(not carried or verb or ends_with_verb(indicator) or _ADDED.search(indicator))


@lru_cache(KNOWN)
def _told(clause: str) -> str:
    """The aspect that the words before a number in its clause tell, or reached, which is a stock's unless its name is a flow's."""
    if _COMMITMENT.search(clause):
        return "commitment"
    if _CUMULATIVE.search(clause):
        return "cumulative"
    if _STOCK.search(clause):
        return "stock"
    return "reached" if _REACHED.search(clause) else ""


@lru_cache(KNOWN)
def _named(indicator: str) -> tuple[bool, bool]:
    """Whether the name alone tells a commitment, and a stock."""
    return _COMMITMENT.search(indicator) is not None, _STOCK.search(indicator) is not None
