"""Measure speed on generated reports and print ratios of one run: machines differ, ratios do so less.

usage: python -m bench [REPORTS]        default 200

Prints characters a second of extraction and of jieba.cut on the same texts, the seconds of a full run, of a run with one changed
file and of one with none, and the peak memory.
"""

from __future__ import annotations

import logging
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from bench.corpus import report, write
from etl.run import run
from etl.stages.extract import extract
from etl.stages.ingest import read_text


def seconds(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main(count: int) -> None:
    """Print the figures for `count` reports."""
    jieba.setLogLevel(logging.WARNING)
    texts = [report(number) for number in range(count)]
    characters = sum(map(len, texts))
    list(jieba.cut(texts[0]))
    extract(read_text(texts[0]))
    cut = seconds(lambda: [list(jieba.cut(text)) for text in texts])
    read = seconds(lambda: [extract(read_text(text)) for text in texts])
    print(f"{count} reports, {characters:,} characters")
    print(f"extraction, one process   {characters / read / 1e6:6.2f} M characters a second, {cut / read:.2f} × jieba.cut")
    with tempfile.TemporaryDirectory() as folder:
        raw, warehouse = Path(folder) / "raw", Path(folder) / "warehouse"
        files = list(write(raw, count))
        full = seconds(lambda: run(raw, warehouse))
        print(f"whole run                 {characters / full / 1e6:6.2f} M characters a second, {cut / full:.2f} × jieba.cut")
        print(f"no change                 {seconds(lambda: run(raw, warehouse)) / full:6.3f} of the full run")
        files[0].write_text(report(count + 1), encoding="utf-8")
        print(f"one changed file          {seconds(lambda: run(raw, warehouse)) / full:6.3f} of the full run")
    for who, name in ((resource.RUSAGE_SELF, "this process"), (resource.RUSAGE_CHILDREN, "a worker")):
        print(f"peak memory, {name:13s}{resource.getrusage(who).ru_maxrss / 1024:7.0f} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
