"""Ingest: files of the inbox to documents, or to a reason why a file is none.

A bad file never raises and never stops a run: it becomes a :class:`~etl.model.Rejected` that says what to do about it.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from pathlib import Path

from etl.model import Document, InboxFile, Rejected, Sidecar
from etl.stages.readers import describe
from etl.stages.readers.chrome import find_chrome
from etl.stages.readers.decode import Unreadable, decode, replace_surrogates
from etl.stages.readers.describe import PageData, Parts
from etl.stages.readers.lines import Line, fold, split_lines
from etl.stages.readers.sidecar import parse_sidecar

MAX_FILE_BYTES = 50_000_000
"""A larger file is no report."""
SAMPLES = "samples"
"""Folder below the inbox that is read only when it is the inbox itself or the inbox holds no report otherwise."""
CORRECTIONS = "corrections.csv"
SIDECAR_SUFFIX = ".toml"

_SPACE = re.compile(r"\s+")


def scan(inbox: Path) -> tuple[list[InboxFile], list[Rejected]]:
    """The report files below `inbox` by name, and what cannot be one (dangling links, pipes, unreadable folders).

    Sidecars, corrections.csv, README files and hidden files are passed over, and so is `samples/` while there are other reports.
    """
    files: list[InboxFile] = []
    rejected: list[Rejected] = []
    samples: tuple[list[InboxFile], list[Rejected]] = ([], [])
    try:
        root = inbox.resolve(strict=True)
        entries = sorted(os.listdir(inbox))
    except (OSError, RuntimeError) as error:
        return [], [Rejected(".", "unreadable", f"The inbox {inbox} cannot be read ({_because(error)}); check that it exists and may be read.")]
    for entry in entries:
        into = samples if entry == SAMPLES else (files, rejected)
        _visit(inbox / entry, entry, root, *into)
    if not files and not rejected:
        files, rejected = samples
    return files, rejected


def _visit(path: Path, name: str, root: Path, files: list[InboxFile], rejected: list[Rejected]) -> None:
    """Add what stands at `path` to the lists; folders are walked, links followed only to files within the inbox. Nothing is opened."""
    shown = replace_surrogates(name)
    if _passed_over(path.name):
        return
    try:
        info = path.lstat()
        if stat.S_ISLNK(info.st_mode):
            try:
                target = path.resolve(strict=True)
            except (OSError, RuntimeError):
                rejected.append(Rejected(shown, "dangling_link", "The link points at nothing; restore its target or remove the link."))
                return
            if not target.is_relative_to(root):
                rejected.append(Rejected(shown, "link_outside", "The link leads out of the inbox; copy the file into the inbox instead."))
                return
            info = target.lstat()
            if stat.S_ISDIR(info.st_mode):
                rejected.append(Rejected(shown, "link_to_folder", "The link leads to a folder, whose files are read where they are; remove the link."))
                return
        if stat.S_ISDIR(info.st_mode):
            for entry in sorted(os.listdir(path)):
                _visit(path / entry, f"{name}/{entry}", root, files, rejected)
        elif stat.S_ISREG(info.st_mode):
            files.append(InboxFile(path, shown, info.st_size, info.st_mtime_ns))
        else:
            rejected.append(
                Rejected(shown, "special_file", f"This is {_special(info.st_mode)}, not a file; remove it from the inbox.")
            )
    except OSError as error:
        rejected.append(Rejected(shown, "unreadable", f"It cannot be read ({_because(error)}); correct its permissions or remove it."))


def _passed_over(name: str) -> bool:
    lower = name.lower()
    return lower.startswith((".", "readme", "~$")) or lower.endswith(SIDECAR_SUFFIX) or lower == CORRECTIONS


def _special(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def _because(error: BaseException) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__


def ingest(file: InboxFile) -> list[Document | Rejected]:
    """The documents in one inbox file (several for an archive), each as a document or as the reason why it is none."""
    try:
        data = _read_bytes(file.path)
        sha256 = hashlib.sha256(data).hexdigest()
    except Unreadable as error:
        return [Rejected(file.name, error.reason, error.detail)]
    try:
        decoded = decode(data)
        sidecar = read_sidecar(file.path)
    except Unreadable as error:
        return [Rejected(file.name, error.reason, error.detail, sha256)]
    return [read_text(decoded.text, path=file.name, sha256=sha256, sidecar=sidecar, encoding=decoded.encoding)]


def _read_bytes(path: Path) -> bytes:
    """The bytes of a regular file; opened without blocking, should it have become a pipe since it was scanned."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as handle:
            info = os.fstat(descriptor)
            if not stat.S_ISREG(info.st_mode):
                raise Unreadable("special_file", f"This is {_special(info.st_mode)}, not a file; remove it from the inbox.")
            if info.st_size > MAX_FILE_BYTES:
                raise Unreadable("oversize", f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB; split it into one file a report.")
            return handle.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable("vanished", "The file was gone when it was to be read; put it back or ignore this.") from None
    except OSError as error:
        raise Unreadable("unreadable", f"The file cannot be read ({_because(error)}); correct its permissions or remove it.") from None


def read_sidecar(path: Path) -> Sidecar:
    """The sidecar of the report at `path` (its defaults where there is none); raises Unreadable with reason `sidecar`."""
    beside = path.with_name(path.name + SIDECAR_SUFFIX)
    if not os.path.lexists(beside):
        return Sidecar()
    try:
        data = _read_bytes(beside)
    except Unreadable as error:
        raise Unreadable("sidecar", f"The sidecar {beside.name} cannot be read; correct it or remove it.") from error
    return parse_sidecar(data, beside.name)


def read_text(
    text: str,
    *,
    path: str = "",
    sha256: str = "",
    sidecar: Sidecar | None = None,
    media_type: str = "text/plain",
    encoding: str = "utf-8",
    page: PageData | None = None,
) -> Document:
    """The document that a decoded text is: its chrome, title, publisher, dates, kind and year.

    Pure. `sidecar` outranks what the text says, `page` (what its container says of it) comes after the text.
    Lone surrogates are replaced, so that offsets and the text can be stored.
    """
    sidecar = sidecar or Sidecar()
    page = page or PageData()
    text = replace_surrogates(text)
    folded = fold(text)
    lines = split_lines(folded)
    chrome = find_chrome(folded, lines)
    parts = _take_apart(lines, chrome)
    title = describe.title_of(parts, page)
    published = sidecar.published or describe.published_on(parts, page)
    kind = sidecar.kind or describe.kind_of(title, parts)
    return Document(
        document_id=_document_id(text, chrome),
        text=text,
        title=title,
        publisher=describe.publisher_of(parts, title, page),
        published_on=published,
        url=sidecar.url or describe.url_of(parts, page),
        report_kind=kind,
        report_year=sidecar.year or describe.year_of(kind, title, published, parts),
        chrome=chrome,
        sidecar=sidecar,
        path=path,
        sha256=sha256,
        media_type=media_type,
        encoding=encoding,
    )


def _take_apart(lines: list[Line], chrome: tuple[tuple[int, int], ...]) -> Parts:
    """Lines of the report and lines of chrome; a line that is only partly chrome goes to both, each with its part."""
    body: list[Line] = []
    away: list[str] = []
    position = 0
    for line in lines:
        if not line.content:
            continue
        while position < len(chrome) and chrome[position][1] <= line.start:
            position += 1
        start = line.start
        if position < len(chrome) and chrome[position][0] < line.end:
            cut = max(0, min(chrome[position][1], line.end) - line.start)
            away.append(line.content[:cut])
            start += cut
        if start < line.end:
            body.append(Line(line.begin, start, line.end, line.stop, line.content[start - line.start :]))
    return Parts(tuple(body), tuple(away))


def _document_id(text: str, chrome: tuple[tuple[int, int], ...]) -> str:
    """16 hex digits over the report without chrome, whitespace and character width."""
    body: list[str] = []
    position = 0
    for start, end in (*chrome, (len(text), len(text))):
        body.append(text[position:start])
        position = end
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", "".join(body)))
    return hashlib.blake2b(plain.encode(), digest_size=8).hexdigest()
