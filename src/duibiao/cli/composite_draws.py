"""The draws of a composite as the command shows them: rank intervals, and what each step weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from duibiao.records import BadSetting, DataError

from .terminal import Progress
from .words import tell

if TYPE_CHECKING:
    from duibiao.benchmark import Composite, Sensitivity, Uncertainty
    from duibiao.records import IndicatorTable, Lang, Note

_FEWEST_POINTS = 64
_MOST_NAMED = 3
_SOURCES = {
    "weights": "权重 | weights",
    "normalise": "标准化 | normalisation",
    "aggregate": "汇总 | aggregation",
    "impute": "插补 | imputation",
    "treat": "离群值处理 | treatment of outliers",
}


@dataclass(frozen=True)
class Drawn:
    """What many draws say of a composite; `refusal` is why there is no sensitivity."""

    uncertainty: Uncertainty
    sensitivity: Sensitivity | None
    refusal: DataError | None = None

    def interval(self, region: str, time: str = "") -> tuple[int | None, int | None]:
        """Return the ends of a region's rank interval."""
        found = self.uncertainty
        row = next(
            i
            for i, code in enumerate(found.regions)
            if code == region and (not found.times or found.times[i] == time)
        )
        low, high = found.rank_low[row], found.rank_high[row]
        return (int(low), int(high)) if low == low else (None, None)

    def words(self, region: str, time: str = "") -> str:
        """Return the interval as a cell of a table."""
        low, high = self.interval(region, time)
        return "—" if low is None else f"{low}–{high}"

    def uncertainty_record(self, lang: Lang) -> dict[str, Any]:
        """Return the draws as plain values."""
        found = self.uncertainty
        return {
            "draws": found.draws,
            "seed": found.seed,
            "interval": found.interval,
            "valid": found.valid,
            "doubt": found.doubt.text(lang),
            "sources": [_source(s) for s in found.sources],
            "invalid": [
                {
                    "combination": dict(i.combination),
                    "draws": i.draws,
                    "of": i.of,
                    "reason": i.reason.text(lang),
                }
                for i in found.invalid
            ],
            "regions": found.as_records(),
        }

    def sensitivity_record(self, lang: Lang) -> dict[str, Any] | None:
        """Return the Sobol indices as plain values, or None where there are none."""
        if self.sensitivity is None:
            return None
        notes = [note.text(lang) for note in self.sensitivity.notes]
        return self.sensitivity.as_record() | {"notes": notes}

    def sentences(self, lang: Lang) -> list[str]:
        """Return what the intervals cover, which draws gave nothing, and what the ranks hang on."""
        said = [self.uncertainty.doubt.text(lang)]
        for found in self.uncertainty.invalid[:_MOST_NAMED]:
            named = ", ".join(f"{_word(step, lang)} {label}" for step, label in found.combination)
            said.append(
                tell(
                    lang,
                    "算不出的组合（{n}次）：{named}。{why} | No composite in {n} draws: {named}. {why}",
                    n=found.draws,
                    named=named,
                    why=found.reason.text(lang),
                )
            )
        return [*said, self._weighs(lang), *self._notes(lang)]

    def _weighs(self, lang: Lang) -> str:
        if self.sensitivity is None:
            return self.refusal.text(lang) if self.refusal else ""
        shift = self.sensitivity.shift
        if not shift.indices:
            return tell(lang, "各次抽样的位次变动都一样。 | Ranks shift alike in all draws.")
        order = sorted(shift.indices, key=lambda i: -i.total)
        each = [
            tell(
                lang,
                "{name}{total:.0%}（单独{first:.0%}） | {name} {total:.0%} ({first:.0%} alone)",
                name=_word(i.source, lang),
                total=max(i.total, 0.0),
                first=max(i.first, 0.0),
            )
            for i in order
        ]
        return tell(
            lang,
            "位次平均变动{mean:.1f}位。各步在其方差中的份额（Sobol总指数）：{each}。 | Ranks shift by {mean:.1f} on average. Shares of the steps in its variance (Sobol total indices): {each}.",
            mean=shift.mean,
            each=("、" if lang == "zh" else ", ").join(each),
        )

    def _notes(self, lang: Lang) -> list[str]:
        notes: tuple[Note, ...] = self.sensitivity.notes if self.sensitivity else ()
        return [note.text(lang) for note in notes]


def draw(made: Composite, table: IndicatorTable, draws: int, seed: int, told: Progress) -> Drawn:
    """Return the draws of what usually varies, and about as many composites again for the indices."""
    from duibiao.benchmark import find_sensitivity, usual_sources, vary

    sources = usual_sources(made)
    if not sources:
        raise BadSetting(
            zh="所选的方法里没有可变动的步骤：权重由各地区自定，尺度由界值或目标固定。请去掉 --draws，或换一种方法。",
            en="Nothing in the methods chosen varies: the weights are each region's own and the scale is fixed by goalposts or targets. Leave out --draws, or choose other methods.",
        )
    found = vary(made, table, sources, draws=draws, seed=seed, progress=told)
    base = max(_FEWEST_POINTS, draws // (len(sources) + 2))
    try:
        indices = find_sensitivity(made, table, sources, base=base, seed=seed, progress=told)
    except DataError as error:
        return Drawn(found, None, error)
    return Drawn(found, indices)


def _source(source: Any) -> dict[str, Any]:
    from duibiao.benchmark import Choice

    if not isinstance(source, Choice):
        kind = source.distribution
        size = "share" if kind == "uniform" else "concentration"
        return {"source": source.name, "distribution": kind, size: getattr(source, size)}
    labels = [source.label(i) for i in range(len(source.alternatives))]
    return {
        "source": source.name,
        "alternatives": labels,
        "probabilities": source.shares.tolist(),
    }


def _word(step: str, lang: Lang) -> str:
    return tell(lang, _SOURCES.get(step, step))
