"""What reading made of every report of the inbox, kept from run to run, so that a run reads only what is new or has changed.

One DuckDB file beside the versions, used by one run at a time, which holds the warehouse's lock. It can be deleted at any time. It holds
the frames of :func:`etl.pipeline.frames.batch` with the path that each document was read from: the same text may stand in several files,
and which of them speaks for it is decided when the frames are taken out, never by the order in which files came.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

import duckdb
import polars as pl

from etl.contracts import schemas
from etl.contracts.codes import FAILED, PASSING
from etl.contracts.records import Rejected
from etl.pipeline import reading
from etl.pipeline.frames import BATCH_TABLES
from etl.pipeline.reading import BatchRead

FILE = "cache.duckdb"
TOGETHER = 2_000
"""Documents that are worth a transaction: each one costs as much as adding hundreds of them."""
# To try every compression on every column takes ten times as long as this one, which makes the file no larger to speak of.
_SETTINGS = {"memory_limit": "1GB", "wal_autocheckpoint": "256MB", "force_compression": "zstd"}


def delete(cache: Path) -> None:
    """Remove a cache, whatever stands in its place."""
    for file in (cache, cache.with_name(cache.name + ".wal")):
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file)
        else:
            file.unlink(missing_ok=True)


class Cache:
    """The readings of the inbox's reports. A context manager; `fresh` forgets everything, and so does another `fingerprint`."""

    def __init__(self, file: Path, fingerprint: str, *, fresh: bool = False) -> None:
        """Open the cache at `file`, which need not exist; an unusable one is replaced."""
        self._file = file
        self._fingerprint = fingerprint
        if fresh:
            self._delete()
        try:
            self._con = duckdb.connect(file)
            usable = self._is_ours()
        except duckdb.Error:
            usable = False
        if not usable:
            with contextlib.suppress(AttributeError):
                self._con.close()
            self._delete()
            self._con = duckdb.connect(file)
            self._create()
        for name, value in _SETTINGS.items():
            self._con.execute(f"set {name} = '{value}'")

    def __enter__(self) -> Cache:
        """The cache itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the file."""
        self._con.close()

    def _delete(self) -> None:
        delete(self._file)

    def _is_ours(self) -> bool:
        return self._con.execute("select fingerprint from origin").fetchall() == [(self._fingerprint,)]

    def _create(self) -> None:
        with self._transaction():
            self._con.execute("create table report (name varchar primary key, key varchar, rejected varchar)")
            self._con.execute("create table file (name varchar, path varchar, document_id varchar, row varchar)")
            for name in BATCH_TABLES:
                self._con.register("incoming", schemas.frame(name, []))
                self._con.execute(f"create table {name} as select *, '' as path from incoming")
            self._con.execute("create table origin as select ? as fingerprint", [self._fingerprint])

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._con.begin()
        try:
            yield
        except BaseException:
            # A full disk ends the transaction by itself.
            with contextlib.suppress(duckdb.Error):
                self._con.rollback()
            raise
        self._con.commit()

    def keep(self, keys: dict[str, str]) -> set[str]:
        """Forget every report but those of `keys` (name → key of its bytes; empty: unknown); returns the names of those that are kept."""
        known = dict(self._con.execute("select name, key from report").fetchall())
        kept = {name for name, key in known.items() if key and keys.get(name) == key}
        self.forget(known.keys() - kept)
        return kept

    def forget(self, names: set[str]) -> None:
        """Drop what was read of some reports."""
        if not names:
            return
        with self._transaction():
            self._drop(names)

    def _drop(self, names: set[str]) -> None:
        self._con.register("gone", pl.DataFrame({"name": sorted(names)}, schema={"name": pl.String}))
        for name in BATCH_TABLES:
            self._con.execute(f"delete from {name} where path in (select path from file semi join gone using (name))")
        for name in ("file", "report"):
            self._con.execute(f"delete from {name} where name in (select name from gone)")

    def add(self, read: Sequence[BatchRead], keys: Mapping[str, str]) -> None:
        """Keep what was read of some files, of which none is kept yet, with the keys of their bytes: all of it, or after a crash nothing.

        The parts are taken in and removed. Of their documents those are kept that a file names.
        """
        files = [file for batch in read for file in batch.files]
        parts = [part for batch in read for part in batch.parts]
        documents = [(file.name, row["path"], row["document_id"], json.dumps(row)) for file in files for row in file.documents]
        reports = [
            (
                file.name,
                "" if any(rejected.reason in PASSING | FAILED for rejected in file.rejected) else keys[file.name],
                json.dumps([asdict(rejected) for rejected in file.rejected], ensure_ascii=False),
            )
            for file in files
        ]
        with self._transaction():
            for table, columns, rows in (
                ("file", ("name", "path", "document_id", "row"), documents),
                ("report", ("name", "key", "rejected"), reports),
            ):
                self._con.register("incoming", pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row"))
                self._con.execute(f"insert into {table} by name from incoming")
            self._con.register("named", pl.DataFrame({"path": [path for _, path, _, _ in documents]}, schema={"path": pl.String}))
            for table in BATCH_TABLES if parts else ():
                made = [str(reading.part_file(part, table)) for part in parts]
                self._con.execute(f"insert into {table} by name from read_parquet(?) semi join named using (path)", [made])
        for part in parts:
            reading.remove(part)

    def rejected(self) -> list[Rejected]:
        """Every file that could not be read, and why."""
        rows = self._con.execute("select rejected from report where rejected <> '[]' order by name").fetchall()
        return [Rejected(**row) for (told,) in rows for row in json.loads(told)]


def attach(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Show a connection what the cache at `file` holds, which nobody has open: views and tables of a catalog ``work`` in memory.

    There is one for each of BATCH_TABLES; of several files with one text, the first by path speaks for it. The table work.files has every
    file that a document was read from.
    """
    quoted = str(file).replace("'", "''")
    con.execute(f"attach '{quoted}' as cache (read_only)")
    con.execute("attach ':memory:' as work")
    con.execute("""
        create table work.silent as
        select path from cache.file qualify row_number() over (partition by document_id order by path) > 1
    """)
    for name in BATCH_TABLES:
        con.execute(f"create view work.{name} as select * exclude (path) from cache.{name} anti join work.silent using (path)")
    rows = con.execute("select row from cache.file order by path").fetchall()
    con.register("incoming", schemas.frame("files", [json.loads(row) for (row,) in rows]))
    con.execute("create table work.files as from incoming")
    con.unregister("incoming")


def documents(con: duckdb.DuckDBPyConnection, names: Collection[str]) -> list[str]:
    """The documents (document_id) that some reports of the inbox hold, by the cache that is attached."""
    con.register("named", pl.DataFrame({"name": sorted(names)}, schema={"name": pl.String}))
    found = con.execute("select distinct document_id from cache.file semi join named using (name)").fetchall()
    con.unregister("named")
    return [document_id for (document_id,) in found]
