"""What analysts edit: topics, units and indicators, each loaded once and checked; :mod:`etl.reference.places` has the divisions.

A row that breaks its table's contract raises JiedaoError with the file, the line and the remedy.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Never

from etl.contracts import codes
from etl.errors import JiedaoError

FOLDER = Path(__file__).resolve().parent

KINDS = ("input", "activity", "output", "outcome", "context")
STOCK_FLOWS = ("flow", "stock", "state", "commitment", "either")
POLARITIES = ("up", "down", "effort", "neutral", "ambiguous")
ADDITIVES = ("yes", "no", "no over years")
"""Whether values add up: over districts and years, not at all, or over districts of one year only."""
NUMBER_ROLES = (
    *(f"{kind} {side}" for kind in ("approx", "lower", "upper") for side in ("before", "after")),
    "term end",
    "term before",
    "term ahead",
    "reached",
    "sum",
    "mean",
    "money before",
    "money after",
    "no half",
    "idea",
    "attribute",
)
VERB_SENSES = ("build", "give", "find", "recruit", "award", "reduce", "add", "make")
LONGEST_TOPIC_WORD, MOST_WEIGHT = 12, 20
WORD_TABLES = (
    "clause_words.csv",
    "common_words.csv",
    "change_words.csv",
    "measure_words.csv",
    "outlook_words.csv",
    "page_words.csv",
    "part_words.csv",
    "place_words.csv",
    "rank_words.csv",
    "table_words.csv",
    "time_words.csv",
    "uncounted_words.csv",
)
"""Words by the construction that looks for them, each in a role."""
PHRASE_ROLES = ("fold", "lead", "tail", "shield", "quantity", "new", "bare")


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of topics.csv."""

    code: str
    name_zh: str
    name_en: str
    words: Mapping[str, int]
    """Words of a clause that speak for this topic, with their weights (topic_words.csv)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of units.csv: ``value * factor`` is the value in `base_unit`."""

    unit: str
    dimension: str
    base_unit: str
    factor: Decimal
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A row of dimensions.csv: what a unit measures, and which counts are alike."""

    dimension: str
    name_zh: str
    base_unit: str
    family: str
    """Values of one indicator stand side by side if the families of their units agree."""
    meets: tuple[str, ...]
    """Dimensions whose indicators may be counted in a unit of this one as well."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of indicators.csv: a curated indicator that many districts report."""

    code: str
    name_zh: str
    name_en: str
    topic: str
    dimension: str
    """Unit dimension of its level (or of its rate, for a share)."""
    kind: str
    stock_flow: str
    polarity: str
    additive: str
    broader: str | None
    definition: str


@dataclass(frozen=True, slots=True)
class ClauseWord:
    """A row of clause_words.csv: a word in one role, which it has not before or after some others."""

    word: str
    before: tuple[str, ...]
    """It counts only before one of these, if there are any."""
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    becomes: tuple[str, ...]
    """The members that a joint word stands for (城乡: 城镇 and 农村)."""


@dataclass(frozen=True, slots=True)
class Plausible:
    """A row of plausibility.csv: what an indicator's value of a whole district and year can be."""

    ratio: Decimal
    """How many times as much, or as little, it may be a year later at most."""
    least: Decimal | None
    most: Decimal | None
    """Bounds in the indicator's base unit."""
    others: Decimal | None
    """How many times the median of other districts of its level it may be at most, or that be of it."""


