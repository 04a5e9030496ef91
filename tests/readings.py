"""Readings made by hand, from texts in which each quote is looked up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from duibiao.records import (
    Condition,
    Contradiction,
    Document,
    FollowUp,
    Lesson,
    Note,
    Question,
    Quote,
    Reading,
    Speaker,
    Statement,
    Target,
)

TEXT = """自贡市学习考察报告
市财政局局长李明表示，到2025年财政自给率达到30%，一般公共预算收入突破100亿元。
市经信局推动科技创新平台建设。
沿滩区地区生产总值增速不低于全市平均水平，确保规上工业企业达到500个。
擦亮盐龙灯金字招牌，加快打造国际文化旅游目的地。
乐山市制定招商计划。
常州市财力雄厚，团队专业，科教资源丰富。
苏州招商引资推介会。
"""


def quote(words: str, text: str = TEXT) -> Quote:
    """Return words with their place in a text."""
    start = text.index(words)
    return Quote(words, start, start + len(words))


def target(words: str, indicator: str, **more: Any) -> Target:
    """Return a target in the text."""
    return Target(quote(words), indicator, indicator, **more)


SELF_SUFFICIENCY = Statement(
    "target",
    quote("到2025年财政自给率达到30%"),
    "李明",
    region="自贡市",
    theme="财政金融",
    targets=(
        target("财政自给率达到30%", "self_sufficiency", value=30.0, unit="%", deadline="2025"),
    ),
    indicators=("self_sufficiency", "fiscal_revenue"),
    rules=("theme.fiscal_revenue",),
)
REVENUE = Statement(
    "target",
    quote("一般公共预算收入突破100亿元"),
    "李明",
    region="自贡市",
    theme="财政金融",
    targets=(
        target(
            "一般公共预算收入突破100亿元",
            "fiscal_revenue",
            comparator=">",
            value=100.0,
            unit="亿元",
            deadline="2025",
        ),
    ),
    indicators=("fiscal_revenue",),
)
SCIENCE = Statement(
    "action",
    quote("推动科技创新平台建设"),
    owner="市经信局",
    region="自贡市",
    theme="科技创新",
    indicators=("science_share",),
    rules=("theme.science_share",),
)
GROWTH = Statement(
    "target",
    quote("地区生产总值增速不低于全市平均水平"),
    region="沿滩区",
    theme="经济增长",
    targets=(
        target(
            "地区生产总值增速不低于全市平均水平",
            "gdp",
            measure="growth",
            comparator=">=",
            relative_to="全市平均水平",
            deadline="2021",
        ),
    ),
    indicators=("gdp", "gdp_per_capita"),
    rules=("theme.gdp_per_capita",),
)
FIRMS = Statement(
    "target",
    quote("确保规上工业企业达到500个"),
    region="沿滩区",
    theme="工业",
    targets=(
        target(
            "规上工业企业达到500个", "industrial_firms", value=500.0, unit="个", firmness="assured"
        ),
    ),
    indicators=("industrial_firms",),
)
TOURISM = Statement("action", quote("加快打造国际文化旅游目的地"), region="自贡市", theme="文旅")
SLOGAN = Statement("slogan", quote("擦亮盐龙灯金字招牌"))
ELSEWHERE = Statement(
    "action",
    quote("乐山市制定招商计划"),
    region="乐山市",
    theme="招商引资",
    indicators=("self_sufficiency",),
)
LESSON = Lesson(
    "常州市",
    (Statement("lesson", quote("常州市财力雄厚"), learns_from="常州市"),),
    (
        Condition(quote("财力雄厚"), "财力", ("财政自给率",)),
        Condition(quote("团队专业"), "团队"),
        Condition(quote("科教资源丰富"), "科教人才", ("每万人普通本专科在校学生数",)),
    ),
)
STATEMENTS = (SELF_SUFFICIENCY, REVENUE, SCIENCE, GROWTH, FIRMS, TOURISM, SLOGAN, ELSEWHERE)


def reading(statements: Sequence[Statement] = STATEMENTS, name: str = "报告.txt") -> Reading:
    """Return a reading of the text with these statements."""
    return Reading(
        Document(name, TEXT, "自贡市学习考察报告", date(2020, 11, 2)),
        "自贡市",
        (Speaker("李明", "局长", "市财政局"),),
        (),
        tuple(statements),
        (LESSON,),
        (FollowUp("event", quote("苏州招商引资推介会"), "苏州招商引资推介会"),),
        (Question(quote("规上工业企业达到500个"), Note("何时达到没有写", "no deadline is given")),),
        (
            Contradiction(
                "twice", (quote("财政自给率达到30%"),), Note("两处不同", "given twice, unlike")
            ),
        ),
    )
