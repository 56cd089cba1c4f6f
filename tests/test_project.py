"""The project as a whole: what it installs, what its documents promise, what its wheel carries."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-peers.lock")
DOCUMENTS = (
    *("CONTRIBUTING.md", "CHANGELOG.md", "DATA-LICENSE.md"),
    *("README.md", "README.zh-CN.md", "raw/README.md", "warehouse/README.md", "notebooks/README.md"),
    *(f"docs/{name}.md" for name in ("tutorial", "how-to", "operations", "explanation")),
)

# Spelled in parts, or this file would hold what it forbids.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("anaconda", "org"),
        ("deb", "debian", "org"),
        ("tsinghua", "edu", "cn"),
        ("mirrors", "aliyun", "com"),
    )
]


def pins(lock: str) -> dict[str, list[str]]:
    """Versions that a lock file names for each distribution; several where they differ by platform."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock, flags=re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def own(metadata: dict[str, Any], requirement: str) -> bool:
    """Whether an extra names another extra of this project."""
    return canonicalize_name(Requirement(requirement).name) == canonicalize_name(metadata["project"]["name"])


def imported(folder: Path) -> set[str]:
    """Top names of the modules that the code of a folder imports."""
    found: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found


def makefile_targets(project: Path) -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (project / "Makefile").read_text("utf-8"), flags=re.MULTILINE))


@pytest.fixture(scope="module")
def metadata(project: Path) -> dict[str, Any]:
    return tomllib.loads((project / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, unpacked."""
    built, unpacked = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("unpacked")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    (archive,) = built.glob("*.whl")
    with zipfile.ZipFile(archive) as file:
        file.extractall(unpacked)
    return unpacked


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_by_hash_and_names_no_address(project: Path, name: str) -> None:
    lock = (project / name).read_text("utf-8")
    assert pins(lock)
    assert not re.search(r"://|^\s*(-i|-f|--index|--extra-index|--find-links|--trusted)", lock, flags=re.MULTILINE)
    requirements = [r for r in re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", lock)) if r.strip()]
    assert len(requirements) == sum(map(len, pins(lock).values()))
    assert [r for r in requirements if "--hash=sha256:" not in r] == []


def test_locks_cover_the_declared_dependencies(project: Path, metadata: dict[str, Any]) -> None:
    extras, groups = metadata["project"]["optional-dependencies"], metadata["dependency-groups"]
    everything = [*metadata["project"]["dependencies"], *(r for extra in extras.values() for r in extra if not own(metadata, r))]
    building = [*groups["build"], *metadata["build-system"]["requires"]]
    for lock, declared in zip(LOCKS, (everything, building, groups["peers"]), strict=True):
        pinned = pins((project / lock).read_text("utf-8"))
        for requirement in map(Requirement, declared):
            versions = pinned.get(canonicalize_name(requirement.name), [])
            assert versions, f"{requirement.name} is not in {lock}: make lock"
            assert all(requirement.specifier.contains(v) for v in versions), f"{requirement} against {versions} in {lock}: make lock"


def test_what_builds_is_of_the_version_that_is_installed(project: Path) -> None:
    first, second = (pins((project / name).read_text("utf-8")) for name in LOCKS[:2])
    assert {n: first[n] for n in first.keys() & second.keys()} == {n: second[n] for n in first.keys() & second.keys()}


NOT_IMPORTED = {
    "lxml-html-clean": "trafilatura imports it, and declares it as an extra of lxml that some installers do not know",
    "onnxruntime": "rapidocr runs its models by it, or by another one, and declares none",
}


def test_what_is_declared_is_imported_and_what_is_imported_is_declared(project: Path, metadata: dict[str, Any]) -> None:
    """Of what the package itself needs; tools of the developers are not imported."""
    extras = {name: needs for name, needs in metadata["project"]["optional-dependencies"].items() if name != "dev"}
    requirements = [*metadata["project"]["dependencies"], *(need for needs in extras.values() for need in needs)]
    declared = {canonicalize_name(Requirement(need).name) for need in requirements if not own(metadata, need)}
    modules = imported(project / "etl")
    of_modules = {name: set(map(canonicalize_name, found)) for name, found in packages_distributions().items()}
    used = set().union(*(of_modules.get(name, set()) for name in modules))
    assert declared - used == set(NOT_IMPORTED)
    # MarkupSafe is what Jinja's documents tell to import; it comes with it.
    assert {name for name in modules - {"etl"} if name in of_modules and not of_modules[name] & declared} == {"markupsafe"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_name_only_what_exists(project: Path, name: str) -> None:
    """Make targets, jiedao's commands and linked files."""
    from etl.cli import main

    document = project / name
    text = document.read_text("utf-8")
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL))
    assert set(re.findall(r"\bmake ([a-z-]+)", code)) <= makefile_targets(project)
    assert set(re.findall(r"\bjiedao ([a-z]+)", code)) <= set(main.commands)
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_both_readmes_show_the_same_commands(project: Path) -> None:
    def commands(name: str) -> list[str]:
        blocks = re.findall(r"```sh\n(.*?)```", (project / name).read_text("utf-8"), flags=re.DOTALL)
        return [re.sub(r"\s*#.*", "", line) for line in "".join(blocks).splitlines()]

    assert {"make run", "make test"} <= set(commands("README.md"))
    assert commands("README.md") == commands("README.zh-CN.md")


