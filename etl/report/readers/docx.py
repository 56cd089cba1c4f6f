"""Word documents: paragraphs and tables in document order."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from etl.report.readers.archive import open_archive
from etl.report.readers.reading import PageData, Reading, Unreadable

if TYPE_CHECKING:
    from docx.table import Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def refuse_ole(data: bytes) -> None:
    """Raise Unreadable for what Word wrote before 2007, and for documents locked by a password (both are OLE files)."""
    if not data.startswith(OLE_MAGIC):
        return
    if _ENCRYPTED_STREAM in data:
        raise Unreadable("encrypted", "The document is locked by a password; save a copy without one.")
    raise Unreadable("old_format", "This is an old Word or WPS document (.doc); save it as .docx or .txt.")


def read_docx(data: bytes) -> Reading:
    """The text of a .docx: a line a paragraph, table cells parted by bars; raises Unreadable if it is damaged, locked or empty."""
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    if not data:
        raise Unreadable("empty", "The file is empty; fetch it again or remove it from the inbox.")
    refuse_ole(data)
    with open_archive(data):
        pass  # its limits hold for the parts of a document too
    try:
        document = docx.Document(io.BytesIO(data))
        lines: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Paragraph):
                lines.append(block.text)
            elif isinstance(block, Table):
                lines.extend(_rows(block))
        title = document.core_properties.title or None
    except Exception as error:  # the library lets many kinds through: KeyError, XMLSyntaxError, ValueError
        raise Unreadable("corrupt", "The document is damaged or no Word document; open it in Word and save it again.") from error
    text = "\n".join(lines)
    if not text.strip():
        raise Unreadable("empty", "The document holds no text (perhaps only pictures); save its text as .txt.")
    return Reading(text, MEDIA_TYPE, page=PageData(title=title))


def _rows(table: Table) -> list[str]:
    rows: list[str] = []
    for row in table.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:  # a merged cell comes once a column
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                cells.append(" ".join(cell.text.split()))
        rows.append(" | ".join(cells))
    return rows
