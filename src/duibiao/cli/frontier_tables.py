"""What the terminal shows of a frontier: the sentence that answers, the scores, the targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .terminal import say, show_table
from .words import tell

if TYPE_CHECKING:
    from duibiao.benchmark import Frontier, FrontierUnit
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


def show_frontier(frontier: Frontier, lang: Lang) -> None:
    """Print the answer, then the units from the best to the worst, then the targets of those behind."""
    say(_answer(frontier, lang))
    ranked = sorted(frontier.units, key=lambda u: _place(frontier, u))
    print()
    show_table(_scores(ranked, lang), lang)
    behind = [u for u in ranked if u.status in ("inefficient", "weakly efficient")]
    if behind and len(frontier.variables) <= _MOST_TARGETS:
        print()
        show_table(_targets(frontier, behind, lang), lang)
    if frontier.notes:
        print()
    for note in frontier.notes:
        say(note.text(lang))


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
        meaning=tell(lang, _MEANING[key]),
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
    return Table("", columns, rows, _left_out(len(units), lang))


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
