"""The fixture by which tests ask a small warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from asking import MORE_TABLES, Ask, warehouse
from builders import use_reference

from etl.stages.conform import DocumentResult


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask a query of a warehouse made of some reports."""
    use_reference(tmp_path / "reference", monkeypatch, **MORE_TABLES)

    def answer(query: str, *reports: DocumentResult) -> list[tuple[Any, ...]]:
        with warehouse(*reports) as con:
            return con.execute(query).fetchall()

    return answer
