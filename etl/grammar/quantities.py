"""Quantities: a number with its unit, its bound and its range (约1500余人, 10-20家, 百分之八点五, 翻一番).

The input is one folded sentence (:func:`etl.grammar.fold.fold`); offsets are within it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from etl import reference
from etl.grammar.fold import fold, plain
from etl.grammar.lexicon import DIMENSION_OF, UNIT_GUARDS, UNIT_OF, UNITS
from etl.grammar.numerals import NUMBER, Numeral, number_value, numerals

#: (sentence, [(quote, value, unit, bound)]) of what is read as a quantity, wherever it stands.
EXAMPLES: tuple[tuple[str, tuple[tuple[str, str, str, str], ...]], ...] = (
    ("走访群众约1500余人", (("约1500余人", "1500", "人", "lower"),)),
    ("发放补贴近75万元", (("近75万元", "750000", "元", "approx"),)),
    ("面积1.2km", (("1.2km", "1.2", "公里", "exact"),)),
    ("建成300㎡书屋", (("300㎡", "300", "平方米", "exact"),)),
    ("巡查5万余公里", (("5万余公里", "50000", "公里", "lower"),)),
    ("惠及20多万人", (("20多万人", "200000", "人", "lower"),)),
    ("覆盖率65.3 %", (("65.3 %", "65.3", "%", "exact"),)),
    ("引进项目6\n个", (("6\n个", "6", "个", "exact"),)),
    ("浓度降至19.4微克/立方米", (("19.4微克/立方米", "19.4", "微克/立方米", "exact"),)),
    ("投资2.35亿", (("2.35亿", "235000000", "元", "exact"),)),
    ("投资1亿2千万元", (("1亿2千万元", "120000000", "元", "exact"),)),
    ("增长百分之三十二点六", (("百分之三十二点六", "32.6", "%", "exact"),)),
    ("占三分之一", (("三分之一", "33.3333", "%", "exact"),)),
    ("达七成以上", (("七成以上", "70", "%", "lower"),)),
    ("下降2.5个百分点", (("2.5个百分点", "2.5", "个百分点", "exact"),)),
    ("招录不少于30名", (("不少于30名", "30", "人", "lower"),)),
    ("误差控制在5%以内", (("5%以内", "5", "%", "upper"),)),
    ("百余个", (("百余个", "100", "个", "lower"),)),
    ("近千人", (("近千人", "1000", "人", "approx"),)),
    ("两千五百余件", (("两千五百余件", "2500", "件", "lower"),)),
    ("检查场所1320间次", (("1320间次", "1320", "家次", "exact"),)),
    ("扶持10-20家", (("10-20家", "10", "家", "exact"),)),
    ("增幅8%至10%", (("8%至10%", "8", "%", "exact"),)),
    ("产值翻一番", (("翻一番", "100", "%", "exact"),)),
    (
        "提高1.1、5.6和7.2个百分点",
        (("1.1", "1.1", "个百分点", "exact"), ("5.6", "5.6", "个百分点", "exact"), ("7.2个百分点", "7.2", "个百分点", "exact")),
    ),
    ("亏损额下降一半", (("一半", "50", "%", "exact"),)),
    ("投入3至5万元", (("3至5万元", "30000", "元", "exact"),)),
    ("投入1到万元", (("1到万元", "1", "元", "exact"),)),
    ("翻了近一番", (("翻了近一番", "100", "%", "approx"),)),
    ("投入120、80和50万元", (("120", "1200000", "元", "exact"), ("80", "800000", "元", "exact"), ("50万元", "500000", "元", "exact"))),
    ("达到九成五", (("九成五", "95", "%", "exact"),)),
    ("下降一成半", (("一成半", "15", "%", "exact"),)),
    ("收入 7 860元", (("7 860元", "7860", "元", "exact"),)),
    ("产值12. 6亿元", (("12. 6亿元", "1260000000", "元", "exact"),)),
    ("全长1.8千米", (("1.8千米", "1.8", "公里", "exact"),)),
    ("优良天数三百三十一天", (("数三百三十一天", "331", "天", "exact"),)),
    ("两轮多点突发", (("两轮", "2", "轮", "exact"),)),
    ("提前3小时", (("3小时", "3", "小时", "exact"),)),
    ("检查场所多处", ()),
    ("5场馆", ()),
    ("3项目", ()),
)


def _bounds(side: str) -> dict[str, str]:
    words = reference.number_words()
    return {word: bound for bound in ("approx", "lower", "upper") for word in words[f"{bound} {side}"]}


BEFORE_BOUND, AFTER_BOUND = _bounds("before"), _bounds("after")
#: 签约, 最近, 反超: the last character of another word is no bound word.
_NOT_AFTER: dict[str, frozenset[str]] = {
    "约": frozenset("签违预履公条节集制契合解邀特续民乡"),
    "近": frozenset("最附靠临邻亲晋就"),
    "超": frozenset("反赶高出"),
    "过": frozenset("通经不走看超"),
}
_BEFORE_BY_LAST: dict[str, list[str]] = {}
for _word in sorted(BEFORE_BOUND, key=len, reverse=True):
    _BEFORE_BY_LAST.setdefault(_word[-1], []).append(_word)
_AFTER_BY_FIRST: dict[str, list[str]] = {}
for _word in sorted(AFTER_BOUND, key=len, reverse=True):
    _AFTER_BY_FIRST.setdefault(_word[0], []).append(_word)

#: 突破 and 过 are verbs of their own before some things; 超 belongs to 超额.
_MULTIPLIER = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_MULTIPLIERS = re.compile(r"[ \u3000]?[十百千万亿]+")
_BLANK = re.compile(r"\s*")
_PERCENT_WORDS = re.compile(rf"(?:(?P<whole>[百千万]+)|(?P<den>[0-9]+|[二两三四五六七八九十]+))[ ]*分[ ]*之[ ]*(?P<num>-?{NUMBER.pattern})")
_TENTHS = re.compile(r"成(?!员|立|功|果|本|效|为|都|长|熟|交|人|年|品|套|片|批|份|绩|就|型|分|色|群|语|因|才|形|组|队|渝|婚)")
_TENTHS_MORE = re.compile(r"[ ]?[一二三四五六七八九半](?![一二三四五六七八九十百千万])")
_TIMES_BLANK = r"(?:[ ]?(?:[十百万亿]|千(?![米克瓦]))+)?"
_SPACED = re.compile(
    rf"(?:[0-9](?: [0-9](?![0-9]))+(?: ?\. ?[0-9](?: [0-9](?![0-9]))*)?|[0-9]{{1,3}}(?: [0-9]{{3}}(?![0-9]))+(?:\.[0-9]+)?"
    rf"|[0-9]+(?:\. [0-9]+| \. ?[0-9]+)(?: [0-9](?![0-9]))*){_TIMES_BLANK}"
)
_LISTED = re.compile(r"(?:(?:、|和|与|及|以及)[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?P<times>[万亿]*)){1,5}(?![0-9.])")
_LIST_MARKS = frozenset("、和与及以")
_CONTINUOUS = frozenset({"money", "area", "length", "volume", "mass", "duration", "multiple"})
_RANGE = re.compile(rf"[ ]?(?:-|~|至|到)[ ]?(?P<to>{NUMBER.pattern})")
_MORE = frozenset("余多来+几")
_RANGE_MARKS = frozenset(" -~至到")
_MORE_BLANK = re.compile(r" [余多几][ ]?[十百千万亿]")
_POINTS = re.compile(r"个?[ ]*百[ ]*分[ ]*点")
_ROUND = re.compile("[百千万亿]|[0-9]+(?:\\.[0-9]+)?[万亿]")
_POINTS_LISTED = re.compile(r"个(?:(?:[、和与及]|以及)[0-9]+(?:\.[0-9]+)?个){1,5}百分点")
_DOUBLED = re.compile("翻了?[近约超]?$")
_DOUBLING = re.compile(r"[了]?番")
_MONEY_LEFT = re.compile(
    r"(?:减负|降费|减税|让利|退税|自筹|筹|捐|花|拨款|奖励|投资|投入|资金|金额|收入|产值|总额|销售额|零售额|税收|支出|贷款|经费|增加值|授信|融资|预算|利润|营收|产业规模|总值|补助|补贴"
    r"|捐款|善款|款|价|资产|存款|债务|税|额|费|金)[^，。；：、]{0,6}$"
)
_LETTER = re.compile(r"[A-Za-z]")
_NO_UNIT = frozenset({"级", "号"})


@dataclass(slots=True)
class Quantity:
    """A number that measures something. ``start:end`` is the quote; ``first`` and ``last`` index the numerals it is made of."""

    anchor: int
    start: int
    end: int
    number_end: int
    value: Decimal
    value_max: Decimal | None
    value_text: str
    unit: str
    unit_text: str
    bound: str
    kind: str
    """count, percent, points, multiple, doubling or rank."""
    first: int
    last: int
    suffix: str = ""
    """以上, 以下 … as written after the unit."""
    scope: str = ""
    """Ranks only."""
    subject_end: int = -1
    """Ranks only: where the words before the rank's own begin."""

    # Written out, as a generated one would not be compiled.
    def __init__(
        self,
        anchor: int,
        start: int,
        end: int,
        number_end: int,
        value: Decimal,
        value_max: Decimal | None,
        value_text: str,
        unit: str,
        unit_text: str,
        bound: str,
        kind: str,
        first: int,
        last: int,
        suffix: str = "",
        scope: str = "",
        subject_end: int = -1,
    ) -> None:
        self.anchor = anchor
        self.start = start
        self.end = end
        self.number_end = number_end
        self.value = value
        self.value_max = value_max
        self.value_text = value_text
        self.unit = unit
        self.unit_text = unit_text
        self.bound = bound
        self.kind = kind
        self.first = first
        self.last = last
        self.suffix = suffix
        self.scope = scope
        self.subject_end = subject_end


