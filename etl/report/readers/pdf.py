"""PDF files: their text layer."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

from etl.report.readers.reading import PageData, Reading, Unreadable

MAX_PAGES = 500
"""A longer PDF is no report of one year."""
MIN_CHARACTERS_A_PAGE = 20
"""With fewer on average, the pages are pictures."""

MIN_RUNNING_SHARE = 0.6
"""Of the pages, that must have a line at the same edge for it to be a running head or foot."""
EDGE = 2
"""Lines at the top and at the bottom of a page that may be none of its text."""

_PAGE_NUMBER = re.compile(r"\s*(?:[-—–·]\s*)?(?:第\s*)?\d{1,3}(?:\s*[/页])?(?:\s*[,，]?\s*共?\s*\d{1,3}\s*页?)?(?:\s*[-—–·])?\s*")
# What a browser prints at the edges of a page: when and from where.
_PRINTED = re.compile(r"(?:https?|file)://\S+(?:\s+\d{1,3}/\d{1,3})?|\d{2,4}[/-]\d{1,2}[/-]\d{1,2},?\s+(?:[上下]午)?\d{1,2}:\d{2}(?:\s.*)?")
_HAN = "\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff"
_INNER_BLANK = re.compile(rf"(?<=[{_HAN}，。；：、]) (?=[{_HAN}，。；：、])")


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
        pages = without_furniture([page.extract_text() for page in reader.pages])
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


def without_furniture(pages: list[str]) -> list[str]:
    """The texts of pages without running heads and feet, page numbers and what a browser prints at their edges.

    A line at the edge of most pages, their numbers apart, runs through them; on the first page it may be the title, and stays. Blanks
    between two ideographs, which some fonts leave behind, go.
    """
    cut = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    keyed = [[_key(line, number) for line in lines] for number, lines in enumerate(cut, 1)]
    running = _running([lines[:EDGE] for lines in keyed]) | _running([lines[-EDGE:] for lines in keyed])
    found: list[str] = []
    for number, lines in enumerate(cut):
        edges = [*range(min(EDGE, len(lines))), *range(max(0, len(lines) - EDGE), len(lines))]
        gone = {at for at in edges if _is_furniture(lines[at]) or (number and keyed[number][at] in running)}
        found.append("\n".join(_INNER_BLANK.sub("", line) for at, line in enumerate(lines) if at not in gone))
    return found


def _running(edges: list[list[str]]) -> frozenset[str]:
    """The lines that stand at this edge of most pages."""
    if len(edges) < 2:
        return frozenset()
    counts = Counter(line for lines in edges for line in set(lines))
    return frozenset(line for line, count in counts.items() if count > 1 and count >= MIN_RUNNING_SHARE * len(edges))


def _key(line: str, number: int) -> str:
    """A line with a mark for the number of its page: no other digits change from page to page in a head or foot."""
    return re.sub(rf"(?<!\d){number}(?!\d)", "#", "".join(line.split()))


def _is_furniture(line: str) -> bool:
    return _PAGE_NUMBER.fullmatch(line) is not None or _PRINTED.fullmatch(line) is not None
