"""分别: members and values that pair in order (A、B分别完成5亿元、3亿元)."""

from __future__ import annotations

import re
from typing import NamedTuple

from etl.grammar import phrases
from etl.grammar.change import Change, change_of
from etl.grammar.figures import FOUR
from etl.grammar.landmarks import LANDMARKS
from etl.grammar.lexicon import UNIT_OF, any_of, words_of
from etl.grammar.members import joint_members, members, shared_members
from etl.grammar.movement import change_at, moved
from etl.grammar.naming.subjects import subject
from etl.grammar.rules.rule import Outcome, Rule, Spot
from etl.grammar.statements import Draft, Example

_IN_ORDER = re.compile("分别(?!.*分别)")
_CHANGES = re.compile(f"[、，和与及]?{any_of('against a year or a month')}?{any_of('pair change')}")
_GENERIC = frozenset(words_of("pair size"))
_SIZE = frozenset(words_of("pair: size"))
_FIGURE = re.compile("[0-9]")
_SUBJECT_END = re.compile(f"{any_of('pair: end of a subject')}$")
_RATE_OF_CHANGE = re.compile(f"{any_of('rate of change: noun')}$")
_TIME = re.compile(f"[上下]半年|第?[1-4{FOUR}]季度|(?:[0-9]{{4}}|{any_of('year of')})年|[0-9]{{1,2}}月份?")
_LIGHT = frozenset({"", "完成", "达到", "实现"})


class _Pairing(NamedTuple):
    """Words that pair with the values from here on: those of the members, and those between 分别 and the first value."""

    before: str
    action: str


def _claims(spot: Spot) -> _Pairing | None:
    found = _IN_ORDER.search(spot.left)
    if found:
        return _Pairing(spot.left[: found.start()], spot.left[found.end() :])
    if _repeats(spot):
        return _Pairing("", spot.left)
    if _in_order(spot):
        return _Pairing(spot.left, "")
    change = spot.change
    if change is not None and _as_many(spot, spot.left[: change.subject_end]):
        return _Pairing(spot.left[: change.subject_end], spot.left[change.subject_end :])
    return None


def _repeats(spot: Spot) -> bool:
    """…分别增长8.5%、9.2%,达到33170元和16480元: as many values again, for the same members."""
    told = spot.told
    if len(told.pairs) < 2 or phrases.strip_lead(phrases.strip_tail(spot.left)).strip("，、 "):
        return False
    run = spot.stretches.run(spot.index)
    if len(run) != len(told.pairs) or spot.s[spot.quantities[run[-1]].end : spot.stretches.right_end(run[-1])].strip():
        return False
    return spot.s.find("；", told.statements[-1].quantity.end, spot.quantity.start) < 0


def _in_order(spot: Spot) -> bool:
    """财政总收入和税收达到93亿元和65亿元: as many values, of one unit, as the subject has members."""
    run, q = spot.stretches.run(spot.index), spot.quantity
    if len(run) < 2 or q.kind not in {"count", "percent"} or spot.change is not None:
        return False
    values = [spot.quantities[k] for k in run]
    if (
        any((value.kind, value.unit) != (q.kind, q.unit) for value in values)
        or spot.s[values[-1].end : spot.stretches.right_end(run[-1])].strip()
    ):
        return False
    words = phrases.strip_lead(phrases.strip_tail(spot.left)).strip("，、 ")
    found = shared_members(words)
    return len(found if len(found) > 1 else joint_members(words)) == len(run)


def _as_many(spot: Spot, words: str) -> bool:
    """Whether as many changes stand here as there are members, though no 分别 says so (甲、乙同比下降5%、3%)."""
    run = spot.stretches.run(spot.index)
    if len(run) < 2 or len({spot.quantities[k].kind for k in run}) > 1:
        return False
    found = phrases.strip_lead(phrases.strip_tail(words)).strip("，、 ")
    return len(shared_members(found) if found else spot.told.pairs) == len(run)


