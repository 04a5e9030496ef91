"""可借鉴性: whether home has the conditions that made a lesson work where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duibiao.records import BadSetting, Cell, Condition, Lesson, Note, Panel, Unit

from .distance import common_year


@dataclass(frozen=True, slots=True)
class ConditionSettings:
    """When home is said to have a condition.

    `share`: home has at least this share (above 0, at most 1) of the reference's value; where less is better, the
    reference has at least this share of home's. `farther`: home lies at most this many times (1 or more) as
    far away as the reference.
    """

    share: float = 0.8
    farther: float = 1.25

    def __post_init__(self) -> None:
        if not (0 < self.share <= 1 <= self.farther):
            raise BadSetting(
                zh=f"设置不可用：share={self.share}须大于0、不超过1，farther={self.farther}须不小于1。",
                en=f"Settings not allowed: share={self.share} must be above 0 and at most 1, farther={self.farther} at least 1.",
            )


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether home has a condition of a lesson: True, False, or None where figures cannot tell.

    `figures` are home's and the reference's cells of one year, an indicator each; `reason` says why.
    """

    lesson: Lesson
    condition: Condition
    here: bool | None
    reason: Note
    figures: tuple[tuple[Cell, Cell], ...] = ()


def judge_conditions(
    panel: Panel,
    home: str,
    lessons: Iterable[Lesson],
    year: int,
    settings: ConditionSettings | None = None,
) -> tuple[Judged, ...]:
    """Return for each condition of each lesson whether home has it today, from figures up to `year`.

    A condition with several indicators is there where all say so, not there where none does, and open
    where they disagree. `home` is a code. It is also open where the text's condition has no indicator,
    the reference is not in the panel, or a figure is missing. What a person said in a ledger
    (`Condition.here`) stands before all figures. Today's figures say nothing of the time in
    which the lesson began.

    >>> from duibiao.records import Quote
    >>> from duibiao.sources import load_sample
    >>> money = Condition(Quote("财力雄厚", 0, 4), "财力", ("财政自给率",))
    >>> [found] = judge_conditions(load_sample(), "510300", [Lesson("常州市", (), (money,))], 2020)
    >>> found.here, found.reason.zh
    (False, '财政自给率不到常州的80%')
    """
    chosen = settings or ConditionSettings()
    return tuple(_judge(panel, home, x, c, year, chosen) for x in lessons for c in x.conditions)


def _judge(
    panel: Panel,
    home: str,
    lesson: Lesson,
    condition: Condition,
    year: int,
    settings: ConditionSettings,
) -> Judged:
    if condition.here is not None:
        return Judged(lesson, condition, condition.here, _SAID)
    if not condition.indicators:
        return Judged(lesson, condition, None, _NO_INDICATOR)
    reference = panel.regions.find(lesson.region)
    if reference is None or reference.code == home:
        return Judged(lesson, condition, None, _no_region(lesson.region))
    known = [i for name in condition.indicators if (i := panel.indicators.find(name))]
    pairs = []
    for code in (i.code for i in known if panel.has(i.code)):
        at = common_year(panel, code, (home, reference.code), year)
        if at is not None:
            pairs.append((panel.cell(home, code, at), panel.cell(reference.code, code, at)))
    if not pairs:
        return Judged(lesson, condition, None, _NO_FIGURE)
    verdicts = [_has(panel, a, b, settings) for a, b in pairs]
    here = verdicts[0] if len(set(verdicts)) == 1 else None
    reasons = [_reason(panel, *p, v, settings) for p, v in zip(pairs, verdicts, strict=True)]
    if here is None:
        reasons.append(_DISAGREE if None not in verdicts else _OPEN)
    zh, en = "；".join(r.zh for r in reasons), "; ".join(r.en for r in reasons)
    return Judged(lesson, condition, here, Note(zh, en), tuple(pairs))


def _has(panel: Panel, home: Cell, reference: Cell, settings: ConditionSettings) -> bool | None:
    """Whether home's value is near enough to the reference's; None where a share of it means nothing."""
    own, other = home.value, reference.value
    if own is None or other is None or min(own, other) < 0 or other == 0:
        return None
    if _is_distance(panel, home.indicator):
        return own <= other * settings.farther
    if panel.indicators[home.indicator].direction == "-":
        return other >= own * settings.share
    return own >= other * settings.share


def _is_distance(panel: Panel, code: str) -> bool:
    return Unit.parse(panel.indicators[code].unit).same_kind(Unit.parse("公里"))


def _reason(
    panel: Panel, home: Cell, reference: Cell, has: bool | None, settings: ConditionSettings
) -> Note:
    indicator, region = panel.indicators[home.indicator], panel.regions[reference.region]
    key = "not positive" if has is None else "enough" if has else "short"
    limit = f"{settings.share:.0%}"
    if has is not None and _is_distance(panel, home.indicator):
        key, limit = "near" if has else "far", f"{settings.farther:g}"
    elif has is not None and indicator.direction == "-":
        key = "low" if has else "high"
    zh, en = _REASONS[key]
    return Note(
        zh.format(what=indicator.name("zh"), region=region.short("zh"), limit=limit),
        en.format(what=indicator.name("en"), region=region.short("en"), limit=limit),
    )


_REASONS = {
    "enough": ("{what}达到{region}的{limit}以上", "{what} is at least {limit} of {region}'s"),
    "short": ("{what}不到{region}的{limit}", "{what} is below {limit} of {region}'s"),
    "low": (
        "{region}的{what}不低于本地的{limit}",
        "{region}'s {what} is at least {limit} of home's",
    ),
    "high": ("{region}的{what}不到本地的{limit}", "{region}'s {what} is below {limit} of home's"),
    "near": ("{what}不超过{region}的{limit}倍", "{what} is at most {limit} times {region}'s"),
    "far": ("{what}超过{region}的{limit}倍", "{what} is more than {limit} times {region}'s"),
    "not positive": ("{what}不为正，不能相比", "{what} is not positive and cannot be compared"),
}
_SAID = Note("台账所写", "as the ledger says")
_NO_INDICATOR = Note("没有能说明它的指标", "no indicator tells of it")
_NO_FIGURE = Note("数据中没有两地都可用的数", "the data have no usable figure for both")
_DISAGREE = Note("几项指标说法不一", "the indicators disagree")
_OPEN = Note("有的指标不能相比", "an indicator cannot be compared")


def _no_region(name: str) -> Note:
    if not name:
        return Note("原文没有说是哪里", "the text does not say where")
    return Note(f"数据中没有{name}", f"the data have no {name}")
