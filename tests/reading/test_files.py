"""A file is what its content says; what cannot be read ends in one clear error, never in a guess."""

from __future__ import annotations

import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.reading import Unopened, open_document, open_documents
from duibiao.reading.opening.draft import Draft
from duibiao.reading.opening.texts import read_plain, unwrapped
from duibiao.records import Document, UnreadableFile

REPORT = """政府工作报告
——2021年1月20日在荣县第十八届人民代表大会第六次会议上

各位代表：
现在，我代表县人民政府向大会报告工作，请予审议，并请县政协各位委员提出意见。
2021年，地区生产总值增长8%以上，新增规上企业20家，固定资产投资增长10%左右。
"""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refused(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        open_document(path)
    texts = caught.value.text("zh"), caught.value.text("en")
    assert all(texts) and not any(mark in text for text in texts for mark in "！!\n")
    return texts[0]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    document = open_document(written(tmp_path, "a.txt", REPORT.encode(encoding)))
    assert document.text == REPORT
    assert (document.title, document.published) == ("政府工作报告", date(2021, 1, 20))


def test_the_script_stays_as_it_is(tmp_path: Path) -> None:
    text = "樂山市統計局\n2020年，全市地區生產總值2003.43億元，比上年增長4.1%。\n"
    assert open_document(written(tmp_path, "a.txt", text.encode("gb18030"))).text == text


def test_ends_of_lines_of_other_systems(tmp_path: Path) -> None:
    for end in ("\r\n", "\r"):
        data = REPORT.replace("\n", end).encode()
        assert open_document(written(tmp_path, "a.txt", data)).text == REPORT


def test_a_date_that_is_told_wins_and_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", REPORT)
    document = open_document(path, published=date(2021, 2, 1))
    assert document.published == date(2021, 2, 1)
    assert any("2021-01-20" in note.zh for note in document.notes)
    assert not open_document(path, published=date(2021, 1, 20)).notes


def test_the_seed_is_kept_to_the_character(shared: Path) -> None:
    path = shared / "seed" / "zigong-study-tour-2020-11-02.txt"
    document = open_document(path)
    assert document.text == path.read_text("utf-8")
    assert document.quote(11, 50).text == document.title
    assert (document.published, document.publisher) == (date(2020, 11, 2), "")


def test_places_are_paragraphs(tmp_path: Path) -> None:
    document = open_document(written(tmp_path, "a.txt", REPORT))
    assert document.place(document.text.index("各位")).en == "paragraph 3"
    assert document.place(document.text.index("新增规上")).zh == "第5段"


@given(st.lists(st.text(alphabet="今年目标增长8%，。 　\t", max_size=12), min_size=1, max_size=9))
def test_plain_lines_and_their_places_stay(lines: list[str]) -> None:
    draft = read_plain("\n".join(lines))
    assert draft.text == "\n".join(lines)
    assert [p.start for p in draft.places] == sorted({p.start for p in draft.places})
    assert len(draft.places) == sum(bool(line.strip()) for line in lines)
    for place in draft.places:
        assert place.start == 0 or draft.text[place.start - 1] == "\n"
        assert draft.text[place.start :].split("\n")[0].strip()


@given(
    st.lists(
        st.one_of(
            st.text(alphabet="目标\n ", max_size=8),
            st.lists(st.text(alphabet="增长\t8%\n", max_size=5), min_size=1, max_size=3),
        ),
        max_size=12,
    )
)
def test_every_place_lies_within_the_text(parts: list[str | list[str]]) -> None:
    draft = Draft()
    for part in parts:
        if isinstance(part, str):
            draft.paragraph(part)
        else:
            draft.row(part)
    starts = [p.start for p in draft.places]
    assert starts == sorted(starts)
    assert all(0 <= start <= len(draft.text) for start in starts)
    document = Document("a", draft.text, places=tuple(draft.places))
    quotes = [document.quote(start, start + 3) for start in starts]
    assert all(quote.text == draft.text[quote.start : quote.end] for quote in quotes)


def test_lines_broken_at_one_width_are_joined_and_it_is_said() -> None:
    sentence = "　　今年全市地区生产总值增长百分之八以上，固定资产投资增长百分之十左右，社会消费品零售总额增长百分之九，城乡居民收入与经济增长同步，新增规模以上企业二十家，市级重大项目完成投资三百二十亿元，确保开好局起好步。"
    wrapped = [sentence[i : i + 28] for i in range(0, len(sentence), 28)]
    notes: list[object] = []
    lines = ["2021年工作安排", *wrapped, *wrapped, ""]
    assert unwrapped(lines, notes) == ["2021年工作安排", sentence, sentence, ""]  # type: ignore[arg-type]
    assert len(notes) == 1


def test_a_list_of_short_lines_is_not_joined() -> None:
    lines = [
        "重大项目名称",
        "沪蓉高速公路扩容",
        "市人民医院新院区",
        "城市更新一期",
        "园区标准厂房",
        "污水处理厂",
    ]
    assert unwrapped(lines, []) == lines


def test_paragraphs_of_one_line_each_are_not_joined() -> None:
    lines = REPORT.split("\n")
    assert unwrapped(lines, []) == lines


@pytest.mark.parametrize("content", [b"", b"  \n\n\t", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    assert "空" in refused(written(tmp_path, "a.txt", content))


def test_a_file_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    for name in ("荣县报告.txt", "公报.txt"):
        written(tmp_path, name, REPORT)
    assert "荣县报告.txt" in refused(tmp_path / "荣县报告1.txt")
    assert "文件夹" in refused(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_no_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "管道" in refused(tmp_path / "pipe")


@pytest.mark.parametrize(
    "text",
    [
        "The city plans 100 major projects next year, and growth above the average. " * 4,
        "今年の目標は、百件以上の重要プロジェクトを実施することです。投資額は百億元以上になります。",
        "올해 목표는 100개 이상의 주요 사업을 추진하는 것입니다. 投資 100억 위안",
        "В следующем году город планирует осуществить сто крупных проектов.",
        "2020 2021 8% 9%",
    ],
)
def test_another_language_is_no_guess(tmp_path: Path, text: str) -> None:
    assert "中文以外的语言" in refused(written(tmp_path, "a.txt", text))


def test_latin_names_among_chinese_do_no_harm(tmp_path: Path) -> None:
    text = "引进BOE、TCL、IBM等企业，建设5G、AI、IoT平台，GDP增长8%，R&D经费占比2.5%。"
    assert open_document(written(tmp_path, "a.txt", text)).text == text


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        ("今年全市重大項目完成投資三百二十億元，比上年增長百分之八。" * 5).encode("big5"),
        ("今年の目標は百件以上の重要プロジェクトを実施することです。" * 5).encode("shift_jis"),
        ("올해 목표는 백 개 이상의 주요 사업을 추진하는 것입니다. " * 5).encode("euc-kr"),
    ],
)
def test_bytes_that_are_no_text(tmp_path: Path, content: bytes) -> None:
    assert "编码" in refused(written(tmp_path, "a.txt", content))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (OLE + "WordDocument".encode("utf-16-le"), ".doc"),
        (OLE, "Office"),
        (rb"{\rtf1\ansi }", "RTF"),
        (b"PK\x03\x04" + bytes(50), "损坏"),
    ],
)
def test_kinds_that_are_not_read_name_the_way_out(
    tmp_path: Path, content: bytes, word: str
) -> None:
    assert word in refused(written(tmp_path, "a.docx", content))


