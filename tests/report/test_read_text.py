"""What a text says of itself: chrome, title, publisher, dates, kind, year."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contracts.records import Document, Sidecar
from etl.report.ingest import read_text
from etl.report.readers.reportyear import SURE

PROSE = "全年新建口袋公园6个,改造老旧小区11个;接待来访群众85批,办结率100%。"


def chrome_of(document: Document) -> list[str]:
    return [line.strip() for start, end in document.chrome for line in document.text[start:end].splitlines() if line.strip()]


def body_of(document: Document) -> str:
    keep = [True] * len(document.text)
    for start, end in document.chrome:
        keep[start:end] = [False] * (end - start)
    return "".join(char for char, kept in zip(document.text, keep, strict=True) if kept)


def page(*, head: tuple[str, ...] = (), foot: tuple[str, ...] = (), title: str = "柳塘街道2022年工作总结") -> str:
    return "\n".join((*head, title, PROSE, "各项工作取得新的进展,群众的获得感持续增强。", *foot))


@pytest.mark.parametrize(
    "line",
    [
        "您当前的位置： 首页 > 政务公开 > 工作总结",
        "当前位置:网站首页>>信息公开>>柳塘街道",
        "您现在的位置: > >",
        "首页 » 乡镇街道 » 柳塘街道 » 总结计划",
        "无障碍浏览 长者模式 登录 注册",
        "简体 | 繁体 | English",
        "发布日期：2023-02-16 来源：云溪区政府 浏览次数：318 次",
        "信息来源:本网   发布时间:2023年2月16日",
        "字体大小:【大 中 小】",
        "[字号 大 中 小] 打印",
        "索 引 号：YX0001/2023-00017    主题分类：计划总结",
        "索引号 YX0001/2023-00017 公开日期 2023-02-16",
        "文件编号 发布机构 柳塘街道 效力状况 有效",
        "内容概述 柳塘街道2022年度工作总结",
        "【责任编辑：王小二】 【审核：李三】",
        "分享到： 微信 微博 QQ空间",
        "2023-02-16 09:30",
        "政务公开 政务服务 互动交流",
        "https://www.example.org/2023/0216/1.html",
        "文件下载",
    ],
)
def test_chrome_above_a_report(line: str) -> None:
    for text in (page(head=(line, "")), page(title=f"柳塘街道2022年工作总结\n{line}")):
        found = read_text(text)
        assert chrome_of(found) == [line.strip()]
        assert found.title == "柳塘街道2022年工作总结"


@pytest.mark.parametrize(
    "line",
    [
        "扫一扫在手机打开当前页",
        "附件：",
        "附件:1.柳塘街道项目清单.xlsx",
        "【打印本页】【关闭窗口】",
        "上一篇：松亭镇2022年工作总结",
        "下一条: 没有了",
        "相关阅读:",
        "相关政策法规/解读",
        "责任编辑：王小二",
        "主办：云溪区人民政府办公室  网站标识码：0000000001",
        "京ICP备00000000号  京公网安备 00000000000000号",
        "版权所有：云溪区人民政府",
        "手机版 | 智能问答 | 微信",
        "来源：云溪区人民政府网",
        "关注云溪发布微信公众号",
        "- 3 -",
        "以上就是小编为大家整理的街道工作总结,希望对大家有所帮助。",
        "版权声明:本文由网友投稿,版权归原作者所有,如有侵权请联系本站删除。",
    ],
)
def test_chrome_below_a_report(line: str) -> None:
    assert chrome_of(read_text(page(foot=("", line)))) == [line.strip()]


def test_short_lines_below_a_sure_foot_are_chrome_too() -> None:
    found = read_text(page(foot=("附件:", "", "扫一扫在手机打开当前页", "柳好办", "  • 添加", "    小程序")))
    assert chrome_of(found) == ["附件:", "扫一扫在手机打开当前页", "柳好办", "• 添加", "小程序"]


def test_menu_items_above_a_breadcrumb_are_chrome() -> None:
    found = read_text(page(head=("云溪概况", "计划总结(11)", "当前位置:首页 > 柳塘街道", "")))
    assert chrome_of(found) == ["云溪概况", "计划总结(11)", "当前位置:首页 > 柳塘街道"]


def test_teasers_of_other_articles_are_chrome_but_a_second_report_is_not() -> None:
    teaser = "松亭镇2021年工作总结 一年来,松亭镇新建公园3个;接待来访44批,全镇上下..."
    found = read_text(page(foot=("相关文章", teaser, "热门文章", "怎样写好一份总结")))
    assert chrome_of(found) == ["相关文章", teaser, "热门文章", "怎样写好一份总结"]
    second = "松亭镇全年新建公园3个,接待来访群众44批;硬化村道12公里,新增路灯230盏。"
    assert second in body_of(read_text(page(foot=("相关文章", second))))


def test_an_introduction_is_chrome_and_names_the_report() -> None:
    intro = "下面是小编为大家整理的街道办事处2021年工作总结及2022年工作计划,欢迎大家阅读。"
    found = read_text(f"{intro}{PROSE}\n一、2021年工作回顾\n{PROSE}")
    assert chrome_of(found) == [intro]
    assert body_of(found).startswith(PROSE)
    assert (found.title, found.report_year) == ("街道办事处2021年工作总结及2022年工作计划", 2021)


def test_publication_data_in_front_of_prose_on_one_line() -> None:
    found = read_text(f"发布时间:2023-01-05 来源:云溪发布 {PROSE}\n{PROSE}")
    assert chrome_of(found) == ["发布时间:2023-01-05 来源:云溪发布"]
    assert found.published_on == date(2023, 1, 5)


@pytest.mark.parametrize(
    "line",
    [
        "资金来源:争取上级资金1200万元,自筹300万元;全部用于排水管网改造。",
        "首页点击量突破30万次,公众号关注人数增至2.6万人,政务微信推送信息412条。",
        "通过扫一扫二维码即可办理的事项增至96项,全年线上办件1.3万件。",
        "版权登记成效明显,全年转载原创稿件116篇,处理侵权投诉7起,挽回损失45万元。",
        "主办:社区文化节4场;承办:区级赛事2场,吸引8600人次参加。",
        "相关文章在市级媒体刊发36篇,上一篇反响热烈的报道阅读量达10万次。",
        "一、附件整改:完成问题整改12项。",
        "全年新增高新技术企业8家",
        "新建口袋公园6个",
        "(三)政务公开扎实推进",
    ],
)
@pytest.mark.parametrize("place", ["above", "between", "below"])
def test_what_a_report_says_is_no_chrome(line: str, place: str) -> None:
    text = {"above": f"{line}\n{PROSE}", "between": f"{PROSE}\n{line}\n{PROSE}", "below": f"{PROSE}\n{line}"}[place]
    assert read_text(text).chrome == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"柳塘街道办事处\n2022年工作总结\n{PROSE}", "柳塘街道办事处2022年工作总结"),
        (f"2021年工作总结\n\n{PROSE}", "2021年工作总结"),
        (f"一、2022年工作总结\n{PROSE}\n二、2023年工作计划\n{PROSE}", "2022年工作总结"),
        (f"关于柳塘街道2022年工作情况的汇报\n{PROSE}", "关于柳塘街道2022年工作情况的汇报"),
        (f"二 〇 二 二 年 工 作 总 结\n{PROSE}", "二〇二二年工作总结"),
        (f"柳 塘 街 道\n2022年 工 作 总 结\n{PROSE}", "柳塘街道2022年工作总结"),
        (f"柳　塘　街　道　２０２２　年　工　作　总　结\n{PROSE}", "柳塘街道2022年工作总结"),
        (f"标题:松亭镇2020年政府工作报告\n{PROSE}", "松亭镇2020年政府工作报告"),
        (f"政府工作报告\n(2023年1月5日在松亭镇第十届人民代表大会上)\n{PROSE}", "政府工作报告"),
        (PROSE, None),
        ("", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert read_text(text).title == title


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"柳塘街道2022年工作总结\n发布机构:柳塘街道办事处 来源:云溪网\n{PROSE}", "柳塘街道办事处"),
        (f"2022年工作总结\n索引号 A1 发布机构 柳塘街道办事处\n{PROSE}", "柳塘街道办事处"),
        (f"2022年工作总结\n{PROSE}\n云溪区柳塘街道办事处\n2023年1月4日", "云溪区柳塘街道办事处"),
        (f"柳塘街道2022年工作总结\n来源:本网\n{PROSE}", "柳塘街道"),
        (f"2022年工作总结\n来 源:云溪区人民政府\n{PROSE}", "云溪区人民政府"),
        (f"2022年工作总结\n发布部门:街道党政办\n{PROSE}", None),
        (f"首页 > 乡镇 > 云溪区松亭镇 > 总结\n2022年工作总结\n{PROSE}", "云溪区松亭镇"),
        (PROSE, None),
    ],
)
def test_publisher(text: str, publisher: str | None) -> None:
    assert read_text(text).publisher == publisher


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"总结\n生成日期 2023-01-03 公开日期 2023-01-05\n{PROSE}", date(2023, 1, 5)),
        (f"总结\n公开日期:2023-01-05 发布日期:2023/1/6\n{PROSE}", date(2023, 1, 6)),
        (f"总结\n{PROSE}\n柳塘街道办事处\n2023年1月4日", date(2023, 1, 4)),
        (f"总结\n{PROSE}\n二〇二三年一月十四日", date(2023, 1, 14)),
        (f"总结\n{PROSE}\n２０２３年１月２１日", date(2023, 1, 21)),
        (f"政府工作报告\n(2023年1月5日在松亭镇人民代表大会上)\n{PROSE}", None),
        (f"政府工作报告\n(2023年1月5日)\n{PROSE}", date(2023, 1, 5)),
        (f"总结\n发布日期:2023-02-31\n{PROSE}", None),
        (PROSE, None),
    ],
)
def test_published_on(text: str, day: date | None) -> None:
    assert read_text(text).published_on == day


def test_url_written_in_the_chrome() -> None:
    assert read_text(page(foot=("原文链接：https://www.example.org/a/1.html",))).url == "https://www.example.org/a/1.html"
    assert read_text(page()).url is None


@pytest.mark.parametrize(
    ("title", "kind", "year"),
    [
        ("柳塘街道2022年工作总结", "annual", 2022),
        ("柳塘街道二〇二二年度工作报告", "annual", 2022),
        ("柳塘街道二○二二年工作总结", "annual", 2022),
        ("２０２２年工作总结", "annual", 2022),
        ("2022年工作总结及2023年工作计划", "annual", 2022),
        ("2022年工作总结暨2023年工作思路", "annual", 2022),
        ("街道工作总结及2023年工作思路", "annual", 2022),
        ("柳塘街道2023年上半年工作总结", "half_year", 2023),
        ("柳塘街道2023年上半年工作总结及下半年工作计划", "half_year", 2023),
        ("柳塘街道2023年半年工作总结", "half_year", 2023),
        ("柳塘街道2023年第一季度工作总结", "quarter", 2023),
        ("柳塘街道2023年前三季度工作汇报", "quarter", 2023),
        ("柳塘街道2023年工作计划", "plan", 2023),
        ("柳塘街道2023年工作要点", "plan", 2023),
        ("柳塘街道2016-2020年工作总结", "term", 2020),
        ("柳塘街道2016年至2020年工作总结", "term", 2020),
        ("柳塘街道2023年5月份工作总结", "other", 2023),
    ],
)
def test_kind_and_year_by_title(title: str, kind: str, year: int) -> None:
    prose = "过去的一年,新建口袋公园6个,改造老旧小区11个;2021年启动的项目全部完工,群众得到实惠。"
    found = read_text(f"{title}\n\n{prose}\n{prose}\n")
    assert (found.title, found.report_kind, found.report_year) == (
        title.translate(str.maketrans("２０", "20")).replace("○", "〇"),
        kind,
        year,
    )


@pytest.mark.parametrize(
    ("body", "year"),
    [
        (f"一、2022年工作回顾\n{PROSE}\n二、2023年工作安排\n{PROSE}", 2022),
        (f"一、2023年工作回顾\n{PROSE}\n二、2024年工作安排\n{PROSE}", 2023),
        (f"发布日期:2023-01-20\n{PROSE}\n{PROSE}", 2022),
        (f"发布日期:2023-12-28\n{PROSE}\n{PROSE}", 2023),
        (f"发布日期:2024-01-28\n{PROSE}\n{PROSE}", 2023),
        (f"2022年,街道迎难而上。2022年新增企业8家,比2021年多3家。{PROSE}", 2022),
        (f"2023年,街道迎难而上。2023年新增企业8家,比2022年多3家。{PROSE}", 2023),
    ],
)
def test_what_a_work_report_named_for_2023_looks_back_on(body: str, year: int) -> None:
    assert read_text(f"松亭镇2023年政府工作报告\n{body}").report_year == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (f"工作总结\n一、2021年工作完成情况\n{PROSE}", 2021),
        (f"工作总结\n{PROSE}\n二、2022年工作打算\n{PROSE}", 2021),
        (f"工作总结\n2021年,街道{PROSE}", 2021),
        (f"工作总结\n2021年以来,街道{PROSE}", 2021),
        (f"工作总结\n{PROSE}\n{PROSE}\n柳塘街道办事处\n2022年1月7日", 2021),
        (f"工作总结\n{PROSE}\n{PROSE}\n柳塘街道办事处\n2021年12月27日", 2021),
        (f"街道情况\n{PROSE}其中2020年新增3个,到2021年底完工,2021年获评优秀。", 2021),
        (PROSE, None),
    ],
)
def test_year_without_a_year_in_the_title(text: str, year: int | None) -> None:
    assert read_text(text).report_year == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        # Given to an assembly at the start of a year: about the year before; at its end: about that year.
        ("政府工作报告\n——2023年1月5日在明州市第三届人民代表大会第二次会议上\n各位代表:…", 2022),
        ("政府工作报告\n——2022年12月19日在明州市第三届人民代表大会第二次会议上\n各位代表:…", 2022),
        ("明州市政府工作报告(2023年1月5日 甘棠)\n——2023年1月5日在明州市第三届人民代表大会第二次会议上\n…", 2022),
        ("2023年政府工作报告\n——2023年1月5日在明州市第三届人民代表大会第一次会议上\n一、过去五年工作回顾\n2018年以来,…", 2022),
        ("政府工作报告\n——2023年1月5日在明州市第三届人民代表大会第一次会议上\n一、工作回顾\n…\n二、2023年工作安排\n…", 2022),
        # No day: the term between what five years start from and lead to.
        ("现在,我代表市人民政府向大会报告工作。\n五年来,财政收入是2017年的2倍,比2017年增长一倍;今后五年,到2027年再翻一番。…", 2022),
        # A page's date decides nothing against a heading.
        ("发布日期:2025-03-08\n柳塘街道工作总结\n一、2022年工作回顾\n…", 2022),
        # The work report named for a year tells of the year before it.
        ("松亭镇2023年政府工作报告\n去年,全镇上下真抓实干。2023年新建公园。2023年新建水厂。…", 2022),
    ],
)
def test_year_of_a_report_by_its_delivery_and_its_terms(text: str, year: int) -> None:
    found = read_text(text.replace("…", PROSE))
    assert found.report_year == year, found.year_how
    assert found.year_how and 0 < found.year_confidence <= 1


def test_confidence_of_a_year() -> None:
    sure = read_text(f"柳塘街道2022年工作总结\n一、2022年工作回顾\n{PROSE}")
    torn = read_text(f"柳塘街道2022年工作总结\n一、2019年工作回顾\n{PROSE}\n二、2020年工作计划\n{PROSE}")
    weak = read_text(f"街道情况\n{PROSE}2021年获评优秀。")
    assert sure.year_confidence == 1.0 and sure.year_how.startswith("title")
    assert torn.year_confidence < SURE and "heading of the review" in torn.year_how
    assert weak.report_year == 2021 and weak.year_confidence < SURE
    none = read_text(PROSE)
    assert (none.report_year, none.year_confidence, none.year_how) == (None, 0.0, "nothing tells the year")


def test_a_sidecar_outranks_everything() -> None:
    found = read_text(page(), sidecar=Sidecar(year=2019, kind="other", url="https://example.org", published=date(2020, 1, 2)))
    assert (found.report_year, found.report_kind, found.url, found.published_on) == (2019, "other", "https://example.org", date(2020, 1, 2))


def test_the_id_is_the_reports_not_the_pages() -> None:
    plain = read_text(page())
    crawled = read_text(
        page(head=("首页 > 总结",), foot=("扫一扫在手机打开当前页",))
        .replace("\n", "\r\n\r\n　　")
        .replace(",", "，")
        .replace("100%", "１００％")
    )
    assert len(plain.document_id) == 16 and int(plain.document_id, 16) >= 0
    assert crawled.document_id == plain.document_id
    counted = [read_text(page(head=(f"发布日期:2023-01-05 阅读次数:{n}",))).document_id for n in (7, 8)]
    assert counted == [plain.document_id] * 2
    assert read_text(page().replace("85批", "86批")).document_id != plain.document_id


@settings(max_examples=300, deadline=None)
@given(
    st.text()
    | st.lists(st.sampled_from([PROSE, "首页 > 总结", "来源:", "一、", "\n", "\r\n", "扫一扫", "上一篇", " ", "2022年", "工作总结"])).map(
        "".join
    )
)
def test_any_text_at_all(text: str) -> None:
    found = read_text(text)
    assert len(found.text) == len(text)
    position = 0
    for start, end in found.chrome:
        assert position <= start < end <= len(text)
        position = end
    found.text.encode()


@pytest.mark.parametrize(
    "unit", ["1", "、", "(", "\n", "来源:", "2022年", "首页>", "总结\n", "总结", "> ", "小编", "文库为大家", "http:", "附件", "年", "日期 "]
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    started = time.process_time()
    read_text(text)
    assert time.process_time() - started < 10, "quadratic time would take hours"
