"""The sentences of targets: what each demands, who did it, with what odds and when."""

from __future__ import annotations

from duibiao.targets import Assessment, Joint

from . import figures
from .document import Number, Text
from .targets_numbers import TargetNumbers
from .targets_tables import REACH, proposed
from .writer import Writer

_NAMED = 5


def goal_sentence(n: TargetNumbers) -> Text:
    """Return what a mayor would read of one target: demand, precedents, odds, year and the word for its reach."""
    w, made = n.w, n.made
    if made.target is None:
        return _usual(n)
    parts = [_demand(n)] if made.reach != "met" else [_met(n)]
    if made.reach != "met":
        parts += [_share(n), w.say("targets.odds", odds=n.odds()), _catch(n)]
        parts.append(w.say("targets.verdict", reach=w.word(REACH[made.reach][0])))
    return _sentence(w, [p for p in parts if p])


def summary_sentence(w: Writer, made: tuple[Assessment, ...]) -> Text:
    """Return the sentence of the summary: of one target all, of several the verdicts."""
    if not made:
        return ()
    aimed = [a for a in made if a.target is not None]
    if len(aimed) < 2:
        return goal_sentence(TargetNumbers.of(w, made[0]))
    items = []
    for n in (TargetNumbers.of(w, a) for a in aimed):
        by = str(n.made.goal.by)
        reach = w.word(REACH[n.made.reach][1])
        aim = (f"{w.indicator(n.code)} ", *w.say("targets.by_value", value=n.target(), year=by))
        items.append(w.say("targets.several_item", aim=aim, reach=reach, odds=n.odds()))
    home = w.region(made[0].home)
    return w.say("targets.several", home=home, n=str(len(items)), items=w.clauses(items))


def joint_sentence(w: Writer, joint: Joint) -> Text:
    """Return who managed all of several targets in one window."""
    f = joint.feasibility
    if f.share is None or f.low is None or f.high is None:
        return w.say("targets.joint_none")
    formula = w.plain("targets.formula_joint", reached=str(f.reached), n=str(f.n))
    label, id = w.word("targets.label_joint"), f"target_joint.{'.'.join(joint.indicators)}"
    trace = w.made(id, label, f"{f.share:.4g}", formula, ())
    named = [
        w.plain("targets.joint_item", region=w.region(r), year=str(y))
        for r, y in joint.managed[:_NAMED]
    ]
    regions = w.say("targets.joint_regions", items=w.enumerated(named)) if named else ()
    return w.say(
        "targets.joint",
        n=str(f.n),
        years=str(joint.years),
        reached=str(f.reached),
        share=Number(figures.percent(f.share), trace),
        level=figures.percent(f.level),
        low=figures.percent(f.low),
        high=figures.percent(f.high),
        regions=regions,
    )


def _demand(n: TargetNumbers) -> Text:
    w, made = n.w, n.made
    places = {**n.names, "by": str(made.goal.by), "prices": n.prices}
    ends = n.ends()
    if ends is None:
        goal = w.say("targets.goal_value", **places, target=n.target())
    else:
        goal = w.say(
            "targets.goal_ratio",
            **places,
            of=n.of_name,
            ratio=n.ratio,
            target=n.target(),
            low=ends[0],
            high=ends[1],
        )
    return w.say(
        "targets.demands",
        goal=goal,
        needed=n.grows(n.needed(), made.required_growth or 0.0),
        usual=n.grows(n.usual_growth(), made.usual_growth or 0.0),
    )


def _share(n: TargetNumbers) -> Text:
    w, found = n.w, n.made.precedents
    told = n.share()
    if told is None:
        return w.say("targets.share_none")
    share, low, high = told
    places: dict[str, str | Number | Text] = {
        "n": str(found.n),
        "reached": str(found.reached),
        "share": share,
        "level": n.level,
        "low": low,
        "high": high,
    }
    if found.width is None:
        return w.say("targets.share_any", **places, years=str(found.years))
    if found.years != found.asked_years:
        return w.say("targets.share_shorter", **places, years=str(found.years))
    return w.say("targets.share", **places)


def _catch(n: TargetNumbers) -> Text:
    w, found = n.w, n.made.catch_up
    if found is None:
        return ()
    within = str(found.within)
    share = figures.percent(found.share) if found.share >= 0.01 else w.word("targets.under_one")
    if found.p10 is None:
        return w.say("targets.catch_never", within=within, share=share)
    p10 = n.catch(found, found.p10)
    if found.p50 is None:
        return w.say("targets.catch_unlikely", within=within, p10=p10, share=share)
    p50 = n.catch(found, found.p50)
    if found.p90 is None:
        return w.say("targets.catch_open", within=within, p10=p10, p50=p50)
    return w.say("targets.catch_all", p10=p10, p50=p50, p90=n.catch(found, found.p90))


def _met(n: TargetNumbers) -> Text:
    places: dict[str, str | Number | Text] = {
        **n.names,
        "year": str(n.year),
        "start": n.start(),
        "by": str(n.made.goal.by),
    }
    if n.made.goal.ratio is not None:
        # What is met is the share of today; the reference goes on.
        return n.w.say(
            "targets.met_ratio",
            **places,
            of=n.of_name,
            ratio=n.ratio,
            odds=n.odds(),
            target=n.target(),
        )
    return n.w.say("targets.met", **places, target=n.target(), odds=n.odds())


def _usual(n: TargetNumbers) -> Text:
    """Without a target: where business as usual leads, and what precedents would propose."""
    w, last = n.w, n.made.expected[-1]
    usual = w.say(
        "targets.usual_lead",
        **n.names,
        year=str(n.year),
        start=n.start(),
        by=str(n.made.goal.by),
        prices=n.prices,
        p10=n.expected(last, "p10"),
        p50=n.expected(last, "p50"),
        p90=n.expected(last, "p90"),
    )
    proposals = proposed(n)
    told = [w.say("targets.proposals_lead", **proposals)] if proposals else []
    return _sentence(w, [usual, *told])


def _sentence(w: Writer, parts: list[Text]) -> Text:
    return (*w.clauses(parts), w.word("word.stop"))
