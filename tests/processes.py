"""Python processes that tests start and watch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import etl

CHECKOUT = Path(etl.__file__).resolve().parent.parent


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with this checkout's package."""
    path = {"PYTHONPATH": str(CHECKOUT)}
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, env=os.environ | path)


def runs(pid: int) -> bool:
    """Whether a process is alive; a dead one stays in the process table until somebody reaps it."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout.strip()
    return bool(state) and not state.startswith("Z")


DEADLY = """
import os, signal, sys
sys.addaudithook(
    lambda event, said: os.kill(os.getpid(), signal.SIGKILL) if event == "open" and str(said[0]).endswith("deadly.txt") else None
)
"""
"""Kills a process that opens a file named deadly.txt, as one is killed that finds no memory."""


def path_with(code: str, folder: Path) -> str:
    """A PYTHONPATH with which every Python process begins with some code."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
    return os.pathsep.join((str(folder), str(CHECKOUT)))
