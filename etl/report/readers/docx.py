"""Word documents: the text that Word shows, in document order, read from the XML itself.

python-docx gives the runs that are a paragraph's own children: tracked insertions, smart tags, content controls, fields and text
boxes are lost to it, deletions of table rows and hidden text are not, and it opens neither strict OOXML nor templates. What is
shown is decided here, element by element (ECMA-376 part 1, chapter 17).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from etl.report.readers.archive import open_archive, xml_part
from etl.report.readers.reading import EMPTY_FILE, PageData, Reading, Unreadable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_COLUMNS = 60
"""Of a table; a cell that says that it spans more is taken at this."""
MAX_DEPTH = 200
"""Of elements in elements; deeper ones are no document that Word wrote."""

_WORD = frozenset({"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"})
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_OFF = frozenset({"0", "false", "off", "none"})
_SILENT_FIELDS = frozenset({"TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "INDEX", "TC", "XE"})
"""Fields whose results are page numbers and tables of contents."""
# What Word does not show, or shows beside the text.
_SKIPPED = frozenset(
    re.findall(
        r"\w+",
        """del moveFrom delText instrText delInstrText rPr pPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr rt rubyPr footnoteReference
        endnoteReference commentReference annotationRef footnoteRef endnoteRef lastRenderedPageBreak softHyphen sym""",
    )
)
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(data: bytes) -> Reading:
    """The text of a Word document: a line a paragraph, table cells parted by bars; raises Unreadable if it is damaged, locked or empty."""
    if not data:
        raise Unreadable("empty", EMPTY_FILE)
    with open_archive(data) as archive:
        root = xml_part(archive, _main_part(archive))
        body = next((child for child in root if _name(child) == "body"), None) if root is not None and _name(root) == "document" else None
        if body is None:
            raise Unreadable("corrupt", "The document is damaged or no Word document; open it in Word and save it again.")
        walker = _Walker(_styles(xml_part(archive, "word/styles.xml")))
        try:
            walker.blocks(body, 0)
        except RecursionError as error:
            raise Unreadable("corrupt", "The document is nested deeper than Word nests it; open it in Word and save it again.") from error
        properties = xml_part(archive, "docProps/core.xml")
    title = (properties.findtext(_TITLE) or "").strip() if properties is not None else ""
    text = "\n".join(walker.lines)
    if not text.strip():
        raise Unreadable("empty", "The document holds no text (perhaps only pictures); save its text as .txt.")
    return Reading(text, MEDIA_TYPE, page=PageData(title=title or None))


def _main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part that holds the text: the target of the package's relation of that kind, else where Word puts it."""
    relations = xml_part(archive, "_rels/.rels")
    for relation in () if relations is None else relations:
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return posixpath.normpath(str(relation.get("Target", ""))).lstrip("/")
    return "word/document.xml"


def _name(element: Any) -> str:
    """The local name of an element of WordprocessingML or of markup compatibility, else a mark that no rule knows."""
    namespace, _, local = str(element.tag).rpartition("}")
    if namespace[1:] in _WORD or namespace[1:] == _COMPATIBILITY:
        return local
    return "t" if local == "t" and namespace.endswith("/math") else "-"


def _value(element: Any, name: str = "val") -> str | None:
    """An attribute, whatever its namespace."""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)


@dataclass(frozen=True, slots=True)
class _Look:
    """What decides whether a run is read; None where nothing is said."""

    hidden: bool | None = None
    """Hidden or struck through."""
    raised: bool | None = None

    def over(self, other: _Look) -> _Look:
        """This look, and where it says nothing the other."""
        return _Look(other.hidden if self.hidden is None else self.hidden, other.raised if self.raised is None else self.raised)


