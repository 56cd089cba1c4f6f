"""Every check of every contract has a row that it rejects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandera.polars as pa
import polars as pl
import pytest
from builders import document, extraction, report, star_of, use_reference

from etl.conform.results import DocumentResult, result_of
from etl.contracts import schemas
from etl.contracts.codes import FAILED, PASSING, QUARANTINE
from etl.contracts.records import Rejected
from etl.contracts.schemas import CONTRACTS, ContractError
from etl.contracts.tables import STAR
from etl.pipeline.frames import batch, file_row
from etl.warehouse.definition import explain

Tables = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    """A valid frame of every table, each with two rows at least."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        use_reference(tmp_path_factory.mktemp("reference"), monkeypatch)
        results = [report("柳桥街道", {"新增注册企业": "20家", "拆违": "3宗"}), report("白石镇", {"慰问老人": "5人", "高企": "7家"})]
        results.append(_report_with_links())
        between = batch(results) | {"files": schemas.frame("files", [file_row(r.extraction.document) for r in results])}
        run = {"run_id": "a", "started_at": datetime(2023, 1, 1), "software_version": "1", "fingerprint": "f", "seconds": 1.0}
        counts = dict.fromkeys(("files", "documents", "facts", "numerals", "quarantined"), 1)
        lost = {"path": "a.txt", "reason": "empty", "detail": "It is empty; remove it.", "sha256": ""}
        correction = {"field": "value", "old_value": "1", "new_value": "2", "quote": "1家", "author": "x", "reason": "misread"}
        of_line = {"corrected_on": date(2023, 1, 1), "status": "applied", "sentence": None, "document": None, "detail": None}
        corrections = [{"line": n, "fact_id": c * 16, "attached_to": c * 16, **of_line, **correction} for n, c in ((2, "a"), (3, "b"))]
        yield {
            **between,
            **star_of(*results),
            "etl_run": schemas.frame("etl_run", [run | counts, run | counts | {"run_id": "b"}]),
            "quarantine": schemas.frame("quarantine", [lost, lost]),
            "correction": schemas.frame("correction", corrections),
            "copy_difference": schemas.frame("copy_difference", [{"fact_id": c * 16, "other_fact_id": "c" * 16} for c in "ab"]),
        }


def _report_with_links() -> DocumentResult:
    doc = document("查出隐患5处，整改隐患5处。2021年是“十四五”开局之年，2025年是“十四五”收官之年。")
    return result_of(extraction(doc, ("5处", "查出隐患", {}), ("整改隐患5处", "整改隐患", {"unit": "处"})))


def spoiled(table: pl.DataFrame, column: str, value: Any) -> pl.DataFrame:
    """The table with `value` in the first row of a column."""
    first = pl.int_range(pl.len()) == 0
    return table.with_columns(pl.when(first).then(pl.lit(value, dtype=table.schema[column])).otherwise(pl.col(column)).alias(column))


def test_every_table_is_here_and_valid(tables: Tables) -> None:
    assert tables.keys() == CONTRACTS.keys()
    for name, table in tables.items():
        assert schemas.validate(name, table).equals(table), name
        assert table.height >= 2, name


BAD_VALUES: dict[str, Callable[[pa.Check], Any]] = {
    "isin": lambda check: "nonsense",
    "str_length": lambda check: "",
    "str_matches": lambda check: "?",
    "greater_than_or_equal_to": lambda check: (check.statistics or {})["min_value"] - 1,
    "greater_than": lambda check: (check.statistics or {})["min_value"],
    "less_than_or_equal_to": lambda check: (check.statistics or {})["max_value"] + 1,
    "finite": lambda check: float("nan"),
}
COLUMN_CHECKS = [(t, c, check) for t, contract in CONTRACTS.items() for c, column in contract.columns.items() for check in column.checks]


@pytest.mark.parametrize(("table", "column", "check"), COLUMN_CHECKS, ids=[f"{t}.{c}-{check.name}" for t, c, check in COLUMN_CHECKS])
def test_a_column_check_rejects(tables: Tables, table: str, column: str, check: pa.Check) -> None:
    with pytest.raises(ContractError, match=rf"{table}: .*\({column}\)"):
        schemas.validate(table, spoiled(tables[table], column, BAD_VALUES[str(check.name)](check)))


@pytest.mark.parametrize("seconds", [float("inf"), -1.0])
def test_seconds_are_finite_and_not_negative(tables: Tables, seconds: float) -> None:
    with pytest.raises(ContractError, match="finite"):
        schemas.validate("etl_run", spoiled(tables["etl_run"], "seconds", seconds))


NOT_NULL = [(t, c) for t, contract in CONTRACTS.items() for c, column in contract.columns.items() if not column.nullable]


@pytest.mark.parametrize(("table", "column"), NOT_NULL)
def test_a_null_is_rejected(tables: Tables, table: str, column: str) -> None:
    with pytest.raises(ContractError, match="null"):
        schemas.validate(table, spoiled(tables[table], column, None))


UNIQUE = [(t, [c]) for t, contract in CONTRACTS.items() for c, column in contract.columns.items() if column.unique]
UNIQUE += [(t, list(contract.unique)) for t, contract in CONTRACTS.items() if contract.unique]


@pytest.mark.parametrize(("table", "columns"), UNIQUE)
def test_a_repeated_key_is_rejected(tables: Tables, table: str, columns: list[str]) -> None:
    twin = tables[table]
    for column in columns:
        twin = spoiled(twin, column, twin[column][1])
    with pytest.raises(ContractError, match="uni"):
        schemas.validate(table, twin)


