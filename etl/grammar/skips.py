"""Numerals that measure nothing, and why: dates, list markers, names, idioms, page furniture.

Each rule looks at one numeral of a folded sentence. Order matters and is the order of :func:`skip_reason`:
what is certain first (masked digits, dates), what is a default last (:func:`default_reason`).
"""

from __future__ import annotations

import re

from etl import reference
from etl.grammar.figures import COUNTING, COUNTING_NINE, DIGITS, DIGITS_AND_TEN, FOUR, HUNDREDS, NINE, ONE_OR_TWO, TEN
from etl.grammar.lexicon import UNITS, any_of, chars_of, words_of
from etl.grammar.numerals import VULGAR, Numeral, neighbours
from etl.grammar.quantities import fraction_at, half_at

#: (sentence, reasons of its numerals in order; '' where it measures something).
EXAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("2022年新建公园3个", ("date", "")),
    ("二〇一九年建成道路三条", ("date", "")),
    ("二O二二年建成道路三条", ("date", "")),
    ("2O22年建成道路3条", ("date", "")),
    ("1-9月完成产值5亿元", ("date", "date", "")),
    ("截至10月底,排查120户", ("date", "")),
    ("上半年办件300件", ("date", "")),
    ("前三季度入库税收2亿元", ("date", "")),
    ("2021年3月5日", ("date", "date", "date")),
    ("二 〇 二 二 年 工 作 总 结", ("date", "date", "date", "date")),
    ("2 0 2 2 年 度 报 告", ("date", "date", "date", "date")),
    ("２０２２　年　工　作　总　结", ("date",)),
    ("2023-05-04 10:30", ("date", "date", "date", "date", "date")),
    ("连续四年零事故", ("date", "name")),
    ("近三年来", ("date",)),
    ("一、2022年工作总结", ("list", "date")),
    ("(二)抓好整改", ("list",)),
    ("3.持续推进改革", ("list",)),
    ("一是强化保障;二是补齐短板", ("list", "list")),
    ("42021年累计接访63次", ("list", "")),
    ("收入达38. 7.2003年支出9万元", ("name", "list", "")),
    ("突出产业、民生三项重点", ("name",)),
    ("强化两条主线", ("name",)),
    ("建设三项重点工程", ("",)),
    ("建成5条主线路", ("",)),
    ("页数：17页 大小：38.5 KB", ("name", "admin", "admin")),
    ("构建“1+6+N”体系", ("name", "name")),
    ("建成5G基站96座", ("name", "")),
    ("满意率居全区14个镇街首位", ("name",)),
    ("前五户企业税收占比58%", ("name", "")),
    ("近三成的村集体收入不足两万元", ("", "")),
    ("税收同比+6.2%", ("",)),
    ("“11·25”疫情", ("name", "name")),
    ("党的二十大精神", ("name",)),
    ("“十四五”规划", ("name",)),
    ("第五次经济普查", ("name",)),
    ("启动二级响应", ("name",)),
    ("荣立三等功1人", ("name", "")),
    ("S1线沿线", ("name",)),
    ("C04地块", ("name",)),
    ("65岁以上老年人", ("name",)),
    ("15分钟养老服务圈", ("name",)),
    ("轨道6号线二期", ("name", "name")),
    ("12345热线", ("name",)),
    ("进一步提升", ("idiom",)),
    ("一批重点项目", ("idiom",)),
    ("一方面抓整治", ("idiom",)),
    ("数百名群众", ("vague",)),
    ("大数据平台", ("name",)),
    ("走访几十次", ("vague",)),
    ("走访XX0户", ("masked",)),
    ("24小时值班", ("name",)),
    ("每万人拥有绿道3公里", ("name", "")),
    ("用三天时间", ("date",)),
    ("零容忍", ("name",)),
    ("三项制度", ("name",)),
    ("安装电话320部", ("",)),
    ("推行党建+5个网格模式", ("name",)),
    ("印发白政办〔2021〕16号通知", ("name", "name")),
    ("联系电话32012345", ("name",)),
    ("两项补贴发放9人", ("name", "")),
    ("十件民生实事", ("name",)),
    ("两轮疫情", ("",)),
    ("平均年龄41.3岁", ("",)),
    ("连续两个季度", ("date",)),
    ("产量翻了一番", ("",)),
    ("第一季度产值", ("date",)),
    ("四位一体格局", ("name", "name")),
    ("投资两位数增长", ("vague", "vague")),
    ("增速保持2位数以上", ("vague", "vague")),
    ("增幅回落到个位数", ("vague",)),
    ("一半是海水一半是火", ("name", "name")),
    ("时间过半任务过半", ("name", "name")),
    ("1/3以上的社区", ("", "part")),
    ("参与率达2/3", ("", "part")),
    ("全天候7/24响应", ("name", "name")),
    ("三四线城市", ("name",)),
    ("五六年级学生", ("name",)),
    ("走访两三户", ("",)),
    ("走访三四十家", ("",)),
    ("调解七八十起", ("",)),
    ("平均用时两天半", ("", "part")),
    ("办理时间缩短半小时", ("",)),
    ("用两天半时间", ("date", "name")),
    ("历时三个半月建成", ("name", "date")),
)

