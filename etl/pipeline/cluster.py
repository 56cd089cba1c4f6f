"""Reading spread over the workers of a Dask cluster that exists already.

Every worker needs this software in the same version and sees, under the same paths, the inbox and the folder that frames pass through.
Dask is an optional extra, imported when a cluster is asked for.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl.errors import JiedaoError
from etl.pipeline import reading
from etl.pipeline.reading import BatchRead
from etl.pipeline.workers import Batch
from etl.warehouse import fingerprint

_ANSWER_SECONDS = 4
"""How long it may take to reach a scheduler, and then for it to answer."""
_JOIN_SECONDS = 10
"""How long a cluster may be without any worker at first."""
_LOOK_SECONDS = 2.0
"""How often the cluster is asked how many workers it has."""
_PATIENCE_SECONDS = 120.0
"""How long a cluster may be without any worker: one that died is started again by its nanny."""
_TOKEN = "token"


def ask(scheduler: str) -> None:
    """Make sure that a scheduler answers at this address. Raises JiedaoError where none does, or Dask is not installed."""
    try:
        from distributed import Security
        from distributed.comm.core import connect
    except ImportError:
        raise JiedaoError("Dask is not installed. Install it here and on the workers, in the checkout: pip install '.[dask]'") from None

    async def answer() -> None:
        # Once to connect, once for what listens there to say that it is a scheduler.
        async with asyncio.timeout(2 * _ANSWER_SECONDS):
            # Not a Client: one that could not connect is long in closing.
            (await connect(scheduler, timeout=_ANSWER_SECONDS, **Security().get_connection_args("client"))).abort()

    try:
        # In a thread: the caller may have a running event loop.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, answer()).result()
    except (OSError, TypeError, ValueError) as error:
        # Errors of Dask hold those of the system.
        why: BaseException = error
        while why.__cause__:
            why = why.__cause__
        raise JiedaoError(_unfit(scheduler, f"no scheduler answers{f' ({why})' if str(why) else ''}")) from None


def _unfit(scheduler: str, why: str) -> str:
    return f"{scheduler}: {why}. Start it, or correct --scheduler ADDRESS."


class Dask:
    """The workers of a cluster."""

    lost: type[Exception]

    def __init__(self, scheduler: str, fingerprint: str, inbox: Path, folder: Path) -> None:
        """The cluster at the address `scheduler`, to read `inbox` with software of that `fingerprint` through the shared `folder`."""
        self._scheduler = scheduler
        self._fingerprint = fingerprint
        self._inbox = inbox
        self._folder = folder
        self._client: Any = None
        self._executor: Any = None
        self._batches: dict[Future[BatchRead], Batch] = {}
        self._workers = 0
        self._looked = self._seen = 0.0

    def __enter__(self) -> Dask:
        """The engine, once every worker there is has answered that it can read. Raises JiedaoError with the one that cannot."""
        ask(self._scheduler)
        from distributed import Client
        from distributed.scheduler import KilledWorker

        self.lost = KilledWorker
        self._client = Client(self._scheduler, timeout=_ANSWER_SECONDS, set_as_default=False)
        try:
            self._wait_for_workers()
            self._ask_workers()
        except BaseException:
            self.__exit__()
            raise
        self._executor = self._client.get_executor(pure=False)
        return self

    def _wait_for_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_JOIN_SECONDS)
        except TimeoutError:
            raise JiedaoError(_unfit(self._scheduler, "it has no workers")) from None

    def _ask_workers(self) -> None:
        token = self._folder / _TOKEN
        token.write_text(self._fingerprint, encoding="utf-8")
        entry = min(os.listdir(self._inbox))
        try:
            answers = self._client.run(_fault, self._fingerprint, self._inbox / entry, token, on_error="return")
        finally:
            token.unlink()
        for worker, fault in answers.items():
            if isinstance(fault, BaseException):
                fault = f"cannot load this software ({type(fault).__name__}: {fault}); install it there"
            if fault:
                raise JiedaoError(f"{self._scheduler}: the worker {worker} {fault}.")

    def __exit__(self, *error: object) -> None:
        """Give up what has not been read."""
        if self._client:
            self._client.close()

    def slots(self) -> int:
        """The number of workers, at least 1; each reads one batch at a time."""
        now = time.monotonic()
        if now > self._looked + _LOOK_SECONDS:
            self._workers, self._looked = len(self._client.nthreads()), now
            if self._workers:
                self._seen = now
        return max(self._workers, 1)

    def submit(self, batch: Batch, folder: Path) -> Future[BatchRead]:
        """Start to read a batch."""
        future: Future[BatchRead] = self._executor.submit(_read, batch, folder, self._fingerprint)
        self._batches[future] = batch
        return future

    def wait(self, futures: Iterable[Future[BatchRead]]) -> set[Future[BatchRead]]:
        """Wait until one is done or more are. Raises JiedaoError where the cluster is gone, or a worker does not see the inbox."""
        waiting = list(futures)
        while True:
            done = concurrent.futures.wait(waiting, _LOOK_SECONDS, concurrent.futures.FIRST_COMPLETED).done
            if any(future.cancelled() for future in done) or self._client.status != "running":
                raise JiedaoError(f"{self._scheduler}: the scheduler is gone. Start it, and run again: what was read is kept.")
            for future in done:
                batch = self._batches.pop(future)
                if future.exception() is None and _unseen(future.result()) and any(file.path.exists() for file in batch):
                    raise JiedaoError(f"{self._scheduler}: a worker does not see the inbox ({batch[0].path}). Mount it there.")
            if done:
                return done
            self.slots()
            if time.monotonic() > self._seen + _PATIENCE_SECONDS:
                raise JiedaoError(f"{self._scheduler}: no worker is left. Start some, and run again: what was read is kept.")


def _unseen(read: BatchRead) -> bool:
    return all(rejected.reason == "vanished" for file in read.files for rejected in file.rejected) and not any(
        file.documents for file in read.files
    )


# --- on a worker ----------------------------------------------------------------------------------


def _read(batch: Batch, folder: Path, fingerprint: str) -> BatchRead:
    """As :func:`etl.pipeline.reading.read_batch`; a worker that came late is asked too whether it can."""
    if fault := _fault(fingerprint, None, folder):
        raise JiedaoError(f"A worker on {os.uname().nodename} {fault}.")
    return reading.read_batch(batch, folder)


def _fault(fingerprint: str, inbox: Path | None, shared: Path) -> str:
    """Why this worker cannot read for the run; empty where it can."""
    if fingerprint != _own_fingerprint():
        return "has another version of this software, of Python or of a library that reads files; install the same one there and restart it"
    if inbox and not inbox.exists():
        return f"does not see the inbox ({inbox}); mount it there under the same path"
    if not shared.exists():
        return f"does not see the shared folder ({shared}); name one that all workers see with --shared DIR"
    return ""


@lru_cache(maxsize=1)
def _own_fingerprint() -> str:
    # Once, when the modules are loaded: what is installed later is not what runs.
    return fingerprint.of_reading(fingerprint.parts())
