"""The data of a frontier: columns read, checked and put in order, each fault named with unit and variable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from duibiao.records import DataError, Floats, InputError, Note, UnknownName

from .._words import listed
from .records import Bools
from .settings import FrontierSettings, WeightRatio
from .technology import Technology

Columns = Mapping[str, ArrayLike]
"""Values of the units by the name of the variable."""


@dataclass(frozen=True)
class Variables:
    """The checked data: inputs, then undesirable ones treated as such, outputs, weakly disposable ones."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    values: Floats
    sense: Floats
    weak: Bools
    fixed: Bools
    dropped: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of what is used."""
        return tuple(n for n, s in zip(self.names, self.sense, strict=True) if s > 0)

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of what is made."""
        return tuple(n for n, s in zip(self.names, self.sense, strict=True) if s < 0)

    def technology(self, settings: FrontierSettings) -> Technology:
        """Return the technology of which all units are the reference."""
        rows = [row for r in settings.weight_ratios for row in _ratio_rows(r, self)]
        tradeoffs = np.array(rows).reshape(-1, len(self.names))
        return Technology(self.values, self.sense, self.weak, settings.returns, tradeoffs)

    def worth(self, technology: Technology) -> Floats:
        """Return what one unit of each slack counts: one over the variable's mean; 0 where it is fixed."""
        return np.where(self.fixed, 0.0, 1 / technology.sizes)

    def one_over_range(self) -> Floats:
        """Return one over the range of each variable; 0 for a constant one."""
        spread = np.asarray(np.ptp(self.values, axis=0))
        inverse = np.zeros(len(spread))
        np.divide(1.0, spread, out=inverse, where=spread > 0)
        return inverse


def read_variables(
    inputs: Columns, outputs: Columns, ids: Sequence[str], settings: FrontierSettings
) -> Variables:
    """Return the data in order, or raise with the unit and the variable that are at fault.

    Without inputs each unit has one of 1, the benefit of the doubt.
    """
    _check_names(inputs, outputs, settings)
    names, values = _columns({**inputs, **outputs})
    ids = _checked_ids(ids, len(values))
    kept, dropped, notes = _complete(ids, names, values, settings)
    ids, values = tuple(np.array(ids, dtype=object)[kept].tolist()), values[kept]
    if not len(values):
        raise DataError(
            zh="没有一个单元的投入和产出是齐全的，不能计算前沿。请补齐数据。",
            en="No unit has all inputs and outputs, so there is no frontier. Fill in the data.",
        )
    sense = np.array([1.0] * len(inputs) + [-1.0] * len(outputs))
    if not inputs:
        one = "1" if "1" not in names else "(1)"
        names, sense = (one, *names), np.array([1.0, *sense])
        values = np.column_stack([np.ones(len(values)), values])
        notes = (*notes, _BENEFIT)
    bad = np.isin(names, settings.undesirable)
    data = Variables(
        ids=ids,
        names=names,
        values=values,
        sense=np.where(bad, 1.0, sense),
        weak=bad & (settings.undesirable_as == "weak"),
        fixed=np.isin(names, settings.fixed),
        dropped=dropped,
        notes=notes,
    )
    _check_signs(data, settings)
    return replace(data, notes=(*data.notes, *_warnings(data, settings)))


_BENEFIT = Note(
    "没有给出投入：每个单元的投入都记为1（benefit of the doubt，Cherchye等，2007）。",
    "No inputs were given: each unit has one input of 1 (benefit of the doubt, Cherchye et al. 2007).",
)


def _check_names(inputs: Columns, outputs: Columns, settings: FrontierSettings) -> None:
    if not outputs:
        raise InputError(
            zh="没有给出产出。请至少写一个产出变量。",
            en="No outputs were given. Name at least one.",
        )
    both = sorted(set(inputs) & set(outputs))
    if both:
        raise InputError(
            zh=f"{'、'.join(both)}既是投入又是产出。请只列在一处。",
            en=f"Named both as input and as output: {', '.join(both)}. Name each once.",
        )
    given = settings.direction if isinstance(settings.direction, tuple) else ()
    asked = [
        *settings.fixed,
        *(name for name, _ in given),
        *(n for r in settings.weight_ratios for n in (r.variable, r.base)),
    ]
    for name in asked:
        if name not in (*inputs, *outputs):
            raise UnknownName("variable", name, (*inputs, *outputs))
    for name in settings.undesirable:
        if name not in outputs:
            raise UnknownName("output", name, outputs)
    for name, amount in given:
        if not 0 <= amount < np.inf:
            raise InputError(
                zh=f"方向中“{name}”的数量是{amount}，须为0或以上。投入总是减少，产出总是增加。",
                en=f"The direction has {amount} for {name}. It must be 0 or more: inputs always fall and outputs always rise.",
            )
    if given and not any(amount for _, amount in given):
        raise InputError(
            zh="方向中的数量全是0。请至少给一个变量一个大于0的数量。",
            en="All amounts of the direction are 0. Give at least one variable an amount above 0.",
        )
    if not set(outputs) - set(settings.undesirable):
        raise InputError(
            zh="所有产出都是非期望产出。请至少写一个期望产出。",
            en="All outputs are undesirable. Name at least one that is wanted.",
        )


