"""The charts of each notebook, from top to bottom, by the names that the tests give them."""

from __future__ import annotations

CHARTS = {
    "01_overview.ipynb": ["coverage", "compare", "topics", "growth", "ranks", "numerals"],
    "02_compare_districts.ipynb": ["ranking", "matrix", "medians"],
    "03_topics_and_emphasis.ipynb": ["emphasis", "peers", "kinds", "shift"],
    "04_plan_and_growth.ipynb": ["outcomes", "targets", "changes", "agreement", "years"],
    "05_audit_one_report.ipynb": ["outcomes", "along", "bounds", "compared"],
    "06_curate.ipynb": ["curated", "next", "disagreements"],
}

CHOSEN = {"05_audit_one_report.ipynb": ('words = ""', 'words = "云汀 2023"')}
"""Notebooks of one report: the line that chooses it, as committed, and as it is for a report among the samples that others stand beside."""
