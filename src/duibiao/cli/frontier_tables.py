"""What the terminal shows of a frontier: the sentence that answers, the scores, the targets, the changes."""

from __future__ import annotations

from math import exp, fsum, log
from typing import TYPE_CHECKING

from .terminal import say, show_table
from .words import tell

if TYPE_CHECKING:
    from duibiao.benchmark import Bootstrap, Frontier, FrontierUnit, Malmquist, MalmquistUnit
    from duibiao.briefs import Table
    from duibiao.records import Lang

_MOST_ROWS = 40
_MOST_PEERS = 4
_MOST_TARGETS = 6
_NAMED = 6

_STATUS = {
    "efficient": "有效 | efficient",
    "weakly efficient": "弱有效 | weakly efficient",
    "inefficient": "未达前沿 | inefficient",
    "infeasible": "无可行解 | infeasible",
    "unbounded": "无界 | unbounded",
    "failed": "未能求出 | not solved",
}
_RETURNS = {
    "crs": "规模报酬不变 | constant returns to scale",
    "vrs": "规模报酬可变 | variable returns to scale",
    "irs": "规模报酬非递减 | non-decreasing returns to scale",
    "drs": "规模报酬非递增 | non-increasing returns to scale",
    "fdh": "自由处置包 | free disposal hull",
}
_MODEL = {
    "radial": "径向模型 | radial model",
    "directional": "方向距离模型 | directional model",
    "sbm": "松弛测度模型（SBM） | slacks-based measure",
    "additive": "加性模型 | additive model",
}
_MEANING = {
    "input": "得分是现有产出所需的投入占实际投入的比例，1为有效 | The score is the part of its inputs that a unit needs for its outputs; 1 is efficient",
    "output": "得分是现有投入可做到的产出对实际产出的倍数，1为有效 | The score is how many times its outputs a unit could make of its inputs; 1 is efficient",
    "directional": "得分是沿改进方向还能走多远，0为有效 | The score is how far a unit can move along its direction; 0 is efficient",
    "sbm": "得分为1表示没有任何可改进之处，越小可改进的越多 | A score of 1 leaves nothing to improve; the smaller, the more there is",
    "range": "得分是1减去平均松弛（以各变量的全距计），1为有效 | The score is 1 minus the mean slack in ranges of the variables; 1 is efficient",
    "raw": "得分是松弛之和，0为有效 | The score is the sum of the slacks; 0 is efficient",
}


_BEYOND = "，比这更好的部分是领先其他单元多少 | , and what is better than that is the lead over the others"
_NO_SCORE = "无可行解：其他单元怎样组合都达不到它，没有得分。 | Infeasible: no combination of the others reaches the unit, so it has no score."


def show_frontier(frontier: Frontier, lang: Lang, drawn: Bootstrap | None = None) -> None:
    """Print the answer, the units from the best to the worst, the targets of those behind, what was drawn."""
    say(_answer(frontier, lang))
    ranked = sorted(frontier.units, key=lambda u: _place(frontier, u))
    print()
    show_table(_scores(ranked, lang), lang)
    if drawn is not None:
        print()
        show_table(_intervals(ranked, drawn, lang), lang)
    behind = [u for u in ranked if u.status in ("inefficient", "weakly efficient")]
    if behind and len(frontier.variables) <= _MOST_TARGETS:
        print()
        show_table(_targets(frontier, behind, lang), lang)
    if frontier.notes:
        print()
    for note in frontier.notes:
        say(note.text(lang))


def show_malmquist(changes: Malmquist, lang: Lang) -> None:
    """Print how productivity changed on the whole, the mean of each step, then every unit's change."""
    say(_change_answer(changes, lang))
    print()
    show_table(_steps(changes, lang), lang)
    print()
    show_table(_changes(changes, lang), lang)
    if changes.notes:
        print()
    for note in changes.notes:
        say(note.text(lang))


