"""Whether sentences are read by machine code or by the Python sources, which say the same and differ in speed alone.

:mod:`etl.compile` makes machine code of the modules named here. It is passed over, and the sources are imported, once one of them has
changed, and where JIEDAO_PLAIN is set. Standard library only: this is asked whenever the package is imported.
"""

from __future__ import annotations

import json
import os
import sys
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
NOTE = PACKAGE / "grammar" / "compiled.json"
"""What was compiled: module → size and time of change of its source."""
PLAIN = "JIEDAO_PLAIN"

_NOT_COMPILED = ("__init__", "examples")
_BESIDE_GRAMMAR = ("stages/extract.py", "stages/parts.py", "stages/readers/lines.py", "stages/segment.py")


def sources() -> dict[str, Path]:
    """The modules that reading spends its time in, and their sources."""
    grammar = [file for file in (PACKAGE / "grammar").glob("*.py") if file.stem not in _NOT_COMPILED]
    files = sorted([*grammar, *(PACKAGE / name for name in _BESIDE_GRAMMAR)])
    return {".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts): file for file in files}


def stamps() -> dict[str, list[int]]:
    """Size and time of change of every source."""
    return {module: [(info := file.stat()).st_size, info.st_mtime_ns] for module, file in sources().items()}


def state() -> str:
    """compiled, plain (never compiled, or told so) or outdated (a source has changed since)."""
    try:
        noted = json.loads(NOTE.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return "plain"
    except ValueError:
        return "outdated"
    if os.environ.get(PLAIN):
        return "plain"
    return "compiled" if noted == stamps() else "outdated"


def choose() -> None:
    """Have the sources imported, unless machine code of them as they are stands beside them."""
    if NOTE.exists() and state() != "compiled":
        sys.meta_path.insert(0, _Sources())


class _Sources:
    """Finds sources where Python would prefer machine code."""

    def __init__(self) -> None:
        self._files = sources()

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """The module's source, if the module is one that is compiled."""
        file = self._files.get(name)
        return spec_from_file_location(name, file) if file else None
