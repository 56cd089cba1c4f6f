"""JupyterLab on the notebooks, with the warehouse at hand and nothing asked of the internet."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from etl.errors import JiedaoError
from etl.warehouse import resources
from etl.warehouse.opening import connect, locate

COPIED = "jiedao-notebooks"
"""The folder that an installed package copies its notebooks to."""

SETTINGS = Path(__file__).resolve().parent / "jupyter"
"""Settings for JupyterLab, which else would look for news, for newer versions of itself and for extensions; the user's own outrank them."""


def place(folder: Path | None = None) -> Path:
    """The folder of the notebooks to work in: the checkout's own, or `folder` with a copy of each notebook that it lacks.

    Without a checkout `folder` is ``jiedao-notebooks`` in the working directory. What is there already is left as it is.
    """
    packed = resources.root() / "notebooks"
    if folder is None and resources.checkout() is not None:
        return packed
    target = (folder or Path(COPIED)).expanduser().absolute()
    try:
        target.mkdir(parents=True, exist_ok=True)
        for notebook in sorted(packed.glob("*.ipynb")):
            if not (target / notebook.name).exists():
                shutil.copyfile(notebook, target / notebook.name)
    except OSError as error:
        raise JiedaoError(f"{target}: cannot hold the notebooks ({error.strerror}). Name another folder with --folder DIR.") from None
    return target


def start(warehouse: Path | None = None, folder: Path | None = None, arguments: Sequence[str] = ()) -> None:
    """Run JupyterLab on the notebooks until it is stopped; its kernels find the warehouse.

    `arguments` are for JupyterLab and outweigh ours. Raises JiedaoError where no warehouse is built.
    """
    connect(warehouse).close()
    os.environ["JIEDAO_WAREHOUSE"] = str(locate(warehouse))
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [os.environ.get("JUPYTER_CONFIG_PATH"), str(SETTINGS)]))
    notebooks = place(folder)
    first = min(path.name for path in notebooks.glob("*.ipynb"))

    from jupyterlab.labapp import LabApp  # type: ignore[import-untyped]

    LabApp.launch_instance([f"--ServerApp.root_dir={notebooks}", f"--LabApp.default_url=/lab/tree/{first}", *arguments])
