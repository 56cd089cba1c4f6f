"""The reference pages that are generated: docs/reference/dictionary.md from the schema, docs/reference/cli.md from the command line.

Write them with `make docs`; a test compares them with what would be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from inspect import cleandoc
from pathlib import Path

import click

from etl.cli import main
from etl.warehouse import resources
from etl.warehouse.catalog import Relation, catalog

FOLDER = Path("docs") / "reference"
"""Where the pages stand in a checkout."""


def pages() -> dict[str, str]:
    """Every generated page, by the name of its file."""
    return {"dictionary.md": dictionary(catalog()), "cli.md": commands(main)}


def dictionary(relations: Mapping[str, Relation]) -> str:
    """The data dictionary as Markdown: what each table and view holds, its key, and each column with its type and comment."""
    parts = [
        "# Data dictionary",
        "What the warehouse holds, from the comments of its own schema. This page is generated: `make docs`.",
        "A column without * may be null. → names the table that a key leads to.",
    ]
    for title, is_view in (("Tables", False), ("Views", True)):
        shown = [relation for relation in relations.values() if relation.is_view == is_view]
        parts.append(f"## {title}")
        parts.append("\n".join(f"- [{relation.name}](#{relation.name})" for relation in shown))
        for relation in shown:
            parts += [f"### {relation.name}", relation.comment]
            if relation.key:
                parts.append(f"One row for each {', '.join(f'`{name}`' for name in relation.key)}.")
            targets = {column: f" → [{other}](#{other})" for column, other, _ in relation.references}
            parts.append(
                _table(
                    ("column", "type", "what it holds"),
                    (
                        (
                            f"`{column.name}`{' *' if column.required else ''}",
                            column.type.lower(),
                            column.comment + targets.get(column.name, ""),
                        )
                        for column in relation.columns
                    ),
                )
            )
    return "\n\n".join(parts) + "\n"


def commands(group: click.Group) -> str:
    """The reference of the command line as Markdown: for each command what it does, its options and its examples."""
    parts = [
        "# Command line",
        "Every command of `jiedao`. This page is generated from the commands themselves: `make docs`.",
        *_told(group.help),
        "Every command also tells this itself: `jiedao COMMAND --help`.",
    ]
    for name, command in sorted(group.commands.items()):
        arguments = [_argument(parameter) for parameter in command.params if isinstance(parameter, click.Argument)]
        parts += [f"## {name}", f"```\n{' '.join(('jiedao', name, '[OPTIONS]', *arguments))}\n```", *_told(command.help)]
        options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
        if options:
            parts.append(_table(("option", "what it does", "default"), map(_option, options)))
    return "\n\n".join(parts) + "\n"


def _told(text: str | None) -> Iterable[str]:
    """The paragraphs of a help text; one that click does not wrap becomes a block of code below its first line."""
    for paragraph in cleandoc(text or "").split("\n\n"):
        if not paragraph.startswith("\b\n"):
            yield " ".join(paragraph.split("\n"))
            continue
        _, title, *lines = paragraph.split("\n")
        yield title
        yield f"```{'sh' if title.startswith('Example') else ''}\n" + "\n".join(line.removeprefix("  ") for line in lines) + "\n```"


def _argument(argument: click.Argument) -> str:
    name = argument.metavar or (argument.name or "").upper()
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _option(option: click.Option) -> tuple[str, str, str]:
    if isinstance(option.type, click.Choice):
        takes = " " + "|".join(map(str, option.type.choices))
    else:
        takes = "" if option.is_flag else f" {option.metavar or option.type.name.upper()}"
    default = f"`{option.default}`" if option.show_default and option.default is not None else ""
    return f"`{', '.join(option.opts)}{takes}`", option.help or "", default


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = tuple(head)
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines)


def write() -> list[Path]:
    """Write every page into the checkout; returns the files. Raises FileNotFoundError where the package runs from no checkout."""
    top = resources.checkout()
    if top is None:
        raise FileNotFoundError("The package runs from no checkout, so there is no docs/ to write to.")
    files = []
    for name, page in pages().items():
        file = top / FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8")
        files.append(file)
    return files


if __name__ == "__main__":
    for written in write():
        click.echo(written)
