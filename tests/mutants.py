"""Does a test fail where a condition of the grammar or of conform is disabled? ``make mutants`` tries many, chosen at random.

A mutant is a copy of the checkout in which one condition always, or never, holds. The tests of its module and its room run against it
until one fails, but for those that take long as the code stands. A mutant that none notices has survived: either an example is missing, or
the condition is not needed. No mutant is begun once the time is up that was given.
"""

from __future__ import annotations

import argparse
import ast
import os
import queue
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

CHECKOUT = Path(__file__).resolve().parent.parent
ROOMS = {
    "etl/grammar": ("tests/grammar/test_examples.py", "tests/grammar/test_readings.py"),
    "etl/conform": ("tests/conform/test_heads.py", "tests/conform"),
}
"""The rooms, each with the tests that concern all of it, those first that notice most."""
SECONDS = 45
"""What the tests of a mutant may take together as the code stands; where they take more, the longest are left out."""
TIMES = 10
"""How many times as long they may take with a condition disabled: a mutant that takes longer goes round in circles: it is noticed."""
MOST_SURVIVORS = 0.1


@dataclass(frozen=True)
class Mutant:
    """A condition, by its place in bytes, and what stands in its place."""

    path: str
    line: int
    start: int
    end: int
    written: str
    becomes: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {' '.join(self.written.split())} → {self.becomes}"

    def of(self, source: bytes) -> bytes:
        """The source with the condition disabled."""
        return source[: self.start] + self.becomes.encode() + source[self.end :]


def mutants(path: str, source: str) -> Iterator[Mutant]:
    """Every condition of a module, both ways: what is tested, and the operands of `and` and `or`, each as if it were not there."""
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def mutant(node: ast.expr, becomes: str) -> Mutant:
        assert node.end_lineno is not None and node.end_col_offset is not None
        start, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
        return Mutant(path, node.lineno, start, end, source.encode()[start:end].decode(), becomes)

    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                pass
            case ast.If(test=test) | ast.IfExp(test=test):
                yield from (mutant(test, becomes) for becomes in ("True", "False"))
            case ast.comprehension(ifs=ifs):
                yield from (mutant(test, "True") for test in ifs)
            case ast.BoolOp(op=op, values=values):
                # `x or default` names a value; without its last operand it would be another expression, no condition less.
                tested = values if isinstance(op, ast.And) else values[:-1]
                yield from (mutant(value, str(isinstance(op, ast.And))) for value in tested)


def chosen(number: int, seed: int, under: list[str]) -> list[Mutant]:
    """So many mutants of the modules below some paths, at random."""
    files = sorted(file for path in under for file in ([CHECKOUT / path] if path.endswith(".py") else (CHECKOUT / path).rglob("*.py")))
    every = [m for file in files for m in mutants(file.relative_to(CHECKOUT).as_posix(), file.read_text("utf-8"))]
    return random.Random(seed).sample(every, min(number, len(every)))


def copy_of(folder: Path) -> Path:
    """A copy of what tests need."""
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    for name in ("etl", "tests", "sql", "docs", "notebooks"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=ignored)
    shutil.copytree(CHECKOUT / "raw" / "samples", folder / "raw" / "samples")
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    return folder


def tests_of(path: str) -> tuple[str, ...]:
    """The tests that concern a module: those that import it, then those that concern all of its room.

    Left out are those that hold for any text: they take long, and what a condition decides is not theirs.
    """
    room = next(room for room in ROOMS if path.startswith(room))
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    package, _, name = module.rpartition(".")
    imports = re.compile(rf"^(?:from {re.escape(module)} import|from {re.escape(package)} import .*\b{name}\b)", re.MULTILINE)
    own = [file for file in sorted((CHECKOUT / "tests" / Path(room).name).rglob("test_*.py")) if imports.search(file.read_text("utf-8"))]
    named = [file.relative_to(CHECKOUT).as_posix() for file in own if file.name != "test_properties.py"]
    return (*named, *ROOMS[room])


def tests_pass(checkout: Path, tests: Sequence[str], seconds: float | None = None, report: Path | None = None) -> bool:
    """Whether some tests pass in a checkout within so many seconds; how long each took is written to `report`."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not slow", *tests]
    if report:
        command.append(f"--junit-xml={report}")
    try:
        done = subprocess.run(
            command, cwd=checkout, env=os.environ | {"PYTHONPATH": str(checkout)}, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def seconds_of(report: Path) -> dict[str, float]:
    """How long each test took (file::name), by a report of pytest."""
    cases = ElementTree.parse(report).iter("testcase")
    return {f"{case.attrib['classname'].replace('.', '/')}.py::{case.attrib['name']}": float(case.attrib["time"]) for case in cases}


def affordable(tests: Sequence[str], taken: Mapping[str, float], most: float) -> tuple[list[str], float]:
    """Arguments for pytest to run what some files and folders hold, but for the longest tests if all take more than so many seconds.

    Returns how many seconds the others take as well.
    """
    concerned = {test: s for test, s in taken.items() if any(test.startswith((f"{of}::", f"{of}/")) for of in tests)}
    total, left_out = sum(concerned.values()), []
    for test in sorted(concerned, key=lambda test: -concerned[test]):
        if total <= most:
            break
        total -= concerned[test]
        left_out += ["--deselect", test]
    return [*tests, *left_out], total


def survivors(tried: list[Mutant], processes: int, minutes: float) -> tuple[list[Mutant], int]:
    """The mutants that no test notices, and how many were tried before the time was up; says how far it is."""
    end = time.monotonic() + 60 * minutes
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(processes) as pool:
        free: queue.Queue[Path] = queue.Queue()
        for n in range(processes):
            free.put(copy_of(Path(folder) / str(n)))
        checkout, report = free.get(), Path(folder) / "report.xml"
        if not tests_pass(checkout, sorted({test for mutant in tried for test in tests_of(mutant.path)}), report=report):
            sys.exit("The tests fail as the code stands; mend that first.")
        free.put(checkout)
        taken = seconds_of(report)

        def survives(mutant: Mutant, number: int) -> bool | None:
            """None where there is no time left to try."""
            if time.monotonic() > end:
                return None
            checkout = free.get()
            file = checkout / mutant.path
            source = file.read_bytes()
            tests, seconds = affordable(tests_of(mutant.path), taken, SECONDS)
            try:
                file.write_bytes(mutant.of(source))
                # Python takes bytecode for current by size and second.
                os.utime(file, (number, number))
                alive = tests_pass(checkout, tests, TIMES * (seconds + 10))
            finally:
                file.write_bytes(source)
                free.put(checkout)
            print("survived" if alive else "noticed ", mutant, flush=True)
            return alive

        found = list(pool.map(survives, tried, range(1, len(tried) + 1)))
    return [mutant for mutant, alive in zip(tried, found, strict=True) if alive], sum(alive is not None for alive in found)


def main() -> None:
    """Try mutants; exit with 1 where too many survive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("under", nargs="*", default=list(ROOMS), help="folders or modules (default: both rooms)")
    parser.add_argument("--number", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60, help="begin no mutant after so long (default: 60)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    tried = chosen(options.number, options.seed, options.under)
    alive, number = survivors(tried, options.processes, options.minutes)
    print(
        f"\n{len(alive)} of {number} survived ({len(alive) / max(number, 1):.0%}); {len(tried) - number} were not tried", *alive, sep="\n"
    )
    sys.exit(len(alive) > MOST_SURVIVORS * number)


if __name__ == "__main__":
    main()
