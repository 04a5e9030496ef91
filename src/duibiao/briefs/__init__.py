"""简报: a study as a finished document, in HTML, Word, Excel and PDF, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "Brief": "document",
    "Chapter": "document",
    "Column": "document",
    "Number": "document",
    "Paragraph": "document",
    "Picture": "document",
    "Table": "document",
    "Text": "document",
    "plain": "document",
    "Changes": "changes",
    "FORMATS": "_write",
    "Outcome": "changes",
    "PartFigure": "parts",
    "compose": "compose",
    "indicator_contents": "contents",
    "panel_contents": "contents",
    "held_indicators": "parts",
    "parts_of": "parts",
    "region_contents": "contents",
    "series_contents": "contents",
    "changes_answer": "answers",
    "comparison_answer": "answers",
    "gaps_answer": "answers",
    "headline": "answers",
    "peers_answer": "answers",
    "precedents_answer": "targets_answers",
    "targets_answer": "targets_answers",
    "render": "_write",
    "reading_answer": "reading_tables",
    "reading_contents": "reading_tables",
    "render_ledger": "ledger",
    "render_reading_page": "reading_page",
    "unit_en": "figures",
    "write_brief": "_write",
    "write_files": "_write",
    "write_paths": "_write",
    "years_held": "parts",
}

if TYPE_CHECKING:
    from ._write import FORMATS as FORMATS
    from ._write import render as render
    from ._write import write_brief as write_brief
    from ._write import write_files as write_files
    from ._write import write_paths as write_paths
    from .answers import changes_answer as changes_answer
    from .answers import comparison_answer as comparison_answer
    from .answers import gaps_answer as gaps_answer
    from .answers import headline as headline
    from .answers import peers_answer as peers_answer
    from .changes import Changes as Changes
    from .changes import Outcome as Outcome
    from .compose import compose as compose
    from .contents import indicator_contents as indicator_contents
    from .contents import panel_contents as panel_contents
    from .contents import region_contents as region_contents
    from .contents import series_contents as series_contents
    from .document import Brief as Brief
    from .document import Chapter as Chapter
    from .document import Column as Column
    from .document import Number as Number
    from .document import Paragraph as Paragraph
    from .document import Picture as Picture
    from .document import Table as Table
    from .document import Text as Text
    from .document import plain as plain
    from .figures import unit_en as unit_en
    from .ledger import render_ledger as render_ledger
    from .parts import PartFigure as PartFigure
    from .parts import held_indicators as held_indicators
    from .parts import parts_of as parts_of
    from .parts import years_held as years_held
    from .reading_page import render_reading_page as render_reading_page
    from .reading_tables import reading_answer as reading_answer
    from .reading_tables import reading_contents as reading_contents
    from .targets_answers import precedents_answer as precedents_answer
    from .targets_answers import targets_answer as targets_answer

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
