"""Page chrome: what a web page puts around a report.

Lines are judged in three zones: the head (before the report's first prose), the report, and the foot (after its last
prose). Most rules hold in head and foot only. Prose that a report could have written is never chrome: a rule that may take
a line of prose names the phrase that no report uses.
"""

from __future__ import annotations

import re

from etl.report.readers.lines import Line

MAX_CHROME_LINE = 400
"""Characters; a longer line is no chrome, whatever is in it."""
MIN_PROSE = 25
"""Characters; a shorter line with a full stop is prose only if nothing around it says otherwise."""


def _any(words: str, *, spaced: bool = False) -> str:
    """An alternation of the patterns in `words`, parted by spaces; `spaced` lets pages space out a label (索 引 号)."""
    patterns = sorted(words.split(), key=len, reverse=True)
    if spaced:
        patterns = [r"\s{0,6}".join(word) if word.isalpha() else word for word in patterns]
    return "|".join(patterns)


_LABELS = _any(
    """
    信息来源 文章来源 稿件来源 资料来源 内容来源 来源 信息提供 供稿(?:单位|人)?
    发布日期 发布时间 发表时间 发文日期 成文日期 印发日期 生成日期 生成时间 公开日期 公开时间 录入时间 添加时间 更新日期 更新时间
    日期 时间
    作者 编辑 责任编辑 责编 编审 审核 校对 审签 终审 初审 复审 发布人 录入人 录入者
    浏览次数 浏览量 浏览 阅读次数 阅读量 阅读 点击次数 点击率 点击数 点击量 点击 访问次数 访问量 人气
    字体大小 字体 字号 背景色 视力保护色 保护视力色
    索引号 索引号码 信息索引 信息索引号 索取号 文件编号 文件号 文号 发文字号 发文文号 信息编号 统一编号
    发布机构 发布单位 发布部门 发文机关 发文机构 发文单位 制发机关 制作机关 公开机构 公开单位 公开责任部门 责任部门 信息公开单位
    所属机构 主办单位
    公开方式 公开形式 公开时限 公开范围 公开类别 公开程序 公开类型
    主题分类 主题词 主题 信息分类 信息类别 体裁分类 组配分类 服务对象分类 服务对象 分类 体裁 类别 栏目 所属栏目 所属主题 载体分类 文种
    效力状况 文件效力 有效性 有效期 时效性 生效日期 实施日期 失效日期 失效时间 废止日期 废止时间 状态
    内容概述 内容概要 内容摘要 概述 摘要 关键词 关键字 信息名称 文件名称 名称 标题 语种
    分享到? 分享至 打印 收藏 附件下载 文件下载
    """,
    spaced=True,
)
_LABELLED = re.compile(rf"[\[【(]?(?:{_LABELS})[\]】)]?\s*[:|]")
_TABLE_LABEL = re.compile(  # public-information tables lose their colons when they become text
    "(?:"
    + _any(
        """
        索引号 信息索引 索取号 文件编号 发文字号 发布机构 发文机关 公开方式 公开责任部门 主题分类 体裁分类 组配分类 效力状况
        生成日期 公开日期 成文日期 发布日期 有效性 废止日期 内容概述 内容摘要 信息名称 主题词 公开形式 公开时限 公开范围
        """,
        spaced=True,
    )
    + r")(?:\s|$)"
)
_BREADCRUMB = re.compile(
    r"[您你]?(?:现在|当前)?(?:所在|的)?(?:所在)?的?位置(?:是)?\s*(?:[:>]|$)|当前(?:栏目|页面)\s*[:>]|首页\s*(?:>|»|›|→|-&gt;|/|\|)"
)
_CRUMBS = re.compile(r"[^>»›]{1,30}(?:\s*[>»›]+\s*[^>»›]{0,40}){2,12}$")
_UI_WORDS = _any(
    r"""
    无障碍版 无障碍浏览 无障碍阅读 无障碍 适老化 长者模式 长者助手 长者版 关怀版 老年模式 关怀模式 登录 登陆 注册 注销
    选择语言 简体 繁体 繁體 简体中文 繁體中文 繁体版 简体版 English
    首页 网站首页 返回首页 返回顶部 返回 TOP top 回到顶部 网站地图 站点地图 设为首页 加入收藏 收藏本页 收藏 打印本页 打印 关闭窗口
    关闭本页 关闭 我要打印 我要纠错 纠错 下载 保存 大 中 小 超大 默认 字号 分享 分享到 微信 微博 新浪微博 腾讯微博 QQ空间 QQ好友
    QQ 朋友圈 人人网 豆瓣
    手机版 电脑版 移动版 客户端 智能问答 智能客服 智能机器人 在线客服 在线咨询 政务微信 政务微博
    扫一扫 二维码 小程序 公众号 微信公众号 关注微信 关注我们 文件下载 附件下载 附件 正文 全文 目录 上一页 下一页 尾页 末页
    搜索 检索 站内搜索 高级搜索 热门搜索 要闻动态 政务公开 政府信息公开 政务服务 互动交流 政民互动 走进[\u4e00-\u9fff]{1,6}
    公众参与 解读回应 数据开放 数据发布 专题专栏 新闻中心 通知公告 机构专页 办事服务 网上办事 领导之窗 机构概况 机构职能 联系我们 关于我们
    网站声明 隐私声明 版权声明 法律声明 网站帮助 使用帮助 语音播报 朗读 听全文 暂停 播放 展开 收起 更多 点赞 评论 举报
    相关链接 友情链接 纯净版 阅读模式 打开 播报
    """
)
_UI_LINE = re.compile(rf"[\[【(]*(?:(?:{_UI_WORDS})(?![\u4e00-\u9fff])[\s|·•,、:/【】\[\]()+\-]*)+$")
_UI_PHRASE = re.compile(
    _any(
        r"""
        扫一扫 扫码 扫描.{0,4}二维码 长按.{0,6}(?:识别|二维码) 在手机上?打开当前页 用手机打开
        用微信.{0,10}扫 关注.{0,12}(?:公众号|微信|微博) 点击.{0,8}(?:下载|查看|关注|这里) 分享到(?:微信|朋友圈|微博) 分享至
        打印本(?:页|文) 关闭(?:窗口|本页|页面) 返回(?:顶部|首页|列表)
        相关政策法规 政策解读\s*/ 相关解读 我要纠错 网站地图 下载(?:Word|WORD) 下载word文档 文档下载 免费下载 加入会员
        浏览器 [Jj]ava[Ss]cript \[\s*大\s*中\s*小\s*\] 字体\s*:?\s*[\[(]?\s*大 背景色 已有\d+人 共有\d+条评论
        """
    )
)
_FOOT_PHRASE = re.compile(
    _any(
        r"""
        ICP备 ICP证 网安备 公安备 网站标识码 政府网站找错 找错 版权所有 [Cc]opyright © All\sRights\sReserved 技术支持 承办(?:单位)?\s*:
        主办(?:单位)?\s*: 建设单位\s*: 维护(?:单位)?\s*: 网站(?:支持|管理|维护) 编辑\s*: 责编\s*: 【?(?:打印|关闭|返回|纠错|收藏)】
        值班电话 联系电话\s*: 邮\s?编\s*: 邮政编码\s*: 地\s?址\s*:
        """
    )
)
_TAIL_MARK = re.compile(
    r"[\[【(<]?\s*(?:"
    + _any(
        r"""
        相关(?:阅读|文章|推荐|新闻|信息|链接|文档|资料|内容|范文|热词) 延伸阅读 推荐(?:阅读|文章|内容|范文) 热门(?:文章|推荐|阅读|范文)
        猜[你您]喜欢 您可能(?:还)?(?:感兴趣|喜欢) 最新(?:文章|范文) 本(?:类|栏目)(?:热门|推荐|最新) [上下]一[篇条页] [前后]一篇
        精彩推荐 看了.{0,8}[还又]看 标签 Tags? TAG
        """
    )
    + r")\s*[\]】)>]?(?:\s*[:>]|\s|$)"
)
_COPYRIGHT = re.compile(
    _any(r"版权 著作权 转载 侵权 免责声明 本站 本网 本文(?:来源|来自|由) 网友(?:上传|投稿) 原文(?:链接|地址|来源) 声明\s*:")
)
PAGE_NUMBER = re.compile(r"[-—–]\s*\d{1,3}\s*[-—–]$|第\s?\d{1,3}\s?页(?:\s*[,/]?\s*共\s?\d{1,3}\s?页)?$")
_INTRO = re.compile(
    r"[^。!?\n]{0,80}(?:小编|文库|本站.{0,6}为(?:大家|您|你))[^。!?\n]{0,80}(?:整理|收集|推荐|分享|带来|准备|搜集|精心)[^。!?\n]{0,120}[。!?]?"
    r"|[^。!?\n]{0,60}(?:供大家参考|供您参考|欢迎(?:大家)?(?:阅读|参考|借鉴|浏览)|希望(?:对(?:大家|你|您)|能(?:够)?帮|大家喜欢))[^。!?\n]{0,40}[。!?]?"
)
_FILE_NAME = r".{0,60}\.(?:docx?|xlsx?|pdf|zip|rar|wps|jpe?g|png)(?:\s|$|\()"
_ATTACHMENT = re.compile(rf"附件\d{{0,2}}\s*[:.]?\s*$|附件\s*:?\s*\d{{0,2}}[.、]?{_FILE_NAME}|{_FILE_NAME}")
_URL = re.compile(r"https?://[\x21-\x7e]+")
_BARE_DATE = re.compile(r"[\[(]?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?[\])]?(?:\s|$)")
_LEADING_DATA = re.compile(
    rf"(?:(?:{_LABELS})\s*:\s*(?:(?:19|20)\d\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?|[^\s:。,;]{{0,20}})(?:\s+|$))+"
)
_HEADING_MARK = re.compile(r"第?[一二三四五六七八九十]{1,3}(?:[、.]|部分|章)|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.]\D")
_FIGURE = re.compile(r"\d(?:[\d.,]*)\s?(?:[万亿余多]|个|家|人|元|件|宗|起|次|%|场|平方|公里|户|名|吨|处|项|米|亩|套|所|座|条|台)")
_BLANK = re.compile(r"\s*")
_STOP = re.compile("[。;!?]")
_TITLE_WORD = re.compile("总结|报告|汇报|计划|要点|思路|规划|方案|意见|打算|述职|安排")
_WHOSE = re.compile(r"(?:19|20)\d\d|[一二][九〇零]..年|街道|[镇乡]|办事处")
"""What tells a report's title from a menu item such as 工作总结."""
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[?详细\]?|查看(?:全文|更多|详情))\s*$")


