"""What a panel of one's own data takes from the sample where it fits: framework, breaks, deflator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from duibiao.records import (
    Catalogue,
    Element,
    Framework,
    Indicator,
    InputError,
    Lang,
    Note,
    Panel,
    Unit,
)

from .divisions import is_gb_code


def with_defaults(panel: Panel, sample: Panel, *, own_breaks: bool) -> Panel:
    """Return the panel with what it lacks taken from the sample, and a note for each thing taken.

    China's breaks, deflator and core cities are taken for Chinese regions only.
    """
    chinese = _is_chinese(panel, sample)
    notes = list(panel.notes)
    framework, breaks, deflator = panel.framework, panel.breaks, panel.deflator
    borrowed = framework is None and sample.framework is not None
    if borrowed and sample.framework is not None:
        framework = sample.framework if chinese else replace(sample.framework, cores=())
    if not own_breaks and chinese:
        here = tuple(
            b
            for b in sample.breaks
            if b.indicator in panel.indicators and (b.region == "*" or b.region in panel.regions)
        )
        if here:
            breaks = here
            notes.append(
                Note(
                    f"没有给出口径变化表，沿用样本中适用的{len(here)}条（经济普查修订、人均分母、行政区划等）。可用 --breaks 换成自己的。",
                    f"No table of breaks was given; {len(here)} of the sample's that apply are used (census revisions, denominators, territory). --breaks replaces them.",
                )
            )
    if deflator is None and sample.deflator is not None and chinese and _has_yuan(panel):
        deflator = sample.deflator
        notes.append(
            Note(
                f"没有给出价格指数，不变价用{sample.deflator.name_zh}。可用 --deflator 换成自己的。",
                f"No deflator was given; constant prices are by {sample.deflator.name_en}. --deflator replaces it.",
            )
        )
    panel = replace(panel, framework=framework, breaks=breaks, deflator=deflator)
    indicators, more = _working(panel)
    notes += more
    there = {i.code for i in indicators if panel.has(i.code)}
    if framework is not None:
        framework, more = _pruned(framework, there, sample.indicators)
        notes += more
    if borrowed and framework is not None:
        own = [i for i in indicators if i.code in there and i.code not in sample.indicators]
        framework, more = _with_own(framework, indicators, own)
        notes += [*more, _BORROWED]
    return replace(panel, indicators=indicators, framework=framework, notes=tuple(notes))


_LANGS: tuple[Lang, Lang] = ("zh", "en")
_LISTED = 20
_BORROWED = Note(
    "没有给出指标框架，沿用样本的支柱和权重。可用 --framework 换成自己的。",
    "No framework was given; the sample's pillars and weights are used. --framework replaces them.",
)


def _is_chinese(panel: Panel, sample: Panel) -> bool:
    return all(r.code in sample.regions or is_gb_code(r.code) for r in panel.regions) or any(
        r.code in sample.regions and r.name_zh == sample.regions[r.code].name_zh
        for r in panel.regions
    )


def _has_yuan(panel: Panel) -> bool:
    return any(Unit.parse(i.unit).currency == "CNY" for i in panel.indicators)


def _working(panel: Panel) -> tuple[Catalogue, list[Note]]:
    """Leave out derived indicators whose units do not fit here (元 a head from euros) or that have no value."""
    kept: list[Indicator] = []
    dropped: list[Indicator] = []
    for indicator in panel.indicators:
        if indicator.formula is None:
            kept.append(indicator)
            continue
        if not indicator.formula.inputs and not _has_places(panel):
            continue  # distance to a core city
        if any(c in {d.code for d in dropped} for c in indicator.formula.inputs):
            dropped.append(indicator)
            continue
        try:
            panel.grid(indicator.code)
            kept.append(indicator)
        except InputError:
            dropped.append(indicator)
    if not dropped:
        return Catalogue(tuple(kept)), []
    note = Note(
        f"派生指标{_listed(dropped, 'zh')}的公式与数据的单位不合，没有计算。",
        f"The derived indicators {_listed(dropped, 'en')} do not fit the units of the data and are left out.",
    )
    return Catalogue(tuple(kept)), [note]


def _has_places(panel: Panel) -> bool:
    cores = panel.framework.cores if panel.framework else ()
    return bool(cores) and any(r.longitude is not None for r in panel.regions)


def _pruned(
    framework: Framework, there: set[str], names: Catalogue
) -> tuple[Framework | None, list[Note]]:
    """Leave out of the framework what is not there, and say so."""
    missing = [e for e in framework.elements if e.indicator not in there]
    if not missing:
        return framework, []
    elements = tuple(e for e in framework.elements if e not in missing)
    used = {e.pillar for e in elements if e.role == "score"}
    if not used:
        note = Note(
            "样本的指标框架与数据不合，没有采用。可用 --framework 给出自己的框架。",
            "The sample's framework does not fit these data and is not used. --framework gives one of your own.",
        )
        return None, [note]
    pillars = tuple(p for p in framework.pillars if p.code in used)
    codes = list(dict.fromkeys(e.indicator for e in missing))
    zh, en = ([names[c].name(lang) if c in names else c for c in codes] for lang in _LANGS)
    note = Note(
        f"指标框架中有{len(codes)}项在数据中没有（{'、'.join(zh)}），未使用；其余指标的权重按比例分配。",
        f"{len(codes)} indicators of the framework are not in the data ({', '.join(en)}) and are not used; the weights of the others are shared in proportion.",
    )
    return Framework(elements, pillars, framework.cores, framework.name), [note]


def _with_own(
    framework: Framework, indicators: Catalogue, own: list[Indicator]
) -> tuple[Framework, list[Note]]:
    """Add one's own ratios and rates with a direction as context: to be shown, not scored."""
    named = {e.indicator for e in framework.elements}
    # One of the sample's that is the same as one's own stands for it.
    named |= {i.formula.text for i in indicators if i.code in named and i.formula}
    own = [i for i in own if i.direction and not i.total and i.code not in named]
    if not own:
        return framework, []
    note = Note(
        f"样本的指标框架没有所给数据的{len(own)}项（{_listed(own, 'zh')}）：列出差距，不计分。",
        f"The sample's framework lacks {len(own)} indicators of the data ({_listed(own, 'en')}): their gaps are shown and not scored.",
    )
    elements = (*framework.elements, *(Element(i.code, "context") for i in own))
    return replace(framework, elements=elements), [note]


def _listed(indicators: Sequence[Indicator], lang: Lang) -> str:
    """The names of indicators, of many the first."""
    text = ("、" if lang == "zh" else ", ").join(i.name(lang) for i in indicators[:_LISTED])
    return text + (("等" if lang == "zh" else " and others") if len(indicators) > _LISTED else "")
