"""Ranks: a place in an order, and among whom (居全市第一, 排名全区前三, 镇街第三)."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.grammar.numerals import NUMBER, Numeral, number_value
from etl.grammar.quantities import AFTER_BOUND, Quantity, bound_after

#: (sentence, (subject, rank, scope)) of the rank in it; None where 第 or 前 ranks nothing.
EXAMPLES: tuple[tuple[str, tuple[str, str, str] | None], ...] = (
    ("完成率全区第一", ("完成率", "1", "全区")),
    ("测评位列省级开发区第四", ("测评", "4", "省级开发区")),
    ("考核居国家级高新区第9位", ("考核", "9", "国家级高新区")),
    ("总量位居全市第三", ("总量", "3", "全市")),
    ("满意率排名全省第12位", ("满意率", "12", "全省")),
    ("考核列全县乡镇第二名", ("考核", "2", "全县")),
    ("满意率在全省排第十二位", ("满意率", "12", "全省")),
    ("在全市维稳考评中名列镇街第三", ("在全市维稳考评", "3", "全市")),
    ("在维稳考评中名列镇街第三", ("在维稳考评", "3", "镇街")),
    ("综合考核进入全市前十", ("综合考核", "10", "全市")),
    ("测评保持全市前二十名以内", ("测评", "20", "全市")),
    ("增速居全国第5", ("增速", "5", "全国")),
    ("降幅列全区第三", ("降幅", "3", "全区")),
    ("在全市测评中三次进入前十名", ("在全市测评", "10", "全市")),
    ("中心片区第一名", ("", "1", "中心片区")),
    ("把民生放在第一位", None),
    ("第一议题学习", None),
    ("第五批36户", None),
    ("第三次人口普查", None),
    ("开展第二轮督察", None),
    ("党工委第一责任人", None),
    ("前三季度", None),
    ("第一时间处置", None),
    ("第三产业增加值", None),
)

_TAIL = re.compile(
    r"[ ]?(?P<unit>名|位(?!于|居|列|置)|列(?!入|为)|强(?!化|国|村|镇|市|县)|档)?(?P<rest>$"
    r"|(?=[，,。；;、：:！）（）”\s和与及并的了]|以内|之内|以上|左右|，|位居|排名|的好))"
)
_FRONT_TAIL = re.compile(r"[ ]?(?P<unit>名|位|强|列|甲|的|行列)?(?P<rest>$|(?=[，,。；;、！）”\s和与及并的了以之行]))")
_SCOPE_WORD = (
    r"全(?:地区|系统|行业|流域|[国省市区县镇乡街州盟旗村校])(?:同类|各|[0-9]+个)?(?:县级市|街乡镇|乡镇街道|镇街|街镇|乡镇|镇乡街道|镇乡"
    r"|街道|社区|区县|县区|县市区|县（市、区）|部门|城市|园区"
    r"|同类[\u4e00-\u9fff]{0,4})?"
    r"|(?:全部?|各)?(?:乡镇街道|乡镇（街道）|镇（街道）|镇街|街镇|乡镇|镇乡|县区|区县|县市区|县（市、区）|兄弟街道)"
    r"|(?:[国省市区县]家?级)(?:经济)?(?:技术)?(?:高新(?:技术)?(?:产业)?(?:开发)?区|经开区|经济技术开发区|开发区|园区|新区)"
    r"|(?:[^\W在于居列位0-9a-zA-Z]{2,4}?)(?:片区|组别|城区|主城区)|主城区|[A-Z一二三四]组|[甲乙丙]组|同类(?:地区|街道|乡镇|镇街)"
    r"|(?<![\u4e00-\u9fff])(?:[^\W位居列均排名在全达获得为是进入第0-9a-zA-Z]{2,3})(?:省|市|区|县|镇)|[省市区县](?=第|前|排名|排|列|位|居)"
)
_SCOPE = re.compile(_SCOPE_WORD)
_IDIOM = re.compile("(?:放在|摆在|置于|摆到|放到|作为|当作|列为|坚持|突出)(?:工作)?的?(?:首要)?(?:位置)?$")
_WHOLE = re.compile("全(?:地区|系统|行业|流域|[国省市区县镇乡街州盟旗村校])(?!同类)")
_WIDE = re.compile("[全国省市区县州]")
_RANKING = (
    r"(?:综合|总体|总分)?(?:成绩|排名|排位|名次|位次|排序)?(?:[均都]|双双|分别|并列|继续|连续[^，。；]{1,4}?|再次|首次|[一二两三四五六七八九多]次|始终|稳|持续|蝉联|已"
    r"|成功|一直)*"
    r"(?:名列|位列|位居|居于|居|列入|列|排名|排在|排到|排|处于|位于|跃居|跃升至?|上升至|升至|前移至|提升至|进入|跻身|迈入|挺进|步入|荣获"
    r"|获得|获评|获|取得|夺得|为|达到|保持在?|稳定在|拿下|入围|入选|冲进|力争|确保|并列)*"
)
_TAIL_RANKING = re.compile(rf"(?P<scope>{_SCOPE_WORD})?(?:的|中|中的|里)?{_RANKING}(?:在)?(?P<scope2>{_SCOPE_WORD})?(?:的)?(?:{_RANKING})$")
_CONTEXT = re.compile(
    r"(?:名列|位列|位居|居|列|排名|排|排位|跃升|跃居|进入|跻身|荣获|获得?|获评|取得|夺得|考核|测评|成绩|评比|总分|位次|名次|考评|评价"
    r"|保持|稳定在|前移至|上升至|提升至)[^，。；]{0,8}$"
)


def read_rank(
    s: str, numerals: list[Numeral], index: int, floor: int, after: str | None = None, among: int | None = None
) -> Quantity | None:
    """The rank whose number is `numerals[index]`, or None where 第 or 前 before it is no rank.

    `floor`: no word of the rank is taken from before it;
    `after`: the scope of a rank that stands right before (第一、第三);
    `among`: where the number of those ranked begins (全市333个乡镇中排名第56).
    ``subject_end`` is where the ranking words begin (位居全市第三).
    """
    anchor = numerals[index].start
    at = len(s[:anchor].rstrip(" ")) - 1
    mark = s[at : at + 1]
    if mark not in {"第", "前"} or at < floor:
        return None
    number = NUMBER.match(s, anchor)
    value = number_value(number[0]) if number else None
    if number is None or value is None or value != value.to_integral_value() or value < 1:
        return None
    tail = (_TAIL if mark == "第" else _FRONT_TAIL).match(s, number.end())
    if tail is None:
        return None
    end_of_words = at if among is None else among
    window = s[max(floor, end_of_words - 34) : end_of_words]
    cut = max(window.rfind(c) for c in "，,。；;：:（）！？")
    window = window[cut + 1 :]
    found = _tail_ranking(window)
    scope = ""
    subject_end = end_of_words
    if found is not None:
        subject_end = end_of_words - (len(window) - found.start())
        scope = found["scope2"] or found["scope"] or ""
    if _IDIOM.search(window):
        return None
    ranked = (
        after is not None
        or among is not None
        or bool(scope)
        or (found is not None and found.end() > found.start())
        or bool(_CONTEXT.search(window))
    )
    if not ranked and not (mark == "第" and tail["unit"] in {"名", "位"}):
        return None
    if not scope or not _WIDE.search(scope):
        inside = [m[0] for m in _SCOPE.finditer(window) if not scope or m[0].startswith("全")]
        scope = inside[-1] if inside else scope
    scope = scope or after or ""
    end = tail.end()
    suffix, bound = bound_after(s, end)
    if bound not in {"upper"} or suffix not in AFTER_BOUND:
        suffix = ""
    end += len(suffix)
    return Quantity(
        anchor,
        at,
        end,
        number.end(),
        Decimal(value),
        None,
        number[0],
        "名次",
        tail["unit"] or "",
        "upper" if mark == "前" else "exact",
        "rank",
        index,
        index + 1,
        suffix,
        _full_scope(scope),
        subject_end,
    )


def _tail_ranking(window: str) -> re.Match[str] | None:
    for start in range(max(0, len(window) - 24), len(window)):
        found = _TAIL_RANKING.match(window, start)
        if found and found.end() == len(window):
            return found
    return None


def _full_scope(scope: str) -> str:
    """市 → 全市, 全市各镇街 → 全市; a narrower group (全市同类街道) stays as written."""
    whole = _WHOLE.match(scope)
    return whole[0] if whole else "全" + scope if scope in {"省", "市", "区", "县"} else scope
