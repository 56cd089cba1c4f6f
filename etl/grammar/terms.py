"""Terms: stretches of several years that a report sums up or looks ahead to (五年来, “十三五”期间, 三年累计, 2016-2020年)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl import reference
from etl.grammar.figures import NINE, SEVERAL
from etl.grammar.lexicon import LONG_VERBS, any_of, words_of
from etl.grammar.numerals import number_value

#: (sentence, year that unmarked figures are about) → (as written, first year, last year) of the terms in it; 0 where no year is told
EXAMPLES: tuple[tuple[str, int, tuple[tuple[str, int, int], ...]], ...] = (
    ("五年来，新建道路620公里", 2020, (("五年来", 2016, 2020),)),
    ("“十三五”期间，共引进项目30个", 2020, (("“十三五”期间", 2016, 2020),)),
    ("十三五时期共引进项目30个", 2020, (("十三五时期", 2016, 2020),)),
    ("“十四五”以来建成公园9个", 2023, (("“十四五”以来", 2021, 2023),)),
    ("“十五五”期间将建成公园9个", 2025, (("“十五五”期间", 2026, 2030),)),
    ("“九五”期间修路90公里", 2000, (("“九五”期间", 1996, 2000),)),
    ("三年累计改造小区90个", 2022, (("三年", 2020, 2022),)),
    ("三年共改造小区90个", 2022, (("三年", 2020, 2022),)),
    ("三年改造小区90个", 2022, (("三年", 2020, 2022),)),
    ("近三年来，办结案件90件", 2022, (("近三年来", 2020, 2022),)),
    ("过去五年，我们新建学校9所", 2022, (("过去五年", 2018, 2022),)),
    ("5年间培育企业30家", 2022, (("5年间", 2018, 2022),)),
    ("2016-2020年累计投入3亿元", 2020, (("2016-2020年", 2016, 2020),)),
    ("2018年至2022年共引进人才300名", 2022, (("2018年至2022年", 2018, 2022),)),
    ("2019年以来，累计投入3亿元", 2022, (("2019年以来", 2019, 2022),)),
    ("自2019年以来累计投入3亿元", 2022, (("2019年以来", 2019, 2022),)),
    ("今后五年，新建学校9所", 2022, (("今后五年", 2023, 2027),)),
    ("本届政府以来，新建学校9所", 2022, (("本届政府以来", 0, 2022),)),
    ("五年固定资产投资2.8万亿元", 2022, (("五年", 2018, 2022),)),
    ("“十三五”工作回顾", 2020, (("“十三五”", 2016, 2020),)),
    ("本届政府工作回顾", 2020, (("本届政府", 0, 2020),)),
    ("回望过去的五年，新建学校9所", 2020, (("过去的五年", 2016, 2020),)),
    ("这是民生改善、家园变美的五年。", 2020, (("五年", 2016, 2020),)),
    ("这是项目提速的三年，建成项目9个", 2022, (("三年", 2020, 2022),)),
    ("这是打基础的五年规划。", 2020, ()),
    ("这是开局之年，也是攻坚的一年。", 2020, ()),
    ("行动计划（2021-2025年）完成项目9个", 2022, ()),
    ("五年内建成公园9个", 2022, ()),
    ("国企改革三年行动收官", 2022, ()),
    ("三年提升行动完成项目9个", 2022, ()),
    ("连续五年完成任务300户", 2022, ()),
    ("2015年完成投资3亿元", 2015, ()),
    ("用三年完成改造90户", 2022, ()),
    ("2022年以来新增企业30家", 2022, ()),
    ("十五年前的30户", 2022, ()),
    ("“十四五”规划编制完成", 2022, ()),
    ("是“十二五”时期的1.6倍", 2020, ()),
    ("比“十二五”时期增长三成", 2020, ()),
    ("去年以来新修渠道3800米", 2022, ()),
    ("近年来新增企业30家", 2022, ()),
)

_WORDS = reference.number_words()
_NO_TERM_RIGHT = words_of("no term: right")


def _any(role: str) -> str:
    return "|".join(map(re.escape, _WORDS[role]))


_REVIEWED = f"(?={any_of('term reviewed: of what')}?的?(?:工作)?的?{any_of('term reviewed')})"
_PLAN = rf"""(?P<plan>[“\"]?(?P<ordinal>十?[{NINE}]|十)五[”\"]?(?:规划)?(?P<plan_end>(?:{_any("term end")})|{_REVIEWED}))"""
_YEARS = (
    f"(?P<lead>(?:{_any('term before')}|(?P<ahead>{_any('term ahead')}))?)(?<![0-9])(?P<count>[{SEVERAL}]{{1,2}}|"
    f"[0-9]{{1,2}})[ ]?年(?P<end>(?:{_any('term end')})?)"
)
_RANGE = f"(?P<first>(?:19|20)[0-9]{{2}})[ ]?年?[ ]?(?:-|~|{any_of('up to')})[ ]?(?P<last>(?:19|20)[0-9]{{2}})[ ]?年(?:间|期间)?"
_SINCE = f"(?P<since>(?:19|20)[0-9]{{2}})[ ]?年(?:度|初)?{any_of('since')}"
_OFFICE = (
    f"(?P<office>本届{any_of('term of office: whose')}?{any_of('term of office: begins')}?"
    f"(?:{any_of('term of office: so far')}|{_REVIEWED}))"
)
_TERM = re.compile(rf"{_PLAN}|{_RANGE}|{_SINCE}|{_YEARS}|{_OFFICE}")
#: Few sentences name a term, and looking for one of its marks costs less than trying the pattern at each place.
_ANY = re.compile(
    rf"""[五两二三四六七八九十0-9][ ]?年|五[”\"]?(?:规划)?(?:[期时以]|{_REVIEWED})|本届|年[ ]?(?:-|~|至|到|以来|起)|[0-9]"""
    f"(?:-|~|{any_of('up to')})[0-9]{{4}}[ ]?年"
)
_BACK = re.compile(f"(?<=年){any_of('term: back')}$")
_COMPARED = re.compile(f"(?:{any_of('term: no term after')}|[0-9])$")
_THESE = re.compile(f"{any_of('term: not these')}*是[^。；]{{2,60}}的")
"""What leads to the years that a paragraph sums up: 这是民生持续改善的五年。"""
_NO_TERM = words_of("no term before")
_NAMED = re.compile("[^，。；、0-9]{0,8}(?:行动|计划|规划|方案|攻坚战|工程(?!款))")


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of years and where it is written; `first` is None where the report does not tell it."""

    start: int
    end: int
    written: str
    first: int | None
    last: int


def terms_in(s: str, year: int | None, report_year: int | None = None) -> list[Term]:
    """The terms that the folded sentence `s` names, in order; what is only compared with (比“十二五”时期) is none.

    `year` is the year that unmarked figures of the sentence are about: a term counted back (五年来) ends with it, and one
    that began before ends no later.
    """
    if year is None or not _ANY.search(s):
        return []
    found = []
    for match in _TERM.finditer(s):
        years = _years(match, s, year, year if report_year is None else report_year)
        if years is not None and (years[0] is None or years[0] < years[1]):
            found.append(Term(match.start(), match.end(), match[0], *years))
    return found


def term_of(written: str) -> str:
    """What a change over a term is a change from: 五年 of 五年来; anything else as it is written."""
    return _BACK.sub("", written)


def _years(match: re.Match[str], s: str, year: int, report_year: int) -> tuple[int | None, int] | None:
    """First and last year of a match, or None where it is no term."""
    before = s[max(0, match.start() - 2) : match.start()]
    if match["office"]:
        return None, year
    if match["since"]:
        return int(match["since"]), max(year, report_year)
    if _COMPARED.search(before) and not before.endswith("自") and not _are_these(match, s):
        return None
    if match["plan"]:
        return plan_years(match["ordinal"], year)
    if match["first"] and before.endswith("（"):
        return None  # 行动计划（2021-2025年）
    if match["first"]:
        return int(match["first"]), int(match["last"])
    count = number_value(match["count"])
    if count is None or not 2 <= count <= 30 or not _is_term(match, s):
        return None
    n = int(count)
    return (report_year + 1, report_year + n) if match["ahead"] else (year - n + 1, year)


def plan_years(ordinal: str, year: int | None = None) -> tuple[int, int] | None:
    """First and last year of a five-year plan by its ordinal (十三 of 十三五); one that runs in `year` has come as far as that."""
    number = number_value(ordinal)
    if number is None or not 3 <= number <= 30:
        return None
    first = 1966 + 5 * (int(number) - 3)
    last = first + 4
    return first, min(last, year) if year is not None and first <= year else last


def _is_term(match: re.Match[str], s: str) -> bool:
    """Whether a number of years sums up: 五年来, 过去五年, and three years that something was done in (三年共改造, 三年改造)."""
    if _are_these(match, s):
        return True
    if match["end"] or match["lead"]:
        return not s.startswith(_NO_TERM_RIGHT, match.end())
    if s.startswith(_WORDS["sum"], match.end()):
        return True
    opens = match.start() == 0 or s[match.start() - 1] in "，；。：、"
    return (opens or bool(LONG_VERBS.at(s, match.end()))) and not _NAMED.match(s, match.end()) and not s.startswith(_NO_TERM, match.end())


def _are_these(match: re.Match[str], s: str) -> bool:
    """Whether a sentence opens its paragraph by saying what the years were: 这是民生持续改善的五年。"""
    closed = match["count"] is not None and s[match.end() : match.end() + 1] in ("", "，", "。", "；", "！")
    return closed and match.start() < 80 and _THESE.fullmatch(s, 0, match.start()) is not None
