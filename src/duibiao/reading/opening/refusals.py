"""The errors of opening a document: what is wrong with the file, and the way out."""

from __future__ import annotations

from pathlib import Path

from duibiao.records import UnreadableFile, nearest_names, system_reason

_READABLE_ZH = ".txt、.md、.html、.docx，以及带文字的.pdf"
_READABLE_EN = ".txt, .md, .html, .docx, and .pdf with text in it"


def missing(path: Path) -> UnreadableFile:
    """There is no such file; names its neighbours."""
    here = sorted(p.name for p in path.parent.glob("*") if p.is_file())
    near = nearest_names(path.name, here) or here[:6]
    return UnreadableFile(
        zh=f"找不到文件{path}。"
        + (f"该文件夹里有：{'、'.join(near)}。" if near else "请检查路径。"),
        en=f"There is no file {path}. "
        + (f"That folder holds: {', '.join(near)}." if near else "Check the path."),
    )


def folder(path: Path) -> UnreadableFile:
    """A folder was named."""
    return UnreadableFile(
        zh=f"{path}是文件夹，不是文件。请给出其中的一个文件。",
        en=f"{path} is a folder, not a file. Name a file in it.",
    )


def no_file(path: Path) -> UnreadableFile:
    """A pipe or a device was named."""
    return UnreadableFile(
        zh=f"{path}不是普通文件（而是管道或设备），不能读取。请先存成文件。",
        en=f"{path} is no ordinary file but a pipe or a device, and is not read. Save it as a file first.",
    )


def shut(path: Path, error: OSError) -> UnreadableFile:
    """The system does not let it be opened."""
    return UnreadableFile(
        zh=f"不能打开{path}：{system_reason(error, 'zh')}。请检查权限，或关闭正在使用它的程序。",
        en=f"{path} cannot be opened: {system_reason(error, 'en')}. Check the permissions, or close the program that uses it.",
    )


def empty(name: str) -> UnreadableFile:
    """There is nothing in it."""
    return UnreadableFile(
        zh=f"文件{name}是空的，没有文字可读。请检查是否选对了文件。",
        en=f"The file {name} is empty: there is no text to read. Check that it is the right file.",
    )


def too_large(name: str, size: int, limit: int) -> UnreadableFile:
    """It has more bytes than a file of its kind may have."""
    return UnreadableFile(
        zh=f"{name}有{size / 1e6:.0f} MB，超过这类文件的上限{limit / 1e6:.0f} MB，没有打开。请拆成几个文件，或去掉其中的图片后另存。",
        en=f"{name} has {size / 1e6:.0f} MB, more than the {limit / 1e6:.0f} MB that a file of its kind may have; it was not opened. Split it, or save it without its pictures.",
    )


def too_long(name: str, length: int, limit: int) -> UnreadableFile:
    """Its text has more characters than are read."""
    return UnreadableFile(
        zh=f"{name}的文字有{length}个字符，超过上限{limit}个，没有读取。请拆成几个文件。",
        en=f"{name} holds {length} characters of text, more than the {limit} that are read. Split it into several files.",
    )


def too_many_pages(name: str, pages: int, limit: int) -> UnreadableFile:
    """It has more pages than are read."""
    return UnreadableFile(
        zh=f"{name}有{pages}页，超过上限{limit}页，没有读取。请拆成几个文件。",
        en=f"{name} has {pages} pages, more than the {limit} that are read. Split it into several files.",
    )


def unsafe(name: str, parts: int, size: int) -> UnreadableFile:
    """It unpacks to more than is safe."""
    return UnreadableFile(
        zh=f"{name}解压后有{parts}个部分、{size / 1e6:.0f} MB，超出安全限度，没有打开。如确需使用，请用Word或WPS打开后另存为.docx。",
        en=f"{name} unpacks to {parts} parts and {size / 1e6:.0f} MB, beyond what is safe; it was not opened. If you need it, open it in Word or WPS and save it again as .docx.",
    )


def damaged(name: str) -> UnreadableFile:
    """It is broken or cut off."""
    return UnreadableFile(
        zh=f"{name}已损坏或不完整，不能读取。请重新取得该文件，或用原来的程序打开后另存。",
        en=f"{name} is damaged or incomplete and cannot be read. Get the file again, or open it in the program it comes from and save it.",
    )


def locked(name: str) -> UnreadableFile:
    """It has a password."""
    return UnreadableFile(
        zh=f"{name}有打开密码，不能读取。请去掉密码后另存。",
        en=f"{name} is protected by a password and cannot be read. Remove the password and save it again.",
    )


def no_text(name: str) -> UnreadableFile:
    """It holds pictures of text."""
    return UnreadableFile(
        zh=f"{name}里没有可读取的文字：多半是扫描的图片，或字体没有编码。请先做文字识别（OCR），另存后再读。",
        en=f"{name} holds no text that can be read: it is most likely a scan, or its fonts carry no encoding. Run text recognition (OCR), save it again, and read that.",
    )


def no_encoding(name: str) -> UnreadableFile:
    """Its bytes are no text, or in an encoding that is not known."""
    return UnreadableFile(
        zh=f"{name}不是可识别的文本：编码既不是UTF-8也不是GB18030，或者它不是文本文件。请用原来的程序打开，另存为UTF-8编码的文本或.docx。",
        en=f"{name} is not text that can be read: its encoding is neither UTF-8 nor GB18030, or it is no text file. Open it in the program it comes from and save it as UTF-8 text or .docx.",
    )


def foreign(name: str) -> UnreadableFile:
    """It is not in Chinese."""
    return UnreadableFile(
        zh=f"{name}的文字大多不是中文，没有读取：对中文以外的语言不作猜测。请给出中文文本。",
        en=f"Most of the text of {name} is in a language other than Chinese; it was not read: no guess is made. Give a text in Chinese.",
    )


def other_kind(name: str, zh: str, en: str) -> UnreadableFile:
    """It is of a kind that is not read."""
    return UnreadableFile(
        zh=f"{name}是{zh}，不能直接读取。可读的有{_READABLE_ZH}。请用Word或WPS打开后另存为.docx。",
        en=f"{name} is {en} and is not read. What is read: {_READABLE_EN}. Open it in Word or WPS and save it as .docx.",
    )
