"""The value that a change starts from (由30%提高到35%) is no fact; its words belong to the value that is reached."""

from __future__ import annotations

import re

from etl.grammar.figures import TO_HUNDREDS
from etl.grammar.lexicon import any_of, chars_of
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Example

_RANGE_FROM = re.compile(
    f"{any_of('from')}(?:{any_of('old value: when')}|[0-9]{{4}}年)?{any_of('old value: at')}?的?[^，。；、0-9]{{0,6}}$"
)
_RANGE_TO = re.compile(
    f"^[^，。；0-9{TO_HUNDREDS}]{{0,10}}{any_of('new value: to')}(?:{any_of('new value: when')}|[年期季]末的?)?"
    f"(?:{any_of('new value: about')}|[0-9]{{4}}年的?)?{any_of('turns')}?[ ]?[0-9一二三四五六七八九十百半]"
)
_TURNS = re.compile(f"{any_of('old value: turns')}$")
"""增幅由12%转为下降5%: which way the value goes that is reached."""
_TO_ZERO = re.compile(f"[^，。；]{{0,6}}{any_of('gets to')}零")
_GOES_TO = re.compile(
    f"^{any_of('goes')}{any_of('goes: to')}(?:了)?{any_of('goes: about')}?[ ]?[0-9{TO_HUNDREDS}]|^(?:→|->|—>)"
    f"(?:[0-9]{{4}}年[{chars_of('end of')}]?)?[ ]?[0-9]"
)
_GOES = frozenset("提增上下降减压缩扩发拓升→-—")


def _claims(spot: Spot) -> bool:
    s, q, following = spot.s, spot.quantity, spot.following
    if q.kind == "rank":
        return False
    left = s[spot.clauses.break_before(q.start) : q.start]
    if following is None or following.start > q.end + 24:
        zero = s.find("零", q.end, q.end + 10) > 0 and _TO_ZERO.match(s[q.end : q.end + 10])
        return bool(zero and _RANGE_FROM.search(left))
    last = spot.stretches.last_stacked(spot.index, spare=1)
    after = s[spot.quantities[last].end : spot.quantities[last + 1].start + 2].replace("，", "", 1)
    if ("由" in left or "从" in left) and _RANGE_FROM.search(left):
        return bool(_RANGE_TO.match(after))
    return following.kind == q.kind and after[:1] in _GOES and bool(_GOES_TO.match(after))


def _reads(spot: Spot, _: object) -> Outcome:
    last = spot.stretches.last_stacked(spot.index, spare=1)
    found = _RANGE_FROM.search(spot.left)
    words = spot.left[: found.start()] if found else spot.left
    goes_on = found is not None and last + 1 < len(spot.quantities)
    turned = _TURNS.search(spot.s[spot.quantities[last].end : spot.quantities[last + 1].anchor]) if goes_on else None
    return Outcome(last + 1, skipped="part", handed=(spot.lo, words + (turned[0] if turned else "")))


EXAMPLES: tuple[Example, ...] = (
    ("工业投资增幅由9%转为下降4%。", (("4", "-4", "%", "growth", "工业投资"),)),
    ("种植大户实现由12家到29家的跃升。", (("29", "29", "家", "level", "种植大户"),)),
    ("网办率由上半年的57%提高至年末的83.5%。", (("83.5", "83.5", "%", "rate", "网办率"),)),
    ("自来水入户率由64%提高到92%。", (("92", "92", "%", "rate", "自来水入户率"),)),
    ("贫困户从上年的410户减少到38户。", (("38", "38", "户", "level", "贫困户"),)),
    ("养殖合作社由3家发展到17家。", (("17", "17", "家", "level", "合作社"),)),
    ("垃圾日处理量从12吨提升到30吨。", (("30", "30", "吨", "level", "垃圾日处理量"),)),
    ("集镇主街宽度由3.5米拓宽为6米。", (("6", "6", "米", "level", "宽度"),)),
    ("贫困发生率由14.3%降至0.8%。", (("0.8", "0.8", "%", "rate", "贫困发生率"),)),
    ("村集体收入从不足3万元增至25万元以上。", (("25万", "250000", "元", "level", "村集体收入"),)),
    ("学前班由2个增加到5个,在园幼儿由90人增加到260人。", (("5", "5", "个", "level", "学前班"), ("260", "260", "人", "level", "幼儿"))),
    (
        "产业工人占比由45%提升至52%,提升7个百分点。",
        (("52", "52", "%", "rate", "产业工人占比"), ("7", "7", "个百分点", "growth", "产业工人占比")),
    ),
    (
        "青壮年文盲率由8%下降到2.1%,下降5.9个百分点。",
        (("2.1", "2.1", "%", "rate", "文盲率"), ("5.9", "-5.9", "个百分点", "growth", "文盲率")),
    ),
    ("低保户由2021年的30户减少到2022年的22户。", (("22", "22", "户", "level", "低保户"),)),
    ("接种门诊日接待能力由80人次扩容至200人次。", (("200", "200", "人次", "level", "接待能力"),)),
)
AGAINST: tuple[Example, ...] = (
    ("实现从无到有、由弱到强的转变。", ()),
    ("居民用气价格与上年持平。", ()),
)

RULE = Rule("old value", "what a change starts from", _claims, _reads, EXAMPLES, AGAINST)
