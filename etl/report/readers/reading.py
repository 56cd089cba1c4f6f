"""What every reader hands back: the text of one file, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from etl.contracts.records import Placed

EMPTY_FILE = "The file is empty; fetch it again or remove it from the inbox."


class Unreadable(Exception):
    """The bytes are no report; `reason` is a code of QUARANTINE, `detail` one sentence with the remedy."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class PageData:
    """What the container of a text says of it (HTML meta tags, document properties); the text itself outranks it."""

    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    url: str | None = None


def merged(first: PageData, then: PageData) -> PageData:
    """What `first` says, and where it is silent what `then` says."""
    return PageData(
        first.title or then.title, first.publisher or then.publisher, first.published_on or then.published_on, first.url or then.url
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one file."""

    text: str
    media_type: str
    encoding: str = "utf-8"
    page: PageData = field(default_factory=PageData)
    placed: tuple[Placed, ...] = ()
    """Its lines by page, ascending; empty where the file has no pages."""


class Line(NamedTuple):
    """A line of a page, with the confidence of text recognition where it was recognised."""

    text: str
    confidence: float | None = None


def paged(pages: Iterable[Iterable[Line]]) -> tuple[str, tuple[Placed, ...]]:
    """The text of some pages, a line a line, and where each line stands."""
    texts: list[str] = []
    placed: list[Placed] = []
    at = 0
    for number, lines in enumerate(pages, 1):
        for line in lines:
            texts.append(line.text)
            placed.append(Placed(at, number, line.confidence))
            at += len(line.text) + 1
    return "\n".join(texts), tuple(placed)
