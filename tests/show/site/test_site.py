"""The static site in a browser that reaches no network: what its pages show, filter and link to."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect, sync_playwright

import etl
from etl.errors import JiedaoError
from etl.show import site
from etl.show.site import data
from etl.show.site import pages as drawn

NUMERAL = "[0-9０-９零〇一二三四五六七八九十百千万亿两半几数]"
SCRIPT = "<script>document.title = 'taken'</script>"


@pytest.fixture(scope="module")
def warehouse(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the samples, a report that tries to become code, one that disagrees with itself, and a copy with another figure."""
    raw = tmp_path_factory.mktemp("inbox") / "raw"
    raw.mkdir()
    for file in samples.iterdir():
        if file.name != "README.md":
            (raw / file.name).write_bytes(file.read_bytes())
    text = f"柳桥街道2022年工作总结\n\n全年新建公园3个,修路{SCRIPT}5条,投资“{SCRIPT}”120万元。\n"
    (raw / "script.txt").write_text(text, encoding="utf-8")
    text = "梅林街道2022年工作总结\n\n2022年是“十四五”开局之年。全年检查企业120家，其中餐饮企业130家。\n"
    (raw / "disagrees.txt").write_text(text, encoding="utf-8")
    original = (samples / "shiqiao-2021.txt").read_text("utf-8")
    (raw / "copy.txt").write_text(re.sub(r"(\d)(?=家)", lambda digit: str((int(digit[1]) + 1) % 10), original, count=1), encoding="utf-8")
    folder = raw.parent / "warehouse"
    etl.run(raw, folder, workers=1)
    return folder


