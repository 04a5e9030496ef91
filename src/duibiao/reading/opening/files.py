"""Opening a document: it is there, it is safe, it is what its content says, and it is in Chinese."""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from duibiao.records import Document, DuibiaoError, Note, UnreadableFile

from ..rules import rules
from . import refusals
from .draft import Draft
from .front_matter import front_matter
from .texts import decoded, read_plain

Kind = Literal["text", "markdown", "html", "docx", "pdf"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHINESE = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3041-\u30fa\uff66-\uff9d]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_WORD = re.compile(r"[A-Za-z\u00c0-\u058f\u0600-\u0dff]+")  # Latin, Greek, Cyrillic, Arabic ...
_SUFFIXES: dict[str, Kind] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
}
# What other containers hold, known by a part of theirs.
_CONTAINERS = {
    "xl/workbook.xml": ("Excel工作簿", "an Excel workbook"),
    "ppt/presentation.xml": ("演示文稿", "a presentation"),
    "OFD.xml": ("OFD版式文件", "an OFD file"),
    "content.xml": ("OpenDocument文件", "an OpenDocument file"),
}
_ARCHIVE = ("压缩文件", "an archive")


@dataclass(frozen=True, slots=True)
class Unopened:
    """A file that could not be opened, and why."""

    path: Path
    error: DuibiaoError


def open_document(path: Path | str, *, published: date | None = None) -> Document:
    """Return the text of a file (.txt, .md, .html, .docx or .pdf) with its places, title, date and publisher.

    What kind of file it is follows from its content. Text is UTF-8, UTF-16 with a mark, or GB18030, and
    stays in the script it is in. `published` wins over the date that the text gives.

    Raises `UnreadableFile` for what is missing, empty, too large, unsafe, damaged, locked, an image only,
    or in another language than Chinese.

    >>> from tempfile import mkdtemp
    >>> path = Path(mkdtemp()) / "report.txt"
    >>> _ = path.write_text("政府工作报告\\n——2021年1月20日在荣县人民代表大会上\\n各位代表：\\n现在报告工作。")
    >>> report = open_document(path)
    >>> report.title, str(report.published), report.place(40).zh
    ('政府工作报告', '2021-01-20', '第4段')
    """
    path = _existing(Path(path))
    draft = _read(path)
    text = draft.text
    _check_text(text, path.name)
    found = front_matter(text, draft)
    notes = list(draft.notes)
    if published and found.published and published != found.published:
        notes.append(
            Note(
                zh=f"文中的日期是{found.published}，按给定的{published}计算时限。",
                en=f"The text gives the date {found.published}; the date that was given, {published}, is used.",
            )
        )
    return Document(
        name=path.name,
        text=text,
        title=found.title,
        published=published or found.published,
        publisher=found.publisher,
        places=tuple(draft.places),
        notes=tuple(notes),
    )


def open_documents(
    paths: Iterable[Path | str],
    *,
    published: date | None = None,
    progress: Callable[[Path], None] | None = None,
) -> Iterator[Document | Unopened]:
    """Yield each file as a document, or as `Unopened` with its error: one bad file does not stop the rest.

    `progress` is called with each path before it is opened.

    >>> [type(x).__name__ for x in open_documents(["nowhere.txt"])]
    ['Unopened']
    """
    for path in map(Path, paths):
        if progress:
            progress(path)
        try:
            yield open_document(path, published=published)
        except DuibiaoError as error:
            yield Unopened(path, error)


def _existing(path: Path) -> Path:
    if not path.exists():
        raise refusals.missing(path)
    if path.is_dir():
        raise refusals.folder(path)
    if not path.is_file():
        raise refusals.no_file(path)
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise refusals.shut(path, error) from None
    if path.stat().st_size == 0:
        raise refusals.empty(path.name)
    return path


def _read(path: Path) -> Draft:
    with path.open("rb") as file:
        head = file.read(4096)
    limits = rules("files")["limits"]
    if b"%PDF-" in head[:1024]:
        _check_size(path, limits["file"])
        from .pdfs import read_pdf

        return read_pdf(path)
    if head.startswith(b"PK\x03\x04"):
        _check_size(path, limits["file"])
        _check_archive(path)
        from .word_files import read_docx

        return read_docx(path)
    if head.startswith(_OLE):
        _check_size(path, limits["file"])
        raise _old_office(path)
    if head.startswith(b"{\\rtf"):
        raise refusals.other_kind(path.name, "RTF文件", "an RTF file")
    _check_size(path, limits["text"])
    return _read_text(path)


def _read_text(path: Path) -> Draft:
    data = path.read_bytes()
    kind = _SUFFIXES.get(path.suffix.lower(), "text")
    if kind == "html" or _HTML.match(data[:4096].removeprefix(codecs.BOM_UTF8)):
        from .pages import decoded_html, read_html

        return read_html(decoded_html(data, path.name))
    text = decoded(data, path.name)
    if kind == "markdown":
        from .markdown import read_markdown

        return read_markdown(text)
    return read_plain(text)


def _check_size(path: Path, limit: int) -> None:
    size = path.stat().st_size
    if size > limit:
        raise refusals.too_large(path.name, size, limit)


def _check_archive(path: Path) -> None:
    limits = rules("files")["limits"]
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        raise refusals.damaged(path.name) from None
    size = sum(e.file_size for e in entries)
    dense = any(
        e.file_size > limits["large_part"]
        and e.file_size > limits["ratio"] * max(e.compress_size, 1)
        for e in entries
    )
    if len(entries) > limits["parts"] or size > limits["unpacked"] or dense:
        raise refusals.unsafe(path.name, len(entries), size)
    if any(e.flag_bits & 1 for e in entries):
        raise refusals.locked(path.name)
    names = {e.filename for e in entries}
    if "word/document.xml" not in names:
        held = next((words for part, words in _CONTAINERS.items() if part in names), _ARCHIVE)
        raise refusals.other_kind(path.name, *held)


def _old_office(path: Path) -> UnreadableFile:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusals.locked(path.name)
    if "WordDocument".encode("utf-16-le") in data:
        return refusals.other_kind(
            path.name,
            "旧式的Word或WPS文档（.doc、.wps）",
            "an old Word or WPS document (.doc, .wps)",
        )
    return refusals.other_kind(path.name, "旧式的Office文件", "a file of an old Office format")


def _check_text(text: str, name: str) -> None:
    limit = rules("files")["limits"]["characters"]
    if len(text) > limit:
        raise refusals.too_long(name, len(text), limit)
    if not text.strip():
        raise refusals.empty(name)
    language = rules("files")["language"]
    chinese, kana, hangul = (len(p.findall(text)) for p in (_CHINESE, _KANA, _HANGUL))
    words = len(_WORD.findall(text))
    if (
        chinese == 0
        or kana > language["kana"] * (kana + chinese)
        or hangul > language["hangul"] * (hangul + chinese)
        or chinese < language["chinese"] * (chinese + words)
    ):
        raise refusals.foreign(name)
