"""Bytes to text: the encoding in which a file is Chinese text, or the reason why it is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.report.readers.decode import decode, readable
from etl.report.readers.reading import Unreadable

TEXT = (
    "柳岸街道2023年工作总结\n一年来,街道党工委团结带领广大干部群众,各项工作取得新的进展,现将情况总结如下。\n"
    "全年新增企业320家,改造道路5.2公里,税收同比增长12.5%。走访群众1.2万人次,化解矛盾纠纷345件。\n"
)
TRADITIONAL = (
    "柳岸街道2023年工作總結\n一年來,街道團結帶領廣大幹部群眾,各項工作取得新的進展。\n"
    "全年新增企業320家,稅收同比增長12.5%,走訪群眾1.2萬人次。\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_simplified_text(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)


@pytest.mark.parametrize(("encoding", "told"), [("utf-8", "utf-8"), ("big5", "big5hkscs"), ("gb18030", "gb18030")])
def test_traditional_text(encoding: str, told: str) -> None:
    decoded = decode(TRADITIONAL.encode(encoding))
    assert (decoded.text, decoded.encoding) == (TRADITIONAL, told)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [(TEXT, "utf-8", "latin-1"), (TEXT, "gb18030", "latin-1"), (TRADITIONAL, "big5", "gb18030")],
)
def test_text_that_was_read_in_a_wrong_encoding_is_mended_where_it_is_sure(text: str, right: str, wrong: str) -> None:
    assert decode(text.encode(right).decode(wrong).encode()).text == text


def test_utf_8_that_was_read_as_gbk_is_mended_if_nothing_is_lost() -> None:
    even = "街道办事处全年走访群众化解纠纷"
    assert decode((even * 2).encode().decode("gb18030").encode()).text == even * 2


@pytest.mark.parametrize(
    "garbled",
    [
        TEXT.encode("gb18030").decode("utf-8", "replace"),
        TEXT.encode("gb18030").decode("utf-8", "replace").encode().decode("gb18030", "replace"),
        TEXT.encode().decode("gb18030", "replace"),
        TEXT.encode("gb18030").decode("big5", "replace"),
    ],
)
def test_text_that_is_lost_is_refused(garbled: str) -> None:
    assert not readable(garbled)
    with pytest.raises(Unreadable) as refused:
        decode(garbled.encode())
    assert refused.value.reason == "encoding"


@pytest.mark.parametrize("text", [TEXT, TRADITIONAL, "320 家", "2023: 5.2 km, 98.5 %", "•·①②㈠℃㎡", TEXT.replace("企业", "企\ufffd业")])
def test_what_is_readable(text: str) -> None:
    assert readable(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        assert readable(decode(data).text)
    except Unreadable as error:
        assert error.detail.endswith(".")
