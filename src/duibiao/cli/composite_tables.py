"""What the terminal shows of a composite: who is first, a table of scores and ranks, what was done."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from duibiao.records import Lang

from .terminal import say, show_table
from .words import tell

if TYPE_CHECKING:
    from duibiao.benchmark import Composite, Consistency
    from duibiao.briefs import Table

    from .composite_draws import Drawn

_MOST_PARTS = 4
_FINE = 2.0


def show_composite(
    made: Composite, lang: Lang, *, consistency: bool = False, drawn: Drawn | None = None
) -> None:
    """Print who leads, the scores of all regions, what the steps changed, and the notes."""
    say(_lead(made, lang))
    print()
    show_table(_scores(made, lang, drawn), lang)
    print()
    for sentence in (*_done(made, lang), *(note.text(lang) for note in made.notes)):
        say(sentence)
    for sentence in drawn.sentences(lang) if drawn else ():
        say(sentence)
    if consistency:
        from duibiao.benchmark import find_consistency

        found = find_consistency(made)
        print()
        show_table(_agreement(found, lang), lang)
        for warning in found.warnings:
            say(warning.text(lang))


def _lead(made: Composite, lang: Lang) -> str:
    records = [r for r in made.as_records() if r["rank"] is not None]
    last = max(made.times, default="")
    first = [r for r in records if r.get("time", "") == last]
    code = made.structure.top
    when = (f"（{last}）" if lang == "zh" else f" ({last})") if last else ""
    leaders = [f"{_name(made, r['id'])} {_score(made, r['score'])}" for r in first[:3]]
    if len(first) == 1:
        return tell(
            lang,
            "“{index}”{when}：{leaders}。 | “{index}”{when}: {leaders}.",
            index=code.name or code.code,
            when=when,
            leaders=leaders[0],
        )
    return tell(
        lang,
        "“{index}”{when}：{n}个地区中最高的是{leaders}。 | “{index}”{when}: the highest of {n} regions are {leaders}.",
        index=code.name or code.code,
        when=when,
        n=len(first),
        leaders=("、" if lang == "zh" else ", ").join(leaders),
    )


def _scores(made: Composite, lang: Lang, drawn: Drawn | None) -> Table:
    from duibiao.briefs import Column, Table

    top = made.structure.positions[made.structure.top.code]
    parts = [made.structure.codes[i] for i in made.structure.parts[top]]
    parts = [p for p in parts if made.structure.positions[p] >= len(made.structure.indicators)]
    parts = parts[:_MOST_PARTS]
    columns = [
        *([Column(tell(lang, "时期 | Time"))] if made.times else []),
        Column(tell(lang, "位次 | Rank"), align="right"),
        *([Column(tell(lang, "90%区间 | 90% interval"), align="right")] if drawn else []),
        Column(tell(lang, "地区 | Region")),
        Column(tell(lang, "得分 | Score"), align="right"),
        *(Column(p, align="right") for p in parts),
    ]
    rows = []
    for record in made.as_records():
        row = made.row(record["id"], record.get("time", ""))
        rows.append(
            (
                *([(str(record["time"]),)] if made.times else []),
                (str(record["rank"] or "—"),),
                *([(drawn.words(record["id"], record.get("time", "")),)] if drawn else []),
                (_name(made, record["id"]),),
                (_score(made, record["score"]),),
                *((_score(made, made.score_of(p)[row]),) for p in parts),
            )
        )
    return Table("", tuple(columns), tuple(rows))


def _done(made: Composite, lang: Lang) -> list[str]:
    imputed = [c for c in made.changes if c.step == "impute"]
    treated = dict.fromkeys(c.indicator for c in made.changes if c.step == "treat")
    left_out = [c.region for c in made.changes if c.step == "screen"]
    sentences = []
    if imputed:
        sentences.append(
            tell(
                lang,
                "插补了{n}个数（{how}）。 | {n} missing figures were imputed ({how}).",
                n=len(imputed),
                how=imputed[0].how,
            )
        )
    if left_out:
        sentences.append(
            tell(
                lang,
                "因缺数筛去的地区：{names}。 | Left out for missing figures: {names}.",
                names=("、" if lang == "zh" else ", ").join(left_out),
            )
        )
    if treated:
        sentences.append(
            tell(
                lang,
                "处理了离群值的指标（{n}个）：{names}。 | Indicators with outliers treated ({n}): {names}.",
                n=len(treated),
                names=("、" if lang == "zh" else ", ").join(treated),
            )
        )
    scale, how = made.settings.normalise.method, made.settings.aggregate.method
    sentences.append(
        tell(
            lang,
            "标准化：{scale}；权重：{weights}；汇总：{how}。--json 列出每一步的设置和改动的每一格。 | Normalised by {scale}, weights {weights}, aggregated by {how}. --json lists the settings of every step and each cell it changed.",
            scale=scale,
            weights=made.settings.weights,
            how=how,
        )
    )
    return sentences


def _agreement(found: Consistency, lang: Lang) -> Table:
    from duibiao.briefs import Column, Table

    columns = (
        Column(tell(lang, "汇总项 | Aggregate")),
        Column(tell(lang, "组成部分 | Part")),
        Column(tell(lang, "与它相关 | With it"), align="right"),
        Column(tell(lang, "与指数相关 | With index"), align="right"),
        Column("α", align="right"),
    )
    rows = []
    for item in found.items:
        alpha = "—" if item.alpha is None else f"{item.alpha:.2f}"
        for i, part in enumerate(item.parts):
            with_parent, with_index = item.with_parent[i], item.with_index[i]
            head = (item.aggregate, alpha) if i == 0 else ("", "")
            rows.append(((head[0],), (part,), (_r(with_parent),), (_r(with_index),), (head[1],)))
    return Table(tell(lang, "一致性 | Consistency"), columns, tuple(rows))


def _r(value: float) -> str:
    return f"{value:.2f}" if math.isfinite(value) else "—"


def _name(made: Composite, code: str) -> str:
    return made.names[made.regions.index(code)] if made.names else code


def _score(made: Composite, value: float | None) -> str:
    if value is None or not math.isfinite(value):
        return "—"
    return (
        f"{value:.3f}"
        if max(abs(x) for x in made.index.tolist() if math.isfinite(x)) < _FINE
        else f"{value:.2f}"
    )
