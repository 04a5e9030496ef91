"""Opening a file safely: it is there, it is not empty, its text can be read, it is what its name says."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

from duibiao.records import UnreadableFile, system_reason

TEXT = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".et")
PARQUET = (".parquet", ".pq")
READABLE = ".csv, .tsv, .xlsx, .xls, .parquet"

# A year of every figure of every county is 30 MB unpacked; what is far beyond that is no table.
_SIZE = 400_000_000
_ENTRIES = 5_000
_SMALL = 20_000_000
_RATIO = 200
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def existing(path: Path) -> Path:
    """Return `path` where it is a file with content; raise `UnreadableFile` otherwise."""
    if not path.exists():
        near = sorted(p.name for p in path.parent.glob("*") if p.is_file())[:6]
        raise UnreadableFile(
            zh=f"找不到文件{path}。"
            + (f"该文件夹里有：{'、'.join(near)}。" if near else "请检查路径。"),
            en=f"There is no file {path}. "
            + (f"That folder holds: {', '.join(near)}." if near else "Check the path."),
        )
    if not path.is_file():
        raise UnreadableFile(
            zh=f"{path}是文件夹，不是文件。请给出其中的一个文件。",
            en=f"{path} is a folder, not a file. Name a file in it.",
        )
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise UnreadableFile(
            zh=f"不能打开{path}：{system_reason(error, 'zh')}。请检查权限，或关闭正在使用它的程序。",
            en=f"{path} cannot be opened: {error.strerror}. Check the permissions, or close the program that uses it.",
        ) from None
    if size == 0:
        raise UnreadableFile(
            zh=f"文件{path}是空的。请检查是否选错，或重新导出。",
            en=f"The file {path} is empty. Check that it is the right one, or export it again.",
        )
    return path


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8 (with or without a mark), UTF-16 (with a mark) or GB18030."""
    data = existing(path).read_bytes()
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            if not text.strip():
                raise UnreadableFile(
                    zh=f"文件{path}是空的。请检查是否选错，或重新导出。",
                    en=f"The file {path} is empty. Check that it is the right one, or export it again.",
                )
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableFile(
        zh=f"{path.name}不是可识别的文本：编码既不是UTF-8也不是GB18030，或者它不是文本文件。请在Excel或WPS中另存为“CSV UTF-8”。",
        en=f"{path.name} is not text that can be read: its encoding is neither UTF-8 nor GB18030, or it is no text file. Save it again as “CSV UTF-8”.",
    )


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")


def checked_workbook(path: Path) -> Literal["xlsx", "xls"]:
    """Return what kind of workbook a file is by its content, once it is known to be safe to read.

    Raises `UnreadableFile` for a workbook with macros or a password, a bomb, or what is no workbook.
    """
    data = existing(path).read_bytes()
    if data.startswith(b"PK\x03\x04"):
        _check_archive(path)
        return "xlsx"
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise locked(path)
        if "_VBA_PROJECT".encode("utf-16-le") in data:
            raise _macros(path)
        return "xls"
    raise UnreadableFile(
        zh=f"{path.name}的内容不是Excel工作簿。有些网站导出的.xls其实是网页：请用Excel或WPS打开后另存为.xlsx。",
        en=f"{path.name} is no Excel workbook inside. Some sites export web pages as .xls: open it in Excel or WPS and save it as .xlsx.",
    )


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {e.filename.lower() for e in entries}
            if any(name.endswith("vbaproject.bin") for name in names):
                raise _macros(path)
            if any(e.flag_bits & 1 for e in entries):
                raise locked(path)
            size = sum(e.file_size for e in entries)
            dense = any(
                e.file_size > _SMALL and e.file_size > _RATIO * max(e.compress_size, 1)
                for e in entries
            )
            if len(entries) > _ENTRIES or size > _SIZE or dense:
                raise _bomb(path, len(entries), size)
            damaged = archive.testzip()  # reads all: a size that lies is found here
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        damaged = path.name
    if damaged is not None:
        raise UnreadableFile(
            zh=f"{path.name}已损坏或不完整。请重新取得该文件，或用Excel打开后另存。",
            en=f"{path.name} is damaged or incomplete. Get the file again, or open it in Excel and save it.",
        )
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(
            zh=f"{path.name}是压缩文件，但不是.xlsx工作簿。请先解压，或另存为.xlsx。",
            en=f"{path.name} is an archive and no .xlsx workbook. Unpack it, or save the workbook as .xlsx.",
        )


def _bomb(path: Path, entries: int, size: int) -> UnreadableFile:
    return UnreadableFile(
        zh=f"{path.name}解压后有{entries}个部分、{size / 1e6:.0f} MB，超出安全限度（{_ENTRIES}个、{_SIZE / 1e6:.0f} MB，压缩比{_RATIO}），没有打开。如确需使用，请拆成几个文件或另存为CSV。",
        en=f"{path.name} unpacks to {entries} parts and {size / 1e6:.0f} MB, beyond what is safe ({_ENTRIES} parts, {_SIZE / 1e6:.0f} MB, compressed {_RATIO} times); it was not opened. If you need it, split it or save it as CSV.",
    )


def _macros(path: Path) -> UnreadableFile:
    return UnreadableFile(
        zh=f"{path.name}含有宏，为安全起见没有打开。请在Excel或WPS中另存为不含宏的.xlsx。",
        en=f"{path.name} holds macros and was not opened. Save it in Excel or WPS as .xlsx, without macros.",
    )


def locked(path: Path) -> UnreadableFile:
    """Return the error for a workbook with a password."""
    return UnreadableFile(
        zh=f"{path.name}有打开密码，不能读取。请去掉密码后另存为.xlsx。",
        en=f"{path.name} is protected by a password and cannot be read. Remove the password and save it as .xlsx.",
    )
