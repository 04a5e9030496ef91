"""Whether a target is binding or expected, as its words or the opening of its list say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ..rules import rules

Nature = Literal["binding", "expected", ""]


def nature_of(words: str) -> Nature:
    """Return what words around a number say of it (（约束性）)."""
    if "约束性" in words:
        return "binding"
    return "expected" if "预期性" in words or "预期目标" in words else ""


def listed_nature(before: str) -> Nature:
    """Return what the words before the first of a list say that all in it are (主要预期目标是：).

    >>> listed_nature("主要预期目标是：生产总值增长7%"), listed_nature("生产总值增长7%")
    ('expected', '')
    """
    found = list(_lists().finditer(before))
    if not found:
        return ""
    return "binding" if "约束" in found[-1][0] else "expected"


@lru_cache(maxsize=1)
def _lists() -> re.Pattern[str]:
    return re.compile(rules("targets")["ends"]["natures"])
