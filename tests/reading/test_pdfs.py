"""Of a PDF the paragraphs and tables are read, not the lines and not what runs along the edges."""

from __future__ import annotations

from pathlib import Path

import noto_cjk_sans_otc
import pytest
import typst

from duibiao.reading import open_document
from duibiao.records import Document, UnreadableFile

FONTS = [str(Path(noto_cjk_sans_otc.__file__).parent)]
HEAD = "#set page(header: [乐山市统计局文件])\n"
SETUP = """#set page(paper: "a4", numbering: "— 1 —")
#set text(font: "Noto Sans CJK SC", lang: "zh", size: 12pt)
#set par(justify: true, first-line-indent: (amount: 2em, all: true))
"""
FIRST = (
    "经初步核算，全年实现地区生产总值2003.43亿元，按可比价格计算，比上年增长4.1%。其中，第一产业增加值"
    "290.1亿元，增长5.2%；第二产业增加值824.2亿元，增长3.9%；第三产业增加值889.1亿元，增长3.8%。"
)
SECOND = (
    "全年粮食总产量118.34万吨，增长0.8%。全年规模以上工业增加值比上年增长4.6%，全社会用电量增长6.1%。"
    "实际利用外资到位2.31亿美元，R&D经费占比1.32%。"
)


def compiled(folder: Path, source: str, setup: str = SETUP) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(typst.compile((setup + source).encode(), font_paths=FONTS))
    return path


def opened(folder: Path, source: str, setup: str = SETUP) -> Document:
    return open_document(compiled(folder, source, setup))


