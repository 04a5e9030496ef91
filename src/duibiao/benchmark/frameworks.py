"""The framework of a study: a plain one where the panel brings none, and the refusal of what cannot be scored."""

from __future__ import annotations

from dataclasses import replace

from duibiao.records import BadSetting, DataError, Element, Framework, Note, Panel, Pillar

from ._words import indicators_listed


def default_framework(panel: Panel) -> tuple[Framework, Note]:
    """Return the plain framework of a panel that brings none, and the note that says so.

    All indicators that the panel has, with a direction and no total, in one pillar with equal weights;
    totals with a direction as context; no structure variables. Raises `DataError` where no indicator has
    a direction.
    """
    directed = [i for i in panel.indicators if i.direction and panel.has(i.code)]
    if not directed:
        raise DataError(
            zh="没有一个指标标明方向（越大越好或越小越好），无法比较。请在指标表的 direction 列注明 + 或 -。",
            en="No indicator says which way is better, so nothing can be compared. Put + or - in the column direction of the table of indicators.",
        )
    codes = [i.code for i in directed if not i.total]
    totals = [i.code for i in directed if i.total]
    framework = Framework(
        (
            *(Element(c, "score", "all") for c in codes),
            *(Element(c, "context") for c in totals),
        ),
        (Pillar("all", "综合", "Overall", 1.0),) if codes else (),
    )
    if not codes:
        return framework, Note(
            "没有框架表，数据里也只有总量：只列出，不计分、不排序。人均数、比率或速度才能计分。",
            "There is no framework, and the data hold totals only: shown, neither scored nor ranked. Scores take per-head figures, ratios or rates.",
        )
    return framework, Note(
        f"没有框架表：{len(codes)}个有方向的非总量指标等权计分（{indicators_listed(panel, codes, 'zh')}），没有结构变量。",
        f"There is no framework: the {len(codes)} indicators with a direction that are no totals are scored with equal weights ({indicators_listed(panel, codes, 'en')}), and there are no structure variables.",
    )


def check_scorable(panel: Panel, framework: Framework) -> None:
    """Raise `BadSetting` where a scored element is a total or has no direction, `DataError` with none scored."""
    elements = framework.of("score")
    if not elements:
        raise DataError(
            zh="框架中没有计分指标（角色 score），不能评定位次。请在框架表里加上。",
            en="The framework has no scored indicators (role score), so no standing can be given. Add some.",
        )
    for element in elements:
        indicator = panel.indicators[element.indicator]
        if indicator.total:
            raise BadSetting(
                zh=f"框架要给总量“{indicator.name('zh')}”计分。总量只反映规模，不计分：请改用人均数、比率或速度，或把它的角色改为 context。",
                en=f"The framework scores the total “{indicator.name('en')}”. Totals are scale and never scored: use a per-head figure, ratio or rate, or give it the role context.",
            )
        if not indicator.direction:
            raise BadSetting(
                zh=f"计分指标“{indicator.name('zh')}”没有方向，不知大好还是小好。请在指标表里注明 + 或 -。",
                en=f"The scored indicator “{indicator.name('en')}” has no direction, so nobody knows whether more is better. Put + or - in the table of indicators.",
            )


def only(framework: Framework, elements: tuple[Element, ...]) -> Framework:
    """Return the framework with no other scored elements than these, and the pillars that hold one.

    A pillar keeps its weight; its remaining elements share it.
    """
    held = {e.pillar for e in elements}
    return replace(
        framework,
        elements=elements,
        pillars=tuple(p for p in framework.pillars if p.code in held),
    )
