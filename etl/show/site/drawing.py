"""Small charts of one place or one indicator, written as SVG by hand: thousands of them are drawn for a site. Pure functions.

Colours are the page's own (currentColor, and classes of the style), so that they change with its light and its dark dress.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a year, as it is drawn and as it is told."""

    value: float
    told: str
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A value among others, as it is drawn and as it is told; `chosen` stands out."""

    value: float
    told: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """The values that districts state for a year."""

    year: int
    values: tuple[float, ...]


def _x(value: float, least: float, most: float, start: float, end: float) -> float:
    return round((start + end) / 2 if most == least else start + (value - least) / (most - least) * (end - start), 1)


def spark(
    points: Mapping[int, Point], reported: Collection[int], first: int, last: int, *, from_zero: bool, near: Collection[int] = ()
) -> Markup:
    """An indicator of one place over the years from `first` to `last`.

    A line joins values of years between which no report is without one; a tick below stands for a report that says nothing of it, a small
    dot for one that says something near it alone (years `near`); a year without a report is empty. A suspect value is a ring that no
    line reaches.
    """
    width, height, left, right, top, bottom = 168, 38, 6, 162, 6, 28
    values = [point.value for point in points.values()]
    least, most = min(values), max(values)
    if from_zero:
        least, most = min(0.0, least), max(0.0, most)
    at = {year: (_x(year, first, last, left, right), _x(point.value, least, most, bottom, top)) for year, point in points.items()}
    drawn = []
    sure = sorted(year for year, point in points.items() if not point.suspect)
    for before, after in pairwise(sure):
        if not any(before < year < after for year in {*reported, *near} if year not in points):
            (x1, y1), (x2, y2) = at[before], at[after]
            drawn.append(f'<path d="M{x1} {y1}L{x2} {y2}"/>')
    for year in sorted(set(near) - set(points)):
        x = _x(year, first, last, left, right)
        drawn.append(f'<circle class="near" cx="{x}" cy="34.5" r="1.6"><title>{year} 口径不同 not comparable</title></circle>')
    for year in sorted(set(reported) - set(points) - set(near)):
        x = _x(year, first, last, left, right)
        drawn.append(f'<path class="silent" d="M{x} 32V37"><title>{year} 未提到 not mentioned</title></path>')
    for year, point in sorted(points.items()):
        x, y = at[year]
        kind = ' class="suspect"' if point.suspect else ""
        drawn.append(f'<circle{kind} cx="{x}" cy="{y}" r="2.6"><title>{year} {escape(point.told)}</title></circle>')
    told = "，".join(f"{year}年 {point.told}" for year, point in sorted(points.items()))
    return Markup(f'<svg class="spark" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(told)}">{"".join(drawn)}</svg>')


def strip(dots: Sequence[Dot], median: float, median_told: str) -> Markup:
    """How values lie: a dot each, one above the other where they fall together, and a line at the median."""
    width, left, right, radius = 680, 12, 668, 5
    values = [dot.value for dot in dots]
    least, most = min(values), max(values)
    columns: dict[int, int] = {}
    placed = []
    for dot in sorted(dots, key=lambda dot: dot.value):
        x = _x(dot.value, least, most, left, right)
        column = round(x / (2 * radius))
        columns[column] = columns.get(column, 0) + 1
        placed.append((x, columns[column] - 1, dot))
    # Where many fall together they overlap, so that the chart stays low.
    step = min(2 * radius + 1, 140 / max(columns.values()))
    base = round(max(columns.values()) * step + 24, 1)
    x = _x(median, least, most, left, right)
    anchor = "start" if x < width / 3 else "end" if x > width * 2 / 3 else "middle"
    drawn = [
        f'<path class="axis" d="M{left} {base}H{right}"/>',
        f'<path class="median" d="M{x} 16V{base}"/><text x="{x}" y="11" text-anchor="{anchor}">中位数 Median {escape(median_told)}</text>',
    ]
    for x, level, dot in placed:
        circle = f'<circle cx="{x}" cy="{round(base - 7 - level * step, 1)}" r="{radius}"><title>{escape(dot.told)}</title></circle>'
        drawn.append(f'<a href="{escape(dot.href)}">{circle}</a>' if dot.href else circle)
    return Markup(f'<svg class="drawn" viewBox="0 0 {width} {base + 6}" role="img" aria-label="分布 Distribution">{"".join(drawn)}</svg>')


def course(years: Sequence[Year], told: Mapping[float, str]) -> Markup:
    """The values of districts over the years: median, the middle half, and all; below each year how many state it.

    `told` says how the ticks of the scale are written, by value.
    """
    width, left, right, top, bottom = 680, 78, 664, 12, 190
    first, last = years[0].year, years[-1].year
    least, most = min(told), max(told)

    def x(year: float) -> float:
        return _x(year, first, last, left + 16, right - 16)

    def y(value: float) -> float:
        return _x(value, least, most, bottom, top)

    drawn = []
    for value, written in told.items():
        height = y(value)
        drawn.append(f'<path class="grid" d="M{left} {height}H{right}"/>')
        drawn.append(f'<text x="{left - 6}" y="{height + 4}" text-anchor="end">{escape(written)}</text>')
    before: tuple[float, float] | None = None
    line = []
    for year in years:
        low, middle, high = _quartiles(year.values)
        at = x(year.year)
        drawn.append(
            f'<path class="all" d="M{at} {y(min(year.values))}V{y(max(year.values))}"/><path class="half" d="M{at} {y(low)}V{y(high)}"/>'
        )
        if before:
            line.append(f'<path class="middle" d="M{before[0]} {before[1]}L{at} {y(middle)}"/>')
        before = (at, y(middle))
        line.append(f'<circle cx="{at}" cy="{y(middle)}" r="3.5"><title>{year.year}: n = {len(year.values)}</title></circle>')
    skip = -(-len(years) // 14)
    for year in list(years)[::-skip]:
        drawn.append(f'<text x="{x(year.year)}" y="208" text-anchor="middle">{year.year}</text>')
        drawn.append(f'<text class="n" x="{x(year.year)}" y="224" text-anchor="middle">n={len(year.values)}</text>')
    return Markup(
        f'<svg class="drawn course" viewBox="0 0 {width} 230" role="img" aria-label="历年 Over the years">{"".join(drawn + line)}</svg>'
    )


def _quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    if len(values) == 1:
        return values[0], values[0], values[0]
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return low, middle, high


def ticks(values: Iterable[float], count: int = 4) -> list[float]:
    """Round numbers for a scale that holds all values; with zero, unless they lie far from it and close to each other."""
    held = list(values)
    least, most = min(held), max(held)
    if least > 0 and most - least > 0.15 * most:
        least = 0.0
    if most < 0 and most - least > -0.15 * least:
        most = 0.0
    spread = most - least or abs(most) or 1.0
    step = 10.0 ** _floor_log(spread / count)
    step = next(step * times for times in (1, 2, 5, 10) if spread / (step * times) <= count)
    start = int(least // step)
    found = [start * step]
    while found[-1] < most - step * 1e-9:
        start += 1
        found.append(start * step)
    return [round(value, 10) for value in found]


def _floor_log(value: float) -> int:
    power = 0
    while 10.0 ** (power + 1) <= value:
        power += 1
    while 10.0**power > value:
        power -= 1
    return power
