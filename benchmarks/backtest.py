"""The odds on four sets of data: coverage and errors beside the rivals, as docs/odds.md shows them.

    python benchmarks/backtest.py [--shared FOLDER] [--out FILE] [--panel NAME]...

Prints markdown tables, and writes them to FILE. The shared data are looked for beside the repository; a
panel whose data are not there is left out and named.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from duibiao.records import Panel
from duibiao.sources import load_panel, load_sample
from duibiao.targets import Backtest, Estimate, backtest, histories

HERE = Path(__file__).parent
# Indicators of the 339 cities observed in at least ten years in half of them, without what is constant
# (area), back-cast by its source (resident population) or another form of one here (GDP index).
CITIES = """gdp gdp_bulletin gdp_revised gdp_growth gdp_per_capita gva_primary gva_secondary gva_tertiary
share_secondary share_tertiary pop_hukou retail_sales real_estate_inv fiscal_revenue fiscal_exp sci_exp edu_exp
bank_deposits bank_loans industrial_firms industrial_profit fdi uni_students urban_unit_employment emp_secondary
emp_tertiary mobile_users broadband_users highway_passenger road_area_per_capita so2_industrial co2""".split()
EUROPE = """gdp population unemployment_rate unemployment_rate_male unemployment_rate_female
household_disposable_income broadband_households life_expectancy gender_employment_gap gdp_per_capita""".split()
STATES = [f"bea_sagdp1_{n}" for n in (1, 3, 4, 5, 6, 7, 8)] + ["population"]
RIVALS = ("chosen", "best", "ar1_drift", "panel_mean", "peer_mean", "last_growth")


@dataclass(frozen=True)
class Tried:
    """A panel, how it came out, and the seconds it took."""

    name: str
    found: Backtest
    seconds: float


def panels(shared: Path) -> Iterator[tuple[str, Panel, list[str]]]:
    """The four panels with their indicators; those whose files are not there are left out."""
    sample = load_sample()
    yield "sample", sample, [i.code for i in sample.indicators if sample.has(i.code)]
    cities, europe, states = (
        shared / "data" / n for n in ("china-cities", "eu-nuts2", "us-states")
    )
    for name, folder, codes, stem in (
        ("339 cities", cities, CITIES, ""),
        ("European regions", europe, EUROPE, "eu_nuts2_"),
        ("American states", states, STATES, "us_states_"),
    ):
        observations = folder / f"{stem}observations.csv"
        if not observations.is_file():
            print(f"{name}: no data in {folder.name}")
            continue
        regions = folder / f"{stem}regions.csv"
        tables = {"indicators": folder / f"{stem}indicators.csv"}
        if regions.is_file():
            tables["regions"] = regions
        yield name, load_panel(observations, **tables), codes


def tried(name: str, panel: Panel, codes: list[str]) -> Tried:
    """Try one panel."""
    start = time.perf_counter()
    found = backtest([histories(panel, code) for code in codes])
    return Tried(name, found, time.perf_counter() - start)


def shown(given: Estimate, digits: int = 3) -> str:
    """A number with its interval."""
    return f"{given.value:.{digits}f} ({given.low:.{digits}f}–{given.high:.{digits}f})"


def percent(given: Estimate) -> str:
    """A share with its interval."""
    return f"{given.value:.0%} ({given.low:.0%}–{given.high:.0%})"


def summary(results: list[Tried]) -> list[str]:
    """One line a panel and horizon."""
    lines = [
        "| panel | years | cells | 50 % covers | 80 % covers | cells within 70–90 % | over chosen | over best | over AR(1) drift | common share |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for one in results:
        parts = [(str(h), one.found.at(h)) for h in one.found.settings.horizons]
        for years, part in [*parts, ("all", one.found)]:
            if part.cells:
                row = [
                    one.name,
                    years,
                    str(len(part.cells)),
                    percent(part.coverage(50)),
                    percent(part.coverage(80)),
                    f"{part.within:.0%}",
                    *(shown(part.ratio(r)) for r in ("chosen", "best", "ar1_drift")),
                    f"{part.common_share:.0%}",
                ]
                lines.append(f"| {' | '.join(row)} |")
    every = merged(results)
    row = [percent(every.coverage(50)), percent(every.coverage(80)), f"{every.within:.0%}"]
    row += [shown(every.ratio(r)) for r in ("chosen", "best", "ar1_drift")]
    lines.append(
        f"| all | all | {len(every.cells)} | {' | '.join(row)} | {every.common_share:.0%} |"
    )
    return lines


def merged(results: list[Tried]) -> Backtest:
    """All cells of all panels."""
    cells = tuple(c for one in results for c in one.found.cells)
    return replace(results[0].found, cells=cells, short=(), untried=())


def rivals(results: list[Tried]) -> list[str]:
    """The method's error over each rival's, by panel."""
    lines = [f"| panel | {' | '.join(RIVALS)} |", "|" + "---|" * (len(RIVALS) + 1)]
    for one in results:
        ratios = (f"{one.found.ratio(r).value:.3f}" for r in RIVALS)
        lines.append(f"| {one.name} | {' | '.join(ratios)} |")
    return lines


def cells(one: Tried) -> list[str]:
    """Every cell of a panel, and those too short."""
    lines = [
        "| indicator | years | origins | 50 % | 80 % covers | over chosen | over best | best rival | common |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for c in one.found.cells:
        row = [
            c.indicator.name("en"),
            str(c.horizon),
            str(len(c.origins)),
            f"{c.coverage(50).value:.0%}",
            percent(c.coverage(80)),
            f"{c.ratio('chosen').value:.2f}",
            f"{c.ratio('best').value:.2f}",
            c.best_rival,
            f"{c.common_share:.0%}",
        ]
        lines.append(f"| {' | '.join(row)} |")
    short = ", ".join(
        f"{c.indicator.name('en')} {c.horizon} y ({len(c.origins)})" for c in one.found.short
    )
    return [*lines, "", f"Too short: {short or 'none'}."]


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description="The odds on four sets of data.")
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--panel", action="append", default=[])
    asked = parser.parse_args()
    results = [tried(*p) for p in panels(asked.shared) if not asked.panel or p[0] in asked.panel]
    lines = [*summary(results), "", *rivals(results), ""]
    for one in results:
        lines += [f"### {one.name}", "", *cells(one), ""]
    text = "\n".join(lines)
    print(text)
    print("; ".join(f"{r.name} {r.seconds:.0f} s" for r in results))
    if asked.out:
        asked.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
