"""The look of a Word brief: GB/T 9704 page and styles, fonts by name, nothing embedded.

Sizes in Chinese terms: 2号 is 22 pt, 3号 16 pt, 4号 14 pt, 小四 12 pt, 五号 10.5 pt, 小五 9 pt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from duibiao.records import Lang

TITLE_FONT, BODY_FONT = "方正小标宋简体", "仿宋_GB2312"
LEVEL_1_FONT, LEVEL_2_FONT = "黑体", "楷体_GB2312"
PAGE_NUMBER_FONT, LATIN_FONT = "宋体", "Times New Roman"

# A machine without the first font takes the first of the others that it has.
_FONTS: dict[str, tuple[tuple[str, ...], str]] = {
    TITLE_FONT: (
        (
            "FZXiaoBiaoSong-B05S",
            "方正小标宋_GBK",
            "华文中宋",
            "宋体",
            "SimSun",
            "Noto Serif CJK SC",
        ),
        "auto",
    ),
    BODY_FONT: (("仿宋", "FangSong", "华文仿宋", "STFangsong", "Noto Serif CJK SC"), "modern"),
    LEVEL_1_FONT: (("SimHei", "华文黑体", "STHeiti", "微软雅黑"), "modern"),
    LEVEL_2_FONT: (("楷体", "KaiTi", "华文楷体", "STKaiti"), "modern"),
    PAGE_NUMBER_FONT: (("SimSun", "华文宋体", "STSong"), "auto"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """A style by its name in Word; sizes and spaces in points, `indent` in characters.

    `line` is an exact line height; 0 leaves single spacing. Fonts left empty are those of `base`.
    """

    name: str
    base: str = "Normal"
    kind: Literal["paragraph", "character"] = "paragraph"
    cjk: str = ""
    latin: str = ""
    size: float = 0
    bold: bool = False
    align: Literal["", "left", "right", "center", "both"] = ""
    line: float | None = None
    before: float = 0
    after: float = 0
    indent: int | None = None
    left: int = 0
    keep_next: bool = False
    level: int = 0
    superscript: bool = False

    @property
    def id(self) -> str:
        """The name without spaces, each word with a capital, as Word makes its ids."""
        return "".join(word[0].upper() + word[1:] for word in self.name.split())


# The house's names for paragraphs that Word has no style for.
LEAD, HEADER, NOTE = "Brief Lead", "Brief Header", "Brief Note"
CELL, FIGURE = "Brief Table", "Brief Picture"


def _chinese(compact: bool) -> tuple[Style, ...]:
    body, line, small = (12, 18, 9) if compact else (16, 28, 9)
    title, below, cell = (18, 26, 9) if compact else (22, 35, 10.5)
    return (
        Style("Normal", "", cjk=BODY_FONT, latin=LATIN_FONT, size=body, align="both", line=line),
        Style("Title", cjk=TITLE_FONT, size=title, align="center", line=below, before=0, after=6),
        Style("Subtitle", cjk=LEVEL_2_FONT, size=body, align="center"),
        Style(HEADER, cjk=LEVEL_2_FONT, size=cell, align="center", line=16, after=6),
        Style("heading 1", cjk=LEVEL_1_FONT, size=body, indent=2, keep_next=True, level=1),
        Style("heading 2", cjk=LEVEL_2_FONT, size=body, indent=2, keep_next=True, level=2),
        Style("Body Text", indent=2),
        # A list stands at the end, for looking things up: 五号, as notes are set.
        Style("List Paragraph", size=10.5, line=16, indent=2),
        Style(LEAD, "Body Text", cjk=LEVEL_2_FONT),
        Style(CELL, size=cell, align="left", line=0, before=1, after=1),
        Style("caption", cjk=LEVEL_1_FONT, size=cell, align="center", line=0, before=4, after=3),
        Style(FIGURE, align="center", line=0, before=6, keep_next=True),
        Style(NOTE, size=small, align="left", line=small * 1.5, before=2, after=6),
        Style("footnote text", size=9, align="left", line=12),
        Style("footer", cjk=PAGE_NUMBER_FONT, latin=PAGE_NUMBER_FONT, size=14, line=0),
        Style("footnote reference", kind="character", superscript=True),
    )


def _english(compact: bool) -> tuple[Style, ...]:
    body, line = (11, 14.0) if compact else (12, 18.0)
    title, below, cell = (18, 23, 9) if compact else (22, 28, 10)
    serif = Style("Normal", "", cjk=PAGE_NUMBER_FONT, latin=LATIN_FONT, size=body, line=line)
    return (
        replace(serif, align="left", after=0),
        Style("Title", size=title, bold=True, align="center", line=below, after=4),
        Style("Subtitle", size=body + 1, align="center", after=4),
        Style(HEADER, size=cell, align="center", line=13, after=8),
        Style(
            "heading 1", size=15, bold=True, line=22, before=14, after=4, keep_next=True, level=1
        ),
        Style("heading 2", size=12, bold=True, before=10, after=2, keep_next=True, level=2),
        Style("Body Text", after=3 if compact else 6),
        Style("List Paragraph", size=10.5, line=14, left=1, after=2),
        Style(LEAD, "Body Text", size=body + 1),
        Style(CELL, size=cell, line=0, before=1, after=1),
        Style("caption", size=cell, bold=True, align="left", line=0, before=5, after=3),
        Style(FIGURE, align="center", line=0, before=6, keep_next=True),
        Style(NOTE, size=9, line=11.5, after=4),
        Style("footnote text", size=8.5, line=10.5),
        Style("footer", size=11, line=0),
        Style("footnote reference", kind="character", superscript=True),
    )


def set_styles(document: Document, lang: Lang, *, compact: bool, keep: bool) -> None:
    """Give a document the styles of a brief; with `keep`, only those that it does not have yet."""
    root = document.styles.element
    if not keep:
        for element in root.findall(qn("w:style")):
            if element.get(qn("w:type")) != "table" or element.get(qn("w:default")) != "1":
                root.remove(element)
        _set_defaults(root, lang)
    there = {style.name for style in document.styles}
    for style in _chinese(compact) if lang == "zh" else _english(compact):
        shown = {"heading 1": "Heading 1", "heading 2": "Heading 2"}.get(style.name, style.name)
        if not there & {style.name, shown, style.name.capitalize()}:
            root.append(parse_xml(_style_xml(style)))


def set_new_document(document: Document, lang: Lang, *, compact: bool) -> None:
    """Turn the library's blank document into a page of GB/T 9704, with narrower margins if `compact`."""
    _drop_leftovers(document)
    _set_page(document, lang, compact)
    _set_fonts(document)
    _set_language(document, lang)


