"""Nothing that the grammar reads of its examples and of the corpus changes unnoticed."""

from __future__ import annotations

import pytest
import readings


@pytest.mark.parametrize("name", readings.names())
def test_reads_what_was_read_when_somebody_last_looked(name: str) -> None:
    kept = (readings.FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    assert readings.lines_of(name) == kept, "make readings, and look at what git diff shows"


def test_no_file_is_left_over() -> None:
    assert {file.stem for file in readings.FOLDER.glob("*.tsv")} == {*readings.names(), readings.HEADS}
