"""The charts of each notebook, from top to bottom, by the names that the tests give them."""

from __future__ import annotations

CHARTS = {
    "01_overview.ipynb": ["coverage", "compare", "topics", "growth", "ranks", "numerals"],
    "02_compare_districts.ipynb": ["ranking", "matrix", "medians"],
}
