"""What a line would join, told before it is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from asking import warehouse
from builders import TABLES, report, use_reference

from etl.conform.concepts.words import cut
from etl.conform.facts import indicator_of
from etl.errors import JiedaoError
from etl.reference.concepts import Name
from etl.show.trial import moves, name_of


@pytest.fixture
def con(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    """Two reports speak of 新增注册企业, which no table knows, one of what it means."""
    use_reference(tmp_path / "reference", monkeypatch, objects=TABLES["objects.csv"].replace("firms,注册企业", "firms,注册企业数"))
    reports = [
        report("柳桥街道", {"新增注册企业": "20家", "修缮古井": "3宗"}),
        report("白石镇", {"新增注册企业": "5家"}),
        report("红石镇", {"新增注册企业数": "6家"}),
    ]
    with warehouse(*reports) as built:
        yield built


def test_a_line_shows_whom_its_facts_would_meet(con: duckdb.DuckDBPyConnection) -> None:
    (move,) = moves(con, name_of("注册企业,firms"))
    assert move.indicator_code.startswith("x_") and move.indicator == "新增注册企业"
    assert (move.becomes, move.facts, move.districts, move.others) == ("econ_firms_new", 2, 2, 1)
    assert move.quote in ("20家", "5家")


def test_what_the_trial_says_is_what_the_line_does(con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (move,) = moves(con, name_of("注册企业,firms"))
    use_reference(
        tmp_path / "after",
        monkeypatch,
        objects=TABLES["objects.csv"].replace("firms,注册企业", "firms,注册企业数"),
        object_names=TABLES["object_names.csv"] + "注册企业,firms,,\n",
    )
    assert indicator_of(move.indicator, "level", "entity").code == move.becomes


def test_a_trial_leaves_nothing_behind(con: duckdb.DuckDBPyConnection) -> None:
    words = cut("新增注册企业")
    assert moves(con, name_of("注册企业,firms")) == moves(con, name_of("注册企业,firms"))
    assert cut("新增注册企业") == words
    assert not indicator_of("新增注册企业", "level", "entity").curated


def test_a_line_that_no_sentence_holds_moves_nothing(con: duckdb.DuckDBPyConnection) -> None:
    assert moves(con, name_of("修桥,firms")) == []


def test_a_line_is_read_as_the_table_reads_it() -> None:
    assert name_of("沿街 , firms") == Name("沿街", "firms", "", "")
    assert name_of("沿街+小店,firms,add,count") == Name("沿街+小店", "firms", "add", "count")


@pytest.mark.parametrize(
    "line", ["", "沿街", ",firms", "沿街+,firms", "沿街,nothing", "沿街,", "沿街,firms,nothing", "沿街,firms,,x", "a,firms,,,b"]
)
def test_what_is_no_line_is_refused(line: str) -> None:
    with pytest.raises(JiedaoError):
        name_of(line)
