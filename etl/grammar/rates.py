"""Shares and rates, also against a target."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.members import BOTH, distributed
from etl.grammar.state import State

_SHARE_OF = re.compile(r"^(?:分别|总量|数量|总数|规模|总额)?占(?!道|地)")

_TIMES_OF = re.compile(
    r"(?:约|已|就)?(?:是|为|达到?|相当于|恢复[到至])(?:[0-9]{4}年|[上去前]一?年|上个?[\u4e00-\u9fff]{2}|“[^“”]{2,6}”)(?:时期|期间|同期|末|底)?(?:水平)?的$"
)


def rate(state: State, i: int, lo: int, left: str, right_end: int) -> int:
    """State a share or a rate, for each member of a joint subject; return the index of the next quantity."""
    q = state.quantities[i]
    right = state.s[q.end : right_end].strip()
    words = phrases.strip_tail(left)
    of_target = phrases.OF_TARGET.search(words) if q.kind == "percent" else None
    both = bool(BOTH.search(left[-4:]))
    if of_target and i not in state.clauses.from_left:
        words = words[: of_target.start()]
        subject = state.subject(phrases.strip_tail(words), lo)
        state.add(q, "rate", subject)
        return i + 1
    subject = phrases.strip_lead(words).strip("，、 “”")
    previous = state.previous()
    if q.kind == "percent" and previous is not None and _TIMES_OF.match(left.strip(" ，")):
        # 游客9万人次，恢复至2019年同期的112%
        state.add(q, "rate", previous.indicator)
        return i + 1
    if previous is not None and _SHARE_OF.match(subject):
        joined = previous.indicator + phrases.GENERIC.sub("", subject)
        state.add(q, "rate", joined if len(joined) <= phrases.MAX_NAME else previous.indicator + "占比", core=previous.core)
        return i + 1
    if subject in {"的", ""} and i and left.strip() == "的" and previous is not None:
        state.add(q, "rate", previous.indicator)
        return i + 1
    names = distributed(state, subject, both) if subject else []
    run = state.clauses.run(i)
    if len(run) == len(names) > 1 and not both:  # 办结率、满意率为98%、95%
        for k, name in zip(run, [state.with_object(name, i) for name in names], strict=True):
            state.add(state.quantities[k], "rate", name)
        return run[-1] + 1
    if len(names) > 1:
        for name in [state.with_object(name, i) for name in names]:
            state.add(q, "rate", name)
        return i + 1
    if subject and not phrases.is_preposition(subject):
        name = state.with_object(subject, i)
        if (
            right
            and not right.startswith(("的", "以"))
            and len(right) <= 8
            and (phrases.opens_with_verb(right) or ends_in_noun(subject))
            and not phrases.RATE_END.search(subject)
        ):
            name += phrases.shorten_right(right, 8)
        elif right.startswith("的") and not phrases.RATE_END.search(subject):
            name = right[1:] if len(subject) < 3 else name + right[1:9]
    elif right and q.value == 100 and not left.strip() and (not previous or previous.quantity.end < lo):
        state.skip(i, i, "idiom")  # 100%投入、百分之百用心: how, not how much
        return i + 1
    elif right:
        previous = state.previous()
        right = right.lstrip("的")
        name = (
            previous.core if previous and phrases.opens_with_verb(right) and previous.clause == state.clauses.semi_before(q.start) else ""
        ) + phrases.shorten_right(right, 14)
    else:
        name = state.subject("", lo)
    if q.kind == "points":
        state.add(q, "growth", name, growth_kind="个百分点", baseline="同比", baseline_stated=False)
    elif q.kind == "multiple":
        state.add(q, "level", name)
    else:
        state.add(q, "rate", name)
    return i + 1


def ends_in_noun(text: str) -> bool:
    """Whether the last word is no verb."""
    return not phrases.ends_with_verb(text)
