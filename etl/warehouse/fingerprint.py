"""What a version depends on beside the inbox: the code, the reference tables, the SQL and the libraries.

Standard library only: it is asked on every run, before anything heavy is imported.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from etl.errors import JiedaoError
from etl.warehouse import resources

PACKAGE = Path(__file__).resolve().parents[1]

READING_ROOTS = ("etl.pipeline.reading",)
"""The module that turns files into validated frames; what it imports belongs to reading too."""
READING_LIBRARIES = (
    "ahocorasick-rs",
    "charset-normalizer",
    "courlan",
    "htmldate",
    "justext",
    "lxml",
    "lxml-html-clean",
    "msdoc2docx",
    "onnxruntime",
    "opencc",
    "openpyxl",
    "polars",
    "pypdf",
    "pypdfium2",
    "pyyaml",
    "rapidocr",
    "trafilatura",
)
LIBRARIES = (*READING_LIBRARIES, "duckdb", "pyarrow")
SITE = "etl.show.site"
"""The module that shows a version as a site: what it depends on changes no version."""
SITE_LIBRARIES = ("altair", "jinja2", "vl-convert-python")
CONFORM_TABLES = ("phrase_words.csv", "indicators.csv", "growth_caveats.csv", "dimensions.csv")
"""Reference tables that are applied to all mentions after reading; every other one decides how a report is read."""

_MIXED = ("contracts", "conform", "pipeline", "warehouse")
"""Rooms of which reading uses some modules only: a file beside those is counted where it is imported."""

_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+(etl[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n(]*)|import[ \t]+(etl[\w.]*))", re.MULTILINE)


def parts() -> dict[str, str]:
    """Everything a version depends on beside its inputs: file or library → hash or version."""
    modules = _imported(("etl.pipeline.nightly",), without=SITE)
    data = {f"etl/reference/{file.name}": file for file in (PACKAGE / "reference").iterdir() if file.suffix in (".csv", ".parquet")}
    sql = resources.root() / "sql"
    queries = {f"sql/{file.relative_to(sql).as_posix()}": file for file in sql.rglob("*.sql")}
    found = {name: _hash(file) for name, file in sorted((_files(modules) | data | queries).items())}
    return found | {library: _version(library) for library in LIBRARIES} | {"python": "{}.{}".format(*sys.version_info)}


def site_parts() -> dict[str, str]:
    """Everything the site of a version depends on beside the version: file or library → hash or version."""
    found = {name: _hash(file) for name, file in sorted(_files(_imported((SITE,))).items())}
    return found | {library: _version(library) for library in SITE_LIBRARIES}


def reads(part: str) -> bool:
    """Whether what is read of a report depends on this part; the others are applied to what was read, or only show it."""
    if part.startswith("etl/reference/") and not part.endswith(".py"):
        return part.rpartition("/")[2] not in CONFORM_TABLES
    return part == "python" or part in READING_LIBRARIES or part in _reading_sources() or part.startswith(_reading_folders())


def differing(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Names of the parts that are in one of two states alone, or differ."""
    return tuple(sorted({name for name, _ in before.items() ^ now.items()}))


def replaced(since: Mapping[str, str]) -> tuple[str, ...]:
    """Names of the parts that are no longer what they were in the state `since`."""
    try:
        return differing(since, parts())
    except OSError as error:
        # Who replaces files removes them first.
        file = Path(str(error.filename))
        return (file.relative_to(PACKAGE.parent).as_posix() if file.is_relative_to(PACKAGE.parent) else file.name,)


def digest(of: Mapping[str, str]) -> str:
    """Hash of some parts."""
    return hashlib.blake2b(repr(sorted(of.items())).encode(), digest_size=8).hexdigest()


def of_reading(of: Mapping[str, str]) -> str:
    """Hash of those of the parts that reading a report depends on."""
    return digest({name: value for name, value in of.items() if reads(name)})


