"""The table of divisions in memory: by name, by code, and how texts write the names.

A code says what lies above it: its first six digits are the county, four the city, two the province.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from etl import reference
from etl.errors import JiedaoError

_PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 "
    "达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 塔吉克 怒 鄂温克 保安 裕固 独龙 鄂伦春 普米 各"
)
_SHORT = re.compile(
    rf"(?P<short>.{{2,}}?)(?:(?:(?:{'|'.join(_PEOPLES.split())})族?)*自治(?P<kind>[区州县旗])|林区|特区|新区|地区|[省市区县旗盟])"
)
# Names of the sub-district level that say nothing of which place is meant.
_NAMELESS = frozenset({"街道", "城区", "工业园区", "开发区", "经济开发区", "园区", "新区", "高新区"})
_UPPER_DIGITS = (6, 4, 2)
_LONGEST_CONTEXT = 6
"""Characters of a word of place_context.csv."""


@dataclass(frozen=True, slots=True)
class Division:
    """A division of any level, with the names above it (its own name at its own level)."""

    code: str
    """Two digits for a province, four for a city, six for a county, nine below."""
    name: str
    county: str | None
    city: str | None
    province: str


@dataclass(frozen=True, slots=True)
class Written:
    """One way to write the name of a county, a city or a province."""

    text: str
    codes: tuple[str, ...]
    full: bool
    """Whether it is a whole name (番禺区, or a former one), not a short form (番禺)."""
    ordinary: bool
    """Whether it is also (part of) ordinary words, so that it names a place only where another name stands beside it."""


class Divisions:
    """All divisions and the ways to write their names.

    `rows` are pairs of code and name, `former` maps former names to codes, `ordinary` holds the names that are ordinary words as well,
    `merged` the former names of places that are but a part of what their code is today.
    """

    def __init__(
        self, rows: Iterable[tuple[str, str]], former: dict[str, str], ordinary: frozenset[str], merged: frozenset[str] = frozenset()
    ) -> None:
        self._name: dict[str, str] = dict(rows)
        self._lower: dict[str, tuple[str, ...]] = {}
        self.former = former
        self.merged = merged
        upper: dict[tuple[str, bool], list[str]] = {}
        for code, name in self._name.items():
            if len(code) > 6:
                if name not in _NAMELESS:
                    name = name.removesuffix("办事处") if name.endswith("街道办事处") else name
                    self._lower[name] = (*self._lower.get(name, ()), code)
                continue
            for text, full in _ways(name):
                upper.setdefault((text, full), []).append(code)
        for name, code in former.items():
            upper.setdefault((name, True), []).append(code)
        self._lower_starts = frozenset(name[:2] for name in self._lower)
        self._written: dict[str, list[Written]] = {}
        for (text, full), codes in upper.items():
            self._written.setdefault(text[:2], []).append(Written(text, tuple(codes), full, (len(text) == 2 and full) or text in ordinary))
        for found in self._written.values():
            found.sort(key=lambda written: -len(written.text))
        self._texts = list(dict.fromkeys(written.text for found in self._written.values() for written in found))
        self._finder = AhoCorasick(self._texts)

    def below_county(self, name: str) -> tuple[str, ...]:
        """Codes of the sub-districts, towns and townships of that name."""
        return self._lower.get(name, ())

    def may_begin_below_county(self, text: str, start: int) -> bool:
        """Whether the name of a sub-district, town or township begins with the two characters at `start`."""
        return text[start : start + 2] in self._lower_starts

    def has(self, code: str) -> bool:
        """Whether a division has that code."""
        return code in self._name

    def above(self, code: str) -> tuple[str, ...]:
        """Codes of the county, the city and the province above `code`, those that there are."""
        return tuple(code[:digits] for digits in _UPPER_DIGITS if digits < len(code) and code[:digits] in self._name)

    def beginning(self, text: str, start: int) -> Iterator[Written]:
        """The names of counties, cities and provinces that begin at `start`, the longest first."""
        return (written for written in self._written.get(text[start : start + 2], ()) if text.startswith(written.text, start))

    def named_in(self, text: str) -> Iterator[tuple[Written, int]]:
        """The names of counties, cities and provinces in `text` and how often each is there, a longer name not counted as a shorter one."""
        longest: dict[int, str] = {}
        for number, start, end in self._finder.find_matches_as_indexes(text, overlapping=True):
            if start not in longest or end - start > len(longest[start]):
                longest[start] = self._texts[number]
        for name, times in Counter(longest.values()).items():
            yield from ((written, times) for written in self._written[name[:2]] if written.text == name)

    def occurrences(self, text: str) -> list[tuple[int, int, tuple[Written, ...]]]:
        """Every place in `text` where the name of a county, a city or a province stands: start, end and what it may mean, in order.

        Of names that begin at one character the longest counts, and none that begins inside another.
        """
        longest: dict[int, int] = {}
        for _, start, end in self._finder.find_matches_as_indexes(text, overlapping=True):
            longest[start] = max(end, longest.get(start, 0))
        found: list[tuple[int, int, tuple[Written, ...]]] = []
        done = 0
        for start, end in sorted(longest.items()):
            if start >= done:
                name = text[start:end]
                found.append((start, end, tuple(written for written in self._written[name[:2]] if written.text == name)))
                done = end
        return found

    def starts(self, text: str) -> list[int]:
        """Where the names of counties, cities and provinces begin in `text`, ascending."""
        return sorted({start for _, start, _ in self._finder.find_matches_as_indexes(text, overlapping=True)})

    def division(self, code: str) -> Division:
        """The division with that code. Raises KeyError where there is none."""
        names = {len(above): self._name[above] for above in (code, *self.above(code))}
        province = names[2]
        # Counties of a municipality hang from it directly; people write it as their city.
        city = names.get(4) or (province if len(code) > 2 and province.endswith("市") else None)
        return Division(code, self._name[code], names.get(6), city, province)


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """Words beside the name of a place that say whether it is the writer's own (围绕…区委) or another (支援…, …商会)."""

    before: dict[str, str]
    """Relation (own or other) by word, of those that end right before a name."""
    after: dict[str, str]
    """The same of those that begin right after one."""

    def relation(self, before: str, after: str) -> str:
        """own, other or neutral, for a name between `before` and `after`: either side can say that it is another place."""
        longest = range(_LONGEST_CONTEXT, 0, -1)
        sides = (
            next((self.before[word] for size in longest if (word := before[-size:]) in self.before), None),
            next((self.after[word] for size in longest if (word := after[:size]) in self.after), None),
        )
        return "other" if "other" in sides else "own" if "own" in sides else "neutral"


