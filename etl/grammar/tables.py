"""Tables: rows of cells under a header, as web pages, Word files and spreadsheets give them (指标 | 单位 | 2023年 | 同比（%）).

A row is read by its header: which column names the unit, which holds levels, changes, targets or ranks. Nearer words outrank
farther ones: what a cell says by itself (5亿元, -3%, ↓2.1), then the unit column, the row's label, the header, and the line above
the table (单位：万元). Cells of prose are read as prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from etl.grammar import phrases
from etl.grammar.aspects import aspect_of
from etl.grammar.figures import TEN
from etl.grammar.fold import fold
from etl.grammar.lexicon import UNIT_OF, any_of, chars_of, words_of
from etl.grammar.numerals import Numeral, number_value, numerals
from etl.grammar.periods import Time
from etl.grammar.quantities import Quantity
from etl.grammar.statements import Context, Reading, Statement

#: (lines, [(indicator, value, unit, measure, year)]) for a report of 2022.
EXAMPLES: tuple[tuple[str, tuple[tuple[str, str, str, str, int], ...]], ...] = (
    (
        "指标 | 单位 | 2022年 | 同比（%）\n固定资产投资 | 亿元 | 18.30 | -5.4",
        (("固定资产投资", "1830000000", "元", "level", 2022), ("固定资产投资", "-5.4", "%", "growth", 2022)),
    ),
    (
        "项目\t2022年\t2021年\t增减\n粮食产量（万吨）\t18.26\t18.51\t-0.25",
        (
            ("粮食产量", "182600", "吨", "level", 2022),
            ("粮食产量", "185100", "吨", "level", 2021),
            ("粮食产量", "-2500", "吨", "growth", 2022),
        ),
    ),
    (
        "指标 | 目标 | 完成 | 完成率\n新增就业（人） | 300 | 312 | 104%",
        (("新增就业", "300", "人", "level", 2022), ("新增就业", "312", "人", "level", 2022), ("新增就业", "104", "%", "rate", 2022)),
    ),
    (
        "序号 | 社区 | 户数（户） | 加装电梯（部）\n1 | 和平社区 | 1,203 | 4",
        (("户数", "1203", "户", "level", 2022), ("加装电梯", "4", "部", "level", 2022)),
    ),
    ("指标 | 单位 | 全年\n规上工业增加值 | 亿元 | —", ()),
    (  # the unit above the table
        "（单位：万元）\n项目 | 预算数 | 决算数\n教育支出 | 300 | 280",
        (("教育支出", "3000000", "元", "level", 2022), ("教育支出", "2800000", "元", "level", 2022)),
    ),
    (
        "表1 主要经济指标（单位：亿元、%）\n指标 | 总量 | 增速\n固定资产投资 | 10.5 | 6.3",
        (("固定资产投资", "1050000000", "元", "level", 2022), ("固定资产投资", "6.3", "%", "growth", 2022)),
    ),
    (
        "表2 财政收支（万元）\n项目 | 收入 | 支出\n教育 | 300 | 280\n合计 | 300 | 280",
        (
            ("教育收入", "3000000", "元", "level", 2022), ("教育支出", "2800000", "元", "level", 2022),
            ("收入", "3000000", "元", "level", 2022), ("支出", "2800000", "元", "level", 2022),
        ),
    ),
    ("社区名称 | 党员数\n和平社区 | 120", (("党员数", "120", "", "level", 2022),)),
    ("姓名 | 联系电话\n张三 | 85550123", ()),
    ("项目 | 数量\n合计 | 300", ()),
    ("单位：万元、人\n指标 | 数值\n税收 | 350", ()),  # one of two units, none knows which
    ("单位：万元\n税收收入情况说明如下。\n指标 | 数值\n税收 | 350", (("税收", "350", "", "level", 2022),)),
    (  # units in the cells
        "项目 | 投资 | 进度\n公园 | 5亿元 | 80%\n道路 | | 60%",
        (("公园投资", "500000000", "元", "level", 2022), ("公园", "80", "%", "rate", 2022), ("道路", "60", "%", "rate", 2022)),
    ),
    (  # cells of prose
        "项目 | 投资 | 进度\n公园 | 总投资5亿元 | 完成80%",
        (("总投资", "500000000", "元", "level", 2022), ("完成", "80", "%", "rate", 2022)),
    ),
    (  # no header: a label and its value, once or several times in a row
        "固定资产投资（亿元） | 10.5\n税收（万元） | 3,500 | 户籍人口（人） | 35210\n新增企业 | 320家",
        (
            ("固定资产投资", "1050000000", "元", "level", 2022),
            ("税收", "35000000", "元", "level", 2022),
            ("户籍人口", "35210", "人", "level", 2022),
            ("新增企业", "320", "家", "level", 2022),
        ),
    ),
    ("联系电话 | 85550123\n邮编 | 524000", ()),
    (
        "指标 | 数值 | 指标 | 数值\n税收（万元） | 3500 | 户籍人口（人） | 35210",
        (("税收", "35000000", "元", "level", 2022), ("户籍人口", "35210", "人", "level", 2022)),
    ),
    (  # a header of two rows
        "指标 | 2022年 | | 2021年 |\n| 总量（亿元） | 增速（%） | 总量（亿元） | 增速（%）\n税收 | 26.1 | -2.1 | 26.7 | 4",
        (
            ("税收", "2610000000", "元", "level", 2022),
            ("税收", "-2.1", "%", "growth", 2022),
            ("税收", "2670000000", "元", "level", 2021),
            ("税收", "4", "%", "growth", 2021),
        ),
    ),
    ("项目 | 完成情况\n公园 | 在建\n道路（公里） | 5.2", (("道路", "5.2", "公里", "level", 2022),)),
    ("| 指标 | 数值 |\n| --- | ---: |\n| 新增就业（人） | 312 |", (("新增就业", "312", "人", "level", 2022),)),
    ("指标 | 2021 | 2022\n就业（人） | 300 | 312", (("就业", "300", "人", "level", 2021), ("就业", "312", "人", "level", 2022))),
    ("指标 | 上年 | 本年\n就业（人） | 300 | 312", (("就业", "300", "人", "level", 2021), ("就业", "312", "人", "level", 2022))),
    ("指标 | 完成（亿元） | 同比增长\n税收 | 3 | ↓2.1%\n投资 | 5 | 下降1.5个百分点", (
        ("税收", "300000000", "元", "level", 2022), ("税收", "-2.1", "%", "growth", 2022),
        ("投资", "500000000", "元", "level", 2022), ("投资", "-1.5", "个百分点", "growth", 2022),
    )),
    (  # a label over several rows
        "社区 | 类别 | 人数（人）\n和平社区 | 党员 | 30\n | 团员 | 20",
        (("党员人数", "30", "人", "level", 2022), ("团员人数", "20", "人", "level", 2022)),
    ),
    ("社区 | 户数（户）\n和平社区 | 1203\n合计 | 5203", (("户数", "1203", "户", "level", 2022), ("户数", "5203", "户", "level", 2022))),
)  # fmt: skip

_SEPARATOR = re.compile(r"[ \u3000]*(?:\t|\|)[ \u3000]*")
_RULE = re.compile(r"[|:\-—=+ \t]+")
_VALUE = re.compile(
    rf"(?P<bound>{any_of('cell: bound')})?(?P<way>[↑↓▲▼]|{any_of('cell: way')})?[ ]?(?P<sign>[+\-])?[ ]?"
    rf"(?P<number>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)[ ]?(?P<times>[{chars_of('times in a cell')}]*)"
    rf"(?P<more>[{chars_of('more')}]?)[ ]?(?P<unit>[^0-9\s|]{{0,6}}?)(?P<after>以上|左右)?"
)
_LOWER = words_of("cell: at least")
_BOUNDS = {"约": "approx", "近": "approx", "左右": "approx", "不足": "upper"} | dict.fromkeys(_LOWER, "lower")
_DOWN = frozenset(words_of("cell: down"))
_NONE = re.compile(r"[-—–/\\. ]*")
_UNIT_COLUMN = re.compile("^(?:计量)?单位$")
# Columns of numbers that count nothing.
_ORDINAL_COLUMN = re.compile(rf"^(?:{any_of('column: ordinal')}|No\.?)$|^.{{0,12}}{any_of('column: code')}$")
_PLACE_COLUMN = re.compile(f"{any_of('column: place')}(?:名称)?$")
_LABEL_COLUMN = re.compile(any_of("column: label"))
_TOTAL = re.compile(f"^{any_of('row: total')}$")
_GROWTH = re.compile(f"{any_of('column: growth')}|±")
_TARGET = re.compile(any_of("column: target"))
_RATE = re.compile(any_of("column: rate"))
_RANK = re.compile(any_of("column: rank"))
_YEAR = re.compile("(?:19|20)[0-9]{2}(?=年|$)")
_YEAR_CELL = re.compile("(?:19|20)[0-9]{2}年?")
_YEAR_BEFORE = re.compile(any_of("column: year before"))
_PERIOD = re.compile(f"[0-9]{{1,2}}-[0-9]{{1,2}}月|{any_of('column: period')}")
_UNIT_IN = re.compile("（(?P<unit>[^（）]{1,8})）|(?:单位)?[:：](?P<after>[^ ]{1,6})$")
_FIGURE_STATED = re.compile(rf"[0-9][{chars_of('times in a cell')}]*(?:%|[^0-9\-—、/（(%a-zA-Z{chars_of('no figure before')}])")
_CAPTION = re.compile(f"^[（(]?(?:附?表[ ]?[0-9{TEN}]|(?:计量)?单位[ ]?[:：])")
_CAPTION_UNITS = re.compile("(?:计量)?单位[ ]?[:：][ ]?(?P<units>[^）)\\s]{1,24})")
_LAST_BRACKET = re.compile("（(?P<units>[^（）]{1,24})）$")
# Words of a header that say which figure of the row's thing a column holds, and are no part of its name.
_NEUTRAL = re.compile(
    f"（[^（）]*）|(?:19|20)[0-9]{{2}}年?|{any_of('column: tells no measure')}|{any_of('column: year')}度?|±|"
    r"[占比]+重?|[0-9\-、/ %]"
)
_TIMES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
MAX_HEADER_CELL = 30
"""Characters; a longer cell is prose and names no column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row; offsets are within the line."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Value:
    """A cell that holds a figure alone."""

    number: Decimal
    """With its multiplier and its sign."""
    written: tuple[int, int]
    """Where its digits and its multiplier stand in the cell."""
    unit: str
    """As the cell says it; '' where it says none."""
    bound: str
    signed: bool


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


