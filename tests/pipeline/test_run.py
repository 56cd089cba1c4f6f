from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import forget_other_reference, read_toy, use_reference
from processes import python

import etl
from etl.errors import JiedaoError
from etl.pipeline import inputs, reading
from etl.pipeline.nightly import RunReport, run
from etl.pipeline.verify import check_version
from etl.warehouse import fingerprint, load, publish
from etl.warehouse.load import IntegrityError


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An inbox with two reports and one that cannot be read, in the toy grammar of the builders."""
    use_reference(tmp_path / "reference", monkeypatch)
    monkeypatch.setattr(reading, "read_file", read_toy)
    # The code may be edited while its tests run.
    monkeypatch.setattr(fingerprint, "parts", lambda: {"this": "1"})
    inbox = tmp_path / "raw"
    (inbox / "sub").mkdir(parents=True)
    (inbox / "a.txt").write_text("柳桥街道办事处新增注册企业20家。", encoding="utf-8")
    (inbox / "sub" / "b.txt").write_text("白石镇人民政府新增注册企业30家,40家。", encoding="utf-8")
    (inbox / "c.txt").write_text("坏", encoding="utf-8")
    for file in inbox.rglob("*.txt"):
        settle(file)
    return inbox


def settle(file: Path, age: int = 60) -> None:
    """Make a file old enough that its time speaks for its content."""
    then = time.time() - age
    os.utime(file, (then, then))


def counts(report: RunReport) -> tuple[str, int, int, int]:
    return report.outcome, report.documents, report.facts, len(report.quarantined)


def ask(warehouse: Path, query: str) -> list[tuple[Any, ...]]:
    with etl.connect(warehouse) as con:
        return con.execute(query).fetchall()


def test_a_run_publishes_and_puts_what_it_cannot_read_in_quarantine(raw: Path, tmp_path: Path) -> None:
    (raw / "gone.txt").symlink_to("nowhere")
    report = etl.run(raw, tmp_path / "wh")
    assert counts(report) == ("published", 2, 3, 2) and report.numerals == 3
    assert ask(tmp_path / "wh", "select path, reason from quarantine order by all") == [("c.txt", "corrupt"), ("gone.txt", "dangling_link")]
    assert ask(tmp_path / "wh", "select district, value from v_fact order by value") == [("柳桥街道", 20), ("白石镇", 30), ("白石镇", 40)]
    assert ask(tmp_path / "wh", "select files, documents, facts, quarantined from etl_run") == [(4, 2, 3, 2)]


def test_etl_run_stays_a_function_after_its_module_is_imported(raw: Path, tmp_path: Path) -> None:
    assert etl.run(raw, tmp_path / "wh").outcome == "published"
    assert etl.run(raw, tmp_path / "wh").outcome == "unchanged"


def test_nothing_changed_builds_nothing_unless_it_is_told_to(raw: Path, tmp_path: Path) -> None:
    first = run(raw, tmp_path / "wh")
    again = run(raw, tmp_path / "wh")
    assert again.version == first.version and counts(again) == ("unchanged", 2, 3, 1)
    full = run(raw, tmp_path / "wh", full=True)
    assert full.outcome == "published" and full.version != first.version
    assert [entry["outcome"] for entry in publish.history(tmp_path / "wh")] == ["published", "unchanged", "published"]


def test_facts_and_keys_are_the_same_in_every_version(raw: Path, tmp_path: Path) -> None:
    query = "select * from fact_indicator order by fact_id"
    run(raw, tmp_path / "wh")
    first = ask(tmp_path / "wh", query)
    (raw / "d.txt").write_text("新增注册企业7家。", encoding="utf-8")
    (raw / "sub" / "b.txt").rename(raw / "moved.txt")
    run(raw, tmp_path / "wh")
    assert [row for row in ask(tmp_path / "wh", query) if row in first] == first


def rewrite(file: Path, old: str, new: str) -> None:
    """Correct a file in place, and give it the time of modification that it had."""
    info = file.stat()
    file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")
    os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert file.stat().st_size == info.st_size


def swap(file: Path, old: str, new: str) -> None:
    """Put another file in its place, of the same size and time."""
    other = Path(shutil.copy2(file, file.with_name("other")))
    rewrite(other, old, new)
    other.replace(file)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a new report": lambda raw: (raw / "d.txt").write_text("新增注册企业7家。", encoding="utf-8"),
    "other bytes of the same length": lambda raw: (raw / "a.txt").write_text("柳桥街道办事处新增注册企业21家。", encoding="utf-8"),
    "a report corrected in its time": lambda raw: rewrite(raw / "a.txt", "20家", "21家"),
    "a report replaced by one of its size and time": lambda raw: swap(raw / "a.txt", "20家", "21家"),
    "a sidecar": lambda raw: (raw / "a.txt.toml").write_text("year = 2021"),
    "a report that went": lambda raw: (raw / "a.txt").unlink(),
    "a moved report": lambda raw: (raw / "a.txt").rename(raw / "z.txt"),
    "corrections": lambda raw: (raw / "corrections.csv").write_text("fact_id\n"),
    "a dangling link": lambda raw: (raw / "x.txt").symlink_to("nowhere"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(raw: Path, tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_SUSPECT_NS", 0)
    run(raw, tmp_path / "wh")
    CHANGES[change](raw)
    assert run(raw, tmp_path / "wh", dry_run=True).changes
    assert run(raw, tmp_path / "wh").outcome == "published"
    assert run(raw, tmp_path / "wh").outcome == "unchanged"


def test_a_touched_report_is_hashed_and_found_unchanged(raw: Path, tmp_path: Path) -> None:
    run(raw, tmp_path / "wh")
    settle(raw / "a.txt", age=30)
    assert run(raw, tmp_path / "wh").outcome == "unchanged"


@pytest.mark.parametrize("file", ["a.txt", "a.txt.toml", "corrections.csv"])
def test_what_verify_finds_changed_it_names(raw: Path, tmp_path: Path, file: str) -> None:
    (raw / "a.txt.toml").write_text("year = 2020\n", encoding="utf-8")
    (raw / "corrections.csv").write_text("fact_id,20\n", encoding="utf-8")
    run(raw, tmp_path / "wh")
    rewrite(raw / file, "20", "21")
    assert f"1 inputs have changed since ({file}" in next(check.wrong for check in check_version(raw, tmp_path / "wh"))
    assert run(raw, tmp_path / "wh").changes.changed == (file,)


def test_where_the_file_system_tells_no_change_the_bytes_are_asked(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_SUSPECT_NS", -(10**12))
    before = inputs.look(raw, None, "2023-01-01")
    hashed = inputs.look(raw, before, "2023-01-02").files
    assert all(hashed[name] is file for name, file in before.files.items())
    monkeypatch.setattr(inputs, "_tells_changes", lambda _: False)
    hashed = inputs.look(raw, before, "2023-01-02").files
    assert hashed == before.files and not any(hashed[name] is file for name, file in before.files.items())


def test_the_file_system_of_a_folder_is_the_one_that_is_mounted_there(monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = "/dev/a / ext4 rw 0 0\n/dev/b /mnt vfat rw 0 0\nsshfs /mnt/with\\040blank fuse.sshfs rw 0 0\ntmpfs /mnt/x tmpfs rw 0 0\n"
    monkeypatch.setattr(Path, "read_bytes", lambda _: mounts.encode())
    told = {"/srv": True, "/mnt": False, "/mnt/raw": False, "/mnt/with blank/raw": False, "/mnt/x/raw": True, "/mntx": True}
    assert {folder: inputs._tells_changes(Path(folder)) for folder in told} == told


def test_the_state_is_written_again_only_where_something_was_hashed_again(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "_SUSPECT_NS", 0)
    state = tmp_path / "wh" / "state.json"
    run(raw, tmp_path / "wh")
    written = state.stat().st_ino
    assert run(raw, tmp_path / "wh").outcome == "unchanged" and state.stat().st_ino == written
    settle(raw / "a.txt", age=30)
    assert run(raw, tmp_path / "wh").outcome == "unchanged" and state.stat().st_ino != written
    before = inputs.read_state(tmp_path / "wh")
    assert before and before.inputs.files["a.txt"].mtime_ns == (raw / "a.txt").stat().st_mtime_ns


def test_a_report_changed_in_the_tick_of_the_last_look_is_read_again(raw: Path) -> None:
    info = (raw / "a.txt").stat()
    recent = time.time_ns()
    os.utime(raw / "a.txt", ns=(recent, recent))
    before = inputs.look(raw, None, "2023-01-01")
    (raw / "a.txt").write_text("柳桥街道办事处新增注册企业21家。", encoding="utf-8")
    os.utime(raw / "a.txt", ns=(recent, recent))
    assert (raw / "a.txt").stat().st_size == info.st_size
    assert inputs.changes(before, inputs.look(raw, before, "2023-01-02")).changed == ("a.txt",)


def test_other_software_or_reference_tables_make_a_new_version(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(raw, tmp_path / "wh")
    monkeypatch.setattr(fingerprint, "parts", lambda: {"this": "2"})
    report = run(raw, tmp_path / "wh")
    assert report.outcome == "published" and report.changes.software and not report.changes.changed


def test_a_dry_run_writes_nothing(raw: Path, tmp_path: Path) -> None:
    report = run(raw, tmp_path / "wh", dry_run=True)
    assert report.outcome == "dry run" and report.changes.new == ("a.txt", "c.txt", "sub/b.txt")
    assert not (tmp_path / "wh").exists()


def test_one_text_in_two_files_is_one_document_with_two_files(raw: Path, tmp_path: Path) -> None:
    (raw / "copy.txt").write_bytes((raw / "a.txt").read_bytes())
    assert run(raw, tmp_path / "wh").documents == 2
    query = "select path from document_file join dim_document using (document_key) where text like '柳桥%' order by path"
    assert ask(tmp_path / "wh", query) == [("a.txt",), ("copy.txt",)]


def test_when_a_file_was_seen_first_is_remembered(raw: Path, tmp_path: Path) -> None:
    run(raw, tmp_path / "wh")
    state = json.loads((tmp_path / "wh" / "state.json").read_text())
    state["files"]["first_seen"][state["files"]["name"].index("a.txt")] = "2020-01-01T00:00:00"
    (tmp_path / "wh" / "state.json").write_text(json.dumps(state))
    run(raw, tmp_path / "wh", full=True)
    assert ask(tmp_path / "wh", "select path from document_file where first_seen = '2020-01-01' and last_seen > first_seen") == [("a.txt",)]


def test_a_document_that_breaks_its_contract_stands_alone_in_quarantine(raw: Path, tmp_path: Path) -> None:
    (raw / "huge.txt").write_text(f"新增注册企业{'9' * 40}家。", encoding="utf-8")
    for n in range(8):
        (raw / f"n{n}.txt").write_text(f"新增注册企业{n}家。", encoding="utf-8")
    report = run(raw, tmp_path / "wh")
    assert counts(report) == ("published", 10, 11, 2)
    assert [(r.path, r.reason) for r in report.quarantined] == [("c.txt", "corrupt"), ("huge.txt", "contract")]


def test_an_integrity_fault_leaves_the_current_version(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(raw, tmp_path / "wh")

    def refuse(con: object, of_documents: str = "") -> None:
        raise IntegrityError("not so: one and one is two")

    monkeypatch.setattr(load, "assert_integrity", refuse)
    with pytest.raises(JiedaoError, match="current version stays: not so"):
        run(raw, tmp_path / "wh", full=True)
    assert publish.current(tmp_path / "wh") == first.version
    assert publish.history(tmp_path / "wh")[-1]["outcome"] == "failed"
    monkeypatch.undo()


def test_an_inbox_without_reports_is_an_error_and_deletes_nothing(raw: Path, tmp_path: Path) -> None:
    first = run(raw, tmp_path / "wh")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(JiedaoError, match="holds no reports"):
        run(empty, tmp_path / "wh")
    with pytest.raises(JiedaoError, match="no such folder"):
        run(tmp_path / "nowhere", tmp_path / "wh")
    assert publish.current(tmp_path / "wh") == first.version


def test_a_version_someone_else_made_current_is_not_taken_for_ours(raw: Path, tmp_path: Path) -> None:
    run(raw, tmp_path / "wh")
    (tmp_path / "wh" / "state.json").write_text("{half")
    assert run(raw, tmp_path / "wh").outcome == "published"


def test_without_changes_nothing_heavy_is_imported() -> None:
    heavy = ("polars", "duckdb", "pandera", "pyarrow", "rich")
    found = python("-c", f"import sys, etl.cli, etl.pipeline.nightly; print([m for m in {heavy} if m in sys.modules])")
    assert found.stdout.strip() == "[]"


def test_the_samples_make_a_warehouse(samples: Path, tmp_path: Path) -> None:
    forget_other_reference()
    report = etl.run(samples, tmp_path / "wh")
    assert (report.documents, report.quarantined) == (11, ())
    assert report.facts >= 1000 and report.numerals > report.facts
    assert ask(tmp_path / "wh", "select count(distinct district_key) from v_fact where fictional") == [(3,)]
    assert ask(tmp_path / "wh", "select count(*) from v_cross_district where n > 1 and fictional")[0][0] > 0