_MASK = frozenset("XxＸｘ×*＊□■○●")
_YEAR = r"(?:1[89]|20)[0-9]{2}"
_CN = f"[{DIGITS_AND_TEN}]"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_BLANK = "[ \u3000]"

# Matched where a numeral begins. A match ends where the date ends; every numeral in it is one of the date's.
_DATE = re.compile(
    rf"""(?:
      {_YEAR}[ ]?(?:{any_of("up to")}|-|~|、)[ ]?(?:{_YEAR}|[0-9]{{2}})[ ]?年?{any_of("date: ends")}?
        (?={any_of("years: of what")}|[^0-9.]|$)(?<=[{chars_of("date: last sign")}])
    | {_YEAR}-{_YEAR}(?=[（），、。；\s{chars_of("years: signs behind")}]|$)
    | (?:[12](?:{_BLANK}{{1,3}}[0-9]){{3}}|[{ONE_OR_TWO}](?:{_BLANK}{{1,3}}{_CN}){{3}}){_BLANK}{{0,3}}年
    | {_YEAR}[./-]{_MONTH}[./-][0-9]{{1,2}}(?:日)?(?![0-9])
    | {_YEAR}{_BLANK}{{0,3}}(?:年度?|财年)
    | {_YEAR}[./]{_MONTH}(?=[\s月）（]|$)
    | [0-9]{{2,4}}[ ]?年{any_of("date: after a year")}?
    | [1-4{FOUR}](?:{any_of("up to")}|-|~)[1-4{FOUR}](?:个)?季度
    | [0-9]{{1,2}}[ ]?月?[ ]?(?:{any_of("up to")}|-|~|、|—)[ ]?[0-9]{{1,2}}[ ]?月(?:份)?(?![球饼])
    | [0-9]{{1,2}}[ ]?(?:{any_of("up to")}|-|~)[ ]?[0-9]{{1,2}}[ ]?{any_of("within: unit")}(?={any_of("within")})
    | [0-9]{{1,2}}[ ]?{any_of("lasting")}
    | {_MONTH}[ ]?月(?:份|[ ]?[0-9]{{1,2}}[ ]?{any_of("day")}(?:[ ]?(?:-|~|至)[ ]?
        (?:{_MONTH}月)?[0-9]{{1,2}}{any_of("day")})?)?(?!球)
    | [0-9]{{1,2}}[ ]?日(?!{any_of("no day of a month")})
    | [0-9]{{1,2}}[:：][0-9]{{2}}(?:[:：][0-9]{{2}})?(?![0-9])
    | [0-9]{{1,2}}[ ]?(?:时|点)(?:[0-9]{{1,2}}分|半|整)?(?![0-9{chars_of("clock: no sign behind")}])
        (?={any_of("clock: before")}|，|。|-)
    | [0-9]{{2}}[ ]?(?:世纪|后(?={any_of("born in: who")}|$|，|、)|年代)
    | {_CN}{{4}}年(?:度)?
    | {_CN}{{4}}(?:{any_of("up to")}|-|~){_CN}{{4}}年
    | {_CN}{{1,3}}(?:{any_of("up to")}|、|-){_CN}{{1,3}}月(?:份)?
    | {_CN}{{1,3}}{any_of("lasting: Chinese")}(?!一|级)
    | {_CN}{{1,2}}月(?:{_CN}{{1,3}}日)?(?!球)
    | {_CN}{{1,3}}{any_of("lasting: days")}(?!{any_of("no day")})
    | (?:两三|一两)(?:年|个月|个季度|天|周|日)
    | [{chars_of("vague figure")}]{{1,2}}{any_of("lasting: vague")}
    | 半(?:年|个月|天|小时|个多月|月)
    | 两?[{COUNTING_NINE}]年半
    )""",
    re.VERBOSE,
)
_HALF = re.compile(f"{any_of('half a year: before')}$")
_DURATION = re.compile(rf"[0-9]+(?:\.[0-9]+)?[{chars_of('more')}]?[ ]?{any_of('duration')}")
_DURATION_COUNTS = re.compile(f"{any_of('duration: counted')}[^，。；]{{0,8}}$")
_AGE = re.compile(f"[0-9{TEN}]+(?:[ ]?(?:{any_of('up to')}|-|~)[ ]?[0-9{TEN}]+)?[ ]?{any_of('years of age')}")
_AGE_COUNTS = re.compile(f"{any_of('age: counted')}{any_of('age: is')}?$")
_MARKER = (
    rf"[\s\-•·●◆■▪○*]*(?:（[ ]?(?:[{TEN}]{{1,3}}|[0-9]{{1,2}})[ ]?）|[{TEN}]{{1,3}}[、.．]|"
    rf"第[{TEN}]{{1,2}}(?:{any_of('part of a paper')}|[、，,])|[0-9]{{1,2}}(?:[、．]|\.(?![0-9])|）|"
    r"\.(?=20[0-9]{2}年)))"
)
_MARKER_FIRST = re.compile(_MARKER)
_MARKER_LATER = re.compile(f"[\n。；！？：\u3000]({_MARKER})")
_LIST_WORD = re.compile(f"[{TEN}]{{1,2}}{any_of('list: after the figure')}(?!一)|第?[{TEN}](?=[，,、])")
_GLUED_LIST = re.compile(r"[0-9]{1,2}\.?(?=(?:19|20)[0-9]{2}年)")
#: What stands right of digits that begin a date, and of those that may be an age, a stretch of time, a range, a ratio or a chain; most
#: digits have none of these behind them, and no pattern need be tried.
_AFTER_DATE = frozenset(" \u3000-~、—./:：" + chars_of("after a date"))
_AFTER_DATE_PIECES = frozenset(chars_of("after a date: 个"))
_AFTER_NAME = frozenset(" -~+:：∶" + chars_of("after a name"))
_AFTER_NAME_PIECES = frozenset(chars_of("after a name: 个"))
_AFTER_PROPER = frozenset(" A" + chars_of("after a proper name"))
_BEFORE_SERIES = frozenset("［·•・/：" + chars_of("before a series"))
_BEFORE_DOUBLED = frozenset(chars_of("before a doubling"))
_BEFORE_EACH = frozenset(chars_of("before one of each"))
_ORDINAL_BREAK = re.compile(r"(?:^|[，,。；;：:！\s、）])$")

