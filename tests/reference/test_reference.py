"""The loader of the reference tables: what it reads, and how it tells an analyst what is wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from builders import TABLES, forget_reference, use_reference

from etl import reference
from etl.errors import JiedaoError
from etl.reference.places import divisions


def test_the_tables_that_ship_are_sound() -> None:
    forget_reference()
    assert reference.units()["亩"].factor > 600 and reference.units()["亩"].base_unit == "平方米"
    assert reference.indicators() and reference.dimensions() and reference.topics()["economy"].name_en
    assert divisions().division("440311001").city == "深圳市"
    assert divisions().below_county("没有这个街道") == ()


def test_rows_are_read_as_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "reference", monkeypatch)
    assert reference.units()["亩"] == reference.Unit("亩", "area", "平方米", Decimal("666.66666667"), ())
    assert reference.indicators()["econ_firms_new"].definition == "Firms registered in the period."
    assert reference.dimensions()["entity"].meets == ("case",)
    assert divisions().below_county("新安街道") == ("330102001", "440202001")


TOPIC_WORDS = TABLES["topic_words.csv"]
UNITS, INDICATORS, DIMENSIONS = TABLES["units.csv"], TABLES["indicators.csv"], TABLES["dimensions.csv"]
WRONG: dict[str, tuple[str, str, str]] = {
    "an empty cell": ("units", UNITS.replace("家,entity", ",entity"), r"units.csv, line 6: unit is empty. Write a unit"),
    "no number": ("units", UNITS.replace("666.66666667", "two thirds"), r"units.csv, line 5: factor “two thirds” is no number"),
    "not above 0": ("units", UNITS.replace("666.66666667", "0"), r"line 5: factor is 0. It must be a number above 0"),
    "not finite": ("units", UNITS.replace("666.66666667", "NaN"), r"line 5: factor is NaN"),
    "a base of another dimension": (
        "units",
        UNITS.replace("亩,area,平方米", "亩,area,元"),
        r"line 5: base_unit “元” is no unit of dimension area",
    ),
    "its own base": ("units", UNITS.replace("家,entity,家,1", "家,entity,家,2"), r"line 6: 家 is its own base_unit, with factor 2"),
    "a key twice": ("units", UNITS + "元,money,元,1,\n", r"line 10: unit “元” stands on line 2 already"),
    "an alias twice": ("units", UNITS.replace("家,entity,家,1,", "家,entity,家,1,人民币"), r"line 6: alias “人民币” belongs to 元"),
    "a column too few": ("units", UNITS.replace(",aliases", ""), r"line 1: column aliases is missing"),
    "a cell too many": ("units", UNITS.replace("人民币", "人民币,块钱"), r"line 2: the line has not as many cells as the header"),
    "a cell too few": ("units", UNITS.replace("家,entity,家,1,", "家,entity,家"), r"line 6: the line has not as many cells"),
    "an unknown kind": (
        "indicators",
        INDICATORS.replace("outcome,flow,down", "result,flow,down"),
        r"line 7: kind is “result”. Write one of: activity",
    ),
    "an unknown dimension": (
        "indicators",
        INDICATORS.replace("economy,money", "economy,cash"),
        r"line 4: dimension is “cash”. Write one of: ",
    ),
    "broader than nothing": ("indicators", INDICATORS.replace("yes,,Firms", "yes,nope,Firms"), r"line 2: broader is “nope”"),
    "meets nothing": ("dimensions", DIMENSIONS.replace("count,case", "count,cases"), r"line 4: meets “cases”, which is no dimension"),
    "a base unit elsewhere": (
        "dimensions",
        DIMENSIONS.replace("面积,平方米", "面积,家"),
        r"line 3: base_unit “家” is no unit of dimension area",
    ),
    "a word of no topic": ("topic_words", TOPIC_WORDS.replace("order,", "peace,"), r"topic_words.csv, line 4: topic is “peace”"),
    "a word that tells nothing": ("topic_words", TOPIC_WORDS.replace("治安", "治"), r"line 4: word “治” has 1 characters"),
    "a weight of nothing": (
        "topic_words",
        TOPIC_WORDS.replace("治安,1", "治安,0"),
        r"line 4: weight is “0”\. Write a whole number from 1 to 20",
    ),
    "a caveat of nothing": ("growth_caveats", "code,caveat\necon_gpd,constant prices\n", r"growth_caveats.csv, line 2: code is “econ_gpd”"),
    "a word twice": ("topic_words", TOPIC_WORDS.replace("投资", "企业"), r"line 3: topic “economy 企业” stands on line 2 already"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_fault_is_told_with_file_line_and_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    table, text, message = WRONG[fault]
    assert text != TABLES[f"{table}.csv"]
    use_reference(tmp_path / "reference", monkeypatch, **{table: text})
    with pytest.raises(JiedaoError, match=message):
        (reference.topics(), reference.units(), reference.dimensions(), reference.indicators(), reference.growth_caveats())


def test_a_table_that_is_missing_or_no_utf_8_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "reference", monkeypatch)
    (reference.FOLDER / "units.csv").write_bytes(UNITS.encode("gb18030"))
    with pytest.raises(JiedaoError, match=r"units.csv: not a CSV file in UTF-8 .* Save it as “CSV UTF-8”"):
        reference.units()
    (reference.FOLDER / "topics.csv").unlink()
    with pytest.raises(JiedaoError, match=r"topics.csv: the reference table is missing"):
        reference.topics()
    (reference.FOLDER / "divisions.parquet").write_bytes(b"no parquet")
    with pytest.raises(JiedaoError, match=r"divisions.parquet: cannot be read"):
        divisions()


@pytest.fixture(autouse=True, scope="module")
def _forget() -> object:
    yield
    forget_reference()
