"""Numerals that measure nothing, and why: dates, list markers, names, idioms, page furniture.

Each rule looks at one numeral of a folded sentence. Order matters and is the order of :func:`skip_reason`:
what is certain first (masked digits, dates), what is a default last (:func:`default_reason`).
"""

from __future__ import annotations

import re

from etl import reference
from etl.grammar.lexicon import UNITS
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
_CN = r"[零〇一二三四五六七八九十]"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_BLANK = "[ \u3000]"

# Matched where a numeral begins. A match ends where the date ends; every numeral in it is one of the date's.
_DATE = re.compile(
    rf"""(?:
      {_YEAR}[ ]?(?:-|~|至|到|、)[ ]?(?:{_YEAR}|[0-9]{{2}})[ ]?年?(?:度|间|期间)?(?=年|学年|年度|期间|[^0-9.]|$)(?<=[年度间])
    | {_YEAR}-{_YEAR}(?=[年学（），、。；\s]|$)
    | (?:[12](?:{_BLANK}{{1,3}}[0-9]){{3}}|[一二](?:{_BLANK}{{1,3}}{_CN}){{3}}){_BLANK}{{0,3}}年
    | {_YEAR}[./-]{_MONTH}[./-][0-9]{{1,2}}(?:日)?(?![0-9])
    | {_YEAR}{_BLANK}{{0,3}}(?:年度?|财年)
    | {_YEAR}[./]{_MONTH}(?=[\s月）（]|$)
    | [0-9]{{2,4}}[ ]?年(?:代|度)?
    | [1-4一二三四](?:-|~|至|到)[1-4一二三四](?:个)?季度
    | [0-9]{{1,2}}[ ]?月?[ ]?(?:-|~|至|到|、|—)[ ]?[0-9]{{1,2}}[ ]?月(?:份)?(?![球饼])
    | [0-9]{{1,2}}[ ]?(?:-|~|至|到)[ ]?[0-9]{{1,2}}[ ]?(?:年|天|个月|小时|分钟)(?=内|以内|时间)
    | [0-9]{{1,2}}[ ]?(?:年|个月|个季度|个多月|多年|余年|年多|季度|个年头|个五年)
    | {_MONTH}[ ]?月(?:份|[ ]?[0-9]{{1,2}}[ ]?(?:日|号)(?:[ ]?(?:-|~|至)[ ]?(?:{_MONTH}月)?[0-9]{{1,2}}(?:日|号))?)?(?!球)
    | [0-9]{{1,2}}[ ]?日(?!均|间|常|照|用|托|报)
    | [0-9]{{1,2}}[:：][0-9]{{2}}(?:[:：][0-9]{{2}})?(?![0-9])
    | [0-9]{{1,2}}[ ]?(?:时|点)(?:[0-9]{{1,2}}分|半|整)?(?![0-9零一二三四五六七八九位])(?=至|前|后|起|到|，|。|许|左右|-|以)
    | [0-9]{{2}}[ ]?(?:世纪|后(?=青|员|干|的|人|党|年|$|，|、)|年代)
    | {_CN}{{4}}年(?:度)?
    | {_CN}{{4}}(?:-|~|至|到){_CN}{{4}}年
    | {_CN}{{1,3}}(?:至|到|、|-){_CN}{{1,3}}月(?:份)?
    | {_CN}{{1,3}}(?:年|个月|个多月|季度|个季度|个年头|载|世纪|月份|月底|月末|月初)(?!一|级)
    | {_CN}{{1,2}}月(?:{_CN}{{1,3}}日)?(?!球)
    | {_CN}{{1,3}}(?:日|天|昼夜|小时|分钟|周|个小时|个星期|星期)(?!照|均|常)
    | (?:两三|一两)(?:年|个月|个季度|天|周|日)
    | [两几数十百千多]{{1,2}}(?:年|个月|个季度|季度|天|日(?!攻坚|行动|会战|竞赛)|载|周|小时)
    | 半(?:年|个月|天|小时|个多月|月)
    | 两?[一二三四五六七八九两]年半
    )""",
    re.VERBOSE,
)
_HALF = re.compile(r"(?:上|下|前|后|大|过|近|每|小|多|一)$")
_DURATION = re.compile(r"[0-9]+(?:\.[0-9]+)?[余多]?[ ]?(?:天|小时|个小时|周|分钟|个工作日|工作日|秒|日|个自然日)")
_DURATION_COUNTS = re.compile(
    r"(?:时长|时间|天数|优良|时数|服务|培训|学时|压缩|缩短|压减|减至|缩至|减少|提前|日数|良好|达标|平均|运行|用时|办理|审批)[^，。；]{0,8}$"
)
_AGE = re.compile(r"[0-9一二三四五六七八九十]+(?:[ ]?(?:-|~|至|到)[ ]?[0-9一二三四五六七八九十]+)?[ ]?(?:周岁|岁)")
_AGE_COUNTS = re.compile(r"(?:年龄|寿命|均龄)(?:为|达|达到|提高到|提高至|约)?$")
_MARKER = (
    r"[\s\-•·●◆■▪○*]*(?:（[ ]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[ ]?）"
    r"|[一二三四五六七八九十]{1,3}[、.．]"
    r"|第[一二三四五六七八九十]{1,2}(?:[、，,]|部分|章|节)|[0-9]{1,2}(?:[、．]|\.(?![0-9])|）|\.(?=20[0-9]{2}年)))"
)
_MARKER_FIRST = re.compile(_MARKER)
_MARKER_LATER = re.compile(f"[\n。；！？：\u3000]({_MARKER})")
_LIST_WORD = re.compile(r"[一二三四五六七八九十]{1,2}(?:是|要|则|来)(?!一)|第?[一二三四五六七八九十](?=[，,、])")
_GLUED_LIST = re.compile(r"[0-9]{1,2}\.?(?=(?:19|20)[0-9]{2}年)")
#: What stands right of digits that begin a date, and of those that may be an age, a stretch of time, a range, a ratio or a chain; most
#: digits have none of these behind them, and no pattern need be tried.
_AFTER_DATE = frozenset(" \u3000-~至到、—./:：年月日多余季时点世后")
_AFTER_DATE_PIECES = frozenset("月季多年五")
_AFTER_NAME = frozenset(" -~至到+:：∶比周岁余多天小分工秒日公年一二三四五六七八九十")
_AFTER_NAME_PIECES = frozenset("小工自")
_AFTER_PROPER = frozenset(" 号路线弄届等楼室级A型版代式大后字师街院地")
_BEFORE_SERIES = frozenset("〔［·•・/号码击量数率：览读表图件话编")
_BEFORE_DOUBLED = frozenset("翻了近约超")
_BEFORE_EACH = frozenset("每增加过满")
_ORDINAL_BREAK = re.compile(r"(?:^|[，,。；;：:！\s、）])$")

