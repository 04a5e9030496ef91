"""What the terminal shows of convergence: the sentence that answers, clubs, dispersion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .cells import number, p_value, spark
from .terminal import say, show_table
from .words import tell

if TYPE_CHECKING:
    from duibiao.briefs import Table
    from duibiao.records import Lang
    from duibiao.targets import Clubs, Convergence

_NAMED = 6
_READINGS = {
    "levels": "水平趋同 | levels converge",
    "growth": "增速趋同 | growth converges",
    "none": "不趋同 | no convergence",
    "unknown": "不得而知 | not known",
}
_MEASURES = {
    "sd": "标准差 | Standard deviation",
    "iqr": "四分位距 | Interquartile range",
    "range": "极差 | Range",
    "cv": "变异系数 | Coefficient of variation",
    "gini": "基尼系数 | Gini",
    "theil": "泰尔指数 | Theil",
}


_NO_PROOF = "“趋同”指检验没有拒绝趋同，不等于证明；路径为相对全体平均的走势，末尾是最后一年的值。 | “Converge” means that the test does not reject it, which is no proof. Bars: the path relative to the mean of all, then its last value."


def show_convergence(found: Convergence, home: str, notes: Sequence[str], lang: Lang) -> None:
    """Print the answer, home's place, the clubs, the dispersion by year, and what must be known."""
    say(_answer(found, lang))
    say(_beta(found, lang))
    if home:
        say(_home(found, home, lang))
    if found.clubs:
        print()
        show_table(_club_table(found.clubs, home, "收敛俱乐部 | Convergence clubs", lang), lang)
    if found.merged:
        print()
        show_table(_club_table(found.merged, home, "合并后 | After merging", lang), lang)
    print()
    show_table(_sigma(found, lang), lang)
    if notes:
        print()
    for note in notes:
        say(note)


def _answer(found: Convergence, lang: Lang) -> str:
    test, clubs = found.whole, found.final
    if test is None or clubs is None:
        return tell(
            lang,
            "{n}个地区{a}—{b}年：年数不够，或数值不合，没有做 log t 检验。 | {n} regions, {a}–{b}: the log t test was not run; the reason stands below.",
            n=len(found.ids),
            a=found.years[0],
            b=found.years[-1],
        )
    return tell(
        lang,
        "{n}个地区{a}—{b}年：整体{reading}（log t：β={beta}，t={t}，临界值{c}）；分为{k}个收敛俱乐部，{d}个地区不属于任何一个。"
        " | {n} regions, {a}–{b}: as a whole {reading} (log t: beta {beta}, t {t}, threshold {c}); convergence clubs: {k}, regions in none: {d}.",
        n=len(found.ids),
        a=found.years[0],
        b=found.years[-1],
        reading=tell(lang, _READINGS[test.reading]),
        beta=number(test.beta, 3),
        t=number(test.t, 2),
        c=found.settings.threshold,
        k=len(clubs.clubs),
        d=len(clubs.divergent),
    )


def _beta(found: Convergence, lang: Lang) -> str:
    beta = found.beta
    more = ""
    if beta.speed is not None and beta.half_life is not None and beta.slope.high < 0:
        more = tell(
            lang,
            "：落后的平均长得更快，每年缩小差距的{speed:.1%}，差距减半约需{half:.0f}年。 | : those behind grew faster on average; {speed:.1%} of the distance is closed a year, half of it in some {half:.0f} years.",
            speed=beta.speed,
            half=beta.half_life,
        )
    elif beta.slope.low > 0:
        more = tell(
            lang,
            "：领先的平均长得更快。 | : those ahead grew faster on average.",
        )
    else:
        more = tell(
            lang,
            "：与0没有分别，看不出落后的长得更快。 | : not distinct from 0; those behind are not seen to grow faster.",
        )
    kind = (
        tell(lang, "条件β收敛 | Conditional beta") if beta.controls else tell(lang, "β收敛 | Beta")
    )
    return tell(
        lang,
        "{kind}{a}—{b}年斜率{slope:.4f}（95%区间{low:.4f}至{high:.4f}）{more} | {kind} convergence {a}–{b}, slope {slope:.4f} (95% interval {low:.4f} to {high:.4f}){more}",
        kind=kind,
        a=beta.start,
        b=beta.end,
        slope=beta.slope.value,
        low=beta.slope.low,
        high=beta.slope.high,
        more=more,
    )


