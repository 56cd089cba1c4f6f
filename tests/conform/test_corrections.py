from __future__ import annotations

import csv
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from builders import database, document, extraction, star_of, use_reference

from etl.conform import corrections
from etl.conform.corrections import COLUMNS, MORE, Correction, Illegible, converted, parse
from etl.conform.results import DocumentResult, result_of
from etl.contracts import schemas
from etl.pipeline.frames import Tables

TEXT = "新增注册企业1159.62家。慰问老人5家。走访老人5家。"
_LAST, _SENTENCE = TEXT.rindex("5家"), TEXT.index("走访")
_THERE = {
    "anchor": _LAST,
    "quote_start": _LAST,
    "quote_end": _LAST + 2,
    "sentence_start": _SENTENCE,
    "sentence_end": len(TEXT),
    "sentence": 2,
}
DOCUMENT = result_of(
    extraction(document(TEXT), ("1159.62家", "新增注册企业", {}), ("5家", "慰问老人", {}), ("5家", "走访老人", _THERE)),
)
IDS = dict(zip(("企业", "慰问", "走访"), DOCUMENT.fact_ids, strict=True))


@pytest.fixture(autouse=True)
def _reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "reference", monkeypatch)


def row(field: str, new: str, old: str = "", fact: str = "企业", **cells: str) -> dict[str, str]:
    """A row of corrections.csv; `fact` is one of IDS, or an id."""
    quote = {"企业": "1159.62家"}.get(fact, "5家")
    made = {"fact_id": IDS.get(fact, fact), "quote": quote, "field": field, "old_value": old, "new_value": new}
    return made | {"author": "李明", "date": "2023-05-31", "reason": "原文有误"} | cells


def written(folder: Path, *rows: dict[str, str]) -> Path:
    file = folder / "corrections.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, [*COLUMNS, *MORE], restval="")
        writer.writeheader()
        writer.writerows(rows)
    return file


def corrected(
    folder: Path, *rows: dict[str, str], result: DocumentResult = DOCUMENT
) -> tuple[Tables, dict[str, dict[str, object]], list[Correction]]:
    """The star with the rows applied, its facts by id, and the corrections as they were read."""
    made = parse(written(folder, *rows).read_bytes())
    built = star_of(result, corrections=made)
    return built, {fact["fact_id"]: fact for fact in built["fact_indicator"].to_dicts()}, made


def told(built: Tables) -> list[tuple[str, str | None]]:
    return [(r["status"], r["attached_to"]) for r in built["correction"].to_dicts()]


def test_a_value_is_corrected_and_the_fact_says_so(tmp_path: Path) -> None:
    built, facts, _ = corrected(tmp_path, row("value", "1159", "1159.62"))
    assert (facts[IDS["企业"]]["value"], facts[IDS["企业"]]["corrected"]) == (Decimal(1159), True)
    assert not facts[IDS["慰问"]]["corrected"]
    assert told(built) == [("applied", IDS["企业"])]
    line = built["correction"].to_dicts()[0]
    assert (line["author"], line["corrected_on"], line["reason"], line["line"]) == ("李明", date(2023, 5, 31), "原文有误", 2)


@pytest.mark.parametrize(
    ("field", "new", "value"),
    [
        ("value_max", "1200", Decimal(1200)),
        ("year", "2021", 2021),
        ("status", "plan", "plan"),
        ("bound", "lower", "lower"),
        ("aspect", "stock", "stock"),
        ("subset", "注册资金1000万以上", "注册资金1000万以上"),
        ("place", "东片区", "东片区"),
        ("period_end", "2022-09-30", date(2022, 9, 30)),
        ("period_start", "", None),
    ],
)
def test_fields_are_corrected_as_what_they_are(tmp_path: Path, field: str, new: str, value: object) -> None:
    built, facts, _ = corrected(tmp_path, row(field, new))
    assert told(built) == [("applied", IDS["企业"])]
    if field == "year":
        assert 2021 in built["dim_year"]["year"].to_list()
    else:
        assert facts[IDS["企业"]][field] == value