def _value(text: str) -> _Value | None:
    """The figure that a cell is, or None where it is none or says more than that."""
    found = _VALUE.fullmatch(text)
    if found is None:
        return None
    written = found["unit"].strip()
    unit = written if written in ("%", "‰", "个百分点") else UNIT_OF.get(written)
    number = number_value(found["number"].replace(",", "") + found["times"])
    if number is None or (written and unit is None):
        return None
    falls = found["sign"] == "-" or (found["way"] or "") in _DOWN
    start, end = found.start("number"), found.end("times")
    bound = next((_BOUNDS[found[name]] for name in ("bound", "more", "after") if found[name]), "exact")
    return _Value(-number if falls else number, (start, end), unit or "", bound, bool(found["way"]))


def is_header(cells: list[Cell]) -> bool:
    """Whether a row names columns: words in at least two cells, and no cell that holds a figure (a year is none)."""
    if len(cells) < 2 or sum(bool(cell.text) for cell in cells) < 2:
        return False
    named = [cell.text for cell in cells if cell.text and not _YEAR_CELL.fullmatch(cell.text)]
    return bool(named) and all(len(text) <= MAX_HEADER_CELL and _value(text) is None and not _states_figure(text) for text in named)


def _states_figure(text: str) -> bool:
    """Whether a cell says a figure in words (总投资5亿元): digits with a unit behind them that is none of the calendar."""
    return _FIGURE_STATED.search(_UNIT_IN.sub("", text)) is not None


