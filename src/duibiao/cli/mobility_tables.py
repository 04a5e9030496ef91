"""What the terminal shows of mobility: the sentence that answers, the chain, ranks, groups, sub-periods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .cells import number, p_value, spark
from .terminal import say, show_table
from .words import tell

if TYPE_CHECKING:
    from duibiao.briefs import Table
    from duibiao.records import Lang
    from duibiao.targets import Homogeneity, Mobility

_MOST_STEPS = 12
_INDICES = {
    "prais": "Prais、Shorrocks | Prais, Shorrocks",
    "determinant": "Shorrocks 行列式 | Shorrocks, determinant",
    "eigenvalue": "Sommers、Conlisk 特征值 | Sommers, Conlisk, eigenvalue",
    "bartholomew_leaving": "Bartholomew 离开 | Bartholomew, leaving",
    "bartholomew_distance": "Bartholomew 距离 | Bartholomew, distance",
}


def show_mobility(found: Mobility, home: str, notes: Sequence[str], lang: Lang) -> None:
    """Print the answer, home's place, the chain, its indices, ranks, groups, sub-periods, and what must be known."""
    say(_answer(found, lang))
    if home:
        say(_home(found, home, lang))
    home_class = found.classes[home][-1] - 1 if home else None
    print()
    show_table(_transitions(found, home_class, lang), lang)
    print()
    show_table(_passages(found, home_class, lang), lang)
    if found.chain.indices:
        print()
        show_table(_indices(found, lang), lang)
    print()
    show_table(_ranks(found, lang), lang)
    if found.theta:
        print()
        show_table(_theta(found, lang), lang)
    if found.homogeneity:
        print()
        say(_homogeneity(found.homogeneity, lang))
    if notes:
        print()
    for note in notes:
        say(note)


def _answer(found: Mobility, lang: Lang) -> str:
    counts = found.chain.counts
    every = sum(map(sum, counts))
    stayed = sum(counts[i][i] for i in range(len(counts)))
    last = found.ranks[-1]
    return tell(
        lang,
        "{n}个地区{a}—{b}年、分{k}类：{share:.1%}的转移留在原类；首末两年位次的肯德尔τ为{tau}（1为不变）。"
        " | {n} regions, {a}–{b}, {k} classes: {share:.1%} of transitions stay in their class; Kendall's tau between the ranks of both ends is {tau} (1: unchanged).",
        n=len(found.ids),
        a=found.years[0],
        b=found.years[-1],
        k=found.settings.classes,
        share=stayed / every,
        tau=number(last.tau, 2),
    )


def _home(found: Mobility, home: str, lang: Lang) -> str:
    own = found.classes[home]
    now = own[-1] - 1
    p = found.chain.probabilities[now]
    up = None if p[now] is None else sum(q or 0.0 for q in p[now + 1 :])
    text = tell(
        lang,
        "{home}在第{c}类（1最低，共{k}类），历年 {path}。 | {home} is in class {c} of {k} (1 the lowest); by year {path}.",
        home=home,
        c=own[-1],
        k=found.settings.classes,
        path=spark(own, (1, found.settings.classes)),
    )
    steps = None if now + 1 >= len(p) else found.chain.first_passage[now][now + 1]
    if up is not None and steps is not None:
        text += tell(
            lang,
            "这一类的地区每步有{up:.1%}上升，平均{steps:.1f}步首次到达上一类。 |  Of regions in this class {up:.1%} rise in a step, and the next class is first reached after {steps:.1f} steps on average.",
            up=up,
            steps=steps,
        )
    return text


def _transitions(found: Mobility, home: int | None, lang: Lang) -> Table:
    from duibiao.briefs import Column, Table

    chain, k = found.chain, found.settings.classes
    columns = (
        Column(tell(lang, "从＼到 | From \\ to"), align="right"),
        *(Column(str(j + 1), align="right") for j in range(k)),
        Column(tell(lang, "次数 | Count"), align="right"),
        Column(tell(lang, "停留步数 | Sojourn"), align="right"),
    )
    rows = tuple(
        (
            (str(i + 1),),
            *((number(q, 3),) for q in chain.probabilities[i]),
            (str(sum(chain.counts[i])),),
            (number(chain.sojourn[i], 1),),
        )
        for i in range(k)
    )
    notes: tuple[tuple[str, ...], ...] = ()
    if chain.steady_state:
        shares = "  ".join(f"{s:.3f}" for s in chain.steady_state)
        notes = ((tell(lang, "稳态：{s} | Steady state: {s}", s=shares),),)
    title = tell(lang, "转移概率（1最低） | Transition probabilities (1 the lowest)")
    return Table(title, columns, rows, notes, () if home is None else (home,))


