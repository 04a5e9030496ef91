"""Observations, and what is known of how they were made: vintage, flag, break, source, place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag, StrEnum

from .errors import Lang, UnknownName


class Vintage(StrEnum):
    """How final a figure is, from first word to last; the later in this list wins by default."""

    UNSTATED = ""
    FLASH = "flash"
    EXPECTED = "expected"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    REVISED = "revised"

    @property
    def zh(self) -> str:
        """The Chinese term."""
        return _VINTAGE_ZH[self]

    @staticmethod
    def parse(text: str | None) -> Vintage:
        """Return the vintage that a word names (快报数, 初步核算, final …); raise `UnknownName` otherwise."""
        word = (text or "").strip().lower()
        for vintage, names in _VINTAGE_NAMES.items():
            if word in names:
                return vintage
        raise UnknownName("vintage", word, [names[0] for v, names in _VINTAGE_NAMES.items() if v])


_VINTAGE_ZH = {
    Vintage.UNSTATED: "未注明",
    Vintage.FLASH: "快报数",
    Vintage.EXPECTED: "预计",
    Vintage.PRELIMINARY: "初步核算",
    Vintage.FINAL: "最终核实",
    Vintage.REVISED: "普查修订",
}
_VINTAGE_NAMES = {
    Vintage.UNSTATED: ("", "unstated", "未注明"),
    Vintage.FLASH: ("快报数", "快报", "flash"),
    Vintage.EXPECTED: ("预计", "预计数", "expected", "forecast"),
    Vintage.PRELIMINARY: (
        "初步核算",
        "初步核算数",
        "初步数",
        "preliminary",
        "first-published",
        "first published",
    ),
    Vintage.FINAL: ("最终核实", "最终核实数", "年鉴", "final"),
    Vintage.REVISED: ("普查修订", "修订", "修订数", "revised", "census-revised", "census revised"),
}


class Mark(IntFlag):
    """What a reader must know of a figure, shown as a small mark beside it.

    A fault is kept and shown but never used in a calculation; the others are used and marked.
    """

    NONE = 0
    FAULT = 1
    DOUBTFUL = 2
    ESTIMATED = 4
    PRELIMINARY = 8
    ACROSS_BREAK = 16

    def words(self, lang: Lang) -> str:
        """Return the mark in words, e.g. 存疑、估算."""
        words = [
            _MARK_WORDS[m][0 if lang == "zh" else 1] for m in Mark if m in self and m in _MARK_WORDS
        ]
        return ("、" if lang == "zh" else ", ").join(words)

    @staticmethod
    def parse(flag: str | None) -> Mark:
        """Return the mark that a flag column's word means; an unknown word marks the figure as doubtful."""
        word = (flag or "").strip().lower()
        if not word:
            return Mark.NONE
        return _FLAG_WORDS.get(word, Mark.DOUBTFUL)


_MARK_WORDS = {
    Mark.FAULT: ("有误，不参与计算", "faulty, not used"),
    Mark.DOUBTFUL: ("存疑", "doubtful"),
    Mark.ESTIMATED: ("插补或估算", "interpolated or estimated"),
    Mark.PRELIMINARY: ("初步数", "preliminary"),
    Mark.ACROSS_BREAK: ("跨口径", "across a break"),
}
_FLAG_WORDS = {
    "fault": Mark.FAULT,
    "faulty": Mark.FAULT,
    "wrong": Mark.FAULT,
    "有误": Mark.FAULT,
    "错误": Mark.FAULT,
    "doubtful": Mark.DOUBTFUL,
    "存疑": Mark.DOUBTFUL,
    "estimated": Mark.ESTIMATED,
    "interpolated": Mark.ESTIMATED,
    "imputed": Mark.ESTIMATED,
    "估算": Mark.ESTIMATED,
    "插补": Mark.ESTIMATED,
    "preliminary": Mark.PRELIMINARY,
    "first-published": Mark.PRELIMINARY,
    "初步": Mark.PRELIMINARY,
}


def in_language(text: str, lang: Lang) -> str:
    """Return one language's half of a text written as “中文 | English”, or the whole where it has one half.

    >>> in_language("年末 | year end", "en"), in_language("年末", "en")
    ('year end', '年末')
    """
    zh, mark, en = text.partition(" | ")
    return en if mark and lang == "en" else zh


EVERY_REGION = "*"
"""In a break, stands for all regions."""


@dataclass(frozen=True, slots=True)
class Break:
    """A break in a series: from `year` on, values of the cell's series are on another base.

    `region` is a code or `EVERY_REGION`. `reason` is one of census revision, denominator, definition,
    territory, or the user's own word; `note` says what happened.
    """

    region: str
    indicator: str
    year: int
    reason: str
    note: str = ""

    def reason_in(self, lang: Lang) -> str:
        """Return the reason in the language asked for."""
        return _REASONS_ZH.get(self.reason, self.reason) if lang == "zh" else self.reason

    def note_in(self, lang: Lang) -> str:
        """Return the note in the language asked for."""
        return in_language(self.note, lang)


_REASONS_ZH = {
    "census revision": "普查修订",
    "denominator": "分母口径",
    "definition": "统计口径",
    "territory": "行政区划",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One number with its trace: where it was read, or the formula and the numbers it was made from.

    `value` is None where there is no figure. `unit` is the unit that `value` is in; `given` is the figure
    and unit as the source printed them. A derived cell names its formula and its inputs.
    """

    region: str
    indicator: str
    year: int
    value: float | None
    unit: str
    marks: Mark = Mark.NONE
    vintage: Vintage = Vintage.UNSTATED
    source: str = ""
    note: str = ""
    place: str = ""
    given: str = ""
    formula: str = ""
    inputs: tuple[Cell, ...] = ()

    @property
    def id(self) -> str:
        """A name of the cell that a document can link to."""
        return f"{self.region}.{self.indicator}.{self.year}"

    @property
    def usable(self) -> bool:
        """Whether the figure is there and not known to be wrong."""
        return self.value is not None and Mark.FAULT not in self.marks


@dataclass(frozen=True)
class Deflator:
    """A common price index by year, for money over time: one for all regions, with its source."""

    name_zh: str
    name_en: str
    index: dict[int, float]
    currency: str = "CNY"
    source: str = ""

    def to_prices_of(self, base_year: int, year: int) -> float:
        """Return the factor that turns money of `year` into prices of `base_year`."""
        return self.index[base_year] / self.index[year]

    def covers(self, *years: int) -> bool:
        """Whether the index has all these years."""
        return all(y in self.index for y in years)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that must not be left unsaid: an exclusion, a fallback, a convention; in both languages."""

    zh: str
    en: str

    def text(self, lang: Lang) -> str:
        """Return the sentence in the language asked for."""
        return self.zh if lang == "zh" else self.en
