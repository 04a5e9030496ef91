"""The page: one file, every number traced, nothing from outside, right in a browser, on a phone and on paper."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from chart_rows import specs
from duibiao.briefs import runtime
from duibiao.briefs.charts import GapBar, gap_bars
from duibiao.briefs.document import (
    Brief,
    Chapter,
    Column,
    Number,
    Paragraph,
    Picture,
    Table,
    Trace,
)
from duibiao.briefs.html import embedded, render_html
from duibiao.briefs.notes import brief_numbers
from duibiao.records import Mark

HOSTILE = "</script><img src=x onerror=alert(1)>\u2028“'&"


class Outline(HTMLParser):
    """What a browser would see: ids, links, elements, and the text outside scripts and styles."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.inside = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        self.tags.append(tag)
        self.attributes += attrs
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if "href" in found:
            self.links.append((found.get("class") or "", unquote(str(found["href"]))))

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in ("script", "style"):
            self.words.append(data)


def drawn_by_us(brief: Brief) -> Brief:
    """The brief with the house's own charts in place of its pictures."""
    spec = specs()["waterfall"]
    chapters = []
    for c in brief.chapters:
        blocks = tuple(replace(b, spec=spec) if isinstance(b, Picture) else b for b in c.blocks)
        chapters.append(replace(c, blocks=blocks))
    return replace(brief, chapters=tuple(chapters))


@pytest.fixture(scope="module", params=["zh", "en"])
def brief(request: pytest.FixtureRequest) -> Brief:
    return drawn_by_us(request.getfixturevalue(f"brief_{request.param}"))


@pytest.fixture(scope="module")
def charted(brief_zh: Brief) -> Brief:
    """The example brief with a chapter that holds every chart."""
    pictures = tuple(Picture(n, f"图：{n}", s, f"图示{n}。") for n, s in specs().items())
    chapter = Chapter("charts", "图", ("每种图各一张。",), pictures)
    ours = drawn_by_us(brief_zh)
    return replace(ours, chapters=(chapter, *ours.chapters))


# --- the file ---


def test_same_brief_same_bytes(brief: Brief) -> None:
    assert render_html(brief) == render_html(brief)


def test_every_number_leads_to_its_trace_and_that_to_its_inputs(brief: Brief) -> None:
    page = Outline(render_html(brief))
    assert len(page.ids) == len(set(page.ids)), "ids are unique"
    targets = {f"#{i}" for i in page.ids}
    assert {link for _, link in page.links if link not in targets} == set()
    followed = [link for kind, link in page.links if kind.split()[:1] == ["n"]]
    assert followed == [f"#t-{n.trace}" for n in brief_numbers(brief) if n.trace in brief.traces]
    for trace in brief.traces.values():
        if f"#t-{trace.id}" in followed:
            assert all(f"#t-{i}" in targets for i in trace.inputs)
            assert ("back", f"#n-{trace.id}") in page.links


def test_every_word_of_the_brief_is_on_the_page(brief: Brief) -> None:
    shown = "".join(Outline(render_html(brief)).words)
    texts = [brief.title, brief.subtitle, brief.header]
    texts += [trace.label for trace in brief.traces.values() if trace.id in shown]
    for chapter in brief.chapters:
        texts += [chapter.title]
        for block in chapter.blocks:
            match block:
                case Table():
                    texts += [block.title, *(c.title for c in block.columns)]
                case Picture():
                    texts += [block.title, block.alt]
                case Paragraph():
                    texts += [part for part in block.text if isinstance(part, str)]
    assert [t for t in texts if t not in shown] == []
    assert brief.chapters[0].lead and all(
        part in shown for part in brief.chapters[0].lead if isinstance(part, str)
    )


def test_marks_and_missing_figures_are_explained_under_the_table(brief_zh: Brief) -> None:
    page = render_html(brief_zh).decode()
    assert '<abbr title="插补或估算、跨口径">[eb]</abbr>' in page
    assert "[e] 插补或估算" in page and "实际使用外资2020年起年鉴未刊载" in page
    assert re.search(r'<a class="n p" [^>]*>1,458\.0<sup>', page), "preliminary in italics"


def test_an_english_page_has_no_chinese_punctuation(brief_en: Brief) -> None:
    words = "".join(Outline(render_html(brief_en)).words)
    assert re.findall("[（）：；，。、\u3000]", words) == []


def test_nothing_is_fetched_and_only_own_scripts_run(brief: Brief) -> None:
    page = render_html(brief).decode()
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy and len(scripts) == 2
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"&#39;sha256-{digest}&#39;" in policy[1]
    assert policy[1].startswith("default-src &#39;none&#39;")
    assert "unsafe-eval" not in policy[1] and "http" not in policy[1]
    outline = Outline(page.encode())
    assert not {"link", "img", "iframe", "object"} & set(outline.tags)
    assert not [v for k, v in outline.attributes if k in ("src", "srcset", "data")]
    assert "url(" not in page.split("</style>")[0]


