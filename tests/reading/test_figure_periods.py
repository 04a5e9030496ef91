"""Of which period figures are in speech that names it once: by a question, a 但是, 全年, another's time."""

from __future__ import annotations

from datetime import date

import pytest

from duibiao.reading import Passages
from duibiao.reading.figures.find import find_figures
from duibiao.records import Catalogue, Document


def periods(text: str, published: date = date(2022, 7, 16), home: str = "正安县") -> list[str]:
    """Return the periods of the figures of a text."""
    document = Document("a.txt", text, published=published)
    found = find_figures(Passages(document), region=home, catalogue=Catalogue())
    return [f.period for f in found]


@pytest.mark.parametrize("opening", ["第一个意思", "第一个问题", "第一方面"])
def test_a_point_that_asks_for_a_time_is_answered_at_that_time(opening: str) -> None:
    text = (
        f"调度会上的讲话\n{opening}，上半年干得怎么样？一句话，有喜有忧。\n"
        "喜在哪里？贫困发生率降到1.06%。\n忧在哪里？固定资产投资同比下降6.3%。\n"
        "第二个意思，差距在哪里？贫困发生率还有1.2%。"
    )
    assert periods(text) == ["2022H1", "2022H1", ""]


@pytest.mark.parametrize(
    "turn",
    [
        "但是，也要泼点冷水。",
        "但，家底要算清。",
        "不过，",
        "也要讲问题。",
        "忧在哪里？",
        "短板也明显，",
        "说完成绩说问题。",
    ],
)
def test_what_is_set_against_the_good_is_of_the_same_time(turn: str) -> None:
    text = f"大会上的讲话\n去年，全县茶园面积达到20.3万亩。\n{turn}夏秋茶利用率仅为31%。"
    assert periods(text) == ["2021", "2021"]


def test_the_whole_year_is_the_one_last_named_in_the_sentence() -> None:
    text = "座谈会\n2020年社会消费品零售总额226.4亿元；入驻企业已有86家，全年货物吞吐量480万吨。"
    assert periods(text) == ["2020", "2020", "2020"]


def test_the_crop_of_a_year_is_of_the_year_whenever_it_is_counted() -> None:
    text = "座谈会\n截至6月底，全县已栽种水稻19万亩。全县粮食总产量预计24.6亿斤。"
    assert periods(text) == ["2022M06", "2022"]


def test_the_time_of_one_firm_is_not_that_of_the_county() -> None:
    text = "座谈会\n金漠绒业有限公司前五个月产值9.7亿元。我县给17家绒毛企业授信12.5亿元。"
    assert periods(text) == ["2022M01-05", "", ""]


def test_a_yearly_rate_from_one_year_to_another_is_of_the_years_between() -> None:
    text = "座谈会\n农村居民人均可支配收入由2015年的7684元增加到2020年的11926元，年均增长9.2%。"
    assert periods(text)[-1] == "2016-2020"


def test_from_a_month_up_to_now_is_of_the_year() -> None:
    assert periods("座谈会\n3月开园到现在，园区接待游客12万人次。") == ["2022"]
