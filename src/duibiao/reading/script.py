"""One spelling for the many that offices write: the text that rules are matched on.

It has the same length as the text as read, so a place in one is the same place in the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import cycle
from typing import Any

_FULL = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"}
_DASH_IN_SPAN = re.compile(r"(?<=[\d月年日])[—–－―~～〜](?=\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_HALF_MARK = re.compile(r"[,;:()!?]")
_STRAIGHT = re.compile('"')
_RATIO = re.compile(r"(?<=\d)：(?=\d)")
_TRADITIONAL = 0.1
_CJK_PUNCTUATION = frozenset("，。；：！？（）、“”‘’《》【】—…·")
_CIRCLED = range(ord("①"), ord("⑳") + 1)


def plain(text: str) -> str:
    """Return the text in one spelling: simplified characters, half-width digits and letters, full-width marks.

    In numbers, ratios and spans marks are half-width: 1,200; 14.5:41.1; 2016-2020.

    >>> plain("國內生產總值２００３．４３億元,增長4.1％")
    '国内生产总值2003.43亿元，增长4.1%'
    >>> plain('抓"三新"')
    '抓“三新”'
    >>> plain("三次产业14.5：41.1：44.4，1—9月")
    '三次产业14.5:41.1:44.4，1-9月'
    """
    mapped = "".join(map(_traditional if is_traditional(text) else _character, text))
    thousands = {m.start() for m in _THOUSANDS.finditer(mapped)}
    mapped = _HALF_MARK.sub(lambda m: m[0] if m.start() in thousands else _FULL[m[0]], mapped)
    mapped = _RATIO.sub(":", mapped)
    if '"' in mapped:
        mapped = "\n".join(map(_curled, mapped.split("\n")))
    return _DASH_IN_SPAN.sub("-", mapped)


def _curled(line: str) -> str:
    """A line's straight quotes as opening and closing ones, by turns."""
    marks = cycle("“”")
    return _STRAIGHT.sub(lambda _: next(marks), line)


def is_traditional(text: str) -> bool:
    """Say whether a text is in traditional characters: more than a few in a hundred are.

    A person's name keeps a rare character in a text that is otherwise simplified.

    >>> is_traditional("國內生產總值達到"), is_traditional("市委书记郑国樑主持会议并讲话")
    (True, False)
    """
    han = [c for c in text if "㐀" <= c <= "鿿"]
    return sum(_traditional(c) != c for c in han) > _TRADITIONAL * len(han)


@lru_cache(maxsize=1 << 16)
def _character(char: str) -> str:
    if char in _CJK_PUNCTUATION or char == "\n" or ord(char) in _CIRCLED:
        return char
    if char.isspace():
        return " "
    narrow = unicodedata.normalize("NFKC", char)
    narrow = narrow if len(narrow) == 1 else char
    return narrow


@lru_cache(maxsize=1 << 16)
def _traditional(char: str) -> str:
    narrow = _character(char)
    simple = _simplified().convert(narrow) if "㐀" <= narrow <= "鿿" else narrow
    return simple if len(simple) == 1 else narrow


@lru_cache(maxsize=1)
def _simplified() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
