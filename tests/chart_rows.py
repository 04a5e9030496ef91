"""One small example of every chart, with real figures and the longest labels, for the tests of charts and pages."""

from __future__ import annotations

from typing import Any

from duibiao.briefs.charts import (
    FanLabel,
    FanPoint,
    FanYear,
    GapBar,
    LinePoint,
    MapPoint,
    RankDot,
    ScoreDot,
    StructurePoint,
    TimeDot,
    WaterfallPart,
    bubble_map,
    fan,
    gap_bars,
    lines,
    rank_intervals,
    score_intervals,
    structure_scatter,
    time_axis,
    waterfall,
)

FAN_LABELS = (
    FanLabel("reference", 9.8, "常州市的60%\n9.80万元"),
    FanLabel("usual", 8.0, "惯常\n8.00万元"),
)
CITIES = {
    "自贡市": ("home", 104.77, 29.34, 1458.4),
    "南京市": ("named", 118.78, 32.06, 14817.9),
    "苏州市": ("named", 120.62, 31.30, 20170.5),
    "常州市": ("named", 119.97, 31.81, 7805.3),
    "淮安市": ("role_model", 119.02, 33.61, 4025.4),
    "乐山市": ("comparable", 103.77, 29.55, 2003.4),
    "内江市": ("comparable", 105.06, 29.58, 1465.9),
    "攀枝花市": ("other", 101.72, 26.58, 1040.8),
}
NAMED = ("南京市", "苏州市", "常州市")

GAPS = [
    GapBar("一般公共预算收入占地区生产总值比重", "南京市", 95.0, "−6.7点"),
    GapBar("一般公共预算收入占地区生产总值比重", "常州市", 49.0, "−3.5点"),
    GapBar("人均地区生产总值", "南京市", 66.0, "36%"),
    GapBar("人均地区生产总值", "苏州市", 65.0, "37%"),
    GapBar("人均地区生产总值", "常州市", 58.0, "39%"),
    GapBar("近三年平均实际增速", "苏州市", -32.0, "+1.5点"),
]
DOTS = [
    TimeDot("人均地区生产总值", "淮安市", "role_model", 2015.3, "淮安市 4.7年", marked=True),
    TimeDot("人均地区生产总值", "常州市", "named", 2010.0, "常州市 10年以上", beyond=True),
    TimeDot("规模以上工业企业户均利润", "常州市", "named", 2012.5, "常州市 7.5年"),
    TimeDot("规模以上工业企业户均利润", "乐山市", "comparable", 2019.4, "乐山市 0.6年"),
]
PARTS = [
    WaterfallPart("自贡市", 1458.4, "1,458.4亿元", "home"),
    WaterfallPart("人口", 2808.0, "+2,808.0"),
    WaterfallPart("第二产业人均增加值", 3738.2, "+3,738.2"),
    WaterfallPart("第一产业人均增加值", -199.3, "−199.3"),
    WaterfallPart("常州市", 7805.3, "7,805.3亿元", "reference"),
]
POINTS = [
    LinePoint("人均地区生产总值（万元）", region, role, year, level * (1 + 0.07 * (year - 2010)), year >= 2020)
    for region, (role, level) in {
        "自贡市": ("home", 2.3),
        "南京市": ("named", 9.1),
        "苏州市": ("named", 9.2),
        "常州市": ("named", 9.3),
    }.items()
    for year in range(2010, 2023)
]  # fmt: skip
RANKS = [
    RankDot("苏州市", "named", 1, 1, 2, "88.0"),
    RankDot("自贡市", "home", 22, 21, 25, "37.9"),
    RankDot("乐山市", "comparable", 23, 21, 24, "36.6"),
]
SCORES = [
    ScoreDot("苏州市", "named", 1.09, 1.01, 1.20, 1.0, "1.09"),
    ScoreDot("自贡市", "home", 1.29, 1.23, 1.36, 1.22, "1.29"),
]


def specs() -> dict[str, dict[str, Any]]:
    """Every chart by the name of the function that draws it."""
    plane = [
        StructurePoint(name, role, (x - 111) / 5, (y - 30) / 2)
        for name, (role, x, y, _) in CITIES.items()
    ]
    places = [MapPoint(name, role, x, y, size) for name, (role, x, y, size) in CITIES.items()]
    return {
        "gap_bars": gap_bars(GAPS, home="自贡市", behind="落后", ahead="领先", references=NAMED),
        "time_axis": time_axis(DOTS, home="自贡市 2020年", home_year=2020),
        "waterfall": waterfall(PARTS),
        "structure_scatter": structure_scatter(
            plane,
            x_title="第1主成分（解释54%，主要是第一产业占比）",
            y_title="第2主成分（解释24%）",
        ),
        "bubble_map": bubble_map(places),
        "lines": lines(POINTS),
        "rank_intervals": rank_intervals(RANKS, axis="位次（样本31市）", last=31),
        "fan": fan(
            [
                FanPoint(y, 2.8 + 0.2 * (y - 2010), "0" if y < 2014 else "1")
                for y in range(2010, 2021)
            ],
            [
                FanYear(y, 4.8 + 0.3 * k, 4.8 + 0.5 * k, 4.8 + 0.64 * k, 4.8 + 0.8 * k, 4.8 + k)
                for k, y in enumerate(range(2020, 2026))
            ],
            home="自贡市",
            labels=FAN_LABELS,
            target=FanPoint(2025, 9.8),
            milestones=[FanPoint(y, 4.8 + k) for k, y in enumerate(range(2020, 2026))],
            reference=[
                FanYear(y, 6 + 0.4 * k, 6 + 0.6 * k, 6 + 0.76 * k, 6 + 0.9 * k, 6 + 1.2 * k)
                for k, y in enumerate(range(2020, 2026))
            ],
            precedents=[FanPoint(2020 + k, 4.8 + 0.7 * k, "a") for k in range(4)],
        ),
        "score_intervals": score_intervals(SCORES, axis="倍，1为前沿"),
    }
