"""A version that was brought up to date holds what one built in full holds, whatever was done to the inbox in between."""

from __future__ import annotations

import csv
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import etl
from etl.conform.corrections import COLUMNS
from etl.pipeline import nightly
from etl.pipeline.inputs import read_state
from etl.pipeline.nightly import run
from etl.warehouse import fingerprint, keep, load, star

DISTRICTS = ("云汀街道", "砚屏街道", "松埠街道", "白石镇", "新安镇", "双桥乡")
SENTENCES = (
    "全年新增注册企业{a}家,同比增长{b}.5%。",
    "完成固定资产投资{b}.{c}亿元,增长{c}%。",
    "拆除违法建设{a}处,面积{b}万平方米。",
    "排查隐患{b}处,整改{a}处,整改率{c}%。",
    "调解矛盾纠纷{a}件,调解成功率9{c}%。",
    "投放巡河无人船{c}艘,其中太阳能船{b}艘。",
    "举办荷灯雅集{c}场,参与{a}人次。",
    "举办荷灯雅集{c}次。",
    "发放便民雨伞{a}把。",
    "今年计划新增注册企业{a}家,{year}年是“十四五”开局之年。",
    "上半年实现税收{b}亿元。",
    "PM2.5平均浓度{b}微克/立方米,下降{c}%。",
    "预计全年改造老旧小区{c}个。",
)


class Inbox:
    """An inbox of small reports that chance edits."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        folder.mkdir()
        for n in range(14):
            self.write(folder / f"{n}.txt")

    def reports(self) -> list[Path]:
        return sorted(self.folder.glob("*.txt"))

    def any_report(self) -> Path:
        return self.chance.choice(self.reports())

    def text(self) -> str:
        year = self.chance.choice((2020, 2021, 2021, 2022, 2022))
        numbers = {"a": self.chance.randint(1, 60), "b": self.chance.randint(1, 30), "c": self.chance.randint(0, 9), "year": year}
        sentences = [sentence.format(**numbers) for sentence in self.chance.sample(SENTENCES, self.chance.randint(4, 8))]
        return f"{self.chance.choice(DISTRICTS)}{year}年工作总结\n" + "\n".join(sentences) + "\n"

    def write(self, file: Path) -> None:
        file.write_text(self.text(), encoding="utf-8")

    def change(self, warehouse: Path) -> None:
        self.write(self.any_report())

    def add(self, warehouse: Path) -> None:
        self.write(self.folder / f"{self.chance.randint(0, 10**6)}.txt")

    def remove(self, warehouse: Path) -> None:
        """A report goes, one that speaks for its copies perhaps."""
        self.chance.choice((self.any_report(), self.reports()[0])).unlink()

    def empty(self, warehouse: Path) -> None:
        file = self.any_report()
        title = "".join(file.read_text(encoding="utf-8").splitlines()[:1])  # a file spoiled before has none
        file.write_text(title + "\n没有数字。\n", encoding="utf-8")

    def spoil(self, warehouse: Path) -> None:
        self.any_report().write_bytes(b"")

    def repeat(self, warehouse: Path) -> None:
        """The same text twice, before or after the first by its path; perhaps the second is said to be of another year."""
        file = self.folder / f"{self.chance.choice('!z')}{self.chance.randint(0, 99)}.txt"
        shutil.copy(self.any_report(), file)
        if self.chance.random() < 0.5:
            file.with_name(file.name + ".toml").write_text("year = 2019", encoding="utf-8")

    def copy(self, warehouse: Path) -> None:
        """A copy with another line, and perhaps with another figure."""
        text = self.any_report().read_text(encoding="utf-8") + "转自网络。\n"
        if self.chance.random() < 0.5:
            text = text.replace(self.chance.choice("123456789"), self.chance.choice("123456789"), 1)
        (self.folder / f"copy{self.chance.randint(0, 99)}.txt").write_text(text, encoding="utf-8")

    def rename(self, warehouse: Path) -> None:
        self.any_report().rename(self.folder / f"{self.chance.choice('!z')}{self.chance.randint(0, 10**6)}.txt")

    def describe(self, warehouse: Path) -> None:
        """A sidecar: perhaps the district is an invented one from now on, or another one."""
        file = self.any_report()
        told = self.chance.choice((f'district = "{self.chance.choice(DISTRICTS)}"', "fictional = true", "year = 2021"))
        file.with_name(file.name + ".toml").write_text(told, encoding="utf-8")

    def correct(self, warehouse: Path) -> None:
        """A correction more, one that drops a fact perhaps; or none any more."""
        file = self.folder / "corrections.csv"
        lines = list(csv.DictReader(file.open(encoding="utf-8", newline=""))) if file.exists() else []
        with etl.connect(warehouse) as con:
            facts = con.execute("select fact_id, quote, value from v_fact order by fact_id").fetchall()
        fact_id, quote, value = self.chance.choice(facts)
        field, new = self.chance.choice((("fact", "drop"), ("value", "77"), ("unit", "座"), ("indicator_code", "x_0123456789ab")))
        lines.append(dict(zip(COLUMNS, (fact_id, quote, field, str(value), new, "me", "2023-05-31", "so"), strict=True)))
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, COLUMNS)
            writer.writeheader()
            writer.writerows(lines if self.chance.random() < 0.8 else lines[1:-1])

    def edits(self, times: int) -> list[Callable[[Path], None]]:
        """Everything that may be done, each so many times, in an order of chance."""
        done: list[Callable[[Path], None]] = [
            self.change,
            self.add,
            self.remove,
            self.empty,
            self.spoil,
            self.repeat,
            self.copy,
            self.rename,
            self.describe,
            self.correct,
        ]
        done *= times
        self.chance.shuffle(done)
        return done


def rows(warehouse: Path) -> dict[str, Counter[str]]:
    """The rows of every table, but for what tells of the run."""
    with duckdb.connect(warehouse / "jiedao.duckdb", read_only=True) as con:
        names = con.execute("select schema_name || '.' || table_name from duckdb_tables() where not internal order by all").fetchall()
        found = {}
        for (name,) in names:
            apart = " exclude (first_seen, last_seen)" if name == "main.document_file" else ""
            found[name] = Counter(map(repr, con.execute(f"select *{apart} from {name}").fetchall()))
    del found["main.etl_run"]
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "times"), [(2, 1), (1, 3)])
def test_a_version_brought_up_to_date_is_one_built_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, times: int) -> None:
    monkeypatch.setattr(fingerprint, "parts", lambda: {"this": "1"})
    kept: list[int] = []

    def counted(con: duckdb.DuckDBPyConnection) -> None:
        kept.append(con.execute("select count(*) from work.kept").fetchall()[0][0])
        keep.touch(con)

    monkeypatch.setattr(star, "touch", counted)
    inbox, updated, built = Inbox(tmp_path / "raw", seed), tmp_path / "updated", tmp_path / "built"
    run(inbox.folder, updated, workers=1)
    done: list[str] = []
    for edit in inbox.edits(times):
        edit(updated)
        done.append(edit.__name__)
        monkeypatch.setattr(nightly, "UPDATE", 100)
        latter = run(inbox.folder, updated, workers=1, allow_shrink=True)
        monkeypatch.setattr(nightly, "UPDATE", -1)
        whole = run(inbox.folder, built, workers=1, allow_shrink=True)
        if latter.outcome == "published":
            there, made = rows(updated), rows(built)
            assert there.keys() == made.keys()
            differs = {name: (there[name] - made[name], made[name] - there[name]) for name in made if there[name] != made[name]}
            assert differs == {}, done
            assert latter.content == whole.content
    assert sum(kept) > 15 * times


def test_the_name_that_a_report_gives_an_indicator_reaches_the_rows_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "parts", lambda: {"this": "1"})
    monkeypatch.setattr(nightly, "UPDATE", 1)
    raw, warehouse = tmp_path / "raw", tmp_path / "wh"
    raw.mkdir()

    def named(*phrases: str) -> list[tuple[str, str]]:
        """The indicator of every district's growth, where each puts it in the phrase of its own."""
        for district, phrase in zip(DISTRICTS, phrases, strict=False):
            (raw / f"{district}.txt").write_text(f"{district}2022年工作总结\n{phrase}30把，同比增长5%。\n", encoding="utf-8")
        run(raw, warehouse, workers=1)
        with etl.connect(warehouse) as con:
            return con.execute("select district, indicator from v_growth order by district").fetchall()

    assert {name for _, name in named("发放便民雨伞", "便民雨伞发放", "便民雨伞发放")} == {"便民雨伞发放"}
    assert {name for _, name in named("发放便民雨伞", "便民雨伞发放", "发放便民雨伞")} == {"发放便民雨伞"}
    state = read_state(warehouse)
    assert state and state.summary["updated"] == 1


