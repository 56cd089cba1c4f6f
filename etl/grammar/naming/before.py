"""Names of numbers without words of their own."""

from __future__ import annotations

from etl.grammar import phrases
from etl.grammar.naming.counts import Count
from etl.grammar.naming.name import Name, Way, Ways, noun_only
from etl.grammar.naming.subjects import named


def _whole(count: Count) -> Name | None:
    parent = count.parent
    return Name(parent.indicator, parent.verb, parent.core) if parent is not None else None


def _clause_before(count: Count) -> Name | None:
    """加装电梯取得突破，竣工4台."""
    spot, previous = count.spot, count.previous
    near = spot.clauses.clause_before(spot.lo)
    if not near or (previous and (previous.quantity.end >= spot.lo - 1 or phrases.ADVERBIAL.search(near.strip()))):
        return None
    found = phrases.left_phrase(near)
    return Name(found.text, found.verb, found.rest) if found.text else None


def _thing_before(count: Count) -> Name | None:
    previous = count.previous
    return Name(previous.indicator, previous.verb, previous.core) if previous is not None else None


def _verb_right(count: Count) -> Name | None:
    return Name(phrases.shorten_right(count.right), "", noun_only(count.right)) if count.right else None


def _whatever_stands_left(count: Count) -> Name:
    return Name(named(count.left) or named(count.spot.clauses.clause_before(count.spot.lo)))


BEFORE: Ways = (
    Way(
        "whole",
        _whole,
        (("新建厂房2栋(8600平方米)。", (("2", "2", "栋", "level", "厂房"), ("8600", "8600", "平方米", "level", "厂房"))),),
    ),
    Way(
        "clause before",
        _clause_before,
        (
            ("每月第二个周六开展义诊,共12场。", (("12", "12", "场", "level", "义诊"),)),
            (
                "硬化道路:12.5公里;绿化:3000平方米。",
                (("12.5", "12.5", "公里", "level", "道路"), ("3000", "3000", "平方米", "level", "绿化")),
            ),
        ),
    ),
    Way(
        "thing before",
        _thing_before,
        (
            (
                "2022年预计完成税收1亿元,2023年力争1.2亿元。",
                (("1亿", "100000000", "元", "level", "税收"), ("1.2亿", "120000000", "元", "level", "税收")),
            ),
        ),
    ),
    Way("verb right", _verb_right),
    Way("left as it stands", _whatever_stands_left),
)