@pytest.fixture(scope="module")
def pages(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of that warehouse."""
    folder, written = site.publish(warehouse, tmp_path_factory.mktemp("site") / "out")
    assert written == len(list(folder.rglob("*.html"))) > 100
    return folder


@dataclass
class Seen:
    """A browser's page, and what happened in it."""

    page: Page
    asked: list[str] = field(default_factory=list)
    """Requests for anything but a file."""
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def seen(chromium: str) -> Iterator[Seen]:
    """A page of a browser whose requests to anything but files are refused."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        seen = Seen(browser.new_page(viewport={"width": 1200, "height": 900}))

        def gate(route: Route, request: Request) -> None:
            if urlsplit(request.url).scheme in ("file", "data"):
                route.continue_()
            else:
                seen.asked.append(request.url)
                route.abort()

        seen.page.route("**/*", gate)
        seen.page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
        seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
        yield seen
        assert seen.asked == [] and seen.errors == []
        browser.close()


class Links(HTMLParser):
    """The addresses and the names of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect href and src, and every id."""
        for name, value in attrs:
            if value and name in {"href", "xlink:href", "src"}:
                self.links.append(value)
            if value and name == "id":
                self.names.add(value)


def shard(pages: Path, name: str) -> Any:
    """What a shard hands to the page."""
    text = (pages / "data" / f"{name}.js").read_text("utf-8")
    called, _, value = text.removeprefix("jiedao(").removesuffix(");\n").partition(",")
    assert json.loads(called) == name
    return json.loads(value)


def test_every_link_resolves(pages: Path) -> None:
    held: dict[Path, Links] = {file: Links() for file in pages.rglob("*") if file.suffix in (".html", ".css", ".js")}
    for file, read in held.items():
        if file.suffix == ".html":
            read.feed(file.read_text("utf-8"))
        if file.parent.name == "reports" and file.suffix == ".html":
            read.names |= {f"f-{row[0]}" for row in shard(pages, f"reports/{file.stem}")["rows"]}
    dangling = []
    for file, read in held.items():
        for link in read.links:
            address, name = urldefrag(link)
            if urlsplit(address).scheme:
                continue
            target = (file.parent / unquote(address)).resolve() if address else file
            if target not in held or (name and "=" not in name and unquote(name) not in held[target].names):
                dangling.append((file.name, link))
    assert dangling == []


def test_the_overview_draws_its_charts(pages: Path, seen: Seen) -> None:
    seen.page.goto((pages / "index.html").as_uri())
    charts = seen.page.locator("main svg:not(.drawn)")
    assert charts.count() >= 4 and seen.page.locator("main svg.drawn circle").count() > 6
    for position in range(charts.count()):
        assert charts.nth(position).locator("path, rect, text").count() > 5
    expect(seen.page.locator("main")).to_contain_text("真实街道")
    expect(seen.page.locator("#newest ~ ul, #newest ~ .charts").first).to_contain_text("中位数")
    expect(seen.page.locator("#trust ~ ul").first).to_contain_text("与别处并列")
    labels = [text for position in range(charts.count()) for text in charts.nth(position).locator("text").all_text_contents()]
    assert "1" in labels and not [label for label in labels if re.fullmatch(r"\d+\.\d+", label)], "counts are whole numbers"


def test_an_audit_page_marks_every_numeral(pages: Path, warehouse: Path, seen: Seen) -> None:
    with etl.connect(warehouse) as con:
        query = "select document_id, outcome = 'fact', count(*) from numeral_ledger join dim_document using (document_key) group by all"
        ledger = {(key, fact): count for key, fact, count in con.execute(query).fetchall()}
    reports = sorted((pages / "reports").glob("*.html"))
    assert {file.stem for file in reports} == {key for key, _ in ledger}
    for file in reports:
        seen.page.goto(file.as_uri())
        assert seen.page.locator("article .n.none").count() == ledger.get((file.stem, False), 0)
        assert seen.page.locator("article b.n").count() == ledger.get((file.stem, True), 0)
        plain = seen.page.evaluate(
            """() => {
                const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
                let found = "";
                while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".n")) found += walker.currentNode.data;
                return found;
            }"""
        )
        assert re.findall(NUMERAL, plain) == []


def test_a_chosen_numeral_shows_its_reading(pages: Path, seen: Seen) -> None:
    seen.page.goto(sorted((pages / "reports").glob("*.html"))[0].as_uri())
    fact = seen.page.locator("article a.fact").first
    fact.hover()
    panel = seen.page.locator("aside.panel")
    expect(panel).not_to_contain_text("选一个数字")
    row = seen.page.locator(f"#f-{fact.get_attribute('data-facts')}")
    assert (row.locator("a.quote").text_content() or "") in (fact.text_content() or "")


def audit_page(pages: Path, seen: Seen) -> None:
    largest = max((pages / "reports").glob("*.html"), key=lambda file: file.stat().st_size)
    seen.page.goto(largest.as_uri())


def test_numerals_are_reached_by_keyboard(pages: Path, seen: Seen) -> None:
    audit_page(pages, seen)
    stops = seen.page.locator("article a.fact, article .none[tabindex]")
    panel = seen.page.locator("aside.panel")
    seen.page.keyboard.press("j")
    expect(stops.first).to_be_focused()
    seen.page.keyboard.press("j")
    expect(stops.nth(1)).to_be_focused()
    seen.page.keyboard.press("k")
    expect(stops.first).to_be_focused()
    none = seen.page.locator("article .none[tabindex]").first
    none.focus()
    expect(panel).to_contain_text(none.get_attribute("title") or "nothing")
    seen.page.locator("article a.fact").nth(3).focus()
    expect(panel.locator("dd.value")).to_have_count(1)
    seen.page.keyboard.press("Escape")
    expect(panel).to_contain_text("选一个数字")


def test_the_legend_counts_and_hides(pages: Path, seen: Seen) -> None:
    audit_page(pages, seen)
    for key in seen.page.locator("button.key.grey").all():
        said = int((key.text_content() or "").rsplit(maxsplit=1)[-1])
        assert said == seen.page.locator(f"article .{key.get_attribute('data-hides')}").count() > 0
    rows = seen.page.locator(".readings tbody tr")
    topics = [int((key.text_content() or "").rsplit(maxsplit=1)[-1]) for key in seen.page.locator("button.key:not(.grey)").all()]
    assert sum(topics) == rows.count() > 0
    key = seen.page.locator("button.key").first
    key.click()
    kind = key.get_attribute("data-hides")
    assert seen.page.locator(f"article .{kind}.off").count() == seen.page.locator(f"article .{kind}").count() > 0


def test_readings_can_stand_in_the_text(pages: Path, seen: Seen) -> None:
    audit_page(pages, seen)
    marks, notes = seen.page.locator("article a.fact"), seen.page.locator("article .gloss")
    before = seen.page.locator("article").text_content()
    assert notes.count() == 0
    seen.page.locator("#gloss").click()
    assert notes.count() == marks.count() > 50
    row = seen.page.locator(f"#f-{(marks.first.get_attribute('data-facts') or '').split()[0]}")
    assert (notes.first.text_content() or "").startswith((row.locator("td:nth-child(4) a").text_content() or "nothing").strip())
    seen.page.locator("#gloss").click()
    assert seen.page.locator("article").text_content() == before


def test_a_fact_leads_to_its_row_and_back(pages: Path, seen: Seen) -> None:
    for fictional in (False, True):
        name = next(
            file
            for file in sorted((pages / "reports").glob("*.html"))
            if ("虚构街道的报告" in (text := file.read_text("utf-8"))) == fictional and 'id="m-' in text
        )
        seen.page.goto(name.as_uri())
        code = seen.page.locator(".readings td:last-child a").first
        identity = code.text_content() or ""
        code.click()
        row = seen.page.locator("#facts tbody tr.chosen")
        expect(row).to_have_count(1)
        row.locator("a.quote").click()
        expect(seen.page.locator(f"article #m-{identity}")).to_have_class(re.compile("chosen"))
        assert urlsplit(seen.page.url).path.endswith(name.name)


def test_the_table_of_facts_holds_them_all_and_never_mixes_in_invented_ones(pages: Path, warehouse: Path, seen: Seen) -> None:
    with etl.connect(warehouse) as con:
        counts = dict(con.execute("select fictional, count(*) from v_fact group by fictional").fetchall())
    seen.page.goto((pages / "facts.html").as_uri())
    for kind, fictional in (("real", False), ("fictional", True)):
        seen.page.locator("select[name=kind]").select_option(kind)
        expect(seen.page.locator("#count")).to_contain_text(f"共 {counts[fictional]} 条")
        names = seen.page.locator("#facts tbody td:first-child").all_text_contents()
        assert len(names) == 100 and {"虚构" in name for name in names} == {fictional}


def test_values_stand_in_order_within_their_unit(pages: Path, seen: Seen) -> None:
    seen.page.goto(f"{(pages / 'facts.html').as_uri()}#q=安全隐患")
    seen.page.locator("th button[data-by=value]").click()
    shown = [text.replace(",", "") for text in seen.page.locator("#facts td.num").all_text_contents()]
    by_unit: dict[str, list[float]] = {}
    for text in shown:
        if found := re.fullmatch(r"([0-9.]+)([处件个条宗])", text):
            by_unit.setdefault(found[2], []).append(float(found[1]))
    assert max(map(len, by_unit.values())) > 1
    assert all(values == sorted(values) for values in by_unit.values())


def test_links_that_the_table_makes_resolve(pages: Path, seen: Seen) -> None:
    seen.page.goto((pages / "facts.html").as_uri())
    links = {link.split("#")[0] for link in seen.page.eval_on_selector_all("#facts a[href]", "all => all.map(a => a.getAttribute('href'))")}
    # The page itself shows the facts of an indicator that has no page.
    assert len(links) > 10 and all((pages / link).is_file() for link in links - {""})


def test_every_disagreement_stands_on_its_pages_with_both_quotes(pages: Path, warehouse: Path, seen: Seen) -> None:
    with etl.connect(warehouse) as con:
        plans = con.execute("select count(*) from v_consistency where fact_id_a is null").fetchall()[0][0]
        pairs = con.execute(
            """
            with pairs as (
                select fact_id_a as a, fact_id_b as b from v_consistency where fact_id_a is not null
                union all select fact_id, other_fact_id from v_finding
            )
            select a, b, indicator_code, lower(printf('%016x', district_key::hugeint & 18446744073709551615::hugeint)), document_id
            from pairs join v_fact on fact_id = a
            """
        ).fetchall()
    assert plans == 1 and len(pairs) >= 4
    for a, b, indicator, district, document in pairs:
        own = (f"indicators/{indicator}.html", f"districts/{district}.html", f"reports/{document}.html")
        for name in ("findings.html", *(name for name in own if (pages / name).exists())):
            html = (pages / name).read_text("utf-8")
            assert f"#m-{a}" in html and f"#m-{b}" in html, name
    seen.page.goto((pages / "findings.html").as_uri())
    assert seen.page.locator(".finding").count() == len(pairs) + plans
    plan = seen.page.locator(".finding", has_text="梅林街道").filter(has_text="十四五")
    expect(plan.locator("mark")).to_have_text("2022年是“十四五”开局之年")
    plan.locator("footer a").click()
    expect(seen.page.locator("article.text")).to_contain_text("开局之年")


def test_growth_that_is_stated_stands_beside_what_is_computed(pages: Path, seen: Seen) -> None:
    seen.page.goto((pages / "indicators" / "order_fraud_cases.html").as_uri())
    row = seen.page.locator("tr", has=seen.page.get_by_text("不符 Disagrees"))
    expect(row).to_have_count(1)
    assert [text.strip() for text in row.locator("td").all_text_contents()[1:]] == [
        "2023",
        "612起",
        "508起",
        "-16.99%",
        "降 27.0% 不符 Disagrees",
    ]


def test_plans_stand_with_what_became_of_them(pages: Path, warehouse: Path, seen: Seen) -> None:
    with etl.connect(warehouse) as con:
        query = """
            select district_key, count(*), count(*) filter (where outcome is not null or completion_fact_id is not null), count(outcome)
            from v_plan_actual group by all order by count(outcome) desc limit 1
        """
        key, planned, listed, told = con.execute(query).fetchall()[0]
    seen.page.goto((pages / "districts" / f"{key & (1 << 64) - 1:016x}.html").as_uri())
    rows = seen.page.locator("#plans + p + .scroll tbody tr")
    assert rows.count() == listed and rows.locator(".badge").count() == told > 1
    expect(seen.page.locator("#plans + p")).to_contain_text(f"{planned} 个目标")


def test_an_indicator_without_a_page_leads_to_its_facts(pages: Path, seen: Seen) -> None:
    for file in sorted((pages / "reports").glob("*.html")):
        held = shard(pages, f"reports/{file.stem}")
        without = [(code, name) for code, name, paged in held["indicators"] if not paged]
        if len(without) > 20:
            break
    assert len(without) > 20 and not any((pages / "indicators" / f"{code}.html").exists() for code, _ in without)
    code, name = without[0]
    seen.page.goto(file.as_uri())
    seen.page.locator(f".readings a[href*='indicator={code}&']").first.click()
    expect(seen.page.locator("#only")).to_contain_text(name)
    stated = sum(held["indicators"][row[3]][0] == code for row in held["rows"])
    expect(seen.page.locator("#facts tbody tr")).to_have_count(stated)


def test_reasons_stand_in_both_languages(pages: Path, warehouse: Path) -> None:
    with etl.connect(warehouse) as con:
        query = "select distinct indicator_code, apart, apart_zh from v_cross_district where apart is not null and indicator_curated"
        reasons = con.execute(query).fetchall()
    assert len(reasons) > 10
    told = {code: {(row[9], row[8]) for piece in compared(pages, code) for row in piece[9]} for code, _, _ in reasons}
    assert all((english, chinese) in told[code] for code, english, chinese in reasons)


def compared(pages: Path, code: str) -> Any:
    """What the page of an indicator, a small one, holds of its comparisons."""
    html = (pages / "indicators" / f"{code}.html").read_text("utf-8")
    return json.loads(re.findall(r'id="compared">(.*?)</script>', html)[0])


def test_an_indicator_shows_the_comparison_that_its_address_names(pages: Path, seen: Seen) -> None:
    page = (pages / "indicators" / "safety_hazards_found.html").as_uri()
    seen.page.goto(page)
    n = next(piece[5] for piece in compared(pages, "safety_hazards_found") if piece[0] == "real/sub-district/2022/level")
    assert seen.page.locator("main svg circle").count() >= n > 1
    rows = seen.page.locator("#ranked tbody tr")
    positions = [int(text.split("/")[0]) for text in rows.locator("td:first-child").all_text_contents()]
    assert positions == sorted(positions) and positions[0] == 1 and len(positions) == n
    expect(seen.page.locator("#told")).to_contain_text(f"{n} 家写明")
    seen.page.locator("select[name=kind]").select_option("fictional")
    expect(rows.first).to_contain_text("虚构")
    shown, address = seen.page.locator("#ranked").text_content() or "", seen.page.url
    assert "kind=fictional" in address
    seen.page.goto("about:blank")
    seen.page.goto(address)
    expect(seen.page.locator("#ranked")).to_have_text(shown)


def test_the_values_of_an_indicator_are_a_download(pages: Path, seen: Seen) -> None:
    seen.page.goto((pages / "indicators" / "safety_hazards_found.html").as_uri())
    with seen.page.expect_download() as held:
        seen.page.locator("[data-download]").click()
    text = held.value.path().read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == sum(len(piece[9]) for piece in compared(pages, "safety_hazards_found"))
    first = next(row for row in rows if row["position"] == "1" and row["fictional"] == "false")
    assert (first["year"], first["district"]) == ("2022", "光明街道") and int(first["n"]) > 1 and float(first["value"]) > 0


def test_every_page_forbids_itself_requests_and_foreign_scripts(pages: Path) -> None:
    for file in pages.rglob("*.html"):
        text = file.read_text("utf-8")
        head = text.partition("</head>")[0]
        assert "default-src 'none'" in head and "script-src 'self' file:; " in head and "unsafe-eval" not in head
        scripts = re.findall(r"<script([^>]*)>", text)
        assert all(re.fullmatch(r' src="(\.\./)?site-\w+\.js"| type="application/json" id="\w+"', script) for script in scripts)


def test_the_dictionary_explains_every_column(pages: Path, warehouse: Path) -> None:
    html = (pages / "dictionary.html").read_text("utf-8")
    with etl.connect(warehouse) as con:
        tables = con.execute("select distinct table_name from duckdb_columns() where not internal and schema_name = 'main'").fetchall()
    assert all(f'<h2 id="{name}">' in html for (name,) in tables) and len(tables) > 15
    assert '<td lang="en"></td>' not in html


def test_the_table_of_facts_filters_and_sorts(pages: Path, seen: Seen) -> None:
    seen.page.goto((pages / "facts.html").as_uri())
    rows = seen.page.locator("#facts tbody tr")
    before = seen.page.locator("#count").text_content()
    seen.page.locator("input[name=q]").fill("违法建设")
    expect(seen.page.locator("#count")).not_to_have_text(before or "")
    assert 0 < rows.count() < 60
    assert all("违" in (row.text_content() or "") for row in rows.all())
    seen.page.locator("th button[data-by=year]").click()
    years = [int(row.locator("td").nth(1).text_content() or 0) for row in rows.all()]
    assert years in (sorted(years), sorted(years, reverse=True))


def test_fictional_districts_are_marked_and_never_beside_real_ones(pages: Path, seen: Seen) -> None:
    seen.page.goto((pages / "indicators" / "city_illegal_demolished_area.html").as_uri())
    for table in seen.page.locator("main table").all():
        names = [name for name in table.locator("td:nth-child(2)").all_text_contents() if name.strip()]
        assert len({"虚构" in name for name in names}) <= 1


def test_no_report_becomes_code(pages: Path, seen: Seen) -> None:
    file = next(file for file in (pages / "reports").glob("*.html") if "柳桥街道" in file.read_text("utf-8"))
    assert SCRIPT not in file.read_text("utf-8")
    seen.page.goto(file.as_uri())
    assert seen.page.title() != "taken"
    expect(seen.page.locator("article")).to_contain_text("<script>")


def one_of_each_kind(pages: Path) -> list[Path]:
    """The pages at the top, and the largest in each folder."""
    folders = [folder for folder in pages.iterdir() if folder.is_dir() and folder.name != "data"]
    largest = [max(folder.glob("*.html"), key=lambda file: file.stat().st_size) for folder in folders]
    assert len(largest) == 5
    return [*sorted(pages.glob("*.html")), *largest]


def test_a_phone_and_a_sheet_of_paper_need_no_sideways_scrolling(pages: Path, seen: Seen) -> None:
    for medium, width in (("screen", 390), ("print", 700)):
        seen.page.set_viewport_size({"width": width, "height": 800})
        seen.page.emulate_media(media=medium)  # type: ignore[arg-type]
        for file in one_of_each_kind(pages):
            seen.page.goto(file.as_uri())
            assert seen.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), (medium, file.name)
    seen.page.emulate_media(media="screen")


def test_light_and_dark_are_readable(pages: Path, seen: Seen) -> None:
    contrast = """() => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
        const brush = canvas.getContext("2d", { willReadFrequently: true });
        const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        const light = (colour) => {
            brush.fillStyle = colour;
            brush.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...brush.getImageData(0, 0, 1, 1).data].map((v) => linear(v / 255));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        return [...document.querySelectorAll("article .n")].map((n) => {
            const [ink, paper] = [light(getComputedStyle(n).color), light(getComputedStyle(n.closest(".none, .fact")).backgroundColor)];
            return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
        });
    }"""
    for scheme in ("light", "dark"):
        seen.page.emulate_media(color_scheme=scheme)
        audit_page(pages, seen)
        found = seen.page.evaluate(contrast)
        assert len(found) > 100 and min(found) >= 4.5, scheme


def test_text_is_readable_on_every_kind_of_page_wide_and_narrow_light_and_dark(pages: Path, seen: Seen) -> None:
    faint = """() => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
        const brush = canvas.getContext("2d", { willReadFrequently: true });
        const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        const seen = new Map();
        const light = (colour) => {
            if (!seen.has(colour)) {
                brush.fillStyle = colour;
                brush.fillRect(0, 0, 1, 1);
                const [r, g, b] = [...brush.getImageData(0, 0, 1, 1).data].map((v) => linear(v / 255));
                seen.set(colour, 0.2126 * r + 0.7152 * g + 0.0722 * b);
            }
            return seen.get(colour);
        };
        const paper = (element) => {
            const colour = getComputedStyle(element).backgroundColor;
            return colour === "rgba(0, 0, 0, 0)" && element.parentElement ? paper(element.parentElement) : colour;
        };
        const found = [];
        for (const element of document.querySelectorAll("header *, main *, footer *")) {
            const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("").trim();
            if (!text || element.closest("svg, :disabled, option")) continue;
            const [ink, ground] = [light(getComputedStyle(element).color), light(paper(element))];
            const contrast = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
            if (contrast < 4.5) found.push(`${element.tagName} ${element.className} ${text.slice(0, 20)} ${contrast.toFixed(1)}`);
        }
        return found;
    }"""
    for width, scheme in ((1280, "light"), (390, "dark"), (1280, "dark"), (390, "light")):
        seen.page.set_viewport_size({"width": width, "height": 900})
        seen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for file in one_of_each_kind(pages):
            seen.page.goto(file.as_uri())
            assert seen.page.evaluate(faint) == [], (file.name, width, scheme)
    seen.page.set_viewport_size({"width": 1200, "height": 900})


def test_ten_thousand_facts_are_filtered_and_sorted_at_once(pages: Path, tmp_path: Path, seen: Seen) -> None:
    shutil.copytree(pages, tmp_path / "site", ignore=shutil.ignore_patterns("reports", "indicators", "districts"))
    for name in (file.stem for file in (pages / "reports").glob("*.html")):
        held = shard(pages, f"reports/{name}")
        held["rows"] = (held["rows"] * 1000)[:1000]
        (tmp_path / "site" / "data" / "reports").mkdir(exist_ok=True)
        file = tmp_path / "site" / "data" / "reports" / f"{name}.js"
        file.write_text(f'jiedao("reports/{name}",{json.dumps(held, ensure_ascii=False)});', encoding="utf-8")
    seen.page.goto((tmp_path / "site" / "facts.html").as_uri())
    further = seen.page.locator("#further")
    expect(further).to_be_visible()
    expect(seen.page.locator("#count")).to_contain_text("已查")
    further.click()
    expect(further).to_be_hidden()
    slowest = seen.page.evaluate(
        """() => {
            const box = document.querySelector("[name=q]");
            const type = (words) => { box.value = words; box.dispatchEvent(new Event("input", { bubbles: true })); };
            const sorts = [...document.querySelectorAll("#facts th button")].map((button) => () => button.click());
            const took = [...sorts, () => type("投资"), () => type("")].map((deed) => {
                const begun = performance.now();
                deed();
                document.body.offsetHeight;
                return performance.now() - begun;
            });
            return Math.max(...took);
        }"""
    )
    # It takes some 50 ms; a busy machine is no failing test.
    assert slowest < 1500


def test_what_is_asked_of_the_table_stands_in_the_address(pages: Path, seen: Seen) -> None:
    table = (pages / "facts.html").as_uri()
    seen.page.goto(table)
    expect(seen.page.locator("#count")).to_contain_text("共")
    name = seen.page.locator("#facts tbody td:first-child").first.text_content() or ""
    seen.page.locator("input[name=district]").fill(name)
    seen.page.locator("select[name=measure]").select_option("rate")
    seen.page.locator("th button[data-by=value]").click()
    seen.page.locator("th button[data-by=value]").click()
    expect(seen.page.locator("#facts tbody tr").first).to_contain_text("%")
    shown = seen.page.locator("#facts tbody").text_content()
    address = seen.page.url
    assert "measure=rate" in address and "by=-value" in address
    seen.page.goto("about:blank")
    seen.page.goto(address)
    expect(seen.page.locator("#facts tbody")).to_have_text(shown or "")
    seen.page.locator("button[type=reset]").click()
    expect(seen.page).to_have_url(table)


def test_the_search_box_leads_to_districts_objects_and_indicators(pages: Path, seen: Seen) -> None:
    seen.page.goto((pages / "topics" / "safety.html").as_uri())
    for words, name, folder in (
        ("meilin", "梅林街道", "districts"),
        ("违建", "违法建设", "objects"),
        ("违法建设面积", "违法建设面积", "indicators"),
    ):
        seen.page.keyboard.press("/")
        seen.page.locator("#search").fill(words)
        hit = seen.page.locator(f"#hits a[href*='{folder}/']", has_text=name).first
        expect(hit).to_be_visible()
        assert (pages / "topics" / (hit.get_attribute("href") or "")).resolve().is_file()
        seen.page.locator("#search").blur()
    seen.page.locator("#search").fill("没有这样的东西")
    expect(seen.page.locator("#hits")).to_contain_text("没有找到")
    seen.page.locator("#search").fill("meilin")
    expect(seen.page.locator("#hits a").first).to_be_visible()
    seen.page.keyboard.press("ArrowDown")
    expect(seen.page.locator("#hits a").first).to_be_focused()
    seen.page.keyboard.press("Escape")
    expect(seen.page.locator("#hits")).to_be_hidden()


def test_an_object_page_names_its_indicators(pages: Path, seen: Seen) -> None:
    seen.page.goto((pages / "objects" / "illegal_buildings.html").as_uri())
    assert seen.page.locator("tbody tr").count() > 0
    expect(seen.page.locator("main")).to_contain_text("报告里的叫法")


def test_no_page_and_no_shard_is_large(pages: Path) -> None:
    assert max(file.stat().st_size for file in pages.rglob("*") if file.is_file()) < 1_000_000


@pytest.mark.slow
def test_pages_are_the_same_however_few_facts_are_in_memory_at_the_same_time(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with etl.connect(warehouse) as con:
        expected = {name: "".join(html) for name, html in drawn.pages(con)}
        (most,) = con.execute("select max(n) from (select count(*) as n from fact_indicator group by document_key)").fetchall()[0]
        monkeypatch.setattr(data, "_AT_ONCE", 1)
        real, held = data._rows, list[int]()

        def rows(con: Any, query: str, values: Sequence[Any] = ()) -> list[data.Row]:
            found = real(con, query, values)
            if "from v_statement" in query and "anchor" in query:
                held.append(len(found))
            return found

        monkeypatch.setattr(data, "_rows", rows)
        assert {name: "".join(html) for name, html in drawn.pages(con)} == expected
    assert max(held) == most and len(held) == len([name for name in expected if name.startswith("data/reports/")])


def test_a_folder_that_is_no_site_is_left_alone(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(JiedaoError, match="is no site"):
        site.publish(warehouse, tmp_path)
    assert (tmp_path / "mine.txt").read_text("utf-8") == "kept"
