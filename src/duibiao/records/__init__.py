"""The nouns of the house: regions, indicators, observations, panels, frameworks; units; the errors.

A `Panel` is what every study starts from. It gives each indicator as a dense `Grid` over regions and
years, derived ones by their `Formula`, and traces each number as a `Cell`. A `Reading` is what
was found in a `Document`: figures, statements and their targets, each with its `Quote`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "Break": "observations",
    "Cell": "observations",
    "Deflator": "observations",
    "EVERY_REGION": "observations",
    "Mark": "observations",
    "Note": "observations",
    "Vintage": "observations",
    "in_language": "observations",
    "Document": "documents",
    "Place": "documents",
    "Quote": "documents",
    "BadSetting": "errors",
    "DataError": "errors",
    "DuibiaoError": "errors",
    "InputError": "errors",
    "Lang": "errors",
    "OutputError": "errors",
    "UnknownName": "errors",
    "UnreadableFile": "errors",
    "nearest_names": "errors",
    "system_reason": "errors",
    "Element": "frameworks",
    "Framework": "frameworks",
    "Pillar": "frameworks",
    "Formula": "formulas",
    "Floats": "grids",
    "Grid": "grids",
    "Ints": "grids",
    "IndicatorTable": "indicator_tables",
    "Catalogue": "indicators",
    "Indicator": "indicators",
    "LEDGER_COLUMNS": "ledgers",
    "LedgerCell": "ledgers",
    "LedgerColumn": "ledgers",
    "LedgerRow": "ledgers",
    "indicator_name": "ledgers",
    "ledger_rows": "ledgers",
    "place_of": "ledgers",
    "COLUMNS": "panel",
    "Panel": "panel",
    "Prices": "panel",
    "observations_frame": "panel",
    "Period": "periods",
    "Problem": "problems",
    "Severity": "problems",
    "COMPARATOR_SIGNS": "reading_words",
    "COMPARATOR_WORDS": "reading_words",
    "FIRMNESS_WORDS": "reading_words",
    "KIND_WORDS": "reading_words",
    "MEASURE_WORDS": "reading_words",
    "NATURE_WORDS": "reading_words",
    "code_of": "reading_words",
    "period_name": "reading_words",
    "word_of": "reading_words",
    "COMMITMENTS": "readings",
    "Comparator": "readings",
    "Condition": "readings",
    "Contradiction": "readings",
    "Figure": "readings",
    "Firmness": "readings",
    "FollowUp": "readings",
    "Lesson": "readings",
    "Measure": "readings",
    "Question": "readings",
    "Reading": "readings",
    "Speaker": "readings",
    "Statement": "readings",
    "StatementKind": "readings",
    "Target": "readings",
    "Region": "regions",
    "Regions": "regions",
    "normal_name": "regions",
    "region_set": "regions",
    "Node": "structures",
    "Structure": "structures",
    "Unit": "units",
    "convert": "units",
}

if TYPE_CHECKING:
    from .documents import Document as Document
    from .documents import Place as Place
    from .documents import Quote as Quote
    from .errors import BadSetting as BadSetting
    from .errors import DataError as DataError
    from .errors import DuibiaoError as DuibiaoError
    from .errors import InputError as InputError
    from .errors import Lang as Lang
    from .errors import OutputError as OutputError
    from .errors import UnknownName as UnknownName
    from .errors import UnreadableFile as UnreadableFile
    from .errors import nearest_names as nearest_names
    from .errors import system_reason as system_reason
    from .formulas import Formula as Formula
    from .frameworks import Element as Element
    from .frameworks import Framework as Framework
    from .frameworks import Pillar as Pillar
    from .grids import Floats as Floats
    from .grids import Grid as Grid
    from .grids import Ints as Ints
    from .indicator_tables import IndicatorTable as IndicatorTable
    from .indicators import Catalogue as Catalogue
    from .indicators import Indicator as Indicator
    from .ledgers import LEDGER_COLUMNS as LEDGER_COLUMNS
    from .ledgers import LedgerCell as LedgerCell
    from .ledgers import LedgerColumn as LedgerColumn
    from .ledgers import LedgerRow as LedgerRow
    from .ledgers import indicator_name as indicator_name
    from .ledgers import ledger_rows as ledger_rows
    from .ledgers import place_of as place_of
    from .observations import EVERY_REGION as EVERY_REGION
    from .observations import Break as Break
    from .observations import Cell as Cell
    from .observations import Deflator as Deflator
    from .observations import Mark as Mark
    from .observations import Note as Note
    from .observations import Vintage as Vintage
    from .observations import in_language as in_language
    from .panel import COLUMNS as COLUMNS
    from .panel import Panel as Panel
    from .panel import Prices as Prices
    from .panel import observations_frame as observations_frame
    from .periods import Period as Period
    from .problems import Problem as Problem
    from .problems import Severity as Severity
    from .reading_words import COMPARATOR_SIGNS as COMPARATOR_SIGNS
    from .reading_words import COMPARATOR_WORDS as COMPARATOR_WORDS
    from .reading_words import FIRMNESS_WORDS as FIRMNESS_WORDS
    from .reading_words import KIND_WORDS as KIND_WORDS
    from .reading_words import MEASURE_WORDS as MEASURE_WORDS
    from .reading_words import NATURE_WORDS as NATURE_WORDS
    from .reading_words import code_of as code_of
    from .reading_words import period_name as period_name
    from .reading_words import word_of as word_of
    from .readings import COMMITMENTS as COMMITMENTS
    from .readings import Comparator as Comparator
    from .readings import Condition as Condition
    from .readings import Contradiction as Contradiction
    from .readings import Figure as Figure
    from .readings import Firmness as Firmness
    from .readings import FollowUp as FollowUp
    from .readings import Lesson as Lesson
    from .readings import Measure as Measure
    from .readings import Question as Question
    from .readings import Reading as Reading
    from .readings import Speaker as Speaker
    from .readings import Statement as Statement
    from .readings import StatementKind as StatementKind
    from .readings import Target as Target
    from .regions import Region as Region
    from .regions import Regions as Regions
    from .regions import normal_name as normal_name
    from .regions import region_set as region_set
    from .structures import Node as Node
    from .structures import Structure as Structure
    from .units import Unit as Unit
    from .units import convert as convert

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