def unit_at(s: str, start: int) -> str:
    """The unit as written at `start`, or '' where what stands there is no unit (场 of 场所)."""
    written = UNITS.at(s, start)
    while written:
        end = start + len(written)
        guards = UNIT_GUARDS.get(written)
        letters = written[-1].isascii() and _LETTER.match(written[-1]) and _LETTER.match(s[end : end + 1])
        if not letters and not (guards and s.startswith(guards, end)) and written not in _NO_UNIT:
            return written
        written = next((w for w in (written[:k] for k in range(len(written) - 1, 0, -1)) if w in UNIT_OF), "")
    return ""


def bound_before(s: str, end: int, floor: int) -> tuple[str, str]:
    """The bound word that ends at `end` (not before `floor`) and its kind, or ('', '')."""
    if end > floor:
        for word in _BEFORE_BY_LAST.get(s[end - 1], ()):
            start = end - len(word)
            if start >= floor and s.startswith(word, start):
                joined = s[start - 1 : start] in _NOT_AFTER.get(word, ()) and s[max(0, start - 2) : start] != "折合"
                if joined or (word == "过" and not _ROUND.match(s, end)):
                    return "", ""
                return word, BEFORE_BOUND[word]
    return "", ""


def bound_after(s: str, start: int) -> tuple[str, str]:
    """The bound word that begins at `start` and its kind, or ('', '')."""
    if start < len(s):
        for word in _AFTER_BY_FIRST.get(s[start], ()):
            if s.startswith(word, start):
                return word, AFTER_BOUND[word]
    return "", ""


