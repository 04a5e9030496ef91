"""Chapter 为什么: the gaps split exactly into their parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from duibiao.gaps import Decomposition, round_to_total

from .. import figures
from ..charts import WaterfallPart, waterfall
from ..document import Block, Chapter, Column, Number, Paragraph, Picture, Table, Text, plain
from ..writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Study

_NAMED = 3
_DRAWN = 8


def why_chapter(study: Study, w: Writer) -> Chapter | None:
    """Return the chapter on why: GDP into population and income, income into sectors, score into indicators."""
    if not study.decompositions:
        return None
    ordered = sorted(study.decompositions, key=lambda d: d.reference != study.focus)
    sentences = [Paragraph(t) for d in ordered if (t := sentence(study, w, d))]
    pictures = [_picture(study, w, d) for d in ordered if d.reference == study.focus]
    blocks: list[Block] = [*sentences[1:], *pictures, _table(study, w)]
    lead = sentences[0].text if sentences else (w.word("why.none"),)
    return Chapter("why", w.word("why.title"), lead, tuple(blocks))


def sentence(study: Study, w: Writer, split: Decomposition) -> Text:
    """Return what one decomposition says, with its year where that is not the study's."""
    when = () if split.year == study.year else w.say("why.when", year=str(split.year))
    if split.indicator == "gdp":
        return _product(w, split, when)
    if split.indicator == "gdp_per_capita":
        return _sectors(w, split, when)
    return _score(w, split)


def _product(w: Writer, split: Decomposition, when: Text) -> Text:
    cells = {(c.region, c.indicator): c for c in split.inputs}

    def times_as_large(code: str, over: str, under: str) -> Number:
        a, b = cells[over, code], cells[under, code]
        assert a.value is not None and b.value
        return Number(
            figures.times(a.value / b.value, w.lang), w.ratio_trace(a, b), a.marks | b.marks
        )

    if min(p.share for p in split.parts) < 0:
        return _opposed(w, split, when, times_as_large)
    shares = round_to_total([p.share * 100 for p in split.parts])
    places: dict[str, str | Number | Text] = {
        "when": when,
        "home": w.region(split.home),
        "reference": w.region(split.reference),
        "share": _share(w, split, 0, shares[0]),
        "rest": _share(w, split, 1, shares[1]),
    }
    if split.total < 0:
        return w.say(
            "why.lead",
            times=times_as_large("gdp", split.reference, split.home),
            population=times_as_large("residents", split.reference, split.home),
            income=times_as_large("gdp_per_capita", split.reference, split.home),
            **places,
        )
    return w.say(
        "why.lead_smaller", times=times_as_large("gdp", split.home, split.reference), **places
    )


def _opposed(
    w: Writer,
    split: Decomposition,
    when: Text,
    times_as_large: Callable[[str, str, str], Number],
) -> Text:
    """Parts that pull apart are told in amounts: shares beyond 100 % say nothing to a reader."""
    scale = figures.scale_for([split.total], split.unit, w.lang)
    amounts = [
        Number(scale.change(-p.amount * scale.factor), _part_trace(w, split, i))
        for i, p in enumerate(split.parts)
    ]
    places: dict[str, str | Number | Text] = {
        "when": when,
        "home": w.region(split.home),
        "reference": w.region(split.reference),
        "amount": amounts[0],
        "rest": amounts[1],
    }
    behind = split.total < 0
    pair = (split.reference, split.home) if behind else (split.home, split.reference)
    places["times"] = times_as_large("gdp", *pair)
    if not behind:
        return w.say("why.lead_opposed_ahead", **places)
    places["population"] = times_as_large("residents", *pair)
    places["income"] = times_as_large("gdp_per_capita", *pair)
    return w.say("why.lead_opposed", **places)


def _share(w: Writer, split: Decomposition, part: int, shown: float) -> Number:
    return Number(f"{shown:.0f}%", _part_trace(w, split, part))


def _part_trace(w: Writer, split: Decomposition, part: int) -> str:
    piece = split.parts[part]
    inputs = tuple(w.trace(c) for c in split.inputs)
    label = f"{w.region(split.home)} / {w.region(split.reference)} {w.indicator(split.indicator)} {split.year} · {_part_name(w, split, part)}"
    amount = figures.full(piece.amount, w.unit(split.unit), exact=False)
    value = f"{amount} ({figures.percent(piece.share, 2)})"
    method = split.method.text(w.lang)
    return w.made(
        f"part.{split.indicator}.{split.home}.{split.reference}.{split.year}.{part}",
        label,
        value,
        method,
        inputs,
    )


def _part_name(w: Writer, split: Decomposition, part: int) -> str:
    code = split.parts[part].indicator
    fixed = {
        ("gdp", "residents"): "why.population",
        ("gdp", "gdp_per_capita"): "why.income",
        ("gdp_per_capita", code): f"why.{code}",
    }
    key = fixed.get((split.indicator, code))
    return w.word(key) if key else w.indicator(code)


