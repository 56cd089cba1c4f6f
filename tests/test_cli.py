from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from builders import TABLES, read_toy, use_reference
from click.testing import CliRunner, Result
from processes import python

import etl
from etl.cli import fact_line, main
from etl.conform import facts
from etl.pipeline import reading
from etl.warehouse import fingerprint, publish

FIELDS = [
    *("fact_id", "anchor", "quote", "quote_start", "quote_end", "value", "value_max", "unit", "bound", "measure", "aspect", "subset"),
    *("indicator", "indicator_code", "object", "action", "attribute", "topic", "year", "period", "status", "place", "scope"),
    *("growth_kind", "baseline", "baseline_stated", "rule", "district_code", "source"),
]


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse of two toy reports and one in quarantine; its inbox is beside it."""
    use_reference(tmp_path / "reference", monkeypatch)
    monkeypatch.setattr(reading, "read_file", read_toy)
    # The code may be edited while its tests run.
    monkeypatch.setattr(fingerprint, "parts", lambda: {"this": "1"})
    monkeypatch.setenv("JIEDAO_WAREHOUSE", str(tmp_path / "wh"))
    inbox = tmp_path / "raw"
    inbox.mkdir()
    (inbox / "a.txt").write_text("柳桥街道办事处新增注册企业20家。", encoding="utf-8")
    (inbox / "b.txt").write_text("白石镇人民政府新增注册企业30家[含迁入]。", encoding="utf-8")
    (inbox / "c.txt").write_text("坏", encoding="utf-8")
    assert call("run", "--raw", str(inbox)).exit_code == 0
    return tmp_path / "wh"


def call(*args: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=text)


def test_run_prints_a_summary_and_what_is_in_quarantine(warehouse: Path, tmp_path: Path) -> None:
    first = call("run", "--raw", str(tmp_path / "raw"), "--full")
    lines = [line.split() for line in first.output.splitlines()]
    assert ["documents", "2"] in lines and ["facts", "2"] in lines and ["numerals", "accounted", "for", "2"] in lines
    assert "c.txt [corrupt] It says 坏; write something else." in first.output
    assert call("run", "--raw", str(tmp_path / "raw")).stdout.startswith("Nothing has changed since version")


def test_strict_exits_with_1_while_anything_is_in_quarantine(warehouse: Path, tmp_path: Path) -> None:
    assert call("run", "--raw", str(tmp_path / "raw"), "--strict").exit_code == 1
    (tmp_path / "raw" / "c.txt").unlink()
    assert call("run", "--raw", str(tmp_path / "raw"), "--strict").exit_code == 0


def test_dry_run_says_what_has_changed(warehouse: Path, tmp_path: Path) -> None:
    assert "Nothing has changed" in call("run", "--raw", str(tmp_path / "raw"), "--dry-run").output
    (tmp_path / "raw" / "a.txt").unlink()
    (tmp_path / "raw" / "d.txt").write_text("新增注册企业7家。", encoding="utf-8")
    assert [line.split() for line in call("run", "--raw", str(tmp_path / "raw"), "--dry-run").output.splitlines()[:2]] == [
        ["new", "d.txt"],
        ["gone", "a.txt"],
    ]


def test_a_busy_warehouse_exits_with_75(warehouse: Path, tmp_path: Path) -> None:
    with publish.lock(warehouse, "2023-01-01T00:00:00Z"):
        result = call("run", "--raw", str(tmp_path / "raw"))
    assert result.exit_code == 75 and "another run is at work: process" in result.output


def test_sql_prints_tables_csv_and_json_with_exact_numbers(warehouse: Path) -> None:
    query = "select district, value / 8 as eighth, null as nothing from v_fact order by value"
    assert call("sql", "select value, '[b]' as b from v_fact order by 1").output.split() == ["value", "b", "20", "[b]", "30", "[b]"]
    assert (
        call("sql", "select value, district from v_fact order by 1", "--format", "csv").output == "value,district\n20,柳桥街道\n30,白石镇\n"
    )
    rows = [json.loads(line) for line in call("sql", query, "--format", "json").output.splitlines()]
    assert rows == [{"district": "柳桥街道", "eighth": 2.5, "nothing": None}, {"district": "白石镇", "eighth": 3.75, "nothing": None}]


@pytest.mark.parametrize(
    "query",
    [
        "create table t (n int)",
        "set lock_configuration = false",
        "attach '/tmp/x.duckdb'",
        "from read_text('/etc/hostname')",
        "selec 1",
        "from nope",
    ],
)
def test_sql_reads_the_warehouse_and_nothing_else(warehouse: Path, query: str) -> None:
    result = call("sql", query)
    assert result.exit_code == 1 and result.output.startswith("Error: ") and "Traceback" not in result.output


CORRECTIONS = "fact_id,quote,field,old_value,new_value,author,date,reason\n"


def corrections(warehouse: Path, *rows: str) -> None:
    (warehouse.parent / "raw" / "corrections.csv").write_text(CORRECTIONS + "\n".join(rows), encoding="utf-8")
    assert call("run", "--raw", str(warehouse.parent / "raw")).exit_code == 0


def ids(warehouse: Path) -> dict[str, str]:
    with etl.connect(warehouse) as con:
        return dict(con.execute("select quote, fact_id from v_fact").fetchall())


def test_corrections_change_facts_on_the_next_run_and_are_shown(warehouse: Path) -> None:
    fact_id = ids(warehouse)["20家"]
    corrections(warehouse, f"{fact_id},20家,value,20,21,李明,2023-05-31,与附表不符")
    shown = call("show", fact_id).output
    assert "与附表不符" in shown and "李明" in shown and "21" in shown
    assert "Corrections: 1 applied" in call("status").output
    assert call("verify", "--raw", str(warehouse.parent / "raw")).output.startswith("ok ")
    (warehouse.parent / "raw" / "corrections.csv").unlink()
    assert call("run", "--raw", str(warehouse.parent / "raw")).exit_code == 0
    assert "Corrections" not in call("show", fact_id).output + call("status").output


def test_corrections_that_were_not_applied_are_listed(warehouse: Path) -> None:
    corrections(warehouse, "0123456789abcdef,99家,value,99,1,李明,2023-05-31,误读", "short,20家,value,20,21,李明,2023-05-31,误读")
    said = call("status").output
    assert "Corrections: 1 invalid, 1 orphaned" in said
    assert "line 2 (0123456789abcdef value) [orphaned] The fact_id is gone, and no fact has its evidence." in said
    assert "corrections.csv, line 3: fact_id “short” is none." in said


def test_show_knows_a_dropped_fact(warehouse: Path) -> None:
    fact_id = ids(warehouse)["20家"]
    corrections(warehouse, f"{fact_id},20家,fact,,drop,李明,2023-05-31,并非本街道")
    assert "20家" not in ids(warehouse)
    result = call("show", fact_id)
    assert result.exit_code == 1 and "李明 dropped this fact (20家) on 2023-05-31: 并非本街道" in result.output


def test_unmapped_says_what_to_curate_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warehouse: Path) -> None:
    assert [line.split() for line in call("unmapped", "--format", "csv").output.splitlines()] == [
        ["indicator_code,indicator,facts,districts,units,quote,candidates"]
    ]
    # The same reports, with a table that lacks the name of what they count.
    objects = TABLES["objects.csv"].replace("firms,注册企业", "firms,注册企业数")
    use_reference(tmp_path / "reference", monkeypatch, objects=objects)
    assert call("run", "--raw", str(tmp_path / "raw"), "--full").exit_code == 0
    assert "新增注册企业" in call("unmapped", "--top", "1").output
    moved = call("unmapped", "--try", "注册企业,firms")
    assert "becomes" in moved.output and "econ_firms_new" in moved.output
    assert call("unmapped", "--words", "--format", "csv").output.startswith("word,table,facts,districts,objects,phrase,quote")
    assert call("unmapped", "--words", "--try", "注册企业,firms").exit_code == 2
    refused = call("unmapped", "--try", "注册企业,nothing")
    assert refused.exit_code == 1 and "objects.csv has no “nothing”" in refused.output
    unmoved = call("unmapped", "--try", "修桥,firms")
    assert unmoved.exit_code == 0 and "No fact would be read otherwise" in unmoved.output and "becomes" not in unmoved.output


def test_show_highlights_the_quote(warehouse: Path) -> None:
    fact_id = json.loads(call("sql", "select fact_id from v_fact where value = 30", "--format", "json").output)["fact_id"]
    result = call("show", fact_id[:8])
    assert result.output.startswith("白石镇人民政府新增注册企业»30家«[含迁入]。\n")
    assert ["indicator_code", "econ_firms_new"] in [line.split() for line in result.output.splitlines()]
    assert "no fact has this id" in call("show", "zz").output
    assert "several facts begin with this" in call("show", "").output


def test_status_and_quarantine(warehouse: Path) -> None:
    assert str(warehouse) in call("status").output and "published" in call("status").output
    head, only, kept = call("status", "--history").output.splitlines()
    assert "outcome" in head and "published" in only and kept.startswith("Versions kept: ") and "(DuckDB v1.0.0 and later" in kept
    assert call("quarantine").output.splitlines() == ["In quarantine: 1", "  c.txt [corrupt] It says 坏; write something else."]


def test_a_warehouse_that_is_not_there_is_told_how_to_get(tmp_path: Path) -> None:
    for command in (["sql", "select 1"], ["status"], ["quarantine"], ["show", "x"]):
        result = call(*command, "--warehouse", str(tmp_path / "none"))
        assert result.exit_code == 1 and f"jiedao run --warehouse {tmp_path / 'none'}" in result.output


def test_extract_prints_conformed_facts(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    text = "海棠街道2022年工作总结\n\n全年新增注册企业1159.62万家,同比增长6.3%。\n"
    report.write_text(text, encoding="utf-8")
    result = call("extract", str(report), "--format", "jsonl")
    facts = [json.loads(line, parse_float=Decimal) for line in result.output.splitlines()]
    assert [list(fact) for fact in facts] == [FIELDS, FIELDS]
    assert [(fact["value"], fact["unit"], fact["measure"], fact["year"]) for fact in facts] == [
        (11596200, "家", "level", 2022),
        (Decimal("6.3"), "%", "growth", 2022),
    ]
    assert all(text[fact["quote_start"] : fact["quote_end"]] == fact["quote"] and fact["source"] == str(report) for fact in facts)
    assert "11596200" in call("extract", str(report)).output
    assert call("extract", "-", "--format", "jsonl", text=text).output.splitlines()[0].startswith(f'{{"fact_id": "{facts[0]["fact_id"]}"')


def test_extract_says_what_it_cannot_read_and_reads_the_rest(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("海棠街道2022年工作总结\n全年新增注册企业25家。\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["extract", str(tmp_path / "empty.txt"), str(tmp_path / "good.txt"), "--format", "jsonl"])
    assert result.exit_code == 1 and "[empty]" in result.stderr and len(result.stdout.splitlines()) == 1
    assert "cannot be read" in call("extract", str(tmp_path / "nowhere.txt")).output
    assert "is a folder" in call("extract", str(tmp_path)).output


def test_fact_lines_are_exact() -> None:
    values = [Decimal("0.1"), Decimal("1E+8"), Decimal("33.33333333"), Decimal("-12.70"), Decimal("100")]
    shown = []
    for value in values:
        blank = dict.fromkeys(facts.Fact.__slots__, None)
        line = fact_line(facts.Fact(**(blank | {"value": value})))  # type: ignore[arg-type]
        shown.append(line.split('"value": ')[1].split(",")[0])
        assert json.loads(line, parse_float=Decimal, parse_int=Decimal)["value"] == value
    assert shown == ["0.1", "100000000", "33.33333333", "-12.7", "100"]


@pytest.mark.parametrize("command", [[], *([name] for name in main.commands)])
def test_help_teaches_with_examples(command: list[str]) -> None:
    text = call(*command, "--help").output
    assert "jiedao " + " ".join(command) in text


@pytest.mark.parametrize(
    ("module", "command", "extra"),
    [
        ("xlsxwriter", ["export", "out", "--format", "xlsx"], "exports"),
        ("pyreadstat", ["export", "out", "--format", "dta"], "exports"),
        ("altair", ["site", "--out", "out"], "site"),
        ("jupyterlab", ["notebook"], "notebooks"),
    ],
)
def test_a_command_whose_extra_is_not_installed_names_it(
    warehouse: Path, tmp_path: Path, module: str, command: list[str], extra: str
) -> None:
    code = f"import sys; sys.modules[{module!r}] = None; from etl.cli import main; main()"
    command = [str(tmp_path / "out") if word == "out" else word for word in command]
    done = python("-c", code, *command, "--warehouse", str(warehouse))
    assert done.returncode == 1
    assert done.stderr == f"Error: {module} is not installed. Install it, in the checkout: pip install '.[{extra}]'\n"


def test_status_tells_a_report_with_copies_once(tmp_path: Path) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    raw.mkdir()
    for n in range(20):
        (raw / f"copy{n:02}.txt").write_text("某街道2022年工作总结\n\n全年新增注册企业20家。\n", encoding="utf-8")
    built = call("run", "--raw", str(raw), "--warehouse", str(home))
    assert built.exit_code == 0, built.output
    said = call("status", "--warehouse", str(home)).output.splitlines()
    assert [line for line in said if line.startswith("  copy00.txt: 19 more (copy01.txt, copy02.txt, copy03.txt, …)")]
    assert sum("copy00.txt" in line for line in said) == 1 + any("District not told: 1." in line for line in said)
    assert not any("copy07.txt:" in line for line in said)


def test_status_of_a_version_of_another_release_says_to_build_anew(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.cli._DOUBTS", {"Told: {n}": "select path, column_of_tomorrow, null from document_file"})
    result = call("status")
    assert result.exit_code == 0 and "Build it anew: jiedao run" in result.output and "Binder" not in result.output
    asked = call("sql", "select column_of_tomorrow from document_file")
    assert asked.exit_code == 1 and "Build it anew" not in asked.output and "column_of_tomorrow" in asked.output
