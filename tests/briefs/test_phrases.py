"""Both languages have the same sentences with the same places, and every one is used."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from duibiao.briefs.document import Number, plain
from duibiao.briefs.phrases import listed, say, templates

_BY_VALUE = (
    "command.",
    "metric.",
    "method.",
    "pace.",
    "setting.",
    "status.",
    "why.",
    "time.formula_",
    "base.verdict_",
    "brief.",
    "cli.",
    "workbook.",
    # test_ledger renders all that has these and looks which were asked for
    "reading.",
    "reading_page.",
    "ledger.",
    "contradiction.",
    "follow_up.",
)


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_same_sentences_in_both_languages() -> None:
    assert templates("zh").keys() == templates("en").keys()


@pytest.mark.parametrize("key", sorted(templates("zh")))
def test_the_same_places(key: str) -> None:
    assert places(templates("zh")[key]) == places(templates("en")[key])


def test_every_sentence_is_used() -> None:
    source = Path(__file__).parent.parent.parent / "src" / "duibiao"
    text = "\n".join(p.read_text(encoding="utf-8") for p in source.rglob("*.py"))
    unused = [
        k
        for k in templates("zh")
        if f'"{k}"' not in text and f"'{k}'" not in text and not k.startswith(_BY_VALUE)
    ]
    assert not unused


def test_numbers_stay_apart_from_words() -> None:
    number = Number("39%", "trace")
    text = say("zh", "gaps.ratio_item", reference="常州", value="14.8万元", ratio=number)
    assert number in text
    assert plain(text) == "常州（14.8万元）的39%"


@pytest.mark.parametrize(
    ("items", "zh", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a和b", "a and b"),
        (["a", "b", "c"], "a、b和c", "a, b and c"),
    ],
)
def test_lists(items: list[str], zh: str, en: str) -> None:
    assert plain(listed("zh", items)) == zh
    assert plain(listed("en", items)) == en
