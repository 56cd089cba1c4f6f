"""What the first page says of the newest year, and how far to trust it: read once for real districts and once for invented ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from etl.show.site import data, ranking
from etl.show.site.data import Row, by

if TYPE_CHECKING:
    import duckdb

MOST = 6
"""Findings of a kind that the page shows."""
_FEW = 0.25
"""A year with fewer reports than this share of the fullest one's is not yet the newest."""

_YEARS = "select year, count(*) from derived.reporting where fictional = $fictional group by year order by year desc"
# Which comparisons most districts are in: growth before levels, for it says what changed.
_WIDEST = """
    with counted as (
        select indicator_code, district_level, measure, any_value(n) as together
        from v_cross_district
        where apart is null and n > 1 and indicator_curated and year = $year and fictional = $fictional
        group by indicator_code, district_level, measure
        qualify row_number() over (partition by indicator_code order by measure <> 'growth', any_value(n) desc, measure) = 1
    ),
    widest as (
        from counted order by together < 3, measure <> 'growth', together desc, indicator_code limit $most
    )
    select {columns}
    from v_cross_district as compared
    semi join widest
        on widest.indicator_code = compared.indicator_code
        and widest.measure = compared.measure
        and widest.district_level is not distinct from compared.district_level
    where year = $year and fictional = $fictional
    order by indicator_code, apart is not null, position, district, fact_id
"""
# Changes that two reports state exactly and that nothing speaks against. Small counts double easily, so what is stated in money, area,
# length or some hundreds counts alone.
_CHANGES = """
    select growth.*
    from v_growth as growth
    join dim_indicator as indicator on indicator.code = growth.indicator_code
    anti join v_suspect as suspect on suspect.fact_id in (growth.fact_id, growth.fact_id_before)
    where
        growth.year = $year and growth.fictional = $fictional and indicator.curated and both_exact and growth_unit = '%'
        and computed_growth is not null and subset is null and value_before >= 100
        and (stated_growth is null or abs(stated_growth - computed_growth) < 1)
    qualify row_number() over (partition by growth.district_key order by abs(computed_growth) desc, indicator_code) <= 2
    order by abs(computed_growth) desc, indicator_code, district
    limit $most
"""
_PLANS = """
    select * from v_plan_actual
    where year = $year and fictional = $fictional and outcome is not null
    order by outcome <> 'missed', completion nulls last, topic, indicator, district, planned_fact_id
"""
# Who is first of a 区 is first among those of one 区: of another there may be another.
_FIRSTS = """
    with claimed as (
        select
            *,
            case
                when rank_scope in ('全区', '全县') then county
                when rank_scope = '全市' then city
                when rank_scope = '全省' then province
                when rank_scope = '全国' then '全国'
            end as among
        from v_rank
        where
            rank_stated = 1 and bound = 'exact' and status = 'actual' and place is null
            and year = $year and fictional = $fictional
    )
    select *, count(distinct district_key) over same_claim as claimants
    from claimed
    window same_claim as (partition by among, rank_scope, indicator_code, subset, rank_basis, period, district_level)
    order by indicator_code, rank_scope, district, fact_id
"""
_SUSPECTS = """
    select suspect.*, district.fictional
    from v_suspect as suspect
    join dim_district as district using (district_key)
    where fictional = $fictional
    order by year desc, indicator_code, district, fact_id
"""
_TRUST = """
    select
        count(*) as reports,
        count(*) filter (where duplicate_of is not null) as copies,
        count(*) filter (where report_year is null) as without_year,
        count(*) filter (
            where not document.fictional and district.score <= 0 and district.province is null and district.resolved_by <> 'sidecar'
        ) as without_place
    from dim_document as document
    join dim_district as district using (district_key)
    where document.fictional = $fictional
"""
_COMPARED = """
    select
        count(*) filter (where apart is null and n > 1) as beside,
        count(*) filter (where apart is null and n = 1) as alone,
        count(*) filter (where apart is not null) as apart
    from v_cross_district
    where fictional = $fictional
"""


@dataclass(frozen=True)
class Front:
    """Findings of a group of districts, for the first page."""

    fictional: bool
    years: list[tuple[int, int]]
    """Years with the number of districts that report on each, the newest first."""
    year: int
    """The newest year on which enough districts report."""
    comparisons: list[ranking.Comparison]
    changes: list[Row]
    missed: list[Row]
    outcomes: dict[str, int]
    firsts: int
    """Claims of a first place, of the year."""
    conflicting: list[list[Row]]
    """Claims of one first place by several districts."""
    suspects: list[Row]
    trust: Row
    compared: Row


def newest(years: Sequence[tuple[int, int]]) -> int | None:
    """The newest year on which enough districts report, of years with their numbers of districts, the newest first."""
    most = max((n for _, n in years), default=0)
    return next((year for year, n in years if n >= _FEW * most), None)


def read(con: duckdb.DuckDBPyConnection, *, fictional: bool) -> Front | None:
    """The findings of the real districts, or of the invented ones; None where there is no report of a known year."""
    years = [(year, n) for year, n in con.execute(_YEARS, {"fictional": fictional}).fetchall()]
    year = newest(years)
    if year is None:
        return None
    group: dict[str, Any] = {"fictional": fictional}
    of_year = group | {"year": year}
    widest = data.asked(con, _WIDEST.format(columns=data.COMPARED), of_year | {"most": MOST})
    plans = data.asked(con, _PLANS, of_year)
    firsts = data.asked(con, _FIRSTS, of_year)
    return Front(
        fictional=fictional,
        years=years,
        year=year,
        comparisons=[one for rows in by(widest, "indicator_code").values() for one in ranking.comparisons(rows) if len(one.ranked) > 1],
        changes=data.asked(con, _CHANGES, of_year | {"most": MOST}),
        missed=[row for row in plans if row["outcome"] == "missed"],
        outcomes={outcome: sum(row["outcome"] == outcome for row in plans) for outcome in ("met", "missed", "open")},
        firsts=len(firsts),
        conflicting=conflicting(firsts),
        suspects=data.asked(con, _SUSPECTS, group),
        trust=data.asked(con, _TRUST, group)[0],
        compared=data.asked(con, _COMPARED, group)[0],
    )


def conflicting(claims: Sequence[Row]) -> list[list[Row]]:
    """Claims of one first place by several districts; those whose area is not known conflict with none."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in claims:
        if row["claimants"] > 1 and row["among"] is not None:
            same = ("among", "rank_scope", "indicator_code", "subset", "rank_basis", "period", "district_level")
            found.setdefault(tuple(row[name] for name in same), []).append(row)
    return list(found.values())
