"""Each rule that fires can be told in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from duibiao.reading import explain_rule, open_document, read_document
from duibiao.records import Panel

TUNING = Path(__file__).parent.parent.parent / "evaluation" / "reading" / "tuning"


@pytest.mark.parametrize("path", sorted(TUNING.glob("*-01.txt")), ids=lambda p: p.stem)
def test_every_rule_that_fires_has_words(path: Path, sample: Panel) -> None:
    reading = read_document(
        open_document(path), catalogue=sample.indicators, regions=sample.regions
    )
    found = (*reading.statements, *reading.figures, *reading.follow_ups)
    rules = {rule for one in found for rule in one.rules}
    assert rules
    assert {rule for rule in rules if explain_rule(rule) is None} == set()


def test_the_longest_beginning_explains() -> None:
    own, family = explain_rule("figure.level.reached"), explain_rule("figure.level")
    assert own != family
    assert explain_rule("figure.level.nowhere") == family
    assert explain_rule("nowhere.at-all") is None