def _columns(given: Columns) -> tuple[tuple[str, ...], Floats]:
    columns = {}
    for name, column in given.items():
        try:
            columns[name] = np.asarray(column, dtype=np.float64).reshape(-1)
        except (TypeError, ValueError):
            raise InputError(
                zh=f"变量“{name}”里有不是数的值。请改成数，缺失的留空。",
                en=f"The variable {name} holds what is no number. Write numbers; leave missing ones empty.",
            ) from None
    lengths = {name: len(c) for name, c in columns.items()}
    if len(set(lengths.values())) > 1:
        shown = [f"{name} {n}" for name, n in lengths.items()]
        raise InputError(
            zh=f"各变量的个数不同：{'、'.join(shown)}。请给每个单元一个值。",
            en=f"The variables differ in length: {', '.join(shown)}. Give each unit a value.",
        )
    return tuple(columns), np.column_stack(list(columns.values()))


def _checked_ids(ids: Sequence[str], count: int) -> tuple[str, ...]:
    names = tuple(str(i) for i in ids) or tuple(str(i) for i in range(1, count + 1))
    if len(names) != count:
        raise InputError(
            zh=f"有{len(names)}个名称，而数据有{count}个单元。请一一对应。",
            en=f"There are {len(names)} names for {count} units. Give each unit one.",
        )
    if len(set(names)) < count:
        twice = sorted({n for n in names if names.count(n) > 1}) if count < 5000 else []
        raise InputError(
            zh=f"名称重复：{listed(twice, 'zh')}。每个单元须有自己的名称；若是不同年份，请按年份分开。",
            en=f"Names stand twice: {listed(twice, 'en')}. Each unit needs a name of its own; split years where that is why.",
        )
    return names


def _complete(
    ids: tuple[str, ...], names: tuple[str, ...], values: Floats, settings: FrontierSettings
) -> tuple[Bools, tuple[str, ...], tuple[Note, ...]]:
    """Which units have all values; the others are refused or dropped, by name."""
    known = np.isfinite(values)
    kept: Bools = np.asarray(known.all(axis=1))
    if kept.all():
        return kept, (), ()
    cells = [f"{ids[i]} {names[k]}" for i, k in np.argwhere(~known)]
    dropped = tuple(ids[i] for i in np.flatnonzero(~kept))
    if settings.missing == "refuse":
        raise DataError(
            zh=f"缺少数值：{listed(cells, 'zh')}。请补齐，或略去这些单元（设 missing=“drop”，命令行用 --drop-missing）。",
            en=f"Values are missing: {listed(cells, 'en')}. Fill them in, or leave these units out (missing “drop”, on the command line --drop-missing).",
        )
    note = Note(
        f"{len(dropped)}个单元缺少数值，未参加比较：{listed(cells, 'zh')}。",
        f"Left out for missing values, {len(dropped)} in all: {listed(cells, 'en')}.",
    )
    return kept, dropped, (note,)


def _check_signs(data: Variables, settings: FrontierSettings) -> None:
    """Refuse zeros and negatives where the model has no meaning for them."""
    free = _any_sign(data, settings)
    _refuse(data, (data.values < 0) & ~free, _negative_way_out(settings))
    for side, zh, en in (
        ((data.sense > 0) & ~data.weak, "投入", "inputs"),
        (data.sense < 0, "产出", "outputs"),
    ):
        if free[side].any():
            continue
        empty = np.flatnonzero((data.values[:, side] == 0).all(axis=1))
        if len(empty):
            who = [data.ids[i] for i in empty]
            names = [n for n, s in zip(data.names, side, strict=True) if s]
            raise DataError(
                zh=f"{listed(who, 'zh')}的{zh}（{'、'.join(names)}）全是0，没有可比的比例。请核对数据，或不列入这些单元。",
                en=f"All {en} ({', '.join(names)}) of {listed(who, 'en')} are 0, so there is no proportion to compare. Check the data, or leave these units out.",
            )


