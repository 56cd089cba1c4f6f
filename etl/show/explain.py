"""How one sentence was read, as rows for a person: its numerals, its facts, its reasons."""

from __future__ import annotations

from etl.contracts.written import digits
from etl.grammar.rules import examples
from etl.grammar.sentence import read_sentence
from etl.grammar.statements import Context, Reading
from etl.grammar.topics import Surroundings, topics_of

REASONS = {
    "fact": "a fact is anchored here",
    "date": "a date, a time or a period",
    "list": "a list marker",
    "part": "a part of a number, range or date read already, or what a change starts from",
    "name": "part of a name, a slogan or an ordinal",
    "admin": "a page, account or serial number",
    "vague": "no definite number",
    "idiom": "part of a set phrase",
    "threshold": "defines the group, is not measured itself",
    "masked": "its digits are masked",
}


def read(sentence: str, year: int | None, part: str) -> Reading:
    """Read one sentence as if its report looked back on `year`; `part` is actual, plan or problems."""
    planned = year + 1 if year is not None and part == "plan" else year
    return read_sentence(sentence, Context(planned, year, part))


def ledger_rows(sentence: str, reading: Reading) -> list[tuple[str, str, str]]:
    """One row a numeral: the numeral, its outcome, what that means."""
    return [(sentence[n.start : n.end], outcome, REASONS[outcome]) for n, outcome in reading.ledger]


def fact_rows(sentence: str, reading: Reading) -> list[tuple[str, ...]]:
    """One row a fact: quote, value, unit, measure, indicator, topic, year, status, the rule that read it and whatever else was read."""
    rows: list[tuple[str, ...]] = []
    topics = topics_of(((st.indicator, st.quantity.end) for st in reading.statements), Surroundings(sentence))
    for st, topic in zip(reading.statements, topics, strict=True):
        q = st.quantity
        more = {
            "bound": q.bound if q.bound != "exact" else "",
            "period": st.time.period,
            "scope": st.scope,
            "baseline": st.baseline if st.baseline_stated else None,
            "subset": st.subset,
            "place": st.place,
            "aspect": st.aspect,
        }
        rows.append((
            sentence[q.start : q.end],
            digits(st.value) + (f"–{digits(st.value_max)}" if st.value_max is not None else ""),
            q.unit,
            st.measure,
            st.indicator,
            topic,
            str(st.time.year or ""),
            st.status,
            st.rule,
            " ".join(f"{key}={value}" for key, value in more.items() if value),
        ))  # fmt: skip
    return rows


def example_rows(construction: str | None) -> list[tuple[str, str, str]]:
    """The examples that the grammar is tested on: construction, sentence, what is read in it."""
    return [
        (key, sentence, "; ".join(f"{value}{unit} {measure} …{head}…" for _, value, unit, measure, head in facts) or "no fact")
        for key, (sentence, facts) in examples()
        if construction is None or construction in key
    ]