def is_prose(line: Line) -> bool:
    """Whether a line is (part of) a report's running text: long, and with a full stop or semicolon."""
    return len(line.content) >= MIN_PROSE and _STOP.search(line.content) is not None


def find_chrome(folded: str, lines: list[Line]) -> tuple[tuple[int, int], ...]:
    """The spans of page chrome, ascending and apart; each takes the blank space after it along."""
    full = [i for i, line in enumerate(lines) if line.content]
    if not full:
        return ()
    intros = {i: length for i in full if (length := _intro(lines[i]))}
    prose = [i for i in full if is_prose(lines[i]) and not _is_notice(lines[i]) and not _swallowed(lines[i], intros.get(i))]
    first, last = (prose[0], prose[-1]) if prose else (full[-1] + 1, full[-1])
    tail = _tail(lines, full)
    spans: list[tuple[int, int]] = []

    head = [i for i in full if i < min(first, tail)]
    spans += [(lines[i].start, lines[i].stop) for i in _head_chrome(lines, head)]
    between = [i for i in full if first <= i <= last and i < tail and not is_prose(lines[i])]
    spans += [(lines[i].start, lines[i].stop) for i in between if _is_chrome_anywhere(lines[i])]
    spans += [(lines[i].start, lines[i].stop) for i in full if i < tail and i >= first and _is_notice(lines[i])]
    for i, end in intros.items():
        spans.append((lines[i].start, lines[i].start + end))
    if first < len(lines) and (match := _LEADING_DATA.match(lines[first].content)):
        spans.append((lines[first].start, lines[first].start + match.end()))
    spans += [(lines[i].start, lines[i].stop) for i in _foot_chrome(lines, [i for i in full if i > last and i < tail], bool(prose))]
    spans += [(lines[i].start, lines[i].stop) for i in full if i >= tail or PAGE_NUMBER.match(lines[i].content)]
    return _merge(spans, folded)


