"""The ASEM index, stage by stage as COINr 1.1.14 builds it, and every method by a plain formula.

The stages are those of `build_example_coin()`; the plain formulas below are written anew with numpy and
scipy, one region and one indicator at a time.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from duibiao.benchmark import (
    Aggregate,
    Composite,
    CompositeSettings,
    Impute,
    Normalise,
    Treat,
    build_composite,
)
from duibiao.records import IndicatorTable, Structure
from duibiao.sources import read_indicator_table, read_structure

GROUPS = Impute("group_mean", by="EurAsia_group")
AS_PUBLISHED = CompositeSettings(impute=GROUPS, treat=Treat())


@pytest.fixture(scope="module")
def asem(shared: Path) -> tuple[IndicatorTable, Structure]:
    folder = shared / "checks" / "composite-asem"
    structure = read_structure(folder / "asem_iMeta.csv")
    return read_indicator_table(folder / "asem_iData.csv", structure), structure


@pytest.fixture(scope="module")
def built(asem: tuple[IndicatorTable, Structure]) -> Composite:
    return build_composite(*asem, AS_PUBLISHED)


def expected(shared: Path, name: str) -> tuple[tuple[str, ...], dict[str, np.ndarray]]:
    path = shared / "checks" / "composite-asem" / f"expected_dset_{name}.csv"
    header, *rows = csv.reader(path.open(encoding="utf-8"))
    return tuple(header[1:]), {
        code: np.array([np.nan if v in ("", "NA") else float(v) for v in row])
        for code, *row in rows
    }


@pytest.mark.parametrize("name", ["denominated", "imputed", "screened", "treated", "normalised"])
def test_each_stage_is_coinrs(shared: Path, built: Composite, name: str) -> None:
    stage = built.stage(name)
    columns, wanted = expected(shared, name)
    assert set(stage.regions) == set(wanted)
    assert columns == built.structure.codes[: len(columns)]
    rows = np.array([wanted[code] for code in stage.regions])
    np.testing.assert_allclose(stage.values, rows, rtol=1e-8, atol=1e-8)


def test_every_level_is_coinrs(shared: Path, built: Composite) -> None:
    columns, wanted = expected(shared, "aggregated")
    assert set(columns) == set(built.structure.codes)
    for i, code in enumerate(columns):
        column = [wanted[region][i] for region in built.regions]
        np.testing.assert_allclose(built.score_of(code), column, rtol=1e-8, atol=1e-8)


def test_the_ranking_is_the_published_one(built: Composite) -> None:
    first = [(r["id"], round(r["score"], 2), r["rank"]) for r in built.as_records()]
    assert first[:6] == [
        ("CHE", 68.38, 1),
        ("NLD", 64.82, 2),
        ("DNK", 64.80, 3),
        ("NOR", 64.47, 4),
        ("BEL", 63.54, 5),
        ("SWE", 63.00, 6),
    ]
    assert ("IND", 39.79, 45) in first and ("CHN", 37.77, 49) in first


def test_the_log_says_what_was_done(
    built: Composite, asem: tuple[IndicatorTable, Structure]
) -> None:
    treated = [c for c in built.changes if c.step == "treat"]
    assert len({c.indicator for c in treated}) == 15
    assert {c.how for c in treated} == {"winsorise"}
    imputed = {(c.indicator, c.region) for c in built.changes if c.step == "impute"}
    assert {("Elec", "LAO"), ("Gas", "LAO")} <= imputed
    for change in treated:
        value = built.stage("treated").values[
            built.regions.index(change.region), built.structure.positions[change.indicator]
        ]
        assert value == change.after != change.before
    assert built.regions == asem[0].regions
    assert not [c for c in built.changes if c.step == "screen"]


def test_skewness_and_kurtosis_are_scipys(built: Composite) -> None:
    from duibiao.benchmark.composites import kurtosis, skewness

    values = built.stage("imputed").values
    np.testing.assert_allclose(skewness(values), stats.skew(values, bias=False), rtol=1e-10)
    np.testing.assert_allclose(kurtosis(values), stats.kurtosis(values, bias=False), rtol=1e-10)


def _plain(method: str, x: np.ndarray, extra: dict[str, float]) -> np.ndarray:
    """One indicator's scores by the formula of its method, from figures of which more is better."""
    low, high = float(np.min(x)), float(np.max(x))
    match method:
        case "minmax":
            return np.array([(v - low) / (high - low) * 100 for v in x])
        case "zscore":
            return stats.zscore(x, ddof=1)
        case "rank":
            return stats.rankdata(x, method="min")
        case "borda":
            return stats.rankdata(x, method="min") - 1
        case "percentile_rank":
            return (stats.rankdata(x, method="min") - 1) / (len(x) - 1)
        case "distance_to_maximum":
            return np.array([1 - (high - v) / (high - low) for v in x])
        case "distance_to_reference":
            return np.array([1 - (extra["own"] - v) / (extra["own"] - low) for v in x])
        case "distance_to_targets":
            return np.array([1 - (extra["target"] - v) / (extra["target"] - low) for v in x])
        case "centred_goalposts":
            half = (high - low) / 2
            least = np.mean(x) - half
            return np.array([60 * (v - least) / (2 * half) + 70 for v in x])
    raise AssertionError(method)


