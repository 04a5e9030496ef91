"""What is said around a target: notes that qualify it, and refusals with the way out."""

from __future__ import annotations

from duibiao.records import BadSetting, DataError, Note, Panel

from .precedents import Precedents
from .series import Histories


def past_target(by: int, start: int) -> BadSetting:
    """The refusal of a target that is not in the future."""
    return BadSetting(
        zh=f"目标年{by}不晚于起点年{start}。请给出{start + 1}年及以后的年份（--by；简报写在 --goal 的 @ 后面），或用 --year 把起点提前。",
        en=f"The target's year {by} is not after the start, {start}. Give {start + 1} or later (--by; after the @ of --goal in a brief), or an earlier start with --year.",
    )


def no_year(panel: Panel, year: int) -> BadSetting:
    """The refusal of a year that the panel lacks."""
    first, last = (panel.years[0], panel.years[-1]) if panel.years else ("", "")
    return BadSetting(
        zh=f"数据中没有{year}年。可用年份：{first}—{last}。",
        en=f"The data have no year {year}. Years available: {first} to {last}.",
    )


def own_reference(panel: Panel, home: str) -> BadSetting:
    """The refusal of a home that is its own reference."""
    region = panel.regions[home]
    return BadSetting(
        zh=f"对标地区是本地“{region.name_zh}”自己。请换一个对标地区；若想在本地现有水平上提高，请用 --target 给出数值。",
        en=f"The reference is home itself, {region.name('en')}. Name another; for more than home's own level give a value with --target.",
    )


def no_value(panel: Panel, series: Histories, home: str, year: int) -> DataError:
    """The refusal of a home without a figure."""
    region, indicator = panel.regions[home], series.indicator
    return DataError(
        zh=f"“{region.name_zh}”到{year}年没有可用的“{indicator.name_zh}”，目标没有起点。请换一个指标或年份，或用 --data 补上数据。",
        en=f"{region.name('en')} has no usable figure of “{indicator.name('en')}” up to {year}, so a target has no start. Choose another indicator or year, or add figures with --data.",
    )


def not_positive(panel: Panel, series: Histories, home: str, year: int) -> DataError:
    """The refusal of growth from a value that is not positive."""
    region, indicator = panel.regions[home], series.indicator
    return DataError(
        zh=f"“{region.name_zh}”{year}年的“{indicator.name_zh}”不为正，不能按增速推算。请换一个起点年（--year）或指标。",
        en=f"“{indicator.name('en')}” of {region.name('en')} is not positive in {year}, so no growth can be reckoned from it. Choose another start (--year) or indicator.",
    )


def start_differs(start: int, asked: int) -> Note:
    """Said where home's latest figure is older than the year asked."""
    return Note(
        f"起点为{start}年：本地到{asked}年为止最近的可用数。",
        f"The start is {start}: home's latest usable figure up to {asked}.",
    )


def target_price(year: int) -> Note:
    """Said of a target in money."""
    return Note(
        f'目标值按{year}年价理解；若是当年价的名义目标，请改按当年价（--prices current；简报在 study.toml 的 [settings.targets] 写 prices = "current"）。',
        f'The target is read at prices of {year}; for a nominal target choose current prices (--prices current; for a brief, prices = "current" under [settings.targets] in study.toml).',
    )


def by_points() -> Note:
    """Said of amounts that are negative somewhere, which have no growth rate."""
    return Note(
        "这个指标有负值，说不出增长率，按每年的增减额推算。",
        "The indicator is negative somewhere and has no growth rate: it is reckoned by its yearly change.",
    )


def beyond_whole() -> Note:
    """Said of a target above 100 % for a share that never was."""
    return Note(
        "目标超过100%，而各地历年都在0—100%之间：若它是占比，这个目标不可能达到，请核对。",
        "The target is above 100 %, and no region ever was outside 0 to 100 %: if it is a share, it cannot be reached; please check.",
    )


def already_met() -> Note:
    """Said of a target that home has met."""
    return Note(
        "目标已经达到：起点已不低于（不差于）目标。下面的概率是到目标年仍能保持的概率；可以考虑提高目标。",
        "The target is met already: home stands at or beyond it. The odds are those of still being there in the target's year; a higher target may be in order.",
    )


def falls_back(of: str) -> Note:
    """Said of a reference that may end lower than it stands."""
    return Note(
        f"按惯常趋势，“{of}”到目标年多半低于现在：达到比例可能靠对方回落，而不是本地上升。可改为给出固定的数值。",
        f"On business as usual {of} more likely than not ends below where it stands: the ratio may be reached by its fall, not by home's rise. A fixed value may be the better target.",
    )


def missing_inside(precedents: Precedents) -> list[Note]:
    """Said of windows with years missing between their ends."""
    holed = sum(None in p.path for p in precedents.items)
    if not holed:
        return []
    return [
        Note(
            f"{holed}段先例中间有缺年：首尾和口径可比，仍然计入；缺年之内达到的，按下一个有数的年份算。",
            f"{holed} precedents have years missing inside: both ends stand on one base, so they count; what was reached in a missing year is dated to the next known one.",
        )
    ]
