"""Which numbers are no figures: those that only say which things are meant, of who came, and of what is to come."""

from __future__ import annotations

import re
from functools import lru_cache

from ..expressions.patterns import any_of
from ..expressions.quantities import Quantity
from ..rules import rules
from .context import clause_start
from .measures import Predicate
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
    if q.unit == "位" and plain.endswith("后", 0, q.start):
        return True  # 排后三位
    if plain.startswith(tuple(rules("figures")["not_figures"]["pictures"]), q.end):
        return True  # 盐、龙、灯3张名片
    if q.unit == "千伏" and re.match(r"[一-鿿]", after):
        return True  # 220千伏升压站
    if _WAY.search(plain, max(0, q.start - _LONGEST), q.start) or (
        q.unit == "个" and plain.startswith("小时", q.end)
    ):
        return True
    if q.unit == "岁" and re.match(r"[及以人儿老-]|\Z", after):
        return True  # 0-14岁人口
    if q.comparator in (">=", ">") and q.end > q.number[1] and re.match(r"\d", after):
        return True  # 其中10亿元以上2个
    if q.comparator not in (">=", ">", "<=", "<") or not re.match(r"[一-鿿（]", after):
        return False
    sizes = tuple(rules("figures")["phrase"]["sizes"])
    if after[:1] == "的" and plain.endswith(sizes, 0, q.start):
        return False  # 总规模超过100亿元的产业基金
    if re.search(r"[多余]", plain[slice(*q.number)]) and q.end == q.number[1]:
        return False
    shares = q.unit in ("%", "成") and (
        _shared().match(plain, q.end) or GIVING.search(plain, max(0, q.start - _LONGEST), q.start)
    )
    return not shares and not _moving().match(plain, q.end)


def is_to_come(plain: str, at: int, start: int) -> bool:
    """Whether the clause of a number speaks of what is planned, or of what a higher body asks for."""
    if _WHICH.search(plain, at, start):
        return False  # 年内开工的只有35个
    clause = _not_planned().sub("", plain[clause_start(plain, at, start, whole=True) : start + 4])
    return _planned().search(clause) is not None


def is_no_figure(
    plain: str, q: Quantity, said: Predicate, phrase: Phrase, after: bool, at: int, end: int
) -> bool:
    """Whether a number that has been named is of who came, a duration, or a numeral in passing."""
    table = rules("figures")["not_figures"]
    left = clause_start(plain, at, q.start)
    if _DENIED.search(plain, left, q.start):
        return True
    right = min((i for m in "，；。" if (i := plain.find(m, q.end, end)) >= 0), default=end)
    clause = plain[left:right]
    whole = plain[clause_start(plain, at, q.start, whole=True) : right]
    attending = q.unit in table["units"] and any(w in whole for w in table["words"])
    if attending and not any(w in whole for w in table["yet"]):
        return True
    numeral = plain[slice(*q.number)].removesuffix(q.unit)
    spelled = not numeral[:1].isdigit() and len(numeral) < _EXACT
    spelled = spelled and q.unit not in table["numerals"]
    if spelled and said.measure == "level":
        # 六家 is a figure where it closes the clause; 四件事 is a manner of speaking.
        closes = re.match(r"[，。；、）\s]|$", plain[q.end : q.end + 1])
        things = tuple(table["things"])
        if not closes and after and phrase and phrase.name.endswith(things):
            return False
        if not phrase or (after and not phrase.deed) or not (after or closes):
            return True
    bounded = q.comparator in ("<", "<=", ">", ">=") and q.start < q.number[0]
    goes_on = left == at > clause_start(plain, at, q.start, whole=True)
    if bounded and goes_on and phrase and phrase.start == at:
        return True  # 23个村集体经营性收入不足10万元
    if q.unit == "个月":
        return not any(w in (phrase.full or clause) for w in table["of_months"])
    if q.unit == "天" and said.measure == "level" and not said.reached:
        return not any(w in (phrase.full or clause) for w in table["of_days"])
    if q.unit == "位" and after:
        return True
    if plain.startswith(("的目标", "的任务"), q.end):
        return True
    if q.comparator == ">" and _THEN.match(plain, q.end):
        return True  # 突破2000亿元，达2134.7亿元: the second is the amount
    # A bound kept to is no amount: 控制在4.5%以内.
    kept = said.measure != "share" and q.comparator in (">=", "<=")
    return kept and _BOUND.search(plain, left, q.start) is not None


