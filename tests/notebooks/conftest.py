"""Warehouses for the notebooks, and a JupyterLab that knows nothing of this machine's settings."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from drawn import CHOSEN

import etl
from etl.show import notebook as notebooks


@pytest.fixture(scope="session")
def sampled(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the sample reports."""
    folder = tmp_path_factory.mktemp("sampled") / "warehouse"
    etl.run(samples, folder, workers=1)
    return folder


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of one report that states no number."""
    raw = tmp_path_factory.mktemp("bare") / "raw"
    raw.mkdir()
    text = "柳桥街道办事处工作总结\n\n我们走访企业，听取意见，办好实事。居民满意，企业安心。接下来继续努力。\n"
    (raw / "report.txt").write_text(text, encoding="utf-8")
    folder = raw.parent / "warehouse"
    etl.run(raw, folder, workers=1)
    return folder


@pytest.fixture(scope="session")
def lone(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of one sample report."""
    raw = tmp_path_factory.mktemp("lone") / "raw"
    raw.mkdir()
    shutil.copy(samples / "huazhuang-2022.txt", raw)
    folder = raw.parent / "warehouse"
    etl.run(raw, folder, workers=1)
    return folder


@pytest.fixture(scope="session")
def jupyter_home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment, with every folder of Jupyter's elsewhere, and with a proxy that refuses whoever asks the internet."""
    home = tmp_path_factory.mktemp("jupyter")
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    refused = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    return {**os.environ, **refused, "NO_PROXY": "localhost,127.0.0.1", **{name: str(home / name.lower()) for name in names}}


@pytest.fixture(scope="session")
def lab(sampled: Path, jupyter_home: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, with its token and with {} for a notebook's name, of a JupyterLab that `jiedao notebook` has started on copies."""
    work = tmp_path_factory.mktemp("lab")
    for name, lines in CHOSEN.items():
        copy = notebooks.place(work / "copies") / name
        committed, chosen = (json.dumps(line, ensure_ascii=False)[1:-1] for line in lines)
        copy.write_text(copy.read_text("utf-8").replace(committed, chosen), "utf-8")
    command = [sys.executable, "-m", "etl.cli", "notebook", "--warehouse", str(sampled), "--folder", str(work / "copies")]
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--ServerApp.port=0"]
    with (work / "log").open("w") as log:
        server = subprocess.Popen([*command, "--", *options], cwd=work, env=jupyter_home, stdout=log, stderr=log, start_new_session=True)
    try:
        yield _address(Path(jupyter_home["JUPYTER_RUNTIME_DIR"]) / f"jpserver-{server.pid}.json", server, work / "log")
    finally:
        # Its kernels end with it: a second signal skips the question.
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _address(written: Path, server: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        if written.exists() and (text := written.read_text("utf-8")).rstrip().endswith("}"):
            told = json.loads(text)
            return f"{told['url']}lab/tree/{{}}?reset&token={told['token']}"
        time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text('utf-8')}")
