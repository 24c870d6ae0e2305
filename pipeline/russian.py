"""Russian text in, tokens out: spaCy's Russian with this package's abbreviations and tokeniser rules."""

from __future__ import annotations

import spacy
from spacy.language import Language

from pipeline.tokenisation import TOKENISER


def blank() -> Language:
    """A new spaCy pipeline "ru" that has a tokeniser alone."""
    return spacy.blank("ru", config={"nlp": {"tokenizer": {"@tokenizers": TOKENISER}}})
