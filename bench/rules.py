"""How often each rule of the grammar speaks over texts: ``python bench/rules.py FILE_OR_FOLDER…``.

Prints one line a rule, and one a way to name counts, in the order in which they are asked: how many quantities it read, its share of all,
and the texts it spoke in. One that never speaks over much real text can go, or lacks an example of why it stays.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from etl.grammar.naming.names import SIDES
from etl.grammar.rules import RULES
from etl.report.extraction import extract
from etl.report.ingest import read_text


def spoken(text: str) -> Counter[str]:
    """How many facts of a text each rule, and each way to name counts, read. Rules that only skip state no fact and are not in it."""
    found: Counter[str] = Counter()
    for mention in extract(read_text(text)).mentions:
        found[mention.rule] += 1
        if "/" in mention.rule:
            found[mention.rule.partition("/")[0]] += 1
    return found


def names() -> list[str]:
    """The rules in their order, each count's way to be named after the last."""
    return [*(rule.name for rule in RULES), *(f"{RULES[-1].name}/{way.name}" for ways in SIDES for way in ways)]


def main(paths: list[str]) -> int:
    """Print the table; 1 where nothing can be read."""
    files = [file for path in map(Path, paths) for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    if not files:
        print(__doc__)
        return 1
    total: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for file in files:
        found = spoken(file.read_bytes().decode("utf-8-sig", "replace"))
        total.update(found)
        texts.update(found.keys())
    facts = sum(count for name, count in total.items() if "/" not in name) or 1
    for name in names():
        print(f"{name:40} {total[name]:8} {total[name] / facts:8.2%} {texts[name]:6} of {len(files)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
