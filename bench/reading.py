"""Speed of extraction in one process, against jieba on the same texts in the same run, and by way of it against other software.

usage: python -m bench.reading [REPORTS]        default 200
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import jieba
import jieba.posseg

from bench.corpus import report
from bench.figures import Figure
from etl.contracts.records import Document
from etl.report.extraction import extract
from etl.report.ingest import read_text

REPORTS = 200
ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".venv-peers" / "bin" / "python"
"""`make bench` makes it."""
_NUMBER_AND_UNIT = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*(?:[万亿]?(?:元|平方米|吨|人|户)|%|个|家|件|次)")


def texts_by_kind(reports: int) -> dict[str, list[str]]:
    """Generated reports, and the texts of tests/corpus, which are short and packed with figures."""
    written = sorted((ROOT / "tests" / "corpus").glob("[0-9]*.txt"))
    return {
        "generated reports": [report(number).text for number in range(reports)],
        "texts of tests/corpus": [file.read_text(encoding="utf-8-sig") for file in written],
    }


def seconds(readers: dict[str, Callable[[str], object]], texts: list[str]) -> dict[str, float]:
    """CPU seconds of each reader on all texts. They take turns on every text, so that what slows the machine slows them all."""
    spent = dict.fromkeys(readers, 0.0)
    for text in texts:
        for name, read in readers.items():
            begun = time.process_time()
            read(text)
            spent[name] += time.process_time() - begun
    return spent


def peers(texts: list[str]) -> dict[str, float]:
    """Characters a second of other software; empty where it is not installed."""
    if not PEERS.exists():
        return {}
    done = subprocess.run(
        [PEERS, ROOT / "bench" / "peers.py"],
        input=json.dumps(texts),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    return {name: float(speed) for name, speed in json.loads(done.stdout).items()}


def measure(reports: int = REPORTS) -> Iterator[Figure]:
    """The figures, as they come. Every text is read once, after others have warmed the caches."""
    jieba.setLogLevel(logging.WARNING)
    for number in range(10_000, 10_020):
        extract(read_text(report(number).text))
    list(jieba.cut("预热"))
    documents: dict[str, Document] = {}
    readers: dict[str, Callable[[str], object]] = {
        "extraction": lambda text: extract(documents[text]),
        "ingest": read_text,
        "jieba.cut": lambda text: list(jieba.cut(text)),
        "jieba.posseg": lambda text: list(jieba.posseg.cut(text)),
        "a number-and-unit regex": _NUMBER_AND_UNIT.findall,
    }
    for kind, texts in texts_by_kind(reports).items():
        documents |= {text: read_text(text) for text in texts}
        spent = seconds(readers, texts)
        length = sum(map(len, texts))
        facts = sum(len(extract(documents[text]).mentions) for text in texts)
        bar = 2.0 if kind.startswith("generated") else None
        note = f"{1000 * facts / length:.0f} facts in 1,000 characters"
        yield Figure(f"extraction, {kind}", length / spent["extraction"] / 1e6, "M characters/s", note=note)
        yield Figure(f"extraction, {kind}", spent["jieba.cut"] / spent["extraction"], "× jieba.cut", bar)
        yield Figure(
            f"extraction and reading the text before it, {kind}",
            spent["jieba.cut"] / (spent["extraction"] + spent["ingest"]),
            "× jieba.cut",
        )
        for name in ("jieba.posseg", "a number-and-unit regex"):
            yield Figure(f"extraction, {kind}", spent[name] / spent["extraction"], f"× {name}")
    sample = [report(number).text for number in range(20)]
    speeds = peers(sample)
    if not speeds:
        return
    here = seconds({name: readers[name] for name in ("extraction", "jieba.cut")}, sample)
    for name, speed in speeds.items():
        if not name.startswith("jieba"):
            relative = here["jieba.cut"] / here["extraction"] * speeds["jieba.cut"] / speed
            yield Figure("extraction, generated reports", relative, f"× {name}", note="through jieba.cut, which both environments time")


if __name__ == "__main__":
    for figure in measure(int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS):
        print(figure, flush=True)
