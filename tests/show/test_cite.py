"""How a fact is cited, with and without an address, a publisher and a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.errors import JiedaoError
from etl.show.cite import Citation, cite

FACT: dict[str, Any] = {
    "fact_id": "4f1c2a9000000000",
    "district": "柳桥街道",
    "year": 2022,
    "quote": "12家",
    "quote_start": 40,
    "quote_end": 43,
    "title": "柳桥街道2022年工作总结",
    "publisher": "东湖区人民政府",
    "published_on": date(2023, 1, 9),
    "url": "https://example.org/a_b?c=1%20&d={e}",
    "first_seen": date(2026, 3, 1),
    "run_id": "20260301T000000Z",
}
OTHER = {"fact_id": "4f1c2a9111111111"}


def cited(fact_id: str = "4f1c2a90", **changed: Any) -> Citation:
    con = duckdb.connect()
    fact = FACT | changed
    columns = ", ".join(f"${name} as {name}" for name in FACT)
    con.execute("create table v_provenance as " + f"select {columns}", fact)
    con.execute(f"insert into v_provenance select {columns}", fact | OTHER)
    return cite(con, fact_id)


def test_a_page_of_the_web_is_cited_with_its_days_and_its_address() -> None:
    found = cited()
    assert found.gbt == (
        "东湖区人民政府. 柳桥街道2022年工作总结[EB/OL]. (2023-01-09)[2026-03-01]. https://example.org/a_b?c=1%20&d={e}. "
        "第41–43字“12家”（事实 4f1c2a9000000000，版本 20260301T000000Z）."
    )
    assert found.bibtex.splitlines() == [
        "@online{jiedao-4f1c2a9000000000,",
        "  author = {{东湖区人民政府}},",
        "  title = {柳桥街道2022年工作总结},",
        "  date = {2023-01-09},",
        "  url = {https://example.org/a_b?c=1%20&d=e},",
        "  urldate = {2026-03-01},",
        "  note = {第41–43字“12家”（事实 4f1c2a9000000000，版本 20260301T000000Z）},",
        "}",
    ]


def test_what_is_not_known_is_left_out() -> None:
    found = cited(publisher=None, published_on=None, url=None, title=None)
    assert found.gbt.startswith("柳桥街道. 柳桥街道2022年工作报告[R]. [2026-03-01]. 第41–43字")
    assert found.bibtex.startswith("@techreport{") and "url =" not in found.bibtex and "\n  date" not in found.bibtex


def test_signs_that_mean_something_to_bibtex_are_escaped() -> None:
    found = cited(title="成本&效益 100% {附表_1}")
    assert "title = {成本\\&效益 100\\% \\{附表\\_1\\}}" in found.bibtex and "成本&效益 100% {附表_1}" in found.gbt


@pytest.mark.parametrize(("fact_id", "said"), [("beef", "no fact has this id"), ("4f1c2a9", "several facts begin with this")])
def test_an_id_names_one_fact(fact_id: str, said: str) -> None:
    with pytest.raises(JiedaoError, match=said):
        cited(fact_id)


def test_the_view_has_what_a_citation_needs() -> None:
    view = (Path(__file__).parents[2] / "sql" / "views" / "v_provenance.sql").read_text("utf-8")
    assert all(name in view for name in FACT)