def _any_sign(data: Variables, settings: FrontierSettings) -> Bools:
    """Which variables may have any sign, because the model does not change with a constant added to them.

    Ali, A. I. and Seiford, L. M. (1990), Operations Research Letters 9, 403-405: only under variable returns
    (and in the free disposal hull), in the additive model, on the side that does not move in the radial
    model, and along a direction that does not come from the values.
    """
    every = np.ones(len(data.names), dtype=bool)
    if settings.returns not in ("vrs", "fdh") or settings.model == "sbm":
        return ~every
    if settings.model == "additive" or settings.direction != "own":
        return every & ~data.weak
    moved = {"input": data.sense > 0, "output": data.sense < 0}.get(settings.moves, every)
    return ~(moved & ~data.fixed) & ~data.weak


def _negative_way_out(settings: FrontierSettings) -> tuple[str, str]:
    returns = settings.returns in ("vrs", "fdh")
    need_zh = "" if returns else "规模报酬可变（vrs），再用"
    need_en = "" if returns else "variable returns (vrs) with "
    return (
        f"这个模型要求数值不小于0。请核对数据；若负数属实，请用{need_zh}加性模型（additive），或方向为 range 的 directional 模型。",
        f"This model needs values of 0 or more. Check the data; where negatives are real, use {need_en}the additive model, or the directional model with the direction “range”.",
    )


def _refuse(data: Variables, wrong: Bools, way_out: tuple[str, str]) -> None:
    if wrong.any():
        cells = [
            f"{data.ids[i]} {data.names[k]} = {data.values[i, k]:g}" for i, k in np.argwhere(wrong)
        ]
        raise DataError(
            zh=f"有负数：{listed(cells, 'zh')}。{way_out[0]}",
            en=f"There are negative values: {listed(cells, 'en')}. {way_out[1]}",
        )


def _warnings(data: Variables, settings: FrontierSettings) -> tuple[Note, ...]:
    notes = []
    count, used, made = len(data.values), len(data.inputs), len(data.outputs)
    needed = max(used * made, 3 * (used + made))
    if count == 1:
        notes.append(
            Note(
                f"只有{data.ids[0]}一个单元，没有可比的对象：它就是自己的前沿。",
                f"{data.ids[0]} is the only unit: with nothing to compare it with, it is its own frontier.",
            )
        )
    elif count < needed:
        notes.append(
            Note(
                f"只有{count}个单元，而投入{used}个、产出{made}个：至少要有{needed}个单元（Cooper、Seiford、Tone，2007），否则大多数单元都会显得有效。",
                f"{count} units with {used + made} variables: fewer than {needed} (Cooper, Seiford and Tone 2007) make most units look efficient.",
            )
        )
    zero = [n for n, v in zip(data.names, data.values.T, strict=True) if not v.any()]
    if zero:
        notes.append(
            Note(
                f"{listed(zero, 'zh')}在所有单元都是0，不起作用。",
                f"Zero for every unit and without effect: {listed(zero, 'en')}.",
            )
        )
    if settings.model == "additive" and settings.slack_weights == "raw":
        notes.append(
            Note(
                "原始松弛之和随数据的单位而变。",
                "The sum of raw slacks depends on the units of the data.",
            )
        )
    return tuple(notes)


def _ratio_rows(ratio: WeightRatio, data: Variables) -> list[Floats]:
    """The restriction as rows of weights that must come to 0 or less."""
    a, b = data.names.index(ratio.variable), data.names.index(ratio.base)
    if data.sense[a] != data.sense[b] or data.weak[a] or data.weak[b]:
        raise InputError(
            zh=f"权重比“{ratio.variable}/{ratio.base}”要在两个投入之间，或两个产出之间。",
            en=f"The weight ratio {ratio.variable}/{ratio.base} must be between two inputs or between two outputs.",
        )
    rows = []
    if ratio.high is not None:
        row = np.zeros(len(data.names))
        row[a], row[b] = 1.0, -ratio.high
        rows.append(row)
    if ratio.low:
        row = np.zeros(len(data.names))
        row[a], row[b] = -1.0, ratio.low
        rows.append(row)
    return rows
