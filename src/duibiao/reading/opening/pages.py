"""Web pages: the text that a reader of the article sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from duibiao.records import Note

from ..rules import rules
from .draft import Draft
from .front_matter import date_in
from .texts import decoded

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "x-gbk", "utf-8", "utf8"})
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2 "
    "h3 h4 h5 h6 header hgroup hr li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\u2fff])[ \t\r\n]*[\r\n][ \t\r\n]*(?=[^\x00-\u2fff])")
_BLANKS = re.compile(r"[ \t\r\n\f\xa0\u200b\ufeff]+")
_EDGE = " \t\u3000"


def decoded_html(data: bytes, name: str) -> str:
    """Return the source of a page in the encoding that it declares, else as any text."""
    declared = _CHARSET.search(data[:8192])
    charset = declared[1].decode("ascii").lower() if declared else ""
    if charset and charset not in _CHINESE:
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data, name)


def read_html(source: str) -> Draft:
    """Return the visible text of the article of a page, or of the whole page where no article can be told.

    Blocks are lines, rows of tables are lines with tabs between the cells. Title, date and publisher
    come from the page's meta fields. No script is run and nothing is fetched.
    """
    from lxml import etree, html

    draft = Draft()
    source = re.sub(r"\A\s*<\?xml[^>]*\?>", "", source).strip()
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        page = html.document_fromstring(source, parser=parser)
    except etree.ParserError:  # nothing but comments
        return draft
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        draft.notes.append(
            Note(
                zh="网页的嵌套过深，有一部分没有读到。请在浏览器中另存为纯文本再读。",
                en="The page is nested too deeply and was read in part. Save it as plain text in a browser and read that.",
            )
        )
    _read_meta(page, draft)
    for element in [e for e in page.iter() if _is_hidden(e)]:
        element.drop_tree()
    heading = next(page.iter("h1"), None)
    article = _article(page)
    if article is None:
        _write(page, draft)
        return draft
    if heading is not None and not _within(heading, article) and (words := _words(heading)):
        draft.paragraph(words)
        draft.title = draft.title or words
    _write(article, draft)
    around = Draft()
    _write(page, around)
    draft.aside = around.text
    draft.notes.append(
        Note(
            zh="只读取了网页的正文，导航、页脚等其余部分未读。",
            en="Only the article of the page was read, without navigation, footer and what else stands around it.",
        )
    )
    return draft


def _read_meta(page: Any, draft: Draft) -> None:
    fields = {
        (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower(): " ".join(
            content.split()
        )
        for meta in page.iter("meta")
        if (content := meta.get("content"))
    }
    names = rules("pages")["meta"]
    draft.title = next((fields[n] for n in names["title"] if fields.get(n)), "")
    draft.publisher = next((fields[n] for n in names["publisher"] if fields.get(n)), "")
    draft.published = next(
        (d for n in names["published"] if (d := date_in(fields.get(n, "")))), None
    )


def _article(page: Any) -> Any:
    """The element that holds the article, None where it cannot be told from the rest."""
    main = rules("pages")["main"]
    marks: list[Callable[[Any], bool]] = [
        *((lambda e, tag=tag: e.tag == tag) for tag in main["elements"]),
        lambda e: e.get("role") == "main",
        lambda e: bool(set(main["names"]) & {e.get("id"), *(e.get("class") or "").split()}),
    ]
    sizes = _sizes(page)
    whole = max(sizes.values(), default=0)
    for is_marked in marks:
        found = max((e for e in sizes if is_marked(e)), key=lambda e: sizes[e], default=None)
        if found is not None and sizes[found] > whole / 10:
            return found
    return _densest(sizes, whole * main["share"])


def _densest(sizes: dict[Any, int], least: float) -> Any:
    """The innermost element whose own paragraphs hold most of the page's characters."""
    own: dict[Any, int] = {}
    for element in sizes:
        parent = element.getparent()
        if element.tag == "p" and parent is not None:
            own[parent] = own.get(parent, 0) + sizes[element]
    best = max(own, key=lambda e: own[e], default=None)
    return best if best is not None and best.tag != "body" and own[best] >= least else None


