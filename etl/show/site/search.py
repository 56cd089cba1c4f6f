"""The index behind the search box: districts, objects and indicators, each with what it reads like. Pure functions.

It is that of :mod:`etl.show.search`: a part of a Chinese name or alias, of its pinyin without tones, or of its English finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from etl.conform.concepts.words import normal
from etl.show import search
from etl.show.site.data import Row

DISTRICT, OBJECT, INDICATOR = "district", "object", "indicator"


def entries(districts: Iterable[Row], objects: Iterable[Row], indicators: Iterable[Row]) -> Iterator[list[Any]]:
    """What can be found, what most reports speak of first: kind, name, second line, page, whether invented alone, and its readings."""
    weighed: list[tuple[int, list[Any]]] = []
    for row in districts:
        if row["facts"]:
            weighed.append((row["facts"], _district(row)))
    read = search.texts()
    for row in objects:
        texts = read.get(row["code"]) or _texts(row)
        weighed.append((row["facts"], [OBJECT, row["name_zh"], row["name_en"], row["page"], not row["districts"], _joined(texts)]))
    for row in indicators:
        if row["page"]:
            entry = [INDICATOR, row["name_zh"], row["name_en"] or "", row["page"], not row["districts"], _joined(_texts(row))]
            weighed.append((row["facts"], entry))
    yield from (entry for _, entry in sorted(weighed, key=lambda item: -item[0]))


def _district(row: Row) -> list[Any]:
    around = [row[name] for name in ("province", "city", "county") if row[name]]
    texts = [*search.readings([row["label"], *around]), row["code"] or ""]
    return [DISTRICT, row["label"], " · ".join(around), row["page"], row["fictional"], _joined(texts)]


def _texts(row: Row) -> list[str]:
    return [row["code"].lower(), *search.readings([row["name_zh"]]), normal(row["name_en"] or "").lower()]


def _joined(texts: Any) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))
