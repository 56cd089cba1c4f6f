"""Text recognition, for pages and images that are pictures of text, where the extra `ocr` is installed.

RapidOCR runs the PP-OCR models that lie in its own package, by onnxruntime: nothing is fetched. Considered: Tesseract (a program and a
language pack beside the package, weaker in Chinese), PaddleOCR and EasyOCR (of a gigabyte, and fetch their models when they run).
"""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from statistics import median
from typing import Any

from etl.report.readers.layout import Box, rows
from etl.report.readers.reading import EMPTY_FILE, Line, Reading, Unreadable, paged

REMEDY = 'install what recognises text in them: pip install "jiedao-warehouse[ocr]"'
FOUND_NONE = "and text recognition finds hardly any in its pages; scan them again, sharper."
MAX_PICTURES = 80
"""Of one file; more are no report of one year, and take an hour."""
SECONDS_A_PICTURE = 20
"""Of the processor, at most."""
MAX_PIXELS = 120_000_000
"""Of an image; a sheet of A4 at 600 dots an inch has a third of it."""
LONG_SIDE = 2_000
"""Pixels of a page's longer side: what the models look at."""
MAX_PROPORTION = 1.5
"""Height to width; a longer image (a page of a phone, in one piece) is cut where its lines part."""
CUT = 0.25
"""Of a piece, from its end: where the cut is looked for."""
GAP = 2.0
"""Heights of a line; pieces further apart are cells of a table."""

_MODULES = ("rapidocr", "onnxruntime", "pypdfium2")


@lru_cache(1)
def installed() -> bool:
    """Whether the extra is."""
    return all(importlib.util.find_spec(module) for module in _MODULES)


def read_image(data: bytes) -> Reading:
    """The text in a picture, a TIFF of several pages too; raises Unreadable where it is none, or holds none, or nothing recognises it."""
    if not data:
        raise Unreadable("empty", EMPTY_FILE)
    if not installed():
        raise Unreadable("scanned", f"The file is a picture; {REMEDY}")
    text, placed = paged([line for piece in _pieces(picture) for line in _recognised(piece)] for picture in _pictures(data))
    if not text.strip():
        raise Unreadable("scanned", f"The file is a picture, {FOUND_NONE}")
    return Reading(text, "image", placed=placed)


def recognise_pages(data: bytes, numbers: Sequence[int]) -> Iterator[list[Line]]:
    """The lines in some pages of a PDF (from 0), which are pictures. Raises Unreadable where they are too many."""
    import pypdfium2

    _few_enough(len(numbers))
    with pypdfium2.PdfDocument(data) as document:
        for number in numbers:
            page = document[number]
            yield _recognised(page.render(scale=LONG_SIDE / max(1.0, *page.get_size())).to_numpy())


def _few_enough(pictures: int) -> None:
    if pictures > MAX_PICTURES:
        raise Unreadable("oversize", f"The file has more than {MAX_PICTURES} pages that are pictures; split it into one file a report.")


def _pictures(data: bytes) -> Iterator[Any]:
    """The images of a file as arrays of colours, upright and on white."""
    import numpy as np
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            count = getattr(image, "n_frames", 1)
            _few_enough(count)
            for frame in range(count):
                image.seek(frame)
                if image.width * image.height > MAX_PIXELS:
                    raise Unreadable("oversize", f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels; save it smaller.")
                upright = ImageOps.exif_transpose(image).convert("RGBA")
                yield np.asarray(Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright).convert("RGB"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unreadable("corrupt", "The picture is damaged or none; fetch it again.") from error


def _pieces(picture: Any) -> Iterator[Any]:
    """The picture, cut across between its lines where it is long: shrunk to what the models look at it would be illegible."""
    height, width = picture.shape[:2]
    most = int(MAX_PROPORTION * width)
    start = 0
    while height - start > most:
        first = start + int((1 - CUT) * most)
        # The row of the least contrast parts two lines.
        end = first + int(picture[first : start + most].mean(axis=2).std(axis=1).argmin())
        yield picture[start:end]
        start = end
    yield picture[start:]


def _recognised(picture: Any) -> list[Line]:
    """The lines in a picture."""
    found = _engine()(picture)
    if found.boxes is None:
        return []
    tilt = median(_slope(corners) for corners in found.boxes)
    boxes = [_box(corners, text, score, tilt) for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True)]
    return lines_of(boxes)


def _slope(corners: Any) -> float:
    """How much a line falls to its right, by the upper two of its corners."""
    (left, top), (right, end) = corners[0].tolist(), corners[1].tolist()
    return float((end - top) / max(1.0, right - left))


def _box(corners: Any, text: str, confidence: float, tilt: float) -> Box:
    """A piece by its four corners, from the upper left one, on a page that is tilted."""
    (left, top), (right, _), _, (_, bottom) = corners.tolist()
    return Box(top - tilt * left, left, bottom - top, right - left, text.strip(), round(float(confidence), 3))


def lines_of(boxes: Sequence[Box]) -> list[Line]:
    """The lines that recognised pieces make, each as sure as its worst piece; rows of a table with their cells in columns."""
    found: list[Line] = []
    for is_table, group in groupby((_cells(row) for row in rows(boxes)), lambda row: len(row) > 1):
        table = list(group)
        columns = _columns(table) if is_table else []
        for row in table:
            texts = {_column_of(cell, columns): cell.text for cell in row}
            aligned = len(texts) == len(row)
            written = [texts.get(column, "") for column in range(len(columns))] if aligned and columns else [cell.text for cell in row]
            found.append(Line(" | ".join(written).strip(" "), min(cell.confidence or 0.0 for cell in row)))
    return found


def _cells(row: Sequence[Box]) -> list[Box]:
    """The pieces of a line, joined but for those that stand far apart: these are cells, unless they are a title's letters spread out."""
    cells = [row[0]]
    spread = all(len(box.text) == 1 for box in row)
    for box in row[1:]:
        last = cells[-1]
        if spread or box.left - last.left - last.width <= GAP * box.height:
            sure = min(last.confidence or 0.0, box.confidence or 0.0)
            cells[-1] = last._replace(text=last.text + box.text, width=box.left + box.width - last.left, confidence=sure)
        else:
            cells.append(box)
    return cells


def _columns(table: Sequence[Sequence[Box]]) -> list[tuple[float, float]]:
    """From where to where the columns of a table reach, whose cells stand above each other."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((cell.left, cell.left + cell.width) for row in table for cell in row):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    return columns


def _column_of(cell: Box, columns: Sequence[tuple[float, float]]) -> int:
    return next((at for at, (left, right) in enumerate(columns) if left <= cell.left < right), 0)


@lru_cache(1)
def _engine() -> Any:
    """The models, one thread each: there is a process for each core."""
    from rapidocr import RapidOCR

    options = "EngineConfig.onnxruntime"
    return RapidOCR(params={"Global.log_level": "critical", f"{options}.intra_op_num_threads": 1, f"{options}.inter_op_num_threads": 1})
