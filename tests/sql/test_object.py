"""What is said of an object: every stage, kind and place of it, each statement once."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import MORE_TABLES, Ask, warehouse
from builders import report, use_reference

from etl.conform.results import DocumentResult
from etl.show.questions import questions

STAGES = "select district, action, attribute, value, exact, narrower from v_object where family = 'hazards' order by all"

FIRES = {
    "objects": MORE_TABLES["objects"] + "fires,消防隐患,Fire hazards,hazards,order,case,hazard,down,no,,,,,Fire hazards.\n",
    "qualifiers": "word,facet,normal\n燃气,kind,燃气\n",
}


def hazards(district: str, **counts: str) -> DocumentResult:
    return report(f"{district}街道", counts)


@pytest.fixture
def _fires(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_reference(tmp_path / "fires", monkeypatch, **MORE_TABLES | FIRES)


@pytest.mark.usefixtures("_fires")
def test_the_stages_and_kinds_of_one_thing_stand_together() -> None:
    with warehouse(hazards("甲", 发现隐患="90宗", 整改隐患="80宗", 整改消防隐患="7宗", 新增注册企业="5家")) as con:
        assert con.execute(STAGES).fetchall() == [
            ("甲街道", "find", "count", 90, True, None),
            ("甲街道", "rectify", "count", 7, True, "消防隐患"),
            ("甲街道", "rectify", "count", 80, True, None),
        ]
        assert con.execute("select object, object_zh, object_en, broader from v_object where value = 7").fetchall() == [
            ("fires", "消防隐患", "Fire hazards", "hazards")
        ]


@pytest.mark.usefixtures("_fires")
def test_words_and_places_that_narrow_are_named() -> None:
    gas = report("甲街道", {"整改燃气隐患": "7宗"})
    there = report("乙街道", {"整改隐患": "3宗"}, place="柳桥社区")
    with warehouse(hazards("甲", 整改隐患="80宗"), gas, there) as con:
        assert con.execute("select district, value, exact, narrower, apart from v_object order by all").fetchall() == [
            ("乙街道", 3, False, "柳桥社区", "part of the district: 柳桥社区"),
            ("甲街道", 7, False, "燃气", "only 燃气"),
            ("甲街道", 80, True, None, None),
        ]


def test_a_statement_is_there_once_and_chosen_as_in_a_comparison(ask: Ask) -> None:
    twice = report("甲街道", {"查出隐患": "90宗", "发现隐患": "91宗"})
    found = ask("select district, value, statements, values_stated from v_object order by all", twice, hazards("乙", 发现隐患="5宗"))
    assert found == [("乙街道", 5, 1, 1), ("甲街道", 91, 2, 2)]
    assert ask("select fact_id from v_object except all select fact_id from v_cross_district", twice) == []


def test_a_year_can_be_laid_out_with_a_column_for_each_stage(ask: Ask) -> None:
    query = """
        select
            district,
            any_value(base_value) filter (where action = 'find' and attribute = 'count') as found,
            any_value(base_value) filter (where action = 'rectify' and attribute = 'count') as rectified
        from v_object
        where family = 'hazards' and narrower is null and apart is null and measure = 'level'
        group by district, district_key, year order by district
    """
    reports = hazards("甲", 发现隐患="90宗", 整改隐患="80宗"), hazards("乙", 发现隐患="5宗")
    assert ask(query, *reports) == [("乙街道", 5, None), ("甲街道", 90, 80)]


def test_what_no_table_knows_and_what_is_planned_is_not_there(ask: Ask) -> None:
    assert ask("select indicator from v_object", report("甲街道", {"修缮古井": "3口"})) == []
    assert ask("select indicator from v_object", report("甲街道", {"整改隐患": "3宗"}, status="plan", aspect="target")) == []


def test_an_age_that_is_part_of_the_code_narrows_and_so_does_a_phrase_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = "jabs,疫苗接种,Vaccinations,,welfare,case,case,up,no,,,age,,Jabs.\n"
    more += "works,项目,Projects,,welfare,entity,facility,up,yes,,,,,Projects.\n"
    words = "word,facet,normal\n老年人,age,老年\n助老,kind,助老\n"
    use_reference(tmp_path / "jabs", monkeypatch, **MORE_TABLES | {"objects": MORE_TABLES["objects"] + more, "qualifiers": words})
    with warehouse(report("甲街道", {"老年人疫苗接种": "7宗", "疫苗接种": "9宗", "助老项目": "2家"})) as con:
        assert con.execute("select object, value, exact, narrower from v_object order by all").fetchall() == [
            ("jabs", 7, False, "老年"),
            ("jabs", 9, True, None),
            ("works", 2, False, "助老项目"),
        ]


@pytest.mark.usefixtures("_fires")
def test_near_matches_name_the_stage_or_the_word_that_differs() -> None:
    others = hazards("乙", 整改隐患="80宗"), hazards("丙", 整改隐患="70宗"), report("丁街道", {"整改燃气隐患": "7宗"})
    with warehouse(hazards("甲", 发现隐患="90宗", 整改消防隐患="8宗", 整改率="99%"), *others) as con:
        found = con.execute(questions()["near-matches"].sql).fetchall()
        assert sorted((district, value, beside, apart) for *_, district, value, _, beside, apart, _ in found) == [
            ("丁街道", 7, "整改隐患", "only 燃气"),
            ("甲街道", 8, "整改隐患", "only 消防隐患"),
            ("甲街道", 90, "整改隐患", "find, not rectify"),
        ]


def test_a_district_is_no_near_match_of_itself(ask: Ask) -> None:
    assert ask(questions()["near-matches"].sql, hazards("甲", 发现隐患="90宗", 整改隐患="80宗")) == []
