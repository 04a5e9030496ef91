"""Chapter 向谁学: comparables, role models and the named references in structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao.benchmark import Peers, RoleModels

from .. import figures
from ..charts import MapPoint, StructurePoint, bubble_map, structure_scatter
from ..document import Block, Chapter, Column, Number, Paragraph, Picture, Table, Text, plain
from ..theme import Role
from ..writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Likeness, Study

_NAMED = 3
_SHARES = 2
_ENOUGH = 3


def who_chapter(study: Study, w: Writer) -> Chapter:
    """Return the chapter on who to learn from and why."""
    lead = w.sentences(peers_sentence(study, w), models_sentence(study, w))
    blocks: list[Block] = []
    if study.peers is not None:
        named = _named_sentence(study, w, study.peers)
        if named:
            blocks.append(Paragraph(named))
        blocks += [_scatter(study, w, study.peers), _peers_table(study, w, study.peers)]
    if study.role_models is not None and study.role_models.items:
        blocks.append(_models_table(study, w, study.role_models))
    elif study.role_models is not None and study.role_models.none is not None:
        blocks.append(Paragraph((study.role_models.none.text(w.lang),)))
    where = _map(study, w)
    if where is not None:
        blocks.append(where)
    return Chapter("who", w.word("who.title"), lead, tuple(blocks))


def peers_sentence(study: Study, w: Writer) -> Text:
    """Return who is most like home in structure."""
    if study.peers is None:
        return (w.word("who.no_peers"),)
    peers = w.regions(p.region for p in study.peers.peers[:_NAMED])
    variables = study.peers.variables
    if len(variables) < _ENOUGH:
        names = w.listed([w.indicator(v.indicator) for v in variables])
        return w.say("who.lead_peers_few", home=w.region(study.home), peers=peers, variables=names)
    return w.say("who.lead_peers", home=w.region(study.home), peers=peers)


def models_sentence(study: Study | Likeness, w: Writer) -> Text:
    """Return who started where home did and is ahead now, or that there is none."""
    if study.role_models is None:
        return ()
    home = w.region(study.home)
    if not study.role_models.items:
        return w.say("who.no_models", home=home)
    models = w.regions(m.region for m in study.role_models.items[:_NAMED])
    return w.say(
        "who.lead_models", home=home, models=models, year=str(study.role_models.start_year)
    )


def role_of(study: Study, region: str) -> Role:
    """Return the part a region plays in the study, for the colour of its mark."""
    if region == study.home:
        return "home"
    if region in study.reference_codes():
        kind = next(r.kind for r in study.references if r.region == region)
        return {"named": "named", "role model": "role_model", "comparable": "comparable"}[kind]  # type: ignore[return-value]
    if study.role_models and region in [m.region for m in study.role_models.items]:
        return "role_model"
    if study.peers and region in [p.region for p in study.peers.peers]:
        return "comparable"
    return "other"


def _named_sentence(study: Study, w: Writer, peers: Peers) -> Text:
    """Where the references stand in the order of likeness, so that nobody takes them for peers."""
    ranked = peers.by(peers.settings.metric).ranked
    places = {p.region: p.rank for p in ranked}
    known = [r for r in study.reference_codes() if r in places]
    if not known:
        return ()
    ranks = w.listed([str(places[r]) for r in known])
    named = all(r.kind == "named" for r in study.references)
    return w.say(
        "who.named_sentence" if named else "who.found_sentence",
        references=w.regions(known),
        home=w.region(study.home),
        ranks=ranks,
        n=str(len(ranked)),
    )


def _scatter(study: Study, w: Writer, peers: Peers) -> Picture:
    distances = {p.region: p.distance for p in peers.by(peers.settings.metric).ranked}
    points = [
        StructurePoint(
            region=w.region(region),
            role=role_of(study, region),
            x=float(peers.plane[i, 0]),
            y=float(peers.plane[i, 1]),
            tip=f"{w.region(region)} · {w.word('who.distance')} {distances.get(region, 0.0):.2f}",
        )
        for i, region in enumerate(peers.regions)
    ]
    titles = [
        w.plain("who.axis", n=str(i + 1), share=figures.percent(share), what=_loading(w, peers, i))
        for i, share in enumerate(peers.explained)
    ]
    spec = structure_scatter(points, x_title=titles[0], y_title=titles[1])
    names = plain(w.regions(p.region for p in peers.peers[:_NAMED]))
    home = w.region(study.home)
    alt = w.plain("who.picture_alt", home=home, peers=names)
    return Picture("who", w.plain("who.picture", home=home), spec, alt)


def _loading(w: Writer, peers: Peers, axis: int) -> str:
    """The variable that an axis mostly stands for."""
    strongest = int(abs(peers.loadings[axis]).argmax())
    return w.indicator(peers.variables[strongest].indicator)


def _peers_table(study: Study, w: Writer, peers: Peers) -> Table:
    others = [found for found in peers.lists if found.metric != peers.settings.metric]
    places = [{p.region: p.rank for p in found.ranked} for found in others]
    columns = (
        Column(w.word("who.peer")),
        Column(w.word("who.distance"), align="right"),
        *(Column(w.word(f"cli.rank_{o.metric}"), align="right") for o in others),
        Column(w.word("who.because")),
        Column(w.word("who.stability"), align="right"),
    )
    rows = []
    for peer in peers.peers:
        order = sorted(range(len(peer.shares)), key=lambda i: -peer.shares[i])[:_SHARES]
        because = w.listed(
            [
                f"{w.indicator(peers.variables[i].indicator)} {figures.percent(peer.shares[i])}"
                for i in order
            ]
        )
        name = (
            w.bracketed(w.region(peer.region), peer.reason)
            if peer.reason
            else w.region(peer.region)
        )
        also = [(str(place.get(peer.region, figures.DASH)),) for place in places]
        distance, stability = f"{peer.distance:.2f}", figures.percent(peer.stability)
        rows.append(((name,), (distance,), *also, because, (stability,)))
    variables = w.listed(
        [w.bracketed(w.indicator(v.indicator), str(v.year)) for v in peers.variables]
    )
    note = w.say(
        "who.stability_note",
        draws=str(peers.settings.draws),
        k=str(peers.settings.k),
        metric=w.word(f"metric.{peers.settings.metric}"),
        variables=variables,
    )
    return Table(w.word("who.peers_table"), columns, tuple(rows), (note,))


def _models_table(study: Study, w: Writer, models: RoleModels) -> Table:
    columns = (
        Column(w.word("who.model")),
        Column(w.word("who.distance"), align="right"),
        Column(w.plain("who.start", year=str(models.start_year)), align="right"),
        Column(w.plain("who.now", year=str(models.year)), align="right"),
        Column(w.word("who.start_ratio"), align="right"),
        Column(w.word("who.end_ratio"), align="right"),
        Column(w.word("who.total_ratio"), align="right"),
    )
    rows: list[tuple[Text, ...]] = []
    for m in models.items:
        totals = figures.DASH
        if m.totals is not None:
            totals = f"{m.totals.start:.2f} → {m.totals.end:.2f}"
        rows.append(
            (
                (w.region(m.region),),
                (f"{m.distance:.2f}",),
                (Number(figures.percent(m.start_relative), w.trace(m.start), m.start.marks),),
                (Number(figures.percent(m.end_relative), w.trace(m.end), m.end.marks),),
                (f"{m.start_ratio:.2f}",),
                (f"{m.end_ratio:.2f}",),
                (totals,),
            )
        )
    note = w.say(
        "who.models_note",
        indicator=w.indicator(models.settings.outcome),
        home=w.region(study.home),
        start=figures.percent(models.home_relative[0]),
        end=figures.percent(models.home_relative[1]),
    )
    return Table(w.word("who.models_table"), columns, tuple(rows), (note,))


def _map(study: Study, w: Writer) -> Picture | None:
    """Bubbles by coordinates, their area the total that the catalogue knows first; None without coordinates."""
    totals = [i.code for i in w.panel.indicators if i.total and w.panel.has(i.code)]
    placed = [r for r in w.panel.regions if r.longitude is not None and r.latitude is not None]
    if not totals or len(placed) < 2:
        return None
    grid = w.panel.grid(totals[0])
    values = grid.at(study.year) if study.year in grid.years else None
    points = []
    for region in placed:
        value = (
            float("nan") if values is None else float(values[w.panel.regions.position(region.code)])
        )
        if value == value and region.longitude is not None and region.latitude is not None:
            told = figures.show(value, grid.indicator.unit, w.lang)
            points.append(
                MapPoint(
                    region=w.region(region.code),
                    role=role_of(study, region.code),
                    longitude=region.longitude,
                    latitude=region.latitude,
                    size=value,
                    tip=f"{w.region(region.code)} {w.indicator(totals[0])} {told}",
                )
            )
    if len(points) < 2:
        return None
    title = w.plain("who.map", indicator=w.indicator(totals[0]), year=str(study.year))
    return Picture(
        "where", title, bubble_map(points), w.plain("who.map_alt", home=w.region(study.home))
    )
