"""The search for V, the predictors' weights (v_): how much it matters to agree in each of them.

Each function takes a `Matching` and gives V, none negative, summing to 1. The error of the outcome is no
smooth or convex function of V and has many minima, so that searches differ; each says whose it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from duibiao.records import Floats

from .matching import Matching

_DRAWS = 3000
_POLISHED = 12
_LOWEST = -16.0
_STEP = 2.0


@dataclass(frozen=True)
class Search:
    """What bounds a search: the iterations of each simplex search, and the seed of draws."""

    iterations: int = 1000
    seed: int = 0


def v_equal(matching: Matching, search: Search) -> Floats:
    """Return equal weights: each predictor counts by its inverse variance."""
    return np.full(matching.count, 1 / matching.count)


def v_regression(matching: Matching, search: Search) -> Floats:
    """Return weights by how strongly each predictor goes with the outcome, without a search.

    Notes
    -----
    Regress each year's outcome of all units on the scaled predictors and a constant; V is the sum over
    years of squared coefficients. What Stata's `synth` does unless told to nest, and a start of R's `Synth`.
    """
    units = matching.predictors.shape[1]
    known = np.column_stack([np.ones(units), matching.predictors.T])
    fitted = np.linalg.lstsq(known, matching.outcome.T, rcond=None)[0][1:]
    v = (fitted**2).sum(axis=1)
    return v / v.sum() if v.sum() > 0 else v_equal(matching, search)


def v_nelder_mead(matching: Matching, search: Search) -> Floats:
    """Return what a Nelder-Mead search from equal weights finds.

    Notes
    -----
    The search with which the Basque weights of Abadie and Gardeazabal (2003) are usually reproduced.
    """
    return _from(v_equal(matching, search), "Nelder-Mead", matching, search)


def v_synth(matching: Matching, search: Search) -> Floats:
    """Return the best of Nelder-Mead and BFGS, each from equal and from regression weights.

    Notes
    -----
    The plan of R's `Synth` (Abadie, Diamond and Hainmueller 2011, Journal of Statistical Software 42(13)).
    """
    starts = [v_equal(matching, search), v_regression(matching, search)]
    found = [_from(s, how, matching, search) for s in starts for how in ("Nelder-Mead", "BFGS")]
    return min([*starts, *found], key=matching.loss)


def v_thorough(matching: Matching, search: Search) -> Floats:
    """Return the best of 3,000 seeded draws of V, the best 12 of them improved, and of `v_synth`.

    Draws are sparse and spread over seven orders of magnitude: small errors of the outcome are often found
    where few predictors count (Malo, Eskelinen, Zhou and Kuosmanen 2024). No proof of a global minimum.
    """
    rng = np.random.default_rng(search.seed)
    shape = _DRAWS, matching.count
    heavy = rng.random(shape) < rng.uniform(0.1, 0.9, (_DRAWS, 1))
    logs = np.where(heavy, rng.uniform(-4, 0, shape), rng.uniform(_LOWEST, -6, shape))
    losses = np.array([matching.loss(_powers(log)) for log in logs])
    # Draws of one loss share their weights: one of them is enough.
    firsts = np.unique(losses.round(12), return_index=True)[1][:_POLISHED]
    polished = [_polished(logs[i], matching, search) for i in firsts]
    return min([v_synth(matching, search), *polished], key=matching.loss)


SEARCHES: dict[str, Callable[[Matching, Search], Floats]] = {
    "nelder-mead": v_nelder_mead,
    "synth": v_synth,
    "regression": v_regression,
    "equal": v_equal,
    "thorough": v_thorough,
}
"""The searches for V by name."""


def _from(start: Floats, how: str, matching: Matching, search: Search) -> Floats:
    def loss(x: Floats) -> float:
        return matching.loss(_shares(x))

    found = minimize(loss, start, method=how, options={"maxiter": search.iterations})
    return _shares(found.x)


def _shares(x: Floats) -> Floats:
    sizes = np.abs(x)
    total = sizes.sum()
    return sizes / total if total > 0 else np.full(len(x), 1 / len(x))


def _powers(log: Floats) -> Floats:
    raised = np.exp(np.clip(log - log.max(), _LOWEST, 0.0))
    return np.asarray(raised / raised.sum())


def _polished(log: Floats, matching: Matching, search: Search) -> Floats:
    corners = np.vstack([log, log + _STEP * np.eye(len(log))])
    options = {"maxfev": 2 * search.iterations, "adaptive": True, "initial_simplex": corners}
    found = minimize(
        lambda x: matching.loss(_powers(x)), log, method="Nelder-Mead", options=options
    )
    return _powers(found.x)