def _set_page(document: Document, lang: Lang, compact: bool) -> None:
    """Set A4 with the margins of GB/T 9704 and its page numbers: outer side in Chinese, centred in English."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, bottom, inner, outer = (22, 20, 24, 24) if compact else (37, 35, 28, 26)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(inner), Mm(outer)
    # The line of the page number stands 7 mm under the text.
    section.header_distance, section.footer_distance = Mm(15), Mm(max(bottom - 11, 12))
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    if lang == "zh":
        document.settings.odd_and_even_pages_header_footer = True
        _number_pages(section.footer, "right")
        _number_pages(section.even_page_footer, "left")
    else:
        _number_pages(section.footer, "center")


def _set_fonts(document: Document) -> None:
    """Name the fonts in the document's font table, each with the fonts that may stand in for it."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(','.join(others))}/>"
        f'<w:charset w:val="86"/><w:family w:val="{family}"/></w:font>'
        for name, (others, family) in _FONTS.items()
    )
    latin = (
        f'<w:font w:name="{LATIN_FONT}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>'
    )
    xml = f"<w:fonts {nsdecls('w')}>{fonts}{latin}</w:fonts>"
    old = document.part.part_related_by(RT.FONT_TABLE)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    new = Part(old.partname, old.content_type, (head + xml).encode(), old.package)
    _replace_related(document, RT.FONT_TABLE, new)


