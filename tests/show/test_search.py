"""Objects by Chinese words, pinyin and English, and the indicators that districts state of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import warehouse
from builders import report, use_reference

from etl.show import search
from etl.show.search import find, objects_of


@pytest.fixture(autouse=True)
def _reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "reference", monkeypatch)
    search.texts.cache_clear()


@pytest.mark.parametrize("words", ["违建", "weijian", "Illegal buildings", "illegal", "“违 建”"])
def test_an_object_is_found_by_each_of_its_readings(words: str) -> None:
    assert objects_of(words) == ["illegal_buildings"]


@pytest.mark.parametrize("words", ["", " ", "古井"])
def test_what_no_table_names_finds_nothing(words: str) -> None:
    assert objects_of(words) == []


def test_indicators_come_with_who_states_them() -> None:
    with warehouse(report("柳桥街道", {"拆违": "30平方米", "整治违建": "3宗"}), report("白石镇", {"拆违": "9平方米"})) as con:
        first, second = find(con, "违建")
        assert (first.indicator_code, first.districts, first.facts) == ("demolished_area", 2, 2)
        assert (second.indicator_code, second.districts) == ("illegal_buildings.treat.count", 1)
        assert len(con.execute(first.query).fetchall()) == 2
