"""A short invented document and its reading, made by hand, for the tests of what a reader touches."""

from __future__ import annotations

from datetime import date

from duibiao.records import (
    Condition,
    Contradiction,
    Document,
    Figure,
    FollowUp,
    Lesson,
    Note,
    Place,
    Question,
    Quote,
    Reading,
    Speaker,
    Statement,
    Target,
    Vintage,
)

TEXT = """荣县赴江苏学习考察报告
荣县经信局
2021年3月5日
常州恐龙园无中生有，靠的是专业团队运营和长期资金投入。
2020年，全县地区生产总值（初步核算）252.3亿元，按可比价格计算，比上年增长4.1%；三次产业结构为20.1:38.4:41.6。全县地区生产总值为253.2亿元。
县经信局局长李明表示，今年确保新增规上企业10家，达到55家；力争全年目标保二争一；规上工业增加值增速不低于全市平均水平；尽快制定产业链招商方案。
同志们要解放思想<奋起直追>。考察期间与常州文旅集团签订了合作协议。
"""


def quote(words: str, at: int = 1) -> Quote:
    """The words where they stand in the text for the `at`th time."""
    start = -1
    for _ in range(at):
        start = TEXT.index(words, start + 1)
    return Quote(words, start, start + len(words))


_lines = [i for i, c in enumerate(TEXT) if i == 0 or TEXT[i - 1] == "\n"][:-1]
DOCUMENT = Document(
    name="考察报告.txt",
    text=TEXT,
    title="荣县赴江苏学习考察报告",
    published=date(2021, 3, 5),
    publisher="荣县经信局",
    places=tuple(
        Place(start, Note(f"第{n}段", f"paragraph {n}")) for n, start in enumerate(_lines, 1)
    ),
)
_firms = quote("今年确保新增规上企业10家，达到55家")
_year = quote("力争全年目标保二争一")
STATEMENTS = (
    Statement(
        "lesson",
        quote("常州恐龙园无中生有，靠的是专业团队运营和长期资金投入"),
        learns_from="常州市",
        confidence=0.9,
        rules=("kind.lesson.named",),
    ),
    Statement(
        "target",
        _firms,
        speaker="李明",
        owner="县经信局",
        theme="工业",
        confidence=0.95,
        rules=("kind.target.value",),
        targets=(
            Target(
                _firms,
                "industrial_firms",
                "规上企业",
                value=55.0,
                unit="家",
                baseline=45.0,
                increase=10.0,
                firmness="assured",
                deadline="2021",
            ),
        ),
    ),
    Statement(
        "target",
        _year,
        speaker="李明",
        targets=(
            Target(
                quote("保二"),
                "全年目标",
                "全年目标",
                "rank",
                value=2.0,
                unit="位",
                firmness="assured",
                deadline="2021",
            ),
            Target(
                quote("争一"),
                "全年目标",
                "全年目标",
                "rank",
                value=1.0,
                unit="位",
                firmness="aspired",
                deadline="2021",
            ),
        ),
        confidence=0.8,
    ),
    Statement(
        "target",
        quote("规上工业增加值增速不低于全市平均水平"),
        speaker="李明",
        targets=(
            Target(
                quote("规上工业增加值增速不低于全市平均水平"),
                "规模以上工业增加值",
                "规上工业增加值",
                "growth",
                ">=",
                relative_to="全市平均水平",
            ),
        ),
    ),
    Statement("action", quote("尽快制定产业链招商方案"), speaker="李明", confidence=0.7),
    Statement("slogan", quote("同志们要解放思想<奋起直追>")),
)


def _share(words: str, name: str, value: float) -> Figure:
    return Figure(quote(words), "荣县", name, name, "2020", value, "%", "share")


FIGURES = (
    Figure(
        quote("地区生产总值（初步核算）252.3亿元"),
        "荣县",
        "gdp",
        "地区生产总值",
        "2020",
        252.3,
        "亿元",
        "level",
        vintage=Vintage.PRELIMINARY,
    ),
    Figure(
        quote("增长4.1%"),
        "荣县",
        "gdp",
        "地区生产总值",
        "2020",
        4.1,
        "%",
        "growth",
        basis="year earlier",
        real=True,
        vintage=Vintage.PRELIMINARY,
    ),
    _share("20.1", "第一产业占比", 20.1),
    _share("38.4", "第二产业占比", 38.4),
    _share("41.6", "第三产业占比", 41.6),
)
READING = Reading(
    document=DOCUMENT,
    region="荣县",
    speakers=(Speaker("李明", "局长", "县经信局", "县经信局局长", "荣县"),),
    figures=FIGURES,
    statements=STATEMENTS,
    lessons=(
        Lesson(
            "常州市",
            STATEMENTS[:1],
            (
                Condition(quote("专业团队运营"), "运营"),
                Condition(quote("长期资金投入"), "资金", ("一般公共预算收入",)),
            ),
        ),
    ),
    follow_ups=(FollowUp("cooperation", quote("与常州文旅集团签订了合作协议"), "常州文旅集团"),),
    questions=(
        Question(_year, Note("排名在什么范围里排？", "Ranked among whom?")),
        Question(
            quote("新增规上企业10家"),
            Note("是净增还是新上规？", "Is this net, or newly counted?"),
        ),
    ),
    contradictions=(
        Contradiction(
            "shares",
            (quote("20.1:38.4:41.6"),),
            Note("三个占比之和是100.1%。", "The three shares add up to 100.1%."),
        ),
        Contradiction(
            "twice",
            (quote("地区生产总值（初步核算）252.3亿元"), quote("地区生产总值为253.2亿元")),
            Note("同一数一处是252.3，一处是253.2。", "252.3 in one place, 253.2 in another."),
        ),
    ),
    notes=(Note("没有区划表，地区按原文。", "No table of regions; they stand as written."),),
)