def _ways(name: str) -> Iterator[tuple[str, bool]]:
    yield name, True
    match = _SHORT.fullmatch(name)
    if match:
        yield match["short"], False
        if match["kind"] and f"{match['short']}{match['kind']}" != name:
            yield f"{match['short']}{match['kind']}", True


@lru_cache(maxsize=1)
def divisions() -> Divisions:
    """The divisions of divisions.parquet with the former names of aliases.csv, loaded once."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = reference.FOLDER / "divisions.parquet"
    try:
        table = pq.read_table(file, columns=["code", "name"], use_threads=False)
    except (FileNotFoundError, pa.ArrowInvalid) as error:
        raise JiedaoError(f"{file}: cannot be read ({error}). Restore it from the repository, or install the package again.") from None
    codes: list[str] = table.column("code").to_pylist()
    names: list[str] = table.column("name").to_pylist()
    known = frozenset(codes)
    former, merged = {}, set()
    for row in reference._rows("aliases.csv", ("name", "code", "relation", "note"), key="name"):
        row.text("note")
        if row.one_of("relation", ("renamed", "merged")) == "merged":
            merged.add(row.text("name"))
        code = row.text("code")
        if code not in known:
            row.wrong(f"code {code} is no division", "Write the code of a division of divisions.parquet.")
        former[row.text("name")] = code
    ordinary = frozenset(row.text("name") for row in reference._rows("ordinary_names.csv", ("name",), key="name"))
    return Divisions(zip(codes, names, strict=True), former, ordinary, frozenset(merged))


@lru_cache(maxsize=1)
def place_context() -> PlaceContext:
    """The words of place_context.csv, loaded once."""
    words: dict[str, dict[str, str]] = {"before": {}, "after": {}}
    for row in reference._rows("place_context.csv", ("word", "side", "relation"), key="word", and_key="side"):
        word = row.text("word")
        if len(word) > _LONGEST_CONTEXT:
            row.wrong(f"word “{word}” is longer than {_LONGEST_CONTEXT} characters", "Write the part of it that stands next to the name.")
        words[row.one_of("side", ("before", "after"))][word] = row.one_of("relation", ("own", "other"))
    return PlaceContext(words["before"], words["after"])
