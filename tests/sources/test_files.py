"""Bad files end in one clear error, never in a guess."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from duibiao.records import DataError, InputError, UnreadableFile
from duibiao.sources import load_panel, read_table
from duibiao.sources.files import read_text

TABLE = "地区,年份,地区生产总值（亿元）\n自贡市,2020,1458.44\n南京市,2020,14817.95\n"


def refused(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_table(path)
    assert caught.value.text("zh") and caught.value.text("en")
    return caught.value.text("zh")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "table.xlsx"
    book = openpyxl.Workbook()
    for line in TABLE.splitlines():
        book.worksheets[0].append(line.split(","))
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_give_the_same_panel(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "utf8.csv").write_text(TABLE, "utf-8")
    (tmp_path / "other.csv").write_bytes(TABLE.encode(encoding))
    panels = [load_panel(tmp_path / name) for name in ("utf8.csv", "other.csv")]
    assert panels[0].snapshot == panels[1].snapshot
    assert panels[1].cell("510300", "gdp", 2020).value == 14_584_400


def test_a_file_that_is_not_there_names_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text(TABLE)
    assert "data.csv" in refused(tmp_path / "date.csv")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "文件夹" in refused(tmp_path)


@pytest.mark.parametrize("content", [b"", b"   \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "empty.csv").write_bytes(content)
    assert "空" in refused(tmp_path / "empty.csv")


def test_lines_that_end_as_on_old_machines(tmp_path: Path) -> None:
    (tmp_path / "mac.csv").write_bytes(TABLE.replace("\n", "\r").encode())
    assert len(read_table(tmp_path / "mac.csv").observations) == 2


def test_a_quote_that_never_closes(tmp_path: Path) -> None:
    (tmp_path / "quote.csv").write_text('地区,年份,gdp\n"自贡市,2020,1\n' + "x" * 140_000)
    assert "CSV UTF-8" in refused(tmp_path / "quote.csv")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)) * 4)
    assert "UTF-8" in refused(tmp_path / "noise.csv")


def test_text_without_a_table(tmp_path: Path) -> None:
    (tmp_path / "letter.csv").write_text("各位领导：\n请审阅。\n")
    assert "表头" in refused(tmp_path / "letter.csv")


def test_a_suffix_that_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"PK\x03\x04")
    assert ".xlsx" in refused(tmp_path / "report.docx")


def test_a_parquet_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "data.parquet").write_text("PAR0")
    assert "Parquet" in refused(tmp_path / "data.parquet")


def test_a_macro_workbook_is_not_opened(workbook: Path) -> None:
    with zipfile.ZipFile(workbook, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    macro = workbook.rename(workbook.with_suffix(".xlsm"))
    assert "宏" in refused(macro)
    # The content counts, not the name.
    assert "宏" in refused(macro.rename(workbook))


@pytest.mark.parametrize(
    ("stream", "word"), [("_VBA_PROJECT_CUR", "宏"), ("EncryptedPackage", "密码")]
)
def test_an_old_workbook_with_macros_or_a_password(tmp_path: Path, stream: str, word: str) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + stream.encode("utf-16-le"))
    assert word in refused(path)


def test_an_old_workbook_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000)
    assert "另存为.xlsx" in refused(path)


def test_a_web_page_that_calls_itself_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "page.xls").write_text("<html><table><tr><td>1</td></tr></table></html>")
    assert "网页" in refused(tmp_path / "page.xls")


def test_a_zip_bomb_is_not_opened(workbook: Path) -> None:
    with zipfile.ZipFile(workbook, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * 30_000_000)
    assert "安全限度" in refused(workbook)


def test_a_bomb_of_many_entries_is_not_opened(workbook: Path) -> None:
    with zipfile.ZipFile(workbook, "a") as archive:
        for i in range(5_001):
            archive.writestr(f"x/{i}", b"")
    assert "安全限度" in refused(workbook)


def test_a_bomb_that_lies_about_its_size_is_not_opened(workbook: Path) -> None:
    size = 30_000_000
    with zipfile.ZipFile(workbook, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * size)
    data = workbook.read_bytes()
    assert data.count(size.to_bytes(4, "little")) == 2
    workbook.write_bytes(data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    assert "损坏" in refused(workbook)


def test_a_truncated_workbook(workbook: Path) -> None:
    workbook.write_bytes(workbook.read_bytes()[:-200])
    assert "损坏" in refused(workbook)


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "data.xlsx", "w") as archive:
        archive.writestr("data.csv", TABLE)
    assert "不是.xlsx" in refused(tmp_path / "data.xlsx")


def test_an_xlsx_named_xls_is_read(workbook: Path) -> None:
    table = read_table(workbook.rename(workbook.with_suffix(".xls")))
    assert len(table.observations) == 2


def test_text_in_gb18030_with_rare_characters(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_bytes("㙍䶮镇,𠮷".encode("gb18030"))
    assert read_text(tmp_path / "names.csv") == "㙍䶮镇,𠮷"


def test_all_values_missing_is_an_error_with_the_form_expected(tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text("地区,年份,gdp\n自贡市,2020,—\n南京市,2020,\n")
    with pytest.raises(DataError, match="No figure could be read"):
        load_panel(tmp_path / "none.csv")


def test_a_header_alone_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text("地区,年份,gdp\n")
    with pytest.raises((InputError, DataError)):
        load_panel(tmp_path / "none.csv")
