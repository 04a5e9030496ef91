"""What the search for role models says: why a region is one, why there is none, what to beware of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from duibiao.records import Note

from ._words import counted_en, regions_listed
from .likeness import Likeness, real_growth, total_ratios

_CONDITIONS = (
    ("structure", "结构相近", "were like it in structure"),
    ("income", "且收入相近", "of these in income too"),
    ("access", "且到核心城市的距离相近", "of these in access to a core city too"),
    ("lead", "且如今明显领先", "of these are far ahead now"),
    ("gain", "且相对本地明显前移", "of these gained on it clearly"),
    ("control", "且总量在同一口径内也有赶超", "of these gained in total too, on one base"),
)


def reasons_for(
    known: Likeness, row: int, start_ratio: float, end_ratio: float
) -> tuple[Note, ...]:
    """Return what speaks for a region as a role model, in figures; also of one that fails a condition."""
    panel, years = known.panel, (known.year, known.end_year)
    home, other = panel.regions.items[known.home], panel.regions.items[row]
    outcome = panel.indicators[known.settings.outcome]
    first, last = known.relative(known.first), known.relative(known.last)
    reasons = [
        Note(
            f"{years[0]}年结构距离{known.distance[row]:.2f}（{known.limit:.2f}以内算相近）",
            f"distance in structure in {years[0]} {known.distance[row]:.2f} (up to {known.limit:.2f} counts as like)",
        ),
        Note(
            f"“{outcome.name('zh')}”{years[0]}年是{home.short('zh')}的{start_ratio:.2f}倍，{years[1]}年是{end_ratio:.2f}倍",
            f"“{outcome.name('en')}” {start_ratio:.2f} times that of {home.name('en')} in {years[0]}, {end_ratio:.2f} times in {years[1]}",
        ),
        Note(
            f"相对各地区均值：{other.short('zh')}由{first[row]:.0%}到{last[row]:.0%}，{home.short('zh')}由{first[known.home]:.0%}到{last[known.home]:.0%}",
            f"against the mean of the regions: {other.name('en')} from {first[row]:.0%} to {last[row]:.0%}, {home.name('en')} from {first[known.home]:.0%} to {last[known.home]:.0%}",
        ),
    ]
    if np.isfinite(known.access[[row, known.home]]).all():
        reasons.append(
            Note(
                f"到核心城市{known.access[row]:.0f}公里（{home.short('zh')}{known.access[known.home]:.0f}公里）",
                f"{known.access[row]:.0f} km to a core city ({home.name('en')}: {known.access[known.home]:.0f} km)",
            )
        )
    return (*reasons, *_controls(known, row))


def _controls(known: Likeness, row: int) -> list[Note]:
    home = known.panel.regions.items[known.home]
    totals, growth = total_ratios(known, row), real_growth(known, row)
    notes = []
    if totals:
        name = known.panel.indicators[known.panel.indicators[known.settings.outcome].numerator]
        notes.append(
            Note(
                f"对照：“{name.name('zh')}”与{home.short('zh')}之比由{totals.start:.2f}到{totals.end:.2f}；其中同一口径的{totals.years}年累计{totals.within - 1:+.0%}",
                f"control: ratio of “{name.name('en')}” to that of {home.name('en')} from {totals.start:.2f} to {totals.end:.2f}; {totals.within - 1:+.0%} over the {totals.years} years on one base",
            )
        )
    if growth:
        notes.append(
            Note(
                f"对照：公布的实际增速{growth[2]}年平均{growth[0]:.1f}%（{home.short('zh')}{growth[1]:.1f}%）",
                f"control: published real growth {growth[0]:.1f} % a year on average of {growth[2]} years ({home.name('en')}: {growth[1]:.1f} %)",
            )
        )
    return notes


def nobody(known: Likeness, unmet: Sequence[Sequence[str]]) -> Note:
    """Return why no region is a role model: how many are left after each condition in turn."""
    home, s = known.panel.regions.items[known.home], known.settings
    left, zh, en = list(unmet), [], []
    for condition, words_zh, words_en in _CONDITIONS:
        left = [u for u in left if condition not in u]
        zh.append(f"{words_zh}的{len(left)}个")
        en.append(f"{len(left)} {words_en}")
        if not left:
            break
    return Note(
        f"没有符合条件的标杆城市。{len(unmet)}个地区中，{known.year}年与{home.name('zh')}{'，'.join(zh)}。领先指结果指标到{known.end_year}年达到本地的{s.lead:g}倍以上。可放宽设置，或直接指定对标地区。",
        f"No region qualifies as a role model. Of {counted_en(len(unmet))}, compared with {home.name('en')} in {known.year}: {', '.join(en)}. Far ahead means an outcome of {s.lead:g} times home's or more in {known.end_year}. Loosen the settings, or name references.",
    )


def notes_on(known: Likeness) -> tuple[Note, ...]:
    """Return what a reader must know: the years, the mean, the breaks, and who could not be judged."""
    panel, s = known.panel, known.settings
    name = panel.indicators[s.outcome]
    notes = [
        Note(
            f"标杆城市比较{known.year}年与{known.end_year}年。“{name.name('zh')}”相对{int(known.both.sum())}个两年都有数的地区的均值来比，全国性的物价和口径变化因此大体抵消。",
            f"Role models compare {known.year} with {known.end_year}. “{name.name('en')}” is taken against the mean of the {int(known.both.sum())} regions known in both years, so that inflation and changes of base common to all largely cancel.",
        )
    ]
    grid = panel.grid(s.outcome)
    crossed = sum(
        not grid.comparable(i, known.year, known.end_year) for i in range(len(panel.regions))
    )
    if crossed:
        notes.append(_break_note(known, crossed))
    left_out = [
        c
        for c, ok in zip(panel.regions.codes, known.both & np.isfinite(known.distance), strict=True)
        if not ok
    ]
    if left_out:
        notes.append(
            Note(
                f"{len(left_out)}个地区缺{known.year}年的结构或两年的结果，未作判断：{regions_listed(panel, left_out, 'zh')}。",
                f"{counted_en(len(left_out))} without structure in {known.year} or the outcome in either year, not judged: {regions_listed(panel, left_out, 'en')}.",
            )
        )
    if not np.isfinite(known.access[known.home]):
        notes.append(
            Note(
                "没有到核心城市的距离（框架未列核心城市，或缺坐标），未考虑区位。",
                "Distances to core cities are not known (no cores in the framework, or no coordinates): access was not looked at.",
            )
        )
    return tuple(notes)


def _break_note(known: Likeness, crossed: int) -> Note:
    panel, s = known.panel, known.settings
    name = panel.indicators[s.outcome]
    home = panel.regions.codes[known.home]
    breaks = [b for b in panel.breaks_of(home, s.outcome) if known.year < b.year <= known.end_year]
    zh = "、".join(dict.fromkeys(f"{b.year}年{b.reason_in('zh')}" for b in breaks))
    en = ", ".join(dict.fromkeys(f"{b.year} {b.reason_in('en')}" for b in breaks))
    has_total = panel.has(name.numerator)
    return Note(
        f"“{name.name('zh')}”在{known.year}—{known.end_year}年间跨口径（{crossed}个地区{'；本地：' + zh if zh else ''}）。各地受影响的程度不同，相对位置的变化只可参考"
        + (
            "；因此另要求总量之比在同一口径的年份里也上升，并列出公布的实际增速。"
            if has_total
            else "。"
        ),
        f"“{name.name('en')}” crosses a break between {known.year} and {known.end_year} ({counted_en(crossed)}{'; home: ' + en if en else ''}). It touches regions unequally, so changes of place are indicative only"
        + (
            "; therefore the ratio of totals must have risen too within the years on one base, and published real growth is given."
            if has_total
            else "."
        ),
    )
