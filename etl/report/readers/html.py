"""HTML pages: the report's text by trafilatura, publication data by the meta tags of Chinese government sites."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from etl.grammar.fold import narrow
from etl.grammar.lexicon import any_of
from etl.report.readers.decode import decode, readable
from etl.report.readers.lines import dates_in
from etl.report.readers.reading import PageData, Reading, Unreadable

MIN_MAIN_SHARE = 0.6
"""The main text must hold this share of the page's prose, else the whole page is taken (and its chrome found by rules)."""
MIN_PROSE = 25
"""Characters of a line of prose."""

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_ENCODINGS = (
    {name: name for name in ("utf-8", "big5", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "windows-1252")}
    | dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80", "gb2312-80", "cp936"), "gb18030")
    | {"utf8": "utf-8", "hz-gb-2312": "hz", "big5-hkscs": "big5hkscs", "cp950": "big5", "iso-8859-1": "windows-1252", "us-ascii": "utf-8"}
)
"""What pages declare to the codec that browsers take; any other name says nothing, and some codecs of Python run on any bytes."""
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr
        li main nav ol p pre section table tbody td th thead tr ul""",
    )
)
_CELLS = ("td", "th")
_SKIPPED = frozenset(["script", "style", "noscript", "template", "head", "iframe", "object", "select", "option", "button", "svg"])
_DELETED = ("del", "s", "strike", "rt", "rp", "template")
"""Text that is struck through, readings above characters, and what scripts make pages from."""
_FORMATS = ("ins", "sup", "sub", "b", "strong", "i", "em", "u", "mark", "small", "big", "font")
"""Elements within a line, some of which the extractor sets on lines of their own."""
_SHUT = re.compile(r"display:none|visibility:hidden|text-decoration[^;]*:[^;]*line-through")
_RULE = re.compile(r"(?P<of>[^{}]{0,500})\{(?P<says>[^{}]*)\}")
_MEDIUM = re.compile(r"@[^@{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_NAME = re.compile(r"[.#][\w-]+")
MAX_STYLE = 50_000
"""Characters of a style sheet that are looked at."""
_POWERS = {"2": "²", "3": "³"}
_BAR = "\u23aa"
"""Between cells until the bars that end the rows of other tables are off: an empty cell may begin or end a line."""
_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?")
MAX_HIDDEN_SHARE = 0.5
"""Of a page's prose; where more is hidden, it is shown by a script."""
MAX_CELL = 120
"""Characters; a table with a longer cell lays out a page."""
MAX_COLUMNS = 60
_TOO_DEEP = "Excessive depth"
MAX_ELEMENTS = 20_000
"""Of a page that is looked at in every way; a report has some thousands."""
_META_TITLE = ("articletitle", "og:title", "title")
_META_DATE = ("pubdate", "publishdate", "article:published_time", "og:release_date", "date", "others.pubdate", "createdate")
_META_SOURCE = ("contentsource", "source", "sitename")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_META_URL = ("url", "og:url")
_TABLE_RULE = re.compile(r"-{3}(?:\s?\|\s?-{3})*")
_TITLE_TAIL = re.compile(rf"\s*[-_|–—]+\s*[^-_|–—]*{any_of('title: site')}[^-_|–—]*$")
_LABELLED_DATE = re.compile(rf"{any_of('date: label')}{any_of('date of')}\s*:?\s*(?=[12])")


