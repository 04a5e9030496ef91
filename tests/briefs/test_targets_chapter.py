"""Chapter 目标: the answer first, fan, precedents by name, milestones, every number traced, live formulas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import duibiao
from duibiao.briefs import Brief, Chapter, Number, Paragraph, Picture, Table, compose, plain, render
from duibiao.briefs.workbook_book import Book
from duibiao.records import Document, Lang, Panel
from duibiao.targets import Goal, stated_goals

from .test_workbook import WRONG, formulas, opened, recalculated

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
GOALS = (
    Goal("fiscal_revenue", 2025, 1_000_000.0),
    Goal("gdp_per_capita", 2030, ratio=0.6, of="常州市"),
)


def studied(panel: Panel, *goals: Goal, **more: object) -> duibiao.Study:
    return duibiao.study(panel, "自贡市", ["常州市"], year=2020, goals=goals, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def study(sample: Panel) -> duibiao.Study:
    return studied(sample, *GOALS)


@pytest.fixture(scope="module")
def alone(sample: Panel) -> duibiao.Study:
    return studied(sample)


def chapter_of(brief: Brief) -> Chapter:
    return next(c for c in brief.chapters if c.id == "targets")


def tables_of(chapter: Chapter) -> list[Table]:
    return [b for b in chapter.blocks if isinstance(b, Table)]


def said(chapter: Chapter) -> str:
    return "\n".join(plain(b.text) for b in chapter.blocks if isinstance(b, Paragraph))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("自贡一般公共预算收入要在2025年达到100.0亿元（2020年价）", "每年须增长9.5%", "12段先例中", "（67%，90%区间43%—84%）", "总的看")),
        ("en", ("For Zigong, Budget revenue of 10.00 bn yuan by 2025", "growth of 9.5% a year", "of 12 precedents", "90% interval 43% to 84%", "all in all")),
    ],
)  # fmt: skip
def test_a_mayor_reads_demand_precedents_odds_and_year(
    sample: Panel, lang: Lang, words: tuple[str, ...]
) -> None:
    chapter = chapter_of(compose(studied(sample, GOALS[0]), lang))
    lead = plain(chapter.lead)
    assert [word for word in words if word not in lead] == []


def test_it_stands_after_why_and_before_base(study: duibiao.Study) -> None:
    order = [c.id for c in compose(study, "zh").chapters]
    assert order.index("why") < order.index("targets") < order.index("base")


def test_precedents_by_name_and_how_many_more(study: duibiao.Study) -> None:
    chapter = chapter_of(compose(study, "zh"))
    for made in study.assessments:
        name = study.panel.indicators[made.goal.indicator].name_zh
        table = next(t for t in tables_of(chapter) if t.title.startswith(f"先例：{name}"))
        assert len(table.rows) == min(10, made.precedents.n)
        assert f"另有{made.precedents.n - 10}段" in table.title
        first = study.panel.regions[made.precedents.items[0].region].short("zh")
        assert plain(table.rows[0][0]) == first


def test_milestones_by_year_and_quarter_end_at_the_target(study: duibiao.Study) -> None:
    chapter = chapter_of(compose(study, "zh"))
    value, ratio = (t for t in tables_of(chapter) if t.title.startswith("节点"))
    assert [plain(r[0]) for r in value.rows] == ["2021", "2022", "2023", "2024", "2025"]
    assert [plain(c) for c in value.rows[-1][1:5]] == ["25.0", "50.0", "75.0", "100.0"]
    assert "对方走势变化时" in [c.title for c in ratio.columns]
    assert len(ratio.rows) == 10


def test_the_fan_has_record_bands_target_and_reference(study: duibiao.Study) -> None:
    pictures = [b for b in chapter_of(compose(study, "zh")).blocks if isinstance(b, Picture)]
    assert len(pictures) == 2
    data = pictures[1].spec["datasets"]
    assert [r["year"] for r in data["usual"]] == list(range(2020, 2031))
    assert len(data["reference"]) == 11
    assert data["target"][0]["year"] == 2030
    assert [r["label"].split("\n")[0] for r in data["labels"]] == ["惯常", "常州的60%"]
    # GDP per head stops where its base changes.
    lines = {r["year"]: r["line"] for r in data["record"]}
    assert lines[2018] != lines[2019] != lines[2020]
    assert len(data["starts"]) >= 2
    for row in data["usual"]:
        assert row["p10"] <= row["p25"] <= row["p50"] <= row["p75"] <= row["p90"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_is_traced_to_cells(study: duibiao.Study, lang: Lang) -> None:
    brief = compose(study, lang)
    chapter = chapter_of(brief)
    texts = [chapter.lead, *(b.text for b in chapter.blocks if isinstance(b, Paragraph))]
    texts += [cell for t in tables_of(chapter) for row in t.rows for cell in row]
    numbers = [p for text in texts for p in text if isinstance(p, Number)]
    assert len(numbers) > 150
    for number in numbers:
        trace = brief.traces[number.trace]
        assert trace.formula or trace.source, trace
        assert all(i in brief.traces for i in trace.inputs)
    needed = next(t for t in brief.traces.values() if t.id.startswith("target_needed"))
    assert len(needed.inputs) == 2


def test_no_two_goals_share_a_trace(sample: Panel) -> None:
    two = (Goal("fiscal_revenue", 2025, 1e6), Goal("fiscal_revenue", 2025, 9e5))
    brief = compose(studied(sample, *two), "zh")
    values = {t.value for t in brief.traces.values() if t.id.startswith("target_aim.")}
    assert len(values) == 2


def test_several_targets_are_judged_together(study: duibiao.Study) -> None:
    assert study.joint is not None
    chapter = chapter_of(compose(study, "zh"))
    assert "几个目标一起" in said(chapter)
    assert plain(chapter.lead).startswith("自贡的2个目标")


def test_without_a_goal_precedents_propose(alone: duibiao.Study) -> None:
    (made,) = alone.assessments
    assert (made.goal.indicator, made.goal.by, made.target) == ("gdp_per_capita", 2025, None)
    chapter = chapter_of(compose(alone, "zh"))
    assert "前四分之一" in plain(chapter.lead)
    assert [t for t in tables_of(chapter) if t.title == "照先例可以定多高"]
    assert alone.joint is None


def test_the_one_page_sheet_speaks_of_targets_only_where_one_is_given(
    study: duibiao.Study, alone: duibiao.Study
) -> None:
    given, none = (compose(s, "zh", one_page=True).summary for s in (study, alone))
    assert [s for s in given if "2个目标" in plain(s)]
    assert not [s for s in none if "惯常" in plain(s)]


def test_the_summary_has_one_sentence_of_it(alone: duibiao.Study) -> None:
    brief = compose(alone, "zh")
    assert sum(plain(s) == plain(chapter_of(brief).lead) for s in brief.summary) == 1


def test_a_panel_that_cannot_carry_on_gets_a_note_and_no_chapter(alone: duibiao.Study) -> None:
    brief = compose(replace(alone, assessments=()), "zh")
    assert "targets" not in [c.id for c in brief.chapters]


def test_targets_of_documents_become_goals(sample: Panel) -> None:
    from duibiao.reading import read_document

    text = "2021年自贡市政府工作报告。到2025年，全市一般公共预算收入达到100亿元，地区生产总值达到2500亿元。"
    document = Document("报告.txt", text, published=date(2021, 1, 20))
    reading = read_document(
        document, region="自贡市", catalogue=sample.indicators, regions=sample.regions, panel=sample
    )
    study = studied(sample, readings=[reading])
    read = {s.goal.indicator: s.goal for s in stated_goals(study.measures.today)}
    assert read == {a.goal.indicator: a.goal for a in study.assessments}
    assert read["fiscal_revenue"] == Goal("fiscal_revenue", 2025, 1_000_000.0)
    assert "报告" in study.assessments[0].notes[0].zh
    # One given by hand comes before it.
    mine = studied(sample, Goal("fiscal_revenue", 2025, 9e5), readings=[reading])
    assert [a.goal.value for a in mine.assessments if a.goal.indicator == "fiscal_revenue"] == [9e5]


def test_the_sheet_calculates_what_the_study_says(
    sample: Panel, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = studied(sample, *GOALS, Goal("share_secondary", 2025, 45.0)) if sample.has("share_secondary") else studied(sample, *GOALS)  # fmt: skip
    brief = compose(study, "zh")
    content = render(brief, study, "xlsx")
    kept = opened(content, values=True)["目标"]
    places = [cell for sheet, cell in formulas(opened(content)) if sheet == "目标"]
    assert len(places) > 80
    write = Book.formula

    def forget(
        self: Book, sheet: object, row: int, column: int, text: str, _: object, style: object
    ) -> None:
        write(self, sheet, row, column, text, WRONG, style)

    monkeypatch.setattr(Book, "formula", forget)
    calculated = recalculated(render(brief, study, "xlsx"), tmp_path)["目标"]  # type: ignore[arg-type]
    for cell in places:
        assert calculated[cell].value == pytest.approx(kept[cell].value, rel=1e-6, abs=1e-9), cell


@pytest.mark.parametrize("name", ["html", "docx", "pdf"])
def test_it_renders_everywhere(study: duibiao.Study, name: str) -> None:
    assert len(render(compose(study, "en"), study, name)) > 10_000