_CHAIN = re.compile(rf"[0-9A-Za-z{TEN}]*(?:\+[ ]?(?:[0-9A-Za-zＮ]+|[一二三四五六七八九十]|[\u4e00-\u9fff“]))")
_PLUS_COUNTED = re.compile(rf"[0-9]+\+[{chars_of('counted behind a plus')}]")
_HOTLINE = re.compile(
    f"(?:110|119|120|122|12[0-9]{{3}}|96[0-9]{{3,4}})(?![0-9.{chars_of('times in a cell')}])(?=[“”]|"
    rf"[\u4e00-\u9fff]{{0,6}}{any_of('hotline')})"
)
_PHONE = re.compile(r"[0-9]{3,4}-[0-9]{7,8}|1[3-9][0-9]{9}(?![0-9])")
_PROPER = re.compile(rf"[0-9]+(?:\.[0-9]+)?[ ]?{any_of('name: behind a number')}")
_RANGE_NAME = re.compile(f"[0-9]+(?:-|~|至)[0-9]+[ ]?{any_of('name: behind a range')}")
_RATIO = re.compile(r"[0-9]+(?:\.[0-9]+)?[:：∶比][0-9]+(?:\.[0-9]+)?(?![0-9])")
_CIRCLE = re.compile(rf"[0-9{TEN}]+[ ]?{any_of('reach: unit')}[\u4e00-\u9fff“”]{{0,10}}?{any_of('reach: of what')}")
_CN_NAME = re.compile(
    f"""(?:
      十[一二三四]五 | [{TEN}]+五(?={any_of("plan: of a five-year plan")})
    | [二十一]?十[{NINE}]?(?:大(?=[，。、”《{chars_of("congress: behind")}]|{any_of("congress: word behind")}|$)|届|条
        (?={any_of("congress")}))
    | [{COUNTING}]+(?:{any_of("name: behind a Chinese figure")}|会(?!议[0-9])|街(?!道[0-9]))
    | [{TEN}]+{any_of("name: behind a Chinese figure up to ten")}
    | [三四五六七八九]{any_of("village name: middle")}{any_of("village name: end")}
    | [一二三四五六七八九十两百千万]+{any_of("kind of an idea")}{any_of("idea: of a number")}
    )""",
    re.VERBOSE,
)
_QUARTERS = re.compile(f"[0-9{TEN}]+(?:(?:、|{any_of('and')})第[1-4{FOUR}])?季度")
_OF_IDEAS = re.compile(
    f"[{COUNTING}]{any_of('kind of ideas')}(?:{'|'.join(map(re.escape, reference.number_words()['idea']))})"
    f"(?=[，。；、”{chars_of('after ideas')}]|$)"
)
"""两条主线, 三项重点: a number of ideas, which nobody counts."""
_IDIOM = re.compile(f"{any_of('idiom')}|一(?:{any_of('idiom: 一')}|批(?!次|[^，。；]{{0,8}}$))|[{HUNDREDS}]{any_of('idiom: hundreds')}")
_NEARLY = frozenset(chars_of("nearly"))
_PAGES = re.compile(f"{any_of('pages')}：$")
_FILE_SIZE = re.compile(r"[0-9]+(?:\.[0-9]+)?[ ]?[KMG]B?(?![A-Za-z])(?:$|[ ，。\s])")
_PAGE = re.compile("[第共][ ]?$")
_DOUBLED = re.compile(f"翻了?[{chars_of('nearly or over')}]?$")
_ZERO_NAME = re.compile(f"[零〇](?!点[{DIGITS}])")
_LEFT_NAME = re.compile(r"[A-Za-z][A-Za-z.\-·]{0,6}-?$")
_SERIES_LEFT = re.compile(rf"(?:{any_of('series')}|［|[0-9{TEN}][·•・/])\s?$")
_EACH = re.compile(f"(?:每|平均每){any_of('each: more')}?$")
_QUOTES = re.compile(
    r"“([^“”]{0,24}|[^“”0-9\n]{25,60})”|「([^」]{0,24})」|『([^』]{0,24})』|‘([^‘’]{0,24})’|\"([^\"\n]{0,24})\"|《([^》]{0,80})》|<([^<>\n]{2,60})>"
)
_COUNTED_TIME_ENDS = chars_of("counted time")
_COUNTED_TELEPHONES = frozenset(words_of("telephones: counted"))
_BEFORE_STRETCH = frozenset(words_of("before a stretch of time"))
_BEFORE_ONE = frozenset(words_of("before 一 in a word"))
_VAGUE = frozenset(words_of("vague number"))
_AFTER_ONE = chars_of("idiom: behind 一")


