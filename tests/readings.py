"""How examples, reports of the corpus and heads of reports are read, whole: ``make readings`` writes tests/corpus/readings/.

What stands there is no claim that a reading is right: that is what examples and gold files are for. It is what was read when somebody last
looked, every value, name, period and reason. A change of the grammar shows in the diff of these files what else it changes.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from etl.conform.districts import resolve
from etl.grammar import periods, quantities, ranks, skips, status, tables, terms
from etl.grammar.rules import examples
from etl.grammar.rules.count import NAMED
from etl.grammar.sentence import read_sentence
from etl.grammar.statements import Context, Reading
from etl.report.extraction import extract
from etl.report.ingest import read_text

CORPUS = Path(__file__).parent / "corpus"
FOLDER = CORPUS / "readings"
EXAMPLES, JOINED, TABLES, SENTENCES, HEADS = "examples", "joined", "tables", "sentences", "heads"
FILLER = "全年走访企业20家次，办结民生实事10件，新增就业岗位300个。"
"""Stands for … in heads.txt: prose that names no place."""


def names() -> list[str]:
    """Of what the grammar reads: the examples, each example before the next in one sentence, some more, and each report of the corpus."""
    return [EXAMPLES, JOINED, TABLES, SENTENCES, *sorted(report.stem for report in CORPUS.glob("[0-9]*.txt"))]


def lines_of(name: str) -> list[str]:
    """What such a file holds now."""
    sentences = list(dict.fromkeys(_of_rules()))
    match name:
        case "examples":
            return list(_sentences(sentences, "actual"))
        case "joined":
            return list(_sentences([first.rstrip("。") + "，" + then for first, then in itertools.pairwise(sentences)], "plan"))
        case "tables":
            return list(_tables())
        case "sentences":
            return list(_sentences((CORPUS / "sentences.txt").read_text("utf-8").splitlines(), "actual"))
        case "heads":
            return list(_heads((CORPUS / "heads.txt").read_text("utf-8").removesuffix("\n").split("\n%%\n")))
        case _:
            return list(_report(CORPUS / f"{name}.txt"))


def _of_rules() -> Iterator[str]:
    """The sentences that stand beside the rules of the grammar."""
    yield from (sentence for _, (sentence, _) in examples())
    for table in (NAMED, quantities.EXAMPLES, skips.EXAMPLES, ranks.EXAMPLES, periods.EXAMPLES, terms.EXAMPLES, status.EXAMPLES):
        yield from (str(row[0]) for row in table)


def _tables() -> Iterator[str]:
    """The examples of tables, line by line."""
    for lines, _ in tables.EXAMPLES:
        table = tables.Table()
        for line in lines.split("\n"):
            yield _line(f"# {line}")
            reading = table.read(line, Context(2022, 2022), read_sentence)
            if reading is not None:
                yield from _statements(line, reading)


def _heads(heads: Iterable[str]) -> Iterator[str]:
    """The place, the year and the kind of reports, with their first line and without it."""
    for head in heads:
        for text in (head, head.partition("\n")[2]):
            document = read_text(text.replace("…", FILLER))
            place = resolve(document)
            yield _line(f"# {text}")
            yield _line(document.title, document.publisher, document.report_kind, document.report_year, document.published_on)
            yield _line(*dataclasses.astuple(place))


def _sentences(sentences: Iterable[str], part: str) -> Iterator[str]:
    for sentence in sentences:
        yield f"# {' '.join(sentence.split())}"
        yield from _statements(sentence, read_sentence(sentence, Context(2022, 2022, part)))


def _statements(text: str, reading: Reading) -> Iterator[str]:
    for st in reading.statements:
        q, time = st.quantity, st.time
        yield _line(
            text[q.start : q.end],
            st.indicator,
            _value(st.value, st.value_max, q.unit),
            *(q.bound, st.measure, st.aspect, st.status, *_days(time.year, time.start, time.end), time.period, time.basis),
            *(st.place, st.subset, st.scope, st.rank_basis, st.growth_kind, st.baseline, st.rule, st.whole and f"of {st.whole.indicator}"),
        )
    yield from (_line(text[n.start : n.end], "-", outcome) for n, outcome in reading.ledger if outcome != "fact")


def _report(file: Path) -> Iterator[str]:
    extraction = extract(read_text(file.read_bytes().decode("utf-8-sig"), path=file.name))
    document = extraction.document
    yield _line(f"# {document.title}", document.report_kind, document.report_year)
    rows = [
        (
            m.anchor,
            _line(
                m.quote,
                m.indicator_text,
                _value(m.value, m.value_max, m.unit),
                *(m.bound, m.measure, m.aspect, m.status, *_days(m.year, m.period_start, m.period_end), m.period, m.period_basis),
                *(m.place, m.subset, m.rank_scope, m.rank_basis, m.growth_kind, m.baseline, m.topic, m.rule),
            ),
        )
        for m in extraction.mentions
    ]
    rows += [(entry.anchor, _line(entry.numeral, "-", entry.outcome)) for entry in extraction.ledger if entry.outcome != "fact"]
    yield from (line for _, line in sorted(rows, key=lambda row: row[0]))


def _days(year: int | None, start: date | None, end: date | None) -> tuple[object, ...]:
    """The year, and the first and the last day where they are not the year's."""
    return (year,) if year and (start, end) == (date(year, 1, 1), date(year, 12, 31)) else (year, f"{start}..{end}")


def _value(value: Decimal, most: Decimal | None, unit: str | None) -> str:
    return f"{value.normalize():f}{f'–{most.normalize():f}' if most is not None else ''}{unit or ''}"


def _line(*fields: object) -> str:
    return "\t".join(" ".join(str(field).split()) for field in fields if field not in (None, ""))


def write(chosen: Iterable[str]) -> None:
    """Write the files anew."""
    FOLDER.mkdir(exist_ok=True)
    for name in chosen:
        (FOLDER / f"{name}.tsv").write_text("\n".join(lines_of(name)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write([*names(), HEADS])
