"""Numbers that stand in one list: 分别增长1%、2%和3%."""

from __future__ import annotations

import re
from functools import lru_cache

from ..expressions.patterns import any_of
from ..expressions.quantities import Quantity, Ratio
from ..rules import rules

Token = Quantity | Ratio
"""A number of a sentence, or several set against each other."""

_RESPECTIVELY = re.compile("分别|依次")
_RANK = re.compile(r"第|[^\d]*前|[^\d]*强|首位|[^\d一-鿿]*$")


def groups_of(plain: str, tokens: list[Token]) -> list[list[Token]]:
    """Return the numbers of a sentence, those of one list together."""
    groups: list[list[Token]] = []
    for token in tokens:
        if groups and _continues(plain, groups[-1], token):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def is_rank(plain: str, q: Quantity) -> bool:
    """Whether a quantity in 位 is a rank (第5位, 前三) and not a count of persons."""
    ranked = q.unit == "位" and q.number == (q.start, q.end)
    return ranked and _RANK.match(plain, q.start, q.end) is not None


def _continues(plain: str, group: list[Token], token: Token) -> bool:
    first, last = group[0], group[-1]
    if isinstance(token, Ratio) or isinstance(last, Ratio):
        return False
    if not _joined().fullmatch(plain, last.end, token.start):
        return False
    before = (max(0, first.start - 14), first.start)
    if isinstance(first, Quantity) and (first.unit == "%") != (token.unit == "%"):
        return False  # 分别达41230元、23450元，增长5.1%、6.8%
    if token.unit == "%" and plain[last.end : token.start] in ("和", "与", "、"):
        return True
    return len(group) > 1 or _RESPECTIVELY.search(plain, *before) is not None


@lru_cache(maxsize=1)
def _joined() -> re.Pattern[str]:
    change = rules("figures")["change"]
    verbs = any_of([*change["up"], *change["down"]])
    return re.compile(rf" ?(?:[、和及与，]|以及) ?(?:{verbs})?")
