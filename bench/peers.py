"""Speeds of other software that reads numbers in Chinese: runs in an environment of its own (requirements-peers.lock).

usage: python bench/peers.py < texts.json        a list of texts; prints {name: characters a CPU second}
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import time
from collections.abc import Callable
from typing import Any

SLOW = 20_000
"""Characters that are enough for what takes minutes on all."""


def readers() -> dict[str, tuple[Callable[[str], Any], bool]]:
    """Name → what reads one text, and whether it is slow."""
    import jieba
    import jieba.posseg
    import jionlp
    import rjieba
    from recognizers_number import Culture, NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    jieba.setLogLevel(logging.WARNING)
    chinese = Culture.Chinese
    numbers, units = NumberRecognizer(chinese), NumberWithUnitRecognizer(chinese)
    models = [
        numbers.get_number_model(chinese),
        numbers.get_ordinal_model(chinese),
        numbers.get_percentage_model(chinese),
        units.get_currency_model(chinese),
        units.get_dimension_model(chinese),
    ]
    return {
        "jieba.cut": (lambda text: list(jieba.cut(text)), False),
        "jieba.posseg": (lambda text: list(jieba.posseg.cut(text)), True),
        "rjieba.cut": (lambda text: rjieba.cut(text), False),
        "JioNLP money": (jionlp.ner.extract_money, False),
        "Recognizers-Text numbers": (models[0].parse, True),
        "Recognizers-Text, all models": (lambda text: [model.parse(text) for model in models], True),
    }


def main() -> None:
    """Print the speeds on the texts of standard input."""
    texts = json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):
        speeds = {}
        for name, (read, slow) in readers().items():
            read(texts[0][:100])
            done, begun = 0, time.process_time()
            for text in texts:
                # Lines, since some of them take quadratic time in longer texts.
                for line in text.splitlines():
                    read(line)
                done += len(text)
                if slow and done > SLOW:
                    break
            speeds[name] = done / (time.process_time() - begun)
    json.dump(speeds, sys.stdout)


if __name__ == "__main__":
    main()
