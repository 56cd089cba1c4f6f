"""OFD files, the fixed layout of Chinese offices (GB/T 33190): the text of their pages.

easyofd was considered: it draws pages to turn them into PDF, and brings PyMuPDF and reportlab for that. An OFD file is a ZIP archive of
XML; a text object has a place on its page and the text of one line or less.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from etl.report.readers.archive import open_archive, xml_part
from etl.report.readers.layout import Box, rows
from etl.report.readers.pdf import MAX_PAGES, MIN_CHARACTERS_A_PAGE, without_furniture
from etl.report.readers.reading import EMPTY_FILE, Line, PageData, Reading, Unreadable, paged

MEDIA_TYPE = "application/ofd"


def read_ofd(data: bytes) -> Reading:
    """The text of an OFD file, a line a line of its pages; raises Unreadable if it is damaged, scanned or too long."""
    if not data:
        raise Unreadable("empty", EMPTY_FILE)
    with open_archive(data) as archive:
        entry = xml_part(archive, "OFD.xml")
        root = _text_of(entry, "DocRoot").lstrip("/") if entry is not None else ""
        document = xml_part(archive, root)
        if document is None:
            raise Unreadable("corrupt", "The file is no OFD document or is damaged; fetch it again.")
        parts = [posixpath.join(posixpath.dirname(root), str(page.get("BaseLoc", ""))) for page in _all(document, "Page")]
        if len(parts) > MAX_PAGES:
            raise Unreadable("oversize", f"The file has more than {MAX_PAGES} pages; split it into one file a report.")
        pages = [[Line(line) for line in _lines(archive, posixpath.normpath(part).lstrip("/"))] for part in parts]
        title = _text_of(entry, "Title")
    text, placed = paged(without_furniture(pages))
    if len("".join(text.split())) < MIN_CHARACTERS_A_PAGE * max(1, len(pages)):
        raise Unreadable("scanned", "The file holds no text, its pages are pictures; save it as PDF, whose pictures are read.")
    return Reading(text, MEDIA_TYPE, page=PageData(title=title or None), placed=placed)


def _all(root: Any, name: str) -> Iterator[Any]:
    """The elements of that local name, in document order."""
    return (element for element in root.iter() if str(element.tag).rpartition("}")[2] == name)


def _text_of(root: Any, name: str) -> str:
    return next(((element.text or "").strip() for element in _all(root, name)), "")


def _lines(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The lines of a page from top to bottom, each from left to right."""
    page = xml_part(archive, part)
    placed: list[Box] = []
    for element in () if page is None else _all(page, "TextObject"):
        left, top, width, height = _box(element)
        placed += [Box(top, left, height, width, text) for code in _all(element, "TextCode") if (text := (code.text or "").strip())]
    return ["".join(box.text for box in row) for row in rows(placed)]


def _box(element: Any) -> tuple[float, float, float, float]:
    """Left, top, width and height of an object; zeros where it says none."""
    try:
        left, top, width, height = map(float, str(element.get("Boundary", "")).split())
    except ValueError:
        return 0.0, 0.0, 0.0, 0.0
    return left, top, width, height