@dataclass(slots=True)
class Table:
    """What is known of the table that is being read, from its lines so far."""

    header: list[Cell] = field(default_factory=list)
    units: tuple[str, ...] = ()
    """What the line above it says: 单位：亿元、%."""
    _fresh: bool = False
    """Whether the line before was the header's."""
    _above: dict[int, str] = field(default_factory=dict)
    """Column to the words that last stood in it."""

    def read(self, line: str, context: Context, prose: Callable[[str, Context], Reading]) -> Reading | None:
        """Read one line with `prose` for cells that hold a sentence; None where it states nothing that a table's row could."""
        line = line.rstrip()
        cells = cells_of(line)
        if not cells:
            caption = fold(line.strip())
            self.header, self.units, self._above = [], _units_above(caption), {}
            if re.search("[。；]", caption) or not (_CAPTION_UNITS.search(caption) or _CAPTION.match(caption)):
                return None
            return Reading(ledger=[(numeral, "name") for numeral in numerals(line)])
        if _RULE.fullmatch(line):
            return Reading()
        fresh, self._fresh = self._fresh, False
        if is_header(cells):
            if fresh and len(cells) == len(self.header) and _is_spread(self.header):
                self.header = _joined(self.header, cells)
            elif not self.header or not (fresh or self._is_row(cells)):
                self.header, self._above = cells, {}
                self._fresh = True
            return None
        if len(cells) < len(self.header):
            cells += [Cell("", len(line))] * (len(self.header) - len(cells))
        if self.header and len(cells) == len(self.header):
            return self._read_row(line, cells, context, prose)
        return self._read_pairs(line, cells, context)

    def _is_row(self, cells: list[Cell]) -> bool:
        """Whether cells of words alone are a row of this table (公园 | 在建), no header of another."""
        return len(cells) == len(self.header) and not any(_LABEL_COLUMN.search(c.text) or _UNIT_COLUMN.match(c.text) for c in cells)

    def _read_row(self, line: str, cells: list[Cell], context: Context, prose: Callable[[str, Context], Reading]) -> Reading | None:
        values = [None if _is_name_column(head.text) else _value(cell.text) for cell, head in zip(cells, self.header, strict=True)]
        names = [self._above.get(i, "") if not cell.text else cell.text for i, cell in enumerate(cells)]
        self._above.update({i: cell.text for i, cell in enumerate(cells) if cell.text and values[i] is None})
        labels = [i for i, head in enumerate(self.header) if _LABEL_COLUMN.search(head.text) and values[i] is None]
        place = next((i for i, head in enumerate(self.header) if _PLACE_COLUMN.search(head.text) and values[i] is None), None)
        labels = [i for i in labels if i != place]
        if not labels and place is None:
            labels = [i for i, cell in enumerate(cells) if cell.text and values[i] is None][:1]
        unit = next((names[i] for i, head in enumerate(self.header) if _UNIT_COLUMN.match(head.text)), "")
        row = _Row(line)
        for i, value in enumerate(values):
            label = next((n for n in reversed(labels) if n < i), labels[0] if labels else None)
            head = self.header[i].text
            if value is not None:
                words = names[label] if label is not None else ""
                where = None if place is None or _TOTAL.match(names[place]) else names[place]
                row.state(cells[i], value, _name(words, head), head, (unit, words), self.units, where, context)
            elif i not in labels and i != place and cells[i].text and _states_figure(cells[i].text):
                row.tell(cells[i], prose(cells[i].text, context))
        return row.reading(cells)

    def _read_pairs(self, line: str, cells: list[Cell], context: Context) -> Reading | None:
        """A row without a header whose cells are a label and its value, in turn; one without a unit may be anything."""
        filled = [cell for cell in cells if cell.text]
        values = [_value(cell.text) for cell in filled]
        if len(filled) % 2 or any((value is None) is bool(i % 2) for i, value in enumerate(values)):
            return None
        row = _Row(line)
        for label, cell, value in zip(filled[::2], filled[1::2], values[1::2], strict=True):
            if value is not None and (value.unit or _unit_said((label.text,), self.units, growth=False)[0]):
                row.state(cell, value, _name(label.text, ""), "", ("", label.text), self.units, None, context)
        return row.reading(cells)


