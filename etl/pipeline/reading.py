"""A batch of files from bytes to validated frames in Parquet files: what a worker does, wherever it is.

It hands back only names, keys and reasons; the frames stay in the folder that it was told, for the cache to take them in.
"""

from __future__ import annotations

import io
import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from etl.conform.results import DocumentResult, result_of
from etl.contracts.records import InboxFile, Rejected
from etl.errors import JiedaoError
from etl.pipeline.limits import TooLong, allowed, given_up, limited
from etl.report.ingest import ingest, more_seconds

if TYPE_CHECKING:
    from etl.pipeline.frames import Tables

DOCUMENTS = 300
CHARACTERS = 10_000_000
"""Documents, and characters of theirs, that are made into frames and validated together; an archive may hold more than that."""

# Reading is pure Python: a second thread would make none of it faster, and would share what libraries keep for one.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class FileRead:
    """What became of one file of the inbox."""

    name: str
    documents: tuple[dict[str, str], ...] = ()
    """The file rows (:func:`etl.pipeline.frames.file_row`) of its documents, several for an archive."""
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchRead:
    """What became of a batch of files."""

    files: tuple[FileRead, ...]
    parts: tuple[Path, ...] = ()
    """Where the frames of its documents are: `part_file(part, table)` for each table of :data:`etl.pipeline.frames.BATCH_TABLES`."""


def part_file(part: Path, table: str) -> Path:
    """The Parquet file of one table of a part: its frame, with the path that each document was read from."""
    return part.with_name(f"{part.name}.{table}.parquet")


def remove(part: Path) -> None:
    """Remove the files of a part."""
    from etl.pipeline.frames import BATCH_TABLES

    for table in BATCH_TABLES:
        part_file(part, table).unlink()


def read_batch(files: Sequence[InboxFile], folder: Path) -> BatchRead:
    """Read some files, and write the frames of their documents below `folder`.

    A document that breaks its contract is rejected alone. Raises JiedaoError where a reference table is at fault, OSError where the frames
    cannot be written.
    """
    with _ONE_AT_A_TIME:
        documents: dict[str, list[dict[str, str]]] = {file.name: [] for file in files}
        rejected: dict[str, list[Rejected]] = {file.name: [] for file in files}
        parts: list[Path] = []
        waiting: list[tuple[str, DocumentResult]] = []
        held = 0

        def write() -> None:
            from etl.pipeline.frames import file_row

            names = {result.extraction.document.path: name for name, result in waiting}
            for group in _apart([result for _, result in waiting]):
                for made in _frames(group):
                    if isinstance(made, Rejected):
                        rejected[names[made.path]].append(made)
                        continue
                    results, tables = made
                    parts.append(_write(tables, results, folder))
                    for result in results:
                        row = file_row(result.extraction.document)
                        documents[names[row["path"]]].append(row)
            waiting.clear()

        for file in files:
            for result in read_file(file):
                if isinstance(result, Rejected):
                    rejected[file.name].append(result)
                else:
                    waiting.append((file.name, result))
                    held += len(result.extraction.document.text)
                if len(waiting) == DOCUMENTS or held > CHARACTERS:
                    write()
                    held = 0
        write()
        return BatchRead(tuple(FileRead(name, tuple(rows), tuple(rejected[name])) for name, rows in documents.items()), tuple(parts))


def read_file(file: InboxFile) -> Iterator[DocumentResult | Rejected]:
    """The documents of a file, extracted; if one fails, the reason stands in its place."""
    from etl.report.extraction import extract

    more = more_seconds(file.name)
    try:
        with limited(file.size, more):
            documents = ingest(file)
    except (TooLong, MemoryError) as error:
        yield given_up(file.name, "", allowed(file.size, more), error)
        return
    except Exception as error:
        yield _failed(file.name, "", "ingest", error)
        return
    for document in documents:
        if isinstance(document, Rejected):
            yield document
            continue
        try:
            with limited(len(document.text)):
                result = result_of(extract(document))
        except (TooLong, MemoryError) as error:
            yield given_up(document.path, document.sha256, allowed(len(document.text)), error)
        except JiedaoError:
            # A reference table is at fault: no report can be read.
            raise
        except Exception as error:
            yield _failed(document.path, document.sha256, "extract", error)
        else:
            yield result


def _failed(path: str, sha256: str, stage: str, error: Exception) -> Rejected:
    return Rejected(
        path,
        f"{stage}_failed",
        f"Reading it failed ({type(error).__name__}: {error}); please report this with the file, or remove it.",
        sha256,
    )


def _apart(results: Iterable[DocumentResult]) -> list[list[DocumentResult]]:
    """Groups to validate together, none with the same text twice."""
    groups: list[dict[str, DocumentResult]] = []
    for result in results:
        document_id = result.extraction.document.document_id
        home = next((group for group in groups if document_id not in group), None)
        if home is None:
            groups.append(home := {})
        home[document_id] = result
    return [list(group.values()) for group in groups]


def _frames(group: list[DocumentResult]) -> Iterator[tuple[list[DocumentResult], Tables] | Rejected]:
    """The frames of a group; one that breaks its contract is halved until the document at fault stands alone, and is rejected."""
    from etl.contracts.schemas import ContractError
    from etl.pipeline.frames import batch

    try:
        tables = batch(group)
    except ContractError as error:
        if len(group) > 1:
            half = len(group) // 2
            yield from _frames(group[:half])
            yield from _frames(group[half:])
            return
        document = group[0].extraction.document
        detail = f"What was read of it breaks the contract ({error}); please report this with the file."
        yield Rejected(document.path, "contract", detail, document.sha256)
    else:
        yield group, tables


def _write(tables: Tables, results: Iterable[DocumentResult], folder: Path) -> Path:
    """Write the frames as a part. Its name is new: on a cluster a task may run twice, and the first one may still be at it."""
    import polars as pl

    documents = [r.extraction.document for r in results]
    paths = pl.DataFrame([(d.document_id, d.path) for d in documents], schema=("document_id", "path"), orient="row")
    part = folder / uuid.uuid4().hex
    for table, frame in tables.items():
        data = io.BytesIO()
        # It passes through and is read once.
        frame.join(paths, on="document_id", how="left", maintain_order="left").write_parquet(data, compression="lz4")
        # By Python, whose errors tell a full disk by its number.
        part_file(part, table).write_bytes(data.getbuffer())
    return part
