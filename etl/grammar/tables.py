"""Tables: rows of cells under a header, as web pages and Word files give them (指标 | 单位 | 2023年 | 同比（%）).

A row is read by its header: which column names the unit, which holds levels, changes, targets or ranks. What a cell
says by itself (a sign, a %) outranks the header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.grammar import phrases
from etl.grammar.aspects import aspect_of
from etl.grammar.fold import fold
from etl.grammar.lexicon import UNIT_OF
from etl.grammar.numerals import Numeral, number_value, numerals
from etl.grammar.periods import Time
from etl.grammar.quantities import Quantity
from etl.grammar.statements import Context, Reading, Statement

#: (header, row, [(indicator, value, unit, measure, year)]) for a report of 2022.
EXAMPLES: tuple[tuple[str, str, tuple[tuple[str, str, str, str, int], ...]], ...] = (
    (
        "指标 | 单位 | 2022年 | 同比（%）",
        "固定资产投资 | 亿元 | 18.30 | -5.4",
        (("固定资产投资", "1830000000", "元", "level", 2022), ("固定资产投资", "-5.4", "%", "growth", 2022)),
    ),
    (
        "项目\t2022年\t2021年\t增减",
        "粮食产量（万吨）\t18.26\t18.51\t-0.25",
        (
            ("粮食产量", "182600", "吨", "level", 2022),
            ("粮食产量", "185100", "吨", "level", 2021),
            ("粮食产量", "-2500", "吨", "growth", 2022),
        ),
    ),
    (
        "指标 | 目标 | 完成 | 完成率",
        "新增就业（人） | 300 | 312 | 104%",
        (("新增就业", "300", "人", "level", 2022), ("新增就业", "312", "人", "level", 2022), ("新增就业", "104", "%", "rate", 2022)),
    ),
    (
        "序号 | 社区 | 户数（户） | 加装电梯（部）",
        "1 | 和平社区 | 1,203 | 4",
        (("户数", "1203", "户", "level", 2022), ("加装电梯", "4", "部", "level", 2022)),
    ),
    ("指标 | 单位 | 全年", "规上工业增加值 | 亿元 | —", ()),
)

_SEPARATOR = re.compile(r"[ \u3000]*(?:\t|\|)[ \u3000]*")
_NUMBER = re.compile(r"(?P<sign>[+\-]?)[ ]?(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)[ ]?(?P<mark>%|‰)?")
_UNIT_COLUMN = re.compile("^(?:计量)?单位$")
_ORDINAL_COLUMN = re.compile("^(?:序号|编号|No\\.?|序)$")
_PLACE_COLUMN = re.compile("(?:社区|村名|街道|镇街|乡镇|区域|网格|片区)(?:名称)?$")
_LABEL_COLUMN = re.compile("指标|项目|名称|内容|事项|类别")
_GROWTH = re.compile("同比|增长|增速|增幅|增减|升降|比上年|较上年|比去年|±")
_TARGET = re.compile("目标|计划|任务|预期")
_RATE = re.compile("率|占比|比重|进度")
_RANK = re.compile("排名|位次|名次")
_YEAR = re.compile("(?:19|20)[0-9]{2}(?=年)")
_UNIT_IN = re.compile("（(?P<unit>[^（）]{1,8})）|(?:单位)?[:：](?P<after>[^ ]{1,6})$")
_TIMES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row; offsets are within the line."""

    text: str
    start: int


def cells_of(line: str) -> list[Cell]:
    """The cells of a line, at least two, or none where the line is no row."""
    if "\t" not in line and "|" not in line:
        return []
    found, start = [], 0
    for mark in _SEPARATOR.finditer(line):
        found.append((start, mark.start()))
        start = mark.end()
    found.append((start, len(line)))
    cells = []
    for begin, end in found:
        text = line[begin:end]
        cells.append(Cell(fold(text.strip()), begin + len(text) - len(text.lstrip())))
    return cells if len(cells) > 1 else []


def is_header(cells: list[Cell]) -> bool:
    """Whether a row names columns: words in all cells, and no cell that is a number."""
    return len(cells) > 1 and not any(_NUMBER.fullmatch(cell.text) for cell in cells) and sum(bool(cell.text) for cell in cells) > 1


