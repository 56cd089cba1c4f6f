"""Page chrome: what a web page puts around a report.

Lines are judged in three zones: the head (before the report's first prose), the report, and the foot (after its last
prose). Most rules hold in head and foot only. Prose that a report could have written is never chrome: a rule that may take
a line of prose names the phrase that no report uses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.grammar.figures import NOUGHT_OR_NINE, ONE_OR_TWO, TEN
from etl.grammar.lexicon import any_of, words_of
from etl.report.readers.lines import Line

MAX_CHROME_LINE = 400
"""Characters; a longer line is no chrome, whatever is in it."""
MIN_PROSE = 25
"""Characters; a shorter line with a full stop is prose only if nothing around it says otherwise."""


def _any(words: Sequence[str], *, spaced: bool = False) -> str:
    """An alternation of some patterns; `spaced` lets pages space out a label (索 引 号)."""
    patterns = sorted(words, key=len, reverse=True)
    if spaced:
        patterns = [r"\s{0,6}".join(word) if word.isalpha() else word for word in patterns]
    return "|".join(patterns)


_LABELS = _any(words_of("page: label"), spaced=True)
_LABELLED = re.compile(rf"[\[【(]?(?:{_LABELS})[\]】)]?\s*[:|]")
_TABLE_LABEL = re.compile(  # public-information tables lose their colons when they become text
    "(?:" + _any(words_of("page: label of a table"), spaced=True) + r")(?:\s|$)"
)
_BREADCRUMB = re.compile(
    rf"[您你]?{any_of('here: now')}?(?:所在|的)?(?:所在)?的?位置(?:是)?\s*(?:[:>]|$)|当前(?:栏目|页面)\s*[:>]|首页\s*"
    r"(?:>|»|›|→|-&gt;|/|\|)"
)
_CRUMBS = re.compile(r"[^>»›]{1,30}(?:\s*[>»›]+\s*[^>»›]{0,40}){2,12}$")
_UI_WORDS = _any((*words_of("page: control"), "English", "TOP", "top", "QQ", r"走进[\u4e00-\u9fff]{1,6}"))
_UI_LINE = re.compile(rf"[\[【(]*(?:(?:{_UI_WORDS})(?![\u4e00-\u9fff])[\s|·•,、:/【】\[\]()+\-]*)+$")
_UI_PHRASE = re.compile(
    _any(
        (
            *words_of("page: phrase of a control"),
            "扫描.{0,4}二维码",
            f"长按.{{0,6}}{any_of('control: code')}",
            "用微信.{0,10}扫",
            f"关注.{{0,12}}{any_of('control: account')}",
            f"点击.{{0,8}}{any_of('control: what')}",
            r"政策解读\s*/",
            "[Jj]ava[Ss]cript",
            r"\[\s*大\s*中\s*小\s*\]",
            r"字体\s*:?\s*[\[(]?\s*大",
            r"已有\d+人",
            r"共有\d+条评论",
        )
    )
)
_FOOT_PHRASE = re.compile(
    _any(
        (
            *words_of("page: phrase of a foot"),
            "[Cc]opyright",
            "©",
            r"All\sRights\sReserved",
            r"承办(?:单位)?\s*:",
            r"主办(?:单位)?\s*:",
            r"建设单位\s*:",
            r"维护(?:单位)?\s*:",
            r"编辑\s*:",
            r"责编\s*:",
            r"联系电话\s*:",
            r"邮\s?编\s*:",
            r"邮政编码\s*:",
            r"地\s?址\s*:",
        )
    )
)
_TAIL_MARK = re.compile(
    r"[\[【(<]?\s*(?:" + _any((*words_of("page: mark of a tail"), "看了.{0,8}[还又]看", "Tags?", "TAG")) + r")\s*[\]】)>]?(?:\s*[:>]|\s|$)"
)
_COPYRIGHT = re.compile(_any((*words_of("page: copyright"), r"声明\s*:")))
PAGE_NUMBER = re.compile(r"[-—–]\s*\d{1,3}\s*[-—–]$|第\s?\d{1,3}\s?页(?:\s*[,/]?\s*共\s?\d{1,3}\s?页)?$")
_INTRO = re.compile(
    rf"[^。!?\n]{{0,80}}(?:小编|文库|本站.{{0,6}}为{any_of('for whom')})[^。!?\n]{{0,80}}"
    rf"{any_of('intro: deed')}[^。!?\n]{{0,120}}[。!?]?|[^。!?\n]{{0,60}}"
    rf"{any_of('intro: for use')}[^。!?\n]{{0,40}}[。!?]?"
)
_FILE_NAME = r".{0,60}\.(?:docx?|xlsx?|pdf|zip|rar|wps|jpe?g|png)(?:\s|$|\()"
_ATTACHMENT = re.compile(rf"附件\d{{0,2}}\s*[:.]?\s*$|附件\s*:?\s*\d{{0,2}}[.、]?{_FILE_NAME}|{_FILE_NAME}")
_URL = re.compile(r"https?://[\x21-\x7e]+")
_BARE_DATE = re.compile(r"[\[(]?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?[\])]?(?:\s|$)")
_LEADING_DATA = re.compile(
    rf"(?:(?:{_LABELS})\s*:\s*(?:(?:19|20)\d\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?|[^\s:。,;]{{0,20}})(?:\s+|$))+"
)
_HEADING_MARK = re.compile(rf"第?[{TEN}]{{1,3}}(?:[、.]|{any_of('heading: part')})|\([\d{TEN}]{{1,3}}\)|\d{{1,2}}[、.]\D")
_FIGURE = re.compile(rf"\d(?:[\d.,]*)\s?(?:{any_of('unit of a fact')}|%)")
_BLANK = re.compile(r"\s*")
_STOP = re.compile("[。;!?]")
_TITLE_WORD = re.compile(any_of("title: paper"))
_WHOSE = re.compile(rf"(?:19|20)\d\d|[{ONE_OR_TWO}][{NOUGHT_OR_NINE}]..年|{any_of('title: whose')}")
"""What tells a report's title from a menu item such as 工作总结."""
_ELLIPSIS = re.compile(rf"(?:…|\.\.\.|{any_of('more to read')})\s*$")


