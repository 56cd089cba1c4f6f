"""Counts and amounts: what they count stands left (走访企业30家), right (建成5个公园) or in the fact before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from etl.grammar import phrases
from etl.grammar.clauses import LANDMARKS, ROUND
from etl.grammar.lexicon import DIMENSION_OF, LONG_VERBS, TWO_CHARACTER_NOUNS, VERB_SENSE
from etl.grammar.members import members
from etl.grammar.quantities import Quantity
from etl.grammar.state import State, Statement

#: sentence → (indicator, aspect) of each of its counts
EXAMPLES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("新增规上企业9家，累计达67家。", (("新增规上企业", "flow"), ("规上企业", "stock"))),
    ("新增停车位300个（累计1200个）。", (("新增停车位", "flow"), ("停车位", "stock"))),
    ("净增市场主体500户，同比增长5%，达到1.2万户。", (("净增市场主体", "flow"), ("净增市场主体", "flow"), ("市场主体", "stock"))),
    ("新增就业520人，累计达3000人。", (("新增就业", "flow"), ("新增就业", "cumulative"))),
    ("新建驿站5个，累计达23个。", (("新建驿站", "flow"), ("新建驿站", "cumulative"))),
    ("拆除违法建设486处、面积5.13万平方米。", (("拆除违法建设", "flow"), ("拆除违法建设面积", "flow"))),
    ("新建道路3条、总长12公里，占地面积300亩。", (("新建道路", "flow"), ("新建道路总长", "flow"), ("新建道路占地面积", "flow"))),
    ("改造小区12个，总投资2亿元。", (("改造小区", "flow"), ("小区总投资", "commitment"))),
    ("辖区47个无物业小区全部纳入监管。", (("无物业小区全部纳入监管", "flow"),)),
    ("覆盖辖区30个小区。", (("覆盖小区", "stock"),)),
    ("排水单元达标31个，覆盖44公顷。", (("排水单元达标", "flow"), ("排水单元覆盖", "stock"))),
    ("走访辖区企业30家。", (("走访辖区企业", "flow"),)),
    ("19个村集体经济总收入全部超过50万元。", (("村", "flow"), ("村集体经济总收入", "flow"))),
    (
        "村集体经济总收入达3200万元，19个村全部超过50万元。",
        (("村集体经济总收入", "flow"), ("村", "flow"), ("村集体经济总收入", "flow")),
    ),
    ("产业项目开工、竣工、投产各5个。", (("产业项目开工", "flow"), ("产业项目竣工", "flow"), ("产业项目投产", "flow"))),
    ("举办讲座、义诊各24场，受益群众900人。", (("举办讲座", "flow"), ("举办义诊", "flow"), ("义诊受益群众", "flow"))),
    ("选派社区、村各2名干部。", (("选派干部", "flow"),)),
    ("新教学楼竣工，面积2400平方米。", (("新教学楼面积", "flow"),)),
    ("摸排线索17条，移交公安11条，查结9条。", (("摸排线索", "flow"), ("线索移交公安", "flow"), ("线索查结", "flow"))),
    ("水稻播种面积稳定在3万亩以上，总产量1.2万吨。", (("水稻播种面积", "flow"), ("水稻总产量", "flow"))),
    (
        "查出隐患92条（电气类33条、其他59条），已整改90条。",
        (("查出隐患", "flow"), ("电气类隐患", "flow"), ("其他隐患", "flow"), ("隐患整改", "flow")),
    ),
    ("盗抢案件89起，占总数的21%，涉案金额80万元。", (("盗抢案件", "flow"), ("盗抢案件占总数", "stock"), ("盗抢案件涉案金额", "flow"))),
    ("山羊出栏900只，存栏2100只。", (("山羊出栏", "flow"), ("山羊存栏", "stock"))),
    ("投资52亿元；拆违80万平方米。", (("投资", "flow"), ("拆违", "flow"))),
    ("在册病人186人，其中3级以上23人。", (("在册病人", "stock"), ("在册病人", "stock"))),
    ("186名干部与412户群众结对。", (("干部", "flow"), ("群众结对", "flow"))),
    ("干部、教师共420多人与贫困户结成对子。", (("干部、教师", "flow"),)),
    ("公务接待费11万元（国内接待86批次）。", (("公务接待费", "flow"), ("国内接待", "flow"))),
    ("改造小区12个，惠及居民4126户、建筑面积38万平方米。", (("改造小区", "flow"), ("小区惠及居民", "flow"), ("改造小区建筑面积", "flow"))),
    ("发现隐患90处，整改率99%，罚款18万元。", (("发现隐患", "flow"), ("隐患整改率", "flow"), ("隐患罚款", "flow"))),
    ("刑案破案率46%，追赃挽损80万元。", (("刑案破案率", "flow"), ("刑案追赃挽损", "flow"))),
    ("调解纠纷236件，成功率98%，涉及金额37万元。", (("调解纠纷", "flow"), ("纠纷成功率", "flow"), ("纠纷涉及金额", "flow"))),
    ("生猪存栏4.6万头、出栏7.8万头。", (("生猪存栏", "stock"), ("生猪出栏", "flow"))),
    ("创建国家级示范社区1个、省级3个。", (("创建国家级示范社区", "flow"), ("创建省级示范社区", "flow"))),
    ("召开座谈会5场、调研走访20次。", (("召开座谈会", "flow"), ("调研走访", "flow"))),
    ("一般预算收入5亿元；支出9亿元。", (("一般预算收入", "flow"), ("一般预算支出", "flow"))),
    ("实施项目38个，总投入462万元，群众满意度98%。", (("实施项目", "flow"), ("项目总投入", "flow"), ("项目群众满意度", "flow"))),
    ("走访慰问41家，罚款36万元。", (("走访慰问", "flow"), ("罚款", "flow"))),
    ("发放低保金412万元，惠及8200人次。", (("发放低保金", "flow"), ("低保金惠及", "flow"))),
    ("发放优抚金60万元，走访慰问326户次。", (("发放优抚金", "flow"), ("走访慰问", "flow"))),
    ("课后服务覆盖率99%，参与学生3000人。", (("课后服务覆盖率", "stock"), ("课后服务参与学生", "flow"))),
    ("杂交水稻12万亩，亩产864斤。", (("杂交水稻", "flow"), ("杂交水稻亩产", "flow"))),
    ("发放蔬菜包3万份，每份约10斤。", (("发放蔬菜包", "flow"), ("蔬菜包每份", "flow"))),
    ("产值1.53亿元，首次突破亿元大关。", (("产值", "flow"),)),
    ("产值首次突破亿元大关。", (("产值", "flow"),)),
    ("还有7个村集体收入不足10万元。", (("村", "flow"),)),
    ("对11类重点人群2860人实行检测。", (("重点人群", "flow"), ("重点人群", "flow"))),
    ("专利授权90件，其中发明专利18件。", (("专利授权", "flow"), ("发明专利授权", "flow"))),
    ("酒店2家，民宿36家。", (("酒店", "flow"), ("民宿", "flow"))),
    ("更换电梯36台，为1200户安装报警器。", (("更换电梯", "flow"), ("安装报警器", "flow"))),
    ("签约项目21个，其中过10亿元项目2个。", (("签约项目", "commitment"), ("项目", "flow"))),
    (
        "新认定高新企业2家（累计5家）、小微企业18家（累计61家）、文创企业6家。",
        (("新认定高新企业", "flow"), ("高新企业", "stock"), ("新认定小微企业", "flow"), ("小微企业", "stock"), ("新认定文创企业", "flow")),
    ),
    ("固定资产投资完成18亿元，同比增长7%。", (("固定资产投资", "flow"), ("固定资产投资", "flow"))),
    ("启动项目8个，完成5个。", (("启动项目", "flow"), ("项目完成", "flow"))),
    ("新建教学楼一幢1200平方米。", (("新建教学楼", "flow"), ("新建教学楼", "flow"))),
    ("新建道路2条、改造道路6条，总长9公里。", (("新建道路", "flow"), ("改造道路", "flow"), ("道路总长", "flow"))),
    ("3个地块完成平整并移交，面积共17万平方米。", (("地块完成平整并移交", "flow"), ("地块面积", "flow"))),
    ("辖14个村、3个社区，总面积86平方公里。", (("村", "flow"), ("社区", "flow"), ("总面积", "stock"))),
    ("暴力案件发案2起、破案2起。", (("暴力案件发案", "flow"), ("暴力案件破案", "flow"))),
    ("带动贫困户90户，户均增收3200元。", (("带动贫困户", "flow"), ("户均增收", "flow"))),
    ("签订协议90户，安置32户。", (("签订协议", "commitment"), ("安置", "flow"))),
    ("环境问题18件，阶段性办结2件，约谈3人。", (("环境问题", "flow"), ("阶段性办结", "flow"), ("环境问题约谈", "flow"))),
    ("市场主体达2万户，其中新登记企业1860户。", (("市场主体", "flow"), ("新登记企业", "flow"))),
    (
        "整改问题126个（立改98个、缓改28个），办结率99%。",
        (("整改问题", "flow"), ("立改问题", "flow"), ("缓改问题", "flow"), ("问题办结率", "flow")),
    ),
    ("现在册矫正对象43人。", (("在册矫正对象", "stock"),)),
    ("加装电梯竣工53台，历年累计竣工128台。", (("加装电梯竣工", "flow"), ("电梯竣工", "cumulative"))),
    ("高效节水面积2.8万亩。", (("高效节水面积", "flow"),)),
    ("动迁签约812户，签约率98%。", (("动迁签约", "commitment"), ("动迁签约率", "flow"))),
)

_NEEDS_OBJECT = re.compile(
    r"^(?:剩余|其余|总数|总量|总额|支出|花费|耗资|补助|资金|兑现|满意|基本满意|不满意|同意|惠及|服务|规模|覆盖|受益|参与|带动|涉及|吸引|参加|受众"
    r"|累计服务|涵盖|辐射|影响|受惠|受助|救助|资助|解决|争取|涉案|总投资|总投入|投资|投入|总面积|面积"
    r"|建筑面积|金额|总金额|涉及金额|占地|占地面积|总长|全长|里程|长度)"
)
_LEVEL_OF = re.compile("(?:国家|[国省市区县镇街])级")
_DIVISION = re.compile("(?:社区|村|居委会|村委会|小组|居)$")
_PAPERS = frozenset({"协议", "合同", "责任书", "意向"})
"""What is signed says nothing of what else was done: 签订协议90户，安置32户."""
_STATE_END = re.compile("(?:(?:年末|期末)?(?:存栏|出栏|在栏|饲养)量?|发案|破案|破获)$")
_MONEY_END = re.compile("(?:额|费|金|收入|资金)$")
_PASSED_ON = re.compile("(?:移交|移送|转交|交办|上报)[\u4e00-\u9fff]{2,6}$")
_EXTENT = re.compile("(?:总|建筑|占地|总建筑)?面积$|总?长度?$|总?里程$")
_MEASURED = frozenset({"money", "area", "length", "volume", "mass", "energy", "power"})
_CONNECTIVE = re.compile(r"^(?:共计|总计|合计|累计|共|计|约|达|共有|总|，)*$")
_MONEY_LEAD = re.compile(
    r"^(?:总投资|计划(?:总)?投资|投资|投入(?:资金|经费)?|筹资|筹措资金|争取资金|安排资金|拨付|筹集资金|总投入|累计投入|共投入|自筹资金"
    r"|斥资|出资)$"
)
_ASPECT_PREFIX = frozenset("应实已待未拟获再")
"""实发, 待批, 获批: another state of what was counted before."""
_PEOPLE_END = re.compile(
    r"(?:老人|人员|居民|群众|学生|儿童|对象|家庭|职工|党员|干部|志愿者|民警|教师|代表|委员|工人|户|人口|残疾人|劳动力|毕业生|人群|患者|村民|市民|农民|师生|[^队]员)$"
)
_YIELD = frozenset({"亩产", "单产", "亩产量", "平均亩产", "平均单产"})
_HARVEST = frozenset({"产量", "总产", "总产量", "年产量"})
_PLANTED = re.compile("(?:种植|播种|栽植|栽种|栽培|收获|投产)?总?面积$")
"""粮食播种面积3万亩，总产量9000吨: the area of what is harvested."""
_PER_ONE = re.compile("每(?:份|户|人|套|台|株|场|个|件|亩|头|所|条|处|辆|次|张)")
_PER_HEAD = frozenset({"户均", "人均", "亩均", "年均", "月均", "日均", "平均", "件均", "校均", "村均"})


_TOTAL = re.compile(r"^[\s，、（]*(?:累计|总计|现有|共有|目前|现|已|共|达到|达|突破|超过|超|有|为|至|近|约)+$")
"""新增规上企业9家，累计达67家: words before a total of what was added to."""
_AND_END = re.compile("(?:(?<!参)与|(?<![普惠涉])及|(?<![祥温共])和)$")
_OF_EACH = re.compile(
    r"^(?P<who>(?:行政)?村|社区|小区|乡镇|镇|企业)(?:股份)?(?:集体|经营|年|总|可|平均)[\u4e00-\u9fff]*(?:收入|产值|资产|利润|税收|收益)(?:全部|均|都|已|全|年)*$"
)
"""村集体经济总收入全部超过50万元 after 19个: the villages are counted, the income is of each."""
_EACH = re.compile("各(?:有|达|为|建|设)?[ ]*$")
_EVENT = re.compile("(?:就业|投资|贷款|服务|参保)$")
"""What happens and does not stay: 新增就业9人，累计达67人 are those who found work."""


class Name(NamedTuple):
    """What a count is of."""

    indicator: str
    verb: str = ""
    core: str = ""
    """The noun without its verb; '' where it is to be told from the indicator."""
    is_total: bool = False
    """Whether it is what there is in all, of which the statement before told what was added."""


@dataclass(slots=True)
class Count:
    """A count to be named: its words left and right, and what was stated before it."""

    state: State
    quantity: Quantity
    lo: int
    """Where the words left of it begin."""
    left: str
    right: str
    phrase: phrases.Phrase
    """The words left, trimmed."""
    etc: bool
    """Whether 等 stands before the number (甲社区、乙社区等5个…)."""
    shared: bool
    """Whether the words right of it are those left of the next quantity."""
    previous: Statement | None
    parent: Statement | None
    """The whole that it is a part of (其中, brackets)."""
    subset: str | None
    place: str
    """The part of the area that the words left open with, which is no part of them then."""

    # Written out, as a generated one would not be compiled.
    def __init__(
        self,
        state: State,
        quantity: Quantity,
        lo: int,
        left: str,
        right: str,
        phrase: phrases.Phrase,
        etc: bool,
        shared: bool,
        previous: Statement | None,
        parent: Statement | None,
        subset: str | None,
        place: str,
    ) -> None:
        self.state = state
        self.quantity = quantity
        self.lo = lo
        self.left = left
        self.right = right
        self.phrase = phrase
        self.etc = etc
        self.shared = shared
        self.previous = previous
        self.parent = parent
        self.subset = subset
        self.place = place

    @property
    def dimension(self) -> str:
        """Dimension of its unit."""
        return DIMENSION_OF.get(self.quantity.unit, "")

    @property
    def measured(self) -> bool:
        """Whether it is an amount rather than a number of things."""
        return self.dimension in _MEASURED

    @property
    def mark(self) -> str:
        """The mark before its words."""
        return "、" if self.left.startswith("、") else self.state.s[self.lo - 1 : self.lo]  # 甲9家（新增2家）、乙3家


def level(state: State, i: int, lo: int, left: str) -> int:
    """State a count or an amount, with those stacked on it (306批413人次); return the index of the next quantity."""
    last = state.clauses.last_stacked(i)
    q, right = state.quantities[i], _right_of(state, last, left)
    previous = state.previous()
    if previous is not None and previous.left_bound and not left.strip() and state.s[previous.quantity.end : q.start].strip() == "、":
        # 贫困户26户、74人稳定增收: another count of the same thing.
        for k in range(i, last + 1):
            same = state.add(state.quantities[k], "level", previous.indicator, verb=previous.verb, core=previous.core)
            same.place, same.parted, same.left_bound = previous.place, previous.parted, True
        return last + 1
    passed = previous is not None and previous.quantity.unit == q.unit and previous.value >= q.value
    if passed and q.value_text in ROUND and state.s.startswith(tuple(LANDMARKS), q.end):
        state.skip(i, last, "threshold")  # 产值1.53亿元，首次突破亿元大关
        return last + 1
    share_of_it = right == "的" and last + 1 < len(state.quantities) and state.quantities[last + 1].kind == "percent"
    target = phrases.OF_TARGET.search(phrases.strip_tail(left)) if share_of_it else None
    if target:
        state.add(q, "level", state.subject(left[: target.start()], lo))
        return last + 1
    parted, subset = state.part_of(lo, i)
    count = _count(state, i, last, lo, left, right, parted, subset)
    each = _of_each_member(count) if last == i else []
    if each:
        for name in each:
            state.add(q, "level", name.indicator, verb=name.verb, core=name.core, parted=parted, subset=subset)
        return i + 1
    name = _named(count)
    for k in range(i, last + 1):
        statement = state.add(state.quantities[k], "level", name.indicator, verb=name.verb, core=name.core, parted=parted, subset=subset)
        statement.place = count.place or (phrases.place_in(count.phrase.text) if count.right else None)
        statement.left_bound = not right or name.indicator.startswith(name.verb + name.core)
        if name.is_total and statement.status != "plan":
            statement.aspect = "stock"
    return last + 1


def _of_each_member(count: Count) -> list[Name]:
    """举办讲座、义诊各24场, 项目开工、竣工各5个: what each member of a list has as many of; [] where 各 says nothing of the kind."""
    verb, text = count.phrase.verb, count.phrase.text
    if count.right or "各" not in count.left or not _EACH.search(count.left):
        return []
    parts = members(text[len(verb) :] if len(verb) < len(text) else text)
    if len(parts) < 2:
        return []
    action = LONG_VERBS.before(parts[0], len(parts[0]))
    if action and len(action) < len(parts[0]) and all(LONG_VERBS.at(part, 0) == part for part in parts[1:]):
        noun = parts[0][: -len(action)]
        return [Name(verb + noun + did, verb, noun) for did in (action, *parts[1:])]
    return [Name(verb + part, verb, part) for part in parts]


def _right_of(state: State, last: int, left: str) -> str:
    """The words right of a count: up to the next mark, over 、 where the noun is a joint one."""
    end = state.clauses.right_end(last)
    start = state.quantities[last].end
    right = state.s[start:end].strip(" ")
    if _CONNECTIVE.match(right) or right.removeprefix("的") in LANDMARKS:
        return ""
    if not right or state.s[end : end + 1] != "、":
        return right
    if phrases.is_preposition(left.strip()):  # 为1903名失能、高龄老人发放补贴
        limit = state.quantities[last + 1].start if last + 1 < len(state.quantities) else len(state.s)
        return state.s[start : min(limit, state.clauses.break_after(end))].strip()
    return state.clauses.joint_right(last, end, always=len(right) <= 2)


def _count(state: State, i: int, last: int, lo: int, left: str, right: str, parted: bool, subset: str | None) -> Count:
    trimmed = phrases.strip_tail(left).rstrip()
    etc = trimmed.endswith(("等", "等共"))
    phrase = phrases.left_phrase(trimmed.rstrip("共 ").removesuffix("等") if etc else left)
    place, previous = phrases.leading_place(phrase.text), state.before(state.quantities[i].start)
    if place:
        phrase = phrases.left_phrase(phrase.text[len(place) :])
    elif previous is not None and previous.place and state.clauses.break_before(state.quantities[i].start) <= previous.quantity.start:
        place = previous.place
    return Count(
        state=state,
        quantity=state.quantities[i],
        lo=lo,
        left=left,
        right=right,
        phrase=phrase,
        etc=etc,
        shared=last + 1 < len(state.quantities) and state.clauses.right_end(last) == state.quantities[last + 1].start,
        previous=previous,
        parent=state.parent() if parted else None,
        subset=subset,
        place=place,
    )


def _named(count: Count) -> Name:
    """What the count is of: what stands right of it, left of it, or in what was stated before."""
    phrase = count.phrase
    if count.right.startswith("的") and not re.match("的(?:目标|任务)", count.right):
        count.right = count.right[1:].strip()
        if phrase.rest and count.measured:  # 征收任务70万平方米的总量
            return Name(phrase.text + phrases.shorten_right(count.right), phrase.verb)
    if count.right and takes_right(phrase, count.right, count.etc, count.dimension, count.shared):
        return _from_right(count)
    object_after = _object_after(count) or _total(count)
    if object_after is not None:
        return object_after
    return _from_left(count) if phrase.text else _from_before(count)


def _from_right(count: Count) -> Name:
    """建成5个街心公园, 为320名老人体检, 投入80万元修缮校舍."""
    phrase, previous = count.phrase, count.previous
    noun = (phrases.strip_tail(count.right) or count.right) if count.shared else count.right
    of_each = _OF_EACH.match(noun) if count.shared else None
    noun = of_each["who"] if of_each else phrases.shorten_right(_AND_END.sub("", noun) if count.shared else noun)
    if phrases.opens_with_verb(noun):
        if phrase.bare and phrase.text and count.measured:
            rest = noun[len(phrases.opening_verb(noun)) :]
            keeps_order = len(rest) < 2 or phrase.text.startswith(("投入", "发放", "拨付", "安排"))
            return Name(phrase.text + noun if keeps_order else rest + phrase.text, phrase.verb, rest)
        if not phrase.text and previous is not None and not phrases.is_preposition(count.left.strip("，、 ")):
            return Name(previous.core + noun, "", previous.core)
    verb = phrase.verb or (LONG_VERBS.before(phrase.text, len(phrase.text)) if phrase.text else "")
    if not phrase.text and previous is not None and count.mark == "、":
        verb = previous.verb  # 新建5个公园、3个广场
    return Name(verb + noun, verb, _noun_only(noun.partition("的")[0] or noun))


def _total(count: Count) -> Name | None:
    """新增规上企业9家，累计达67家: what there is in all is no flow, as what was added is."""
    added, q = count.state.parent(), count.quantity
    if added is None or VERB_SENSE.get(added.verb) != "add" or added.quantity.unit != q.unit or added.value >= q.value:
        return None
    if not _TOTAL.match(count.left.rstrip()) or phrases.ends_with_verb(added.core) or _EVENT.search(added.core):
        return None
    return Name(added.core, added.verb, added.core, is_total=True)


def _object_after(count: Count) -> Name | None:
    """投资680万元,完成水利工程14处: money put into what the next clause names."""
    state, q, previous = count.state, count.quantity, count.previous
    if count.dimension != "money" or not _MONEY_LEAD.match(count.phrase.text):
        return None
    if previous is not None and state.clauses.semi_before(q.start) == previous.clause:
        return None
    end = state.clauses.break_after(q.end)
    if state.s[end : end + 1] in {"；", "。"}:
        return None
    after = re.split(r"[0-9，。；：（]", state.s[end + 1 :], maxsplit=1)[0]
    found = phrases.left_phrase(after)
    noun = phrases.shorten_right(found.rest if len(found.rest) >= 2 else found.text)
    return Name(noun + count.phrase.text, "", noun) if len(noun) >= 2 else None


def _from_before(count: Count) -> Name:
    """No words of its own: the whole it is a part of, the clause before it, or the statement before it."""
    previous, parent = count.previous, count.parent
    if parent is not None:
        return Name(parent.indicator, parent.verb, parent.core)
    near = count.state.clauses.clause_before(count.lo)
    if near and not (previous and previous.quantity.end >= count.lo - 1):
        found = phrases.left_phrase(near)
        if found.text and not (previous and phrases.ADVERBIAL.search(near.strip())):
            return Name(found.text, found.verb, found.rest)
    if previous is not None:
        return Name(previous.indicator, previous.verb, previous.core)
    if count.right:
        return Name(phrases.shorten_right(count.right), "", _noun_only(count.right))
    return Name(phrases.clean(count.left) or phrases.clean(near))


def _from_left(count: Count) -> Name:
    """走访企业521家; with the noun that the words lack, where they are a bare verb, a label's item or a part."""
    state, q, phrase, previous, parent = count.state, count.quantity, count.phrase, count.previous, count.parent
    text = phrases.drop_examples(phrase.text, phrase.verb)
    rank = _LEVEL_OF.search(previous.core, 0, 6) if previous is not None and text[-1] == "级" and _LEVEL_OF.fullmatch(text) else None
    if previous is not None and rank:  # 创建国家级示范社区1个、省级3个
        noun = previous.core[: rank.start()] + text + previous.core[rank.end() :]
        return Name(previous.verb + noun, previous.verb, noun)
    if parent is not None and count.subset:
        return Name(parent.indicator, parent.verb, parent.core)
    harvested = previous is not None and text in _HARVEST and DIMENSION_OF.get(previous.quantity.unit) == "area"
    if previous is not None and (text in _YIELD or harvested) and (crop := _PLANTED.sub("", previous.core)) not in text:
        return Name(crop + text, "", crop)  # 杂交水稻12万亩，亩产864斤
    if previous is not None and previous.core not in text and text[0] == "每" and _PER_ONE.fullmatch(text):
        return Name(previous.core + text, "", previous.core)
    if previous is not None and text in _PER_HEAD:
        return Name(text + previous.core, "", previous.core)
    if parent is not None and len(text) <= 8 and not (DIMENSION_OF.get(parent.quantity.unit) == "money" != count.dimension):
        return part_name(text, phrase, parent)
    label = state.clauses.label(q.start)
    if label and (phrase.bare or len(text) <= 4) and label not in text and len(label) + len(text) <= 22:
        return Name(label + text, "", label)
    near = state.clauses.clause_before(count.lo) if _EXTENT.match(text) else ""
    if near and (previous is None or state.s[previous.quantity.end : count.lo - 1].find(near) > 0):  # 新教学楼竣工，面积2400平方米
        found = phrases.left_phrase(near)
        noun = found.text.removesuffix(LONG_VERBS.before(found.text, len(found.text)))
        if 2 <= len(noun) <= phrases.MAX_NAME - len(text):
            return Name(noun + text, found.verb, noun)
    if previous is None or not state.clauses.same_sentence(previous.quantity.end, q.start):
        return Name(text, phrase.verb)
    if phrase.bare and count.measured and text in {"完成", "实现", "达到"}:
        return Name(previous.indicator, previous.verb, previous.core)
    if len(text) >= 2 and previous.core.endswith(text) and q.unit == previous.quantity.unit:
        return Name(previous.core, "", previous.core)  # 电梯竣工53台，累计竣工128台
    state_of_it = text[0] in _ASPECT_PREFIX or (len(text) == 2 and previous.left_bound and text not in TWO_CHARACTER_NOUNS)
    if state_of_it and len(text) <= 4 and count.mark != "、" and q.unit == previous.quantity.unit and previous.core not in _PAPERS:
        noun = _STATE_END.sub("", previous.core) if _STATE_END.fullmatch(text) else previous.core
        return Name(noun + text, "", noun)  # 生猪出栏4万头，存栏2万头
    if count.measured and text == previous.core:
        alike = [st for st in state.out if st.quantity.unit == q.unit and st.measure == "level"]
        if alike and previous.quantity.unit != q.unit:  # 集体收入3200万元，19个村均超过50万元
            return Name(alike[-1].indicator, alike[-1].verb, alike[-1].core)
    return _with_thing_before(count, text) or Name(text, phrase.verb)


