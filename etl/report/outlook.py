"""Which part of a report a chapter or paragraph is: what was done, what is planned, what went wrong.

A chapter says so in its heading; a paragraph may say so in its opening (下一步, …; 同时也要清醒看到…). Everything works on
folded text (:func:`etl.grammar.fold.narrow`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.grammar.terms import plan_years
from etl.report.readers.lines import YEAR, year_number, years_in

OPENING = 160
"""Characters of a paragraph in which it announces what it is."""

_DONE = re.compile(r"回顾|总结|成就|历程|(?:完成|落实|开展|进展|推进|执行|工作|运行|建设|履职)情况|成效|成绩|亮点|做法|做了|取得")
_DONE_UNLESS_LATER = re.compile("主要工作(?!思路|打算|安排|计划|目标|任务)")
"""2022年主要工作 looks back, unless its year is yet to come."""
_AHEAD = re.compile(r"下一?步|下一?阶段|明年|来年|今后|未来|新的?一年|接下来|下一?年度?|新一届(?!.*以来)")
_AHEAD_ALONE = re.compile("(?:下一?步|下一?阶段|今后|未来|明年|来年|展望(?:未来)?)$")
_AIM = re.compile(r"计划|思路|打算|安排|重点|目标|任务|举措|措施|展望|设想|要点|部署|谋划|方向|工作|建议|规划|想法")
_PLAN_NAME = re.compile(
    r"(?:工作|总体|初步|发展|整改)(?:计划|思路|打算|设想|谋划|展望|安排|要点|措施)|努力方向|对策(?:建议|措施)?$|意见建议$"
    r"|^(?:计划|打算|思路|展望)|(?:奋斗|主要|预期|总体|战略|年度|全年)的?(?:发展|工作)?(?:目标|任务|要求)"
)
_REACHED = re.compile("完成|实现|达成|兑现|圆满|超额")
"""A goal that was reached: 圆满完成主要目标任务."""
_PERIOD = re.compile(
    '(?<![第零〇一二三四五六七八九十])[“"]?(?P<ordinal>十?[一二三四五六七八九]|十)五[”"]?(?=[时期规末收开的主发目经工奋我成]|[“”"])'
)
"""A five-year plan: “十五五”时期, 十四五规划."""
_BOTH = re.compile("(?P<done>[^和与及暨、,]{2,30}(?:[和与及暨、][^和与及暨、,]{2,30})?)(?:以及|[和与及暨、,])(?P<ahead>.{4,40})")
"""A heading of two chapters in one: 2023年工作回顾和2024年工作安排."""
_VOCATIVE = re.compile("^(?:(?:各位)?(?:代表|委员|同志)们?[!,:。]*)+")
_LACK = "(?:问题|困难|不足|短板|差距|挑战|瓶颈|弱项)"
_PROBLEMS = re.compile(
    rf"(?:存在|面临|遇到|出现)着?的?(?:一些|主要|突出|几个)?.{{0,6}}{_LACK}|{_LACK}(?:和|与|及|以及|、).{{0,6}}(?:{_LACK}|原因)"
    rf"|^(?:主要|突出|当前)?的?{_LACK}$|不足之处|工作中的{_LACK}|问题(?:清单|剖析)"
)
_NEXT_YEAR = re.compile("明年|来年|新的?一年|下一?年|今后")
_HALF_AHEAD = re.compile("下半年")

_PLAN_OPENING = re.compile(
    r"展望未来|(?:展望|面向)?(?:下一?步|下一?阶段|明年|来年|今后|新的?一年|接下来)(?:的?工作中?|一?个?时期|五年|,|里,?|我|街道|全|将|要|是|,?我们)"
)
_GOAL_OPENING = re.compile(
    r"(?:[^,。;]{0,16},)?(?:建议)?(?:今|明|来)年,?(?:全?[街镇乡县区市]道?)?的?(?:(?:政府|经济社会|国民经济和社会)(?:发展|工作)的?(?:总体|主要|预期|奋斗|发展|工作)*|(?:工作|发展)?的?(?:总体|主要|预期|奋斗)+)"
    r"(?:目标任务|目标|任务)(?:建议)?(?:是|为|:|如下|安排)"
)
"""What a report that is given at the start of a year sets for it: 今年工作的主要目标是…; 今年任务为12个,已完成 looks back."""
_THIS_YEAR = re.compile(
    "(?:[^,。;]{0,16},)?(?:(?:做好|完成|实现|推进|推动|部署|安排|建议|提出|确定))?(?:好)?今年,?(?:是|要|将|我们?(?:要|将)|[^。;,]{0,12}(?:总体要求|总体思路|指导思想|目标|工作|任务))"
)
"""今年 at the head of a paragraph, in a report that is given in the year after the one it reviews."""
_LIST_AHEAD = re.compile(
    "今年,?(?:(?:我们|政府|全?[街镇乡县区市](?:道|政府)?)?(?:继续)?(?:将|要)|(?:计划|拟|力争)|将?集中力量办好)[^。;]*:$"
)
"""今年,我们将办好以下实事: what stands below it is ahead, whenever the report was given."""
_MUST = re.compile("(?:我们|全[县市区镇乡街]上下)?(?:必须|务必)(?!.*(?:体会|经验|启示))[^。;]{2,60},[^。;]{0,40}(?:努力|奋力|加快|确保)")
"""必须把稳增长放在首位,努力… says what is to be done; in what was learned (深刻体会到) it stands after its verb."""
_YEAR_OPENING = re.compile(rf"(?:展望)?({YEAR})\s?年(?!\s?\d{{1,2}}\s?月)")
_YEAR_AHEAD = re.compile(
    rf"(?:[^,。;]{{0,20}},)?(?:建议|做好|抓好|谋划|安排)?({YEAR})\s?年,?(?:要|将|拟|计划|力争|我们|全[省市州县区镇街乡]|政府|街道|经济社会|[^。;,]{{0,8}}目标)"
)
"""A year to come, behind a clause or a word that leads to it: 按照部署,2031年要…"""
_HALF_OPENING = re.compile(r"下半年,?(?:我|街道|全|将|要|[^。;,]{0,20}(?:将|要|继续))")
_PLAN_SENTENCE = re.compile(
    rf"(?:(?:下一?步|下一?阶段|明年|来年|接下来|新的一年)(?:里|的?工作中)?,?|{YEAR}\s?年,?)(?:我们?|街道|全街|全镇|党工委){{0,2}}(?:将|要|计划|拟|力争)"
)
_PROBLEM_OPENING = re.compile(
    r"(?:清醒|清楚|深刻)地?(?:认识|看|意识)到"
    r"|(?:还|仍|也|依然|尚)然?(?:存在|面临|有)(?:着|一些|不少|许多|诸多|以下|部分|很多|较多|的)?.{0,15}(?:问题|不足|困难|短板|痛点|难点|差距|挑战|薄弱)"
    r"|^(?:但|同时,?|当前,?|目前,?)?(?:工作中)?(?:存在|面临)的?(?:主要|突出|一些)?(?:问题|不足|困难|短板|差距)"
)
#: Most paragraphs hold none of these, and announce no problems then.
_MAY_BE_PROBLEM = re.compile("识到|看到|存在|面临|还有|仍有|也有|然有|尚有")


@dataclass(slots=True)
class Part:
    """The part that the text is in, as headings and announcements change it."""

    name: str
    year: int | None
    level: int = 0
    """Level of the heading that opened it."""
    by_heading: bool = True


@dataclass(slots=True)
class PartReader:
    """Keeps the running part while headings and paragraphs go by."""

    kind: str
    report_year: int | None
    spoken_year: int | None = None
    """The year in which the report was given, if that is told: its 今年."""
    base: Part = field(init=False)
    chapter: Part = field(init=False)
    """Of the last chapter that said what it is."""
    part: Part = field(init=False)
    last: dict[int, int] = field(default_factory=dict)
    """The last ordinal of each level."""
    ahead: str = ""
    """What the last heading goes on to announce: 2024年工作安排 of 2023年工作回顾和2024年工作安排."""

    def __post_init__(self) -> None:
        self.base = Part("plan" if self.kind == "plan" else "actual", self.report_year)
        self.chapter = self.part = self.base

    def heading(self, text: str, level: int, ordinal: int) -> str:
        """Take note of a heading (`ordinal` 0: it has no number); returns what of it is about the text that follows at once."""
        goes_on = ordinal > 1 and self.last.get(level) == ordinal - 1
        if ordinal:
            self.last[level] = ordinal
            for deeper in [deep for deep in self.last if deep > level]:
                del self.last[deeper]
        named = self._named(text, level)
        if named is not None:
            self.part = named
            if level <= 1:
                self.chapter = named
        elif not self.part.by_heading:
            if self.part.name == "problems" or goes_on:
                self.part = self.chapter
            else:  # the chapters that a paragraph announced: 2023年,我们将抓好以下工作: 一、…
                self.part = self.chapter = Part(self.part.name, self.part.year, 1)
        elif self.part.level > 1 and level <= self.part.level:
            self.part = self.chapter
        elif self.part.name == "problems" and level <= self.part.level:
            self.part = self.chapter = self.base
        return self._first_half(text, level, named)

    def _first_half(self, text: str, level: int, named: Part | None) -> str:
        """The heading, without the plan that it goes on to announce, which is kept for when a paragraph begins it."""
        if level <= 1 or named is not None:
            self.ahead = ""
        both = _BOTH.match(text) if named is not None and named.name == "actual" else None
        plan = self._named(both["ahead"], level) if both else None
        if both is None or plan is None or plan.name != "plan":
            return text
        self.ahead = both["ahead"]
        return both["done"]

    def announced_heading(self) -> str:
        """What the heading above said of the plan that a paragraph has begun; once."""
        ahead, self.ahead = (self.ahead, "") if self.part.name == "plan" else ("", self.ahead)
        return ahead

    def paragraph(self, text: str) -> bool:
        """Whether a paragraph with this opening sentence begins a part of its own."""
        opened = self._announced(text)
        if opened is None and not self.part.by_heading and self.part.name == "plan" and self._looks_back(text):
            opened = self.chapter
        if opened is None or opened.name == self.part.name:
            return False
        self.part = opened
        return True

    def names_a_part(self, text: str) -> bool:
        """Whether a heading without marker says what its chapter is."""
        return self._named(text, 1) is not None

    def sentence(self, text: str) -> bool:
        """Whether a sentence within a paragraph begins a plan (下一步,我们将…)."""
        if self.part.name == "plan" or not _PLAN_SENTENCE.match(text):
            return False
        return self.paragraph(text)

    def _named(self, text: str, level: int) -> Part | None:
        years = years_in(text)
        later = self._later(text)
        done = _DONE.search(text) is not None or (not later and _DONE_UNLESS_LATER.search(text) is not None)
        ahead = self._looks_ahead(text)
        if _PROBLEMS.search(text) and not re.search("整改|解决|化解|破解", text):
            return Part("problems", self.report_year, level)
        if done and not (ahead and _AHEAD.match(text)):
            if level <= 1 or years:
                return Part("actual", self._actual_year(years), level)
            return None
        if later:
            return Part("plan", self._planned_year(text, later), level)
        if ahead or self._of_this_year(text):
            return Part("plan", self._planned_year(text, years), level)
        if level <= 1 and _PLAN_NAME.search(text) and not _REACHED.search(text):
            return Part("plan", self._planned_year(text, years or [last for _, last in _periods(text)]), level)
        if years and level <= 1 and self.kind != "plan" and self.report_year in years:
            return Part("actual", self.report_year, level)
        return None

    def _looks_ahead(self, text: str) -> bool:
        half = self.kind == "half_year" and _HALF_AHEAD.search(text) is not None
        return half or _AHEAD_ALONE.match(text) is not None or (_AHEAD.search(text) is not None and _AIM.search(text) is not None)

    def _later(self, text: str) -> list[int]:
        """The years after the report's that a text names, a five-year plan that begins after it by its last."""
        if self.report_year is None:
            return []
        later = [year for year in years_in(text) if year > self.report_year]
        return later or [last for first, last in _periods(text) if first > self.report_year]

    def _of_this_year(self, text: str) -> bool:
        """Whether a heading is of this year's work, in a report that is given after the year it reviews."""
        given_later = self.spoken_year is not None and self.report_year is not None and self.spoken_year > self.report_year
        return given_later and "今年" in text and _AIM.search(text) is not None and not _REACHED.search(text)

    def _announced(self, text: str) -> Part | None:
        head = _VOCATIVE.sub("", text[:OPENING])
        years = [year_number(match[1]) for match in (_YEAR_OPENING.match(head), _YEAR_AHEAD.match(head)) if match]
        if years and self.report_year is not None and years[0] > self.report_year:
            return Part("plan", years[0], by_heading=False)
        period = _PERIOD.match(head)
        if period and (later := self._later(period.group() + "时")):
            return Part("plan", later[-1], by_heading=False)
        if ahead := _PLAN_OPENING.match(head) or _GOAL_OPENING.match(head):
            return Part("plan", self._planned_year(ahead.group(), []), by_heading=False)
        if self.spoken_year is not None and self.spoken_year > (self.report_year or self.spoken_year) and _THIS_YEAR.match(head):
            return Part("plan", self.spoken_year, by_heading=False)
        if announces_list(head) or _MUST.match(head):
            return Part("plan", self.spoken_year or self.report_year, by_heading=False)
        if self.kind == "half_year" and _HALF_OPENING.match(head):
            return Part("plan", self.report_year, by_heading=False)
        if self.part.name != "plan" and _MAY_BE_PROBLEM.search(head) and _PROBLEM_OPENING.search(head):
            return Part("problems", self.report_year, by_heading=False)
        return None

    def _looks_back(self, text: str) -> bool:
        match = _YEAR_OPENING.match(text)
        return match is not None and self.report_year is not None and year_number(match[1]) <= self.report_year

    def _planned_year(self, text: str, years: list[int]) -> int | None:
        if years:
            return years[-1]
        if self.report_year is None:
            return None
        own = self.kind in ("plan", "half_year", "quarter") and not _NEXT_YEAR.search(text)
        return self.report_year if own else self.report_year + 1

    def _actual_year(self, years: list[int]) -> int | None:
        if self.kind != "plan" or self.report_year is None:
            return self.report_year
        return years[0] if years else self.report_year - 1


def announces_list(text: str) -> bool:
    """Whether a line only announces what is to be done below it (今年,我们将办好以下实事:)."""
    return _LIST_AHEAD.match(_VOCATIVE.sub("", text.strip())) is not None


def _periods(text: str) -> list[tuple[int, int]]:
    """First and last year of the five-year plans that a text names."""
    found = (plan_years(match["ordinal"]) for match in _PERIOD.finditer(text))
    return [years for years in found if years]
