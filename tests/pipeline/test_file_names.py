"""Names of files in any bytes: each file is one report, in an inbox of any name and under any locale."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import etl
from etl import JiedaoError
from etl.cli import main
from etl.contracts.records import Document, Rejected
from etl.pipeline.nightly import run
from etl.pipeline.verify import check_version
from etl.report.ingest import inbox_file, ingest, scan

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")

PLACES = "津沪渝冀晋辽吉黑苏浙皖闽赣鲁"
NAMES = [f"{a}{b}街道" for a in PLACES for b in PLACES[:11]]
"""154 of them."""


def report(n: int) -> bytes:
    return f"柳桥街道第{n}社区2022年工作总结\n全年新增注册企业{n + 1000}家,同比增长6.3%。\n".encode()


def write(folder: Path, name: bytes, content: bytes) -> None:
    (folder / os.fsdecode(name)).write_bytes(content)


def paths(warehouse: Path) -> list[str]:
    with etl.connect(warehouse) as con:
        return [path for (path,) in con.execute("select path from document_file order by path").fetchall()]


@pytest.mark.slow
def test_154_names_in_gbk_are_154_reports(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for n, name in enumerate(NAMES):
        write(raw, f"{name}.txt".encode("gbk"), report(n))
    done = run(raw, tmp_path / "wh", workers=1)
    assert (done.documents, done.read, len(done.quarantined), len(set(paths(done.warehouse)))) == (154, 154, 0, 154)
    assert [check.wrong for check in check_version(raw, done.warehouse)] == [""] * 6
    write(raw, f"{NAMES[7]}.txt".encode("gbk"), report(5_000))
    (raw / os.fsdecode(f"{NAMES[8]}.txt".encode("gbk"))).unlink()
    again = run(raw, tmp_path / "wh", workers=1)
    assert (again.read, again.documents, len(again.changes.changed), len(again.changes.gone)) == (1, 153, 1, 1)
    assert run(raw, tmp_path / "wh", workers=1).outcome == "unchanged"


def test_names_that_look_alike_once_shown_stay_apart(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    names = [b"\xcc\xec.txt", b"\\xcc\\xec.txt", "\ufffd\ufffd.txt".encode(), b"\xcd\xec.txt", b"a\nb.txt", b"a\\x0ab.txt"]
    names += ["\u00c5.txt".encode(), "A\u030a.txt".encode()]
    for n, name in enumerate(names):
        write(raw, name, report(n))
        write(raw, name + b".toml", f"year = {2001 + n}".encode())
    done = run(raw, tmp_path / "wh", workers=1)
    assert done.documents == len(names) == len(set(paths(done.warehouse)))
    with etl.connect(done.warehouse) as con:
        assert con.execute("select report_year from dim_document order by 1").fetchall() == [(2001 + n,) for n in range(len(names))]


@pytest.mark.slow
def test_an_inbox_may_be_named_in_any_bytes_and_a_warehouse_says_that_it_may_not(tmp_path: Path) -> None:
    raw = tmp_path / os.fsdecode("收件".encode("gbk"))
    (raw / os.fsdecode("二〇二二".encode("gbk"))).mkdir(parents=True)
    for n, name in enumerate(("天津.txt", "徐汇.txt")):
        write(raw / os.fsdecode("二〇二二".encode("gbk")), name.encode("gbk"), report(n))
    done = run(raw, tmp_path / "wh", workers=2)
    assert done.documents == 2 and paths(done.warehouse)[0].isascii()
    for command in (["run", "--log", "json"], ["verify"], ["doctor"]):
        result = CliRunner().invoke(main, [*command, "--raw", str(raw), "--warehouse", str(done.warehouse)])
        assert result.exit_code == 0, result.output
    result = CliRunner().invoke(main, ["run", "--raw", str(tmp_path / os.fsdecode(b"\xcc")), "--warehouse", str(done.warehouse)])
    assert result.exit_code == 1 and r"\xcc: no such folder of reports" in result.output
    with pytest.raises(JiedaoError, match=r"\\xca.*not in UTF-8.*name another folder"):
        run(raw, tmp_path / os.fsdecode(b"\xca"))
    shutil.rmtree(raw)
    raw.mkdir()
    result = CliRunner().invoke(main, ["run", "--raw", str(raw), "--warehouse", str(done.warehouse)])
    assert result.exit_code == 1 and r"\xca\xd5\xbc\xfe: holds no reports" in result.output


@pytest.mark.slow
@pytest.mark.parametrize("how", ["cli", "library"])
def test_any_locale_reads_every_report_and_gives_the_same(tmp_path: Path, how: str) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for n, name in enumerate(("柳桥.txt", "白石.txt", "plain.txt")):
        write(raw, name.encode(), report(n))
    write(raw, "江岸.txt".encode("gbk"), report(8))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    environment |= {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONPATH": str(Path(etl.__file__).resolve().parent.parent)}
    code = {
        "cli": f"from etl.cli import main; main(['run', '--raw', {str(raw)!r}, '--warehouse', {str(tmp_path / 'wh')!r}])",
        "library": f"import etl; assert etl.run({str(raw)!r}, {str(tmp_path / 'wh')!r}, workers=1).documents == 4",
    }[how]
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert paths(tmp_path / "wh") == [r"\xbd\xad\xb0\xb6.txt", "plain.txt", "柳桥.txt", "白石.txt"]
    assert run(raw, tmp_path / "wh", workers=1).changes.new == ()


def test_a_command_speaks_chinese_under_any_locale(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_bytes(report(1))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    environment |= {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONPATH": str(Path(etl.__file__).resolve().parent.parent)}
    start = tmp_path / "jiedao"
    start.write_text("from etl.cli import main\nmain()\n", encoding="utf-8")
    for arguments, says in (
        (["extract", "报告.txt", "--format", "jsonl"], "1001家"),
        (["explain", "新建公园5个"], "公园"),
        (["--help"], "街道"),
    ):
        done = subprocess.run([sys.executable, start, *arguments], env=environment, capture_output=True, check=False, cwd=tmp_path)
        assert done.returncode == 0 and says in done.stdout.decode(), done.stderr


# --- archives


class _Named(zipfile.ZipInfo):
    """A member whose name is written in these bytes, without the flag that tells UTF-8."""

    def __init__(self, name: bytes) -> None:
        super().__init__("x")
        self.name = name

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.name, 0


def zipped(*members: tuple[bytes, bytes]) -> bytes:
    """An archive; a name may stand twice in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members:
            made.writestr(_Named(name), content)
    return out.getvalue()


