"""Word documents are read in order, as if what was inserted had been accepted."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.oxml import parse_xml

from duibiao.reading import open_document
from duibiao.records import Document, UnreadableFile

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
BODY = "全年实现地区生产总值2003.43亿元，增长4.1%。"


def made(folder: Path, *parts: str, make: Callable[[Word], None] | None = None) -> Document:
    """Open a document of these parts of WordprocessingML."""
    word = docx.Document()
    if make:
        make(word)
    for part in parts:
        xml = part.replace(">", f" {SPACES}>", 1)
        word.element.body.insert(len(word.element.body) - 1, parse_xml(xml))
    path = folder / "a.docx"
    word.save(str(path))
    return open_document(path)


def run(words: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def test_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    def make(word: Word) -> None:
        word.add_heading("统计公报", 0)
        word.add_paragraph("一、综合")
        table = word.add_table(3, 3)
        for row, words in enumerate(
            ["指标 数值 增长", "工业 824.2亿元 3.9%", "农业 290.1亿元 5.2%"]
        ):
            for column, cell in enumerate(words.split()):
                table.cell(row, column).text = cell
        table.cell(0, 1).merge(table.cell(0, 2)).text = "数值"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "产业"
        word.add_paragraph(BODY)
        word.add_table(1, 2).cell(0, 0).text = "另一张表"

    document = made(tmp_path, make=make)
    assert document.text.split("\n") == [
        "统计公报",
        "一、综合",
        "指标\t数值",
        "产业\t824.2亿元\t3.9%",
        "\t290.1亿元\t5.2%",
        BODY,
        "另一张表",
    ]
    assert document.title == "统计公报"
    places = [document.place(document.text.index(w)).zh for w in ("一、", "290.1", "全年", "另一")]
    assert places == ["第2段", "表1第3行", "第3段", "表2第1行"]


def test_tracked_changes_are_read_as_accepted_and_counted(tmp_path: Path) -> None:
    change = 'w:id="1" w:author="a"'
    document = made(
        tmp_path,
        paragraph(
            run("计划实施重大项目"),
            f"<w:del {change}>{run('80', 'delText')}</w:del>",
            f"<w:ins {change}>{run('100')}</w:ins>",
            run("个以上。"),
        ),
        paragraph(
            f"<w:pPr><w:rPr><w:del {change}/></w:rPr></w:pPr>", run("这一段的段落标记已删除，")
        ),
        paragraph(run("与下一段相接。")),
        paragraph(f"<w:moveFrom {change}>{run('移走的话')}</w:moveFrom>", run("留下的话。")),
    )
    assert document.text.split("\n") == [
        "计划实施重大项目100个以上。",
        "这一段的段落标记已删除，与下一段相接。",
        "留下的话。",
    ]
    notes = " ".join(note.zh for note in document.notes)
    assert "2处删除" in notes and "1处插入" in notes


def test_what_is_not_the_text_is_left_out_and_said(tmp_path: Path) -> None:
    document = made(
        tmp_path,
        paragraph(
            run(BODY),
            '<w:r><w:footnoteReference w:id="1"/></w:r>',
            '<w:r><w:commentReference w:id="1"/></w:r>',
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的话</w:t></w:r>",
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            "<w:r><w:instrText>PAGE 域代码</w:instrText></w:r>",
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            run("见附件"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph(run('目录的一行'))}</w:sdtContent></w:sdt>",
        f"<w:sdt><w:sdtContent>{paragraph(run('控件里的话'))}</w:sdtContent></w:sdt>",
    )
    assert document.text == f"{BODY}见附件\n控件里的话"
    notes = " ".join(note.zh for note in document.notes)
    for word in ("脚注", "批注", "隐藏", "目录"):
        assert word in notes


def test_text_boxes_once_after_what_holds_them(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph(run('框里的话'))}</w:txbxContent>"
    alternate = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = made(
        tmp_path,
        paragraph(run("前"), alternate, run("后")),
        f"<w:tbl><w:tr><w:tc>{paragraph(run('格'), alternate)}</w:tc></w:tr></w:tbl>",
        paragraph(run("完")),
    )
    assert document.text == "前后\n框里的话\n格\n框里的话\n完"


def test_line_breaks_are_lines_and_page_breaks_are_not(tmp_path: Path) -> None:
    document = made(
        tmp_path,
        paragraph(
            run("甲方"),
            "<w:r><w:br/></w:r>",
            run("乙"),
            '<w:r><w:br w:type="page"/></w:r>',
            run("方"),
        ),
    )
    assert document.text == "甲方\n乙方"


def test_a_cut_off_or_broken_document(tmp_path: Path) -> None:
    made(tmp_path, paragraph(run(BODY)))
    whole = (tmp_path / "a.docx").read_bytes()
    (tmp_path / "cut.docx").write_bytes(whole[: len(whole) // 2])
    with zipfile.ZipFile(tmp_path / "xml.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document><unclosed>")
    for name in ("cut.docx", "xml.docx"):
        with pytest.raises(UnreadableFile, match="damaged"):
            open_document(tmp_path / name)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容")
    xml = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document {SPACES}><w:body>'
        f"{paragraph('<w:r><w:t>公开内容&e;</w:t></w:r>')}</w:body></w:document>"
    )
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", xml)
    assert open_document(tmp_path / "a.docx").text == "公开内容"


def test_an_empty_document(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="empty"):
        made(tmp_path)
