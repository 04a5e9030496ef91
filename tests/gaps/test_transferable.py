"""Conditions of lessons against home's figures: there, not there, or open with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import duibiao
from duibiao.gaps import ConditionSettings, Judged, judge_conditions
from duibiao.records import BadSetting, Condition, Lesson, Panel
from readings import LESSON, quote

HOME = "510300"
SAMPLE = duibiao.load_sample()


def judged(
    *indicators: str,
    region: str = "常州市",
    home: str = HOME,
    panel: Panel = SAMPLE,
    **settings: float,
) -> Judged:
    condition = Condition(quote("财力雄厚"), "财力", indicators)
    lesson = Lesson(region, (), (condition,))
    [found] = judge_conditions(panel, home, [lesson], 2020, ConditionSettings(**settings))
    return found


def test_home_below_the_share_has_not_the_condition() -> None:
    found = judged("财政自给率")
    assert (found.here, found.reason.zh) == (False, "财政自给率不到常州的80%")
    [(home, reference)] = found.figures
    assert (home.region, reference.region, home.year) == (HOME, "320400", 2020)


def test_home_that_reaches_the_share_has_it() -> None:
    assert judged("财政自给率", share=0.3).here is True
    assert judged("财政自给率", home="320400", region="自贡市").here is True


def test_less_is_better_the_other_way_round() -> None:
    # 43 against 39: Changzhou has 91% of Zigong's dust.
    assert judged("PM2.5年均浓度", share=0.9).here is True
    assert judged("PM2.5年均浓度", share=0.95).here is False
    assert judged("PM2.5年均浓度", home="320400", region="自贡市", share=1.0).here is True


def test_a_distance_is_held_against_its_own_limit() -> None:
    near = judged("到核心城市距离", farther=50.0)
    assert (near.here, near.reason.zh) == (True, "到核心城市距离不超过常州的50倍")
    home, reference = near.figures[0]
    assert home.value and reference.value
    ratio = home.value / reference.value
    assert judged("到核心城市距离", farther=max(1.0, ratio * 0.99)).here is (ratio <= 1)


def test_indicators_that_disagree_leave_it_open() -> None:
    # Fewer students a head and less of its own revenue, but growth as fast.
    found = judged("财政自给率", "近三年平均实际增速")
    assert found.here is None
    assert found.reason.zh.endswith("几项指标说法不一")
    assert len(found.figures) == 2


@pytest.mark.parametrize(
    ("indicators", "region", "words"),
    [
        ((), "常州市", "没有能说明它的指标"),
        (("旅游收入",), "常州市", "数据中没有两地都可用的数"),
        (("财政自给率",), "昆山市", "数据中没有昆山市"),
        (("财政自给率",), "", "原文没有说是哪里"),
        (("财政自给率",), "自贡市", "数据中没有自贡市"),
    ],
)
def test_what_figures_cannot_tell_is_open_with_the_reason(
    indicators: tuple[str, ...], region: str, words: str
) -> None:
    found = judged(*indicators, region=region)
    assert (found.here, found.reason.zh, found.figures) == (None, words, ())


def test_every_condition_of_every_lesson_is_judged() -> None:
    found = judge_conditions(SAMPLE, HOME, [LESSON, LESSON], 2020)
    assert [j.condition for j in found] == [*LESSON.conditions] * 2


def test_settings_out_of_range_are_refused() -> None:
    for wrong in ({"share": 0.0}, {"share": 1.2}, {"farther": 0.9}):
        with pytest.raises(BadSetting, match="share="):
            ConditionSettings(**wrong)


@given(
    st.sampled_from(sorted(i.code for i in SAMPLE.indicators)),
    st.floats(0.05, 1.0),
    st.floats(1.0, 9.0),
)
def test_a_stricter_setting_never_finds_more(code: str, share: float, farther: float) -> None:
    strict = judged(code, share=share, farther=farther)
    loose = judged(code, share=share / 2, farther=farther * 2)
    assert not (strict.here is True and loose.here is False)
    assert (strict.here is None) == (loose.here is None)


def test_what_a_person_said_stands_before_the_figures() -> None:
    condition = Condition(quote("财力雄厚"), "财力", ("财政自给率",), here=True)
    [found] = judge_conditions(SAMPLE, HOME, [Lesson("常州市", (), (condition,))], 2020)
    assert (found.here, found.reason.zh, found.figures) == (True, "台账所写", ())
