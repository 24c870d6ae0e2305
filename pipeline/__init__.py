"""Text in, annotated passages out; this package knows no index and no web."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A search uses this package, too, and must not wait for spaCy.
    from spacy.language import Language

    from pipeline.records import Recogniser


def load(language: str, *, model: Recogniser = "fast") -> Language:
    """A new spaCy pipeline for "kk" or "ru": sentences, lemmas, names, dates and links, in this order.

    Names are found by tables, patterns and the learnt `model`: in Kazakh "accurate" sees a few more names
    than "fast" and takes twice the time of the whole, in Russian both are the same; "none" is quicker still.
    Raises ValueError for another language or model.
    """
    from pipeline.stages import assembled

    return assembled(language, model=model)
