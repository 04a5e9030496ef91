"""Opening a file safely: it is there, it is not empty, its text can be read, it is what its name says."""

from __future__ import annotations

from pathlib import Path

from duibiao.records import UnreadableFile

TEXT = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xls", ".xlsb", ".ods", ".xlsm", ".et")
READABLE = "CSV（.csv、.tsv）、Excel（.xlsx）、Parquet（.parquet）"


def existing(path: Path) -> Path:
    """Return `path` where it is a file with content; raise `UnreadableFile` otherwise."""
    if not path.exists():
        near = "、".join(sorted(p.name for p in path.parent.glob("*") if p.is_file())[:6])
        raise UnreadableFile(
            zh=f"找不到文件{path}。" + (f"该文件夹里有：{near}。" if near else "请检查路径。"),
            en=f"There is no file {path}. "
            + (f"That folder holds: {near}." if near else "Check the path."),
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
            zh=f"不能打开{path}：{error.strerror}。请检查权限，或关闭正在使用它的程序。",
            en=f"{path} cannot be opened: {error.strerror}. Check the permissions, or close the program that uses it.",
        ) from None
    if size == 0:
        raise UnreadableFile(zh=f"文件{path}是空的。", en=f"The file {path} is empty.")
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
                raise UnreadableFile(zh=f"文件{path}是空的。", en=f"The file {path} is empty.")
            return text
    raise UnreadableFile(
        zh=f"{path.name}不是可识别的文本：编码既不是UTF-8也不是GB18030，或者它不是文本文件。请在Excel或WPS中另存为“CSV UTF-8”。",
        en=f"{path.name} is not text that can be read: its encoding is neither UTF-8 nor GB18030, or it is no text file. Save it again as “CSV UTF-8”.",
    )


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")