def _home(found: Convergence, home: str, lang: Lang) -> str:
    if found.final is None:
        return ""
    club = found.final.of(home)
    path = found.paths[home]
    place = {"home": home, "first": path[0], "last": path[-1]}
    if club is None:
        return tell(
            lang,
            "{home}不属于任何俱乐部；相对全体平均由{first:.3f}到{last:.3f}。 | {home} is in no club; relative to the mean of all it went from {first:.3f} to {last:.3f}.",
            **place,
        )
    others = [m for m in club.members if m != home]
    return tell(
        lang,
        "{home}在第{n}个俱乐部（由高到低），同伴{k}个：{names}{more}；相对全体平均由{first:.3f}到{last:.3f}。"
        " | {home} is in club {n} (from the highest down) with {k} others: {names}{more}; relative to the mean of all it went from {first:.3f} to {last:.3f}.",
        n=club.number,
        k=len(others),
        names=("、" if lang == "zh" else ", ").join(others[:_NAMED]),
        more=tell(lang, "等 |  and more") if len(others) > _NAMED else "",
        **place,
    )


def _club_table(found: Clubs, home: str, title: str, lang: Lang) -> Table:
    from duibiao.briefs import Column, Table

    between = "、" if lang == "zh" else ", "
    columns = (
        Column(tell(lang, "俱乐部 | Club"), align="right"),
        Column(tell(lang, "地区数 | Regions"), align="right"),
        Column("β" if lang == "zh" else "beta", align="right"),
        Column("t", align="right"),
        Column(tell(lang, "判断 | Reading")),
        Column(tell(lang, "相对全体平均 | Relative to all")),
        Column(tell(lang, "成员 | Members")),
    )
    rows = tuple(
        (
            (str(c.number),),
            (str(len(c.members)),),
            (number(c.log_t.beta, 3),),
            (number(c.log_t.t, 2),),
            (tell(lang, _READINGS[c.log_t.reading]),),
            (f"{spark(c.path)} {c.path[-1]:.2f}",),
            (between.join(c.members[:_NAMED]) + (" …" if len(c.members) > _NAMED else ""),),
        )
        for c in found.clubs
    )
    strong = tuple(i for i, c in enumerate(found.clubs) if home in c.members)
    out = found.divergent
    notes: tuple[tuple[str, ...], ...] = ((tell(lang, _NO_PROOF),),)
    if out:
        notes = (
            *notes,
            (
                tell(
                    lang,
                    "不属于任何俱乐部：{names}{more}。 | In no club: {names}{more}.",
                    names=between.join(out[:_NAMED]),
                    more=" …" if len(out) > _NAMED else "",
                ),
            ),
        )
    return Table(tell(lang, title), columns, rows, notes, strong)


def _sigma(found: Convergence, lang: Lang) -> Table:
    from duibiao.briefs import Column, Table

    columns = (
        Column(tell(lang, "离散程度 | Dispersion")),
        Column(str(found.years[0]), align="right"),
        Column(str(found.years[-1]), align="right"),
        Column(tell(lang, "各年 | By year")),
        Column(tell(lang, "年均变化 | Change a year"), align="right"),
        Column("p", align="right"),
    )
    rows = tuple(
        (
            (tell(lang, _MEASURES[d.measure]),),
            (f"{d.values[0]:.4g}",),
            (f"{d.values[-1]:.4g}",),
            (spark(d.values),),
            ("—" if d.trend is None else f"{d.trend:+.2%}",),
            (p_value(d.p),),
        )
        for d in found.sigma
    )
    return Table(tell(lang, "σ收敛 | Sigma convergence"), columns, rows)