def _is_name_column(head: str) -> bool:
    return _ORDINAL_COLUMN.match(head) is not None or _UNIT_COLUMN.match(head) is not None


def _is_spread(header: list[Cell]) -> bool:
    """Whether a row of a header has cells over several columns, which it leaves empty or repeats: another row stands below."""
    words = [cell.text for cell in header]
    return any(not word or word == before for before, word in pairwise(words))


def _joined(upper: list[Cell], lower: list[Cell]) -> list[Cell]:
    """One header of two rows: what stands over a column in the upper one, carried to the right, and what stands in the lower."""
    joined: list[Cell] = []
    over = ""
    for above, below in zip(upper, lower, strict=True):
        over = above.text or (over if below.text else "")
        joined.append(Cell(over if over == below.text else over + below.text, below.start))
    return joined


def _name(label: str, head: str) -> str:
    """What a value is called: the row's label, and the header's words if they say of what the column is a measure (公园 投资)."""
    label = _UNIT_IN.sub("", re.sub("^其中[:：]?", "", label))
    said = _UNIT_IN.sub("", head)
    rest = said if _NEUTRAL.sub("", said) else ""
    if not label:
        return phrases.clean(said)
    if _TOTAL.match(label):
        return phrases.clean(rest)  # the sum of a column: of what, only its header can say
    return phrases.clean(label if _LABEL_COLUMN.search(rest) else label + rest)


