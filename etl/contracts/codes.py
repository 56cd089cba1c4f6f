"""The codes that columns hold, each with its Chinese and its English name, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias


class Name(NamedTuple):
    """What a code is called."""

    zh: str
    en: str

    def __str__(self) -> str:
        """Both, Chinese first: 实际 Actual."""
        return f"{self.zh} {self.en}"


Codes: TypeAlias = Mapping[str, Name]

REPORT_KINDS: Codes = {
    "annual": Name("年度", "Annual"),
    "half_year": Name("半年", "Half-year"),
    "quarter": Name("季度", "Quarter"),
    "plan": Name("计划", "Plan"),
    "term": Name("届期", "Term"),
    "other": Name("其他", "Other"),
}
PARTS: Codes = {
    "actual": Name("实绩", "Done"),
    "plan": Name("计划", "Plan"),
    "problems": Name("问题", "Problems"),
}
"""What a section of a report tells of."""
SENTENCE_KINDS: Codes = {
    "body": Name("正文", "Body"),
    "heading": Name("标题", "Heading"),
    "chrome": Name("页面", "Page"),
}
BOUNDS: Codes = {
    "exact": Name("确数", "Exact"),
    "approx": Name("约数", "Approximate"),
    "lower": Name("下限", "At least"),
    "upper": Name("上限", "At most"),
}
MEASURES: Codes = {
    "level": Name("数量", "Level"),
    "rate": Name("比率", "Rate"),
    "growth": Name("增速", "Growth"),
    "rank": Name("名次", "Rank"),
}
ASPECTS: Codes = {
    "flow": Name("当期", "In the period"),
    "stock": Name("期末", "At its end"),
    "cumulative": Name("累计", "Cumulative"),
    "commitment": Name("签约或安排", "Committed"),
    "target": Name("目标", "Target"),
}
ASPECTS_COMPARED: Codes = {**ASPECTS, "state": Name("状态", "State")}
"""An aspect as values are compared by it: a share or a rank is a state at any time."""
STATUSES: Codes = {
    "actual": Name("实际", "Actual"),
    "estimate": Name("预计", "Estimate"),
    "plan": Name("计划", "Plan"),
}
PERIOD_BASES: Codes = {
    "written": Name("写明", "Written"),
    "carried": Name("承前", "Carried"),
    "report year": Name("报告年度", "Report year"),
}
RANK_BASES: Codes = {
    "level": Name("数量", "Level"),
    "growth": Name("增速", "Growth"),
    "completion": Name("完成率", "Completion"),
    "score": Name("得分", "Score"),
}
GROWTH_KINDS: Codes = {
    "%": Name("%", "Percent"),
    "个百分点": Name("个百分点", "Percentage points"),
    "amount": Name("增减量", "Amount"),
    "倍": Name("增长倍数", "Multiples added"),
    "ratio": Name("为基期的倍数", "Ratio to the base"),
}
OUTCOMES: Codes = {
    "fact": Name("事实", "Fact"),
    "date": Name("日期", "Date"),
    "list": Name("序号", "List marker"),
    "name": Name("名称", "Name"),
    "part": Name("数的一部分", "Part of a number"),
    "admin": Name("页面信息", "Page furniture"),
    "vague": Name("无确数", "No value"),
    "masked": Name("隐去", "Masked"),
    "threshold": Name("门槛", "Threshold"),
    "idiom": Name("固定用语", "Idiom"),
    "dropped": Name("订正删去", "Dropped"),
}
"""What became of a numeral: a fact, or why it is none."""
LINKS: Codes = {
    "addend": Name("可加的部分", "A part that adds up"),
    "mended": Name("发现后整改", "Mended of what was found"),
    "done": Name("已办的部分", "Done of what there was"),
    "rate": Name("该数的比率", "Rate of the count"),
    "rate done": Name("办成的比率", "Rate of what was done"),
}
"""How two facts of a sentence bear on each other."""
CORRECTION_STATUSES: Codes = {
    "applied": Name("已订正", "Applied"),
    "re-attached": Name("已另找到", "Found again"),
    "not needed": Name("无需订正", "Not needed"),
    "conflict": Name("与事实不符", "Conflict"),
    "orphaned": Name("找不到所指", "Orphaned"),
    "invalid": Name("无效", "Invalid"),
}
SOURCE_TIERS: Codes = {
    "official": Name("官方", "Official"),
    "repost": Name("转载", "Repost"),
    "template": Name("范文", "Template"),
    "unknown": Name("来源不明", "Unknown"),
}
LEVELS: Codes = {
    "sub-district": Name("街道", "Sub-district"),
    "town": Name("镇", "Town"),
    "township": Name("乡", "Township"),
    "county": Name("县区", "County"),
    "city": Name("市", "City"),
    "province": Name("省", "Province"),
    "state": Name("国家", "State"),
    "zone": Name("功能区", "Zone"),
}
RESOLVED_BY: Codes = {
    "sidecar": Name("附注", "Sidecar"),
    "title": Name("标题", "Title"),
    "assembly": Name("会议", "Assembly"),
    "represented": Name("代表", "Represented"),
    "speaker": Name("报告人", "Speaker"),
    "issuer": Name("印发者", "Issuer"),
    "publisher": Name("发布者", "Publisher"),
    "chrome": Name("页面", "Page"),
    "opening": Name("开头", "Opening"),
    "signature": Name("落款", "Signature"),
    "text": Name("正文", "Text"),
    "nothing": Name("未定", "Undecided"),
}
"""Which part of a document named its district."""
PLAN_OUTCOMES: Codes = {
    "met": Name("达到", "Met"),
    "missed": Name("未达到", "Missed"),
    "open": Name("难定", "Open"),
}
"""What became of a plan."""
QUARANTINE: Codes = {
    "empty": Name("没有内容", "Empty"),
    "no_report": Name("不是报告", "No report"),
    "unsupported": Name("不支持的格式", "Format not read"),
    "old_format": Name("旧格式", "Old format"),
    "binary": Name("不是文本", "Not text"),
    "encoding": Name("编码不明", "Encoding unknown"),
    "scanned": Name("只有图像", "Pictures alone"),
    "encrypted": Name("加密", "Encrypted"),
    "truncated": Name("残缺", "Cut short"),
    "corrupt": Name("损坏", "Damaged"),
    "oversize": Name("过大", "Too large a file"),
    "too_deep": Name("嵌套过深", "Nested too deeply"),
    "bomb": Name("展开过大", "Unpacks to too much"),
    "nested_archive": Name("压缩包套压缩包", "Archive in an archive"),
    "name": Name("文件名不妥", "Unfit name"),
    "sidecar": Name("附注有误", "Sidecar at fault"),
    "corrections": Name("订正文件有误", "Corrections at fault"),
    "dangling_link": Name("链接无所指", "Link to nothing"),
    "link_outside": Name("链接出了收件箱", "Link out of the inbox"),
    "link_to_folder": Name("链接指向文件夹", "Link to a folder"),
    "special_file": Name("不是普通文件", "No regular file"),
    "unreadable": Name("无法打开", "Cannot be opened"),
    "changing": Name("正在写入", "Being written"),
    "vanished": Name("已不在", "Gone"),
    "too_slow": Name("读得过久", "Takes too long"),
    "too_large": Name("占内存过多", "Takes too much memory"),
    "crashed": Name("读时崩溃", "Crashed the reader"),
    "ingest_failed": Name("读入出错", "Failed while it was read"),
    "extract_failed": Name("提取出错", "Failed while figures were read"),
    "contract": Name("结果不合约定", "Broke a contract"),
}
"""Why a file is no report: all the reasons there are."""
PASSING = frozenset({"changing", "unreadable", "vanished"})
"""Those that may be gone the next time without a change of the file: every run looks again."""
FAILED = frozenset({"crashed", "extract_failed", "ingest_failed"})
"""Those that lie with the software: nothing that was read so is kept, and a run that builds tries again."""
APART: Codes = {
    "suspect": Name("存疑：{this}", "suspect: {this}"),
    "place": Name("仅指其中的{this}", "part of the district: {this}"),
    "only": Name("仅限{this}", "only {this}"),
    "not only": Name("不限于{usual}", "not only {usual}"),
    "other": Name("{this}，而非{usual}", "{this}, not {usual}"),
    "unit": Name("单位为{this}，而非{usual}", "in {this}, not {usual}"),
    "baseline": Name("对比基期为{this}，而非{usual}", "against {this}, not {usual}"),
    "too large": Name("数值过大", "too large"),
}
"""Why a value stands apart from the usual ones: what it is, and what they are."""
BASES: Codes = {"no stated base": Name("未说明", "no stated base")}
"""What stands for the base of a growth that has none."""
DISAGREEMENTS: Codes = {
    "growth": Name("写明的增速与两年的数值不符", "Stated growth against the values of two years"),
    "plan": Name("写明的完成率与计划目标不符", "Stated share of a target against the target"),
    "part": Name("部分大于总数", "A part above its total"),
    "parts": Name("各部分之和大于总数", "Parts that add up to more than their total"),
    "fixed": Name("整改多于发现", "More mended than found"),
    "percentage": Name("没有整数能得出这个比率", "A percentage that no whole number can be of its count"),
    "ratio": Name("写明的比率与两个数值不符", "Stated rate against its two counts"),
    "stated twice": Name("同一报告前后两个数", "One report, two values"),
    "two reports": Name("同年两份报告两个数", "Two reports of one year, two values"),
    "restated": Name("后来的报告改了数", "Another value in a later report"),
    "five-year plan": Name("五年规划与年份不符", "A five-year plan's name against the year"),
    "copy": Name("转载与原文不同", "A copy with another figure"),
}
"""How reports disagree."""
EXPLANATIONS: Codes = {
    "constant prices": Name(
        "该指标的增速按可比价计算，可能因此不符", "growth of this indicator is at constant prices, which may explain it"
    ),
    "revised base": Name("该指标的基数常有修订，可能因此不符", "the base of this indicator is often revised, which may explain it"),
}
"""What of an indicator's definition may explain a disagreement."""
