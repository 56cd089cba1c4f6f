"""Ten thousand damaged inputs: none brings the run down, each one is processed or quarantined."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from etl.conform.results import DocumentResult
from etl.contracts.records import InboxFile, Rejected
from etl.pipeline.frames import batch
from etl.pipeline.reading import read_file

pytestmark = pytest.mark.slow

INPUTS = 10_000
REPORT = "柳塘街道2022年工作总结\n\n一、经济\n全年新增注册企业20家，同比增长6.3%，完成投资1.2亿元。\n"
PAGE = f"""<html><head><meta charset="{{}}"><title>柳塘街道2022年工作总结</title></head><body><div class="nav">首页</div>
<article><h1>柳塘街道2022年工作总结</h1><p>{REPORT}</p><table><tr><td>企业</td><td>20家</td></tr></table></article></body></html>"""


@pytest.fixture(scope="module")
def seeds() -> dict[str, bytes]:
    """One small whole input of every kind."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "report"))
    from test_ingest import pdf, word, zipped

    return {
        "utf8.txt": REPORT.encode(),
        "gbk.txt": REPORT.encode("gb18030"),
        "utf16.txt": REPORT.encode("utf-16"),
        "page.html": PAGE.format("utf-8").encode(),
        "gbk.html": PAGE.format("gb2312").encode("gb18030"),
        "report.docx": word(*REPORT.splitlines(), table=[["企业", "20家"]]),
        "report.doc": (Path(__file__).parents[1] / "report" / "files" / "word97.doc").read_bytes(),
        "report.pdf": pdf(REPORT),
        "several.zip": zipped({"a.txt": REPORT, "b.html": PAGE.format("utf-8")}),
    }


def mutated(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """The bytes with some of them flipped, cut off, doubled, or with a piece of another input in their midst."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0:
                made = made[:at]
            case 1:
                piece = chance.choice(others)
                begin = chance.randrange(len(piece))
                made[at:at] = piece[begin : begin + chance.randint(1, 400)]
            case 2:
                made[at : at + chance.randint(1, 50)] = b""
            case _:
                for _ in range(chance.randint(1, 4)):
                    if made:
                        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def repacked(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """An archive whose checksums are right, with what one of its members holds mutated."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        names = archive.namelist()
        # What a reader looks at first, more often than not.
        chosen = "word/document.xml" if "word/document.xml" in names and chance.random() < 0.7 else chance.choice(names)
        for name in names:
            content = archive.read(name)
            made.writestr(name, mutated(content, others, chance) if name == chosen else content)
    return out.getvalue()


def test_ten_thousand_damaged_inputs_are_processed_or_quarantined(seeds: dict[str, bytes], tmp_path: Path) -> None:
    chance = random.Random(20230101)
    outcomes: Counter[str] = Counter()
    waiting: dict[str, DocumentResult] = {}
    for n in range(INPUTS):
        name = chance.choice(list(seeds))
        damage = repacked if name.endswith((".docx", ".zip")) and chance.random() < 0.5 else mutated
        file = tmp_path / name
        file.write_bytes(damage(seeds[name], list(seeds.values()), chance))
        results = list(read_file(InboxFile(file, name, file.stat().st_size, n)))
        assert results, f"input {n} came to nothing"
        for result in results:
            if isinstance(result, Rejected):
                assert not result.reason.endswith("_failed") and result.reason != "crashed", f"input {n}: {result}"
                assert result.detail.endswith(".")
                outcomes[result.reason] += 1
            else:
                outcomes["read"] += 1
                waiting[result.extraction.document.document_id] = result
        if len(waiting) >= 200 or n == INPUTS - 1:
            # What was read keeps every contract that the warehouse relies on.
            batch(list(waiting.values()))
            waiting.clear()
    assert outcomes["read"] > INPUTS / 5 and len(outcomes) > 6
