"""Five-year plans: which years they have, and what a report says of a year (2021年是“十四五”开局之年)."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.contracts.records import LAST_YEAR, Document, PlanYear, Sentence
from etl.grammar.figures import NINE, ONE_OR_TWO
from etl.grammar.lexicon import any_of

_FIRST_NUMBERED = 1981
"""Year from which on the plans follow each other without a gap."""
_PLAN = f"[{ONE_OR_TWO}]?十?[{NINE}]五"
_FIRST, _LAST, _ANY = any_of("plan year: first"), any_of("plan year: last"), any_of("plan year: any")
_SAID = re.compile(
    "(?:(?P<year>(?:19|20)[0-9]{2})年|(?P<this>今年|本年度?)|明年)[，,]?[既也正]?是[^。；;，,]{0,12}?"
    f"""(?P<plan>{_PLAN})[”"’」]?{any_of("plan: paper")}?(?:实施|发展)?的?(?:(?P<first>{_FIRST})|(?P<last>{_LAST})|"""
    f"{_ANY})[^。；;，,]{{0,2}}"
)


def five_year_plan(year: int) -> str | None:
    """The five-year plan a year belongs to, such as 十四五; None for the years without one (before 1953, 1963 to 1965)."""
    if year < 1953 or 1963 <= year <= 1965:
        return None
    number = (year - 1953) // 5 + 1 if year < 1963 else (year - 1951) // 5
    digits = "一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else ("十" if tens == 1 else digits[tens - 1] + "十")) + (digits[ones - 1] if ones else "") + "五"


@lru_cache(maxsize=1)
def _first_years() -> dict[str, int]:
    return {plan: year for year in range(_FIRST_NUMBERED, LAST_YEAR, 5) if (plan := five_year_plan(year))}


def plan_years(document: Document, sentences: tuple[Sentence, ...]) -> list[PlanYear]:
    """What the sentences of a document say of a year and a five-year plan, whether it is right or not."""
    found = []
    for sentence in sentences:
        text = document.text[sentence.start : sentence.end]
        if sentence.kind == "chrome" or "五" not in text:
            continue
        for said in _SAID.finditer(text):
            begins = _first_years().get(said["plan"])
            now = int(said["year"]) if said["year"] else document.spoken_year or document.report_year
            if begins is None or now is None:
                continue
            ends = begins + 4
            least, most = ends if said["last"] else begins, begins if said["first"] else ends
            year = now if said["year"] or said["this"] else now + 1
            if not said["year"] and document.spoken_year is None and year + 1 in (least, most) and not least <= year <= most:
                year += 1  # a report that does not say when it was given may be one of the start of the next year
            found.append(
                PlanYear(
                    start=sentence.start + said.start(),
                    sentence_start=sentence.start,
                    quote=said[0],
                    plan=said["plan"],
                    year=year,
                    first_year=begins,
                    last_year=ends,
                    least=least,
                    most=most,
                )
            )
    return found
