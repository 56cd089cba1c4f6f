"""Words stand in tables: code holds constructions, and every role of a table is asked for by some of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import use_reference

from etl import reference
from etl.errors import JiedaoError
from etl.grammar import lexicon

ETL = Path(reference.__file__).parent.parent
ROOMS = ("grammar", "report", "conform")
MOST_WORDS = 1500
"""Words in literals of these rooms. The figure only falls: what moves to a table stays there."""

_EXAMPLES = {"EXAMPLES", "AGAINST", "NAMED", "SENTENCES", "RATIOS", "SPANS", "BASELINES", "PLACES", "NARROWED", "DEEDS"}
"""Tables of sentences with their readings, which are tests beside the code."""
_LOOK_UPS = {"any_of", "becomes", "chars_of", "words_of"}


def trees() -> Iterator[ast.Module]:
    for room in ROOMS:
        yield from (ast.parse(file.read_text("utf-8")) for file in sorted((ETL / room).rglob("*.py")))


def words_in(tree: ast.Module) -> int:
    """Runs of Chinese characters in a module's string constants, without docstrings and examples; 一-鿿 is a range and no word."""
    left_out: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()) | ast.Call(func=ast.Name(id="Way")):
                left_out.update(map(id, ast.walk(node)))
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)) if name in _EXAMPLES:
                left_out.update(map(id, ast.walk(node)))
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in left_out]
    return sum(len(re.findall("[一-鿿]+", text.replace("一-鿿", ""))) for text in texts)


def test_words_are_counted_where_they_are_no_example() -> None:
    module = (
        '"""企业"""\nEXAMPLES = ("建成公园",)\n_A = re.compile("(?:已|均)?达到?[一-鿿]")\ndef f(s):\n    """公园"""\n    return s == "年"\n'
    )
    assert words_in(ast.parse(module)) == 4


def test_words_stand_in_tables() -> None:
    assert sum(map(words_in, trees())) <= MOST_WORDS, "move the words to a table of etl/reference/, and name their role"


def test_every_role_is_asked_for() -> None:
    asked: set[str] = set()
    for node in (node for tree in trees() for node in ast.walk(tree)):
        match node:
            case ast.Call(func=ast.Name(id=name), args=args) if name in _LOOK_UPS:
                asked.update(str(arg.value) for arg in args if isinstance(arg, ast.Constant))
            case ast.Subscript(value=ast.Call(func=ast.Attribute(attr="clause_words")), slice=ast.Constant(value=role)):
                asked.add(str(role))
    assert set(reference.clause_words()) == asked


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_reference(tmp_path / "reference", monkeypatch)
    for name in reference.WORD_TABLES:
        (tmp_path / "reference" / name).write_text("role,word,before,not_before,not_after,becomes\n", "utf-8")
    return tmp_path / "reference"


def test_a_word_counts_beside_what_its_row_allows(table: Path) -> None:
    with (table / "time_words.csv").open("a", encoding="utf-8") as file:
        file.write("test: joins,和,,谐,总,\ntest: joins,与,$|其,,,\ntest: sign,京,,,,11\ntest: sign,沪,,,,31\n")
    joins = re.compile(lexicon.any_of("test: joins"))
    assert [bool(joins.search(s)) for s in ("甲和乙", "和谐", "总和", "甲与", "甲与其", "甲与乙")] == [
        True,
        False,
        False,
        True,
        True,
        False,
    ]
    assert lexicon.words_of("test: joins") == ("和", "与")
    assert lexicon.chars_of("test: joins", "test: sign") == "和与京沪"
    assert lexicon.becomes("test: sign") == {"京": "11", "沪": "31"}


def test_a_role_stands_in_one_table(table: Path) -> None:
    for name in ("rank_words.csv", "time_words.csv"):
        with (table / name).open("a", encoding="utf-8") as file:
            file.write("test: joins,和,,,,\n")
    with pytest.raises(
        JiedaoError, match=r"time_words.csv, line 2: role “test: joins” is one of rank_words.csv. Keep the words of a role in one"
    ):
        reference.clause_words()
