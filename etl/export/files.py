"""How an exported file is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(file: Path, *failures: type[Exception]) -> Iterator[Path]:
    """A path to write to that replaces `file` at the end: a reader sees the old file or the whole new one.

    Where writing fails, nothing is left behind. Raises OSError where it fails for the disk, and in place of `failures`, which are what the
    library that writes raises then.
    """
    new = file.with_name(f".{file.stem}.new{file.suffix}")
    try:
        yield new
        new.replace(file)
    except failures as error:
        raise OSError(str(error)) from error
    finally:
        if new.is_file():
            new.unlink()
