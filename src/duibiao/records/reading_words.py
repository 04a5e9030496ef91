"""The words of a reading in both languages: kinds, firmness, comparators, measures, periods.

A ledger that comes back from an office is understood in either language, so these words are read as
well as written.
"""

from __future__ import annotations

from collections.abc import Mapping

from .errors import Lang, UnknownName
from .periods import Period

Words = Mapping[str, tuple[str, str]]
"""Codes with their names in Chinese and English."""

KIND_WORDS: Words = {
    "target": ("目标", "target"),
    "action": ("行动", "action"),
    "achievement": ("已完成", "achievement"),
    "background": ("背景", "background"),
    "lesson": ("经验", "lesson"),
    "slogan": ("口号", "slogan"),
}
"""The kinds of statement."""
FIRMNESS_WORDS: Words = {
    "assured": ("确保", "assured"),
    "stated": ("一般", "stated"),
    "aspired": ("力争", "aspired"),
}
"""How firmly a commitment is made."""
COMPARATOR_WORDS: Words = {
    "=": ("达到", "equal to"),
    ">=": ("不低于", "at least"),
    ">": ("高于", "above"),
    "<=": ("不高于", "at most"),
    "<": ("低于", "below"),
    "~": ("左右", "about"),
}
"""How a value is meant."""
COMPARATOR_SIGNS: Mapping[str, str] = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "≈"}
"""How a value is meant, as a sign before it."""
MEASURE_WORDS: Words = {
    "level": ("水平", "level"),
    "growth": ("增速", "growth"),
    "share": ("占比", "share"),
    "contribution": ("贡献", "contribution"),
    "change": ("增减", "change"),
    "difference": ("相差", "difference"),
    "rank": ("位次", "rank"),
}
"""What a number says of its indicator."""
NATURE_WORDS: Words = {
    "binding": ("约束性", "binding"),
    "expected": ("预期性", "expected"),
    "": ("", ""),
}
"""Whether a target binds."""


def word_of(words: Words, code: str, lang: Lang) -> str:
    """Return the name of a code in the language asked for.

    >>> word_of(KIND_WORDS, "target", "zh")
    '目标'
    """
    return words[code][0 if lang == "zh" else 1]


def code_of(words: Words, written: str) -> str | None:
    """Return the code that a name in either language, or the code itself, means; None for no code.

    >>> code_of(FIRMNESS_WORDS, "力争"), code_of(FIRMNESS_WORDS, "Assured"), code_of(KIND_WORDS, "?")
    ('aspired', 'assured', None)
    """
    wanted = written.strip().lower()
    for code, names in words.items():
        if wanted in (code, *names):
            return code
    return None


_SPANS = {
    "half": ("{y}年{n}半年", "{y}H{n}"),
    "quarter": ("{y}年{n}季度", "{y}Q{n}"),
    "month": ("{y}年{n}月", "{y}M{n:02d}"),
    "cumulative": ("{y}年1—{n}月", "{y}M01-{n:02d}"),
}


def period_name(text: str, lang: Lang) -> str:
    """Return a period as an office writes it; a text that is no period, such as a span of years, as it is.

    >>> period_name("2021H1", "zh"), period_name("2020M01-09", "zh"), period_name("2016-2020", "zh")
    ('2021年上半年', '2020年1—9月', '2016—2020年')
    """
    try:
        period = Period.parse(text)
    except UnknownName:
        first, dash, last = text.partition("-")
        return f"{first}—{last}年" if lang == "zh" and dash and last.isdigit() else text
    if period.is_year:
        return f"{period.year}年" if lang == "zh" else str(period.year)
    number: object = period.number
    if lang == "zh" and period.span in ("half", "quarter"):
        number = ("上下" if period.span == "half" else "一二三四")[period.number - 1]
    return _SPANS[period.span][0 if lang == "zh" else 1].format(y=period.year, n=number)
