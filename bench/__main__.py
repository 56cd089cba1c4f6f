"""Measure speed and memory on generated reports, and say which bar holds; everything is a ratio to what the same run measured too.

usage: python -m bench [--large] [--write]        or make bench BENCH="--large --write"

Takes some ten minutes. `--large` adds 100,000 reports (some half an hour, 10 GB of disk); `--write` renews bench/RESULTS.md.
Exits 1 where a bar fails.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench import reading, runs, views
from bench.figures import Figure, machine, markdown

RESULTS = Path(__file__).with_name("RESULTS.md")
LARGE = 100_000


def sections(large: bool) -> Iterator[tuple[str, Iterator[Figure]]]:
    """Title and figures of each part."""
    yield "Extraction, one process", reading.measure()
    for size in (*runs.SIZES, *([LARGE] if large else [])):
        with tempfile.TemporaryDirectory() as folder:
            yield f"Runs on {size:,} reports, two processes", runs.measure(size, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        yield f"Views on {views.FACTS:,} facts", views.measure(Path(folder), views.FACTS)


def main(arguments: list[str]) -> int:
    """Measure, print and, if asked, write."""
    large = "--large" in arguments
    found: dict[str, list[Figure]] = {}
    for title, figures in sections(large):
        print(f"\n{title}")
        found[title] = []
        for figure in figures:
            print(figure, flush=True)
            found[title].append(figure)
    found["How cost grows"] = [figure for figures in found.values() for figure in figures if runs.GROWS in figure.name]
    failed = sum(figure.holds is False for figures in found.values() for figure in figures)
    print(f"\n{failed} bars fail" if failed else "\nall bars hold")
    if "--write" in arguments:
        command = "make bench BENCH='--large --write'" if large else "make bench BENCH=--write"
        text = f"# Results\n\nMade on {date.today()} by `{command}`, on {machine()}.\n"
        text += "The machine is shared, so ratios tell more than seconds.\n"
        text += "".join("\n" + markdown(title, figures) for title, figures in found.items())
        RESULTS.write_text(text, encoding="utf-8")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