_CHAIN = re.compile(r"[0-9A-Za-z一二三四五六七八九十]*(?:\+[ ]?(?:[0-9A-Za-zＮ]+|[一二三四五六七八九十]|[\u4e00-\u9fff“]))")
_HOTLINE = re.compile(
    r"(?:110|119|120|122|12[0-9]{3}|96[0-9]{3,4})(?![0-9.万亿千百])(?=[“”]|[\u4e00-\u9fff]{0,6}(?:热线|平台|电话|工单|服务|投诉|警务"
    r"|急救|诉求|举报|转办|市民|政务"
    r"|办件|来电|系统|便民))"
)
_PHONE = re.compile(r"[0-9]{3,4}-[0-9]{7,8}|1[3-9][0-9]{9}(?![0-9])")
_PROPER = re.compile(
    r"[0-9]+(?:\.[0-9]+)?[ ]?(?:号(?!召)|路(?!灯|口|段|长|沿)|线(?!上|下|索|路|缆)|弄|届|等奖|等功|楼(?!宇|栋)|室|级(?!以上)|A级|型|版"
    r"|代(?!表)|式|大(?!类|型)|后|字头|师|街|院|地块)"
)
_RANGE_NAME = re.compile(r"[0-9]+(?:-|~|至)[0-9]+[ ]?(?:层|号|楼|栋|年级|期|路|级|座)")
_RATIO = re.compile(r"[0-9]+(?:\.[0-9]+)?[:：∶比][0-9]+(?:\.[0-9]+)?(?![0-9])")
_CIRCLE = re.compile(
    r"[0-9一二三四五六七八九十]+[ ]?(?:分钟|公里|小时)[\u4e00-\u9fff“”]{0,10}?(?:圈|内|经济带|响应|到达|直达|可达|值守|值班|应急|不间断"
    r"|在线|服务|全天候|巡逻|营业|自助|热线|在岗|轮班|备勤|监测"
    r"|监控|待命|动态)"
)
_CN_NAME = re.compile(
    r"""(?:
      十[一二三四]五 | [一二三四五六七八九十]+五(?=规划|时期|期间|开局|收官)
    | [二十一]?十[一二三四五六七八九]?(?:大(?=[以精召报会代胜，。、”《]|的|届|$)|届|条(?=防控|措施|优化))
    | [一二三四五六七八九十两]+(?:级|等|届|中全会|全会|期工程|号|次党代会|次全会|次会议|次全体|线城|纵|横|轴|核|化|期(?!间)|岸
        |侧|委|会(?!议[0-9])|山|新(?!增|建|设|签|招|引|开|改|认)|地(?!块)|高|区|园|湾|桥|路|街(?!道[0-9])|村(?=路|街)|川|方(?!米
        |案)|面|端|者|线|本账|张网|张图|办|网|体(?!系)|岗|票|把手|站式|件事|键|码|窗|门|案双查|刻|步|中心|流|致|直|定|般|样
        |起(?!纠|案|火|事)|切|些|度|律|贯|同|带|经|旦|向|味|时|共|早|手|腔|心|生|身|路|边|村一|户一|企一|人一|岗双|园一|院一
        |店一|楼一|河一|镇一|街一|社一|区一|馆一|策|品|档|卡|表|事一|业|环|圈|廊|翼|极|点半|防|违|乱|资|严|牌|支队|馆|所合一|改
        |拆|堂|老|小(?!时)|进(?!场)|比|提|保|供|金|险|师|通|平|残|包|到(?=位)|就|长制|全(?!部)|色|品一|类人员|无|自|免|查|治|宜
        |好|美|优|清|净|微|员(?=联动)|社(?=联动)|治(?=融合)|融合|合一|统|补|减|免|控|化|争|讲|学|做|转|变|提升|强|促|重|双|联|带
        |述|问|说|字|分(?=法|类)|类(?=功能)|脱|农|产(?!值)|次产业|三产|清单|红|专|大(?!类|型活动|量))
    | [一二三四五六七八九十]+(?:年级|户(?=联防|联保)|轮(?=车|摩托|驱动)|支(?=一扶)|个(?=最|有之|严禁))
    | [三四五六七八九](?:元|家|台)(?:里|渠|河|庄|店|坊|湾|沟|堡|营|坪|寨)
    | [一二三四五六七八九十两百千万]+(?:项|条|个|大|件|方面|类)(?:不|全面|必|坚持|意识|自信|维护|确立|务必|代表|规定|专项行动
        |制度|机制|举措|措施|政策|准则|禁令|纪律|要求|原则|工程|任务|行动|攻坚|攻势|民生实事|实事|职能|职责|战役|补贴|提升行动
        |重点任务|重点工作|一批|关键|现代化|建设|文明|振兴|革命|统筹|聚焦|注重|突破|着力|体系|能力|百年|一百年|先行|示范
        |产业(?!项目|园)|清单|优化|板块|平台|领域|环节|方面|维度|结合|强化|到位|清零|落实|突出|保障|带头)
    )""",
    re.VERBOSE,
)
_OF_IDEAS = re.compile(
    f"[一二两三四五六七八九十](?:个|条|项|大|种|类|张|份)(?:{'|'.join(map(re.escape, reference.number_words()['idea']))})"
    "(?=[，。；、”的和与上]|$)"
)
"""两条主线, 三项重点: a number of ideas, which nobody counts."""
_IDIOM = re.compile(
    r"一(?:批(?!次|[^，。；]{0,8}$)|系列|方面|些|揽子|步(?!到)|大批|连串|刻不|如既往|马当先|以贯之|鼓作气|丝不苟|举一反|定程度|定的|时间"
    r"|段时间|盘棋|条龙|股|番|道(?!路)|片(?!区)|天|年来|年(?:一度)?"
    r"|个个|次性|次次|起(?!来)|对一|人一|事一|切实|手抓|竿子|线)"
    r"|[千百万](?:方百计|家万户|家|户(?=齐|联)|姓|花|强|货|般|年(?=大计|目标)|变|业|名(?=党员|干部|志愿)|企|村|人(?=计划|评议|大)|里|优"
    r"|佳|校|日|亿(?=级|产)|元(?=户)|分(?=百))"
    r"|半(?:程|径|封闭|自动|成品|导体|山|岛|边|数|信|坡|挂)|多半|数(?:字|据|量|额|目|值|控|智|码|次|不|一数二)|几(?:乎|何|点|方面)"
)
_NEARLY = frozenset("近上超逾过约达")
_PAGES = re.compile("(?:页数|字数|大小|页码)：$")
_FILE_SIZE = re.compile(r"[0-9]+(?:\.[0-9]+)?[ ]?[KMG]B?(?![A-Za-z])(?:$|[ ，。\s])")
_PAGE = re.compile("[第共][ ]?$")
_DOUBLED = re.compile("翻了?[近约超]?$")
_ZERO_NAME = re.compile(r"[零〇](?!点[零〇一二三四五六七八九])")
_LEFT_NAME = re.compile(r"[A-Za-z][A-Za-z.\-·]{0,6}-?$")
_SERIES_LEFT = re.compile(
    r"(?:〔|［|[0-9一二三四五六七八九十][·•・/]|学号|编号|标识码|点击[量数率]?：?|浏览[量数]?：?|阅读[量数]?：?|次数：?|(?:见|附|、"
    r"|（)[表图]|附件|附表|附图|电话|邮编|备案号|索引号)\s?$"
)
_EACH = re.compile(r"(?:每|平均每)(?:新增|增加|超过|满)?$")
_QUOTES = re.compile(
    r"“([^“”]{0,24}|[^“”0-9\n]{25,60})”|「([^」]{0,24})」|『([^』]{0,24})』|‘([^‘’]{0,24})’|\"([^\"\n]{0,24})\"|《([^》]{0,80})》|<([^<>\n]{2,60})>"
)


