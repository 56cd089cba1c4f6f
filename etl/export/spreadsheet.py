"""Text that a spreadsheet would take for a formula."""

from __future__ import annotations

from typing import Any

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell must not begin with."""


def disarmed(value: Any) -> Any:
    """The value, with an apostrophe before a text that would run as a formula; what is no text is left alone."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value
