"""A brief composes for any city, and what it prints can be traced."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import duibiao
from duibiao.briefs import Brief, compose, plain
from duibiao.briefs.document import Number, Paragraph, Picture, Table, Text
from duibiao.records import Lang, Panel


def texts_of(brief: Brief) -> Iterator[Text]:
    """Every text of a brief, in reading order."""
    yield from brief.summary
    for chapter in brief.chapters:
        yield chapter.lead
        for block in chapter.blocks:
            match block:
                case Paragraph(text=text):
                    yield text
                case Table(rows=rows, notes=notes):
                    yield from (cell for row in rows for cell in row)
                    yield from notes
                case Picture(alt=alt):
                    yield (alt,)


def numbers_of(brief: Brief) -> list[Number]:
    return [p for text in texts_of(brief) for p in text if isinstance(p, Number)]


@pytest.fixture(scope="module")
def zigong(sample: Panel) -> duibiao.Study:
    return duibiao.study(sample, "自贡市", ["南京市", "常州市"], year=2020)


@pytest.mark.parametrize("home", [r.code for r in duibiao.load_sample().regions])
def test_every_city_has_a_brief_that_finds_its_own_references(sample: Panel, home: str) -> None:
    study = duibiao.study(sample, home, year=2021)
    lang: Lang = "zh" if int(home) % 200 else "en"
    brief = compose(study, lang)
    for text in texts_of(brief):
        words = plain(text)
        assert not {"nan", "None", "inf"} & set(
            re.split(r"[^A-Za-z]+", words.removeprefix("None of"))
        ), words
        assert "{" not in words, words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_leads_to_its_origin(zigong: duibiao.Study, lang: Lang) -> None:
    brief = compose(zigong, lang)
    numbers = [n for n in numbers_of(brief) if n.trace]
    assert len(numbers) > 100
    for number in numbers:
        assert number.trace in brief.traces
    for trace in brief.traces.values():
        assert trace.source or trace.formula or trace.value == "—", trace.id
        assert all(i in brief.traces for i in trace.inputs)


def test_traces_end_in_observations_with_source_and_place(zigong: duibiao.Study) -> None:
    brief = compose(zigong, "zh")
    ends = [t for t in brief.traces.values() if not t.inputs and t.value != "—" and not t.formula]
    assert ends
    assert all("中国城市统计年鉴" in t.source and "observations.csv" in t.place for t in ends)


def test_an_english_brief_has_no_chinese_but_names_of_sources(zigong: duibiao.Study) -> None:
    brief = compose(zigong, "en")
    for text in texts_of(brief):
        odd = [c for c in plain(text) if "一" <= c <= "鿿"]
        assert not odd, plain(text)


def test_a_chinese_brief_names_no_codes(zigong: duibiao.Study) -> None:
    brief = compose(zigong, "zh")
    codes = {i.code for i in zigong.panel.indicators if "_" in i.code}
    for text in texts_of(brief):
        assert not [c for c in codes if c in plain(text)], plain(text)
    for trace in brief.traces.values():
        assert not [c for c in codes if c in trace.formula], trace.formula


def test_printed_parts_sum_to_the_printed_total(zigong: duibiao.Study) -> None:
    brief = compose(zigong, "zh")
    why = next(c for c in brief.chapters if c.id == "why")
    table = next(b for b in why.blocks if isinstance(b, Table))
    running = 0.0
    for i, row in enumerate(table.rows):
        amount = float("".join(c for c in plain(row[3]).replace("−", "-") if c in "-.0123456789"))
        if i in table.strong:
            assert amount == pytest.approx(running, abs=1e-9)
            running = 0.0
        else:
            running += amount


def test_a_leader_of_everything_is_not_told_that_it_is_behind(sample: Panel) -> None:
    study = duibiao.study(sample, "苏州市", ["巴中市"], year=2020)
    brief = compose(study, "zh")
    gaps = next(c for c in brief.chapters if c.id == "gaps")
    sentences = [
        plain(gaps.lead),
        *(plain(b.text) for b in gaps.blocks if isinstance(b, Paragraph)),
    ]
    assert any("倍" in s for s in sentences)
    years = next(c for c in brief.chapters if c.id == "years")
    assert "领先巴中" in plain(years.lead)
    why = next(c for c in brief.chapters if c.id == "why")
    assert "苏州的地区生产总值是巴中的" in plain(why.lead)


def test_one_page_is_short(zigong: duibiao.Study) -> None:
    brief = compose(zigong, "zh", one_page=True)
    assert brief.one_page and len(brief.chapters) == 1
    assert len(brief.summary) <= 10
