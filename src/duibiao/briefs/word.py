"""A brief as a Word document, laid out as GB/T 9704 asks or in the house's own template."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from math import ceil
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from duibiao.records import Lang, Mark

from .document import Block, Brief, Chapter, Paragraph, Picture, Table, Text, plain
from .footnotes import Footnotes
from .images import chart_png
from .notes import brief_sources, explain, explain_table, numbers, numeral, printable, table_note
from .table_fit import display_width
from .word_styles import CELL, FIGURE, HEADER, LEAD, NOTE, set_new_document, set_styles
from .word_tables import table_height, table_xml
from .word_template import open_template

_PNG_SCALE = 2
_EMU_PER_PIXEL = 9525
_SHEET: dict[Lang, tuple[float, float]] = {"zh": (12, 18), "en": (11, 14)}
"""Type size and line of the text of a sheet, as its styles have them, in points."""
_WIDER: dict[Lang, float] = {"zh": 1.1, "en": 0.88}
"""Lines of text against the widths that are counted: space beside Latin in Chinese, narrow letters in English."""
_AROUND = 150
"""Height of titles, captions and sources on a sheet, in points."""


def render_word(brief: Brief, *, template: bytes | None = None) -> bytes:
    """Return a brief as the bytes of a .docx file.

    Without a template the page is that of GB/T 9704: A4, margins 37, 35, 28 and 26 mm, 2号 title, 3号
    text, lines of 28 pt, page numbers outside. With one, the house's styles, margins, header and footer
    stay, its tags are filled in, and the brief stands where `{{ body }}` is, or after what is there.

    A paragraph has one footnote that says where the numbers come from that are new in it, a table one
    for all its numbers: a mark at each number would drown the page. A one-page brief has one line of
    sources instead.

    Raises `UnreadableFile` where the template is not a .docx file, `InputError` where its tags cannot be
    read. The same brief gives the same bytes.
    """
    place, has_title = None, False
    if template is None:
        document = docx.Document()
        set_new_document(document, brief.lang, compact=brief.one_page)
    else:
        document, place, has_title = open_template(template, _tags(brief))
    set_styles(document, brief.lang, compact=brief.one_page, keep=template is not None)
    old = len(document.element.body) - 1
    _Writer(brief, document).write(with_title=not has_title)
    if place is not None:
        for element in list(document.element.body)[old:-1]:
            place.addprevious(element)
        place.getparent().remove(place)
    _set_properties(document, brief, new=template is None)
    return _packed(document)


def _tags(brief: Brief) -> dict[str, str]:
    """What a template may print besides the body."""
    stop = "；" if brief.lang == "zh" else "; "
    return {
        "title": brief.title,
        "subtitle": brief.subtitle,
        "header": brief.header,
        "summary": ("" if brief.lang == "zh" else " ").join(plain(t) for t in brief.summary),
        "sources": stop.join(brief_sources(brief)),
    }


class _Writer:
    """Walks the tree once and writes each node to the document."""

    def __init__(self, brief: Brief, document: Document) -> None:
        self.brief, self.document = brief, document
        self.width, self.height = _room(document)
        zh = brief.lang == "zh"
        circled = "decimalEnclosedCircleChinese" if zh else "decimal"
        self.footnotes = Footnotes(document, numbers=circled, each_page=zh)
        self.noted: set[str] = set()
        self.said: set[str] = {""}
        self.tables, self.pictures = count(1), count(1)
        self.item = 0

    def say(self, zh: str, en: str) -> str:
        return zh if self.brief.lang == "zh" else en

    def write(self, *, with_title: bool) -> None:
        brief = self.brief
        if with_title:
            self.paragraph((brief.title,), "Title")
        self.paragraph((brief.subtitle,), "Subtitle")
        self.paragraph((brief.header,), HEADER)
        for text in brief.summary:
            self.paragraph(text, "Body Text")
        for n, chapter in enumerate(brief.chapters, 1):
            self.chapter(n, chapter)
        if brief.settings and not brief.one_page:
            self.paragraph((self.say("附：本简报的设定", "Settings of this brief"),), "Heading 2")
            colon, stop = self.say("：", ": "), self.say("；", "; ")
            self.paragraph((stop.join(f"{k}{colon}{v}" for k, v in brief.settings),), NOTE)
        if brief.one_page:
            stop = self.say("；", "; ")
            self.paragraph((self.say("出处：", "Sources: "), stop.join(brief_sources(brief))), NOTE)

    def chapter(self, n: int, chapter: Chapter) -> None:
        if not self.brief.one_page:
            self.paragraph((numeral(n, self.brief.lang) + chapter.title,), "Heading 1")
        if chapter.lead:
            self.paragraph(chapter.lead, LEAD)
        for block in chapter.blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        self.item = self.item + 1 if isinstance(block, Paragraph) and block.role == "item" else 0
        match block:
            case Paragraph(text, "item"):
                mark = self.say(f"{self.item}．", f"{self.item}.\t")
                self.paragraph((mark, *text), "List Paragraph")
            case Paragraph(text, "note"):
                self.paragraph(text, NOTE)
            case Paragraph(text):
                self.paragraph(text, "Body Text")
            case Table():
                self.table(block)
            case Picture():
                self.picture(block)

    def paragraph(self, text: Text, style: str) -> WordParagraph:
        """Write a paragraph; one footnote at its end explains the numbers that are new in it."""
        paragraph = self.document.add_paragraph(style=style)
        for part in text:
            if isinstance(part, str):
                paragraph.add_run(printable(part))
                continue
            run = paragraph.add_run(printable(part.text))
            run.italic = Mark.PRELIMINARY in part.marks or None
        traces = self.brief.traces
        new = {n.trace for n in numbers(text) if n.trace in traces} - self.noted
        if new and not self.brief.one_page:
            self.noted |= new
            ids = (n.trace for n in numbers(text) if n.trace in new)
            self.footnotes.add(paragraph, explain(ids, traces, self.brief.lang, self.said))
            self.said |= {traces[i].formula for i in new}
        return paragraph

    def table(self, table: Table) -> None:
        brief, n = self.brief, next(self.tables)
        title = self.say(f"表{n}　{table.title}", f"Table {n}. {table.title}")
        caption = self.paragraph((title,), "Caption")
        caption.paragraph_format.keep_with_next = True
        origin = explain_table(table, brief.traces, brief.lang)
        if origin and not brief.one_page:
            self.footnotes.add(caption, origin)
        style = self.document.styles[CELL].style_id
        xml = table_xml(table, brief.lang, self.width / Pt(1), style)
        # A paragraph follows in any case: without one, two tables would be one.
        below = self.paragraph(table_note(table, brief.traces, brief.lang), NOTE)
        below._p.addprevious(parse_xml(xml))

    def picture(self, picture: Picture) -> None:
        n = next(self.pictures)
        png = chart_png(picture.spec, _PNG_SCALE)
        pixels = [int.from_bytes(png[at : at + 4]) for at in (16, 20)]
        width, height = (p * _EMU_PER_PIXEL / _PNG_SCALE for p in pixels)
        fit = min(1.0, self.width / width, self._most(height) / height)
        run = self.document.add_paragraph(style=FIGURE).add_run()
        shape = run.add_picture(BytesIO(png), Emu(int(width * fit)), Emu(int(height * fit)))
        shape._inline.docPr.set("descr", printable(picture.alt))
        shape._inline.docPr.set("title", printable(picture.title))
        title = self.say(f"图{n}　{picture.title}", f"Figure {n}. {picture.title}")
        self.paragraph((title,), "Caption")

    def _most(self, height: float) -> float:
        """How high a picture may stand that is `height` high by itself, in EMU.

        One of a few rows or of a plane goes with little, one of many rows needs more. On the
        sheet, a picture has what the text and the tables leave.
        """
        if not self.brief.one_page:
            return Mm(60) if height < Mm(110) else Mm(42) + 0.35 * height
        body, lines = _SHEET[self.brief.lang]
        em = self.width / Pt(body)
        texts = [plain(t) for t in self.brief.summary]
        text = sum(
            ceil((_WIDER[self.brief.lang] * display_width(t) + 2) / em) * lines + 3 for t in texts
        )
        blocks = [b for c in self.brief.chapters for b in c.blocks]
        room = self.width / Pt(1)
        tables = sum(table_height(b, self.brief.lang, room) for b in blocks if isinstance(b, Table))
        return max(self.height - Pt(text + tables + _AROUND), 0.15 * self.height)


def _room(document: Document) -> tuple[float, float]:
    """Width and height of the text on a page, in EMU; a template may leave some of it unsaid."""
    page = document.sections[-1]
    width = (page.page_width or Mm(210)) - (page.left_margin or 0) - (page.right_margin or 0)
    height = (page.page_height or Mm(297)) - (page.top_margin or 0) - (page.bottom_margin or 0)
    return float(width), float(height)


def _set_properties(document: Document, brief: Brief, *, new: bool) -> None:
    about = document.core_properties
    about.title = brief.title[:255]
    if not new:
        return
    about.subject, about.language = brief.subtitle[:255], "zh-CN" if brief.lang == "zh" else "en-GB"
    about.author, about.last_modified_by, about.comments = "duibiao", "", ""
    # No date: the clock is not asked, so that the same brief gives the same file.
    for name in ("dcterms:created", "dcterms:modified"):
        for element in about._element.findall(qn(name)):
            about._element.remove(element)


def _packed(document: Document) -> bytes:
    """Save a document without the times that the zip would carry."""
    made, fixed = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as old, ZipFile(fixed, "w") as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return fixed.getvalue()