def is_prose(line: Line) -> bool:
    """Whether a line is (part of) a report's running text: long, and with a full stop or semicolon."""
    return len(line.content) >= MIN_PROSE and _STOP.search(line.content) is not None


def find_chrome(folded: str, lines: list[Line]) -> tuple[tuple[int, int], ...]:
    """The spans of page chrome, ascending and apart; each takes the blank space after it along."""
    full = [i for i, line in enumerate(lines) if line.content]
    if not full:
        return ()
    intros = {i: length for i in full if (length := _intro(lines[i]))}
    prose = [i for i in full if is_prose(lines[i]) and not _is_notice(lines[i]) and not _swallowed(lines[i], intros.get(i))]
    first, last = (prose[0], prose[-1]) if prose else (full[-1] + 1, full[-1])
    tail = _tail(lines, full)
    spans: list[tuple[int, int]] = []

    head = [i for i in full if i < min(first, tail)]
    spans += [(lines[i].start, lines[i].stop) for i in _head_chrome(lines, head)]
    between = [i for i in full if first <= i <= last and i < tail and not is_prose(lines[i])]
    spans += [(lines[i].start, lines[i].stop) for i in between if _is_chrome_anywhere(lines[i])]
    spans += [(lines[i].start, lines[i].stop) for i in full if i < tail and i >= first and _is_notice(lines[i])]
    for i, end in intros.items():
        spans.append((lines[i].start, lines[i].start + end))
    if first < len(lines) and (match := _LEADING_DATA.match(lines[first].content)):
        spans.append((lines[first].start, lines[first].start + match.end()))
    spans += [(lines[i].start, lines[i].stop) for i in _foot_chrome(lines, [i for i in full if i > last and i < tail], bool(prose))]
    spans += [(lines[i].start, lines[i].stop) for i in full if i >= tail or PAGE_NUMBER.match(lines[i].content)]
    return _merge(spans, folded)


def _intro(line: Line) -> int:
    """Length of a template site's introduction at the start of a line (下面是小编为大家整理的…), else 0."""
    match = _INTRO.match(line.content[:300])
    return match.end() if match and not _FIGURE.search(match.group()) else 0


def _swallowed(line: Line, intro: int | None) -> bool:
    return intro is not None and intro >= len(line.content)


def _is_notice(line: Line) -> bool:
    """A copyright notice or foot line in whole sentences; it reports no figures."""
    text = line.content
    if len(text) > MAX_CHROME_LINE or _FIGURE.search(text):
        return False
    hits = len(_COPYRIGHT.findall(text)) + len(_FOOT_PHRASE.findall(text))
    return hits >= 2 and len(text) <= 60 * hits