@pytest.mark.parametrize(
    "method",
    "minmax zscore rank borda percentile_rank distance_to_maximum distance_to_reference "
    "distance_to_targets centred_goalposts".split(),
)
def test_each_normalisation_is_its_formula(
    asem: tuple[IndicatorTable, Structure], built: Composite, method: str
) -> None:
    relative = method == "distance_to_reference"
    how = Normalise(method, reference=nowhere_worst(built) if relative else "")
    made = build_composite(*asem, CompositeSettings(impute=GROUPS, treat=Treat(), normalise=how))
    figures = made.stage("treated").values
    for i, node in enumerate(made.structure.indicators):
        x = figures[:, i] * node.direction
        extra = {"target": (node.target or 0.0) * node.direction}
        if how.reference:
            extra["own"] = x[made.regions.index(how.reference)]
        np.testing.assert_allclose(
            made.stage("normalised").values[:, i], _plain(method, x, extra), rtol=1e-9, atol=1e-9
        )


def nowhere_worst(built: Composite) -> str:
    """A region that is the worst in no indicator, so that distances to it are defined."""
    figures = built.stage("treated").values * built.structure.signs
    fine = (figures > figures.min(axis=0)).all(axis=1)
    assert fine.any()
    return built.regions[int(np.argmax(fine))]


def test_the_fraction_of_the_maximum(asem: tuple[IndicatorTable, Structure]) -> None:
    made = build_composite(
        *asem,
        CompositeSettings(
            impute=GROUPS,
            normalise_each=(
                ("LPI", Normalise("fraction_of_maximum")),
                ("CO2", Normalise("fraction_of_maximum")),
            ),
        ),
    )
    figures, scores = made.stage("imputed").values, made.stage("normalised").values
    lpi, co2 = (made.structure.positions[c] for c in ("LPI", "CO2"))
    np.testing.assert_allclose(scores[:, lpi], figures[:, lpi] / figures[:, lpi].max())
    np.testing.assert_allclose(scores[:, co2], figures[:, co2].min() / figures[:, co2])


def _plain_score(method: str, x: list[float], w: list[float], others: np.ndarray) -> float:
    """One region's score by the formula of its method; `others` are all regions' parts."""
    share = [v / sum(w) for v in w]
    mean = sum(s * v for s, v in zip(share, x, strict=True))
    match method:
        case "arithmetic":
            return mean
        case "geometric":
            return float(np.prod([v**s for s, v in zip(share, x, strict=True)]))
        case "harmonic":
            return 1 / sum(s / v for s, v in zip(share, x, strict=True))
        case "generalised_mean":
            return sum(s * v**-2.5 for s, v in zip(share, x, strict=True)) ** (1 / -2.5)
        case "mazziotta_pareto":
            variance = sum(s * (v - mean) ** 2 for s, v in zip(share, x, strict=True))
            return mean - variance / mean
        case "mean_min":
            return mean - 0.5 * (((mean - min(x)) ** 2 + 1) ** 0.5 - 1)
        case "copeland":
            score = 0
            for other in others:
                lead = sum(
                    s * ((v > o) + 0.5 * (v == o)) for s, v, o in zip(share, x, other, strict=True)
                )
                score += int(lead > 0.5 + 1e-12) - int(lead < 0.5 - 1e-12)
            return score
    raise AssertionError(method)


@pytest.mark.parametrize(
    "method",
    "arithmetic geometric harmonic generalised_mean mazziotta_pareto mean_min copeland".split(),
)
def test_each_aggregation_is_its_formula(
    asem: tuple[IndicatorTable, Structure], method: str
) -> None:
    how = Aggregate(method, power=-2.5)
    settings = CompositeSettings(
        impute=GROUPS, treat=Treat(), normalise=Normalise(low=1), aggregate_at=((2, how),)
    )
    made = build_composite(*asem, settings)
    structure = made.structure
    for whole, inside in structure.parts.items():
        if structure.levels[whole] != 2:
            continue
        parts = made.scores[:, inside]
        weights = structure.weights[inside].tolist()
        wanted = [_plain_score(method, row.tolist(), weights, parts) for row in parts]
        np.testing.assert_allclose(made.scores[:, whole], wanted, rtol=1e-10)


def test_settings_make_the_same_result_again(
    asem: tuple[IndicatorTable, Structure], built: Composite
) -> None:
    from duibiao.benchmark import settings_from

    again = build_composite(*asem, settings_from(built.settings.as_record()))
    np.testing.assert_array_equal(again.scores, built.scores)
    assert again == built and again.inputs_hash == built.inputs_hash


def test_a_panel_has_fixed_or_yearly_bounds(shared: Path) -> None:
    folder = shared / "checks" / "composite-asem"
    structure = read_structure(folder / "asem_iMeta.csv")
    table = read_indicator_table(folder / "asem_iData_panel_2018_2022.csv", structure)
    fixed = build_composite(table, structure, CompositeSettings(impute=GROUPS))
    yearly = build_composite(table, structure, CompositeSettings(impute=GROUPS, bounds="yearly"))
    assert set(fixed.times) == {str(year) for year in range(2018, 2023)}
    assert "fixed bounds" in fixed.notes[0].en and "yearly bounds" in yearly.notes[0].en
    times = np.array(fixed.times)
    for time in sorted(set(fixed.times)):
        rows = times == time
        scores = yearly.stage("normalised").values[rows]
        np.testing.assert_allclose(np.ptp(scores, axis=0), 100)
        alone = IndicatorTable(
            tuple(np.array(table.regions)[rows]),
            table.columns,
            table.values[rows],
            groups={k: tuple(np.array(v)[rows]) for k, v in table.groups.items()},
        )
        one = build_composite(alone, structure, CompositeSettings(impute=GROUPS))
        np.testing.assert_allclose(one.index, yearly.index[rows], rtol=1e-12)
        assert fixed.index_ranks[rows].min() == 1
    np.testing.assert_allclose(np.ptp(fixed.stage("normalised").values, axis=0), 100)
    assert (np.ptp(fixed.stage("normalised").values[times == "2018"], axis=0) < 100).any()
