"""What every reader hands back: the text of one file, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


class Unreadable(Exception):
    """The bytes are no report; `reason` is a short code, `detail` one sentence with the remedy."""

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
