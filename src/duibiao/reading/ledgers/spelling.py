"""Texts of cells in one spelling, whatever white space a spreadsheet made of them."""

from __future__ import annotations


def squeezed(text: str) -> str:
    """Return a text without white space and control characters, which spreadsheets change.

    >>> squeezed("年底前\\n 建成")
    '年底前建成'
    """
    return "".join(c for c in text if c > " " and not c.isspace())