def _change_answer(changes: Malmquist, lang: Lang) -> str:
    first, last = changes.periods[0], changes.periods[-1]
    values = [u.index for u in changes.units if u.index is not None]
    if not values:
        return tell(
            lang,
            "{first}到{last}没有一个单元可以比较相邻两期。 | No unit can be compared between neighbouring periods from {first} to {last}.",
            first=first,
            last=last,
        )
    return tell(
        lang,
        "{first}到{last}，相邻两期的生产率平均为上期的{mean}倍，{up}次上升、{down}次下降（Malmquist 指数，几何平均；大于1为进步）。"
        " | From {first} to {last} productivity was on average {mean} times that of the period before: {up} rises, {down} falls (Malmquist index, geometric mean; above 1 is progress).",
        first=first,
        last=last,
        mean=_mean(values),
        up=sum(v > 1 for v in values),
        down=sum(v < 1 for v in values),
    )


_CHANGES = (
    "Malmquist | Malmquist",
    "效率变化 | Efficiency",
    "纯效率 | Pure",
    "规模 | Scale",
    "技术变化 | Technical",
)


def _steps(changes: Malmquist, lang: Lang) -> Table:
    """The geometric mean of each part in each step, over the units for which it is known."""
    from duibiao.briefs import Column, Table

    steps: dict[str, list[MalmquistUnit]] = {}
    for unit in changes.units:
        steps.setdefault(f"{unit.start}—{unit.end}", []).append(unit)
    columns = (
        Column(tell(lang, "时期 | Periods")),
        Column(tell(lang, "单元 | Units"), align="right"),
        *(Column(tell(lang, name), align="right") for name in _CHANGES),
    )
    rows = tuple(
        (
            (step,),
            (str(len(units)),),
            *(
                (_mean([v for v in part if v is not None]),)
                for part in zip(*map(_parts, units), strict=True)
            ),
        )
        for step, units in steps.items()
    )
    return Table(tell(lang, "各期平均（几何） | Means of each step (geometric)"), columns, rows)


def _changes(changes: Malmquist, lang: Lang) -> Table:
    from duibiao.briefs import Column, Table

    columns = (
        Column(tell(lang, "单元 | Unit")),
        Column(tell(lang, "时期 | Periods")),
        *(Column(tell(lang, name), align="right") for name in _CHANGES),
    )
    rows = tuple(
        ((u.id,), (f"{u.start}—{u.end}",), *((_number(v),) for v in _parts(u)))
        for u in changes.units[:_MOST_ROWS]
    )
    unknown = [u for u in changes.units if u.status != "known"]
    open_notes = [
        (
            tell(
                lang,
                "{id} {start}—{end}：{status}，不完整的部分留空。 | {id} {start}—{end}: {status}; parts that cannot be known are left open.",
                id=u.id,
                start=u.start,
                end=u.end,
                status=tell(lang, _STATUS[u.status]),
            ),
        )
        for u in unknown[:_NAMED]
    ]
    title = tell(lang, "各单元的变化 | Changes of the units")
    return Table(title, columns, rows, (*_left_out(len(changes.units), lang), *open_notes))


def _parts(unit: MalmquistUnit) -> tuple[float | None, ...]:
    return unit.index, unit.efficiency, unit.pure, unit.scale, unit.technical


def _mean(values: list[float]) -> str:
    return _number(exp(fsum(map(log, values)) / len(values)) if values else None)


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.4f}"


def _intervals(units: list[FrontierUnit], drawn: Bootstrap, lang: Lang) -> Table:
    """The scores corrected for bias, with their intervals."""
    from duibiao.briefs import Column, Table

    found = {u.id: u for u in drawn.units}
    s = drawn.settings
    columns = (
        Column(tell(lang, "单元 | Unit")),
        Column(tell(lang, "得分 | Score"), align="right"),
        Column(tell(lang, "修正后 | Corrected"), align="right"),
        Column(tell(lang, "偏差 | Bias"), align="right"),
        Column(tell(lang, "{level:.0%}区间 | {level:.0%} interval", level=s.level), align="right"),
    )
    rows = tuple(
        (
            (u.id,),
            *((f"{x:.4f}",) for x in (u.score, u.corrected, u.bias)),
            (f"{u.low:.4f}—{u.high:.4f}",),
        )
        for u in (found[u.id] for u in units[:_MOST_ROWS])
    )
    note = tell(
        lang,
        "自助法（Simar、Wilson，1998），抽样{n}次，种子{seed}；区间只含抽样的不确定，单元少时偏窄。"
        " | Bootstrap (Simar and Wilson 1998), {n} replications, seed {seed}; the interval covers sampling only and is too short with few units.",
        n=s.replications,
        seed=s.seed,
    )
    title = tell(lang, "偏差修正后的得分 | Scores corrected for bias")
    return Table(title, columns, rows, (*_left_out(len(units), lang), (note,)))


