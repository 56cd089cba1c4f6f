"""Ingest: files of the inbox to documents, or to a reason why a file is none.

A bad file never raises and never stops a run: it becomes a :class:`~etl.contracts.records.Rejected` that says what to do about it.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path, PurePosixPath

from etl.contracts.escape import file_name
from etl.contracts.records import Document, InboxFile, Placed, Rejected, Sidecar, without
from etl.grammar.fold import narrow, plain
from etl.report.readers import describe, ocr
from etl.report.readers.archive import member_name, open_archive, read_member
from etl.report.readers.chrome import find_chrome
from etl.report.readers.decode import decode, replace_surrogates
from etl.report.readers.delivery import delivery_of
from etl.report.readers.describe import Parts
from etl.report.readers.doc import is_ole, read_word
from etl.report.readers.frontmatter import front_matter
from etl.report.readers.genre import other_paper
from etl.report.readers.html import read_html, read_web_archive
from etl.report.readers.lines import Line, closed_up, split_lines
from etl.report.readers.ofd import read_ofd
from etl.report.readers.pdf import read_pdf
from etl.report.readers.reading import PageData, Reading, Unreadable, merged
from etl.report.readers.reportyear import Year, spoken_in, year_of
from etl.report.readers.sheets import read_csv, read_workbook
from etl.report.readers.sidecar import parse_sidecar

MAX_FILE_BYTES = 50_000_000
"""A larger file is no report."""
SAMPLES = "samples"
"""Folder below the inbox that is read only when it is the inbox itself or the inbox holds no report otherwise."""
CORRECTIONS = "corrections.csv"
SIDECAR_SUFFIX = ".toml"
TEXT_SUFFIXES = (".txt", ".text", ".md", "")
WORD_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".wpt")
SHEET_SUFFIXES = (".xlsx", ".xlsm", ".xltx")
HTML_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
WEB_ARCHIVE_SUFFIXES = (".mht", ".mhtml")
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")

_SPACE = re.compile(r"\s+")


def scan(inbox: Path) -> tuple[list[InboxFile], list[Rejected]]:
    """The report files below `inbox` by name, and what cannot be one (dangling links, pipes, unreadable folders, sidecars of no report).

    Sidecars, corrections.csv, README files and hidden files are passed over, and so is `samples/` while there are other reports.
    """
    try:
        root = inbox.resolve(strict=True)
        entries = _listed(inbox)
    except (OSError, RuntimeError) as error:
        detail = f"The inbox {file_name(inbox)} cannot be read ({_because(error)}); check that it exists and may be read."
        return [], [Rejected(".", "unreadable", detail)]
    found, samples = _Found(root), _Found(root)
    if SAMPLES in entries:
        _visit_folder(inbox, "", [entries.pop(SAMPLES)], samples)
    _visit_folder(inbox, "", list(entries.values()), found)
    if not found.files and not found.rejected:
        found = samples
    return found.files, found.rejected


@dataclass
class _Found:
    """What a scan has found so far."""

    root: Path
    """The inbox, resolved."""
    files: list[InboxFile] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def _listed(folder: Path) -> dict[str, os.DirEntry[str]]:
    """The entries of a folder, sorted by name."""
    with os.scandir(folder) as listing:
        return {entry.name: entry for entry in sorted(listing, key=attrgetter("name"))}


def _visit_folder(folder: Path, within: str, entries: Sequence[os.DirEntry[str]], found: _Found) -> None:
    """Add what is in a folder, whose name below the inbox is `within`, with a slash at its end."""
    sidecars: dict[str, list[str]] = {}
    for entry in entries:
        if entry.name.lower().endswith(SIDECAR_SUFFIX) and not entry.name.startswith("."):
            sidecars.setdefault(entry.name[: -len(SIDECAR_SUFFIX)], []).append(entry.name)
    for entry in entries:
        _visit(entry, folder, within, sidecars, found)
    for alone in sorted(name for names in sidecars.values() for name in names):
        detail = "No report of that name stands beside this sidecar; name it like its report, with .toml added, or remove it."
        found.rejected.append(Rejected(file_name(within + alone), "sidecar", detail))


def _visit(entry: os.DirEntry[str], folder: Path, within: str, sidecars: dict[str, list[str]], found: _Found) -> None:
    """Add an entry of a folder; folders are walked, links followed only to files within the inbox. Nothing is opened.

    `sidecars` are the names of those that stand there, by the file that they belong to; those of the entry are taken out.
    """
    if entry.name.startswith("."):
        return
    shown = file_name(within + entry.name)

    def reject(reason: str, detail: str) -> None:
        found.rejected.append(Rejected(shown, reason, detail))

    try:
        if not entry.is_symlink() and entry.is_dir(follow_symlinks=False):
            path = folder / entry.name
            _visit_folder(path, f"{within}{entry.name}/", list(_listed(path).values()), found)
            return
        own = sidecars.pop(entry.name, [])
        if _passed_over(entry.name):
            return
        info = _vetted(folder / entry.name, found.root)
        for sidecar in own[:1]:
            try:
                _vetted(folder / sidecar, found.root)
            except Unreadable as error:
                return reject("sidecar", f"Of its sidecar {file_name(sidecar)}: {error.detail}")
    except Unreadable as error:
        return reject(error.reason, error.detail)
    except OSError as error:
        return reject("unreadable", f"It cannot be read ({_because(error)}); correct its permissions or remove it.")
    if ".zip!" in shown.lower():
        reject("name", "It is named like a file in an archive; rename it, without the “!”.")
    elif len(own) > 1:
        reject("sidecar", f"It has {len(own)} sidecars ({', '.join(map(file_name, own))}); remove all but one.")
    else:
        found.files.append(_inbox_file(folder / entry.name, shown, info, "".join(own)))


def _vetted(path: Path, root: Path) -> os.stat_result:
    """What is known of a file before it is opened: it is one, within the inbox. Raises Unreadable, or OSError."""
    info = path.lstat()
    if stat.S_ISLNK(info.st_mode):
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            raise Unreadable("dangling_link", "The link points at nothing; restore its target or remove the link.") from None
        if not target.is_relative_to(root):
            raise Unreadable("link_outside", "The link leads out of the inbox; copy the file into the inbox instead.")
        info = target.lstat()
        if stat.S_ISDIR(info.st_mode):
            raise Unreadable("link_to_folder", "The link leads to a folder, whose files are read where they are; remove the link.")
    if not stat.S_ISREG(info.st_mode):
        raise Unreadable("special_file", f"This is {_special(info.st_mode)}, not a file; remove it from the inbox.")
    return info


def corrections_file(inbox: Path) -> Path | None:
    """The analysts' corrections in an inbox, if it has any; not opened. Raises Unreadable where they are no file of the inbox."""
    file = inbox / CORRECTIONS
    try:
        _vetted(file, inbox.resolve())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unreadable("unreadable", f"It cannot be read ({_because(error)}); correct its permissions.") from None
    return file


