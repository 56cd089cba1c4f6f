"""Names told by the words left of a number, with what they lack taken from what was stated before."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.lexicon import DIMENSION_OF, LONG_VERBS, TWO_CHARACTER_NOUNS, VERB_SENSE, any_of, words_of
from etl.grammar.naming.counts import Count
from etl.grammar.naming.name import Name, Way, Ways
from etl.grammar.settings import branch_before
from etl.grammar.statements import Statement

_NEEDS_OBJECT = re.compile(rf"^{any_of('needs an object')}")
_LEVEL_OF = re.compile("(?:国家|[国省市区县镇街])级")
_DIVISION = re.compile(rf"{any_of('division')}$")
_PAPERS = frozenset(words_of("paper"))
"""What is signed says nothing of what else was done: 签订协议90户，安置32户."""
_STATE_END = re.compile(f"(?:(?:年末|期末)?{any_of('state')}量?|{any_of('state: case')})$")
_MONEY_END = re.compile(f"{any_of('money: end')}$")
_ONE_OF = re.compile(f"^[一两几]{any_of('one of: unit')}")
_AIM = re.compile(f"目标{any_of('aim: is')}?$|(?:如下|包括)$")
_STATISTIC = re.compile(f"{any_of('of a branch')}$|总[额值量]$")
_STAGE = frozenset(words_of("stage of works"))
_STAGES = re.compile(f"(?<=..){any_of('stage of works')}+$")
_REACHED = re.compile(f"{any_of('reaches')}(?:{any_of('reached: number')})?$")
_EXTREME = re.compile("最[多少高低大小长短]$")
"""输出团体人员最多60人，最少20人: each extreme by itself."""
"""主要预期目标：粮食产量600吨: a label that says what kind of figures follow, not of what."""
_RECKONED = re.compile(f"{any_of('reckoned')}$")
_SUCCEEDED = re.compile(rf"[\u4e00-\u9fff]{{2}}{any_of('succeeded')}")
_PASSED_ON = re.compile(rf"{any_of('passed on')}[\u4e00-\u9fff]{{2,6}}$")
_EXTENT = re.compile(f"{any_of('extent: of what')}?面积$|总?长度?$|总?里程$")
_ASPECT_PREFIX = frozenset("应实已待未拟获再")
"""实发, 待批, 获批: another state of what was counted before."""
_YIELD = frozenset(words_of("yield"))
_HARVEST = frozenset(words_of("harvest"))
_PLANTED = re.compile(rf"{any_of('planted')}?总?面积$")
"""粮食播种面积3万亩，总产量9000吨: the area of what is harvested."""
_PER_ONE = re.compile(rf"每{any_of('per one')}")
_PER_HEAD = frozenset(words_of("per head"))
_TOWARDS = frozenset("为向对给")
_BENEFITED = frozenset({"person", "household", "person_time"})
_DEED_OF_BEFORE = frozenset(words_of("deed of before"))


def _of_level(count: Count) -> Name | None:
    """创建国家级示范社区1个、省级3个."""
    text, previous = count.text, count.previous
    if previous is None or text[-1] != "级" or not _LEVEL_OF.fullmatch(text):
        return None
    rank = _LEVEL_OF.search(previous.core, 0, 6)
    if rank is None:
        return None
    noun = previous.core[: rank.start()] + text + previous.core[rank.end() :]
    return Name(previous.verb + noun, previous.verb, noun)


def _subset_of_whole(count: Count) -> Name | None:
    """病人186人，其中3级以上23人."""
    parent = count.parent
    return Name(parent.indicator, parent.verb, parent.core) if parent is not None and count.subset else None


def _yield(count: Count) -> Name | None:
    """杂交水稻12万亩，亩产864斤."""
    text, previous = count.text, count.previous
    if previous is None:
        return None
    planted = [st for st in count.lenders if DIMENSION_OF.get(st.quantity.unit) == "area"]
    harvested = text in _HARVEST and bool(planted)  # 小麦种植4.8万亩，单产550公斤，总产2600万公斤
    crop = _PLANTED.sub("", (planted[-1] if harvested else previous).core)
    return Name(crop + text, "", crop) if (text in _YIELD or harvested) and crop not in text else None


def _per_one(count: Count) -> Name | None:
    """蔬菜包3万份，每份约10斤."""
    text, previous = count.text, count.previous
    if previous is None or text[0] != "每" or previous.core in text or not _PER_ONE.fullmatch(text):
        return None
    return Name(previous.core + text, "", previous.core)


def _per_head(count: Count) -> Name | None:
    previous = count.previous
    return Name(count.text + previous.core, "", previous.core) if previous is not None and count.text in _PER_HEAD else None


def _part(count: Count) -> Name | None:
    """低保户12户（甲类3户、乙类9户）."""
    parent = count.parent
    if parent is None or len(count.text) > 8 or (DIMENSION_OF.get(parent.quantity.unit) == "money" != count.dimension):
        return None
    if count.measured and DIMENSION_OF.get(parent.quantity.unit) != count.dimension and len(count.text) >= 4:
        return None  # 公路密度达61公里/百平方公里，其中等级公路里程742公里
    return _part_name(count.text, count.phrase, parent)


def _labelled(count: Count) -> Name | None:
    """加装电梯：竣工4台，在建3台."""
    text, label = count.text, count.spot.clauses.label(count.quantity.start)
    if not label or _AIM.search(label) or label in text or len(label) + len(text) > 22 or not (count.phrase.bare or len(text) <= 4):
        return None
    return Name(label + text, "", label)


def _extent_of_clause(count: Count) -> Name | None:
    """新教学楼竣工，面积2400平方米."""
    text, previous, spot = count.text, count.previous, count.spot
    near = spot.clauses.clause_before(spot.lo) if _EXTENT.match(text) else ""
    if not near or (previous is not None and spot.s[previous.quantity.end : spot.lo - 1].find(near) <= 0):
        return None
    found = phrases.left_phrase(near)
    noun = found.text.removesuffix(LONG_VERBS.before(found.text, len(found.text)))
    return Name(noun + text, found.verb, noun) if 2 <= len(noun) <= phrases.MAX_NAME - len(text) else None


def _object_of_clause(count: Count) -> Name | None:
    """推出图书漂流等文化套餐，惠及1.6万人次; 储备防汛物资，现有库存26类."""
    text, previous, spot = count.text, count.previous, count.spot
    if len(text) > 7 or not _NEEDS_OBJECT.match(text):
        return None
    near = spot.clauses.clause_before(spot.lo)
    if not near or (previous is not None and spot.s[previous.quantity.end : spot.lo].find(near) <= 0):
        return None
    found = phrases.left_phrase(near)
    verb = found.verb or _first_verb(found.text)
    kept = phrases.drop_examples(found.text, found.verb)
    noun = _ONE_OF.sub("", kept.partition(verb)[2] if verb else kept)
    noun = phrases.clean(noun.rpartition("等")[2] or noun)
    if _RECKONED.search(near.strip()) or phrases.ends_with_verb(noun) or not 2 <= len(noun) <= phrases.MAX_NAME - len(text):
        return None
    return Name(noun + text, "", noun)


def _first_verb(text: str) -> str:
    """The first verb within a stretch, or ''."""
    return next((verb for at in range(len(text)) if (verb := LONG_VERBS.at(text, at))), "")


def _more_of_before(count: Count) -> Name | None:
    """税收3亿元，完成2亿元."""
    before = count.before
    if before is None or not count.phrase.bare or not count.measured or count.text not in _DEED_OF_BEFORE:
        return None
    return Name(before.indicator.removesuffix("任务"), before.verb, before.core.removesuffix("任务"))


def _same_thing(count: Count) -> Name | None:
    """电梯竣工53台，累计竣工128台."""
    before, text = count.before, count.text
    if count.mark == "、" and not count.phrase.verb and before is not None and before.verb:
        return None  # 培育超亿元楼宇3栋、超千万元楼宇9栋
    if before is None or len(text) < 2 or not before.core.endswith(text) or count.quantity.unit != before.quantity.unit:
        return None
    return Name(before.core, "", before.core)


def _state_of_thing(count: Count) -> Name | None:
    """生猪出栏4万头，存栏2万头."""
    before, text = count.before, count.text
    if before is None or len(text) > 4 or count.mark == "、" or count.quantity.unit != before.quantity.unit or before.core in _PAPERS:
        return None
    if LONG_VERBS.at(before.core, 0) == before.core and not _STATE_END.fullmatch(text):
        return None  # 签约480户，腾房310户
    done = _STATE_END.fullmatch(text) or _SUCCEEDED.fullmatch(text)
    if text[0] not in _ASPECT_PREFIX and not done and not (len(text) == 2 and before.left_bound and text not in TWO_CHARACTER_NOUNS):
        return None
    noun = _STATE_END.sub("", before.core) if _STATE_END.fullmatch(text) else _EXTREME.sub("", before.core)
    noun = _without_stage(noun, text)
    return Name(noun + text, "", noun)


def _without_stage(noun: str, text: str) -> str:
    """项目 of 项目建成投产14个、在建17个: a building is at one stage or the other."""
    return _STAGES.sub("", noun) if text in _STAGE else noun


def _of_counted(count: Count) -> Name | None:
    """集体收入3200万元，19个村均超过50万元."""
    before, unit = count.before, count.quantity.unit
    if before is None or not count.measured or count.text != before.core or before.quantity.unit == unit:
        return None
    alike = [st for st in count.spot.told.in_clause(count.spot.clause, "level") if st.quantity.unit == unit]
    return Name(alike[-1].indicator, alike[-1].verb, alike[-1].core) if alike else None


def _bare_verb(count: Count) -> Name | None:
    """办结88个 after 收集问题90个: a verb takes the noun that was last counted, of those in the same unit if there are any."""
    if count.before is None or not count.phrase.bare:
        return None
    text, here, unit = count.text, count.lenders, count.quantity.unit
    needs_object = _NEEDS_OBJECT.match(text) is not None
    lenders = [st for st in here if st.quantity.unit == unit]
    if not lenders and (count.mark != "、" or count.measured or needs_object):
        lenders = here
    if not count.measured and not needs_object:  # 发放优抚金60万元，走访慰问326户次
        lenders = [st for st in lenders if DIMENSION_OF.get(st.quantity.unit) != "money" and not _MONEY_END.search(st.core)]
    lenders = [st for st in lenders if st.core not in _PAPERS and (st.quantity.unit == unit or not phrases.ends_with_verb(st.core))]
    core = phrases.of_rate(lenders[-1].core) if lenders else ""
    if not core and needs_object and here and here[-1].core not in _PAPERS:  # 排水单元达标31个，覆盖44公顷
        core = here[-1].core.removesuffix(LONG_VERBS.before(here[-1].core, len(here[-1].core)))
    if _STATE_END.fullmatch(text):
        core = _STATE_END.sub("", core)  # 生猪存栏4万头、出栏7万头
    core = _without_stage(core, text)
    fits = core and core not in text and len(core) + len(text) <= phrases.MAX_NAME
    return Name(core + text if fits else text, "", core)


def _extent_of_thing(count: Count) -> Name | None:
    """拆除违建486处、面积5万平方米: the area or the length of what was counted before, no matter who was."""
    text = count.text
    if count.before is None or not _EXTENT.match(text):
        return None
    here = count.lenders
    things = [st for st in here if DIMENSION_OF.get(st.quantity.unit, "") not in _BENEFITED] or here
    thing = things[-1] if things else count.previous
    if thing is None or thing.measure != "level":
        return None
    if _DIVISION.search(thing.core):
        return Name(text)  # 辖14个村、3个社区，总面积86平方公里
    whole = _EXTENT.sub("", thing.indicator)
    if _are_joint(count, things) or not whole.endswith(thing.core):
        whole = thing.core  # 新建道路2条、改造道路6条，总长9公里
    return Name(whole + text, thing.verb, thing.core) if len(whole) + len(text) <= phrases.MAX_NAME else None


def _are_joint(count: Count, things: list[Statement]) -> bool:
    """Whether an amount after a comma is of the last two things together."""
    if len(things) < 2 or things[-2].quantity.unit != things[-1].quantity.unit or count.mark != "，":
        return False
    return "，" not in count.spot.s[things[-2].quantity.end : things[-1].quantity.start]


def _needs_object(count: Count) -> Name | None:
    """摸排线索17条，移交公安11条; 实施项目38个，总投入462万元."""
    text, before = count.text, count.before
    if before is None:
        return None
    passed_on = _PASSED_ON.match(text) and count.quantity.unit == before.quantity.unit
    if not passed_on and not (_NEEDS_OBJECT.match(text) and len(text) <= 7):
        return None
    here = count.lenders
    core = _REACHED.sub("", phrases.of_rate((here[-1] if here else before).core))
    if text == "支出":
        core = core.removesuffix("收入")
    return Name(core + text, "", core) if core and core not in text and len(core) + len(text) <= 20 else None


def _shared_verb(count: Count) -> Name | None:
    """引进农产品加工企业7家、冷链物流企业3家."""
    text, before = count.text, count.before
    if before is None or count.phrase.verb or count.mark != "、" or phrases.RATE_END.search(text):
        return None
    if count.dimension == "money" and _STATISTIC.search(text):
        return None  # 到位内资3亿元、进出口总额9亿元
    sharer = count.spot.told.parent() if count.left.startswith("、") and before.parted else before
    return Name(sharer.verb + text, sharer.verb, text) if sharer is not None and sharer.verb else None


def _of_branch(count: Count) -> Name | None:
    """服务业发展势头良好，预计实现增加值64亿元."""
    text, verb = count.phrase.rest, count.phrase.verb
    branch = branch_before(count.spot.clauses, count.spot.lo, text)
    return Name(branch + text, "", branch + text) if branch and VERB_SENSE.get(verb, "") == "" else None


def _words_left(count: Count) -> Name:
    """走访企业521家."""
    text = count.text
    if count.dimension == "money" and _MONEY_END.search(text.removesuffix("任务")):
        text = text.removesuffix("任务")
    if text[0] in _TOWARDS and not text.startswith("给予") and count.dimension in _BENEFITED and not _first_verb(text[1:]):
        text = text[1:]  # 为老人120人、残疾人30人体检
    return Name(text, count.phrase.verb)


def _part_name(text: str, phrase: phrases.Phrase, parent: Statement) -> Name:
    """甲类 of 低保户 → 甲类低保户; a part with a noun of its own keeps it."""
    core = parent.core.removeprefix("开展")
    if core and text and core != parent.core and text[-1] == core[-1]:
        return Name(text, "", text)  # 开展检查160次，其中夜查40次
    if phrase.bare:
        return Name(core + text, "", core)
    if (phrase.verb and core not in text) or (len(text) > 4 and _MONEY_END.search(text)):
        return Name(text, phrase.verb)  # 招商引资2亿元，其中省外到位资金1亿元
    if not core or core in text or (text[-1] == core[-1] and len(text) > 2) or len(text) + len(core) > 20:
        return Name(parent.verb + text if not phrase.verb and len(parent.verb + text) <= 14 else text, parent.verb, text)
    shared = next((k for k in (4, 3, 2) if text.endswith(core[:k])), 0)  # 发明专利 of 专利授权
    return Name(text + core[shared:], "", text + core[shared:])


LEFT: Ways = (
    Way(
        "of a level",
        _of_level,
        (
            ("新创省级示范社区1个、市级3个。", (("1", "1", "个", "level", "省级示范社区"), ("3", "3", "个", "level", "市级示范社区"))),
            ("获省级以上荣誉12项,其中国家级3项。", (("12", "12", "项", "level", "荣誉"), ("3", "3", "项", "level", "国家级"))),
        ),
    ),
    Way(
        "subset",
        _subset_of_whole,
        (("在册病人186人,其中3级以上23人。", (("186", "186", "人", "level", "病人"), ("23", "23", "人", "level", "病人"))),),
    ),
    Way(
        "yield",
        _yield,
        (
            (
                "棉花播种面积6.3万亩,单产132公斤,总产8300吨。",
                (
                    ("6.3万", "63000", "亩", "level", "播种面积"),
                    ("132", "132", "公斤", "level", "单产"),
                    ("8300", "8300", "吨", "level", "总产"),
                ),
            ),
        ),
    ),
    Way(
        "per one",
        _per_one,
        (("发放蔬菜包3万份,每份约10斤。", (("3万", "30000", "份", "level", "蔬菜包"), ("10", "10", "斤", "level", "蔬菜包每份"))),),
    ),
    Way(
        "per head",
        _per_head,
        (("村民分红1890万元,人均3100元。", (("1890万", "18900000", "元", "level", "分红"), ("3100", "3100", "元", "level", "分红"))),),
    ),
    Way(
        "part",
        _part,
        (
            ("税收3亿元,其中:增值税1亿元。", (("3亿", "300000000", "元", "level", "税收"), ("1亿", "100000000", "元", "level", "增值税"))),
            (
                "受理案件86件(刑事19件、行政67件)。",
                (("86", "86", "件", "level", "案件"), ("19", "19", "件", "level", "刑事"), ("67", "67", "件", "level", "行政")),
            ),
            (
                "新增就业2100人(其中高校毕业生340人)。",
                (("2100", "2100", "人", "level", "就业"), ("340", "340", "人", "level", "高校毕业生")),
            ),
            ("调解纠纷52起(成功50起)。", (("52", "52", "起", "level", "纠纷"), ("50", "50", "起", "level", "纠纷"))),
            (
                "全区共有学校24所(公办20所,民办4所)。",
                (("24", "24", "所", "level", "学校"), ("20", "20", "所", "level", "公办"), ("4", "4", "所", "level", "民办")),
            ),
            (
                "全乡总人口1.86万人,其中少数民族7300人。",
                (("1.86万", "18600", "人", "level", "总人口"), ("7300", "7300", "人", "level", "少数民族")),
            ),
            ("发展党员19名,其中35岁以下13名。", (("19", "19", "人", "level", "党员"), ("13", "13", "人", "level", "党员"))),
            (
                "完成固定资产投资9.4亿元,其中工业投资3.8亿元。",
                (("9.4亿", "940000000", "元", "level", "固定资产投资"), ("3.8亿", "380000000", "元", "level", "工业投资")),
            ),
            (
                "排查自建房5600栋,其中危房23栋,已整治21栋。",
                (("5600", "5600", "栋", "level", "自建房"), ("23", "23", "栋", "level", "危房"), ("21", "21", "栋", "level", "危房")),
            ),
            ("办结政协提案14件,其中采纳11件。", (("14", "14", "件", "level", "提案"), ("11", "11", "件", "level", "提案"))),
            (
                "实现税收4300万元,其中国税2600万元、地税1700万元。",
                (
                    ("4300万", "43000000", "元", "level", "税收"),
                    ("2600万", "26000000", "元", "level", "国税"),
                    ("1700万", "17000000", "元", "level", "地税"),
                ),
            ),
            (
                "新建改建厕所620座,其中公厕20座、户厕600座。",
                (("620", "620", "座", "level", "厕所"), ("20", "20", "座", "level", "公厕"), ("600", "600", "座", "level", "户厕")),
            ),
            (
                "开展执法检查216次,其中夜查54次,约谈企业12家。",
                (("216", "216", "次", "level", "执法检查"), ("54", "54", "次", "level", "夜查"), ("12", "12", "家", "level", "企业")),
            ),
            (
                "累计拨付资金560万元(含市级60万元)。",
                (("560万", "5600000", "元", "level", "资金"), ("60万", "600000", "元", "level", "市级")),
            ),
            ("改造老旧小区4个(惠及1200户)。", (("4", "4", "个", "level", "老旧小区"), ("1200", "1200", "户", "level", "惠及"))),
            (
                "改厕200户,其中2021年完成80户,2022年完成120户。",
                (("200", "200", "户", "level", "改厕"), ("80", "80", "户", "level", "改厕"), ("120", "120", "户", "level", "改厕")),
            ),
            ("走访商户860户,(其中餐饮店210家)。", (("860", "860", "户", "level", "商户"), ("210", "210", "家", "level", "餐饮店"))),
        ),
    ),
    Way(
        "labelled",
        _labelled,
        (("加装电梯:竣工4台,在建3台。", (("4", "4", "台", "level", "加装电梯"), ("3", "3", "台", "level", "加装电梯"))),),
    ),
    Way(
        "extent of the clause before",
        _extent_of_clause,
        (("新教学楼竣工,面积2400平方米。", (("2400", "2400", "平方米", "level", "新教学楼面积"),)),),
    ),
    Way(
        "object of the clause before",
        _object_of_clause,
        (
            ("推出周末讲堂、戏曲进村等文化套餐,惠及1.2万人次。", (("1.2万", "12000", "人次", "level", "文化套餐"),)),
            ("按标准储备防汛物资,现有库存26类。", (("26", "26", "类", "level", "防汛物资"),)),
        ),
    ),
    Way(
        "more of the thing before",
        _more_of_before,
        (
            ("税收目标3亿元,完成2亿元。", (("3亿", "300000000", "元", "level", "税收"), ("2亿", "200000000", "元", "level", "税收"))),
            (
                "地方财政收入任务60万,完成75万。",
                (("60万", "600000", "元", "level", "财政收入"), ("75万", "750000", "元", "level", "财政收入")),
            ),
        ),
    ),
    Way(
        "same thing",
        _same_thing,
        (
            ("户厕改造计划完成40户,实际完成43户。", (("40", "40", "户", "level", "户厕改造"), ("43", "43", "户", "level", "户厕改造"))),
            ("上半年接访86批,下半年接访52批。", (("86", "86", "批", "level", "接访"), ("52", "52", "批", "level", "接访"))),
        ),
    ),
    Way(
        "state of the thing before",
        _state_of_thing,
        (
            ("排查燃气隐患440处,整改到位437处。", (("440", "440", "处", "level", "隐患"), ("437", "437", "处", "level", "隐患"))),
            ("司法确认39件,履行完毕36件。", (("39", "39", "件", "level", "司法确认"), ("36", "36", "件", "level", "司法确认"))),
            (
                "登记流动人口3.7万人,女性1.6万人。",
                (("3.7万", "37000", "人", "level", "流动人口"), ("1.6万", "16000", "人", "level", "女性")),
            ),
            ("应发补贴312户,实发312户。", (("312", "312", "户", "level", "补贴"), ("312", "312", "户", "level", "补贴"))),
            (
                "房屋征收摸排120户,签约115户,搬迁98户。",
                (("120", "120", "户", "level", "摸排"), ("115", "115", "户", "level", "签约"), ("98", "98", "户", "level", "搬迁")),
            ),
            ("征集社情民意37条,采纳29条。", (("37", "37", "条", "level", "社情民意"), ("29", "29", "条", "level", "社情民意"))),
            (
                "申报文物保护单位4处,获批3处,待批1处。",
                (
                    ("4", "4", "处", "level", "文物保护单位"),
                    ("3", "3", "处", "level", "文物保护单位"),
                    ("1", "1", "处", "level", "文物保护单位"),
                ),
            ),
            ("征兵任务26人,实际完成28人。", (("26", "26", "人", "level", "征兵"), ("28", "28", "人", "level", "征兵"))),
            (
                "建成安置房368套,已分配350套,剩余18套。",
                (("368", "368", "套", "level", "安置房"), ("350", "350", "套", "level", "安置房"), ("18", "18", "套", "level", "安置房")),
            ),
            (
                "纪委立案12件,结案12件,处分14人。",
                (("12", "12", "件", "level", "立案"), ("12", "12", "件", "level", "结案"), ("14", "14", "人", "level", "处分")),
            ),
            ("大学生村官报名326人,录取58人。", (("326", "326", "人", "level", "报名"), ("58", "58", "人", "level", "录取"))),
            (
                "申请低保130户,通过117户,驳回13户。",
                (("130", "130", "户", "level", "低保"), ("117", "117", "户", "level", "低保"), ("13", "13", "户", "level", "低保")),
            ),
            ("流动人口登记9800人,注销1200人。", (("9800", "9800", "人", "level", "流动人口"), ("1200", "1200", "人", "level", "流动人口"))),
            (
                "征收社会抚养费18万元,减免2万元。",
                (("18万", "180000", "元", "level", "社会抚养费"), ("2万", "20000", "元", "level", "社会抚养费")),
            ),
            ("低效用地清退240亩,盘活310亩。", (("240", "240", "亩", "level", "低效用地"), ("310", "310", "亩", "level", "低效用地"))),
            ("累计发现火情7起,扑灭7起。", (("7", "7", "起", "level", "火情"), ("7", "7", "起", "level", "火情"))),
            (
                "开工项目17个,竣工9个,在建8个。",
                (("17", "17", "个", "level", "项目"), ("9", "9", "个", "level", "项目"), ("8", "8", "个", "level", "项目")),
            ),
            ("调解纠纷1,200件;办结1,188件!", (("1,200", "1200", "件", "level", "纠纷"), ("1,188", "1188", "件", "level", "纠纷"))),
            ("应退押金86户,实退85户。", (("86", "86", "户", "level", "押金"), ("85", "85", "户", "level", "押金"))),
            (
                "收到举报线索52条,查实33条,查否19条。",
                (("52", "52", "条", "level", "线索"), ("33", "33", "条", "level", "线索"), ("19", "19", "条", "level", "线索")),
            ),
            ("签订农资订单40份,履约38份。", (("40", "40", "份", "level", "订单"), ("38", "38", "份", "level", "订单"))),
            ("申报专利45件,授权31件。", (("45", "45", "件", "level", "专利"), ("31", "31", "件", "level", "专利"))),
            (
                "排查老旧电梯63部,更新12部,大修20部。",
                (("63", "63", "部", "level", "电梯"), ("12", "12", "部", "level", "电梯"), ("20", "20", "部", "level", "电梯")),
            ),
            ("发出检察建议8份,回函8份。", (("8", "8", "份", "level", "检察建议"), ("8", "8", "份", "level", "检察建议"))),
            ("摸底流浪犬340只,收容290只。", (("340", "340", "只", "level", "流浪犬"), ("290", "290", "只", "level", "流浪犬"))),
            ("招聘教师计划30人,到岗28人。", (("30", "30", "人", "level", "教师"), ("28", "28", "人", "level", "教师"))),
            ("危旧房应拆61栋,尚余4栋。", (("61", "61", "栋", "level", "危旧房"), ("4", "4", "栋", "level", "危旧房"))),
            (
                "保障房交付720套,入住655套,空置65套。",
                (("720", "720", "套", "level", "保障房"), ("655", "655", "套", "level", "保障房"), ("65", "65", "套", "level", "保障房")),
            ),
        ),
    ),
    Way(
        "of those counted",
        _of_counted,
        (
            (
                "村集体经济总收入达3200万元,19个村全部超过50万元。",
                (
                    ("3200万", "32000000", "元", "level", "收入"),
                    ("19", "19", "个", "level", "村"),
                    ("50万", "500000", "元", "level", "收入"),
                ),
            ),
        ),
    ),
    Way(
        "bare verb",
        _bare_verb,
        (
            ("下发整改通知书17份,罚款2.6万元。", (("17", "17", "份", "level", "整改通知书"), ("2.6万", "26000", "元", "level", "罚款"))),
            ("查扣三轮车14辆、罚没1.8万元。", (("14", "14", "辆", "level", "三轮车"), ("1.8万", "18000", "元", "level", "罚没"))),
            ("发展党员12名、转正9名。", (("12", "12", "人", "level", "党员"), ("9", "9", "人", "level", "党员"))),
            ("农村公路新建5公里、改建8公里。", (("5", "5", "公里", "level", "公路"), ("8", "8", "公里", "level", "公路"))),
            (
                "卫生院接诊2.4万人次,住院1100人次,转诊86例。",
                (
                    ("2.4万", "24000", "人次", "level", "接诊"),
                    ("1100", "1100", "人次", "level", "住院"),
                    ("86", "86", "例", "level", "转诊"),
                ),
            ),
            (
                "全年查处食品违法案件27起,罚没12.4万元,移送公安3起。",
                (("27", "27", "起", "level", "案件"), ("12.4万", "124000", "元", "level", "罚没"), ("3", "3", "起", "level", "移送")),
            ),
            (
                "设立公益诉讼联络点7个,收集线索26条,立案9件。",
                (("7", "7", "个", "level", "联络点"), ("26", "26", "条", "level", "线索"), ("9", "9", "件", "level", "立案")),
            ),
        ),
    ),
    Way(
        "extent of the thing before",
        _extent_of_thing,
        (
            (
                "拆除违法建设486处、面积5.13万平方米。",
                (("486", "486", "处", "level", "违法建设"), ("5.13万", "51300", "平方米", "level", "拆除违法建设面积")),
            ),
        ),
    ),
    Way(
        "needs an object",
        _needs_object,
        (
            ("向上争取项目31个、资金4600万元。", (("31", "31", "个", "level", "项目"), ("4600万", "46000000", "元", "level", "资金"))),
            ("其中,技改项目8个,总投资6700万元。", (("8", "8", "个", "level", "技改项目"), ("6700万", "67000000", "元", "level", "总投资"))),
            ("送戏下乡12场,受众8000人次。", (("12", "12", "场", "level", "送戏下乡"), ("8000", "8000", "人次", "level", "受众"))),
            ("化解劳动争议27件,涉及金额310万元。", (("27", "27", "件", "level", "劳动争议"), ("310万", "3100000", "元", "level", "金额"))),
            (
                "实施道路、管网、绿化等工程13个,总投资2.2亿元。",
                (("13", "13", "个", "level", "工程"), ("2.2亿", "220000000", "元", "level", "总投资")),
            ),
            (
                "专项资金到位6000万元,支出5200万元。",
                (("6000万", "60000000", "元", "level", "专项资金"), ("5200万", "52000000", "元", "level", "支出")),
            ),
        ),
    ),
    Way(
        "shared verb",
        _shared_verb,
        (
            (
                "筹集公租房120套、保障性住房360套。",
                (("120", "120", "套", "level", "筹集公租房"), ("360", "360", "套", "level", "筹集保障性住房")),
            ),
            (
                "培育税收超亿元楼宇3栋、税收超千万元楼宇9栋。",
                (("3", "3", "栋", "level", "培育楼宇"), ("9", "9", "栋", "level", "培育楼宇")),
            ),
            (
                "引进农产品加工企业7家、冷链物流企业3家、电商主体12个。",
                (
                    ("7", "7", "家", "level", "农产品加工企业"),
                    ("3", "3", "家", "level", "冷链物流企业"),
                    ("12", "12", "个", "level", "电商主体"),
                ),
            ),
            (
                "全镇共调处山林纠纷18起、邻里纠纷46起、宅基地纠纷9起。",
                (("18", "18", "起", "level", "山林纠纷"), ("46", "46", "起", "level", "邻里纠纷"), ("9", "9", "起", "level", "宅基地纠纷")),
            ),
            (
                "培训护林员64人、乡村医生23人、防疫员31人。",
                (("64", "64", "人", "level", "护林员"), ("23", "23", "人", "level", "乡村医生"), ("31", "31", "人", "level", "防疫员")),
            ),
            ("救助困难学生58名、孤寡老人12名。", (("58", "58", "人", "level", "困难学生"), ("12", "12", "人", "level", "孤寡老人"))),
            ("查获假冒白酒320瓶、过期食品1.4吨。", (("320", "320", "瓶", "level", "假冒白酒"), ("1.4", "1.4", "吨", "level", "过期食品"))),
            (
                "种植蜜桃2100亩、脆李1350亩,认证绿色食品4个。",
                (("2100", "2100", "亩", "level", "蜜桃"), ("1350", "1350", "亩", "level", "脆李"), ("4", "4", "个", "level", "绿色食品")),
            ),
            (
                "审查合同73份、重大决策11件,提供法律咨询205人次。",
                (("73", "73", "份", "level", "合同"), ("11", "11", "件", "level", "重大决策"), ("205", "205", "人次", "level", "法律咨询")),
            ),
            ("接种第一针8600人、第二针8100人。", (("8600", "8600", "人", "level", "接种"), ("8100", "8100", "人", "level", "接种"))),
            ("存栏肉牛1450头、山羊6800只。", (("1450", "1450", "头", "level", "肉牛"), ("6800", "6800", "只", "level", "山羊"))),
            ("新增院士工作站1家、博士后12名。", (("1", "1", "家", "level", "院士工作站"), ("12", "12", "人", "level", "博士后"))),
            ("储备防汛沙袋5000条、救生衣300件。", (("5000", "5000", "条", "level", "沙袋"), ("300", "300", "件", "level", "救生衣"))),
            ("收到表扬信16封、锦旗9面。", (("16", "16", "封", "level", "表扬信"), ("9", "9", "面", "level", "锦旗"))),
            ("创成3A级旅游村2个、四星级农家乐5家。", (("2", "2", "个", "level", "旅游村"), ("5", "5", "家", "level", "农家乐"))),
            ("建成万头猪场1座、千亩茶园3个。", (("1", "1", "座", "level", "猪场"), ("3", "3", "个", "level", "茶园"))),
            (
                "坚持以赛促训,组织消防技能比武3场、无脚本演练11次。",
                (("3", "3", "场", "level", "技能比武"), ("11", "11", "次", "level", "演练")),
            ),
            ("聚焦一老一小,新增普惠托位60个、助餐点7处。", (("60", "60", "个", "level", "托位"), ("7", "7", "处", "level", "助餐点"))),
            (
                "完成疫苗接种牛1.8万头、羊6.4万只、禽22万羽。",
                (("1.8万", "18000", "头", "level", "牛"), ("6.4万", "64000", "只", "level", "羊"), ("22万", "220000", "羽", "level", "禽")),
            ),
            ("回收废旧农膜21吨、农药瓶3.5万个。", (("21", "21", "吨", "level", "农膜"), ("3.5万", "35000", "个", "level", "农药瓶"))),
        ),
    ),
    Way(
        "of the branch before",
        _of_branch,
        (
            (
                "旅游业持续回暖,预计实现总收入3亿元,增长6.5%。",
                (("3亿", "300000000", "元", "level", "旅游业总收入"), ("6.5", "6.5", "%", "growth", "旅游业总收入")),
            ),
        ),
    ),
    Way(
        "words left",
        _words_left,
        (
            ("新栽茶苗1200亩、低改老茶园860亩。", (("1200", "1200", "亩", "level", "茶苗"), ("860", "860", "亩", "level", "茶园"))),
            (
                "维修水渠14条,清淤塘堰37口,加固堤坝5处。",
                (("14", "14", "条", "level", "水渠"), ("37", "37", "口", "level", "塘堰"), ("5", "5", "处", "level", "堤坝")),
            ),
            (
                "新购环卫车辆6台、垃圾桶850只、洒水车2台。",
                (("6", "6", "台", "level", "环卫车辆"), ("850", "850", "只", "level", "垃圾桶"), ("2", "2", "台", "level", "洒水车")),
            ),
            (
                "硬化通组路8.6公里,安装路灯240盏,修建便民桥3座。",
                (("8.6", "8.6", "公里", "level", "通组路"), ("240", "240", "盏", "level", "路灯"), ("3", "3", "座", "level", "便民桥")),
            ),
            (
                "成立志愿服务队22支,设立劳模工作室4间,评选最美家庭30户。",
                (
                    ("22", "22", "支", "level", "志愿服务队"),
                    ("4", "4", "间", "level", "劳模工作室"),
                    ("30", "30", "户", "level", "最美家庭"),
                ),
            ),
            ("助餐点日均供餐1500客左右。", (("1500", "1500", "客", "level", "供餐"),)),
            ("配发灭火器2300具。", (("2300", "2300", "具", "level", "灭火器"),)),
            ("①新建公厕4座;②清运垃圾5吨。", (("4", "4", "座", "level", "新建公厕"), ("5", "5", "吨", "level", "清运垃圾"))),
            ("项目建成后可新增岗位90个。", (("90", "90", "个", "level", "新增岗位"),)),
            ("工业用电量（万千瓦时）为3200。", (("3200", "32000000", "千瓦时", "level", "工业用电量"),)),
            ("在成灾面积6400亩的情况下夺取丰收。", (("6400", "6400", "亩", "level", "成灾面积"),)),
            ("群众就业稳步推进,总收入5亿元。", (("5亿", "500000000", "元", "level", "总收入"),)),
            (
                "为老人120人、残疾人30人体检。",
                (("120", "120", "人", "level", "老人"), ("30", "30", "人", "level", "残疾人")),
            ),
            ("里弄整治提升9条。", (("9", "9", "条", "level", "里弄整治提升"),)),
            ("接到报警89次,出动警力260人次。", (("89", "89", "次", "level", "报警"), ("260", "260", "人次", "level", "警力"))),
            ("开展月嫂培训3期,参训180人次。", (("3", "3", "期", "level", "月嫂培训"), ("180", "180", "人次", "level", "参训"))),
            ("入户宣传2300户,发放手册4600册。", (("2300", "2300", "户", "level", "宣传"), ("4600", "4600", "册", "level", "手册"))),
            ("举办电商培训班8期420人次。", (("8", "8", "期", "level", "培训班"), ("420", "420", "人次", "level", "培训班"))),
            ("出动执法人员65批次780人次。", (("65", "65", "批次", "level", "执法人员"), ("780", "780", "人次", "level", "执法人员"))),
            ("慰问困难职工120户260人。", (("120", "120", "户", "level", "困难职工"), ("260", "260", "人", "level", "困难职工"))),
            ("流转土地36宗4200亩。", (("36", "36", "宗", "level", "土地"), ("4200", "4200", "亩", "level", "土地"))),
            (
                "完成棚户区拆迁210户2.4万平方米。",
                (("210", "210", "户", "level", "棚户区"), ("2.4万", "24000", "平方米", "level", "棚户区")),
            ),
            ("当年脱贫退出95户313人。", (("95", "95", "户", "level", "脱贫"), ("313", "313", "人", "level", "脱贫"))),
            ("抢修农电线路9处3.2公里。", (("9", "9", "处", "level", "线路"), ("3.2", "3.2", "公里", "level", "线路"))),
            ("从2015年到2020年累计造林5.6万亩。", (("5.6万", "56000", "亩", "level", "造林"),)),
            ("明年计划新建垃圾中转站2座。", (("2", "2", "座", "level", "垃圾中转站"),)),
            (
                "预计全年接待游客45万人次,旅游综合收入1.9亿元。",
                (("45万", "450000", "人次", "level", "游客"), ("1.9亿", "190000000", "元", "level", "旅游综合收入")),
            ),
            ("力争2025年绿色食品产值突破8亿元。", (("8亿", "800000000", "元", "level", "绿色食品产值"),)),
            ("今后五年培育省级龙头企业10家。", (("10", "10", "家", "level", "龙头企业"),)),
            ("确保粮食播种面积不低于4.5万亩。", (("4.5万", "45000", "亩", "level", "粮食播种面积"),)),
            ("目标是新增养老床位150张。", (("150", "150", "张", "level", "养老床位"),)),
            ("80周岁以上老人1260人全部领取津贴。", (("1260", "1260", "人", "level", "老人"),)),
            ("0-3岁婴幼儿托位新增80个。", (("80", "80", "个", "level", "托位"),)),
            ("落实创业担保贷款1260万元。", (("1260万", "12600000", "元", "level", "创业担保贷款"),)),
            ("兑现生态补偿金310.5万元。", (("310.5万", "3105000", "元", "level", "生态补偿金"),)),
            ("为农民工追回欠薪67.3万元。", (("67.3万", "673000", "元", "level", "欠薪"),)),
            ("为农户节约成本90万元。", (("90万", "900000", "元", "level", "成本"),)),
            ("社会捐资13.2万元用于助学。", (("13.2万", "132000", "元", "level", "捐资"),)),
            ("争取中央预算内资金8600万。", (("8600万", "86000000", "元", "level", "资金"),)),
            ("村均集体收入18.6万元。", (("18.6万", "186000", "元", "level", "集体收入"),)),
            ("帮助销售滞销洋葱56万元。", (("56万", "560000", "元", "level", "洋葱"),)),
            ("投入衔接资金420万元,新建冷库2座。", (("420万", "4200000", "元", "level", "衔接资金"), ("2", "2", "座", "level", "冷库"))),
            ("发放棉衣、棉被760件。", (("760", "760", "件", "level", "棉衣"),)),
            ("查处酒驾、毒驾、无证驾驶134起。", (("134", "134", "起", "level", "酒驾"),)),
            ("检查学校、医院、企业等场所210家次。", (("210", "210", "家次", "level", "场所"),)),
            ("发放宣传单、倡议书等资料1.3万份。", (("1.3万", "13000", "份", "level", "资料"),)),
            ("安置残疾人、刑满释放人员就业47人。", (("47", "47", "人", "level", "残疾人"),)),
            ("全年召开党工委会议24次,研究议题136个。", (("24", "24", "次", "level", "党工委会议"), ("136", "136", "个", "level", "议题"))),
            (
                "高龄补贴发放7.8万人次1560万元。",
                (("7.8万", "78000", "人次", "level", "高龄补贴"), ("1560万", "15600000", "元", "level", "高龄补贴")),
            ),
            ("转移群众480户1360人,无一人伤亡。", (("480", "480", "户", "level", "群众"), ("1360", "1360", "人", "level", "群众"))),
            ("青年歌手大赛获二等奖1个、三等奖4个。", (("1", "1", "个", "level", "等奖"), ("4", "4", "个", "level", "等奖"))),
            ("发布短视频98条,点击量破100万次。", (("98", "98", "条", "level", "短视频"), ("100万", "1000000", "次", "level", "点击量"))),
            ("省、市、县三级劳模共9人。", (("9", "9", "人", "level", "劳模"),)),
            ("打造示范点3个(东街、西街、南街)。", (("3", "3", "个", "level", "示范点"),)),
            ("财政供养人员(不含教师)210人。", (("210", "210", "人", "level", "财政供养人员"),)),
            ("应检尽检,共采样5.6万人份。", (("5.6万", "56000", "人份", "level", "采样"),)),
            ("安全生产亡人事故0起。", (("0", "0", "起", "level", "亡人事故"),)),
            (
                "在县水利局支持下,改造小型灌区2处,恢复灌溉面积3800亩。",
                (("2", "2", "处", "level", "灌区"), ("3800", "3800", "亩", "level", "灌溉面积")),
            ),
            (
                "依托茶旅融合,全年吸引游客31万人次,实现门票收入2200万元。",
                (("31万", "310000", "人次", "level", "游客"), ("2200万", "22000000", "元", "level", "门票收入")),
            ),
            ("经初步核算,规模以下工业完成产值4.9亿元。", (("4.9亿", "490000000", "元", "level", "产值"),)),
            ("据统计,全乡返乡创业者达134人,创办实体51家。", (("134", "134", "人", "level", "创业者"), ("51", "51", "家", "level", "实体"))),
            ("通过“代办+帮办”,为老年人办证1900余件。", (("1900", "1900", "件", "level", "办证"),)),
            (
                "受强降雨影响,倒损房屋46间,直接经济损失890万元。",
                (("46", "46", "间", "level", "房屋"), ("890万", "8900000", "元", "level", "经济损失")),
            ),
            ("争取省级财政补助1500万元,用于水毁道路修复。", (("1500万", "15000000", "元", "level", "补助"),)),
            ("我县首家康养中心建成,设床位180张。", (("180", "180", "张", "level", "床位"),)),
            (
                "建立台账9本,制定方案6份,签订责任书42份。",
                (("9", "9", "本", "level", "台账"), ("6", "6", "份", "level", "方案"), ("42", "42", "份", "level", "责任书")),
            ),
            (
                "印制双语手册8000册,制作展板120块,悬挂横幅300条。",
                (("8000", "8000", "册", "level", "手册"), ("120", "120", "块", "level", "展板"), ("300", "300", "条", "level", "横幅")),
            ),
            ("安装100千瓦级光伏电站8座。", (("8", "8", "座", "level", "光伏电站"),)),
            ("新建3000吨级冷库2座。", (("2", "2", "座", "level", "冷库"),)),
            ("购置50型拖拉机4台。", (("4", "4", "台", "level", "拖拉机"),)),
            ("改造D级危房37户。", (("37", "37", "户", "level", "危房"),)),
            ("引进百亿级龙头企业1家。", (("1", "1", "家", "level", "龙头企业"),)),
            ("新建24班制小学1所。", (("1", "1", "所", "level", "小学"),)),
            ("应急队伍扩编至60人,配备皮划艇4艘。", (("60", "60", "人", "level", "应急队伍"), ("4", "4", "艘", "level", "皮划艇"))),
            ("受表彰先进集体11个、先进个人35名。", (("11", "11", "个", "level", "先进集体"), ("35", "35", "人", "level", "先进个人"))),
            ("完成手术420台,抢救危重病人57例。", (("420", "420", "台", "level", "手术"), ("57", "57", "例", "level", "危重病人"))),
            ("举办夜校15期,学员累计700人次。", (("15", "15", "期", "level", "夜校"), ("700", "700", "人次", "level", "学员"))),
            ("“十四五”期间新建学校4所。", (("4", "4", "所", "level", "学校"),)),
            ("收储30年以上树龄古树12株。", (("12", "12", "株", "level", "古树"),)),
            ("平均等候时间缩短至8分钟。", (("8", "8", "分钟", "level", "等候时间"),)),
            (
                "组建巡护队6支,聘用巡护员48名,劝离野泳者700余人次。",
                (("6", "6", "支", "level", "巡护队"), ("48", "48", "人", "level", "巡护员"), ("700", "700", "人次", "level", "野泳者")),
            ),
            (
                "完成退役士兵安置19人,发放优待金213万元。",
                (("19", "19", "人", "level", "退役士兵"), ("213万", "2130000", "元", "level", "优待金")),
            ),
            ("修订村规民约14份,评选好媳妇、好婆婆56名。", (("14", "14", "份", "level", "村规民约"), ("56", "56", "人", "level", "好媳妇"))),
            (
                "出动渔政船31艘次,没收地笼420条,放生鱼苗600公斤。",
                (("31", "31", "艘次", "level", "渔政船"), ("420", "420", "条", "level", "地笼"), ("600", "600", "公斤", "level", "鱼苗")),
            ),
            (
                "建设标准化牧场3个,年末牲畜存栏11.2万头只。",
                (("3", "3", "个", "level", "牧场"), ("11.2万", "112000", "头只", "level", "牲畜")),
            ),
            (
                "冬季清雪出动机械310台次、人员2200人次。",
                (("310", "310", "台次", "level", "机械"), ("2200", "2200", "人次", "level", "人员")),
            ),
            ("接收捐赠图书5600册,流动书车进校20所。", (("5600", "5600", "册", "level", "图书"), ("20", "20", "所", "level", "进校"))),
            (
                "三年内全镇蜜柚面积要达到2万亩,产值突破3亿元。",
                (("2万", "20000", "亩", "level", "蜜柚面积"), ("3亿", "300000000", "元", "level", "产值")),
            ),
        ),
    ),
)