def _reads(spot: Spot, pairing: _Pairing) -> Outcome:
    i, (before, action) = spot.index, pairing
    run = _with_changes(spot, spot.stretches.run(i))
    change = change_at(spot.told, spot.clauses, spot.quantity, before + action, "")
    members = _members(spot, _trimmed(spot, before, change), len(run))
    head_verb = phrases.opening_verb(members[0])
    of_change = _RATE_OF_CHANGE.search(members[-1])
    if of_change:
        members = [_RATE_OF_CHANGE.sub("", m) for m in members]
        change = change or Change(0, -1 if of_change[0] == "降幅" else 1, "同比", False, of_change[0])
    times = _times(spot, before, len(run))
    action_noun = phrases.clean(phrases.strip_tail(_FIGURE.split(action, maxsplit=1)[0]))
    drafts = []
    for k, member in zip(run, members, strict=True):
        q = spot.quantities[k]
        if change is not None or q.kind in {"points", "doubling"}:
            found = change or Change(0, 1, "同比", False, "")
            own = change_of(spot.s[spot.quantities[k - 1].end : q.start], q.kind) if k > i else None
            draft = moved(q, member, found, sign=(own or found).sign)
        else:
            name = _name(spot, k, member, action_noun, head_verb, is_last=k == run[-1])
            draft = Draft(q, "rate" if q.kind == "percent" else "level", name)
        draft.told_at = times[k - i] if times else None
        drafts.append(draft)
    return Outcome(run[-1] + 1, drafts, pairs=tuple(members))


def _times(spot: Spot, before: str, count: int) -> list[int]:
    """Where the time of each value is told: in a list (上半年、下半年诉求量), or beside as many values before; [] where it is one time."""
    found = [spot.lo + match.end() for match in _TIME.finditer(spot.left[: len(before)])]
    if len(found) == count > 1:
        return found
    told = spot.told.statements[-count:]
    words = _SUBJECT_END.sub("", phrases.strip_lead(phrases.strip_tail(before))).strip("，、 ")
    if words or len(told) < count or len({st.time.period for st in told}) < count:
        return []
    return [st.quantity.start for st in told]


def _with_changes(spot: Spot, run: list[int]) -> list[int]:
    """The run with those that another word of change separates (分别增长7.2%和下降3.5%)."""
    quantities = spot.quantities
    while run[-1] + 1 < len(quantities):
        a, b = quantities[run[-1]], quantities[run[-1] + 1]
        if a.kind != b.kind or not _CHANGES.fullmatch(spot.s, a.end, b.start):
            break
        run.append(run[-1] + 1)
    return run


def _trimmed(spot: Spot, before: str, change: Change | None) -> str:
    """The words that name the members, from the clause before where they say nothing."""
    words = before[: change.subject_end] if change is not None and change.subject_end < len(before) else before
    words = _SUBJECT_END.sub("", phrases.strip_tail(words))
    stripped = phrases.strip_lead(words).strip("，、 ")
    stripped = "" if phrases.says_nothing(stripped) else stripped
    if stripped or (spot.told.statements and spot.told.pairs):
        return stripped
    return phrases.strip_lead(phrases.strip_tail(spot.clauses.clause_before(spot.lo))).strip("，、 ")


def _members(spot: Spot, words: str, count: int) -> list[str]:
    """As many members as there are values: those named, those paired before, or what was stated before."""
    told = spot.told.statements
    found = shared_members(words) if words else []
    apart = [one for member in members(words) for one in joint_members(member)] if 0 < len(found) < count else []
    if len(apart) == count:
        found = apart  # 存贷款余额分别为84亿元和53亿元
    if words in _SIZE and len(spot.told.pairs) == count:
        found = list(spot.told.pairs)  # 产值、税收分别增长8%、5%，总量分别比2018年增长48%、62%
    elif words in _GENERIC and len(told) >= count > 1:
        found = [st.core + words for st in told[-count:]]  # 油茶2300亩、茶叶1500亩，总面积分别达…
    if len(found) > count:
        found = [words] if count == 1 else found[-count:]
    elif len(found) < count:
        found = _borrowed(spot, words, count)
    previous = spot.previous
    if previous is not None and all(member in UNIT_OF for member in found):
        found = [previous.core + member for member in found]  # 批次、人次分别下降
    return found


