"""The ready questions: each says what it asks, runs on the samples, and some have answers that are known."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import forget_other_reference
from click.testing import CliRunner

import etl
from etl.cli import main
from etl.show.questions import questions


@pytest.fixture(scope="module")
def built(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A warehouse of the samples."""
    forget_other_reference()
    folder = tmp_path_factory.mktemp("wh")
    etl.run(samples, folder)
    yield folder


def ask(built: Path, *args: str) -> list[dict[str, str]]:
    result = CliRunner().invoke(main, ["ask", *args, "--warehouse", str(built), "--format", "csv"])
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.output)))


def test_each_question_says_in_two_languages_what_it_asks() -> None:
    asked = questions()
    assert len(asked) >= 20
    for question in asked.values():
        assert "一" <= question.zh[0] <= "鿿" and question.zh.endswith("?"), question.name
        assert question.en.isascii() and question.en.endswith("?"), question.name
        assert "from v_" in question.sql and "from fact" not in question.sql, "the views alone answer it"


@pytest.mark.parametrize("name", questions())
def test_each_question_has_an_answer_in_the_samples(built: Path, name: str) -> None:
    assert ask(built, name)


def ranking(built: Path, name: str, year: str) -> list[tuple[str, str, str]]:
    rows = ask(built, name)
    return [
        (r["position"], r["district"], r.get("base_value", "") or r["growth"])
        for r in rows
        if r["year"] == year and r["fictional"] == "True" and r["position"]
    ]


def test_known_answers(built: Path) -> None:
    assert ranking(built, "illegal-construction", "2023") == [
        ("1", "砚屏街道", "112000"),
        ("2", "云汀街道", "98000"),
        ("3", "松埠街道", "41000"),
    ]
    assert ranking(built, "crime-fall", "2023") == [("1", "云汀街道", "-11"), ("2", "松埠街道", "-10"), ("3", "砚屏街道", "3")]
    assert ranking(built, "elevators", "2023") == [("1", "松埠街道", "63"), ("2", "云汀街道", "27"), ("3", "砚屏街道", "8")]
    missed = {(r["district"], r["indicator"]) for r in ask(built, "targets-missed") if r["year"] == "2023"}
    assert {("云汀街道", "拆除违法建设面积"), ("砚屏街道", "固定资产投资")} <= missed and ("松埠街道", "拆除违法建设面积") not in missed


def test_the_command_lists_prints_and_runs(built: Path) -> None:
    run = CliRunner().invoke
    listed = run(main, ["ask"])
    assert listed.exit_code == 0 and all(name in listed.output and q.zh in listed.output for name, q in questions().items())
    assert run(main, ["ask", "pm25", "--sql"]).output == questions()["pm25"].sql
    lines = run(main, ["ask", "pm25", "--format", "json", "--warehouse", str(built)]).output.splitlines()
    assert json.loads(lines[0])["district"] == "砚屏街道"
    assert "26.1" in run(main, ["ask", "pm25", "--warehouse", str(built)]).output
    unknown = run(main, ["ask", "nothing", "--warehouse", str(built)])
    assert unknown.exit_code == 1 and "illegal-construction" in unknown.output
