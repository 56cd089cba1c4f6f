"""Names as text: one text for one name."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.contracts.escape import file_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"a b.txt", "a b.txt"),
        ("天津/柳桥街道.txt".encode(), "天津/柳桥街道.txt"),
        ("全角　空格.txt".encode(), "全角　空格.txt"),
        ("天津.txt".encode("gbk"), r"\xcc\xec\xbd\xf2.txt"),
        (b"a\\xcc.txt", r"a\x5cxcc.txt"),
        (b"a\nb\x1b[2J.txt", r"a\x0ab\x1b[2J.txt"),
        ("\u202etxt.exe".encode(), r"\u202etxt.exe"),
        ("a\u200bb\U000e0041".encode(), r"a\u200bb\U000e0041"),
        (b"\xc2\x85", r"\u0085"),
        (b"\x85", r"\x85"),
        ("天津/".encode() + "收件.txt".encode("gbk"), r"天津/\xca\xd5\xbc\xfe.txt"),
        ("𠮷.txt".encode(), "𠮷.txt"),
    ],
)
def test_a_name_is_told_as_text(name: bytes, shown: str) -> None:
    assert file_name(os.fsdecode(name)) == shown


@given(st.binary(min_size=1, max_size=12), st.binary(min_size=1, max_size=12))
def test_two_names_are_two_texts_that_can_be_stored(a: bytes, b: bytes) -> None:
    left, right = (file_name(os.fsdecode(name)) for name in (a, b))
    assert (left == right) == (a == b)
    assert left.encode() and "\n" not in left and "\x1b" not in left
