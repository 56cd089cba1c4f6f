"""Counts and amounts: what they count stands left (走访企业30家), right (建成5个公园) or in the fact before."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.lexicon import DIMENSION_OF, LONG_VERBS, TWO_CHARACTER_NOUNS
from etl.grammar.quantities import Quantity
from etl.grammar.state import State, Statement

_NEEDS_OBJECT = re.compile(
    r"^(?:剩余|其余|总数|总量|总额|支出|花费|耗资|补助|资金|兑现|满意|基本满意|不满意|同意|惠及|服务|规模|覆盖|受益|参与|带动|涉及|吸引|参加|受众"
    r"|累计服务|涵盖|辐射|影响|受惠|受助|救助|资助|解决|争取|涉案|总投资|投资|投入|总面积|面积"
    r"|建筑面积|金额|总金额|涉及金额|占地|占地面积|总长|全长|里程|长度)"
)
_MEASURED = frozenset({"money", "area", "length", "volume", "mass", "energy", "power"})
_OF_TARGET = re.compile(
    r"(?:半年|全年|累计|已|共)*(?:完成|达到|占|为|达|实现|超额完成)?(?:了)?(?:全年|年度|年初|今年|市级|区级|上级|年|市|区|县"
    r"|省)?(?:下达)?(?:的)?(?:预期|既定|考核|总|计划|工作)?(?:目标任务|目标"
    r"|任务|计划|预算|指标)(?:数|值|总量)?(?:的|进度)?$"
)
_ADVERBIAL = re.compile(r"^(?:按|同口径|扣除|剔除|受|由于|因|除|不含|含|其中|较|比|与|虽|面对)|(?:计算|因素|口径)$")
_CONNECTIVE = re.compile(r"^(?:共计|总计|合计|累计|共|计|约|达|共有|总|，)*$")
_MONEY_LEAD = re.compile(
    r"^(?:总投资|计划(?:总)?投资|投资|投入(?:资金|经费)?|筹资|筹措资金|争取资金|安排资金|拨付|筹集资金|总投入|累计投入|共投入|自筹资金"
    r"|斥资|出资)$"
)
_ASPECT_PREFIX = frozenset("应实已待未拟获再")
"""实发, 待批, 获批: another state of what was counted before."""
_PEOPLE_END = re.compile(
    r"(?:老人|人员|居民|群众|学生|儿童|对象|家庭|职工|党员|干部|志愿者|民警|教师|代表|委员|工人|户|人口|残疾人|劳动力|毕业生|[^队]员)$"
)
_PER_HEAD = frozenset({"户均", "人均", "亩均", "年均", "月均", "日均", "平均", "件均", "校均", "村均"})


def level(state: State, i: int, lo: int, left: str) -> int:
    """A count or an amount, with those stacked on it (306批413人次)."""
    last = state.clauses.last_stacked(i)
    right_end = state.clauses.right_end(last)
    right = state.s[state.quantities[last].end : right_end].strip(" ")
    if _CONNECTIVE.match(right) or right in {"大关", "关口", "门槛", "台阶", "目标"}:
        right = ""
    elif right and phrases.is_preposition(left.strip()) and state.s[right_end : right_end + 1] == "、":
        limit = state.quantities[last + 1].start if last + 1 < len(state.quantities) else len(state.s)
        right = state.s[state.quantities[last].end : min(limit, state.clauses.break_after(right_end))].strip()
    elif right and state.s[right_end : right_end + 1] == "、":
        right = state.clauses.joint_right(last, right_end, always=len(right) <= 2)
    q = state.quantities[i]
    previous = state.previous()
    if previous is not None and previous.left_bound and not left.strip() and state.s[previous.quantity.end : q.start].strip() == "、":
        # 贫困户26户、74人稳定增收: another count of the same thing.
        for k in range(i, last + 1):
            state.add(
                state.quantities[k],
                "level",
                previous.indicator,
                verb=previous.verb,
                core=previous.core,
                words=left,
                place=previous.place,
                parted=previous.parted,
                left_bound=True,
            )
        return last + 1
    target = _OF_TARGET.search(phrases.strip_tail(left))
    if target and last + 1 < len(state.quantities) and right == "的" and state.quantities[last + 1].kind == "percent":
        state.add(q, "level", state.subject(left[: target.start()], lo), words=left)
        return last + 1
    name, verb, core, place, parted, subset = level_name(state, i, lo, left, right, q, last)
    words = left + "\0" + right
    for k in range(i, last + 1):
        state.add(
            state.quantities[k],
            "level",
            name,
            verb=verb,
            core=core,
            words=words,
            place=place,
            parted=parted,
            subset=subset,
            left_bound=not right or name.startswith(verb + core),
        )
    return last + 1


def level_name(
    state: State, i: int, lo: int, left: str, right: str, q: Quantity, last: int
) -> tuple[str, str, str, str | None, bool, str | None]:
    """Name, verb, core noun, place, whether it is a part, and the subset."""
    parted, subset = state.part_of(lo, i)
    phrase = phrases.left_phrase(left)
    etc = phrases.strip_tail(left).rstrip().endswith(("等", "等共"))
    if etc:
        phrase = phrases.left_phrase(phrases.strip_tail(left).rstrip("共 ").removesuffix("等"))
    parent = state.parent() if parted else None
    previous = state.previous()
    dimension = DIMENSION_OF.get(q.unit, "")
    place = None
    measured = dimension in _MEASURED

    if right.startswith("的") and not re.match("的(?:目标|任务)", right):
        right = right[1:].strip()
        if phrase.rest and measured:
            name = phrase.text + phrases.shorten_right(right)
            return name, phrase.verb, "", place, parted, subset
    shared = last + 1 < len(state.quantities) and state.clauses.right_end(last) == state.quantities[last + 1].start
    counts_right = bool(right) and takes_right(phrase, right, etc, dimension, shared)
    if counts_right:
        noun = right
        if shared:
            noun = phrases.strip_tail(noun) or noun
        noun = phrases.shorten_right(noun)
        place = phrases.place_in(phrase.text)
        if phrases.opens_with_verb(noun) and (not phrase.text or phrase.bare) and measured and phrase.text:
            verb_right = phrases.opening_verb(noun)
            rest = noun[len(verb_right) :]
            name = (
                (rest + phrase.text)
                if len(rest) >= 2 and not phrase.text.startswith(("投入", "发放", "拨付", "安排"))
                else phrase.text + noun
            )
            return name, phrase.verb, rest, place, parted, subset
        if phrases.opens_with_verb(noun) and not phrase.text and previous is not None:
            return previous.core + noun, "", previous.core, place, parted, subset
        verb = phrase.verb or (LONG_VERBS.before(phrase.text, len(phrase.text)) if phrase.text else "")
        if not phrase.text and previous is not None and state.s[lo - 1 : lo] == "、":
            verb = previous.verb
        name = verb + noun
        if (
            not verb
            and phrase.text
            and not phrases.is_preposition(phrase.text)
            and not phrases.is_place(phrase.text)
            and not etc
            and len(phrase.text) <= 6
            and not measured
        ):
            name = noun
        core = noun[: noun.find("的") if noun.find("的") > 0 else None]
        return name, verb, _noun_only(core), place, parted, subset

    label = state.clauses.label(q.start)
    if _MONEY_LEAD.match(phrase.text) and dimension == "money" and not (previous and state.clauses.semi_before(q.start) == previous.clause):
        found = phrases.left_phrase(re.split(r"[0-9，。；：（]", state.s[state.clauses.break_after(q.end) + 1 :], maxsplit=1)[0])
        noun = phrases.shorten_right(found.rest if len(found.rest) >= 2 else found.text)
        if len(noun) >= 2:
            return noun + phrase.text, "", noun, place, parted, subset
    if not phrase.text:
        if parent is not None:
            return parent.indicator, parent.verb, parent.core, place, True, subset
        near = state.clauses.clause_before(lo)
        if near and not (previous and previous.quantity.end >= lo - 1):
            found = phrases.left_phrase(near)
            if found.text and not (previous and _ADVERBIAL.search(near.strip())):
                return found.text, found.verb, found.rest, place, parted, subset
        if previous is not None:
            return previous.indicator, previous.verb, previous.core, place, parted, subset
        if right:
            return phrases.shorten_right(right), "", _noun_only(right), place, parted, subset
        return phrases.clean(left) or phrases.clean(near), "", "", place, parted, subset
    text = phrases.drop_examples(phrase.text, phrase.verb)
    if parent is not None and subset:
        return parent.indicator, parent.verb, parent.core, place, True, subset
    if text in _PER_HEAD and previous is not None:
        return text + previous.core, "", previous.core, place, parted, subset
    if parent is not None and len(text) <= 8:
        return *part_name(text, phrase, parent), place, True, subset
    if label and (phrase.bare or len(text) <= 4) and label not in text and len(label) + len(text) <= 22:
        return label + text, "", label, place, parted, subset
    if phrase.bare and previous is not None and dimension in _MEASURED and text in {"完成", "实现", "达到", "可完成"}:
        return previous.indicator, previous.verb, previous.core, place, parted, subset
    if (
        previous is not None
        and len(text) <= 4
        and (text[0] in _ASPECT_PREFIX or (len(text) == 2 and previous.left_bound and text not in TWO_CHARACTER_NOUNS))
        and state.s[lo - 1 : lo] != "、"
        and q.unit == previous.quantity.unit
        and state.clauses.same_sentence(previous.quantity.end, q.start)
    ):
        return previous.core + text, "", previous.core, place, parted, subset
    if phrase.bare and previous is not None and state.clauses.same_sentence(previous.quantity.end, q.start):
        alike = [st for st in state.out if st.clause == state.clauses.semi_before(q.start) and st.quantity.unit == q.unit]
        core = alike[-1].core if alike else previous.core  # the last that was counted in the same unit
        name = core + text if core and len(core) + len(text) <= phrases.MAX_NAME and core not in text else text
        return name, "", core, place, parted, subset
    if (
        previous is not None
        and _NEEDS_OBJECT.match(text)
        and len(text) <= 7
        and state.clauses.same_sentence(previous.quantity.end, q.start)
    ):
        core = previous.core
        if core and core not in text and len(core) + len(text) <= 20:
            return core + text, "", core, place, parted, subset
    if not phrase.verb and previous is not None and previous.verb and state.s[lo - 1 : lo] == "、" and not phrases.RATE_END.search(text):
        return previous.verb + text, previous.verb, text, place, parted, subset
    return text, phrase.verb, "", place, parted, subset


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


def part_name(text: str, phrase: phrases.Phrase, parent: Statement) -> tuple[str, str, str]:
    """甲类 of 低保户 → 甲类低保户; a part with a noun of its own keeps it."""
    core = parent.core
    if phrase.bare:
        return core + text, "", core
    if not core or core in text or (text[-1] == core[-1] and len(text) > 2) or len(text) + len(core) > 20:
        return (parent.verb + text if not phrase.verb and len(parent.verb + text) <= 14 else text), parent.verb, text
    return text + core, "", text + core


def _noun_only(text: str) -> str:
    """The noun that a stretch opens with: what stands before its first verb (居民用户完成… → 居民用户)."""
    for at in range(2, min(len(text), 14)):
        if LONG_VERBS.at(text, at):
            return text[:at]
    return text[:14]
