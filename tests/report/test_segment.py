"""Sections and sentences."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contracts.records import Section, Sentence
from etl.grammar.fold import plain
from etl.report.ingest import read_text
from etl.report.segment import segment

PROSE = "全年新建口袋公园6个,改造老旧小区11个;接待来访群众85批,办结率100%。"
TITLE = "柳塘街道2022年工作总结"


def cut(text: str) -> list[str]:
    """Sentences without the blank space around them, chrome left out."""
    document = read_text(text)
    return [document.text[s.start : s.end].strip() for s in segment(document)[1] if s.kind != "chrome"]


def kinds(text: str) -> list[tuple[str, str]]:
    document = read_text(text)
    return [(s.kind, document.text[s.start : s.end].strip()) for s in segment(document)[1]]


def parts(text: str) -> list[tuple[int, str, str, int | None]]:
    return [(s.level, s.heading, s.part, s.year) for s in segment(read_text(text))[0]]


def check(text: str) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
    document = read_text(text)
    sections, sentences = segment(document)
    assert [s.ordinal for s in sentences] == list(range(len(sentences)))
    assert [s.ordinal for s in sections] == list(range(len(sections)))
    if document.text:
        assert sentences[0].start == 0 and sentences[-1].end == len(document.text)
    assert all(s.start < s.end for s in sentences)
    assert all(a.end == b.start for a, b in pairwise(sentences))
    chrome = [0] * (len(document.text) + 1)
    for start, end in document.chrome:
        for i in range(start, end):
            chrome[i] = 1
    for s in sentences:
        assert s.kind in ("body", "heading", "chrome")
        assert (s.section == -1) == (s.kind == "chrome")
        if s.kind != "chrome":
            assert sections[s.section].start <= s.start and s.end <= sections[s.section].end
            assert not any(chrome[s.start : s.end])
        else:
            assert all(chrome[i] or document.text[i].isspace() for i in range(s.start, s.end))
    assert all(s.part in ("actual", "plan", "problems") for s in sections)
    return sections, sentences


# --- sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("新建公园6个。修路3公里!成效如何?群众满意！", ["新建公园6个。", "修路3公里!", "成效如何?", "群众满意！"]),
        ("PM2.5均值26.5微克。投入3.5亿元。", ["PM2.5均值26.5微克。", "投入3.5亿元。"]),
        ("大家说:“路修好了。”街道又补种树木40棵。", ["大家说:“路修好了。”", "街道又补种树木40棵。"]),
        ("(详见附表。)全年办件9件。", ["(详见附表。)", "全年办件9件。"]),
        ("走访企业80家;\n解决问题12个;\n办结率96%。", ["走访企业80家;\n解决问题12个;\n办结率96%。"]),
        ("走访企业80家；\r\n\r\n解决问题12个。", ["走访企业80家；\r\n\r\n解决问题12个。"]),
        ("走访企业80家,\n解决问题12个。", ["走访企业80家,\n解决问题12个。"]),
        ("走访企业80家\n解决问题12个", ["走访企业80家", "解决问题12个"]),
        ("走访企业80\n家,解决问题12个。", ["走访企业80\n家,解决问题12个。"]),
        ("走访企业80家\n,解决问题12个。", ["走访企业80家\n,解决问题12个。"]),
        ("完成以下工作:\n走访企业80家。", ["完成以下工作:", "走访企业80家。"]),
        ("走访企业80家;\n(二)民生改善。发放补助3万元。", ["走访企业80家;", "(二)民生改善。", "发放补助3万元。"]),
        ("走访企业80家;\n2.发放补助3万元;\n二是修路3公里。", ["走访企业80家;", "2.发放补助3万元;\n二是修路3公里。"]),
        ("接待来访85批……还修了路。", ["接待来访85批……还修了路。"]),
        ("真好!!!继续。", ["真好!!!", "继续。"]),
    ],
)
def test_sentence_ends(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_a_text_wrapped_at_one_width_is_joined() -> None:
    wrapped = (
        "全年共走访辖区企业八十家帮助企业解决用工\n用地等问题十二个完成招商项目三个协议引资额\n"
        "达五亿元新增规模以上企业六家净增市场主体一\n千二百户消费市场稳步回暖辖区商圈客流量持续\n增长。\n"
        "环境持续改善空气优良天数达到三百一十天全年\n拆除违法建设九千平方米。\n"
    )
    assert len(cut(wrapped)) == 2
    assert "".join(cut(wrapped)).replace("\n", "") == wrapped.replace("\n", "")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        # an amount alone belongs to the words above it, also where these could be a heading
        ("全年拆除违法建设\n1.2万平方米,修路3公里。", ["全年拆除违法建设\n1.2万平方米,修路3公里。"]),
        ("群众满意率\n98.5%以上", ["群众满意率\n98.5%以上"]),
        ("共打造口袋公园\n\n6个。", ["共打造口袋公园\n\n6个。"]),
        ("街道持续发力。\n\n6个社区齐动手。", ["街道持续发力。", "6个社区齐动手。"]),
        ("城市建设\n12条道路完成改造。", ["城市建设", "12条道路完成改造。"]),
        ("民生保障\n2022年,街道新增学位300个。", ["民生保障", "2022年,街道新增学位300个。"]),
        ("全年共\n新建公园6个。", ["全年共\n新建公园6个。"]),
        ("党建引领担当作为\n新建公园6个。", ["党建引领担当作为", "新建公园6个。"]),
        # where paragraphs end in a full stop, prose without one has not ended
        ("新建公园6个,清理乱堆\n乱放300处,修路3公里。", ["新建公园6个,清理乱堆\n乱放300处,修路3公里。"]),
        ("街道持续发力。清理乱堆\n乱放300处,\n修路3公里。", ["街道持续发力。", "清理乱堆\n乱放300处,\n修路3公里。"]),
        ("新建公园6个,清理乱堆\n\n乱放300处,修路3公里。", ["新建公园6个,清理乱堆", "乱放300处,修路3公里。"]),
        ("新建公园6个,清理乱堆\n二、乱放整治,见效明显。", ["新建公园6个,清理乱堆", "二、乱放整治,见效明显。"]),
        ("突出党建引领,筑牢基层堡垒\n街道新建公园6个,修路3公里。", ["突出党建引领,筑牢基层堡垒", "街道新建公园6个,修路3公里。"]),
        # items of a list without full stops
        ("走访企业80家,解决问题12个\n新建公园6个,修路3公里", ["走访企业80家,解决问题12个", "新建公园6个,修路3公里"]),
        ("全年走访企业80家,服务有力\n新建公园6个,环境改善", ["全年走访企业80家,服务有力", "新建公园6个,环境改善"]),
    ],
)
def test_lines_broken_within_a_clause(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_table_rows_stay_apart() -> None:
    assert cut(f"{PROSE}\n指标 | 数值\n新增泊位 | 320\n新建公园 | 6\n{PROSE}")[1:4] == ["指标 | 数值", "新增泊位 | 320", "新建公园 | 6"]


def test_blank_space_belongs_to_the_sentence_before() -> None:
    document = read_text(f"  {TITLE}\n\n　　{PROSE}\n\n\n　　{PROSE}\n")
    _, sentences = segment(document)
    assert [document.text[s.start] for s in sentences] == [" ", "全", "全"]
    assert document.text[sentences[1].end - 1] == "　"


def test_chrome_is_a_sentence_of_no_section() -> None:
    text = f"首页 > 总结\n{TITLE}\n发布日期:2023-01-05\n\n{PROSE}\n扫一扫在手机打开当前页"
    assert kinds(text) == [
        ("chrome", "首页 > 总结"),
        ("heading", TITLE),
        ("chrome", "发布日期:2023-01-05"),
        ("body", PROSE),
        ("chrome", "扫一扫在手机打开当前页"),
    ]


# --- headings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"一、经济发展\n{PROSE}", [(1, "经济发展")]),
        (f"（一）经济发展\n{PROSE}", [(2, "经济发展")]),
        (f"1.经济发展\n{PROSE}", [(3, "经济发展")]),
        (f"1、经济发展\n{PROSE}", [(3, "经济发展")]),
        (f"(1)经济发展\n{PROSE}", [(4, "经济发展")]),
        (f"①经济发展\n{PROSE}", [(5, "经济发展")]),
        (f"十二、经济发展\n{PROSE}", [(1, "经济发展")]),
        (f"第一部分 主要成绩\n{PROSE}\n一、经济发展\n{PROSE}", [(1, "主要成绩"), (2, "经济发展")]),
        (f"(一)突出稳增长,经济向好。{PROSE}", [(2, "突出稳增长,经济向好")]),
        (f"{PROSE}\n\n经济稳步回升\n{PROSE}", [(0, ""), (1, "经济稳步回升")]),
        (f"一、成绩\n{PROSE}\n经济稳步回升\n{PROSE}", [(1, "成绩"), (2, "经济稳步回升")]),
        (f"一是经济发展。{PROSE}", [(0, "")]),
        (f"一、二、三产业分别增长3%、4%、5%。{PROSE}", [(0, "")]),
        (f"1.5亿元投入到位。{PROSE}", [(0, "")]),
        ("1.高新技术企业64家\n2.专精特新企业8家", [(0, "")]),
        ("获评全区先进", [(0, "")]),
        (f"{PROSE}\n特此报告\n柳塘街道办事处\n2023年1月3日", [(0, "")]),
    ],
)
def test_headings(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(level, heading) for level, heading, _, _ in parts(text)] == expected


def test_which_sentences_are_headings() -> None:
    text = f"{TITLE}\n一、经济发展\n(一)稳增长。{PROSE}\n(二)完成投资12亿元。{PROSE}\n(三)获全市第一。{PROSE}\n"
    assert [sentence for kind, sentence in kinds(text) if kind == "heading"] == [TITLE, "一、经济发展", "(一)稳增长。"]


def test_headings_may_be_spaced_out() -> None:
    assert kinds(f"2 0 2 2 年 工 作 总 结\n柳 塘 街 道 办 事 处\n{PROSE}")[0][0] == "heading"
    assert parts(f"{TITLE}\n{PROSE}\n二、 存 在 问 题\n{PROSE}")[-1] == (1, "存在问题", "problems", 2022)


def test_chapters_that_begin_anew_under_a_bare_heading_of_a_part_are_below_it() -> None:
    text = (
        f"{TITLE}\n{PROSE}\n一、履职情况\n{PROSE}\n“十三五”主要成就\n{PROSE}\n一、经济提质\n(一)稳增长。{PROSE}\n经济稳步回升\n{PROSE}\n"
        f"二、城乡变样\n{PROSE}\n2023年主要工作\n一、抓产业\n{PROSE}"
    )
    assert [(level, heading) for level, heading, _, _ in parts(text) if heading] == [
        (1, "履职情况"), (1, "“十三五”主要成就"), (2, "经济提质"), (3, "稳增长"), (4, "经济稳步回升"), (2, "城乡变样"),
        (1, "2023年主要工作"), (2, "抓产业"),
    ]  # fmt: skip


def test_chapters_that_go_on_counting_after_a_bare_heading_stand_beside_it() -> None:
    text = f"{TITLE}\n{PROSE}\n一、经济提质\n{PROSE}\n2022年工作回顾\n{PROSE}\n二、城乡变样\n{PROSE}\n三、民生改善\n{PROSE}"
    assert [level for level, heading, _, _ in parts(text) if heading] == [1, 1, 1, 1]


def test_a_heading_that_states_a_figure_still_opens_its_section() -> None:
    assert [heading for _, heading, _, _ in parts(f"(一)完成投资12亿元,再创新高。{PROSE}")] == ["完成投资12亿元"]


# --- parts


def part_names(text: str) -> list[tuple[str, str, int | None]]:
    return [(heading, part, year) for _, heading, part, year in parts(text)]


@pytest.mark.parametrize(
    ("heading", "part", "year"),
    [
        ("2022年工作回顾", "actual", 2022),
        ("2022年工作计划完成情况", "actual", 2022),
        ("重点工作推进情况", "actual", 2022),
        ("存在的主要问题", "problems", 2022),
        ("存在问题及短板", "problems", 2022),
        ("问题与不足", "problems", 2022),
        ("面临的困难和挑战", "problems", 2022),
        ("突出问题整治见效", "actual", 2022),
        ("解决群众反映的问题", "actual", 2022),
        ("2023年工作计划", "plan", 2023),
        ("2023年重点工作", "plan", 2023),
        ("二〇二三年目标任务", "plan", 2023),
        ("下一步工作打算", "plan", 2023),
        ("下阶段工作安排", "plan", 2023),
        ("明年工作思路", "plan", 2023),
        ("今后五年的奋斗目标", "plan", 2023),
        ("工作打算", "plan", 2023),
        ("努力方向", "plan", 2023),
        ("疫苗接种安排有序", "actual", 2022),
    ],
)
def test_part_of_a_chapter(heading: str, part: str, year: int) -> None:
    found = part_names(f"{TITLE}\n{PROSE}\n一、主要成绩\n{PROSE}\n二、{heading}\n{PROSE}\n(一)具体方面\n{PROSE}")
    assert found[2:] == [(heading, part, year), ("具体方面", part, year)]
    if part != "actual":  # the same without a list marker
        assert part_names(f"{TITLE}\n{PROSE}\n\n{heading}\n{PROSE}")[-1] == (heading, part, year)


GIVEN = f"明州市2023年政府工作报告\n——2023年1月5日在明州市第三届人民代表大会第二次会议上\n各位代表:\n一、2022年工作回顾\n{PROSE}\n"
"""A report on 2022 that was given in 2023."""


@pytest.mark.parametrize(
    ("heading", "part", "year"),
    [
        ("2023年主要工作", "plan", 2023),
        ("2022年主要工作", "actual", 2022),
        ("今年工作安排", "plan", 2023),
        ("全力抓好今年各项工作", "plan", 2023),
        ("主要目标任务", "plan", 2023),
        ("指导思想和奋斗目标", "plan", 2023),
        ("“十四五”时期主要目标", "plan", 2025),
        ("“十五五”时期发展展望", "plan", 2030),
        ("展望2023年", "plan", 2023),
        ("下一步", "plan", 2023),
        ("新一届政府工作建议", "plan", 2023),
        ("2023年为民办实事项目", "plan", 2023),
        ("“十三五”时期发展成就", "actual", 2022),
        ("主要目标任务完成情况", "actual", 2022),
        ("圆满完成各项主要目标任务", "actual", 2022),
        ("今年完成的主要工作", "actual", 2022),
    ],
)
def test_part_of_a_chapter_of_a_report_given_in_the_next_year(heading: str, part: str, year: int) -> None:
    assert part_names(f"{GIVEN}二、{heading}\n{PROSE}")[-1] == (heading, part, year)
    assert part_names(plain(f"{GIVEN}**二、{heading}**\n\n{PROSE}").text)[-1] == (heading, part, year)


def test_this_year_is_the_reports_own_unless_it_was_given_later() -> None:
    assert part_names(f"{TITLE}\n{PROSE}\n二、今年工作重点\n{PROSE}")[-1] == ("今年工作重点", "actual", 2022)


@pytest.mark.parametrize(
    ("opening", "part", "year"),
    [
        ("今年是开局之年,做好今年工作意义重大。", "plan", 2023),
        ("各位代表!今年政府工作的总体要求是:稳中求进。", "plan", 2023),
        ("面对新形势,今年工作的主要预期目标是:产值增长6%。", "plan", 2023),
        ("按照市委部署,2023年要新建公园3个。", "plan", 2023),
        ("建议2023年经济社会发展主要预期目标为:产值增长6%。", "plan", 2023),
        ("各位代表,“十五五”时期是关键五年,到2030年新建公园30个。", "plan", 2030),
        ("展望未来,我们要新建公园30个。", "plan", 2023),
        ("去年,新建公园3个。", "actual", 2022),
        ("过去一年,新建公园3个。", "actual", 2022),
        ("按照规划,2022年新建公园3个。", "actual", 2022),
        ("“十三五”时期,新建公园30个。", "actual", 2022),
    ],
)
def test_prose_turns_to_plans_without_a_heading(opening: str, part: str, year: int) -> None:
    assert part_names(f"{GIVEN}{opening}\n{PROSE}")[-1][1:] == (part, year)


def test_a_heading_of_two_chapters_is_told_apart_where_its_plan_begins() -> None:
    text = f"{GIVEN}二、“十三五”发展成就和“十五五”主要目标任务\n五年来,{PROSE}\n“十五五”时期是关键五年。{PROSE}\n三、民生\n{PROSE}"
    assert part_names(text)[-3:] == [("“十三五”发展成就", "actual", 2022), ("“十五五”主要目标任务", "plan", 2030), ("民生", "actual", 2022)]


def test_chapters_within_a_plan_stay_plan() -> None:
    text = f"{TITLE}\n{PROSE}\n2022年工作回顾\n一、经济\n{PROSE}\n二、民生\n{PROSE}\n2023年工作计划\n一、经济\n{PROSE}\n二、民生\n{PROSE}"
    assert [part for _, part, _ in part_names(text)] == ["actual"] * 4 + ["plan"] * 3


def test_a_section_on_next_steps_ends_with_its_chapter() -> None:
    text = f"{TITLE}\n一、经济\n{PROSE}\n(一)做法\n{PROSE}\n(二)下一步打算\n{PROSE}\n二、民生\n{PROSE}"
    assert [(h, p) for h, p, _ in part_names(text)][1:] == [
        ("经济", "actual"),
        ("做法", "actual"),
        ("下一步打算", "plan"),
        ("民生", "actual"),
    ]


def test_chapters_after_problems_report_again() -> None:
    text = f"{TITLE}\n一、存在问题\n{PROSE}\n(一)产业\n{PROSE}\n二、民生\n{PROSE}"
    assert [part for _, part, _ in part_names(text)][1:] == ["problems", "problems", "actual"]


@pytest.mark.parametrize(
    ("opening", "part", "year"),
    [
        ("2023年,我们将新建公园3个。", "plan", 2023),
        ("2023年是攻坚之年,街道将新建公园3个。", "plan", 2023),
        ("下一步,街道将新建公园3个。", "plan", 2023),
        ("明年,计划新建公园3个。", "plan", 2023),
        ("今后,我们要常抓不懈。", "plan", 2023),
        ("同时,我们也清醒地认识到,产业基础还不牢。", "problems", 2022),
        ("当前,街道发展仍存在一些短板,一是产业不强。", "problems", 2022),
        ("存在的问题:产业不强。", "problems", 2022),
        ("2023年1月5日,街道召开总结会,表彰先进20名。", "actual", 2022),
        ("针对存在的问题,街道整改12项。", "actual", 2022),
        ("下半年,街道将新建公园3个。", "actual", 2022),
        ("今年经济社会发展的主要预期目标是:税收增长6%。", "plan", 2023),
        ("今年全镇工作的总体目标为:新建公园3个。", "plan", 2023),
        ("今年任务为新建公园3个,已完成2个。", "actual", 2022),
    ],
)
def test_part_of_a_paragraph(opening: str, part: str, year: int) -> None:
    assert part_names(f"{TITLE}\n{PROSE}\n{opening}\n{PROSE}")[-1] == ("", part, year)


def test_a_plan_announced_within_a_paragraph() -> None:
    document = read_text(f"{TITLE}\n{PROSE}下一步,街道将新建公园3个。")
    sections, _ = segment(document)
    assert [(document.text[s.start : s.start + 3], s.part) for s in sections] == [("柳塘街", "actual"), ("下一步", "plan")]


def test_chapters_that_a_paragraph_announces_are_plan() -> None:
    text = f"{TITLE}\n一、经济\n{PROSE}\n二、民生\n{PROSE}\n2023年,我们将抓好以下工作:\n一、产业\n{PROSE}\n二、就业\n{PROSE}"
    assert [(h, p) for h, p, _ in part_names(text)][3:] == [("", "plan"), ("产业", "plan"), ("就业", "plan")]


def test_the_next_chapter_of_the_same_count_ends_an_announced_plan() -> None:
    text = f"{TITLE}\n一、经济\n{PROSE}\n下一步,将继续努力。\n二、民生\n{PROSE}"
    assert [(h, p) for h, p, _ in part_names(text)][1:] == [("经济", "actual"), ("", "plan"), ("民生", "actual")]


def test_half_year_reports_plan_in_their_own_year() -> None:
    text = f"柳塘街道2023年上半年工作总结\n{PROSE}\n二、下半年工作打算\n{PROSE}\n三、存在问题\n{PROSE}\n四、明年工作计划\n{PROSE}"
    assert [(p, y) for _, p, y in part_names(text)] == [("actual", 2023), ("plan", 2023), ("problems", 2023), ("plan", 2024)]
    assert part_names(f"柳塘街道2023年上半年工作总结\n{PROSE}\n下半年,街道将新建公园3个。")[-1] == ("", "plan", 2023)


def test_a_plan_plans_its_own_year_and_looks_back_on_the_one_before() -> None:
    text = f"柳塘街道2023年工作计划\n{PROSE}\n一、2022年工作回顾\n{PROSE}\n二、重点任务\n{PROSE}\n三、2023年工作安排\n{PROSE}"
    assert [(p, y) for _, p, y in part_names(text)] == [("plan", 2023), ("actual", 2022), ("actual", 2022), ("plan", 2023)]


def test_a_term_report_keeps_its_year() -> None:
    text = f"柳塘街道2016-2020年工作总结\n{PROSE}\n一、五年工作回顾\n{PROSE}\n二、今后五年工作打算\n{PROSE}"
    assert [(p, y) for _, p, y in part_names(text)] == [("actual", 2020), ("actual", 2020), ("plan", 2021)]


# --- any text at all

_BITS = [
    PROSE,
    "一、",
    "（二）",
    "3.",
    "第一部分",
    "\n",
    "\r\n",
    "  ",
    "。",
    "”",
    "；",
    "下一步,",
    "存在问题",
    "2023年",
    "首页 > 总结",
    "扫一扫",
    "12",
    "|",
]


@settings(max_examples=400, deadline=None)
@given(st.text() | st.lists(st.sampled_from(_BITS), max_size=30).map("".join))
def test_sentences_cover_any_text(text: str) -> None:
    check(text)


def test_texts_of_nothing() -> None:
    assert check("") == ((), ())
    for text in ("\n", " ", "\ufeff", "\n\n　\r"):
        _, sentences = check(text)
        assert len(sentences) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["1", "、", "(", "（一）", "一、", "。", "。\n", "“", "a\n", ";\n", "年", "2022年", "下一步,", "存在", "\n", "12\n个", "  "]
)
def test_time_is_linear(unit: str) -> None:
    document = read_text(unit * (400_000 // len(unit)))
    started = time.process_time()
    _, sentences = segment(document)
    assert time.process_time() - started < 15, "quadratic time would take hours"
    assert sentences[-1].end == len(document.text)
