"""Round numbers, and what a number is said to have passed."""

from __future__ import annotations

from etl.grammar.lexicon import words_of

ROUND = frozenset(words_of("round number"))
"""A number that is nothing but a multiple and defines a group of things by their amount: 亿元项目, 千万元企业."""
LANDMARKS = frozenset(words_of("landmark"))
"""What a number is said to have passed (突破200亿元大关) or done (由5家到8家的跃升); nothing is counted by it."""
