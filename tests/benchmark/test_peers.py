"""Peers: the known answer, what the distances are made of, how firm the list is, and what is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.benchmark import METRICS, Peers, PeerSettings, find_peers
from duibiao.records import (
    BadSetting,
    Catalogue,
    DataError,
    Element,
    Framework,
    Indicator,
    InputError,
    Panel,
    Region,
    UnknownName,
    region_set,
)


def toy(
    rows: list[tuple[float | None, float | None]], units: tuple[str, str] = ("人", "%")
) -> Panel:
    """A panel of one year with a population (in logarithms) and a share as structure."""
    return Panel(
        regions=region_set(Region(str(i), f"城{i}", f"City {i}") for i in range(len(rows))),
        indicators=Catalogue(
            (
                Indicator("people", "人口", "People", "人", kind="stock", total=True),
                Indicator("share", "占比", "Share", "%", kind="rate"),
            )
        ),
        observations=pl.DataFrame(
            [
                {
                    "region": str(i),
                    "indicator": code,
                    "period": "2020",
                    "value": value,
                    "unit": unit,
                }
                for i, row in enumerate(rows)
                for code, value, unit in zip(("people", "share"), row, units, strict=True)
            ],
            schema_overrides={"value": pl.Float64},
        ),
        framework=Framework(
            (Element("people", "structure", transform="log"), Element("share", "structure"))
        ),
    )


def names(panel: Panel, found: Peers, metric: str = "euclidean", k: int = 3) -> list[str]:
    return [panel.regions[p.region].name("en") for p in found.by(metric).peers[:k]]


def test_nearest_peers_of_zigong(sample: Panel) -> None:
    found = find_peers(sample, "自贡市", year=2020)
    for metric in METRICS:
        assert set(names(sample, found, metric)) == {"Leshan", "Neijiang", "Meishan"}
    assert len(found.peers) == 5
    assert all(p.stability > 0.7 for p in found.peers[:3])
    assert found.coordinates.shape == (31, 6)
    np.testing.assert_allclose(found.coordinates.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(found.coordinates.std(axis=0), 1)
    assert 0 < found.shrinkage < 1


def test_performance_plays_no_part(sample: Panel) -> None:
    structure = {v.indicator for v in find_peers(sample, "自贡市", year=2020).variables}
    scored = {e.indicator for e in sample.framework.of("score")}
    assert structure and not structure & scored


def test_parts_add_up_to_the_distance(sample: Panel) -> None:
    found = find_peers(sample, "自贡市", year=2020)
    for x in found.lists:
        assert [p.rank for p in x.ranked] == list(range(1, 31))
        far = [p.distance for p in x.ranked]
        assert far == sorted(far)
        for peer in x.ranked:
            assert sum(peer.shares) == pytest.approx(1)
            assert min(peer.shares) >= 0


def test_stability_is_a_share_and_the_seed_repeats_it(sample: Panel) -> None:
    first = find_peers(sample, "自贡市", year=2020)
    again = find_peers(sample, "自贡市", year=2020)
    other = find_peers(sample, "自贡市", year=2020, settings=PeerSettings(seed=1))
    assert first.lists == again.lists
    assert first.lists != other.lists
    for x in first.lists:
        assert sum(p.stability for p in x.ranked) == pytest.approx(5)
        assert all(0 <= p.stability <= 1 for p in x.ranked)


def test_steadier_weights_make_a_firmer_list(sample: Panel) -> None:
    loose, firm = (
        find_peers(sample, "自贡市", year=2020, settings=PeerSettings(concentration=c))
        for c in (0.3, 100.0)
    )
    assert loose.peers[4].stability < firm.peers[4].stability


def test_a_region_can_be_pinned_or_excluded_and_the_reason_is_printed(sample: Panel) -> None:
    chosen = PeerSettings(pinned=(("南京市", "对口学习"),), excluded=(("乐山", "正在调整区划"),))
    found = find_peers(sample, "自贡市", year=2020, settings=chosen)
    codes = [p.region for p in found.peers]
    assert "511100" not in codes and codes[-1] == "320100" and len(codes) == 6
    assert found.peers[-1].reason == "对口学习"
    said = "".join(n.zh for n in found.notes)
    assert "南京市指定保留。理由：对口学习。" in said
    assert "乐山市按设置排除。理由：正在调整区划。" in said
    plain = {p.region: p.distance for p in find_peers(sample, "自贡市", year=2020).peers}
    assert {p.region: p.distance for p in found.peers}["511000"] == plain["511000"]


@pytest.mark.parametrize(
    "chosen",
    [
        PeerSettings(pinned=(("乐山市", ""),), excluded=(("乐山市", ""),)),
        PeerSettings(pinned=(("自贡市", ""),)),
    ],
)
def test_contradicting_choices_are_refused(sample: Panel, chosen: PeerSettings) -> None:
    with pytest.raises(BadSetting):
        find_peers(sample, "自贡市", year=2020, settings=chosen)


def test_bad_settings_and_names_are_refused(sample: Panel) -> None:
    with pytest.raises(UnknownName, match="euclidean"):
        PeerSettings(metric="euclid")  # type: ignore[arg-type]
    for bad in ({"k": 0}, {"draws": 0}, {"coverage": 0.0}, {"concentration": 0.0}):
        with pytest.raises(BadSetting):
            PeerSettings(**bad)
    with pytest.raises(UnknownName, match="自贡市"):
        find_peers(sample, "自宫市", year=2020)
    with pytest.raises(InputError, match="2010 to 2022"):
        find_peers(sample, "自贡市", year=2031)
    with pytest.raises(DataError, match="structure variables"):
        find_peers(replace(sample, framework=None), "自贡市", year=2020)


def test_variables_are_a_choice_by_code_or_name(sample: Panel) -> None:
    chosen = PeerSettings(variables=("residents", "第二产业占比"))
    found = find_peers(sample, "自贡市", year=2020, settings=chosen)
    assert [(v.indicator, v.transform) for v in found.variables] == [
        ("residents", "log"),
        ("secondary_share", "level"),
    ]


def test_variables_come_from_the_latest_year_that_enough_regions_have(sample: Panel) -> None:
    found = find_peers(sample, "自贡市", year=2013)
    years = {v.indicator: v.year for v in found.variables}
    assert years["residents"] == 2012 and years["secondary_share"] == 2013
    assert any("2012年" in n.zh and "常住人口" in n.zh for n in found.notes)


def test_regions_without_a_variable_are_named() -> None:
    panel = toy(
        [(100, 10), (110, 12), (None, 11), (300, 40)] + [(90 + i, 20 + i) for i in range(8)]
    )
    found = find_peers(panel, "城0", year=2020)
    assert "2" not in found.regions
    assert any("城2" in n.zh and "City 2" in n.en for n in found.notes)


def test_a_logarithm_is_refused_for_all_where_one_value_is_not_positive() -> None:
    found = find_peers(toy([(100, 10), (0, 12), (300, 40)]), "城0", year=2020)
    assert found.variables[0].transform == "level"
    assert any("城1" in n.zh and "不能取对数" in n.zh for n in found.notes)


def test_a_variable_in_which_all_are_equal_is_left_out_and_said() -> None:
    found = find_peers(toy([(100, 10), (100, 12), (100, 40)]), "城0", year=2020)
    assert [v.indicator for v in found.variables] == ["share"]
    assert any("都相同" in n.zh and "人口" in n.zh for n in found.notes)


def test_nothing_left_to_compare_is_an_error() -> None:
    with pytest.raises(DataError, match="left out"):
        find_peers(toy([(100, 10), (100, 10)]), "城0", year=2020)
    with pytest.raises(DataError, match="No structure variable"):
        find_peers(toy([(None, None), (100, 10), (120, 12)]), "城0", year=2020)


_rows = st.lists(
    st.tuples(st.integers(1, 10**6), st.integers(1, 1000)), min_size=4, max_size=12, unique=True
).filter(lambda rows: len({a for a, _ in rows}) > 1 and len({b for _, b in rows}) > 1)


@given(_rows, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_order_units_and_agreeing_duplicates_do_not_matter(rows: list, random: object) -> None:
    panel = toy([(float(a), b / 10) for a, b in rows])
    plain = find_peers(panel, "城0", year=2020)

    order = list(panel.regions)
    random.shuffle(order)  # type: ignore[attr-defined]
    in_ten_thousands = toy([(a / 10_000, b / 10) for a, b in rows], units=("万人", "%"))
    twice = replace(panel, observations=pl.concat([panel.observations, panel.observations]))
    for same in (replace(panel, regions=region_set(order)), in_ten_thousands, twice):
        found = find_peers(same, "城0", year=2020)
        for metric in METRICS:
            ours = {p.region: p for p in plain.by(metric).ranked}
            theirs = {p.region: p for p in found.by(metric).ranked}
            assert ours.keys() == theirs.keys()
            for code, peer in ours.items():
                assert peer.distance == pytest.approx(theirs[code].distance, rel=1e-6, abs=1e-9)
                assert peer.shares == pytest.approx(theirs[code].shares, rel=1e-6, abs=1e-9)
                assert peer.stability == pytest.approx(theirs[code].stability, abs=0.01)


def test_339_cities(china_cities: Panel) -> None:
    found = find_peers(china_cities, "自贡市", year=2020)
    assert len(found.regions) > 250 and len(found.variables) == 5
    assert len(found.peers) == 5
    assert any("缺结构变量" in n.zh for n in found.notes)


def test_other_countries(eu_nuts2: Panel, us_states: Panel) -> None:
    chosen = PeerSettings(variables=("population", "life_expectancy"))
    assert len(find_peers(eu_nuts2, "DE24", year=2018, settings=chosen).peers) == 5
    states = find_peers(
        us_states, "Ohio", year=2023, settings=PeerSettings(variables=("population",))
    )
    assert {us_states.regions[p.region].name("en") for p in states.peers[:2]} <= {
        "Illinois",
        "Pennsylvania",
        "Georgia",
        "North Carolina",
    }
    assert states.explained == (1.0, 0.0)
