"""PDF files: their text layer."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import Any

from etl.report.readers import ocr
from etl.report.readers.reading import EMPTY_FILE, Line, PageData, Reading, Unreadable, paged

MAX_PAGES = 500
"""A longer PDF is no report of one year."""
MIN_CHARACTERS_A_PAGE = 20
"""With fewer on average, the pages are pictures."""

MAX_LOST_SHARE = 0.25
"""Of the pages, that may be pictures (a cover, photographs) in a file that is read for its text alone."""
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
    """The text of a PDF without page numbers; pages that are pictures by text recognition, where that is installed.

    Raises Unreadable if it is damaged, locked or too long, or if too many of its pages are pictures that nothing reads.
    """
    if not data:
        raise Unreadable("empty", EMPTY_FILE)
    texts, pictures, title = _layers(data)
    pages = [[Line(line.strip()) for line in text.split("\n") if line.strip()] for text in texts]
    if pictures and ocr.installed():
        for number, lines in zip(pictures, ocr.recognise_pages(data, pictures), strict=True):
            pages[number] = lines
    elif len(pictures) > MAX_LOST_SHARE * len(pages):
        raise Unreadable("scanned", f"{len(pictures)} of {len(pages)} pages of the PDF are pictures; {ocr.REMEDY}")
    text, placed = paged(without_furniture(pages))
    if len("".join(text.split())) < MIN_CHARACTERS_A_PAGE * max(1, len(pages)):
        raise Unreadable("scanned", f"The PDF has no text layer; {ocr.FOUND_NONE if ocr.installed() else ocr.REMEDY}")
    return Reading(text, "application/pdf", page=PageData(title=title or None), placed=placed)


def _layers(data: bytes) -> tuple[list[str], list[int], str | None]:
    """The text layer of each page, which pages are pictures without one (from 0), and the title that the file states."""
    import pypdf
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every flaw that it mends
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted", "The PDF is locked by a password; save a copy without one.")
        if len(reader.pages) > MAX_PAGES:
            raise Unreadable("oversize", f"The PDF has more than {MAX_PAGES} pages; split it into one file a report.")
        texts = [page.extract_text() for page in reader.pages]
        poor = [at for at, text in enumerate(texts) if len("".join(text.split())) < MIN_CHARACTERS_A_PAGE]
        pictures = [at for at in poor if _has_picture(reader.pages[at])]
        return texts, pictures, reader.metadata.title if reader.metadata else None
    except (Unreadable, MemoryError):
        raise
    except DependencyError as error:
        raise Unreadable("encrypted", "The PDF is encrypted; save a copy without protection.") from error
    except Exception as error:  # a damaged file makes the library raise anything at all
        raise Unreadable("corrupt", "The PDF is damaged or cut short; fetch it again.") from error


def _has_picture(page: Any) -> bool:
    """Whether a page draws anything that may be a picture."""
    found = page.get("/Resources")
    drawn = found.get_object().get("/XObject") if found is not None else None
    return bool(drawn.get_object()) if drawn is not None else False


def without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """The lines of pages without running heads and feet, page numbers and what a browser prints at their edges.

    A line at the edge of most pages, their numbers apart, runs through them; on the first page it may be the title, and stays. Blanks
    between two ideographs, which some fonts leave behind, go.
    """
    keyed = [[_key(line.text, number) for line in lines] for number, lines in enumerate(pages, 1)]
    running = _running([lines[:EDGE] for lines in keyed]) | _running([lines[-EDGE:] for lines in keyed])
    found: list[list[Line]] = []
    for number, lines in enumerate(pages):
        edges = [*range(min(EDGE, len(lines))), *range(max(0, len(lines) - EDGE), len(lines))]
        gone = {at for at in edges if _is_furniture(lines[at].text) or (number and keyed[number][at] in running)}
        found.append([line._replace(text=_INNER_BLANK.sub("", line.text)) for at, line in enumerate(lines) if at not in gone])
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
