"""Whether words promise a deed or only exhort, by the weights of rules/rhetoric.toml."""

from __future__ import annotations

import re
from itertools import pairwise
from math import exp

from ..rules import rules

RHETORIC = "what.slogan.wording"
"""The rule of a stretch whose wording as a whole is that of a slogan."""
_NUMBER = re.compile(r"\d[\d.]*")
_WIDE = str.maketrans(",;:()", "，；：（）")


def rhetoric_score(words: str) -> float:
    """Return the log odds that words are a slogan rather than a commitment, both taken as equally common.

    Logistic regression on which characters and pairs of characters stand in the words (numbers count as
    one character); evaluation/reading/rhetoric.py learns the weights from the labelled documents.

    >>> rhetoric_score("以钉钉子的精神一抓到底") > 0 > rhetoric_score("出台招商引资奖励办法")
    True
    """
    table = rules("rhetoric")
    weights: dict[str, float] = table["weights"]
    return float(table["base"] + sum(weights.get(token, 0.0) for token in tokens_of(words)))


def is_rhetoric(words: str) -> bool:
    """Whether words that set no target and name nobody responsible only exhort."""
    return rhetoric_score(words) > float(rules("rhetoric")["decide"])


def rhetoric_confidence(words: str) -> float:
    """Return how sure it is that words only exhort, 0.5 to 0.99."""
    return round(min(max(1 / (1 + exp(-rhetoric_score(words))), 0.5), 0.99), 2)


def tokens_of(words: str) -> set[str]:
    """Return the characters and pairs of characters of words, ^ and $ for their start and end."""
    plain = "".join(words.split()).translate(_WIDE)
    marked = f"^{_NUMBER.sub('0', plain)}$"
    return set(marked) | {a + b for a, b in pairwise(marked)}
