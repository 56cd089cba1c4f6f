"""PDF files: their text layer."""

from __future__ import annotations

import io
import logging
import re

from etl.report.readers.reading import PageData, Reading, Unreadable

MAX_PAGES = 500
"""A longer PDF is no report of one year."""
MIN_CHARACTERS_A_PAGE = 20
"""With fewer on average, the pages are pictures."""

_PAGE_NUMBER = re.compile(r"\s*(?:[-—–·]\s*)?(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[-—–·])?\s*")


def read_pdf(data: bytes) -> Reading:
    """The text of a PDF without page numbers; raises Unreadable if it is damaged, locked, scanned or too long."""
    import pypdf
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every flaw that it mends
    if not data:
        raise Unreadable("empty", "The file is empty; fetch it again or remove it from the inbox.")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted", "The PDF is locked by a password; save a copy without one.")
        if len(reader.pages) > MAX_PAGES:
            raise Unreadable("oversize", f"The PDF has more than {MAX_PAGES} pages; split it into one file a report.")
        pages = [_without_page_number(page.extract_text()) for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except Unreadable:
        raise
    except DependencyError as error:
        raise Unreadable("encrypted", "The PDF is encrypted; save a copy without protection.") from error
    except Exception as error:  # a damaged file makes the library raise anything at all
        raise Unreadable("corrupt", "The PDF is damaged or cut short; fetch it again.") from error
    text = "\n".join(pages)
    if len("".join(text.split())) < MIN_CHARACTERS_A_PAGE * max(1, len(pages)):
        raise Unreadable("scanned", "The PDF has no text layer, its pages are pictures; run it through text recognition (OCR) first.")
    return Reading(text, "application/pdf", page=PageData(title=title or None))


def _without_page_number(page: str) -> str:
    lines = page.strip("\n").split("\n")
    if lines and _PAGE_NUMBER.fullmatch(lines[-1]):
        lines.pop()
    if lines and _PAGE_NUMBER.fullmatch(lines[0]):
        lines.pop(0)
    return "\n".join(lines)
