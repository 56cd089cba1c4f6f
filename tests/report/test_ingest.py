"""Files of an inbox to documents, or to reasons."""

from __future__ import annotations

import hashlib
import io
import os
import socket
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contracts.records import Document, InboxFile, Rejected
from etl.report import ingest as stage
from etl.report.ingest import ingest, read_text, scan
from etl.report.readers import archive

REPORT = """柳塘街道2022年工作总结

　　2022年，柳塘街道新建口袋公园6个，改造老旧小区11个，辖区面貌有了看得见的变化；全年接待来访群众85批。
"""


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def inbox_file(path: Path) -> InboxFile:
    return replace(stage.inbox_file(path), name=path.name)


def read_one(path: Path) -> Document | Rejected:
    results = ingest(inbox_file(path))
    assert len(results) == 1
    return results[0]


def document(path: Path) -> Document:
    result = read_one(path)
    assert isinstance(result, Document), result
    return result


def rejected(path: Path, reason: str) -> Rejected:
    result = read_one(path)
    assert isinstance(result, Rejected), result
    assert result.reason == reason
    assert result.detail.endswith(".") and (";" in result.detail or "," in result.detail), "says what is wrong and what to do"
    return result


def word(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    made = docx.Document()
    for n, paragraph in enumerate(paragraphs):
        made.add_paragraph(paragraph)
        if table and n == 0:
            grid = made.add_table(rows=len(table), cols=len(table[0]))
            for row, cells in zip(grid.rows, table, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf(*pages: str) -> bytes:
    """A PDF with a text layer in a Chinese standard font (not embedded), or with blank pages."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % (6 + 2 * n) for n in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 >>",
    ]
    for n, page in enumerate(pages):
        shown = b"".join(b"<%s> Tj 0 -20 Td " % line.encode("utf-16-be").hex().encode() for line in page.split("\n") if line)
        content = b"BT /F1 12 Tf 50 780 Td %sET" % shown if page else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (7 + 2 * n)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def zipped(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


# --- scan


def test_scan_lists_reports_by_name_and_passes_over_the_rest(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2022.docx", "b.txt.toml", "corrections.csv", "README.md", ".hidden.txt", ".git/x.txt", "~$a.docx"):
        put(tmp_path, name, "x")
    files, bad = scan(tmp_path)
    assert [file.name for file in files] == ["a/2022.docx", "b.txt"]
    assert bad == []
    assert [file.sidecar for file in files] == ["", "b.txt.toml"]
    assert files[1].size == 1 and files[1].mtime_ns == (tmp_path / "b.txt").stat().st_mtime_ns


def test_samples_are_read_only_when_nothing_else_is_there_or_when_named(tmp_path: Path) -> None:
    put(tmp_path, "samples/s.txt", REPORT)
    put(tmp_path, "corrections.csv", "")
    assert [file.name for file in scan(tmp_path)[0]] == ["samples/s.txt"]
    assert [file.name for file in scan(tmp_path / "samples")[0]] == ["s.txt"]
    put(tmp_path, "own.txt", REPORT)
    assert [file.name for file in scan(tmp_path)[0]] == ["own.txt"]


def test_a_missing_inbox_is_a_reason_not_an_exception(tmp_path: Path) -> None:
    files, bad = scan(tmp_path / "nowhere")
    assert files == [] and [item.reason for item in bad] == ["unreadable"]


def test_what_is_no_file_is_rejected_without_being_opened(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "dangling.txt").symlink_to("gone.txt")
    (inbox / "loop.txt").symlink_to("loop.txt")
    (inbox / "outside.txt").symlink_to(put(tmp_path, "outside.txt", REPORT))
    put(inbox, "real/ok.txt", REPORT)
    (inbox / "inside.txt").symlink_to("real/ok.txt")
    (inbox / "folder").symlink_to("real")
    os.mkfifo(inbox / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(inbox)  # a socket's path may be no longer than 100 characters
        try:
            server.bind("socket.txt")
        finally:
            os.chdir(here)
        files, bad = scan(inbox)
    assert [file.name for file in files] == ["inside.txt", "real/ok.txt"]
    assert {item.path: item.reason for item in bad} == {
        "dangling.txt": "dangling_link",
        "folder": "link_to_folder",
        "loop.txt": "dangling_link",
        "outside.txt": "link_outside",
        "pipe.txt": "special_file",
        "socket.txt": "special_file",
    }
    assert all(item.detail.endswith(".") for item in bad)


def test_a_file_named_like_a_member_of_an_archive_is_rejected(tmp_path: Path) -> None:
    put(tmp_path, "a.zip", zipped({"r.txt": REPORT}))
    put(tmp_path, "a.zip!r.txt", REPORT)
    files, bad = scan(tmp_path)
    assert [file.name for file in files] == ["a.zip"] and [(item.path, item.reason) for item in bad] == [("a.zip!r.txt", "name")]


def test_a_pipe_that_took_a_files_place_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "r.txt")
    rejected(tmp_path / "r.txt", "special_file")


# --- plain text


@pytest.mark.parametrize(
    ("encode", "encoding"),
    [
        (lambda t: t.encode(), "utf-8"),
        (lambda t: t.encode("utf-8-sig"), "utf-8"),
        (lambda t: b"\xff\xfe" + t.encode("utf-16-le"), "utf-16-le"),
        (lambda t: b"\xfe\xff" + t.encode("utf-16-be"), "utf-16-be"),
        (lambda t: t.encode("utf-16-le"), "utf-16-le"),
        (lambda t: t.encode("utf-16-be"), "utf-16-be"),
        (lambda t: t.encode("gbk"), "gb18030"),
        (lambda t: t.encode("gb18030"), "gb18030"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_give_the_same_document_and_keep_line_ends(tmp_path: Path, encode, encoding: str, line_end: str) -> None:  # type: ignore[no-untyped-def]
    text = REPORT.replace("\n", line_end)
    data = encode(text)
    found = document(put(tmp_path, "r.txt", data))
    assert found.text == text
    assert found.encoding == encoding
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert (found.title, found.report_year, found.publisher) == ("柳塘街道2022年工作总结", 2022, "柳塘街道")
    assert found.document_id == read_text(REPORT).document_id


def test_a_text_cut_within_a_character_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    found = document(put(tmp_path, "r.txt", (REPORT * 3).encode()[:-3]))
    assert found.encoding == "utf-8" and found.text.endswith("85批\ufffd")


def test_lone_surrogates_are_replaced(tmp_path: Path) -> None:
    found = document(put(tmp_path, "r.txt", REPORT.encode() + "\ud800".encode("utf-8", "surrogatepass")))
    assert found.text == REPORT + "\ufffd"
    assert read_text("一\udc00二").text == "一\ufffd二"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("r.txt", b"", "empty"),
        ("r.txt", " \n　\n", "empty"),
        ("r.txt", "首页 > 政务公开 > 工作总结\n发布日期：2023-01-05\n扫一扫在手机打开当前页\n", "empty"),
        ("r.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "binary"),
        ("r.txt", b"\x89PNG\r\n", "binary"),
        ("r.txt", bytes(range(256)) * 4, "binary"),
        ("r.txt", "总结\x01\x02\x03\x04", "binary"),
        ("r.txt", "总结\x00\x00" + "字" * 99, "binary"),
        ("r.txt", b"\xff\xff\x80\xff" * 50, "encoding"),
        ("r.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "binary"),
        ("r.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "corrupt"),
        ("r.docx", b"", "empty"),
        ("r.docx", word(REPORT)[:3000], "truncated"),
        ("r.docx", zipped({"other.xml": "<a/>"}), "corrupt"),
        ("r.docx", word(""), "empty"),
        ("r.xlsx", b"PK\x03\x04", "truncated"),
        ("r.pptx", b"PK\x03\x04", "unsupported"),
        ("r.gif", b"GIF89a", "unsupported"),
        ("r.html", b"", "empty"),
        ("r.html", "<html><body><script>var a=1</script></body></html>", "empty"),
        ("r.pdf", b"", "empty"),
        ("r.pdf", b"%PDF-1.4\nnothing", "corrupt"),
        ("r.pdf", pdf("", ""), "scanned"),
        ("r.zip", b"PK\x03\x04", "truncated"),
        ("r.zip", zipped({}), "empty"),
        ("r.zip", zipped({"a.txt": b"\0" * 30_000_000}), "bomb"),
    ],
)
def test_bad_files_are_rejected_with_a_reason(tmp_path: Path, name: str, content: bytes | str, reason: str) -> None:
    rejected(put(tmp_path, name, content), reason)


def test_vanished_unreadable_and_oversize(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "r.txt", REPORT)
    file = inbox_file(path)
    monkeypatch.setattr(stage, "MAX_FILE_BYTES", 10)
    rejected(path, "oversize")
    path.unlink()
    (gone,) = ingest(file)
    assert isinstance(gone, Rejected) and gone.reason == "vanished"
    path.mkdir()
    (folder,) = ingest(file)
    assert isinstance(folder, Rejected) and folder.reason == "unreadable"


def test_a_file_without_permission_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "r.txt", REPORT)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)  # root may read everything, so permissions alone prove nothing
    assert "Permission denied" in rejected(path, "unreadable").detail


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".txt", ".html", ".docx", ".pdf", ".zip", ".doc"]))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"r{suffix}"
    path.write_bytes(data)
    for result in ingest(inbox_file(path)):
        assert isinstance(result, (Document, Rejected))


# --- HTML, Word, PDF

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>柳塘街道2022年工作总结_云溪区人民政府网站</title>
<meta name="ArticleTitle" content="柳塘街道2022年工作总结"><meta name="PubDate" content="2023-01-09 10:20">
<meta name="ContentSource" content="柳塘街道办事处"></head><body>
<div class="nav"><a href="/">首页</a> <a href="/a">政务公开</a></div>
<div class="content"><p>2022年，柳塘街道坚持一手抓发展、一手抓民生，各项工作稳步推进，完成了年初确定的主要目标任务。</p>
<p>全年新建口袋公园6个，改造老旧小区11个，新增停车泊位320个；接待来访群众85批，办结率达到百分之百。</p>
<table><tr><th>指标</th><th>数值</th></tr><tr><td>新增停车泊位</td><td>320个</td></tr></table>
<p>一年来，街道还组织招聘会9场，帮助412人找到工作，城镇登记失业率控制在合理区间，群众满意度持续提高。</p></div>
<div class="footer">主办：云溪区人民政府办公室</div></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_html_gives_text_tables_and_publication_data(tmp_path: Path, charset: str) -> None:
    found = document(put(tmp_path, "r.html", PAGE.format(charset=charset).encode("gbk" if charset == "gb2312" else charset)))
    assert found.text.startswith("柳塘街道2022年工作总结\n")
    assert "新增停车泊位 | 320个" in found.text.splitlines()
    assert "首页" not in found.text and "帮助412人找到工作" in found.text
    assert (found.title, found.publisher, found.published_on) == ("柳塘街道2022年工作总结", "柳塘街道", date(2023, 1, 9))
    assert (found.report_year, found.media_type) == (2022, "text/html")


def test_html_whose_main_text_is_not_found_is_taken_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    monkeypatch.setattr(trafilatura, "extract", lambda *_, **__: None)
    found = document(put(tmp_path, "r.html", PAGE.format(charset="utf-8")))
    chrome = "".join(found.text[start:end] for start, end in found.chrome)
    assert "主办：云溪区人民政府办公室" in chrome
    assert "新增停车泊位 | 320个" in found.text.splitlines()
    assert "320" not in chrome and "412" not in chrome


def test_docx_keeps_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    data = word("柳塘街道2022年工作总结", "全年新建口袋公园6个。", table=[["指标", "数值"], ["新增停车泊位", "320个"]])
    found = document(put(tmp_path, "r.docx", data))
    assert found.text.splitlines() == ["柳塘街道2022年工作总结", "指标 | 数值", "新增停车泊位 | 320个", "全年新建口袋公园6个。"]
    assert found.report_year == 2022


def test_pdf_gives_its_text_layer_without_page_numbers(tmp_path: Path) -> None:
    data = pdf(
        "柳塘街道2022年工作总结\n全年新建口袋公园6个，改造老旧小区11个，辖区\n- 1 -", "面貌有了看得见的变化，群众的获得感明显增强。\n2"
    )
    found = document(put(tmp_path, "r.pdf", data))
    assert found.text.splitlines() == [
        "柳塘街道2022年工作总结",
        "全年新建口袋公园6个，改造老旧小区11个，辖区",
        "面貌有了看得见的变化，群众的获得感明显增强。",
    ]
    assert found.media_type == "application/pdf"


def test_a_locked_pdf_is_rejected(tmp_path: Path) -> None:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("柳塘街道2022年工作总结")))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    rejected(put(tmp_path, "r.pdf", out.getvalue()), "encrypted")


# --- archives


def test_an_archive_gives_one_result_a_member(tmp_path: Path) -> None:
    data = zipped(
        {
            "2022/柳塘.txt": REPORT,
            "2022/柳塘.txt.toml": 'district = "柳塘街道"\nyear = 2021\n',
            "empty.txt": "",
            "in.zip": zipped({"a.txt": REPORT}),
            "__MACOSX/._x.txt": "x",
            "README.txt": "x",
            "word.docx": word("松亭镇2020年工作总结"),
        }
    )
    results = ingest(inbox_file(put(tmp_path, "a.zip", data)))
    assert {item.path: item.reason if isinstance(item, Rejected) else item.report_year for item in results} == {
        "a.zip!2022/柳塘.txt": 2021,
        "a.zip!empty.txt": "empty",
        "a.zip!in.zip": "nested_archive",
        "a.zip!word.docx": 2020,
    }


def test_member_names_in_gbk_and_locked_members(tmp_path: Path) -> None:
    data = bytearray(zipped({"abcd.txt": REPORT}))
    gbk = "柳塘".encode("gbk")
    data = bytearray(bytes(data).replace(b"abcd", gbk))
    (found,) = ingest(inbox_file(put(tmp_path, "a.zip", bytes(data))))
    assert found.path == "a.zip!柳塘.txt"
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1  # the directory's flag for a locked member
    (locked,) = ingest(inbox_file(put(tmp_path, "b.zip", bytes(data))))
    assert isinstance(locked, Rejected) and (locked.path, locked.reason) == ("b.zip!柳塘.txt", "encrypted")


def test_archive_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "a.zip", zipped({f"{n}.txt": REPORT for n in range(4)}))
    monkeypatch.setattr(archive, "MAX_MEMBER_BYTES", 20)
    assert [item.reason for item in ingest(inbox_file(path)) if isinstance(item, Rejected)] == ["oversize"] * 4
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    rejected(path, "bomb")
    monkeypatch.setattr(archive, "MAX_MEMBERS", 30)
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 100)
    rejected(path, "bomb")


def test_a_damaged_member_is_rejected_alone(tmp_path: Path) -> None:
    data = bytearray(zipped({"bad.txt": REPORT * 20, "good.txt": REPORT}))
    data[60:64] = b"\xff\xff\xff\xff"
    results = ingest(inbox_file(put(tmp_path, "a.zip", bytes(data))))
    assert [item.reason if isinstance(item, Rejected) else "ok" for item in results] == ["truncated", "ok"]


# --- sidecars


def test_a_sidecar_outranks_the_text(tmp_path: Path) -> None:
    put(
        tmp_path,
        "r.txt.toml",
        'district = "柳塘街道"\nyear = 2020\nkind = "other"\nurl = "https://example.org/r"\npublished = 2021-02-03\nfictional = true\n',
    )
    found = document(put(tmp_path, "r.txt", REPORT))
    assert (found.report_year, found.report_kind, found.url, found.published_on) == (
        2020,
        "other",
        "https://example.org/r",
        date(2021, 2, 3),
    )
    assert (found.sidecar.district, found.sidecar.fictional) == ("柳塘街道", True)


def test_a_sidecars_date_may_be_text(tmp_path: Path) -> None:
    put(tmp_path, "r.txt.toml", 'published = "2021-02-03"')
    assert document(put(tmp_path, "r.txt", REPORT)).published_on == date(2021, 2, 3)


@pytest.mark.parametrize(
    "content",
    [
        "colour = 1",
        "year = '2022'",
        "year = true",
        "year = 1900",
        "year = 22022",
        "kind = 'yearly'",
        "kind = []",
        "district = ''",
        "district = 3",
        "url = 'www.example.org'",
        "published = 2022",
        "published = '2022年1月3日'",
        "published = 0001-01-01",
        "fictional = 'yes'",
        "year = = 3",
        b"\xff\xfe",
        "a = " + "[" * 3000,
    ],
)
def test_a_wrong_sidecar_rejects_its_report(tmp_path: Path, content: bytes | str) -> None:
    put(tmp_path, "r.txt.toml", content)
    assert "r.txt.toml" in rejected(put(tmp_path, "r.txt", REPORT), "sidecar").detail


def test_a_sidecar_that_is_no_file_rejects_its_report(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "r.txt.toml")
    rejected(put(tmp_path, "r.txt", REPORT), "sidecar")
