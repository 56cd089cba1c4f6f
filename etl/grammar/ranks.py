"""Ranks: a place in an order, and among whom (居全市第一, 排名全区前三, 镇街第三)."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.grammar.figures import FOUR
from etl.grammar.lexicon import any_of, chars_of, words_of
from etl.grammar.numerals import NUMBER, Numeral, number_value
from etl.grammar.quantities import AFTER_BOUND, Quantity, bound_after

#: (sentence, (subject, rank, scope)) of the rank in it; None where 第 or 前 ranks nothing.
EXAMPLES: tuple[tuple[str, tuple[str, str, str] | None], ...] = (
    ("完成率全区第一", ("完成率", "1", "全区")),
    ("测评位列省级开发区第四", ("测评", "4", "省级开发区")),
    ("考核居国家级高新区第9位", ("考核", "9", "国家级高新区")),
    ("总量位居全市第三", ("总量", "3", "全市")),
    ("满意率排名全省第12位", ("满意率", "12", "全省")),
    ("考核列全县乡镇第二名", ("考核", "2", "全县")),
    ("满意率在全省排第十二位", ("满意率", "12", "全省")),
    ("在全市维稳考评中名列镇街第三", ("在全市维稳考评", "3", "全市")),
    ("在维稳考评中名列镇街第三", ("在维稳考评", "3", "镇街")),
    ("综合考核进入全市前十", ("综合考核", "10", "全市")),
    ("测评保持全市前二十名以内", ("测评", "20", "全市")),
    ("增速居全国第5", ("增速", "5", "全国")),
    ("降幅列全区第三", ("降幅", "3", "全区")),
    ("在全市测评中三次进入前十名", ("在全市测评", "10", "全市")),
    ("中心片区第一名", ("", "1", "中心片区")),
    ("把民生放在第一位", None),
    ("第一议题学习", None),
    ("第五批36户", None),
    ("第三次人口普查", None),
    ("开展第二轮督察", None),
    ("党工委第一责任人", None),
    ("前三季度", None),
    ("第一时间处置", None),
    ("第三产业增加值", None),
)

_TAIL = re.compile(
    f"[ ]?(?P<unit>名|位(?!{any_of('no rank: after 位')})|列(?!{any_of('no rank: after 列')})|强(?!"
    rf"{any_of('no rank: after 强')})|档)?(?P<rest>$|(?=[，,。；;、：:！）（）”\s{chars_of('sign after a rank')}]|"
    f"{any_of('after a rank')}|，))"
)
_FRONT_TAIL = re.compile(
    f"[ ]?(?P<unit>{any_of('rank among the first: unit')})?(?P<rest>$|"
    rf"(?=[，,。；;、！）”\s{chars_of('sign after a rank among the first')}]))"
)
_SCOPE_WORD = (
    rf"全{any_of('scope: all of')}(?:同类|各|[0-9]+个)?(?:{any_of('scope: members')}|同类[\u4e00-\u9fff]{{0,4}})?|"
    f"(?:全部?|各)?{any_of('scope: members alone')}|(?:[{chars_of('level of a division')}]家?级)(?:经济)?(?:技术)?"
    rf"{any_of('scope: zones')}|(?:[^\W0-9a-zA-Z{chars_of('scope: no name of an area')}]{{2,4}}?)"
    rf"{any_of('scope: area')}|{any_of('scope')}|[A-Z{FOUR}]组|(?<![\u4e00-\u9fff])"
    rf"(?:[^\W0-9a-zA-Z{chars_of('scope: no name of a place')}]{{2,3}}){any_of('scope: place')}"
)
_SCOPE = re.compile(_SCOPE_WORD)
_IDIOM = re.compile(f"{any_of('first by intent')}(?:工作)?的?(?:首要)?(?:位置)?$")
_WHOLE = re.compile(f"全{any_of('scope: all of')}(?!同类)")
_WIDE = re.compile(f"[{chars_of('wide scope')}]")
_RANKING = (
    f"{any_of('ranking: of all')}?{any_of('ranking: noun')}?(?:{any_of('ranking: how')}|连续[^，。；]{{1,4}}?)*{any_of('ranking: verb')}*"
)
_TAIL_RANKING = re.compile(
    f"(?P<scope>{_SCOPE_WORD})?{any_of('after a scope')}?{_RANKING}(?:在)?(?P<scope2>{_SCOPE_WORD})?(?:的)?(?:{_RANKING})$"
)
_CONTEXT = re.compile(f"{any_of('ranking: told before')}[^，。；]{{0,8}}$")
_DIVISIONS = frozenset(words_of("division: bare"))


def read_rank(
    s: str, numerals: list[Numeral], index: int, floor: int, after: str | None = None, among: int | None = None
) -> Quantity | None:
    """The rank whose number is `numerals[index]`, or None where 第 or 前 before it is no rank.

    `floor`: no word of the rank is taken from before it;
    `after`: the scope of a rank that stands right before (第一、第三);
    `among`: where the number of those ranked begins (全市333个乡镇中排名第56).
    ``subject_end`` is where the ranking words begin (位居全市第三).
    """
    anchor = numerals[index].start
    at = len(s[:anchor].rstrip(" ")) - 1
    mark = s[at : at + 1]
    if mark not in {"第", "前"} or at < floor:
        return None
    number = NUMBER.match(s, anchor)
    value = number_value(number[0]) if number else None
    if number is None or value is None or value != value.to_integral_value() or value < 1:
        return None
    tail = (_TAIL if mark == "第" else _FRONT_TAIL).match(s, number.end())
    if tail is None:
        return None
    end_of_words = at if among is None else among
    window = s[max(floor, end_of_words - 34) : end_of_words]
    cut = max(window.rfind(c) for c in "，,。；;：:（）！？")
    window = window[cut + 1 :]
    found = _tail_ranking(window)
    scope = ""
    subject_end = end_of_words
    if found is not None:
        subject_end = end_of_words - (len(window) - found.start())
        scope = found["scope2"] or found["scope"] or ""
    if _IDIOM.search(window):
        return None
    ranked = after is not None or among is not None or (found is not None and found.end() > found.start()) or bool(_CONTEXT.search(window))
    if not ranked and not (mark == "第" and tail["unit"] in {"名", "位"}):
        return None
    if not scope or not _WIDE.search(scope):
        inside = [m[0] for m in _SCOPE.finditer(window) if not scope or m[0].startswith("全")]
        scope = inside[-1] if inside else scope
    scope = scope or after or ""
    end = tail.end()
    suffix, bound = bound_after(s, end)
    if bound not in {"upper"} or suffix not in AFTER_BOUND:
        suffix = ""
    end += len(suffix)
    return Quantity(
        anchor,
        at,
        end,
        number.end(),
        Decimal(value),
        None,
        number[0],
        "名次",
        tail["unit"] or "",
        "upper" if mark == "前" else "exact",
        "rank",
        index,
        index + 1,
        suffix,
        _full_scope(scope),
        subject_end,
    )


def _tail_ranking(window: str) -> re.Match[str] | None:
    for start in range(max(0, len(window) - 24), len(window)):
        found = _TAIL_RANKING.match(window, start)
        if found and found.end() == len(window):
            return found
    return None


def _full_scope(scope: str) -> str:
    """市 → 全市, 全市各镇街 → 全市; a narrower group (全市同类街道) stays as written."""
    whole = _WHOLE.match(scope)
    return whole[0] if whole else "全" + scope if scope in _DIVISIONS else scope
