"""Inputs made to be slow: what is read of each takes time linear in its size, or it is refused for what it is.

Each is tried at two sizes, in time of the processor; quadratic time would take sixteen times as long for four times the size.
"""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.contracts.records import Rejected
from etl.pipeline.reading import read_file
from etl.report.ingest import inbox_file

pytestmark = pytest.mark.slow
HEAD = "柳岸街道2023年工作总结\n一年来，各项工作取得新的进展。\n"


def page(body: str) -> bytes:
    return f"<html><body><p>{HEAD}</p>{body}</body></html>".encode()


def merged_rows(n: int) -> bytes:
    sys.path.insert(0, str(Path(__file__).parents[1] / "report"))
    from test_docx import of, para, rows, run, word

    down = '<w:vMerge w:val="{}"/>'
    table = [(of("公园" if not i else "", down.format("continue" if i else "restart")), of("5亿元"), of("80%")) for i in range(n)]
    return word(para(run(HEAD)) + rows(*table))


def archive(n: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for k in range(9):
            packed.writestr(f"{k}.txt", HEAD + "".join(f"新增企业{i * 7919 % 10007 + k}家。\n" for i in range(n)))
    return buffer.getvalue()


def pages_of_one_stream(n: int) -> bytes:
    content = "BT /F 12 Tf " + " ".join(f"1 0 0 1 50 {700 - i % 60 * 10} Tm (line {i} of text) Tj" for i in range(40)) + " ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {n}/Kids[{' '.join(f'{i + 5} 0 R' for i in range(n))}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        *["<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"] * n,
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj{body}\nendobj\n".encode()
    table = "".join(f"{at:010d} 00000 n \n" for at in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF".encode()


#: name of the file, what makes it of a size, the smaller size
SLOW: dict[str, tuple[str, Callable[[int], bytes], int]] = {
    "numerals in one sentence": ("a.txt", lambda n: (HEAD + "新增企业" + "、".join(f"{i % 97}家" for i in range(n)) + "。").encode(), 1000),
    "clauses without an end": ("a.txt", lambda n: (HEAD + "新增企业5家，" * n).encode(), 1000),
    "fractions on end": ("a.txt", lambda n: (HEAD + "占比" + "5/6" * n + "。").encode(), 4000),
    "fractions in a list": ("a.txt", lambda n: (HEAD + "占比" + "5/6、" * n + "。").encode(), 4000),
    "slashes": ("a.txt", lambda n: (HEAD + "分别为" + "5/" * n + "万元。").encode(), 8000),
    "paired lists": (
        "a.txt",
        lambda n: (HEAD + "、".join(f"指标{i}" for i in range(n)) + "分别完成" + "、".join(f"{i}家" for i in range(n)) + "。").encode(),
        500,
    ),
    "brackets": ("a.txt", lambda n: (HEAD + "企业5家" + "（甲3家" * n + "）" * n + "。").encode(), 1000),
    "sections": ("a.txt", lambda n: (HEAD + "\n".join(f"一、加强工作{i % 7}\n新增企业{i}家。" for i in range(n))).encode(), 500),
    "rows of a table": ("a.txt", lambda n: (HEAD + "项目 | 投资 | 进度\n" + "公园 | 5亿元 | 80%\n" * n).encode(), 500),
    "merged rows of Word": ("a.docx", merged_rows, 200),
    "merged rows of a page": ("a.html", lambda n: page("<table><tr><td rowspan=9999>公园" + "<tr><td>5亿元<td>80%" * n + "</table>"), 200),
    "tags": ("a.html", lambda n: page("<b>企业5家</b><i></i>" * n), 1000),
    "notes": ("a.html", lambda n: page("企业" + "5<sup>1</sup>" * n), 1000),
    "tables": ("a.html", lambda n: page("<table><tr><td>企业<td>5家</table>" * n), 300),
    "cells of a row": ("a.html", lambda n: page("<table><tr>" + "<td>5" * n + "</table>"), 5000),
    "pages of one stream": ("a.pdf", pages_of_one_stream, 25),
    "texts in an archive": ("a.zip", archive, 100),
}


def cost(path: Path) -> float:
    """Seconds of the processor that reading a file takes, to its facts; it is read, or refused for what it is."""
    started = time.process_time()
    for result in read_file(inbox_file(path)):
        assert not isinstance(result, Rejected) or result.reason not in ("ingest_failed", "extract_failed"), result
    return time.process_time() - started


@pytest.mark.parametrize("kind", SLOW)
def test_time_grows_with_the_size(kind: str, tmp_path: Path) -> None:
    name, make, size = SLOW[kind]
    small, large = tmp_path / "small" / name, tmp_path / "large" / name
    for path, n in ((small, size), (large, 4 * size)):
        path.parent.mkdir()
        path.write_bytes(make(n))
    cost(small)  # tables of the grammar are read once
    first = cost(small)
    assert cost(large) < 8 * first + 0.5


def test_a_page_of_too_many_columns_keeps_those_that_a_table_has(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page("<table>" + "<tr><td>企业<td colspan=99999>5家" * 50 + "</table>"))
    assert cost(path) < 30


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", ('"项目","' + "新增企业5家，" * 60_000 + '"\n').encode(), "corrupt"),
        ("a.csv", "项目,投资\n".encode() + "公园,5亿元\n".encode() * 20_001, "oversize"),
        ("a.pdf", pages_of_one_stream(501), "oversize"),
        ("a.html", page("<div>" * 50_000 + "企业5家"), "too_deep"),
    ],
)
def test_what_has_more_than_a_report_has_is_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (found,) = read_file(inbox_file(path))
    assert isinstance(found, Rejected) and found.reason == reason


def test_a_sidecar_of_hundreds_of_thousands_of_characters_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(HEAD, "utf-8")
    (tmp_path / "a.txt.toml").write_text(f'district = "{"柳" * 300_000}"\n', "utf-8")
    (found,) = read_file(inbox_file(path))
    assert isinstance(found, Rejected) and found.reason == "sidecar" and "bytes" in found.detail
