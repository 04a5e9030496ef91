"""Chapter 效率: the answer first, targets and peers in units of an office, every number traced."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

import duibiao
from duibiao import StudySettings
from duibiao.benchmark import EfficiencySettings
from duibiao.briefs import Brief, Chapter, Number, Paragraph, Picture, Table, compose, plain, render
from duibiao.records import Lang, Panel

SPENT, LENT, MADE = "fiscal_exp", "bank_loans", "gdp"


def studied(
    panel: Panel, home: str = "自贡市", inputs: tuple[str, ...] = (SPENT, LENT), **settings: object
) -> duibiao.Study:
    chosen = EfficiencySettings(**({"replications": 200} | settings))  # type: ignore[arg-type]
    return duibiao.study(
        panel, home, ["常州市"], year=2020, inputs=inputs, outputs=["地区生产总值"],
        settings=StudySettings(efficiency=chosen),
    )  # fmt: skip


@pytest.fixture(scope="module")
def study(sample: Panel) -> duibiao.Study:
    return studied(sample)


def chapter_of(brief: Brief) -> Chapter:
    return next(c for c in brief.chapters if c.id == "efficiency")


def tables_of(chapter: Chapter) -> list[Table]:
    return [b for b in chapter.blocks if isinstance(b, Table)]


def said(chapter: Chapter) -> str:
    notes = [plain(b.text) for b in chapter.blocks if isinstance(b, Paragraph)]
    return "\n".join([chapter.title, plain(chapter.lead), *notes])


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("有数的31个地区", "2020年", "1.22倍", "95%区间", "攀枝花、德阳", "规模报酬可变", "种子0")),
        ("en", ("31 regions", "2020", "1.22 times", "95% interval", "Panzhihua", "variable returns", "seed 0")),
    ],
)  # fmt: skip
def test_the_answer_in_one_sentence(
    study: duibiao.Study, lang: Lang, words: tuple[str, ...]
) -> None:
    brief = compose(study, lang)
    told = said(chapter_of(brief))
    for word in words:
        assert word in told
    assert plain(chapter_of(brief).lead) in [plain(s) for s in brief.summary]
    assert ("规模报酬可变" if lang == "zh" else "variable returns to scale") in [
        value for _, value in brief.settings
    ]


def test_targets_and_peers_in_units_of_an_office(study: duibiao.Study) -> None:
    targets, peers = tables_of(chapter_of(compose(study, "zh")))
    rows = [[plain(c) for c in row] for row in targets.rows]
    assert rows[2] == ["地区生产总值（亿元）", "产出", "1,458.0", "1,779.1", "+22.0%"]
    assert rows[0][:3] == ["一般公共预算支出（亿元）", "投入", "238.7"]
    weights = [[plain(c) for c in row] for row in peers.rows]
    assert [w[0] for w in weights] == ["攀枝花", "德阳", "常州", "自贡"]
    assert sum(float(w[1]) for w in weights[:-1]) == pytest.approx(1, abs=0.011)
    assert peers.strong == (3,)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_leads_to_its_figures(study: duibiao.Study, lang: Lang) -> None:
    brief = compose(study, lang)
    chapter = chapter_of(brief)
    cells = [cell for t in tables_of(chapter) for row in t.rows for cell in row]
    numbers = [p for text in (chapter.lead, *cells) for p in text if isinstance(p, Number)]
    assert len(numbers) > 15
    for number in numbers:
        trace = brief.traces[number.trace]
        assert trace.source or (trace.formula and trace.inputs), number
        assert all(i in brief.traces for i in trace.inputs)
    score = brief.traces["efficiency_score.510300.2020"]
    assert {"510300.gdp.2020", "510400.gdp.2020", "510400.fiscal_exp.2020"} <= set(score.inputs)


def test_the_picture_has_a_row_a_region_with_home_told_apart(study: duibiao.Study) -> None:
    [picture] = [b for b in chapter_of(compose(study, "zh")).blocks if isinstance(b, Picture)]
    rows = picture.spec["datasets"]["rows"]
    assert len(rows) == 31
    [home] = [r for r in rows if r["home"]]
    assert home["seen"] < home["low"] < home["at"] < home["high"]
    assert "自贡" in picture.alt


def test_the_least_inputs_for_the_same_outputs(sample: Panel) -> None:
    chapter = chapter_of(compose(studied(sample, orientation="input", returns="crs"), "zh"))
    assert chapter.title == "效率：同样的产出，能不能少些投入"
    assert "投入（一般公共预算支出、金融机构贷款余额）只需现在的" in plain(chapter.lead)
    spent = [plain(c) for c in tables_of(chapter)[0].rows[0]]
    assert spent[-1].startswith("−")
    assert "规模报酬不变，投入导向" in said(chapter)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("orientation", ["output", "input"])
def test_home_on_the_frontier(sample: Panel, lang: Lang, orientation: str) -> None:
    chapter = chapter_of(compose(studied(sample, "攀枝花市", orientation=orientation), lang))
    told = said(chapter)
    assert ("已在效率前沿上" if lang == "zh" else "on the efficient frontier") in told
    assert ("为学习对象的地区" if lang == "zh" else "among their peers") in told
    assert tables_of(chapter) == []


def test_what_is_left_out_is_named(study: duibiao.Study) -> None:
    found = study.efficiency
    assert found is not None
    lacking = replace(found, missing=(("320100", (LENT,)),), bootstrap=None)
    brief = compose(replace(study, efficiency=lacking), "zh")
    told = said(chapter_of(brief))
    assert "缺数而未列入的1个地区：南京（金融机构贷款余额）" in told
    assert "区间" not in told
    assert compose(replace(study, efficiency=lacking), "en").chapters


def test_the_workbook_has_a_sheet_with_all_regions(study: duibiao.Study) -> None:
    made = render(compose(study, "zh"), study, "xlsx")
    sheet = openpyxl.load_workbook(BytesIO(made))["效率"]
    texts = [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
    assert {"无锡", "资阳", "各地区的效率得分（2020年）"} <= set(texts)


@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
def test_every_format_has_it(study: duibiao.Study, format: str) -> None:
    assert len(render(compose(study, "zh"), study, format)) > 10_000


def test_without_inputs_there_is_none_of_it(sample: Panel) -> None:
    study = duibiao.study(sample, "自贡市", ["常州市"], year=2020)
    brief = compose(study, "zh")
    assert study.efficiency is None
    assert "efficiency" not in [c.id for c in brief.chapters]
    assert not [name for name, _ in brief.settings if "效率" in name]
    assert (
        "效率"
        not in openpyxl.load_workbook(
            BytesIO(render(compose(study, "zh"), study, "xlsx"))
        ).sheetnames
    )
