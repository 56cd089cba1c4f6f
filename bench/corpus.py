"""Generated reports: any number of them, all different, each the same again for the same number, with the facts that they state.

They are made to be as dense as real reports (about 24 facts and 29 figures in a thousand characters, sentences of some fifty), and as
mixed: real townships, ten years, four ways to write, several encodings and formats. What they cannot be is as rich in words, so the texts
of tests/corpus, no two of which are alike, stand beside them where reading is measured.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import polars as pl

from etl import reference
from etl.reference.places import divisions

YEARS = 10
FIRST_YEAR = 2014

# {least-most unit measure}: a figure in that range, written with its unit; what it measures is level where no word says so.
_FACTS = {
    "经济发展": (
        "全年完成固定资产投资{3.1-96.9 亿元},同比增长{1.1-19.9 % growth}",
        "实现一般公共预算收入{0.6-38.9 亿元},较上年增长{1.2-14.8 % growth}",
        "规模以上工业总产值达到{11.5-420.5 亿元}",
        "社会消费品零售总额{8.2-190.4 亿元},同比增长{0.8-12.6 % growth}",
        "招引{noun}项目{2-48 个},总投资{3.2-88.6 亿元}",
        "新增注册企业{35-3900 家}",
        "走访{noun}企业{40-980 家次},协调解决难题{12-460 个}",
        "农村居民人均可支配收入{11200-48900 元}",
        "引进各类人才{12-680 名}",
    ),
    "城市建设": (
        "完成{place}等老旧小区改造{2-38 个},惠及居民{260-9800 户}",
        "加装电梯{2-95 台}",
        "新建{noun}停车泊位{110-2900 个}",
        "拆除违法建设{1.1-46.7 万平方米}",
        "征收房屋{60-1900 户}",
        "修缮{place}道路{1.2-36.8 公里}",
        "新增绿化面积{1.3-28.9 万平方米}",
        "完成燃气管网更新{2.1-39.8 公里}",
    ),
    "城市管理": (
        "清运{noun}垃圾{210-9700 吨}",
        "整治占道经营{130-5900 起}",
        "规范门前三包商户{160-2900 家}",
        "垃圾分类参与率达到{86.1-99.8 % rate}",
        "打造{place}精品街巷{2-28 条}",
        "办结城管热线工单{360-18900 件},满意率{90.2-99.9 % rate}",
    ),
    "民生保障": (
        "发放低保金{110.5-2890.6 万元},救助困难群众{260-9800 人次}",
        "新增城镇就业{210-6900 人}",
        "城乡居民基本医疗保险参保率达到{95.1-99.9 % rate}",
        "开展{noun}技能培训{12-180 期},培训{310-7800 人次}",
        "建成{place}日间照料中心{2-18 个}",
        "为{320-9600 名}老年人免费体检",
        "接种疫苗{1.2-12.8 万剂次}",
        "资助困难学生{25-860 名}",
    ),
    "平安建设": (
        "刑事警情同比下降{1.2-28.9 % -growth}",
        "排查{noun}隐患{160-6900 处},整改率{92.1-99.9 % rate}",
        "受理信访事项{60-1900 件},按期办结率{91.1-99.9 % rate}",
        "调解矛盾纠纷{90-2800 件}",
        "检查{noun}单位{230-8900 家次}",
        "安装智能烟感{310-9800 个}",
        "开展反诈宣传{25-460 场次}",
    ),
    "文化生态": (
        "举办{noun}文体活动{22-480 场次},服务群众{1.1-18.9 万人次}",
        "新建文明实践站{2-28 个}",
        "空气质量优良率达到{72.1-98.9 % rate}",
        "治理{place}河道{1.2-28.6 公里}",
        "植树造林{110-8900 亩}",
        "注册志愿者达到{1100-38900 人}",
    ),
    "党的建设": (
        "发展党员{6-120 名}",
        "召开党工委会议{12-96 次}",
        "开展主题党日活动{26-480 场}",
        "培训村社干部{60-1800 人次}",
        "办理人大代表建议{6-96 件}",
    ),
}
_PLANS = (
    "力争固定资产投资增长{3.1-12.9 % growth}",
    "新增规模以上企业{3-38 家}",
    "改造{place}背街小巷{3-48 条}",
    "新增就业{310-4900 人}",
    "建成{place}口袋公园{2-18 个}",
)
_NOUNS = "重点 优质 科技 现代服务业 民营 农业 消防 食品 建筑 校园 燃气 公益 惠民 特色 专项 生活 数字 外资 文旅 康养 商贸 物流 制造".split()  # noqa: SIM905
_PLACES = "东湖 西园 南苑 北城 桂花 松林 新华 胜利 青云 柳溪 平安 丰收 曙光 光明 新建 团结 五星 锦绣 兴隆 望江 双桥 石桥 长安 永安".split()  # noqa: SIM905
_PROSE_FIRST = (
    "坚持稳字当头",
    "聚焦中心任务",
    "紧盯薄弱环节",
    "立足街情镇情",
    "突出问题导向",
    "围绕群众期盼",
    "健全长效机制",
    "强化统筹协调",
    "压实各级责任",
    "整合多方力量",
    "深化改革创新",
    "完善服务网络",
    "狠抓任务落实",
    "注重源头治理",
    "推动资源下沉",
    "主动靠前服务",
    "进一步解放思想",
    "对照“十四五”规划",
    "坚持一张蓝图绘到底",
    "落实三项制度",
)
_PROSE_MIDDLE = (
    "把握发展机遇",
    "优化营商环境",
    "激发市场活力",
    "补齐设施短板",
    "提升环境品质",
    "改善居住条件",
    "守牢安全底线",
    "化解基层矛盾",
    "繁荣群众文化",
    "涵养文明新风",
    "筑牢战斗堡垒",
    "锤炼干部作风",
    "擦亮宜居底色",
    "拓宽增收渠道",
    "织密保障网络",
    "推进精细管理",
    "打造一批精品工程",
    "构建“1+3”治理格局",
    "推动第一产业提质",
    "形成上下一盘棋",
)
_PROSE_LAST = (
    "各项工作取得新的进展",
    "群众获得感持续增强",
    "辖区面貌焕然一新",
    "发展后劲不断积蓄",
    "治理效能稳步提升",
    "城乡环境明显改观",
    "社会大局保持和谐稳定",
    "公共服务更加便捷",
    "干事创业氛围日益浓厚",
    "特色品牌逐步形成",
    "居民生活更有品质",
    "基层基础更加扎实",
)
_CHAPTERS = tuple(_FACTS)
_SLOT = re.compile(r"\{(?P<word>noun|place)\}|\{(?P<least>[0-9.]+)-(?P<most>[0-9.]+) (?P<unit>\S+?)(?: (?P<measure>-?[a-z]+))?\}")
_UNIT = {"名": "人"}
_TIMES = {"万": 10**4, "亿": 10**8}
STYLES = ("annual", "delivered", "bullets", "half")
"""A summary of the year, a report read to deputies, one in bullet points, one of the first half."""
_ENCODINGS = ("utf-8",) * 6 + ("gb18030",) * 2 + ("utf-8-sig", "utf-16")


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that a generated report states."""

    anchor: int
    value: Decimal
    unit: str
    measure: str


