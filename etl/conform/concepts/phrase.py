"""From a phrase, its unit and the words around it to what it counts: object, action, attribute and qualifiers.

The head of the phrase decides the object (the last object that no preposition governs), the verbs its stage of work, the unit and the
words of measure the attribute; what stands before the head narrows it, what stands before the verb is who did it. Where the phrase has no
object (a bare verb, a bare 满意率) it takes that of the nearest clause before it, if that clause has one that fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from etl import reference
from etl.conform.concepts.words import UNKNOWN, Composite, Word, composites, cut, normal
from etl.grammar.lexicon import any_of
from etl.reference import concepts
from etl.reference.concepts import Concept, Name

_GOVERNED = "进在向到赴入为对给与同于从由经"
"""Prepositions: the noun right behind one is no head while there is another."""
_OVERRIDES = frozenset({"start", "plan", "apply", "prevent", "own", "approve"})
"""Stages that hold for the whole phrase wherever their verb stands."""
_CHECKS = "inspections"
"""The object of checks that do not say what was checked."""
_SET_UP = frozenset({"add", "install"})
"""Stages that leave one more, whatever kind of thing it is."""
_WORKS = _SET_UP | {"start", "renovate", "extend", "pave", "finish", "complete", "hold", "plan"}
"""Stages of building: with 开展 before them they are under way."""
_WEAK = frozenset({"complete", "finish", "hold"})
"""Stages that give way to any other."""
_DEFAULTS = {
    **dict.fromkeys(("org", "people", "facility", "land", "thing", "title"), "have"),
    "event": "hold",
    "money": "pay",
    "service": "handle",
    "nuisance": "treat",
    "hazard": "find",
}
"""The stage of an object without a verb, by its kind."""
_ATTENDED = frozenset({"", "hold", "mobilise", "join", "reach", "train", "serve", "receive", "complete", "have"})
"""Stages of an event that are all the same of its people: those who came."""
_SHARES = frozenset({"share", "percentage_point", "multiple", "rank"})
_NO_PEOPLE = frozenset({"facility", "case", "area", "length", "mass", "volume", "device", "document", "money"})
"""Units that count no people: those that a phrase names with them are who did it."""
_ONE_BY_ONE = frozenset({"household", "entity", "facility", "dwelling", "dwelling_building"})
"""Units that count the same objects one by one."""
_CARRIERS = frozenset({"hazard", "land", "people", "case", "facility", "money"})
"""Kinds of general objects that only carry the name before them: 隐患问题, 违建面积, 参保人数; an event carries an event: 主题党日活动."""
_THINGS = frozenset({"count", "entity", "facility", "item", "case", "dwelling", "dwelling_building", "document", "piece", "event"})
"""Units that count things one by one."""
_SUMS = frozenset({"money", "money_per_person", "money_per_area", "share"})
"""Dimensions of what nobody counts one by one."""
_CLAUSES = 4
"""Clauses before the phrase that may hold its object."""
END = re.compile("[,，;；。!！?？:：\n]")
_AGE = re.compile(rf"([0-9]{{1,3}}){any_of('years of age')}(?:及|\(含\))?(以上|以下)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase counts."""

    object: str = ""
    """Code of the object; empty where none is known."""
    action: str = ""
    attribute: str = ""
    qualifiers: tuple[tuple[str, str], ...] = ()
    """(facet, word in normal form), sorted; facet ``other`` for words that no table knows."""
    standing: bool = False
    """Whether the phrase names a thing alone, without a verb: all there are of it."""
    by: str = ""
    """How the object was found: name, composite or context."""

    @property
    def subset(self) -> str | None:
        """The qualifiers as one text; None where nothing narrows."""
        return "、".join(dict.fromkeys(word for _, word in self.qualifiers)) or None


@dataclass(slots=True)
class _Parse:
    """A phrase while it is read."""

    text: str
    words: list[Word]
    name: Name | None = None
    span: tuple[int, int] = (0, 0)
    composite: Composite | None = None
    by: str = ""
    governed: set[int] = field(default_factory=set)


