"""A synthetic control as plain values for other programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from duibiao.records import Note

if TYPE_CHECKING:
    from duibiao.records import Lang
    from duibiao.targets import LeaveOneOut, PlaceboRun, Placebos, Synthetic


@dataclass(frozen=True)
class Answer:
    """All that the command found; the checks are None where they were not asked for or cannot be made."""

    found: Synthetic
    in_space: Placebos | None = None
    in_time: Synthetic | None = None
    without: LeaveOneOut | None = None
    unmade: tuple[Note, ...] = ()

    @property
    def notes(self) -> tuple[Note, ...]:
        """All that must be said, the warning on the placebo share last."""
        return self.found.notes + self.unmade + (self.in_space.notes if self.in_space else ())


def record(answer: Answer, lang: Lang) -> dict[str, Any]:
    """Return the answer as plain values; what is not known is null."""
    found, space, time = answer.found, answer.in_space, answer.in_time
    return {
        "unit": found.unit,
        "outcome": found.outcome,
        "from": found.start,
        "fit": list(found.fit),
        "effect": list(found.effect),
        "search": "outcome-only" if found.settings.outcome_only else found.settings.search,
        "weights": dict(found.weights),
        "mean_gap": found.mean_gap,
        "mspe": found.mspe,
        "mspe_bound": found.bound,
        "validation_mspe": found.validation_mspe,
        "effect_mspe": found.effect_mspe,
        "placebo_share": space.share if space else None,
        "placebo_rank": space.rank if space else None,
        "ratio": _finite(space.home.ratio) if space else None,
        "path": [asdict(point) for point in found.path],
        "predictors": [asdict(b) for b in found.balance],
        "placebos": [_run(run) for run in space.units] if space else None,
        "placebo_in_time": _earlier(time, lang) if time else None,
        "leave_one_out": asdict(answer.without) if answer.without else None,
        "notes": [note.text(lang) for note in answer.notes],
    }


def rows(answer: Answer) -> list[dict[str, Any]]:
    """Return the path as rows, with the gap of each placebo in a column of its own."""
    placebos = answer.in_space.units if answer.in_space else ()
    return [
        asdict(point) | {f"gap_{run.unit}": run.gaps.get(point.year) for run in placebos}
        for point in answer.found.path
    ]


def _run(run: PlaceboRun) -> dict[str, Any]:
    return asdict(run) | {"ratio": _finite(run.ratio)}


def _earlier(time: Synthetic, lang: Lang) -> dict[str, Any]:
    return {
        "from": time.start,
        "mean_gap": time.mean_gap,
        "mspe": time.mspe,
        "effect_mspe": time.effect_mspe,
        "effect": list(time.effect),
        "weights": {name: weight for name, weight in time.weights.items() if weight > 0},
        "notes": [note.text(lang) for note in time.notes],
    }


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None
