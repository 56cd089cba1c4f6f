"""Every notebook runs from top to bottom, on any warehouse, and is committed as its author wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from drawn import CHARTS, CHOSEN
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def client() -> Iterator[NotebookClient]:
    """Runs notebooks, all in one kernel: starting one and importing what charts need takes longer than most notebooks."""
    client = NotebookClient(nbformat.v4.new_notebook(), timeout=120, kernel_name="python3")  # type: ignore[no-untyped-call]
    yield client
    client.nb = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
    client.execute(cleanup_kc=True)


class Outputs:
    """What notebooks show that are run on a warehouse, each as if its kernel were new."""

    def __init__(self, client: NotebookClient) -> None:
        self._client = client

    def __call__(self, path: Path, warehouse: Path, choice: tuple[str, str] = ("", "")) -> list[str]:
        """The HTML that each cell shows last, with one line changed as `choice` says."""
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        assert any(choice[0] in cell.source for cell in notebook.cells)
        for cell in notebook.cells:
            cell.source = cell.source.replace(*choice)
        fresh = f"%reset -f\nimport os\nos.environ['JIEDAO_WAREHOUSE'] = {str(warehouse)!r}\ndel os"
        notebook.cells.insert(0, nbformat.v4.new_code_cell(fresh))  # type: ignore[no-untyped-call]
        self._client.nb = notebook
        self._client.execute(cleanup_kc=False)
        cells: list[Any] = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert [output for cell in cells for output in cell.outputs if output.output_type in ("stream", "error")] == []
        return [cell.outputs[-1].data.get("text/html", "") for cell in cells if cell.outputs]


@pytest.fixture
def outputs_of(client: NotebookClient) -> Outputs:
    """Runs notebooks."""
    return Outputs(client)


def rows_of(html: str) -> list[Any]:
    """All rows that a chart carries; none of its data sets is empty."""
    datasets: list[Any] = [rows for found in re.findall(r'"datasets": (\{.*?\]\})', html) for rows in json.loads(found).values()]
    assert all(datasets)
    return [row for rows in datasets for row in rows]


def test_all_notebooks_are_known() -> None:
    assert [path.name for path in NOTEBOOKS] == sorted(CHARTS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_is_committed_without_output(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert [cell.id for cell in code if cell.outputs or cell.execution_count is not None] == []
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_speaks_both_languages(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert any("一" <= character <= "鿿" for character in cell.source), cell.id
            assert sum(character.isascii() and character.isalpha() for character in cell.source) > 20, cell.id


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_draws_its_charts_on_the_samples(path: Path, sampled: Path, outputs_of: Outputs) -> None:
    shown = outputs_of(path, sampled, CHOSEN.get(path.name, ("", "")))
    assert sum('class="jiedao-chart"' in html for html in shown) == len(CHARTS[path.name])
    assert not any("jiedao-note" in html for html in shown)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_says_so_where_there_is_nothing_to_draw(path: Path, bare: Path, outputs_of: Outputs) -> None:
    shown = outputs_of(path, bare)
    assert not any('class="jiedao-chart"' in html for html in shown)
    assert sum('class="jiedao-note"' in html for html in shown) == len(CHARTS[path.name])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_draws_or_says_so_on_one_report(path: Path, lone: Path, outputs_of: Outputs) -> None:
    """One report, one district, one year and no plan met: each chart is drawn of some rows, or a note stands in its place."""
    shown = outputs_of(path, lone)
    drawn = [html for html in shown if 'class="jiedao-chart"' in html]
    assert len(drawn) + sum('class="jiedao-note"' in html for html in shown) == len(CHARTS[path.name])
    assert all(rows_of(html) for html in drawn)


@pytest.mark.parametrize(
    ("name", "choice", "wanted", "unwanted"),
    [
        ("02_compare_districts.ipynb", ("indicator = None", 'indicator = "固定资产投资"'), "固定资产投资", "养老床位"),
        ("03_topics_and_emphasis.ipynb", ("year = None", "year = 2022"), " · 2022", " · 2021"),
        ("04_plan_and_growth.ipynb", ("year = None", "year = 2023"), " · 2023", " · 2024"),
    ],
)
def test_one_cell_chooses(name: str, choice: tuple[str, str], wanted: str, unwanted: str, sampled: Path, outputs_of: Outputs) -> None:
    (path,) = [path for path in NOTEBOOKS if path.name == name]
    shown = str([rows_of(html) for html in outputs_of(path, sampled, choice) if 'class="jiedao-chart"' in html])
    assert wanted in shown and unwanted not in shown


def test_a_name_that_no_indicator_has_is_told(sampled: Path, outputs_of: Outputs) -> None:
    (path,) = [path for path in NOTEBOOKS if path.name == "02_compare_districts.ipynb"]
    shown = outputs_of(path, sampled, ("indicator = None", 'indicator = "固投资产"'))
    notes = [html for html in shown if 'class="jiedao-note"' in html]
    assert len(notes) == len(CHARTS[path.name])
    assert all("“固投资产”" in note and "固定资产投资" in note for note in notes)
