"""Rank statements: what is ranked (the rank itself is read in :mod:`etl.grammar.ranks`)."""

from __future__ import annotations

import re

from etl.grammar import phrases
from etl.grammar.members import BOTH, distributed, shared_members
from etl.grammar.state import State

_SCORE_NAME = re.compile(r"(?:综合|总体|总)(?:成绩|排名|得分|分|名次|位次|考核|评价)|(?:成绩|得分|总分)")


def rank(state: State, i: int, lo: int) -> int:
    """State a rank, for each member of a joint subject; return the index of the next quantity."""
    q = state.quantities[i]
    lo, _ = state.clauses.left(i)
    words = state.s[lo : max(lo, q.subject_end)]
    both = bool(BOTH.search(state.s[max(lo, q.subject_end) : q.anchor])) or bool(BOTH.search(words[-2:]))
    if not words.strip():
        named = _SCORE_NAME.match(phrases.strip_lead(state.s[lo : q.anchor]))
        words = named[0] if named else ""
    if q.scope and words.strip() == q.scope:
        words = ""
    run = state.clauses.rank_run(i)
    if len(run) > 1 and "分别" in state.s[lo : q.anchor]:
        members = shared_members(_subject(words))
        if len(members) == len(run):  # 总量和增速分别居全区第二、第一
            for k, member in zip(run, members, strict=True):
                basis = "growth" if re.search(r"(?:增速|增幅|降幅|增长率)$", member) else "level"
                name = phrases.GENERIC.sub("", member) or state.subject("", lo)
                state.add(
                    state.quantities[k],
                    "rank",
                    name,
                    scope=state.quantities[k].scope or q.scope or None,
                    rank_basis=basis,
                )
            return run[-1] + 1
    basis = "level"
    grown = re.search(r"(?:增速|增幅|降幅|增长率|增长|涨幅|提升幅度|下降幅度|改善幅度)$", words)
    if grown:
        basis, words = "growth", re.sub("(?:同比|环比|平均)$", "", words[: grown.start()])
    subject = _subject(words)
    if re.search(r"(?:完成率|完成量|进度)$", subject):
        basis = "completion"
    elif re.search(r"(?:考核|测评|考评|评比|评价|评估|得分|成绩|指数)", subject):
        basis = "score"
    goes_on, generic = not subject, phrases.GENERIC.fullmatch(subject)
    subject = phrases.GENERIC.sub("", subject)
    levels = [st.indicator for st in state.out if st.measure == "level" and st.clause == state.clauses.semi_before(q.start)]
    if generic and levels:
        subject = levels[-1]  # 收入12亿元，税比91%，总量居全市第二
    names = distributed(state, subject, both) if subject else []
    if not names and both:
        names = [st.indicator for st in state.out if st.clause == state.clauses.semi_before(q.start) and st.measure in {"level", "rate"}][
            -4:
        ]
    if not names:
        names = [state.subject("", lo)]
    elif len(names) == 1:
        names = [state.with_object(names[0], i)]
    previous = state.previous()
    scope = q.scope or (previous.scope if previous is not None and goes_on else None)  # 列全市第5，首次进入前十
    for name in names:
        state.add(q, "rank", name, scope=scope or None, rank_basis=basis)
    return i + 1


def _subject(words: str) -> str:
    """What is ranked, of the words before a rank's own."""
    subject = phrases.strip_lead(phrases.strip_tail(words)).strip("，、 ")
    subject = re.sub(r"^(?:在|于)", "", subject)
    return re.sub(r"(?:的?(?:综合)?(?:评比|评价|考核|测评|考评)?(?:活动)?中|当中)$", lambda m: m[0].rstrip("中").rstrip("当"), subject)
