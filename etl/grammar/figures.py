"""The Chinese figures, as the inside of a character class: ``[{TEN}]`` in a pattern, ``c in TEN`` in a condition."""

from __future__ import annotations

FOUR = "一二三四"
NINE = "一二三四五六七八九"
TEN = NINE + "十"
COUNTING_NINE = NINE + "两"
COUNTING = TEN + "两"
SEVERAL = "两三四五六七八九十"
DIGITS = "零〇" + NINE
DIGITS_AND_TEN = DIGITS + "十"
BIG = "万亿"
HUNDREDS = "百千万"
ORDERS = "十百千万亿"
FIGURES = DIGITS + ORDERS
COUNTING_FIGURES = FIGURES + "两"
ONE_OR_TWO = "一二"
NOUGHT_OR_NINE = "九〇零"
NUMERAL_SIGNS = COUNTING_FIGURES + "半几数"
FINANCIAL = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
TO_HUNDREDS = TEN + "百"