def inbox_file(path: Path) -> InboxFile:
    """One file by itself, with the sidecar beside it. Raises OSError."""
    info = path.stat()
    suffixes = (SIDECAR_SUFFIX, SIDECAR_SUFFIX.upper())
    sidecar = next((name for suffix in suffixes if os.path.lexists(path.with_name(name := path.name + suffix))), "")
    return _inbox_file(path, file_name(path), info, sidecar)


def _inbox_file(path: Path, name: str, info: os.stat_result, sidecar: str) -> InboxFile:
    return InboxFile(path, name, info.st_size, info.st_mtime_ns, sidecar, info.st_ctime_ns, info.st_ino)


def _passed_over(name: str) -> bool:
    lower = name.lower()
    return lower.startswith((".", "readme", "~$")) or lower.endswith(SIDECAR_SUFFIX) or lower == CORRECTIONS


def _special(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def _because(error: BaseException) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__


def ingest(file: InboxFile) -> list[Document | Rejected]:
    """The documents in one inbox file (several for an archive), each as a document or as the reason why it is none."""
    try:
        data = read_bytes(file.path)
    except Unreadable as error:
        return [Rejected(file.name, error.reason, error.detail)]
    try:
        sidecar = _read_sidecar(file.beside)
        if _suffix(file.name) == ".zip":
            return _ingest_archive(file.name, data, sidecar)
    except Unreadable as error:
        return [Rejected(file.name, error.reason, error.detail, _sha256(data))]
    return [_ingest_bytes(file.name, data, sidecar, kind=_suffix(file.name))]


def _ingest_archive(name: str, data: bytes, sidecar: Sidecar | None) -> list[Document | Rejected]:
    """The reports in an archive; a member's own sidecar outranks the archive's."""
    found: list[Document | Rejected] = []
    with open_archive(data) as archive:
        members: dict[str, list[zipfile.ZipInfo]] = {}
        for member in archive.infolist():
            if not member.is_dir():
                members.setdefault(member_name(member), []).append(member)
        names = {f"{name}!{file_name(inner)}" for inner in members}
        for inner, alike in sorted(members.items()):
            *folders, last = inner.split("/")
            if _passed_over(last) or any(folder == "__MACOSX" or (folder.startswith(".") and folder.strip(".")) for folder in folders):
                continue
            for number, member in enumerate(alike):
                shown = f"{name}!{file_name(inner)}"
                if number:
                    # Members of one name are told apart by a number that makes it no other member's.
                    shown = next(free for n in itertools.count(number + 1) if (free := f"{shown} ({n})") not in names)
                    names.add(shown)
                found.append(_ingest_member(archive, member, shown, members.get(inner + SIDECAR_SUFFIX, []), sidecar))
    if not found:
        raise Unreadable("empty", "The archive holds no reports; remove it from the inbox.")
    return found


def _ingest_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str, own: Sequence[zipfile.ZipInfo], sidecar: Sidecar | None
) -> Document | Rejected:
    """The report in a member of an archive; `own` are its sidecars, `sidecar` that of the archive."""
    content = b""
    try:
        content = read_member(archive, member)
        if len(own) > 1:
            raise Unreadable("sidecar", f"The archive has {len(own)} sidecars of that name; leave one of them in it.")
        said = parse_sidecar(read_member(archive, own[0]), member_name(own[0])) if own else sidecar
    except Unreadable as error:
        return Rejected(shown, error.reason, error.detail, _sha256(content) if content else "")
    return _ingest_bytes(shown, content, said, kind=_suffix(member_name(member)))