def _join(*bounds: str) -> str:
    """Of several bounds the one that holds: 约…余 is lower; exact where there is none."""
    return next((bound for bound in ("lower", "upper", "approx") if bound in bounds), "exact")


def _skip_blank(s: str, start: int) -> int:
    if not s[start : start + 1].isspace():
        return start
    found = _BLANK.match(s, start)
    return found.end() if found else start


def _multiplied(value: Decimal, written: str) -> Decimal:
    for c in written.strip():
        value *= _MULTIPLIER[c]
    return value


def _last_numeral(numerals: list[Numeral], first: int, end: int) -> int:
    """Index past the last numeral that begins before `end`."""
    last = first + 1
    while last < len(numerals) and numerals[last].start < end:
        last += 1
    return last


def read_quantity(s: str, numerals: list[Numeral], index: int, floor: int = 0) -> Quantity | None:
    """The quantity whose first numeral is `numerals[index]`, or None where the numeral writes none.

    `floor` is where the quantity before it ends: no bound word is taken from before it. Ranks (第三) are read elsewhere.
    """
    anchor = numerals[index].start
    if s.startswith("一半", anchor):
        before, bound = bound_before(s, anchor, floor)
        return Quantity(
            anchor,
            anchor - len(before),
            anchor + 2,
            anchor + 2,
            Decimal(50),
            None,
            "一半",
            "%",
            "",
            bound or "exact",
            "percent",
            index,
            index + 1,
        )
    right = s[numerals[index].end : numerals[index].end + 1]
    words = _PERCENT_WORDS.match(s, anchor) if right in {"分", " "} else None
    if words:
        return _percent_words(s, numerals, index, floor, words)
    spaced = _spaced_number(s, anchor) if right in {" ", "."} else None
    # 天数三百三十一天: the run of numeral characters begins with the 数 of the word before.
    number = spaced or NUMBER.match(s, anchor + 1 if s[anchor] == "数" else anchor)
    value = number_value(number[0]) if number else None
    if number is None or value is None:
        return None
    end, bound_mid, value_text = number.end(), "", number[0]
    right = s[end : end + 1]
    if right == " " and (_MORE_BLANK.match(s, end) or (s[end + 1 : end + 2] in {"余", "多"} and unit_at(s, _skip_blank(s, end + 2)))):
        end += 1  # 五百 余万, 3200 余人
        right = s[end : end + 1]
    if right in _MORE and not (right == "+" and s[end + 1 : end + 2].isalnum() and not UNITS.at(s, end + 1)):
        bound_mid = "approx" if s[end] == "来" else "lower"
        end += 1
        extra = _MULTIPLIERS.match(s, end)
        if extra:
            value, end = _multiplied(value, extra[0]), extra.end()
        value_text = s[anchor:end]
    number_end = end
    before, bound_first = bound_before(s, anchor, floor)
    start = anchor - len(before)
    value_max: Decimal | None = None

    doubled = _DOUBLING.match(s, end) if s[end : end + 1] in {"番", "了"} else None
    if doubled and value > 0 and value < 20 and _DOUBLED.search(s, max(0, anchor - 3), anchor):
        return Quantity(
            anchor,
            s.rindex("翻", 0, anchor),
            doubled.end(),
            number_end,
            (2**value - 1) * 100,
            None,
            value_text,
            "%",
            "番",
            {"近": "approx", "约": "approx", "超": "lower"}.get(s[anchor - 1], "exact"),
            "doubling",
            index,
            index + 1,
        )

    at_unit = _skip_blank(s, end)
    unit_text, kind = _unit_and_kind(s, at_unit, value)
    borrowed = ""
    if not unit_text:
        borrowed, kind, times = _listed_unit(s, end, kind)
        if times and value_text[-1:] not in _MULTIPLIER:
            value = _multiplied(value, times)
    reach = at_unit + len(unit_text) if unit_text else end
    # 由12家到29家 is a change, no range.
    changes = unit_text and s[reach : reach + 1] in {"到", "至"} and s[start - 1 : start] in {"由", "从"}
    span = _RANGE.match(s, reach) if s[reach : reach + 1] in _RANGE_MARKS and not changes else None
    if span:
        upper = number_value(span["to"])
        if upper is not None and upper > value:
            far = _skip_blank(s, span.end())
            far_unit, far_kind = _unit_and_kind(s, far, upper)
            if (far_unit and (not unit_text or far_unit == unit_text)) or (not far_unit and not unit_text):
                if not unit_text and span["to"][-1:] in _MULTIPLIER and value_text[-1:] not in _MULTIPLIER:
                    low = _multiplied(value, re.sub(r"[^十百千万亿]", "", span["to"]))
                    value = low if low < upper else value  # 3-5万元
                value_max, unit_text, kind = upper, far_unit, far_kind
                end, reach, number_end = span.end(), far + len(far_unit) if far_unit else span.end(), span.end()
    minus = s[anchor - 1 : anchor] == "负" and (anchor == 1 or s[anchor - 2] in "为达是至到长降速比、，（：")
    signed = minus or (s[anchor - 1 : anchor] == "-" and kind in {"percent", "points"})
    if value_max is None and signed and not s[anchor - 2 : anchor - 1].isdigit():
        value, start = -value, anchor - 1
    if value_max is not None and s.startswith(("之间", "区间"), reach):
        reach += 2
    unit = UNIT_OF.get((unit_text or borrowed).replace(" ", ""), "")
    if kind == "points" and unit == "个":
        unit = "个百分点"
    if unit_text == "成":
        value, unit = value * 10, "%"
        value_max = value_max * 10 if value_max is not None else None
        extra = _TENTHS_MORE.match(s, reach)
        if extra:
            more = extra[0].strip()  # 一成半, 九成五
            value, reach = value + (5 if more == "半" else number_value(more) or 0), extra.end()
    if not unit and not unit_text and ("万" in value_text or "亿" in value_text) and _MONEY_LEFT.search(s, max(floor, start - 16), start):
        unit = "元"
    after, bound_last = bound_after(s, reach)
    if not after and s[reach : reach + 2] in {"以 ", " 以"}:  # 95%以\n上, where a line broke
        after, bound_last = s[reach : reach + 3], AFTER_BOUND.get(s[reach : reach + 3].replace(" ", ""), "")
        after = after if bound_last else ""
    if after and not (after in {"多", "余"} and (bound_mid or DIMENSION_OF.get(unit, "") not in _CONTINUOUS)):
        reach += len(after)
    else:
        after, bound_last = "", ""
    if kind == "count" and unit == "个" and s.startswith("人", reach) and not s.startswith(("人民", "人大", "人均", "人次"), reach):
        unit, unit_text, reach = "人", unit_text + "人", reach + 1
    return Quantity(
        anchor,
        start,
        reach,
        number_end,
        value,
        value_max,
        value_text,
        unit,
        unit_text,
        _join(bound_first, bound_mid, bound_last) if before or bound_mid or after else "exact",
        kind,
        index,
        _last_numeral(numerals, index, reach),
        after,
    )