def _look(properties: Any, styles: dict[str, _Look]) -> _Look:
    """The look that run properties give, their style's included."""
    if properties is None:
        return _Look()
    hidden: bool | None = None
    raised: bool | None = None
    style = _Look()
    for child in properties:
        name = _name(child)
        if name in ("vanish", "strike", "dstrike"):
            hidden = bool(hidden) or (_value(child) or "1") not in _OFF
        elif name == "vertAlign":
            raised = _value(child) == "superscript"
        elif name == "rStyle":
            style = styles.get(_value(child) or "", style)
    return _Look(hidden, raised).over(style)


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if _name(child) == name), None)


def _styles(root: Any) -> dict[str, _Look]:
    """The look of every style, those that it is based on included."""
    found: dict[str, tuple[_Look, str]] = {}
    for style in () if root is None else root:
        if _name(style) == "style":
            based = _child(style, "basedOn")
            found[_value(style, "styleId") or ""] = (_look(_child(style, "rPr"), {}), "" if based is None else _value(based) or "")
    looks: dict[str, _Look] = {}
    for name in found:
        look, at, seen = _Look(), name, 0
        while at in found and seen <= 20:
            look, at, seen = look.over(found[at][0]), found[at][1], seen + 1
        looks[name] = look
    return looks


@dataclass(slots=True)
class _Walker:
    """Walks a document and gathers its lines."""

    styles: dict[str, _Look]
    lines: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    """Text of the paragraph that is being read."""
    _boxes: list[Any] = field(default_factory=list)
    """Text boxes that are anchored in it; they follow it."""
    _fields: list[list[str]] = field(default_factory=list)
    """Of the fields that are open: the instruction so far, and once the result has begun a mark of that."""

    def blocks(self, parent: Any, depth: int) -> None:
        """Read the paragraphs and tables of a body, a cell, a text box or whatever stands around them."""
        if depth > MAX_DEPTH:
            raise RecursionError
        for child in parent:
            name = _name(child)
            if name == "p":
                self._paragraph(child, depth)
            elif name == "tbl":
                self._table(child, depth)
            elif name == "AlternateContent":
                self.blocks(_alternative(child), depth + 1)
            elif name not in _SKIPPED and not _is_placeholder(child):
                self.blocks(child, depth + 1)

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        properties = _child(paragraph, "pPr")
        style = _child(properties, "pStyle") if properties is not None else None
        look = self.styles.get(_value(style) or "", _Look()) if style is not None else _Look()
        # A whole paragraph that is raised is no mark of a note.
        self._inline(paragraph, _Look(look.hidden), depth + 1)
        mark = _child(properties, "rPr") if properties is not None else None
        if mark is not None and _child(mark, "del") is not None:
            return  # its end was deleted: it goes on in the next
        self._end_line()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box, depth + 1)
            if self._open:
                self._end_line()

    def _end_line(self) -> None:
        text, self._open = "".join(self._open), []
        self.lines.extend(line.strip(" \t") for line in text.split("\n"))

    def _inline(self, parent: Any, look: _Look, depth: int) -> None:
        """Add the text of what stands in a paragraph."""
        if depth > MAX_DEPTH:
            raise RecursionError
        for child in parent:
            name = _name(child)
            if name == "t":
                self._say(child.text or "", look)
            elif name in _CHARACTERS:
                self._say(_CHARACTERS[name], look)
            elif name == "fldChar":
                self._field(_value(child, "fldCharType") or "")
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].append(child.text or "")
            elif name == "fldSimple":
                self._fields.append([_value(child, "instr") or "", ""])
                self._inline(child, look, depth + 1)
                self._fields.pop()
            elif name == "r":
                self._inline(child, _look(_child(child, "rPr"), self.styles).over(look), depth + 1)
            elif name == "txbxContent":
                if not look.hidden:
                    self._boxes.append(child)
            elif name == "AlternateContent":
                self._inline(_alternative(child), look, depth + 1)
            elif name not in _SKIPPED and not _is_placeholder(child):
                self._inline(child, look, depth + 1)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append([""])
        elif kind == "separate" and self._fields:
            self._fields[-1] = ["".join(self._fields[-1]), ""]
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _say(self, text: str, look: _Look) -> None:
        if look.hidden or any((instruction[0].split() or [""])[0].upper() in _SILENT_FIELDS for instruction in self._fields):
            return
        if look.raised:
            # The mark of a note is none of the text's digits; that of a square metre is part of its unit.
            before = "".join(self._open[-1:])[-1:]
            text = text.translate(_POWERS) if before.isascii() and before.isalpha() and text in _POWERS_WRITTEN else ""
        self._open.append(text)

    def _table(self, table: Any, depth: int) -> None:
        """Read a table: a line a row, whose merged cells are told once and keep their columns; nested tables follow their row."""
        for row in _inside(table, "tr"):
            properties = _child(row, "trPr")
            if _is_gone(properties):
                continue
            cells = list(_inside(row, "tc"))
            inner = [self._apart(cell, depth + 1) for cell in cells]
            if len(cells) == 1:
                self.lines.extend(inner[0][0] + inner[0][1])  # a frame around text
                continue
            columns = [""] * _before(properties)
            for cell, (text, _) in zip(cells, inner, strict=True):
                span, goes_on = _spans(cell)
                columns += ["" if goes_on else " ".join(" ".join(text).split()), *[""] * (span - 1)]
            if any(columns):
                self.lines.append(" | ".join(columns[:MAX_COLUMNS]).strip(" "))
            for _, nested in inner:
                self.lines.extend(nested)

    def _apart(self, cell: Any, depth: int) -> tuple[list[str], list[str]]:
        """The lines of a cell's paragraphs, and those of the tables in it."""
        mine, nested = _Walker(self.styles), _Walker(self.styles)
        if _child(cell, "tcPr") is None or _child(_child(cell, "tcPr"), "cellDel") is None:
            for block in _content(cell):
                if _name(block) == "tbl":
                    nested._table(block, depth + 1)
                else:
                    mine.blocks([block], depth + 1)
        return mine.lines, nested.lines


