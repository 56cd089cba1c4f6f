"""What holds for any text at all: no exception, a complete ledger, valid offsets, linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.grammar.numerals import numerals
from etl.grammar.sentence import read_sentence
from etl.grammar.statements import Context
from etl.report.extraction import extract
from etl.report.ingest import read_text

PROSE = st.lists(
    st.sampled_from(
        [
            "全年",
            "新建",
            "公园",
            "5",
            "个",
            ",",
            "，",
            "、",
            "。",
            "；",
            "（",
            "）",
            "“",
            "”",
            "同比",
            "增长",
            "下降",
            "8.5%",
            "百分之",
            "三十二点六",
            "3亿2千万",
            "元",
            "第",
            "一",
            "位",
            "全市",
            "分别",
            "其中",
            "12",
            "户",
            "由",
            "提高到",
            "到",
            "至",
            "-",
            "10",
            "20",
            "家",
            "约",
            "近",
            "余",
            "以上",
            "的",
            "2022年",
            "1-9月",
            "预计",
            "力争",
            "万",
            "亿",
            "千",
            "零",
            "半",
            "数",
            "几",
            "+",
            "%",
            "X",
            "率",
            "均",
            "和",
            "\n",
        ]
    ),
    max_size=60,
).map("".join)
TEXTS = st.one_of(st.text(max_size=400), PROSE)


def check(text: str) -> None:
    reading = read_sentence(text, Context(2022, 2022))
    assert [numeral for numeral, _ in reading.ledger] == numerals(text)
    anchors = {st.quantity.anchor for st in reading.statements}
    assert anchors == {numeral.start for numeral, outcome in reading.ledger if outcome == "fact"}
    for statement in reading.statements:
        q = statement.quantity
        assert 0 <= q.start <= q.anchor < q.end <= len(text)
        assert statement.indicator and len(statement.indicator) <= 25
        assert statement.value_max is None or statement.value < statement.value_max


@settings(max_examples=600)
@given(TEXTS)
@example("五百分之2.2")
@example("第第第一一一")
@example("（（（3）））")
@example("1、" * 2000)
def test_any_sentence_is_read(text: str) -> None:
    check(text)


@settings(max_examples=150)
@given(st.one_of(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=600), PROSE))
@example("0\n万三")
def test_any_document_is_read(text: str) -> None:
    extraction = extract(read_text(text))
    assert [(entry.anchor, entry.numeral) for entry in extraction.ledger] == [(n.start, text[n.start : n.end]) for n in numerals(text)]
    for mention in extraction.mentions:
        assert text[mention.quote_start : mention.quote_end] == mention.quote
        assert mention.quote_start <= mention.anchor < mention.quote_end


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["1", "万", "（", "、", "1、", "一", "第", "3家，", "同比", "，增长5%", "“", " 1", "百分之", "分别", "由3", "其中"]
)
def test_time_is_linear(unit: str) -> None:
    """Ten times the text in well under a hundred times the time (a quadratic reader would take that)."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        started = time.process_time()
        check(text)
        return time.process_time() - started

    seconds(2_000)  # warm the caches
    small = max(seconds(8_000), 0.002)
    assert seconds(80_000) < 40 * small + 1.0


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["1", "万", "（", "、"])
def test_a_megabyte_of_one_character_is_read(unit: str) -> None:
    check(unit * 1_000_000)
