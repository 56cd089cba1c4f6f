"""Names told by the clause after a number, or by what was added to before it."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.lexicon import TWO_CHARACTER_NOUNS, VERB_SENSE, any_of
from etl.grammar.naming.counts import Count
from etl.grammar.naming.name import Name, Way, Ways

_MONEY_LEAD = re.compile(rf"^(?:{any_of('money lead')}|计划(?:总)?投资)$")
_TOTAL = re.compile(rf"^[\s，、（]*{any_of('total before')}+$")
"""新增规上企业9家，累计达67家: words before a total of what was added to."""
_EVENT = re.compile(rf"{any_of('event')}$")
"""What happens and does not stay: 新增就业9人，累计达67人 are those who found work."""
_STOPS = re.compile(r"[0-9，。；：（]")


def _object_after(count: Count) -> Name | None:
    """投资680万元,完成水利工程14处: money put into what the next clause names."""
    clauses, q, previous = count.spot.clauses, count.quantity, count.previous
    if count.dimension != "money" or not _MONEY_LEAD.match(count.phrase.text):
        return None
    if previous is not None and count.spot.clause == previous.clause:
        return None
    end = clauses.break_after(q.end)
    if clauses.s[end : end + 1] in {"；", "。"}:
        return None
    if clauses.s.startswith("其中", end + 1):
        return None  # 投入资金1200万元，其中财政资金800万元: a part is not what it went into
    after = _STOPS.split(clauses.s[end + 1 :], maxsplit=1)[0]
    found = phrases.left_phrase(phrases.plain_deed(after))
    noun = phrases.shorten_right(found.rest if len(found.rest) >= 2 else found.text)
    if noun[-2:] not in TWO_CHARACTER_NOUNS:
        noun = _behind_its_number(count, end + 1 + len(after)) or noun
    return Name(noun + count.phrase.text, "", noun) if len(noun) >= 2 else None


def _behind_its_number(count: Count, at: int) -> str:
    """The noun behind a number that stands at `at` (完成河口9公里石板路), where no verb opens it; ''."""
    stretches, following = count.spot.stretches, count.spot.last + 1
    if following >= len(stretches.quantities) or stretches.quantities[following].start != at:
        return ""
    words = stretches.s[stretches.quantities[following].end : stretches.right_end(following)].lstrip("的 ")
    return "" if len(words) < 2 or phrases.opens_with_verb(words) else phrases.shorten_right(words)


def _total(count: Count) -> Name | None:
    """新增规上企业9家，累计达67家: what there is in all is no flow, as what was added is."""
    added, q = count.spot.told.parent(), count.quantity
    if added is None or VERB_SENSE.get(added.verb) != "add" or added.quantity.unit != q.unit or added.value >= q.value:
        return None
    if not _TOTAL.match(count.left.rstrip()) or phrases.ends_with_verb(added.core) or _EVENT.search(added.core):
        return None
    return Name(added.core, added.verb, added.core, is_total=True)


AFTER: Ways = (
    Way(
        "object after",
        _object_after,
        (
            ("投资42万元,新修水渠3条。", (("42万", "420000", "元", "level", "水渠"), ("3", "3", "条", "level", "水渠"))),
            (
                "投资17万元,完成河口9公里石板路。",
                (("17万", "170000", "元", "level", "石板路投资"), ("9", "9", "公里", "level", "石板路")),
            ),
        ),
    ),
    Way(
        "total",
        _total,
        (("新增规上企业9家,累计达67家。", (("9", "9", "家", "level", "规上企业"), ("67", "67", "家", "level", "规上企业"))),),
    ),
)
