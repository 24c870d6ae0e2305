"""A text in, the edits that undo a font's exchange of Kazakh letters out."""

from __future__ import annotations
from pipeline.records import Edit


def repairs(text: str) -> list[Edit]:
    return []
