"""What a document leaves open and somebody should ask before a commitment is entered."""

from __future__ import annotations

from collections.abc import Sequence

from duibiao.records import Question, Statement

from .survey import Survey


def find_questions(survey: Survey, statements: Sequence[Statement]) -> tuple[Question, ...]:
    """Return the questions."""
    return ()
