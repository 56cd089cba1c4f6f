"""The one fold: a text as the rules read it, and where each of its characters stands in the original.

:func:`plain` is applied once, when a text is read. It drops characters that nobody sees, writes compatibility forms (Kangxi
radicals, full-width letters, compatibility ideographs) as the characters that they show, and converts lines in traditional
script. :func:`fold` and :func:`narrow` then write marks in one way, the grammar's (（，。) or that of the rules about lines
((,.); both are one to one, so that offsets hold.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from etl import reference
from etl.grammar.numerals import FINANCIAL_SIGN, financial_numbers

#: (text, as it is read)
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("企业3\u200b20\ufeff家", "企业320家"),
    ("满\u00ad意率98\u2060.5%", "满意率98.5%"),
    ("全年⼯作，改造道路5.2公⾥", "全年工作，改造道路5.2公里"),
    ("增⻓１２％，⼾籍⼈⼝", "增长12％，户籍人口"),
    ("契約金額\uf9ca", "契约金额流"),
    ("工業總產值達3.2億元，同比增長12.4%", "工业总产值达3.2亿元，同比增长12.4%"),
    ("乾隆年間建築修復3處", "乾隆年间建筑修复3处"),
    ("总投资3萬元", "总投资3万元"),
    ("李堃、著作权12件，瞭望塔3座", "李堃、著作权12件，瞭望塔3座"),
    ("\uf0b7走访群众", " 走访群众"),
    ("12\ue0035家", "12*5家"),
    ("企业320家，①②½㎡", "企业320家，①②½㎡"),
    ("# 工作总结\n新增企业**320**家，见[公告](https://example.org/1)", "工作总结\n新增企业320家，见公告"),
    ("**一、回顾**\n新增__企业__3家", "一、回顾\n新增企业3家"),
    ("抓获**名，查处**起", "抓获**名，查处**起"),
)

_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
_COMPATIBLE = "\uf900-\ufaff\U0002f800-\U0002fa1f０-９Ａ-Ｚａ-ｚ"
# Figures and units that are written in traditional characters in texts in simplified script as well.
_FIGURES = dict(zip("兩萬億點餘幾個條項戶間樓東車輛隊總數為與負佰仟", "两万亿点余几个条项户间楼东车辆队总数为与负百千", strict=True))


def _double_bytes(encoding: str) -> set[str]:
    """The ideographs that an encoding of two bytes has."""
    pairs = (bytes((high, low)) for high in range(0xA1, 0xFA) for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return {char for char in b"".join(pairs).decode(encoding, "ignore") if "一" <= char <= "\u9fff"}


def _class(*ranges: str) -> str:
    return f"[{''.join(ranges)}]"


_SIMPLE, _COMPLEX = _double_bytes("gb2312"), _double_bytes("big5")
_TRADITIONAL = re.compile(_class(*sorted(_COMPLEX - _SIMPLE)))
_SIMPLIFIED = re.compile(_class(*sorted(_SIMPLE - _COMPLEX)))
_RADICAL_RANGE = "\u2e80-\u2fdf"
_ODD = re.compile(_class(_INVISIBLE, _PRIVATE, _COMPATIBLE, _RADICAL_RANGE, "\ufffd佰仟", *sorted(_COMPLEX - _SIMPLE)))
"""What a text must hold for its plain form to differ; most texts hold none of it."""
_HIDDEN = re.compile(_class(_INVISIBLE) + "+")
_SHOWN = re.compile(_class(_PRIVATE, _COMPATIBLE, _RADICAL_RANGE, "".join(_FIGURES)))
_LOST_DIGIT = re.compile(f"(?<=[0-9０-９])[{_PRIVATE}\ufffd](?=[0-9０-９])")
_LINE = re.compile(r"[^\r\n]+")

_EMPHASIS_OR_HEADING = re.compile(r"\*\*|__|^#{1,6} |\]\(", re.MULTILINE)
# **家 may be a masked figure: emphasis counts where a line is a heading or stands out as a whole.
_IN_MARKDOWN = re.compile(
    r"^(?:#{1,6} +\S|={3,}[ \t]*$|\*\*[^*\n]{2,200}\*\*[ \t]*$|__[^_\n]{2,200}__[ \t]*$)|\]\((?:https?:|/)", re.MULTILINE
)
_HASHES = re.compile(r"^#{1,6} +", re.MULTILINE)
_EMPHASIS = re.compile(r"(?P<signs>\*\*|__)(?=[^\s*_])[^*_\n]{1,400}(?P=signs)")
# Of one sign, where it multiplies nothing: 长5*宽3.
_STRESS = re.compile(r"(?<![*\w\\])\*(?=[^\s*])[^*\n]{1,200}\*(?![*\d])|(?<![*\d\\])\*(?=[\d.,%]{1,20}\*[^\d*])[^*\n]{1,20}\*")
_STRUCK = re.compile(r"~~(?=[^\s~])[^~\n]{1,400}~~")
_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]{0,200})\]\((?:https?:|/|\.|#)[^()\s]{0,500}\)")

_DASHES = dict.fromkeys("–—−－﹣‐─", "-")
_GRAMMAR_MARKS = (
    _DASHES
    | dict.fromkeys("~～〜∼", "~")
    | dict.fromkeys("([【〔〖", "（")
    | dict.fromkeys(")]】〕〗", "）")
    | dict(zip("％．＋＞＜＝／∕", "%.+><=//", strict=True))
)
_CIRCLE_ZERO = re.compile("(?<=[零〇一二三四五六七八九十百千○])○|○(?=[零〇一二三四五六七八九十百千])")
# What a year in Chinese figures has for its zero where the sign was not at hand: 二O二二年, 二0二二年.
_YEAR_ZERO = re.compile("[一二][OＯoο0０○零〇一二三四五六七八九]{3}(?=年|[-—–~～至到][一二])")
_YEAR_NOUGHT = re.compile("(?<![0-9A-Za-z])2[OＯo0][0-9OＯo]{2}(?=年)")
_NOUGHTS = str.maketrans("OＯo", "000")
_ZEROS = str.maketrans("OＯoο0０○", "〇〇〇〇〇〇〇")
_FINANCIAL_FIGURES = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟圆○", "一二二三三四五六六七八九十百千元〇")
_LINE_MARKS = (
    {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
    | dict.fromkeys("\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff\t\v\f", " ")
    | {"\u25cb": "\u3007", "\u25ef": "\u3007"}  # circles typed for 〇
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as the rules read it."""

    text: str
    kept: Sequence[int] | None = None
    """Where each of its characters stands in the original; None where both are of one length, character for character."""
    length: int = 0
    """Of the original."""

    def original(self, boundary: int) -> int:
        """The offset in the original of a boundary between two characters; the outermost ones are the original's."""
        if self.kept is None:
            return boundary
        return 0 if boundary == 0 else self.kept[boundary] if boundary < len(self.kept) else self.length

    def boundary(self, original: int) -> int:
        """The boundary in the plain text that an offset in the original becomes."""
        return original if self.kept is None else bisect_left(self.kept, original)