def _is_data(line: Line) -> bool:
    """A line of publication data: 发布日期:… 来源:…, or a row of a public-information table."""
    text = line.content
    if len(text) > MAX_CHROME_LINE or _STOP.search(text):
        return False
    return bool(_LABELLED.match(text) or _TABLE_LABEL.match(text) or _BREADCRUMB.match(text) or _CRUMBS.match(text[:MAX_CHROME_LINE]))


def _is_ui(line: Line) -> bool:
    text = line.content.lstrip("•·-*>»| ")
    if not text or len(text) > 120 or _STOP.search(text):
        return False
    return bool(_UI_LINE.match(text) or (_UI_PHRASE.search(text) and not _FIGURE.search(text)))


def _is_chrome_anywhere(line: Line) -> bool:
    """Chrome that pages put between paragraphs: short, and in words that no report has on a line of its own."""
    text = line.content
    if len(text) > 80 or _HEADING_MARK.match(text):
        return False
    if _BREADCRUMB.match(text) or PAGE_NUMBER.match(text) or _URL.fullmatch(text):
        return True
    return not _FIGURE.search(text) and _UI_PHRASE.search(text) is not None


def _is_head(line: Line) -> bool:
    text = line.content
    return _is_data(line) or _is_ui(line) or bool(_URL.fullmatch(text) or (len(text) <= 60 and _BARE_DATE.match(text)))


def _head_chrome(lines: list[Line], head: list[int]) -> list[int]:
    """Chrome lines before the first prose: publication data, menus, and what stands among menus above the title."""
    sure = [i for i in head if _is_head(lines[i]) and not _HEADING_MARK.match(lines[i].content)]
    if not sure:
        return []
    known = set(sure)
    titles = [i for i in head if i not in known and _TITLE_WORD.search(lines[i].content)]
    title = next((i for i in titles if _WHOSE.search(lines[i].content)), titles[0] if titles else None)
    marks = [i for i in sure if title is None or i < title]
    if title is None or not marks:
        return sure
    # menu items that no list of words can name stand before a sure chrome line above the title
    return sorted({*sure, *(i for i in head if i < marks[-1] and not _HEADING_MARK.match(lines[i].content))})


def _tail(lines: list[Line], full: list[int]) -> int:
    """Index of the line where the links to other articles begin (相关阅读, 上一篇), or past the last line.

    Such a list ends the page: it counts only in the second half of the text, and only if nothing after it is a report's prose
    (teasers end in an ellipsis).
    """
    beyond = full[-1] + 1
    middle = lines[full[-1]].end // 2
    for i in reversed(full):
        line = lines[i]
        if line.start < middle:
            break
        if _TAIL_MARK.match(line.content) and len(line.content) <= 120 and not is_prose(line):
            beyond = i
        elif is_prose(line) and not (len(line.content) <= 300 and _ELLIPSIS.search(line.content)) and not _is_notice(line):
            break
    return beyond


def _foot_chrome(lines: list[Line], foot: list[int], has_prose: bool) -> list[int]:
    """Chrome lines after the last prose; once a sure one stands, so is every short line after it."""
    chrome: list[int] = []
    for i in foot:
        line = lines[i]
        sure = has_prose and _is_sure_foot(line)
        if sure or (chrome and not _HEADING_MARK.match(line.content) and len(line.content) <= 60 and not _FIGURE.search(line.content)):
            chrome.append(i)
    return chrome


def _is_sure_foot(line: Line) -> bool:
    text = line.content
    if len(text) > MAX_CHROME_LINE:
        return False
    if _is_data(line) or _is_ui(line) or PAGE_NUMBER.match(text):
        return True
    return bool(_FOOT_PHRASE.search(text) or _ATTACHMENT.match(text[:120]) or _COPYRIGHT.match(text) or _URL.search(text))


def _merge(spans: list[tuple[int, int]], folded: str) -> tuple[tuple[int, int], ...]:
    """Sorted spans, each stretched over the blank space that follows it, joined where they touch."""
    opening = _blank_end(folded, 0)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        end = _blank_end(folded, end)
        if start <= opening:
            start = 0
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _blank_end(folded: str, position: int) -> int:
    match = _BLANK.match(folded, position)
    return match.end() if match else position
