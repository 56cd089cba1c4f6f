"""The reference tables keep their promises: unique keys, closed sets, links that lead somewhere, no circles."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import polars as pl
import pytest

import etl.reference

FOLDER = Path(etl.reference.__file__).parent

TOPICS = {"epidemic", "economy", "urban", "cityscape", "ecology", "education", "health", "employment", "welfare"}
TOPICS |= {"culture", "safety", "order", "governance", "services", "party", "rural", "congress"}
Row = dict[str, str]


@lru_cache
def rows(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


@lru_cache
def divisions() -> pl.DataFrame:
    return pl.read_parquet(FOLDER / "divisions.parquet")


def parts(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def column(name: str, key: str) -> list[str]:
    return [row[key] for row in rows(name)]


def repeated(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


KEYS = [("topics.csv", "code"), ("indicators.csv", "code"), ("indicators.csv", "name_zh"), ("indicators.csv", "name_en")]
KEYS += [("units.csv", "unit"), ("dimensions.csv", "dimension"), ("verbs.csv", "word"), ("nouns.csv", "word"), ("aliases.csv", "name")]


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_keys_are_unique_and_filled(name: str, key: str) -> None:
    values = column(name, key)
    assert values and all(value == value.strip() and value for value in values)
    assert repeated(values) == []


@pytest.mark.parametrize("name", ["topics.csv", "indicators.csv", "units.csv", "dimensions.csv", "verbs.csv", "aliases.csv"])
def test_cells_hold_no_stray_blanks_or_empty_parts(name: str) -> None:
    for row in rows(name):
        for key, cell in row.items():
            assert cell == cell.strip(), (row, key)
            assert not cell or all(parts(cell)), (row, key)


# --- units and dimensions -----------------------------------------------------------------------


def test_an_alias_belongs_to_one_unit() -> None:
    names = column("units.csv", "unit") + [alias for row in rows("units.csv") for alias in parts(row["aliases"])]
    assert repeated(names) == []


def test_units_convert_to_a_base_of_their_own_dimension() -> None:
    units = {row["unit"]: row for row in rows("units.csv")}
    assert len(units) >= 200
    for row in units.values():
        base = units[row["base_unit"]]
        assert base["dimension"] == row["dimension"]
        assert base["base_unit"] == base["unit"] and Decimal(base["factor"]) == 1
        assert Decimal(row["factor"]) > 0


def test_only_money_has_several_base_units() -> None:
    bases: dict[str, set[str]] = {}
    for row in rows("units.csv"):
        bases.setdefault(row["dimension"], set()).add(row["base_unit"])
    assert {dimension for dimension, found in bases.items() if len(found) > 1} == {"money"}


@pytest.mark.parametrize(
    ("unit", "base", "factor"),
    [("公顷", "平方米", "10000"), ("平方公里", "平方米", "1000000"), ("公里", "米", "1000"), ("斤", "公斤", "0.5"), ("‰", "%", "0.1")],
)
def test_known_factors(unit: str, base: str, factor: str) -> None:
    row = next(row for row in rows("units.csv") if row["unit"] == unit)
    assert (row["base_unit"], Decimal(row["factor"])) == (base, Decimal(factor))


def test_fifteen_mu_are_a_hectare() -> None:
    factor = {row["unit"]: Decimal(row["factor"]) for row in rows("units.csv")}
    assert abs(15 * factor["亩"] - factor["公顷"]) < Decimal("1e-9")


def test_dimensions_are_those_of_the_units() -> None:
    assert set(column("dimensions.csv", "dimension")) == set(column("units.csv", "dimension"))
    unit_of = {row["unit"]: row["dimension"] for row in rows("units.csv")}
    for row in rows("dimensions.csv"):
        assert unit_of[row["base_unit"]] == row["dimension"]


def test_dimensions_meet_other_dimensions_that_exist() -> None:
    known = set(column("dimensions.csv", "dimension"))
    for row in rows("dimensions.csv"):
        met = parts(row["meets"])
        assert set(met) <= known - {row["dimension"]}
        assert repeated(met) == []


def test_counts_meet_where_classifiers_are_interchangeable_and_nowhere_else() -> None:
    meets = {row["dimension"]: set(parts(row["meets"])) for row in rows("dimensions.csv")}
    family = {row["dimension"]: row["family"] for row in rows("dimensions.csv")}
    assert {"post", "seat", "item", "case", "facility", "entity"} <= meets["count"]
    assert family["entity"] == family["case"] == family["facility"] == family["item"]
    for one, other in [
        ("person", "person_time"),
        ("entity", "entity_time"),
        ("dwelling", "household"),
        ("area", "case"),
        ("event", "person_time"),
    ]:
        assert family[one] != family[other]


# --- topics and verbs ---------------------------------------------------------------------------


def test_the_seventeen_topics_and_no_other() -> None:
    assert set(column("topics.csv", "code")) == TOPICS


def test_each_topic_has_its_words_in_order() -> None:
    words = [(row["topic"], row["word"]) for row in rows("topic_words.csv")]
    assert words == sorted(words)
    assert min(Counter(topic for topic, _ in words).values()) >= 60


def scored(text: str) -> str:
    totals: Counter[str] = Counter()
    for row in rows("topic_words.csv"):
        totals[row["topic"]] += int(row["weight"]) if row["word"] in text else 0
    return max(totals, key=lambda code: totals[code])


def test_the_words_place_the_curated_indicators_in_their_topics() -> None:
    hits = [scored(re.sub(r"[(（“”)）]", "", row["name_zh"])) == row["topic"] for row in rows("indicators.csv")]
    assert sum(hits) / len(hits) >= 0.9


def test_there_are_verbs_of_every_sense() -> None:
    assert len(rows("verbs.csv")) >= 350
    assert set(column("verbs.csv", "sense")) == {"", *etl.reference.VERB_SENSES}


# --- indicators ---------------------------------------------------------------------------------


def test_indicators_cover_every_topic() -> None:
    found = Counter(column("indicators.csv", "topic"))
    assert len(rows("indicators.csv")) >= 250
    assert set(found) == TOPICS and min(found.values()) >= 10


def test_indicator_attributes_come_from_closed_sets() -> None:
    dimensions = set(column("dimensions.csv", "dimension"))
    for row in rows("indicators.csv"):
        assert re.fullmatch(r"[a-z][a-z0-9_]+", row["code"])
        assert row["dimension"] in dimensions
        assert row["kind"] in etl.reference.KINDS
        assert row["stock_flow"] in etl.reference.STOCK_FLOWS
        assert row["polarity"] in etl.reference.POLARITIES
        assert row["additive"] in etl.reference.ADDITIVES
        assert row["definition"].endswith(".") and row["definition"].isascii(), row["code"]


def test_shares_do_not_add_up() -> None:
    assert [row["code"] for row in rows("indicators.csv") if row["dimension"] == "share" and row["additive"] != "no"] == []


def test_stocks_do_not_add_up_over_years() -> None:
    assert [row["code"] for row in rows("indicators.csv") if row["stock_flow"] == "stock" and row["additive"] == "yes"] == []


def test_broader_indicators_exist_and_form_no_circle() -> None:
    broader = {row["code"]: row["broader"] for row in rows("indicators.csv")}
    for code in broader:
        path = [code]
        while above := broader[path[-1]]:
            assert above not in path, path
            path.append(above)


# --- divisions ----------------------------------------------------------------------------------


def test_divisions_are_counted_as_the_readme_says() -> None:
    found = dict(divisions().group_by("level").len().iter_rows())
    assert found == {"province": 31, "city": 333, "county": 2975, "township": 41352}
    shared = divisions().filter(pl.col("level") == "township").group_by("name").len().filter(pl.col("len") > 1)
    assert (shared.height, shared["len"].sum()) == (3743, 12384)


def test_division_codes_are_unique_and_as_long_as_their_level_asks() -> None:
    frame = divisions()
    assert frame["code"].is_unique().all()
    length = pl.col("level").replace_strict({"province": 2, "city": 4, "county": 6, "township": 9}, return_dtype=pl.UInt32)
    assert frame.filter(pl.col("code").str.len_chars() != length).is_empty()
    assert frame.filter(~pl.col("code").str.contains(r"^\d+$")).is_empty()


def test_every_division_below_a_province_has_a_parent_that_exists() -> None:
    frame = divisions()
    assert frame.filter(pl.col("parent_code").is_null())["level"].unique().to_list() == ["province"]
    orphans = frame.filter(pl.col("parent_code").is_not_null()).join(frame, left_on="parent_code", right_on="code", how="anti")
    assert orphans.is_empty()
    assert frame.filter(~pl.col("code").str.starts_with(pl.col("parent_code"))).is_empty()


def test_names_above_agree_with_the_parents() -> None:
    frame = divisions()
    counties = frame.filter(pl.col("level") == "township").join(frame, left_on="parent_code", right_on="code", suffix="_above")
    assert counties.filter((pl.col("level_above") == "county") & (pl.col("county") != pl.col("name_above"))).is_empty()
    assert counties.filter(pl.col("city") != pl.col("city_above")).is_empty()
    assert frame.filter(pl.col("province") == "").is_empty()


@pytest.mark.parametrize(
    ("name", "code", "above"),
    [
        ("市桥街道", "440113007", ("番禺区", "广州市", "广东省")),
        ("华庄街道", "320211006", ("滨湖区", "无锡市", "江苏省")),
        ("东华门街道", "110101001", ("东城区", "北京市", "北京市")),
        ("瓯海区", "330304", ("瓯海区", "温州市", "浙江省")),
        ("济源市", "419001", ("济源市", "", "河南省")),
    ],
)
def test_known_divisions(name: str, code: str, above: tuple[str, str, str]) -> None:
    found = divisions().filter(pl.col("name") == name)
    assert found.select("code", "county", "city", "province").rows() == [(code, *above)]


def test_homonyms_are_all_there() -> None:
    townships = divisions().filter(pl.col("level") == "township")
    assert sorted(townships.filter(pl.col("name") == "南区街道")["code"]) == ["150781002", "442000005"]
    assert townships.filter(pl.col("name") == "光明街道").height == 11


def test_aliases_are_former_names_of_divisions_that_exist() -> None:
    codes, names = set(divisions()["code"]), set(divisions().filter(pl.col("level") != "township")["name"])
    for row in rows("aliases.csv"):
        assert row["code"] in codes
        assert row["name"] not in names, "a name still in use is no alias"
        assert re.search(r"\b(19|20)\d\d\b", row["note"])
