"""Sentences of the corpus with letters lost, doubled, moved and mixed: whatever stands there, nothing raises and nothing is lost."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest

from etl.grammar.numerals import numerals
from etl.report.extraction import extract
from etl.report.ingest import read_text

SENTENCES = 20_000
BATCH = 20
"""Sentences of one text."""
ODD = "0123456789.,，、；（）%亿万家~/-—“”*|\u200b\ue000\t"
FIGURES = "一二三百千万〇第约超近"


def sentences() -> list[str]:
    texts = (file.read_text("utf-8") for file in sorted((Path(__file__).parents[1] / "corpus").glob("*.txt")))
    return [found for text in texts for found in re.findall(r"[^。\n]{10,300}。", text) if re.search(r"\d", found)]


def mutated(sentence: str, others: list[str], chance: random.Random) -> str:
    made = list(sentence)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0:
                del made[at : at + chance.randint(1, 6)]
            case 1:
                made[at:at] = chance.choice(others)[: chance.randint(1, 20)]
            case 2:
                made[at:at] = chance.choice(ODD)
            case 3:
                made[at : at + 1] = [chance.choice(FIGURES)]
            case _:
                made[at:at] = made[max(0, at - 8) : at]
    return "".join(made)


@pytest.mark.slow
def test_nothing_raises_and_nothing_is_lost() -> None:
    chance = random.Random(7)
    known = sentences()
    assert len(known) > 500
    started, length = time.process_time(), 0
    for _ in range(SENTENCES // BATCH):
        text = "某街道2023年工作总结\n" + "\n".join(mutated(sentence, known, chance) for sentence in chance.choices(known, k=BATCH))
        length += len(text)
        found = extract(read_text(text))
        assert "".join(text[s.start : s.end] for s in found.sentences) == text
        anchors = [entry.anchor for entry in found.ledger]
        assert len(anchors) == len(set(anchors))
        assert all(text[m.quote_start : m.quote_end] == m.quote for m in found.mentions)
        assert sum(entry.facts for entry in found.ledger) == len(found.mentions)
        for sentence in found.sentences:
            words = text[sentence.start : sentence.end]
            # Where something within a figure is not shown, the figure is read without it.
            if not re.search("[\u200b\ue000*]", words):
                assert {sentence.start + n.start for n in numerals(words)} <= set(anchors), words
    assert time.process_time() - started < 0.001 * length, "some sentence takes the square of the time"
