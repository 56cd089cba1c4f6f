"""A data warehouse of what Chinese sub-districts (街道) and towns say, in numbers, in their annual work reports.

Three things are enough for most users::

    import etl

    facts = etl.extract("全年新增注册企业2585家,同比增长6.3%。")   # no warehouse needed
    con = etl.connect()                                          # read-only DuckDB connection to the current version
    report = etl.run(raw="raw", warehouse="warehouse")           # the nightly job

Importing this package costs nothing: grammar, Polars and DuckDB are loaded by the call that needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.errors import JiedaoError

if TYPE_CHECKING:
    from os import PathLike

    import duckdb

    from etl.conform.facts import Fact
    from etl.pipeline.nightly import RunReport

__all__ = ["JiedaoError", "connect", "extract", "run"]


def extract(text: str, *, path: str = "") -> list[Fact]:
    """The conformed facts that a report's text states, in text order.

    Offsets are code points into `text`; `path` is only repeated as the facts' `source`.
    """
    from etl.conform.facts import facts_of
    from etl.report import extraction, ingest

    return facts_of(extraction.extract(ingest.read_text(text, path=path)))


def connect(
    warehouse: str | PathLike[str] | None = None,
    *,
    memory: str | None = None,
    spill: str | None = None,
    seconds: float | None = None,
) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the current version of the warehouse; its statements reach no file and its settings are locked.

    The warehouse is `warehouse`, else the folder named by JIEDAO_WAREHOUSE, else the checkout's. A statement may take `memory` (an amount
    such as 4GB or a share such as 50%), `spill` to disk what does not fit into it (20GB; by default nothing), and run for `seconds`;
    without them JIEDAO_MEMORY, JIEDAO_SPILL and JIEDAO_SECONDS count, else half of the memory and ten minutes. Raises JiedaoError where
    no version is built or it cannot be opened.
    """
    from etl.warehouse import opening

    return opening.connect(warehouse, memory=memory, spill=spill, seconds=seconds)


def run(
    raw: str | PathLike[str] | None = None,
    warehouse: str | PathLike[str] | None = None,
    *,
    full: bool = False,
    dry_run: bool = False,
    allow_shrink: bool = False,
    workers: int | None = None,
    site: bool = False,
) -> RunReport:
    """Bring the warehouse up to date with the inbox `raw`; see :func:`etl.pipeline.nightly.run`."""
    from etl.pipeline import nightly

    return nightly.run(raw, warehouse, full=full, dry_run=dry_run, allow_shrink=allow_shrink, workers=workers, site=site)