def read_row(line: str, header: list[Cell], context: Context) -> Reading | None:
    """Read one row under its header; None where it is no row of that table (another number of cells, or no number in any)."""
    cells = cells_of(line)
    if len(cells) != len(header) or not any(_NUMBER.fullmatch(cell.text) for cell in cells):
        return None
    unit_cell = next((cells[i].text for i, head in enumerate(header) if _UNIT_COLUMN.match(head.text)), "")
    label_at = next((i for i, head in enumerate(header) if _LABEL_COLUMN.search(head.text) and not _NUMBER.fullmatch(cells[i].text)), None)
    place_at = next((i for i, head in enumerate(header) if _PLACE_COLUMN.search(head.text) and not _NUMBER.fullmatch(cells[i].text)), None)
    if label_at is None and place_at is None:
        label_at = next((i for i, cell in enumerate(cells) if cell.text and not _NUMBER.fullmatch(cell.text)), None)
    reading = Reading()
    found = numerals(line)
    anchors = {numeral.start: index for index, numeral in enumerate(found)}
    facts: set[int] = set()
    for cell, head in zip(cells, header, strict=True):
        number = _NUMBER.fullmatch(cell.text)
        if number is None or _ORDINAL_COLUMN.match(head.text) or _UNIT_COLUMN.match(head.text):
            continue
        anchor = cell.start + number.start("number")
        if anchor not in anchors:
            continue
        label = cells[label_at].text if label_at is not None else ""
        place = cells[place_at].text if place_at is not None else None
        statement = _statement(label, place, unit_cell, head.text, number, cell, anchors[anchor], context)
        if statement is not None:
            facts.add(anchors[anchor])
            reading.statements.append(statement)
    reading.ledger = [(numeral, "fact" if index in facts else _reason(numeral, cells)) for index, numeral in enumerate(found)]
    return reading


def _reason(numeral: Numeral, cells: list[Cell]) -> str:
    cell = next((c for c in reversed(cells) if c.start <= numeral.start), None)
    return "admin" if cell is not None and _NUMBER.fullmatch(cell.text) else "name"


def _unit(*written: str) -> tuple[str, int]:
    """The canonical unit and the multiplier that the first of the texts names (万平方米 → 平方米, 10000)."""
    for text in written:
        inside = _UNIT_IN.search(text)
        for candidate in (inside["unit"] or inside["after"] if inside else "", text):
            rest, times = candidate.strip(), 1
            while rest and rest[0] in _TIMES and rest not in UNIT_OF:
                times *= _TIMES[rest[0]]
                rest = rest[1:]
            if rest in UNIT_OF:
                return UNIT_OF[rest], times
            if rest == "%":
                return "%", 1
    return "", 1


def _statement(
    label: str, place: str | None, unit_cell: str, head: str, number: re.Match[str], cell: Cell, index: int, context: Context
) -> Statement | None:
    """What one cell states; `index` is its numeral's."""
    name = phrases.clean(_UNIT_IN.sub("", re.sub("^其中[:：]?", "", label or head)))
    value = number_value(number["number"].replace(",", ""))
    if not name or value is None:
        return None
    if number["sign"] == "-":
        value = -value
    year = _YEAR.search(head)
    unit, times = _unit(unit_cell, label, head)
    status = "plan" if context.part == "plan" or _TARGET.search(head) else "estimate" if "预计" in label + head else "actual"
    measure, growth_kind = "level", None
    if _GROWTH.search(head):
        percent = number["mark"] == "%" or "%" in head or (not _UNIT_IN.search(head) and "增减" not in head)
        measure, growth_kind = "growth", "%" if percent else "amount"
        unit, times = ("%", 1) if percent else (unit, times)
    elif _RANK.search(head):
        measure, unit, times = "rank", "名次", 1
    elif number["mark"] == "%" or unit == "%" or (_RATE.search(head) and not _UNIT_IN.search(head)):
        measure, unit, times = "rate", "%", 1
    quantity = Quantity(
        anchor=cell.start + number.start("number"), start=cell.start,
        end=cell.start + len(cell.text), number_end=cell.start + number.end("number"),
        value=value * times, value_max=None, value_text=number["number"], unit=unit, unit_text="", bound="exact",
        kind="percent" if unit == "%" else "count", first=index, last=index + 1,
    )  # fmt: skip
    return Statement(
        quantity=quantity, value=value * times, value_max=None, measure=measure, indicator=name, core=name, verb="", status=status,
        aspect=aspect_of(name, label, status), time=Time(int(year[0]), basis="written") if year else Time(context.year), place=place,
        growth_kind=growth_kind, baseline="同比" if growth_kind else None, baseline_stated=True if growth_kind else None,
        rank_basis="level" if measure == "rank" else None, rule="table",
    )  # fmt: skip