@pytest.mark.parametrize(
    ("part", "word"), [("xl/workbook.xml", "Excel"), ("OFD.xml", "OFD"), ("a.txt", "压缩")]
)
def test_other_containers(tmp_path: Path, part: str, word: str) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    assert word in refused(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(30_000_000))
    assert "安全" in refused(path)


def test_fifty_megabytes_of_text_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("read whole"))
    assert "50 MB" in refused(path)


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    good, bad = written(tmp_path, "a.txt", REPORT), written(tmp_path, "b.txt", b"")
    seen: list[Path] = []
    found = list(open_documents([bad, good, tmp_path / "c.txt"], progress=seen.append))
    assert [type(x) for x in found] == [Unopened, Document, Unopened]
    assert seen == [bad, good, tmp_path / "c.txt"]


MARKDOWN = """---
title: 乐山市工业经济要情
date: 2021-04-20
publisher: 乐山市经信局
---

# 一季度**工业**运行

全市[规上工业](http://example.org/a_b)增加值*增长* 8.2%，`用电量` 12.3亿千瓦时。
增速居全省第5位。

1. 制定行动计划
2. 落实惠企政策

| 指标 | 增长 |
|---|---|
| 用电量 | 6.1% |

![图](a.png)

<div>网页<b>片段</b><script>var x = 1;</script></div>
"""


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    document = open_document(written(tmp_path, "a.md", MARKDOWN))
    assert [line for line in document.text.split("\n") if line] == [
        "一季度工业运行",
        "全市规上工业增加值增长 8.2%，用电量 12.3亿千瓦时。",
        "增速居全省第5位。",
        "1. 制定行动计划",
        "2. 落实惠企政策",
        "指标\t增长",
        "用电量\t6.1%",
        "网页片段",
    ]
    assert document.place(document.text.index("6.1%")).zh == "表1第2行"
    assert document.place(document.text.index("落实")).zh == "第5段"
    assert document.title == "一季度工业运行"
    assert (document.published, document.publisher) == (date(2021, 4, 20), "乐山市经信局")
