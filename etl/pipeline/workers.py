"""How reading is spread over worker processes, on this machine or on others: batches of files through a bounded window.

Workers of this machine end with their parent, even one that was killed.
"""

from __future__ import annotations

import concurrent.futures
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, TypeVar

from etl.contracts.records import InboxFile, Rejected
from etl.errors import JiedaoError
from etl.pipeline import limits, reading
from etl.pipeline.reading import BatchRead, FileRead

ALONE_BYTES = 3_000_000
"""An inbox smaller than this is read by one process sooner than others have started."""
BATCH_FILES = 300
BATCH_BYTES = 4_000_000
"""A batch holds no more than this, unless a single file does."""
_WINDOW = 2
"""Batches in flight for each worker: one that is read, and one that waits."""
_SHARES = 4
"""Batches that each worker gets, or more: they do not all take the same time."""

Batch = tuple[InboxFile, ...]
_T = TypeVar("_T")
_STARTING = threading.Lock()


class Engine(Protocol):
    """Where batches are read. A context manager; leaving it gives up what has not been read."""

    lost: type[Exception]
    """What a batch raises whose worker died of it, or of another one."""

    def __enter__(self) -> Engine:
        """The engine, ready to read. Raises JiedaoError where it cannot."""

    def __exit__(self, *error: object) -> None:
        """Give up what has not been read."""

    def slots(self) -> int:
        """Batches that are read at the same time."""

    def submit(self, batch: Batch, folder: Path) -> Future[BatchRead]:
        """Start to read a batch, see :func:`etl.pipeline.reading.read_batch`."""

    def wait(self, futures: Iterable[Future[BatchRead]]) -> set[Future[BatchRead]]:
        """Wait until one of them or more are done; returns these. Raises JiedaoError where none will ever be."""


def read_all(files: Sequence[InboxFile], folder: Path, engine: Engine | None = None) -> Iterator[BatchRead]:
    """Read files in batches, with their frames below `folder`; in any order, each file in one batch.

    Without an `engine`, by one process where there is little to read, else by as many as there are processors. A file that brings its
    process down (out of memory, a crash in a parsing library) is rejected; the others are read.
    """
    if not files:
        return
    if engine is None:
        engine = Local(worker_count() if len(files) > 1 and sum(file.size for file in files) > ALONE_BYTES else 1)
    with engine:
        # Few files are shared out all the same.
        most = max(1, min(BATCH_FILES, len(files) // (engine.slots() * _SHARES)))
        yield from _spread(engine, batches(files, most), folder)


def batches(files: Sequence[InboxFile], most: int = BATCH_FILES) -> Iterator[Batch]:
    """The files in batches of at most that many, and of BATCH_BYTES."""
    batch: list[InboxFile] = []
    size = 0
    for file in files:
        if batch and (len(batch) == most or size + file.size > BATCH_BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(file)
        size += file.size
    if batch:
        yield tuple(batch)


def _spread(engine: Engine, todo: Iterator[Batch], folder: Path) -> Iterator[BatchRead]:
    flying: dict[Future[BatchRead], Batch] = {}
    while True:
        while len(flying) < engine.slots() * _WINDOW and (batch := next(todo, None)):
            flying[engine.submit(batch, folder)] = batch
        if not flying:
            return
        suspect: list[Batch] = []
        while flying:
            for future in engine.wait(flying):
                batch = flying.pop(future)
                try:
                    yield future.result()
                except engine.lost:
                    suspect.append(batch)
            if not suspect:
                break
        # Nobody knows which of the batches in flight it was: each is read again while nothing else is.
        for batch in suspect:
            yield from _alone(engine, batch, folder)


def _alone(engine: Engine, batch: Batch, folder: Path) -> Iterator[BatchRead]:
    """A batch read with nothing else in flight; if its worker dies of it, file by file."""
    future = engine.submit(batch, folder)
    engine.wait([future])
    try:
        yield future.result()
    except engine.lost:
        if len(batch) > 1:
            for file in batch:
                yield from _alone(engine, (file,), folder)
            return
        detail = "Reading it brought its process down, by a fault, or past its time or memory; save it in another format, or remove it."
        (name,) = (file.name for file in batch)
        yield BatchRead((FileRead(name, rejected=(Rejected(name, "crashed", detail),)),))


# --- this machine ---------------------------------------------------------------------------------


class Local:
    """Worker processes on this machine."""

    lost: type[Exception] = BrokenProcessPool

    def __init__(self, workers: int) -> None:
        """That many; they start when they are needed."""
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Local:
        """The engine, its processes started. Raises JiedaoError where none can start."""
        self._pool = start(self._workers)
        return self

    def __exit__(self, *error: object) -> None:
        """End the processes; where something went wrong, an interrupt for instance, without waiting for what they read."""
        if self._pool:
            if error[0] is not None:
                _end(self._pool)
            self._pool.shutdown(cancel_futures=True)

    def slots(self) -> int:
        """The number of processes."""
        return self._workers

    def submit(self, batch: Batch, folder: Path) -> Future[BatchRead]:
        """Start to read a batch; by new processes where one of the old has died."""
        assert self._pool
        try:
            return submitted(self._pool, reading.read_batch, batch, folder)
        except BrokenProcessPool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = start(self._workers)
            return submitted(self._pool, reading.read_batch, batch, folder)

    def wait(self, futures: Iterable[Future[BatchRead]]) -> set[Future[BatchRead]]:
        """Wait until one is done or more are."""
        return concurrent.futures.wait(futures, return_when=concurrent.futures.FIRST_COMPLETED).done


def worker_count() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def start(workers: int) -> ProcessPoolExecutor:
    """A pool of that many workers, of which one has answered. Raises JiedaoError where none can start."""
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_initialise)
    try:
        submitted(pool, os.getpid).result()
    except BrokenProcessPool:
        pool.shutdown()
        raise JiedaoError("Worker processes cannot start. See what is wrong with: jiedao doctor") from None
    except BaseException:
        _end(pool)
        raise
    return pool


def _end(pool: ProcessPoolExecutor) -> None:
    """End the workers of a pool, whatever they are at."""
    for process in list((pool._processes or {}).values()):
        process.terminate()
    pool.shutdown(cancel_futures=True)


def submitted(pool: ProcessPoolExecutor, call: Callable[..., _T], *arguments: Any) -> Future[_T]:
    """Let a worker call something of this package; it may have to start for it.

    A process that is started imports the main module, which a worker needs nothing of, and which may be a script that calls us at once.
    """
    with _STARTING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        # A process keeps what is blocked where it is started: the keyboard's interrupt is the parent's.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return pool.submit(call, *arguments)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
            sys.modules["__main__"] = main


def _initialise() -> None:
    """In a worker: leave the keyboard's interrupt to the parent, end when the parent does, and take no more than a file may."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # There is already a process per core; these are read when Polars and NumPy are imported.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What is read of a report are trees, which need no search for cycles while they grow.
    gc.set_threshold(100_000)
    limits.confine()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
