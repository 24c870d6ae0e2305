"""Text in, annotated passages out; this package knows no index and no web."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A search uses this package, too, and must not wait for spaCy.
    from spacy.language import Language


def load(language: str, *, model: str = "accurate") -> Language:
    """A new spaCy pipeline for "kk" or "ru": sentences, lemmas, names, dates and links, in this order.

    `model` is the stage izde_names' own setting. Raises ValueError for another language or model.
    """
    from pipeline.stages import assembled

    return assembled(language, model=model)
