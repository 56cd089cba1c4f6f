"""Every example that stands beside a rule of the grammar, read as the rule reads it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.grammar import aspects, change, members, numerals, periods, phrases, quantities, ranks, settings, skips, status, tables, terms
from etl.grammar.fold import fold, plain
from etl.grammar.naming import completion
from etl.grammar.numerals import number_value
from etl.grammar.ranks import read_rank
from etl.grammar.rules import RULES, examples, ratio
from etl.grammar.rules.count import NAMED
from etl.grammar.sentence import read_sentence
from etl.grammar.sorting import sort_numerals
from etl.grammar.statements import Context, Example, Reading


def rows(table: object) -> int:
    """Rows of an example table."""
    return sum(len(group) for group in table.values()) if isinstance(table, dict) else len(table)  # type: ignore[arg-type]


@pytest.mark.parametrize(("written", "value"), numerals.EXAMPLES)
def test_numbers(written: str, value: str | None) -> None:
    got = number_value(fold(plain(written).text))
    assert got == (None if value is None else Decimal(value))


@pytest.mark.parametrize(("sentence", "expected"), quantities.EXAMPLES)
def test_quantities(sentence: str, expected: tuple[tuple[str, str, str, str], ...]) -> None:
    got = [(sentence[q.start : q.end], q.value, q.unit, q.bound) for q in quantities.scan(sentence) if q.unit]
    assert got == [(quote, Decimal(value), unit, bound) for quote, value, unit, bound in expected]


@pytest.mark.parametrize(("sentence", "reasons"), skips.EXAMPLES)
def test_reasons(sentence: str, reasons: tuple[str, ...]) -> None:
    s = fold(plain(sentence).text)
    found = numerals.numerals(s)
    result = sort_numerals(s, found, skips.quoted(s), periods.Timeline(s, 2022, 2022, None))
    first = {q.first for q in result.quantities}
    got = tuple("" if i in first else result.reasons[i] or skips.default_reason(s, n) for i, n in enumerate(found))
    assert got == reasons


@pytest.mark.parametrize(("words", "deed"), phrases.DEEDS)
def test_deeds(words: str, deed: str) -> None:
    assert phrases.plain_deed(words) == deed


@pytest.mark.parametrize(("sentence", "place"), settings.PLACES)
def test_places(sentence: str, place: str | None) -> None:
    assert [st.place for st in read_sentence(sentence, Context(2022, 2022)).statements] == [place]


@pytest.mark.parametrize(("sentence", "subsets"), settings.NARROWED)
def test_what_narrows_a_figure(sentence: str, subsets: tuple[str | None, ...]) -> None:
    assert tuple(st.subset for st in read_sentence(sentence, Context(2022, 2022)).statements) == subsets


@pytest.mark.parametrize(
    ("sentence", "periods_of"),
    [
        ("上半年、下半年诉求量分别下降3%和5%。", ["上半年", "下半年"]),
        ("上半年接访86批,下半年接访52批,分别下降8%、12%。", ["上半年", "下半年", "上半年", "下半年"]),
        ("一季度接访42件,二季度接访36件,同比分别减少5件、8件。", ["一季度", "二季度", "一季度", "二季度"]),
        ("下半年产值、税收分别增长8%、5%。", ["下半年", "下半年"]),
    ],
)
def test_values_in_order_have_the_time_of_their_member(sentence: str, periods_of: list[str]) -> None:
    assert [st.time.period for st in read_sentence(sentence, Context(2022, 2022)).statements] == periods_of


@pytest.mark.parametrize(("given", "expected"), change.EXAMPLES)
def test_changes(given: tuple[str, str], expected: tuple[str, int, str, bool] | None) -> None:
    left, kind = given
    got = change.change_of(left, kind)
    assert (None if got is None else (left[: got.subject_end], got.sign, got.baseline, got.stated)) == expected


@pytest.mark.parametrize(("sentence", "expected"), ranks.EXAMPLES)
def test_ranks(sentence: str, expected: tuple[str, str, str] | None) -> None:
    s = fold(plain(sentence).text)
    found = numerals.numerals(s)
    read = [rank for i in range(len(found)) if (rank := read_rank(s, found, i, 0))]
    got = [(s[: rank.subject_end], str(rank.value), rank.scope) for rank in read]
    assert got == ([] if expected is None else [expected])


@pytest.mark.parametrize(("sentence", "year", "offset", "expected"), periods.EXAMPLES)
def test_periods(sentence: str, year: int, offset: int, expected: tuple[int, str | None]) -> None:
    s = fold(plain(sentence).text)
    timeline = periods.Timeline(s, year, year, None)
    sort_numerals(s, numerals.numerals(s), [], timeline)
    time = timeline.at(offset)
    assert (time.year, time.period) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("二O二一年新建公园3座。", 2021),
        ("二0二一年新建公园3座。", 2021),
        ("二Ｏ二一年新建公园3座。", 2021),
        ("二○二一年新建公园3座。", 2021),
        ("2O21年新建公园3座。", 2021),
    ],
)
def test_years_with_a_letter_for_a_figure(sentence: str, expected: int) -> None:
    reading = read_sentence(sentence, Context(2022, 2022))
    assert [(st.indicator, st.time.year) for st in reading.statements] == [("新建公园", expected)]
    assert {outcome for numeral, outcome in reading.ledger if numeral.start < 5} == {"date"}


@pytest.mark.parametrize(("sentence", "year", "expected"), terms.EXAMPLES)
def test_terms(sentence: str, year: int, expected: tuple[tuple[str, int, int], ...]) -> None:
    assert tuple((term.written, term.first or 0, term.last) for term in terms.terms_in(fold(sentence), year)) == expected


@pytest.mark.parametrize(("left", "expected"), ratio.RATIOS)
def test_ratios(left: str, expected: tuple[str, str] | None) -> None:
    assert ratio.ratio_of(left) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("五年来,共建成学校9所,高企达到90家。", [("cumulative", "五年来"), ("stock", None)]),
        ("“十三五”期间引进项目90个,投资30亿元。", [("cumulative", "“十三五”期间")] * 2),
        ("五年累计完成财政收入90亿元,其中税收超过50亿元。", [("cumulative", "五年")] * 2),
        ("五年来,财政收入达到90亿元,城镇化率60%。", [("flow", None), ("flow", None)]),
        ("三年共改造小区90个,今年改造30个。", [("cumulative", "三年"), ("flow", None)]),
        ("五年固定资产投资90亿元,去年达到20亿元。", [("cumulative", "五年"), ("flow", None)]),
        ("五年共投入30亿元,年均投入6亿元。", [("cumulative", "五年"), ("flow", None)]),
        ("今后五年,新建学校30所。", [("target", "今后五年")]),
    ],
)
def test_sums_over_a_term(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(st.aspect, st.time.period) for st in read_sentence(sentence, Context(2022, 2022)).statements] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("地区生产总值年均增长8.2%。", [("%", "年均", None)]),
        ("地区生产总值五年年均增长8.2%。", [("%", "年均", "五年")]),
        ("“十三五”期间,财政收入年均增长6%,出口增长36%。", [("%", "年均", "“十三五”期间"), ("%", "“十三五”期间", None)]),
        ("城乡居民收入年均分别增长7.5%、8.2%。", [("%", "年均", None)] * 2),
        ("财政收入五年增长36%,比2017年增长1.2倍。", [("%", "五年", None), ("倍", "2017年", None)]),
        ("投资、出口分别为上年的1.3倍、2.1倍。", [("ratio", "同比", None)] * 2),
        ("财政收入是2017年的近两倍。", [("ratio", "2017年", None)]),
        ("财政收入同比增长8%,两年平均增长5.1%。", [("%", "同比", None), ("%", "年均", "两年")]),
        ("财政收入保持年均10%以上的增速。", [("%", "年均", None)]),
    ],
)
def test_baselines(sentence: str, expected: list[tuple[str, str, str | None]]) -> None:
    statements = read_sentence(sentence, Context(2022, 2022)).statements
    assert [(st.growth_kind, st.baseline, st.time.period) for st in statements] == expected


@pytest.mark.parametrize(("sentence", "part", "offset", "expected"), status.EXAMPLES)
def test_statuses(sentence: str, part: str, offset: int, expected: str) -> None:
    statements = read_sentence(sentence, Context(2022, 2022, part)).statements
    assert [st.status for st in statements if st.quantity.anchor == offset] == [expected]


@pytest.mark.parametrize(("indicator", "before", "given", "expected"), aspects.EXAMPLES)
def test_aspects(indicator: str, before: str, given: str, expected: str) -> None:
    assert aspects.aspect_of(indicator, before, given) == expected


@pytest.mark.parametrize(("sentence", "expected"), NAMED)
def test_names_of_counts(sentence: str, expected: tuple[tuple[str, str], ...]) -> None:
    statements = read_sentence(sentence, Context(2022, 2022)).statements
    assert tuple((st.indicator, st.aspect) for st in statements) == expected


@pytest.mark.parametrize(("given", "expected"), completion.EXAMPLES)
def test_last_words_of_names(given: tuple[str, str], expected: str) -> None:
    assert completion.completed(*given) == expected


@pytest.mark.parametrize(("words", "expected"), members.EXAMPLES)
def test_members(words: str, expected: tuple[str, ...]) -> None:
    assert tuple(members.shared_members(words)) == expected


@pytest.mark.parametrize(("lines", "expected"), tables.EXAMPLES)
def test_tables(lines: str, expected: tuple[tuple[str, str, str, str, int], ...]) -> None:
    table, got = tables.Table(), []
    for line in lines.split("\n"):
        reading = table.read(line, Context(2022, 2022), read_sentence) or Reading()
        got += [(st.indicator, st.value, st.quantity.unit, st.measure, st.time.year) for st in reading.statements]
        assert all(line[st.quantity.anchor].isdigit() for st in reading.statements)
        assert [n for n, _ in reading.ledger] == (numerals.numerals(line) if reading.ledger else [])
        assert sum(outcome == "fact" for _, outcome in reading.ledger) == len(reading.statements)
    assert got == [(name, Decimal(value), unit, measure, year) for name, value, unit, measure, year in expected]


@pytest.mark.parametrize(("construction", "example"), list(examples()))
def test_sentences(construction: str, example: Example) -> None:
    sentence, expected = example
    statements = read_sentence(sentence, Context(2022, 2022)).statements
    got = [(str(st.value.normalize()), st.quantity.unit, st.measure) for st in statements]
    assert got == [(str(Decimal(value).normalize()), unit, measure) for _, value, unit, measure, _ in expected], construction
    for st, (number, _, _, _, head) in zip(statements, expected, strict=True):
        assert sentence[st.quantity.anchor :].startswith(number[:1])
        assert head in st.indicator


@pytest.mark.parametrize(("rule", "sentence", "speaks"), [
    *((rule.name, sentence, True) for rule in RULES for sentence, _ in rule.examples),
    *((rule.name, sentence, False) for rule in RULES for sentence, _ in rule.against),
])  # fmt: skip
def test_a_rule_speaks_in_its_examples_alone(rule: str, sentence: str, speaks: bool) -> None:
    assert (rule in read_sentence(sentence, Context(2022, 2022)).spoke) == speaks


@pytest.mark.parametrize(("how", "sentence"), [(key, sentence) for key, (sentence, _) in examples() if "/" in key])
def test_a_way_to_name_counts_does_in_its_examples(how: str, sentence: str) -> None:
    assert how in {st.rule for st in read_sentence(sentence, Context(2022, 2022)).statements}


def test_rules_have_names_and_examples() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.examples for rule in RULES)
    assert all(rule.against for rule in RULES[:-1])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("警情总量再降8%至10%。", [("-10", "-8")]),
        ("用能成本下降10—15%。", [("-15", "-10")]),
        ("税收增长8%-10%。", [("8", "10")]),
        ("警情、火情分别下降8%-10%、5%。", [("-10", "-8"), ("-5", "None")]),
        ("新增企业5至8家。", [("5", "8")]),
    ],
)
def test_ranges_rise_from_value_to_value_max(sentence: str, expected: list[tuple[str, str]]) -> None:
    statements = read_sentence(sentence, Context(2022, 2022)).statements
    assert [(str(st.value), str(st.value_max)) for st in statements] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("安全感列全市第5名,首次进入前十。", ["全市", "全市"]),
        ("安全感列全市第5名,满意率列第3名。", ["全市", None]),
        ("总量列全区各镇街第4。", ["全区"]),
        ("总量列全市同类街道第4。", ["全市同类街道"]),
    ],
)
def test_scopes_of_ranks(sentence: str, expected: list[str | None]) -> None:
    assert [st.scope for st in read_sentence(sentence, Context(2022, 2022)).statements] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("红旗村硬化道路2.3公里、安装路灯30盏,全镇新建公园5个。", [("硬化道路", "红旗村"), ("安装路灯", "红旗村"), ("新建公园", None)]),
        ("碧湖社区投入42万元新建广场800平方米。", [("投入新建广场", "碧湖社区"), ("新建广场", "碧湖社区")]),
        ("行政村建成广场5个。", [("行政村建成广场", None)]),
        ("各社区开展活动36场。", [("各社区开展活动", None)]),
        ("走访社区开展活动3场。", [("走访社区开展活动", None)]),
        ("村社区举办活动3场。", [("村社区举办活动", None)]),
        ("老旧社区改造3个。", [("老旧社区改造", None)]),
    ],
)
def test_a_part_of_the_area_is_no_part_of_the_name(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    statements = read_sentence(sentence, Context(2022, 2022)).statements
    assert [(st.indicator, st.place) for st in statements] == expected


def test_there_are_enough_examples() -> None:
    every = (numerals.EXAMPLES, quantities.EXAMPLES, skips.EXAMPLES, change.EXAMPLES, ranks.EXAMPLES, periods.EXAMPLES, status.EXAMPLES,
              aspects.EXAMPLES, members.EXAMPLES, tables.EXAMPLES, tuple(examples()))  # fmt: skip
    assert sum(rows(table) for table in every) >= 400
    assert sum(not expected for _, (_, expected) in examples()) >= 60
