"""Runs that are asked for a site: when it is written, and what befalls a run whose site fails."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

import etl
from etl import cli
from etl.errors import JiedaoError
from etl.pipeline.nightly import SiteReport
from etl.show import site
from etl.warehouse import fingerprint, publish


@pytest.fixture
def raw(samples: Path, tmp_path: Path) -> Path:
    """An inbox with one report."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "report.txt").write_bytes((samples / "guangming-2022.txt").read_bytes())
    return folder


def run(raw: Path, *, asked: bool = True) -> Any:
    return etl.run(raw, raw.parent / "warehouse", workers=1, site=asked)


def broken(*_: object) -> int:
    raise RuntimeError("no ink")


def test_a_version_is_published_with_its_site(raw: Path) -> None:
    report = run(raw)
    index = report.warehouse / "current" / "site" / "index.html"
    assert report.version in index.read_text("utf-8")
    assert report.site.pages == len(list(index.parent.rglob("*.html"))) > 30


def test_a_site_is_written_where_none_stands_and_where_its_software_changed(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(raw, asked=False).site is None
    after = run(raw)
    assert after.outcome == "unchanged" and after.site.pages > 30
    assert run(raw).site == SiteReport(pages=0)
    (after.warehouse / "current" / "site" / "stale.html").touch()
    monkeypatch.setattr(fingerprint, "site_parts", lambda: {"etl/show/site/templates/site.css": "another"})
    again = run(raw)
    assert (again.outcome, again.version, again.site) == ("unchanged", after.version, after.site)
    assert not (after.warehouse / "current" / "site" / "stale.html").exists()


def test_the_site_is_no_part_of_a_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "etl"
    shutil.copytree(fingerprint.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "PACKAGE", package)
    version, of_site = fingerprint.parts(), fingerprint.site_parts()
    (package / "show" / "site" / "templates" / "site.css").write_text("", encoding="utf-8")
    (package / "show" / "site" / "pages.py").write_text("", encoding="utf-8")
    assert fingerprint.parts() == version
    changed = {name for name, _ in fingerprint.site_parts().items() ^ of_site.items()}
    assert {"etl/show/site/templates/site.css", "etl/show/site/pages.py"} <= changed


def test_a_site_that_fails_fails_no_run(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = site.build
    monkeypatch.setattr(site, "build", broken)
    report = run(raw)
    version = report.warehouse / "current"
    assert report.outcome == "published" and report.site == SiteReport(failed="RuntimeError: no ink")
    assert publish.history(report.warehouse)[-1]["site_failed"] == "RuntimeError: no ink"
    assert sorted(file.name for file in version.iterdir()) == ["jiedao.duckdb", "number"]
    monkeypatch.setattr(site, "build", whole)
    assert run(raw).site.pages > 30 and (version / "site" / "index.html").exists()


def test_a_site_that_stands_stays_where_a_new_one_fails(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(raw)
    monkeypatch.setattr(site, "build", broken)
    monkeypatch.setattr(fingerprint, "site_parts", dict)
    report = run(raw)
    assert report.site == SiteReport(failed="RuntimeError: no ink")
    assert sorted(file.name for file in (report.warehouse / "current").iterdir()) == ["jiedao.duckdb", "number", "site"]
    assert (report.warehouse / "current" / "site" / "index.html").exists()


def test_a_version_of_other_software_is_told(raw: Path, tmp_path: Path) -> None:
    database = run(raw, asked=False).warehouse / "current" / "jiedao.duckdb"
    database.chmod(0o644)
    with duckdb.connect(database.resolve()) as con:
        con.execute("create or replace view v_rank as select 1 as n")
    with pytest.raises(JiedaoError, match="other software"):
        site.publish(raw.parent / "warehouse", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_tells_of_a_site_that_failed(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "build", broken)
    command = ["run", "--raw", str(raw), "--warehouse", str(raw.parent / "warehouse"), "--site"]
    lenient, strict = (CliRunner().invoke(cli.main, command + more) for more in ([], ["--strict"]))
    assert (lenient.exit_code, strict.exit_code) == (0, 1)
    assert all("RuntimeError: no ink" in result.output for result in (lenient, strict))
    assert "RuntimeError: no ink" in CliRunner().invoke(cli.main, ["status", "--warehouse", str(raw.parent / "warehouse")]).output
