"""Where the files live that are no Python: sql/ and notebooks/, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_PACKED = _PACKAGE / "_data"


def root() -> Path:
    """The folder that holds sql/ and notebooks/: the top of a checkout, or the wheel's own data folder."""
    return _PACKED if _PACKED.is_dir() else _PACKAGE.parent


def checkout() -> Path | None:
    """The top folder of the checkout that this package runs from; None where it is installed from a wheel."""
    return None if _PACKED.is_dir() else _PACKAGE.parent