@lru_cache(maxsize=131072)
def read(phrase: str, dimension: str, measure: str, aspect: str = "flow") -> Reading:
    """What the phrase says by itself; `dimension` is that of its level's unit (or of its own, where the level is not stated)."""
    return _reading(_parse(normal(phrase), dimension, measure), dimension, measure, aspect, "", "")


def read_in_context(phrase: str, dimension: str, measure: str, aspect: str, before: str, after: str) -> Reading:
    """What the phrase says in its sentence: `before` is the sentence up to its number, `after` the rest of the clause behind it."""
    parse = _parse(normal(phrase), dimension, measure)
    _widen(parse, before, dimension if measure == "level" else "")
    return _reading(parse, dimension, measure, aspect, before, after)


def read_as(phrase: str, object_: str, dimension: str, measure: str, aspect: str = "flow") -> Reading:
    """What the phrase would say if what it names were that object: its words beyond the verbs count for nothing."""
    parse = _Parse(normal(phrase), cut(normal(phrase)), name=Name(object_, object_, "", ""))
    parse.span = (len(parse.text), len(parse.text))
    return replace(_reading(parse, dimension, measure, aspect, "", ""), qualifiers=())


def noun(phrase: str) -> str:
    """The phrase without the verbs, neutral words and measures at its ends: what a line of object_names.csv would name."""
    return "".join(word.text for word in _inner(cut(normal(phrase))))


def unknown(phrase: str) -> tuple[str, str, str] | None:
    """(stage, noun, measure) of a phrase whose object no table knows: the same whatever the order and the wording of its verbs.

    组建皮影戏班, 皮影戏班成立 and 新建皮影戏班 are one. Light verbs (开展, 完成) are no stage; a verb that could be several stages
    stands for itself. None where nothing but verbs, measures and neutral words is left.
    """
    words = cut(normal(phrase))
    inner = _inner(words)
    if not inner or _empty(inner[0]):
        return None
    first, last = words.index(inner[0]), words.index(inner[-1])
    stages = [stage for word in (*words[:first], *words[last + 1 :]) if (stage := _any_stage(word))]
    measures = [word.means.attribute for word in words[last + 1 :] if word.means.attribute]
    kept = (word.text for word in inner if not (word.means.qualifier and word.means.qualifier.facet == "neutral" and not word.means.name))
    return stages[-1] if stages else "", "".join(kept), measures[-1] if measures else ""


def _any_stage(word: Word) -> str:
    """The stage that a verb is of an object of unknown kind; empty for light verbs."""
    stages = {way.action for way in word.means.verbs}
    if stages & _SET_UP:
        return "add"
    if not stages or stages & {"hold", "have", "own", "complete"}:
        return ""
    return next(iter(stages)) if len(stages) == 1 else word.text


def _inner(words: list[Word]) -> list[Word]:
    """The words without those at either end that name nothing; one is left at least."""
    first, last = 0, len(words)
    while first < last - 1 and _empty(words[first]):
        first += 1
    while last > first + 1 and _empty(words[last - 1]):
        last -= 1
    return words[first:last]


def _empty(word: Word) -> bool:
    means = word.means
    return bool(means.verbs or means.attribute or (means.qualifier and means.qualifier.facet == "neutral")) and not means.name


def strange_verbs(phrase: str) -> frozenset[str]:
    """The verbs at either end of the phrase that action_verbs.csv does not know."""
    words = cut(normal(phrase))
    return frozenset(word.text for word in (*words[:1], *words[-1:]) if _is_strange(word))


def _is_strange(word: Word) -> bool:
    return word.means == UNKNOWN and len(word.text) > 1 and word.text in reference.verbs()


def is_open(reading: Reading) -> bool:
    """Whether the sentence may tell more: no object, one that says too little alone, or one whose stage no verb tells."""
    if not reading.object:
        return True
    concept = concepts.objects()[reading.object]
    unsaid = reading.standing and concept.kind in ("case", "nuisance", "hazard", "land")
    return concept.general != "no" or unsaid or bool(concept.splits & {"age"})


