"""The study tour of 2020 against Zigong's gaps: what a reader of the report can check by hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import duibiao
from duibiao.briefs import compose, plain
from duibiao.briefs.document import Table
from duibiao.briefs.notes import brief_numbers
from duibiao.reading import open_document, read_document
from duibiao.records import Panel

SEED = "seed/zigong-study-tour-2020-11-02.txt"


@pytest.fixture(scope="module")
def study(sample: Panel, shared: Path) -> duibiao.Study:
    if not (shared / SEED).is_file():
        pytest.skip("the report of the study tour is not beside this repository")
    document = open_document(shared / SEED, published=date(2020, 11, 2))
    reading = read_document(
        document,
        region="自贡市",
        catalogue=sample.indicators,
        regions=sample.regions,
        panel=sample,
    )
    return duibiao.study(
        sample, "自贡市", ["南京市", "苏州市", "常州市"], year=2020, readings=[reading]
    )


def test_the_growth_target_of_yantan_bears_on_gdp_per_head(study: duibiao.Study) -> None:
    [gap] = [g for g in study.measures.answered if g.indicator == "gdp_per_capita"]
    strongest = gap.ties[0]
    assert "地区生产总值增速不低于全市平均水平" in strongest.commitment.statement.quote.text
    assert (strongest.way, strongest.through) == ("growth", "gdp_growth")
    assert strongest.commitment.place == "沿滩区"
    # A district's target, and one without a value: it stands beside no figure of the city.
    assert not study.measures.today


def test_tourism_answers_no_measured_gap(study: duibiao.Study) -> None:
    loose = {u.commitment.statement.quote.text: u.reason for u in study.measures.unattached}
    parks = [words for words in loose if "中华彩灯大世界、方特恐龙王国" in words]
    assert [loose[words] for words in parks] == ["unmeasured"] * len(parks) and parks


def test_nobody_took_up_dust_deposits_and_self_sufficiency(study: duibiao.Study) -> None:
    untaken = {g.indicator for g in study.measures.untaken}
    assert untaken >= {"pm25", "deposits_per_head", "self_sufficiency"}


def test_openness_is_only_a_theme_in_the_speeches(study: duibiao.Study) -> None:
    [gap] = [g for g in study.measures.answered if g.indicator == "exports_to_gdp"]
    assert {tie.way for tie in gap.ties} == {"theme"}


def test_the_chapter_tells_it(study: duibiao.Study) -> None:
    brief = compose(study, "zh")
    chapter = next(c for c in brief.chapters if c.id == "measures")
    tables = {b.title: b for b in chapter.blocks if isinstance(b, Table)}
    listed = [plain(row[0]) for row in tables["无人认领的差距"].rows]
    assert any("PM2.5" in name for name in listed)
    counts = [int(n) for n in re.findall(r"\d+", plain(chapter.lead))]
    assert counts[0] == len(study.measures.commitments)
    values = {n.text for n in brief_numbers(brief) if n.trace.startswith("said.")}
    assert any("100" in v and "个" in v for v in values)
    # Reading keeps the trip's lessons apart from Zigong's own commitments.
    lessons = {plain(row[0]) for row in tables["经验与本地条件"].rows}
    assert any("常州" in name for name in lessons)