def _ingest_bytes(name: str, data: bytes, sidecar: Sidecar | None, *, kind: str) -> Document | Rejected:
    """The report in `data`, a file of that kind (its suffix)."""
    sha256 = _sha256(data)
    try:
        reading = _read(kind, data)
        document = read_text(
            reading.text,
            path=name,
            sha256=sha256,
            sidecar=sidecar or Sidecar(),
            media_type=reading.media_type,
            encoding=reading.encoding,
            page=reading.page,
            placed=reading.placed,
        )
        if not document.body.strip():
            raise Unreadable("empty", "The file holds page chrome alone (menus, dates), no report; fetch the page again.")
        if document.sidecar.kind is None and (paper := _other_paper(document)):
            detail = f'This is {paper}, no report; remove it, or if it is a report say so in a sidecar: kind = "annual".'
            raise Unreadable("no_report", detail)
    except Unreadable as error:
        return Rejected(name, error.reason, error.detail, sha256)
    return document


def _read(suffix: str, data: bytes) -> Reading:
    if suffix in TEXT_SUFFIXES:
        decoded = decode(data)
        return Reading(decoded.text, "text/plain", decoded.encoding)
    if suffix in HTML_SUFFIXES:
        return read_html(data)
    if suffix in WEB_ARCHIVE_SUFFIXES:
        return read_web_archive(data)
    if suffix in WORD_SUFFIXES or is_ole(data):
        return read_word(data)
    if suffix in SHEET_SUFFIXES:
        return read_workbook(data)
    if suffix in (".csv", ".tsv"):
        return read_csv(data)
    if suffix == ".ofd":
        return read_ofd(data)
    if suffix == ".pdf":
        return read_pdf(data)
    if suffix in IMAGE_SUFFIXES:
        return ocr.read_image(data)
    if suffix == ".zip":
        raise Unreadable("nested_archive", "This is an archive in an archive; unpack it and put its reports in the inbox.")
    detail = f"Files of kind {suffix} are not read; save the report as .txt, .md, .html, .docx, .doc, .xlsx, .csv, .ofd or .pdf."
    raise Unreadable("unsupported", detail)