def test_names_cannot_break_out_of_the_page(brief_zh: Brief) -> None:
    spec = specs()["waterfall"] | {"description": HOSTILE}
    number = Number(HOSTILE, HOSTILE, Mark.DOUBTFUL)
    hostile = replace(
        brief_zh,
        title=HOSTILE,
        subtitle=HOSTILE,
        header=HOSTILE,
        summary=((HOSTILE, number),),
        settings=((HOSTILE, HOSTILE),),
        traces={HOSTILE: Trace(*([HOSTILE] * 4), (HOSTILE,), *([HOSTILE] * 6))},
        chapters=(
            Chapter(
                "one two",
                HOSTILE,
                (HOSTILE, number),
                (
                    Picture("p q", HOSTILE, spec, HOSTILE),
                    Table(HOSTILE, (Column(HOSTILE, HOSTILE),), (((number,),),), ((HOSTILE,),)),
                    Paragraph((HOSTILE,), "item"),
                    Paragraph((HOSTILE,), "note"),
                ),
            ),
        ),
    )
    page = Outline(render_html(hostile))
    assert "img" not in page.tags and page.tags.count("script") == 3
    assert not [k for k, _ in page.attributes if k.startswith("on")]
    assert not [i for i in page.ids if re.search(r"\s", i)]
    assert HOSTILE in "".join(page.words)


def test_embedded_chart_is_the_chart_in_the_page_s_colours() -> None:
    for spec in specs().values():
        text = embedded(spec)
        assert not re.search("[<>&\u2028\u2029]", text)
        assert json.loads(text)["datasets"].keys() == spec["datasets"].keys()
        assert not re.search(r'"#[0-9a-f]{6}"', text), "a colour outside the palette"


def test_a_brief_without_charts_carries_no_runtime(brief_zh: Brief) -> None:
    bare = replace(brief_zh, chapters=())
    page = render_html(bare)
    assert len(page) < 100_000 and page.count(b"<script") == 1


def test_sheet_has_no_contents_and_no_empty_lead(sheet_zh: Brief) -> None:
    page = render_html(replace(sheet_zh, chapters=(replace(sheet_zh.chapters[0], lead=()),)))
    assert "nav" not in Outline(page).tags
    assert page.count(b'<p class="lead">') == 1, "that of the summary"


# --- the runtime ---


