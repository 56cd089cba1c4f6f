"""Shares, coverage and other rates."""

from __future__ import annotations

import re
from collections.abc import Callable

from etl.grammar import phrases
from etl.grammar.lexicon import any_of
from etl.grammar.members import BOTH, distributed
from etl.grammar.naming.parts import part_of
from etl.grammar.naming.subjects import subject, with_object
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Draft, Example

_SHARE_OF = re.compile(f"^{any_of('share: size before')}?占(?!道|地)")
_KINDS = frozenset({"percent", "multiple", "points"})


def _claims(spot: Spot) -> bool:
    return spot.quantity.kind in _KINDS


def _reads(spot: Spot, _: object) -> Outcome:
    words = phrases.strip_lead(phrases.strip_tail(spot.left)).strip("，、 “”")
    words = "" if words != "的" and phrases.says_nothing(words) else words
    outcome = next(outcome for way in _WAYS if (outcome := way(spot, words)) is not None)
    for draft in outcome.drafts:
        draft.subset = part_of(spot).subset  # 经营性收入百万元以上的村占比达85%
    return outcome


def _of_before(spot: Spot, words: str) -> Outcome | None:
    """党员36人，占42%; 占全区的5.1%."""
    previous = spot.previous
    if previous is None or not _SHARE_OF.match(words):
        return None
    joined = previous.indicator + phrases.GENERIC.sub("", words)
    name = joined if len(joined) <= phrases.MAX_NAME else previous.indicator + "占比"
    return Outcome(spot.index + 1, [Draft(spot.quantity, "rate", name, core=previous.core)])


def _of_amount(spot: Spot, words: str) -> Outcome | None:
    """目标任务42亿元的92%."""
    if words not in {"的", ""} or not spot.index or spot.left.strip() != "的" or spot.previous is None:
        return None
    return Outcome(spot.index + 1, [Draft(spot.quantity, "rate", spot.previous.indicator)])


def _joint(spot: Spot, words: str) -> Outcome | None:
    """办结率和满意率均为98%."""
    both = bool(BOTH.search(spot.left[-4:]))
    names = distributed(spot.told, words, both) if words else []
    if len(names) < 2:
        return None
    return Outcome(spot.index + 1, [Draft(spot.quantity, "rate", with_object(spot, name)) for name in names])


def _left(spot: Spot, words: str) -> Outcome | None:
    """群众满意率98%; 党员占三成."""
    if not words or phrases.is_preposition(words):
        return None
    name, right = with_object(spot, words), spot.words_right.strip()
    if not phrases.RATE_END.search(words):
        if right.startswith("的"):
            name = right[1:] if len(words) < 3 else name + right[1:9]
        elif 0 < len(right) <= 8 and right[0] != "以" and (phrases.opens_with_verb(right) or not phrases.ends_with_verb(words)):
            name += phrases.shorten_right(right, 8)
    return _stated(spot, name)


def _manner(spot: Spot, words: str) -> Outcome | None:
    """100%投入、百分之百用心: how, not how much."""
    previous = spot.previous
    if not spot.words_right.strip() or spot.quantity.value != 100 or spot.left.strip() or (previous and previous.quantity.end >= spot.lo):
        return None
    return Outcome(spot.index + 1, skipped="idiom")


def _right(spot: Spot, words: str) -> Outcome | None:
    """八成商户签订责任书."""
    right, previous = spot.words_right.strip(), spot.previous
    if not right:
        return None
    right = right.lstrip("的")
    goes_on = previous is not None and phrases.opens_with_verb(right) and previous.clause == spot.clause
    return _stated(spot, (previous.core if previous is not None and goes_on else "") + phrases.shorten_right(right, 14))


def _before(spot: Spot, words: str) -> Outcome:
    return _stated(spot, subject(spot, ""))


def _stated(spot: Spot, name: str) -> Outcome:
    q = spot.quantity
    if q.kind == "points":
        draft = Draft(q, "growth", name, growth_kind="个百分点", baseline="同比", baseline_stated=False)
    else:
        draft = Draft(q, "level" if q.kind == "multiple" else "rate", name)
    return Outcome(spot.index + 1, [draft])


_WAYS: tuple[Callable[[Spot, str], Outcome | None], ...] = (_of_before, _of_amount, _joint, _left, _manner, _right, _before)

