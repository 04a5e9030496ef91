"""可借鉴性, as an office fills it in: whether home has the conditions of a lesson, in the ledger's sheet of lessons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from duibiao.records import BadSetting, Lesson, Note, Reading

from .spelling import squeezed

_TITLES = {
    "condition": ("条件（原文）", "Condition (words)"),
    "here": ("本地是否具备", "Present here"),
    "document": ("来源文件", "Document"),
}
_SAID: dict[str, bool | None] = {
    "具备": True,
    "present": True,
    "不具备": False,
    "notpresent": False,
    "未知": None,
    "unknown": None,
    "": None,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether home has a condition, as a row of a sheet says; `document` may be ""."""

    sheet: str
    row: int
    condition: str
    here: bool
    document: str


def answers_in(name: str, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> tuple[Answer, ...]:
    """Return what the sheets of a ledger say of home; rows that leave it unknown say nothing.

    Raises `BadSetting` for a word that is none of 具备, 不具备 and 未知.
    """
    return tuple(a for sheet, rows in sheets.items() for a in _answers(name, sheet, rows))


def _answers(name: str, sheet: str, rows: Sequence[Sequence[Any]]) -> Iterator[Answer]:
    places: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        if not places:
            texts = [squeezed(str(cell)).lower() for cell in row]
            found = {
                key: texts.index(title)
                for key, titles in _TITLES.items()
                for title in map(_plain, titles)
                if title in texts
            }
            places = found if {"condition", "here"} <= found.keys() else {}
            continue
        said = _plain(str(row[places["here"]]))
        if said not in _SAID:
            raise BadSetting(
                zh=f"台账{name}的“{sheet}”表第{number}行“本地是否具备”列“{row[places['here']]}”不能识别。可以写：具备、不具备、未知。请改好后再读；没有作任何更正。",
                en=f"The ledger {name}, sheet “{sheet}”, row {number}, column Present here: “{row[places['here']]}” is not known. Allowed: present, not present, unknown. Change it and read again; nothing was corrected.",
            )
        here = _SAID[said]
        if here is not None:
            document = str(row[places["document"]]).strip() if "document" in places else ""
            yield Answer(sheet, number, str(row[places["condition"]]).strip(), here, document)


def _plain(title: str) -> str:
    return squeezed(title).lower()


def with_answers(reading: Reading, answers: Sequence[Answer]) -> tuple[Reading, list[Answer]]:
    """Return a reading whose conditions hold what was said of them, and the answers that were used."""
    used: list[Answer] = []
    lessons: list[Lesson] = []
    for lesson in reading.lessons:
        conditions = []
        for condition in lesson.conditions:
            found = [
                a
                for a in answers
                if a.document in ("", reading.document.name)
                and squeezed(a.condition) == squeezed(condition.quote.text)
            ]
            used += found
            conditions.append(replace(condition, here=found[-1].here) if found else condition)
        lessons.append(replace(lesson, conditions=tuple(conditions)))
    return (replace(reading, lessons=tuple(lessons)), used) if used else (reading, used)


def unused_note(answers: Sequence[Answer]) -> Note:
    """Return what is said of answers that no condition of the documents takes."""
    rows = [str(a.row) for a in answers]
    sheet = answers[0].sheet
    return Note(
        f"“{sheet}”表第{'、'.join(rows)}行写了本地是否具备，但那里没有条件，或条件的原文在这次读的文件中找不到，没有使用。",
        f"“{sheet}”, rows {', '.join(rows)}: it is said whether home has a condition, but there is none, or its words were not found in the documents read now; it was not used.",
    )
