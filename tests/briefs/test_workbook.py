"""The workbook: what it holds, and that its formulas say what the study says."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import duibiao
from duibiao._study import Study, StudySettings
from duibiao.benchmark import StandingSettings
from duibiao.briefs import compose, figures
from duibiao.briefs.document import Brief
from duibiao.briefs.workbook import render_workbook
from duibiao.briefs.workbook_book import Book, office_format
from duibiao.briefs.workbook_gaps import COLUMNS, HEAD_ROW
from duibiao.briefs.workbook_places import FIRST_YEAR, excel_formula, plan_data
from duibiao.gaps import GapSettings
from duibiao.records import Mark, Panel

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

# Calculates every formula anew on loading, whatever value the file keeps.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
WRONG = -12345.678


@pytest.fixture(scope="module")
def zigong(sample: Panel) -> Study:
    return duibiao.study(sample, "自贡市", ["南京市", "苏州市", "常州市"], year=2020)


@pytest.fixture(scope="module")
def brief(zigong: Study) -> Brief:
    return compose(zigong, "zh")


@pytest.fixture(scope="module")
def made(brief: Brief, zigong: Study) -> bytes:
    return render_workbook(brief, zigong)


def opened(content: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def recalculated(content: bytes, folder: Path) -> Any:
    """The workbook with every formula calculated by LibreOffice; the test is skipped where there is none."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed, so no other program can calculate the formulas")
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user/registrymodifications.xcu").write_text(RECALCULATE)
    (folder / "brief.xlsx").write_bytes(content)
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), str(folder / "brief.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return openpyxl.load_workbook(out / "brief.xlsx", data_only=True)


def formulas(book: Any) -> Iterator[tuple[str, str]]:
    for sheet in book:
        for row in sheet.iter_rows():
            yield from ((sheet.title, c.coordinate) for c in row if c.data_type == "f")


def gap_cell(sheet: Any, number: int, column: str) -> Any:
    return sheet.cell(HEAD_ROW + 2 + number, COLUMNS.index(column) + 1)


def shown(value: float | None) -> float | str:
    return figures.DASH if value is None else pytest.approx(value, rel=1e-12)


def test_the_same_brief_gives_the_same_bytes(made: bytes, brief: Brief, zigong: Study) -> None:
    assert render_workbook(brief, zigong) == made


def test_sheets_are_named_in_the_language_of_the_brief(made: bytes, zigong: Study) -> None:
    zh = ["摘要", "差距", "数据", "位次", "假设达标", "分解", "口径", "目标", "来源", "设置"]
    en = ["Summary", "Gaps", "Data", "Standing", "What if", "Decomposition", "Breaks and marks"]
    assert opened(made).sheetnames == zh
    english = opened(render_workbook(compose(zigong, "en"), zigong))
    assert english.sheetnames == [*en, "Targets", "Sources", "Settings"]
    # Names of sources and regions without an English form may stay Chinese; words of ours may not.
    heads = [c.value for c in english["Gaps"][HEAD_ROW + 1]]
    assert not re.search("[一-鿿]", " ".join(heads))


def test_the_summary_is_that_of_the_brief(made: bytes, brief: Brief) -> None:
    texts = [row[1].value for row in opened(made)["摘要"].iter_rows() if row[1].value]
    assert texts[0].startswith("2020年自贡人均地区生产总值5.8万元")
    assert len(texts) >= len(brief.summary) + len(brief.chapters)


def test_gaps_keep_the_values_of_the_study(made: bytes, zigong: Study) -> None:
    sheet = opened(made, values=True)["差距"]
    words = {"ahead": "领先", "level": "持平", "behind": "落后", "incomparable": "不可比"}
    for n, gap in enumerate(zigong.gaps):
        got = {c: gap_cell(sheet, n, c).value for c in COLUMNS}
        assert got["home"] == pytest.approx(gap.home.value)
        assert got["value"] == pytest.approx(gap.reference.value)
        assert got["difference"] == shown(gap.difference)
        assert got["ratio"] == shown(gap.ratio)
        assert got["size"] == shown(gap.size)
        assert got["status"] == words[gap.status]
        assert got["pace_home"] == shown(gap.pace_home.value)
        assert got["needed"] == shown(gap.closing.needed_pace)
        years = gap.time.years if gap.time.years is not None else gap.time.at_least
        assert got["current"] == shown(years)
        if gap.time.reason:
            assert gap.time.reason.zh.rstrip("。") in got["time_reason"]


def test_gaps_are_formulas_over_the_data_sheet(made: bytes, zigong: Study) -> None:
    live, kept = opened(made), opened(made, values=True)
    for n, gap in enumerate(zigong.gaps):
        formula = gap_cell(live["差距"], n, "home").value
        found = re.fullmatch(r"='数据'!(\$[A-Z]+\$\d+)", formula)
        assert found, formula
        cell = kept["数据"][found[1].replace("$", "")]
        assert cell.value == pytest.approx(gap.home.value)
        assert live["数据"].cell(cell.row, 2).value == "自贡"
        assert live["数据"].cell(8, cell.column).value == str(gap.year)
        for column in ("difference", "ratio", "status", "years", "needed"):
            assert gap_cell(live["差距"], n, column).data_type == "f"


def test_a_bound_shows_that_it_is_one(made: bytes, zigong: Study) -> None:
    sheet = opened(made)["差距"]
    n = next(i for i, g in enumerate(zigong.gaps) if g.indicator == "gdp_per_capita")
    cell = gap_cell(sheet, n, "current")
    assert (cell.value, cell.number_format) == (10, '0"年以上*";"领先"0"年以上*";0')


def test_faulty_figures_are_struck_through_and_breaks_drawn(made: bytes, zigong: Study) -> None:
    sheet, panel = opened(made)["数据"], zigong.panel
    places = plan_data(zigong, "数据")
    for code in places.codes:
        grid = panel.grid(code)
        for region in places.regions:
            position = panel.regions.position(region)
            for j in range(len(grid.years)):
                cell = sheet.cell(places.row(region, code) + 1, FIRST_YEAR + j + 1)
                mark = Mark(int(grid.marks[position, j]))
                assert bool(cell.font.strike) == (Mark.FAULT in mark)
                broken = j > 0 and grid.base[position, j] != grid.base[position, j - 1]
                assert (cell.border.left.style == "thick") == broken


def test_a_missing_figure_is_empty_and_never_zero(made: bytes, zigong: Study) -> None:
    sheet = opened(made, values=True)["数据"]
    places = plan_data(zigong, "数据")
    exports = sheet.cell(places.row("510300", "exports") + 1, places.column(2010) + 1)
    derived = sheet.cell(places.row("510300", "exports_to_gdp") + 1, places.column(2010) + 1)
    assert exports.value is None
    assert derived.value in (None, "")


def test_derived_figures_are_formulas_with_their_units(zigong: Study) -> None:
    places = plan_data(zigong, "数据")

    def formula(code: str, year: int, value: float = 1.0) -> str:
        indicator = zigong.panel.indicators[code]
        return excel_formula(places, indicator, "510300", year, value)

    def at(code: str, year: int) -> str:
        return places.beside("510300", code, year)

    gdp, head = at("gdp", 2020), at("gdp_per_capita", 2020)
    # 万元 over 元/人 is 万人: no factor. 万元 over 万元 in percent: times 100.
    assert formula("residents", 2020) == f'IF(COUNT({gdp},{head})=2,IFERROR({gdp}/{head},""),"")'
    assert "*100" in formula("self_sufficiency", 2020)
    growth = f"{at('gdp_growth', 2018)}:{at('gdp_growth', 2020)}"
    assert formula("growth_3y", 2020) == f'IF(COUNT({growth})=3,IFERROR(AVERAGE({growth}),""),"")'
    # Withheld though all inputs are there: no formula that would give it after all.
    assert formula("growth_3y", 2020, float("nan")) == ""
    assert formula("growth_3y", 2010, float("nan")) == ""
    assert formula("km_to_core", 2020) == ""


@pytest.mark.parametrize(
    ("home", "references", "year", "settings", "lang"),
    [
        ("自贡市", ["南京市", "苏州市", "常州市"], 2020, StudySettings(), "zh"),
        (
            "苏州市",
            ["自贡市", "南京市"],
            2018,
            StudySettings(
                gaps=GapSettings(pace_years=2, across_breaks=True),
                standing=StandingSettings(normalisation="zscore", coverage=0.95),
            ),
            "en",
        ),
    ],
)
def test_another_program_calculates_the_same(
    sample: Panel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    home: str,
    references: list[str],
    year: int,
    settings: StudySettings,
    lang: Any,
) -> None:
    study = duibiao.study(sample, home, references, year=year, settings=settings)
    composed = compose(study, lang)
    content = render_workbook(composed, study)
    kept, places = opened(content, values=True), list(formulas(opened(content)))
    write = Book.formula

    def forget(
        self: Book, sheet: Any, row: int, column: int, text: str, _: Any, style: Any
    ) -> None:
        write(self, sheet, row, column, text, WRONG, style)

    monkeypatch.setattr(Book, "formula", forget)
    calculated = recalculated(render_workbook(composed, study), tmp_path)
    assert len(places) > 1500
    for sheet, cell in places:
        old, new = kept[sheet][cell].value, calculated[sheet][cell].value
        if isinstance(old, int | float):
            assert new == pytest.approx(old, rel=1e-9, abs=1e-9), (sheet, cell)
        else:
            assert (new or "") == (old or ""), (sheet, cell)


def test_a_changed_setting_and_figure_carry_through(
    made: bytes, sample: Panel, tmp_path: Path
) -> None:
    changed = opened(made)
    place = changed.defined_names["close_in"].attr_text.split("!")[1].replace("$", "")
    changed["设置"][place] = 20
    weights = changed["位次"][6]
    for cell in weights[8:19]:
        cell.value = 1.0 if cell.column == 9 else 0.0
    saved = io.BytesIO()
    changed.save(saved)
    after = recalculated(saved.getvalue(), tmp_path)
    settings = StudySettings(gaps=GapSettings(close_in=20))
    expected = duibiao.study(
        sample, "自贡市", ["南京市", "苏州市", "常州市"], year=2020, settings=settings
    )
    for n, gap in enumerate(expected.gaps):
        assert gap_cell(after["差距"], n, "needed").value == shown(gap.closing.needed_pace)
    # With all weight on GDP per head the ranks are those of GDP per head: Wuxi is first.
    first = next(r for r in after["位次"].iter_rows(min_row=11) if r[3].value == 1)
    assert first[0].value == "无锡"
    # And home at Changzhou's level wins all the points there, and none by any other indicator.
    moves = [r for r in after["假设达标"].iter_rows(min_row=7) if r[0].value == "常州"]
    gains = {r[1].value: r[7].value for r in moves}
    own = next(r for r in moves if r[1].value == "人均地区生产总值")
    assert gains.pop("人均地区生产总值") == pytest.approx(own[6].value - own[5].value)
    assert set(gains.values()) == {0}
    reached = next(r for r in after["位次"].iter_rows(min_row=11) if r[0].value == "常州")
    assert own[9].value == reached[3].value


def test_texts_are_never_formulas(brief: Brief, zigong: Study) -> None:
    sly = replace(brief, title='=HYPERLINK("http://example.org")', subtitle="+1", header="@x\x0b")
    sheet = opened(render_workbook(sly, zigong))["摘要"]
    assert [sheet.cell(r, 1).data_type for r in (1, 2, 3)] == ["s", "s", "s"]
    assert sheet.cell(3, 1).value == "@x"


def test_a_study_without_standing_or_peers(brief: Brief, zigong: Study) -> None:
    kept = tuple(d for d in zigong.decompositions if d.indicator != "score")
    plain = replace(zigong, standing=None, peers=None, role_models=None, decompositions=kept)
    book = opened(render_workbook(brief, plain))
    assert "位次" not in book.sheetnames
    linked = [row[0].value for row in book["摘要"].iter_rows(min_row=1) if row[0].hyperlink]
    assert linked == ["差距", "数据", "分解", "口径", "目标", "来源", "设置"]
    none = opened(render_workbook(brief, replace(plain, decompositions=(), base_effects=())))
    assert len(none["分解"]["A"]) < 10


def test_every_trace_is_listed_and_leads_to_its_cell(made: bytes, brief: Brief) -> None:
    book = opened(made)
    rows = list(book["来源"].iter_rows(min_row=5))
    assert [r[0].value for r in rows] == list(brief.traces)
    link = next(r[0] for r in rows if r[0].value == "510300.gdp.2020").hyperlink.location
    sheet, cell = link.replace("'", "").replace("$", "").split("!")
    assert opened(made, values=True)[sheet][cell].value == 14_580_000


def test_sheets_print_on_a4_landscape_with_their_heads(made: bytes) -> None:
    for sheet in opened(made):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.oddFooter.right.text.endswith("第&P页，共&N页")
    gaps = opened(made)["差距"]
    assert gaps.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW + 1}"
    assert gaps.freeze_panes == f"C{HEAD_ROW + 2}"
    assert gaps.auto_filter.ref.startswith(f"A{HEAD_ROW + 1}:")


@pytest.mark.parametrize(
    ("value", "unit", "lang", "expected"),
    [
        (14_580_000, "万元", "zh", '0\\.0,"亿元"'),
        (14_580_000, "万元", "en", '0\\.00," bn yuan"'),
        (58_059, "元/人", "zh", '0\\.0,"万元"'),
        (58_059, "元/人", "en", "#,##0"),
        (26.6, "%", "zh", '#,##0.0"%"'),
        (3e12, "元", "zh", '0\\.00,,"亿元"'),
    ],
)
def test_number_formats_show_an_offices_unit(
    value: float, unit: str, lang: Any, expected: str
) -> None:
    scale = figures.scale_for([value], unit, lang)
    assert office_format(scale, unit=False) == expected
