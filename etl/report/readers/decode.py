"""Bytes of a text file to text: which encoding, or why it is no text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from etl.report.readers.reading import Unreadable

MAX_CONTROL_SHARE = 0.01
"""More control characters than this and the file is no text."""
MAX_DAMAGE_SHARE = 0.005
"""More undecodable characters than this and the encoding is not the right one."""
MIN_PLAUSIBLE_SHARE = 0.9
"""UTF-16 without a byte-order mark must decode to at least this share of characters that Chinese texts use."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"RIFF", "a media file"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x7fELF", "a program"),
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_PLAUSIBLE = re.compile(r"[\t\r\n\x20-\x7e\u2010-\u203f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text and the name of its encoding."""

    text: str
    encoding: str


def magic(data: bytes) -> str | None:
    """What the first bytes say the file is, if they say that it is no plain text."""
    return next((name for head, name in _MAGIC if data.startswith(head)), None)


def replace_surrogates(text: str) -> str:
    """`text` with every lone surrogate replaced by U+FFFD, so that it can be encoded again."""
    return _SURROGATE.sub("\ufffd", text)


def decode(data: bytes) -> Decoded:
    """The text of a plain-text file; raises :class:`Unreadable` if it is empty, binary or in no known encoding."""
    if not data:
        raise Unreadable("empty", "The file is empty; fetch it again or remove it from the inbox.")
    if name := magic(data):
        raise Unreadable("binary", f"The file is {name}, not text; give it its right extension or convert it to text.")
    decoded = _decode(data)
    text = decoded.text
    if not text.strip():
        raise Unreadable("empty", "The file holds nothing but whitespace; fetch it again or remove it from the inbox.")
    if len(_CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text) or "\x00" in text:
        raise Unreadable("binary", "The file holds control characters as binary files do; save it as plain text (UTF-8).")
    return decoded


def _decode(data: bytes) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            body = data[len(bom) :]
            try:
                return Decoded(replace_surrogates(body.decode(encoding, "surrogatepass")), encoding)
            except UnicodeDecodeError:
                return Decoded(body.decode(encoding, "replace"), encoding)
    if b"\x00" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            if (text := _try(data, encoding)) and len(_PLAUSIBLE.findall(text)) >= MIN_PLAUSIBLE_SHARE * len(text):
                return Decoded(replace_surrogates(text), encoding)
        raise Unreadable("binary", "The file holds NUL bytes as binary files do; save it as plain text (UTF-8).")
    if (text := _try(data, "utf-8")) is not None:
        return Decoded(replace_surrogates(text), "utf-8")
    damaged = data.decode("utf-8", "replace")
    # a truncated or slightly damaged UTF-8 file: GB18030 read as UTF-8 is damaged nearly everywhere
    if damaged.count("\ufffd") * 10 <= len(damaged) - len(_ASCII.findall(damaged)) and _little_damage(damaged):
        return Decoded(damaged, "utf-8")
    if (text := _try(data, "gb18030")) is not None:
        return Decoded(text, "gb18030")
    damaged = data.decode("gb18030", "replace")
    if _little_damage(damaged):
        return Decoded(damaged, "gb18030")
    raise Unreadable("encoding", "The text is in none of UTF-8, UTF-16 and GB18030; save it as UTF-8.")


_ASCII = re.compile(r"[\x00-\x7f]")


def _try(data: bytes, encoding: str) -> str | None:
    errors = "strict" if encoding == "gb18030" else "surrogatepass"
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError:
        return None


def _little_damage(text: str) -> bool:
    return text.count("\ufffd") <= max(1, MAX_DAMAGE_SHARE * len(text))
