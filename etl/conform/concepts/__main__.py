"""What the tables of concepts know of real reports: ``python -m etl.conform.concepts coverage FOLDER`` and ``… read "PHRASE" UNIT``.

coverage  reads the .txt reports below a folder and lists the phrases whose object is not known, the commonest first, with one sentence;
          ``--topic CODE`` keeps to one topic, ``--top N`` lists so many, ``--joined`` lists what each object takes in instead.
read      shows how a phrase is read. clashes lists names and verbs that tell two things. sort puts the tables in order, and
          names lines that tell one word differently.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from pathlib import Path

from etl import reference
from etl.conform.concepts.key import around, conceive
from etl.conform.results import LONGEST_NAME
from etl.reference import concepts

SORTED = {
    "objects.csv": ("code",),
    "object_names.csv": ("object", "name"),
    "actions.csv": ("code",),
    "action_verbs.csv": ("verb", "action"),
    "qualifiers.csv": ("word",),
}
UNIQUE = {"object_names.csv": ("name",)}
"""What no two lines share, where the order begins with another column."""


def dimension_of(unit: str) -> str:
    """The dimension of a unit; one that is in no table is its own."""
    known = reference.units().get(unit)
    return known.dimension if known else unit or "count"


def coverage(folder: Path, topic: str, top: int, joined: bool) -> None:
    """Print how many facts of the reports have a known object, and what is not known."""
    from etl.report import ingest
    from etl.report.extraction import extract

    told, known = Counter[str](), Counter[str]()
    missing: Counter[str] = Counter()
    taken: defaultdict[str, Counter[str]] = defaultdict(Counter)
    sentence: dict[str, str] = {}
    for path in sorted(folder.rglob("*.txt")):
        extraction = extract(ingest.read_text(path.read_text(encoding="utf-8", errors="replace"), path=path.name))
        text = extraction.document.text
        for m in extraction.mentions:
            phrase = m.indicator_text[:LONGEST_NAME]
            told[m.topic] += 1
            before, after = around(text, m.sentence_start, m.quote_start, m.quote_end, m.sentence_end)
            reading, key = conceive(phrase, dimension_of(m.unit), m.measure, m.aspect, before, after)
            if key:
                known[m.topic] += 1
                taken[key.code if key.curated else key.object + " (own)"][f"{phrase} [{m.unit}] {reading.subset or ''}"] += 1
            elif topic in ("", m.topic):
                missing[f"{phrase} [{m.unit}]"] += 1
                sentence.setdefault(f"{phrase} [{m.unit}]", f"{before[-40:]}<{m.quote}>{after[:20]}".replace("\n", " "))
    for code in sorted(told):
        print(f"{code:12} {known[code] / told[code]:.3f} of {told[code]}")
    print(f"{'all':12} {sum(known.values()) / max(sum(told.values()), 1):.3f} of {sum(told.values())}")
    if joined:
        for code, phrases in sorted(taken.items()):
            if topic in ("", _topic(code)):
                print(code, "|", "; ".join(f"{phrase} ×{n}" for phrase, n in phrases.most_common(top)))
    else:
        for phrase, n in missing.most_common(top):
            print(n, phrase, "|", sentence[phrase])


def _topic(code: str) -> str:
    curated = reference.indicators().get(code)
    object_ = concepts.objects().get(code.split(".")[0].split(" ")[0])
    return curated.topic if curated else object_.topic if object_ else ""


def clashes() -> None:
    """Print names of objects that are verbs or qualifiers too, and verbs that mean two stages of one kind of object."""
    verbs, qualifiers = concepts.action_verbs(), concepts.qualifiers()
    for name in concepts.names():
        if name.name in verbs and not name.action:
            print(f"{name.name} names {name.object} and is a verb")
        if name.name in qualifiers:
            print(f"{name.name} names {name.object} and is a qualifier ({qualifiers[name.name].facet})")
    for verb, ways in verbs.items():
        for kind in concepts.CLASSES:
            stages = {way.action for way in ways if kind in way.kinds}
            if len(stages) > 1:
                print(f"{verb} means {', '.join(sorted(stages))} for {kind}")


def sort(folder: Path = reference.FOLDER) -> None:
    """Write the tables in order, each line once; print the lines that tell one word differently, which the loader would refuse."""
    for name, columns in SORTED.items():
        path = folder / name
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            header = list(reader.fieldnames or ())
            rows = {tuple(row[column] for column in header): row for row in reader}
        alike: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for cells, row in rows.items():
            alike[tuple(row[column] for column in UNIQUE.get(name, columns))].append(",".join(cells))
        for told in alike.values():
            if len(told) > 1:
                print(f"{name}: keep one of", " | ".join(told))
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(rows.values(), key=lambda row: tuple(row[column] for column in columns)))


def main() -> None:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(prog="python -m etl.conform.concepts", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    cover = commands.add_parser("coverage")
    cover.add_argument("folder", type=Path)
    cover.add_argument("--topic", default="")
    cover.add_argument("--top", type=int, default=100)
    cover.add_argument("--joined", action="store_true")
    reading = commands.add_parser("read")
    reading.add_argument("phrase")
    reading.add_argument("unit", nargs="?", default="个")
    reading.add_argument("--before", default="")
    commands.add_parser("clashes")
    commands.add_parser("sort")
    asked = parser.parse_args()
    if asked.command == "coverage":
        coverage(asked.folder, asked.topic, asked.top, asked.joined)
    elif asked.command == "clashes":
        clashes()
    elif asked.command == "sort":
        sort()
    else:
        dimension = dimension_of(asked.unit)
        found, key = conceive(asked.phrase, dimension, "rate" if dimension == "share" else "level", "flow", asked.before)
        print(key.code if key else "(unknown)", found)


if __name__ == "__main__":
    main()
