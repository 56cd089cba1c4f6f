"""Which part of a report a chapter or paragraph is: what was done, what is planned, what went wrong.

A chapter says so in its heading; a paragraph may say so in its opening (下一步, …; 同时也要清醒看到…). Everything works on
folded text (:func:`etl.grammar.fold.narrow`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.grammar.figures import NINE
from etl.grammar.lexicon import any_of, chars_of
from etl.grammar.terms import plan_years
from etl.report.readers.lines import YEAR, year_number, years_in

OPENING = 160
"""Characters of a paragraph in which it announces what it is."""

_DONE = re.compile(any_of("heading: done"))
_DONE_UNLESS_LATER = re.compile(f"主要工作(?!{any_of('heading: no review')})")
"""2022年主要工作 looks back, unless its year is yet to come."""
_AHEAD = re.compile(f"{any_of('heading: ahead')}|新一届(?!.*以来)")
_AHEAD_ALONE = re.compile(f"{any_of('heading: ahead alone')}$")
_AIM = re.compile(any_of("heading: aim"))
_PLAN_NAME = re.compile(
    f"{any_of('plan: of what')}{any_of('plan: name')}|努力方向|对策(?:建议|措施)?$|意见建议$|^{any_of('plan alone')}|"
    f"{any_of('target: kind')}的?{any_of('field')}?{any_of('target: name')}"
)
_REACHED = re.compile(any_of("reached"))
"""A goal that was reached: 圆满完成主要目标任务."""
_PERIOD = re.compile(
    f"""(?<![第零〇一二三四五六七八九十])[“"]?(?P<ordinal>十?[{NINE}]|十)五[”"]?(?={any_of("five-year plan: behind")}|[“”"])"""
)
"""A five-year plan: “十五五”时期, 十四五规划."""
_BOTH = re.compile(
    f"(?P<done>[^、,{chars_of('joins done and ahead')}]{{2,30}}"
    f"(?:[、{chars_of('joins done and ahead')}][^、,{chars_of('joins done and ahead')}]{{2,30}})?)(?:以及|"
    f"[、,{chars_of('joins done and ahead')}])(?P<ahead>.{{4,40}})"
)
"""A heading of two chapters in one: 2023年工作回顾和2024年工作安排."""
_VOCATIVE = re.compile(f"^(?:(?:各位)?{any_of('addressed')}们?[!,:。]*)+")
_LACK = any_of("lack")
_SOLVED = re.compile(any_of("solved"))
_PROBLEMS = re.compile(
    f"{any_of('problem: verb')}着?的?{any_of('problem: how many')}?.{{0,6}}{_LACK}|{_LACK}(?:{any_of('and')}|"
    f"、).{{0,6}}(?:{_LACK}|原因)|^{any_of('problem: which')}?的?{_LACK}$|{any_of('heading: problem')}|工作中的{_LACK}"
)
_NEXT_YEAR = re.compile(any_of("next year"))
_HALF_AHEAD = re.compile("下半年")

_PLAN_OPENING = re.compile(f"展望未来|(?:展望|面向)?{any_of('opening: ahead')}(?:{any_of('opening: goes on')}|,)")
_GOAL_OPENING = re.compile(
    f"(?:[^,。;]{{0,16}},)?(?:建议)?{any_of('goal: year')}年,?(?:全?[{chars_of('own level')}]道?)?的?"
    f"(?:{any_of('goal: whose')}{any_of('field')}的?{any_of('goal: kind, of a field')}*|{any_of('field')}?的?"
    f"{any_of('goal: kind')}+){any_of('goal: name')}(?:建议)?(?:{any_of('goal: stated')}|:)"
)
"""What a report that is given at the start of a year sets for it: 今年工作的主要目标是…; 今年任务为12个,已完成 looks back."""
_THIS_YEAR = re.compile(
    f"(?:[^,。;]{{0,16}},)?(?:{any_of('this year: to do')})?(?:好)?今年,?(?:{any_of('this year: will')}|"
    f"[^。;,]{{0,12}}{any_of('this year: aim')})"
)
"""今年 at the head of a paragraph, in a report that is given in the year after the one it reviews."""
_LIST_AHEAD = re.compile(
    f"今年,?(?:(?:我们|政府|全?[{chars_of('own level')}](?:道|政府)?)?(?:继续)?{any_of('will')}|{any_of('list ahead: will')})[^。;]*:$"
)
"""今年,我们将办好以下实事: what stands below it is ahead, whenever the report was given."""
_MUST = re.compile(
    f"{any_of('must: who')}?(?:必须|务必)(?!.*{any_of('must: not of experience')})[^。;]{{2,60}},[^。;]{{0,40}}{any_of('must: strive')}"
)
"""必须把稳增长放在首位,努力… says what is to be done; in what was learned (深刻体会到) it stands after its verb."""
_YEAR_OPENING = re.compile(rf"(?:展望)?({YEAR})\s?年(?!\s?\d{{1,2}}\s?月)")
_YEAR_AHEAD = re.compile(
    rf"(?:[^,。;]{{0,20}},)?{any_of('year ahead: to do')}?({YEAR})\s?年,?(?:{any_of('year ahead: goes on')}|"
    "[^。;,]{0,8}目标)"
)
"""A year to come, behind a clause or a word that leads to it: 按照部署,2031年要…"""
_HALF_OPENING = re.compile(f"下半年,?(?:{any_of('half ahead: goes on')}|[^。;,]{{0,20}}{any_of('half ahead: will')})")
_PLAN_SENTENCE = re.compile(
    rf"(?:{any_of('sentence ahead')}(?:里|的?工作中)?,?|{YEAR}\s?年,?){any_of('sentence ahead: who')}{{0,2}}"
    f"{any_of('sentence ahead: will')}"
)
_PROBLEM_OPENING = re.compile(
    f"{any_of('problem seen: how')}地?{any_of('problem seen: verb')}到|{any_of('problem: still')}然?"
    f"{any_of('problem: exists')}{any_of('problem: some')}?.{{0,15}}{any_of('problem: name')}|^"
    f"{any_of('problem: opens')}?(?:工作中)?{any_of('exists')}的?{any_of('problem: which kind')}?"
    f"{any_of('problem: name, short')}"
)
#: Most paragraphs hold none of these, and announce no problems then.
_MAY_BE_PROBLEM = re.compile(any_of("problem: any sign"))


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
        if _PROBLEMS.search(text) and not _SOLVED.search(text):
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
