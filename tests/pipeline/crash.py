"""Runs in processes of their own that can be killed, for tests; forked from a server that has imported everything heavy."""

from __future__ import annotations

import errno
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import ModuleType

# Imported by the server before it forks: a run in a test starts at once.
import hypothesis  # noqa: F401
import pandera.backends.polars.builtin_checks  # noqa: F401
import pytest

import etl
import etl.pipeline.cache
from etl.errors import JiedaoError
from etl.pipeline.nightly import run

etl.extract("柳桥街道2022年工作总结\n全年新增注册企业2家,同比增长6.3%。\n")

# What a run asks of the file system through Python; what DuckDB writes by itself is not among it.
STEPS = ("os.mkdir", "os.chmod", "os.rename", "os.symlink", "os.remove", "os.rmdir", "os.truncate", "fcntl.flock", "open")


def start(target: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """Run `target` in a process group of its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crash"])
    # The server looks for what it is to import on its own path.
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        forkserver.ensure_running()
    process = context.Process(target=_in_own_group, args=(target, *arguments))
    # Processes import the main module again, and here that is the test runner.
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        process.start()
    finally:
        sys.modules["__main__"] = main
    return process


def _in_own_group(target: Callable[..., None], *arguments: object) -> None:
    os.setpgid(0, 0)
    target(*arguments)


def build(raw: Path, warehouse: Path, workers: int = 1) -> None:
    """A run; its error goes to a file beside the warehouse, and its code is the exit code."""
    try:
        run(raw, warehouse, workers=workers)
    except JiedaoError as error:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        warehouse.with_name("error.txt").write_text(str(error), encoding="utf-8")
        os._exit(error.exit_code)


def build_until(raw: Path, warehouse: Path, step: int, full_disk: bool) -> None:
    """A run whose n-th step in the warehouse kills it, or finds the disk full from then on; exit code 0 where it takes fewer steps."""
    taken = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal taken
        if event not in STEPS or (event == "open" and isinstance(arguments[1], str) and not set(arguments[1]) & set("wa+x")):
            return
        if event != "fcntl.flock" and str(warehouse) not in str(arguments[0]):
            return
        taken += 1
        if not full_disk and taken == step:
            os.kill(os.getpid(), signal.SIGKILL)
        # A full disk still lets files be removed and locked.
        if full_disk and taken >= step and event not in ("os.remove", "os.rmdir", "os.chmod", "fcntl.flock"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    sys.addaudithook(hook)
    build(raw, warehouse)


def build_with_files_up_to(raw: Path, warehouse: Path, size: int) -> None:
    """A run that can write no file beyond `size` bytes: every write, DuckDB's too, fails there as it does on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    build(raw, warehouse)