def _with_thing_before(count: Count, text: str) -> Name | None:
    """The words left of a count with the noun, or the verb, that they lack and what was counted before has."""
    state, q, phrase, previous = count.state, count.quantity, count.phrase, count.previous
    if phrase.bare:
        return _bare_verb(count, text, _in_clause(count))
    if previous is None:
        return None
    extent = _extent(count, text, _in_clause(count)) if _EXTENT.match(text) else None
    if extent is not None:
        return extent
    passed_on = _PASSED_ON.match(text) and q.unit == previous.quantity.unit  # 摸排线索17条，移交公安11条
    if passed_on or (_NEEDS_OBJECT.match(text) and len(text) <= 7):
        here = _in_clause(count)
        core = phrases.of_rate((here[-1] if here else previous).core)
        if text == "支出":
            core = core.removesuffix("收入")
        if core and core not in text and len(core) + len(text) <= 20:
            return Name(core + text, "", core)
    sharer = state.parent() if count.left.startswith("、") and previous.parted else previous
    if sharer is not None and not phrase.verb and sharer.verb and count.mark == "、" and not phrases.RATE_END.search(text):
        return Name(sharer.verb + text, sharer.verb, text)
    return None


def _in_clause(count: Count) -> list[Statement]:
    """The statements of its ；-clause that have a noun to lend; after a bracket its parts have none."""
    state, start = count.state, count.quantity.start
    clause = state.clauses.semi_before(start)
    return [st for st in state.out if st.clause == clause and phrases.of_rate(st.core) and not state.is_closed(st, start)]


