"""Which numbers are no figures: those that only say which things are meant, of who came, and of what is to come."""

from __future__ import annotations

import re
from functools import lru_cache

from ..expressions.patterns import any_of
from ..expressions.quantities import Quantity
from ..rules import rules
from .context import clause_start
from .phrases import Phrase


def qualifies(plain: str, q: Quantity, end: int) -> bool:
    """Whether a number says which things are meant: 投资过10亿元的项目, 5亩以上的企业.

    >>> from duibiao.reading.expressions.quantities import find_quantities
    >>> text = "5亩以上的企业"
    >>> qualifies(text, find_quantities(text)[0], len(text))
    True
    """
    after = plain[q.end : min(end, q.end + 2)]
    if plain[q.start - 2 : q.start] == "年产" and re.match(r"[一-鿿]", after):
        return True
    if q.unit == "岁" and re.match(r"[及以人儿老-]|\Z", after):
        return True  # 0-14岁人口
    if q.comparator not in (">=", ">", "<=", "<") or not re.match(r"[一-鿿（]", after):
        return False
    if re.search(r"[多余]", plain[slice(*q.number)]) and q.end == q.number[1]:
        return False
    return not _moving().match(plain, q.end)


def is_to_come(plain: str, at: int, start: int) -> bool:
    """Whether the clause of a number speaks of what is planned."""
    table = rules("figures")["plan"]
    clause = plain[clause_start(plain, at, start) : start + 4]
    for word in table["not_plan"]:
        clause = clause.replace(word, "")
    return any(w in clause for w in table["words"])


def is_no_figure(plain: str, q: Quantity, phrase: Phrase, after: bool, at: int, end: int) -> bool:
    """Whether a number that has been named is of who came, a duration, or a numeral in passing."""
    table = rules("figures")["not_figures"]
    left = clause_start(plain, at, q.start)
    right = min((i for m in "，；。" if (i := plain.find(m, q.end, end)) >= 0), default=end)
    clause = plain[left:right]
    attending = q.unit in table["units"] and any(w in clause for w in table["words"])
    if attending and not any(w in clause for w in table["yet"]):
        return True
    if not plain[q.number[0]].isdigit() and q.unit not in table["numerals"]:
        # 六家 is a figure where it closes the clause; 四件事 is a manner of speaking.
        closes = re.match(r"[，。；、）\s]|$", plain[q.end : q.end + 1])
        if not phrase or (after and not phrase.deed) or not (after or closes):
            return True
    if q.unit == "个月":
        return "工期" not in phrase.full
    if q.unit == "位" and after:
        return True
    if q.comparator == ">" and _THEN.match(plain, q.end):
        return True  # 突破2000亿元，达2134.7亿元: the second is the amount
    if plain[left : q.start].endswith("控制在") and q.comparator != "=":
        return True  # a bound kept to is no amount
    return q.unit in ("倍", "%") and _OF_ANOTHER.search(plain, left, q.start) is not None


def is_countable(q: Quantity) -> bool:
    """Whether what a number counts may stand after it: 58个贫困村."""
    return q.unit in rules("figures")["phrase"]["counting_units"]


_THEN = re.compile(r"(?:大关)?，(?:达到|达|为)\d")
_OF_ANOTHER = re.compile(r"(?:是|不到|不足|相当于|约为|仅为)[^，；。占]{1,12}的\Z")


@lru_cache(maxsize=1)
def _moving() -> re.Pattern[str]:
    change = rules("figures")["change"]
    return re.compile(rf"的?(?:{any_of([*change['up'], *change['down']])}|增速|比重|左右|发展)")
