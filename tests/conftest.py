"""Fixtures that tests of every part share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import MORE_TABLES, Ask, warehouse
from builders import forget_reference, use_reference
from hypothesis import settings

from etl.conform.results import DocumentResult

# A busy machine is no failing test: what has to be fast is measured on purpose, not by a per-example deadline.
settings.register_profile("jiedao", deadline=None)
settings.load_profile("jiedao")


@pytest.fixture(autouse=True)
def true_reference(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test has read from small reference tables is forgotten after it: by then its monkeypatch is undone."""
    yield
    if "monkeypatch" in request.fixturenames:
        forget_reference()


@pytest.fixture(scope="session")
def project() -> Path:
    """Top folder of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def samples(project: Path) -> Path:
    """Folder of the reports that ship with the project."""
    return project / "raw" / "samples"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; without one the test is skipped, or fails where JIEDAO_REQUIRE_BROWSER is set."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    message = "no Chromium on the PATH (on Debian: apt-get install chromium fonts-noto-cjk)"
    if os.environ.get("JIEDAO_REQUIRE_BROWSER"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask a query of a warehouse made of some hand-made reports."""
    use_reference(tmp_path / "reference", monkeypatch, **MORE_TABLES)

    def answer(query: str, *reports: DocumentResult) -> list[tuple[Any, ...]]:
        with warehouse(*reports) as con:
            return con.execute(query).fetchall()

    return answer