def _drop_leftovers(document: Document) -> None:
    """Remove what the library's blank document carries along and no brief needs."""
    drop = ("/stylesWithEffects", "/customXml", "/numbering", "/thumbnail")
    for rels in (document.part.rels, document.part.package.rels):
        for key in [k for k, rel in rels.items() if rel.reltype.endswith(drop)]:
            del rels[key]


def _set_language(document: Document, lang: Lang) -> None:
    """Set the language that proofing starts from, and Word's present layout rules."""
    settings = document.settings.element
    for element in settings.findall(qn("w:themeFontLang")):
        element.set(qn("w:val"), "en-US" if lang == "zh" else "en-GB")
        element.set(qn("w:eastAsia"), "zh-CN")
    for element in settings.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), "15")


def _replace_related(document: Document, reltype: str, part: Part) -> None:
    for key in [k for k, rel in document.part.rels.items() if rel.reltype == reltype]:
        del document.part.rels[key]
    document.part.relate_to(part, reltype)


def _set_defaults(root: Any, lang: Lang) -> None:
    for element in root.findall(qn("w:docDefaults")):
        root.remove(element)
    language = "en-US" if lang == "zh" else "en-GB"
    root.insert(
        0,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{_fonts_xml(BODY_FONT, LATIN_FONT)}"
            f'<w:lang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault/></w:docDefaults>"
        ),
    )


def _style_xml(style: Style) -> str:
    base = f'<w:basedOn w:val="{Style(style.base).id}"/>' if style.base else ""
    kind = {"Normal": ' w:default="1"'}.get(style.name, "")
    if style.name.startswith("Brief "):
        kind = ' w:customStyle="1"'
    if style.kind == "character":
        base = ""
    return (
        f'<w:style {nsdecls("w")} w:type="{style.kind}"{kind} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/>{base}<w:qFormat/>'
        f"{_paragraph_xml(style) if style.kind == 'paragraph' else ''}"
        f"<w:rPr>{''.join(_run_xml(style))}</w:rPr></w:style>"
    )


def _paragraph_xml(style: Style) -> str:
    parts = ["<w:keepNext/>"] if style.keep_next else []
    rule = f' w:before="{style.before * 20:.0f}" w:after="{style.after * 20:.0f}"'
    if style.line is not None:
        exact = f'w:line="{style.line * 20:.0f}" w:lineRule="exact"'
        rule += " " + (exact if style.line else 'w:line="240" w:lineRule="auto"')
    parts.append(f"<w:spacing{rule}/>")
    if style.indent is not None:
        # The second is for programs that do not count in characters: of 3号, unless the style says.
        chars, twips = style.indent * 100, style.indent * (style.size or 16) * 20
        parts.append(f'<w:ind w:firstLineChars="{chars}" w:firstLine="{twips:.0f}"/>')
    elif style.left:
        parts.append(f'<w:ind w:left="{style.left * 360}" w:hanging="360"/>')
    if style.align:
        parts.append(f'<w:jc w:val="{style.align}"/>')
    if style.level:
        parts.append(f'<w:outlineLvl w:val="{style.level - 1}"/>')
    return f"<w:pPr>{''.join(parts)}</w:pPr>"


def _run_xml(style: Style) -> Iterable[str]:
    if style.cjk or style.latin:
        yield _fonts_xml(style.cjk, style.latin)
    if style.bold:
        yield "<w:b/>"
    if style.size:
        half = f"{style.size * 2:.0f}"
        yield f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    if style.superscript:
        yield '<w:vertAlign w:val="superscript"/>'


def _fonts_xml(cjk: str, latin: str) -> str:
    names = {"ascii": latin, "hAnsi": latin, "cs": latin, "eastAsia": cjk}
    set_ = " ".join(f"w:{key}={quoteattr(name)}" for key, name in names.items() if name)
    return f"<w:rFonts {set_}/>"


def _number_pages(footer: Any, side: str) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    outer = '<w:ind w:rightChars="100" w:right="280" w:leftChars="100" w:left="280"/>'
    xml = (
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="Footer"/>'
        f'{"" if side == "center" else outer}<w:jc w:val="{side}"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r>'
        '</w:fldSimple><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
    )
    paragraph._p.getparent().replace(paragraph._p, parse_xml(xml))