def quoted(s: str) -> list[tuple[int, int]]:
    """Spans inside short quotation marks and book-title marks: what stands there is a name."""
    return [(m.start() + 1, m.end() - 1) for m in _QUOTES.finditer(s)]


def list_markers(s: str) -> list[tuple[int, int]]:
    """Spans of list markers at the start of lines and clauses."""
    first = _MARKER_FIRST.match(s)
    found = [first.span()] if first else []
    found += [marker.span(1) for marker in _MARKER_LATER.finditer(s, first.end() if first else 0)]
    return found


def date_at(s: str, start: int) -> int:
    """End of the date, time or period that begins with the numeral at `start`, or -1."""
    found = _DATE.match(s, start)
    if found:
        return found.end()
    if s[start] == "半" and (_HALF.search(s, max(0, start - 1), start)) and s.startswith("年", start + 1):
        return start + 2
    return -1


def skip_reason(s: str, numeral: Numeral) -> tuple[str, int] | None:
    """Why the numeral is certainly no fact, and where what it belongs to ends; None where it may be one.

    Quotation marks and list markers are the caller's (they are found once a sentence).
    """
    start, end = numeral
    c = s[start]
    before = s[start - 1] if start else ""
    if half_at(s, start) > 0 or s[start] in VULGAR or (s[end : end + 1] == "/" and fraction_at(s, start)):
        return None
    if s.startswith("位数", end) or (before == "位" and s[start:end] == "数"):
        return "vague", end  # 两位数增长, 个位数
    if (before in _MASK and before != "") or (s[end : end + 1] in {"X", "x", "×", "*", "□"} and not s[end + 1 : end + 2].isalpha()):
        return "masked", end
    arabic = c in "0123456789"
    if before == "第":
        quarters = _QUARTERS.match(s, start)
        if quarters:
            return "date", quarters.end()
    date = date_at(s, start) if not arabic or _may_be_date(s, start, end) else -1
    if date > 0 and not arabic and _counted_time(s, start, date):
        return None
    if date > 0 and before != "第" and not (before and before.isascii() and before.isalpha()):
        return "date", date
    if arabic:
        return _arabic(s, start, end)
    return _chinese(s, start, end)