EXAMPLES: tuple[Example, ...] = (
    ("办件1200\n余件,按时办\n结率99%。", (("1200", "1200", "件", "level", "办件"), ("99", "99", "%", "rate", "办结率"))),
    ("在册人员重新犯罪率为0。", (("0", "0", "%", "rate", "重新犯罪率"),)),
    (
        "受理工单90件,按时办结率100%,满意率97%。",
        (("90", "90", "件", "level", "工单"), ("100", "100", "%", "rate", "工单按时办结率"), ("97", "97", "%", "rate", "工单满意率")),
    ),
    ("农村卫生厕所普及率达86.7%。", (("86.7", "86.7", "%", "rate", "卫生厕所普及率"),)),
    ("适龄儿童入学率保持100%。", (("100", "100", "%", "rate", "入学率"),)),
    ("新农合参合率98.4%,住院报销比例达72%。", (("98.4", "98.4", "%", "rate", "参合率"), ("72", "72", "%", "rate", "报销比例"))),
    ("森林覆盖率稳定在61.3%以上。", (("61.3", "61.3", "%", "rate", "森林覆盖率"),)),
    ("工业用电量占全社会用电量的54.2%。", (("54.2", "54.2", "%", "rate", "工业用电量"),)),
    ("班子成员中女性占三成。", (("三", "30", "%", "rate", "女性"),)),
    ("信访积案化解率、群众满意率均达95%以上。", (("95", "95", "%", "rate", "化解率"), ("95", "95", "%", "rate", "满意率"))),
    ("秸秆综合利用率90.5%,农膜回收率82%。", (("90.5", "90.5", "%", "rate", "综合利用率"), ("82", "82", "%", "rate", "农膜回收率"))),
    ("低保对象核查面达100%。", (("100", "100", "%", "rate", "核查面"),)),
    ("93%以上的村全部通水泥路。", (("93", "93", "%", "rate", "村"),)),
    ("已有八成商户签订门前责任书。", (("八", "80", "%", "rate", "商户"),)),
    ("全乡九成以上农户用上自来水。", (("九", "90", "%", "rate", "农户"),)),
    ("按时办结率为99.2%,差评整改率100%。", (("99.2", "99.2", "%", "rate", "办结率"), ("100", "100", "%", "rate", "差评整改率"))),
    ("计划生育率达到93.6%,一孩率68%。", (("93.6", "93.6", "%", "rate", "计划生育率"), ("68", "68", "%", "rate", "一孩率"))),
    ("抽检合格率百分之九十七点八。", (("百分之九十七点八", "97.8", "%", "rate", "合格率"),)),
    ("百分之百用心服务群众。", ()),
    ("销售利润率-3%。", (("3", "-3", "%", "rate", "利润率"),)),
    ("出栏生猪2.1万头,其中外销占65%。", (("2.1万", "21000", "头", "level", "生猪"), ("65", "65", "%", "rate", "外销"))),
    ("低保提标任务完成率120%。", (("120", "120", "%", "rate", "低保提标"),)),
    ("到2025年,城镇化率达到68%。", (("68", "68", "%", "rate", "城镇化率"),)),
    ("耕地约占总面积的三分之二。", (("三分之二", "66.6667", "%", "rate", "耕地"),)),
    ("参保率９８．５％。", (("９８", "98.5", "%", "rate", "参保率"),)),
    ("结案率98.6 %,同比提高1.2 个百分点。", (("98.6", "98.6", "%", "rate", "结案率"), ("1.2", "1.2", "个百分点", "growth", "结案率"))),
    ("調解糾紛64件,辦結率100%。", (("64", "64", "件", "level", "纠纷"), ("100", "100", "%", "rate", "办结率"))),
    ("签约率、腾空率双双达到100%。", (("100", "100", "%", "rate", "签约率"), ("100", "100", "%", "rate", "腾空率"))),
    ("调解成功率和履行率均为97%。", (("97", "97", "%", "rate", "成功率"), ("97", "97", "%", "rate", "履行率"))),
    (
        "用水、用电、用气报装办结率均达100%。",
        (("100", "100", "%", "rate", "用水"), ("100", "100", "%", "rate", "用电"), ("100", "100", "%", "rate", "用气")),
    ),
    (
        "优良天数比例85.5%,同比改善3.2个百分点。",
        (("85.5", "85.5", "%", "rate", "优良天数比例"), ("3.2", "3.2", "个百分点", "growth", "优良天数比例")),
    ),
    ("受理12345热线工单1.4万件,按期办结率99.6%。", (("1.4万", "14000", "件", "level", "工单"), ("99.6", "99.6", "%", "rate", "办结率"))),
    ("茶叶产量占全县的三分之一。", (("三分之一", "33.3333", "%", "rate", "茶叶产量"),)),
    ("两客一危车辆定位安装率100%。", (("100", "100", "%", "rate", "安装率"),)),
    ("两新党组织覆盖率96%。", (("96", "96", "%", "rate", "党组织覆盖率"),)),
    ("九年级学生体测合格率91.2%。", (("91.2", "91.2", "%", "rate", "合格率"),)),
    ("一类疫苗接种率99%。", (("99", "99", "%", "rate", "接种率"),)),
    ("应接种人数5200人(完成率96%)。", (("5200", "5200", "人", "level", "接种"), ("96", "96", "%", "rate", "完成率"))),
    ("新能源车占比(按户数计)达62%。", (("62", "62", "%", "rate", "新能源车占比"),)),
    (
        "发现隐患86处，限期整改31处，整改率100%。",
        (("86", "86", "处", "level", "隐患"), ("31", "31", "处", "level", "限期整改"), ("100", "100", "%", "rate", "隐患整改率")),
    ),
    ("公积金缴存比例5%~12%。", (("5", "5", "%", "rate", "缴存比例"),)),
    ("12345工单3日办结率98%。", (("98", "98", "%", "rate", "办结率"),)),
    ("医保参保率达到百分之百。", (("百分之百", "100", "%", "rate", "参保率"),)),
    ("人口出生率8.1‰。", (("8.1", "8.1", "‰", "rate", "出生率"),)),
    ("民族团结进步示范单位累计创建37个,覆盖率达74%。", (("37", "37", "个", "level", "示范单位"), ("74", "74", "%", "rate", "覆盖率"))),
    (
        "全镇养老保险应参保2.1万人,实际参保2.06万人,参保率98%。",
        (("2.1万", "21000", "人", "level", "参保"), ("2.06万", "20600", "人", "level", "参保"), ("98", "98", "%", "rate", "参保率")),
    ),
    (
        "用好“民情日记”,收集诉求920条,办结910条,办结率98.9%。",
        (("920", "920", "条", "level", "诉求"), ("910", "910", "条", "level", "诉求"), ("98.9", "98.9", "%", "rate", "办结率")),
    ),
    (
        "财政自给率提高1.3个百分点,达到39.5%。",
        (("1.3", "1.3", "个百分点", "growth", "财政自给率"), ("39.5", "39.5", "%", "rate", "财政自给率")),
    ),
    ("窗口一次性办结率提升至96%。", (("96", "96", "%", "rate", "办结率"),)),
    ("入户走访率【100%】。", (("100", "100", "%", "rate", "走访率"),)),
    ("办理提案23件……办复率100%。", (("23", "23", "件", "level", "提案"), ("100", "100", "%", "rate", "办复率"))),
    ("完成率、满意率:98%、97%。", (("98", "98", "%", "rate", "完成率"), ("97", "97", "%", "rate", "满意率"))),
    ("工程审减造价1230万元,审减率8.7%。", (("1230万", "12300000", "元", "level", "造价"), ("8.7", "8.7", "%", "rate", "审减率"))),
    ("物业费收缴率92%,清欠51万元。", (("92", "92", "%", "rate", "物业费收缴率"), ("51万", "510000", "元", "level", "清欠"))),
    ("出口增速同比加快2.1个百分点。", (("2.1", "2.1", "个百分点", "growth", "出口增速"),)),
    ("辍学率控制在0.3%以内。", (("0.3", "0.3", "%", "rate", "辍学率"),)),
    ("辖区快递进村覆盖率100%,月均收发包裹9.6万件。", (("100", "100", "%", "rate", "覆盖率"), ("9.6万", "96000", "件", "level", "包裹"))),
    ("新增城镇就业1830人,城镇登记失业率控制在3.2%。", (("1830", "1830", "人", "level", "就业"), ("3.2", "3.2", "%", "rate", "失业率"))),
    ("民族医药门诊量1.7万人次,占总量的36%。", (("1.7万", "17000", "人次", "level", "门诊量"), ("36", "36", "%", "rate", "门诊量"))),
    ("海上平台检查44座次,渔民培训率超过九成。", (("44", "44", "座次", "level", "海上平台"), ("九", "90", "%", "rate", "培训率"))),
    ("组织文明劝导2.2万人次,机动车礼让率升至94%。", (("2.2万", "22000", "人次", "level", "文明劝导"), ("94", "94", "%", "rate", "礼让率"))),
)
AGAINST: tuple[Example, ...] = (
    ("满意率提高2.5个百分点。", (("2.5", "2.5", "个百分点", "growth", "满意率"),)),
    ("完成年度任务的92%。", (("92", "92", "%", "rate", ""),)),
)

RULE = Rule("share", "a share, a coverage or another rate", _claims, _reads, EXAMPLES, AGAINST)