def _unit_said(nearer: Sequence[str], units: Sequence[str], *, growth: bool) -> tuple[str, int] | tuple[None, int]:
    """The canonical unit and the multiplier that the first of the texts names (万平方米 → 平方米, 10000).

    Else that of the line above the table; None where that names several, ('' , 1) where nothing names one.
    """
    for text in nearer:
        inside = _UNIT_IN.search(text)
        for candidate in (inside["unit"] or inside["after"] if inside else "", text):
            if known := _known(candidate):
                return known
    above = [unit for unit in units if (unit.strip() == "%") is growth]
    if len(above) > 1:
        return None, 1
    return (_known(above[0]) or ("", 1)) if above else ("", 1)


def _units_above(caption: str) -> tuple[str, ...]:
    """The units that a line above a table names: 单位：亿元、%, or a bracket at its end that holds nothing else."""
    said = _CAPTION_UNITS.search(caption) or _LAST_BRACKET.search(caption)
    units = tuple(re.split("[、,，;；]", said["units"])) if said else ()
    return units if all(map(_known, units)) else ()


def _known(candidate: str) -> tuple[str, int] | None:
    rest, times = candidate.strip(), 1
    while rest and rest[0] in _TIMES and rest not in UNIT_OF:
        times *= _TIMES[rest[0]]
        rest = rest[1:]
    return (UNIT_OF[rest], times) if rest in UNIT_OF else ("%", 1) if rest == "%" else None