def _passages(found: Mobility, home: int | None, lang: Lang) -> Table:
    from duibiao.briefs import Column, Table

    k = found.settings.classes
    columns = (
        Column(tell(lang, "从＼到 | From \\ to"), align="right"),
        *(Column(str(j + 1), align="right") for j in range(k)),
    )
    rows = tuple(
        ((str(i + 1),), *((number(m, 1),) for m in found.chain.first_passage[i])) for i in range(k)
    )
    title = tell(lang, "平均首达时间（步） | Mean first passage (steps)")
    return Table(title, columns, rows, (), () if home is None else (home,))


def _indices(found: Mobility, lang: Lang) -> Table:
    from duibiao.briefs import Column, Table

    columns = (
        Column(tell(lang, "流动指数（0为不动） | Index of mobility (0: none)")),
        Column(tell(lang, "值 | Value"), align="right"),
        Column(tell(lang, "95%区间 | 95% interval"), align="right"),
    )
    rows = []
    for name, value in vars(found.chain.indices).items():
        between = found.doubt.indices.get(name) if found.doubt else None
        shown = f"{between[0]:.3f}—{between[1]:.3f}" if between else "—"
        rows.append(((tell(lang, _INDICES[name]),), (number(value, 3),), (shown,)))
    return Table("", columns, tuple(rows))


def _ranks(found: Mobility, lang: Lang) -> Table:
    from duibiao.briefs import Column, Table

    columns = (
        Column(tell(lang, "年份 | Years")),
        Column("τ" if lang == "zh" else "tau", align="right"),
        Column("p", align="right"),
        Column(tell(lang, "平均移动位次 | Mean ranks moved"), align="right"),
    )
    *steps, last = found.ranks
    shown = [*steps[-_MOST_STEPS:], last]
    rows = tuple(
        (
            (f"{s.start}—{s.end}",),
            (number(s.tau, 3),),
            (p_value(s.p),),
            (f"{s.moved:.1f}",),
        )
        for s in shown
    )
    notes: tuple[tuple[str, ...], ...] = ()
    if len(shown) < len(found.ranks):
        notes = (
            (
                tell(
                    lang,
                    "另有更早的{n}步；--json 列出全部。 | {n} earlier steps; --json lists them all.",
                    n=len(found.ranks) - len(shown),
                ),
            ),
        )
    return Table(tell(lang, "位次变动 | Rank mobility"), columns, rows, notes)


def _theta(found: Mobility, lang: Lang) -> Table:
    from duibiao.briefs import Column, Table

    columns = (
        Column(tell(lang, "分组 | Groups")),
        Column(tell(lang, "年份 | Years")),
        Column("Theta", align="right"),
        Column(tell(lang, "随机分组不小于它的比例 | Random groupings as large"), align="right"),
    )
    rows = tuple(
        ((name,), (f"{t.start}—{t.end}",), (number(t.theta, 3),), (p_value(t.p_above),))
        for name, steps in found.theta.items()
        for t in steps[-_MOST_STEPS:]
    )
    title = tell(lang, "组间位次变动（Theta） | Rank changes between groups (Theta)")
    return Table(title, columns, rows)


def _homogeneity(test: Homogeneity, lang: Lang) -> str:
    periods = ", ".join(f"{a}—{b}" for a, b in test.periods)
    return tell(
        lang,
        "各段（{periods}）的转移是否相同：Q={q:.2f}（p={q_p}），LR={lr:.2f}（p={lr_p}），自由度{f}；p小则不同。"
        " | Are transitions alike in {periods}: Q {q:.2f} (p {q_p}), LR {lr:.2f} (p {lr_p}), {f} degrees of freedom; a small p says no.",
        periods=periods,
        q=test.q,
        q_p=p_value(test.q_p),
        lr=test.lr,
        lr_p=p_value(test.lr_p),
        f=test.freedom,
    )
