"""Quantities: a number with its unit, its bound and its range (约1500余人, 10-20家, 百分之八点五, 翻一番).

The input is one folded sentence (:func:`etl.grammar.fold.fold`); offsets are within it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from etl import reference
from etl.grammar.figures import BIG, COUNTING_NINE, HUNDREDS, ORDERS
from etl.grammar.fold import fold, plain
from etl.grammar.lexicon import (
    DIMENSION_OF,
    TWO_CHARACTER_NOUNS,
    UNIT_GUARDS,
    UNIT_OF,
    UNITS,
    WordTrie,
    any_of,
    chars_of,
    words_of,
)
from etl.grammar.numerals import NUMBER, VULGAR, Numeral, neighbours, number_value, numerals

#: (sentence, [(quote, value, unit, bound)]) of what is read as a quantity, wherever it stands.
EXAMPLES: tuple[tuple[str, tuple[tuple[str, str, str, str], ...]], ...] = (
    ("走访群众约1500余人", (("约1500余人", "1500", "人", "lower"),)),
    ("发放补贴近75万元", (("近75万元", "750000", "元", "approx"),)),
    ("输送18名优秀青年", (("18名", "18", "人", "exact"),)),
    ("新建3个体育公园", (("3个", "3", "个", "exact"),)),
    ("完成3项目标任务", (("3项", "3", "项", "exact"),)),
    ("面积1.2km", (("1.2km", "1.2", "公里", "exact"),)),
    ("建成300㎡书屋", (("300㎡", "300", "平方米", "exact"),)),
    ("巡查5万余公里", (("5万余公里", "50000", "公里", "lower"),)),
    ("惠及20多万人", (("20多万人", "200000", "人", "lower"),)),
    ("覆盖率65.3 %", (("65.3 %", "65.3", "%", "exact"),)),
    ("引进项目6\n个", (("6\n个", "6", "个", "exact"),)),
    ("浓度降至19.4微克/立方米", (("19.4微克/立方米", "19.4", "微克/立方米", "exact"),)),
    ("投资2.35亿", (("2.35亿", "235000000", "元", "exact"),)),
    ("税收任务60万，完成75万", (("60万", "600000", "元", "exact"), ("75万", "750000", "元", "exact"))),
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
    ("标准提高到每人每月650元", (("650元", "650", "元/人月", "exact"),)),
    ("每人每月780元、620元", (("780元", "780", "元/人月", "exact"), ("620元", "620", "元/人月", "exact"))),
    ("每月每人补贴650元", (("650元", "650", "元/人月", "exact"),)),
    ("每人补贴650元", (("650元", "650", "元", "exact"),)),
    ("产值翻两番多", (("翻两番多", "300", "%", "lower"),)),
    ("产值翻一番以上", (("翻一番以上", "100", "%", "lower"),)),
    ("缩短两分半钟", (("两分半钟", "2.5", "分钟", "exact"),)),
    ("修路两里半", (("两里半", "2.5", "华里", "exact"),)),
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
    ("走访3万2000余人次", (("3万2000余人次", "32000", "人次", "lower"),)),
    ("发放资料1万5000份", (("1万5000份", "15000", "份", "exact"),)),
    ("发放补助壹万贰仟元", (("壹万贰仟元", "12000", "元", "exact"),)),
    ("发放补助叁拾万元", (("叁拾万元", "300000", "元", "exact"),)),
    ("队伍万余人", (("万余人", "10000", "人", "lower"),)),
    ("参与率达2/3", (("2/3", "66.6667", "%", "exact"),)),
    ("1/3以上的社区", (("1/3以上", "33.3333", "%", "lower"),)),
    ("参与率达⅔", (("⅔", "66.6667", "%", "exact"),)),
    ("实行24/7响应", ()),
    ("“11/25”事件", ()),
    ("来访两三百人", (("两三百人", "200", "人", "exact"),)),
    ("清运垃圾十七八吨", (("十七八吨", "17", "吨", "exact"),)),
    ("车位一百二三十个", (("一百二三十个", "120", "个", "exact"),)),
    ("百分之七八十的居民", (("百分之七八十", "70", "%", "exact"),)),
    ("修路三公里半", (("三公里半", "3.5", "公里", "exact"),)),
    ("用时两个半小时", (("两个半小时", "2.5", "小时", "exact"),)),
    ("用时1个半小时", (("1个半小时", "1.5", "小时", "exact"),)),
    ("增长一倍半", (("一倍半", "1.5", "倍", "exact"),)),
    ("覆盖三公里半径", (("三公里", "3", "公里", "exact"),)),
    ("打通30条半截路", (("30条", "30", "条", "exact"),)),
    ("水价3元5角8分", (("3元5角8分", "3.58", "元", "exact"),)),
    ("每平方米1元2角", (("1元2角", "1.2", "元", "exact"),)),
    ("奖金3万元整", (("3万元整", "30000", "元", "exact"),)),
    ("捐款人民币5万元", (("人民币5万元", "50000", "元", "exact"),)),
    ("捐款约人民币5万元", (("约人民币5万元", "50000", "元", "approx"),)),
    ("整合5万元整治河道", (("5万元", "50000", "元", "exact"),)),
    ("税收突破2个亿", (("突破2个亿", "200000000", "元", "lower"),)),
    ("投资3个多亿元", (("3个多亿元", "300000000", "元", "lower"),)),
    ("建成2个亿级园区", (("2个", "2", "个", "exact"),)),
    ("占全区的1/3强", (("1/3强", "33.3333", "%", "lower"),)),
    ("占三分之一弱", (("三分之一弱", "33.3333", "%", "upper"),)),
    ("覆盖率过九成", (("过九成", "90", "%", "lower"),)),
    ("电价5角6分", (("5角6分", "0.56", "元", "exact"),)),
    ("工期压缩三个半月", (("三个半月", "3.5", "个月", "exact"),)),
    ("七成多的企业", (("七成多", "70", "%", "lower"),)),
    ("半数以上居民", (("半数以上", "50", "%", "lower"),)),
    ("过半企业投产", (("过半", "50", "%", "lower"),)),
    ("近半数居民", (("近半数", "50", "%", "approx"),)),
    ("超半径范围", ()),
    ("-3.5%", (("-3.5%", "-3.5", "%", "exact"),)),
    ("密度达61.3公里/百平方公里", (("61.3公里/百平方公里", "61.3", "公里/百平方公里", "exact"),)),
    ("处理能力5万吨／日", (("5万吨／日", "50000", "吨/日", "exact"),)),
    ("检测9.4批次/千人", (("9.4批次/千人", "9.4", "批次/千人", "exact"),)),
    ("周转量3.2亿人公里", (("3.2亿人公里", "320000000", "人公里", "exact"),)),
    ("投工3.6万个工日", (("3.6万个工日", "36000", "工日", "exact"),)),
    ("供应辣椒苗42万钵", (("42万钵", "420000", "钵", "exact"),)),
    ("减排不足 90 吨", (("不足 90 吨", "90", "吨", "upper"),)),
    ("检查场所多处", ()),
    ("5场馆", ()),
    ("3项目", ()),
)
_BETWEEN = words_of("between")
_BEFORE_MINUS = "、，（：" + chars_of("before a minus")
_NO_PEOPLE = words_of("people: no unit of money")


def _bounds(side: str) -> dict[str, str]:
    words = reference.number_words()
    return {word: bound for bound in ("approx", "lower", "upper") for word in words[f"{bound} {side}"]}


BEFORE_BOUND, AFTER_BOUND = _bounds("before"), _bounds("after")
#: 签约, 最近, 反超: the last character of another word is no bound word.
_NOT_AFTER: dict[str, frozenset[str]] = {
    "约": frozenset(chars_of("no bound: before 约")),
    "近": frozenset(chars_of("no bound: before 近")),
    "超": frozenset(chars_of("no bound: before 超")),
    "过": frozenset(chars_of("no bound: before 过")),
}
_BEFORE_BY_LAST: dict[str, list[str]] = {}
for _word in sorted(BEFORE_BOUND, key=len, reverse=True):
    _BEFORE_BY_LAST.setdefault(_word[-1], []).append(_word)
_AFTER_BY_FIRST: dict[str, list[str]] = {}
for _word in sorted(AFTER_BOUND, key=len, reverse=True):
    _AFTER_BY_FIRST.setdefault(_word[0], []).append(_word)

#: 突破 and 过 are verbs of their own before some things; 超 belongs to 超额.
_MULTIPLIER = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_MULTIPLIERS = re.compile(rf"[ \u3000]?[{ORDERS}]+")
_BLANK = re.compile(r"\s*")
_PERCENT_WORDS = re.compile(
    f"(?:(?P<whole>[{HUNDREDS}]+)|(?P<den>[0-9]+|[二两三四五六七八九十]+))[ ]*分[ ]*之[ ]*(?P<num>-?{NUMBER.pattern})"
)
_TENTHS = re.compile(f"成(?!{any_of('no tenths: after 成')})")
_TENTHS_MORE = re.compile(r"[ ]?[一二三四五六七八九半](?![一二三四五六七八九十百千万])")
_TIMES_BLANK = r"(?:[ ]?(?:[十百万亿]|千(?![米克瓦]))+)?"
_SPACED = re.compile(
    rf"(?:[0-9](?: [0-9](?![0-9]))+(?: ?\. ?[0-9](?: [0-9](?![0-9]))*)?|[0-9]{{1,3}}(?: [0-9]{{3}}(?![0-9]))+(?:\.[0-9]+)?"
    rf"|[0-9]+(?:\. [0-9]+| \. ?[0-9]+)(?: [0-9](?![0-9]))*){_TIMES_BLANK}"
)
_LISTED = re.compile(rf"(?:(?:、|{any_of('and')})[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?(?P<times>[{BIG}]*)){{1,5}}(?![0-9.])")
_LIST_MARKS = frozenset("、" + chars_of("joins figures"))
_CONTINUOUS = frozenset({"money", "area", "length", "volume", "mass", "duration", "multiple"})
_RANGE = re.compile(f"[ ]?(?:-|~|{any_of('up to')})[ ]?(?P<to>{NUMBER.pattern})")
_PERCENT_RANGE = re.compile(f"(?:-|~|{any_of('up to')})(?:百分之)?(?P<to>{NUMBER.pattern})")
_FRACTION = re.compile(f"(?P<part>[0-9]{{1,2}})/(?P<of>[1-9][0-9]?)(?![0-9/.]|[ ]?[{chars_of('part of a date')}])")
_BEFORE_FRACTION = re.compile(f"[{chars_of('before a fraction')}]$")
_AFTER_FRACTION = re.compile(f"$|[，。；、！）{chars_of('after a fraction')}]|{any_of('bound behind an amount')}")
_BOUNDED_FRACTION = re.compile(any_of("fraction: bound"))
_HALF = re.compile(
    f"一半(?!{any_of('no half: idiom')})(?<!另一半)(?<!前一半)(?<!后一半)|半数|(?<=[{chars_of('before half: sign')}])"
    f"(?<!时间过)(?<!任务过)半(?:数)?(?!{any_of('no half: after 半')})"
)
_PER = re.compile(f"/(?P<times>[{HUNDREDS}]?)")
_BRACKET_UNIT = re.compile(f"（(?:单位：)?(?P<written>[^（）0-9，、]{{1,8}})）(?:{any_of('after a unit in brackets')}|：)?[ ]?$")
_COINS = re.compile(
    f"(?:(?P<jiao>[0-9{COUNTING_NINE}])角)?(?:(?P<fen>[0-9{COUNTING_NINE}])分(?![{chars_of('no coins: after 分')}])|(?<=角))"
)
_EACH = re.compile("每(?:人每个?(?P<time>[月年])|个?(?P<first>[月年])每人)[^，。；、0-9]{0,6}(?:[0-9.,]+元[、和及与])*$")
_MONEY_MARK = re.compile(f"(?:{'|'.join(map(re.escape, reference.number_words()['money before']))})[ ]?$")
_MONEY_MARK_AFTER = re.compile(
    f"(?:{'|'.join(map(re.escape, reference.number_words()['money after']))})(?![{chars_of('no money: after the currency')}])|（人民币）"
)
_NO_HALF = reference.number_words()["no half"]
_SPOKEN = re.compile(f"个(?P<more>多)?(?P<times>{any_of('times: spoken')})(?=元?(?:$|[，。；、！？）]|左右))")
_STRONG = {"强": "lower", "弱": "upper"}
_NO_STRONG = words_of("no strong or weak")
_JIAO = re.compile(f"角(?:(?P<fen>[0-9])分)?(?![{chars_of('no coins: after 角')}])")
_MORE = frozenset("+" + chars_of("more than the figure"))
_RANGE_MARKS = frozenset(" -~至到")
_MORE_BLANK = re.compile(f" [余多几][ ]?[{ORDERS}]")
_POINTS = re.compile(r"个?[ ]*百[ ]*分[ ]*点")
_ROUND = re.compile(rf"[百千万亿]|[一二三四五六七八九]成|[0-9]+(?:\.[0-9]+)?[{BIG}]")
_POINTS_LISTED = re.compile(rf"个(?:(?:[、{chars_of('joins')}]|以及)[0-9]+(?:\.[0-9]+)?个){{1,5}}百分点")
_DOUBLED = re.compile(f"翻了?[{chars_of('nearly or over')}]?$")
_DOUBLING = re.compile(r"[了]?番")
_MONEY_LEFT = re.compile(f"{any_of('money: before')}[^，。；：、]{{0,6}}$")
_MONEY_DONE = re.compile(
    f"{any_of('money: what is met')}[^，。；：、0-9]{{0,6}}[0-9.]+[{BIG}]，{any_of('money: done')}?{any_of('money: met')}$"
)
"""税收任务174万，完成198万: money as what it is measured against."""
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


_WORDS = WordTrie((*TWO_CHARACTER_NOUNS, *words_of("behind a unit")))


def unit_at(s: str, start: int) -> str:
    """The unit as written at `start`, or '' where what stands there is no unit (场 of 场所)."""
    written = UNITS.at(s, start)
    while written:
        end = start + len(written)
        guards = UNIT_GUARDS.get(written)
        letters = written[-1].isascii() and _LETTER.match(written[-1]) and _LETTER.match(s[end : end + 1])
        guarded = guards and s.startswith(guards, end) and not _begins_word(s, start, end)
        if not letters and not guarded and written not in _NO_UNIT:
            return written
        written = next((w for w in (written[:k] for k in range(len(written) - 1, 0, -1)) if w in UNIT_OF), "")
    return ""


def _begins_word(s: str, start: int, end: int) -> bool:
    """Whether a unit behind digits has a word of its own behind it: 3个体育公园 and 18名优秀青年, not 3件套."""
    return s[start - 1 : start].isdigit() and bool(_WORDS.at(s, end))


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


@dataclass(slots=True)
class _Draft:
    """A number while it is read from left to right: what is known of it so far."""

    s: str
    floor: int
    anchor: int
    start: int
    """Where its quote begins: at its bound word, if it has one."""
    value: Decimal
    text: str
    number_end: int
    reach: int
    """Where what has been read of it ends."""
    value_max: Decimal | None = None
    unit: str = ""
    unit_text: str = ""
    kind: str = "count"
    bounds: tuple[str, ...] = ()
    suffix: str = ""

    def quantity(self, numerals: list[Numeral], index: int) -> Quantity:
        """The quantity, its numerals counted."""
        return Quantity(
            self.anchor, self.start, self.reach, self.number_end, self.value, self.value_max, self.text, self.unit, self.unit_text,
            _join(*self.bounds), self.kind, index, _last_numeral(numerals, index, self.reach), self.suffix,
        )  # fmt: skip


def read_quantity(s: str, numerals: list[Numeral], index: int, floor: int = 0) -> Quantity | None:
    """The quantity whose first numeral is `numerals[index]`, or None where the numeral writes none.

    `floor` is where the quantity before it ends: no bound word is taken from before it. Ranks (第三) are read elsewhere.
    """
    draft = _share(s, numerals[index], floor)
    if draft is None:
        draft = _number(s, numerals[index], floor)
        if draft is None:
            return None
        if _DOUBLED.search(s, max(0, draft.anchor - 3), draft.anchor) and (doubling := _DOUBLING.match(s, draft.reach)):
            draft = _doubled(draft, doubling.end())
            _read_bound_after(draft)
            return draft.quantity(numerals, index)
        for step in (_read_unit, _read_range, _read_sign, _read_tenths, _read_half, _read_coins, _read_money):
            step(draft)
    _read_bound_after(draft)
    return draft.quantity(numerals, index)


def _bounded(s: str, anchor: int, floor: int) -> tuple[int, tuple[str, ...]]:
    """Where a quote begins that has its number at `anchor`, and the bound before it (约人民币5万元, 不足 90吨)."""
    start = anchor
    mark = _MONEY_MARK.search(s, max(floor, anchor - 5), anchor)
    if mark:
        start = mark.start()
    blank = s[start - 1 : start] == " "
    word, bound = bound_before(s, start - blank, floor)
    return (start - blank - len(word), (bound,)) if word else (start, ())


def half_at(s: str, start: int) -> int:
    """Where the words for a half that begin at `start` end (一半, 半数, the 半 of 过半), or -1."""
    found = _HALF.match(s, start)
    return found.end() if found else -1


def fraction_at(s: str, start: int) -> re.Match[str] | None:
    """The fraction that begins at `start` (2/3 of 参与率达2/3, 1/3以上的社区); no date, no chain of numbers."""
    found = _FRACTION.match(s, start)
    if found is None or int(found["part"]) >= int(found["of"]):
        return None
    told = _BEFORE_FRACTION.search(s, max(0, start - 2), start) and _AFTER_FRACTION.match(s, found.end())
    return found if told or _BOUNDED_FRACTION.match(s, found.end()) else None


def _share(s: str, numeral: Numeral, floor: int) -> _Draft | None:
    """百分之八点五, 三分之一, 2/3, ½, 一半, 过半: a share, in per cent."""
    anchor = numeral.start
    half = half_at(s, anchor)
    words = _PERCENT_WORDS.match(s, anchor) if s[numeral.end : numeral.end + 1] in {"分", " "} else None
    fraction = fraction_at(s, anchor) if s[numeral.end : numeral.end + 1] == "/" else None
    value_max = None
    if half > 0:
        value, end = Decimal(50), half
    elif words:
        read = _percent_words(s, words)
        if read is None:
            return None
        value, value_max, end = read
    elif fraction:
        value, end = (Decimal(fraction["part"]) * 100 / Decimal(fraction["of"])).quantize(Decimal("0.0001")), fraction.end()
    elif s[anchor] in VULGAR:
        value, end = number_value(s[anchor]) or Decimal(0), anchor + 1
    else:
        return None
    start, bounds = _bounded(s, anchor, floor)
    if half > 0 and not bounds and s[anchor - 1 : anchor] == "过":
        start, bounds = anchor - 1, ("lower",)
    if not bounds and s[anchor - 1 : anchor] == "负":
        value, start = -value, anchor - 1
    return _Draft(s, floor, anchor, start, value, s[anchor:end], end, end, value_max, "%", kind="percent", bounds=bounds)


def _percent_words(s: str, words: re.Match[str]) -> tuple[Decimal, Decimal | None, int] | None:
    """Value, upper end and reach of 百分之八点五 and 三分之一; 千分之 and 万分之 as well."""
    written = words["num"].lstrip("-")
    ends = neighbours(written)
    share = ends[0] if ends else number_value(written)
    parts = number_value(words["whole"] or words["den"])
    if share is None or not parts:
        return None
    exact = words["whole"] is not None  # 百, 千, 万, and 百万 in a rate of few cases
    value = share * 100 / parts if exact else (share * 100 / parts).quantize(Decimal("0.0001"))
    if words["num"].startswith("-"):
        value = -value
    if ends:
        return value, ends[1] * 100 / parts, words.end()
    span = _PERCENT_RANGE.match(s, words.end()) if words["whole"] == "百" else None
    upper = number_value(span["to"]) if span else None
    if span is not None and upper is not None and upper > value:
        return value, upper, span.end()
    return value, None, words.end()


def _number(s: str, numeral: Numeral, floor: int) -> _Draft | None:
    """A number with what belongs to it: its multipliers, 余 and 多, and the bound before it."""
    anchor = numeral.start
    spaced = _spaced_number(s, anchor) if s[numeral.end : numeral.end + 1] in {" ", "."} else None
    # 天数三百三十一天: the run of numeral characters begins with the 数 of the word before.
    number = spaced or NUMBER.match(s, anchor + 1 if s[anchor] == "数" else anchor)
    if number is None:
        return None
    ends = neighbours(number[0])
    value = ends[0] if ends else number_value(number[0])
    if value is None:
        return None
    start, bounds = _bounded(s, anchor, floor)
    draft = _Draft(s, floor, anchor, start, value, number[0], number.end(), number.end(), ends[1] if ends else None, bounds=bounds)
    _read_more(draft)
    return draft


def _read_more(draft: _Draft) -> None:
    """余, 多, 来 and + behind a number, with the multiplier that follows them (20多万, 3个亿)."""
    s, end = draft.s, draft.reach
    hundred_millions = _SPOKEN.match(s, end)
    if hundred_millions:
        draft.value, end = _multiplied(draft.value, hundred_millions["times"]), hundred_millions.end()
        draft.bounds += ("lower",) if hundred_millions["more"] else ()
        draft.text, draft.reach, draft.number_end = s[draft.anchor : end], end, end
        return
    blank = s[end : end + 1] == " "
    if blank and (_MORE_BLANK.match(s, end) or (s[end + 1 : end + 2] in {"余", "多"} and unit_at(s, _skip_blank(s, end + 2)))):
        end += 1  # 五百 余万, 3200 余人
    mark = s[end : end + 1]
    if mark not in _MORE or (mark == "+" and s[end + 1 : end + 2].isalnum() and not UNITS.at(s, end + 1)):
        return
    draft.bounds += ("approx" if mark == "来" else "lower",)
    end += 1
    extra = _MULTIPLIERS.match(s, end)
    if extra:
        draft.value, end = _multiplied(draft.value, extra[0]), extra.end()
    draft.text, draft.reach, draft.number_end = s[draft.anchor : end], end, end


def _doubled(draft: _Draft, end: int) -> _Draft:
    """翻一番 is 100 %, 翻两番 300 %."""
    draft.start = draft.s.rindex("翻", 0, draft.anchor)
    draft.bounds = ({"近": "approx", "约": "approx", "超": "lower"}.get(draft.s[draft.anchor - 1], "exact"),)
    draft.value = (2 ** min(draft.value, Decimal(20)) - 1) * 100
    draft.reach, draft.unit, draft.unit_text, draft.kind = end, "%", "番", "doubling"
    return draft


def _read_unit(draft: _Draft) -> None:
    """The unit behind the number, that of the list it stands in, or one in brackets behind the name (投资（亿元）为10.5)."""
    s = draft.s
    at = _skip_blank(s, draft.reach)
    draft.unit_text, draft.kind = _unit_and_kind(s, at, draft.value)
    if draft.unit_text:
        draft.reach = at + len(draft.unit_text)
        draft.unit = UNIT_OF.get(draft.unit_text.replace(" ", ""), "")
        _read_per(draft)
        _read_each(draft)
        return
    coins = _JIAO.match(s, draft.reach) if draft.text.isdigit() else None
    if coins:  # 5角6分
        draft.value, draft.unit, draft.unit_text = draft.value / 10 + Decimal(coins["fen"] or 0) / 100, "元", "角"
        draft.reach = coins.end()
        return
    borrowed, draft.kind, times = _listed_unit(s, draft.reach, draft.kind)
    if not borrowed:
        bracket = _BRACKET_UNIT.search(s, max(draft.floor, draft.start - 14), draft.start)
        borrowed, times = _in_bracket(bracket["written"]) if bracket else ("", "")
        draft.kind = "percent" if borrowed == "%" else draft.kind
    if times and draft.text[-1:] not in _MULTIPLIER:
        draft.value = _multiplied(draft.value, times)
    draft.unit = UNIT_OF.get(borrowed, "")


def _in_bracket(written: str) -> tuple[str, str]:
    """The unit and the multiplier of what a bracket holds (万千瓦时 is 万 times 千瓦时), '' where it holds no unit."""
    for at, char in enumerate(written):
        if written[at:] in UNIT_OF:
            return written[at:], written[:at]
        if char not in _MULTIPLIER:
            break
    return "", ""


def _read_per(draft: _Draft) -> None:
    """A unit over another (公里/百平方公里, 场次/年) that the table of units does not have as one."""
    if draft.kind != "count":
        return
    while found := _PER.match(draft.s, draft.reach):
        per = unit_at(draft.s, found.end())
        if not per or draft.s[found.end() + len(per) :][:1].isdigit():
            return
        draft.unit = f"{draft.unit}/{found['times']}{UNIT_OF[per]}"
        draft.reach = found.end() + len(per)
        draft.unit_text = draft.s[draft.reach - len(per) - len(found[0]) - len(draft.unit_text) : draft.reach]


def _read_each(draft: _Draft) -> None:
    """每人每月 before money: what each gets in each month."""
    each = _EACH.search(draft.s, max(0, draft.start - 24), draft.start) if draft.unit == "元" else None
    if each:
        draft.unit = UNIT_OF[f"元/人/{each['time'] or each['first']}"]


def _read_range(draft: _Draft) -> None:
    """The upper end of a range (10-20家, 8%至10%, 3-5万元); 由12家到29家 is a change and no range."""
    s = draft.s
    if draft.unit_text and s[draft.reach : draft.reach + 1] in {"到", "至"} and s[draft.start - 1 : draft.start] in {"由", "从"}:
        return
    span = _RANGE.match(s, draft.reach) if s[draft.reach : draft.reach + 1] in _RANGE_MARKS else None
    upper = number_value(span["to"]) if span else None
    if span is None or upper is None or upper <= draft.value:
        return
    far = _skip_blank(s, span.end())
    unit, kind = _unit_and_kind(s, far, upper)
    if draft.unit_text and unit != draft.unit_text:
        return
    if not draft.unit_text and span["to"][-1:] in _MULTIPLIER and draft.text[-1:] not in _MULTIPLIER:
        low = _multiplied(draft.value, re.sub(f"[^{ORDERS}]", "", span["to"]))
        draft.value = low if low < upper else draft.value  # 3-5万元
    draft.value_max, draft.unit_text, draft.kind = upper, unit, kind
    draft.unit = UNIT_OF.get(unit.replace(" ", ""), "")
    draft.reach, draft.number_end = far + len(unit) if unit else span.end(), span.end()
    if s.startswith(_BETWEEN, draft.reach):
        draft.reach += 2


def _read_sign(draft: _Draft) -> None:
    """负 and - before a number."""
    s, anchor = draft.s, draft.anchor
    minus = s[anchor - 1 : anchor] == "负" and (anchor == 1 or s[anchor - 2] in _BEFORE_MINUS)
    signed = minus or (s[anchor - 1 : anchor] == "-" and draft.kind in {"percent", "points"})
    if signed and draft.value_max is None and not s[anchor - 2 : anchor - 1].isdigit():
        draft.value, draft.start = -draft.value, anchor - 1
    if draft.kind == "points" and draft.unit == "个":
        draft.unit = "个百分点"


def _read_tenths(draft: _Draft) -> None:
    """成: a tenth, with what follows it (一成半, 九成五)."""
    if draft.unit_text != "成":
        return
    draft.value, draft.unit = draft.value * 10, "%"
    draft.value_max = draft.value_max * 10 if draft.value_max is not None else None
    extra = _TENTHS_MORE.match(draft.s, draft.reach)
    if extra:
        more = extra[0].strip()
        draft.value, draft.reach = draft.value + (5 if more == "半" else number_value(more) or 0), extra.end()


def _read_half(draft: _Draft) -> None:
    """The half behind a unit: 三公里半, 两个半小时, 一倍半."""
    s, at = draft.s, draft.reach
    if not draft.unit_text and s.startswith("里半", at) and not s.startswith(_NO_HALF, at + 2):
        draft.unit_text, draft.unit, at = "里", "华里", at + 1  # 里 alone begins names: 三里屯, 十里店
    if draft.unit_text == "分" and s.startswith("半钟", at):
        draft.unit_text, draft.unit, draft.value, draft.reach = "分半钟", "分钟", draft.value + Decimal("0.5"), at + 2
        return
    if s[at : at + 1] != "半" or draft.unit == "%" or draft.text[-1:] in "万亿千" or draft.value != draft.value.to_integral_value():
        return
    then = ("个月" if s.startswith("月", at + 1) else unit_at(s, at + 1)) if draft.unit_text == "个" else ""
    if then:
        draft.unit_text, draft.unit, at = then, UNIT_OF[then], at + len(then.removeprefix("个"))
    elif not draft.unit_text or draft.unit_text == "个" or s.startswith(_NO_HALF, at + 1):
        return
    draft.value, draft.reach = draft.value + Decimal("0.5"), at + 1


def _read_coins(draft: _Draft) -> None:
    """角 and 分 behind 元, and the words that only say which money it is (1元2角, 5万元整, 3万元人民币)."""
    if draft.unit != "元":
        return
    coins = _COINS.match(draft.s, draft.reach)
    if coins and draft.text[-1:] not in _MULTIPLIER:
        draft.value += (number_value(coins["jiao"] or "零") or 0) / Decimal(10) + (number_value(coins["fen"] or "零") or 0) / Decimal(100)
        draft.reach = coins.end()
    mark = _MONEY_MARK_AFTER.match(draft.s, draft.reach)
    if mark:
        draft.reach = mark.end()


def _read_money(draft: _Draft) -> None:
    """Money without its unit (投资2.35亿), and 个人 for one person."""
    s = draft.s
    large = "万" in draft.text or "亿" in draft.text
    bare = not draft.unit and not draft.unit_text and large
    if bare and (
        _MONEY_LEFT.search(s, max(draft.floor, draft.start - 16), draft.start)
        or _MONEY_DONE.search(s, max(0, draft.start - 32), draft.start)
    ):
        draft.unit = "元"
    after = s.startswith("人", draft.reach) and not s.startswith(_NO_PEOPLE, draft.reach)
    if draft.kind == "count" and draft.unit == "个" and after:
        draft.unit, draft.unit_text, draft.reach = "人", draft.unit_text + "人", draft.reach + 1


def _read_bound_after(draft: _Draft) -> None:
    """以上, 左右, 多 … behind the unit."""
    s, reach = draft.s, draft.reach
    after, bound = bound_after(s, reach)
    if not after and s[reach : reach + 2] in {"以 ", " 以"}:  # 95%以\n上, where a line broke
        after, bound = s[reach : reach + 3], AFTER_BOUND.get(s[reach : reach + 3].replace(" ", ""), "")
    if not bound and draft.kind == "percent" and ("分之" in draft.text or "/" in draft.text) and not s.startswith(_NO_STRONG, reach):
        after, bound = s[reach : reach + 1], _STRONG.get(s[reach : reach + 1], "")  # 三分之一强
    if not bound:
        return
    more = draft.number_end > draft.anchor + len(draft.text) or draft.text[-1:] in _MORE
    counted = DIMENSION_OF.get(draft.unit, "") not in _CONTINUOUS and not (draft.kind == "percent" and draft.unit_text != "%")
    if after in {"多", "余"} and (more or counted) and draft.kind != "doubling":
        return
    draft.bounds += (bound,)
    draft.reach, draft.suffix = reach + len(after), after


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