class _Row:
    """One line of a reference table, with its place for error messages."""

    def __init__(self, file: Path, line: int, cells: dict[str, str]) -> None:
        self.file, self.line, self.cells = file, line, cells

    def wrong(self, what: str, remedy: str) -> Never:
        raise JiedaoError(f"{self.file}, line {self.line}: {what}. {remedy}")

    def text(self, column: str) -> str:
        value = self.cells[column]
        if not value:
            self.wrong(f"{column} is empty", f"Write a {column}.")
        return value

    def maybe(self, column: str) -> str | None:
        return self.cells[column] or None

    def several(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def one_of(self, column: str, allowed: tuple[str, ...] | frozenset[str]) -> str:
        value = self.cells[column]
        if value not in allowed:
            named = sorted(allowed) if len(allowed) <= 20 else get_close_matches(value, allowed, cutoff=0.0)
            self.wrong(f"{column} is “{value}”", f"Write one of: {', '.join(named)}{'' if len(named) == len(allowed) else ', …'}.")
        return value

    def whole(self, column: str, least: int, most: int) -> int:
        value = self.cells[column]
        if not (value.isascii() and value.isdecimal() and least <= int(value) <= most):
            self.wrong(f"{column} is “{value}”", f"Write a whole number from {least} to {most}.")
        return int(value)

    def positive(self, column: str) -> Decimal:
        try:
            value = Decimal(self.cells[column])
        except InvalidOperation:
            self.wrong(f"{column} “{self.cells[column]}” is no number", "Write a plain decimal, such as 10000 or 0.001.")
        if not (value.is_finite() and value > 0):
            self.wrong(f"{column} is {value}", "It must be a number above 0.")
        return value


def _rows(name: str, columns: tuple[str, ...], key: str, and_key: str | None = None) -> Iterator[_Row]:
    """The lines of a table that has `columns` (in any order), with `key` (or both keys together) present and unique."""
    file = FOLDER / name
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            missing = set(columns) - set(reader.fieldnames or ())
            if missing:
                raise JiedaoError(f"{file}, line 1: column {', '.join(sorted(missing))} is missing. Its columns are: {', '.join(columns)}.")
            seen: dict[str, int] = {}
            for cells in reader:
                row = _Row(file, reader.line_num, {})
                # DictReader files surplus cells under None and gives None for those that a short line lacks.
                if None in cells or None in cells.values():
                    row.wrong("the line has not as many cells as the header", "Put a cell that holds a comma in double quotes.")
                row.cells = {column: cell.strip() for column, cell in cells.items()}
                value = row.text(key) + (f" {row.text(and_key)}" if and_key else "")
                if value in seen:
                    row.wrong(f"{key} “{value}” stands on line {seen[value]} already", "Keep one of the two lines.")
                seen[value] = row.line
                yield row
    except FileNotFoundError:
        raise JiedaoError(
            f"{file}: the reference table is missing. Restore it from the repository, or install the package again."
        ) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise JiedaoError(f"{file}: not a CSV file in UTF-8 ({error}). Save it as “CSV UTF-8”.") from None


@lru_cache(maxsize=1)
def topics() -> dict[str, Topic]:
    """The topics by code, in the table's order."""
    rows = list(_rows("topics.csv", ("code", "name_zh", "name_en"), key="code"))
    words: dict[str, dict[str, int]] = {row.text("code"): {} for row in rows}
    for row in _rows("topic_words.csv", ("topic", "word", "weight"), key="topic", and_key="word"):
        word = row.text("word")
        if not 2 <= len(word) <= LONGEST_TOPIC_WORD:
            row.wrong(f"word “{word}” has {len(word)} characters", f"A word that speaks for a topic has 2 to {LONGEST_TOPIC_WORD}.")
        words[row.one_of("topic", frozenset(words))][word] = row.whole("weight", 1, MOST_WEIGHT)
    return {code: Topic(code, row.text("name_zh"), row.text("name_en"), words[code]) for row in rows if (code := row.text("code"))}


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """The canonical units by name, in the table's order."""
    rows = list(_rows("units.csv", ("unit", "dimension", "base_unit", "factor", "aliases"), key="unit"))
    dimension = {row.text("unit"): row.text("dimension") for row in rows}
    owner = {unit: unit for unit in dimension}
    found = {}
    for row in rows:
        unit, base, factor = row.text("unit"), row.text("base_unit"), row.positive("factor")
        if dimension.get(base) != dimension[unit]:
            row.wrong(f"base_unit “{base}” is no unit of dimension {dimension[unit]}", "Name a unit of this table with the same dimension.")
        if unit == base and factor != 1:
            row.wrong(f"{unit} is its own base_unit, with factor {factor}", "Write factor 1.")
        for alias in row.several("aliases"):
            if owner.setdefault(alias, unit) != unit:
                row.wrong(f"alias “{alias}” belongs to {owner[alias]} already", "Keep it in one place.")
        found[unit] = Unit(unit, dimension[unit], base, factor, row.several("aliases"))
    return found


@lru_cache(maxsize=1)
def dimensions() -> dict[str, Dimension]:
    """The unit dimensions by code, in the table's order."""
    rows = list(_rows("dimensions.csv", ("dimension", "name_zh", "base_unit", "family", "meets"), key="dimension"))
    codes = frozenset(row.text("dimension") for row in rows)
    found = {}
    for row in rows:
        code, base = row.text("dimension"), row.text("base_unit")
        if base not in units() or units()[base].dimension != code:
            row.wrong(f"base_unit “{base}” is no unit of dimension {code}", "Name a unit of units.csv with that dimension.")
        for other in row.several("meets"):
            if other not in codes:
                row.wrong(f"meets “{other}”, which is no dimension", "Name dimensions of this table, separated by |.")
        found[code] = Dimension(code, row.text("name_zh"), base, row.text("family"), row.several("meets"))
    return found


@lru_cache(maxsize=1)
def indicators() -> dict[str, Indicator]:
    """The curated indicators by code, in the table's order."""
    columns = ("code", "name_zh", "name_en", "topic", "dimension", "kind", "stock_flow", "polarity", "additive", "broader")
    rows = list(_rows("indicators.csv", (*columns, "definition"), key="code"))
    codes = frozenset(row.text("code") for row in rows)
    found = {}
    for row in rows:
        code, dimension = row.text("code"), row.one_of("dimension", frozenset(dimensions()))
        broader = row.maybe("broader")
        if broader:
            row.one_of("broader", codes - {code})
        found[code] = Indicator(
            code=code,
            name_zh=row.text("name_zh"),
            name_en=row.text("name_en"),
            topic=row.one_of("topic", frozenset(topics())),
            dimension=dimension,
            kind=row.one_of("kind", KINDS),
            stock_flow=row.one_of("stock_flow", STOCK_FLOWS),
            polarity=row.one_of("polarity", POLARITIES),
            additive=row.one_of("additive", ADDITIVES),
            broader=broader,
            definition=row.text("definition"),
        )
    return found


@lru_cache(maxsize=1)
def phrase_words() -> dict[str, dict[str, str]]:
    """Words that say nothing of what is measured, by role: fold (word to what it becomes), lead, tail, shield, quantity,
    new and bare (word to nothing; etl/reference/README.md says what each role does)."""
    roles: dict[str, dict[str, str]] = {role: {} for role in PHRASE_ROLES}
    for row in _rows("phrase_words.csv", ("word", "role", "becomes", "note"), key="word", and_key="role"):
        roles[row.one_of("role", PHRASE_ROLES)][row.text("word")] = row.maybe("becomes") or ""
    return roles


@lru_cache(maxsize=1)
def number_words() -> dict[str, tuple[str, ...]]:
    """The words that bound, sum or date a number, by role, longest first (etl/reference/README.md says what each role does)."""
    roles: dict[str, list[str]] = {role: [] for role in NUMBER_ROLES}
    for row in _rows("number_words.csv", ("word", "role", "note"), key="word", and_key="role"):
        roles[row.one_of("role", NUMBER_ROLES)].append(row.text("word"))
    return {role: tuple(sorted(words, key=lambda word: (-len(word), word))) for role, words in roles.items()}


@lru_cache(maxsize=1)
def clause_words() -> dict[str, tuple[ClauseWord, ...]]:
    """The words of all WORD_TABLES by role, in the table's order (etl/reference/README.md says what each role does)."""
    roles: dict[str, list[ClauseWord]] = {}
    owner: dict[str, str] = {}
    columns = ("role", "word", "before", "not_before", "not_after", "becomes")
    for table in WORD_TABLES:
        for row in _rows(table, columns, key="role", and_key="word"):
            role = row.text("role")
            if owner.setdefault(role, table) != table:
                row.wrong(f"role “{role}” is one of {owner[role]}", "Keep the words of a role in one table.")
            found = ClauseWord(
                row.text("word"), row.several("before"), row.several("not_before"), row.several("not_after"), row.several("becomes")
            )
            roles.setdefault(role, []).append(found)
    return {role: tuple(words) for role, words in roles.items()}


@lru_cache(maxsize=1)
def growth_caveats() -> dict[str, str]:
    """What may set the stated growth of an indicator apart from that of its stated levels, by the indicator's code."""
    known, caveats = frozenset(indicators()), tuple(codes.EXPLANATIONS)
    rows = _rows("growth_caveats.csv", ("code", "caveat"), key="code")
    return {row.one_of("code", known): row.one_of("caveat", caveats) for row in rows}


@lru_cache(maxsize=1)
def verbs() -> dict[str, str]:
    """Verbs that open or close a reporting clause (建成, 拆除, 查), each with its sense; '' where it has none that is asked for."""
    return {row.text("word"): row.one_of("sense", ("", *VERB_SENSES)) for row in _rows("verbs.csv", ("word", "sense"), key="word")}


@lru_cache(maxsize=1)
def nouns() -> frozenset[str]:
    """Nouns of two characters that name what is counted, and are no verbs (企业, 公园)."""
    return frozenset(row.text("word") for row in _rows("nouns.csv", ("word",), key="word"))


@lru_cache(maxsize=1)
def unit_guards() -> dict[str, tuple[str, ...]]:
    """For a unit as written, what must not follow it: 场 before 所 is part of 场所 and no unit."""
    return {row.text("unit"): row.several("not_before") for row in _rows("unit_guards.csv", ("unit", "not_before"), key="unit")}


@lru_cache(maxsize=1)
def radicals() -> dict[str, str]:
    """For a sign of the Unicode blocks of radicals, the simplified character that it shows (⻓: 长); PDF files have them for characters."""
    return {row.text("radical"): row.text("character") for row in _rows("radicals.csv", ("radical", "character"), key="radical")}


@lru_cache(maxsize=1)
def other_papers() -> dict[tuple[str, str], tuple[str, ...]]:
    """Words that tell what is no report: for a kind of paper (a notice) and a place (title or text), the words that speak for it there."""
    words: dict[tuple[str, str], list[str]] = {}
    for row in _rows("other_papers.csv", ("word", "paper", "where"), key="word", and_key="where"):
        words.setdefault((row.text("paper"), row.one_of("where", ("title", "text"))), []).append(row.text("word"))
    return {key: tuple(found) for key, found in words.items()}


@lru_cache(maxsize=1)
def of_currency() -> dict[tuple[str, str], str]:
    """By an indicator's code and a currency the code of its series in that currency, where it has one of its own."""
    known, found = frozenset(indicators()), {}
    for row in _rows("currency_codes.csv", ("code", "unit", "becomes"), key="code", and_key="unit"):
        found[row.one_of("code", known), row.one_of("unit", frozenset(units()))] = row.one_of("becomes", known)
    return found


@lru_cache(maxsize=1)
def plausibility() -> dict[str, Plausible]:
    """By indicator, what its value can be."""
    found = {}
    for row in _rows("plausibility.csv", ("indicator", "ratio", "least", "most", "others", "note"), key="indicator"):
        code = row.text("indicator")
        if code not in indicators():
            row.wrong(f"indicator {code} is none of indicators.csv", "Write the code of one that is.")
        ratio = row.positive("ratio")
        if ratio <= 1:
            row.wrong(f"ratio is {ratio}", "It must be above 1.")
        bounds = (row.positive(column) if row.maybe(column) else None for column in ("least", "most", "others"))
        found[code] = Plausible(ratio, *bounds)
    return found
