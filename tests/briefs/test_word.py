"""The Word brief, read back from its bytes."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

import duibiao
from duibiao.briefs import compose
from duibiao.briefs.document import Brief, Paragraph, Table, Trace
from duibiao.briefs.notes import explain, numbers
from duibiao.briefs.word import render_word
from duibiao.records import InputError, Lang, UnreadableFile


@pytest.fixture(scope="module")
def word_zh(brief_zh: Brief) -> bytes:
    return render_word(brief_zh)


@pytest.fixture(scope="module")
def word_en(brief_en: Brief) -> bytes:
    return render_word(brief_en)


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def texts(document: Document, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style and p.style.name == style]


def part(content: bytes, name: str) -> Any:
    return parse_xml(ZipFile(BytesIO(content)).read(name))


def footnotes(content: bytes) -> list[str]:
    notes = part(content, "word/footnotes.xml")
    return ["".join(n.itertext()).strip() for n in notes if int(n.get(qn("w:id"))) > 0]


def saved(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def fonts(document: Document, style: str) -> dict[str, str]:
    found = document.styles[style].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return {key.split("}")[1]: value for key, value in found.attrib.items()}


def test_the_page_is_that_of_gb_t_9704(word_zh: bytes) -> None:
    section = opened(word_zh).sections[0]
    sides = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    wanted = [Mm(side) for side in (210, 297, 37, 35, 28, 26)]
    # A twentieth of a point is the finest that Word knows.
    assert [abs(a - b) <= Pt(0.05) for a, b in zip(sides, wanted, strict=True)] == [True] * 6


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
    ],
)
def test_styles_name_the_fonts_of_gb_t_9704(
    word_zh: bytes, style: str, font: str, size: float
) -> None:
    document = opened(word_zh)
    assert fonts(document, style)["eastAsia"] == font
    assert document.styles[style].font.size == Pt(size)


def test_text_has_lines_of_28_points_and_an_indent_of_two_characters(word_zh: bytes) -> None:
    document = opened(word_zh)
    spacing = document.styles["Normal"].element.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    indent = document.styles["Body Text"].element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("560", "exact")
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_a_missing_font_has_others_to_fall_back_on(word_zh: bytes) -> None:
    table = part(word_zh, "word/fontTable.xml")
    others = {
        font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val")).split(",")
        for font in table
        if font.find(qn("w:altName")) is not None
    }
    assert "宋体" in others["方正小标宋简体"]
    assert others["仿宋_GB2312"][0] == "仿宋"
    assert not [n for n in ZipFile(BytesIO(word_zh)).namelist() if "fonts/" in n]


@pytest.mark.parametrize(("name", "language"), [("word_zh", "zh-CN"), ("word_en", "en-GB")])
def test_the_language_is_set(name: str, language: str, request: pytest.FixtureRequest) -> None:
    styles = part(request.getfixturevalue(name), "word/styles.xml")
    lang = next(styles.iter(qn("w:lang")))
    assert lang.get(qn("w:eastAsia" if language == "zh-CN" else "w:val")) == language


def test_english_is_set_in_a_latin_serif(word_en: bytes) -> None:
    assert fonts(opened(word_en), "Normal")["ascii"] == "Times New Roman"


def test_chapters_are_headings_with_chinese_numbers(word_zh: bytes, word_en: bytes) -> None:
    assert texts(opened(word_zh), "Heading 1") == ["一、差多远", "二、差几年", "三、为什么"]
    assert texts(opened(word_en), "Heading 1")[0] == "1. How far behind"


def test_page_numbers_stand_on_the_outer_side(word_zh: bytes) -> None:
    document = opened(word_zh)
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    sides = {}
    for name in ("footer", "even_page_footer"):
        paragraph = getattr(section, name).paragraphs[0]
        sides[name] = paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val"))
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
    assert sides == {"footer": "right", "even_page_footer": "left"}


def test_each_number_of_the_text_is_explained_once(brief_zh: Brief, word_zh: bytes) -> None:
    notes = footnotes(word_zh)
    runs = [*brief_zh.summary]
    for chapter in brief_zh.chapters:
        runs += [chapter.lead, *(b.text for b in chapter.blocks if isinstance(b, Paragraph))]
    shown = dict.fromkeys(n.trace for n in numbers(*runs))
    assert len(shown) > 5
    for id in shown:
        trace = brief_zh.traces[id]
        own = [n for n in notes if f"{trace.label}：{trace.value}" in n.split("所用数字")[0]]
        assert len(own) == 1, trace.label
        assert (trace.formula or trace.source) in own[0]


def test_a_formula_is_named_once_and_long_ones_elsewhere() -> None:
    traces = {
        "a": Trace("a", "甲", "39%", formula="甲 ÷ 乙"),
        "b": Trace("b", "丙 ÷ 丁", "40%", formula="丙 ÷ 丁"),
        "c": Trace("c", "得分", "41", formula="权重 × 得分 + " * 20),
    }
    assert explain("abc", traces, "zh") == (
        "甲：39%；丙 ÷ 丁：40%；得分：41。算法：甲 ÷ 乙；另有1种，见PDF与Excel版。"
    )
    assert "算法" not in explain("a", traces, "zh", said={"甲 ÷ 乙"})
    assert explain("c", traces, "zh") == "得分：41。算法：见PDF与Excel版。"


def test_footnotes_and_their_marks_agree(brief_zh: Brief, word_zh: bytes) -> None:
    body = part(word_zh, "word/document.xml")
    marks = [int(m.get(qn("w:id"))) for m in body.iter(qn("w:footnoteReference"))]
    assert marks == list(range(1, len(footnotes(word_zh)) + 1))
    tables = [b for c in brief_zh.chapters for b in c.blocks if isinstance(b, Table)]
    of_tables = [n for n in footnotes(word_zh) if n.startswith("本表出处")]
    assert len(of_tables) == len(tables) == 2
    assert all("《中国城市统计年鉴》" in note for note in of_tables)


def test_footnotes_are_known_to_the_package(word_zh: bytes) -> None:
    settings = part(word_zh, "word/settings.xml")
    separators = [f.get(qn("w:id")) for f in settings.find(qn("w:footnotePr"))]
    assert separators == ["-1", "0"]
    types = ZipFile(BytesIO(word_zh)).read("[Content_Types].xml").decode()
    assert "/word/footnotes.xml" in types


def test_tables_are_real_and_their_numbers_stand_right(brief_zh: Brief, word_zh: bytes) -> None:
    table = opened(word_zh).tables[0]
    assert [cell.text for cell in table.rows[1].cells][:3] == ["自贡市", "1,458.0[p]", "58,059"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    first, second = (cell.paragraphs[0] for cell in table.rows[2].cells[:2])
    assert [p._p.pPr.find(qn("w:jc")).get(qn("w:val")) for p in (first, second)] == [
        "left",
        "right",
    ]
    strong = [
        all(r.bold for c in row.cells for r in c.paragraphs[0].runs[:1]) for row in table.rows
    ]
    assert strong == [True, True, False, False, False]


def test_marks_and_dashes_are_explained_under_the_table(word_zh: bytes) -> None:
    home = opened(word_zh).tables[0].rows[1].cells[1].paragraphs[0].runs
    assert home[0].italic and home[1].font.superscript
    note = texts(opened(word_zh), "Brief Note")[0]
    assert "[p] 初步数" in note and "[b] 跨口径" in note and "[e] 插补或估算" in note
    assert "—：实际使用外资2020年起年鉴未刊载" in note


def test_pictures_have_a_text_for_those_who_cannot_see_them(word_zh: bytes) -> None:
    shapes = opened(word_zh).inline_shapes
    assert len(shapes) == 2
    assert shapes[0]._inline.docPr.get("descr").startswith("横条图")
    assert all(shape.width <= Mm(156.1) for shape in shapes)


def test_special_characters_print_as_they_are(word_zh: bytes) -> None:
    assert any("<原文> & #符号 *星号* $x$ \\" in p.text for p in opened(word_zh).paragraphs)


def test_the_same_brief_gives_the_same_bytes(brief_zh: Brief, word_zh: bytes) -> None:
    assert render_word(brief_zh) == word_zh
    assert {i.date_time[0] for i in ZipFile(BytesIO(word_zh)).infolist()} == {1980}


def test_the_sheet_has_sources_and_no_footnotes(sheet_zh: Brief) -> None:
    made = render_word(sheet_zh)
    assert footnotes(made) == []
    assert texts(opened(made), "Brief Note")[-1] == "出处：《中国城市统计年鉴》2011—2023年版"


def test_a_template_without_tags_keeps_its_look(brief_zh: Brief) -> None:
    house = docx.Document()
    house.sections[0].left_margin = Mm(40)
    house.sections[0].header.paragraphs[0].text = "某市发展和改革委员会"
    house.styles["Heading 1"].font.name = "House Font"
    house.add_paragraph("内部资料")
    made = opened(render_word(brief_zh, template=saved(house)))
    assert made.paragraphs[0].text == "内部资料"
    assert made.sections[0].header.paragraphs[0].text == "某市发展和改革委员会"
    assert abs(made.sections[0].left_margin - Mm(40)) < Pt(0.1)
    assert made.styles["Heading 1"].font.name == "House Font"
    assert texts(made, "Heading 1") == ["一、差多远", "二、差几年", "三、为什么"]


@pytest.mark.parametrize("tag", ["{{ body }}", "{{p body }}", "{{body}}"])
def test_a_template_with_tags_is_filled_in(brief_zh: Brief, tag: str) -> None:
    house = docx.Document()
    house.sections[0].header.paragraphs[0].text = "{{ header }}"
    house.add_paragraph("关于{{ title }}的报告")
    split = house.add_paragraph(tag[:3])
    split.add_run(tag[3:])
    house.add_paragraph("{{ date }}")
    content = render_word(brief_zh, template=saved(house))
    made = opened(content)
    lines = [p.text for p in made.paragraphs]
    assert lines[0] == f"关于{brief_zh.title}的报告"
    assert lines[1] == brief_zh.subtitle
    assert lines[-1] == "{{ date }}"
    assert "{{ body" not in "".join(lines)
    assert made.sections[0].header.paragraphs[0].text == brief_zh.header
    assert texts(made, "Title") == []
    assert len(made.tables) == 2 and len(made.inline_shapes) == 2
    assert len(footnotes(content)) > 5


def test_a_template_keeps_its_own_footnotes(brief_zh: Brief) -> None:
    once = render_word(brief_zh)
    twice = render_word(brief_zh, template=once)
    body = part(twice, "word/document.xml")
    marks = [int(m.get(qn("w:id"))) for m in body.iter(qn("w:footnoteReference"))]
    assert len(footnotes(twice)) == 2 * len(footnotes(once)) == len(set(marks))


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_a_template_that_is_not_a_docx_is_refused(brief_zh: Brief, content: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        render_word(brief_zh, template=content)
    assert ".docx" in caught.value.text("zh") and ".docx" in caught.value.text("en")


def test_a_zip_bomb_is_refused(brief_zh: Brief) -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", 8) as package:
        package.writestr("word/document.xml", bytes(101_000_000))
    with pytest.raises(UnreadableFile):
        render_word(brief_zh, template=bomb.getvalue())


@pytest.mark.parametrize("text", ["{{ title", "{% if %}", "见 {{ body }} 如下", "{{ x.y.z }}"])
def test_a_tag_that_cannot_be_read_is_named(brief_zh: Brief, text: str) -> None:
    house = docx.Document()
    house.add_paragraph(text)
    with pytest.raises(InputError) as caught:
        render_word(brief_zh, template=saved(house))
    assert "{{ body }}" in caught.value.text("zh")


def test_a_template_runs_no_code(brief_zh: Brief) -> None:
    house = docx.Document()
    house.add_paragraph("{{ title.__class__.__mro__[1].__subclasses__() }}")
    with pytest.raises(InputError):
        render_word(brief_zh, template=saved(house))


def printed(content: bytes, folder: Path) -> pypdfium2.PdfDocument:
    """The document as an office program prints it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (folder / "brief.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "brief.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return pypdfium2.PdfDocument(folder / "brief.pdf")


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_of_a_study_is_one_page(lang: Lang, tmp_path: Path) -> None:
    references = ["南京市", "苏州市", "常州市"]
    study = duibiao.study(duibiao.load_sample(), "自贡市", references, year=2020)
    assert len(printed(render_word(compose(study, lang, one_page=True)), tmp_path)) == 1


@pytest.mark.slow
def test_an_office_program_opens_it(word_zh: bytes, tmp_path: Path) -> None:
    pages = printed(word_zh, tmp_path)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert 2 <= len(pages) <= 5
    assert re.sub(r"\s", "", text).count("①自贡市2020年人均地区生产总值") == 1
    assert "表1" in re.sub(r"\s", "", text)
