"""Real footnotes in a Word document, which python-docx does not write.

A document keeps its footnotes in a part of their own; the text holds a reference by number. A new
document needs that part, its two separators and a word about them in the settings.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import PartFactory, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

# The library's own hook: read this part as XML, as it does the others, not as bytes.
PartFactory.part_type_for[CT.WML_FOOTNOTES] = XmlPart


class Footnotes:
    """The footnotes of one document; those that a template brought along stay.

    >>> import docx
    >>> document = docx.Document()
    >>> notes = Footnotes(document, numbers="decimal", each_page=False)
    >>> notes.add(document.add_paragraph("39%"), "Zigong over Changzhou")
    >>> notes.count
    1
    """

    def __init__(self, document: Document, *, numbers: str, each_page: bool) -> None:
        self._styles = {style.name: style.style_id for style in document.styles}
        part = document.part
        try:
            self._root: Any = part.part_related_by(RT.FOOTNOTES).element  # type: ignore[attr-defined]
        except KeyError:
            self._root = _empty()
            name = PackURI("/word/footnotes.xml")
            new = XmlPart(name, CT.WML_FOOTNOTES, self._root, part.package)
            part.relate_to(new, RT.FOOTNOTES)
            _announce(document, numbers, each_page)
        ids = [int(note.get(qn("w:id"))) for note in self._root]
        self._first = self._next = max([0, *ids]) + 1

    @property
    def count(self) -> int:
        """How many footnotes were added."""
        return self._next - self._first

    def add(self, paragraph: Paragraph, text: str) -> None:
        """Put a footnote with this text at the end of the paragraph as it stands."""
        run = paragraph.add_run()
        run._r.append(self._look())
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._next))
        run._r.append(reference)
        self._root.append(self._note(text))
        self._next += 1

    def _look(self) -> Any:
        style = self._styles.get("footnote reference", "FootnoteReference")
        return parse_xml(f'<w:rPr {nsdecls("w")}><w:rStyle w:val="{style}"/></w:rPr>')

    def _note(self, text: str) -> Any:
        style = self._styles.get("footnote text", "FootnoteText")
        note = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{self._next}"><w:p><w:pPr><w:pStyle w:val="{style}"/>'
            '</w:pPr><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"/></w:r></w:p></w:footnote>'
        )
        mark, words = note.iter(qn("w:r"))
        mark.insert(0, self._look())
        words.find(qn("w:t")).text = f" {text}"
        return note


def _empty() -> Any:
    def separator(id: int, kind: str) -> str:
        return (
            f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:after="0" '
            f'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        )

    both = separator(-1, "separator") + separator(0, "continuationSeparator")
    return parse_xml(f"<w:footnotes {nsdecls('w')}>{both}</w:footnotes>")


def _announce(document: Document, numbers: str, each_page: bool) -> None:
    """Name the separators in the settings, before `w:compat` as the schema orders; number the notes."""
    settings = document.settings.element
    both = parse_xml(
        f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    )
    compat = settings.find(qn("w:compat"))
    if compat is None:
        settings.append(both)
    else:
        compat.addprevious(both)
    restart = "eachPage" if each_page else "continuous"
    numbering = (
        f'<w:footnotePr {nsdecls("w")}><w:numFmt w:val="{numbers}"/>'
        f'<w:numRestart w:val="{restart}"/></w:footnotePr>'
    )
    for section in document.sections:
        before = ("w:headerReference", "w:footerReference")
        references = [child for child in section._sectPr if child.tag in map(qn, before)]
        section._sectPr.insert(len(references), parse_xml(numbering))