RULES: dict[str, dict[str, Any]] = {
    "anchor lies in the quote": {"anchor": 999},
    "quote is as long as its offsets say": {"quote": "20家企业"},
    "quote lies in its sentence": {"sentence_end": 1},
    "value_max is above value": {"value_max": Decimal(0)},
    "period ends after it starts": {"period_end": date(1999, 1, 1)},
    "rank_scope only for a rank": {"rank_scope": "全市"},
    "rank_basis only for a rank": {"rank_basis": "level"},
    "growth_kind only for a growth": {"growth_kind": "%"},
    "baseline only for a growth": {"baseline": "同比"},
    "baseline_stated only for a growth": {"baseline_stated": True},
    "start is before end": {"start": 999},
    "start is not after end": {"start": 999},
    "text is as long as its offsets say": {"text": "短"},
    "facts are counted for the outcome fact, and for no other": {"facts": 0},
    "a fictional district has no code": {"fictional": True, "code": "330101001"},
    "a district with a code has no other candidates": {"code": "330101001", "candidates": "330101001 440202001"},
    "a curated indicator is defined": {"definition": None, "curated": True},
    "no document duplicates itself": {"duplicate_of": "itself"},
    "what is applied has its fact": {"attached_to": None},
    "what is not applied says why": {"attached_to": None},
    "first seen is not after last seen": {"first_seen": datetime(2033, 1, 1)},
}
TABLE_RULES = [(t, str(check.name)) for t, contract in CONTRACTS.items() for check in contract.checks]


@pytest.mark.parametrize(("table", "rule"), TABLE_RULES)
def test_a_rule_over_columns_rejects(tables: Tables, table: str, rule: str) -> None:
    frame = tables[table]
    for column, value in RULES[rule].items():
        frame = spoiled(frame, column, frame["document_id"][0] if value == "itself" else value)
    with pytest.raises(ContractError, match=rule):
        schemas.validate(table, frame)


@pytest.mark.parametrize("table", CONTRACTS)
def test_columns_and_types_are_fixed(tables: Tables, table: str) -> None:
    frame = tables[table]
    first = frame.columns[0]
    for wrong in (frame.drop(first), frame.with_columns(more=pl.lit(1)), frame.with_columns(pl.lit(1.5).alias(first))):
        with pytest.raises(ContractError):
            schemas.validate(table, wrong)


def test_lazy_frames_are_refused_for_nothing_would_be_checked(tables: Tables) -> None:
    with pytest.raises(TypeError, match="eager"):
        schemas.validate("dim_unit", tables["dim_unit"].lazy())  # type: ignore[arg-type]


def test_the_environment_cannot_switch_validation_off(tables: Tables) -> None:
    from pandera.config import ValidationDepth, config_context

    with config_context(validation_enabled=False, validation_depth=ValidationDepth.SCHEMA_ONLY), pytest.raises(ContractError):
        schemas.validate("dim_unit", spoiled(tables["dim_unit"], "factor", Decimal(0)))


@pytest.mark.parametrize("value", [Decimal(10) ** 25, Decimal(10) ** 50, "many", object()])
def test_a_value_that_no_column_holds_is_a_broken_contract(value: object) -> None:
    with pytest.raises(ContractError, match="dim_unit"):
        schemas.frame("dim_unit", [{"unit_key": 1, "unit": "家", "dimension": "d", "base_unit": "家", "factor": value, "curated": True}])


BETWEEN: list[tuple[str, str, str, Any]] = [
    ("sentences: together they are not the text", "documents", "text", "另一篇。"),
    ("mentions: quote is not the text at its offsets", "mentions", "quote", "21家"),
    ("mentions: quote is not the text at its offsets", "mentions", "sentence_end", 99),
    ("ledger: its facts are not those anchored at the numeral", "ledger", "facts", 2),
    ("ledger: its facts are not those anchored at the numeral", "ledger", "anchor", 0),
]


@pytest.mark.parametrize(("rule", "table", "column", "value"), BETWEEN)
def test_a_rule_between_tables_rejects(tables: Tables, rule: str, table: str, column: str, value: Any) -> None:
    schemas.validate_batch(tables)
    with pytest.raises(ContractError, match=rule):
        schemas.validate_batch({**tables, table: spoiled(tables[table], column, value)})


def test_a_fact_without_ledger_entry_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    use_reference(tmp_path / "reference", monkeypatch)
    made = extraction(document("高企5家。"), ("5家", "高企", {}))
    assert batch([result_of(made)])["mentions"].height == 1
    with pytest.raises(ContractError, match="ledger"):
        batch([result_of(replace(made, ledger=()))])


def test_what_numbers_are_in_is_told_with_their_column() -> None:
    facts = STAR["fact_indicator"].columns
    assert {name: column.unit for name, column in facts.items() if column.unit and column.type is not int} == {
        "value": "unit",
        "value_max": "unit",
        "low": "base_unit",
        "high": "base_unit",
        "rounding": "base_unit",
    }
    assert facts["anchor"].description == "Offset of the numeral's first character in the text, from 0. In code points."
    assert "is 'From the start to the load. In seconds.'" in explain("etl_run", "seconds", STAR["etl_run"].columns["seconds"])
    assert facts["bound"].description == facts["bound"].comment


def test_a_file_is_set_aside_for_a_reason_that_is_listed() -> None:
    assert Rejected("a.txt", "empty", "It is empty; remove it.").reason == "empty"
    with pytest.raises(ValueError, match="dull is no reason"):
        Rejected("a.txt", "dull", "It is dull; remove it.")
    assert {*PASSING, *FAILED} <= QUARANTINE.keys()
    assert all(name.zh and name.en for name in QUARANTINE.values())