def _intro(line: Line) -> int:
    """Length of a template site's introduction at the start of a line (下面是小编为大家整理的…), else 0."""
    match = _INTRO.match(line.content[:300])
    return match.end() if match and not _FIGURE.search(match.group()) else 0


def _swallowed(line: Line, intro: int | None) -> bool:
    return intro is not None and intro >= len(line.content)


def _is_notice(line: Line) -> bool:
    """A copyright notice or foot line in whole sentences; it reports no figures."""
    text = line.content
    if len(text) > MAX_CHROME_LINE or _FIGURE.search(text):
        return False
    hits = len(_COPYRIGHT.findall(text)) + len(_FOOT_PHRASE.findall(text))
    return hits >= 2 and len(text) <= 60 * hits


def _is_data(line: Line) -> bool:
    """A line of publication data: 发布日期:… 来源:…, or a row of a public-information table."""
    text = line.content
    if len(text) > MAX_CHROME_LINE or _STOP.search(text):
        return False
    return bool(_LABELLED.match(text) or _TABLE_LABEL.match(text) or _BREADCRUMB.match(text) or _CRUMBS.match(text[:MAX_CHROME_LINE]))


def _is_ui(line: Line) -> bool:
    text = line.content.lstrip("•·-*>»| ")
    if not text or len(text) > 120 or _STOP.search(text):
        return False
    return bool(_UI_LINE.match(text) or (_UI_PHRASE.search(text) and not _FIGURE.search(text)))


