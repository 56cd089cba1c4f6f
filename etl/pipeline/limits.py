"""What reading one document may take, in a process that reads for a run: past it the document is given up, and the run goes on.

Time is the processor's, so that a busy machine gives up nothing. A document that does not heed the first limit, since it keeps a library
busy, ends its process at the second one.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.contracts.records import Rejected

SECONDS = 60
SECONDS_PER_MB = 20
"""More for each million bytes or characters."""
MEMORY = 1_500_000_000
"""Bytes, beside what the process held before."""
_LAST = 2
"""The second limit, in times the first."""

_confined = False


class TooLong(BaseException):
    """The time is up. No Exception, which a library may take for a fault of the document."""


def confine() -> None:
    """Let the limits hold in this process, whose main thread reads."""
    global _confined
    _confined = True
    signal.signal(signal.SIGVTALRM, _time_is_up)
    # A process that is ended leaves no image of its memory in the working directory.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _time_is_up(signum: int, frame: object) -> None:
    raise TooLong


@contextmanager
def limited(size: int, more: int = 0) -> Iterator[None]:
    """Whatever reads a document of that size, in bytes or characters, takes no more than it may, or TooLong or MemoryError is raised.

    `more` are seconds that it may take beside those by its size.
    """
    if not _confined:
        yield
        return
    seconds = allowed(size, more)
    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    held = _held()
    try:
        if held:
            limit = held + MEMORY
            resource.setrlimit(resource.RLIMIT_DATA, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
        signal.setitimer(signal.ITIMER_PROF, seconds * _LAST)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def allowed(size: int, more: int = 0) -> float:
    """Seconds of the processor that a document of that size may take."""
    return SECONDS + SECONDS_PER_MB * size / 1_000_000 + more


def given_up(path: str, sha256: str, seconds: float, error: BaseException) -> Rejected:
    """What a document is that went past a limit; `seconds` is what it was allowed."""
    if isinstance(error, TooLong):
        reason, limit = "too_slow", f"{seconds:.0f} seconds"
    else:
        reason, limit = "too_large", f"{MEMORY / 1e9:.1f} GB of memory"
    detail = f"Reading it takes more than {limit}, as no report does; split it, save it in another format, or remove it."
    return Rejected(path, reason, detail, sha256)


def _held() -> int:
    """Bytes of data that this process holds; 0 where the system does not tell, and none are counted."""
    if sys.platform != "linux":
        return 0
    return int(Path("/proc/self/statm").read_bytes().split()[5]) * os.sysconf("SC_PAGE_SIZE")
