"""How a text shows that somebody speaks: a word of saying, or a quote beside the name."""

from __future__ import annotations

import re
from functools import lru_cache

from ..rules import rules
from ..titles import posts_pattern

_HAN = "一-鿿"
_REACH = 40
"""How far after a name, in its own sentence, its word of saying may stand (蹲在地头，一边捡薯一边说)."""
_QUOTE_END = re.compile(r"[。！？，…；]”|”(?=，(?:这|说这话))")


@lru_cache(maxsize=2)
def say_pattern(*, any_manner: bool = True) -> str:
    """Return the pattern of a word of saying with what leads to it, be it any adverb in 地 or only known ones."""
    table = rules("speakers")
    says = "|".join(sorted(table["says"], key=len, reverse=True))
    between = "|".join(sorted(table["between"], key=len, reverse=True))
    both = rf"(?:一|(?<!一))边[{_HAN}]{{1,12}}，?一?边"
    manner = rf"|[{_HAN}]{{0,6}}地" if any_manner else ""
    return rf"(?:(?:{between}|{both}{manner}|地|，)*(?:{says}))"


@lru_cache(maxsize=1)
def saying() -> re.Pattern[str]:
    """What follows the name of one who speaks: a post, if it stands there, and a word of saying."""
    # What closes with a colon is said, whatever the verb: 何某的话很短：“……”, 黎某心里有数：……
    colon = rf"[{_HAN}]{{0,10}}：(?=“)|(?!负责|牵头|主持|分管)[{_HAN}]{{0,6}}："
    return re.compile(rf"(?:{posts_pattern()}|（[^）]*）|[ ])?(?:{say_pattern()}[：，]?|{colon})")


@lru_cache(maxsize=1)
def _later() -> re.Pattern[str]:
    """A word of saying later in the sentence, before what is said: ……说，“ ……笑道： ……话锋一转，"""
    says = "|".join(sorted(rules("speakers")["says_later"], key=len, reverse=True))
    asks = "|".join(rules("speakers")["asks"])
    return re.compile(rf"(?:{says})(?:[：，](?=“)|：|，)|[：，](?=“)|(?:{asks})")


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    """A demand at the end of what somebody did, however long that is: 先后来到……了解……，要求在……前提下加快进度。"""
    return re.compile(r"，(?:[他她]|并|同时)*(?:要求|强调|指出|希望)(?![的和，])(?=[^，。；]{4})")


def said_from(words: str, start: int, end: int, others: re.Pattern[str]) -> int | None:
    """Return where the words of the one named at `start` to `end` begin, None where nobody speaks.

    By a word of saying right after the name; by one later in its sentence, with nobody else between;
    or by a quote that ends right before the title.
    """
    direct = saying().match(words, end)
    before = quote_before(words, start)
    if direct is not None:
        return before if before is not None else direct.end()
    if words.count("“", 0, start) > words.count("”", 0, start):
        return None
    stop = re.compile(r"[。！？；]|$").search(words, end)
    limit = min(stop.start() if stop else len(words), end + _REACH)
    found = _later().search(words, end, limit + 2)
    if found and found.start() <= limit and not others.search(words, end, found.start()):
        return before if before is not None else found.end()
    asking = _asking().search(words, end, stop.start() if stop else len(words))
    if asking and before is None and not others.search(words, end, asking.start()):
        return asking.end()
    return before


def quote_before(words: str, name: int) -> int | None:
    """Return where the quote begins that ends right before a title and name, None where there is none.

    Between them stands nothing but the title and what leads to it: a place, a time, 说这话的是.
    """
    left = max(0, name - _REACH)
    ends = list(_QUOTE_END.finditer(words, left, name))
    if not ends:
        return None
    close = ends[-1].end()
    between = words[close:name]
    if re.search(r"[。！？；“”]", between) or between.count("，") > 1:
        return None
    opening = words.rfind("“", 0, close)
    return opening if opening >= 0 else None
