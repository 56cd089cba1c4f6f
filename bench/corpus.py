"""Generated reports: any number of them, all different, every one the same again for the same number."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

STREETS = ("和平街道", "新城街道", "城关镇", "东风镇", "长江路街道", "南湖街道", "红旗镇", "文化路街道")
_ACTUAL = (
    "全年完成固定资产投资{a}.{b}亿元,同比增长{c}.{d}%,规模以上工业总产值{e}亿元,增速居全区第{f}。",
    "坚持招商引资不放松,签约项目{f}个,总投资{a}亿元,新增注册企业{e}家,其中1000万元以上的{f}家。",
    "扎实推进老旧小区改造,完成改造{f}个小区{a}栋{e}户,加装电梯{a}台,群众满意度达{g}.{d}%。",
    "持续开展环境整治,拆除违法建设{e}处{a}.{b}万平方米,清运垃圾{e}余吨,整治占道经营{a}起。",
    "抓好安全生产,检查企业{e}家次,发现隐患{a}处,完成整改{f}处,隐患整改率{g}%。",
    "用心保障民生,发放低保金近{a}万元,惠及困难群众{e}户{a}人,提供就业岗位{e}个。",
    "深化平安建设,受理信访案件{a}件,办结率和满意率均达{g}%,刑事警情同比下降{c}.{d}%。",
    "文化惠民有声有色,举办文体活动{a}场次,服务群众{e}人次,新时代文明实践站增至{f}个。",
    "一是压实责任,召开党工委会议{f}次,开展主题党日活动{a}场;二是建强队伍,发展党员{f}名。",
    "上半年,空气质量优良率由{g}.{b}%提高到{g}.{d}%,PM2.5平均浓度{a}微克/立方米,下降{c}%。",
)
_PROSE = (
    "一年来,全街上下凝心聚力、攻坚克难,各项工作取得新的成效,为高质量发展打下坚实基础。",
    "坚持以人民为中心的发展思想,着力解决群众身边的操心事、烦心事、揪心事,获得感不断增强。",
    "深入贯彻上级决策部署,健全工作机制,压紧压实责任,推动各项任务落地见效。",
    "同时也要清醒看到,工作中还存在一些短板和不足,需要在今后认真加以解决。",
)
_PLAN = ("力争固定资产投资增长{c}%以上,新增规上企业{f}家。", "计划改造老旧小区{f}个,新建口袋公园{f}处。")


def report(number: int) -> str:
    """Report `number`: some 3,500 characters with about 120 numerals."""
    chance = random.Random(number)
    year = 2014 + number % 10
    street = f"{STREETS[number % len(STREETS)]}"

    def filled(pattern: str) -> str:
        return pattern.format(
            a=chance.randint(11, 99), b=chance.randint(1, 9), c=chance.randint(2, 28), d=chance.randint(1, 9), e=chance.randint(101, 8999),
            f=chance.randint(2, 30), g=chance.randint(81, 99),
        )  # fmt: skip

    lines = [f"{street}{year}年工作总结", f"发布日期:{year + 1}-01-{chance.randint(10, 28)}", f"编号第{number}号", f"一、{year}年工作回顾"]
    for chapter in range(6):
        lines.append(f"({'一二三四五六'[chapter]}){chance.choice(('经济发展', '城市管理', '民生福祉', '社会治理'))}稳步推进")
        for _ in range(3):
            lines.append(
                "".join([chance.choice(_PROSE) * 2, filled(chance.choice(_ACTUAL)), chance.choice(_PROSE), filled(chance.choice(_ACTUAL))])
            )
    lines += [f"二、{year + 1}年工作计划", "".join(filled(pattern) for pattern in _PLAN) + chance.choice(_PROSE)]
    return "\n".join(lines) + "\n"


def write(folder: Path, count: int) -> Iterator[Path]:
    """Write `count` reports below `folder`, a thousand a subfolder, each beside nothing but itself."""
    for number in range(count):
        file = folder / f"{number // 1000:03d}" / f"{number:06d}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(report(number), encoding="utf-8")
        yield file