@pytest.fixture
def bundles(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """A stand-in for the bundle, which takes seconds; the list counts how often it was made."""
    made: list[str] = []

    def bundle() -> str:
        made.append("made")
        return "let x = '</script>';"

    import vl_convert

    monkeypatch.setattr(vl_convert, "javascript_bundle", bundle)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    runtime.chart_runtime.cache_clear()
    yield made
    runtime.chart_runtime.cache_clear()


def again() -> str:
    """The runtime as another process would get it."""
    runtime.chart_runtime.cache_clear()
    return runtime.chart_runtime()


def test_runtime_is_made_once_and_kept(bundles: list[str], tmp_path: Path) -> None:
    assert again() == again() == "let x = '<\\/script>';"
    assert len(bundles) == 1
    assert [p.suffix for p in (tmp_path / "duibiao").iterdir()] == [".js"]


@pytest.mark.parametrize("damage", [lambda b: b[:-4], lambda b: b"", lambda b: b"\xff" + b])
def test_a_damaged_cache_is_made_again(
    bundles: list[str], tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    whole = again()
    kept = next((tmp_path / "duibiao").iterdir())
    kept.write_bytes(damage(kept.read_bytes()))
    assert again() == whole
    assert len(bundles) == 2


def test_a_cache_that_cannot_be_written_does_not_matter(
    bundles: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "duibiao").write_text("a file where the folder should be")
    assert again() and again()
    assert len(bundles) == 2


def test_no_home_does_not_matter(bundles: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    assert runtime.cache_folder() is None
    assert again() and len(bundles) == 1


@pytest.mark.parametrize(
    ("platform", "variable", "value", "ends"),
    [
        ("win32", "LOCALAPPDATA", "C:/Local", "C:/Local/duibiao/Cache"),
        ("darwin", "XDG_CACHE_HOME", "/elsewhere", "Library/Caches/duibiao"),
        ("linux", "XDG_CACHE_HOME", "relative/is/ignored", ".cache/duibiao"),
        ("linux", "XDG_CACHE_HOME", "/var/cache/me", "/var/cache/me/duibiao"),
    ],
)
def test_cache_folder(
    platform: str, variable: str, value: str, ends: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv(variable, value)
    assert str(runtime.cache_folder()).endswith(ends)


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
    """Opens a brief; afterwards nothing may have been asked of the network nor said on the console."""
    said: list[str] = []
    contexts = []

    def open_page(brief: Brief, width: int = 1280, **options: Any) -> Any:
        path = tmp_path / "brief.html"
        path.write_bytes(render_html(brief))
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith("file:") else said.append(r.url))
        page.goto(path.as_uri())
        if options.get("java_script_enabled", True):
            page.wait_for_function(
                "document.querySelectorAll('.chart svg').length == document.querySelectorAll('.chart').length"
            )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == [], said


@pytest.mark.browser
def test_charts_are_drawn_and_point_at_their_rows(opened: Opened, charted: Brief) -> None:
    page = opened(charted)
    assert page.locator(".chart svg").count() == len(specs()) + 2
    page.locator("#gap_bars svg path[aria-roledescription='bar']").first.hover()
    tip = page.locator("#vg-tooltip-element.visible")
    tip.wait_for()
    assert "南京市" in tip.inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out(opened: Opened, charted: Brief, width: int) -> None:
    page = opened(charted, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = page.evaluate(
        """() => [...document.querySelectorAll('#charts .chart svg')].flatMap(svg => {
            const frame = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(t => {
                const box = t.getBoundingClientRect();
                return box.width && (box.left < frame.left - 2 || box.right > frame.right + 2);
            }).map(t => svg.closest('figure').id + ': ' + t.textContent);
        })"""
    )
    assert cut == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_type_is_never_smaller_than_14_px(opened: Opened, charted: Brief, width: int) -> None:
    page = opened(charted, width)
    small = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e =>
            [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()) &&
            !['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(e.tagName) && !e.closest('sup') &&
            parseFloat(getComputedStyle(e).fontSize) < 14
        ).map(e => e.tagName + ' ' + e.textContent.slice(0, 20))"""
    )
    assert small == []


@pytest.mark.browser
def test_lines_are_short_enough_to_read(opened: Opened, brief: Brief) -> None:
    page = opened(brief, 1600)
    em = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('main p, main li')].map(
            e => e.clientWidth / parseFloat(getComputedStyle(e).fontSize)))"""
    )
    # A Chinese character is one em wide, a Latin one about half.
    assert em <= (45 if brief.lang == "zh" else 37.5)


@pytest.mark.browser
def test_a_number_leads_to_its_trace_and_back(opened: Opened, charted: Brief) -> None:
    page = opened(charted)
    # One whose trace was asked for before.
    number = page.locator("a.n:not([id])").last.element_handle()
    target = unquote(number.get_attribute("href"))[1:]
    number.click()
    entry = page.locator(f'[id="{target}"]')
    assert page.evaluate("decodeURIComponent(location.hash)") == f"#{target}"
    assert entry.evaluate("e => e.getBoundingClientRect().top") >= 0
    assert entry.evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")
    entry.locator("a.back").click()
    assert number.evaluate("e => e.matches(':target')"), "back to this very number"


@pytest.mark.browser
def test_dark_and_light_change_colours_without_drawing_again(
    opened: Opened, charted: Brief
) -> None:
    page = opened(charted)
    bar = "getComputedStyle(document.querySelector('#waterfall svg path[aria-roledescription=bar]')).fill"
    light = page.evaluate(bar)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(bar)
    assert light == "rgb(16, 79, 166)" and dark == "rgb(107, 166, 255)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 29)"
    page.emulate_media(media="print")
    assert page.evaluate(bar) == light, "paper is white"


@pytest.mark.browser
def test_sheet_prints_on_one_page(opened: Opened, sheet_zh: Brief) -> None:
    """With a sheet as full as a study's: eight sentences, and six indicators against three cities."""
    pdfium = pytest.importorskip("pypdfium2")
    bars = [
        GapBar(name, city, 60.0, "36%")
        for name in ("甲", "乙", "丙", "丁", "戊", "己")
        for city in ("南京市", "苏州市", "常州市")
    ]
    spec = gap_bars(bars, home="自贡市", behind="落后", ahead="领先")
    chapter = sheet_zh.chapters[0]
    picture, table = chapter.blocks
    assert isinstance(picture, Picture) and isinstance(table, Table)
    full = replace(
        chapter,
        blocks=(replace(picture, spec=spec), replace(table, rows=(*table.rows, *table.rows[:2]))),
    )
    summary = (sheet_zh.summary * 3)[:8]
    page = opened(replace(sheet_zh, summary=summary, chapters=(full,)))
    document = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx((595, 842), abs=1.5)


@pytest.mark.browser
def test_without_javascript_the_sentences_stand_for_the_charts(
    opened: Opened, brief_zh: Brief
) -> None:
    page = opened(brief_zh, java_script_enabled=False)
    assert page.get_by_text("横条图：自贡市为常州市的39%").is_visible()
    page.locator("a.n").first.click()
    assert "#t-" in page.url
