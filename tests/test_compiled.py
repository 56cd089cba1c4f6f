"""Machine code of the grammar: when it is used, and that it says what the sources say."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl import compiled, software

ROOT = Path(__file__).resolve().parents[1]
WHERE = "import etl.grammar.levels as m; from etl import compiled; print(compiled.state(), m.__file__)"
FACTS = (
    "import etl; print([(f.fact_id, f.value, f.indicator, f.topic) for f in etl.extract('新建公园3座,同比增长5%;办件1.2万件,办结率98%。')])"
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package, with something beside a source that Python would import before it."""
    shutil.copytree(ROOT / "etl", tmp_path / "etl", ignore=shutil.ignore_patterns("__pycache__", "*.so", compiled.NOTE.name))
    return tmp_path


def python(folder: Path, code: str, **environment: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != compiled.PLAIN} | environment | {"PYTHONPATH": str(folder)}
    told = subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    return told.stdout.strip()


def note(package: Path) -> None:
    """Say that the sources as they are have been compiled; what stands for the machine code cannot be imported."""
    suffix = python(package, "import importlib.machinery as m; print(m.EXTENSION_SUFFIXES[0])")
    (package / "etl/grammar" / f"levels{suffix}").write_bytes(b"not what it says")
    code = "import json; from etl import compiled; compiled.NOTE.write_text(json.dumps(compiled.stamps()))"
    python(package, code)


def test_without_machine_code_the_sources_are_imported(package: Path) -> None:
    assert python(package, WHERE) == f"plain {package}/etl/grammar/levels.py"


def test_machine_code_of_the_sources_as_they_are_is_imported(package: Path) -> None:
    note(package)
    told = subprocess.run([sys.executable, "-c", WHERE], cwd=package, env={**os.environ, "PYTHONPATH": str(package)}, capture_output=True)
    assert b"ImportError" in told.stderr, "the sources were imported"


def test_machine_code_of_other_sources_is_passed_over(package: Path) -> None:
    note(package)
    with (package / "etl/grammar/rates.py").open("a", encoding="utf-8") as source:
        source.write("\n")
    assert python(package, WHERE) == f"outdated {package}/etl/grammar/levels.py"
    assert "公园" in python(package, FACTS)


def test_an_unreadable_note_is_no_machine_code(package: Path) -> None:
    note(package)
    (package / "etl/grammar" / compiled.NOTE.name).write_text("{")
    assert python(package, WHERE).startswith("outdated ")


def test_the_sources_can_be_asked_for(package: Path) -> None:
    note(package)
    assert python(package, WHERE, **{compiled.PLAIN: "1"}) == f"plain {package}/etl/grammar/levels.py"


def test_a_version_does_not_depend_on_machine_code(package: Path) -> None:
    ask = "import json; from etl import software; print(json.dumps(software.parts()))"
    before = json.loads(python(package, ask))
    note(package)
    assert json.loads(python(package, ask, **{compiled.PLAIN: "1"})) == before


def test_everything_that_is_compiled_decides_how_reports_are_read() -> None:
    for source in compiled.sources().values():
        assert software.reads(source.relative_to(ROOT).as_posix()), source


def test_without_a_compiler_nothing_is_left_behind(package: Path) -> None:
    code = (
        "import sysconfig; sysconfig.get_config_vars()['CC'] = 'no-such-compiler'; from etl.compile import compile_grammar as c; print(c())"
    )
    assert python(package, code).startswith("No C compiler (no-such-compiler) found")
    assert python(package, WHERE) == f"plain {package}/etl/grammar/levels.py"


def test_compiled_and_plain_say_the_same() -> None:
    """Trivially so where nothing is compiled; after `make fast` this compares the two."""
    assert python(ROOT, FACTS) == python(ROOT, FACTS, **{compiled.PLAIN: "1"})
