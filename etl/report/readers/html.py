"""HTML pages: the report's text by trafilatura, publication data by the meta tags of Chinese government sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from etl.grammar.fold import narrow
from etl.report.readers.decode import decode
from etl.report.readers.lines import dates_in
from etl.report.readers.reading import PageData, Reading, Unreadable

MIN_MAIN_SHARE = 0.6
"""The main text must hold this share of the page's prose, else the whole page is taken (and its chrome found by rules)."""
MIN_PROSE = 25
"""Characters of a line of prose."""

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr
        li main nav ol p pre section table tbody td th thead tr ul""",
    )
)
_CELLS = ("td", "th")
_SKIPPED = frozenset(["script", "style", "noscript", "template", "head", "iframe", "object", "select", "option", "button", "svg"])
_META_TITLE = ("articletitle", "og:title", "title")
_META_DATE = ("pubdate", "publishdate", "article:published_time", "og:release_date", "date", "others.pubdate", "createdate")
_META_SOURCE = ("contentsource", "source", "sitename")
_META_URL = ("url", "og:url")
_TABLE_RULE = re.compile(r"-{3}(?:\s?\|\s?-{3})*")
_TITLE_TAIL = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]*(?:网|政府|门户|平台|中心|频道|街道|信息公开)[^-_|–—]*$")
_LABELLED_DATE = re.compile(r"(?:发布|公开|发文|成文|生成|更新)(?:日期|时间)\s*:?\s*(?=[12])")


def read_html(data: bytes) -> Reading:
    """The report in an HTML page, a line a paragraph or table row; raises Unreadable if it shows no text."""
    import trafilatura
    from lxml import etree, html  # type: ignore[import-untyped]

    page, encoding = _decode(data)
    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("empty", "The page holds no text; save it again from the browser.") from error
    visible = _visible_text(tree)
    main = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False) or ""
    text = _without_outer_bars(main) if _prose(main) >= MIN_MAIN_SHARE * _prose(visible) and main.strip() else visible
    if not text.strip():
        raise Unreadable("empty", "The page shows no text (its content may come by script); save it as text from the browser.")
    data_of_page = _page_data(tree, visible)
    title = data_of_page.title
    if title and narrow(title).replace(" ", "") not in narrow(text[:1000]).replace(" ", ""):
        text = f"{title}\n\n{text}"
    return Reading(text, "text/html", encoding, data_of_page)


def _decode(data: bytes) -> tuple[str, str]:
    """By byte-order mark, else as the page declares, else as its bytes look."""
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and (declared := _CHARSET.search(data[:4096])):
        name = declared[1].decode("ascii").lower()
        name = "gb18030" if name in ("gb2312", "gbk", "gb18030", "x-gbk") else name
        try:
            return data.decode(name), name
        except (LookupError, UnicodeDecodeError):
            pass
    decoded = decode(data)
    return decoded.text, decoded.encoding


def _prose(text: str) -> int:
    return sum(len(line) for line in text.splitlines() if len(line.strip()) >= MIN_PROSE and "。" in line)


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