def read_html(data: bytes) -> Reading:
    """The report in an HTML page, a line a paragraph or table row; raises Unreadable if it shows no text."""
    import trafilatura
    from lxml import etree, html  # type: ignore[import-untyped]

    page, encoding = _decode(data)
    try:
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        tree = html.document_fromstring(page.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("empty", "The page holds no text; save it again from the browser.") from error
    if any(_TOO_DEEP in error.message for error in parser.error_log.filter_from_fatals()):
        # What stands deeper is not in the tree.
        raise Unreadable("too_deep", "The page nests its elements deeper than a page does; save it as text from the browser.")
    data_of_page = _page_data(tree, _visible_text(tree))
    as_shown(tree)
    rows = tables_as_lines(tree)
    visible = _visible_text(tree)
    main = ""
    with suppress(RecursionError):  # of elements hundreds deep, which the extractor goes down by calls
        # Its other ways, where the first finds little, take the square of the time on pages of many elements.
        fast = sum(1 for _ in tree.iter()) > MAX_ELEMENTS
        main = trafilatura.extract(tree, fast=fast, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False) or ""
    main = _without_outer_bars(main)
    is_main = _prose(main) >= MIN_MAIN_SHARE * _prose(visible) and main.strip()
    is_whole = is_main and rows <= {_closed_up(line) for line in main.splitlines()}
    text = (main if is_whole else visible).replace(_BAR, "|")
    if not text.strip():
        raise Unreadable("empty", "The page shows no text (its content may come by script); save it as text from the browser.")
    title = data_of_page.title
    if title and narrow(title).replace(" ", "") not in narrow(text[:1000]).replace(" ", ""):
        text = f"{title}\n\n{text}"
    return Reading(text, "text/html", encoding, data_of_page)


def read_web_archive(data: bytes) -> Reading:
    """The report in a page that a browser or Word saved as one file (.mht); raises Unreadable if there is none in it."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(page, bytes):
            return read_html(page)
    raise Unreadable("empty", "The file holds no page; save it again from the browser, as .html.")


def _decode(data: bytes) -> tuple[str, str]:
    """By byte-order mark, else as the page declares if that can be true, else as its bytes look."""
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and (declared := _CHARSET.search(data[:4096])):
        name = _ENCODINGS.get(declared[1].decode("ascii").lower(), "")
        with suppress(UnicodeDecodeError):
            page = data.decode(name) if name else ""
            if page and readable(page):
                return page, name
    decoded = decode(data)
    return decoded.text, decoded.encoding


def _prose(text: str) -> int:
    return sum(len(line) for line in text.splitlines() if len(line.strip()) >= MIN_PROSE and "。" in line)


def as_shown(tree: Any) -> None:
    """Take out of a page what it does not show: hidden and deleted text, the marks of notes, and formats within a line.

    Where nearly all the prose is hidden, a script shows it, and it stays.
    """
    from lxml import etree

    names = _hidden_names(tree)
    shut = [element for element in tree.iter() if isinstance(element.tag, str) and _is_shut(element, names)]
    inner = {id(element) for outer in shut for element in outer.iterdescendants()}
    outer = [element for element in shut if id(element) not in inner and element.getparent() is not None]
    hidden = sum(_prose(element.text_content()) for element in outer if element.tag not in _DELETED)
    by_script = hidden > MAX_HIDDEN_SHARE * _prose(tree.text_content())
    for element in outer:
        if element.tag in _DELETED or not by_script:
            element.drop_tree()
    for raised in list(tree.iter("sup")):
        before = (raised.getprevious().tail if raised.getprevious() is not None else raised.getparent().text) or ""
        power = _POWERS.get(raised.text_content().strip()) if before[-1:].isascii() and before[-1:].isalpha() else None
        raised.text = power
        for child in list(raised):
            raised.remove(child)
    # In one go: one by one, each would take its text to the end of all that stands before it.
    etree.strip_tags(tree, *_FORMATS)


def _hidden_names(tree: Any) -> frozenset[str]:
    """The classes (.x) and ids (#x) that the page's own style sheets hide whatever shows it; rules for a medium are passed over."""
    found: set[str] = set()
    for sheet in tree.iter("style"):
        said, *comments = (sheet.text or "")[:MAX_STYLE].split("/*")
        said += "".join(comment.partition("*/")[2] for comment in comments)
        for rule in _RULE.finditer(_MEDIUM.sub("", said)):
            if _SHUT.search("".join(rule["says"].lower().split())):
                found |= {name for part in rule["of"].split(",") if _NAME.fullmatch(name := part.strip())}
    return frozenset(found)


def _is_shut(element: Any, names: frozenset[str]) -> bool:
    style = "".join((element.get("style") or "").lower().split())
    if element.tag in _DELETED or "hidden" in element.attrib or _SHUT.search(style):
        return True
    own = {f".{name}" for name in (element.get("class") or "").split()} | {f"#{element.get('id')}"} if names else set()
    return not names.isdisjoint(own)


def _allowed(text: str | None) -> str | None:
    """A text without the characters that lxml reads from a page, by their number, but takes from nobody."""
    return _NO_XML.sub(" ", text) if text else text


def tables_as_lines(tree: Any) -> set[str]:
    """Write each table of figures as a line a row, its cells parted by bars and each in its column; the rows that hold a number.

    A cell that spans several rows or columns is told once, and leaves the others empty. A table that lays out a page stays.
    """
    from lxml import html

    found: set[str] = set()
    for table in list(tree.iter("table")):
        grid = _grid(table)
        if table.getparent() is None or max(map(len, grid), default=0) < 2 or table.find(".//table") is not None:
            continue
        if any(len(cell) > MAX_CELL for row in grid for cell in row):
            continue
        block = html.Element("div")
        block.tail = _allowed(table.tail)
        caption = [" ".join(caption.text_content().split()) for caption in table.iter("caption")]
        rows = [(f" {_BAR} ".join(row).strip(), row) for row in grid if any(row)]
        for line in [*caption, *(line for line, _ in rows)]:
            html.etree.SubElement(block, "p").text = _allowed(line)
        table.getparent().replace(table, block)
        found |= {_closed_up(line) for line, row in rows if any(_NUMBER.fullmatch(cell) for cell in row)}
    return found


def _closed_up(line: str) -> str:
    return "".join(line.split())


def _grid(table: Any) -> list[list[str]]:
    """The cells of a table by row and column; what a spanning cell covers is empty."""
    grid: list[list[str]] = []
    below: dict[int, int] = {}
    """Column to how many more rows a cell above covers."""
    for row in table.iter("tr"):
        columns: list[str] = []
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            while below.get(len(columns)) and len(columns) < MAX_COLUMNS:
                below[len(columns)] -= 1
                columns.append("")
            wide, high = (_span(cell.get(name)) for name in ("colspan", "rowspan"))
            for column in range(len(columns), min(len(columns) + wide, MAX_COLUMNS)):
                below[column] = high - 1
            columns += [" ".join(cell.text_content().split()), *[""] * (wide - 1)]
        for column in range(len(columns), MAX_COLUMNS):
            if not below.get(column):
                break
            below[column] -= 1
            columns.append("")
        grid.append(columns[:MAX_COLUMNS])
    return grid


def _span(written: str | None) -> int:
    """How many rows or columns a cell covers; what is no number is one, and nothing covers more than a table has."""
    text = (written or "").strip()
    return max(1, min(int(text), MAX_COLUMNS)) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _visible_text(tree: Any) -> str:
    """The text of a page as it is shown, roughly: a line a block, a table row in one line with cells parted by bars."""
    lines = (re.sub(r"[ \t\u3000\xa0]+", " ", line).strip() for line in "".join(_walk(tree)).splitlines())
    text = _without_outer_bars("\n".join(lines))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _without_outer_bars(text: str) -> str:
    """Rows of a table without bars at their ends, and without the rules between them."""
    lines = (line.strip("| ") for line in text.splitlines())
    return "\n".join(line for line in lines if not _TABLE_RULE.fullmatch(line))


def _walk(tree: Any) -> Iterator[str]:
    from lxml import etree

    skipping = cells = 0  # how many elements around this place are skipped, are table cells
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            skipping += tag in _SKIPPED
            cells += tag in _CELLS
            if not skipping:
                yield " | " if tag in _CELLS else _break(tag, cells)
                yield _one_line(element.text)
            continue
        if event == "end":
            if not skipping and tag not in _CELLS:
                yield _break(tag, cells)
            skipping -= tag in _SKIPPED
            cells -= tag in _CELLS
        if not skipping:
            yield _one_line(element.tail)


def _break(tag: str, cells: int) -> str:
    """What a block puts before and after itself: a line end, within a table cell a space."""
    return "" if tag not in _BLOCKS else " " if cells else "\n"


def _one_line(text: str | None) -> str:
    return re.sub(r"[\r\n]+", " ", text or "")


def _page_data(tree: Any, visible: str) -> PageData:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name, content)
    days = [day for key in _META_DATE for day in dates_in(narrow(metas.get(key, "")))]
    folded = narrow(visible)
    if not days and (label := _LABELLED_DATE.search(folded)):
        days = dates_in(folded[label.end() : label.end() + 20])
    url = next((metas[key] for key in _META_URL if metas.get(key, "").startswith("http")), None)
    return PageData(
        title=_title(tree, metas),
        publisher=next((metas[key] for key in _META_SOURCE if key in metas), None),
        published_on=days[0] if days else None,
        url=url,
    )


def _title(tree: Any, metas: dict[str, str]) -> str | None:
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    names = [" ".join(t.text_content().split()) for t in tree.iter("title")]
    for title in (*(metas.get(key, "") for key in _META_TITLE), *headings, *names):
        if short := _TITLE_TAIL.sub("", title).strip():
            return short
    return None
