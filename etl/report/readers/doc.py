"""Documents of Word 97 to 2003 and of WPS (.doc, .wps): OLE files, turned into .docx and read as such.

msdoc2docx does the turning: pure Python, it follows [MS-DOC] with bounds on all that it reads, and keeps what was deleted, hidden, raised
or merged as what it is. Considered: a reader of our own over olefile (whose text is the smaller part of the format, its formatting the
larger), legacy-doc (no formatting, so deleted text is read), antiword and catdoc (not kept, and programs beside the package), LibreOffice
(of several hundred MB).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from etl.report.readers.docx import read_docx
from etl.report.readers.html import read_html, read_web_archive
from etl.report.readers.reading import Reading, Unreadable

MEDIA_TYPE = "application/msword"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCUMENT = "WordDocument"
_WORD_97 = b"\xec\xa5"
_WORKBOOKS = frozenset({"Workbook", "Book"})
_HEAD = 200
_LOCKED = "EncryptedPackage"
_LOCKED_DETAIL = "The document is locked by a password; save a copy without one."


def read_word(data: bytes) -> Reading:
    """The text of what a program for documents has written, by what the bytes are: the suffix tells little of it.

    OLE, OOXML, or a web page that a system for office work names .doc. Raises Unreadable.
    """
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if is_ole(data):
        return read_doc(data)
    if head.startswith((b"<html", b"<!doctype html")):
        return read_html(data)
    if head.startswith(b"mime-version:"):
        return read_web_archive(data)
    if head.startswith(b"{\\rtf"):
        raise Unreadable("old_format", "This is a rich-text document (.rtf); save it as .docx or .txt.")
    if head.startswith(b"<?xml"):
        raise Unreadable("old_format", "This is a document in one XML file; save it as .docx or .txt.")
    return read_docx(data)


def is_ole(data: bytes) -> bool:
    """Whether this is an OLE file, as Office wrote before 2007 and writes with a password."""
    return data.startswith(_OLE)


def read_doc(data: bytes) -> Reading:
    """The text of an OLE document of Word or WPS; raises Unreadable if it is another OLE file, older than Word 97, damaged or locked."""
    from doc2docx import convert
    from doc2docx.cfb import CompoundFile
    from doc2docx.errors import Doc2DocxError, EncryptedDocumentError, StreamNotFound

    try:
        ole = CompoundFile(data)
        head = ole.open_stream(_DOCUMENT)[:2]
    except StreamNotFound as error:
        raise _other({entry.name for entry in ole.entries}) from error
    except Doc2DocxError as error:
        raise _damaged() from error
    if head != _WORD_97:
        raise Unreadable("old_format", "This is a document older than Word 97; save it as .docx.")
    with tempfile.TemporaryDirectory(prefix="jiedao-") as folder:
        source, target = Path(folder, "source.doc"), Path(folder, "target.docx")
        source.write_bytes(data)
        try:
            convert(source, target)
        except EncryptedDocumentError as error:
            raise Unreadable("encrypted", _LOCKED_DETAIL) from error
        except (MemoryError, OSError):
            raise
        except Exception as error:  # a damaged file may make the library raise anything at all
            raise _damaged() from error
        reading = read_docx(target.read_bytes())
    return Reading(reading.text, MEDIA_TYPE, page=reading.page)


def _other(streams: set[str]) -> Unreadable:
    """What an OLE file is that holds no document, by its streams."""
    if _LOCKED in streams:
        return Unreadable("encrypted", _LOCKED_DETAIL)
    if streams & _WORKBOOKS:
        return Unreadable("old_format", "This is an old Excel or WPS workbook (.xls, .et); save it as .xlsx.")
    return Unreadable("old_format", "This is an old Office file, but no document of Word or WPS; save it as .docx or .txt.")


def _damaged() -> Unreadable:
    return Unreadable("corrupt", "The document is damaged; open it in Word or WPS and save it as .docx.")