def _borrowed(spot: Spot, words: str, count: int) -> list[str]:
    """Members for values that name none."""
    told = spot.told.statements
    if not words and len(spot.told.pairs) == count:
        return list(spot.told.pairs)
    if not words and len(told) >= count:
        return [st.indicator for st in told[-count:]]
    return [words or subject(spot, "")] * count


def _name(spot: Spot, k: int, member: str, action_noun: str, head_verb: str, is_last: bool) -> str:
    """What one of the values counts: the member with its label, the noun after 分别, or the verb that they share."""
    q = spot.quantities[k]
    label = spot.clauses.label(q.start)
    name = member + label if len(member) <= 4 else member
    if action_noun not in _LIGHT and len(member) + len(action_noun) <= 20:
        name = member + action_noun
    if head_verb and not name.startswith(head_verb) and q.kind == "count":
        name = head_verb + name
    right = spot.s[spot.stretches.right_start(k) : spot.stretches.right_end(k)].strip()
    if right.removeprefix("的") in LANDMARKS:
        return name
    if q.kind == "count" and is_last and 0 < len(right) <= 8 and not action_noun and not phrases.opens_with_verb(right):
        name = member + right
    return name


EXAMPLES: tuple[Example, ...] = (
    ("诉求解决率、满意率为96.4%、97.1%。", (("96.4", "96.4", "%", "rate", "解决率"), ("97.1", "97.1", "%", "rate", "满意率"))),
    (
        "财政总收入和税收收入达到9.3亿元和6.5亿元。",
        (("9.3亿", "930000000", "元", "level", "财政总收入"), ("6.5亿", "650000000", "元", "level", "税收收入")),
    ),
    (
        "各项存贷款余额分别为84亿元和53亿元。",
        (("84亿", "8400000000", "元", "level", "存款余额"), ("53亿", "5300000000", "元", "level", "贷款余额")),
    ),
    (
        "财政收入、城乡居民人均可支配收入分别达到8亿元、4.1万元和2.3万元。",
        (
            ("8亿", "800000000", "元", "level", "财政收入"),
            ("4.1万", "41000", "元", "level", "城镇居民人均可支配收入"),
            ("2.3万", "23000", "元", "level", "农村居民人均可支配收入"),
        ),
    ),
    ("社保、医保征缴率分别为99%、98%。", (("99", "99", "%", "rate", "社保征缴率"), ("98", "98", "%", "rate", "医保征缴率"))),
    (
        "好评率、办结率分别提升1.8个和2.3个百分点。",
        (("1.8", "1.8", "个百分点", "growth", "好评率"), ("2.3", "2.3", "个百分点", "growth", "办结率")),
    ),
    (
        "零售额、进出口额分别完成8亿元、4亿元,分别增长7.2%和下降3.5%。",
        (
            ("8亿", "800000000", "元", "level", "零售额"),
            ("4亿", "400000000", "元", "level", "进出口额"),
            ("7.2", "7.2", "%", "growth", "零售额"),
            ("3.5", "-3.5", "%", "growth", "进出口额"),
        ),
    ),
    ("会议费、培训费同比下降15%、20%。", (("15", "-15", "%", "growth", "会议费"), ("20", "-20", "%", "growth", "培训费"))),
    (
        "火警、匪警分别为36起、4起,同比下降12%、9%。",
        (
            ("36", "36", "起", "level", "火警"),
            ("4", "4", "起", "level", "匪警"),
            ("12", "-12", "%", "growth", "火警"),
            ("9", "-9", "%", "growth", "匪警"),
        ),
    ),
    ("小麦、玉米分别播种3200亩、4100亩。", (("3200", "3200", "亩", "level", "小麦"), ("4100", "4100", "亩", "level", "玉米"))),
    ("养老、医疗保险参保分别达8200人、11500人。", (("8200", "8200", "人", "level", "养老"), ("11500", "11500", "人", "level", "医疗保险"))),
    (
        "地区生产总值和财政收入分别增长7.2%和5.1%。",
        (("7.2", "7.2", "%", "growth", "地区生产总值"), ("5.1", "5.1", "%", "growth", "财政收入")),
    ),
    ("空气、水质达标率分别为93.5%和100%。", (("93.5", "93.5", "%", "rate", "空气"), ("100", "100", "%", "rate", "水质"))),
    (
        "猪肉、禽蛋产量分别为860吨、240吨,同比分别增长3%、-2.5%。",
        (
            ("860", "860", "吨", "level", "猪肉"),
            ("240", "240", "吨", "level", "禽蛋"),
            ("3", "3", "%", "growth", "猪肉"),
            ("2.5", "-2.5", "%", "growth", "禽蛋"),
        ),
    ),
    (
        "城镇、农村居民人均收入分别为4.1万元、2.3万元。",
        (("4.1万", "41000", "元", "level", "城镇"), ("2.3万", "23000", "元", "level", "农村")),
    ),
    ("电话、网络受理诉求分别占六成、四成。", (("六", "60", "%", "rate", "电话"), ("四", "40", "%", "rate", "网络"))),
    (
        "一、二、三产业分别增长3.1%、8.4%、6.9%。",
        (("3.1", "3.1", "%", "growth", "产业"), ("8.4", "8.4", "%", "growth", "产业"), ("6.9", "6.9", "%", "growth", "产业")),
    ),
    (
        "一季度、二季度税收分别为800万元、950万元。",
        (("800万", "8000000", "元", "level", "税收"), ("950万", "9500000", "元", "level", "税收")),
    ),
    ("调处率、调成率分别达100%、98.6%。", (("100", "100", "%", "rate", "调处率"), ("98.6", "98.6", "%", "rate", "调成率"))),
    ("党员、团员分别为86名和120名。", (("86", "86", "人", "level", "党员"), ("120", "120", "人", "level", "团员"))),
    (
        "初中、小学、幼儿园在校生分别为1200人、2600人、900人。",
        (("1200", "1200", "人", "level", "初中"), ("2600", "2600", "人", "level", "小学"), ("900", "900", "人", "level", "幼儿园")),
    ),
    ("年产鲜蛋、肉鸡分别达3000吨和80万羽。", (("3000", "3000", "吨", "level", "鲜蛋"), ("80万", "800000", "羽", "level", "肉鸡"))),
    (
        "第一产业、第二产业增加值分别为5.2亿元、11.8亿元。",
        (("5.2亿", "520000000", "元", "level", "产业"), ("11.8亿", "1180000000", "元", "level", "产业")),
    ),
    ("一产、二产投资分别下降2.1%、3.3%。", (("2.1", "-2.1", "%", "growth", "产"), ("3.3", "-3.3", "%", "growth", "产"))),
    (
        "道路、绿地保洁面积分别扩大至42万平方米、18万平方米。",
        (("42万", "420000", "平方米", "level", "道路"), ("18万", "180000", "平方米", "level", "绿地")),
    ),
    ("化肥和农药使用量分别下降3.5%和2%。", (("3.5", "-3.5", "%", "growth", "化肥使用量"), ("2", "-2", "%", "growth", "农药使用量"))),
    (
        "服务总量、参与人次分别为9万件、3万人次。",
        (("9万", "90000", "件", "level", "服务总量"), ("3万", "30000", "人次", "level", "参与人次")),
    ),
    ("上半年、下半年诉求量分别下降3%、5%。", (("3", "-3", "%", "growth", "诉求量"), ("5", "-5", "%", "growth", "诉求量"))),
    ("2021年、2022年分别引进企业6家、9家。", (("6", "6", "家", "level", "企业"), ("9", "9", "家", "level", "企业"))),
)
AGAINST: tuple[Example, ...] = (
    ("书记、镇长分别包保重点村。", ()),
    ("各党支部分别召开组织生活会。", ()),
)

RULE = Rule("pairs", "members and values in order", _claims, _reads, EXAMPLES, AGAINST)
