"""Indicators under the header of a group: 财政 above 一般公共预算收入 is budget revenue."""

from __future__ import annotations

import re
from collections.abc import Iterable

from duibiao.records import Catalogue, Indicator, Unit

from .derived import fits
from .headers import is_growth

_MARK = "·"
# A group that says whose figures, or which part of them, makes another indicator of what stands under it.
_NARROWS = re.compile(
    r"(?:市|州|盟|县|区|旗)$|市辖区|市区|城区|城镇|城市|农村|乡村|县域|男|女|国有|国企|私营|民营|外商|外资|内资|港澳台"
    r"|其中|户籍|限额以上|限上|规模以上|规上|中央|省级|市级|县级|本级|(?<!事)业$|位次|排名|占比|比重|指数"
    r"|urban|rural|state-owned|private|foreign|of which|rank",
    re.IGNORECASE,
)


def under_groups(known: Catalogue, names: Iterable[tuple[str, str]]) -> dict[str, Indicator]:
    """Return the indicators of grouped names, by name, from pairs of a name and its unit.

    The catalogue has both parts as one name, or what stands under a group that does not narrow it (as 市辖区
    and 农村 do). The unit must fit, and no other name may mean the same indicator.
    """
    pairs = dict.fromkeys(names)
    found = {name: i for name, unit in pairs if (i := _under_group(known, name, unit))}
    plain = [i.code for name in dict.fromkeys(n for n, _ in pairs) if (i := known.find(name))]
    taken = [*plain, *(i.code for i in found.values())]
    return {name: i for name, i in found.items() if taken.count(i.code) == 1}


def without_topics(name: str) -> str:
    """Return a name without the groups above it that do not narrow it.

    >>> without_topics("人口·常住人口"), without_topics("市辖区·常住人口")
    ('常住人口', '市辖区·常住人口')
    """
    group, mark, rest = name.partition(_MARK)
    return without_topics(rest) if mark and not _NARROWS.search(group) else name


def _under_group(known: Catalogue, name: str, unit: str) -> Indicator | None:
    if known.find(name):
        return None
    group, mark, rest = name.partition(_MARK)
    indicator = known.find(group + rest) if mark else None
    narrower = group not in rest and _NARROWS.search(group)
    if indicator is None and mark and not narrower and not is_growth(group):
        indicator = known.find(rest) or _under_group(known, rest, unit)
    if indicator is None:
        return None
    if unit and not (Unit.known(unit) and fits(Unit.parse(unit), Unit.parse(indicator.unit))):
        return None
    return indicator