# --- the object -----------------------------------------------------------------------------------


# Two to four Chinese characters, then the same again: 信访积案化解化解率.
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,4}?)\1")


def _parse(text: str, dimension: str, measure: str) -> _Parse:
    text = _TWICE.sub(r"\1", text)
    parse = _Parse(text, cut(text))
    level = dimension if measure == "level" else ""
    for composite in composites(text):
        if not _did_it(composite.name, level) and not _torn(composite, parse.words):
            parse.composite, parse.name, parse.by = composite, composite.name, "composite"
            parse.span = (composite.spans[0][0], composite.spans[-1][1])
            break
    simple = _head(parse, level)
    if simple and (parse.composite is None or _prevails(simple, parse)):
        parse.composite = None
        parse.name, parse.span, parse.by = simple.means.name, (simple.start, simple.end), "name"
    if _outgrown(parse):
        parse.composite, parse.name, parse.span, parse.by = None, None, (0, 0), ""
    if told := _statistic(text):
        parse.composite, parse.name, parse.span, parse.by = None, told, (0, len(text)), "name"
    return parse


def _prevails(simple: Word, parse: _Parse) -> bool:
    """Whether the head is rather a name of one part than the name of several: a longer one, or one with a verb of its own behind it.

    A part of what the name says (体检 of 老年人+体检) does not.
    """
    composite, name = parse.composite, simple.means.name
    assert composite and name
    end = composite.spans[-1][1]
    if simple.start >= end and _of(simple).general == "no" and any(word.means.verbs for word in _between(parse, end, simple.start)):
        return True
    narrower = concepts.objects()[composite.name.object].broader == name.object and simple.end >= end
    return (len(simple.text), simple.end) >= (composite.weight, end) and not narrower


def _between(parse: _Parse, start: int, end: int) -> list[Word]:
    return [word for word in parse.words if start <= word.start < end]


_FILLING = re.compile(f"{any_of('filling of a phrase')}+")
"""Words that stand inside the name of a statistic and change nothing: 规上服务业企业实现营收."""


def _statistic(text: str) -> Name | None:
    """The statistic that the whole phrase names once such words are gone from its inside."""
    short = _FILLING.sub("", text)
    if short == text:
        return None
    words = cut(short.replace("规模以上", "规上").replace("限额以上", "限上"))
    name = words[0].means.name if len(words) == 1 else None
    return name if name and concepts.objects()[name.object].kind == "stat" else None


def _torn(composite: Composite, words: list[Word]) -> bool:
    """Whether its last part is only some of a name that says enough alone: 环保+宣传 in 环保宣传资料, 改+厕 in 新改建公厕."""
    start, end = composite.spans[-1]
    mine = {composite.name.object, concepts.objects()[composite.name.object].broader}
    around = [word for word in words if word.means.name and word.means.name.object not in mine and _of(word).general == "no"]
    return any((start <= word.start < end < word.end) or (word.start < start and end <= word.end) for word in around)


def _outgrown(parse: _Parse) -> bool:
    """Whether an unknown noun stands behind the name: 残疾人托养机构 counts no 残疾人."""
    behind = [word for word in parse.words if word.start >= parse.span[1] and not (word.means.verbs or word.means.attribute)]
    unknown = any(word.means == UNKNOWN and len(word.text) > 1 for word in behind)
    return bool(parse.name) and unknown and behind[-1].text[-2:] in reference.nouns()


def _did_it(name: Name, level: str) -> bool:
    """Whether the name is of people in a phrase whose unit counts none: 执法人员整治…处."""
    return level in _NO_PEOPLE and concepts.objects()[name.object].kind == "people"


def _head(parse: _Parse, level: str) -> Word | None:
    """The word that is the object: the last name that no preposition governs, else the last name.

    Of people at an event it is the event; where the last name says little (问题, 面积) or is not counted in the unit, the one before it.
    """
    named = [word for word in parse.words if word.means.name]
    for before, word in pairwise(parse.words):
        if word.means.name and not before.means.verbs and before.text[-1] in _GOVERNED:
            parse.governed.add(word.start)
    wholes = _wholes(parse.words)
    checked = _checked(named, parse)
    if checked:
        return checked
    free = [word for word in named if word.start not in parse.governed] or named
    free = [word for word in free if word.means.name and not _did_it(word.means.name, level)]
    free = [word for word in free if not _uncounted(_of(word), level) and word.start not in wholes]
    if not free:
        return None
    head = free[-1]
    concept = _of(head)
    if concept.general == "yes" and concept.kind == "people":
        events = [word for word in free[:-1] if _of(word).kind == "event"]
        if events:
            return events[-1]
    strong = [word for word in free[:-1] if _of(word).general == "no"]
    if strong and concept.general == "yes":
        between = [word for word in _between(parse, strong[-1].end, head.start) if word.means.verbs]
        carries = concept.kind in _CARRIERS or (concept.kind == "event" and _of(strong[-1]).kind == "event")
        says_nothing = head.means.qualifier is not None and head.means.qualifier.facet == "neutral" and concept.kind == "case"
        if carries and (not between or says_nothing):
            return strong[-1]
    if not strong:
        return head
    stages = {way.action for word in _between(parse, strong[-1].end, head.start) for way in word.means.verbs}
    if concept.kind == "people" and "reach" in stages and _of(strong[-1]).kind in ("event", "service"):
        return strong[-1]
    if level and not stages and not _counted(concept, level) and _counted(_of(strong[-1]), level):
        return strong[-1]
    return head


def _checked(named: list[Word], parse: _Parse) -> Word | None:
    """What a check is made of, where the head is a check of anything: 对工地开展安全检查 counts 工地."""
    if not named or _of(named[-1]).code != _CHECKS:
        return None
    objects = [word for word in named if word.start in parse.governed and _of(word).kind in ("org", "facility", "land")]
    return objects[-1] if objects and _of(objects[-1]).general == "no" else None


def _wholes(words: list[Word]) -> set[int]:
    """Where names stand of which something else is a share: 占地区生产总值比重."""
    return {word.start for before, word in pairwise(words) if before.text.endswith("占") and not before.means.name}


def _counted(concept: Concept, dimension: str) -> bool:
    """Whether the object is ordinarily counted in units of that dimension."""
    known = reference.dimensions().get(dimension)
    return dimension in concept.dimensions or bool(known and set(known.meets) & set(concept.dimensions))


def _uncounted(concept: Concept, level: str) -> bool:
    """Whether it is a sum of money or a share in a phrase whose unit counts things: 集体收入超50万元的村…个."""
    return concept.kind == "stat" and level in _THINGS and not set(concept.dimensions) - _SUMS


def _of(word: Word) -> Concept:
    assert word.means.name
    return concepts.objects()[word.means.name.object]


def _widen(parse: _Parse, before: str, level: str) -> None:
    """Give the phrase the object that its sentence tells, where it has none or one that says too little alone."""
    concept = concepts.objects()[parse.name.object] if parse.name else None
    if concept and concept.general == "no":
        return
    around = normal(before)
    for composite in composites(around + parse.text):
        # Its last part has to be the phrase's own.
        if composite.spans[-1][0] >= len(around) and not _did_it(composite.name, level) and not _deeds_differ(composite.name, parse):
            parse.name, parse.by = composite.name, "context"
            first = max(composite.spans[-1][0] - len(around), 0)
            parse.span = (first, composite.spans[-1][1] - len(around))
            return
    if concept and concept.kind == "event" and _told_before(parse, before):
        return
    # A noun that no table knows (养蚕) is an object of its own, not what the clause before it spoke of.
    if parse.name or any(word.means == UNKNOWN and len(word.text) > 1 for word in parse.words):
        return
    wanted = {way.action for word in parse.words for way in word.means.verbs}
    for clause in list(reversed(END.split(before)))[:_CLAUSES]:
        words = cut(normal(clause))
        wholes = _wholes(words)
        names = [word for word in words if word.means.name and word.start not in wholes and _of(word).general == "no"]
        names = [word for word in names if _fits(word, parse, wanted, level)]
        if names:
            parse.name, parse.by = names[-1].means.name, "context"
            parse.span = (0, 0)
            return


def _told_before(parse: _Parse, before: str) -> bool:
    """Give a bare event the one that a clause before it names in full: 开展技能培训,培训800人次."""
    assert parse.name
    if any(word.means.name and word.means.name is not parse.name for word in parse.words):
        return False
    if any(word.means == UNKNOWN and len(word.text) > 1 for word in parse.words):
        return False
    for clause in list(reversed(END.split(before)))[:_CLAUSES]:
        for word in reversed(cut(normal(clause))):
            told = word.means.name
            if told and _of(word).kind == "event" and _of(word).general == "no" and normal(parse.name.name) in word.text:
                parse.name, parse.span, parse.by = told, (0, 0), "context"
                return True
    return False


def _deeds_differ(name: Name, parse: _Parse) -> bool:
    """Whether the phrase tells another stage than the name that its sentence suggests: 检查企业…家,处罚企业…家."""
    own = {way.action for word in parse.words for way in word.means.verbs} - _WEAK - {"have", "reach"}
    return bool(name.action and own and name.action not in own)


def _fits(word: Word, parse: _Parse, wanted: set[str], level: str) -> bool:
    """Whether the verbs of the phrase can be stages of this object: one of them is meant for its kind, or there is none."""
    concept = _of(word)
    if (concept.kind == "people" and level in _NO_PEOPLE) or _uncounted(concept, level):
        return False
    ways = [way for other in parse.words for way in other.means.verbs]
    return not wanted or any(way.reach(concept) > 1 for way in ways) or all(not way.kinds for way in ways)


# --- action, attribute, qualifiers ------------------------------------------------------------------


def _reading(parse: _Parse, dimension: str, measure: str, aspect: str, before: str, after: str) -> Reading:
    if parse.name is None:
        return Reading()
    concept = concepts.objects()[parse.name.object]
    attribute, staged = _attribute(parse, concept, dimension, measure)
    action, standing = _stage(parse, concept, aspect, after, staged and attribute == "rate")
    if standing and not concept.stage.startswith("=") and _does_unknown(parse, concept):
        action, standing = "", False
    if standing and attribute == "visits":
        # What was gone to is no stock of what there is.
        action, standing = ("" if action == "have" else action), False
    if attribute in _whole_shares():
        action = ""
    if concept.kind == "stat" and not parse.name.action and action not in _OVERRIDES:
        # 新增产值 is what came to it, not all of it.
        action = action if attribute == "amount" and action in ("add", "net") else ""
    if concept.kind == "event" and attribute == "people" and action in _ATTENDED:
        action = "join"
    if attribute == "count" and _is_times(parse, concept, dimension):
        attribute = "times"
    qualifiers = _qualifiers(parse, concept, before)
    return Reading(concept.code, action, attribute, qualifiers, standing, parse.by)


def _stage(parse: _Parse, concept: Concept, aspect: str, after: str, rate: bool) -> tuple[str, bool]:
    """The stage of work, and whether no word tells it."""
    action = _action(parse, concept)
    if concept.stage.startswith("=") and action not in _OVERRIDES:
        return concept.stage[1:], not action
    if not action and after and concept.kind in ("case", "nuisance", "hazard", "land", "org"):
        action = _action(_Parse(normal(after), cut(normal(after)), name=parse.name), concept)
    if action == "complete" or (action == "finish" and concept.kind != "facility"):
        action = ""
    standing = not action
    if not action and rate and concept.kind == "case":
        action = "resolve"
    if not action and not rate:
        action = concept.stage or _DEFAULTS.get(concept.kind, "")
    if action == "own" or (aspect == "stock" and action in ("add", "operate")):
        action = "have"
    return action, standing


def _does_unknown(parse: _Parse, concept: Concept) -> bool:
    """Whether a verb at either end of the phrase means no stage of such an object: what was done is not known, so nothing is just there."""
    for word in (parse.words[0], parse.words[-1]):
        if len(word.text) < 2 or word.means.name or word.means.qualifier or parse.span[0] <= word.start < parse.span[1]:
            continue
        if word.means.verbs and not any(way.reach(concept) or way.action in _WEAK for way in word.means.verbs):
            return concept.kind == "hazard" or _DEFAULTS.get(concept.kind) == "have"
        if _is_strange(word):
            return True
    return False


def _action(parse: _Parse, concept: Concept) -> str:
    """The stage that the verbs of the phrase say of an object of this kind; empty where none does."""
    found: list[tuple[int, str]] = []
    for word in parse.words:
        if word.means.name and word.means.name is parse.name and not word.means.verbs:
            continue
        way = max(word.means.verbs, key=lambda way: way.reach(concept), default=None)
        if way and way.reach(concept):
            found.append((word.start, way.action))
    light = {word.start for word in parse.words if any(way.action == "hold" for way in word.means.verbs)}
    if any(action not in _WORKS for _, action in found):
        # 开展道路改造 is under way; 开展河道清淤 is done.
        found = [(start, action) for start, action in found if start not in light or action != "start"]
    if parse.name and parse.name.action:
        found = [(start, action) for start, action in found if start not in light]
    for start, action in found:
        if action in _OVERRIDES and (action != "plan" or _plans(parse, start)):
            return action
    found = [(start, action) for start, action in found if action != "plan"] or found
    if parse.name and parse.name.action:
        return parse.name.action
    strong = [(start, action) for start, action in found if action not in _WEAK]
    strong = strong or [(start, action) for start, action in found if action == "finish"] or found
    behind = [action for start, action in strong if start >= parse.span[1]]
    if behind:
        return behind[-1]
    return strong[-1][1] if strong else ""


def _plans(parse: _Parse, start: int) -> bool:
    """Whether the verb there makes the phrase one about plans; 计划怀孕 and 规划施划 do not."""
    before = any(word.start < start and not word.means.qualifier for word in parse.words)
    behind = [word for word in parse.words if word.start > start]
    does = bool(behind) and {way.action for way in behind[0].means.verbs} - {"plan", "hold"} and not behind[0].means.qualifier
    return not before and not does


def _attribute(parse: _Parse, concept: Concept, dimension: str, measure: str) -> tuple[str, bool]:
    """The attribute, and whether it is a rate of a stage."""
    known = concepts.attributes()
    said = [word.means.attribute for word in parse.words if word.means.attribute]
    per = "".join(f"_{code}" for code in dict.fromkeys(said) if code.startswith("per_"))
    shares = [code for code in said if code in _whole_shares() or known[code].staged]
    if parse.name and parse.name.attribute:
        base = parse.name.attribute
    elif shares and (dimension in _SHARES or measure in ("rate", "growth", "rank")):
        base = shares[-1]
        return base + per, known[base].staged
    else:
        others = [code for code in said if not code.startswith("per_") and code not in shares]
        base = others[-1] if others and measure != "level" else _by_dimension(concept, dimension)
    return base + per, False


def _is_times(parse: _Parse, concept: Concept, dimension: str) -> bool:
    """Whether rounds of work are counted, not what was worked on: 隐患排查3轮, 开展占道经营整治86场."""
    if concept.kind not in ("hazard", "nuisance") or dimension not in ("event", "round") or dimension in concept.dimensions:
        return False
    held = any(way.action == "hold" for word in parse.words for way in word.means.verbs)
    return dimension == "round" or held


