"""Convergence in one call: beta, sigma, log t, clubs, and where home stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from duibiao.records import DataError, Floats, Note

from .balanced import Balanced
from .beta import Beta, beta_convergence
from .clubs import Rows, find_clubs, merged_clubs
from .filters import hodrick_prescott
from .log_t import LogT, LogTFrame
from .settings import ConvergenceSettings
from .sigma import Dispersion, sigma_convergence


@dataclass(frozen=True)
class Club:
    """Regions that converge with each other, from the one that stands highest.

    `path` is the mean of its members relative to the mean of all regions, by year. `merged_from` numbers the clubs that
    were merged into it. `log_t` is its own regression.
    """

    number: int
    members: tuple[str, ...]
    log_t: LogT
    path: tuple[float, ...]
    merged_from: tuple[int, ...] = ()


@dataclass(frozen=True)
class Clubs:
    """Convergence clubs from the highest down, and the regions that are in none (`divergent`)."""

    clubs: tuple[Club, ...]
    divergent: tuple[str, ...]

    def of(self, name: str) -> Club | None:
        """Return the club a region is in; None where it is in none."""
        return next((c for c in self.clubs if name in c.members), None)


@dataclass(frozen=True)
class Convergence:
    """How regions converge over `years`; `ids` are those that took part.

    `beta` and `sigma` are of the values (logarithms where asked for), `whole`, `clubs`, `merged` (None where no merging
    was asked for) and `paths` of the same after the filter. `paths` are the relative transition paths, region by year:
    value over the mean of all. Where log t could not be run, `whole` and `clubs` are None and a note says why.
    """

    ids: tuple[str, ...]
    years: tuple[int, ...]
    settings: ConvergenceSettings
    beta: Beta
    sigma: tuple[Dispersion, ...]
    whole: LogT | None
    clubs: Clubs | None
    merged: Clubs | None
    paths: Mapping[str, tuple[float, ...]]
    log_t_years: tuple[int, ...]
    notes: tuple[Note, ...] = ()

    @property
    def final(self) -> Clubs | None:
        """The clubs after merging where there was any, else as found."""
        return self.merged or self.clubs


def measure_convergence(
    balanced: Balanced,
    *,
    settings: ConvergenceSettings | None = None,
    controls: Mapping[str, ArrayLike] | None = None,
    covariance: str = "hc1",
) -> Convergence:
    """Return beta, sigma, the log t regression and the clubs of regions by years.

    `controls` (a value a region) make beta conditional. Where years are too few for log t, or means not positive, that
    part is None with a note; `DataError` where nothing can be measured.

    >>> years = tuple(range(2000, 2020))
    >>> gap = np.exp(-0.2 * np.arange(20))
    >>> table = np.array([10 + c * gap for c in (-2.0, -1.1, 0.9, 2.2)])
    >>> found = measure_convergence(Balanced(("A", "B", "C", "D"), years, table))
    >>> found.whole.reading, [c.members for c in found.clubs.clubs], round(found.beta.slope.value, 3)
    ('levels', [('D', 'C', 'B', 'A')], -0.051)
    """
    chosen = settings or ConvergenceSettings()
    used = balanced.logged if chosen.log else balanced
    notes = [*balanced.notes, *_notes(balanced, chosen)]
    beta = beta_convergence(used, controls=controls, covariance=covariance)
    sigma = sigma_convergence(used, balanced)
    try:
        frame = LogTFrame(_filtered(used, chosen), chosen)
    except DataError as refused:
        notes.append(Note(refused.text("zh"), refused.text("en")))
        return Convergence(
            used.ids, used.years, chosen, beta, sigma, None, None, None, {}, (), tuple(notes)
        )
    relative = frame.values / frame.values.mean(axis=0)
    rows, divergent = find_clubs(frame)
    numbers = {tuple(sorted(c)): i for i, c in enumerate(rows, start=1)}
    made = _clubs(used, frame, rows, divergent, relative)
    again = merged_clubs(frame, rows, divergent, chosen)
    merged = again and _clubs(used, frame, *again, relative, numbers)
    if chosen.sieve == "fixed":
        notes.extend(_not_converging(made))
    return Convergence(
        used.ids,
        used.years,
        chosen,
        beta,
        sigma,
        frame.test(list(range(len(used.ids)))),
        made,
        merged or None,
        {name: tuple(row) for name, row in zip(used.ids, relative.tolist(), strict=True)},
        used.years[chosen.dropped(len(used.years)) :],
        tuple(notes),
    )


def _filtered(used: Balanced, settings: ConvergenceSettings) -> Floats:
    if settings.filter == "none":
        return used.values
    if len(used.years) < 3:
        raise DataError(
            zh="HP滤波至少要3年。请补上年份，或去掉滤波。",
            en="The HP filter needs 3 years. Add years, or leave it out.",
        )
    return hodrick_prescott(used.values, settings.smoothing)


def _clubs(
    used: Balanced,
    frame: LogTFrame,
    rows: list[Rows],
    divergent: Rows,
    relative: Floats,
    numbers: Mapping[tuple[int, ...], int] | None = None,
) -> Clubs:
    clubs = tuple(
        Club(
            number,
            tuple(used.ids[r] for r in club),
            frame.test(club),
            tuple(relative[club].mean(axis=0).tolist()),
            tuple(n for before, n in (numbers or {}).items() if set(before) <= set(club)),
        )
        for number, club in enumerate(rows, start=1)
    )
    return Clubs(clubs, tuple(used.ids[r] for r in divergent))


def _notes(balanced: Balanced, settings: ConvergenceSettings) -> list[Note]:
    notes = []
    if not settings.log and (balanced.values > 0).all() and float(np.median(balanced.values)) > 50:
        notes.append(
            Note(
                "数值没有取对数：β、σ按数值本身的差计算。若是金额等水平值，请加 --log。",
                "Values are used as they are, so growth is a difference. For levels such as money use --log.",
            )
        )
    if balanced.spacing is None:
        notes.append(
            Note(
                "各年间隔不等：log t 按期数计，β的年数按首末两年计。",
                "Years are not evenly spaced: log t counts periods, and beta the years between first and last.",
            )
        )
    return notes


def _not_converging(found: Clubs) -> list[Note]:
    """A fixed sieve admits regions one at a time; together they may fail the test that each passed."""
    failing = [str(c.number) for c in found.clubs if c.log_t.reading == "none"]
    if not failing:
        return []
    return [
        Note(
            f"第{'、'.join(failing)}个俱乐部的成员逐个通过了检验，合在一起却没有通过。可用 --sieve incremental 或 sequential。",
            f"Members of club {', '.join(failing)} passed one by one and fail together. Try --sieve incremental or sequential.",
        )
    ]
