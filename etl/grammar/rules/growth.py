"""Growth: what changes, by how much, against what (the words of change are read in :mod:`etl.grammar.change`)."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.change import Change
from etl.grammar.lexicon import any_of, words_of
from etl.grammar.members import BOTH, distributed
from etl.grammar.movement import moved, moves_places
from etl.grammar.naming.subjects import subject
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Example

_HOW = re.compile(f"{any_of('growth: without')}[^，]*(?:后|因素)|{any_of('growth: how reckoned')}")
_GENERIC = frozenset(words_of("growing size"))
_RATE_OF_CHANGE = frozenset(words_of("rate of change"))
_RATE_OF_CHANGE_END = re.compile(f"(?:的)?{any_of('growth: noun')}$")


def _claims(spot: Spot) -> Change | None:
    return spot.change


def _reads(spot: Spot, change: Change) -> Outcome:
    q, left, told = spot.quantity, spot.left, spot.told
    words = left[: change.subject_end]
    both = bool(BOTH.search(left[change.subject_end :])) or bool(BOTH.search(words[-3:]))
    lead = phrases.strip_lead(words)
    if change.word and change.subject_end == len(left) and lead.startswith(change.word):
        words = lead.removeprefix(change.word)  # 减少碳排放3.1%
    words, stripped = _changing(spot, words)
    names = distributed(told, stripped, both) if stripped else []
    if not names and both:
        names = [st.indicator for st in told.in_clause(spot.clause, "level", "rate", "rank")][-3:]
    if len(names) < 2:
        counted = q.kind == "count" and not moves_places(change, q)
        # 项目7个、投资36亿元，较上年多3个: more of what was counted in that unit; after a bracket, of what is no part.
        counts = [st for st in told.statements if st.measure == "level" and st.quantity.unit == q.unit] if counted else []
        alike = [st for st in counts if not told.is_closed(st, q.start)] if not stripped else []
        names = [alike[-1].indicator if alike else subject(spot, words)]
    return Outcome(spot.index + 1, [moved(q, name, change) for name in names])


def _changing(spot: Spot, words: str) -> tuple[str, str]:
    """The words for what changes, as they stand and trimmed; both '' where they only say how it was counted."""
    words = phrases.strip_tail(words)
    if spot.quantity.kind != "points":  # 增速回落1.5个百分点 is about the rate itself
        words = _RATE_OF_CHANGE_END.sub("", words)
    stripped = phrases.strip_lead(words).strip("，、 ")
    if phrases.says_nothing(stripped):
        words = stripped = ""
    previous = spot.previous
    if previous is None:
        return words, stripped
    if _HOW.fullmatch(stripped):
        return "", ""  # 税收3亿元，剔除留抵退税因素后增长1.8%; 单产428公斤，每亩增产15公斤
    if stripped in _GENERIC:
        words = stripped = previous.core + stripped  # 低保户864户，人数较上年减少两成
    if stripped in _RATE_OF_CHANGE:
        words = stripped = previous.indicator + stripped
    return words, stripped


EXAMPLES: tuple[Example, ...] = (
    ("全年新建公\n园3个,同比增\n长20%。", (("3", "3", "个", "level", "新建公园"), ("20", "20", "%", "growth", "新建公园"))),
    ("规上企业运行平稳,产值增长8%。", (("8", "8", "%", "growth", "规上企业产值"),)),
    ("乡镇企业总产值比上年增长18.6%。", (("18.6", "18.6", "%", "growth", "乡镇企业总产值"),)),
    ("刑事案件同比下降23%,盗窃案件下降31.5%。", (("23", "-23", "%", "growth", "刑事案件"), ("31.5", "-31.5", "%", "growth", "盗窃案件"))),
    ("财政收入2860万元,增长12%。", (("2860万", "28600000", "元", "level", "财政收入"), ("12", "12", "%", "growth", "财政收入"))),
    ("粮食总产3.4万吨,较上年减少800吨。", (("3.4万", "34000", "吨", "level", "粮食"), ("800", "-800", "吨", "growth", "粮食"))),
    ("外出务工人数比去年增加1200人。", (("1200", "1200", "人", "growth", "务工人数"),)),
    ("进出口总额同比增长-6.2%。", (("6.2", "-6.2", "%", "growth", "进出口总额"),)),
    ("全域旅游收入翻了一番。", (("一", "100", "%", "growth", "旅游收入"),)),
    ("快递业务量增长2.3倍。", (("2.3", "2.3", "倍", "growth", "快递业务量"),)),
    ("居民存款余额较年初净增4.7亿元。", (("4.7亿", "470000000", "元", "growth", "存款余额"),)),
    ("限上批零业销售额增速为9.8%。", (("9.8", "9.8", "%", "growth", "销售额"),)),
    ("空气优良天数同比增加11天。", (("11", "11", "天", "growth", "优良天数"),)),
    ("好评率比上年提高2.4个百分点。", (("2.4", "2.4", "个百分点", "growth", "好评率"),)),
    ("营业收入4.3亿元,同比+6.2%。", (("4.3亿", "430000000", "元", "level", "营业收入"), ("6.2", "6.2", "%", "growth", "营业收入"))),
    ("规上工业增加值-3.5%,商品销售额＋8%。", (("3.5", "-3.5", "%", "growth", "工业增加值"), ("8", "8", "%", "growth", "商品销售额"))),
    (
        "零售额59亿元,增8.9%;税费收入减3%。",
        (("59亿", "5900000000", "元", "level", "零售额"), ("8.9", "8.9", "%", "growth", "零售额"), ("3", "-3", "%", "growth", "税费收入")),
    ),
    ("税收3亿元,剔除退税因素后增长1.8%。", (("3亿", "300000000", "元", "level", "税收"), ("1.8", "1.8", "%", "growth", "税收"))),
    ("小麦单产428公斤,每亩增产15公斤。", (("428", "428", "公斤", "level", "小麦单产"), ("15", "15", "公斤", "growth", "小麦单产"))),
    ("低保户864户,人数较上年减少两成。", (("864", "864", "户", "level", "低保户"), ("两", "-20", "%", "growth", "低保户人数"))),
    ("减少碳排放3.1%。", (("3.1", "-3.1", "%", "growth", "碳排放"),)),
    ("降低运行成本两成。", (("两", "-20", "%", "growth", "运行成本"),)),
    ("信访总量再降一成。", (("一", "-10", "%", "growth", "信访总量"),)),
    ("其他垃圾同比减量11%。", (("11", "-11", "%", "growth", "其他垃圾"),)),
    ("热线投诉量环比下降15%。", (("15", "-15", "%", "growth", "投诉量"),)),
    ("火灾起数减少近四成。", (("四", "-40", "%", "growth", "火灾起数"),)),
    ("农民人均纯收入5320元,增幅10.5%。", (("5320", "5320", "元", "level", "人均纯收入"), ("10.5", "10.5", "%", "growth", "人均纯收入"))),
    ("工业投资同比降幅为3.1%。", (("3.1", "-3.1", "%", "growth", "工业投资"),)),
    ("规上工业产值由降转升,增长0.6%。", (("0.6", "0.6", "%", "growth", "工业产值"),)),
    (
        "规上工业总产值(现价)36.7亿元,增长4.2%。",
        (("36.7亿", "3670000000", "元", "level", "工业总产值"), ("4.2", "4.2", "%", "growth", "工业总产值")),
    ),
    ("全年GDP增长7%-8%。", (("7", "7", "%", "growth", "GDP"),)),
    ("预计工业增加值增长6.5%左右。", (("6.5", "6.5", "%", "growth", "工业增加值"),)),
    ("工业产值增长百分之八点五。", (("百分之八点五", "8.5", "%", "growth", "工业产值"),)),
    (
        "新办执照610户（餐饮240户、零售370户），较上年多52户。",
        (
            ("610", "610", "户", "level", "新办执照"),
            ("240", "240", "户", "level", "餐饮"),
            ("370", "370", "户", "level", "零售"),
            ("52", "52", "户", "growth", "新办执照"),
        ),
    ),
    (
        "新开工项目7个、计划总投资36.5亿元,较上年多3个。",
        (("7", "7", "个", "level", "项目"), ("36.5亿", "3650000000", "元", "level", "投资"), ("3", "3", "个", "growth", "新开工项目")),
    ),
    (
        "全年完成工业产值1 8 . 7 亿元,增长5 . 4 %。",
        (("1", "1870000000", "元", "level", "工业产值"), ("5", "5.4", "%", "growth", "工业产值")),
    ),
    ("社零总额增长8. 3%。", (("8", "8.3", "%", "growth", "社零总额"),)),
    ("规上企业较年初净增7家,总数达61家。", (("7", "7", "家", "growth", "规上企业"), ("61", "61", "家", "level", "规上企业"))),
    ("PM2.5浓度同比下降8.6%,降至31微克/立方米。", (("8.6", "-8.6", "%", "growth", "浓度"), ("31", "31", "微克/立方米", "level", "浓度"))),
    ("信访总量同比下降18.6%,集体访下降40%。", (("18.6", "-18.6", "%", "growth", "信访总量"), ("40", "-40", "%", "growth", "集体访"))),
    ("工业用电增长9.6%,其中制造业增长11.2%。", (("9.6", "9.6", "%", "growth", "工业用电"), ("11.2", "11.2", "%", "growth", "制造业"))),
    (
        "年末各项贷款余额92.4亿元,比年初增加8.1亿元。",
        (("92.4亿", "9240000000", "元", "level", "贷款余额"), ("8.1亿", "810000000", "元", "growth", "贷款余额")),
    ),
    ("万人发案率下降12.5%。", (("12.5", "-12.5", "%", "growth", "发案率"),)),
    ("万元GDP能耗下降3.4%。", (("3.4", "-3.4", "%", "growth", "能耗"),)),
    ("110接警量下降7.7%。", (("7.7", "-7.7", "%", "growth", "接警量"),)),
    ("1至3季度工业增加值增长5.9%。", (("5.9", "5.9", "%", "growth", "工业增加值"),)),
    ("2022年1-2月规上工业产值下滑4.4%。", (("4.4", "-4.4", "%", "growth", "工业产值"),)),
    ("不良贷款率回落0.6个百分点。", (("0.6", "-0.6", "个百分点", "growth", "不良贷款率"),)),
    ("商铺空置率走低2个百分点。", (("2", "-2", "个百分点", "growth", "空置率"),)),
    ("农业总产值年均递增14%。", (("14", "14", "%", "growth", "农业总产值"),)),
    ("蔬菜价格环比上涨3.8%。", (("3.8", "3.8", "%", "growth", "蔬菜价格"),)),
    ("企业用工缺口缩减260人。", (("260", "-260", "人", "growth", "用工缺口"),)),
    ("常住人口净减84人。", (("84", "-84", "人", "growth", "常住人口"),)),
    ("工业总产值翻了两番。", (("两", "300", "%", "growth", "工业总产值"),)),
    ("水稻单产提高42公斤。", (("42", "42", "公斤", "growth", "水稻单产"),)),
    ("重点项目开工率同比高出5.5个百分点。", (("5.5", "5.5", "个百分点", "growth", "开工率"),)),
    ("外贸出口由负转正,同比增长2.2%。", (("2.2", "2.2", "%", "growth", "出口"),)),
    ("进口额下降一成五。", (("一", "-15", "%", "growth", "进口额"),)),
    ("网络零售额增长超三成。", (("三", "30", "%", "growth", "网络零售额"),)),
    ("税收同比增收1860万元。", (("1860万", "18600000", "元", "growth", "税收"),)),
    ("粮食单产较2015年增长6.2%。", (("6.2", "6.2", "%", "growth", "粮食单产"),)),
    ("投资增速较上年同期回落1.5个百分点。", (("1.5", "-1.5", "个百分点", "growth", "投资增速"),)),
    ("水费同比多收28.4万元。", (("28.4万", "284000", "元", "growth", "水费"),)),
    ("会议数量同比减少12次。", (("12", "-12", "次", "growth", "会议数量"),)),
    ("商品房去化周期同比缩短2.5个月。", (("2.5", "-2.5", "个月", "growth", "去化周期"),)),
    ("新房成交面积同比萎缩19%。", (("19", "-19", "%", "growth", "成交面积"),)),
    ("税务登记户数同比净增312户。", (("312", "312", "户", "growth", "户数"),)),
    ("产值能耗累计下降14.6%,提前完成目标。", (("14.6", "-14.6", "%", "growth", "能耗"),)),
    ("车辆通行时间平均缩短12分钟。", (("12", "-12", "分钟", "growth", "通行时间"),)),
    ("二氧化硫浓度同比持平,臭氧浓度上升6.7%。", (("6.7", "6.7", "%", "growth", "臭氧浓度"),)),
    ("民事案件增多9.4%,行政案件减少3件。", (("9.4", "9.4", "%", "growth", "民事案件"), ("3", "-3", "件", "growth", "行政案件"))),
    ("三公经费同比压减22%。", (("22", "-22", "%", "growth", "经费"),)),
    ("接诉即办工单总量下降两成。", (("两", "-20", "%", "growth", "工单总量"),)),
    ("工业增速由负转正,累计增长1.8%。", (("1.8", "1.8", "%", "growth", "工业"),)),
    ("学生近视率较2019年下降3.3个百分点。", (("3.3", "-3.3", "个百分点", "growth", "近视率"),)),
    ("与2019年同期相比,口岸客流增长12%。", (("12", "12", "%", "growth", "客流"),)),
    ("煤炭消费量同比锐减17%。", (("17", "-17", "%", "growth", "煤炭消费量"),)),
    ("农机保有量同比扩大4.4%。", (("4.4", "4.4", "%", "growth", "农机保有量"),)),
    ("猪肉均价同比走高12.5%。", (("12.5", "12.5", "%", "growth", "猪肉均价"),)),
    ("写字楼租金同比下探6%。", (("6", "-6", "%", "growth", "租金"),)),
    ("用水总量同比少用14万吨。", (("14万", "-140000", "吨", "growth", "用水"),)),
    ("医保基金支出同比多支2100万元。", (("2100万", "21000000", "元", "growth", "支出"),)),
    ("案均审理天数压缩9天。", (("9", "-9", "天", "growth", "审理天数"),)),
    ("三产占比提升1.2个百分点。", (("1.2", "1.2", "个百分点", "growth", "占比"),)),
    ("一带一路沿线国家出口增长7%。", (("7", "7", "%", "growth", "出口"),)),
    ("全团职均收入5.1万元,同比增加4200元。", (("5.1万", "51000", "元", "level", "收入"), ("4200", "4200", "元", "growth", "收入"))),
    (
        "与上年相比,游客人数增长21%,人均消费下降4.6%。",
        (("21", "21", "%", "growth", "游客人数"), ("4.6", "-4.6", "%", "growth", "人均消费")),
    ),
)
AGAINST: tuple[Example, ...] = (
    ("行业大类中增长面达76.5%。", (("76.5", "76.5", "%", "rate", "增长面"),)),
    ("提高养老保险覆盖率95%。", (("95", "95", "%", "rate", "覆盖率"),)),
    ("经济运行稳中有进,增速逐季加快。", ()),
    ("发案数与去年基本持平。", ()),
)

RULE = Rule("growth", "a change against a baseline", _claims, _reads, EXAMPLES, AGAINST)
