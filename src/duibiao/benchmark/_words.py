"""Lists of regions and indicators as notes name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from duibiao.records import Lang, Panel

_MOST = 8


def listed(words: Sequence[str], lang: Lang) -> str:
    """Return the words in a row, cut after eight with the number there are.

    >>> listed(["南京", "苏州"], "zh"), listed([str(i) for i in range(10)], "en")
    ('南京、苏州', '0, 1, 2, 3, 4, 5, 6, 7 … (10 in all)')
    """
    row = ("、" if lang == "zh" else ", ").join(words[:_MOST])
    if len(words) <= _MOST:
        return row
    return f"{row}等{len(words)}个" if lang == "zh" else f"{row} … ({len(words)} in all)"


def regions_listed(panel: Panel, codes: Iterable[str], lang: Lang) -> str:
    """Return the names of regions in a row."""
    return listed([panel.regions[c].name(lang) for c in codes], lang)


def indicators_listed(panel: Panel, codes: Iterable[str], lang: Lang) -> str:
    """Return the names of indicators in a row, each between quotation marks."""
    return listed([f"“{panel.indicators[c].name(lang)}”" for c in codes], lang)


def counted_en(count: int) -> str:
    """Return a number of regions in English.

    >>> counted_en(1), counted_en(12)
    ('1 region', '12 regions')
    """
    return f"{count} region" if count == 1 else f"{count} regions"