def members(tmp_path: Path, data: bytes) -> list[Document | Rejected]:
    file = tmp_path / "a.zip"
    file.write_bytes(data)
    return ingest(inbox_file(file))


def test_two_members_of_one_name_are_two(tmp_path: Path) -> None:
    found = members(tmp_path, zipped((b"a.txt", report(1)), (b"a.txt", report(2)), (b"a.txt (2)", report(3)), (b"a.txt", report(4))))
    assert len({one.path for one in found}) == 4
    assert [type(one) for one in found].count(Document) == 3  # of kind .txt (2) one is refused
    assert {one.path.rpartition("!")[2] for one in found} == {"a.txt", "a.txt (3)", "a.txt (4)", "a.txt (2)"}


def test_members_with_dots_in_their_path_are_read(tmp_path: Path) -> None:
    names = [
        b"../up.txt",
        b"../../etc/deep.txt",
        b"/absolute.txt",
        b"./here.txt",
        b"..\\windows\\back.txt",
        b".hidden/no.txt",
        b"__MACOSX/no.txt",
    ]
    found = members(tmp_path, zipped(*((name, report(n)) for n, name in enumerate(names))))
    assert sorted(one.path.rpartition("!")[2] for one in found if isinstance(one, Document)) == sorted(
        ["../up.txt", "../../etc/deep.txt", "/absolute.txt", "./here.txt", "../windows/back.txt"]
    )
    assert len(found) == 5


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("徐汇街道.txt".encode("gbk"), "徐汇街道.txt"),
        ("柳桥街道工作总结.txt".encode(), "柳桥街道工作总结.txt"),
        ("联通.txt".encode("gbk"), "联通.txt"),
        ("目录\\一.txt".encode("gb18030"), "目录/一.txt"),
        ("模具.txt".encode("gbk"), "模具.txt"),
        (b"plain.txt", "plain.txt"),
    ],
)
def test_names_in_archives_are_shown_right(tmp_path: Path, name: bytes, shown: str) -> None:
    (found,) = members(tmp_path, zipped((name, report(1))))
    assert found.path.rpartition("!")[2] == shown


# --- sidecars


def test_a_sidecar_in_capitals_is_one_and_one_alone_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(report(1))
    (tmp_path / "a.txt.TOML").write_text("year = 2003", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(report(2))
    for name in ("b.txt.toml", "b.txt.Toml", "c.toml"):
        (tmp_path / name).write_text("year = 2004", encoding="utf-8")
    files, rejected = scan(tmp_path)
    assert [(file.name, file.sidecar) for file in files] == [("a.txt", "a.txt.TOML")]
    (read,) = ingest(files[0])
    assert isinstance(read, Document) and read.report_year == 2003
    assert [(one.path, one.reason) for one in rejected] == [("b.txt", "sidecar"), ("c.toml", "sidecar")]
    result = CliRunner().invoke(main, ["extract", str(tmp_path / "a.txt"), "--format", "jsonl"])
    assert json.loads(result.stdout.splitlines()[0])["year"] == 2003


def test_folders_named_like_what_is_passed_over_are_walked(tmp_path: Path) -> None:
    for folder in ("README 2022", "x.toml", "corrections.csv"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_bytes(report(1))
    assert len(scan(tmp_path)[0]) == 3