def _sizes(page: Any) -> dict[Any, int]:
    """How many characters stand in each element, blanks not counted."""
    sizes: dict[Any, int] = {}
    for element in reversed(list(page.iter())):
        inside = sum(sizes[child] + _letters(child.tail) for child in element)
        sizes[element] = inside + _letters(element.text)
    return sizes


def _letters(words: str | None) -> int:
    return sum(map(len, (words or "").split()))


@lru_cache(maxsize=1)
def _furniture() -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    hidden = rules("pages")["hidden"]
    return frozenset(hidden["elements"]), tuple(hidden["styles"]), frozenset(hidden["furniture"])


def _is_hidden(element: Any) -> bool:
    elements, styles, furniture = _furniture()
    if (
        element.tag in elements
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
    ):
        return True
    style = re.sub(r"\s+", "", element.get("style") or "").lower()
    if style and any(s in style for s in styles):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return element.tag != "body" and not furniture.isdisjoint(re.split(r"[\s_\-]+", names))


def _within(element: Any, outer: Any) -> bool:
    return element is outer or any(e is outer for e in element.iterancestors())


def _words(element: Any) -> str:
    return " ".join(line for line in _flow(element) if line)


def _write(element: Any, draft: Draft) -> None:
    """Add the lines under an element to the draft, tables as rows."""
    words = ""
    for part in _parts(element):
        if isinstance(part, str):
            words += part
            continue
        caption = part.find("caption")
        words = _flush(words + ("" if caption is None else f"\0{_words(caption)}"), draft)
        draft.end_table()
        for row in _rows(part):
            draft.row(row)
        draft.end_table()
    _flush(words, draft)


def _flush(words: str, draft: Draft) -> str:
    for line in words.split("\0"):
        if line := _tidy(line):
            draft.paragraph(line)
    return ""


def _tidy(words: str) -> str:
    return _BLANKS.sub(" ", _BETWEEN_CHINESE.sub("", words)).strip(_EDGE)


def _flow(element: Any) -> Iterator[str]:
    for line in "".join(p for p in _parts(element) if isinstance(p, str)).split("\0"):
        yield _tidy(line)


def _parts(element: Any) -> Iterator[Any]:
    """Yield the text under an element, "\\0" where a block begins or ends, and each true table as itself."""
    if element.tag == "table" and _is_data(element):
        yield element
        return
    is_block = element.tag in _BLOCKS
    if is_block or element.tag == "br":
        yield "\0"
    text = element.text or ""
    yield text.replace("\n", "\0") if element.tag == "pre" else text
    for child in element:
        yield from _parts(child)
        yield child.tail or ""
    if is_block:
        yield "\0"


def _is_data(table: Any) -> bool:
    """Whether a table is one of figures or tasks, not a layout of the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    cells = list(table.iter("td", "th"))
    longest = rules("pages")["main"]["longest_cell"]
    return len(cells) > 1 and all(len(c.text_content()) <= longest for c in cells)


def _rows(table: Any) -> Iterator[list[str]]:
    """Yield the cells of each row; a cell over several rows or columns gives its words once."""
    below: dict[int, int] = {}  # column -> rows still covered by a cell above
    for tr in table.iter("tr"):
        cells: list[str] = []
        for cell in (c for c in tr if c.tag in ("td", "th")):
            _skip(cells, below)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for offset in range(across):
                if down > 1:
                    below[len(cells)] = down - 1
                cells.append("" if offset else _words(cell))
        _skip(cells, below)
        if any(cells):
            yield cells


def _skip(cells: list[str], below: dict[int, int]) -> None:
    while below.get(len(cells), 0):
        below[len(cells)] -= 1
        cells.append("")


def _span(cell: Any, name: str) -> int:
    value = cell.get(name) or "1"
    return min(max(int(value), 1), 100) if value.isdigit() else 1
