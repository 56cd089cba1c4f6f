"""The ready questions of sql/queries/: one a file, whose leading comment says in Chinese and in English what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from etl.errors import JiedaoError
from etl.warehouse import resources


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the views answer."""

    name: str
    zh: str
    en: str
    sql: str


def questions() -> dict[str, Question]:
    """All ready questions by name, in alphabetical order."""
    found = {}
    for file in sorted((resources.root() / "sql" / "queries").glob("*.sql")):
        zh, en, sql = file.read_text(encoding="utf-8").split("\n", 2)
        found[file.stem] = Question(file.stem, zh.removeprefix("-- "), en.removeprefix("-- "), sql)
    return found


def question(name: str) -> Question:
    """The question of that name. Raises JiedaoError where there is none."""
    known = questions()
    if name not in known:
        raise JiedaoError(f"{name}: no question has this name. They are: {', '.join(known)}")
    return known[name]
