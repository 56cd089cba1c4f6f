"""Fixtures that tests of every part share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from asking import MORE_TABLES, Ask, warehouse
from builders import forget_other_reference, use_reference
from hypothesis import settings

from etl.conform.results import DocumentResult
from etl.pipeline import reading, workers

# A busy machine is no failing test: what has to be fast is measured on purpose, not by a per-example deadline.
settings.register_profile("jiedao", deadline=None)
settings.load_profile("jiedao")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a browser or for a built wheel is slow."""
    for item in items:
        if not {"chromium", "wheel"}.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("slow")


@pytest.fixture(autouse=True)
def true_reference() -> Iterator[None]:
    """What tests have read from small reference tables is forgotten after them: by then their monkeypatch is undone."""
    forget_other_reference()
    yield
    forget_other_reference()


class InProcess(workers.Local):
    """Reads in the process of the test, which may put something in the place of what reads, and need not wait for a process to start."""

    lost = ()  # type: ignore[assignment]

    def __enter__(self) -> InProcess:
        return self

    def submit(self, batch: workers.Batch, folder: Path) -> Future[reading.BatchRead]:
        done: Future[reading.BatchRead] = Future()
        done.set_result(reading.read_batch(batch, folder))
        return done


@pytest.fixture(autouse=True, scope="session")
def read_in_process() -> Iterator[None]:
    """What one process would read is read in that of the test; a test of processes imports workers.Local itself."""
    local = workers.Local
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "Local", lambda count: InProcess(1) if count == 1 else local(count))
        yield


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
