"""A static site of a warehouse: pages that need no server, no network and no file outside their folder.

Each page forbids itself every request but for the style, the script and the rows that lie in that folder. `build` writes them from a
connection; `publish` from a warehouse's current version, into a folder that is replaced as a whole.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import JiedaoError
from etl.warehouse import fingerprint
from etl.warehouse.opening import connect, locate, open_version

if TYPE_CHECKING:
    import duckdb

FOLDER = "site"
"""Name of the site's folder, in a version and in a warehouse."""
MARKER = ".jiedao-site"
"""File that says that a folder is a site, and may be replaced by one; it names the software that wrote it."""


def build(con: duckdb.DuckDBPyConnection, folder: Path) -> int:
    """Write the site of the warehouse that `con` is connected to into `folder`, which is new or empty; returns the number of pages."""
    from etl.show.site import pages

    written = 0
    for name, text in pages.pages(con):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as file:
            file.writelines(text)
        written += path.suffix == ".html"
    (folder / MARKER).write_text(_software(), encoding="utf-8")
    return written


def beside(database: Path) -> int:
    """Write the site of a version's database into the folder ``site/`` beside it, unless the one there is what this software writes.

    Returns the number of pages that were written. What stood there stays if that fails.
    """
    folder = database.parent / FOLDER
    try:
        if (folder / MARKER).read_text(encoding="utf-8") == _software():
            return 0
    except OSError:
        pass
    with open_version(database) as con:
        return _replace(folder, con)


def publish(warehouse: str | os.PathLike[str] | None = None, out: str | os.PathLike[str] | None = None) -> tuple[Path, int]:
    """Write the site of the current version into `out` (default: ``site/`` in the warehouse); returns the folder and the number of pages.

    A site that stands there is replaced, all of it. Raises JiedaoError where there is no warehouse, where the folder holds anything
    that is no site, where it cannot be written, or where the version was built by software that knew less.
    """
    import duckdb

    folder = Path(out).expanduser().absolute() if out else locate(warehouse) / FOLDER
    if folder.exists() and not (folder / MARKER).exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise JiedaoError(f"{folder}: is there already, and is no site. Name a new or empty folder with --out DIR.")
    try:
        with connect(warehouse) as con:
            return folder, _replace(folder, con)
    except OSError as error:
        raise JiedaoError(f"{folder}: cannot be written ({error.strerror}). Name another folder with --out DIR.") from error
    except duckdb.BinderException as error:
        raise JiedaoError("The current version is of other software, and lacks what the pages show. Build one: jiedao run") from error


def _replace(folder: Path, con: duckdb.DuckDBPyConnection) -> int:
    """Write the site beside `folder`, then let it take that name; nothing is left half written."""
    new = folder.with_name(f".{folder.name}.new")
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    try:
        new.mkdir(parents=True)
        written = build(con, new)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return written


def _software() -> str:
    return fingerprint.digest(fingerprint.site_parts())
