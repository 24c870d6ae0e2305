"""Text in, annotated passages out; this package knows no index and no web."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A search uses this package, too, and must not wait for spaCy.
    from spacy.language import Language


def load(language: str, *, model: bool = True) -> Language:
    """A new spaCy pipeline for "kk" or "ru": sentences, lemmas, names, dates and links, in this order.

    Without `model` names are found by tables and patterns alone, which is faster. Raises ValueError for
    another language.
    """
    from pipeline.stages import assembled

    return assembled(language, model=model)