def _sectors(w: Writer, split: Decomposition, when: Text) -> Text:
    items = []
    shares = round_to_total([p.share * 100 for p in split.parts])
    scale = figures.scale_for([p.amount for p in split.parts], split.unit, w.lang)
    for position, part in sorted(enumerate(split.parts), key=lambda item: -item[1].share):
        name = _part_name(w, split, position)
        if part.share >= 0:
            items.append(
                w.say(
                    "why.sector_item",
                    sector=name,
                    share=_share(w, split, position, shares[position]),
                )
            )
        else:
            amount = Number(scale.text(abs(part.amount)), _part_trace(w, split, position))
            items.append(w.say("why.sector_offset", sector=name, amount=amount))
    total = figures.scale_for([split.total], split.unit, w.lang).text(abs(split.total))
    return w.say(
        "why.sectors",
        when=when,
        reference=w.region(split.reference),
        total=total,
        items=w.enumerated(items),
    )


def _score(w: Writer, split: Decomposition) -> Text:
    sign = -1 if split.total < 0 else 1
    order = sorted(range(len(split.parts)), key=lambda i: -sign * split.parts[i].amount)
    items = [
        w.say(
            "why.score_item",
            indicator=_part_name(w, split, i),
            amount=Number(f"{abs(split.parts[i].amount):.1f}", _part_trace(w, split, i)),
        )
        for i in order[:_NAMED]
    ]
    return w.say(
        "why.score" if split.total < 0 else "why.score_ahead",
        reference=w.region(split.reference),
        total=f"{abs(split.total):.1f}",
        items=w.enumerated(items),
    )


def _picture(study: Study, w: Writer, split: Decomposition) -> Picture:
    digits = 1
    if split.indicator == "score":
        scale = figures.Scale(w.word("why.points"), 1.0, 1, w.lang)
        assert study.standing is not None
        levels = [
            sum(study.standing.contributions_of(r).values()) for r in (split.home, split.reference)
        ]
    else:
        ends = {c.region: c for c in split.inputs if c.indicator == split.indicator}
        levels = [float(ends[r].value or 0) for r in (split.home, split.reference)]
        scale = figures.scale_for(levels, split.unit, w.lang)
        digits = scale.digits
    shown = [lvl * scale.factor for lvl in levels]
    parts = [WaterfallPart(w.region(split.home), shown[0], scale.text(levels[0]), "home")]
    steps = _steps(w, split)
    rounded = round_to_total([-amount * scale.factor for _, amount in steps], digits)
    parts += [
        WaterfallPart(name, -amount * scale.factor, figures.signed(printed, digits))
        for (name, amount), printed in zip(steps, rounded, strict=True)
    ]
    parts.append(
        WaterfallPart(w.region(split.reference), shown[1], scale.text(levels[1]), "reference")
    )
    names = {"home": w.region(split.home), "reference": w.region(split.reference)}
    key = {"gdp": "why.picture", "gdp_per_capita": "why.picture_sectors"}.get(
        split.indicator, "why.picture_score"
    )
    alt = w.plain(
        "why.picture_alt",
        **names,
        start=parts[0].text,
        end=parts[-1].text,
        items=plain(w.listed([f"{p.label} {p.text}" for p in parts[1:-1]])),
    )
    return Picture(
        f"why-{split.indicator}",
        w.plain(key, **names),
        waterfall(parts),
        alt,
    )


def _steps(w: Writer, split: Decomposition) -> list[tuple[str, float]]:
    """The parts to draw, the small ones of many as one."""
    named = [(_part_name(w, split, i), p.amount) for i, p in enumerate(split.parts)]
    if len(named) <= _DRAWN:
        return named
    large = sorted(named, key=lambda step: -abs(step[1]))[: _DRAWN - 1]
    drawn = [step for step in named if step in large]
    rest = [amount for name, amount in named if (name, amount) not in large]
    return [*drawn, (w.plain("why.rest", n=str(len(rest))), sum(rest))]


def _table(study: Study, w: Writer) -> Table:
    columns = (
        Column(w.word("word.indicator")),
        Column(w.word("word.reference")),
        Column(w.word("why.part")),
        Column(w.word("why.amount"), align="right"),
        Column(w.word("why.share"), align="right"),
    )
    rows: list[tuple[Text, ...]] = []
    strong = []
    ordered = sorted(study.decompositions, key=lambda d: d.reference != study.focus)
    for split in ordered:
        if split.indicator == "score" and split.reference != study.focus:
            continue
        if split.indicator == "score":
            scale = figures.Scale(w.word("why.points"), 1.0, 1, w.lang)
        else:
            scale = figures.scale_for([split.total], split.unit, w.lang)
        amounts = round_to_total([p.amount * scale.factor for p in split.parts], scale.digits)
        shares = round_to_total([p.share * 100 for p in split.parts], 1)
        for i, amount in enumerate(amounts):
            printed = Number(scale.change(amount), _part_trace(w, split, i))
            first = (
                (w.indicator(split.indicator), w.region(split.reference)) if i == 0 else ("", "")
            )
            rows.append(
                (
                    (first[0],),
                    (first[1],),
                    (_part_name(w, split, i),),
                    (printed,),
                    (figures.percent(shares[i] / 100, 1),),
                )
            )
        strong.append(len(rows))
        total = scale.change(sum(amounts))
        rows.append(
            ((), (), (w.word("why.total"),), (total,), ("100.0%" if split.total else figures.DASH,))
        )
    methods = dict.fromkeys(d.method.text(w.lang) for d in study.decompositions)
    notes = tuple(w.say("why.method", method=m) for m in methods)
    return Table(w.word("why.table"), columns, tuple(rows), notes, tuple(strong))
