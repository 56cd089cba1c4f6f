"""One report, checked: found by its words, told in full, and set beside what it disagrees with."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest

import etl
from etl.errors import JiedaoError
from etl.show import evidence, fulltext
from etl.show.site import labels
from etl.warehouse.opening import DATABASE

DISAGREEING = """桂岭街道办事处2023年工作总结

全年新增企业120家，其中新增外资企业150家。2023年是“十三五”开局之年。走访<b>企业</b>300家。
"""


@pytest.fixture(scope="module")
def folder(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two samples, and of a report that disagrees with itself."""
    raw = tmp_path_factory.mktemp("evidence") / "raw"
    raw.mkdir()
    for name in ("guangming-2022.txt", "nanqu-2022.txt"):
        shutil.copyfile(samples / name, raw / name)
    (raw / "guiling.txt").write_text(DISAGREEING, "utf-8")
    etl.run(raw, raw.parent / "warehouse", workers=1)
    return raw.parent / "warehouse"


def test_reports_are_found_by_all_of_their_words(folder: Path) -> None:
    with etl.connect(folder) as con:
        everything = evidence.reports(con)
        assert everything["事实 Facts"].to_list() == sorted(everything["事实 Facts"], reverse=True) and everything.height == 3
        assert evidence.choose(con) == everything["document_key"][0]
        for words in ("光明 2022", "guangming", "GUANGMING-2022.TXT 光明街道"):
            (found,) = evidence.reports(con, words).to_dicts()
            assert found["文件 File"] == "guangming-2022.txt" and found["document_key"] == evidence.choose(con, words)
        assert evidence.reports(con, most=2).height == 2
        with pytest.raises(JiedaoError, match="光明 1999"):
            evidence.choose(con, "光明 1999")


def test_the_text_tells_every_numeral_and_asks_for_nothing(folder: Path) -> None:
    with etl.connect(folder) as con:
        key = evidence.choose(con, "guangming")
        shown = fulltext.text(con, key)._repr_html_()
        ledger = "select outcome = 'fact', count(*) from numeral_ledger where document_key = ? group by all"
        outcomes = con.execute(ledger, [key]).fetchall()
        facts = con.execute("select fact_id from fact_indicator where document_key = ?", [key]).fetchall()
    assert shown.startswith("<iframe") and 'sandbox="allow-scripts"' in shown
    page = html.unescape(re.findall(r'srcdoc="([^"]*)"', shown)[0])
    assert {True: page.count('<b class="n">'), False: page.count('class="n none ')} == dict(outcomes)
    told = {row[0] for row in json.loads(re.findall(r'id="held">(.*?)</script>', page)[0])["rows"]}
    assert told == {fact for (fact,) in facts} and all(f'id="m-{fact}"' in page for fact in told) and told
    assert "default-src 'none'" in page
    assert [link for link in re.findall(r'href="([^"]*)"', page) if not link.startswith(("#", "data:", "about:srcdoc"))] == []


def test_markup_in_a_report_stays_text(folder: Path) -> None:
    with etl.connect(folder) as con:
        shown = fulltext.text(con, evidence.choose(con, "桂岭"))._repr_html_()
    assert "<b>企业" not in html.unescape(shown) and "&lt;b&gt;企业" in html.unescape(shown)


def test_disagreements_belong_to_their_report(folder: Path) -> None:
    with etl.connect(folder) as con:
        key = evidence.choose(con, "桂岭")
        mine = evidence.disagreements(con, key)
        assert sorted(mine["kind"]) == ["five-year plan", "part"]
        assert mine["document_key_a"].to_list() == [key, key]
        (part,) = mine.filter(kind="part").to_dicts()
        assert (part["quote_a"], part["quote_b"], part["stated"], part["expected_high"]) == ("150家", "120家", 150, 120)
        assert evidence.disagreements(con).filter(document_key_a=key).equals(mine)
        assert key not in evidence.disagreements(con, evidence.choose(con, "guangming"))["document_key_a"]


def test_copies_with_another_figure_are_disagreements(folder: Path, tmp_path: Path) -> None:
    shutil.copyfile((folder / "current").resolve() / DATABASE, tmp_path / "copy.duckdb")
    (tmp_path / "copy.duckdb").chmod(0o644)
    with duckdb.connect(tmp_path / "copy.duckdb") as con:
        first, second = (row[0] for row in con.execute("select fact_id from fact_indicator order by fact_id limit 2").fetchall())
        con.execute("insert into copy_difference values (?, ?)", [first, second])
        (copy,) = evidence.disagreements(con).filter(kind="copy").to_dicts()
        assert (copy["fact_id_a"], copy["fact_id_b"]) == (first, second)
        assert copy["document_key_a"] and copy["document_key_b"] and copy["sentence_a"] and copy["sentence_b"]


def test_what_is_lost_or_misquoted_is_told(folder: Path, tmp_path: Path) -> None:
    shutil.copyfile((folder / "current").resolve() / DATABASE, tmp_path / "copy.duckdb")
    (tmp_path / "copy.duckdb").chmod(0o644)
    with duckdb.connect(tmp_path / "copy.duckdb") as con:
        key, other = evidence.choose(con, "guangming"), evidence.choose(con, "桂岭")
        assert evidence.unaccounted(con) == evidence.unaccounted(con, key) == [] == evidence.misquoted(con)
        (lost,) = con.execute("select min(anchor) from numeral_ledger where document_key = ?", [key]).fetchone() or ()
        con.execute("delete from numeral_ledger where document_key = ? and anchor = ?", [key, lost])
        con.execute("update fact_indicator set quote_start = quote_start + 1 where document_key = ?", [other])
        assert [anchor for anchor, _ in evidence.unaccounted(con, key)] == [lost] and evidence.unaccounted(con, other) == []
        assert evidence.misquoted(con, key) == [] and len(evidence.misquoted(con, other)) == len(evidence.misquoted(con)) > 1


def test_every_kind_and_every_reason_has_a_name(folder: Path) -> None:
    with etl.connect(folder) as con:
        said = dict(con.execute("select table_name || '.' || column_name, comment from duckdb_columns() where not internal").fetchall())
    kinds = re.findall(r"(?:^|; )([a-z -]+?): ", said["v_consistency.kind"])
    assert set(kinds) | {"copy"} == set(labels.DISAGREEMENTS)
    reasons = re.findall(r"[a-z]+", said["numeral_ledger.outcome"].split(": ")[1])
    assert set(reasons) - {"or"} <= set(labels.REASONS)
