"""Make machine code of the grammar: ``python -m etl.compile``. Needs mypy, setuptools and a C compiler, and takes half a minute.

mypyc compiles the sources as they are; :mod:`etl.compiled` says which, and when the result is used.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from etl.compiled import NOTE, PACKAGE, sources, stamps

GROUP = "etl.grammar.compiled"
"""The library that holds the code of all modules; one small one a module stands before it."""

_SETUP = """
from mypyc.build import mypycify
from setuptools import setup

setup(name="grammar", packages=[], ext_modules=mypycify({arguments!r}, group_name={group!r}, opt_level="2", debug_level="0"))
"""
# Types of what the grammar does not import need not be looked up.
_CONFIG = """
[mypy]
follow_imports = silent
ignore_missing_imports = True
[mypy-duckdb.*,etl.run,etl.warehouse,etl.stages.conform,etl.stages.ingest]
follow_imports = skip
"""


def compile_grammar() -> str:
    """Compile the modules of :func:`etl.compiled.sources`; returns what came of it, in one line.

    Where that fails, nothing is left behind and the sources go on being read.
    """
    remove()
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if not shutil.which(compiler):
        return f"No C compiler ({compiler}) found: reports are read by plain Python, which takes half as long again"
    before, root = stamps(), PACKAGE.parent
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(PACKAGE, work / "etl", ignore=shutil.ignore_patterns("__pycache__", "_data", "site", "export", "*.so"))
        (work / "mypy.ini").write_text(_CONFIG, encoding="utf-8")
        arguments = ["--config-file=mypy.ini", *(file.relative_to(root).as_posix() for file in sources().values())]
        (work / "setup.py").write_text(_SETUP.format(arguments=arguments, group=GROUP), encoding="utf-8")
        command = [sys.executable, "setup.py", "--quiet", "build_ext", "--inplace"]
        environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "MYPYPATH")}
        made = subprocess.run(command, cwd=work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if made.returncode:
            return f"The grammar was not compiled, so plain Python reads reports, which takes half as long again:\n{made.stdout[-2000:]}"
        for file in (work / "etl").rglob("*.so"):
            shutil.copy(file, root / file.relative_to(work))
    NOTE.write_text(json.dumps(before), encoding="utf-8")
    return "Compiled the grammar"


def remove() -> None:
    """Take the machine code away."""
    NOTE.unlink(missing_ok=True)
    for file in (file for folder in ("grammar", "stages") for file in (PACKAGE / folder).rglob("*.so")):
        file.unlink()


if __name__ == "__main__":
    print(compile_grammar())
