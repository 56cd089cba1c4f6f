"""The documents: what is generated is up to date, and every command that they show gives the answer that they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import generate
import pytest

from etl.cli import main
from etl.warehouse.catalog import catalog
from etl.warehouse.load import create_tables, create_views


@pytest.mark.parametrize("name", sorted(generate.pages()))
def test_generated_pages_are_up_to_date(project: Path, name: str) -> None:
    assert (project / generate.FOLDER / name).read_text("utf-8") == generate.pages()[name], "make docs"


def test_the_dictionary_explains_every_column() -> None:
    page = generate.dictionary(catalog())
    for relation in catalog().values():
        part = page.split(f"\n### {relation.name}\n")[1].split("\n### ")[0]
        assert relation.comment in part
        assert all(f"| `{column.name}`" in part and column.comment for column in relation.columns), relation.name


def test_the_reference_has_every_command_and_option() -> None:
    page = generate.commands(main)
    for name, command in main.commands.items():
        part = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert all(option in part for parameter in command.params for option in parameter.opts if option.startswith("-")), name
    assert "```sh\njiedao export out\n" in page and "\b" not in page


@pytest.mark.slow
def test_the_tutorial_prints_what_its_commands_print(project: Path, tmp_path: Path) -> None:
    """All of them in one shell, from an empty home; the name of a run and its seconds are not compared."""
    blocks = re.findall(r"```sh\n(.*?)```\n(?:\n```\n(.*?)```)?", (project / "docs" / "tutorial.md").read_text("utf-8"), flags=re.DOTALL)
    (tmp_path / "bin").mkdir()
    jiedao = tmp_path / "bin" / "jiedao"
    jiedao.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m etl.cli "$@"\n', encoding="utf-8")
    jiedao.chmod(0o755)
    script = "set -e\n" + "".join(f"{commands}\necho ==next==\n" for commands, _ in blocks)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("JIEDAO_")},
        "HOME": str(tmp_path),
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(project),
    }
    done = subprocess.run(["bash"], input=script, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    printed = done.stdout.split("==next==\n")
    assert len(printed) == len(blocks) + 1 and sum(bool(answer) for _, answer in blocks) >= 10
    for (commands, answer), said in zip(blocks, printed, strict=False):
        assert _compared(said) == _compared(answer), commands


def _compared(text: str) -> list[str]:
    lines = [re.sub(r"\d{8}T\d{6}Z", "RUN", line).rstrip() for line in text.splitlines()]
    return [re.sub(r"(?<=^seconds) .*", "", line) for line in lines if line]


def test_every_query_that_the_documents_show_is_one(project: Path) -> None:
    """On a warehouse without rows: tables, columns and grammar."""
    shown = 0
    with duckdb.connect() as con:
        create_tables(con)
        create_views(con)
        for page in [*(project / "docs").rglob("*.md"), *project.glob("README*.md")]:
            for query in re.findall(r'jiedao sql "(.*?)"', page.read_text("utf-8"), flags=re.DOTALL):
                con.execute(query.replace('\\"', '"')).fetchall()
                shown += 1
    assert shown >= 10


def test_the_documents_name_only_what_exists(project: Path) -> None:
    """Make targets, commands, views and linked files; a link into a page leads to a heading of it."""
    names = set(catalog())
    targets = set(re.findall(r"^([a-z-]+):", (project / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    for page in sorted((project / "docs").rglob("*.md")):
        text = page.read_text("utf-8")
        code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL))
        assert set(re.findall(r"(?:^|`)make ([a-z-]+)", code, flags=re.MULTILINE)) <= targets, page
        assert set(re.findall(r"(?:^|`|bin/|\()jiedao ([a-z]+)", code, flags=re.MULTILINE)) <= set(main.commands), page
        assert {name for name in re.findall(r"\bv_[a-z_]+|\bdim_[a-z]+", text) if not name.endswith("_")} <= names, page
        for link, anchor in re.findall(r"\]\(([^)#\s]*)(#[^)\s]+)?\)", text):
            if "://" in link:
                continue
            file = (page.parent / link) if link else page
            assert file.exists(), (page, link)
            if anchor and file.suffix == ".md":
                headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), flags=re.MULTILINE)
                assert anchor[1:] in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}, (page, anchor)