def _spaced_number(s: str, start: int) -> re.Match[str] | None:
    """A number that scanning has spaced out (7 860元, 12. 6亿元), only where a unit follows."""
    found = _SPACED.match(s, start)
    if not found or s[start - 1 : start].isdigit():
        return None
    unit = _unit_and_kind(s, _skip_blank(s, found.end()), Decimal(100))[0]
    return found if unit and DIMENSION_OF.get(UNIT_OF.get(unit, "")) not in {"duration", "duration_month"} else None


def _listed_unit(s: str, end: int, kind: str) -> tuple[str, str, str]:
    """The unit and the multiplier that close a list of numbers, for those before the last: 1.1、5.6和7.2个百分点."""
    found = _LISTED.match(s, end) if s[end : end + 1] in _LIST_MARKS else None
    if found:
        unit, kind_of = _unit_and_kind(s, _skip_blank(s, found.end()), Decimal(100))
        if unit:
            return unit, kind_of, found["times"] or ""
    return "", kind, ""


def _unit_and_kind(s: str, start: int, value: Decimal) -> tuple[str, str]:
    c = s[start : start + 1]
    if c == "%":
        return "%", "percent"
    if c == "‰":
        return "‰", "percent"
    if c == "成" and value <= 10 and _TENTHS.match(s, start):
        return "成", "percent"
    points = _POINTS.match(s, start) if c == "百" or (c == "个" and s[start + 1 : start + 2] in {"百", " "}) else None
    if points:
        return points[0], "points"
    if c == "个" and s[start + 1 : start + 2] in _LIST_MARKS and _POINTS_LISTED.match(s, start):
        return "个", "points"  # 1.8个和2.3个百分点
    unit = unit_at(s, start)
    dimension = DIMENSION_OF.get(UNIT_OF.get(unit, ""), "")
    if dimension == "percentage_point":
        return unit, "points"
    return unit, "multiple" if dimension == "multiple" else "count"


