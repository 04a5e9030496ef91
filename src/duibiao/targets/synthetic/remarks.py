"""What must be said of windows, donors and fit: notes, and the errors that need a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from duibiao.records import DataError, Floats, Note

from .settings import Predictor, SyntheticSettings
from .unit_years import UnitYears

_NAMED = 8
_SHORT = 5


def listed(names: Sequence[object], lang: str) -> str:
    """Return names in a row, the rest counted."""
    shown = [str(n) for n in names[:_NAMED]]
    rest = len(names) - len(shown)
    if lang == "zh":
        return "、".join(shown) + (f"等{len(names)}个" if rest else "")
    return ", ".join(shown) + (f" and {rest} more" if rest else "")


def both(names: Sequence[object]) -> tuple[str, str]:
    """Return names in a row in both languages."""
    return listed(names, "zh"), listed(names, "en")


def about_windows(
    figures: UnitYears,
    home: int,
    outcome: str,
    start: int,
    last: int,
    fit: tuple[int, ...],
    settings: SyntheticSettings,
) -> tuple[Note, ...]:
    """Notes on years: a short fit, one that reaches into the policy, years without a figure; refuses a break."""
    notes = []
    if len(fit) < _SHORT:
        notes.append(
            Note(
                f"拟合只有{len(fit)}年，前期吻合说明不了多少。",
                f"The fit rests on {len(fit)} years only: agreement before the policy says little.",
            )
        )
    used = {
        y
        for p in settings.predictors
        for y in (*(p.years or fit), *(p.training_years if settings.validation else ()))
    }
    late = sorted(y for y in {*fit, *settings.validation, *used} if y >= start)
    if late:
        zh, en = both(late)
        notes.append(
            Note(
                f"用于拟合或预测变量的{zh}年不早于政策年份{start}，其中可能已有政策的作用，估计的效果会偏小。",
                f"The fit or its predictors use {en}, not before the policy year {start}: they may hold its effect already, which would make the gap too small.",
            )
        )
    row = figures.column(outcome)[home]
    empty = [
        y
        for y, v in zip(figures.years, row, strict=True)
        if start <= y <= last and not np.isfinite(v)
    ]
    if empty:
        zh, en = both(empty)
        unit = figures.units[home]
        notes.append(
            Note(
                f"“{unit}”{zh}年没有“{outcome}”，平均差距不含这些年。",
                f"{unit} has no {outcome} in {en}; the mean gap leaves these years out.",
            )
        )
    return tuple(notes)


def home_break(
    figures: UnitYears, home: int, outcome: str, needed: tuple[int, ...]
) -> DataError | None:
    """Return the error of a home whose outcome changes its base between the years needed."""
    if outcome not in figures.base:
        return None
    at = [figures.years.index(y) for y in needed]
    base = figures.base[outcome][home, at]
    changes = [y for y, a, b in zip(needed[1:], base, base[1:], strict=False) if a != b]
    if not changes:
        return None
    zh, en = both(changes)
    unit = figures.units[home]
    return DataError(
        zh=f"“{unit}”的“{outcome}”在{zh}年口径有变，前后不能相比，而拟合和效果的年份跨过了它。请用 fit、effect、until 选同一口径的年份，或换一个结果变量。",
        en=f"The base of {outcome} of {unit} changes in {en}, and the years of the fit and the effect lie on both sides. Choose years on one base by `fit`, `effect` and `until`, or another outcome.",
    )


def about_donors(
    settings: SyntheticSettings, treated: Mapping[str, int], last: int
) -> tuple[Note, ...]:
    """Notes on donors left out by hand, and because they had the policy themselves."""
    notes = []
    if settings.exclude:
        zh, en = both(settings.exclude)
        notes.append(Note(f"按要求不作对照：{zh}。", f"No donors, as asked: {en}."))
    if treated:
        zh, en = both([f"{name} ({year})" for name, year in treated.items()])
        notes.append(
            Note(
                f"在{last}年及以前自己也有这项政策，不作对照：{zh}。要保留它们，可用 until 把期限设在其政策年份之前。",
                f"Had the policy themselves by {last} and are no donors: {en}. To keep them, end before their year by `until`.",
            )
        )
    return tuple(notes)


def left_out(
    figures: UnitYears,
    missing: Sequence[int],
    broken: Sequence[int],
    outcome: str,
    years: Sequence[int],
) -> tuple[Note, ...]:
    """Notes on donors without the outcome in some year, or with a break in it."""
    notes = []
    if missing:
        zh, en = both([figures.units[r] for r in missing])
        years_zh, years_en = both(years)
        notes.append(
            Note(
                f"缺“{outcome}”（{years_zh}年），不作对照：{zh}。",
                f"Left out as donors, without {outcome} in some of {years_en}: {en}.",
            )
        )
    if broken:
        zh, en = both([figures.units[r] for r in broken])
        notes.append(
            Note(
                f"“{outcome}”在所用年份之间口径有变，不作对照：{zh}。",
                f"Left out as donors, since the base of {outcome} changes within the years used: {en}.",
            )
        )
    return tuple(notes)


def without_predictors(lacking: Mapping[str, Sequence[str]]) -> tuple[Note, ...]:
    """Notes on donors that have no figure for a predictor in its window."""
    if not lacking:
        return ()
    zh = listed([f"{unit}（{'、'.join(labels)}）" for unit, labels in lacking.items()], "zh")
    en = listed([f"{unit} ({', '.join(labels)})" for unit, labels in lacking.items()], "en")
    return (
        Note(f"缺预测变量，不作对照：{zh}。", f"Left out as donors, without a predictor: {en}."),
    )


def constant(labels: Sequence[str]) -> tuple[Note, ...]:
    """Notes on predictors that are the same everywhere."""
    if not labels:
        return ()
    zh, en = both(labels)
    return (Note(f"各单元都相同，未作预测变量：{zh}。", f"Dropped, the same for all units: {en}."),)


def uneven_windows(
    figures: UnitYears,
    units: Sequence[int],
    predictors: Sequence[Predictor],
    fit: tuple[int, ...],
) -> tuple[Note, ...]:
    """Notes on predictors whose mean rests on different years in different units."""
    uneven = []
    for predictor in predictors:
        years = [y for y in predictor.years or fit if y in figures.years]
        at = [figures.years.index(y) for y in years]
        total = sum(figures.column(c)[np.ix_(units, at)] for c in predictor.columns)
        known = np.isfinite(total)
        if (known != known[:1]).any():
            uneven.append(predictor.label)
    if not uneven:
        return ()
    zh, en = both(uneven)
    return (
        Note(
            f"预测变量在各单元有数的年份不同，各按自己有的年份平均：{zh}。",
            f"Units have these predictors in different years of the window, and each mean rests on its own: {en}.",
        ),
    )


def outside(
    unit: str, years: tuple[int, ...], outcome: Floats, labels: Sequence[str], predictors: Floats
) -> tuple[Note, ...]:
    """Notes where home (column 0) lies beyond all donors: no weighted mean can meet it there."""
    notes = []
    high = outcome[:, 0] > outcome[:, 1:].max(axis=1)
    low = outcome[:, 0] < outcome[:, 1:].min(axis=1)
    for side, zh_side, en_side in ((high, "高于", "above"), (low, "低于", "below")):
        beyond = [y for y, is_out in zip(years, side, strict=True) if is_out]
        if beyond:
            zh, en = both(beyond)
            notes.append(
                Note(
                    f"“{unit}”在{zh}年{zh_side}所有对照单元，任何加权平均都达不到（在凸包之外），前期不可能吻合。",
                    f"In {en} {unit} lies {en_side} all donors: no weighted mean can reach it (it is outside their convex hull), so these years cannot be met.",
                )
            )
    beyond_all = (predictors[:, :1] > predictors[:, 1:].max(axis=1, keepdims=True)) | (
        predictors[:, :1] < predictors[:, 1:].min(axis=1, keepdims=True)
    )
    names = [x for x, is_out in zip(labels, beyond_all[:, 0], strict=True) if is_out]
    if names:
        zh, en = both(names)
        notes.append(
            Note(
                f"“{unit}”的这些预测变量超出所有对照单元：{zh}。",
                f"{unit} lies beyond all donors in these predictors: {en}.",
            )
        )
    return tuple(notes)


def about_fit(mspe: float, outcome: Floats, settings: SyntheticSettings) -> tuple[Note, ...]:
    """Notes on a poor fit: the root of the error against the spread among donors in the same years."""
    spread = float(outcome[:, 1:].std(axis=1, ddof=1).mean())
    ratio = mspe**0.5 / spread if spread > 0 else np.inf
    if ratio <= settings.poor_fit:
        return ()
    return (
        Note(
            f"前期拟合差：误差（均方根）是对照单元之间差别（标准差）的{ratio:.0%}，超过{settings.poor_fit:.0%}。政策后的差距里有多少是政策前就有的，说不清，不宜当作效果。",
            f"The fit before the policy is poor: its root mean square error is {ratio:.0%} of the spread (standard deviation) among donors, more than {settings.poor_fit:.0%}. The gap after the policy cannot be told from what was there before; do not read it as an effect.",
        ),
    )


def interpolates(donors: int, years: int) -> tuple[Note, ...]:
    """Notes on weights fitted to fewer years than there are donors, with nothing else to hold them."""
    if donors < years:
        return ()
    return (
        Note(
            f"只按结果变量拟合，{donors}个对照单元对{years}年：可能只是凑得巧，前期吻合说明不了多少。",
            f"Weights fit the outcome alone, {donors} donors to {years} years: agreement may be chance and says little.",
        ),
    )


def outcome_gap(
    unit: str, outcome: str, window: str, gaps: Sequence[int], has: Sequence[int]
) -> DataError:
    """Return the error of a window in which home has no outcome."""
    zh, en = both(gaps)
    return DataError(
        zh=f"“{unit}”{zh}年没有“{outcome}”，而 {window} 要用这些年；有数的是{has[0]}—{has[-1]}年中的{len(has)}年。缺的不补，请补数，或用 {window} 只选有数的年份。",
        en=f"{unit} has no {outcome} in {en}, which `{window}` needs; it has {len(has)} years between {has[0]} and {has[-1]}. Nothing is filled in: add the figures, or choose years that are there by `{window}`.",
    )


def one_year(unit: str, start: int, fit: Sequence[int]) -> DataError:
    """Return the error of a fit on a single year."""
    return DataError(
        zh=f"“{unit}”在{start}年之前只有{len(fit)}年（{fit[0]}）可拟合，看不出走势，合成控制至少要两年，最好十年以上。请用更早的数据，或推后政策年份。",
        en=f"{unit} has {len(fit)} year ({fit[0]}) to fit before {start}, which shows no course. A synthetic control needs two at least and better ten. Use earlier figures or a later policy year.",
    )


def home_without_predictor(unit: str, label: str) -> DataError:
    """Return the error of a home that lacks a predictor."""
    return DataError(
        zh=f"“{unit}”在预测变量“{label}”的年份里没有数。请改它的 years，或去掉它。",
        en=f"{unit} has no figure for the predictor {label} in its years. Change its `years`, or take it away.",
    )


def no_predictor_left() -> DataError:
    """Return the error of predictors that are all the same everywhere."""
    return DataError(
        zh="所有预测变量在各单元都相同，无从拟合。请换预测变量，或不写预测变量、只按结果变量拟合。",
        en="All predictors are the same for all units, so there is nothing to match. Choose others, or none, to fit the outcome alone.",
    )


SEVERAL = Note(
    "权重不唯一：另有权重对预测变量同样吻合，政策后的差距会不同。请增加预测变量，或减少对照单元。",
    "The weights are not unique: others agree as well before the policy, and give another gap after it. Add predictors or take fewer donors.",
)
"""What to say where other weights do as well."""
SHARE_MEANS = Note(
    "安慰剂份额是“如果政策没有作用、政策又像抽签一样落在任一单元，差距会有多常见”的排位，不是政策有效的概率；"
    "它不说明差距是这项政策还是同年别的事情造成的，也不说明别处照做会怎样。",
    "The placebo share ranks how common such a gap would be if the policy did nothing and had fallen on any unit as by lot. "
    "It is not the probability that the policy worked; it cannot tell the policy from other events of that year, nor what it would do elsewhere.",
)
"""What the placebo share can and cannot show."""


def least_share(count: int) -> Note:
    """Return the note on how small the share could be at all with so few units."""
    few = count < 20
    zh = f"共{count}个单元，份额最小只能是1/{count}（{1 / count:.3f}）" + (
        "，少于20个单元时到不了0.05。" if few else "。"
    )
    en = f"With {count} units the share can be no smaller than 1/{count} ({1 / count:.3f})" + (
        "; with fewer than 20 it cannot reach 0.05." if few else "."
    )
    return Note(zh, en)