@dataclass(frozen=True, slots=True)
class Generated:
    """A generated report and what it states."""

    text: str
    facts: tuple[Known, ...]
    district: str
    """The township's division code, 9 digits."""
    year: int


@lru_cache(maxsize=1)
def townships() -> list[str]:
    """Codes of all divisions below the county."""
    codes = pl.read_parquet(reference.FOLDER / "divisions.parquet", columns=["code"])["code"]
    return codes.filter(codes.str.len_bytes() == 9).sort().to_list()


class _Writer:
    """Writes text and notes where its facts stand."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.parts: list[str] = []
        self.length = 0
        self.facts: list[Known] = []

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def put_facts(self, pattern: str) -> None:
        done = 0
        for slot in _SLOT.finditer(pattern):
            self.put(pattern[done : slot.start()])
            done = slot.end()
            if slot["word"]:
                self.put(self.chance.choice(_NOUNS if slot["word"] == "noun" else _PLACES))
                continue
            written = self._number(slot["least"], slot["most"])
            unit, value = slot["unit"], Decimal(written)
            while unit[0] in _TIMES:
                value *= _TIMES[unit[0]]
                unit = unit[1:]
            measure = slot["measure"] or "level"
            self.facts.append(Known(self.length, -value if measure[0] == "-" else value, _UNIT.get(unit, unit), measure.lstrip("-")))
            self.put(written + slot["unit"])
        self.put(pattern[done:])

    def _number(self, least: str, most: str) -> str:
        if "." not in least:
            return str(self.chance.randint(int(least), int(most)))
        tenths = self.chance.randint(int(float(least) * 10), int(float(most) * 10))
        return f"{tenths // 10}.{tenths % 10 or 1}"

    def clause(self) -> str:
        """Words without a figure."""
        pick = self.chance.choice
        return f"{pick(_PROSE_FIRST)}、{pick(_PROSE_MIDDLE)}"

    def prose(self) -> None:
        """A sentence without a figure."""
        self.put(f"{self.clause()},{self.clause()},{self.clause()},{self.chance.choice(_PROSE_LAST)}。")

    def sentence(self, patterns: list[str]) -> None:
        """A sentence that states figures."""
        self.put(f"{self.clause()},")
        for at, pattern in enumerate(patterns):
            self.put(",同时" if at == 1 else "," if at else "")
            self.put_facts(pattern)
        self.put("。")


def report(number: int) -> Generated:
    """Report `number`: some 4,000 characters that state about 100 facts."""
    chance = random.Random(number)
    codes = townships()
    code, year = codes[number // YEARS * 7919 % len(codes)], FIRST_YEAR + number % YEARS
    division = divisions().division(code)
    style = STYLES[chance.randrange(len(STYLES))]
    writer = _Writer(chance)
    half = style == "half"
    kind = "上半年工作总结" if half else "政府工作报告" if style == "delivered" else "工作总结"
    writer.put(f"{division.province}{division.county or ''}{division.name}{year}年{kind}\n")
    writer.put(f"发布日期:{year if half else year + 1}-{'07' if half else '01'}-{chance.randint(10, 28)}\n")
    if style == "delivered":
        writer.put("各位代表:\n现在,我向大会报告工作,请予审议。\n")
    writer.put(f"一、{year}年{'上半年' if half else ''}工作回顾\n")
    for ordinal, chapter in enumerate(chance.sample(_CHAPTERS, 6)):
        writer.put(f"({'一二三四五六'[ordinal]}){chapter}{chance.choice(('稳步推进', '成效明显', '再上台阶'))}\n")
        for _ in range(3):
            writer.put("- " if style == "bullets" else "")
            writer.prose()
            for _ in range(2):
                writer.sentence([chance.choice(_FACTS[chapter]) for _ in range(chance.randint(1, 3))])
            writer.prose()
            writer.put("\n")
    writer.put("二、下半年工作安排\n" if half else f"二、{year + 1}年工作计划\n")
    for pattern in chance.sample(_PLANS, 3):
        writer.sentence([pattern])
    writer.prose()
    writer.put("\n")
    return Generated("".join(writer.parts), tuple(writer.facts), code, year)


def write(folder: Path, count: int) -> Iterator[Path]:
    """Write `count` reports below `folder`, a thousand a subfolder: most as UTF-8 text, some in other encodings, some as web pages."""
    for number in range(count):
        text = report(number).text
        page = number % 25 == 24
        file = folder / f"{number // 1000:03d}" / f"{number:06d}.{'html' if page else 'txt'}"
        file.parent.mkdir(parents=True, exist_ok=True)
        if page:
            body = "".join(f"<p>{line}</p>\n" for line in text.splitlines())
            file.write_text(f'<html><head><meta charset="utf-8"></head><body>\n{body}</body></html>\n', encoding="utf-8")
        else:
            file.write_bytes(text.encode(_ENCODINGS[number % len(_ENCODINGS)]))
        yield file
