"""Change: growth and decline against a baseline (同比增长6.3%, 较上年减少120户, 提高3.2个百分点)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from etl import reference
from etl.grammar.figures import NINE, SEVERAL
from etl.grammar.lexicon import any_of, chars_of, words_of

#: (words left of a number, kind of number) → (subject, sign, baseline, stated), or None where no change is written.
EXAMPLES: tuple[tuple[tuple[str, str], tuple[str, int, str, bool] | None], ...] = (
    (("刑事警情同比下降", "percent"), ("刑事警情", -1, "同比", True)),
    (("一般公共预算收入比去年同期增长", "percent"), ("一般公共预算收入", 1, "同比", True)),
    (("案件较2018年减少", "percent"), ("案件", -1, "2018年", True)),
    (("电诈警情同比2020年下降", "percent"), ("电诈警情", -1, "2020年", True)),
    (("普高上线率提升", "percent"), ("普高上线率", 1, "同比", False)),
    (("收入同比增加", "count"), ("收入", 1, "同比", True)),
    (("蔬菜产量增长", "count"), ("蔬菜产量", 1, "同比", False)),
    (("累计提升3千万元,增幅", "percent"), ("累计提升3千万元,", 1, "同比", False)),
    (("税收环比回落", "percent"), ("税收", -1, "环比", True)),
    (("覆盖面较年初扩大", "points"), ("覆盖面", 1, "年初", True)),
    (("工业投资同比", "percent"), ("工业投资", 1, "同比", True)),
    (("工业产值增速高于全区平均水平", "points"), ("工业产值", 1, "全区平均", True)),
    (("审批时限缩短为", "count"), None),
    (("优良率提升至", "percent"), None),
    (("新增学位", "count"), None),
    (("人口自然增长率控制在", "percent"), None),
    (("税收占比达到", "percent"), None),
    (("水体比例下降至", "percent"), None),
    (("财政收入比上年净增", "count"), ("财政收入", 1, "同比", True)),
    (("新增", "count"), None),
    (("发案同比少发", "count"), ("发案", -1, "同比", True)),
    (("增", "percent"), ("", 1, "同比", False)),
    (("投资额增", "percent"), ("投资额", 1, "同比", False)),
    (("警情再降", "percent"), ("警情", -1, "同比", False)),
    (("警情再降", "count"), None),
    (("工业产值先升后降", "percent"), ("工业产值", -1, "同比", False)),
    (("工业产值由降转升", "percent"), ("工业产值", 1, "同比", False)),
    (("新增", "percent"), None),
    (("综合考核较上年前移", "count"), ("综合考核", 1, "同比", True)),
    (("财政收入五年增长", "percent"), ("财政收入", 1, "五年", True)),
    (("财政收入三年累计增长", "percent"), ("财政收入", 1, "三年", True)),
    (("财政收入“十三五”期间增长", "percent"), ("财政收入", 1, "“十三五”期间", True)),
    (("财政收入年均增长", "percent"), ("财政收入", 1, "年均", True)),
    (("财政收入五年年均增长", "percent"), ("财政收入", 1, "年均", True)),
    (("财政收入两年平均增长", "percent"), ("财政收入", 1, "年均", True)),
    (("财政收入年均递增", "percent"), ("财政收入", 1, "年均", True)),
    (("财政收入平均每年增长", "percent"), ("财政收入", 1, "年均", True)),
    (("财政收入年均增速达", "percent"), ("财政收入", 1, "年均", True)),
    (("能耗年均下降", "percent"), ("能耗", -1, "年均", True)),
    (("税收收入 11.2 亿元，同 比下降", "percent"), ("税收收入 11.2 亿元，", -1, "同比", True)),
    (("粮食产量比上年同比增长", "percent"), ("粮食产量", 1, "同比", True)),
    (("粮食产量较去年同期同比增长", "percent"), ("粮食产量", 1, "同比", True)),
    (("财政收入连续五年增长", "percent"), ("财政收入连续五年", 1, "同比", False)),
    (("2017年增长", "percent"), ("2017年", 1, "同比", False)),
)

_UP = any_of("change: up")
_DOWN = any_of("change: down")
_BASE = (
    "(?:"
    f"(?P<yoy>(?:{any_of('change: against')}{any_of('change: year before')}(?:度|同期)?(?:相比)?)?"
    f"同比{any_of('change: year before again')}?)"
    "(?P<yoy_year>[0-9]{4}年)?"
    "|(?P<mom>环比)"
    f"|(?:相?较于?|(?<![{chars_of('no comparison: before 比')}])比(?!{any_of('no comparison: after 比')}))"
    f"(?P<what>[^，。；、比较]{{1,24}}?){any_of('compared')}?"
    f"|(?<!参)与(?P<what2>[^，。；、比较]{{1,16}}?){any_of('compared')}"
    f"|{any_of('mean over years')}(?={any_of('change: after a mean')})"
    ")"
)
_SPAN = (
    f"(?:{any_of('back from now')}?(?P<span>"
    f"(?<![0-9{chars_of('span: not after')}])(?:[{SEVERAL}]{{1,2}}|[0-9]{{1,2}})年"
    rf"|[“\"]?(?:十?[{NINE}]|十)五[”\"]?{any_of('time of')}"
    ")(?:来|间)?)?"
)
"""How long the change took: 五年增长36%, 三年年均增长8%."""
_MID = f"(?:{any_of('change: how')}|[ ]|按?{any_of('change: prices')}(?:格)?(?:计算)?)*"
_END = f"(?:{any_of('change: leads up to the number')}|：|:|[ ])*"
_CHANGE = re.compile(rf"{_SPAN}{_BASE}?{_MID}(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_END}$")
_CHANGE_SHORT = re.compile(
    f"(?:{_BASE}[，,]?){_MID}(?:(?P<up>{any_of('change: up, short')})|(?P<down>{any_of('change: down, short')})|(?P<bare>)){_END}$"
)
#: Without a base, of a percentage alone: 零售额59亿元，增8.9%; 投资额增5%; 警情再降一成.
_BARE = re.compile(
    f"(?:{any_of('again')}|(?:^|(?<=[{chars_of('amount: last sign')}])){any_of('again')}?"
    "|先[升增涨降减跌]后|由[升增涨正降减跌负][转变])"
    f"(?:(?P<up>{any_of('up: short')})|(?P<down>{any_of('down: short')})){any_of('change: bound')}*$"
)
#: A gap to another level: 增速高于全省平均水平1.1个百分点.
_GAP = re.compile(
    f"(?:的)?{any_of('rate of change: noun')}?{any_of('gap: how')}?(?P<word>{any_of('gap: above')}|"
    f"(?P<low>{any_of('gap: below')}))(?P<what>[^，。；、0-9]{{2,14}}?)(?:水平)?{any_of('about')}?$"
)
#: What every match of the two patterns ends in, and what the short one cannot do without; one look spares a trial at each place.
_ENDS = re.compile(rf"(?:{_UP}|{_DOWN}){_END}$")
_BASED = re.compile(any_of("change: base begins"))
_AMOUNT_BEFORE = re.compile(f"{any_of('amount that grows')}[ ]*$")
MEAN = "年均"
"""The baseline of a mean over several years, which is never a year's growth against the last."""
_MEAN = re.compile("|".join(map(re.escape, reference.number_words()["mean"])))
_CHANGE_NOUNS = frozenset(words_of("change: noun"))
#: Most numbers change nothing: without one of these characters no pattern below can match.
_ANY = re.compile(f"{any_of('change: base stands')}|[{chars_of('change: any sign')}]")
YEAR_BEFORE = re.compile(f"^{any_of('change: whole year before')}?(?:的)?{any_of('change: time of the year before')}?(?:数|水平)?$")
_INNER_BLANK = re.compile("(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_STARTS = re.compile(
    f"{any_of('change: begins')}|{any_of('back from now')}?(?<![0-9])[0-9{SEVERAL}]{{1,2}}年(?!平均)|"
    rf"""[“\"]?(?:十?[{NINE}]|十)五[”\"]?[期时]|[0-9{SEVERAL}]+年平均"""
)
#: Right of the number: 22%的增长目标.
_RIGHT = re.compile(
    f"^的?{any_of('change behind: how')}?(?:(?P<up>{any_of('change behind: up')})|"
    f"(?P<down>{any_of('change behind: down')}))(?:{any_of('change behind: of what')}|，|。|；|、|$)"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A change, and where what changes ends in the words left of the number."""

    subject_end: int
    sign: int
    baseline: str
    stated: bool
    word: str
    span: str = ""
    """How long it took, as written, where that is more than the year: 五年, “十三五”期间."""


def change_of(left: str, kind: str) -> Change | None:
    """The change that the words left of a number announce, blanks within them or not (同 比下降); `kind` is the quantity's."""
    if not _INNER_BLANK.search(left):
        return _change_of(left, kind)
    found = _change_of("".join(left.split()), kind)
    if found is None:
        return None
    at, end = 0, 0
    while end < len(left) and at < found.subject_end:
        at, end = at + (not left[end].isspace()), end + 1
    return replace(found, subject_end=end)


@lru_cache(1 << 14)
def _change_of(left: str, kind: str) -> Change | None:
    """The change that the words left of a number announce; `kind` is the quantity's.

    Reads the last 48 characters only: a change stands right before its number.
    """
    offset = max(0, len(left) - 48)
    tail = left[offset:]
    if not _ANY.search(tail):
        return None
    gap = _GAP.search(tail) if kind in {"percent", "points"} else None
    if gap and not tail[: gap.start()].endswith("同比"):
        return Change(offset + gap.start(), -1 if gap["low"] else 1, gap["what"], True, gap["word"])
    found = _last(_CHANGE, tail) if _ENDS.search(tail) else None
    if found is None:
        found = _last(_CHANGE_SHORT, tail) if _BASED.search(tail) else None
        bare = _BARE.search(left) if found is None and kind in {"percent", "points"} else None
        if bare:
            return Change(bare.start(), 1 if bare["up"] else -1, "同比", False, bare["up"] or bare["down"])
        if found is None or (found["bare"] is not None and not (kind in {"percent", "points"} and (found["yoy"] or found["mom"]))):
            return None
    word = found["up"] or found["down"] or ""
    has_base = bool(found["yoy"] or found["mom"] or found["what"] or found["what2"])
    before = tail[found.start() - 1 : found.start()]
    if before == "新" or (word == "净增" and not has_base and found.start() > 0 and not _AMOUNT_BEFORE.search(tail[: found.start()])):
        return None
    if word not in _CHANGE_NOUNS and tail[: len(tail)].rstrip().endswith("为") and tail.endswith(word + "为"):
        return None  # 缩短为10分钟 states the level
    baseline, stated = _baseline(found)
    stated, span = stated and has_base, (found["span"] or "") if found.re is _CHANGE else ""
    clause = tail[max(tail.rfind(mark) for mark in "，；。") + 1 :]
    if not has_base and (_MEAN.search(clause) or (span and "平均" in found[0])):
        baseline, stated = MEAN, True
    elif not has_base and span:
        baseline, stated = span, True
    return Change(offset + found.start(), -1 if found["down"] else 1, baseline, stated, word, span)


def _last(pattern: re.Pattern[str], tail: str) -> re.Match[str] | None:
    """The match that begins earliest, so that 比上年同期实际增长 is taken whole, but no 比 before the last clause."""
    for start in _starts(tail):
        found = pattern.match(tail, start)
        if found and found.end() == len(tail):
            return found
    return None


def _starts(tail: str) -> list[int]:
    clause = max(tail.rfind(mark) for mark in "；。！？")
    marked = [m.start() for m in _STARTS.finditer(tail, clause + 1)]
    return marked + [i for i in range(max(clause + 1, len(tail) - 16), len(tail)) if i not in marked]


def _baseline(found: re.Match[str]) -> tuple[str, bool]:
    if found["mom"]:
        return "环比", True
    if found["yoy"]:
        return found["yoy_year"] or "同比", True
    what = (found["what"] or found["what2"] or "").strip()
    if not what or YEAR_BEFORE.match(what):
        return "同比", bool(what)
    return what.removesuffix("同期") or "同比", True


def change_right(right: str) -> int:
    """1 or -1 where the words right of a percentage make it a change (22%的增长目标), else 0."""
    found = _RIGHT.match(right)
    return 0 if not found else 1 if found["up"] else -1
