"""What a benchmark says: a figure, the bar it is held to, and whether it holds."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement. `bar` is what `value` has to reach, or with `most` must not exceed; None where it only informs."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    most: bool = False
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the bar holds."""
        if self.bar is None:
            return None
        return self.value <= self.bar if self.most else self.value >= self.bar

    @property
    def told(self) -> str:
        """The bar and whether it holds, for a person."""
        if self.bar is None:
            return self.note
        bar = f"{'at most' if self.most else 'at least'} {_number(self.bar)} {self.unit}"
        return f"{'holds' if self.holds else 'FAILS'}: {bar}" + (f"; {self.note}" if self.note else "")

    def __str__(self) -> str:
        """One line of a printed list."""
        return f"{self.name:58s}{_number(self.value):>10s} {self.unit:24s} {self.told}".rstrip()


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}" if value < 1 else f"{value:.2f}"


def markdown(title: str, figures: Iterable[Figure]) -> str:
    """A section of bench/RESULTS.md."""
    rows = "".join(f"| {f.name} | {_number(f.value)} {f.unit} | {f.told} |\n" for f in figures)
    return f"## {title}\n\n| what | figure | bar |\n|---|---|---|\n{rows}"


def machine() -> str:
    """The machine in a few words."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")), platform.machine()
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []
