"""Phrases around a number: what stands left and right of it, trimmed to a verb and the noun it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from etl import reference
from etl.grammar.figures import BIG, COUNTING, DIGITS_AND_TEN, FOUR, ORDERS, SEVERAL, TEN
from etl.grammar.lexicon import LONG_VERBS, TWO_CHARACTER_NOUNS, UNIT_OF, VERB_SENSE, VERBS, WordTrie, any_of, chars_of, words_of

MAX_NAME = 25
"""Characters of an indicator's name at most, as a table row takes them."""
KNOWN = 1 << 14
"""Stretches of words whose reading each cache keeps: reports say the same things in the same words."""

# What opens a clause and says nothing of what is counted.
_LEAD = re.compile(
    f"^(?:（[0-9{TEN}]{{1,3}}）|[{TEN}]{{1,3}}、(?!(?:第?[一二三]、)?第?[一二三]次?产)|"
    rf"[\s\u3000,，、。；;：:!！?？\-—•·●◆■▪○*“”①-⑳]+|{any_of('finished after which')}(?:投产|投用)?后|"
    f"{any_of('up to a time')}?{any_of('time at the front')}(?:以来|为止)?|{any_of('span at the front')}|"
    f"(?:{any_of('area', 'lead')}|(?:今后|未来)[一二三五十几两]年|及时(?![^，]{{0,4}}率))(?=率[先领]|"
    f"[^{chars_of('及时: no sign of a measure')}]))"
)
_TIME_ONLY = frozenset(words_of("time alone"))
_LEAD_DATE = re.compile(
    f"^{any_of('leads to a date')}?[ ]?(?:[0-9]{{2,4}}[ ]?年(?:度)?|[{DIGITS_AND_TEN}]{{4}}年(?:度)?|[{TEN}]{{1,3}}"
    f"(?:至[{TEN}]{{1,3}})?月份?|[0-9]{{1,2}}(?:[ ]?(?:-|~|{any_of('up to')}|—)[ ]?[0-9]{{1,2}})?[ ]?月(?:份)?|"
    f"[0-9]{{1,2}}[{chars_of('day of a month')}]|[{chars_of('first of')}][0-9{TEN}]+个?(?:季度|月)|第?[1-4{FOUR}]"
    f"(?:(?:-|~|、|{any_of('up to', 'and')})第?[1-4{FOUR}])*个?季度|[上下]半年|{any_of('leads to years')}?[0-9{COUNTING}]+年|"
    f"[0-9{COUNTING}]+{any_of('stretch within: unit')}{any_of('stretch within')})"
    f"{any_of('follows a date')}?"
)
_TAILS = WordTrie(words_of("tail"))
"""Copulas and adverbs that lead up to a number."""
_IN_A_ROW = re.compile(f"{any_of('in a row: how')}?{any_of('in a row')}[0-9{SEVERAL}]{{1,3}}个?{any_of('in a row: of what')}$")
_NO_TAIL_AFTER = {word.word: word.not_after for word in reference.clause_words()["tail"] if word.not_after}
"""签约, 最近, 户均: the last character of another word."""
_WORDS = WordTrie((*TWO_CHARACTER_NOUNS, *LONG_VERBS.words))
_TAIL_MARKS = ' \t\r\n\u3000:：“"='
_PREP = re.compile(rf"^{any_of('leads to an object')}$")
_AGE = re.compile(f"[0-9{TEN}]+(?:[-~至到][0-9]+)?[ ]?{any_of('years of age')}(?:及)?{any_of('bound behind')}?(?:的)?")
_QUOTED_FIGURE = re.compile(r"[“\"][^”\"]*[0-9][^”\"]*[”\"]")
_FIGURE_WORD = re.compile(rf"[0-9]+(?:\.[0-9]+)?(?:{any_of('figure in a word')}|\+|·)?")
_FIGURE = re.compile(rf"(?<![A-Za-z0-9.\-])[0-9]+(?:\.[0-9]+)?[ ]?{any_of('figure with')}?(?![A-Za-z0-9强])|（[^（）]*[0-9][^（）]*）")
RATE_END = re.compile(f"{any_of('rate: noun at the end')}[”）]?$")
"""What a share or a rate is called by at its end."""
_UNIT_WORDS = "|".join(map(re.escape, sorted(UNIT_OF, key=len, reverse=True)))
_BRACKETED_UNIT = re.compile(f"（[{ORDERS}]*(?:{_UNIT_WORDS})）")
"""固定资产投资（亿元）: what the figures are in."""
_VAGUE_CHANGE = re.compile(
    f"(?:(?:{any_of('vague change: how')}|连续[^，]{{1,3}}年)?{any_of('vague change: verb')}?"
    f"(?:年均)?[{chars_of('figure of digits')}]位数(?:以上)?的?(?:速度)?(?:增长|增速)|连续[^，]{{1,3}}"
    f"{any_of('part of time')}{any_of('vague change: steadily')}*{any_of('vague change: up or down')})$"
)
_MASK_SIGNS = frozenset("xX×*＊Ｘｘ□")
_MASKED = re.compile(rf"(?<=[\u4e00-\u9fff])[xX×*＊Ｘｘ□][xX×*＊Ｘｘ□0-9.]*[{chars_of('more')}]?[{ORDERS}]*(?:{_UNIT_WORDS})?$")
"""收入xx320元: a masked figure that the words before another one end with."""
_HAS_FIGURE = re.compile("[0-9岁]")
_PAIRED = frozenset("“”（）《》")
_EDGE = "、，,；;：:的之 \u3000“”\"'‘’《》<>-+.…!！?？（）*·•/|=%¥￥$"
_LIGHT = frozenset(words_of("light verb"))
_DONE_END = re.compile(f"(?:(?<=[{chars_of('amount: sign before done')}])|{any_of('done at the end: how')}){any_of('reach')}$")
"""固定资产投资完成18亿元: as good as a copula."""
_MANNERS = frozenset(words_of("manner"))
_ALONE = frozenset((*words_of("alone"), *words_of("area"), *words_of("time at the front")))
_FRONT = re.compile(f"^{any_of('front')}")
_END = re.compile(f"{any_of('end')}$")
_HANDED_DOWN = re.compile(
    f"{any_of('handed down: how')}*{any_of('reach or get to')}?了?{any_of('handed down: by')}[里委级]?(?:政府)?"
    f"{any_of('handed down: verb')}的?(?:年度|全年)?{any_of('target or task')}?的?$"
)
"""超额完成市下达的 before 4800人的目标: whose target it is, not of what."""
_FOR_YEARS = re.compile(
    f"(?<=[{chars_of('figure: sign before 分')}])分$|(?:已|并)?(?:连续|第)[0-9{COUNTING}]+(?:个?年度?|次)(?:稳居|保持)?$"
)
"""财政收入连续三年突破10亿元."""
_MASKED = re.compile(f"[xX×*□○]{{1,6}}[0-9.,]*[{BIG}]?{any_of('masked: unit')}?")
_SIZE = re.compile(rf"[0-9]+(?:\.[0-9]+)?[{ORDERS}]*{any_of('size: unit')}级?(?:及?以[上下内])?的?(?=[\u4e00-\u9fff]{{2}})")
"""7万吨级以上集装箱泊位: of what size they are."""
_AREA_END = re.compile(f"(?<![市下]){any_of('area at the end')}{any_of('area at the end: has')}?$")
"""为辖区 in 为辖区47个小区配备楼长: it says where, not what."""
_SUM_INSIDE = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}}){any_of('sum of all')}(?={any_of('reached alone')})")
_WHOLE_END = re.compile(rf"(?<=[\u4e00-\u9fff]{{3}})(?<![安健齐保完周])全[{chars_of('whole of')}]$")
"""露天蔬菜全镇达3000亩, 21个项目共完成征地1258户: the whole and the sum are no part of a name."""
GENERIC = re.compile(rf"^{any_of('size')}(?=占|$)")
"""Words for the size or the change of what is not named: 总量居全市第二."""
ADVERBIAL = re.compile(rf"^{any_of('reckoned by')}|{any_of('reckoned at the end')}$")
"""Words that say how something was counted, not what: 按可比口径计算."""
OF_TARGET = re.compile(
    rf"{any_of('target: so far')}*{any_of('target: met')}?(?:了)?{any_of('target: whose')}?(?:下达)?(?:的)?"
    rf"{any_of('target: which')}?{any_of('target')}{any_of('target: number')}?(?:的|进度)?$"
)
"""The words of a target that a share of it is told of: 完成年度任务的 before 92%."""
_RESULT = re.compile(rf"^{any_of('result')}")
_NOUN_ENDING = re.compile("[性型]|值(?![班守勤])|会(?![议谈商见员费])")
NOUN_AFTER_VERB = frozenset(chars_of("noun after a verb"))
_COUNTING = frozenset({"build", "add", "give", "find", "recruit", "award", "make", "reduce"})
_PLACE_END = re.compile(f"(?:{any_of('place end')}|[^{chars_of('no village')}]村)$")
_PLACE = re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{2,8}}?){any_of('place: kinds')}$")
_LISTED_BEFORE = re.compile("^.*[和与及](?=[一-鿿]{4})")
_RATE_NAME = re.compile(rf"{any_of('rate: how')}?[\u4e00-\u9fff]{{2}}(?:率|度)$")
_LEADING_PLACE = re.compile(rf"(?![{chars_of('no place after')}])(?P<stem>[\u4e00-\u9fff]{{1,4}}?)(?:社区|村)")
NO_NAME = re.compile(rf"{any_of('no name of a place')}$")
"""What stands before 社区 or 村 and is no name of one."""
_VERBISH_RIGHT = re.compile(rf"^(?:{any_of('goes on')}|（)")
_NO_PART_OF_VERB = frozenset(words_of("verb: no part behind"))
_HOUSE_NOUNS = frozenset(words_of("house: begins a noun"))
_NO_EXAMPLES = words_of("no examples")
_ENDS_BEFORE_FIGURE = chars_of("no end before a figure")
_NO_END = words_of("no end of a name")
_NO_BEGINNING = words_of("no beginning of a name")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words left of a number, trimmed: the verb they open with and what is left."""

    text: str
    """All of it, trimmed."""
    verb: str
    rest: str

    @property
    def bare(self) -> bool:
        """Whether nothing but a verb stands here (拆违410处)."""
        return not self.rest


@lru_cache(KNOWN)
def strip_lead(text: str) -> str:
    """Without the adverbs, dates and conjunctions that open a clause."""
    while text:
        if text in _TIME_ONLY:
            return ""
        found = _LEAD_DATE.match(text) or _LEAD.match(text)
        if not found or found.end() == 0:
            return text
        if found[0] in _MANNERS and not LONG_VERBS.at(text, found.end()):
            return text  # 高标准农田
        text = text[found.end() :]
    return text


def without_unit(text: str) -> str:
    """Without units in brackets, which say nothing of what is counted: 8.1万套（间）住房, 投资（亿元）."""
    return _BRACKETED_UNIT.sub("", text) if "（" in text else text


def strip_tail(text: str) -> str:
    """Without the copulas and adverbs that lead up to a number (达, 为, 共计, 提升至)."""
    while text:
        word = _TAILS.before(text, len(text))
        if word in _NO_TAIL_AFTER and text[: -len(word)].endswith(_NO_TAIL_AFTER[word]):
            return text
        if len(word) == 1 and _ends_word(text):
            return text
        rest = text[: -len(word)] if word else text.rstrip(_TAIL_MARKS)
        if rest == text and text[-1] in "年月度":
            rest = _IN_A_ROW.sub("", text)
        if len(rest) == len(text):
            rest = _FOR_YEARS.sub("", text)
            if len(rest) == len(text):
                return text
        text = rest
    return text


def _ends_word(text: str) -> bool:
    """Whether the last character ends a word (经营行为, 社区报到), which no other word shares a character with (商业银行为, 项目申报到)."""
    return bool(_WORDS.before(text, len(text))) and not _WORDS.before(text, len(text) - 1)


def says_nothing(words: str) -> bool:
    """Whether words name nothing that could be counted: a connective, an adverb, the piece of one."""
    return not words or words in _ALONE or _HANDED_DOWN.fullmatch(words) is not None


def trim_joints(name: str) -> str:
    """A name without the connectives that joined it to what stands before or after it (和村卫生室 → 村卫生室)."""
    while True:
        rest = _END.sub("", _FRONT.sub("", name).strip(_EDGE)).strip(_EDGE)
        if rest == name:
            return name
        name = rest


@lru_cache(KNOWN)
def left_phrase(text: str) -> Phrase:
    """Trim what stands left of a number and find the verb it opens with."""
    if "（" in text:
        text = _BRACKETED_UNIT.sub("", text)
    trimmed = _AREA_END.sub("", strip_lead(strip_tail(text)).strip(_EDGE)).strip(_EDGE)
    trimmed = _SUM_INSIDE.sub("", _WHOLE_END.sub("", trimmed))
    done = _DONE_END.search(trimmed)
    if done and done.start() > 0:
        trimmed = strip_tail(trimmed[: done.start()])
    if says_nothing(trimmed):
        return Phrase("", "", "")
    verb = opening_verb(trimmed)
    return Phrase(trimmed, verb, trimmed[len(verb) :].strip(_EDGE))


@lru_cache(KNOWN)
def opening_verb(text: str) -> str:
    """The verb, or chain of verbs, that `text` opens with: 纠正和整治, 建成并预售."""
    at = 0
    while True:
        verb = LONG_VERBS.at(text, at)
        if not verb or _begins_noun(text, at, at + len(verb)):
            break  # 建成安置房: 安置 belongs to the noun
        at += len(verb)
        if text[at : at + 1] in _NO_PART_OF_VERB and (text[at : at + 1] == "了" or LONG_VERBS.at(text, at + 1)):
            at += 1
    if at == 0 and text and len(text) > 1:
        single = VERBS.at(text, 0)
        at = len(single) if len(single) == len(text) else 0
    return text[:at]


def _begins_noun(text: str, start: int, end: int) -> bool:
    """Whether the verb at ``start:end`` is the head of a noun (安置房, 保障房, 保障性住房; but 拆除房屋)."""
    if _NOUN_ENDING.match(text, end):
        return True  # 增加值, 服务型, 举办招聘会
    if text[end : end + 1] == "房":
        return text[end + 1 : end + 2] not in _HOUSE_NOUNS
    return start > 0 and text[end : end + 1] in NOUN_AFTER_VERB


def ends_with_verb(text: str) -> bool:
    """Whether a verb is the last word."""
    return bool(LONG_VERBS.before(text, len(text)))


@lru_cache(KNOWN)
def opens_with_verb(text: str) -> bool:
    """Whether what stands right of a number goes on with a verb, so that it is no noun the number counts."""
    if _VERBISH_RIGHT.match(text):
        return True
    verb = LONG_VERBS.at(text, 0)
    return bool(verb) and text[len(verb) : len(verb) + 1] not in NOUN_AFTER_VERB


def takes_object(phrase: Phrase, right: str) -> bool:
    """Whether the verb left of a number wants the stretch right of it as its object, though that opens with a verb itself.

    完成吕村2389户安置认购 and 新增420个共享车位 do; 开展培训12场惠及群众 does not.
    """
    if not phrase.verb or _RESULT.match(right):
        return False
    last = LONG_VERBS.before(phrase.text, len(phrase.text))
    if last and VERB_SENSE[last] in _COUNTING and last != phrase.text:
        return True
    return phrase.verb in _LIGHT and not last


@lru_cache(KNOWN)
def is_preposition(text: str) -> bool:
    """Whether the words left of a number only lead to what stands right of it (为320名…)."""
    return bool(_PREP.match(text))


@lru_cache(KNOWN)
def is_place(text: str) -> bool:
    """Whether the words end in a place (良都社区5个…), so that the number counts what follows."""
    return bool(_PLACE_END.search(text))


def place_in(text: str) -> str | None:
    """A named part of the area at the end of `text`, as written: 落霞片区, not 列入计划的老旧小区."""
    found = _PLACE.search(_LISTED_BEFORE.sub("", text))  # 王家湾等棚户区和胡家湾片区
    if found is None or (NO_NAME.search(found["stem"]) and not found["stem"].endswith("等")):
        return None
    verb = LONG_VERBS.at(found[0], 0)  # 新增双河村260亩莲藕基地
    return found[0].removeprefix(verb) if verb and len(found["stem"]) - len(verb) >= 2 else found[0]


def of_rate(core: str) -> str:
    """What a rate is a rate of (刑事案件破案率 → 刑事案件); any other noun as it is."""
    return _RATE_NAME.sub("", core) if RATE_END.search(core) else core


@lru_cache(KNOWN)
def leading_place(text: str) -> str:
    """The named part of the area that does what the words after it say (红旗村 in 红旗村硬化道路), or ''."""
    found = _LEADING_PLACE.match(text)
    if not found or NO_NAME.search(found["stem"]) or LONG_VERBS.at(text, 0) or found["stem"] in TWO_CHARACTER_NOUNS:
        return ""
    return found[0] if LONG_VERBS.at(text, found.end()) else ""


_SORTS = words_of("sort")
"""等方面问题, 等领域: words that say nothing without the examples before them."""


_DONE_TO = re.compile(
    rf"{any_of('done to: before')}(?P<what>[^，。；]{{2,24}}?){any_of('done to: verb')}了?(?P<deed>[\u4e00-\u9fff、]{{2,14}})"
)
_TURNED = re.compile(
    rf"{any_of('done to: before')}[^，。；]{{2,16}}?(?P<deed>{any_of('turned: verb')}){any_of('turned: into')}(?P<what>[^，。；]{{2,12}})"
)
_FROM_TO = re.compile("从[^，。；从]{2,14}[到至][^，。；]{2,12}?(?=长$|长[0-9]|$|的)")
_AT_FRONT = re.compile(rf"在[^，。；在]{{2,12}}?{any_of('where: end')}[内里上]?(?=[\u4e00-\u9fff]{{2}})")
_HOW_MANY = re.compile(f"[\u4e00-\u9fff]{{0,6}}的?[0-9{COUNTING}]+(?:{_UNIT_WORDS})")

#: words for a deed → the same in plain order, without where it was done
DEEDS: tuple[tuple[str, str], ...] = (
    ("对镇区内的四座水库进行了除险加固", "水库除险加固"),
    ("将老粮站改造成养老院", "改造养老院"),
    ("在东塘社区铺设路面", "铺设路面"),
    ("铺设从桥头到磨坊长", "铺设长"),
    ("在全面总结的基础上", "在全面总结的基础上"),
    ("修缮祠堂", "修缮祠堂"),
)


def plain_deed(words: str) -> str:
    """What was done, in plain order and without where: 对四座水库进行除险加固 → 水库除险加固."""
    turned = _TURNED.fullmatch(words)
    if turned:
        return turned["deed"] + turned["what"]
    done = _DONE_TO.fullmatch(words)
    if done:
        return _HOW_MANY.sub("", done["what"]) + done["deed"]
    words = _FROM_TO.sub("", words)
    at = _AT_FRONT.match(words)
    return words[at.end() :] if at and LONG_VERBS.at(words, at.end()) else words


def drop_examples(text: str, verb: str) -> str:
    """`河心路甲、白花谷乙等重大项目` → `重大项目`, with the verb kept."""
    rest = text[len(verb) :]
    at = rest.rfind("等")
    if at > 0 and len(rest) - at > 2 and rest[at + 1 :].strip(_EDGE) and len(rest) > 14 and not rest[at:].startswith(_NO_EXAMPLES):
        after = rest[at + 1 :].lstrip("各")
        if after.startswith(_SORTS):
            return text  # 解决融资、用地等方面问题
        if len(after) >= 4 or len(text) > MAX_NAME:
            return verb + after
    return text


@lru_cache(KNOWN)
def clean(name: str) -> str:
    """A readable name: no figure of its own, no blanks, no stray marks, at most 25 characters."""
    name = "".join(name.split())
    if not _MASK_SIGNS.isdisjoint(name):
        name = _MASKED.sub("", name)
    if "（" in name or name[-1:] in _ENDS_BEFORE_FIGURE:
        name = _VAGUE_CHANGE.sub("", _BRACKETED_UNIT.sub("", name))
    if _HAS_FIGURE.search(name):
        name = _AGE.sub("", _SIZE.sub("", _MASKED.sub("", name)))
        name = _QUOTED_FIGURE.sub(_without_figures, name)
        name = _FIGURE.sub("", name)
    name = trim_joints(name.strip(_EDGE))
    if not _PAIRED.isdisjoint(name):
        for opening, closing in ("“”", "（）", "《》"):
            if name.count(opening) != name.count(closing):
                name = name.replace(opening, "").replace(closing, "")
    return shorten(name)


def _without_figures(quoted: re.Match[str]) -> str:
    """“15分钟养老圈” → 养老圈; what holds no word besides its figures goes."""
    rest = _FIGURE_WORD.sub("", quoted[0].strip('“”"'))
    return rest if len(re.findall("[\u4e00-\u9fff]", rest)) >= 2 else ""


def shorten(name: str) -> str:
    """Cut a long name to its verb and the noun at its end, which is what the number counts."""
    if len(name) <= MAX_NAME:
        return name
    verb = opening_verb(name)[:6]
    name = drop_examples(name, verb)
    if len(name) <= MAX_NAME:
        return name
    rest = name[len(verb) :]
    room = MAX_NAME - len(verb)
    for mark in _NO_END:
        at = rest.find(mark, len(rest) - room)
        if 0 <= at < len(rest) - 3:
            return (verb + rest[at + 1 :]).strip(_EDGE)
    return verb + rest[-room:]


def shorten_right(name: str, keep: int = 18) -> str:
    """Cut a long stretch right of a number; the noun it counts comes first there."""
    if len(name) <= keep:
        return name
    for mark in _NO_BEGINNING:
        at = name.rfind(mark, 4, keep)
        if at > 0:
            return name[: at + (mark == "”")]
    return name[:keep]
