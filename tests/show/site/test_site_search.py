"""The index behind the search box: what finds a district, an object and an indicator, and in what order they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import use_reference

from etl.show import search as words_of
from etl.show.site import search

DISTRICT = {"label": "柳桥街道", "province": "江南省", "city": None, "county": "东湖区", "code": "330199001", "page": "districts/1.html"}
OBJECT = {"code": "illegal_buildings", "name_zh": "违法建设", "name_en": "Illegal buildings", "page": "objects/illegal_buildings.html"}
INDICATOR = {"code": "x_1", "name_zh": "修井", "name_en": None, "districts": 0, "facts": 9}


@pytest.fixture
def entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[Any]]:
    use_reference(tmp_path / "reference", monkeypatch)
    words_of.texts.cache_clear()
    return list(
        search.entries(
            [DISTRICT | {"facts": 5, "fictional": True}, DISTRICT | {"label": "白石镇", "facts": 0, "fictional": False}],
            [OBJECT | {"facts": 7, "districts": 2}],
            [INDICATOR | {"page": "indicators/x_1.html"}, INDICATOR | {"name_zh": "修桥", "page": None}],
        )
    )


def test_what_most_reports_speak_of_stands_first_and_what_has_no_page_or_no_fact_nowhere(entries: list[list[Any]]) -> None:
    assert [entry[:5] for entry in entries] == [
        ["indicator", "修井", "", "indicators/x_1.html", True],
        ["object", "违法建设", "Illegal buildings", "objects/illegal_buildings.html", False],
        ["district", "柳桥街道", "江南省 · 东湖区", "districts/1.html", True],
    ]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("违建", ["违法建设"]),
        ("weijian", ["违法建设"]),
        ("illegalbuildings", ["违法建设"]),
        ("柳桥", ["柳桥街道"]),
        ("liuqiao", ["柳桥街道"]),
        ("330199001", ["柳桥街道"]),
        ("xiujing", ["修井"]),
        ("古井", []),
    ],
)
def test_each_is_found_by_all_that_it_reads_like(entries: list[list[Any]], words: str, names: list[str]) -> None:
    assert [entry[1] for entry in entries if words in entry[5]] == names
