"""Who speaks in a document, with post and body, and which stretches are theirs."""

from __future__ import annotations

from .find import find_speakers

__all__ = ["find_speakers"]
