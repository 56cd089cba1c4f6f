"""What to curate next, and lines that do it: pasted as they are, they are read."""

from __future__ import annotations

import csv
import html
from datetime import date
from pathlib import Path

import duckdb
import pytest
from asking import warehouse
from builders import TABLES, report, use_reference

from etl import reference
from etl.conform import corrections
from etl.conform.facts import indicator_of
from etl.errors import JiedaoError
from etl.reference import concepts
from etl.show import curate
from etl.show import unmapped as unmapped_module


@pytest.fixture(autouse=True)
def _reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "reference", monkeypatch, objects=TABLES["objects.csv"].replace("firms,注册企业", "firms,注册企业数"))
    unmapped_module._curated.cache_clear()


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    """Three reports of one year: two speak of 新增注册企业, which is not curated, one of what it means."""
    reports = [
        report("柳桥街道", {"新增注册企业": "20家", "修缮古井": "3宗", "拆违": "30平方米"}),
        report("白石镇", {"新增注册企业": "5家", "整修山道": "4宗"}),
        report("红石镇", {"新增注册企业数": "6家"}),
    ]
    return warehouse(*reports)


def pasted(line: curate.Line, folder: Path) -> None:
    """The line at the place it names."""
    file = folder / line.file.split("，")[0].rsplit("/", 1)[1]
    rows = file.read_text("utf-8").splitlines()
    rows.append(line.text)
    file.write_text("\n".join(rows) + "\n", "utf-8")


def test_the_commonest_come_first_with_what_they_would_gain(con: duckdb.DuckDBPyConnection) -> None:
    first, *rest = curate.next_phrases(con, 5).to_dicts()
    assert (first["number"], first["phrase"], first["facts"], first["districts"]) == (1, "新增注册企业", 2, 2)
    # Both facts would stand beside the one of 红石镇, which is curated.
    assert first["nearest"] == "firms" and first["gained"] == 2
    assert first["candidates"] == "注册企业数（firms）+2"
    assert first["quote"] in ("20家", "5家") and first["quote"] in first["sentence"]
    assert {row["phrase"]: (row["nearest"], row["gained"]) for row in rest} == {"修缮古井": ("", 0), "整修山道": ("", 0)}
    assert curate.next_phrases(con, 1).height == 1


def test_units_that_do_not_meet_gain_nothing(con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = TABLES["objects.csv"].replace("firms,注册企业", "firms,注册企业数").replace("economy,entity,org", "economy,money,stat", 1)
    use_reference(tmp_path / "other", monkeypatch, objects=tables)
    unmapped_module._curated.cache_clear()
    (first,) = curate.next_phrases(con, 1).to_dicts()
    assert first["nearest"] == "firms" and first["gained"] == 0


def test_nothing_uncurated_is_no_rows(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("update dim_indicator set object = 'firms'")
    assert curate.next_phrases(con).is_empty()


def test_a_line_with_the_name_maps_the_phrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not indicator_of("新增注册企业", "level", "entity").curated
    line = curate.phrase_line("firms", "新增注册企业")
    assert line.text == "注册企业,firms,,"
    pasted(line, reference.FOLDER)
    text = (reference.FOLDER / "object_names.csv").read_text("utf-8")
    use_reference(tmp_path / "after", monkeypatch, object_names=text)
    assert indicator_of("新增注册企业", "level", "entity").code == "econ_firms_new"
    with pytest.raises(JiedaoError, match="has no object"):
        curate.phrase_line("wells", "修缮古井")


def test_a_line_for_a_new_indicator_waits_for_a_person(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (phrase,) = curate.next_phrases(con).filter(phrase="修缮古井").to_dicts()
    line = curate.indicator_line(con, phrase["indicator_code"])
    cells = dict(zip(curate._COLUMNS, next(csv.reader([line.text])), strict=True))
    assert (cells["name_zh"], cells["dimensions"], cells["general"]) == ("修缮古井", "case", "no")
    assert cells["code"] == cells["class"] == cells["definition_en"] == "?"
    pasted(line, reference.FOLDER)
    text = (reference.FOLDER / "objects.csv").read_text("utf-8")
    use_reference(tmp_path / "asked", monkeypatch, objects=text)
    with pytest.raises(JiedaoError, match="Write one of"):
        concepts.objects()
    answers = {"class": "facility", "polarity": "effort", "code": "wells", "topic": "economy"}
    answered = {column: answers.get(column, cell).replace("?", "Wells repaired") for column, cell in cells.items()}
    use_reference(tmp_path / "answered", monkeypatch, objects=text.replace(line.text, ",".join(answered.values())))
    assert indicator_of("修缮古井", "level", "case").code.startswith("wells.")


def test_a_correction_is_read_once_its_questions_are_answered(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (found,) = con.execute("select fact_id from v_fact where quote = '20家'").fetchall()
    line = curate.correction_line(con, found[0], "value")
    # The connection is free for what comes next.
    assert con.sql("select 1").fetchall() == [(1,)]
    file = tmp_path / "corrections.csv"
    header = curate.HEADER + "\n"
    file.write_text(header + line.text + "\n", "utf-8")
    (open_,) = corrections.parse(file.read_bytes())
    assert open_.status == "invalid" and "“?”" in (open_.detail or "")
    file.write_text(header + curate.correction_line(con, found[0], "value", "25", "misread").text + "\n", "utf-8")
    (answered,) = corrections.parse(file.read_bytes())
    assert (answered.status, answered.fact_id, answered.quote, answered.old_value, answered.new_value) == (
        "applied",
        found[0],
        "20家",
        "20",
        "25",
    )
    assert answered.corrected_on == date.today() and answered.reason == "misread" and "20家" in (answered.sentence or "")
    file.write_text(header + curate.correction_line(con, found[0], "fact", "drop", "no count").text + "\n", "utf-8")
    (dropped,) = corrections.parse(file.read_bytes())
    assert (dropped.status, dropped.old_value, dropped.new_value) == ("applied", None, "drop")


def test_what_is_unknown_is_said(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(JiedaoError, match="none_such"):
        curate.phrase_line("none_such", "x")
    with pytest.raises(JiedaoError, match="x_none"):
        curate.indicator_line(con, "x_none")
    with pytest.raises(JiedaoError, match="0" * 16):
        curate.correction_line(con, "0" * 16, "value")
    with pytest.raises(JiedaoError, match="colour"):
        curate.correction_line(con, "0" * 16, "colour")


def test_lines_show_as_they_are() -> None:
    line = curate.Line("<新>", "a.csv", 'a,"b<c"')
    assert html.escape(line.text) in line._repr_html_() and "user-select:all" in line._repr_html_() and "<新>" not in line._repr_html_()
    assert curate.Lines([line, line])._repr_html_() == line._repr_html_() * 2
    assert "No line" in curate.Lines([])._repr_html_()
