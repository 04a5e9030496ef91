"""Numerals in digits and in Chinese."""

from __future__ import annotations

import re
from functools import lru_cache

import cn2an

LONGEST_NUMERAL = 20
"""Longer ones are no amounts."""


def is_numeral(text: str) -> bool:
    """Whether a text is one numeral; 四五 is “four or five” and none."""
    try:
        value_of(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def value_of(text: str) -> float:
    """Return the value of a numeral; ValueError where it is none.

    >>> value_of("1,250.5"), value_of("二十三")
    (1250.5, 23.0)
    """
    if len(text) > LONGEST_NUMERAL:
        raise ValueError(text)
    if text[-1].isdigit() and text.isascii():
        return float(text.replace(",", ""))
    if not re.search(r"[一二两三四五六七八九十零〇\d]", text) or re.fullmatch(
        r"[一二两三四五六七八九]{2,3}", text
    ):
        raise ValueError(text)  # 四五 is “four or five”, not 45
    return float(cn2an.cn2an(text.replace("〇", "零"), "normal"))
