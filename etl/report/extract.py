"""Extract: the sentences of a document to mentions and the numeral ledger. Pure; the grammar does the reading."""

from __future__ import annotations

from etl.contracts.records import Document, Extraction, LedgerEntry, Mention, Sentence
from etl.grammar import tables
from etl.grammar.clauses import normal_marks
from etl.grammar.numerals import numerals
from etl.grammar.sentence import Context, Reading, Statement, read_normal
from etl.grammar.topics import Surroundings
from etl.report.segment import segment

LEAD_LENGTH = 30
"""Characters of the short sentence without figures that opens a passage and tells its topic (垃圾分类取得新突破。)."""


def extract(document: Document) -> Extraction:
    """Read every sentence of a document: all that it states in numbers, and what became of each numeral.

    Chrome yields no fact; its numerals are in the ledger as ``admin``.
    """
    sections, sentences = segment(document)
    mentions: list[Mention] = []
    ledger: list[LedgerEntry] = []
    text = document.text
    normal = normal_marks(text)
    lead, subject, section_before = "", "", -1
    header: list[tables.Cell] = []
    for sentence in sentences:
        words = text[sentence.start : sentence.end]
        if sentence.kind == "chrome":
            ledger += [LedgerEntry(sentence.start + n.start, words[n.start : n.end], "admin", 0) for n in numerals(words)]
            continue
        section = sections[sentence.section]
        if sentence.section != section_before:
            section_before, subject = sentence.section, ""
        context = Context(section.year, document.report_year, section.part, subject=subject)
        cells = tables.cells_of(words.rstrip()) if "\t" in words or "|" in words else []
        row = tables.read_row(words.rstrip(), header, context) if cells and header else None
        if row is None and (tables.is_header(cells) or not cells):
            header = cells
        reading = row or read_normal(words, normal[sentence.start : sentence.end], context)
        subject = reading.statements[-1].indicator if reading.statements else ""
        if not reading.statements and len(stripped := words.strip()) <= LEAD_LENGTH:
            lead = stripped
        if reading.statements:
            mentions += _mentions(words, sentence, (lead, section.heading), reading)
        ledger += _ledger(words, sentence.start, reading)
    return Extraction(document, sections, sentences, tuple(mentions), tuple(ledger))


def _mentions(words: str, sentence: Sentence, above: tuple[str, str], reading: Reading) -> list[Mention]:
    """The statements of a sentence with their topics; `above` are the short sentence and the heading that it stands under."""
    ordinal_of = {numeral.start: ordinal for ordinal, (numeral, _) in enumerate(reading.ledger)}
    surroundings = Surroundings(words, *above)
    topic, end = "", 0
    found = []
    for st in reading.statements:
        topic = surroundings.topic(st.indicator, end, st.quantity.end + 12, topic)
        end = max(end, st.quantity.end)
        found.append(_mention(st, topic, words, sentence, ordinal_of[st.quantity.anchor]))
    return found


def _ledger(words: str, base: int, reading: Reading) -> list[LedgerEntry]:
    facts: dict[int, int] = {}
    for st in reading.statements:
        facts[st.quantity.anchor] = facts.get(st.quantity.anchor, 0) + 1
    return [
        LedgerEntry(base + start, words[start:end], outcome, facts.get(start, 0) if facts else 0)
        for (start, end), outcome in reading.ledger
    ]


def _mention(st: Statement, topic: str, words: str, sentence: Sentence, ordinal: int) -> Mention:
    q, base, time = st.quantity, sentence.start, st.time
    # By place, in the order of the record's fields: thirty names would cost more than reading the number.
    return Mention(
        base + q.anchor, ordinal, base + q.start, base + q.end, words[q.start : q.end],
        st.value, st.value_max, words[q.anchor : q.number_end], q.unit, q.bound,
        st.measure, st.aspect, st.subset, st.status,
        time.year, time.period, time.start, time.end, time.basis,
        st.place, st.scope, st.rank_basis, st.growth_kind, st.baseline, st.baseline_stated,
        st.indicator, topic, sentence.ordinal, sentence.start, sentence.end,
    )  # fmt: skip
