from __future__ import annotations

import zipfile
from pathlib import Path

import polars as pl
import pytest
from builders import document, extraction

from etl.conform.results import result_of
from etl.contracts.records import InboxFile
from etl.pipeline import reading
from etl.pipeline.frames import BATCH_TABLES
from etl.pipeline.reading import part_file, read_batch, remove


def inbox_file(folder: Path, name: str, text: str = "") -> InboxFile:
    file = folder / name
    if text:
        file.write_text(text, encoding="utf-8")
    return InboxFile(file, name, file.stat().st_size, 0)


def take(part: Path) -> dict[str, pl.DataFrame]:
    tables = {table: pl.read_parquet(part_file(part, table)) for table in BATCH_TABLES}
    remove(part)
    return tables


def report(n: int) -> str:
    return f"柳桥街道第{n}社区2022年工作总结\n全年新增注册企业{n + 2}家。\n"


def test_frames_keep_their_types_and_say_the_path_of_each_document(tmp_path: Path) -> None:
    # So that every table has a row.
    file = inbox_file(tmp_path, "a.txt", report(1) + "查出隐患3处，整改隐患3处。2021年是“十四五”开局之年。\n")
    read = read_batch([file], tmp_path)
    (part,) = read.parts
    assert [(found.name, [row["path"] for row in found.documents], found.rejected) for found in read.files] == [("a.txt", ["a.txt"], ())]
    tables = take(part)
    assert list(tables) == list(BATCH_TABLES) and {str(v) for v in tables["mentions"]["value"]} == {"3.00000000"}
    assert all(set(table["path"]) == {"a.txt"} for table in tables.values())
    assert not any(part_file(part, table).exists() for table in BATCH_TABLES)


def test_a_large_archive_is_written_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "DOCUMENTS", 3)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for n in range(8):
            archive.writestr(f"{n}.txt", report(n))
    read = read_batch([inbox_file(tmp_path, "a.zip")], tmp_path)
    assert [take(part)["documents"].height for part in read.parts] == [3, 3, 2]
    assert [row["path"] for row in read.files[0].documents] == [f"a.zip!{n}.txt" for n in range(8)]


def test_the_same_text_twice_goes_to_parts_of_its_own(tmp_path: Path) -> None:
    files = [inbox_file(tmp_path, name, report(int(name == "c.txt"))) for name in ("a.txt", "b.txt", "c.txt")]
    read = read_batch(files, tmp_path)
    assert sorted(sorted(take(part)["documents"]["path"]) for part in read.parts) == [["a.txt", "c.txt"], ["b.txt"]]


def test_a_document_that_breaks_its_contract_is_rejected_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [inbox_file(tmp_path, f"{n}.txt", "x") for n in range(7)]

    def read(file: InboxFile) -> list[object]:
        made = document(f"新增企业{file.name}家。", path=file.name)
        fact = (file.name, "新增企业", {"measure": "nonsense" if file.name == "5.txt" else "level"})
        return [result_of(extraction(made, fact))]

    monkeypatch.setattr(reading, "read_file", read)
    found = read_batch(files, tmp_path)
    assert [(file.name, [rejected.reason for rejected in file.rejected]) for file in found.files if file.rejected] == [
        ("5.txt", ["contract"])
    ]
    assert sorted(path for part in found.parts for path in take(part)["documents"]["path"]) == [f"{n}.txt" for n in (0, 1, 2, 3, 4, 6)]