def refused(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        open_document(path)
    return caught.value.text("zh")


def test_lines_become_paragraphs_and_running_heads_go(tmp_path: Path) -> None:
    source = f"""#align(center, text(size: 22pt)[乐山市2020年国民经济和社会 \\ 发展统计公报])
#align(center)[乐山市统计局]
#align(center)[2021年3月25日]
= 一、综合
{FIRST}

{SECOND}
#pagebreak()
（一）坚持项目为王。

{FIRST}

一是制定行动计划。
"""
    document = opened(tmp_path, source, HEAD + SETUP)
    assert document.text.split("\n") == [
        "乐山市2020年国民经济和社会发展统计公报",
        "乐山市统计局",
        "2021年3月25日",
        "一、综合",
        FIRST,
        SECOND,
        "（一）坚持项目为王。",
        FIRST,
        "一是制定行动计划。",
    ]
    assert document.title == "乐山市2020年国民经济和社会发展统计公报"
    assert str(document.published) == "2021-03-25" and document.publisher == "乐山市统计局"
    assert any("页眉" in note.zh for note in document.notes)
    assert document.place(document.text.index("坚持项目")).zh == "第2页"
    assert document.place(0).en == "page 1"


def test_a_paragraph_over_two_pages_is_one(tmp_path: Path) -> None:
    paragraphs = [FIRST, SECOND, SECOND + FIRST] * 20
    document = opened(tmp_path, "\n\n".join(paragraphs), HEAD + SETUP)
    assert document.text.split("\n") == paragraphs
    assert len(document.places) > 2


def test_paragraphs_without_indent_and_ragged_lines(tmp_path: Path) -> None:
    setup = SETUP.split("#set par")[0] + "#set par(spacing: 1.6em)\n"
    assert opened(tmp_path, f"{FIRST}\n\n{SECOND}\n\n{FIRST}", setup).text.split("\n") == [
        FIRST,
        SECOND,
        FIRST,
    ]


def test_cells_of_a_ruled_table_stay_apart(tmp_path: Path) -> None:
    source = f"""{SECOND}
#table(columns: (3em, 1fr, 7em, 9em),
  [序号], [任务], [时限], [责任单位],
  [1], [规模以上工业增加值增速高于全市平均水平，新增规模以上工业企业二十家，市级重大项目完成投资三百二十亿元], [2021年底], [市经信局],
  table.cell(rowspan: 2)[2], [实施重大项目100个以上], [2021年], table.cell(rowspan: 2)[市发展和改革委员会、各县区],
  [完成投资100亿元], [2021年])
{FIRST}
"""
    assert opened(tmp_path, source).text.split("\n") == [
        SECOND,
        "序号\t任务\t时限\t责任单位",
        "1\t规模以上工业增加值增速高于全市平均水平，新增规模以上工业企业二十家，市级重大项目完成投资三百二十亿元\t2021年底\t市经信局",
        "2\t实施重大项目100个以上\t2021年\t市发展和改革委员会、各县区",
        "\t完成投资100亿元\t2021年",
        FIRST,
    ]


def test_cells_of_a_table_without_rulings_stay_apart(tmp_path: Path) -> None:
    source = "#table(columns: 3, stroke: none, column-gutter: 3em, [指标], [数值], [增长], [粮食产量], [118.34万吨], [0.8%])"
    assert opened(tmp_path, source).text.split("\n") == [
        "指标\t数值\t增长",
        "粮食产量\t118.34万吨\t0.8%",
    ]


def test_a_line_written_font_by_font_is_put_in_order(tmp_path: Path) -> None:
    pieces = [
        (0, "坚持"),
        (3, "项目为王"),
        (8, "，签约"),
        (13, "个"),
        (2, "“"),
        (7, "”"),
        (11, "100"),
    ]
    source = "".join(f"#place(dx: {x}em, dy: 40pt)[{words}]" for x, words in pieces)
    assert opened(tmp_path, source).text == "坚持“项目为王”，签约100个"


def test_two_columns_stay_apart(tmp_path: Path) -> None:
    setup = SETUP.replace('paper: "a4"', 'paper: "a4", columns: 2')
    document = opened(tmp_path, f"{FIRST}\n\n{SECOND}#colbreak(){SECOND}\n\n{FIRST}", setup)
    assert document.text.split("\n") == [FIRST, SECOND, SECOND, FIRST]


def test_names_set_apart_stay_apart(tmp_path: Path) -> None:
    assert opened(tmp_path, f"乐山市统计局 国家统计局乐山调查队\n\n{FIRST}").text.split("\n") == [
        "乐山市统计局 国家统计局乐山调查队",
        FIRST,
    ]


def test_a_watermark_is_not_read(tmp_path: Path) -> None:
    setup = SETUP + "#set page(background: rotate(-45deg, text(60pt)[内部资料]))\n"
    assert opened(tmp_path, FIRST, setup).text == FIRST


def test_a_page_without_text_is_said(tmp_path: Path) -> None:
    document = opened(tmp_path, f"{FIRST}\n#pagebreak()\n#pagebreak()\n{SECOND}", HEAD + SETUP)
    assert any("第2页没有文字" in note.zh for note in document.notes)


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="60" height="40"/></svg>'
    (tmp_path / "a.svg").write_text(picture)
    path = tmp_path / "a.pdf"
    (tmp_path / "a.typ").write_text('#image("a.svg")')
    path.write_bytes(typst.compile(str(tmp_path / "a.typ")))
    assert "OCR" in refused(path)


# A page locked with a password: the hash of the empty one does not fit, so a reader must ask for it.
LOCKED = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>
%%%%EOF""" % (b"11" * 32, b"22" * 32)


def test_a_password(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(LOCKED)
    assert "密码" in refused(tmp_path / "a.pdf")


def test_a_damaged_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nnothing here")
    assert "损坏" in refused(tmp_path / "a.pdf")


def test_a_name_does_not_matter(tmp_path: Path) -> None:
    path = compiled(tmp_path, FIRST)
    assert open_document(path.rename(tmp_path / "a.txt")).text == FIRST


def test_a_long_report_is_read_whole(tmp_path: Path) -> None:
    path = compiled(tmp_path, "\n\n".join([FIRST + SECOND] * 110))
    assert len(open_document(path).text) > 18_000
