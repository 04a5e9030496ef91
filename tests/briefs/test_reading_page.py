"""The page of a reading: its text is the document's, every finding is marked and listed, each leads to the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.briefs import render_reading_page
from duibiao.briefs.reading_marks import Mark, marked_lines
from duibiao.briefs.theme import DARK, LIGHT
from duibiao.records import Catalogue, Document, Lang, Panel, Quote, Reading
from made_reading import READING, TEXT

FINDINGS = 5 + 5 + 2 + 2 + 1 + 1
"""Statements but the lesson, figures, questions, contradictions, the lesson, the follow-up."""


class Parsed(HTMLParser):
    """Ids, links, and the text of the document's part without the labels."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.tags: list[str] = []
        self._inside: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        if "href" in found:
            self.links.append(found["href"])
        if tag not in ("meta", "input"):
            label = tag == "a" and str(found.get("class", "")).startswith("tag")
            self._inside.append("label" if label else tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "input"):
            self._inside.pop()
        if tag == "p" and "main" in self._inside:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if "main" in self._inside and "p" in self._inside and "label" not in self._inside:
            self.text.append(data)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_text_is_the_document_s(lang: Lang) -> None:
    page = Parsed(render_reading_page(READING, lang))
    assert "".join(page.text) == TEXT


def test_every_finding_is_marked_and_listed_and_each_leads_to_the_other(sample: Panel) -> None:
    page = Parsed(render_reading_page(READING, "zh", sample.indicators))
    assert len(page.ids) == len(set(page.ids))
    entries = [i for i in page.ids if i.startswith("e-")]
    assert len(entries) == FINDINGS
    goals = {link[1:] for link in page.links}
    assert goals <= set(page.ids)
    for entry in entries:
        assert entry in goals
        assert entry.replace("e-", "m-") in goals


def test_texts_are_escaped_and_nothing_comes_from_outside() -> None:
    bad = "<script>alert(1)</script> 今年目标"
    document = replace(READING.document, name=bad, title=bad, publisher=bad)
    html = render_reading_page(replace(READING, document=document)).decode()
    assert "<script>alert" not in html
    assert "解放思想&lt;奋起直追&gt;" in html
    assert not re.search(r"(?:src|href)=\"(?!#)", html)
    assert not re.search(r"url\(|@import|https?:", html)
    assert "default-src &#39;none&#39;" in html


def test_the_same_reading_gives_the_same_bytes() -> None:
    assert render_reading_page(READING) == render_reading_page(READING)


def test_a_document_without_findings() -> None:
    html = render_reading_page(Reading(Document("a.txt", "\n今年\n\n目标"))).decode()
    assert "读到讲话人0位" in html
    assert "fieldset" not in html
    assert "<p>今年</p>\n<p>目标</p>" in html


def test_kinds_differ_by_more_than_colour() -> None:
    css = render_reading_page(READING).decode().split("<style>")[1].split("</style>")[0]
    lines = dict(re.findall(r"^\.w\.(\w+) \{ (.*?) \}", css, re.MULTILINE))
    plain = {
        k: re.sub(r"var\(--[\w-]+\)|color-mix\(.*?transparent\)", "", v) for k, v in lines.items()
    }
    assert len(plain) == 9
    assert len(set(plain.values())) == 9, plain


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_labels_can_be_read(palette: dict[str, str]) -> None:
    css = render_reading_page(READING).decode()
    roles = set(re.findall(r"\{ --c: var\(--([\w-]+)\); \}", css))
    assert len(roles) == 8
    for role in roles:
        assert contrast(palette[role], palette["paper"]) >= 4.5, role


@given(
    st.text("今年目标\n ，", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=6),
)
def test_pieces_make_the_text_whatever_overlaps(text: str, places: list[tuple[int, int]]) -> None:
    quotes = [Quote(text[a : a + n], a, min(a + n, len(text))) for a, n in places if a < len(text)]
    marks = [Mark(f"s{i}", "target", "", (q,)) for i, q in enumerate(quotes)]
    lines = list(marked_lines(text, marks))
    assert ["".join(p.text for p in line) for line in lines] == [
        line for line in text.split("\n") if line
    ]
    started = [s.mark.id for line in lines for p in line for s in p.starts]
    assert len(started) == len(set(started))
    for mark, quote in zip(marks, quotes, strict=True):
        covered = "".join(p.text for line in lines for p in line if mark in p.marks)
        assert "".join(covered.split()) == "".join(quote.text.split())


