"""A brief made by hand, with real figures, for the tests of the renderers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import altair as alt
import pytest

from duibiao.briefs.document import (
    Brief,
    Chapter,
    Column,
    Number,
    Paragraph,
    Picture,
    Table,
    Text,
    Trace,
)
from duibiao.records import Mark

Words = tuple[str, str]

SOURCE = (
    "《中国城市统计年鉴》2011—2023年版",
    "China City Statistical Yearbook, editions 2011 to 2023",
)
CITIES: dict[str, Words] = {
    "510300": ("自贡市", "Zigong"),
    "320100": ("南京市", "Nanjing"),
    "320500": ("苏州市", "Suzhou"),
    "320400": ("常州市", "Changzhou"),
}
PER_HEAD = ("人均地区生产总值", "GDP per head")
# yuan a head: 2010, 2019, 2020, 2022
GDP_PER_HEAD = {
    "510300": (23053, 48904, 58059, 66602),
    "320100": (64037, 165681, 159322, 178781),
    "320500": (93043, 179174, 158466, 186024),
    "320400": (67327, 156390, 147939, 178243),
}
YEARS = (2010, 2019, 2020, 2022)
# 亿元 and 10,000 people, 2020
GDP = {"510300": 1458.0, "320100": 14818.0, "320500": 20170.0, "320400": 7805.0}
RESIDENTS = {"510300": 251.1, "320100": 930.1, "320500": 1272.8, "320400": 527.6}
RETAIL = {"510300": 23230, "320100": 77446, "320500": 60511, "320400": 45895}
PM25 = {"510300": 43, "320100": 31, "320500": 31, "320400": 39}
HOME, *REFERENCES = CITIES


class Maker:
    """Makes the one brief in either language, and keeps its traces."""

    def __init__(self, lang: Literal["zh", "en"]) -> None:
        self.lang: Literal["zh", "en"] = lang
        self.traces: dict[str, Trace] = {}

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def city(self, code: str) -> str:
        return self.say(*CITIES[code])

    def observed(
        self, code: str, name: Words, year: int, value: str, row: int, text: str = "", **more: Any
    ) -> Number:
        """A number that was read: its trace names the source and the place."""
        id = f"{code}.{name[1].replace(' ', '_').lower()}.{year}"
        marks = more.pop("marks", Mark.NONE)
        label = self.say(
            f"{CITIES[code][0]}{year}年{name[0]}", f"{CITIES[code][1]}, {name[1]}, {year}"
        )
        place = self.say(
            f"sample/observations.csv · 第{row}行", f"sample/observations.csv · row {row}"
        )
        self.traces[id] = Trace(
            id=id,
            label=label,
            value=value,
            source=self.say(*SOURCE),
            place=place,
            given=value,
            marks=marks.words(self.lang),
            **more,
        )
        return Number(text or value, id, marks)

    def made(
        self, id: str, label: str, text: str, formula: str, *inputs: Number, **more: Any
    ) -> Number:
        """A number that was calculated: its trace names the formula and the inputs."""
        marks = more.pop("marks", Mark.NONE)
        self.traces[id] = Trace(
            id=id,
            label=label,
            value=text,
            formula=formula,
            inputs=tuple(n.trace for n in inputs),
            marks=marks.words(self.lang),
            **more,
        )
        return Number(text, id, marks)

    def per_head(self, code: str, year: int) -> Number:
        value = GDP_PER_HEAD[code][YEARS.index(year)]
        row = 400 + 13 * list(CITIES).index(code) + (year - 2010)
        wan = self.say(f"{value / 1e4:.1f}万元", f"{value / 1e3:.1f} thousand yuan")
        return self.observed(
            code, PER_HEAD, year, f"{value:,} {self.say('元/人', 'yuan')}", row, wan
        )

    def brief(self) -> Brief:
        return Brief(
            lang=self.lang,
            title=self.say(
                "自贡市对标南京、苏州、常州差距简报", "Zigong beside Nanjing, Suzhou and Changzhou"
            ),
            subtitle=self.say("差多远、差几年、为什么", "How far behind, how many years, and why"),
            header=self.say(
                "数据：样本31市 2010—2022（快照 3f9a1c）　比较年份：2020",
                "Data: sample of 31 cities, 2010–2022 (snapshot 3f9a1c) · Year compared: 2020",
            ),
            summary=self.summary(),
            chapters=(self.how_far(), self.how_long(), self.why()),
            traces=self.traces,
            settings=(
                (self.say("本地", "Home"), self.city(HOME)),
                (
                    self.say("对标地区", "References"),
                    self.say("、", ", ").join(self.city(c) for c in REFERENCES),
                ),
                (self.say("年份", "Year"), "2020"),
                (self.say("跨口径比较", "Across breaks"), self.say("不比较", "withheld")),
            ),
        )

    def ratio(self, code: str) -> Number:
        home, there = self.per_head(HOME, 2020), self.per_head(code, 2020)
        share = GDP_PER_HEAD[HOME][2] / GDP_PER_HEAD[code][2]
        city = self.city(code)
        return self.made(
            f"ratio.{code}.gdp_per_head.2020",
            self.say(f"自贡市与{city}人均地区生产总值之比", f"Zigong's GDP per head over {city}'s"),
            f"{share:.0%}",
            self.say(f"自贡市 ÷ {city}", f"Zigong ÷ {city}"),
            home,
            there,
        )

    def summary(self) -> tuple[Text, ...]:
        home = self.per_head(HOME, 2020)
        first: Text = (
            self.say("2020年自贡市人均地区生产总值", "In 2020 Zigong's GDP per head was "),
            home,
            self.say("，为常州市的", ", "),
            self.ratio("320400"),
            self.say("、南京市的", " of Changzhou's, "),
            self.ratio("320100"),
            self.say("、苏州市的", " of Nanjing's and "),
            self.ratio("320500"),
            self.say("。", " of Suzhou's."),
        )
        second: Text = (
            self.say(
                "三市2010年已超过自贡市2020年的水平，发展时差",
                "All three stood above that level in 2010: the time distance is ",
            ),
            self.distance("320400"),
            self.say("。", "."),
        )
        third: Text = (
            self.say(
                "2020年人均数与常州市之比的上升来自常住人口口径变化，不是追赶。",
                "The rise of the ratio to Changzhou in 2020 comes from a change in the population counted; it is not catching up.",
            ),
        )
        return (first, second, third)

    def distance(self, code: str) -> Number:
        return self.made(
            f"years.{code}.gdp_per_head.2020",
            self.say(
                f"人均地区生产总值与{self.city(code)}的发展时差",
                f"Time distance to {self.city(code)}, GDP per head",
            ),
            self.say("10年以上", "10 years or more"),
            self.say("2020年 − 数据起始年份2010年", "2020 − first usable year 2010"),
            self.per_head(HOME, 2020),
            self.per_head(code, 2010),
        )

    def how_far(self) -> Chapter:
        rows: list[tuple[Text, ...]] = []
        for code in CITIES:
            more: Mapping[str, Any] = {"marks": Mark.PRELIMINARY} if code == HOME else {}
            gdp = self.observed(
                code, ("地区生产总值", "GDP"), 2020, f"{GDP[code]:,.1f}", 180, **more
            )
            pm = self.observed(code, ("细颗粒物浓度", "PM2.5"), 2020, f"{PM25[code]}", 7500)
            retail = self.made(
                f"{code}.retail_per_head.2020",
                self.say(
                    f"{self.city(code)}2020年人均社会消费品零售额",
                    f"{self.city(code)}, retail sales per head, 2020",
                ),
                f"{RETAIL[code]:,}",
                self.say("社会消费品零售总额 ÷ 常住人口", "retail sales ÷ residents"),
                marks=Mark.ESTIMATED | Mark.ACROSS_BREAK if code == "320400" else Mark.NONE,
            )
            fdi = Number("—", f"{code}.fdi.2020")
            self.traces[fdi.trace] = Trace(
                id=fdi.trace,
                label=self.say(
                    f"{self.city(code)}2020年实际使用外资", f"{self.city(code)}, FDI, 2020"
                ),
                value="—",
                note=self.say(
                    "实际使用外资2020年起年鉴未刊载",
                    "FDI is not printed in the yearbook from 2020 on",
                ),
            )
            head = self.per_head(code, 2020)
            full = Number(self.traces[head.trace].value.split()[0], head.trace)
            rows.append(((self.city(code),), (gdp,), (full,), (retail,), (pm,), (fdi,)))
        table = Table(
            title=self.say("2020年主要指标比较", "Main indicators, 2020"),
            columns=(
                Column(self.say("地区", "Region")),
                Column(self.say("地区生产总值", "GDP"), self.say("亿元", "100 m yuan"), "right"),
                Column(self.say(*PER_HEAD), self.say("元", "yuan"), "right"),
                Column(
                    self.say("人均零售额", "Retail sales per head"), self.say("元", "yuan"), "right"
                ),
                Column("PM2.5", self.say("微克/立方米", "µg/m³"), "right"),
                Column(self.say("实际使用外资", "FDI"), self.say("万美元", "10,000 USD"), "right"),
            ),
            rows=tuple(rows),
            notes=((self.say("人均数按常住人口计算。", "Per head of residents."),),),
            strong=(0,),
        )
        bars = [
            {
                "city": self.city(c),
                "share": round(GDP_PER_HEAD[HOME][2] / GDP_PER_HEAD[c][2] * 100, 1),
            }
            for c in REFERENCES
        ]
        base = alt.Chart(alt.Data(values=bars)).encode(
            y=alt.Y("city:N", sort="x", title=None),
            x=alt.X(
                "share:Q",
                title=self.say(
                    "自贡市相当于对标地区的百分比", "Zigong as a percentage of the reference"
                ),
            ),
        )
        chart = base.mark_bar(color="#d9822b") + base.mark_text(align="left", dx=4).encode(
            text="share:Q"
        )
        return Chapter(
            id="far",
            title=self.say("差多远", "How far behind"),
            lead=(
                self.say(
                    "差距最大的是与南京市：自贡市人均地区生产总值相当于其",
                    "The widest gap is to Nanjing: Zigong's GDP per head is ",
                ),
                self.ratio("320100"),
                self.say("。", " of it."),
            ),
            blocks=(
                Picture(
                    "far-bars",
                    self.say(
                        "自贡市人均地区生产总值与三市之比，2020年",
                        "Zigong's GDP per head over the three cities', 2020",
                    ),
                    chart.properties(width=560, height=150).to_dict(),
                    self.say(
                        "横条图：自贡市为常州市的39%、苏州市的37%、南京市的36%。",
                        "Bars: 39% of Changzhou, 37% of Suzhou, 36% of Nanjing.",
                    ),
                ),
                table,
                Paragraph(
                    (
                        self.say("经济总量与常州市相差", "Total GDP is "),
                        self.made(
                            "ratio.320400.gdp.2020",
                            self.say(
                                "常州市与自贡市地区生产总值之比", "Changzhou's GDP over Zigong's"
                            ),
                            self.say("5.4倍", "5.4 times"),
                            self.say("常州市 ÷ 自贡市", "Changzhou ÷ Zigong"),
                            Number("", "320400.gdp.2020"),
                            Number("", "510300.gdp.2020"),
                        ),
                        self.say(
                            "，总量只作背景，不参与排序。",
                            " as large in Changzhou; totals are shown as scale and not ranked.",
                        ),
                    )
                ),
            ),
        )

    def how_long(self) -> Chapter:
        points = [
            {"city": self.city(c), "year": str(y), "value": v}
            for c in CITIES
            for y, v in zip(YEARS, GDP_PER_HEAD[c], strict=True)
        ]
        lines = (
            alt.Chart(alt.Data(values=points))
            .mark_line(point=True)
            .encode(
                x=alt.X("year:O", title=None),
                y=alt.Y("value:Q", title=self.say("元/人", "yuan a head")),
                color=alt.Color("city:N", title=None),
            )
            .properties(width=560, height=240)
        )
        rows = tuple(
            (
                (self.city(code),),
                (self.per_head(code, 2010),),
                (self.per_head(code, 2020),),
                (self.distance(code),),
                (
                    self.say(
                        "该市在有数据的全部年份都高于自贡市2020年的水平，只能给出下限",
                        "above Zigong's level of 2020 in its whole record, so this is a lower bound",
                    ),
                ),
            )
            for code in REFERENCES
        )
        return Chapter(
            id="long",
            title=self.say("差几年", "How many years behind"),
            lead=(
                self.say(
                    "常州市2010年人均地区生产总值已达", "Changzhou's GDP per head had reached "
                ),
                self.per_head("320400", 2010),
                self.say("，时差", " by 2010: "),
                self.distance("320400"),
                self.say("。", " behind."),
            ),
            blocks=(
                Picture(
                    "long-lines",
                    self.say("四市人均地区生产总值", "GDP per head in the four cities"),
                    lines.to_dict(),
                    self.say(
                        "折线图：2010至2022年，三市始终高于自贡市。",
                        "Lines: the three stay above Zigong from 2010 to 2022.",
                    ),
                ),
                Table(
                    self.say("发展时差", "Time distance"),
                    (
                        Column(self.say("对标地区", "Reference")),
                        Column(self.say("2010年", "2010"), align="right"),
                        Column(self.say("2020年", "2020"), align="right"),
                        Column(self.say("时差", "Time distance"), align="right"),
                        Column(self.say("说明", "Remark")),
                    ),
                    rows,
                ),
                Paragraph(
                    (
                        self.say(
                            "2020年起人均数按第七次人口普查口径，2019年与2020年之间的变化不作比较。",
                            "From 2020 on, per-head figures use the census of that year; changes between 2019 and 2020 are not compared.",
                        ),
                    ),
                    "note",
                ),
            ),
        )

    def why(self) -> Chapter:
        def part(id: str, zh: str, en: str, text: str) -> Number:
            inputs = (Number("", "510300.gdp.2020"), Number("", "320400.gdp.2020"))
            how = self.say("对数平均迪氏指数（LMDI）分解", "logarithmic mean Divisia decomposition")
            return self.made(f"why.{id}", self.say(zh, en), text, how, *inputs)

        people = part("people", "人口对总量差距的贡献", "Population's part in the gap", "44%")
        output = part(
            "output", "人均产出对总量差距的贡献", "Output per head's part in the gap", "56%"
        )
        return Chapter(
            id="why",
            title=self.say("为什么", "Why"),
            lead=(
                self.say(
                    "与常州市的总量差距中，人口占",
                    "Of the gap in total GDP to Changzhou, population makes up ",
                ),
                people,
                self.say("，人均产出占", " and output per head "),
                output,
                self.say("。", "."),
            ),
            blocks=(
                Paragraph((self.say("差距可以这样拆开：", "The gap splits as follows:"),)),
                Paragraph(
                    (
                        self.say(
                            "人口：常州市为自贡市的2.1倍，贡献", "Population: 2.1 times Zigong's, "
                        ),
                        people,
                        self.say("；", ";"),
                    ),
                    "item",
                ),
                Paragraph(
                    (
                        self.say("人均产出：2.5倍，贡献", "Output per head: 2.5 times, "),
                        output,
                        self.say("。", "."),
                    ),
                    "item",
                ),
                Paragraph(
                    (
                        self.say(
                            "数据没有旅游和招商引资，简报对这两项不作判断；<原文> & #符号 *星号* $x$ \\ 一律照印。",
                            "The data hold no tourism and no investment promotion, so the brief is silent on both; <tags> & #hashes *stars* $x$ \\ print as they are.",
                        ),
                    )
                ),
            ),
        )


@pytest.fixture(scope="session")
def brief_zh() -> Brief:
    """A finished brief in Chinese: three chapters, two pictures, two tables, marks and traces."""
    return Maker("zh").brief()


@pytest.fixture(scope="session")
def brief_en() -> Brief:
    """The same brief in English."""
    return Maker("en").brief()


@pytest.fixture(scope="session")
def sheet_zh(brief_zh: Brief) -> Brief:
    """The leader's sheet: the summary, one chapter with its picture."""
    far = brief_zh.chapters[0]
    return replace(
        brief_zh, chapters=(replace(far, blocks=far.blocks[:2]),), settings=(), one_page=True
    )
