"""Front matter: the YAML between two lines of dashes that a crawler or a notebook puts above a text, and what it says of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from etl.grammar.fold import narrow
from etl.grammar.lexicon import words_of
from etl.report.readers.lines import dates_in
from etl.report.readers.reading import PageData

MAX_FRONT_MATTER = 10_000
"""Characters; what is longer is no front matter, and YAML is not asked."""

# The first line after the opening one must be a key: a rule of dashes above prose opens nothing.
_OPENING = re.compile(r"\s{0,20}-{3}[ \t]*\r?\n(?=[ \t]*[\w.-]{1,40}[ \t]*:(?:[ \t]|\r?\n))")
_CLOSING = re.compile(r"^(?:-{3}|\.{3})[ \t]*(?:\r?\n|\r|\Z)", re.MULTILINE)
_KEY = re.compile(r"^([\w.-]{1,40})[ \t]*:[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_URL = re.compile(r"https?://\S+")
_TITLES = words_of("front matter: title")
_DATES = words_of("front matter: date")
_PUBLISHERS = words_of("front matter: publisher")
_URLS = words_of("front matter: address")


def front_matter(text: str) -> tuple[int, PageData]:
    """Where the text after its front matter begins, and what that says; 0 and nothing where it has none.

    `source` may hold an address or a publisher. YAML that does not parse (a title with a colon) is read line by line.
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end(), opening.end() + MAX_FRONT_MATTER) if opening else None
    if opening is None or closing is None:
        return 0, PageData()
    said = _values(text[opening.end() : closing.start()])
    urls = [said[key] for key in _URLS if _URL.fullmatch(said.get(key, ""))]
    publishers = [said[key] for key in _PUBLISHERS if said.get(key) and not _URL.match(said[key])]
    titles = [_once(said[key]) for key in _TITLES if said.get(key)]
    days: list[date] = [day for key in _DATES for day in dates_in(narrow(said.get(key, "")))]
    return closing.end(), PageData(
        title=next(iter(titles), None),
        publisher=next(iter(publishers), None),
        published_on=next(iter(days), None),
        url=next(iter(urls), None),
    )


def _once(title: str) -> str:
    """A title that a crawler wrote twice on end, once."""
    half = title[: len(title) // 2]
    return half if half * 2 == title else title


def _values(block: str) -> Mapping[str, str]:
    """The keys in small letters, with the values that are single texts."""
    import yaml

    try:
        # The base loader leaves every scalar the text that it is: no dates, no numbers, no tags.
        loaded = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError):
        loaded = dict(_KEY.findall(block))
    if not isinstance(loaded, dict):
        return {}
    return {str(key).strip().lower(): " ".join(value.split()) for key, value in loaded.items() if isinstance(value, str)}