def plain(text: str) -> Plain:
    """`text` as the rules read it: no invisible characters, no compatibility forms, simplified script. In time linear in its length.

    A glyph of a private font is a blank, and between two digits a masked one, since a figure has lost something there.
    """
    marks = _markdown(text)
    if not (marks or _ODD.search(text)):
        return Plain(text, None, len(text))
    shown = _LOST_DIGIT.sub("*", text)
    shown = _SHOWN.sub(lambda found: _characters().get(found[0]) or _compatible(found[0]), shown)
    kept: Sequence[int] | None = None
    if marks or _HIDDEN.search(shown):
        hidden = sorted([*marks, *(found.span() for found in _HIDDEN.finditer(shown))])
        kept = []
        begin = 0
        for start, end in [*hidden, (len(text), len(text))]:
            kept += range(begin, start)
            begin = max(begin, end)
        shown = "".join([shown[at] for at in kept])
    if _TRADITIONAL.search(shown):
        shown = _LINE.sub(lambda found: _simplified(found[0]), shown)
    return Plain(shown, kept, len(text))


def _markdown(text: str) -> list[tuple[int, int]]:
    """Where the signs of Markdown stand in a text that is in it, of headings, emphasis, links and pictures, and what is struck out."""
    if not (_EMPHASIS_OR_HEADING.search(text) and _IN_MARKDOWN.search(text)):
        return []
    found = [match.span() for match in _HASHES.finditer(text)]
    for match in _EMPHASIS.finditer(text):
        signs = len(match["signs"])
        found += [(match.start(), match.start() + signs), (match.end() - signs, match.end())]
    found += [match.span() for match in _STRUCK.finditer(text)]
    for match in _STRESS.finditer(text):
        found += [(match.start(), match.start() + 1), (match.end() - 1, match.end())]
    for match in _LINK.finditer(text):
        found += [(match.start(), match.start("words")), (match.end("words"), match.end())]
    return found


@lru_cache(1)
def _characters() -> dict[str, str]:
    return reference.radicals() | _FIGURES


def _compatible(char: str) -> str:
    """What a compatibility form or a private glyph is read as, in one character."""
    if unicodedata.category(char) == "Co":
        return " "
    normal = unicodedata.normalize("NFKC", char)
    return normal if len(normal) == 1 else char


def _simplified(line: str) -> str:
    """A line in simplified script, if it is in traditional script: it has more characters of that alone than of the other."""
    if len(_TRADITIONAL.findall(line)) <= len(_SIMPLIFIED.findall(line)):
        return line
    converted = _converter()(line)
    return converted if len(converted) == len(line) else "".join(one if len(one := _converter()(char)) == 1 else char for char in line)


@lru_cache(1)
def _converter() -> Callable[[str], str]:
    # It knows words (乾隆, 瞭解), and its simplified form of nearly every text is as long as the text.
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def fold(text: str) -> str:
    """A plain text with its marks as the grammar's rules write them; every character keeps its place.

    Financial figures (壹, 陆, 拾) are folded only in runs of two or more, since 陆 and 拾 are words too.
    """
    text = _replaced(text, _GRAMMAR_MARKS, _FOLDED)
    if FINANCIAL_SIGN.search(text):
        pieces, at = [], 0
        for start, end in financial_numbers(text):
            pieces += [text[at:start], text[start:end].translate(_FINANCIAL_FIGURES)]
            at = end
        text = _CIRCLE_ZERO.sub("〇", "".join(pieces) + text[at:])
    text = _YEAR_ZERO.sub(lambda m: m[0].translate(_ZEROS), text)
    return _YEAR_NOUGHT.sub(lambda m: m[0].translate(_NOUGHTS), text)


def narrow(text: str) -> str:
    """A text with its marks and blanks as the rules about lines write them, in ASCII; every character keeps its place."""
    return _replaced(text, _LINE_MARKS, _NARROWED)


_FOLDED = re.compile(f"[{re.escape(''.join(_GRAMMAR_MARKS))}]")
_NARROWED = re.compile(f"[{re.escape(''.join(_LINE_MARKS))}]")


def _replaced(text: str, becomes: dict[str, str], odd: re.Pattern[str]) -> str:
    # A text holds few of them, and replacing those beats translating every character.
    for char in set(odd.findall(text)):
        text = text.replace(char, becomes[char])
    return text
