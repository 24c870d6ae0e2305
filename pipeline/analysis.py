"""A normalised text and its language in, a spaCy document with tokens, sentences and lemmas out."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import russian
from pipeline.kazakh import Kazakh
from pipeline.lemmas import mark_lemmas
from pipeline.readers import LARGEST_DOCUMENT
from pipeline.sentences import mark_sentences


def analysed(text: str, language: str) -> Doc:
    """`text`, which is "kk" or "ru", as one document. Raises ValueError for another language."""
    # Lemmas come after sentences: a capital at a sentence's start says nothing about a word.
    return mark_lemmas(mark_sentences(_tokeniser(language)(text)))


@cache
def _tokeniser(language: str) -> Language:
    if language not in ("kk", "ru"):
        raise ValueError(f"the language is {language!r}; it should be kk or ru")
    nlp = russian.blank() if language == "ru" else Kazakh()
    nlp.max_length = LARGEST_DOCUMENT
    return nlp
