"""The text of one report with every numeral marked, for a notebook."""

from __future__ import annotations

import html
from dataclasses import dataclass

import duckdb

from etl.show.site import data, pages


@dataclass(frozen=True)
class Page:
    """A page of its own within a notebook: its style and script touch nothing around it."""

    source: str

    def _repr_html_(self) -> str:
        return (
            '<iframe class="jiedao-page" title="报告全文 Text of the report" sandbox="allow-scripts" '
            'style="width:100%;height:44em;border:1px solid #d9dee4;border-radius:4px" '
            f'srcdoc="{html.escape(self.source)}"></iframe>'
        )


def text(con: duckdb.DuckDBPyConnection, document_key: int) -> Page:
    """A report's text as the site's audit page shows it: each numeral in the colour of its topic, or grey with its reason."""
    return Page(pages.alone(data.read_report(con, document_key)))
