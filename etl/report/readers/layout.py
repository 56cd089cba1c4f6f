"""Pieces of text with their places on a page, as OFD files and text recognition have them, to lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

SAME_LINE = 0.5
"""Of the height of a piece: as far as two pieces of one line stand apart at most."""


class Box(NamedTuple):
    """A piece of text on a page, in whatever measure, from the top left."""

    top: float
    left: float
    height: float
    width: float
    text: str
    confidence: float | None = None


def rows(boxes: Iterable[Box]) -> Iterator[list[Box]]:
    """The pieces line by line from top to bottom, each line from left to right."""
    row: list[Box] = []
    for box in sorted(boxes):
        if row and box.top - row[0].top > SAME_LINE * box.height:
            yield sorted(row, key=lambda box: box.left)
            row = []
        row.append(box)
    if row:
        yield sorted(row, key=lambda box: box.left)
