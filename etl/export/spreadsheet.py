"""Text that a spreadsheet would take for a formula."""

from __future__ import annotations

import unicodedata
from typing import Any

_LOOK_ALIKES = "\u2212\u02d7\u2796\u2795\ua78a\u30a0"
"""Signs that are drawn like + - =, beside those that are the same by compatibility (U+FF1D, U+FE66, U+207A)."""
FORMULA_SIGNS = (
    "\t", "\r", "\n",
    *(chr(code) for code in range(0x1_0000) if unicodedata.normalize("NFKC", chr(code)) in ("=", "+", "-", "@")),
    *_LOOK_ALIKES,
)  # fmt: skip
"""What a cell must not begin with."""
UNSEEN = "[\\s\\p{Z}\\p{Cc}\\p{Cf}]*"
"""What may stand before it all the same, and is not seen (in the words of Polars): blanks, marks of order, controls."""
_UNSEEN = ("Zs", "Zl", "Zp", "Cc", "Cf")


def disarmed(value: Any) -> Any:
    """The value, with an apostrophe before a text that would run as a formula; what is no text is left alone."""
    if not isinstance(value, str) or not value:
        return value
    if value[0] in FORMULA_SIGNS:
        return f"'{value}"
    seen = next((char for char in value if unicodedata.category(char) not in _UNSEEN and not char.isspace()), "")
    return f"'{value}" if seen in FORMULA_SIGNS else value
