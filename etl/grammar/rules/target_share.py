"""Shares of a target (完成年度任务的92%): the rate is of what has the target."""

from __future__ import annotations

from etl.grammar import phrases
from etl.grammar.naming.subjects import subject
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Draft, Example


def _claims(spot: Spot) -> str | None:
    if spot.quantity.kind != "percent" or spot.is_handed:
        return None
    words = phrases.strip_tail(spot.left)
    found = phrases.OF_TARGET.search(words)
    return f"{words[: found.start()]} " if found else None


def _reads(spot: Spot, words: str) -> Outcome:
    return Outcome(spot.index + 1, [Draft(spot.quantity, "rate", subject(spot, phrases.strip_tail(words)))])


EXAMPLES: tuple[Example, ...] = (
    ("技改投资完成计划的104%,同比增幅居全区第2位。", (("104", "104", "%", "rate", "技改投资"), ("2", "2", "名次", "rank", "技改投资"))),
    ("财政收入完成全年任务的108%。", (("108", "108", "%", "rate", "财政收入"),)),
    ("实际利用外资完成年计划的76.4%。", (("76.4", "76.4", "%", "rate", "利用外资"),)),
    (
        "固定资产投资11.2亿元,占年度目标的93%。",
        (("11.2亿", "1120000000", "元", "level", "固定资产投资"), ("93", "93", "%", "rate", "固定资产投资")),
    ),
    ("税收入库3.3亿元,为年初预算的101.5%。", (("3.3亿", "330000000", "元", "level", "税收"), ("101.5", "101.5", "%", "rate", "税收"))),
)
AGAINST: tuple[Example, ...] = (
    ("各项目标任务圆满完成。", ()),
    ("目标群体覆盖率92%。", (("92", "92", "%", "rate", "覆盖率"),)),
)

RULE = Rule("share of a target", "how much of a target was reached", _claims, _reads, EXAMPLES, AGAINST)