def test_another_indicator_topic_and_unit(tmp_path: Path) -> None:
    built, facts, _ = corrected(tmp_path, row("indicator_code", "econ_hitech"), row("topic", "order"), row("unit", "宗"))
    fact = facts[IDS["企业"]]
    keys = {"dim_indicator": ("indicator_key", "code"), "dim_topic": ("topic_key", "code"), "dim_unit": ("unit_key", "unit")}
    assert [built[t].filter(pl.col(key) == fact[key])[name].item() for t, (key, name) in keys.items()] == ["econ_hitech", "order", "宗"]


def test_a_dropped_fact_is_gone_and_the_ledger_knows(tmp_path: Path) -> None:
    built, facts, made = corrected(tmp_path, row("fact", "drop"))
    assert IDS["企业"] not in facts and len(facts) == 2
    assert built["numeral_ledger"].sort("anchor").select("outcome", "facts").rows()[0] == ("dropped", 0)
    database(tmp_path / "a.duckdb", DOCUMENT, corrections=made)
    with duckdb.connect(tmp_path / "a.duckdb", read_only=True) as con:
        assert con.execute("select count(*) from v_fact").fetchall() == [(2,)]


BAD = {
    "fact_id is empty": {"fact_id": ""},
    "Copy all 16 characters": {"fact_id": "4f1c2a90"},
    "quote is empty": {"quote": ""},
    "author is empty": {"author": ""},
    "reason is empty": {"reason": ""},
    "Write it as 2023-05-31": {"date": "31.5.2023"},
    "none that can be corrected": {"field": "quote"},
    "is no value": {"new_value": "viele"},
    "which value never is": {"new_value": ""},
    "Write one of: exact, approx": {"field": "bound", "new_value": "etwa"},
    "is no year": {"field": "year", "new_value": "MMXX"},
    "is no period_end": {"field": "period_end", "new_value": "30.9."},
    "no indicator": {"field": "indicator_code", "new_value": "econ_nothing"},
    "Write one of: economy": {"field": "topic", "new_value": "sport"},
    "Write drop": {"field": "fact", "new_value": "weg"},
}


@pytest.mark.parametrize("message", BAD)
def test_a_bad_row_is_listed_with_its_line_and_the_others_hold(tmp_path: Path, message: str) -> None:
    built, facts, made = corrected(tmp_path, row("value", "7") | BAD[message], row("value", "6", "5", "慰问"))
    assert [c.status for c in made] == ["invalid", "applied"]
    assert told(built) == [("invalid", None), ("applied", IDS["慰问"])]
    detail = built["correction"]["detail"][0]
    assert detail.startswith("corrections.csv, line 2: ") and message in detail
    assert facts[IDS["慰问"]]["value"] == 6 and facts[IDS["企业"]]["value"] == Decimal("1159.62")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Column fact_id"),
        (b"fact_id,quote\nx,y\n", "Column field, old_value, new_value, author, date, reason is missing"),
        ((",".join(COLUMNS) + "\n街道的数").encode("gb18030"), "CSV UTF-8"),
        ((",".join(COLUMNS) + '\n"a,b\n').encode(), "quotation mark without its fellow"),
        ((",".join(COLUMNS) + '\n"a,b\n1,"2",3\n').encode(), "quotation mark without its fellow"),
    ],
)
def test_a_file_that_is_no_corrections_table_is_illegible(content: bytes, message: str) -> None:
    with pytest.raises(Illegible, match=message):
        parse(content)


@pytest.mark.parametrize(
    "cell", ["1e40", "9" * 39, "-" + "9" * 39, "1e999999999", "1E-999999999", "nan", "inf", "9" * 5000, "\u0661\u0662x"]
)
@pytest.mark.parametrize("column", ["new_value", "old_value"])
@pytest.mark.parametrize("field", ["value", "value_max", "year", "unit", "period_end", "fact"])
def test_no_cell_stops_a_run(tmp_path: Path, field: str, column: str, cell: str) -> None:
    built, facts, _ = corrected(tmp_path, row(field, "2020") | {column: cell}, row("value", "6", "5", "慰问"))
    assert told(built)[1] == ("applied", IDS["慰问"]) and facts[IDS["慰问"]]["value"] == 6
    if column == "new_value" and field != "unit":
        assert facts[IDS["企业"]]["value"] in (Decimal("1159.62"), 0)


