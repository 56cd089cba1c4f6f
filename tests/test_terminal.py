"""What comes from files and is printed acts on no terminal, forges no line, and runs in no spreadsheet."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from processes import CHECKOUT

from etl.cli import main
from etl.contracts.escape import json_text, line, lines
from etl.export.spreadsheet import disarmed
from etl.export.tables import for_spreadsheet
from etl.pipeline.nightly import run

ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("街道 ok\u3000", "街道 ok\u3000"),
        ("a\x1b]8;;http://x\x1b\\b", r"a\x1b]8;;http://x\x1b\b"),
        ("\u202eabc\u2066", r"\u202eabc\u2066"),
        ("a\nb\r\x00\x85", r"a\x0ab\x0d\x00\u0085"),
        ("\u2028\u2029\u200b\ufeff", r"\u2028\u2029\u200b\ufeff"),
    ],
)
def test_text_is_shown_in_one_line(text: str, shown: str) -> None:
    assert line(text) == shown and lines(f"{text}\n{text}").count("\n") == 1 + 2 * text.count("\n")
    assert json.loads(json_text(json.dumps([text], ensure_ascii=False))) == [text]
    assert not ACTS.search(json_text(json.dumps([text, "\U000e0001"], ensure_ascii=False)))


def test_no_command_prints_what_acts(tmp_path: Path) -> None:
    raw, wh = tmp_path / "raw", tmp_path / "wh"
    raw.mkdir()
    evil = "\x1b[2J\u202e\x9b1m"
    text = f"柳桥{evil}街道2022年工作总结\n来源：{evil}网\n全年新增{evil}注册企业20家{evil}。\n"
    (raw / f"a{evil}\n  [ok] all is well.txt").write_text(text, encoding="utf-8")
    (raw / f"bad{evil}\n  [ok] all is well.txt").write_bytes(b"")
    (raw / "c.txt").write_text("白石镇2022年工作总结\n全年新增企业30家。\n", encoding="utf-8")
    (raw / "c.txt.toml").write_text(f'kind = "{"x" + chr(0x202E)}"', encoding="utf-8")
    run(raw, wh, workers=1)
    file = str(next(raw.glob("a*")))
    commands = [["run"], ["status"], ["status", "--history"], ["quarantine"], ["ask", "reports"], ["run", "--log", "json", "--full"]]
    commands += [["sql", "from document_file", "--format", form] for form in ("table", "csv", "json")]
    commands += [["sql", "select title, publisher, text from dim_document", "--format", form] for form in ("table", "csv", "json")]
    commands += [["sql", f"select {evil}"]]
    for command in commands:
        more = ["--raw", str(raw)] if command[0] == "run" else []
        result = CliRunner().invoke(main, [*command, "--warehouse", str(wh), *more])
        assert not ACTS.search(result.output), (command, result.output)
        assert not re.search(r"^\s*\[ok\] all is well", result.output, flags=re.MULTILINE), command
    for form in ("table", "jsonl"):
        result = CliRunner().invoke(main, ["extract", file, str(next(raw.glob("bad*"))), "--format", form])
        assert "20" in result.output and not ACTS.search(result.output), result.output


HARMFUL = [
    "=1",
    " =1",
    "\u3000=1",
    "\ufeff=1",
    "\u200b@x",
    "\xa0+1",
    "\t=1",
    "\x00=1",
    "﹦1",
    "⁼1",
    "﹢1",
    "−1",
    "＝1",
    "\u202e=1",
    " \u200b\ufeff-2",
]
HARMLESS = ["a=1", "街道", " 街道=1", "1-2", "", "（=1", "5%"]


def test_a_cell_that_begins_like_a_formula_for_the_eye_is_disarmed() -> None:
    assert [disarmed(text) for text in HARMFUL] == [f"'{text}" for text in HARMFUL]
    assert [disarmed(text) for text in HARMLESS] == HARMLESS and disarmed(-3) == -3
    table = for_spreadsheet(pl.DataFrame({"a": [*HARMFUL, *HARMLESS]}))
    assert table["a"].to_list() == [*(f"'{text}" for text in HARMFUL), *HARMLESS]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_clean_with_a_code_of_its_own(tmp_path: Path, number: signal.Signals) -> None:
    raw, wh = tmp_path / "raw", tmp_path / "wh"
    raw.mkdir()
    for n in range(200):
        (raw / f"{n}.txt").write_text("柳桥街道2022年工作总结\n" + f"全年新增注册企业{n}家,同比增长6.3%。\n" * 2000, encoding="utf-8")
    command = [sys.executable, "-m", "etl.cli", "run", "--raw", str(raw), "--warehouse", str(wh), "--log", "json"]
    process = subprocess.Popen(command, cwd=CHECKOUT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stderr
    while '"reading"' not in process.stderr.readline():
        pass
    time.sleep(2)
    process.send_signal(number)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130 and "Traceback" not in said and "nterrupted" in said
    assert not list((wh / "versions").iterdir()) and not os.path.lexists(wh / "current")


@pytest.mark.slow
def test_an_interrupted_query_ends_clean(tmp_path: Path) -> None:
    raw, wh = tmp_path / "raw", tmp_path / "wh"
    raw.mkdir()
    (raw / "a.txt").write_text("柳桥街道2022年工作总结\n全年新增注册企业20家。\n", encoding="utf-8")
    run(raw, wh, workers=1)
    query = "select count(*) from range(10000000) as a(i), range(10000000) as b(j) where a.i + b.j = 7"
    command = [sys.executable, "-m", "etl.cli", "sql", query, "--warehouse", str(wh)]
    process = subprocess.Popen(command, cwd=CHECKOUT, stderr=subprocess.PIPE, text=True)
    time.sleep(8)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "Traceback" not in said, said
