"""Values that cannot be: kept, marked, and never at the top; and reports without a place, which are in no comparison."""

from __future__ import annotations

from asking import Ask, told

from etl.conform.results import DocumentResult

SUSPECT = "select district, year, suspicion, suspect from v_suspect order by district, year"
POSITIONS = "select district, position, apart from v_cross_district where indicator_code = 'econ_fai' and year = 2022 order by district"


def invested(amount: str, year: int, district: str = "甲街道") -> DocumentResult:
    return told(f"固定资产投资{amount}。", (amount, "固定资产投资", {}), district=district, year=year)


def test_a_value_far_from_both_its_neighbours_is_suspect_and_they_are_not(ask: Ask) -> None:
    found = ask(SUSPECT, invested("20元", 2021), invested("90元", 2022), invested("22元", 2023))
    assert found == [("甲街道", 2022, "neighbour", "90元 in 2022, but 22元 in 2023")]


def test_steady_growth_is_not_suspect(ask: Ask) -> None:
    assert ask(SUSPECT, invested("20元", 2020), invested("60元", 2022), invested("70元", 2023)) == []


def test_of_two_that_contradict_each_other_both_are(ask: Ask) -> None:
    assert [row[:3] for row in ask(SUSPECT, invested("20元", 2021), invested("90元", 2022))] == [
        ("甲街道", 2021, "neighbour"),
        ("甲街道", 2022, "neighbour"),
    ]


def grown(amount: str, growth: str, year: int) -> DocumentResult:
    return told(
        f"固定资产投资{amount},增长{growth}。",
        (amount, "固定资产投资", {}),
        (growth, "固定资产投资", {"measure": "growth", "growth_kind": "%", "baseline": "同比", "unit": "%"}),
        year=year,
    )


def test_a_value_that_the_growth_of_the_next_year_contradicts_is_suspect(ask: Ask) -> None:
    """90元 would go with 30元 three years before, but not with what the year after it says."""
    found = ask(SUSPECT, invested("30元", 2019), invested("90元", 2022), grown("36元", "5%", 2023), invested("38元", 2024))
    assert found == [("甲街道", 2022, "growth", "90元 in 2022, but 36元 in 2023 and growth of 5% in 2023")]


def test_a_leap_that_the_report_states_is_not_suspect(ask: Ask) -> None:
    assert ask(SUSPECT, invested("20元", 2021), grown("90元", "350%", 2022)) == []


def test_growth_over_anything_but_the_year_before_tells_nothing(ask: Ask) -> None:
    assert ask(SUSPECT, invested("30元", 2020), grown("36元", "5%", 2022)) == []


def test_years_too_far_apart_tell_nothing(ask: Ask) -> None:
    assert ask(SUSPECT, invested("20元", 2012), invested("90元", 2022)) == []


def test_a_value_out_of_bounds_is_suspect(ask: Ask) -> None:
    assert ask(SUSPECT, invested("9000元", 2022)) == [("甲街道", 2022, "bounds", "9000元 in 2022, which is above 1000.0 元")]


def test_a_value_of_which_text_recognition_is_not_sure_is_suspect(ask: Ask) -> None:
    def scanned(amount: str, year: int, confidence: float, **fields: object) -> DocumentResult:
        seen = {"page": 3, "confidence": confidence, **fields}
        return told(f"固定资产投资{amount}。", (amount, "固定资产投资", seen), district="甲街道", year=year)

    assert ask(SUSPECT, scanned("20元", 2021, 0.95), scanned("21元", 2022, 0.83), scanned("30元", 2023, 0.7, status="plan")) == [
        ("甲街道", 2022, "recognition", "21元 in 2022, recognised in a picture with a confidence of only 0.83")
    ]
    assert ask("select quote, page, confidence from v_fact", scanned("20元", 2021, 0.95)) == [("20元", 3, 0.95)]


def test_a_suspect_value_tops_nothing_and_is_marked_in_the_panel(ask: Ask) -> None:
    reports = (invested("20元", 2021), invested("90元", 2022), invested("22元", 2023), invested("30元", 2022, "乙街道"))
    assert ask(POSITIONS, *reports) == [("乙街道", 1, None), ("甲街道", None, "suspect: 90元 in 2022, but 22元 in 2023")]
    panel = "select district, suspect is not null from v_panel where indicator_code = 'econ_fai' and year = 2022 order by district"
    assert ask(panel, *reports) == [("乙街道", False), ("甲街道", True)]


def test_of_several_values_of_a_cell_the_one_that_can_be_counts(ask: Ask) -> None:
    both = told("固定资产投资90元,固定资产投资21元。", ("90元", "固定资产投资", {}), ("21元", "固定资产投资", {}))
    found = ask(POSITIONS, both, invested("20元", 2021), invested("22元", 2023))
    assert found == [("甲街道", 1, None)]


def test_a_report_without_a_place_is_in_no_comparison(ask: Ask) -> None:
    nowhere = told("固定资产投资50元。", ("50元", "固定资产投资", {}), district="")
    assert ask(POSITIONS, nowhere, invested("20元", 2022)) == [("甲街道", 1, None)]
    panel = "select distinct district from v_panel where state = 'value'"
    assert ask(panel, nowhere, invested("20元", 2022)) == [("甲街道",)]


def test_a_value_that_no_other_district_comes_near_is_suspect(ask: Ask) -> None:
    alike = [invested(f"{amount}元", 2022, f"{name}街道") for name, amount in zip("甲乙丙丁", (20, 22, 24, 26), strict=True)]
    found = [("戊街道", 2022, "others", "900元 in 2022, which is 37.5 times the median of 5 districts")]
    assert ask(SUSPECT, *alike, invested("900元", 2022, "戊街道")) == found
    assert ask(SUSPECT, *alike, invested("200元", 2022, "戊街道")) == []
    assert ask(SUSPECT, *alike[1:], invested("900元", 2022, "戊街道")) == []
    positions = ask(POSITIONS, *alike, invested("900元", 2022, "戊街道"))
    assert sorted(row[1] for row in positions if row[1] is not None) == [1, 2, 3, 4]
    assert [row[2] for row in positions if row[1] is None] == [f"suspect: {found[0][3]}"]


def test_a_whole_that_is_less_than_its_parts_is_suspect(ask: Ask) -> None:
    def split(*parts: str) -> DocumentResult:
        names = zip(("柳桥村", "石塘村"), parts, strict=False)
        told_of = [(amount, "固定资产投资", {"place": name, "whole": 0}) for name, amount in names]
        return told(f"固定资产投资20元,其中柳桥村{'、石塘村'.join(parts)}。", ("20元", "固定资产投资", {}), *told_of)

    assert ask(SUSPECT, split("12元", "8元")) == []
    assert [row[2:] for row in ask(SUSPECT, split("12元", "9元"))] == [("parts", "20元 in 2022, of which 12元, 9元")]
    assert [row[2:] for row in ask(SUSPECT, split("30元"))] == [("parts", "20元 in 2022, of which 30元")]