def _bare_verb(count: Count, text: str, here: list[Statement]) -> Name:
    """办结88个 after 收集问题90个: a verb takes the noun that was last counted, of those in the same unit if there are any."""
    needs_object = _NEEDS_OBJECT.match(text) is not None
    lenders = [st for st in here if st.quantity.unit == count.quantity.unit]
    if not lenders and (count.mark != "、" or count.measured or needs_object):
        lenders = here
    if not count.measured and not needs_object:  # 发放优抚金60万元，走访慰问326户次
        lenders = [st for st in lenders if DIMENSION_OF.get(st.quantity.unit) != "money" and not _MONEY_END.search(st.core)]
    unit = count.quantity.unit
    lenders = [st for st in lenders if st.core not in _PAPERS and (st.quantity.unit == unit or not phrases.ends_with_verb(st.core))]
    core = phrases.of_rate(lenders[-1].core) if lenders else ""
    if not core and needs_object and here and here[-1].core not in _PAPERS:  # 排水单元达标31个，覆盖44公顷
        core = here[-1].core.removesuffix(LONG_VERBS.before(here[-1].core, len(here[-1].core)))
    if _STATE_END.fullmatch(text):
        core = _STATE_END.sub("", core)  # 生猪存栏4万头、出栏7万头
    fits = core and core not in text and len(core) + len(text) <= phrases.MAX_NAME
    return Name(core + text if fits else text, "", core)


