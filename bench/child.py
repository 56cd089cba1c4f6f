"""A run in a process of its own, as a nightly job is, that tells what it took: ``python -m bench.child RAW WAREHOUSE``.

It imports nothing but what a run needs, so that its seconds and its memory are those of the run.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from etl.pipeline.nightly import run


def main(raw: Path, warehouse: Path) -> None:
    """Run, and print the seconds of each stage, the facts, and the peak memory in bytes of the parent and of the largest worker."""
    at = {"started": time.perf_counter()}
    done = run(raw, warehouse, listen=lambda event, **_: at.__setitem__(event, time.perf_counter()))
    ends = [(name, at[name]) for name in ("looked", "read", "conformed", "ended") if name in at]
    stages = {name: end - before for (name, end), (_, before) in zip(ends, [("", at["started"]), *ends], strict=False)}
    peak = {
        who: resource.getrusage(usage).ru_maxrss * 1024
        for who, usage in (("parent", resource.RUSAGE_SELF), ("worker", resource.RUSAGE_CHILDREN))
    }
    print(json.dumps({"stages": stages, "facts": done.facts, **peak}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
