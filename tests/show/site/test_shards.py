"""Shards: what is cut where, and what a row of facts holds."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from etl.show.site import shards

TOPICS = {"safety": {"name_zh": "安全生产", "name_en": "Safety"}}
FACT = {
    "fact_id": "aa",
    "topic": "safety",
    "year": 2022,
    "indicator_code": "hazards.find.count",
    "indicator": "发现隐患",
    "indicator_text": "排查安全隐患",
    "measure": "level",
    "value": Decimal("12300.00000000"),
    "value_max": None,
    "unit": "处",
    "bound": "lower",
    "status": "actual",
    "aspect": None,
    "subset": "燃气",
    "place": None,
    "period": None,
    "rank_scope": None,
    "rank_basis": None,
    "baseline": None,
    "baseline_stated": None,
    "corrected": False,
    "quote": "12300余处",
}


def test_names_that_rows_share_stand_once() -> None:
    other = FACT | {"fact_id": "bb", "indicator_text": "发现隐患", "value": Decimal(1000000)}
    held = shards.readings([FACT, other], TOPICS, {"hazards.find.count": {"page": "indicators/hazards.find.count.html"}})
    assert held["topics"] == {"safety": ["安全生产", "Safety"]}
    assert held["indicators"] == [["hazards.find.count", "发现隐患", True]]
    first, second = held["rows"]
    assert first[:10] == ["aa", "safety", 2022, 0, "排查安全隐患", "level", "超12,300处", 12300.0, "处", "actual"]
    assert ("仅指 Subset", "燃气") in first[10] and first[11:] == ["12300余处", ""]
    assert (second[3], second[4], second[6], second[12]) == (0, "", "超100万处", "1,000,000 处")


def test_an_indicator_without_a_page_says_so() -> None:
    assert shards.readings([FACT], TOPICS, {"hazards.find.count": {"page": None}})["indicators"][0][2] is False


def test_a_shard_is_a_script_that_hands_over_its_rows() -> None:
    path, pieces = shards.shard("reports/ab", {"rows": ["街道", "</script>"]})
    assert (path, "".join(pieces)) == ("data/reports/ab.js", 'jiedao("reports/ab",{"rows":["街道","</script>"]});\n')


@given(st.lists(st.text(max_size=20)), st.integers(1, 60))
def test_runs_hold_every_item_in_order_and_no_more_than_fits(items: list[str], most: int) -> None:
    runs = list(shards.packed(items, most))
    assert [item for run in runs for item in run] == items
    assert all(len(run) <= 1 or sum(len(json.dumps(item, ensure_ascii=False)) + 1 for item in run) <= most for run in runs)
    assert all(runs) or runs == [[]]
