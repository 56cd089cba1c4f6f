"""Documents of Word 97 to 2003 and of WPS, and what else lies under their suffixes.

files/word97.doc is written by LibreOffice. It has deleted, inserted, hidden, struck-through and raised text, and a table with merged cells.
"""

from __future__ import annotations

import struct
from base64 import b64encode
from pathlib import Path

import pytest
from test_docx import para, run, word

from etl.contracts.records import Document, Rejected
from etl.report.ingest import inbox_file, ingest
from etl.report.readers.doc import read_word
from etl.report.readers.reading import Unreadable

DOC = (Path(__file__).parent / "files" / "word97.doc").read_bytes()
SHOWN = """清溪街道2023年工作总结
一年来，街道党工委团结带领干部群众，各项工作取得新的进展，现将有关情况总结如下。
新增企业340家，改造道路7条，拆除违建1.5万m²，慰问老人260人。
项目 | 投资 | 进度
公园 | 总投资6亿元 | 完成75%
学校 |  | 完成45%
全年开展培训12场。"""
PAGE = "<html><head><meta charset='utf-8'></head><body><p>柳塘街道2022年工作总结</p><p>全年改造道路7条，新增企业340家。</p></body></html>"
ARCHIVE = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=edge\n\n--edge\nContent-Type: text/plain\n\nnote\n--edge\n"
    "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{}\n--edge--\n"
)


def renamed(old: str, new: str) -> bytes:
    """The document with a stream of another name in its directory."""
    at = DOC.index(old.encode("utf-16-le"))
    entry = new.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(new) + 2)
    return DOC[:at] + entry + DOC[at + len(entry) :]


def fib(at: int, byte: int) -> bytes:
    """The document with another byte in the head of its stream, which begins with what tells Word 97."""
    start = DOC.index(b"\xec\xa5") + at
    return DOC[:start] + bytes([byte]) + DOC[start + 1 :]


def test_what_word_shows_is_read_and_nothing_else() -> None:
    found = read_word(DOC)
    assert (found.text, found.media_type) == (SHOWN, "application/msword")


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".wpt", ".DOC", ".docx", ".xlsx"])
def test_the_bytes_tell_the_format_and_not_the_suffix(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"r{suffix}"
    path.write_bytes(DOC)
    (found,) = ingest(inbox_file(path))
    assert isinstance(found, Document) and found.text == SHOWN


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        b"\xef\xbb\xbf\r\n" + PAGE.encode(),
        ARCHIVE.format(b64encode(PAGE.encode()).decode()).encode(),
        word(para(run("柳塘街道2022年工作总结")) + para(run("全年改造道路7条，新增企业340家。"))),
    ],
    ids=["page", "page with a mark", "web archive", "docx"],
)
def test_what_office_systems_name_doc_is_read(data: bytes) -> None:
    assert "全年改造道路7条，新增企业340家。" in read_word(data).text


@pytest.mark.parametrize(
    ("data", "reason", "says"),
    [
        (b"", "empty", "empty"),
        (DOC[:4000], "corrupt", "damaged"),
        (DOC[:600] + b"\xff" * 4000 + DOC[4600:], "corrupt", "damaged"),
        (fib(0, 0xDC), "old_format", "older than Word 97"),
        (fib(11, 0x13), "encrypted", "password"),
        (renamed("WordDocument", "Workbook"), "old_format", ".xlsx"),
        (renamed("WordDocument", "Contents"), "old_format", "no document of Word or WPS"),
        (renamed("WordDocument", "EncryptedPackage"), "encrypted", "password"),
        (rb"{\rtf1\ansi 340}", "old_format", "rich-text"),
        (b"<?xml version='1.0'?><w:wordDocument/>", "old_format", "XML"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\n340", "empty", "page"),
        (b"plain", "truncated", "does not unpack"),
    ],
)
def test_what_is_none_says_what_to_do(data: bytes, reason: str, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_word(data)
    assert refused.value.reason == reason and says in refused.value.detail


def test_an_old_workbook_is_told_as_one_under_any_suffix(tmp_path: Path) -> None:
    for suffix in (".xls", ".et", ".xlsx"):
        path = tmp_path / f"r{suffix}"
        path.write_bytes(renamed("WordDocument", "Workbook"))
        (found,) = ingest(inbox_file(path))
        assert isinstance(found, Rejected) and ".xlsx" in found.detail
