"""One file from bytes to a conformed extraction, and how that is mapped over many files.

Workers import this module and the grammar, no frames. They end with their parent, even one that was killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection

from etl import JiedaoError
from etl.model import InboxFile, Rejected
from etl.stages.ingest import ingest
from etl.stages.results import DocumentResult, result_of

IN_PROCESS_BYTES = 1_000_000
"""An inbox smaller than this is read sooner than workers have started."""
_WINDOW = 4
"""Files in flight for each worker; more would only fill memory with results that nobody has taken yet."""

Results = list[DocumentResult | Rejected]


def read_file(file: InboxFile) -> Results:
    """The documents of a file, extracted; whatever goes wrong with one is told as the reason why there is none."""
    from etl.stages.extract import extract

    found: Results = []
    try:
        documents = ingest(file)
    except Exception as error:
        return [_failed(file.name, "", "ingest", error)]
    for document in documents:
        if isinstance(document, Rejected):
            found.append(document)
            continue
        try:
            found.append(result_of(extract(document)))
        except JiedaoError:
            # A reference table is at fault: no report can be read.
            raise
        except Exception as error:
            found.append(_failed(document.path, document.sha256, "extract", error))
    return found


def _failed(path: str, sha256: str, stage: str, error: Exception) -> Rejected:
    return Rejected(
        path,
        f"{stage}_failed",
        f"Reading it failed ({type(error).__name__}: {error}); please report this with the file, or remove it.",
        sha256,
    )


def worker_count() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_files(files: Sequence[InboxFile], workers: int | None = None) -> Iterator[Results]:
    """The results of each file, in the files' order: in this process where there is little to read, else in `workers` processes.

    A file that brings its worker down (out of memory, a crash in a parsing library) is rejected; the others are read.
    """
    if workers is None:
        workers = worker_count() if sum(file.size for file in files) > IN_PROCESS_BYTES else 1
    workers = min(workers, len(files))
    if workers < 2:
        yield from map(read_file, files)
        return
    todo = iter(files)
    pool = start(workers)
    try:
        waiting: deque[tuple[InboxFile, Future[Results]]] = deque()
        while True:
            while len(waiting) < workers * _WINDOW and (file := next(todo, None)):
                waiting.append((file, pool.submit(read_file, file)))
            if not waiting:
                return
            try:
                results = waiting[0][1].result()
            except BrokenProcessPool:
                # Nobody knows which of the files in flight it was: each is read again by a worker of its own.
                pool.shutdown(cancel_futures=True)
                for file, _ in waiting:
                    yield _read_alone(file)
                waiting.clear()
                pool = start(workers)
                continue
            waiting.popleft()
            yield results
    finally:
        pool.shutdown(cancel_futures=True)


def _read_alone(file: InboxFile) -> Results:
    with start(1) as pool:
        try:
            return pool.submit(read_file, file).result()
        except BrokenProcessPool:
            return [
                Rejected(
                    file.name, "crashed", "Reading it brought its process down; split the file, save it in another format, or remove it."
                )
            ]


def start(workers: int) -> ProcessPoolExecutor:
    """A pool of that many workers, of which one has answered. Raises JiedaoError where none can start."""
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_initialise)
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool:
        pool.shutdown()
        raise JiedaoError(
            'Worker processes cannot start. In a script, call etl.run below `if __name__ == "__main__":`, or pass workers=1.'
        ) from None
    return pool


def _initialise() -> None:
    """In a worker: leave the keyboard's interrupt to the parent, and end when the parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