def more_seconds(name: str) -> int:
    """Seconds of the processor that reading a file of that name may take beside those by its size: pictures of text take many."""
    pictures = _suffix(name) in (".pdf", ".zip", *IMAGE_SUFFIXES) and ocr.installed()
    return ocr.MAX_PICTURES * ocr.SECONDS_A_PICTURE if pictures else 0


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file; opened without blocking, should it have become a pipe since it was scanned. Raises Unreadable."""
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


def _read_sidecar(beside: Path | None) -> Sidecar | None:
    """What the sidecar there says, if there is one; raises Unreadable with reason `sidecar`."""
    if beside is None:
        return None
    name = file_name(beside.name)
    try:
        data = read_bytes(beside)
    except Unreadable as error:
        raise Unreadable("sidecar", f"The sidecar {name} cannot be read; correct it or remove it.") from error
    return parse_sidecar(data, name)


def read_text(
    text: str,
    *,
    path: str = "",
    sha256: str = "",
    sidecar: Sidecar | None = None,
    media_type: str = "text/plain",
    encoding: str = "utf-8",
    page: PageData | None = None,
    placed: tuple[Placed, ...] = (),
) -> Document:
    """The document that a decoded text is: its chrome, title, publisher, dates, kind and year.

    Pure. `sidecar` outranks what the text says, `page` (what its container says of it) comes after the text.
    Lone surrogates are replaced, so that offsets and the text can be stored.
    """
    sidecar = sidecar or Sidecar()
    text = replace_surrogates(text)
    read = plain(text)
    folded = narrow(read.text)
    begin, front = front_matter(read.text)
    page = merged(front, page or PageData())
    lines = split_lines(folded, begin)
    spans = find_chrome(folded, lines)
    if begin:
        spans = ((0, spans[0][1]), *spans[1:]) if spans and spans[0][0] <= begin else ((0, begin), *spans)
    parts = _take_apart(lines, spans)
    chrome = tuple((read.original(start), read.original(end)) for start, end in spans)
    title = describe.title_of(parts, page)
    published = sidecar.published or describe.published_on(parts, page)
    delivery = delivery_of(folded)
    kind = sidecar.kind or describe.kind_of(title, parts, delivery)
    year = Year(sidecar.year, "sidecar", 1.0) if sidecar.year else year_of(kind, title, published, parts, delivery)
    return Document(
        document_id=_document_id(text, chrome),
        text=text,
        title=title,
        publisher=describe.publisher_of(parts, title, page),
        published_on=published,
        url=sidecar.url or front.url or describe.url_of(parts, page),
        report_kind=kind,
        report_year=year.year,
        year_how=year.how,
        year_confidence=year.confidence,
        spoken_year=spoken_in(delivery, year.year),
        chrome=chrome,
        sidecar=sidecar,
        path=path,
        sha256=sha256,
        media_type=media_type,
        encoding=encoding,
        placed=placed,
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
            away.append(describe.close_up(line.content[:cut]))
            start += cut
        if start < line.end:
            body.append(Line(line.begin, start, line.end, line.stop, closed_up(line.content[start - line.start :])))
    return Parts(tuple(body), tuple(away))


def _other_paper(document: Document) -> str | None:
    """What a document is if it is no report."""
    body = narrow(plain(document.body).text)
    return other_paper([line.content for line in split_lines(body) if line.content], document.report_kind)


def _document_id(text: str, chrome: tuple[tuple[int, int], ...]) -> str:
    """16 hex digits over the report without chrome, whitespace and character width."""
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", without(text, chrome)))
    return hashlib.blake2b(plain.encode(), digest_size=8).hexdigest()
