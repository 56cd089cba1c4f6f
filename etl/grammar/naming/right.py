"""Names told by the words right of a number (建成5个街心公园)."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.figures import ORDERS
from etl.grammar.lexicon import DIMENSION_OF, LONG_VERBS, any_of, words_of
from etl.grammar.members import members
from etl.grammar.naming.counts import MEASURED, NEXT_LIST, Count
from etl.grammar.naming.name import Name, Way, Ways, noun_only

_MONEY_LEAD = re.compile(f"^(?:{any_of('money lead')}|{any_of('money lead: plan')})$")
_EXTENT = re.compile(f"{any_of('extent: of what')}?面积$|[总全]?长度?$|总?里程$")
_SUMS_UP = re.compile(f"(?<=[\u4e00-\u9fff]{{3}}){any_of('sum of all')}(?={any_of('reached alone')})")
_UNDER_WAY = re.compile(rf"(?<=[\u4e00-\u9fff]{{3}}){any_of('under way')}(?=[\u4e00-\u9fff]{{2}})")
_MONEY_END = re.compile(f"{any_of('money: ending')}$")
_HOW_GIVEN = re.compile(rf"^{any_of('given: how')}+")
_PEOPLE_END = re.compile(rf"(?:{any_of('people')}|[^队]员)$")
_AND_END = re.compile(f"{any_of('and at the end')}$")
_SIZE = re.compile(f"[{ORDERS}]+{any_of('size right: unit')}级?")
_JOINED = re.compile(f"{any_of('front')}")
_DONE = frozenset(words_of("done verb"))
_OF_EACH = re.compile(
    rf"^(?P<who>{any_of('of each: who')})(?:股份)?{any_of('of each: whose')}[\u4e00-\u9fff]*{any_of('of each: income')}"
    rf"{any_of('of each: all')}*$|^(?P<owner>[\u4e00-\u9fff]{{2,8}}?){any_of('of each: business')}+"
    f"{any_of('of each: business income')}{any_of('of each: all')}*$"
)
"""村集体经济总收入全部超过50万元 after 19个: the villages are counted, the income is of each."""
_PASSED = ("通过",)
_WHERE = frozenset(words_of("where works are"))
_PEOPLE = frozenset({"person", "household"})
_MONEY_VERBS = words_of("money for a deed")


def _amount_of(count: Count) -> Name | None:
    """征收任务70万平方米的总量."""
    if count.words_right == count.right or not count.phrase.rest or not count.measured:
        return None
    words, noun = count.phrase.text, phrases.shorten_right(_UNDER_WAY.split(count.right, maxsplit=1)[0] or count.right)
    extent = _EXTENT.search(words)
    if extent is None:
        return Name(words + noun, count.phrase.verb)
    verb = count.phrase.verb if extent.start() >= len(count.phrase.verb) else ""
    return Name(verb + noun + (extent[0] if len(extent[0]) > 1 else ""), verb, noun)  # 总面积1.4万平方米的水泥路


def _noun_right(count: Count) -> str:
    """The noun right of a number that counts it, '' where the number counts what stands left."""
    if (
        not count.right
        or _JOINED.match(count.right)
        or not _takes_right(count.phrase, count.right, count.etc, count.dimension, count.shared)
    ):
        return ""
    if not count.shared:
        return _AND_END.sub("", phrases.shorten_right(count.right))
    noun = phrases.strip_tail(count.right) or count.right
    of_each = _OF_EACH.match(noun)
    noun = _SUMS_UP.split(noun, maxsplit=1)[0]  # 21个城建项目共完成征地1258户
    return (of_each["who"] or of_each["owner"]) if of_each else phrases.shorten_right(_without_next_verb(_AND_END.sub("", noun)))


def _without_next_verb(noun: str) -> str:
    """40项改造任务完成33项: the verb at the end belongs to the next number."""
    verb = LONG_VERBS.before(noun, len(noun))
    return noun.removesuffix(verb) if verb in _DONE and len(noun) - len(verb) >= 2 else noun


def _money_for_deed(count: Count) -> Name | None:
    """投入80万元修缮校舍."""
    right, given = _HOW_GIVEN.sub("", _noun_right(count)), _given(count)
    noun = phrases.plain_deed(right)
    if not right or not given or (noun == right and not phrases.opens_with_verb(right)):
        return None
    if noun != right and not phrases.opens_with_verb(noun):
        return Name(phrases.shorten_right(noun) + given, given, noun)  # 投资10万元对老街进行修复
    rest = noun[len(phrases.opening_verb(noun)) :]
    if count.shared and (len(rest) < 2 or phrases.is_place(rest)):
        thing = _thing_of_next(count)  # 安排3亿元支持60个项目; 投资86万元完成李家村3公里水泥路
        if thing:
            return Name(given + noun.removesuffix(rest) + thing, given, thing)
    keeps_order = len(rest) < 2 or given.startswith(_MONEY_VERBS)
    return Name(given + noun if keeps_order else rest + given, given, rest)


def _deed_of_money(count: Count) -> Name | None:
    """镇里挤出18万元帮扶7个薄弱村: money that nothing else is told of than what it was given for."""
    text = count.phrase.text
    if count.dimension != "money" or not count.shared or not text or count.phrase.verb or _MONEY_END.search(text):
        return None
    deed = phrases.strip_tail(_HOW_GIVEN.sub("", count.right))
    verb = phrases.opening_verb(deed)
    if deed != verb or not count.right:
        return None
    thing = _thing_of_next(count)
    return Name(verb + thing, verb, thing) if thing else None


def _given(count: Count) -> str:
    """The words for money that is given (安排 of 区级财政专门安排3亿元), '' where something else is told of it."""
    if count.measured and count.phrase.bare:
        return count.phrase.text
    return _money_verb(count.phrase.text) if count.dimension == "money" else ""


def _money_verb(text: str) -> str:
    """The words for giving money that a stretch ends with, or ''."""
    given = LONG_VERBS.before(text, len(text)) or text
    return given if _MONEY_LEAD.match(given) else ""


def _thing_of_next(count: Count) -> str:
    """The noun right of the next quantity, without the size that it opens with."""
    stretches, following = count.spot.stretches, count.spot.last + 1
    if following >= len(stretches.quantities):
        return ""
    words = stretches.s[stretches.quantities[following].end : stretches.right_end(following)]
    return phrases.shorten_right(_SIZE.sub("", words.strip("的 ")), 14)


def _deed_on_thing_before(count: Count) -> Name | None:
    """排查隐患90处，85处完成整改."""
    noun, previous = _noun_right(count), count.previous
    if not noun or previous is None or count.phrase.text or not phrases.opens_with_verb(noun):
        return None
    if phrases.is_preposition(count.left.strip("，、 ")):
        return None
    others = previous.clause != count.spot.clause or DIMENSION_OF.get(previous.quantity.unit) not in _PEOPLE
    core = _who(count) if count.dimension in _PEOPLE and others else previous.core
    return Name(core + noun, "", core)


def _who(count: Count) -> str:
    """Who did what a number of people did: those counted before in the clause (群众210户,举办招聘会2场,318人就业), '' if nobody."""
    people = [st for st in count.lenders if st.quantity.unit == count.quantity.unit and st.value >= count.quantity.value]
    return people[-1].core if people else ""


def _after_its_name(count: Count) -> Name | None:
    """出台惠企20条等政策: the number belongs to the name of one of those that it stands for."""
    noun, phrase = count.right, count.phrase
    if not noun.startswith("等") or not 3 <= len(noun) <= 9 or len(phrase.rest) < 2 or phrases.opens_with_verb(noun[1:]):
        return None
    return Name(phrase.text + noun[1:], phrase.verb, phrase.rest + noun[1:])


def _thing_right(count: Count) -> Name | None:
    """建成5个街心公园, 为320名老人体检."""
    noun, phrase, previous = _noun_right(count), count.phrase, count.previous
    if not noun:
        return None
    if _SIZE.fullmatch(noun):
        noun = _thing_of_next(count) or noun  # 打造1个万亩、6个千亩油茶基地
    noun = noun.rstrip("、") + _predicate_of_list(count, noun.rstrip("、"))
    if phrase.text and not phrase.verb and not count.etc and len(members(phrase.text)) == count.quantity.value > 1:
        return Name(noun, "", noun)  # 接诉即办和物业治理两项考核
    if _is_where(phrase, noun):
        return Name(phrase.text + noun, phrase.verb, phrase.rest + noun)  # 实施污水治理16个村
    verb = phrase.verb or (LONG_VERBS.before(phrase.text, len(phrase.text)) if phrase.text else "")
    if not phrase.text and previous is not None and count.mark == "、":
        verb = previous.verb  # 新建5个公园、3个广场
    if (
        count.etc
        and not verb
        and count.before is not None
        and NEXT_LIST.search(count.spot.s[count.before.quantity.end : count.quantity.start])
    ):
        verb = count.before.verb  # 引进甲、乙等4家企业和丙、丁等2家机构
    return Name(verb + noun, verb, noun_only(noun.partition("的")[0] or noun))


def _is_where(phrase: phrases.Phrase, noun: str) -> bool:
    """Whether the noun right of a number is where the works were that the words left name in full, a verb and its object."""
    works = LONG_VERBS.before(phrase.rest, len(phrase.rest))
    return bool(phrase.verb and works and phrase.rest != works) and noun in _WHERE and len(phrase.text) <= 18


def _predicate_of_list(count: Count, noun: str) -> str:
    """What is said of all counts of a list (12个问题、35条意见全部办结), '' for the last of it and where nothing is."""
    stretches, at = count.spot.stretches, count.spot.last
    if count.phrase.text or len(noun) > 8 or phrases.opens_with_verb(noun):
        return ""
    while at + 1 < len(stretches.quantities) and stretches.s[stretches.right_end(at)] == "、":
        if stretches.right_end(at) + 1 != stretches.quantities[at + 1].start:
            return ""
        at += 1
    if at == count.spot.last:
        return ""
    words = stretches.s[stretches.quantities[at].end : stretches.right_end(at)].strip()
    start = next((k for k in range(2, len(words)) if LONG_VERBS.at(words, k) or phrases.opens_with_verb(words[k:])), len(words))
    predicate = words[start:] if words.startswith(_PASSED, start) else phrases.strip_lead(words[start:])
    return predicate if 2 <= len(predicate) <= 10 and not any(c.isdigit() for c in predicate) else ""


def _takes_right(phrase: phrases.Phrase, right: str, etc: bool, dimension: str, shared: bool) -> bool:
    """Whether the number counts what stands right of it (建成5个街心公园) and not what stands left (走访企业521家)."""
    if dimension in _PEOPLE and _PEOPLE_END.search(phrase.text) and not phrases.ends_with_verb(phrase.text):
        return False  # 五保老人二十七人集中供养
    verbish = phrases.opens_with_verb(right)
    if not phrase.text:
        return True
    if phrase.bare or etc or phrases.is_preposition(phrase.text) or (dimension == "money" and _money_verb(phrase.text)):
        return True
    if verbish:
        return phrases.takes_object(phrase, right) or phrases.place_in(phrase.text) == phrase.text
    if phrases.ends_with_verb(phrase.text) or phrases.is_place(phrase.text):
        return True
    return not (shared and dimension in MEASURED)


RIGHT: Ways = (
    Way(
        "amount of",
        _amount_of,
        (
            ("建成总面积1.4万平方米的停车场。", (("1.4万", "14000", "平方米", "level", "停车场总面积"),)),
            ("总投资1500万元的搬迁工程正在设计。", (("1500万", "15000000", "元", "level", "总投资搬迁工程"),)),
            ("建筑面积4800m2的文化中心投用。", (("4800", "4800", "平方米", "level", "文化中心"),)),
            ("全长2.4KM的环湖路竣工。", (("2.4", "2.4", "公里", "level", "环湖路"),)),
            ("捐赠价值30余万元的农机3台。", (("30", "300000", "元", "level", "农机"), ("3", "3", "台", "level", "农机"))),
            (
                "总建筑面积3.2万平方米、总投资1.6亿元的医院封顶。",
                (("3.2万", "32000", "平方米", "level", "总建筑面积"), ("1.6亿", "160000000", "元", "level", "总投资")),
            ),
        ),
    ),
    Way(
        "money for a deed",
        _money_for_deed,
        (
            ("投入¥120万元改造校舍。", (("120万", "1200000", "元", "level", "校舍"),)),
            ("投资10万元对老街路面进行了修复。", (("10万", "100000", "元", "level", "老街路面修复投资"),)),
            ("投资42万元将老粮站改造成养老院。", (("42万", "420000", "元", "level", "养老院"),)),
            ("筹资48万元修缮祠堂。", (("48万", "480000", "元", "level", "祠堂"),)),
            (
                "拟投资3200万元新建污水处理厂1座。",
                (("3200万", "32000000", "元", "level", "污水处理厂"), ("1", "1", "座", "level", "污水处理厂")),
            ),
            (
                "区级财政专门安排3亿元重点支持60个技改项目。",
                (("3亿", "300000000", "元", "level", "安排支持技改项目"), ("60", "60", "个", "level", "支持技改项目")),
            ),
            (
                "镇财政拿出12万元奖励15家纳税大户。",
                (("12万", "120000", "元", "level", "奖励纳税大户"), ("15", "15", "家", "level", "奖励纳税大户")),
            ),
            (
                "投资86万元完成李家村3公里水泥路硬化。",
                (("86万", "860000", "元", "level", "水泥路"), ("3", "3", "公里", "level", "水泥路")),
            ),
        ),
    ),
    Way(
        "deed of money",
        _deed_of_money,
        (
            (
                "区里统筹1.2亿元专项用于42个片区雨污分流。",
                (("1.2亿", "120000000", "元", "level", "片区雨污分流"), ("42", "42", "个", "level", "片区雨污分流")),
            ),
            (
                "镇里挤出18万元帮扶7个薄弱村。",
                (("18万", "180000", "元", "level", "帮扶薄弱村"), ("7", "7", "个", "level", "帮扶薄弱村")),
            ),
        ),
    ),
    Way(
        "after its name",
        _after_its_name,
        (("出台惠企20条等政策。", (("20", "20", "条", "level", "出台惠企政策"),)),),
    ),
    Way(
        "deed on the thing before",
        _deed_on_thing_before,
        (
            (
                "帮扶搬迁群众210户、655人,举办招聘会2场,318人实现就业。",
                (
                    ("210", "210", "户", "level", "搬迁群众"),
                    ("655", "655", "人", "level", "搬迁群众"),
                    ("2", "2", "场", "level", "招聘会"),
                    ("318", "318", "人", "level", "群众实现就业"),
                ),
            ),
            (
                "督办环保信访件15件,已销号13件,2件正在推进。",
                (("15", "15", "件", "level", "信访件"), ("13", "13", "件", "level", "信访件"), ("2", "2", "件", "level", "信访件")),
            ),
        ),
    ),
    Way(
        "thing right",
        _thing_right,
        (
            (
                "引进天衡、远澜等4家物流企业和同创等2家检测机构。",
                (("4", "4", "家", "level", "引进物流企业"), ("2", "2", "家", "level", "引进检测机构")),
            ),
            (
                "6个社区、21个小区通过无烟验收。",
                (("6", "6", "个", "level", "社区通过无烟验收"), ("21", "21", "个", "level", "小区通过无烟验收")),
            ),
            ("精简合并19项考核事项。", (("19", "19", "项", "level", "精简合并考核事项"),)),
            ("中洲镇1900人参加农村合作医疗。", (("1900", "1900", "人", "level", "参加农村合作医疗"),)),
            ("实施农村污水治理16个村。", (("16", "16", "个", "level", "实施农村污水治理村"),)),
            ("改造提升3个农贸市场和2座公厕。", (("3", "3", "个", "level", "农贸市场"), ("2", "2", "座", "level", "公厕"))),
            ("为186户低收入家庭减免水费。", (("186", "186", "户", "level", "低收入家庭"),)),
            ("组织45名退役军人参加招聘。", (("45", "45", "人", "level", "退役军人"),)),
            ("完成1.2万亩高标准农田建设。", (("1.2万", "12000", "亩", "level", "高标准农田"),)),
            ("关停27家污染小作坊。", (("27", "27", "家", "level", "小作坊"),)),
            ("向620位高龄老人发放慰问品。", (("620", "620", "人", "level", "高龄老人"),)),
            ("清运38吨建筑垃圾,取缔11处占道摊点。", (("38", "38", "吨", "level", "建筑垃圾"), ("11", "11", "处", "level", "占道摊点"))),
            ("辖区内16所中小学校全部配齐法治副校长。", (("16", "16", "所", "level", "中小学校"),)),
            ("有9个行政村成立股份经济合作社。", (("9", "9", "个", "level", "行政村"),)),
            ("拆除230平方米违章雨棚。", (("230", "230", "平方米", "level", "雨棚"),)),
            ("9月底前3个车棚全部完工。", (("3", "3", "个", "level", "车棚"),)),
            ("动员1100余名青年报名献血。", (("1100", "1100", "人", "level", "青年"),)),
            ("引导7000多名务工人员返乡过年。", (("7000", "7000", "人", "level", "务工人员"),)),
            ("为4.3万名参保居民建立健康档案。", (("4.3万", "43000", "人", "level", "参保居民"),)),
            ("全面完成5条断头路打通工程。", (("5", "5", "条", "level", "断头路"),)),
            ("打造了6个特色院落。", (("6", "6", "个", "level", "特色院落"),)),
            ("实施4类26个以工代赈项目。", (("4", "4", "类", "level", "以工代赈项目"), ("26", "26", "个", "level", "以工代赈项目"))),
            ("超额完成30户危房改造任务。", (("30", "30", "户", "level", "危房改造"),)),
            ("近百名志愿者参与清雪。", (("百", "100", "人", "level", "志愿者"),)),
            ("十一个行政村通了水泥路。", (("十一", "11", "个", "level", "行政村"),)),
            ("给予两名干部党纪处分。", (("两", "2", "人", "level", "干部"),)),
            ("铺设200米塑胶跑道。", (("200", "200", "米", "level", "塑胶跑道"),)),
            (
                "为12家企业、35名个体户发放贷款4700万元。",
                (("12", "12", "家", "level", "企业"), ("35", "35", "人", "level", "个体户"), ("4700万", "47000000", "元", "level", "贷款")),
            ),
            (
                "对23个行政村的财务进行审计,追缴资金6.8万元。",
                (("23", "23", "个", "level", "行政村"), ("6.8万", "68000", "元", "level", "资金")),
            ),
            ("在4个社区设立电瓶车充电桩260个。", (("4", "4", "个", "level", "社区"), ("260", "260", "个", "level", "充电桩"))),
            ("7名机关干部赴3个经济薄弱村任第一书记。", (("7", "7", "人", "level", "机关干部"), ("3", "3", "个", "level", "经济薄弱村"))),
            ("聘请12名老教师组成宣讲团,巡讲40场。", (("12", "12", "人", "level", "老教师"), ("40", "40", "场", "level", "巡讲"))),
            (
                "下辖7个居委会、12个行政村,户籍人口1.2万户3.6万人。",
                (
                    ("7", "7", "个", "level", "居委会"),
                    ("12", "12", "个", "level", "行政村"),
                    ("1.2万", "12000", "户", "level", "户籍人口"),
                    ("3.6万", "36000", "人", "level", "户籍人口"),
                ),
            ),
            ("帮助两家民企、三家外企稳岗。", (("两", "2", "家", "level", "民企"), ("三", "3", "家", "level", "外企"))),
            ("4.5公里绿道建成开放。", (("4.5", "4.5", "公里", "level", "绿道"),)),
            ("两个支部获评五星级党组织。", (("两", "2", "个", "level", "支部"),)),
            ("三十多名匠人加盟工坊。", (("三十", "30", "人", "level", "匠人"),)),
            ("与12所高校签订合作协议。", (("12", "12", "所", "level", "高校"),)),
            ("4名00后选调生到村任职。", (("4", "4", "人", "level", "选调生"),)),
            (
                "累计争取厕所革命补助96万元,惠及8个自然村。",
                (("96万", "960000", "元", "level", "补助"), ("8", "8", "个", "level", "自然村")),
            ),
        ),
    ),
)
