"""Place, year and kind of the reports of tests/corpus/heads.txt are those that stood there when somebody last looked."""

from __future__ import annotations

import pytest
import readings
from builders import forget_other_reference


@pytest.fixture(autouse=True, scope="module")
def shipped_tables() -> None:
    """Tests of other modules may have left small tables in the cache."""
    forget_other_reference()


def test_heads_are_read_as_when_somebody_last_looked() -> None:
    kept = (readings.FOLDER / f"{readings.HEADS}.tsv").read_text("utf-8").splitlines()
    assert readings.lines_of(readings.HEADS) == kept, "make readings, and look at what git diff shows"
