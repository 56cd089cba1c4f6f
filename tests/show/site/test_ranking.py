"""An indicator's comparisons: which one a page opens with, what its sentence says, and what a shard holds of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from etl.show.site import ranking

DISTRICTS = {key: {"label": name, "page": f"districts/{key}.html"} for key, name in enumerate(("柳桥街道", "白石镇", "桂岭镇"))}
PAGES = {"a": "reports/a.html"}


def row(key: int, value: int, unit: str = "亩", factor: float = 1, **changed: Any) -> dict[str, Any]:
    """A row of v_cross_district."""
    base = Decimal(str(value * factor))
    return {
        "fictional": False,
        "district_level": "township",
        "year": 2022,
        "measure": "level",
        "district_key": key,
        "apart": None,
        "apart_zh": None,
        "position": 1,
        "n": 2,
        "m": 3,
        "median": base,
        "base_value": base,
        "base_unit": "平方米",
        "value": Decimal(value),
        "value_max": None,
        "unit": unit,
        "bound": "exact",
        "status": "actual",
        "aspect": "stock",
        "span": "全年",
        "place": None,
        "subset": None,
        "values_stated": 1,
        "order_open": False,
        "fact_id": "a",
        "quote": f"{value}{unit}",
    } | changed


def test_a_page_opens_with_the_newest_year_that_nearly_as_many_state() -> None:
    rows = [row(key, 5, year=2020, position=key) for key in range(3)]
    rows += [row(key, 5, year=2021, position=key) for key in range(2)] + [row(0, 5, year=2022)]
    found = ranking.comparisons([*rows, row(0, 5, fictional=True, year=2030)])
    assert [one.year for one in found] == [2022, 2021, 2020, 2030]
    assert ranking.chosen(found).key == "real/township/2021/level"


def test_values_are_told_in_the_unit_that_most_state() -> None:
    acre = 2000 / 3
    rows = [row(0, 600, factor=acre), row(1, 300, factor=acre, position=2), row(2, 200000, "平方米", position=3)]
    (one,) = ranking.comparisons(rows)
    ((*head, told),) = ranking.held(one, DISTRICTS, PAGES)
    assert head == ["real/township/2022/level", 2022, "level", "township", False, 3, 3, "600亩", "亩"]
    assert [(name, reading, common, value) for name, _, reading, common, value, *_ in told] == [
        ("柳桥街道", "600亩", "", 600.0),
        ("白石镇", "300亩", "", 300.0),
        ("桂岭镇", "20万平方米", "300亩", 300.0),
    ]


def test_what_stands_apart_has_no_position_and_says_why() -> None:
    apart = row(1, 7, apart="1-9月, not 全年", apart_zh="1-9月，而非全年", position=None, base_value=None, n=None, m=None, median=None)
    (one,) = ranking.comparisons([apart, row(0, 9)])
    ((*head, told),) = ranking.held(one, DISTRICTS, PAGES)
    assert head[5:8] == [1, 3, "9亩"]
    assert [(line[0], line[5], line[8], line[9]) for line in told] == [
        ("柳桥街道", 1, "", ""),
        ("白石镇", None, "1-9月，而非全年", "1-9月, not 全年"),
    ]
    assert ranking.summary(one, DISTRICTS) is None


def test_a_sentence_tells_the_first_and_the_last_and_how_many_share_a_place() -> None:
    (one,) = ranking.comparisons([row(0, 9), row(1, 9), row(2, 4, position=3)])
    told = ranking.summary(one, DISTRICTS)
    assert told is not None
    assert (told["first"], told["last"], told["median"]) == ((0, "9亩", 2), (2, "4亩"), "9亩")


def test_a_course_joins_only_years_that_compare_alike() -> None:
    def pair(year: int, **changed: Any) -> list[dict[str, Any]]:
        return [row(key, 5 + key, year=year, position=key + 1, **changed) for key in range(2)]

    found = ranking.comparisons([*pair(2020), *pair(2021, aspect="cumulative"), *pair(2022)])
    chart = ranking.course(found, found[0])
    assert chart is not None and "2020" in chart and "2022" in chart and "2021" not in chart
    assert ranking.course(ranking.comparisons([*pair(2021, aspect="cumulative"), *pair(2022)]), found[0]) is None