def _by_dimension(concept: Concept, dimension: str) -> str:
    first = concept.dimensions[0]
    of = _attributes_of_dimensions()
    if dimension in _SHARES and first not in _SHARES:
        dimension = first
    if dimension in ("household_time", "document_time") and dimension.startswith(first):
        return of.get(first, "count")
    if dimension == "dwelling" and concept.kind == "thing" and of.get(first) == "count":
        return "count"
    if dimension in _ONE_BY_ONE and first in _ONE_BY_ONE and concept.kind not in ("people", "thing"):
        # 户, 套 and 栋 count firms, homes and toilets one by one, but people by families, and estates by what they hold.
        return "count"
    if dimension.startswith("money") and first.startswith("money_per_"):
        dimension = first
    if dimension in concept.dimensions:
        return of.get(dimension, "count")
    known = reference.dimensions().get(dimension)
    if known and first in known.meets and known.family == reference.dimensions()[first].family:
        return of.get(first, "count")
    return of.get(dimension, "count")


@lru_cache(maxsize=1)
def _attributes_of_dimensions() -> dict[str, str]:
    return {dimension: a.code for a in concepts.attributes().values() if not a.words or not a.staged for dimension in a.dimensions}


@lru_cache(maxsize=1)
def _whole_shares() -> frozenset[str]:
    """Attributes that are shares of the object as a whole, whatever was done to it (满意率, 知晓率)."""
    known = concepts.attributes().values()
    return frozenset(a.code for a in known if not a.staged and ((a.words and not a.dimensions) or "share" in a.dimensions))


def _qualifiers(parse: _Parse, concept: Concept, before: str) -> tuple[tuple[str, str], ...]:
    """What narrows the object: known words anywhere in the phrase, and whatever stands between its verb and its head."""
    found: set[tuple[str, str]] = set()
    begin = max((word.end for word in parse.words if word.means.verbs and word.end <= parse.span[0]), default=0)
    inside = set(parse.composite.spans) if parse.composite else {parse.span}
    for word in parse.words:
        if any(start < word.end and word.start < end for start, end in inside) or word.means.attribute:
            continue
        qualifier = word.means.qualifier
        if qualifier:
            if qualifier.facet not in ("neutral", "carrier"):
                found.add((qualifier.facet, qualifier.normal))
        elif begin <= word.start < parse.span[1] and word.start not in parse.governed:
            _narrow(word, found, concept.code)
        elif word.start >= parse.span[1] and word.means == UNKNOWN:
            # What was done to it in words that no table knows: 小微企业延期还本.
            _narrow(word, found, concept.code)
        elif concept.kind == "stat" and word.means.name:
            # Of whom it is, though a verb stands between: 规上工业企业实现利税.
            _narrow(word, found, concept.code)
    if parse.name and concept.kind in ("org", "title"):
        found.update(("grade", rank) for rank in _ranks_in(parse.name.name))
    age = _AGE.search(END.split(before)[-1] if before else "")
    if age:
        found.add(("age", f"{age[1]}岁{age[2]}"))
    return tuple(sorted((facet, word) for facet, word in found if facet not in concept.implies and word not in concept.implies))


@lru_cache(maxsize=16384)
def _ranks_in(name: str) -> tuple[str, ...]:
    """The ranks of government that a name has inside: 省级龙头企业 narrows 龙头企业."""
    known = (one for one in concepts.qualifiers().values() if one.facet == "grade" and one.word.endswith(("级", "级以上")))
    found = [one for one in known if one.word in name and one.normal[0] in "国省市区县"]
    longest = [one for one in found if not any(one.word in other.word for other in found if other is not one)]
    return tuple(one.normal for one in longest)


def _narrow(word: Word, found: set[tuple[str, str]], head: str) -> None:
    if word.means.name:
        concept = _of(word)
        if concept.general == "no" and concept.code != head:
            found.add(("of", concept.name_zh))
    elif not word.means.verbs:
        text = word.text.strip("的了和及与或等各")
        if len(text) > 1:
            found.add(("other", text))