@pytest.fixture(scope="module")
def shell(project: Path, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Runs commands of a README, with the command where the README has it and a warehouse of the samples; gives what they print."""
    home = tmp_path_factory.mktemp("home")
    command = home / ".venv" / "bin" / "jiedao"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m etl.cli "$@"\n', "utf-8")
    command.chmod(0o755)
    shutil.copy(samples / "songbu-2023.txt", home / "report.txt")
    environment = {**os.environ, "PYTHONPATH": str(project), "JIEDAO_WAREHOUSE": str(home / "warehouse")}

    def run(script: str) -> str:
        done = subprocess.run(["bash", "-e"], input=script, cwd=home, env=environment, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        return done.stdout

    run(f"{command} run --raw {shlex.quote(str(samples))}")
    return run


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readmes_first_question_has_the_answer_shown(project: Path, shell: Callable[[str], str], name: str) -> None:
    shown = re.search(r"```sh\n(\.venv/bin/jiedao sql .*?)```\s+```\n(.*?)```", (project / name).read_text("utf-8"), flags=re.DOTALL)
    assert shown
    question, answer = shown.groups()
    assert [line.rstrip() for line in shell(question).splitlines() if line] == answer.splitlines()


@pytest.mark.slow
def test_the_commands_that_the_readmes_show_do_something(project: Path, shell: Callable[[str], str]) -> None:
    blocks = re.findall(r"```sh\n(\.venv/bin/jiedao (?!sql).*?)```", (project / "README.md").read_text("utf-8"), flags=re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines()]
    assert len(commands) >= 6
    for command in commands:
        if command.endswith(" notebook"):
            command += " --help"  # it serves until it is stopped; tests/notebooks opens it
        assert shell(command) or ">" in command, command
    assert json.loads(shell("head -n 1 facts.jsonl"))["quote"]


def test_wheel_carries_what_the_package_reads(project: Path, wheel: Path, metadata: dict[str, Any]) -> None:
    def below(folder: Path, pattern: str) -> set[str]:
        return {p.relative_to(folder).as_posix() for p in folder.rglob(pattern) if ".ipynb_checkpoints" not in p.parts}

    for packed, source, pattern in (
        ("etl", "etl", "*.py"),
        ("etl/reference", "etl/reference", "*.csv"),
        ("etl/reference", "etl/reference", "*.parquet"),
        ("etl/_data/sql", "sql", "*.sql"),
        ("etl/_data/notebooks", "notebooks", "*.ipynb"),
    ):
        expected = below(project / source, pattern)
        assert expected, f"no {pattern} below {source}"
        assert expected <= below(wheel / packed, pattern)
    assert {p.name for p in wheel.iterdir()} == {"etl", f"jiedao_warehouse-{metadata['project']['version']}.dist-info"}
    assert "jiedao = etl.cli:main" in next(wheel.glob("*.dist-info/entry_points.txt")).read_text("utf-8")


def test_resources_are_found_in_a_wheel_and_in_a_checkout(project: Path, wheel: Path, tmp_path: Path) -> None:
    def located(package: Path) -> list[str]:
        code = "import etl.warehouse.resources as r; print(r.root()); print(r.checkout())"
        environment = {**os.environ, "PYTHONPATH": str(package)}
        return subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        ).stdout.splitlines()

    assert located(project) == [str(project), str(project)]
    assert located(wheel) == [str(wheel / "etl" / "_data"), "None"]


def test_no_tracked_file_names_a_registry(project: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=project, check=True, capture_output=True).stdout.decode().split("\0")
    tracked = [project / name for name in listed if name and (project / name).is_file()]
    assert len(tracked) > len(DOCUMENTS)
    hosts = re.compile("|".join(map(re.escape, REGISTRY_HOSTS)).encode())
    assert [str(path.relative_to(project)) for path in tracked if hosts.search(path.read_bytes())] == []


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the package in a folder, by the contracts of the pyproject.toml beside it."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, text=True)


def test_rooms_import_only_from_below_and_in_no_circle(project: Path) -> None:
    done = lint_imports(project)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("contracts/records.py", "def late():\n    from etl.conform import facts", "A room imports only from the rooms below it"),
        ("grammar/numerals.py", "from etl.grammar import sentence", "No import runs in a circle"),
        ("cellar/__init__.py", "", "exhaustive"),
    ],
)
def test_an_import_that_breaks_the_order_is_told(project: Path, tmp_path: Path, module: str, line: str, broken: str) -> None:
    shutil.copytree(project / "etl", tmp_path / "etl", ignore=lambda _, names: [n for n in names if "." in n and not n.endswith(".py")])
    shutil.copy(project / "pyproject.toml", tmp_path)
    (tmp_path / "etl" / module).parent.mkdir(exist_ok=True)
    with (tmp_path / "etl" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = lint_imports(tmp_path)
    assert done.returncode != 0 and broken in done.stdout


@pytest.mark.parametrize(("failing", "code"), [("", 0), ("test", 2), ("test-slow", 2), ("run", 2)])
def test_ci_passes_on_the_exit_code(project: Path, tmp_path: Path, failing: str, code: int) -> None:
    """With a make that only says what it was asked, and fails at one target."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, script in (("make", f'echo "make $1"; [ "$1" != "{failing}" ] || exit 2'), ("dpkg", "exit 0")):
        (tools / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (tools / name).chmod(0o755)
    (tmp_path / "checkout" / ".ci").mkdir(parents=True)
    shutil.copy(project / ".ci" / "run", tmp_path / "checkout" / ".ci" / "run")
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", str(tmp_path / "checkout" / ".ci" / "run")], env=environment, capture_output=True, text=True)
    assert done.returncode == code
    targets = ["test", "test-slow", "run"]
    asked = targets[: targets.index(failing) + 1] if failing else targets
    assert done.stdout.splitlines() == [f"make {target}" for target in asked]


@pytest.mark.parametrize("version", ["3.10", "none"])
def test_make_says_which_python_it_needs(project: Path, tmp_path: Path, version: str) -> None:
    """A Python that is too old, and none at all: a clear message, and no .venv left behind."""
    python = tmp_path / "python"
    if version == "3.10":
        python.write_text("#!/bin/sh\nexit 1\n", "utf-8")
        python.chmod(0o755)
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        shutil.copy(project / name, tmp_path / name)
    done = subprocess.run(["make", "run", f"PYTHON={python}"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode != 0
    assert "No Python 3.11 or newer" in done.stderr and str(python) in done.stderr
    assert not (tmp_path / ".venv").exists()
