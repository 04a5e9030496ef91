"""The house's own Word template: opened with care, its tags filled in, the place of the brief found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import DebugUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from duibiao.records import InputError, UnreadableFile

_MOST_BYTES = 100_000_000
_BODY = re.compile(r"\{\{p?\s*body\s*\}\}")
# A character of Unicode's private area, which no text uses.
_PLACE = "\ue000"


def open_template(content: bytes, tags: Mapping[str, str]) -> tuple[Document, Any, bool]:
    """Return the template with its tags filled in, the paragraph that the brief replaces, and whether
    the template prints the title.

    The paragraph is None where the template has no `{{ body }}`. Tags that are not in `tags` stay as
    they are, for the office to fill in. Raises `UnreadableFile` and `InputError`.
    """
    document = _opened(content)
    for paragraph in document.element.body.iter(qn("w:p")):
        if _BODY.fullmatch(_text(paragraph).strip()):
            _set_text(paragraph, _PLACE)
    found, document = _filled(document, tags)
    places = [p for p in document.element.body.iter(qn("w:p")) if _PLACE in _text(p)]
    if len(places) > 1 or "body" in found:
        raise InputError(
            zh="模板中的 {{ body }} 须独占一段，且只能出现一次；请在 Word 中把它单独放在一个段落里。",
            en="{{ body }} in the template must be alone in its paragraph and appear once; give it a paragraph of its own in Word.",
        )
    return document, places[0] if places else None, "title" in found


def _opened(content: bytes) -> Document:
    try:
        with ZipFile(BytesIO(content)) as package:
            size = sum(entry.file_size for entry in package.infolist())
        if size > _MOST_BYTES:
            raise ValueError("too large when unpacked")
        return docx.Document(BytesIO(content))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise UnreadableFile(
            zh="模板不是可以打开的 .docx 文件（不含宏，解压后不超过100 MB）；请在 Word 或 WPS 中另存为“Word 文档（.docx）”后再用。",
            en="The template is not a .docx file that can be opened (no macros, at most 100 MB unpacked); save it in Word or WPS as “Word document (.docx)” and use that.",
        ) from error


def _filled(document: Document, tags: Mapping[str, str]) -> tuple[set[str], Document]:
    """Return the names that the template uses, and the document with those in `tags` filled in."""
    saved = BytesIO()
    document.save(saved)
    template = DocxTemplate(saved)
    rules = SandboxedEnvironment(autoescape=True, undefined=DebugUndefined)
    try:
        found = template.get_undeclared_template_variables(rules)
        if not found:
            return set(), document
        template.render(dict(tags), rules)
    except TemplateError as error:
        names = ", ".join(f"{{{{ {name} }}}}" for name in (*tags, "body"))
        raise InputError(
            zh=f"模板中的标记无法读取：{error}。可用的标记有：{names}；请检查花括号是否成对。",
            en=f"A tag in the template cannot be read: {error}. The tags are: {names}; check that each brace has its pair.",
        ) from error
    filled = BytesIO()
    template.save(filled)
    return found, docx.Document(filled)


def _text(paragraph: Any) -> str:
    return "".join(t.text or "" for t in paragraph.iter(qn("w:t")))


def _set_text(paragraph: Any, text: str) -> None:
    first, *rest = paragraph.iter(qn("w:t"))
    first.text = text
    for other in rest:
        other.text = ""