# --- in a browser ---


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Chromium through playwright, the system's own where playwright has none."""
    import shutil

    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    own = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=own, args=["--no-sandbox"])
        except sync_api.Error:
            pytest.skip("no browser is installed")
        yield browser
        browser.close()


Opened = Callable[..., Any]


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Opened]:
    """Opens the page; afterwards nothing may have been asked of the network nor said on the console."""
    said: list[str] = []
    contexts = []

    def open_page(width: int = 1280, known: Catalogue | None = None, **options: Any) -> Any:
        path = tmp_path / "page.html"
        path.write_bytes(render_reading_page(READING, "zh", known))
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith("file:") else said.append(r.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == [], said


@pytest.mark.browser
@pytest.mark.parametrize("width", [400, 1280])
def test_a_mark_leads_to_its_entry_and_back(opened: Opened, width: int) -> None:
    page = opened(width)
    page.locator("main .w.action").first.click()
    entry = page.locator(".entry.on")
    assert entry.count() == 1
    assert "尽快制定产业链招商方案" in entry.inner_text()
    assert entry.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    page.locator(".entry.figure .quote a").first.click()
    marks = page.locator("main .w.on")
    assert [m.inner_text() for m in marks.all()] == ["地区生产总值（初步核算）252.3亿元"]
    assert marks.first.evaluate("e => e.getBoundingClientRect().top >= 0")


@pytest.mark.browser
def test_all_stretches_of_a_mark_light_up(opened: Opened) -> None:
    page = opened()
    page.locator("#e-c1 .quote a").click()
    assert "".join(m.inner_text() for m in page.locator("main .w.on").all()) == "20.1:38.4:41.6"


@pytest.mark.browser
def test_without_javascript_links_and_filters_work(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    page.locator("main a.tag.target").first.click()
    assert page.url.endswith("#e-s2")
    page.locator("#e-s2 .quote a").click()
    assert page.url.endswith("#m-s2")
    assert page.locator(".entry.figure").first.is_visible()
    page.locator("#show-figure").uncheck()
    assert not page.locator(".entry.figure").first.is_visible()
    assert page.locator(".entry.target").first.is_visible()
    assert not page.locator(".entry.slogan").first.is_visible()
    page.locator("#show-slogan").check()
    assert page.locator(".entry.slogan").first.is_visible()


@pytest.mark.browser
def test_the_keyboard_reaches_labels_numbers_and_filters(opened: Opened) -> None:
    page = opened()
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.className || document.activeElement.id"))
    assert "tag target" in reached
    assert any("w figure" in r for r in reached)
    assert "show-target" in reached


@pytest.mark.browser
def test_labels_are_not_copied_with_the_text(opened: Opened) -> None:
    page = opened()
    copied = page.evaluate(
        """() => { const s = getSelection(); s.selectAllChildren(document.querySelector('main')); return s.toString(); }"""
    )
    assert "".join(copied.split()) == "".join(TEXT.split())


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 400, 800, 1280])
def test_nothing_sticks_out_and_type_is_large_enough(opened: Opened, width: int) -> None:
    page = opened(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e =>
            [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()) &&
            !['SCRIPT', 'STYLE'].includes(e.tagName) &&
            parseFloat(getComputedStyle(e).fontSize) < 14).map(e => e.tagName + e.textContent)"""
    )
    assert small == []
    below = page.evaluate(
        "document.querySelector('aside').getBoundingClientRect().top >= document.querySelector('main').getBoundingClientRect().bottom"
    )
    assert below == (width < 1000)


@pytest.mark.browser
def test_the_header_stays(opened: Opened) -> None:
    page = opened(400)
    page.evaluate("scrollTo(0, 900)")
    bar = page.locator("header.bar")
    assert bar.evaluate("e => e.getBoundingClientRect().top") == 0
    for words in ("荣县赴江苏学习考察报告", "2021-03-05", "荣县经信局"):
        assert words in bar.inner_text()