def _counted_time(s: str, start: int, end: int) -> bool:
    """Whether a stretch of time in Chinese figures is what is told (用时两天半, 缩短半小时, 工期压缩三个半月)."""
    if s[end - 1] not in _COUNTED_TIME_ENDS or not counts_duration(s, start):
        return False
    end += s.startswith("半", end)
    return end == len(s) or s[end] in "，。；、）"


def _may_be_date(s: str, start: int, end: int) -> bool:
    after = s[end : end + 1]
    if after == "个":
        return s[end + 1 : end + 2] in _AFTER_DATE_PIECES
    # 2O22年 is two numerals of the text and one year as it is read.
    return after in _AFTER_DATE or s[start + 4 : start + 5] == "." or (after.isdigit() and s[start + 4 : start + 5] == "年")


def _arabic(s: str, start: int, end: int) -> tuple[str, int] | None:
    glued = _GLUED_LIST.match(s, start) if start == 0 or s[start - 1] in " .．。；" else None
    if glued and (start == 0 or "." in glued[0]):
        return "list", glued.end()
    before, after = s[start - 1 : start], s[end : end + 1]
    if (
        after in _AFTER_NAME
        or (after == "个" and s[end + 1 : end + 2] in _AFTER_NAME_PIECES)
        or (after.isascii() and after.isalpha())
        or (s[start] in "19" and end - start in {3, 5, 6, 11})
    ):
        named = _arabic_name(s, start, end)
        if named:
            return named
    if before == "+" and s[max(0, start - 2) : start - 1].isalnum() and not s.startswith(("%", "个百分点"), end):
        return "name", end
    counted = before == "话" and UNITS.at(s, end) in _COUNTED_TELEPHONES
    if (before in _BEFORE_SERIES or before.isspace()) and not counted and _SERIES_LEFT.search(s, max(0, start - 6), start):
        return "name", end
    if after in {"·", "•", "・", "/"} and s[end + 1 : end + 2].isdigit():
        return "name", end
    if _FILE_SIZE.match(s, start) or (before == "：" and _PAGES.search(s, max(0, start - 4), start)):
        return "admin", end
    if s.startswith("页", end + (after == " ")) and _PAGE.search(s, max(0, start - 3), start):
        return "admin", end
    if _of_each(s, start):
        return "name", end
    if after in _AFTER_PROPER and _PROPER.match(s, start):
        return "name", end
    return None


