"""What a standing says: who was scored over fewer indicators, who not at all, and what is in doubt."""

from __future__ import annotations

import math

import numpy as np

from duibiao.records import Lang, Note, Panel

from ._variables import Columns
from ._words import counted_en, indicators_listed, listed, regions_listed
from .standing_methods import STANDING_NORMALISATIONS


def gaps_of(panel: Panel, columns: Columns, scored: np.ndarray, coverage: float) -> list[Note]:
    """Return what was scored over fewer indicators, cell by cell, and what was not scored at all."""
    codes = panel.regions.codes
    notes = []
    partial = np.flatnonzero(scored & ~np.isfinite(columns.values).all(axis=1))
    if len(partial):
        zh, en = [], []
        for row in partial:
            lacking = [
                e.indicator
                for e, v in zip(columns.elements, columns.values[row], strict=True)
                if not np.isfinite(v)
            ]
            region = panel.regions[codes[row]]
            zh.append(f"{region.name('zh')}缺{indicators_listed(panel, lacking, 'zh')}")
            en.append(f"{region.name('en')} lacks {indicators_listed(panel, lacking, 'en')}")
        notes.append(
            Note(
                f"缺指标的地区按其余指标的权重计分：{'；'.join(zh[:8])}{f'；等{len(zh)}个地区' if len(zh) > 8 else ''}。",
                f"Regions that lack an indicator are scored over the weights that remain: {'; '.join(en[:8])}{f' … ({counted_en(len(en))})' if len(en) > 8 else ''}.",
            )
        )
    left_out = [codes[i] for i in np.flatnonzero(~scored)]
    if left_out:
        notes.append(
            Note(
                f"{len(left_out)}个地区的指标不到权重的{coverage:.0%}，未排位次：{regions_listed(panel, left_out, 'zh')}。",
                f"{counted_en(len(left_out))} with indicators for less than {coverage:.0%} of the weight, not ranked: {regions_listed(panel, left_out, 'en')}.",
            )
        )
    return notes


_LANGS: tuple[Lang, Lang] = ("zh", "en")
_METHODS = {
    "minmax": ("极差法", "min-max"),
    "zscore": ("标准分", "z-score"),
    "rank": ("位次", "rank"),
}


def doubt_of(draws: int, interval: float, concentration: float) -> Note:
    """Return what the rank interval covers, and what not."""
    zh, en = (
        listed([_METHODS[m][i] for m in STANDING_NORMALISATIONS], lang)
        for i, lang in enumerate(_LANGS)
    )
    sway = math.sqrt(0.1 * 0.9 / (concentration + 1))
    return Note(
        f"位次区间是权重在给定值附近变动（10%的权重一般变动{sway:.0%}）、标准化方法变换（{zh}）时，{draws}次抽样中{interval:.0%}的位次所在范围；只反映权重和方法的不确定，不含数据本身的误差。",
        f"The rank interval holds {interval:.0%} of the ranks over {draws} draws of weights around the given ones (a weight of 10 % typically moves by {sway:.0%}) and of the normalisation ({en}); it covers doubt about weights and method only, not errors in the data.",
    )
