"""Reports the progress of a run: a bar on a terminal, otherwise one line of JSON per event. Both go to standard error."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TextIO

from etl.contracts.escape import json_text

Listener = Callable[..., None]
"""Called with the name of an event and its details, as keyword arguments that JSON can hold."""

_EVERY_SECONDS = 30.0


def ignore_events(event: str, **said: Any) -> None:
    """Listener that ignores events."""


@contextlib.contextmanager
def listener(form: str, stream: TextIO) -> Iterator[Listener]:
    """What to hand to a run as `listen`: `form` is json, or auto (a bar where `stream` is a terminal, else JSON)."""
    if form == "auto" and stream.isatty():
        with _bar() as bar:
            yield bar
    else:
        yield _json_lines(stream)


def _json_lines(stream: TextIO) -> Listener:
    last = time.monotonic()

    def tell(event: str, **said: Any) -> None:
        nonlocal last
        # One line a report would bury the rest.
        if event == "read" and said["done"] < said["reports"] and time.monotonic() < last + _EVERY_SECONDS:
            return
        last = time.monotonic()
        line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **said}
        stream.write(json_text(json.dumps(line, ensure_ascii=False)) + "\n")
        stream.flush()

    return tell


@contextlib.contextmanager
def _bar() -> Iterator[Listener]:
    with contextlib.ExitStack() as shown:
        advance: Any = None

        def tell(event: str, **said: Any) -> None:
            nonlocal advance
            if event == "reading" and said["reports"]:
                # Imported when there is something to show: a run without changes ends at once.
                from rich.console import Console
                from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

                columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
                progress = shown.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
                task = progress.add_task("reading reports", total=said["reports"])
                advance = lambda done: progress.update(task, completed=done)  # noqa: E731
            elif event == "read" and advance:
                advance(said["done"])
            elif event in ("conformed", "failed"):
                shown.close()

        yield tell
