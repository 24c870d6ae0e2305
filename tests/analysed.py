"""A text and its language in, a document with tokens, sentences and lemmas out."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

import pipeline


def analysed(text: str, language: str) -> Doc:
    """`text` after the first two stages of the pipeline. Raises ValueError for another language."""
    return _pipeline(language)(text)


@cache
def _pipeline(language: str) -> Language:
    nlp = pipeline.load(language)
    nlp.select_pipes(enable=["izde_sentences", "izde_lemmas"])
    return nlp
