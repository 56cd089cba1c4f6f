"""Cost of runs on generated reports: by stage, with nothing changed, with one file changed; and the memory they take.

usage: python -m bench.runs [REPORTS …]        default 1000 10000
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jieba

from bench.corpus import report, write
from bench.figures import Figure

SIZES = (1_000, 10_000)
GROWS = "a thousand of them"
"""The figures that tell, side by side, how cost grows with the reports, have this in their names."""
_GIB = 2**30
_SAMPLE = 100
"""Reports that jieba cuts before and after a run."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run in a process of its own told."""

    seconds: float
    stages: dict[str, float]
    """Stage → its seconds."""
    facts: int
    parent: float
    """Peak memory in bytes."""
    worker: float
    """Of the largest worker."""


def run(raw: Path, warehouse: Path) -> Run:
    """Run in a process of its own, as a nightly job does."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "bench.child", raw, warehouse], stdout=subprocess.PIPE, text=True, check=True)
    seconds = time.perf_counter() - begun
    told = json.loads(done.stdout)
    return Run(seconds, told["stages"], told["facts"], told["parent"], told["worker"])


def cut(texts: list[str]) -> float:
    """Characters a second of jieba.cut, which takes one process."""
    begun = time.perf_counter()
    for text in texts:
        list(jieba.cut(text))
    return sum(map(len, texts)) / (time.perf_counter() - begun)


def walk(folder: Path) -> float:
    """Seconds to walk a folder and stat every file."""
    begun = time.perf_counter()
    for where, _, names in os.walk(folder):
        for name in names:
            os.stat(os.path.join(where, name))
    return time.perf_counter() - begun


def measure(reports: int, folder: Path) -> Iterator[Figure]:
    """The figures of `reports` reports, written below `folder`."""
    jieba.setLogLevel(logging.WARNING)
    raw, warehouse = folder / "raw", folder / "warehouse"
    files = list(write(raw, reports))
    sample = [report(number).text for number in range(_SAMPLE)]
    length = reports * sum(map(len, sample)) / _SAMPLE
    cut(sample[:1])
    before = cut(sample)
    full = run(raw, warehouse)
    speed = (before + cut(sample)) / 2
    few = f"{reports:,} reports"
    stages = ", ".join(f"{100 * seconds / full.seconds:.0f}% until {name}" for name, seconds in full.stages.items())
    yield Figure(f"{few}: full run", full.seconds, "s", note=f"{full.facts:,} facts; {stages}")
    each = ", ".join(f"{1000 * seconds / reports:.2f} s until {name}" for name, seconds in full.stages.items())
    yield Figure(f"{few}: full run, {GROWS}", 1000 * full.seconds / reports, "s", note=each)
    bar = 1.0 if reports >= 10_000 else None
    yield Figure(
        f"{few}: full run, characters a second",
        length / full.seconds / speed,
        "× jieba.cut alone",
        bar,
        note="" if bar else "most is starting up",
    )
    yield Figure(f"{few}: memory of the parent", full.parent / _GIB, "GiB", 4.0, most=True)
    yield Figure(f"{few}: memory of a worker", full.worker / _GIB, "GiB", 4.0, most=True)
    time.sleep(2)  # a file younger than its file system's clock tells is hashed again
    run(raw, warehouse)
    walked = min(walk(raw) for _ in range(3))
    none = min(run(raw, warehouse).seconds for _ in range(3))
    yield Figure(f"{few}: nothing changed", none, "s")
    bar = 5.0 if reports >= 100_000 else None
    yield Figure(f"{few}: nothing changed", none / walked, "× walking and stat-ing", bar, most=True)
    files[0].write_text(report(reports + 1).text, encoding="utf-8")
    one = run(raw, warehouse)
    bar = 0.10 if reports >= 10_000 else None
    yield Figure(f"{few}: one file changed", one.seconds / full.seconds, "of the full run", bar, most=True, note=f"{one.seconds:.1f} s")
    database = (warehouse / "jiedao.duckdb").stat().st_size
    yield Figure(f"{few}: the version", database / full.facts, "bytes a fact", note=f"{database / 2**20:,.0f} MiB")


def main(sizes: list[int]) -> None:
    """Print the figures for each size."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for figure in measure(size, Path(folder)):
                print(figure, flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