class _Row:
    """Gathers what a row states."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._numerals = numerals(line)
        self._index = {numeral.start: index for index, numeral in enumerate(self._numerals)}
        self._out = Reading()
        self._facts: set[int] = set()
        self._told: dict[int, str] = {}

    def state(
        self,
        cell: Cell,
        value: _Value,
        name: str,
        head: str,
        nearer: tuple[str, str],
        units: tuple[str, ...],
        place: str | None,
        context: Context,
    ) -> None:
        """Add the value of a cell under a header, if it is known what it counts."""
        start, end = (cell.start + at for at in value.written)
        index = self._index.get(start)
        if not name or index is None:
            return
        measure, growth_kind, unit, times = _measure(value, head, nearer, units)
        if unit is None:
            return
        label = nearer[1]
        status = "plan" if context.part == "plan" or _TARGET.search(head) else "estimate" if "预计" in label + head else "actual"
        quantity = Quantity(
            anchor=start, start=cell.start, end=cell.start + len(cell.text), number_end=end,
            value=value.number * times, value_max=None, value_text=self._line[start:end], unit=unit, unit_text="", bound=value.bound,
            kind="percent" if unit == "%" else "count", first=index, last=index + 1,
        )  # fmt: skip
        self._out.statements.append(
            Statement(
                quantity=quantity, value=quantity.value, value_max=None, measure=measure, indicator=name, core=name, verb="", status=status,
                aspect=aspect_of(name, label, status), time=_time(head, context), place=place, growth_kind=growth_kind,
                baseline="同比" if growth_kind else None, baseline_stated=True if growth_kind else None,
                rank_basis="level" if measure == "rank" else None, rule="table",
            )
        )  # fmt: skip
        self._facts.add(index)

    def tell(self, cell: Cell, reading: Reading) -> None:
        """Add what a cell of prose says."""
        for statement in reading.statements:
            q = statement.quantity
            q.anchor, q.start, q.end, q.number_end = (at + cell.start for at in (q.anchor, q.start, q.end, q.number_end))
            q.first, q.last = q.first + self._before(cell), q.last + self._before(cell)
            self._out.statements.append(statement)
        self._told |= {numeral.start + cell.start: outcome for numeral, outcome in reading.ledger}

    def _before(self, cell: Cell) -> int:
        return sum(numeral.start < cell.start for numeral in self._numerals)

    def reading(self, cells: list[Cell]) -> Reading | None:
        """The reading of the whole row; None where it has no figure and no cell that says one."""
        if not self._out.statements and not any(_value(cell.text) for cell in cells):
            return None
        self._out.ledger = [
            (numeral, "fact" if index in self._facts else self._told.get(numeral.start) or _reason(numeral, cells))
            for index, numeral in enumerate(self._numerals)
        ]
        return self._out


def _reason(numeral: Numeral, cells: list[Cell]) -> str:
    cell = next((c for c in reversed(cells) if c.start <= numeral.start), None)
    return "admin" if cell is not None and _value(cell.text) else "name"


def _measure(value: _Value, head: str, nearer: tuple[str, str], units: tuple[str, ...]) -> tuple[str, str | None, str | None, int]:
    """What a value measures: level, rate, growth or rank; the kind of growth; unit and multiplier, None where it can't be told which."""
    grows = _GROWTH.search(head) is not None or value.signed
    if _RANK.search(head):
        return "rank", None, "名次", 1
    if value.unit == "个百分点":
        return "growth", "个百分点", value.unit, 1
    unit, times = (value.unit, 1) if value.unit else _unit_said((*nearer, head), units, growth=False)
    if grows:
        percent = value.unit == "%" or "%" in head or (not value.unit and not _UNIT_IN.search(head) and "增减" not in head)
        return ("growth", "%", "%", 1) if percent else ("growth", "amount", unit, times)
    if unit == "%" or (not value.unit and _RATE.search(head) and not _UNIT_IN.search(head)):
        return "rate", None, "%", 1
    return "level", None, unit, times


def _time(head: str, context: Context) -> Time:
    """The year, and the part of it, that a header names; else those of the surroundings."""
    period = _PERIOD.search(head)
    year = _YEAR.search(head)
    if year:
        return Time(int(year[0]), period[0] if period else None, basis="written")
    if _YEAR_BEFORE.search(head) and not _GROWTH.search(head) and context.report_year:
        return Time(context.report_year - 1, period[0] if period else None, basis="written")
    return Time(context.year, period[0], basis="written") if period else Time(context.year)
