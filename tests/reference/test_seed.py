"""The seed: what five officials of Zigong said after a study tour, against the labels kept as spans and facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from duibiao.reading.read import read_document
from duibiao.records import Document, Quote, Reading, Statement, Target

LABELS = json.loads(
    (Path(__file__).parents[2] / "evaluation" / "reading" / "seed.json").read_text("utf-8")
)
NUMBERS = ("comparator", "value", "unit", "baseline", "increase", "firmness", "deadline", "measure")


@pytest.fixture(scope="module")
def reading(shared: Path) -> Reading:
    """The seed, read with its date of publication and its region."""
    content = (shared / "seed" / "zigong-study-tour-2020-11-02.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == LABELS["sha256"]
    document = Document("seed.txt", content.decode(), published=date(2020, 11, 2))
    return read_document(document, region=LABELS["region"])


def labelled(kind: str) -> list[dict[str, Any]]:
    return [s for s in LABELS["statements"] if s["kind"] == kind]


def covered(start: int, end: int, by: Sequence[Quote]) -> float:
    return sum(any(q.start <= i < q.end for q in by) for i in range(start, end)) / (end - start)


def quotes(statements: Sequence[Statement]) -> list[Quote]:
    return [s.quote for s in statements]


def words(reading: Reading, place: Sequence[int]) -> str:
    return reading.document.text[place[0] : place[1]]


def wanted() -> list[dict[str, Any]]:
    return [t for s in labelled("target") for t in s["targets"]]


def at(reading: Reading, label: dict[str, Any]) -> Target:
    """The target whose words lie at a label's, of the same value and deadline."""
    for statement in reading.statements:
        for target in statement.targets:
            overlap = target.quote.start < label["end"] and label["start"] < target.quote.end
            if (
                overlap
                and target.value == label.get("value")
                and target.deadline == label["deadline"]
            ):
                return target
    raise AssertionError(
        f"no target at {label['start']}: {words(reading, (label['start'], label['end']))}"
    )


@pytest.mark.parametrize("label", wanted(), ids=lambda t: str(t["start"]))
def test_every_numeric_target_with_all_its_fields(reading: Reading, label: dict[str, Any]) -> None:
    found = at(reading, label)
    empty = {"unit": ""}
    assert {n: getattr(found, n) for n in NUMBERS} == {
        n: label.get(n, empty.get(n)) for n in NUMBERS
    }
    assert found.name == words(reading, label["indicator"])
    assert found.subjects == tuple(words(reading, s) for s in label.get("subjects", []))
    standard = label.get("relative_to")
    assert found.relative_to == (words(reading, standard) if standard else "")


def test_no_other_targets(reading: Reading) -> None:
    assert sum(len(s.targets) for s in reading.statements) == len(wanted())


def test_the_measures_of_each_speaker(reading: Reading) -> None:
    commitments = quotes(reading.commitments)
    every = [*labelled("action"), *labelled("target")]
    found = [s for s in every if covered(s["start"], s["end"], commitments) >= 0.5]
    assert len(found) >= 0.95 * len(every)
    for i, speaker in enumerate(LABELS["speakers"]):
        name = words(reading, speaker["name"])
        theirs = [s for s in found if s["speaker"] == i]
        said = quotes([s for s in reading.commitments if s.speaker == name])
        assert theirs
        assert all(covered(s["start"], s["end"], said) >= 0.5 for s in theirs), name


def test_what_is_taken_for_a_commitment_is_one(reading: Reading) -> None:
    spans = [Quote("", s["start"], s["end"]) for k in ("action", "target") for s in labelled(k)]
    right = [q for q in quotes(reading.commitments) if covered(q.start, q.end, spans) >= 0.5]
    assert len(right) >= 0.9 * len(reading.commitments)


def test_nobody_elses_story_is_taken_for_zigongs(reading: Reading) -> None:
    """Kunshan, Suzhou, Nanjing and Changzhou's own story, the park's above all."""
    commitments = quotes(reading.commitments)
    for lesson in labelled("lesson"):
        assert covered(lesson["start"], lesson["end"], commitments) == 0


def test_whose_lesson_each_is(reading: Reading) -> None:
    """Of the three lessons that the first speaker counts, the second is Nanjing's."""
    first = [s for s in labelled("lesson") if s["speaker"] == 0]
    for lesson in first:
        told = [s for s in reading.statements if s.quote.start == lesson["start"]]
        assert [(s.kind, s.learns_from) for s in told] == [
            ("lesson", words(reading, lesson["learns_from"][0]))
        ]


def test_slogans_are_not_commitments(reading: Reading) -> None:
    commitments = quotes(reading.commitments)
    taken = [s for s in labelled("slogan") if covered(s["start"], s["end"], commitments) >= 0.5]
    assert len(taken) <= 0.05 * len(labelled("slogan"))


def test_what_the_text_leaves_open_is_asked(reading: Reading) -> None:
    asked = "".join(q.words.en for q in reading.questions)
    for part in (
        "due in which year",
        "within the year, or",
        "counted apart",
        "ranked",
        "published",
    ):
        assert part in asked


@pytest.mark.parametrize(
    ("start", "end"),
    [(306, 367), (399, 417), (448, 470), (651, 684), (1747, 1762), (2187, 2217), (3646, 3657)],
)
def test_questions_feelings_and_maxims_are_neither_lesson_nor_commitment(
    reading: Reading, start: int, end: int
) -> None:
    """Questions, the trip itself, what it stirred, home's own gap, a general truth."""
    here = Quote("", start, end)
    taken = [s for s in reading.statements if s.kind in ("lesson", "target", "action")]
    assert not [s.quote.text for s in taken if s.quote.overlaps(here)]


def test_what_leads_to_a_deed_is_part_of_it(reading: Reading) -> None:
    whole = Quote("", 1873, 1939)
    assert [s.kind for s in reading.statements if s.quote.overlaps(whole)] == ["action"]


def test_a_park_stands_for_the_region_that_its_name_begins_with(reading: Reading) -> None:
    told = {s.learns_from: lesson.region for lesson in reading.lessons for s in lesson.statements}
    assert any(len(named) > len(region) for named, region in told.items())
    assert len({lesson.region for lesson in reading.lessons}) < len(told)