def quoted(s: str) -> list[tuple[int, int]]:
    """Spans inside short quotation marks and book-title marks: what stands there is a name."""
    return (
        [(m.start() + 1, m.end() - 1) for m in _QUOTES.finditer(s)]
        if ("“" in s or '"' in s or "《" in s or "「" in s or "『" in s or "‘" in s or "<" in s)
        else []
    )


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
    if before == "第" and s.startswith("季度", end):
        return "date", end + 2
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
    if s[end - 1] not in "天时月" or not counts_duration(s, start):
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
    counted = before == "话" and UNITS.at(s, end) in {"部", "台", "户", "门", "个", "次", "通"}
    if (before in _BEFORE_SERIES or before.isspace()) and not counted and _SERIES_LEFT.search(s, max(0, start - 6), start):
        return ("admin" if before == "〔" else "name"), end
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
        if tail not in {"，", ",", "。", "；", "、", ""} or s[start - 1 : start] in {"近", "前", "后"}:
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
    if chain and not re.match(r"[0-9]+\+[个家户人名项次场件]", s[start : start + 8]):
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
    if before in {"同", "统", "唯", "专", "任", "逐", "单", "进", "万", "划", "归", "合", "均", "其", "不", "之"} and s[start] == "一":
        return "name", end
    return None


def counts_duration(s: str, start: int) -> bool:
    """Whether days or hours at `start` are counted (优良天数331天) and not a stretch of time (用三天时间)."""
    return bool(_DURATION_COUNTS.search(s, max(0, start - 14), start))


def default_reason(s: str, numeral: Numeral) -> str:
    """The reason for a numeral that no rule made a fact: it is part of a name."""
    start, end = numeral
    if s[start] in "几" or s[start:end] in {"数百", "数十", "数千", "数万"}:
        return "vague"
    if s[start] == "一" and end - start == 1 and s[end : end + 1] in "个种次家条项名位场座批":
        return "idiom"
    return "name"


def left_is_code(s: str, start: int) -> bool:
    """Whether the digits at `start` continue a Latin code: PM2.5, C04, B-24."""
    before = s[start - 1 : start]
    return before.isascii() and before != "" and bool(_LEFT_NAME.search(s, max(0, start - 8), start))
