"""Numerals: where digits stand in a text, and which number they write.

A *numeral* is what the ledger counts: a maximal run of digits or of Chinese numeral characters.
A *number* is what one or more numerals write together: ``3亿2千万`` is two numerals and one number.

Everything works on text that is folded (:func:`etl.grammar.fold.fold`), which has the same length and offsets as the original.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from etl.grammar.figures import BIG, COUNTING_NINE, DIGITS, FINANCIAL, NUMERAL_SIGNS, ORDERS

#: (text, value) of single numbers; None where the characters write no definite number.
EXAMPLES: tuple[tuple[str, str | None], ...] = (
    ("12", "12"),
    ("１２", "12"),
    ("3,967.67万", "39676700"),
    ("1159.62万", "11596200"),
    ("4.78万亿", "4780000000000"),
    ("1亿2千万", "120000000"),
    ("25万6千", "256000"),
    ("1千零1", "1001"),
    ("二", "2"),
    ("两千五百", "2500"),
    ("两千四百五", "2450"),
    ("九万四", "94000"),
    ("一千二百", "1200"),
    ("一百零一万一千", "1011000"),
    ("四亿五千六百四十二万零一十五", "456420015"),
    ("二〇二二", "2022"),
    ("三十二点六", "32.6"),
    ("零点五", "0.5"),
    ("十八点六亿", "1860000000"),
    ("百", "100"),
    ("千", "1000"),
    ("半", "0.5"),
    ("四万万", "400000000"),
    ("壹佰贰拾", "120"),
    ("叁拾", "30"),
    ("壹万贰仟", "12000"),
    ("3万2000", "32000"),
    ("12万3456", "123456"),
    ("1亿2000万", "120000000"),
    ("3万500", "30500"),
    ("⅔", "66.6667"),
    ("½", "50"),
    ("数百", None),
    ("几", None),
    ("几十", None),
)

# Both kinds begin with one class of characters, so that a search skips to the next of them.
NUMERAL = re.compile(
    f"[0-9０-９{NUMERAL_SIGNS}](?:(?<=[0-9０-９])[0-9０-９]*(?:[,.][0-9０-９]+)*[{ORDERS}]*|(?<![0-9０-９])[{NUMERAL_SIGNS}]*)"
)
"""The ledger's unit; the definition that every numeral of a text is counted by."""

_ARABIC = r"[0-9]+(?:[,，][0-9]{3}(?![0-9]))*(?:\.[0-9]+)?"
# 千 before 米, 克 or 瓦 belongs to the unit.
_TIMES = r"(?:[十百万亿兆]|千(?![米克瓦伏卡]))+"
_CHINESE = r"[零〇一二三四五六七八九十百千万亿兆两半]"
_REST = r"(?<=[0-9]万)[0-9]{2,4}(?![0-9.,%])"
"""What is left over of 万: 3万2000."""
NUMBER = re.compile(
    rf"{_ARABIC}(?:[ \u3000]*{_TIMES}(?:[ \u3000]*零?[0-9]+(?:\.[0-9]+)?[ \u3000]*{_TIMES})*(?:零[0-9]+|{_REST})?)?|"
    rf"[½⅓⅔¼¾⅕⅖⅗⅘]|{_CHINESE}(?:[ \u3000]?{_CHINESE})*(?:[ \u3000]?点[ \u3000]?[{DIGITS}]"
    rf"(?:[ \u3000]?[{DIGITS}])*[ \u3000]?[{BIG}]*)?"
)
"""A number in folded text, multipliers included (``2.4万``, ``三十二点六``)."""

_DIGIT = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|.")
_NEIGHBOURS = re.compile(
    f"(?P<head>(?:[{COUNTING_NINE}]?[十百千万])*)(?P<low>[一二两三四五六七八])(?P<high>[二两三四五六七八九])(?P<tail>[{ORDERS}]*)"
)
_POSITIONAL = re.compile(f"[{DIGITS}]{{2,}}")
_FIGURES_AND_ORDERS = "零〇一二三四五六七八九十百千万亿两壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億"
# 队伍, 大陆 and 收拾 hold characters that are figures elsewhere. 佰 and 仟 are 百 and 千 once a text is plain.
_FINANCIAL = re.compile(f"(?<![{_FIGURES_AND_ORDERS}0-9])[{_FIGURES_AND_ORDERS}]{{2,}}")
_NO_FIGURE_AFTER = frozenset("队退入大登着内水收行")
_PLAIN_FIGURE = re.compile(f"[{COUNTING_NINE}]")
_ORDER = re.compile("[十百千万亿拾佰仟萬億]")
FINANCIAL_SIGN = re.compile(f"[○{FINANCIAL}]")
_FINANCIAL_FIGURES = re.compile(f"[{FINANCIAL}]+")
VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5)}
"""Fractions of one character: shares, told in per cent."""
_VULGAR_SIGN = re.compile(f"[{''.join(VULGAR)}]")


