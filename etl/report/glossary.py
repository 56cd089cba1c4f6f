"""Glossaries: what a report explains at its end or beneath its text (名词解释, “双减”：是指…) states no results of its own."""

from __future__ import annotations

import re

from etl.grammar.lexicon import any_of

#: (paragraph, whether it opens a glossary, whether it explains a term)
EXAMPLES: tuple[tuple[str, bool, bool], ...] = (
    ("名词解释", True, False),
    ("**附：名词解释**", True, False),
    ("附件2：《政府工作报告》名词注释", True, False),
    ("有关用语说明（按出现先后排列）", True, False),
    ("部分专业术语解释", True, False),
    ("名词解释工作完成30项。", False, False),
    ("1.“双减”：是指减轻学生作业负担和校外培训负担。", False, True),
    ("①“五个一”工程：指每村建成1个广场、1个书屋。", False, True),
    ("[3] 四上企业：即规模以上工业等四类企业，年收入2000万元以上。", False, True),
    ("“一网通办”，是指依托1个平台办理全部事项。", False, True),
    ("新建公园3座，是指标任务的两倍。", False, False),
    ("全年完成目标：指标任务30项全部完成。", False, False),
    ("主要预期目标是：主要指标增长8%。", False, False),
    ("一是建成公园3座。", False, False),
)

_MARKER = r"[\s\u3000*#]*(?:[①-⑳]|[\[［【〔（(]?[0-9]{1,3}[\]］】〕）)]?[.、．]?|注[0-9]*[：:]?)?[\s\u3000*]*"
_OPENS = re.compile(
    rf"[\s\u3000*#]*(?:{any_of('glossary: annex')}[0-9一二三四五六]?[：:、\s]*)?[^，。；：:]{{0,18}}"
    rf"{any_of('glossary: words')}[^，。；：:]{{0,6}}{any_of('glossary: explained')}[^，。；]{{0,16}}[\s*：:]*"
)
_OTHER = re.compile(rf"[\s\u3000*#]*附{any_of('annex')}?[0-9一二三四五六]?[：:、\s]")
_EXPLAINS = re.compile(
    rf"""{_MARKER}(?:[“\"《「][^”\"》」\n]{{1,40}}[”\"》」][^，。；：:\n]{{0,12}}(?:[：:，,]|是指)|"""
    rf"""[^，。；：:“\"\n]{{2,24}}[：:])[\s\u3000]*{any_of("explains")}"""
)


class Glossary:
    """Whether the sentence that is read stands in a glossary, or in a paragraph that explains a term."""

    def __init__(self) -> None:
        self._open = False
        self._explains = False
        self._starts = True

    def holds(self, words: str) -> bool:
        """Whether the next sentence of the text explains a term; sentences are asked about in order, each once."""
        if self._starts and words.strip():
            line = words.strip()
            self._open = opens(line) or (self._open and not _OTHER.match(line))
            self._explains = explains(line)
        self._starts = words.endswith(("\n", "\r")) or (self._starts and not words.strip())
        return self._open or self._explains


def opens(line: str) -> bool:
    """Whether a line is the heading of a glossary."""
    return len(line) <= 48 and _OPENS.fullmatch(line) is not None


def explains(paragraph: str) -> bool:
    """Whether a paragraph says what a term means."""
    return _EXPLAINS.match(paragraph) is not None