@pytest.mark.slow
def test_a_version_is_built_in_full_where_much_has_changed_or_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "parts", lambda: {"this": "1"})
    built: list[duckdb.DuckDBPyConnection] = []
    create_tables = load.create_tables

    def counted(con: duckdb.DuckDBPyConnection) -> None:
        built.append(con)
        create_tables(con)

    monkeypatch.setattr(load, "create_tables", counted)
    inbox, warehouse = Inbox(tmp_path / "raw", 3), tmp_path / "wh"

    def again(full: bool = False) -> tuple[int, int]:
        """How many versions were built in full by now, and how many reports have differed since the last."""
        run(inbox.folder, warehouse, workers=1, full=full)
        state = read_state(warehouse)
        assert state
        return len(built), state.summary["updated"]

    assert again() == (1, 0)
    monkeypatch.setattr(nightly, "UPDATE", 0.2)
    inbox.write(inbox.folder / "1.txt")
    assert again() == (1, 1)
    inbox.write(inbox.folder / "2.txt")
    assert again() == (1, 2)
    # Three of fourteen.
    inbox.write(inbox.folder / "1.txt")
    assert again() == (2, 0)
    inbox.write(inbox.folder / "1.txt")
    assert again() == (2, 1)
    assert again(full=True) == (3, 0)
    monkeypatch.setattr(fingerprint, "parts", lambda: {"this": "2"})
    assert again() == (4, 0)