def _percent_words(s: str, numerals: list[Numeral], index: int, floor: int, words: re.Match[str]) -> Quantity | None:
    """百分之八点五 and 三分之一: a share, in per cent; 千分之 and 万分之 as well."""
    share = number_value(words["num"].lstrip("-"))
    if share is None:
        return None
    if words["whole"]:  # 百, 千, 万, and 百万 in a rate of few cases
        value = share * 100 / (number_value(words["whole"]) or 100)
    else:
        parts = number_value(words["den"])
        if not parts:
            return None
        value = (share * 100 / parts).quantize(Decimal("0.0001"))
    if words["num"].startswith("-"):
        value = -value
    anchor, end, value_max = words.start(), words.end(), None
    span = re.compile(rf"(?:-|~|至|到)(?:百分之)?(?P<to>{NUMBER.pattern})").match(s, end)
    if span and words["whole"] == "百":
        upper = number_value(span["to"])
        if upper is not None and upper > value:
            value_max, end = upper, span.end()
    before, bound_first = bound_before(s, anchor, floor)
    start = anchor - len(before)
    if not before and s[anchor - 1 : anchor] == "负":
        value, start = -value, anchor - 1
    after, bound_last = bound_after(s, end)
    return Quantity(
        anchor,
        start,
        end + len(after),
        end,
        value,
        value_max,
        s[anchor:end],
        "%",
        "",
        _join(bound_first, bound_last),
        "percent",
        index,
        _last_numeral(numerals, index, end),
        after,
    )


def scan(text: str) -> list[Quantity]:
    """All numbers of `text` with their units, whatever they are part of; ``anchor:number_end`` is the number's span in the plain text.

    This is the number reader alone: it knows nothing of dates, names or idioms (:mod:`etl.grammar.sentence` does).
    """
    s = fold(plain(text).text)
    found: list[Quantity] = []
    done = 0
    all_numerals = numerals(s)
    for index, numeral in enumerate(all_numerals):
        if numeral.start < done:
            continue
        quantity = read_quantity(s, all_numerals, index, done)
        if quantity is not None:
            if s[: quantity.start].strip() == "-" and quantity.value > 0:  # a text that is one signed number
                quantity.value, quantity.start = -quantity.value, quantity.start - 1
            found.append(quantity)
            done = quantity.end
    return found
