"""One study, from a panel to a result: the line in one readable function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal, TypeVar

from duibiao.benchmark import (
    Comparison,
    ComparisonSettings,
    Efficiency,
    EfficiencySettings,
    Peers,
    PeerSettings,
    RoleModels,
    RoleModelSettings,
    Standing,
    StandingNextRank,
    StandingSettings,
    StandingWhatIf,
    compare,
    default_framework,
    find_efficiency,
    find_peers,
    find_role_models,
    standing,
    standing_next_rank,
    standing_what_if,
)
from duibiao.gaps import (
    BaseEffect,
    BaseGrowth,
    ConditionSettings,
    Decomposition,
    Disagreement,
    Gap,
    GapSettings,
    Judged,
    Measures,
    TimeDistance,
    decompose_gdp,
    decompose_gdp_per_head,
    decompose_score,
    find_base_effects,
    find_disagreements,
    find_gaps,
    growth_on_bases,
    judge_conditions,
    tie_measures,
    time_distance,
)
from duibiao.records import BadSetting, DataError, Element, Lang, Note, Panel, Reading
from duibiao.targets import (
    Assessment,
    Goal,
    GoalSettings,
    Joint,
    judge_goals,
    judge_together,
    stated_goals,
)

R = TypeVar("R")

ReferenceKind = Literal["named", "role model", "comparable"]
"""How a reference came to be one: named by the user, a role model found, a comparable found."""

_LANGS: tuple[Lang, Lang] = ("zh", "en")
FEWEST_TO_RANK = 5
"""Below so many regions a composite or a rank says nothing: best and worst would be the whole scale."""

Progress = Callable[[str, int, int], None]
"""Called as `progress(step, done, of)` while a study runs."""


@dataclass(frozen=True, slots=True)
class StudySettings:
    """The choices behind a study, room by room. Every one is recorded in `study.toml`."""

    peers: PeerSettings = field(default_factory=PeerSettings)
    role_models: RoleModelSettings = field(default_factory=RoleModelSettings)
    standing: StandingSettings = field(default_factory=StandingSettings)
    gaps: GapSettings = field(default_factory=GapSettings)
    conditions: ConditionSettings = field(default_factory=ConditionSettings)
    efficiency: EfficiencySettings = field(default_factory=EfficiencySettings)
    targets: GoalSettings = field(default_factory=GoalSettings)


@dataclass(frozen=True, slots=True)
class Reference:
    """A region to measure home against, and how it came to be chosen."""

    region: str
    kind: ReferenceKind


@dataclass(frozen=True)
class Study:
    """All that a brief says: who to learn from, where home stands, how far, how many years, and why.

    `what_ifs` say what home would score and rank at the level of each reference, `next_rank` what the next rank
    takes. `references` are those the gaps are measured to, in the order given. `headline` is the indicator that
    the summary opens with. `next_above` lists the regions ahead of home in it with the years since they
    stood where home stands now. Peers, role models or standing are None where the panel cannot give
    them; `notes` say why. `readings` are the documents that were read; `measures` ties their commitments
    to the gaps, `judged` holds the conditions of their lessons against home's figures, `disagreements` lists
    what two of them say differently. `efficiency` is None where no inputs and outputs were named. `assessments` hold
    each goal against precedents and business as usual: those given, then those stated in documents; without any,
    the headline five years on without a target. `joint` says who managed all targets in one window.
    """

    panel: Panel
    home: str
    year: int
    references: tuple[Reference, ...]
    headline: str
    comparison: Comparison
    peers: Peers | None
    role_models: RoleModels | None
    standing: Standing | None
    gaps: tuple[Gap, ...]
    decompositions: tuple[Decomposition, ...]
    base_effects: tuple[BaseEffect, ...]
    base_growth: tuple[tuple[BaseGrowth, BaseGrowth], ...]
    next_above: tuple[tuple[str, TimeDistance], ...]
    notes: tuple[Note, ...]
    settings: StudySettings
    readings: tuple[Reading, ...] = ()
    measures: Measures = field(default_factory=Measures)
    judged: tuple[Judged, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    what_ifs: tuple[StandingWhatIf, ...] = ()
    next_rank: StandingNextRank | None = None
    efficiency: Efficiency | None = None
    assessments: tuple[Assessment, ...] = ()
    joint: Joint | None = None

    @property
    def focus(self) -> str:
        """The reference nearest to home in the headline: the one that examples are told against."""
        ratios = {g.reference.region: g for g in self.gaps if g.indicator == self.headline}
        told = [r for r in self.reference_codes() if r in ratios and ratios[r].ratio is not None]
        better_low = self.panel.indicators[self.headline].direction == "-"
        return min(
            told or self.reference_codes(),
            key=lambda r: _distance_from_one(ratios.get(r), better_low),
        )

    def reference_codes(self) -> tuple[str, ...]:
        """Return the codes of the references."""
        return tuple(r.region for r in self.references)


@dataclass(frozen=True)
class Likeness:
    """Who is like home in structure, and who once was and is ahead now.

    Either is None where the panel cannot give it; `notes` say why. `panel` has the framework that was used.
    """

    panel: Panel
    home: str
    year: int
    peers: Peers | None
    role_models: RoleModels | None
    notes: tuple[Note, ...]


def likeness(
    panel: Panel, home: str, *, year: int | None = None, settings: StudySettings | None = None
) -> Likeness:
    """Return comparables and role models of a region alone; no reference is needed for them.

    Raises `UnknownName` for a region that the panel lacks, and `DataError` where it has no figure.
    """
    settings = settings or StudySettings()
    here = panel.regions.match(home).code
    until = _year(panel, here, year)
    notes: list[Note] = []
    if panel.framework is None:
        framework, note = default_framework(panel)
        panel = replace(panel, framework=framework)
        notes.append(note)
    peers = _or_note(lambda: find_peers(panel, here, year=until, settings=settings.peers), notes)
    role_models = _or_note(
        lambda: find_role_models(panel, here, year=until, settings=settings.role_models), notes
    )
    return Likeness(panel, here, until, peers, role_models, tuple(notes))


def study(
    panel: Panel,
    home: str,
    against: Sequence[str] = (),
    *,
    year: int | None = None,
    settings: StudySettings | None = None,
    readings: Sequence[Reading] = (),
    inputs: Sequence[str] = (),
    outputs: Sequence[str] = (),
    goals: Sequence[Goal] = (),
    progress: Progress | None = None,
) -> Study:
    """Return the study of one region against others.

    `home` and `against` are names or codes; without `against` the references are found: role models, or
    the nearest comparables where there are none. `year` is the last year that may be used (default: the
    panel's last); each indicator is taken at its latest year up to it. `readings` are documents of home, whose
    commitments are held against the gaps. `inputs` and `outputs` name the indicators by which regions are compared
    in efficiency; without them there is none. `goals` are targets to be judged; numbers that the documents aim at
    are judged too. `progress` is told of each step.

    Raises `UnknownName` for a region or an indicator that the panel lacks, `BadSetting` where home is its own
    reference, and `DataError` where nothing can be compared.

    >>> import duibiao
    >>> result = duibiao.study(duibiao.load_sample(), "自贡市", ["常州市"], year=2020)
    >>> round(next(g.ratio for g in result.gaps if g.indicator == "gdp_per_capita"), 2)
    0.39
    """
    settings = settings or StudySettings()
    tell = progress or (lambda step, done, of: None)
    here = panel.regions.match(home).code
    named = tuple(dict.fromkeys(panel.regions.match(r).code for r in against))
    _refuse_self(panel, here, named)
    tell("peers", 0, 5)
    like = likeness(panel, here, year=year, settings=settings)
    panel, until = like.panel, like.year
    notes: list[Note] = [*panel.notes, *like.notes]
    references = _references(named, like.peers, like.role_models)
    codes = [r.region for r in references]
    tell("standing", 1, 5)
    result_standing = _or_note(lambda: _standing(panel, until, settings.standing), notes)
    what_ifs, next_rank = _moves(panel, result_standing, here, codes)
    tell("gaps", 2, 5)
    elements = _measured(panel)
    comparison = compare(
        panel, here, codes, year=until, indicators=[e.indicator for e in elements],
        settings=ComparisonSettings(settings.gaps.pace_years, settings.gaps.across_breaks),
    )  # fmt: skip
    gaps = find_gaps(panel, here, codes, year=until, elements=elements, settings=settings.gaps)
    tell("why", 3, 5)
    headline = _headline(panel, elements)
    decompositions = _decompose(panel, here, codes, until, result_standing, notes)
    tell("bases", 4, 5)
    effects = find_base_effects(
        panel, here, codes, year=until, indicators=[e.indicator for e in elements],
        window=settings.gaps.pace_years,
    )  # fmt: skip
    efficiency = None
    if inputs or outputs:
        efficiency = find_efficiency(
            panel, here, inputs, outputs, year=until, settings=settings.efficiency, progress=tell
        )
    tell("targets", 4, 5)
    measures = tie_measures(panel, gaps, readings)
    stated = stated_goals(measures.today)
    assessments, unjudged = judge_goals(
        panel, here, until, goals, stated, headline, settings.targets
    )
    notes += unjudged
    lessons = [lesson for reading in readings for lesson in reading.lessons]
    tell("done", 5, 5)
    return Study(
        panel=panel,
        home=here,
        year=until,
        references=references,
        headline=headline,
        comparison=comparison,
        peers=like.peers,
        role_models=like.role_models,
        standing=result_standing,
        gaps=gaps,
        decompositions=decompositions,
        base_effects=effects,
        base_growth=growth_on_bases(
            panel,
            here,
            [e.indicator for e in elements],
            year=until,
            window=settings.gaps.pace_years,
        ),
        next_above=_next_above(panel, here, headline, until, settings.gaps.across_breaks),
        notes=tuple(dict.fromkeys(notes)),
        settings=settings,
        readings=tuple(readings),
        measures=measures,
        judged=judge_conditions(panel, here, lessons, until, settings.conditions),
        disagreements=find_disagreements(readings),
        what_ifs=what_ifs,
        next_rank=next_rank,
        efficiency=efficiency,
        assessments=assessments,
        joint=judge_together(assessments),
    )


def _distance_from_one(gap: Gap | None, better_low: bool) -> float:
    """How far behind home is, as a number that grows with the distance."""
    if gap is None or not gap.ratio:
        return float("inf")
    return gap.ratio if better_low else 1 / gap.ratio


def _refuse_self(panel: Panel, home: str, named: Sequence[str]) -> None:
    if home in named:
        region = panel.regions[home]
        raise BadSetting(
            zh=f"对标地区中有本地“{region.name_zh}”自己。请换一个对标地区，或不写对标地区，由程序寻找。",
            en=f"Home, {region.name('en')}, stands among its own references. Name another region, or none and let them be found.",
        )


def _year(panel: Panel, home: str, year: int | None) -> int:
    if not panel.years:
        raise DataError(
            zh="数据中没有年度数。研究需要至少一个指标的年度数。",
            en="The data hold no annual figures. A study needs at least one indicator by year.",
        )
    chosen = panel.years[-1] if year is None else year
    if chosen not in panel.years:
        raise BadSetting(
            zh=f"数据中没有{chosen}年。可用年份：{panel.years[0]}—{panel.years[-1]}。",
            en=f"The data have no year {chosen}. Years available: {panel.years[0]} to {panel.years[-1]}.",
        )
    row = panel.regions.position(home)
    observed = (i.code for i in panel.indicators if panel.has(i.code))
    if not any(panel.grid(code).latest_year(row, chosen) for code in observed):
        name = panel.regions[home]
        raise DataError(
            zh=f"“{name.name_zh}”到{chosen}年没有任何可用的数。请换一个地区或年份，或补上数据。",
            en=f"{name.name('en')} has no usable figure up to {chosen}. Choose another region or year, or add figures.",
        )
    return chosen


def _or_note(step: Callable[[], R], notes: list[Note]) -> R | None:
    """Run a step that a panel may not allow; what it says becomes a note and the step's result None."""
    try:
        return step()
    except DataError as error:
        notes.append(Note(error.text("zh"), error.text("en")))
        return None


def _standing(panel: Panel, year: int, settings: StandingSettings) -> Standing:
    """The standing, refused where the best and the worst of a handful would be the whole scale."""
    if len(panel.regions) < FEWEST_TO_RANK:
        raise DataError(
            zh=f"数据中只有{len(panel.regions)}个地区，不足{FEWEST_TO_RANK}个，不计算综合得分和位次。",
            en=f"The data hold {len(panel.regions)} regions; below {FEWEST_TO_RANK} no composite and no ranks are made.",
        )
    return standing(panel, year=year, settings=settings)


def _moves(
    panel: Panel, result: Standing | None, home: str, references: Sequence[str]
) -> tuple[tuple[StandingWhatIf, ...], StandingNextRank | None]:
    """What would move home in a standing; nothing where home is not scored, which is said there."""
    if result is None or result.of(home) is None:
        return (), None
    what_ifs = standing_what_if(panel, result, home, references)
    return what_ifs, standing_next_rank(panel, result, home)


def _references(
    named: Sequence[str], peers: Peers | None, role_models: RoleModels | None
) -> tuple[Reference, ...]:
    if named:
        return tuple(Reference(r, "named") for r in named)
    if role_models is not None and role_models.items:
        return tuple(Reference(m.region, "role model") for m in role_models.items[:3])
    if peers is not None:
        return tuple(Reference(p.region, "comparable") for p in peers.peers[:3])
    raise DataError(
        zh="没有指定对标地区，也找不到可比城市或标杆城市。请用 --against 指定至少一个对标地区。",
        en="No reference was named, and neither comparables nor role models could be found. Name at least one with --against.",
    )


def _measured(panel: Panel) -> tuple[Element, ...]:
    """The indicators that gaps are measured in: scored ones first, then context."""
    assert panel.framework is not None
    elements = (*panel.framework.of("score"), *panel.framework.of("context"))
    return tuple(e for e in elements if panel.has(e.indicator))


def _headline(panel: Panel, elements: Sequence[Element]) -> str:
    codes = [e.indicator for e in elements if panel.indicators[e.indicator].direction]
    if not codes:
        raise DataError(
            zh="没有一个指标标明方向（越大越好或越小越好），无法比较。请在指标表的 direction 列注明 + 或 -。",
            en="No indicator says which way is better, so nothing can be compared. Put + or - in the column direction of the table of indicators.",
        )
    return "gdp_per_capita" if "gdp_per_capita" in codes else codes[0]


def _decompose(
    panel: Panel,
    home: str,
    references: Sequence[str],
    year: int,
    result: Standing | None,
    notes: list[Note],
) -> tuple[Decomposition, ...]:
    steps: list[Callable[[str], Decomposition]] = []
    if all(map(panel.has, _GDP)):
        steps.append(
            lambda r: decompose_gdp(panel, home, r, _whole_year(panel, (home, r), _GDP, year))
        )
    if all(
        map(panel.has, ("gdp_per_capita", "primary_share", "secondary_share", "tertiary_share"))
    ):
        steps.append(
            lambda r: decompose_gdp_per_head(
                panel, home, r, _whole_year(panel, (home, r), _SECTORS, year)
            )
        )
    if result is not None:
        steps.append(lambda r: _split_score(panel, result, home, r))
    found = [_or_note(partial(step, r), notes) for r in references for step in steps]
    return tuple(d for d in found if d is not None)


_GDP = ("gdp", "residents", "gdp_per_capita")
_SECTORS = ("gdp_per_capita", "primary_share", "secondary_share", "tertiary_share")


def _whole_year(panel: Panel, regions: Sequence[str], codes: Sequence[str], until: int) -> int:
    """The latest year in which all figures of a split are usable; the last one asked for where none is."""
    for year in sorted((y for y in panel.years if y <= until), reverse=True):
        if all(panel.cell(r, c, year).usable for r in regions for c in codes):
            return year
    return until


def _split_score(panel: Panel, result: Standing, home: str, reference: str) -> Decomposition:
    own, other = (result.contributions_of(r) for r in (home, reference))
    odd = sorted(own.keys() ^ other.keys())
    if odd:
        zh, en = (", ".join(panel.indicators[c].name(lang) for c in odd) for lang in _LANGS)
        region = panel.regions[reference]
        raise DataError(
            zh=f"与{region.name_zh}的综合得分构成不同（{zh}只在一方），其差距不作分解。",
            en=f"The score of {region.name('en')} is made of other indicators ({en} in one only), so its gap is not split.",
        )
    return decompose_score(home, reference, result.year, own, other)


def _next_above(
    panel: Panel, home: str, headline: str, year: int, across_breaks: bool
) -> tuple[tuple[str, TimeDistance], ...]:
    """The regions ahead in the headline, nearest in time first; those beyond the record last."""
    grid = panel.grid(headline)
    at = grid.latest_year(panel.regions.position(home), year)
    if at is None:
        return ()
    values = grid.at(at)
    own = values[panel.regions.position(home)]
    sign = -1.0 if grid.indicator.direction == "-" else 1.0
    ahead = [r.code for r, v in zip(panel.regions, values, strict=True) if sign * (v - own) > 0]
    measured = [
        (r, time_distance(panel, headline, home, r, at, across_breaks=across_breaks)) for r in ahead
    ]
    return tuple(sorted(measured, key=lambda m: (m[1].years is None, m[1].years or 0.0)))
