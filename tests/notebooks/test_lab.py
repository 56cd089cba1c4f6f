"""The notebooks in a real JupyterLab, in a browser that reaches this machine alone: what is drawn, and what answers a click."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from drawn import CHARTS
from playwright.sync_api import Locator, Page, Request, Route, expect, sync_playwright

from etl.cli import main
from etl.show import notebook as notebooks
from etl.warehouse import resources


@dataclass
class Seen:
    """A page, and what happened in it."""

    page: Page
    names: list[str]
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def chart(self, name: str) -> Locator:
        """The chart of that name."""
        return self.page.locator(".jiedao-chart").nth(self.names.index(name))


@pytest.fixture(scope="module", params=CHARTS)
def seen(request: pytest.FixtureRequest, chromium: str, lab: str) -> Iterator[Seen]:
    """Each notebook, run from top to bottom by JupyterLab's menu, all requests to other machines refused."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1500, "height": 1000})
        seen = Seen(page, CHARTS[request.param])

        def gate(route: Route, request: Request) -> None:
            if urlsplit(request.url).hostname in ("127.0.0.1", "localhost", None):
                route.continue_()
            else:
                seen.refused.append(request.url)
                route.abort()

        page.route("**/*", gate)
        page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.goto(lab.format(request.param))
        # The notebook's kernel is at hand; what is run before is lost.
        page.get_by_text("| Idle").wait_for(timeout=60_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator('[data-command="runmenu:run-all"]').click()
        expect(page.locator(".jiedao-chart svg.marks")).to_have_count(len(seen.names), timeout=60_000)
        yield seen
        browser.close()


def only(name: str) -> pytest.MarkDecorator:
    """The test is about this notebook."""
    return pytest.mark.parametrize("seen", [name], indirect=True)


def test_every_chart_is_drawn(seen: Seen) -> None:
    seen_size = "marks => marks.filter(mark => mark.getBBox().width * mark.getBBox().height > 0).length"
    for name in seen.names:
        marks = seen.chart(name).locator("svg.marks .role-mark path, svg.marks .role-mark text")
        assert marks.evaluate_all(seen_size) >= 6, name
    expect(seen.page.locator(".jiedao-note")).to_have_count(0)
    expect(seen.page.locator("[data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)


# Labels of one axis whose boxes meet; slanted ones fill only a diagonal of theirs and are left out, as are those that Vega hides.
OVERLAPS = """axes => axes.flatMap(axis => {
  const level = label => !/rotate\\(-?[1-9]/.test(label.getAttribute("transform"));
  const shown = label => label.textContent && label.getAttribute("opacity") !== "0";
  const labels = [...axis.querySelectorAll("text")].filter(label => shown(label) && level(label));
  const boxes = labels.map(label => label.getBoundingClientRect());
  return labels.filter((_, i) => boxes.some((box, j) => j > i &&
    Math.min(box.right, boxes[i].right) - Math.max(box.left, boxes[i].left) > 1 &&
    Math.min(box.bottom, boxes[i].bottom) - Math.max(box.top, boxes[i].top) > 3)).map(label => label.textContent);
})"""


def test_labels_are_whole_and_apart_and_have_chinese_glyphs(seen: Seen) -> None:
    for name in seen.names:
        drawing = seen.chart(name).locator("svg.marks")
        texts = [text for text in drawing.locator("text").all_text_contents() if text]
        assert texts and [text for text in texts if text.endswith("…")] == [], name
        assert drawing.locator(".role-axis-label").evaluate_all(OVERLAPS) == [], name
        fonts = drawing.locator("text").evaluate_all("all => [...new Set(all.map(text => getComputedStyle(text).fontFamily))]")
        assert fonts and all("CJK" in font for font in fonts), name


def test_every_choice_draws_and_no_word_is_null(seen: Seen) -> None:
    """Of each dropdown the first choice and some others, the last among them."""
    for name in seen.names:
        chart = seen.chart(name)
        for select in chart.locator("select").all():
            options = select.locator("option").all_text_contents()
            for chosen in {*options[:: max(len(options) // 6, 1)], options[-1]}:
                select.select_option(label=chosen)
                expect(chart.locator("svg.marks")).to_contain_text(chosen.split(" · ")[0])
                words = chart.locator("svg.marks text").all_text_contents()
                assert not {"null", "undefined", "NaN", "Infinity"} & set(words), (name, chosen)
                assert chart.locator("svg.marks .role-mark path").count() > 0, (name, chosen)
            select.select_option(index=0)


@only("01_overview.ipynb")
def test_a_choice_changes_the_comparison(seen: Seen) -> None:
    chart = seen.chart("compare")
    options = chart.locator("select option").all_text_contents()
    assert len(options) > 10 and len(set(options)) == len(options)
    expect(chart.locator("svg.marks")).to_contain_text(options[0])
    chart.locator("select").select_option(label=options[1])
    expect(chart.locator("svg.marks")).to_contain_text(options[1])
    expect(chart.locator("svg.marks")).not_to_contain_text(options[0])
    places = sorted(re.findall(r"第(\d+) · ", (chart.locator("svg.marks").text_content() or "")))
    assert places and places[0] == "1"


@only("01_overview.ipynb")
def test_a_bar_shows_the_words_of_the_report(seen: Seen) -> None:
    chart = seen.chart("compare")
    chart.scroll_into_view_if_needed()
    chart.locator("svg.marks .mark-rect.role-mark path").first.hover()
    tooltip = seen.page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for()
    quote = tooltip.locator("tr", has_text="原文 Quote").locator("td.value").inner_text()
    sentence = tooltip.locator("tr", has_text="原句 Sentence").locator("td.value").inner_text()
    assert quote and quote in sentence
    assert quote in (chart.locator("svg.marks").text_content() or "")
    seen.page.mouse.move(0, 0)


@only("01_overview.ipynb")
def test_a_cell_of_the_coverage_chooses_what_is_beside_it(seen: Seen) -> None:
    chart = seen.chart("coverage")
    chart.scroll_into_view_if_needed()
    kinds = chart.locator("svg.marks .mark-rect.role-mark").nth(1)
    before = kinds.locator("path").count()
    # A year of plans alone has fewer kinds of statements than all years together.
    chart.locator("svg.marks .mark-rect.role-mark").first.locator("path[aria-label*='2024']").first.click()
    expect(kinds.locator("path[aria-label*='实际 Actual']")).to_have_count(0)
    assert 0 < kinds.locator("path").count() < before


@only("01_overview.ipynb")
def test_a_district_lists_its_ranks(seen: Seen) -> None:
    chart = seen.chart("ranks")
    chart.scroll_into_view_if_needed()
    title = chart.locator("svg.marks .role-title-text text").filter(has_text="街道").last
    before = title.text_content()
    dot = chart.locator("svg.marks .mark-symbol.role-mark path").first
    chosen = re.search(r"District: ([^;]+)", dot.get_attribute("aria-label") or "")
    assert chosen and chosen[1] != before
    dot.click()
    expect(chart.locator("svg.marks")).to_contain_text(f"{chosen[1]}各项名次")
    assert chart.locator("svg.marks .mark-text.role-mark text").count() > 1


@only("05_audit_one_report.ipynb")
def test_the_text_of_a_report_tells_its_numerals(seen: Seen) -> None:
    frame = seen.page.locator("iframe.jiedao-page")
    frame.scroll_into_view_if_needed()
    text = frame.content_frame
    assert text.locator("article b.n").count() > 100 and text.locator("article .n.none").count() > 10
    text.locator("article a.fact").nth(5).click()
    expect(text.locator("aside.panel dd.value")).to_have_count(1)
    # A quote of the table leads to its place in the text, within the frame.
    row = text.locator(".readings tbody tr").nth(60)
    row.locator("a.quote").click()
    identity = row.locator("code").text_content()
    expect(text.locator(f"article #m-{identity}")).to_be_in_viewport()
    expect(text.locator("aside.panel code")).to_have_text(identity or "")


@only("05_audit_one_report.ipynb")
def test_an_outcome_lists_its_numerals(seen: Seen) -> None:
    chart = seen.chart("outcomes")
    chart.scroll_into_view_if_needed()
    title = chart.locator("svg.marks .role-title-text text").last
    expect(title).not_to_have_text("日期 Date")
    chart.locator("svg.marks .mark-rect.role-mark path[aria-label*='日期 Date']").click()
    expect(title).to_have_text("日期 Date")
    line = chart.locator("svg.marks text", has_text="【2023】").first
    line.hover()
    tooltip = seen.page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for()
    assert "2023" in tooltip.locator("tr", has_text="原句 Sentence").locator("td.value").inner_text()
    seen.page.mouse.move(0, 0)


@only("05_audit_one_report.ipynb")
def test_dots_of_a_report_stand_in_the_order_of_its_text(seen: Seen) -> None:
    chart = seen.chart("along")
    labels = chart.locator("svg.marks .mark-symbol.role-mark path").evaluate_all("all => all.map(dot => dot.getAttribute('aria-label'))")
    plans = [int(re.sub(r"\D", "", label.split(";")[0])) for label in labels if "计划 Plan" in label]
    others = [int(re.sub(r"\D", "", label.split(";")[0])) for label in labels if "实际 Actual" in label]
    # The report plans after it has looked back.
    assert plans and sorted(others)[len(others) // 2] < min(plans)


@only("02_compare_districts.ipynb")
def test_what_stands_apart_is_listed_with_its_reason_and_words(seen: Seen) -> None:
    chart = seen.chart("ranking")
    chart.scroll_into_view_if_needed()
    select = chart.locator("select")
    retail = [text for text in select.locator("option").all_text_contents() if text.startswith("社会消费品零售总额 · 2022")]
    select.select_option(label=retail[0])
    line = chart.locator("svg.marks text", has_text="而非").first
    expect(line).to_contain_text(", not ")
    line.hover()
    tooltip = seen.page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for()
    quote = tooltip.locator("tr", has_text="原文 Quote").locator("td.value").inner_text()
    assert quote in tooltip.locator("tr", has_text="原句 Sentence").locator("td.value").inner_text()
    assert quote in (line.text_content() or "")
    select.select_option(index=0)
    seen.page.mouse.move(0, 0)


@only("02_compare_districts.ipynb")
def test_a_dot_singles_out_its_district(seen: Seen) -> None:
    chart = seen.chart("medians")
    chart.scroll_into_view_if_needed()
    title = chart.locator("svg.marks .role-title-text text").first
    before = title.text_content() or ""
    dots = chart.locator("svg.marks .mark-symbol.role-mark path")
    named = [re.search(r"District: ([^;]+)", label) for label in dots.evaluate_all("all => all.map(dot => dot.getAttribute('aria-label'))")]
    other = next(place for place, found in enumerate(named) if found and not before.startswith(found[1]))
    dots.nth(other).click()
    found = named[other]
    assert found
    expect(title).to_contain_text(found[1])
    expect(chart.locator("svg.marks text", has_text=re.compile(r"^第\d+/\d+$")).first).to_be_visible()


@only("03_topics_and_emphasis.ipynb")
def test_a_topic_lists_its_facts(seen: Seen) -> None:
    chart = seen.chart("emphasis")
    chart.scroll_into_view_if_needed()
    title = chart.locator("svg.marks .role-title-text text").nth(1)
    before = title.text_content()
    dot = chart.locator("svg.marks .mark-symbol.role-mark path[aria-label*='Topic: ']").nth(4)
    chosen = re.search(r"Topic: ([^;]+)", dot.get_attribute("aria-label") or "")
    assert chosen
    dot.click()
    expect(title).to_have_text(re.sub(r"\s+", " ", chosen[1]))
    assert title.text_content() != before
    assert chart.locator("svg.marks text", has_text="：").count() > 0


@only("04_plan_and_growth.ipynb")
def test_a_target_shows_the_words_of_both_reports(seen: Seen) -> None:
    chart = seen.chart("targets")
    chart.scroll_into_view_if_needed()
    chart.locator("svg.marks .mark-rect.role-mark path").first.hover()
    tooltip = seen.page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for()
    told = tooltip.inner_text()
    assert "目标原文 Target" in told and "实际原文 Actual" in told and "目标出自 Target in" in told
    assert re.search(r"计划 .+ → 实际 ", chart.locator("svg.marks").text_content() or "")
    seen.page.mouse.move(0, 0)


@only("04_plan_and_growth.ipynb")
def test_what_does_not_agree_is_named_and_the_legend_singles_out_a_district(seen: Seen) -> None:
    chart = seen.chart("agreement")
    chart.scroll_into_view_if_needed()
    expect(chart.locator("svg.marks text", has_text=" ≠ ").first).to_be_visible()
    dots = chart.locator("svg.marks .mark-symbol.role-mark").first.locator("path")
    faint = "all => all.filter(dot => Number(dot.getAttribute('opacity')) < 0.2).length"
    assert dots.evaluate_all(faint) == 0
    chart.locator("svg.marks .role-legend-label text").first.click()
    expect(chart.locator("svg.marks .mark-symbol.role-mark path[opacity='0.08']").first).to_be_attached()
    assert 0 < dots.evaluate_all(faint) < dots.count()


@only("06_curate.ipynb")
def test_a_phrase_lists_its_nearest_indicators(seen: Seen) -> None:
    chart = seen.chart("next")
    chart.scroll_into_view_if_needed()
    title = chart.locator("svg.marks .role-title-text text").last
    before = title.text_content()
    bar = chart.locator("svg.marks .mark-rect.role-mark path").last
    bar.click()
    expect(title).not_to_have_text(before or "")
    expect(chart.locator("svg.marks text", has_text="For instance")).to_have_count(1)
    bar.hover()
    tooltip = seen.page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for()
    quote = tooltip.locator("tr", has_text="原文 Quote").locator("td.value").inner_text()
    assert quote in tooltip.locator("tr", has_text="原句 Sentence").locator("td.value").inner_text()
    seen.page.mouse.move(0, 0)


@only("06_curate.ipynb")
def test_a_click_selects_a_line_as_a_whole(seen: Seen) -> None:
    lines = seen.page.locator(".jiedao-line pre")
    # What the phrase may be, the header of the corrections, and both sides of a disagreement.
    assert lines.count() == 6
    for line in lines.all():
        line.scroll_into_view_if_needed()
        line.click()
        assert seen.page.evaluate("getSelection().toString().trim()") == (line.text_content() or "").strip()


def test_nothing_asked_for_the_internet_and_nothing_failed(seen: Seen) -> None:
    """After all that was clicked above."""
    assert seen.refused == []
    assert seen.errors == []


def test_copies_what_is_missing_and_leaves_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "checkout", lambda: None)
    monkeypatch.chdir(tmp_path)
    folder = notebooks.place()
    assert folder == tmp_path / notebooks.COPIED
    (first, *_) = sorted(folder.glob("*.ipynb"))
    assert first.read_bytes() == (resources.root() / "notebooks" / first.name).read_bytes()
    first.write_text("mine", "utf-8")
    assert notebooks.place() == folder and first.read_text("utf-8") == "mine"


def test_a_checkout_works_on_its_own_notebooks(project: Path, tmp_path: Path) -> None:
    assert notebooks.place() == project / "notebooks"
    assert sorted(path.name for path in notebooks.place(tmp_path / "copies").iterdir()) == sorted(
        path.name for path in (project / "notebooks").glob("*.ipynb")
    )


def test_without_a_warehouse_nothing_is_started(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["notebook", "--warehouse", str(tmp_path / "none")])
    assert result.exit_code == 1 and "jiedao run" in result.output


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, sampled: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    result = CliRunner().invoke(main, ["notebook", "--warehouse", str(sampled), "--folder", str(tmp_path / "file" / "copies")])
    assert result.exit_code == 1 and "--folder DIR" in result.output