_POWERS = str.maketrans("123", "¹²³")
_POWERS_WRITTEN = frozenset("23")


def _alternative(element: Any) -> Any:
    """The first of the alternatives that a newer and an older Word show, and nothing where there is none."""
    return next((child for child in element if _name(child) in ("Choice", "Fallback") and len(child)), ())


def _is_placeholder(element: Any) -> bool:
    """Whether a content control shows the words that ask for its content (单击此处输入文字)."""
    if _name(element) != "sdt":
        return False
    properties = _child(element, "sdtPr")
    return properties is not None and _child(properties, "showingPlcHdr") is not None


def _content(parent: Any) -> Iterator[Any]:
    """The blocks of a cell, those within content controls and custom XML included."""
    for child in parent:
        if _name(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo") and not _is_placeholder(child):
            yield from _content(child)
        else:
            yield child


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those within content controls and custom XML included."""
    return (child for child in _content(parent) if _name(child) == name)


def _number(text: str | None) -> int:
    return min(int(text), MAX_COLUMNS) if text and text.isascii() and text.isdecimal() and len(text) < 10 else MAX_COLUMNS if text else 0


def _is_gone(properties: Any) -> bool:
    """Whether a row was deleted or is hidden."""
    marks = () if properties is None else (child for child in properties if _name(child) in ("del", "hidden"))
    return any((_value(mark) or "1") not in _OFF for mark in marks)


def _before(properties: Any) -> int:
    """How many columns a row leaves out on its left."""
    before = _child(properties, "gridBefore") if properties is not None else None
    return _number(_value(before)) if before is not None else 0


def _spans(cell: Any) -> tuple[int, bool]:
    """How many columns a cell spans, and whether it goes on from the row above."""
    properties = _child(cell, "tcPr")
    if properties is None:
        return 1, False
    span, merged, across = (_child(properties, name) for name in ("gridSpan", "vMerge", "hMerge"))
    goes_on = any(mark is not None and (_value(mark) or "continue") != "restart" for mark in (merged, across))
    return max(1, _number(_value(span))) if span is not None else 1, goes_on
