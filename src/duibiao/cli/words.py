"""The language of the terminal, and texts that stand in both.

In this room a text that a reader sees stands where it is used, as “中文 | English”.
"""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from itertools import pairwise

from duibiao.records import Lang

_FOUND: ContextVar[Lang | None] = ContextVar("found", default=None)
_BETWEEN = re.compile(r"\s+\| ")
_NO_LANGUAGE = ("", "C", "POSIX")


def find_language(
    arguments: Sequence[str], environment: Mapping[str, str] = os.environ
) -> Lang | None:
    """Return the language that arguments or environment ask for, or None where neither says.

    The arguments are read before they are parsed, so that help and wrong usage speak it too.

    >>> find_language(["--help", "--lang=zh"], {"LANG": "de_DE.UTF-8"})
    'zh'
    >>> find_language([], {"LANG": "de_DE.UTF-8"}), find_language([], {"LANG": "C.UTF-8"})
    ('en', None)
    """
    asked = [environment.get("DUIBIAO_LANG", "")]
    for argument, following in pairwise([*arguments, ""]):
        if argument == "--lang":
            asked.append(following)
        elif argument.startswith("--lang="):
            asked.append(argument.removeprefix("--lang="))
    for word in reversed(asked):
        if word[:2].lower() in ("zh", "en"):
            return "zh" if word[:2].lower() == "zh" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return None if value.partition(".")[0] in _NO_LANGUAGE else _of_locale(value)
    # Windows has no LANG; there the interpreter knows the user's own, e.g. “Chinese (Simplified)_China”.
    own = locale.getlocale()[0] if os.name == "nt" else None
    return _of_locale(own) if own else None


def _of_locale(name: str) -> Lang:
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def remember_language(lang: Lang | None) -> None:
    """Keep what was found at the start for the rest of the run."""
    _FOUND.set(lang)


def language(given: str | None = None, otherwise: Lang = "en") -> Lang:
    """Return the language to speak: the one given, else the one found at the start, else `otherwise`."""
    if given in ("zh", "en"):
        return "zh" if given == "zh" else "en"
    return _FOUND.get() or otherwise


def tell(lang: Lang, text: str, /, **places: object) -> str:
    """Return one language's half of “中文 | English” with its places filled.

    >>> tell("en", "{n}个地区 | {n} regions", n=31)
    '31 regions'
    """
    zh, _, en = _BETWEEN.sub("\0", text, count=1).partition("\0")
    half = en if lang == "en" and en else zh
    return half.format(**places) if places else half
