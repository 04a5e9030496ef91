"""Chapter 口径变化不是新闻: changes of a ratio that come from a change of base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao.gaps import BaseEffect, BaseGrowth

from ..document import Block, Chapter, Column, Number, Paragraph, Table, Text
from ..writer import Writer
from .years import pace

if TYPE_CHECKING:
    from duibiao._study import Study

_SAME = 0.005
_ROWS = 9


def base_chapter(study: Study, w: Writer) -> Chapter:
    """Return the chapter on what a change of base made look like news."""
    effects = told(study)
    both = [Paragraph(_on_both(w, old, new), "item") for old, new in study.base_growth]
    if not effects:
        window = study.settings.gaps.pace_years
        return Chapter("base", w.word("base.title"), _none(study, w, window), tuple(both))
    first = effects[0]
    blocks: list[Block] = []
    if first.real_growth is not None and first.growth > 0:
        blocks.append(Paragraph(_growth(study, w, first)))
    if len(first.path) > 1:
        blocks.append(Paragraph(_path(study, w, first)))
    blocks += [*both, _table(study, w, effects)]
    return Chapter("base", w.word("base.title"), lead(study, w, first), tuple(blocks))


def _none(study: Study, w: Writer, window: int) -> Text:
    """That there is nothing to tell; with the breaks there were, if any."""
    used = {g.indicator for g in study.gaps}
    breaks = [
        b
        for code in used
        for b in study.panel.breaks_of(study.home, code)
        if study.year - window < b.year <= study.year
    ]
    if not breaks:
        return w.say("base.none", n=str(window))
    items = dict.fromkeys(f"{w.year(b.year)} {b.reason_in(w.lang)}" for b in breaks)
    return w.say("base.none_breaks", n=str(window), items=w.listed(sorted(items)))


def told(study: Study) -> list[BaseEffect]:
    """Return the effects in the order of telling: the headline first, against the focus first."""
    return sorted(
        study.base_effects,
        key=lambda e: (e.indicator != study.headline, e.reference != study.focus),
    )


def lead(study: Study, w: Writer, effect: BaseEffect) -> Text:
    """Return the sentence on one base effect, with the change of the totals beside it."""
    reasons = dict.fromkeys(b.reason_in(w.lang) for b in effect.breaks)
    return w.say(
        "base.lead",
        home=w.region(study.home),
        reference=w.region(effect.reference),
        indicator=w.indicator(effect.indicator),
        numerator=w.indicator(effect.numerator),
        before=_ratio(study, w, effect, effect.indicator, effect.year - 1),
        after=_ratio(study, w, effect, effect.indicator, effect.year),
        previous=str(effect.year - 1),
        year=str(effect.year),
        reason=w.listed(list(reasons)),
        total_before=_ratio(study, w, effect, effect.numerator, effect.year - 1),
        total_after=_ratio(study, w, effect, effect.numerator, effect.year),
        verdict=w.word(_verdict(effect)),
    )


def _verdict(effect: BaseEffect) -> str:
    if abs(effect.moved[1]) < _SAME:
        return "base.verdict_same"
    if not effect.opposite:
        return "base.verdict_moved"
    side = "lead" if effect.total_after > 1 else "gap"
    return f"base.verdict_{side}_{'wider' if effect.gap_moved > 0 else 'narrower'}"


def _ratio(study: Study, w: Writer, effect: BaseEffect, code: str, year: int) -> Number:
    home, reference = (
        w.panel.cell(study.home, code, year),
        w.panel.cell(effect.reference, code, year),
    )
    return w.ratio(home, reference, 1)


def _growth(study: Study, w: Writer, effect: BaseEffect) -> Text:
    own = w.panel.cell(study.home, effect.indicator, effect.year)
    growth_code = w.panel.indicators[effect.numerator].growth
    real = w.panel.cell(study.home, growth_code, effect.year)
    return w.say(
        "base.growth",
        home=w.region(study.home),
        year=str(effect.year),
        indicator=w.indicator(effect.indicator),
        growth=Number(f"{effect.growth:.1f}%", w.trace(own), own.marks),
        real=w.figure(real),
    )


def _on_both(w: Writer, old: BaseGrowth, new: BaseGrowth) -> Text:
    """A year's growth on the base first published and on the revised one."""
    unit = "points" if w.panel.indicators[new.after.indicator].is_percent else "percent"
    return w.say(
        "base.on_both",
        indicator=w.indicator(new.after.indicator),
        year=str(new.after.year),
        old=pace(w, old.growth, unit),
        new=pace(w, new.growth, unit),
    )


def _path(study: Study, w: Writer, effect: BaseEffect) -> Text:
    """The ratio of the totals from the year before the break on; later years are told as later."""

    def item(year: int) -> Text:
        ratio = _ratio(study, w, effect, effect.numerator, year)
        return w.say("base.path_item", year=str(year), ratio=ratio)

    years = [y for y, _ in effect.path if y >= effect.year - 1]
    until = [item(y) for y in years if y <= study.year]
    later = [item(y) for y in years if y > study.year]
    sentence = w.say(
        "base.path",
        numerator=w.indicator(effect.numerator),
        reference=w.region(effect.reference),
        items=w.listed(until),
    )
    after = w.say("base.path_later", items=w.listed(later)) if later else ()
    return w.sentences(sentence, after)


def _table(study: Study, w: Writer, effects: list[BaseEffect]) -> Table:
    columns = (
        Column(w.word("word.indicator")),
        Column(w.word("word.reference")),
        Column(w.word("base.year"), align="right"),
        Column(w.word("base.before"), align="right"),
        Column(w.word("base.after"), align="right"),
        Column(w.word("base.total_before"), align="right"),
        Column(w.word("base.total_after"), align="right"),
        Column(w.word("base.reason")),
    )
    rows: list[tuple[Text, ...]] = []
    for e in effects[:_ROWS]:
        reasons = dict.fromkeys(b.reason_in(w.lang) for b in e.breaks)
        cells = [
            _ratio(study, w, e, code, year)
            for code in (e.indicator, e.numerator)
            for year in (e.year - 1, e.year)
        ]
        rows.append(
            (
                (w.indicator(e.indicator),),
                (w.region(e.reference),),
                (str(e.year),),
                *((c,) for c in cells),
                w.listed(list(reasons)),
            )
        )
    return Table(w.word("base.table"), columns, tuple(rows), ((w.word("base.note"),),))
