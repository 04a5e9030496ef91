"""Log t and clubs against R ConvergenceClubs 2.2.5 (filteredGDP, FQSB): shared/checks/README.md."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from duibiao.targets import Balanced, ConvergenceSettings, balance, measure_convergence


@pytest.fixture(scope="module")
def countries(shared: Path) -> Balanced:
    table = pl.read_csv(shared / "checks" / "convergence" / "filteredGDP.csv")
    years = [int(c[1:]) for c in table.columns[1:]]
    return balance(table["Countries"].to_list(), years, table[:, 1:].to_numpy())


def test_the_whole_sample_and_the_clubs(countries: Balanced) -> None:
    found = measure_convergence(countries)
    assert found.whole is not None and found.clubs is not None
    assert found.log_t_years[0] == 1981 and len(found.log_t_years) == 23
    assert found.whole.beta == pytest.approx(-0.87481, abs=5e-6)
    assert found.whole.t == pytest.approx(-159.555, abs=5e-4)
    assert [len(c.members) for c in found.clubs.clubs] == [50, 30, 21, 24, 14, 11, 2]
    assert found.clubs.divergent == ()


def test_clubs_four_and_five_merge(countries: Balanced) -> None:
    """Phillips and Sul (2009) merge the same two of their clubs."""
    for merge in ("ps", "vlt"):
        found = measure_convergence(countries, settings=ConvergenceSettings(merge=merge))  # type: ignore[arg-type]
        assert found.merged is not None
        assert [len(c.members) for c in found.merged.clubs] == [50, 30, 21, 38, 11, 2]
        assert found.merged.clubs[3].merged_from == (4, 5)
