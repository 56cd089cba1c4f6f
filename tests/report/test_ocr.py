"""Pictures of text: recognised where the extra is installed, refused with the remedy where it is not.

files/scan.png is a page of our own, drawn: 7 lines, of which three are a table with an empty cell.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from etl.contracts.records import Document, Placed, Rejected
from etl.report.extraction import extract
from etl.report.ingest import inbox_file, ingest, more_seconds, read_text
from etl.report.readers import ocr
from etl.report.readers.layout import Box
from etl.report.readers.pdf import read_pdf
from etl.report.readers.reading import Line, Unreadable, paged

SCAN = (Path(__file__).parent / "files" / "scan.png").read_bytes()
SHOWN = [
    "清溪街道2023年工作总结",
    "一年来，街道党工委团结带领干部群众，各项工作取得新的进展，现将有关情况总结如下。",
    "新增企业340家，改造道路7条，慰问老人260人，拆除违建1.5万平方米。",
    "项目 | 投资 | 进度",
    "公园 | 总投资6亿元 | 完成75%",
    "学校 |  | 完成45%",
    "全年开展培训12场。",
]
Image = pytest.importorskip("PIL.Image", reason="draws the pictures")
installed = pytest.mark.skipif(not ocr.installed(), reason="the extra ocr is not installed")


def saved(kind: str, pages: int = 1, **options: object) -> bytes:
    """The picture as a file of another kind, on so many pages."""
    buffer = io.BytesIO()
    picture = Image.open(io.BytesIO(SCAN)).convert("RGB")
    more = {"save_all": True, "append_images": [picture] * (pages - 1)} if pages > 1 else {}
    picture.save(buffer, kind, **more, **options)
    return buffer.getvalue()


def close(text: str) -> str:
    """What two recognitions agree on: width and blanks apart."""
    return "".join(text.split()).replace(",", "，")


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)


# --- without the extra


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("name", ["r.png", "r.jpg", "r.TIF", "r.pdf"])
def test_without_the_extra_a_picture_is_refused_with_the_remedy(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(saved("PDF") if name.endswith("pdf") else SCAN)
    (found,) = ingest(inbox_file(path))
    assert isinstance(found, Rejected) and found.reason == "scanned" and 'pip install "jiedao-warehouse[ocr]"' in found.detail
    assert more_seconds(name) == 0


def test_a_fact_tells_its_page_and_how_sure_its_line_is() -> None:
    pages = [[Line("柳塘街道2022年工作总结", 0.99), Line("全年新增企业340", 0.97), Line("家，改造道路7条。", 0.81)], [Line("培训12场。")]]
    text, placed = paged(pages)
    assert placed == (Placed(0, 1, 0.99), Placed(14, 1, 0.97), Placed(24, 1, 0.81), Placed(34, 2))
    mentions = extract(read_text(text, placed=placed)).mentions
    assert {m.quote: (m.page, m.confidence) for m in mentions} == {"340\n家": (1, 0.81), "7条": (1, 0.81), "12场": (2, None)}
    assert {(m.page, m.confidence) for m in extract(read_text(text)).mentions} == {(None, None)}


def box(left: float, top: float, text: str, confidence: float = 0.9) -> Box:
    return Box(top, left, 20, 20 * len(text), text, confidence)


@pytest.mark.parametrize(
    ("boxes", "lines"),
    [
        ([box(0, 0, "全年新增"), box(82, 3, "企业340家", 0.7)], [("全年新增企业340家", 0.7)]),
        ([box(0, 0, "新增"), box(0, 30, "企业")], [("新增", 0.9), ("企业", 0.9)]),
        ([box(0, 0, "总"), box(90, 0, "结")], [("总结", 0.9)]),
        (
            [
                *(box(0, 0, "项目"), box(200, 0, "投资"), box(400, 0, "进度")),
                *(box(0, 30, "学校"), box(400, 30, "45%", 0.6)),
                box(0, 60, "完成。"),
            ],
            [("项目 | 投资 | 进度", 0.9), ("学校 |  | 45%", 0.6), ("完成。", 0.9)],
        ),
        # A cell that spans columns leaves no columns to tell.
        ([box(0, 0, "各街道的投资和进度情况"), box(400, 0, "6亿元"), box(0, 30, "公园"), box(120, 30, "75%")],
         [("各街道的投资和进度情况 | 6亿元", 0.9), ("公园 | 75%", 0.9)]),
    ],
)  # fmt: skip
def test_pieces_make_lines_and_rows(boxes: list[Box], lines: list[tuple[str, float]]) -> None:
    assert ocr.lines_of(boxes) == [Line(*line) for line in lines]


# --- with it


@pytest.mark.slow
@installed
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "PDF"])
def test_a_picture_is_recognised(kind: str) -> None:
    reading = read_pdf(saved(kind)) if kind == "PDF" else ocr.read_image(saved(kind))
    assert [close(line) for line in reading.text.split("\n")] == [close(line) for line in SHOWN]
    assert len(reading.placed) == len(SHOWN) and all(0.8 < (line.confidence or 0) <= 1 and line.page == 1 for line in reading.placed)


@pytest.mark.slow
@installed
def test_every_fact_of_a_scan_carries_its_page_and_confidence(tmp_path: Path) -> None:
    path = tmp_path / "r.tif"
    path.write_bytes(saved("TIFF", pages=2))
    (document,) = ingest(inbox_file(path))
    assert isinstance(document, Document) and document.report_year == 2023
    facts = extract(document).mentions
    assert [fact.page for fact in facts if fact.quote == "340家"] == [1, 2]
    assert all(fact.confidence is not None and fact.confidence > 0.8 for fact in facts)


@pytest.mark.slow
@installed
@pytest.mark.parametrize("turn", [1.5, -1.5])
def test_a_page_that_lies_askew_keeps_its_lines(turn: float) -> None:
    buffer = io.BytesIO()
    Image.open(io.BytesIO(SCAN)).convert("L").rotate(turn, fillcolor=255, expand=True).save(buffer, "PNG")
    lines = ocr.read_image(buffer.getvalue()).text.split("\n")
    assert len(lines) == len(SHOWN) and close(lines[0]) == SHOWN[0] and lines[5].count("|") == 2


@pytest.mark.slow
@installed
def test_a_long_picture_of_a_phone_is_read_to_its_end() -> None:
    page = Image.open(io.BytesIO(SCAN)).convert("L")
    tall = Image.new("L", (page.width, page.height * 8), 255)
    for at in range(8):
        tall.paste(page, (0, page.height * at))
    buffer = io.BytesIO()
    tall.save(buffer, "PNG")
    lines = ocr.read_image(buffer.getvalue()).text.split("\n")
    assert [close(line) for line in lines] == [close(line) for line in SHOWN] * 8


@installed
@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (b"\x89PNG\r\n\x1a\n", "corrupt"), (SCAN[:700], "corrupt")])
def test_what_is_no_picture_is_told(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        ocr.read_image(data)
    assert refused.value.reason == reason


@pytest.mark.slow
@installed
def test_a_picture_without_text_and_one_too_large_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    Image.new("L", (300, 300), 255).save(buffer, "PNG")
    with pytest.raises(Unreadable, match="hardly any") as refused:
        ocr.read_image(buffer.getvalue())
    assert refused.value.reason == "scanned"
    monkeypatch.setattr(ocr, "MAX_PIXELS", 1000)
    with pytest.raises(Unreadable, match="million pixels"):
        ocr.read_image(SCAN)
    monkeypatch.setattr(ocr, "MAX_PICTURES", 1)
    for read, kind in ((ocr.read_image, "TIFF"), (read_pdf, "PDF")):
        with pytest.raises(Unreadable, match="more than 1 pages"):
            read(saved(kind, pages=2))


@pytest.mark.slow
@installed
def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    ocr._engine.cache_clear()
    assert ocr.read_image(SCAN).text
