"""ZIP archives, with limits against bombs."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
import zlib
from typing import Any

from etl.report.readers.reading import Unreadable

MAX_MEMBERS = 2_000
MAX_TOTAL_BYTES = 500_000_000
"""Of all members, unpacked."""
MAX_RATIO = 200
"""Unpacked to packed size; text rarely packs better than 20 times."""
MAX_MEMBER_BYTES = 50_000_000
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_EAST_ASIAN = re.compile(r"[\u2e80-\U0003ffff]")


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive in `data`, its directory within limits; raises Unreadable if it is cut short or a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, UnicodeDecodeError) as error:
        raise Unreadable("truncated", "The file is cut short or damaged, it does not unpack; fetch it again.") from error
    if len(members) > MAX_MEMBERS:
        raise Unreadable("bomb", f"The archive has more than {MAX_MEMBERS} members; split it.")
    total = sum(member.file_size for member in members)
    if total > MAX_TOTAL_BYTES or total > MAX_RATIO * max(len(data), 10_000):
        raise Unreadable("bomb", "The archive unpacks to far more than a set of reports; unpack it by hand and take the reports out.")
    return archive


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's path, with forward slashes; a name without the UTF-8 flag is UTF-8 or GB18030, as programs write them all the same."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        with contextlib.suppress(UnicodeEncodeError):
            name = _unflagged(name.encode("cp437")) or name
    return name.replace("\\", "/")


def _unflagged(name: bytes) -> str | None:
    """What the bytes of a name say; None where they are in no encoding of Chinese."""
    decoded = []
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            decoded.append(name.decode(encoding))
    # Chinese characters in GB18030 may be letters in UTF-8, of Greek or Arabic, which nobody writes here.
    return next(filter(_EAST_ASIAN.search, decoded), decoded[-1] if decoded else None)


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of a member; raises Unreadable if it is locked, damaged, or larger than it should be."""
    if member.flag_bits & _ENCRYPTED:
        raise Unreadable("encrypted", "The member is locked by a password; pack it again without one.")
    if member.file_size > MAX_MEMBER_BYTES:
        raise Unreadable("oversize", f"The member is larger than {MAX_MEMBER_BYTES // 1_000_000} MB; split it into one file a report.")
    try:
        with archive.open(member) as handle:
            data = handle.read(MAX_MEMBER_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unreadable("truncated", "The member is damaged, it does not unpack; fetch the archive again.") from error
    if len(data) > MAX_MEMBER_BYTES:
        raise Unreadable("bomb", "The member unpacks to more than the archive says; leave this archive out.")
    return data


def xml_part(archive: zipfile.ZipFile, part: str) -> Any:
    """The root element of a member that is XML, None where there is no such member; raises Unreadable where it is no XML.

    No entity is resolved and nothing is fetched.
    """
    from lxml import etree  # type: ignore[import-untyped]

    try:
        member = archive.getinfo(part)
    except KeyError:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(read_member(archive, member), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("corrupt", "The document is damaged; open it in the program that wrote it and save it again.") from error
