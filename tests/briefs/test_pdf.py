"""The PDF brief and its pictures, read back from their bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

import duibiao
from duibiao.briefs import compose, pdf
from duibiao.briefs.document import Brief, Picture
from duibiao.briefs.images import FONT, chart_png, chart_svg
from duibiao.briefs.pdf import render_pdf
from duibiao.records import Lang


@pytest.fixture(scope="module")
def pdf_zh(brief_zh: Brief) -> bytes:
    return render_pdf(brief_zh)


def pages(content: bytes) -> list[str]:
    """The text of each page without spaces: line ends fall where they fall."""
    return [
        re.sub(r"\s", "", page.get_textpage().get_text_bounded())
        for page in pypdfium2.PdfDocument(content)
    ]


def links(content: bytes) -> int:
    """How many links lead to a place in the document."""
    document = pypdfium2.PdfDocument(content)
    found = 0
    for page in document:
        start, link = pdfium.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, start, link):
            found += bool(pdfium.FPDFLink_GetDest(document, link))
    return found


def test_every_page_says_which_data_and_which_year(brief_zh: Brief, pdf_zh: bytes) -> None:
    header = re.sub(r"\s", "", brief_zh.header)
    assert len(pages(pdf_zh)) >= 3
    assert all(text.startswith(header) for text in pages(pdf_zh))
    assert "—2—" in pages(pdf_zh)[1]


def test_chapters_and_leads_stand_in_order(brief_zh: Brief, pdf_zh: bytes) -> None:
    text = "".join(pages(pdf_zh))
    places = [text.index(words) for words in ("一、差多远", "二、差几年", "三、为什么", "数字出处")]
    assert places == sorted(places)


def test_numbers_link_to_where_they_come_from(brief_zh: Brief, pdf_zh: bytes) -> None:
    text = "".join(pages(pdf_zh))
    appendix = text[text.index("正文和表中的数字") :]
    for trace in brief_zh.traces.values():
        assert re.sub(r"\s", "", trace.label) in appendix
    # Every printed number, and every input of a calculated one.
    assert links(pdf_zh) > 2 * len(brief_zh.traces)


def test_marks_are_explained_under_the_table(pdf_zh: bytes) -> None:
    text = "".join(pages(pdf_zh))
    assert "45,895[eb]" in text
    assert "[b]跨口径" in text and "—：实际使用外资2020年起年鉴未刊载" in text


def test_texts_are_data_and_never_code(brief_zh: Brief, pdf_zh: bytes) -> None:
    assert "<原文>&#符号*星号*$x$\\一律照印" in "".join(pages(pdf_zh))
    hostile = '#panic("x") #read("/etc/passwd") $ \\ ` ] } "'
    made = pages(render_pdf(replace(brief_zh, title=hostile, subtitle=hostile)))[0]
    assert re.sub(r"\s", "", hostile) in made


def test_the_same_brief_gives_the_same_bytes(brief_zh: Brief, pdf_zh: bytes) -> None:
    assert render_pdf(brief_zh) == pdf_zh
    about = pypdfium2.PdfDocument(pdf_zh).get_metadata_dict()
    assert about["Title"] == brief_zh.title
    assert about["CreationDate"] == ""


def test_it_is_made_in_any_folder(
    sheet_zh: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pdf._typesetter.cache_clear()
    assert render_pdf(sheet_zh)[:5] == b"%PDF-"
    assert list(tmp_path.iterdir()) == []


def test_only_fonts_that_the_product_brings_are_used(pdf_zh: bytes) -> None:
    names = set(re.findall(rb"/FontName ?/[A-Z]{6}\+([A-Za-z-]+)", pdf_zh))
    assert names == {b"NotoSansCJKsc-Regular"}


def test_the_sheet_is_one_page_and_names_its_sources(sheet_zh: Brief) -> None:
    made = pages(render_pdf(sheet_zh))
    assert len(made) == 1
    assert "出处：《中国城市统计年鉴》" in made[0]
    assert "数字出处" not in made[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("home", "references"),
    [
        ("自贡市", ["南京市", "苏州市", "常州市"]),
        ("成都市", []),
        ("巴中市", ["成都市", "南京市", "苏州市", "无锡市", "常州市"]),
    ],
)
def test_the_sheet_of_a_study_is_one_page(home: str, references: list[str], lang: Lang) -> None:
    study = duibiao.study(duibiao.load_sample(), home, references, year=2020)
    sheet = compose(study, lang, one_page=True)
    assert 4 <= len(sheet.summary) <= 6
    assert len(pages(render_pdf(sheet))) == 1


def test_english(brief_en: Brief) -> None:
    text = "".join(pages(render_pdf(brief_en)))
    assert "1.Howfarbehind" in text and "Wherethenumberscomefrom" in text
    assert "。" not in text


def picture(brief: Brief) -> Picture:
    return next(b for b in brief.chapters[0].blocks if isinstance(b, Picture))


def test_a_chart_is_drawn_in_the_font_that_is_brought_along(brief_zh: Brief) -> None:
    spec = picture(brief_zh).spec
    styled = {**spec, "config": {"font": "Some Other Font"}}
    drawing = ElementTree.fromstring(chart_svg(styled))
    families = {node.get("font-family") for node in drawing.iter() if node.get("font-family")}
    assert families == {FONT}
    assert "南京市" in "".join(drawing.itertext())


def test_a_png_has_two_pixels_for_each_of_the_chart(brief_zh: Brief) -> None:
    spec = picture(brief_zh).spec
    size = ElementTree.fromstring(chart_svg(spec)).get("width")
    png = chart_png(spec, 2)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20]) == round(2 * float(size or 0))