def test_another_quote_or_another_old_value_is_a_conflict(tmp_path: Path) -> None:
    rows = (
        row("value", "7", quote="1160家"),
        row("value", "7", "1158"),
        row("status", "plan", "estimate"),
        row("value", "1159", "1159.620"),
        row("value", "1158", "1159"),
        row("fact", "drop", fact="慰问", quote="6家"),
    )
    built, facts, _ = corrected(tmp_path, *rows)
    assert [status for status, _ in told(built)] == ["conflict", "conflict", "conflict", "applied", "applied", "conflict"]
    assert facts[IDS["企业"]]["value"] == 1158 and IDS["慰问"] in facts
    details = built["correction"]["detail"].to_list()
    assert "has the quote “1159.62家”" in details[0] and "line 2" in details[0]
    assert "read as 1159.62" in details[1] and "not as 1158" in details[1]


@pytest.mark.slow
def test_a_hundred_thousand_rows_take_seconds(tmp_path: Path) -> None:
    rows = [row("value", str(n), quote="1159.62家") for n in range(40_000)]
    rows += [row("value", str(n), "5", GONE) for n in range(30_000)]
    rows += [row("value", str(n), "1", "慰问") for n in range(30_000)]
    begun = time.process_time()
    built, facts, _ = corrected(tmp_path, *rows)
    assert time.process_time() - begun < 60
    assert built["correction"].height == 100_000 and facts[IDS["企业"]]["value"] == 39_999


def test_a_correction_that_would_break_the_contract_is_not_applied(tmp_path: Path) -> None:
    built, facts, _ = corrected(tmp_path, row("value_max", "3"), row("growth_kind", "%"), row("year", "1066"), row("value", "8"))
    assert [status for status, _ in told(built)] == ["invalid", "invalid", "invalid", "applied"]
    assert "value_max is above value" in built["correction"]["detail"][0]
    assert facts[IDS["企业"]]["value"] == 8 and facts[IDS["企业"]]["value_max"] is None


def test_what_the_grammar_reads_right_by_now_is_not_needed(tmp_path: Path) -> None:
    built, *_ = corrected(tmp_path, row("value", "1159.62", "11"), row("status", "plan", "actual"))
    assert [status for status, _ in told(built)] == ["not needed", "applied"]


def test_the_later_of_two_rows_for_a_field_holds(tmp_path: Path) -> None:
    _, facts, _ = corrected(tmp_path, row("value", "3"), row("value", "4"))
    assert facts[IDS["企业"]]["value"] == 4


GONE = "0123456789abcdef"


def test_a_correction_goes_to_the_one_fact_with_its_evidence(tmp_path: Path) -> None:
    built, facts, _ = corrected(tmp_path, row("value", "1159", "1159.620", GONE, quote="1159.62 家"))
    assert told(built) == [("re-attached", IDS["企业"])]
    assert facts[IDS["企业"]]["value"] == 1159


def test_sentence_and_document_tell_like_facts_apart(tmp_path: Path) -> None:
    like = row("value", "6", "5", GONE)
    known = DOCUMENT.extraction.document.document_id
    built, facts, _ = corrected(
        tmp_path,
        like,
        like | {"sentence": "慰问老人 5家。"},
        like | {"sentence": "走访老人5家。", "document": known, "new_value": "9"},
        like | {"sentence": "走访老人5家。", "document": "f" * 16},
        like | {"old_value": "4"},
    )
    assert told(built) == [
        ("orphaned", None),
        ("re-attached", IDS["慰问"]),
        ("re-attached", IDS["走访"]),
        ("orphaned", None),
        ("orphaned", None),
    ]
    assert (facts[IDS["慰问"]]["value"], facts[IDS["走访"]]["value"]) == (6, 9)
    details = built["correction"]["detail"].to_list()
    assert "2 facts have its evidence" in details[0] and "no fact has its evidence" in details[3]


def test_an_orphan_comes_back_with_its_report(tmp_path: Path) -> None:
    other = result_of(extraction(document("慰问老人8家。"), ("8家", "慰问老人", {})))
    lone = row("value", "1159", "1159.62")
    assert told(corrected(tmp_path, lone, result=other)[0]) == [("orphaned", None)]
    assert told(corrected(tmp_path, lone)[0]) == [("applied", IDS["企业"])]


def test_every_field_that_can_be_corrected_is_one_of_a_fact() -> None:
    known = {*schemas.polars_schema("mentions"), "indicator_code", corrections.FACT}
    assert set(corrections.FIELDS) <= known
    assert converted("value", "1e3") == 1000
