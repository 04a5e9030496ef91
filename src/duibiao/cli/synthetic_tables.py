"""What the terminal shows of a synthetic control: the answer, the two courses, the weights, the checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .synthetic_chart import chart, short
from .synthetic_records import Answer
from .terminal import say, show_table
from .words import tell

if TYPE_CHECKING:
    from duibiao.briefs import Table
    from duibiao.records import Lang
    from duibiao.targets import LeaveOneOut, Placebos, Synthetic

_LEAST = 5e-4
_NAMED = 4
_MOST_ROWS = 20


def show_answer(answer: Answer, lang: Lang) -> None:
    """Print the sentence that answers, a chart, then weights, balance, years, checks and notes."""
    found = answer.found
    say(_sentence(found, lang))
    if answer.in_space:
        say(_share(answer.in_space, lang))
    print()
    print(tell(lang, "* 实际  o 合成  @ 重合  : 政策 | * actual  o synthetic  @ both  : policy"))
    print("\n".join(chart(found.path, found.start)))
    tables = [_weights(found, lang), _years(found, lang)]
    if found.balance:
        tables.insert(1, _balance(found, lang))
    if answer.in_space:
        tables.append(_placebos(answer.in_space, lang))
    if answer.without:
        tables.append(_without(found, answer.without, lang))
    for table in tables:
        print()
        show_table(table, lang)
    print()
    if answer.in_time:
        _show_earlier(answer.in_time, lang)
    for note in answer.notes:
        say(note.text(lang))


def _sentence(found: Synthetic, lang: Lang) -> str:
    heavy = [(n, w) for n, w in found.weights.items() if w >= _LEAST]
    parts = [f"{name} {weight:.1%}" for name, weight in heavy[:_NAMED]]
    made = ("、" if lang == "zh" else ", ").join(parts)
    return tell(
        lang,
        "{first}—{last}年，{unit}的“{outcome}”平均比合成的{unit}{side}{gap}（由{made}{more}合成）；政策前拟合误差（均方根）{error}。"
        " | From {first} to {last} {outcome} of {unit} is on average {gap} {side} that of its synthetic control ({made}{more}); the root mean square error of the fit before is {error}.",
        first=found.effect[0],
        last=found.effect[-1],
        unit=found.unit,
        outcome=found.outcome,
        side=tell(lang, "高 | above" if found.mean_gap > 0 else "低 | below"),
        gap=short(abs(found.mean_gap)),
        made=made,
        more=tell(lang, "等 |  and others") if len(heavy) > _NAMED else "",
        error=short(found.mspe**0.5),
    )


def _share(space: Placebos, lang: Lang) -> str:
    return tell(
        lang,
        "把同一方法用在每个没有政策的单元上：{n}个单元中有{k}个（含本地）政策后与政策前误差之比不小于本地，安慰剂份额{share:.2f}。"
        " | The same done to every unit without the policy: in {k} of {n} (home included) the error after over that before is at least home's, a placebo share of {share:.2f}.",
        n=len(space.units) + 1,
        k=space.rank,
        share=space.share,
    )


def _table(
    lang: Lang, title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> Table:
    from duibiao.briefs import Column, Table

    heads = tuple(
        Column(tell(lang, name), align="right" if i else "left") for i, name in enumerate(columns)
    )
    cells = tuple(tuple((cell,) for cell in row) for row in rows)
    return Table(tell(lang, title), heads, cells)


def _weights(found: Synthetic, lang: Lang) -> Table:
    rows = [(n, f"{w:.4f}") for n, w in found.weights.items() if w >= _LEAST]
    return _table(
        lang, "对照单元的权重 | Weights of donors", ("单元 | Unit", "权重 | Weight"), rows
    )


def _balance(found: Synthetic, lang: Lang) -> Table:
    columns = (
        "预测变量 | Predictor",
        "本地 | Home",
        "合成 | Synthetic",
        "对照平均 | Donors",
        "V | V",
    )
    rows = [
        (
            b.name,
            short(b.home),
            short(b.synthetic),
            short(b.donors),
            "—" if b.weight is None else f"{b.weight:.4f}",
        )
        for b in found.balance
    ]
    return _table(lang, "政策前的预测变量 | Predictors before the policy", columns, rows)


def _years(found: Synthetic, lang: Lang) -> Table:
    rows = [(str(p.year), short(p.actual), short(p.synthetic), short(p.gap)) for p in found.path]
    columns = ("年份 | Year", "实际 | Actual", "合成 | Synthetic", "差距 | Gap")
    return _table(lang, "逐年 | Year by year", columns, rows)


def _placebos(space: Placebos, lang: Lang) -> Table:
    ranked = sorted((space.home, *space.units), key=lambda run: -run.ratio)
    rows = [
        (run.unit, short(run.ratio), short(run.mspe**0.5), short(run.mean_gap))
        for run in ranked[:_MOST_ROWS]
    ]
    title = "空间安慰剂：误差之比从大到小 | Placebos in space, the largest ratio first"
    columns = (
        "单元 | Unit",
        "后/前 | After/before",
        "前期误差 | Error before",
        "平均差距 | Mean gap",
    )
    return _table(lang, title, columns, rows)


def _without(found: Synthetic, without: LeaveOneOut, lang: Lang) -> Table:
    rows = [(tell(lang, "全部 | all"), short(found.mean_gap), short(found.mspe**0.5))]
    rows += [(run.donor, short(run.mean_gap), short(run.mspe**0.5)) for run in without.runs]
    columns = ("去掉 | Without", "平均差距 | Mean gap", "前期误差 | Error before")
    return _table(lang, "逐一去掉对照单元 | Donors left out one by one", columns, rows)


def _show_earlier(earlier: Synthetic, lang: Lang) -> None:
    say(
        tell(
            lang,
            "时间安慰剂：假设政策在{year}年，到{last}年平均差距{gap}（拟合误差{error}）；没有政策的年份不应有大的差距。"
            " | Placebo in time: as if the policy had come in {year}, the mean gap to {last} is {gap} (error of the fit {error}); there should be little where there was no policy.",
            year=earlier.start,
            last=earlier.effect[-1],
            gap=short(earlier.mean_gap),
            error=short(earlier.mspe**0.5),
        )
    )
    for note in earlier.notes:
        say(
            tell(
                lang,
                "（{year}年）{note} | ({year}) {note}",
                year=earlier.start,
                note=note.text(lang),
            )
        )
