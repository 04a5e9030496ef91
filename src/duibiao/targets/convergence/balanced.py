"""Regions by years without a gap: what convergence and mobility are measured on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike

from duibiao.records import BadSetting, DataError, Floats, Note, UnknownName

if TYPE_CHECKING:
    from ..series import Histories

Missing = Literal["refuse", "drop"]
"""What becomes of a region that lacks a year: the work stops and names it, or it is left out with a note."""

_NAMED = 6


@dataclass(frozen=True)
class Balanced:
    """Regions (rows) by years (columns), every cell a number, at least two of each.

    `values` are in the unit of the source. `notes` name the regions that were left out, and why. Make one with
    `balance` or `balanced_histories`.
    """

    ids: tuple[str, ...]
    years: tuple[int, ...]
    values: Floats
    notes: tuple[Note, ...] = ()

    def row(self, name: str) -> int:
        """Return the row of a region; raises `UnknownName`."""
        if name not in self.ids:
            raise UnknownName("region", name, self.ids)
        return self.ids.index(name)

    @cached_property
    def logged(self) -> Balanced:
        """The same with natural logarithms; raises `DataError` where a value is not positive."""
        if (self.values <= 0).any():
            i, t = (int(k[0]) for k in np.nonzero(self.values <= 0))
            raise DataError(
                zh=f"{self.ids[i]}{self.years[t]}年的值是{self.values[i, t]:g}，零和负数没有对数。请去掉 --log（按数值本身计算），或去掉这些地区或年份。",
                en=f"{self.ids[i]} has {self.values[i, t]:g} in {self.years[t]}; zero and negative values have no logarithm. Leave out --log to use the values as they are, or leave out such regions or years.",
            )
        return replace(self, values=np.log(self.values))

    @cached_property
    def spacing(self) -> int | None:
        """Years from one column to the next; None where it is not even."""
        gaps = set(np.diff(self.years).tolist())
        return gaps.pop() if len(gaps) == 1 else None


def balance(
    ids: Sequence[str],
    years: Sequence[int],
    values: ArrayLike,
    *,
    start: int | None = None,
    end: int | None = None,
    missing: Missing = "refuse",
    fewest_regions: int = 3,
    fewest_years: int = 2,
) -> Balanced:
    """Return regions by years without a gap.

    `values` has a row a region and a column a year, NaN where there is none. `start` and `end` choose years.
    A region that lacks a year is refused, or left out with a note (`missing="drop"`). Raises `DataError` where
    names stand twice, years are not increasing, or too few regions or years are left; `BadSetting` where `start` is
    after `end`.

    >>> made = balance(["A", "B", "C"], [2019, 2020], [[1, 2], [3, 4], [5, None]], missing="drop", fewest_regions=2)
    >>> made.ids, made.notes[0].en
    (('A', 'B'), '1 region lacks a year and is left out: C.')
    """
    table = np.asarray(values, dtype=float)
    names, when = tuple(map(str, ids)), tuple(int(y) for y in years)
    _refuse_disorder(names, when, table)
    if start is not None and end is not None and start > end:
        raise BadSetting(
            zh=f"起始年{start}在终止年{end}之后。请调换。",
            en=f"The first year {start} is after the last year {end}. Exchange them.",
        )
    keep = [
        i for i, y in enumerate(when) if (start is None or y >= start) and (end is None or y <= end)
    ]
    when, table = tuple(when[i] for i in keep), table[:, keep]
    _refuse_few_years(when, fewest_years)
    whole = np.isfinite(table).all(axis=1)
    lacking = [name for name, full in zip(names, whole, strict=True) if not full]
    if lacking and missing == "refuse":
        raise _gap(names, when, table, lacking)
    kept = tuple(name for name, full in zip(names, whole, strict=True) if full)
    _refuse_few_regions(kept, lacking, fewest_regions)
    table = table[whole]
    if (table == table[0, 0]).all():
        raise DataError(
            zh=f"所有地区所有年份的值都是{table[0, 0]:g}，没有差异可比。请检查是否选错了列。",
            en=f"All values of all regions and years are {table[0, 0]:g}, so there is nothing to compare. Check the columns that were chosen.",
        )
    return Balanced(kept, when, table, (_left_out(lacking),) if lacking else ())


def balanced_histories(
    found: Histories,
    *,
    start: int | None = None,
    end: int | None = None,
    missing: Missing = "drop",
    fewest_regions: int = 3,
    fewest_years: int = 2,
) -> Balanced:
    """Return the histories of an indicator without a gap; a region whose base changes in between is left out too.

    Settings are those of `balance`; notes of the histories are kept.
    """
    keep = [
        i
        for i, y in enumerate(found.years)
        if (start is None or y >= start) and (end is None or y <= end)
    ]
    bases = found.base[:, keep]
    broken = (bases != bases[:, :1]).any(axis=1) if keep else np.zeros(len(bases), dtype=bool)
    names = [r for r, b in zip(found.regions, broken, strict=True) if b]
    if names and len(found.regions) - len(names) < fewest_regions:
        raise _all_broken(names, len(found.regions))
    made = balance(
        [r for r, b in zip(found.regions, broken, strict=True) if not b],
        found.years,
        found.values[~broken],
        start=start,
        end=end,
        missing=missing,
        fewest_regions=fewest_regions,
        fewest_years=fewest_years,
    )
    cut = (_broken(names),) if names else ()
    return replace(made, notes=(*found.notes, *cut, *made.notes))


def _refuse_disorder(names: tuple[str, ...], years: tuple[int, ...], table: Floats) -> None:
    if table.shape != (len(names), len(years)):
        raise DataError(
            zh=f"数值表是{table.shape}，须为{len(names)}个地区（行）乘{len(years)}年（列）。",
            en=f"The values have the shape {table.shape}. They need a row for each of {len(names)} regions and a column for each of {len(years)} years.",
        )
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise DataError(
            zh=f"“{twice[0]}”出现了不止一次。请合并或改名，每个地区只留一行。",
            en=f"{twice[0]} stands more than once. Merge or rename, so that each region has one row.",
        )
    if any(b <= a for a, b in pairwise(years)):
        raise DataError(
            zh=f"年份须递增且不重复，现为{_joined(map(str, years), '、')}。",
            en=f"Years must increase, each standing once; they are {_joined(map(str, years), ', ')}.",
        )


def _refuse_few_years(years: tuple[int, ...], fewest: int) -> None:
    if len(years) < fewest:
        said = "、".join(map(str, years)) or "无"
        raise DataError(
            zh=f"只有{len(years)}个年份（{said}），至少要{fewest}个。一年的数只是一个截面，看不出变化。请补上更多年份，或放宽 --from、--to。",
            en=f"There {'is 1 year' if len(years) == 1 else f'are {len(years)} years'} ({', '.join(map(str, years)) or 'none'}), and at least {fewest} are needed: one year is a cross-section and shows no change. Add years, or widen --from and --to.",
        )


def _refuse_few_regions(kept: tuple[str, ...], lacking: Sequence[str], fewest: int) -> None:
    if len(kept) < fewest:
        zh = f"（另有{len(lacking)}个缺数）" if lacking else ""
        en = f" (another {len(lacking)} lack years)" if lacking else ""
        raise DataError(
            zh=f"各年齐全的地区有{len(kept)}个{zh}，至少要{fewest}个。请补上数据，或用 --from、--to 选数据较全的年份。",
            en=f"{len(kept)} regions have all years{en}, and at least {fewest} are needed. Add figures, or choose fuller years with --from and --to.",
        )


def _gap(
    names: tuple[str, ...], years: tuple[int, ...], table: Floats, lacking: Sequence[str]
) -> DataError:
    row = names.index(lacking[0])
    absent = [y for y, v in zip(years, table[row], strict=True) if not np.isfinite(v)]
    return DataError(
        zh=f"{len(lacking)}个地区缺年份：{_joined(lacking, '、')}（{lacking[0]}缺{_joined(map(str, absent), '、')}年）。缺失不能当作零。请补上，用 --from、--to 避开，或用 --drop-missing 略去这些地区。",
        en=f"{len(lacking)} {'region lacks' if len(lacking) == 1 else 'regions lack'} a year: {_joined(lacking, ', ')} ({lacking[0]} lacks {_joined(map(str, absent), ', ')}). Missing is not zero. Add the figures, choose other years with --from and --to, or leave such regions out with --drop-missing.",
    )


def _left_out(lacking: Sequence[str]) -> Note:
    return Note(
        f"{len(lacking)}个地区缺年份，未计入：{_joined(lacking, '、')}。",
        f"{len(lacking)} {'region lacks a year and is' if len(lacking) == 1 else 'regions lack a year and are'} left out: {_joined(lacking, ', ')}.",
    )


def _broken(names: Sequence[str]) -> Note:
    return Note(
        f"{len(names)}个地区在所选年份中口径有变，未计入：{_joined(names, '、')}。",
        f"{len(names)} {'region has' if len(names) == 1 else 'regions have'} a break within these years, left out: {_joined(names, ', ')}.",
    )


def _all_broken(names: Sequence[str], every: int) -> DataError:
    return DataError(
        zh=f"{every}个地区里有{len(names)}个在所选年份中口径有变（{_joined(names, '、')}），前后不可比，剩下的不够。请用 start、end 选口径一致的年份。",
        en=f"{len(names)} of {every} regions have a break within these years ({_joined(names, ', ')}), so their values are not comparable, and too few are left. Choose years on one base with start and end.",
    )


def _joined(names: Iterable[str], between: str) -> str:
    every = list(names)
    more = f"{between}…" if len(every) > _NAMED else ""
    return between.join(every[:_NAMED]) + more
