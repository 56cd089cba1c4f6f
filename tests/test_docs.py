"""The documents: what is generated is up to date, and every command that they show gives the answer that they print."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl import docs
from etl.catalog import catalog
from etl.cli import main


@pytest.mark.parametrize("name", sorted(docs.pages()))
def test_generated_pages_are_up_to_date(project: Path, name: str) -> None:
    assert (project / docs.FOLDER / name).read_text("utf-8") == docs.pages()[name], "make docs"


def test_the_dictionary_explains_every_column(project: Path) -> None:
    page = docs.dictionary(catalog())
    for relation in catalog().values():
        part = page.split(f"\n### {relation.name}\n")[1].split("\n### ")[0]
        assert relation.comment in part
        assert all(f"| `{column.name}`" in part and column.comment for column in relation.columns), relation.name


def test_the_reference_has_every_command_and_option() -> None:
    page = docs.commands(main)
    for name, command in main.commands.items():
        part = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert all(option in part for parameter in command.params for option in parameter.opts if option.startswith("-")), name
    assert "```sh\njiedao export out\n" in page and "\b" not in page
