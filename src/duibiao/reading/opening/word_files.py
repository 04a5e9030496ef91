"""Word documents: paragraphs and tables in the order in which they stand."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from duibiao.records import Note

from .draft import Draft
from .refusals import damaged

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # the same words in the strict form
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DELETED = frozenset({f"{_W}del", f"{_W}moveFrom"})
_INSERTED = frozenset({f"{_W}ins", f"{_W}moveTo"})
_SIGNS = {
    f"{_W}tab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_COUNTED = {
    f"{_W}footnoteReference": "footnotes",
    f"{_W}endnoteReference": "footnotes",
    f"{_W}commentReference": "comments",
}
_NOTES = {
    "deleted": (
        "文档有未接受的修订：{n}处删除的文字没有读取。",
        "Tracked changes that nobody accepted: text deleted was left out ({n}).",
    ),
    "inserted": (
        "文档有未接受的修订：{n}处插入的文字按已接受读取。",
        "Tracked changes that nobody accepted: text inserted was read ({n}).",
    ),
    "footnotes": ("{n}条脚注、尾注没有读取。", "Footnotes and endnotes were left out ({n})."),
    "comments": ("{n}条批注没有读取。", "Comments were left out ({n})."),
    "hidden": ("{n}处隐藏文字没有读取。", "Hidden text was left out ({n})."),
    "contents": ("目录没有读取。", "The table of contents was left out."),
}


def read_docx(path: Path) -> Draft:
    """Return the text of a .docx: insertions kept; deletions, comments and footnotes left out, and noted.

    Raises `UnreadableFile` where its parts cannot be read.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(path) as archive:
            body = _part(archive, "word/document.xml", parser).find(f"{_W}body")
            styles = _style_names(archive, parser)
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        NotImplementedError,
        OSError,
        EOFError,
    ):
        raise damaged(path.name) from None
    if body is None:
        raise damaged(path.name)
    return _Reader(styles).read(body)


def _part(archive: zipfile.ZipFile, name: str, parser: Any) -> Any:
    from lxml import etree

    return etree.fromstring(archive.read(name).replace(_STRICT, _W[1:-1].encode()), parser)


def _style_names(archive: zipfile.ZipFile, parser: Any) -> dict[str, str]:
    if "word/styles.xml" not in archive.namelist():
        return {}
    styles = _part(archive, "word/styles.xml", parser)
    return {
        style.get(f"{_W}styleId", ""): name.get(f"{_W}val", "").lower()
        for style in styles.iter(f"{_W}style")
        if (name := style.find(f"{_W}name")) is not None
    }


class _Reader:
    """Walks the body of one document, and counts what it leaves out."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.draft = Draft()
        self.styles = styles
        self.seen: Counter[str] = Counter()
        self.boxes: list[Any] = []
        self.held = ""  # the words of a paragraph whose mark was deleted: it goes on in the next

    def read(self, body: Any) -> Draft:
        self.blocks(body)
        if self.held:
            self.lines(self.held)
        for kind, (zh, en) in _NOTES.items():
            if n := self.seen[kind]:
                self.draft.notes.append(Note(zh=zh.format(n=n), en=en.format(n=n)))
        return self.draft

    def blocks(self, parent: Any) -> None:
        for element in parent:
            if element.tag == f"{_W}p":
                self.paragraph(element)
            elif element.tag == f"{_W}tbl":
                self.table(element)
            elif element.tag in _DELETED:
                self.seen["deleted"] += 1
            elif element.tag == f"{_W}sdt" and self.is_contents(element):
                self.seen["contents"] = 1
            elif element.tag != _FALLBACK and isinstance(element.tag, str):
                self.blocks(element)

    def paragraph(self, element: Any) -> None:
        style = self.style(element)
        if re.match(r"toc \d|toc heading", style):
            self.seen["contents"] = 1
            return
        words = self.held + self.words(element)
        self.held = ""
        if element.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
            self.held = words
        else:
            if style == "title" and words.strip() and not self.draft.title:
                self.draft.title = " ".join(words.split())
            self.lines(words)
        self.text_boxes()

    def lines(self, words: str) -> None:
        for line in words.split("\n"):
            self.draft.paragraph(line.rstrip())

    def table(self, element: Any) -> None:
        self.draft.end_table()
        for row in _own(element, "tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                self.seen["deleted"] += 1
                continue
            cells: list[str] = []
            for cell in _own(row, "tc"):
                cells.append("" if _goes_on(cell) else self.cell(cell))
                cells.extend([""] * (_across(cell) - 1))
            if any(cells):
                self.draft.row(cells)
        self.draft.end_table()
        self.text_boxes()

    def text_boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)

    def cell(self, element: Any) -> str:
        return " ".join(words for p in _paragraphs(element) if (words := self.words(p).strip()))

    def words(self, element: Any) -> str:
        return "".join(self.parts(element))

    def parts(self, element: Any) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _DELETED:
                self.seen["deleted"] += 1
            elif tag == f"{_W}t":
                yield child.text or ""
            elif tag == f"{_W}br" and child.get(f"{_W}type") in ("page", "column"):
                continue
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag in _COUNTED:
                self.seen[_COUNTED[tag]] += 1
            elif tag == f"{_W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{_W}r" and child.find(f"{_W}rPr/{_W}vanish") is not None:
                self.seen["hidden"] += 1
            elif tag not in (f"{_W}pPr", f"{_W}rPr", f"{_W}p", _FALLBACK) and isinstance(tag, str):
                self.seen["inserted"] += tag in _INSERTED
                yield from self.parts(child)

    def style(self, paragraph: Any) -> str:
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return "" if named is None else self.styles.get(named.get(f"{_W}val"), "")

    @staticmethod
    def is_contents(element: Any) -> bool:
        gallery = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
        return gallery is not None and gallery.get(f"{_W}val") == "Table of Contents"


def _own(parent: Any, name: str) -> Iterator[Any]:
    """Yield the rows or cells of a table itself, content controls looked through, nested tables not."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", *_INSERTED):
            yield from _own(child, name)


def _paragraphs(parent: Any) -> Iterator[Any]:
    """Yield the paragraphs of a cell, those of tables in it too; text boxes come by their paragraph."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag != _FALLBACK and child.tag not in _DELETED:
            yield from _paragraphs(child)


def _goes_on(cell: Any) -> bool:
    """Whether a cell is the lower part of one that was merged downwards."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _across(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = "" if span is None else span.get(f"{_W}val", "")
    return min(int(value), 100) if value.isdigit() and int(value) else 1