def _extent(count: Count, text: str, here: list[Statement]) -> Name | None:
    """拆除违建486处、面积5万平方米: the area or the length of what was counted before, no matter who was."""
    things = [st for st in here if DIMENSION_OF.get(st.quantity.unit, "") not in {"person", "household", "person_time"}] or here
    thing = things[-1] if things else count.previous
    if thing is None or thing.measure != "level":
        return None
    if _DIVISION.search(thing.core):
        return Name(text)  # 辖14个村、3个社区，总面积86平方公里
    pair = len(things) > 1 and things[-2].quantity.unit == thing.quantity.unit
    joint = pair and count.mark == "，" and "，" not in count.state.s[things[-2].quantity.end : thing.quantity.start]
    whole = _EXTENT.sub("", thing.indicator)
    if joint or not whole.endswith(thing.core):
        whole = thing.core  # 新建道路2条、改造道路6条，总长9公里
    return Name(whole + text, thing.verb, thing.core) if len(whole) + len(text) <= phrases.MAX_NAME else None


def takes_right(phrase: phrases.Phrase, right: str, etc: bool, dimension: str, shared: bool) -> bool:
    """Whether the number counts what stands right of it (建成5个街心公园) and not what stands left (走访企业521家)."""
    if dimension in {"person", "household"} and _PEOPLE_END.search(phrase.text) and not phrases.ends_with_verb(phrase.text):
        return False  # 五保老人二十七人集中供养
    verbish = phrases.opens_with_verb(right)
    if not phrase.text:
        return True
    if phrase.bare or etc or phrases.is_preposition(phrase.text) or (dimension == "money" and _MONEY_LEAD.match(phrase.text)):
        return True
    if verbish:
        return phrases.takes_object(phrase, right)
    if phrases.ends_with_verb(phrase.text) or phrases.is_place(phrase.text):
        return True
    return not (shared and dimension in _MEASURED)


def part_name(text: str, phrase: phrases.Phrase, parent: Statement) -> Name:
    """甲类 of 低保户 → 甲类低保户; a part with a noun of its own keeps it."""
    core = parent.core
    if phrase.bare:
        return Name(core + text, "", core)
    if phrase.verb and core not in text:
        return Name(text, phrase.verb)
    if not core or core in text or (text[-1] == core[-1] and len(text) > 2) or len(text) + len(core) > 20:
        return Name(parent.verb + text if not phrase.verb and len(parent.verb + text) <= 14 else text, parent.verb, text)
    shared = next((k for k in (4, 3, 2) if text.endswith(core[:k])), 0)  # 发明专利 of 专利授权
    return Name(text + core[shared:], "", text + core[shared:])


def _noun_only(text: str) -> str:
    """The noun that a stretch opens with: what stands before its first verb (居民用户完成… → 居民用户)."""
    for at in range(2, min(len(text), 14)):
        if LONG_VERBS.at(text, at):
            return text[:at]
    return text[:14]