class Replaced(JiedaoError):
    """The software is no longer what a run began with: half of it is loaded, the rest would be another's."""


def refuse(names: Sequence[str], cause: Exception | None = None) -> None:
    """Raise Replaced if any parts have been replaced, because of `cause` if that is how it came out."""
    if names:
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        left = "all reports are read by the new one" if any(map(reads, names)) else "what was read so far is kept"
        raise Replaced(
            f"The software changed while the run was under way ({', '.join(names[:3])}{more}), so it was stopped; "
            f"the current version stays. Run again, once nobody changes it any more: {left}."
        ) from cause


@contextmanager
def unmixed(since: Mapping[str, str]) -> Iterator[None]:
    """Whatever is done within is done by the software of the state `since`, or Replaced is raised in the end."""
    try:
        yield
    except Replaced:
        raise
    except Exception as error:
        # Parts that do not go together fail in ways that tell nobody why.
        refuse(replaced(since), error)
        raise
    refuse(replaced(since))


@lru_cache(maxsize=1)
def _reading_sources() -> frozenset[str]:
    return frozenset(_source(module) for module in _imported(READING_ROOTS))


@lru_cache(maxsize=1)
def _reading_folders() -> tuple[str, ...]:
    """Where a file that is no module decides how reports are read."""
    folders = _folders(_imported(READING_ROOTS)) - {PACKAGE / room for room in _MIXED}
    return tuple(f"{folder.relative_to(PACKAGE.parent).as_posix()}/" for folder in sorted(folders))


def _files(modules: Iterable[str]) -> dict[str, Path]:
    """The sources of some modules, and the files that lie beside them in their packages."""
    sources = {_source(module): PACKAGE.parent / _source(module) for module in modules}
    beside = (file for folder in _folders(modules) for file in folder.rglob("*") if _is_data(file) and _package(file) == folder)
    return sources | {file.relative_to(PACKAGE.parent).as_posix(): file for file in beside}


def _folders(modules: Iterable[str]) -> set[Path]:
    """The folders of the packages among some modules; the reference tables are counted by themselves."""
    files = (file for module in modules if (file := _file(module)))
    return {file.parent for file in files if file.name == "__init__.py"} - {PACKAGE, PACKAGE / "reference"}


def _package(file: Path) -> Path:
    """The folder of the innermost package that a file lies in: what lies beside a package within it belongs to that one."""
    return next(folder for folder in file.parents if (folder / "__init__.py").exists())


def _is_data(file: Path) -> bool:
    return file.is_file() and file.suffix not in (".md", ".py", ".pyc")


def _imported(roots: Iterable[str], without: str = "") -> set[str]:
    """The package's modules that `roots` import, directly or not, wherever in a module the import stands; but no module `without`."""
    found: set[str] = {without}
    waiting = list(roots)
    while waiting:
        module = waiting.pop()
        if module in found or _file(module) is None:
            continue
        found.add(module)
        waiting.append(module.rpartition(".")[0])
        # The package itself imports its parts in the functions it offers; who imports the package wants none of them.
        if module != "etl":
            for package, names, plain in _IMPORT.findall(_text(module)):
                waiting += [plain] if plain else [package, *(f"{package}.{name}" for name in re.findall(r"\w+", names))]
    return found - {without}


def _text(module: str) -> str:
    file = _file(module)
    return file.read_text(encoding="utf-8") if file else ""


def _file(module: str) -> Path | None:
    """The source file of a module of this package; None where it is no module (a function, a class)."""
    path = PACKAGE.parent.joinpath(*module.split("."))
    return next((file for file in (path / "__init__.py", path.with_suffix(".py")) if module and file.is_file()), None)


def _source(module: str) -> str:
    file = _file(module)
    return file.relative_to(PACKAGE.parent).as_posix() if file else module


def _hash(file: Path) -> str:
    return hashlib.blake2b(file.read_bytes(), digest_size=8).hexdigest()


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "none"