def is_among(plain: str, q: Quantity, end: int) -> bool:
    """Whether a number only says among how many another stands: 13项主要指标中有3项."""
    return _AMONG.match(plain, q.end, end) is not None


def is_countable(q: Quantity) -> bool:
    """Whether what a number counts may stand after it: 58个贫困村."""
    return q.unit in rules("figures")["phrase"]["counting_units"]


_LONGEST = 60
# 民营经济贡献了全市60%以上的税收、80%以上的就业: each is a share of the same one.
GIVING = re.compile(
    r"(?:(?<=[，；。：\n])|\A)(?P<who>(?![但却只仅也就还以用])[一-鿿]{2,10}?)(?:贡献|创造|提供|支撑)了?"
    r"(?:[^，；。]{2,14}?的[一-鿿]{2,10}、)*(?:全[一-鿿]{1,2}|近|约|超过?)*\Z"
)
_WHICH = re.compile("的(?:才|就)?[只仅]有?\\Z")
_EXACT = 3  # 三家 may be a manner of speaking, 一百二十多家 is none
_WAY = re.compile("(?:往|向|朝)[东南西北前]{1,2}(?:走|行)?\\Z")  # 往南12公里
_BOUND = re.compile(r"控制在\Z|(?<![持定升降达保仍还都])在\Z")
_DENIED = re.compile(r"(?:没有|没|尚未|从未|未能|谢谢|感谢)[^，；。]{0,6}\Z")  # 没有引进1户500强
_AMONG = re.compile(
    r"[一-鿿（）、]{1,14}?[中里](?:有|居|排|列|位列|(?=\d))|(?:项目|企业|园区|[县市区镇村户人])[中里](?=[一-鿿]{2,8}\d)|[一-鿿（）、]{1,8}?(?:我们|咱|我[县市区])?排(?:第|名|在|老)"
)  # 13项指标中有3项: the second is the figure
_THEN = re.compile(r"(?:大关)?，(?:达到|达|为)\d")


@lru_cache(maxsize=1)
def _shared() -> re.Pattern[str]:
    return re.compile(rf"的?[一-鿿]{{0,4}}?(?:{any_of(rules('figures')['shared']['verbs'])})")


@lru_cache(maxsize=1)
def _planned() -> re.Pattern[str]:
    table = rules("figures")["plan"]
    asked = rf"(?:{any_of(table['higher'])})[^，；。]{{0,10}}(?:{any_of(table['asks'])})"
    return re.compile(rf"{any_of(table['words'])}|{asked}")


@lru_cache(maxsize=1)
def _not_planned() -> re.Pattern[str]:
    table = rules("figures")["plan"]
    done = rf"(?:{any_of(table['measured'])})[^，；。]{{0,10}}?(?:{any_of(table['against'])})"
    paid = rf"(?:{any_of(table['paying'])})[^，；。]{{0,8}}(?:{any_of(table['payments'])})"
    return re.compile(rf"{any_of(table['not_plan'])}|{done}|{paid}")


@lru_cache(maxsize=1)
def _moving() -> re.Pattern[str]:
    change = rules("figures")["change"]
    return re.compile(
        rf"的?(?:{any_of([*change['up'], *change['down']])}|增速|比重|左右|发展|(?:大关|台阶)(?!，(?:达到|达|为)\d))"
    )