def _answer(frontier: Frontier, lang: Lang) -> str:
    s = frontier.settings
    best = [u.id for u in frontier.units if u.status == "efficient"]
    named = ("、" if lang == "zh" else ", ").join(best[:_NAMED])
    more = tell(lang, "等 |  and others") if len(best) > _NAMED else ""
    key = s.moves if s.model == "radial" else s.slack_weights if s.model == "additive" else s.model
    return tell(
        lang,
        "{n}个单元中有{k}个有效{list}（{model}，{returns}{supers}）。{meaning}。"
        " | {k} of {n} units are efficient{list} ({model}, {returns}{supers}). {meaning}.",
        n=len(frontier.ids),
        k=len(best),
        list=tell(lang, "：{names}{more} | : {names}{more}", names=named, more=more)
        if best
        else "",
        model=tell(lang, _MODEL[s.model]),
        returns=tell(lang, _RETURNS[s.returns]),
        supers=tell(lang, "，超效率 | , super-efficiency") if s.super_efficiency else "",
        meaning=tell(lang, _MEANING[key]) + (tell(lang, _BEYOND) if s.super_efficiency else ""),
    )


def _place(frontier: Frontier, unit: FrontierUnit) -> tuple[bool, float]:
    """Best first; those without a score last."""
    s = frontier.settings
    less = (s.model == "radial" and s.moves == "output") or s.model == "directional"
    less = less or (s.model == "additive" and s.slack_weights == "raw")
    score = unit.score or 0.0
    return unit.score is None, score if less else -score


def _scores(units: list[FrontierUnit], lang: Lang) -> Table:
    from duibiao.briefs import Column, Table

    columns = (
        Column(tell(lang, "单元 | Unit")),
        Column(tell(lang, "得分 | Score"), align="right"),
        Column(tell(lang, "状态 | Status")),
        Column(tell(lang, "学习对象及权重 | Peers and weights")),
    )
    rows = tuple(
        (
            (u.id,),
            ("—" if u.score is None else f"{u.score:.4f}",),
            (tell(lang, _STATUS[u.status]),),
            (_peers(u),),
        )
        for u in units[:_MOST_ROWS]
    )
    beyond = any(u.status == "infeasible" for u in units)
    notes = ((tell(lang, _NO_SCORE),),) if beyond else ()
    return Table("", columns, rows, (*_left_out(len(units), lang), *notes))


def _peers(unit: FrontierUnit) -> str:
    if list(unit.peers) == [unit.id]:
        return ""
    heaviest = sorted(unit.peers.items(), key=lambda p: -p[1])
    shown = ", ".join(f"{peer} {weight:.3f}" for peer, weight in heaviest[:_MOST_PEERS])
    return shown + (" …" if len(heaviest) > _MOST_PEERS else "")


def _targets(frontier: Frontier, units: list[FrontierUnit], lang: Lang) -> Table:
    from duibiao.briefs import Column, Table

    columns = (
        Column(tell(lang, "单元 | Unit")),
        *(Column(name, align="right") for name in frontier.variables),
    )
    rows = tuple(
        ((u.id,), *((f"{u.targets[name]:.6g}",) for name in frontier.variables))
        for u in units[:_MOST_ROWS]
    )
    title = tell(lang, "可达到的目标值 | Targets within reach")
    return Table(title, columns, rows, _left_out(len(units), lang))


def _left_out(count: int, lang: Lang) -> tuple[tuple[str, ...], ...]:
    if count <= _MOST_ROWS:
        return ()
    more = tell(
        lang,
        "另有{n}个单元；--json、--csv 列出全部。 | {n} more units; --json and --csv list them all.",
        n=count - _MOST_ROWS,
    )
    return ((more,),)