def _is_chrome_anywhere(line: Line) -> bool:
    """Chrome that pages put between paragraphs: short, and in words that no report has on a line of its own."""
    text = line.content
    if len(text) > 80 or _HEADING_MARK.match(text):
        return False
    if _BREADCRUMB.match(text) or PAGE_NUMBER.match(text) or _URL.fullmatch(text):
        return True
    return not _FIGURE.search(text) and _UI_PHRASE.search(text) is not None


def _is_head(line: Line) -> bool:
    text = line.content
    return _is_data(line) or _is_ui(line) or bool(_URL.fullmatch(text) or (len(text) <= 60 and _BARE_DATE.match(text)))


def _head_chrome(lines: list[Line], head: list[int]) -> list[int]:
    """Chrome lines before the first prose: publication data, menus, and what stands among menus above the title."""
    sure = [i for i in head if _is_head(lines[i]) and not _HEADING_MARK.match(lines[i].content)]
    if not sure:
        return []
    known = set(sure)
    titles = [i for i in head if i not in known and _TITLE_WORD.search(lines[i].content)]
    title = next((i for i in titles if _WHOSE.search(lines[i].content)), titles[0] if titles else None)
    marks = [i for i in sure if title is None or i < title]
    if title is None or not marks:
        return sure
    # menu items that no list of words can name stand before a sure chrome line above the title
    return sorted({*sure, *(i for i in head if i < marks[-1] and not _HEADING_MARK.match(lines[i].content))})


def _tail(lines: list[Line], full: list[int]) -> int:
    """Index of the line where the links to other articles begin (相关阅读, 上一篇), or past the last line.

    Such a list ends the page: it counts only in the second half of the text, and only if nothing after it is a report's prose
    (teasers end in an ellipsis).
    """
    beyond = full[-1] + 1
    middle = lines[full[-1]].end // 2
    for i in reversed(full):
        line = lines[i]
        if line.start < middle:
            break
        if _TAIL_MARK.match(line.content) and len(line.content) <= 120 and not is_prose(line):
            beyond = i
        elif is_prose(line) and not (len(line.content) <= 300 and _ELLIPSIS.search(line.content)) and not _is_notice(line):
            break
    return beyond


def _foot_chrome(lines: list[Line], foot: list[int], has_prose: bool) -> list[int]:
    """Chrome lines after the last prose; once a sure one stands, so is every short line after it."""
    chrome: list[int] = []
    for i in foot:
        line = lines[i]
        sure = has_prose and _is_sure_foot(line)
        if sure or (chrome and not _HEADING_MARK.match(line.content) and len(line.content) <= 60 and not _FIGURE.search(line.content)):
            chrome.append(i)
    return chrome


def _is_sure_foot(line: Line) -> bool:
    text = line.content
    if len(text) > MAX_CHROME_LINE:
        return False
    if _is_data(line) or _is_ui(line) or PAGE_NUMBER.match(text):
        return True
    return bool(_FOOT_PHRASE.search(text) or _ATTACHMENT.match(text[:120]) or _COPYRIGHT.match(text) or _URL.search(text))


def _merge(spans: list[tuple[int, int]], folded: str) -> tuple[tuple[int, int], ...]:
    """Sorted spans, each stretched over the blank space that follows it, joined where they touch."""
    opening = _blank_end(folded, 0)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        end = _blank_end(folded, end)
        if start <= opening:
            start = 0
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _blank_end(folded: str, position: int) -> int:
    match = _BLANK.match(folded, position)
    return match.end() if match else position