class Numeral(NamedTuple):
    """A numeral of the ledger: offsets are code points, half open."""

    start: int
    end: int


def numerals(text: str) -> list[Numeral]:
    """All numerals of ``text``, in order; where a number is written in financial figures or as one sign (½), those count too."""
    found = [tuple.__new__(Numeral, m.span()) for m in NUMERAL.finditer(text)]  # Numeral(*m.span()), at half its price
    if FINANCIAL_SIGN.search(text) or _VULGAR_SIGN.search(text):
        more = [sign.span() for number in financial_numbers(text) for sign in _FINANCIAL_FIGURES.finditer(text, *number)]
        more += [sign.span() for sign in _VULGAR_SIGN.finditer(text)]
        found = sorted(found + [Numeral(*span) for span in more])
    return found


def financial_numbers(text: str) -> list[tuple[int, int]]:
    """Where numbers in financial figures stand, as offsets; plain figures among them count where an order (百, 万) makes it one number.

    >>> financial_numbers("拨付壹万贰仟元，另壹千六百元，队伍三千人")
    [(2, 6), (9, 13)]
    """
    found = []
    for run in _FINANCIAL.finditer(text):
        figures = run[0]
        sign = FINANCIAL_SIGN.search(figures)
        if sign is None or (sign.start() == 0 and text[run.start() - 1 : run.start()] in _NO_FIGURE_AFTER):
            continue
        if not _PLAIN_FIGURE.search(figures) or _ORDER.search(figures):
            found.append(run.span())
    return found


@lru_cache(1 << 12)
def number_value(written: str) -> Decimal | None:
    """The exact value of a number written in folded digits, or None where it has none (``数百``, ``几``, ``万``).

    A lone 百, 千 or 万 stands for one of them, as in 百余个 and 近千名.
    """
    if written.isdecimal():
        return Decimal(written)
    written = written.replace(" ", "").replace("\u3000", "").replace(",", "").replace("，", "")
    if not written:
        return None
    if written in VULGAR:
        share, parts = VULGAR[written]
        return (Decimal(100 * share) / parts).quantize(Decimal("0.0001"))
    if written.isascii():
        return Decimal(written)
    if "数" in written or "几" in written:
        return None
    whole, _, fraction = written.partition("点")
    value = Decimal("0.5") if whole == "半" else _integer(whole)
    if value is not None and fraction:
        digits = fraction.rstrip("万亿")
        value += Decimal("0." + "".join(str(_DIGIT[c]) for c in digits))
        for c in fraction[len(digits) :]:
            value *= _BIG[c]
    return value


@lru_cache(1 << 10)
def neighbours(written: str) -> tuple[Decimal, Decimal] | None:
    """The ends of a range that two neighbouring figures write (两三百, 十七八, 一百二三十), or None."""
    found = _NEIGHBOURS.fullmatch(written)
    if found is None or _DIGIT[found["high"]] != _DIGIT[found["low"]] + 1:
        return None
    ends = [number_value(found["head"] + found[end] + found["tail"]) for end in ("low", "high")]
    return (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None


def _integer(written: str) -> Decimal | None:
    """Chinese and mixed integers, by place: 二百五 is 250, 九万四 is 94000, 二〇二二 is 2022."""
    if _POSITIONAL.fullmatch(written):
        return Decimal("".join(str(_DIGIT[c]) for c in written))
    total, section, pending, place, largest = Decimal(0), Decimal(0), None, 0, 0
    for token in _TOKEN.findall(written):
        if token[0] in "0123456789":
            pending = Decimal(token)
        elif token in _DIGIT:
            pending = Decimal(_DIGIT[token])
            if token in "零〇":
                place = 0
        elif token in _SMALL:
            section += (pending or Decimal(1)) * _SMALL[token]
            pending, place = None, _SMALL[token]
        elif token in _BIG:
            section += pending or 0
            unit = _BIG[token]
            if section == 0 and total == 0:
                section = Decimal(1)
            total = (total + section) * unit if unit >= largest else total + section * unit
            section, pending, place, largest = Decimal(0), None, unit, max(largest, unit)
        else:  # 半 after other figures, and whatever else is no figure
            return None
    if pending is not None:
        # 二百五 is two hundred and fifty: a bare last figure takes the next place down.
        section += pending * (place // 10) if place >= 100 and pending < 10 else pending
    return total + section
