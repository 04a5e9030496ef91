"""Official figures: the Croatian development index, Doing Business; Mazziotta-Pareto of EU regions."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from duibiao.benchmark import (
    Aggregate,
    CompositeSettings,
    Normalise,
    build_composite,
    own_scale,
)
from duibiao.records import IndicatorTable, Node, Structure

# Croatia, Government (2017): emp (unemployment) and agi (ageing) count downwards.
CROATIAN = {"inc": 1, "rev": 1, "emp": -1, "edu": 1, "pop": 1, "agi": -1}


def flat(directions: dict[str, int]) -> Structure:
    return Structure(
        tuple(Node(code, "index", direction=d) for code, d in directions.items()),
        (Node("index"),),
    )


def test_the_croatian_development_index(shared: Path) -> None:
    path = shared / "checks" / "composite-crodi" / "crodi2017.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    values = np.array([[float(r[c]) for c in CROATIAN] for r in rows])
    table = IndicatorTable(tuple(r["mb"] for r in rows), tuple(CROATIAN), values)
    settings = CompositeSettings(
        normalise=Normalise("zscore", mean=100, sd=10, deviation="population"),
        aggregate=Aggregate("mazziotta_pareto"),
    )
    made = build_composite(table, flat(CROATIAN), settings)
    assert len(made.index) == 556
    official = np.array([float(r["di"]) for r in rows])
    # The published figures have three decimals.
    np.testing.assert_allclose(made.index, official, rtol=0, atol=0.0005)
    assert own_scale("mazziotta_pareto") == settings.normalise


@pytest.fixture(scope="module")
def doing_business(shared: Path) -> dict[str, dict]:
    path = shared / "checks" / "distance-to-frontier" / "doing_business_2018_afghanistan.json"
    return json.loads(path.read_text(encoding="utf-8"))


def score(nodes: list[Node], aggregates: list[Node], figures: dict[str, float]) -> float:
    table = IndicatorTable(("AFG",), tuple(figures), np.array([list(figures.values())]))
    settings = CompositeSettings(normalise=Normalise("goalposts"))
    return float(
        build_composite(table, Structure(tuple(nodes), tuple(aggregates)), settings).index[0]
    )


def test_doing_business_starting_a_business(doing_business: dict[str, dict]) -> None:
    given = doing_business["starting_a_business"]
    nodes = [
        Node(code, "topic", direction=-1, worst=c["worst"], best=c["frontier"])
        for code, c in given["components"].items()
    ]
    figures = {code: float(c["value"]) for code, c in given["components"].items()}
    found = score(nodes, [Node("topic")], figures)
    assert round(found, 2) == given["published_dtf"] == 84.28


def test_doing_business_getting_credit(doing_business: dict[str, dict]) -> None:
    given = doing_business["getting_credit"]
    nodes = [
        Node("rights", "topic", weight=12, worst=0, best=12),
        Node("information", "topic", weight=8, worst=0, best=8),
    ]
    figures = {
        "rights": float(given["legal_rights_0_12"]),
        "information": float(given["depth_credit_info_0_8"]),
    }
    assert score(nodes, [Node("topic")], figures) == pytest.approx(given["published_dtf"])
    assert given["published_dtf"] == 45.00


def test_doing_business_protecting_investors(doing_business: dict[str, dict]) -> None:
    given = doing_business["protecting_minority_investors"]
    nodes, figures = [], {}
    for part in ("conflict", "governance"):
        for i, value in enumerate(given[part]):
            nodes.append(Node(f"{part}{i}", part, worst=0, best=10))
            figures[f"{part}{i}"] = float(value)
    aggregates = [Node("conflict", "topic"), Node("governance", "topic"), Node("topic")]
    assert score(nodes, aggregates, figures) == pytest.approx(given["published_dtf"])
    assert given["published_dtf"] == 10.00


@pytest.fixture(scope="module")
def nuts1(shared: Path) -> IndicatorTable:
    path = shared / "checks" / "composite-nuts1" / "EU_NUTS1.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    values = np.array([[float(r["roads"]), float(r["trains"])] for r in rows])
    return IndicatorTable(tuple(r["NUTS_CODE"] for r in rows), ("roads", "trains"), values)


@pytest.mark.parametrize("deviation", ["population", "sample"])
@pytest.mark.parametrize("penalty", ["-", "+"])
def test_mazziotta_pareto_of_eu_regions(
    nuts1: IndicatorTable, deviation: str, penalty: str
) -> None:
    settings = CompositeSettings(
        normalise=Normalise("zscore", mean=100, sd=10, deviation=deviation),  # type: ignore[arg-type]
        aggregate=Aggregate("mazziotta_pareto", penalty=penalty, deviation=deviation),  # type: ignore[arg-type]
    )
    made = build_composite(nuts1, flat({"roads": -1, "trains": 1}), settings)
    n, less = len(nuts1.regions), 1 if deviation == "sample" else 0
    z = []
    for column, sign in zip(nuts1.values.T.tolist(), (-1, 1), strict=True):
        mean = sum(column) / n
        sd = (sum((v - mean) ** 2 for v in column) / (n - less)) ** 0.5
        z.append([100 + sign * 10 * (v - mean) / sd for v in column])
    for i, parts in enumerate(zip(*z, strict=True)):
        mean = sum(parts) / 2
        variance = sum((v - mean) ** 2 for v in parts) / (2 - less)
        cv = variance**0.5 / mean
        wanted = mean * (1 - cv**2) if penalty == "-" else mean * (1 + cv**2)
        assert made.index[i] == pytest.approx(wanted, rel=1e-12)


def test_adjusted_mazziotta_pareto_of_eu_regions(nuts1: IndicatorTable) -> None:
    made = build_composite(
        nuts1,
        flat({"roads": -1, "trains": 1}),
        CompositeSettings(
            normalise=Normalise("centred_goalposts", reference="DE1"),
            aggregate=Aggregate("adjusted_mazziotta_pareto"),
        ),
    )
    own = nuts1.values[nuts1.regions.index("DE1")]
    half = (nuts1.values.max(axis=0) - nuts1.values.min(axis=0)) / 2
    for row, figures in enumerate(nuts1.values):
        up = (figures[1] - (own[1] - half[1])) / (2 * half[1]) * 60 + 70
        down = ((own[0] + half[0]) - figures[0]) / (2 * half[0]) * 60 + 70
        mean = (up + down) / 2
        sd = (((up - mean) ** 2 + (down - mean) ** 2) / 2) ** 0.5
        assert made.index[row] == pytest.approx(mean - sd * sd / mean, rel=1e-12)
    assert made.index[nuts1.regions.index("DE1")] == pytest.approx(100)
