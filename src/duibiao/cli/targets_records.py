"""Targets as plain values for other programs, and as the file that is followed later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from duibiao.records import Lang

from .terminal import unit_in

if TYPE_CHECKING:
    from duibiao.records import Panel
    from duibiao.targets import Assessment, CatchUp, Joint, Precedents, Scale


def assessment_record(panel: Panel, made: Assessment, lang: Lang) -> dict[str, Any]:
    """Return all that was found of one target; what is not known is None."""
    goal = made.goal
    feasibility = made.feasibility
    return {
        "home": made.home,
        "indicator": goal.indicator,
        "name": panel.indicators[goal.indicator].name(lang),
        "unit": unit_in(made.unit, lang),
        "prices": made.prices,
        "base_year": made.base_year,
        "start": {"year": made.year, "value": made.start},
        "by": goal.by,
        "ratio": goal.ratio,
        "of": goal.of or None,
        "target": made.target,
        "target_low": made.target_low,
        "target_high": made.target_high,
        "required_growth": made.required_growth,
        "usual_growth": made.usual_growth,
        "growth_unit": _growth_unit(made.scale),
        "precedents": precedents_record(panel, made.precedents, lang),
        "feasibility": None
        if feasibility is None
        else {
            "share": feasibility.share,
            "low": feasibility.low,
            "high": feasibility.high,
            "n": feasibility.n,
            "reached": feasibility.reached,
            "confidence": feasibility.level,
        },
        "odds": made.odds,
        "ambition": made.ambition,
        "reach": made.reach if made.target is not None else None,
        "milestones": [
            {
                "year": m.year,
                "value": m.value,
                "low": m.low,
                "high": m.high,
                "quarters": list(m.quarters),
            }
            for m in made.milestones
        ],
        "business_as_usual": [asdict(e) for e in made.expected],
        "catch_up_year": _catch_up(made.catch_up),
        "notes": [n.text(lang) for n in made.notes],
    }


def precedents_record(panel: Panel, found: Precedents, lang: Lang) -> dict[str, Any]:
    """Return the precedents of a region with what was done to find them."""
    return {
        "n": found.n,
        "reached": found.reached if found.needed is not None else None,
        "years": found.years,
        "asked_years": found.asked_years,
        "width": found.width,
        "structure": list(found.structure),
        "growth_unit": _growth_unit(found.scale),
        "regions": [
            {
                "region": p.region,
                "name": panel.regions[p.region].name(lang),
                "year": p.year,
                "end_year": p.end_year,
                "start": p.start,
                "end": p.end,
                "yearly_growth": found.yearly(p.growth),
                "beyond_median": found.yearly(p.growth) - found.yearly(p.growth - p.beyond),
                "reached": p.reached if found.needed is not None else None,
                "reached_year": None if p.reached_in is None else p.year + p.reached_in,
            }
            for p in found.items
        ],
        "notes": [n.text(lang) for n in found.notes],
    }


def joint_record(panel: Panel, joint: Joint | None, lang: Lang) -> dict[str, Any] | None:
    """Return who managed all targets in one window, and which pull apart."""
    if joint is None:
        return None
    f = joint.feasibility
    return {
        "indicators": list(joint.indicators),
        "years": joint.years,
        "n": f.n,
        "reached": f.reached,
        "share": f.share,
        "low": f.low,
        "high": f.high,
        "singles": dict(zip(joint.indicators, joint.singles, strict=False)),
        "regions": [
            {"region": r, "name": panel.regions[r].name(lang), "year": y} for r, y in joint.managed
        ],
        "pairs": [
            {
                "indicators": list(p.indicators),
                "both": p.both,
                "lift": p.lift,
                "low": p.low,
                "high": p.high,
                "conflict": p.conflict,
            }
            for p in joint.pairs
        ],
        "notes": [n.text(lang) for n in joint.notes],
    }


def targets_file(panel: Panel, made: Sequence[Assessment]) -> str:
    """Return the targets as TOML: what was aimed at, from where, and the milestones to be held against."""
    import tomli_w

    home = made[0].home
    whole = {
        "home": home,
        "name": panel.regions[home].name_zh,
        "data": panel.snapshot,
        "target": [_target(panel, a) for a in made if a.target is not None],
    }
    return tomli_w.dumps(whole)


def _target(panel: Panel, a: Assessment) -> dict[str, Any]:
    indicator = panel.indicators[a.goal.indicator]
    asked = {"ratio": a.goal.ratio, "of": a.goal.of} if a.goal.ratio is not None else {}
    prices = {"prices": "constant", "base_year": a.base_year} if a.base_year else {}
    return {
        "indicator": a.goal.indicator,
        "name": indicator.name_zh,
        "unit": a.unit,
        **prices,
        "start_year": a.year,
        "start": a.start,
        "by": a.goal.by,
        "value": a.target,
        **asked,
        "odds": a.odds,
        "milestones": [
            {"year": m.year, "value": m.value, "quarters": list(m.quarters)} for m in a.milestones
        ],
    }


def _growth_unit(scale: Scale) -> str:
    return "percent a year" if scale == "log" else "units a year"


def _catch_up(found: CatchUp | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "p10": found.p10,
        "p50": found.p50,
        "p90": found.p90,
        "share": found.share,
        "within": found.within,
    }
