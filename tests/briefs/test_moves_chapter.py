"""假设达标 in the chapter on standing: its sentences say what the study found, and no more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import duibiao
from duibiao import Study
from duibiao.benchmark import StandingSettings
from duibiao.briefs import Brief, compose
from duibiao.briefs.document import Chapter, Number, Paragraph, Picture, Table, plain
from duibiao.records import Lang, Panel


@pytest.fixture(scope="module")
def zigong(sample: Panel) -> Study:
    return duibiao.study(sample, "自贡市", ["苏州市", "常州市"], year=2020)


def standing_of(brief: Brief) -> Chapter:
    return next(c for c in brief.chapters if c.id == "standing")


def said(brief: Brief) -> list[str]:
    return [plain(b.text) for b in standing_of(brief).blocks if isinstance(b, Paragraph)]


def table_of(brief: Brief) -> Table | None:
    heads = "升一位所需", "For the next rank"
    return next(
        (
            b
            for b in standing_of(brief).blocks
            if isinstance(b, Table) and b.columns[-1].title in heads
        ),
        None,
    )


def study_of(sample: Panel, home: str, reference: str, **settings: object) -> Study:
    chosen = duibiao.StudySettings(standing=StandingSettings(**settings))  # type: ignore[arg-type]
    return duibiao.study(sample, home, [reference], year=2020, settings=chosen)


def test_the_sentences_of_zigong(zigong: Study) -> None:
    zh, en = compose(zigong, "zh"), compose(zigong, "en")
    best = "单项达到常州的水平，最能提升位次的是每万人规上工业企业数（9.6个，自贡2.4个）：综合得分加6.3分，位次由第22位升到第17位（区间15—22）。"
    assert best in [plain(s) for s in zh.summary]
    found = said(zh)
    assert any(s.startswith(best) for s in found)
    assert (
        "按加分多少逐项达到常州的水平，累计9项（共10项）可达到或超过常州现在的第4位：升到第4位（区间4—5）。"
        in found
    )
    assert any(s.startswith("再升一位即追平遂宁（第21位），差0.7分，单靠一项即可") for s in found)
    assert any("出口占地区生产总值比重（64.2%，自贡1.6%）" in s for s in found)
    assert any("the rank goes from 22 to 17 (interval 15–22)" in plain(s) for s in en.summary)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_has_every_scored_indicator_and_the_studys_numbers(
    zigong: Study, lang: Lang
) -> None:
    brief = compose(zigong, lang)
    table, found = table_of(brief), zigong.what_ifs[1]
    assert table is not None and zigong.standing is not None
    assert len(table.rows) == len(zigong.standing.elements)
    for row, step in zip(table.rows, found.alone, strict=False):
        assert plain(row[3]) == f"+{step.gain:.1f}"
        assert plain(row[4]).startswith(str(step.rank))
        assert f"{step.low}" in plain(row[4]) and f"{step.high}" in plain(row[4])
        for cell in row[1:]:
            numbers = [p for p in cell if isinstance(p, Number)]
            assert numbers and all(brief.traces[n.trace].inputs or n.trace for n in numbers)


def test_the_trace_of_a_step_makes_its_score(zigong: Study) -> None:
    brief = compose(zigong, "zh")
    table = table_of(brief)
    assert table is not None
    number = next(p for p in table.rows[0][3] if isinstance(p, Number))
    trace = brief.traces[number.trace]
    base, rest = trace.formula.split(" + ")
    share, span = rest.split(" × ")
    high, low = span.strip("()").split(" − ")
    made = float(base) + float(share.strip("%")) / 100 * (float(high) - float(low))
    assert made == pytest.approx(float(trace.value.split(" · ")[0]), abs=0.02)
    assert len(trace.inputs) == 3


def test_pillar_scores_lead_to_their_figures(zigong: Study) -> None:
    brief = compose(zigong, "zh")
    pillars = next(
        b
        for b in standing_of(brief).blocks
        if isinstance(b, Table) and b.columns[0].title == "支柱"
    )
    for row in pillars.rows:
        for cell in row[2:]:
            number = next(p for p in cell if isinstance(p, Number))
            trace = brief.traces[number.trace]
            assert trace.inputs and trace.formula
            terms = [t.rsplit(" ", 3) for t in trace.formula.split(" + ")]
            mean = sum(float(t[-3].strip("%")) / 100 * float(t[-1]) for t in terms)
            assert mean == pytest.approx(float(number.text), abs=0.15)


def test_the_first_is_told_nothing(sample: Panel) -> None:
    brief = compose(study_of(sample, "苏州市", "南京市"), "zh")
    assert table_of(brief) is None
    assert not any("达到" in s for s in (*said(brief), *map(plain, brief.summary)))


def test_no_finding_where_no_single_indicator_moves_the_rank(sample: Panel) -> None:
    study = study_of(sample, "南充市", "内江市")
    brief = compose(study, "zh")
    assert any(s.startswith("单项达到内江的水平，位次都不变") for s in said(brief))
    assert not any("单项" in plain(s) for s in brief.summary)


def test_a_reference_behind_in_all_is_said(sample: Panel) -> None:
    study = study_of(sample, "泰州市", "巴中市")
    found = replace(study.what_ifs[0], alone=(), together=(), enough=0)
    brief = compose(replace(study, what_ifs=(found,)), "zh")
    assert any("计分指标没有一项落后于巴中。" in s for s in said(brief))
    assert table_of(brief) is None
    assert any("单靠一项达到样本最好水平也不够" in s for s in said(brief))


def test_several_together_before_a_rank_is_won(sample: Panel) -> None:
    study = study_of(sample, "南充市", "乐山市")
    found = study.what_ifs[0]
    assert found.one_up == 2 and found.together[0].rank == found.rank
    told = next(s for s in said(compose(study, "zh")) if "合起来才升到" in s)
    assert told.startswith(f"前2项合起来才升到第{found.together[1].rank}位。")


def test_ranks_as_scores_give_no_values_but_sentences(sample: Panel) -> None:
    brief = compose(study_of(sample, "自贡市", "常州市", normalisation="rank"), "zh")
    table = table_of(brief)
    assert table is not None and all(plain(row[-1]) == "—" for row in table.rows)
    assert any(s.startswith("再升一位即追平") and s.endswith("分。") for s in said(brief))


def test_unscored_home_has_no_moves(zigong: Study) -> None:
    assert zigong.standing is not None
    scores = zigong.standing.scores.copy()
    scores[list(zigong.standing.regions).index(zigong.home)] = np.nan
    blind = replace(
        zigong, standing=replace(zigong.standing, scores=scores), what_ifs=(), next_rank=None
    )
    kept = tuple(d for d in blind.decompositions if d.indicator != "score")
    assert table_of(compose(replace(blind, decompositions=kept), "zh")) is None


def test_the_picture_is_small_and_says_how_many(zigong: Study) -> None:
    chapter = standing_of(compose(zigong, "zh"))
    picture = next(b for b in chapter.blocks if isinstance(b, Picture) and b.id == "moves")
    drawn = picture.spec["datasets"]["measures"]
    assert [r["text"] for r in drawn][:2] == ["+6.3分，第22→17位", "+5.3分，第22→18位"]
    assert len(drawn) == 6 and "6项" in "".join(picture.spec["title"]["text"])


def test_what_has_no_figure_is_named(zigong: Study) -> None:
    found = tuple(replace(x, not_behind=(), unknown=("growth_3y",)) for x in zigong.what_ifs)
    table = table_of(compose(replace(zigong, what_ifs=found), "zh"))
    assert table is not None and len(table.rows) == 10
    assert "近三年平均实际增速有一方没有数，未列。" in [plain(n) for n in table.notes]
