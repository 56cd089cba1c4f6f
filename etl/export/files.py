"""How an exported file is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(file: Path, *failures: type[Exception]) -> Iterator[Path]:
    """A path to write to that takes the place of `file` at the end: whoever reads it sees all or nothing of the new one.

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
