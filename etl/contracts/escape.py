"""Text from outside as it may be shown: on a terminal, in a log, as a key.

Names of files are bytes to the system. Everywhere else a name is text that tells these bytes: UTF-8, with what is no UTF-8, or would act on
a terminal, escaped. Two names are never one text, whatever the locale.
"""

from __future__ import annotations

import os
import unicodedata

_ACTING = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
"""Categories of characters that no reader sees, but a terminal may act on: controls, bidi marks, private use, line ends."""


def file_name(path: str | os.PathLike[str]) -> str:
    r"""A file's name or path as text from which its bytes can be told, in one way alone.

    The bytes of a name that is no UTF-8 are written \xcc, a character that acts \x1b or \u202e, and a backslash \x5c.
    """
    name = os.fspath(path)
    if name.isprintable() and "\\" not in name:
        return name
    return "/".join(map(_in_one_encoding, os.fsencode(name).replace(b"\\", b"\\x5c").split(b"/")))


def line(text: str) -> str:
    r"""Text as it may stand in one line of a terminal or a log: a character that acts is written \x1b or \u202e, a line end among them."""
    return text if text.isprintable() else "".join(map(_escaped, text))


def lines(text: str) -> str:
    """The same for text of several lines, which stay."""
    return "\n".join(map(line, text.split("\n")))


def json_text(text: str) -> str:
    """JSON as it may be printed: what acts in its strings is escaped as JSON does it, so that it says the same."""
    return text if text.isprintable() else "".join(_in_json(char) if char not in "\t\r\n" else char for char in text)


def _in_json(char: str) -> str:
    shown = _escaped(char)
    if shown == char:
        return char
    return "".join(f"\\u{unit:04x}" for unit in memoryview(char.encode("utf-16-le", "surrogatepass")).cast("H"))


def _in_one_encoding(name: bytes) -> str:
    try:
        text = name.decode()
    except UnicodeDecodeError:
        # Of a name in another encoding some bytes may be UTF-8, and say nothing.
        text = name.decode("ascii", "backslashreplace")
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(char: str) -> str:
    if char.isprintable() or unicodedata.category(char) not in _ACTING:
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
