"""What a careful reading of the sample finds for Zigong in 2020, computed by hand beforehand.

Source: the figures of the China City Statistical Yearbook in the sample; the findings are listed in the
project's first issue, worked out there in a spreadsheet.
"""

from __future__ import annotations

import pytest

import duibiao
from duibiao.briefs import compose
from duibiao.briefs.document import Brief, plain
from duibiao.gaps import Gap, GapSettings, time_distance
from duibiao.records import Panel

ZIGONG, NANJING, SUZHOU, CHANGZHOU = "510300", "320100", "320500", "320400"


@pytest.fixture(scope="module")
def zigong(sample: Panel) -> duibiao.Study:
    return duibiao.study(sample, "自贡市", ["南京市", "苏州市", "常州市"], year=2020)


@pytest.fixture(scope="module")
def brief(zigong: duibiao.Study) -> Brief:
    return compose(zigong, "zh")


def gap(study: duibiao.Study, indicator: str, reference: str) -> Gap:
    return next(
        g for g in study.gaps if (g.indicator, g.reference.region) == (indicator, reference)
    )


@pytest.mark.parametrize(("reference", "percent"), [(CHANGZHOU, 39), (NANJING, 36), (SUZHOU, 37)])
def test_gdp_per_head_ratio_and_ten_years_or_more(
    zigong: duibiao.Study, reference: str, percent: int
) -> None:
    found = gap(zigong, "gdp_per_capita", reference)
    assert found.ratio is not None and round(found.ratio * 100) == percent
    assert (found.status, found.time.years, found.time.at_least) == ("behind", None, 10)


def test_changzhous_gdp_split_into_population_and_income(zigong: duibiao.Study) -> None:
    split = next(
        d for d in zigong.decompositions if (d.indicator, d.reference) == ("gdp", CHANGZHOU)
    )
    cells = {(c.region, c.indicator): c.value for c in split.inputs}
    assert split.ratio == pytest.approx(5.4, abs=0.05)
    assert cells[CHANGZHOU, "residents"] / cells[ZIGONG, "residents"] == pytest.approx(
        2.1, abs=0.05
    )  # type: ignore[operator]
    assert cells[CHANGZHOU, "gdp_per_capita"] / cells[ZIGONG, "gdp_per_capita"] == pytest.approx(
        2.5, abs=0.05
    )  # type: ignore[operator]
    assert split.parts[0].share == pytest.approx(0.44, abs=0.005)


def test_the_ratio_of_totals_falls_while_the_per_head_ratio_jumps(zigong: duibiao.Study) -> None:
    effect = next(
        e
        for e in zigong.base_effects
        if (e.indicator, e.reference) == ("gdp_per_capita", CHANGZHOU)
    )
    path = dict(effect.path)
    assert (round(path[2019] * 100, 1), round(path[2022] * 100, 1)) == (19.3, 17.2)
    assert (round(effect.before * 100, 1), round(effect.after * 100, 1)) == (31.3, 39.2)
    assert effect.opposite
    assert round(effect.growth, 1) == 18.7 and effect.real_growth == 3.9


def test_strong_and_weak_sides(zigong: duibiao.Study, sample: Panel) -> None:
    rank = {r.indicator: r.home.ranks[0] for r in zigong.comparison.rows}
    value = {r.indicator: r.home.cell.value for r in zigong.comparison.rows}
    assert (rank["profit_per_head"].rank, rank["profit_per_head"].of) == (26, 31)
    assert rank["revenue_to_gdp"].rank == 31
    assert value["revenue_to_gdp"] == pytest.approx(4.4, abs=0.05)
    assert value["self_sufficiency"] == pytest.approx(26.6, abs=0.05)
    assert value["exports_to_gdp"] == pytest.approx(1.6, abs=0.05)
    firms = sample.grid("firms_per_10k").at(2020)
    own, leshan, neijiang = (
        firms[sample.regions.position(c)] for c in (ZIGONG, "511100", "511000")
    )
    assert own > leshan and own > neijiang


def test_pm25_is_the_worst_of_the_18_sichuan_cities(zigong: duibiao.Study) -> None:
    row = zigong.comparison.row("pm25")
    assert row is not None and row.home.cell.value == 43
    among_sichuan = row.home.ranks[1]
    assert (among_sichuan.rank, among_sichuan.of) == (18, 18)
    assert not among_sichuan.among.whole, "18 of 21 units are not the province"


def test_nearest_peers(zigong: duibiao.Study) -> None:
    assert zigong.peers is not None
    assert {p.region for p in zigong.peers.peers[:3]} == {"511100", "511000", "511400"}


@pytest.mark.parametrize(("region", "years"), [("321300", 1.7), ("320700", 3.4), ("320800", 4.7)])
def test_nearest_steps_only_across_bases(sample: Panel, region: str, years: float) -> None:
    withheld = time_distance(sample, "gdp_per_capita", ZIGONG, region, 2020)
    assert withheld.years is None and withheld.reason is not None
    told = time_distance(sample, "gdp_per_capita", ZIGONG, region, 2020, across_breaks=True)
    assert told.years == pytest.approx(years, abs=0.05)


def test_the_nearest_steps_are_told_with_a_mark_when_asked(sample: Panel) -> None:
    settings = duibiao.StudySettings(gaps=GapSettings(across_breaks=True))
    study = duibiao.study(sample, "自贡市", ["常州市"], year=2020, settings=settings)
    years = next(c for c in compose(study, "zh").chapters if c.id == "years")
    texts = [plain(b.text) for b in years.blocks if hasattr(b, "text")]
    told = next(t for t in texts if t.startswith("最近的台阶"))
    for step in ("宿迁约1.7年", "连云港约3.4年", "淮安约4.7年", "现价，跨口径"):
        assert step in told


def test_gdp_is_tenth_of_the_18(zigong: duibiao.Study) -> None:
    row = zigong.comparison.row("gdp")
    assert row is not None and row.home.ranks[1].rank == 10


@pytest.mark.parametrize(
    "sentence",
    [
        "2020年自贡人均地区生产总值5.8万元，为南京（15.9万元）的36%、苏州（15.8万元）的37%、常州（14.8万元）的39%",
        "在2010年就已超过，发展时差10年以上",
        "常州的地区生产总值是自贡的5.4倍：人口是2.1倍，人均是2.5倍；差距的44%来自人口",
        "由31.3%变为39.2%（2019—2020年），是分母口径所致；同期地区生产总值之比由19.3%变为18.7%，差距其实在扩大",
        "结构上最像自贡的是",
    ],
)
def test_the_summary_says_so(brief: Brief, sentence: str) -> None:
    assert any(sentence in plain(s) for s in brief.summary)


@pytest.mark.parametrize(
    ("chapter", "sentence"),
    [
        ("base", "2022年17.2%"),
        ("standing", "财政收入占地区生产总值比重4.4%（末位，共31个）"),
        ("standing", "人均规上工业利润2,869元（第26位，共31个）"),
        ("standing", "样本中的四川18市里，最差的是PM2.5年均浓度（43微克/立方米）"),
        ("standing", "每万人规上工业企业数（2.4个）优于乐山、眉山和内江"),
        ("notes", "没有旅游和招商引资"),
    ],
)
def test_the_chapters_say_so(brief: Brief, chapter: str, sentence: str) -> None:
    found = next(c for c in brief.chapters if c.id == chapter)
    texts = [plain(found.lead), *(plain(b.text) for b in found.blocks if hasattr(b, "text"))]
    assert any(sentence in t for t in texts)