def _of_each(s: str, start: int) -> bool:
    """Whether what stands left makes the number one of each (每万人)."""
    return s[start - 1 : start] in _BEFORE_EACH and _EACH.search(s, max(0, start - 5), start) is not None


def _arabic_name(s: str, start: int, end: int) -> tuple[str, int] | None:
    """Names that what stands right of the digits tells: ages, stretches of time, ranges, ratios, telephones and chains."""
    if _AGE.match(s, start) and not _AGE_COUNTS.search(s, max(0, start - 8), start):
        return "name", end
    duration = _DURATION.match(s, start)
    if duration and not _DURATION_COUNTS.search(s, max(0, start - 14), start):
        tail = s[duration.end() : duration.end() + 1]
        if tail not in {"，", ",", "。", "；", "、", ""} or s[start - 1 : start] in _BEFORE_STRETCH:
            return "name" if _CIRCLE.match(s, start) else "date", duration.end()
    ranged = _RANGE_NAME.match(s, start)
    if ranged or s.startswith("年级", end):
        return "name", ranged.end() if ranged else end
    if (
        (_CIRCLE.match(s, start) and not counts_duration(s, start))
        or _HOTLINE.match(s, start)
        or _PHONE.match(s, start)
        or _RATIO.match(s, start)
    ):
        return "name", end
    chain = _CHAIN.match(s, start)
    if chain and not _PLUS_COUNTED.match(s, start, start + 8):
        return "name", chain.end()
    return None


def _chinese(s: str, start: int, end: int) -> tuple[str, int] | None:
    before = s[start - 1] if start else ""
    if before == "第" or (before in _BEFORE_DOUBLED and _DOUBLED.search(s, max(0, start - 3), start)):
        return None
    if s[start] == "数" and end - start > 2 and "几" not in s[start:end] and s[start + 1] not in "十百千万亿":
        return None
    if end - start > 2 and neighbours(s[start:end]):
        return None  # 七八十起
    if s[start] in "数几" or s[end - 1] in "数几":
        if _IDIOM.match(s, start):
            return ("name" if s[start] == "数" else "idiom"), end
        if before and s[start] == "数" and end - start == 1:
            return "name", end
        return "vague", end
    if before == "双" and s[start] == "百":
        return "name", end
    idiom = None if s[start] in "百千万" and before in _NEARLY else _IDIOM.match(s, start)
    if idiom:
        return "idiom", max(end, idiom.end())
    if s[start] in "零〇" and end - start == 1 and _ZERO_NAME.match(s, start):
        return "name", end
    if _LIST_WORD.match(s, start) and _ORDINAL_BREAK.search(s, max(0, start - 1), start) and s[start : start + 1] not in "百千万亿":
        return "list", end
    if (_AGE.match(s, start) and not _AGE_COUNTS.search(s, max(0, start - 8), start)) or _CIRCLE.match(s, start):
        return "name", end
    if (_CN_NAME.match(s, start) or _OF_IDEAS.match(s, start)) and len(UNITS.at(s, end)) < 2:
        return "name", end
    if _of_each(s, start):
        return "name", end
    if before in _BEFORE_ONE and s[start] == "一":
        return "name", end
    return None


def counts_duration(s: str, start: int) -> bool:
    """Whether days or hours at `start` are counted (优良天数331天) and not a stretch of time (用三天时间)."""
    return bool(_DURATION_COUNTS.search(s, max(0, start - 14), start))


def default_reason(s: str, numeral: Numeral) -> str:
    """The reason for a numeral that no rule made a fact: it is part of a name."""
    start, end = numeral
    if s[start] in "几" or s[start:end] in _VAGUE:
        return "vague"
    if s[start] == "一" and end - start == 1 and s[end : end + 1] in _AFTER_ONE:
        return "idiom"
    return "name"


def left_is_code(s: str, start: int) -> bool:
    """Whether the digits at `start` continue a Latin code: PM2.5, C04, B-24."""
    before = s[start - 1 : start]
    return before.isascii() and before != "" and bool(_LEFT_NAME.search(s, max(0, start - 8), start))
