"""Whole invented reports against the facts that a careful reader found in them."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.contracts.records import Mention
from etl.report.extraction import extract
from etl.report.ingest import read_text

CORPUS = Path(__file__).parent.parent / "corpus"
REPORTS = sorted(CORPUS.glob("[0-9]*.txt"))
FOUND, STRICT, TOPIC = 0.96, 0.88, 0.7
"""Floors for every single report: share of facts found with the right value; with every field right; with the right topic."""
ALL_STRICT, ALL_TOPIC = 0.97, 0.93
"""Floors for all reports together."""


def lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def same_value(gold: dict[str, Any], mention: Mention) -> bool:
    """Whether the values agree to a hundredth of a per mille."""
    value = Decimal(str(gold["value"]))
    return abs(mention.value - value) <= Decimal("1e-5") * max(Decimal(1), abs(value))


def all_agree(gold: dict[str, Any], mention: Mention) -> bool:
    """Whether unit, bound, measure, status, year and the indicator's noun agree."""
    heads = gold.get("heads") or [gold["head"]]
    name = mention.indicator_text.replace("、", "")
    return (
        (mention.unit, mention.bound, mention.measure, mention.status, mention.year)
        == (gold["unit"], gold["bound"], gold["measure"], gold["status"], gold["year"])
        and (any(head.replace("、", "").strip("“”") in name for head in heads) or set(gold["indicator"]) <= set(name))
    )  # fmt: skip


def shares(report: Path) -> tuple[float, float, float, float]:
    """Recall, precision, the strict share and the share of right topics in one report."""
    text = report.read_bytes().decode("utf-8-sig")
    extraction = extract(read_text(text, path=report.name))
    at: dict[int, list[Mention]] = defaultdict(list)
    for mention in extraction.mentions:
        at[mention.anchor].append(mention)
    gold = lines(report.with_suffix(".gold.jsonl"))
    optional = {fact["anchor"] for fact in gold if fact.get("optional")}
    wanted = [fact for fact in gold if not fact.get("optional")]
    found = [next((m for m in at[fact["anchor"]] if same_value(fact, m)), None) for fact in wanted]
    strict = [any(same_value(fact, m) and all_agree(fact, m) for m in at[fact["anchor"]]) for fact in wanted]
    topic = [m.topic == fact["topic"] for fact, m in zip(wanted, found, strict=True) if m is not None]
    predicted = sum(len(here) for anchor, here in at.items() if anchor not in optional)
    recall, precision = sum(m is not None for m in found) / len(wanted), sum(m is not None for m in found) / predicted
    return recall, precision, sum(strict) / len(wanted), sum(topic) / len(topic)


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_report(report: Path) -> None:
    recall, precision, strict, topic = shares(report)
    assert min(recall, precision) >= FOUND
    assert strict >= STRICT
    assert topic >= TOPIC


def test_all_reports_together() -> None:
    measured = [shares(report) for report in REPORTS]
    assert len(measured) >= 35
    assert sum(strict for _, _, strict, _ in measured) / len(measured) >= ALL_STRICT
    assert sum(topic for *_, topic in measured) / len(measured) >= ALL_TOPIC


def test_every_numeral_of_the_corpus_is_judged_alike() -> None:
    """What the corpus says is no fact (a date, a name) is none to the grammar either, and the other way round."""
    wrong = total = 0
    for report in (path for path in REPORTS if path.with_suffix(".skips.jsonl").exists()):
        outcome = {entry.anchor: entry.outcome for entry in extract(read_text(report.read_bytes().decode("utf-8-sig"))).ledger}
        skips = {row["anchor"] for row in lines(report.with_suffix(".skips.jsonl"))}
        total += len(skips)
        wrong += sum(outcome[anchor] == "fact" for anchor in skips)
    assert REPORTS and total > 300
    assert wrong / total <= 0.01
